package generator

import (
	"os"

	"golang.org/x/sys/unix"
)

// swap lets two folders change places in one step, so that at every moment there is a whole site. Where
// the file system cannot do that it is done in two.
func swap(folder, next string) error {
	if _, err := os.Lstat(folder); err == nil {
		if unix.Renameat2(unix.AT_FDCWD, next, unix.AT_FDCWD, folder, unix.RENAME_EXCHANGE) == nil {
			return nil
		}
	}

	return replace(folder, next)
}

// running reports whether there is a process of that number.
func running(pid int) bool { return unix.Kill(pid, 0) != unix.ESRCH }

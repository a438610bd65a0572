package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// makeNext makes the folder in which the new site is built: beside the output folder or, where that cannot be,
// inside of it.
func makeNext(folder string, exists bool) (next string, inside bool, err error) {
	beside := nextPrefix(folder)
	sweep(filepath.Dir(folder), beside)
	sweep(folder, innerPrefix)
	if next, err = os.MkdirTemp(filepath.Dir(folder), fmt.Sprintf("%s%d-", beside, os.Getpid())); err == nil {
		return next, false, nil
	}

	if exists {
		next, err = os.MkdirTemp(folder, fmt.Sprintf("%s%d-", innerPrefix, os.Getpid()))
	}

	if err != nil {
		return "", false, cannotWrite(folder, err)
	}

	return next, true, nil
}

// cannotWrite says what the machine does not let us do, and the way out.
func cannotWrite(folder string, err error) error {
	return &FolderError{
		fmt.Sprintf("the site cannot be written to %s: %v", folder, err),
		"choose another folder with -o, or let this user write there",
	}
}

// innerPrefix is how the name of a folder begins that is made in the output folder.
const innerPrefix = ".lockstep.next-"

// nextPrefix is how the names of folders begin in which new sites are made; the number of the process
// that makes it follows.
func nextPrefix(folder string) string { return "." + filepath.Base(folder) + ".next-" }

// sweep takes away what killed builds have left in a folder. What cannot be taken away does no harm.
func sweep(folder, prefix string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}

	for _, entry := range entries {
		rest, ours := strings.CutPrefix(entry.Name(), prefix)
		number, _, _ := strings.Cut(rest, "-")
		if pid, err := strconv.Atoi(number); ours && err == nil && !running(pid) {
			os.RemoveAll(filepath.Join(folder, entry.Name()))
		}
	}
}

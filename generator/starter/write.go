package starter

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// Written says what became of the files.
type Written struct {
	// Paths are those written, Kept the optional ones that were there already and stayed, as in the files.
	Paths, Kept []string
}

// Write writes files below a folder, which it makes if need be. It never writes over a file, nor through a
// link that leads out of the folder. If one that is not optional is there already, it writes nothing, and the
// error is an *Error.
func Write(folder string, files []File) (Written, error) {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return Written{}, fmt.Errorf("make the folder: %w", err)
	}

	root, err := os.OpenRoot(folder)
	if err != nil {
		return Written{}, fmt.Errorf("open the folder: %w", err)
	}
	defer root.Close()

	var written Written
	var missing []File
	for _, file := range files {
		_, err := root.Lstat(filepath.FromSlash(file.Path))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			missing = append(missing, file)
		case err != nil:
			return Written{}, fmt.Errorf("look for %s: %w", file.Path, err)
		case file.Optional:
			written.Kept = append(written.Kept, file.Path)
		default:
			return Written{}, &Error{
				file.Path + " is there already, and is left as it is",
				"start somewhere else, or move the file away",
			}
		}
	}

	for _, file := range missing {
		if err := create(root, file); err != nil {
			return written, fmt.Errorf("write %s: %w", file.Path, err)
		}

		written.Paths = append(written.Paths, file.Path)
	}

	return written, nil
}

// create writes a file that is not there yet, and the folders above it.
func create(root *os.Root, file File) error {
	name := filepath.FromSlash(file.Path)
	if folder := path.Dir(file.Path); folder != "." {
		if err := root.MkdirAll(filepath.FromSlash(folder), 0o777); err != nil {
			return err
		}
	}

	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}

	if _, err := f.WriteString(file.Text); err != nil {
		f.Close()
		return err
	}

	return f.Close()
}

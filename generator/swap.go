package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// replace moves folder out of the way and next into its place. Where a folder cannot be moved, as a mount
// point cannot, its files are moved into it one by one.
func replace(folder, next string) error {
	if _, err := os.Lstat(folder); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(next, folder)
	}

	aside := next + ".old"
	if err := os.Rename(folder, aside); err != nil {
		return moveInto(folder, next)
	}

	if err := os.Rename(next, folder); err != nil {
		return errors.Join(err, os.Rename(aside, folder))
	}

	return os.RemoveAll(aside)
}

// moveInto gives folder the files of next, and takes away what next does not have.
func moveInto(folder, next string) error {
	keep := map[string]bool{}
	err := filepath.WalkDir(next, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}

		rel, err := filepath.Rel(next, full)
		if err != nil {
			return err
		}

		keep[rel] = true
		target := filepath.Join(folder, rel)
		if entry.IsDir() {
			return os.MkdirAll(target, 0o777)
		}

		return move(full, target)
	})
	if err != nil {
		return fmt.Errorf("move the new files: %w", err)
	}

	var gone []string
	err = filepath.WalkDir(folder, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}

		if rel, _ := filepath.Rel(folder, full); !keep[rel] {
			gone = append(gone, full)
			if entry.IsDir() {
				return fs.SkipDir
			}
		}

		return nil
	})
	for _, full := range gone {
		err = errors.Join(err, os.RemoveAll(full))
	}

	return err
}

// move renames a file, or copies it to a neighbour first where it comes from another file system.
func move(from, to string) error {
	if os.Rename(from, to) == nil {
		return nil
	}

	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}

	if err := os.WriteFile(to+".next", text, 0o666); err != nil {
		return err
	}

	return os.Rename(to+".next", to)
}

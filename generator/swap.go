package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
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

// moveInto gives folder the files of next, each in one step, and takes away what next does not have. While it
// is at work the list of files names the old and the new ones, so that the next build knows all of them as ours
// if this one is killed.
func moveInto(folder, next string) error {
	if err := listBoth(folder, next); err != nil {
		return fmt.Errorf("list the files: %w", err)
	}

	keep := map[string]bool{manifestName: true}
	err := filepath.WalkDir(next, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}

		rel, err := filepath.Rel(next, full)
		if err != nil || rel == manifestName {
			return err
		}

		keep[rel] = true
		target := filepath.Join(folder, rel)
		if err := makeWay(target, entry.IsDir()); err != nil {
			return err
		}

		if entry.IsDir() {
			return os.MkdirAll(target, 0o777)
		}

		return move(full, target)
	})
	if err != nil {
		return fmt.Errorf("move the new files: %w", err)
	}

	if err := removeOthers(folder, keep); err != nil {
		return err
	}

	return move(filepath.Join(next, manifestName), filepath.Join(folder, manifestName))
}

// listBoth makes the list of folder name what next has as well.
func listBoth(folder, next string) error {
	both, _ := readManifest(folder)
	coming, _ := readManifest(next)
	files := maps.Clone(coming.Files)
	for name, digested := range both.Files {
		if new, ok := files[name]; ok && new != digested {
			digested = ""
		}

		files[name] = digested
	}

	both = manifest{Version: manifestVersion, Files: files}
	name := filepath.Join(next, manifestName+".both")
	if err := both.write(name); err != nil {
		return err
	}

	return move(name, filepath.Join(folder, manifestName))
}

// makeWay takes away a file where a folder is to be, and a folder where a file is to be: what was not made by
// lockstep is in nobody's way, see refuse.
func makeWay(target string, folder bool) error {
	info, err := os.Lstat(target)
	if err != nil || info.IsDir() == folder {
		return nil
	}

	return os.RemoveAll(target)
}

// removeOthers takes away what is not to be kept, but for the folders of builds at work.
func removeOthers(folder string, keep map[string]bool) error {
	var gone []string
	err := filepath.WalkDir(folder, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}

		rel, _ := filepath.Rel(folder, full)
		if entry.IsDir() && strings.HasPrefix(rel, innerPrefix) {
			return fs.SkipDir
		}

		if !keep[rel] {
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

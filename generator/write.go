package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/site"
)

// Written counts what a build did to the output folder.
type Written struct{ Files, Changed, Removed int }

// A FolderError says that the output folder cannot be used, and the way out.
type FolderError struct{ Reason, Hint string }

func (e *FolderError) Error() string { return e.Reason }

// write makes folder hold exactly the routes, beside files that are not ours.
//
// The new site is built whole in a folder beside the old one: what did not change is linked, the rest is
// rendered and written. Then the two change places in one step. Until that moment a failure, a full disk
// or a kill leaves the old site as it was. Files that lockstep did not write are carried over; those it
// wrote before and no longer needs are gone with the old folder. Where nothing can be made beside the folder,
// as beside a mounted volume, the new site is built in it and its files take their places one by one.
func write(routes []site.Route, folder string) (Written, error) {
	folder, err := resolve(folder)
	if err != nil {
		return Written{}, err
	}

	for range 5 {
		result, err := attempt(routes, folder)
		if !errors.Is(err, errOvertaken) {
			return result, err
		}
	}

	return Written{}, &FolderError{"other builds keep writing to " + folder, "let one build end before the next one begins"}
}

// errOvertaken says that another build has written to the folder since it was looked through.
var errOvertaken = errors.New("another build has written there")

// attempt writes the routes, unless another build overtakes it.
func attempt(routes []site.Route, folder string) (Written, error) {
	old, err := survey(folder)
	if err != nil {
		return Written{}, err
	}

	if err := old.refuse(routes, folder); err != nil {
		return Written{}, err
	}

	next, inside, err := makeNext(folder, old.exists)
	if err != nil {
		return Written{}, err
	}
	defer os.RemoveAll(next)

	result, err := fill(routes, folder, next, old)
	if err != nil {
		return Written{}, err
	}

	if inside {
		err = moveInto(folder, next)
	} else {
		err = swap(folder, next)
	}

	if err != nil {
		return Written{}, fmt.Errorf("put the new site in place: %w", err)
	}

	return result, nil
}

// resolve returns the absolute path of the folder, with links followed: a link to a folder stays a link.
func resolve(folder string) (string, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return "", fmt.Errorf("find the output folder: %w", err)
	}

	real, err := filepath.EvalSymlinks(folder)
	switch {
	case err == nil:
		return real, nil
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(folder), 0o777); err != nil {
			return "", cannotWrite(folder, err)
		}

		return folder, nil
	}

	return "", fmt.Errorf("find the output folder: %w", err)
}

// An inventory is what is in the output folder before a build.
type inventory struct {
	exists  bool
	known   bool              // a manifest was found
	ours    map[string]string // digests of what lockstep wrote, by path
	written map[string]string // the same as the manifest has it
	foreign []string          // files and links that it did not write
	folders []string          // foreign folders that hold nothing
}

// survey looks through the output folder. Links in it are not followed.
func survey(folder string) (*inventory, error) {
	inv := &inventory{ours: map[string]string{}}
	info, err := os.Lstat(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return inv, nil
	}

	if err != nil {
		return nil, fmt.Errorf("look into the output folder: %w", err)
	}

	if !info.IsDir() {
		return nil, &FolderError{folder + " is a file, not a folder", "choose another folder with -o"}
	}

	inv.exists = true
	if m, ok := readManifest(folder); ok {
		inv.known, inv.written = true, m.Files
		inv.ours[manifestName] = ""
		for name, digested := range m.Files {
			if filepath.IsLocal(filepath.FromSlash(name)) {
				inv.ours[name] = digested
			}
		}
	}

	err = filepath.WalkDir(folder, func(full string, entry fs.DirEntry, err error) error {
		if err != nil || full == folder {
			return err
		}

		rel, _ := filepath.Rel(folder, full)
		name := filepath.ToSlash(rel)
		_, ours := inv.ours[name]
		switch {
		case entry.IsDir() && strings.HasPrefix(name, innerPrefix):
			return fs.SkipDir
		case ours && !entry.IsDir():
		case !entry.IsDir():
			inv.foreign = append(inv.foreign, name)
			if !inv.known && !strings.HasPrefix(name, ".") {
				return fs.SkipAll // enough to refuse the folder, which may be a whole disk
			}
		case isEmpty(full):
			inv.folders = append(inv.folders, name)
		}

		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errOvertaken
	}

	if err != nil {
		return nil, fmt.Errorf("look into the output folder: %w", err)
	}

	return inv, nil
}

func isEmpty(folder string) bool {
	entries, err := os.ReadDir(folder)
	return err == nil && len(entries) == 0
}

// refuse says why the folder cannot be ours: somebody else's things are in it, or in the way.
func (inv *inventory) refuse(routes []site.Route, folder string) error {
	if !inv.known {
		for _, name := range inv.foreign {
			if !strings.HasPrefix(name, ".") {
				return &FolderError{
					fmt.Sprintf("%s is not empty and was not made by lockstep: %s is in it", folder, name),
					"empty it, or choose another folder with -o",
				}
			}
		}
	}

	pages, folders := map[string]bool{}, map[string]bool{}
	for _, r := range routes {
		pages[r.Path] = true
		for dir := path.Dir(r.Path); dir != "."; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}

	for _, name := range inv.foreign {
		clash := folders[name]
		for part := name; part != "."; part = path.Dir(part) {
			clash = clash || pages[part]
		}

		if clash {
			return &FolderError{
				fmt.Sprintf("%s in %s was not made by lockstep and is in the way of a page", name, folder),
				"move it away, or choose another folder with -o",
			}
		}
	}

	return nil
}

// fill renders the routes into next, linking from folder what did not change, and carries over what is
// not ours.
func fill(routes []site.Route, folder, next string, old *inventory) (Written, error) {
	if err := makeFolders(routes, next); err != nil {
		return Written{}, err
	}

	pages := make([]outcome, len(routes))
	if err := parallel(len(routes), func(i int) (err error) {
		pages[i], err = put(routes[i], folder, next, old)
		return err
	}); err != nil {
		return Written{}, err
	}

	result := Written{Files: len(routes)}
	m := manifest{Version: manifestVersion, Files: make(map[string]string, len(routes))}
	var edited []string
	for i, r := range routes {
		m.Files[r.Path] = pages[i].digest
		delete(old.ours, r.Path)
		if pages[i].changed {
			result.Changed++
		}

		if pages[i].edited {
			edited = append(edited, r.Path)
		}
	}

	delete(old.ours, manifestName)
	result.Removed = len(old.ours)
	for name, digested := range old.ours {
		if !asWritten(filepath.Join(folder, filepath.FromSlash(name)), digested) {
			edited = append(edited, name)
		}
	}

	if len(edited) > 0 {
		if now, ok := readManifest(folder); ok && !maps.Equal(now.Files, old.written) {
			return Written{}, errOvertaken
		}

		return Written{}, editedError(folder, edited)
	}

	for _, name := range old.folders {
		if err := os.MkdirAll(filepath.Join(next, filepath.FromSlash(name)), 0o777); err != nil {
			return Written{}, fmt.Errorf("keep %s: %w", name, err)
		}
	}

	for _, name := range old.foreign {
		if err := carry(filepath.Join(folder, filepath.FromSlash(name)), filepath.Join(next, filepath.FromSlash(name))); err != nil {
			return Written{}, fmt.Errorf("keep %s: %w", name, err)
		}
	}

	return result, m.write(filepath.Join(next, manifestName))
}

// makeFolders makes every folder once, and next itself readable for a web server.
func makeFolders(routes []site.Route, next string) error {
	if err := os.Chmod(next, 0o755); err != nil {
		return fmt.Errorf("make a folder for the new site: %w", err)
	}

	made := map[string]bool{".": true}
	for _, r := range routes {
		dir := path.Dir(r.Path)
		if made[dir] {
			continue
		}

		made[dir] = true
		if err := os.MkdirAll(filepath.Join(next, filepath.FromSlash(dir)), 0o777); err != nil {
			return fmt.Errorf("make the folder %s: %w", dir, err)
		}
	}

	return nil
}

// parallel calls f for 0 … n-1 on all processors and returns the error of the lowest i that failed.
func parallel(n int, f func(i int) error) error {
	var (
		wait  sync.WaitGroup
		mutex sync.Mutex
		next  int
		first = n
		cause error
	)

	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for {
				mutex.Lock()
				i := next
				next++
				stop := i >= n || first < i
				mutex.Unlock()
				if stop {
					return
				}

				if err := f(i); err != nil {
					mutex.Lock()
					if i < first {
						first, cause = i, err
					}
					mutex.Unlock()
				}
			}
		})
	}

	wait.Wait()

	return cause
}

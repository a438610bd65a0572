package generator

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/site"
)

// An outcome is what became of a route.
type outcome struct {
	digest  string
	changed bool // it is not as it was
	edited  bool // somebody else has changed what was there, which must not be lost
}

// put renders one route into next. What is the same as before is linked, or copied where links cannot be.
func put(route site.Route, folder, next string, old *inventory) (outcome, error) {
	text, err := route.Render()
	if err != nil {
		return outcome{}, err
	}

	name := filepath.FromSlash(route.Path)
	target := filepath.Join(next, name)
	before := filepath.Join(folder, name)
	digested, ours := old.ours[route.Path]
	done := outcome{digest: digest(text), changed: !ours || !same(before, text)}
	switch {
	case !done.changed && os.Link(before, target) == nil:
		return done, nil
	case ours && done.changed && !asWritten(before, digested):
		done.edited = true
		return done, nil
	}

	if err := os.WriteFile(target, text, 0o666); err != nil {
		return outcome{}, fmt.Errorf("write %s: %w", route.Path, err)
	}

	return done, nil
}

// editedError says that files which lockstep wrote were changed by somebody else, who may not want to lose that.
func editedError(folder string, names []string) error {
	slices.Sort(names)
	what := names[0] + " in " + folder + " is"
	if more := len(names) - 1; more > 0 {
		what = fmt.Sprintf("%s and %d more in %s are", names[0], more, folder)
	}

	return &FolderError{
		what + " not as lockstep left it: a build would undo what somebody changed there",
		"make the change in the content or in a theme; then delete the file, or move it away to keep it",
	}
}

// same reports whether a regular file holds that text.
func same(name string, text []byte) bool {
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(text)) {
		return false
	}

	before, err := os.ReadFile(name)

	return err == nil && bytes.Equal(before, text)
}

// carry brings a file that is not ours to the new folder: linked, or copied where links cannot be. A
// symbolic link stays one.
func carry(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}

	info, err := os.Lstat(from)
	if err != nil {
		return err
	}

	if info.Mode()&fs.ModeSymlink != 0 {
		target, err := os.Readlink(from)
		if err != nil {
			return err
		}

		return os.Symlink(target, to)
	}

	if os.Link(from, to) == nil {
		return nil
	}

	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}

	return os.WriteFile(to, text, info.Mode().Perm())
}

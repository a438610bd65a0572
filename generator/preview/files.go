package preview

import (
	"errors"
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// files are the files that matter, as they were when they were looked at last: a save that changes nothing is no
// change.
type files struct {
	folders, single []*way
	ask             func() []string // for the single files; nil for none
	seed            maphash.Seed
	known           map[string]look // by name, without a link in it
	dirs            map[string]bool // the folders that were walked
}

// A look is what was seen of a file.
type look struct {
	size  int64
	mtime time.Time
	at    time.Time // of the look
	sum   uint64
}

func newFiles(folders []string, single func() []string) *files {
	f := &files{folders: waysTo(folders), ask: single, seed: maphash.MakeSeed(), known: map[string]look{}}
	f.find()

	return f
}

// named returns what leads to the folders and files that were asked for, and these.
func (f *files) named() []string {
	var names []string
	for _, w := range slices.Concat(f.folders, f.single) {
		names = append(names, w.steps...)
	}

	return names
}

// isNamed reports whether a name is one of those, or leads to one.
func (f *files) isNamed(name string) bool {
	return slices.ContainsFunc(f.named(), func(n string) bool { return n == name || below(n, name) })
}

// matters reports whether a change of that name may be one of the content.
func (f *files) matters(name string) bool {
	if f.isNamed(name) {
		return true
	}

	for _, w := range f.folders {
		if folder := w.end(); below(name, folder) {
			return !passing(name[len(folder):])
		}
	}

	return false
}

// below reports whether a name is in a folder, at any depth. Both are absolute.
func below(name, folder string) bool {
	const sep = string(filepath.Separator)
	return strings.HasPrefix(name, strings.TrimSuffix(folder, sep)+sep)
}

// passing reports whether a path is one of a tool, or one that an editor makes while it saves.
func passing(name string) bool {
	for part := range strings.SplitSeq(filepath.ToSlash(name), "/") {
		switch {
		case part == ".git", part == "node_modules", part == ".DS_Store", part == "4913": // vim tries that one
			return true
		case strings.HasSuffix(part, "~"), strings.HasPrefix(part, ".#"), strings.HasPrefix(part, "#") && strings.HasSuffix(part, "#"):
			return true
		case strings.HasSuffix(part, "___jb_tmp___"), strings.HasSuffix(part, "___jb_old___"):
			return true
		case strings.HasPrefix(part, ".") && (strings.HasSuffix(part, ".swp") || strings.HasSuffix(part, ".swx") || strings.HasSuffix(part, ".swo")):
			return true
		}
	}

	return false
}

// find finds out which the single files are, and where all names lead.
func (f *files) find() {
	for _, w := range f.folders {
		w.find()
	}

	if f.ask != nil {
		f.single = waysTo(f.ask())
	}
}

// look looks at everything, and reports whether anything changed. It calls watch for every folder before it looks
// at the files in it; the error is the first of those. Where names lead it must have been found out before.
func (f *files) look(watch func(dir string) error) (changed bool, failed error) {
	there := map[string]bool{}
	f.dirs = map[string]bool{}
	f.each(func(name string, entry fs.DirEntry) {
		if !entry.IsDir() {
			there[name] = true
			changed = f.lookAt(name) || changed
			return
		}

		f.dirs[name] = true
		if err := watch(name); err != nil && !errors.Is(err, fs.ErrNotExist) && failed == nil {
			failed = err
		}
	})

	for name := range f.known {
		if !there[name] {
			delete(f.known, name)
			changed = true
		}
	}

	return changed, failed
}

// unwatched watches nothing.
func unwatched(string) error { return nil }

// each calls visit for every folder and every file that matters; a folder before what is in it, and before that
// is read.
func (f *files) each(visit func(name string, entry fs.DirEntry)) {
	for _, w := range f.folders {
		visitBelow(w.end(), visit)
	}

	for _, w := range f.single {
		name := w.end()
		if info, err := os.Stat(name); err == nil {
			visit(name, fs.FileInfoToDirEntry(info))
		}
	}
}

// visitBelow walks a folder. What cannot be read is not there.
func visitBelow(folder string, visit func(name string, entry fs.DirEntry)) {
	_ = filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		switch below := name[len(folder):]; {
		case err != nil:
			return nil
		case passing(below) && entry.IsDir():
			return fs.SkipDir
		case !passing(below):
			visit(name, entry)
		}

		return nil
	})
}

// isFolder reports whether a name is that of a folder now, or was when everything was looked at.
func (f *files) isFolder(name string) bool {
	info, err := os.Lstat(name)
	return f.dirs[name] || err == nil && info.IsDir()
}

// settled is how old a file must be for its size and time to tell whether it is the same.
const settled = 2 * time.Second

// lookAt looks at a file, and reports whether it is another than before.
func (f *files) lookAt(name string) bool {
	before, known := f.known[name]
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		delete(f.known, name)
		return known
	}

	now := look{size: info.Size(), mtime: info.ModTime(), at: time.Now()}
	if known && before.size == now.size && before.mtime.Equal(now.mtime) && before.at.Sub(before.mtime) > settled {
		return false
	}

	now.sum = f.sum(name)
	f.known[name] = now

	return !known || before.sum != now.sum
}

// sum returns a sum over the content of a file; 0 where it cannot be read.
func (f *files) sum(name string) uint64 {
	file, err := os.Open(name)
	if err != nil {
		return 0
	}
	defer file.Close()

	var h maphash.Hash
	h.SetSeed(f.seed)
	if _, err := io.Copy(&h, file); err != nil {
		return 0
	}

	return h.Sum64()
}

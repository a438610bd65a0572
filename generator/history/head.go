package history

import (
	"os"
	"path/filepath"
	"strings"
)

// Head returns the name of the commit that is checked out in the repository around a folder; "" where there is
// no repository, or no commit. What [ReadPast] says changes with it, and with the folder, only.
func Head(dir string) string {
	out, err := run(dir, readingLog, "rev-parse", "--verify", "--quiet", "HEAD")
	if err != nil {
		return ""
	}

	return strings.TrimSpace(string(out))
}

// HeadFiles returns files of which one changes, comes or goes whenever another commit is checked out in the repository
// around a folder, more of its past comes, or there is a repository at last. They need not exist, and are other ones when another branch is
// checked out. No git is run.
func HeadFiles(dir string) []string {
	if real, err := filepath.EvalSymlinks(dir); err == nil { // as git does
		dir = real
	}

	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}

	var none []string
	for around := dir; ; around = filepath.Dir(around) {
		if own := gitFolder(filepath.Join(around, ".git")); own != "" {
			return headFiles(own)
		}

		none = append(none, filepath.Join(around, ".git", "HEAD"))
		if around == filepath.Dir(around) {
			return none
		}
	}
}

// gitFolder returns the folder of a repository that .git is, or that it names in a worktree or a submodule; "" if it
// is not there.
func gitFolder(name string) string {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return ""
	case info.IsDir():
		return name
	}

	text, _ := os.ReadFile(name)
	folder, ok := strings.CutPrefix(string(text), "gitdir: ")
	if !ok {
		return ""
	}

	return within(filepath.Dir(name), strings.TrimSpace(folder))
}

// cutName is the file in the folder of a repository that lists where its past was cut off, if it was.
const cutName = "shallow"

// CutAt returns where the past of the repository around a folder was cut off, as git notes it; "" where it is whole, or
// there is none. No git is run.
func CutAt(dir string) string {
	for _, name := range HeadFiles(dir) {
		if filepath.Base(name) == cutName {
			text, _ := os.ReadFile(name) // which most have not
			return string(text)
		}
	}

	return ""
}

// headFiles are those of the folder of a repository: what says which branch is checked out, and what says which commit
// that is, and how much of the past there is. A worktree shares its branches with the repository that it was made of.
func headFiles(own string) []string {
	common := own
	if text, err := os.ReadFile(filepath.Join(own, "commondir")); err == nil {
		common = within(own, strings.TrimSpace(string(text)))
	}

	files := []string{
		filepath.Join(own, "HEAD"), filepath.Join(common, "packed-refs"), filepath.Join(common, cutName),
		filepath.Join(own, "reftable", "tables.list"), filepath.Join(common, "reftable", "tables.list"),
	}
	head, _ := os.ReadFile(filepath.Join(own, "HEAD"))
	if branch, ok := strings.CutPrefix(string(head), "ref: "); ok {
		files = append(files, filepath.Join(common, filepath.FromSlash(strings.TrimSpace(branch))))
	}

	return files
}

// within returns a path that may be relative to a folder.
func within(folder, name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return name
	}

	return filepath.Join(folder, name)
}

package history

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A folder of a repository is named by its path below the top, with a slash at its end; "" is the top.

// documents are the files among which git looks for those that were moved.
var documents = []string{"--", ":(top,icase)*.md", ":(top,icase)*.markdown"}

// moves returns what happened to the documents of the whole repository, as a git command tells that prints
// differences.
func (r *repository) moves(doing, name string, args ...string) ([]fileChange, error) {
	args = append([]string{name, "-z", "--raw", "--no-abbrev", "-M", "-l2000", "--no-relative", "--no-ext-diff", "--no-textconv"}, args...)
	out, err := run(r.dir, doing, append(args, documents...)...)
	if err != nil {
		return nil, err
	}

	var changes []fileChange
	in := bufio.NewReader(bytes.NewReader(out))
	for {
		text, err := in.ReadString(0)
		if errors.Is(err, io.EOF) {
			return changes, nil
		}

		change, err := parseChange(strings.TrimSuffix(text, "\x00"), in)
		if err != nil {
			return nil, err
		}

		changes = append(changes, change)
	}
}

// origin returns the folder from which files that matter were moved into another one, as most of them say. A
// file that was moved within the folder, too, is asked last.
func origin(changes []fileChange, to string, matters func(fileChange) bool) (from string, ok bool) {
	votes := map[string]int{}
	for _, c := range changes {
		name, inside := strings.CutPrefix(c.path, to)
		if !inside || c.from == "" || strings.HasPrefix(c.from, to) || !matters(c) {
			continue
		}

		if folder, same := strings.CutSuffix("/"+c.from, "/"+name); same {
			votes[strings.TrimPrefix(folder+"/", "/")] += len(changes)
			continue
		}

		folder := path.Dir("/" + c.from)
		for range strings.Count(name, "/") {
			folder = path.Dir(folder)
		}

		votes[strings.TrimPrefix(strings.TrimSuffix(folder, "/")+"/", "/")]++
	}

	folders := make([]string, 0, len(votes))
	for folder := range votes {
		folders = append(folders, folder)
	}

	slices.Sort(folders)
	for _, folder := range folders {
		if votes[folder] > votes[from] || !ok {
			from, ok = folder, true
		}
	}

	return from, ok
}

// follow adds to the commits of the content folder those of the folders in which the content was before: one
// look at the oldest commit that holds a plan, and one log for every move.
func (r *repository) follow(commits []logged, excerpts map[string]*excerpt, kept *cache) ([]logged, error) {
	matters := func(c fileChange) bool {
		e := excerpts[c.blob]
		return e != nil && (e.Kind != "" || e.Unread != "")
	}

	folder, start := r.folder, 0
	for {
		first := -1
		for i := start; i < len(commits); i++ {
			if slices.ContainsFunc(commits[i].files, matters) {
				first = i
			}
		}

		if first < 0 || len(commits[first].parents) == 0 {
			return commits, nil
		}

		move := &commits[first]
		changes, err := r.moves(readingLog, "diff-tree", "-r", move.parents[0], move.Hash)
		if err != nil {
			return nil, err
		}

		from, ok := origin(changes, folder, matters)
		if !ok {
			return commits, nil
		}

		move.files = joined(changes, from, folder)
		older, err := r.log(move.parents[0], from)
		if err != nil {
			return nil, err
		}

		if err := readExcerpts(r, older, excerpts, kept); err != nil {
			return nil, err
		}

		folder, start = from, first+1
		commits = append(commits[:start], older...)
	}
}

// joined returns the changes of a commit that moved the content from one folder to another: paths before are
// below the one, paths after below the other.
func joined(changes []fileChange, from, to string) []fileChange {
	var all []fileChange
	for _, c := range changes {
		before := c.path
		if c.from != "" {
			before = c.from
		}

		was, left := strings.CutPrefix(before, from)
		if inside, ok := strings.CutPrefix(before, to); ok {
			was, left = inside, true
		}

		is, stays := strings.CutPrefix(c.path, to)
		switch {
		case stays && left && was != is:
			all = append(all, fileChange{path: is, from: was, blob: c.blob})
		case stays:
			all = append(all, fileChange{path: is, blob: c.blob})
		case left && (c.from != "" || c.blob == ""):
			all = append(all, fileChange{path: was})
		}
	}

	return all
}

// folderAt returns the content folder as it was at a commit: where it is now, unless its name is or was that
// of a link.
func (r *repository) folderAt(commit, doing string) (string, error) {
	name, err := r.named(doing)
	if err != nil || name == "" {
		return r.folder, err
	}

	entry, err := run(r.dir, doing, "ls-tree", "-z", "--full-tree", commit, "--", name)
	if err != nil {
		return "", err
	}

	fields := strings.Fields(string(entry))
	switch {
	case len(fields) < 4 || fields[0] != "120000" && fields[0] != "040000":
		return r.folder, nil
	case fields[0] == "040000":
		return name + "/", nil
	}

	target, err := run(r.dir, doing, "cat-file", "blob", fields[2])
	if err != nil {
		return "", err
	}

	folder := path.Join(path.Dir(name), string(target))
	if path.IsAbs(string(target)) || folder == ".." || strings.HasPrefix(folder, "../") {
		return "", &GitError{doing: doing, Gap: &Gap{Lost, name + " is a link out of the repository there", "compare with a commit in which it is a folder"}}
	}

	return strings.TrimPrefix(folder+"/", "./"), nil
}

// named returns the path of the content folder as it is called, without a slash at its end: of a link, its own.
func (r *repository) named(doing string) (string, error) {
	abs, err := filepath.Abs(r.dir)
	if err != nil {
		return "", err
	}

	if info, err := os.Lstat(abs); err != nil || info.Mode()&os.ModeSymlink == 0 {
		return strings.TrimSuffix(r.folder, "/"), nil
	}

	around, err := run(filepath.Dir(abs), doing, "rev-parse", "--show-prefix")
	if err != nil {
		return strings.TrimSuffix(r.folder, "/"), nil // a link from outside the repository into it
	}

	return strings.TrimSuffix(string(around), "\n") + filepath.Base(abs), nil
}

// moved adds to the content of a commit the plans that stood in another folder then, and have left it since.
// It is an error if there was no plan, and one is gone elsewhere of which git does not know where it went: it
// may be the one that is here now.
func (r *repository) moved(set *plan.Set, commit, doing string) error {
	changes, err := r.moves(doing, "diff", "--diff-filter=RD", commit)
	if err != nil {
		return err
	}

	gone, err := r.gone(changes)
	if err != nil || len(gone) == 0 {
		return err
	}

	from, ok := origin(gone, r.folder, func(fileChange) bool { return true })
	if !ok {
		lost := slices.IndexFunc(gone, func(c fileChange) bool { return c.from == "" })
		if len(set.Plans)+len(Unread(set)) > 0 || lost < 0 {
			return nil
		}

		return &GitError{doing: doing, Gap: &Gap{
			Lost, gone[lost].path + " stood there and is gone, and git does not know it again in the content folder",
			"move the folder, or delete that file, in a change of its own that touches no terms",
		}}
	}

	tree, err := r.tree(commit, from, doing)
	if err != nil {
		return err
	}

	was, err := tree.read(func(string) bool { return true })
	if err != nil {
		return err
	}

	left := map[string]bool{}
	for _, c := range gone {
		left[strings.TrimPrefix(c.before(), from)] = true
	}

	if set.Site.Node == nil {
		set.Site = was.Site
	}

	for _, doc := range Unread(was) {
		if left[doc.Path] {
			set.Documents = append(set.Documents, doc)
		}
	}

	for _, p := range was.Plans {
		if planByID(set, p.ID) == nil && hasLeft(p, left) {
			set.Plans = append(set.Plans, p)
		}
	}

	return nil
}

// before returns the path before a change.
func (c fileChange) before() string {
	if c.from != "" {
		return c.from
	}

	return c.path
}

// hasLeft reports whether the file of a plan, or of one of its agreements, is among some.
func hasLeft(p *plan.Plan, left map[string]bool) bool {
	return left[p.Document.Path] || slices.ContainsFunc(p.SLAs(), func(s *plan.SLA) bool { return s.Node != nil && left[s.Node.File().Name] })
}

// gone returns the changes of files outside the content folder that say that they matter.
func (r *repository) gone(changes []fileChange) ([]fileChange, error) {
	var outside, gone []fileChange
	var blobs []string
	for _, c := range changes {
		if name := c.before(); c.was != "" && !(r.folder != "" && strings.HasPrefix(name, r.folder)) {
			outside, blobs = append(outside, c), append(blobs, c.was)
		}
	}

	err := r.blobs(blobs, func(i int, text []byte) {
		if mayMatter(text) && kindLine.Match(text) {
			gone = append(gone, outside[i])
		}
	})

	return gone, err
}

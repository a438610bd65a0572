package history

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Options are what one may say about reading history. The zero value is good.
type Options struct {
	// Cache is a folder in which to keep what was read, for the next time; "" for none. It never changes an
	// answer.
	Cache string
}

// A Past is what git knows of the content, up to the commit that is checked out. It does not change.
type Past struct {
	// Commits is the number of commits of the branch that touched the content.
	Commits int
	// Gaps are why it is incomplete.
	Gaps []Gap
	// Unreadable are the versions of files that could not be read, newest first.
	Unreadable []Unreadable

	lines      map[key][]*moment
	submodules []string
	// beside returns what stood on the way to merges. It reads the log again, once, and only when it is asked.
	beside func() map[key][]*moment
}

// ReadPast reads the history of a content folder on a disk. That there is none, or not all of it, is a gap
// and no error; an error is a *GitError for what nobody can expect of a repository.
func ReadPast(dir string, o Options) (*Past, error) {
	p := &Past{lines: map[key][]*moment{}}
	if dir == "" {
		p.Gaps = []Gap{{NoFolder, "the past was not looked at", "run lockstep in a git repository"}}
		return p, nil
	}

	err := p.read(dir, o)
	var failure *GitError
	if errors.As(err, &failure) && failure.Gap != nil {
		p.Gaps = append(p.Gaps, *failure.Gap)
		return p, nil
	}

	return p, err
}

func (p *Past) read(dir string, o Options) error {
	repo, err := openRepository(dir)
	if err != nil {
		return err
	}

	commits, err := repo.log("HEAD", repo.folder)
	if err != nil {
		return err
	}

	if len(commits) == 0 {
		p.Gaps = append(p.Gaps, Gap{NotCommitted, "no commit holds this content yet", "commit the content: the change log starts there"})
		return nil
	}

	if repo.isShallow() {
		p.Gaps = append(p.Gaps, shallowGap)
	}

	p.Commits = len(commits)
	kept, excerpts := openCache(o.Cache), map[string]*excerpt{}
	if err := readExcerpts(repo, commits, excerpts, kept); err != nil {
		return err
	}

	if commits, err = repo.follow(commits, excerpts, kept); err != nil {
		return err
	}

	kept.save()
	p.Commits = len(commits)
	p.replay(commits, excerpts, repo.boundary)
	p.beside = sync.OnceValue(func() map[key][]*moment { return repo.beside(commits, excerpts) })

	return nil
}

var shallowGap = Gap{
	Shallow, "this clone was cut off: what the agreements said before is not in it",
	"fetch-depth: 0 in the workflow, or git fetch --unshallow",
}

// replay goes through the commits from the oldest to the newest.
func (p *Past) replay(commits []logged, excerpts map[string]*excerpt, boundary map[string]bool) {
	r := newReplay()
	for i := len(commits) - 1; i >= 0; i-- {
		r.step(&commits[i], excerpts, boundary[commits[i].Hash])
	}

	p.lines = r.lines
	for name := range r.submodules {
		p.submodules = append(p.submodules, name)
	}

	slices.Sort(p.submodules)
	p.Unreadable = r.unreadable
	slices.Reverse(p.Unreadable)
}

// readExcerpts adds the excerpts of all Markdown files of some commits, by the names of their blobs.
func readExcerpts(repo *repository, commits []logged, excerpts map[string]*excerpt, kept *cache) error {
	var unknown []string
	for i := range commits {
		for _, f := range commits[i].files {
			if _, seen := excerpts[f.blob]; seen || f.blob == "" || !isContent(f.path) {
				continue
			}

			e := kept.get(f.blob)
			excerpts[f.blob] = e
			if e == nil {
				unknown = append(unknown, f.blob)
			}
		}
	}

	fresh := make([]*excerpt, len(unknown))
	if err := readAll(repo, unknown, fresh); err != nil {
		return err
	}

	for i, blob := range unknown {
		excerpts[blob] = fresh[i]
		kept.put(blob, fresh[i])
	}

	return nil
}

// readAll reads blobs one after the other, and takes them apart on all processors. Texts with the same front
// matter are taken apart once: most commits change prose.
func readAll(repo *repository, blobs []string, to []*excerpt) error {
	heads := map[[sha256.Size]byte]int{}
	same := make([]int, len(blobs))

	type job struct {
		i    int
		text []byte
	}

	var wait sync.WaitGroup
	jobs := make(chan job, 16)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for j := range jobs {
				to[j.i] = read(j.text)
			}
		})
	}

	err := repo.blobs(blobs, func(i int, text []byte) {
		same[i] = i
		if !mayMatter(text) {
			to[i] = &excerpt{}
			return
		}

		sum := sha256.Sum256(head(text))
		if first, seen := heads[sum]; seen {
			same[i] = first
			return
		}

		heads[sum] = i
		jobs <- job{i, slices.Clone(text)}
	})

	close(jobs)
	wait.Wait()
	for i, first := range same {
		to[i] = to[first]
	}

	return err
}

// head returns a text up to the line that ends its front matter; all of it if there is no such line.
func head(text []byte) []byte {
	for _, mark := range []string{"---", "+++"} {
		if !bytes.HasPrefix(text, []byte(mark)) {
			continue
		}

		if end := bytes.Index(text[len(mark):], []byte("\n"+mark+"\n")); end >= 0 {
			return text[:end+2*len(mark)+2]
		}
	}

	return text
}

// isContent reports whether a file is one that is read of a content folder.
func isContent(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || part == "node_modules" {
			return false
		}
	}

	ext := strings.ToLower(path.Ext(name))

	return ext == ".md" || ext == ".markdown"
}

// Gap returns the gap of that reason; nil if there is none.
func (p *Past) Gap(reason Reason) *Gap {
	for i := range p.Gaps {
		if p.Gaps[i].Reason == reason {
			return &p.Gaps[i]
		}
	}

	return nil
}

// isReadable reports whether git has told what is committed: that may be nothing.
func (p *Past) isReadable() bool {
	return !slices.ContainsFunc(p.Gaps, func(g Gap) bool {
		switch g.Reason {
		case NoCommits, NotCommitted, Shallow:
			return false
		}

		return true
	})
}

// whyUnknown says why git does not have the terms of a revision, and the way out.
func (p *Past) whyUnknown(file string) Gap {
	for _, name := range p.submodules {
		if strings.HasPrefix(file+"/", name+"/") {
			return Gap{Submodule, name + " is a submodule: its past is in a repository of its own", "run lockstep in that repository, or archive past revisions there: lockstep archive"}
		}
	}

	gap := firstGap(p.Gaps)
	switch gap.Reason {
	case NotARepository, NoCommits, NotCommitted: // a commit of today does not bring back what was said before
		gap.Hint = "build where its history is, or bring an archive from there: lockstep archive"
	}

	return cmp.Or(gap, Gap{Reason: "", Message: "this branch never held them", Hint: "archive the revision from a copy that has it: lockstep archive"})
}

func firstGap(gaps []Gap) Gap {
	if len(gaps) > 0 {
		return gaps[0]
	}

	return Gap{}
}

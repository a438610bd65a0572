package history

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestHeadFiles does what checks out another commit: each time one of the files changes, comes or goes.
func TestHeadFiles(t *testing.T) {
	r := &testRepo{t: t, dir: filepath.Join(t.TempDir(), "project")}
	hermetic(t)
	r.mkdir("content/acme")
	before := heads(r.content())
	differs := func(what, dir string) {
		t.Helper()
		now := heads(dir)
		if maps.Equal(before, now) {
			t.Errorf("%s changes none of %v", what, slices.Sorted(maps.Keys(now)))
		}

		before = now
	}

	r.git("init", "-q", "-b", "main")
	differs("a new repository", r.content())
	r.git("config", "core.logAllRefUpdates", "false")
	commit := func(name string) {
		t.Helper()
		r.file("content/"+name, name)
		r.git("add", "-A")
		r.git("-c", "user.name=Gil", "-c", "user.email=gil@example.com", "commit", "-q", "-m", name)
	}

	commit("one.md")
	differs("the first commit", r.content())
	commit("two.md")
	differs("another commit", r.content())
	r.git("pack-refs", "--all")
	differs("packing the branches", r.content())
	commit("three.md")
	differs("a commit on a packed branch", r.content())
	r.git("reset", "-q", "--hard", "HEAD~1")
	differs("a step back", r.content())
	r.git("checkout", "-q", "-b", "feature/deep")
	differs("another branch", r.content())
	commit("four.md")
	differs("a commit on it", r.content())
	r.git("checkout", "-q", "--detach")
	differs("no branch", r.content())
	commit("five.md")
	differs("a commit on no branch", r.content())

	r.git("worktree", "add", "-q", "-b", "beside", "../beside")
	beside := filepath.Join(filepath.Dir(r.dir), "beside")
	before = heads(filepath.Join(beside, "content"))
	r.gitIn(beside, "-c", "user.name=Gil", "-c", "user.email=gil@example.com", "commit", "-q", "--allow-empty", "-m", "six")
	differs("a commit in a worktree", filepath.Join(beside, "content"))
}

// heads returns what is in the files of HeadFiles.
func heads(dir string) map[string]string {
	all := map[string]string{}
	for _, name := range HeadFiles(dir) {
		text, err := os.ReadFile(name)
		all[name] = string(text)
		if err != nil {
			all[name] = "none"
		}
	}

	return all
}

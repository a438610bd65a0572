package history

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// movedAndLoosened moves the content of a repository with two signed revisions in a pull request, and there
// makes a signed limit longer.
func movedAndLoosened(t *testing.T, move func(r *testRepo) (content string)) (r *testRepo, content string) {
	t.Helper()
	r = newRepo(t)
	r.save("Gil", "agree", agreedFiles(t))
	r.git("checkout", "-q", "-b", "pr")
	content = filepath.Join(r.dir, move(r))
	for _, name := range []string{"acme/plan.md", "plan.md"} {
		file := filepath.Join(content, name)
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}

		text = []byte(strings.Replace(string(text), "2 business hours", "40 business hours", 1))
		if err := os.WriteFile(file, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}

	return r, content
}

// moves are the ways in which a content folder can get another place.
var movesOfContent = map[string]func(r *testRepo) string{
	"another name": func(r *testRepo) string { r.git("mv", "content", "site"); return "site" },
	"a folder deeper": func(r *testRepo) string {
		r.mkdir("docs")
		r.git("mv", "content", "docs/content")
		return "docs/content"
	},
	"a folder in itself": func(r *testRepo) string {
		r.mkdir("content/live")
		r.git("mv", "content/acme", "content/index.md", "content/live")
		return "content/live"
	},
	"a folder that was there": func(r *testRepo) string {
		r.mkdir("site/blog")
		r.file("site/readme.md", "# Notes\n")
		r.git("mv", "content/acme", "content/index.md", "site")
		return "site"
	},
	"another name for the plan as well": func(r *testRepo) string {
		r.git("mv", "content", "site")
		r.file("site/acme/plan.md", strings.Replace(r.text("site/acme/plan.md"), "kind: plan", "kind: plan\nid: acme", 1))
		r.git("mv", "site/acme", "site/other")
		r.git("mv", "site/other/plan.md", "site/plan.md")
		return "site"
	},
	"behind a link": func(r *testRepo) string {
		r.mkdir("real")
		r.git("mv", "content", "real/c")
		if err := os.Symlink("real/c", r.content()); err != nil {
			r.t.Fatal(err)
		}

		return "content"
	},
}

func (r *testRepo) mkdir(name string) {
	r.t.Helper()
	if err := os.MkdirAll(filepath.Join(r.dir, name), 0o777); err != nil {
		r.t.Fatal(err)
	}
}

func (r *testRepo) file(name, text string) {
	r.t.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, name), []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

func (r *testRepo) text(name string) string {
	r.t.Helper()
	text, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		r.t.Fatal(err)
	}

	return string(text)
}

// TestGateFollowsTheFolder holds a moved folder against what was signed in the old one: also before the move is
// committed.
func TestGateFollowsTheFolder(t *testing.T) {
	for name, move := range movesOfContent {
		t.Run(name, func(t *testing.T) {
			r, content := movedAndLoosened(t, move)
			for _, message := range []string{"", "move"} {
				if message != "" {
					r.commit("Mia", message)
				} else {
					r.git("add", "-A")
				}

				problems, err := AgainstRef(loadDir(t, content), content, "main", noon)
				if err != nil || len(problems) != 1 || !strings.Contains(problems[0].Message, "first outreach 2 → 40 business hours") {
					t.Errorf("%q: %v %v", message, problems, err)
				}
			}
		})
	}
}

// TestLogFollowsTheFolder finds revisions in the folders where they were written.
func TestLogFollowsTheFolder(t *testing.T) {
	for name, move := range movesOfContent {
		t.Run(name, func(t *testing.T) {
			r := newRepo(t)
			r.save("Gil", "before all", map[string]string{"notes.md": "# Notes\n"})
			old := entry{number: 1, from: "2026-02-01"}
			r.save("Gil", "first", map[string]string{"index.md": siteText, "notes.md": "", "acme/plan.md": planFile(slaYAML(1, "4 business hours", old))})
			r.save("Sol", "second", map[string]string{"acme/plan.md": planFile(slaYAML(2, "2 business hours", entry{number: 2, from: "2026-05-01"}, old))})
			content := filepath.Join(r.dir, move(r))
			r.commit("Mia", "move")

			h, _ := readDir(t, content, "2026-06-01", Options{})
			expect(t, describe(h.SLA("acme", "marketing-sales")), `
r2 proposed from  until , git "second" by Sol on 2026-01-04
  limit 2 business hours
  Sales: first outreach 4 → 2 business hours (tightened, −50 %)
  - second: first outreach 4 → 2 business hours.
r1 proposed from  until , git "first" by Gil on 2026-01-03
  limit 4 business hours
  - first:
`)
		})
	}
}

// TestLogFollowsTwice goes back through two moves.
func TestLogFollowsTwice(t *testing.T) {
	r := newRepo(t)
	r.save("Gil", "start", map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(1, "4 business hours", entry{number: 1, from: "2026-02-01"}))})
	r.git("mv", "content", "site")
	r.commit("Mia", "away")
	r.git("mv", "site", "content")
	r.save("Mia", "and back", map[string]string{"acme/plan.md": planFile(slaYAML(1, "3 business hours", entry{number: 1, from: "2026-02-01"}))})
	h, _ := r.read("2026-06-01")
	if got := h.Logs[0].Revisions[0].Steps(); len(got) != 2 || got[1].Commit.Subject != "start" || h.Commits != 3 {
		t.Errorf("%d commits, steps %+v", h.Commits, got)
	}
}

// TestGateLosesTheFolder has a pull request that moves the plan and writes it anew: nobody can tell what became of
// what was signed, which is no reason to pass.
func TestGateLosesTheFolder(t *testing.T) {
	r := newRepo(t)
	r.save("Gil", "agree", agreedFiles(t))
	r.git("checkout", "-q", "-b", "pr")
	r.git("rm", "-q", "-r", "content")
	r.mkdir("site/acme")
	r.file("site/acme/plan.md", "---\nkind: plan\ntitle: Other\n---\n")
	r.commit("Mia", "all new")

	content := filepath.Join(r.dir, "site")
	_, err := AgainstRef(loadDir(t, content), content, "main", noon)
	var failure *GitError
	if !errors.As(err, &failure) || failure.Gap == nil || failure.Gap.Reason != Lost || failure.Gap.Hint == "" {
		t.Error(err)
	}
}

// TestGateFirstPlan lets the pull request pass that brings the first plan, whatever else it moves.
func TestGateFirstPlan(t *testing.T) {
	r := newRepo(t)
	r.mkdir("guide")
	r.file("guide/readme.md", "# How we write a plan\n")
	r.commit("Gil", "start")
	r.git("checkout", "-q", "-b", "pr")
	r.git("mv", "guide", "docs")
	r.save("Mia", "the first plan", agreedFiles(t))
	if problems, err := AgainstRef(r.load(), r.content(), "main", noon); err != nil || len(problems) > 0 {
		t.Error(problems, err)
	}
}

// TestGateFollowsTheLink points a link at another folder with other terms.
func TestGateFollowsTheLink(t *testing.T) {
	r := newRepo(t)
	r.save("Gil", "agree", agreedFiles(t))
	r.git("mv", "content", "one")
	r.mkdir("two/acme")
	r.file("two/index.md", r.text("one/index.md"))
	r.file("two/acme/plan.md", strings.Replace(r.text("one/acme/plan.md"), "2 business hours", "40 business hours", 1))
	if err := os.Symlink("one", r.content()); err != nil {
		t.Fatal(err)
	}

	r.commit("Gil", "two folders")
	r.git("checkout", "-q", "-b", "pr")
	if err := errors.Join(os.Remove(r.content()), os.Symlink("two", r.content())); err != nil {
		t.Fatal(err)
	}

	r.commit("Mia", "the other one")
	problems, err := AgainstRef(r.load(), r.content(), "main", noon)
	if err != nil || len(problems) != 1 {
		t.Error(problems, err)
	}
}

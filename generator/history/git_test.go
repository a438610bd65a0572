package history

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// signedTwice is a repository in which revision 1 was signed, revision 2 was signed, and revision 3 waits.
func signedTwice(t testing.TB) (r *testRepo, d1, d2 string) {
	t.Helper()
	r = newRepo(t)
	r.save("Dana", "write it down", map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(0, "8 business hours"))})
	r.save("Dana", "propose revision 1", map[string]string{"acme/plan.md": planFile(slaYAML(1, "4 business hours", entry{number: 1, from: "2026-02-01"}))})
	d1 = r.digest()
	first := entry{1, "2026-02-01", d1, d1}
	r.save("Sam", "sign revision 1", map[string]string{"acme/plan.md": planFile(slaYAML(1, "4 business hours", first))})
	r.save("Dana", "a holiday", map[string]string{"acme/metrics.md": "nothing of ours\n"})
	r.save("Dana", "propose revision 2", map[string]string{"acme/plan.md": planFile(slaYAML(2, "3 business hours", entry{number: 2, from: "2026-05-01"}, first))})
	r.save("Sam", "two hours are enough", map[string]string{"acme/plan.md": planFile(slaYAML(2, "2 business hours", entry{number: 2, from: "2026-05-01"}, first))})
	d2 = r.digest()
	second := entry{2, "2026-05-01", d2, d2}
	r.save("Dana", "sign revision 2", map[string]string{"acme/plan.md": planFile(slaYAML(2, "2 business hours", second, first))})
	r.save("Sam", "propose revision 3", map[string]string{"acme/plan.md": planFile(slaYAML(3, "1 business hour", entry{number: 3, from: "2026-09-01"}, second, first))})

	return r, d1, d2
}

const signedTwiceLog = `
r3 proposed from  until , git "propose revision 3" by Sam on 2026-01-09
  limit 1 business hour
  Sales: first outreach 2 → 1 business hour (tightened, −50 %)
  - propose revision 3: first outreach 2 → 1 business hour.
r2 in_force from 2026-05-01 until , git "two hours are enough" by Sam on 2026-01-07
  limit 2 business hours
  Sales: first outreach 4 → 2 business hours (tightened, −50 %)
  - two hours are enough: first outreach 3 → 2 business hours.
  - propose revision 2: first outreach 4 → 3 business hours.
r1 superseded from 2026-02-01 until 2026-05-01, git "propose revision 1" by Dana on 2026-01-03
  limit 4 business hours
  - propose revision 1: first outreach 8 → 4 business hours.
  - write it down:
`

func TestRevisionsFromGit(t *testing.T) {
	r, _, _ := signedTwice(t)
	h, problems := r.read("2026-06-01")
	expect(t, describe(h.SLA("acme", "marketing-sales")), signedTwiceLog)
	if len(problems) > 0 || len(h.Gaps) > 0 || len(h.Unreadable) > 0 || h.Commits != 8 {
		t.Errorf("problems %v, gaps %v, unreadable %v, %d commits", problems, h.Gaps, h.Unreadable, h.Commits)
	}
}

func TestStates(t *testing.T) {
	r, _, _ := signedTwice(t)
	for _, test := range []struct{ asOf, want string }{
		{"2026-01-31", "3 proposed, 2 scheduled, 1 scheduled"},
		{"2026-02-01", "3 proposed, 2 scheduled, 1 in_force"},
		{"2026-04-30", "3 proposed, 2 scheduled, 1 in_force"},
		{"2026-05-01", "3 proposed, 2 in_force, 1 superseded"},
	} {
		h, _ := r.read(test.asOf)
		got := ""
		for _, rev := range h.Logs[0].Revisions {
			got += ", " + itoa(rev.Number) + " " + string(rev.State)
		}

		if got[2:] != test.want {
			t.Errorf("%s: %s, want %s", test.asOf, got[2:], test.want)
		}
	}
}

// TestMergedValue chooses a value while a conflict is resolved: no commit of either side holds it.
func TestMergedValue(t *testing.T) {
	r := newRepo(t)
	limit := func(limit string) map[string]string {
		return map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(1, limit, entry{number: 1, from: "2026-02-01"}))}
	}

	r.save("Dana", "eight", limit("8 business hours"))
	r.git("checkout", "-qb", "faster")
	r.save("Sam", "two", limit("2 business hours"))
	r.git("checkout", "-q", "main")
	r.save("Dana", "six", limit("6 business hours"))
	if _, err := r.try(r.dir, "merge", "-q", "faster"); err == nil {
		t.Fatal("there is no conflict")
	}

	r.save("Gil", "meet in the middle", limit("4 business hours"))
	h, _ := r.read("2026-03-01")
	expect(t, describe(h.Logs[0]), `
r1 proposed from  until , git "meet in the middle" by Gil on 2026-01-05
  limit 4 business hours
  - meet in the middle: first outreach 6 → 4 business hours.
  - six: first outreach 8 → 6 business hours.
  - eight:
`)
}

// TestMoves moves an agreement through files and folders: it is the same as long as its id is.
func TestMoves(t *testing.T) {
	old := entry{number: 1, from: "2026-02-01"}
	before, after := slaYAML(1, "4 business hours", old), slaYAML(2, "2 business hours", entry{number: 2, from: "2026-05-01"}, old)
	const bare = "---\nkind: plan\ntitle: Acme\n---\n"
	const empty = "---\nkind: plan\nid: acme\ntitle: A new title, and nothing else as it was\nstatus: draft\norganization: {name: Acme}\n---\nOther prose.\n"

	for _, test := range []struct {
		name        string
		first, then map[string]string
		where       string
	}{
		{"in place", map[string]string{"acme/plan.md": planFile(before)}, map[string]string{"acme/plan.md": planFile(after)}, "acme"},
		{"one file becomes several", map[string]string{"acme/plan.md": planFile(before)}, map[string]string{"acme/plan.md": bare, "acme/sla.md": ownFile(after)}, "acme"},
		{"several files become one", map[string]string{"acme/plan.md": bare, "acme/sla.md": ownFile(before)}, map[string]string{"acme/plan.md": planFile(after), "acme/sla.md": ""}, "acme"},
		{"a file in a folder below", map[string]string{"acme/plan.md": bare, "acme/sla.md": ownFile(before)}, map[string]string{"acme/sla.md": "", "acme/agreements/sla.md": ownFile(after)}, "acme"},
		{"a folder moved", map[string]string{"acme/plan.md": planFile(before)}, map[string]string{"acme/plan.md": "", "gtm/2027/acme/plan.md": planFile(after)}, "acme"},
		{"a plan in one file gets a folder", map[string]string{"acme.md": planFile(before)}, map[string]string{"acme.md": "", "acme/plan.md": planFile(after)}, "acme"},
		{"heavy edits under an id", map[string]string{"acme/plan.md": bare, "acme/sla.md": ownFile(before)},
			map[string]string{"acme/plan.md": "", "acme/sla.md": "", "plans/one/plan.md": empty, "plans/one/sla.md": ownFile(after)}, "acme"},
		{"a folder renamed", map[string]string{"acme/plan.md": planFile(before)}, map[string]string{"acme/plan.md": "", "ltd/plan.md": planFile(after)}, "ltd"},
		{"a folder renamed with its files", map[string]string{"acme/plan.md": bare, "acme/sla.md": ownFile(before)},
			map[string]string{"acme/plan.md": "", "acme/sla.md": "", "ltd/plan.md": bare, "ltd/sla.md": ownFile(after)}, "ltd"},
		{"an id written down", map[string]string{"acme/plan.md": planFile(before)}, map[string]string{"acme/plan.md": "---\nid: ltd\n" + planFile(after)[4:]}, "ltd"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRepo(t)
			r.save("Dana", "the site", map[string]string{"index.md": siteText})
			r.save("Dana", "one", test.first)
			r.save("Sam", "two", test.then)
			h, _ := r.read("2026-03-01")
			expect(t, describe(h.SLA(test.where, "marketing-sales")), `
r2 proposed from  until , git "two" by Sam on 2026-01-04
  limit 2 business hours
  Sales: first outreach 4 → 2 business hours (tightened, −50 %)
  - two: first outreach 4 → 2 business hours.
r1 proposed from  until , git "one" by Dana on 2026-01-03
  limit 4 business hours
  - one:
`)
		})
	}
}

// TestOtherPlansStayApart deletes one plan and adds another that has nothing to do with it.
func TestOtherPlansStayApart(t *testing.T) {
	r := newRepo(t)
	r.save("Dana", "one", map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(1, "4 business hours", entry{number: 1, from: "2026-02-01"}))})
	other := "---\nkind: plan\ntitle: Quite another company\nstatus: draft\norganization: {name: Globex}\nprinciples: {a: {name: Honesty, statement: We say what is}}\nsla:\n" +
		slaYAML(2, "1 business hour", entry{number: 2, from: "2026-05-01"}, entry{number: 1, from: "2026-02-01"}) + "---\n"
	r.save("Dana", "another", map[string]string{"acme/plan.md": "", "globex/plan.md": other})
	h, _ := r.read("2026-03-01")
	expect(t, describe(h.SLA("globex", "marketing-sales")), `
r2 proposed from  until , git "another" by Dana on 2026-01-03
  limit 1 business hour
  - another:
r1 proposed from  until , unavailable
  unknown: this branch never held them; archive the revision from a copy that has it: lockstep archive
`)
}

// TestOldForms reads versions that today's schema would not accept, and lists those that nobody can read.
func TestOldForms(t *testing.T) {
	r := newRepo(t)
	old := entry{number: 1, from: "2026-02-01"}
	r.save("Dana", "no unit", map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(1, "4", old))})
	r.save("Sam", "a conflict", map[string]string{"acme/plan.md": "---\nkind: plan\n<<<<<<< HEAD\ntitle: [\n---\n"})
	r.save("Sam", "a broken page", map[string]string{"page.md": "---\ntitle: [\n---\n"})
	r.save("Sam", "an unknown key", map[string]string{"acme/plan.md": planFile(slaYAML(2, "2 business hours, speed: high", entry{number: 2, from: "2026-05-01"}, old))})
	h, _ := r.read("2026-03-01")
	expect(t, describe(h.Logs[0]), `
r2 proposed from  until , git "an unknown key" by Sam on 2026-01-05
  limit 2 business hours
  Sales: first outreach 4 → 2 business hours (neither longer nor shorter in every case)
  Sales: speed added: high
  - an unknown key: first outreach 4 → 2 business hours. speed added.
r1 proposed from  until , git "no unit" by Dana on 2026-01-02
  limit 
  - no unit:
`)
	if len(h.Unreadable) != 1 || h.Unreadable[0].Path != "acme/plan.md" || h.Unreadable[0].Commit.Subject != "a conflict" || h.Unreadable[0].Reason == "" {
		t.Errorf("unreadable: %v", h.Unreadable)
	}
}

// TestWorkingCopy edits the file without committing it.
func TestWorkingCopy(t *testing.T) {
	r, d1, d2 := signedTwice(t)
	first, second := entry{1, "2026-02-01", d1, d1}, entry{2, "2026-05-01", d2, d2}
	r.write(map[string]string{"acme/plan.md": planFile(slaYAML(3, "30 business minutes", entry{number: 3, from: "2026-09-01"}, second, first))})
	h, _ := r.read("2026-06-01")
	expect(t, describe(h.Logs[0], 3), `
r3 proposed from  until , working_copy
  limit 30 business minutes
  Sales: first outreach 2 business hours → 30 business minutes (tightened, −75 %)
  - working copy: first outreach 1 business hour → 30 business minutes.
  - propose revision 3: first outreach 2 → 1 business hour.
`)

	// A whole new agreement, which no commit knows.
	r.write(map[string]string{"new/plan.md": planFile(slaYAML(1, "1 hour", entry{number: 1, from: "2026-02-01"}))})
	h, _ = r.read("2026-06-01")
	expect(t, describe(h.SLA("new", "marketing-sales")), `
r1 proposed from  until , working_copy
  limit 1 hour
  - working copy:
`)
}

// TestChangedAfterSigning changes signed terms under their number: what was signed stays in force, and the
// signatures do not cover what the files say.
func TestChangedAfterSigning(t *testing.T) {
	r, d1, d2 := signedTwice(t)
	first, second := entry{1, "2026-02-01", d1, d1}, entry{2, "2026-05-01", d2, d2}
	r.save("Sam", "five is nicer", map[string]string{"acme/plan.md": planFile(slaYAML(2, "5 business hours", second, first))})
	h, problems := r.read("2026-06-01")
	now := r.digest()
	rev := h.Logs[0].InForce(h.Logs[0].Today)
	if rev == nil || rev.Number != 2 || rev.Terms().SalesCommitment.FirstOutreach.Limit.String() != "2 business hours" || rev.Digest != d2 {
		t.Errorf("in force: %v", rev)
	}

	want := []string{
		"approval-void: the terms of revision 2 are not those that Dana Ortiz signed (first outreach 2 → 5 business hours): their digest is " + now,
		"approval-void: the terms of revision 2 are not those that Sam Lee signed (first outreach 2 → 5 business hours): their digest is " + now,
	}
	if len(problems) != 2 || problems[0].Rule+": "+problems[0].Message != want[0] || problems[1].Rule+": "+problems[1].Message != want[1] {
		t.Errorf("problems: %v", problems)
	}

	// The day from which it holds is part of what was signed.
	second.from = "2026-04-01"
	r.save("Sam", "earlier", map[string]string{"acme/plan.md": planFile(slaYAML(2, "2 business hours", second, first))})
	h, problems = r.read("2026-06-01")
	if rev := h.Logs[0].InForce(h.Logs[0].Today); rev == nil || rev.Number != 1 {
		t.Errorf("in force: %v", rev)
	}

	if len(problems) != 2 || problems[0].Message != "the terms of revision 2 are not those that Dana Ortiz signed (effective_from 2026-05-01 → 2026-04-01): their digest is "+r.digest() {
		t.Errorf("problems: %v", problems)
	}
}

// TestGaps looks at everything that can stand between us and the past: each is said, and never passes for
// an agreement that has none.
func TestGaps(t *testing.T) {
	plain := map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(2, "2 business hours", entry{number: 2, from: "2026-05-01"}, entry{number: 1, from: "2026-02-01"}))}
	for _, test := range []struct {
		name   string
		reason Reason
		dir    func(t *testing.T) string
	}{
		{"no folder", NoFolder, func(t *testing.T) string { return "" }},
		{"no git", NoGit, func(t *testing.T) string {
			r := newRepo(t)
			r.save("Dana", "one", plain)
			t.Setenv("PATH", t.TempDir())
			return r.content()
		}},
		{"not a repository", NotARepository, func(t *testing.T) string {
			hermetic(t)
			dir := t.TempDir()
			t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
			return dir
		}},
		{"no commits", NoCommits, func(t *testing.T) string {
			r := newRepo(t)
			r.write(plain)
			return r.content()
		}},
		{"not committed", NotCommitted, func(t *testing.T) string {
			r := newRepo(t)
			r.commit("Dana", "nothing yet")
			r.write(plain)
			return r.content()
		}},
		{"ignored", NotCommitted, func(t *testing.T) string {
			r := newRepo(t)
			r.write(plain)
			if err := os.WriteFile(filepath.Join(r.dir, ".gitignore"), []byte("content\n"), 0o666); err != nil {
				t.Fatal(err)
			}

			r.commit("Dana", "all but the content")
			return r.content()
		}},
		{"dubious ownership", DubiousOwnership, func(t *testing.T) string {
			r := newRepo(t)
			r.save("Dana", "one", plain)
			t.Setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
			return r.content()
		}},
		{"bare", Bare, func(t *testing.T) string {
			r := newRepo(t)
			bare := filepath.Join(t.TempDir(), "bare.git")
			r.git("init", "-q", "--bare", bare)
			return bare
		}},
		{"inside .git", Bare, func(t *testing.T) string {
			r := newRepo(t)
			r.save("Dana", "one", plain)
			return filepath.Join(r.dir, ".git")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			past, err := ReadPast(test.dir(t), Options{})
			if err != nil {
				t.Fatal(err)
			}

			gap := past.Gap(test.reason)
			if gap == nil || gap.Message == "" || gap.Hint == "" {
				t.Fatalf("gaps: %v", past.Gaps)
			}

			h, _ := past.Read(load(t, plain), time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC))
			first := h.Logs[0].Revision(1)
			if first.Source != Unavailable || first.Unknown == nil || first.Unknown.Reason != test.reason || first.Changes() != nil || h.Logs[0].Revision(2).Source != WorkingCopy {
				t.Errorf("revisions: %s", describe(h.Logs[0]))
			}
		})
	}
}

// TestBrokenRepository has a past that cannot be read for a reason that nobody foresaw: that is an error.
func TestBrokenRepository(t *testing.T) {
	r, _, _ := signedTwice(t)
	if err := os.RemoveAll(filepath.Join(r.dir, ".git", "objects")); err == nil {
		err = os.Mkdir(filepath.Join(r.dir, ".git", "objects"), 0o777)
		if err != nil {
			t.Fatal(err)
		}
	}

	past, err := ReadPast(r.content(), Options{})
	if err == nil {
		t.Fatalf("no error; gaps: %v", past.Gaps)
	}
}

// TestShallow reads clones that were cut off: what is in them is known, what they were cut off at is nobody's
// change, and who signed is not in doubt.
func TestShallow(t *testing.T) {
	r, _, _ := signedTwice(t)
	clone := func(depth int) (dir string) {
		dir = filepath.Join(t.TempDir(), "clone")
		r.git("clone", "-q", "--depth", itoa(depth), "file://"+filepath.ToSlash(r.dir), dir)
		return filepath.Join(dir, "content")
	}

	h, problems := readDir(t, clone(1), "2026-06-01", Options{})
	expect(t, describe(h.Logs[0]), `
r3 proposed from  until , git
  limit 1 business hour
r2 in_force from 2026-05-01 until , unavailable
  unknown: this clone was cut off: what the agreements said before is not in it; fetch-depth: 0 in the workflow, or git fetch --unshallow
r1 superseded from 2026-02-01 until 2026-05-01, unavailable
  unknown: this clone was cut off: what the agreements said before is not in it; fetch-depth: 0 in the workflow, or git fetch --unshallow
`)
	if len(problems) != 1 || problems[0].Rule != "shallow-history" || problems[0].Severity != source.Warning || !strings.Contains(problems[0].Hint, "fetch-depth: 0") {
		t.Errorf("problems: %v", problems)
	}

	h, _ = readDir(t, clone(3), "2026-06-01", Options{})
	expect(t, describe(h.Logs[0]), `
r3 proposed from  until , git "propose revision 3" by Sam on 2026-01-09
  limit 1 business hour
  Sales: first outreach 2 → 1 business hour (tightened, −50 %)
  - propose revision 3: first outreach 2 → 1 business hour.
r2 in_force from 2026-05-01 until , git
  limit 2 business hours
r1 superseded from 2026-02-01 until 2026-05-01, unavailable
  unknown: this clone was cut off: what the agreements said before is not in it; fetch-depth: 0 in the workflow, or git fetch --unshallow
`)

	// A plan without revisions has no past to miss.
	past, err := ReadPast(clone(1), Options{})
	if err != nil {
		t.Fatal(err)
	}

	_, problems = past.Read(load(t, map[string]string{"acme/plan.md": planFile(slaYAML(0, "4 hours"))}), time.Time{})
	if len(problems) > 0 {
		t.Errorf("problems: %v", problems)
	}
}

// TestPartialClone reads a clone that fetches files when they are asked for, and then without its origin.
func TestPartialClone(t *testing.T) {
	r, _, _ := signedTwice(t)
	r.git("config", "uploadpack.allowFilter", "true")
	r.git("config", "uploadpack.allowAnySHA1InWant", "true")
	clone := func() (dir string) {
		dir = filepath.Join(t.TempDir(), "clone")
		r.git("clone", "-q", "--filter=blob:none", "file://"+filepath.ToSlash(r.dir), dir)
		return filepath.Join(dir, "content")
	}

	one, two := clone(), clone()
	h, problems := readDir(t, one, "2026-06-01", Options{})
	expect(t, describe(h.Logs[0]), signedTwiceLog)
	if len(h.Gaps)+len(problems) > 0 {
		t.Errorf("gaps %v, problems %v", h.Gaps, problems)
	}

	if err := os.Rename(r.dir, r.dir+"-away"); err != nil {
		t.Fatal(err)
	}

	defer func() { _ = os.Rename(r.dir+"-away", r.dir) }()
	h, _ = readDir(t, two, "2026-06-01", Options{})
	if h.Gap(Offline) == nil {
		t.Errorf("gaps: %v", h.Gaps)
	}
}

// TestSubmodule has one plan in a repository of its own below the content, and reads that one by itself.
func TestSubmodule(t *testing.T) {
	inner, _, _ := signedTwice(t)
	outer := newRepo(t)
	outer.save("Dana", "the site", map[string]string{"index.md": siteText})
	outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.dir, "content/theirs")
	outer.commit("Dana", "theirs")

	h, _ := outer.read("2026-06-01")
	log := h.SLA("acme", "marketing-sales")
	if log == nil || log.Revision(1).Unknown == nil || log.Revision(1).Unknown.Reason != Submodule {
		t.Errorf("log: %s", describe(log))
	}

	h, _ = readDir(t, filepath.Join(outer.content(), "theirs", "content"), "2026-06-01", Options{})
	expect(t, describe(h.Logs[0]), signedTwiceLog)
}

// TestSettings gives the repository settings, files and variables that change what git prints.
func TestSettings(t *testing.T) {
	r, _, _ := signedTwice(t)
	for _, setting := range [][2]string{
		{"color.ui", "always"}, {"log.showSignature", "true"}, {"log.follow", "true"}, {"log.decorate", "full"}, {"log.date", "relative"},
		{"log.showRoot", "false"}, {"log.diffMerges", "off"}, {"log.abbrevCommit", "true"}, {"core.abbrev", "4"}, {"core.quotepath", "on"},
		{"diff.external", "false"}, {"diff.renames", "copies"}, {"diff.noprefix", "true"}, {"diff.relative", "true"}, {"diff.shout.textconv", "tr a-z A-Z <"},
		{"format.pretty", "fuller"}, {"core.pager", "false"}, {"core.fsmonitor", "false-hook"}, {"i18n.logOutputEncoding", "UTF-16"}, {"diff.interHunkContext", "3"},
	} {
		r.git("config", setting[0], setting[1])
	}

	if err := os.WriteFile(filepath.Join(r.dir, ".git", "info", "attributes"), []byte("*.md diff=shout\n"), 0o666); err != nil {
		t.Fatal(err)
	}

	t.Setenv("GIT_DIR", filepath.Join(t.TempDir(), "nowhere"))
	t.Setenv("GIT_EXTERNAL_DIFF", "false")
	t.Setenv("GIT_LITERAL_PATHSPECS", "1")
	t.Setenv("LANGUAGE", "de")
	h, problems := r.read("2026-06-01")
	expect(t, describe(h.Logs[0]), signedTwiceLog)
	if len(h.Gaps)+len(problems) > 0 {
		t.Errorf("gaps %v, problems %v", h.Gaps, problems)
	}
}

// TestNames has paths and authors that are easily misread.
func TestNames(t *testing.T) {
	r := newRepo(t)
	name := "çöntent with spaces, \"quotes\" and\ta tab/plan.md"
	r.save("Zoë O'Hara", "first: línea\n\nmore", map[string]string{"index.md": siteText, name: "---\nid: acme\n" + planFile(slaYAML(1, "4 hours", entry{number: 1, from: "2026-02-01"}))[4:]})
	r.save("Zoë O'Hara", "again", map[string]string{name: "", "日本/plan.md": "---\nid: acme\n" + planFile(slaYAML(1, "2 hours", entry{number: 1, from: "2026-02-01"}))[4:]})
	h, _ := r.read("2026-06-01")
	expect(t, describe(h.Logs[0]), `
r1 proposed from  until , git "again" by Zoë O'Hara on 2026-01-03
  limit 2 hours
  - again: first outreach 4 → 2 hours.
  - first: línea:
`)
}

// TestCache reads with a cache that is empty, full, cut short, spoilt and in the way: the answer is the same.
func TestCache(t *testing.T) {
	r, _, _ := signedTwice(t)
	dir := filepath.Join(t.TempDir(), "a", "cache")
	file := filepath.Join(dir, "history-"+excerptVersion+".cache")
	look := func(what string) {
		t.Helper()
		h, problems := readDir(t, r.content(), "2026-06-01", Options{Cache: dir})
		if describe(h.Logs[0]) != signedTwiceLog[1:] || len(problems) > 0 {
			t.Errorf("%s: %s", what, describe(h.Logs[0]))
		}
	}

	look("empty")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}

	look("full")
	for _, spoilt := range [][]byte{whole[:len(whole)/2], whole[:10], nil, append(bytes.Clone(whole), 0), bytes.ReplaceAll(whole, []byte("business"), []byte("visiness"))} {
		if err := os.WriteFile(file, spoilt, 0o666); err != nil {
			t.Fatal(err)
		}

		look("spoilt")
	}

	if now, err := os.ReadFile(file); err != nil || len(now) != len(whole) {
		t.Errorf("the cache was not made anew: %d bytes, %v", len(now), err)
	}

	if err := os.RemoveAll(dir); err == nil {
		err = os.WriteFile(dir, nil, 0o666)
		if err != nil {
			t.Fatal(err)
		}
	}

	look("in the way")
}

// TestCacheIsUsed puts something else into a whole cache: then that is what is read.
func TestCacheIsUsed(t *testing.T) {
	r, _, _ := signedTwice(t)
	dir := t.TempDir()
	readDir(t, r.content(), "2026-06-01", Options{Cache: dir})
	kept := openCache(dir)
	for blob, e := range kept.known {
		e.SLAs = nil
		kept.put(blob, e)
	}

	kept.save()
	h, _ := readDir(t, r.content(), "2026-06-01", Options{Cache: dir})
	if h.Logs[0].Revision(1).Source != Unavailable {
		t.Error("the cache was not read")
	}
}

// TestMergeOfTwoRevisions merges a branch on which one revision was signed and the next one proposed: no commit of
// the first-parent line has the terms that were signed, and the one that has them is found.
func TestMergeOfTwoRevisions(t *testing.T) {
	r := newRepo(t)
	first := entry{number: 1, from: "2026-02-01"}
	r.save("Gil", "start", map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(1, "4 business hours", first))})
	r.git("checkout", "-q", "-b", "faster")
	second := entry{number: 2, from: "2026-03-01"}
	r.save("Sol", "propose 2", map[string]string{"acme/plan.md": planFile(slaYAML(2, "2 business hours", second, first))})
	second.dana, second.sam = r.digest(), r.digest()
	r.save("Sam", "sign 2", map[string]string{"acme/plan.md": planFile(slaYAML(2, "2 business hours", second, first))})
	r.save("Sol", "propose 3", map[string]string{"acme/plan.md": planFile(slaYAML(3, "1 business hour", entry{number: 3, from: "2026-06-01"}, second, first))})
	r.git("checkout", "-q", "main")
	r.save("Gil", "meanwhile", map[string]string{"notes.md": "# Notes\n"})
	r.git("-c", "user.name=Gil", "-c", "user.email=gil@example.com", "merge", "-q", "--no-ff", "-m", "merge faster", "faster")

	h, problems := r.read("2026-04-01")
	if len(problems) > 0 {
		t.Error(problems)
	}

	expect(t, describe(h.Logs[0], 3, 2), `
r3 proposed from  until , git "merge faster" by Gil on 2026-01-06
  limit 1 business hour
  Sales: first outreach 2 → 1 business hour (tightened, −50 %)
  - merge faster: first outreach 4 → 1 business hour.
r2 in_force from 2026-03-01 until , git "propose 2" by Sol on 2026-01-03
  limit 2 business hours
  Sales: first outreach 4 → 2 business hours (tightened, −50 %)
`)

	// What nobody signed is what the branch held.
	r.write(map[string]string{"acme/plan.md": strings.ReplaceAll(r.text("content/acme/plan.md"), second.dana, "0123456789ab")})
	h, _ = r.read("2026-04-01")
	if unknown := h.Logs[0].Revision(2).Unknown; unknown == nil || unknown.Message != "this branch never held them" {
		t.Errorf("%+v", unknown)
	}
}

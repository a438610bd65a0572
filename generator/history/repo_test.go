package history

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A testRepo is a real repository with a content folder.
type testRepo struct {
	t   testing.TB
	dir string
	now time.Time
}

// newRepo makes an empty repository in a temporary folder, out of reach of any setting of the machine.
func newRepo(t testing.TB) *testRepo {
	t.Helper()
	hermetic(t)

	r := &testRepo{t: t, dir: t.TempDir(), now: time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)}
	r.git("init", "-q", "-b", "main")

	return r
}

func hermetic(t testing.TB) {
	t.Helper()
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1",
		"GIT_COMMITTER_NAME": "Forge", "GIT_COMMITTER_EMAIL": "forge@example.com", "GIT_ALLOW_PROTOCOL": "file",
	} {
		switch t := t.(type) {
		case *testing.T:
			t.Setenv(name, value)
		case *testing.B:
			t.Setenv(name, value)
		}
	}
}

func (r *testRepo) git(args ...string) string {
	r.t.Helper()
	return r.gitIn(r.dir, args...)
}

func (r *testRepo) gitIn(dir string, args ...string) string {
	r.t.Helper()
	out, err := r.try(dir, args...)
	if err != nil {
		r.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}

	return strings.TrimSpace(out)
}

func (r *testRepo) try(dir string, args ...string) (string, error) {
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "core.hooksPath=" + os.DevNull}, args...)...)
	date := r.now.Format(time.RFC3339)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date)
	out, err := cmd.CombinedOutput()

	return string(out), err
}

// content is the folder that is read.
func (r *testRepo) content() string { return filepath.Join(r.dir, "content") }

// write writes files below the content folder; an empty text removes one.
func (r *testRepo) write(files map[string]string) {
	r.t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		file := filepath.Join(r.content(), filepath.FromSlash(name))
		var err error
		if files[name] == "" {
			err = os.Remove(file)
		} else if err = os.MkdirAll(filepath.Dir(file), 0o777); err == nil {
			err = os.WriteFile(file, []byte(files[name]), 0o666)
		}

		if err != nil {
			r.t.Fatal(err)
		}
	}
}

// commit commits everything as an author, a day after the commit before, and returns its name.
func (r *testRepo) commit(author, message string) string {
	r.t.Helper()
	r.now = r.now.AddDate(0, 0, 1)
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", message, "--author", author+" <"+strings.ToLower(author)+"@example.com>")

	return r.git("rev-parse", "HEAD")
}

// save writes files and commits them.
func (r *testRepo) save(author, message string, files map[string]string) string {
	r.t.Helper()
	r.write(files)

	return r.commit(author, message)
}

// load reads the working files.
func (r *testRepo) load() *plan.Set {
	r.t.Helper()
	return loadDir(r.t, r.content())
}

func loadDir(t testing.TB, dir string) *plan.Set {
	t.Helper()
	set, _, err := plan.Load(os.DirFS(dir), "content/")
	if err != nil {
		t.Fatal(err)
	}

	return set
}

// read reads everything as of a day.
func (r *testRepo) read(asOf string) (*History, source.Problems) {
	r.t.Helper()
	return readDir(r.t, r.content(), asOf, Options{})
}

func readDir(t testing.TB, dir, asOf string, o Options) (*History, source.Problems) {
	t.Helper()
	day, err := worktime.ParseDate(asOf)
	if err != nil {
		t.Fatal(err)
	}

	h, problems, err := Read(loadDir(t, dir), dir, day.End(time.UTC), o)
	if err != nil {
		t.Fatal(err)
	}

	return h, problems
}

// digest returns the digest of the working files.
func (r *testRepo) digest() string {
	r.t.Helper()
	p := r.load().Plans[0]

	return Digest(p, p.SLA)
}

// entry is an entry under revisions.
type entry struct {
	number int
	from   string
	// by are the digests that were signed by person.
	dana, sam string
}

func (e entry) String() string {
	var approvals []string
	if e.dana != "" {
		approvals = append(approvals, fmt.Sprintf("{person: dana, on: %s, digest: %q}", e.from, e.dana))
	}

	if e.sam != "" {
		approvals = append(approvals, fmt.Sprintf("{person: sam, on: %s, digest: %q}", e.from, e.sam))
	}

	return fmt.Sprintf("    - {revision: %d, effective_from: %s, reason: Because of %d, approvals: [%s]}\n", e.number, e.from, e.number, strings.Join(approvals, ", "))
}

// slaYAML is an agreement of that revision and limit, indented as under sla: of a plan.
func slaYAML(revision int, limit string, entries ...entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  parties: [marketing, sales]\n  calendar: hq\n")
	if revision > 0 {
		fmt.Fprintf(&b, "  revision: %d\n", revision)
	}

	fmt.Fprintf(&b, "  terms:\n    purpose: Nobody waits for a call.\n    sales_commitment:\n      first_outreach: {limit: %s}\n", limit)
	if len(entries) > 0 {
		b.WriteString("  revisions:\n")
	}

	for _, e := range entries {
		b.WriteString(e.String())
	}

	return b.String()
}

// planFile is a plan with that agreement in it.
func planFile(sla string) string {
	return "---\nkind: plan\ntitle: Acme\nsla:\n" + sla + "---\nProse.\n"
}

// ownFile is the same agreement in a file of its own.
func ownFile(sla string) string {
	return "---\nkind: sla\n" + strings.ReplaceAll(strings.TrimPrefix(sla, "  "), "\n  ", "\n") + "---\nProse.\n"
}

// describe prints a log for a comparison: what somebody sees of it, of some revisions or of all.
func describe(l *Log, only ...int) string {
	if l == nil {
		return "no log\n"
	}

	var b strings.Builder
	for _, r := range l.Revisions {
		if len(only) > 0 && !slices.Contains(only, r.Number) {
			continue
		}

		fmt.Fprintf(&b, "r%d %s from %s until %s, %s", r.Number, r.State, r.HoldsFrom, r.HoldsUntil, r.Source)
		if r.Commit != nil {
			fmt.Fprintf(&b, " %q by %s on %s", r.Commit.Subject, r.Commit.Author, r.Commit.Time.Format("2006-01-02"))
		}

		b.WriteString("\n")
		if r.Unknown != nil {
			fmt.Fprintf(&b, "  unknown: %s; %s\n", r.Unknown.Message, r.Unknown.Hint)
		}

		if terms := r.Terms(); terms != nil {
			fmt.Fprintf(&b, "  limit %s\n", terms.SalesCommitment.FirstOutreach.Limit.Text())
		}

		for _, c := range r.Changes() {
			fmt.Fprintf(&b, "  %s\n", c.Sentence())
		}

		for _, s := range r.Steps() {
			what := "working copy"
			if s.Commit != nil {
				what = s.Commit.Subject
			}

			fmt.Fprintf(&b, "  - %s:", what)
			for _, c := range s.Changes {
				fmt.Fprintf(&b, " %s.", c.brief())
			}

			b.WriteString("\n")
		}
	}

	return b.String()
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	if got != strings.TrimPrefix(want, "\n") {
		t.Errorf("got:\n%swant:\n%s", got, strings.TrimPrefix(want, "\n"))
	}
}

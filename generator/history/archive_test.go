package history

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// TestDemoFromGit plays the demo's agreement through a repository, revision by revision, as a team would
// have written it. What git then knows is what the demo's own archives say, and so is what archives made
// from git say.
func TestDemoFromGit(t *testing.T) {
	demo := loadDir(t, "testdata/larkmere")
	p := demo.Plans[0]
	r := newRepo(t)
	if err := os.CopyFS(r.content(), os.DirFS("testdata/larkmere")); err != nil {
		t.Fatal(err)
	}

	agreement := strings.TrimPrefix(p.SLA.Node.File().Name, "content/")
	folder := filepath.Dir(p.Archives[0].Node.File().Name)
	if err := os.RemoveAll(filepath.Join(r.dir, folder)); err != nil {
		t.Fatal(err)
	}

	final := p.SLA.Node.File().Text
	for _, a := range p.Archives {
		r.save("Priya", fmt.Sprintf("revision %d", a.Revision), map[string]string{agreement: asWrittenThen(p.SLA, a)})
	}

	r.save("Priya", "the newest revision", map[string]string{agreement: final})

	const asOf = "2026-11-24"
	fromFiles, problems := readDir(t, "testdata/larkmere", asOf, Options{})
	fromGit, more := r.read(asOf)
	if len(problems)+len(more) > 0 {
		t.Fatal(problems, more)
	}

	want := withoutSource(t, fromFiles.Logs)
	if got := withoutSource(t, fromGit.Logs); got != want {
		t.Errorf("git says\n%s\nand the archives say\n%s", got, want)
	}

	for _, rev := range fromGit.Logs[0].Revisions {
		if wantGit := rev.Number < p.SLA.Revision; wantGit && rev.Source != Git {
			t.Errorf("revision %d is from %s", rev.Number, rev.Source)
		}
	}

	wrote := archiveAll(t, r.content(), fromGit)
	if err := os.RemoveAll(filepath.Join(r.dir, ".git")); err != nil {
		t.Fatal(err)
	}

	again, problems := r.read(asOf)
	if got := withoutSource(t, again.Logs); got != want || len(problems) > 0 || wrote < 2 {
		t.Errorf("the %d new archives say, with %v\n%s\nand those of the demo say\n%s", wrote, problems, got, want)
	}
}

// TestArchiveRoundTrip reads a repository, archives what can be, and reads it without git.
func TestArchiveRoundTrip(t *testing.T) {
	r, _, _ := signedTwice(t)
	h, _ := r.read("2026-06-01")
	want := withoutSource(t, h.Logs)
	if wrote := archiveAll(t, r.content(), h); wrote != 2 {
		t.Errorf("%d archives, want 2: revision 3 is neither signed nor past", wrote)
	}

	if err := os.RemoveAll(filepath.Join(r.dir, ".git")); err != nil {
		t.Fatal(err)
	}

	again, problems := r.read("2026-06-01")
	if got := withoutSource(t, again.Logs); got != want || len(problems) > 0 {
		t.Errorf("%v; it was\n%s\nand is\n%s", problems, want, got)
	}
}

// TestArchiveOfEverything archives the richest plan that the tests know: scores, texts of several lines, odd
// numbers, private extensions.
func TestArchiveOfEverything(t *testing.T) {
	files := map[string]string{"index.md": siteText, "acme/plan.md": planText}
	set := load(t, files)
	p := set.Plans[0]
	h, _ := (&Past{}).Read(set, noon)
	rev := h.Logs[0].Revisions[0]
	rev.Entry.Approvals = nil // that they sign something else is another test
	text, gap := rev.ArchiveText()
	if gap != nil {
		t.Fatal(gap.Message)
	}

	files["acme/revisions/x.md"] = text
	again := load(t, files).Plans[0]
	if got := ArchivedDigest(again.Archives[0]); got != Digest(p, p.SLA) {
		t.Errorf("the archive has the digest %s, not %s:\n%s", got, Digest(p, p.SLA), text)
	}
}

func TestArchiveRefuses(t *testing.T) {
	r := newRepo(t)
	r.save("Dana", "old form", map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(1, "4", entry{number: 1, from: "2026-02-01"}))})
	d1 := r.digest()
	first := entry{1, "2026-02-01", d1, d1}
	r.save("Dana", "propose", map[string]string{"acme/plan.md": planFile(slaYAML(2, "2 business hours", entry{2, "2026-03-01", "0123456789ab", "0123456789ab"}, first))})
	r.save("Dana", "go on", map[string]string{"acme/plan.md": planFile(slaYAML(3, "1 business hour", entry{number: 3, from: "2026-04-01"}, entry{2, "2026-03-01", "0123456789ab", "0123456789ab"}, first))})

	h, _ := r.read("2026-06-01")
	var said []string
	for _, rev := range h.Logs[0].Revisions {
		if text, gap := rev.ArchiveText(); rev.CanArchive() && gap != nil {
			said = append(said, fmt.Sprintf("%d %q: %s", rev.Number, text, gap.Message))
		}
	}

	want := regexp.MustCompile(`^2 "": Dana Ortiz signed 0123456789ab, and the terms that are known have \w{12}\n` +
		`1 "": its terms do not have the form of today: first_outreach limit must say its unit, .*$`)
	if got := strings.Join(said, "\n"); !want.MatchString(got) {
		t.Errorf("it says\n%s", got)
	}
}

// TestSignedWrongThen looks at a signature under a past revision that is for no terms that anybody knows.
func TestSignedWrongThen(t *testing.T) {
	r := newRepo(t)
	r.write(map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(1, "4 business hours", entry{number: 1, from: "2026-02-01"}))})
	d1 := r.digest()
	first := entry{1, "2026-02-01", d1, "0123456789ab"}
	r.save("Dana", "sign", map[string]string{"acme/plan.md": planFile(slaYAML(1, "4 business hours", first))})
	r.save("Dana", "propose", map[string]string{"acme/plan.md": planFile(slaYAML(2, "2 business hours", entry{number: 2, from: "2026-03-01"}, first))})

	h, problems := r.read("2026-06-01")
	want := "the terms of revision 1, as git has them, are not those that Sam Lee signed: their digest is " + d1
	if len(problems) != 1 || problems[0].Rule != "approval-void" || problems[0].Severity != source.Warning || problems[0].Message != want {
		t.Errorf("got %v", problems)
	}

	if unsigned := h.Logs[0].Revision(1).Unsigned; len(unsigned) != 1 || unsigned[0] != plan.Sales {
		t.Errorf("%v has not signed", unsigned)
	}
}

// TestArchivesThatFitNothing looks at archives of a revision that nobody knows, and at two of one revision.
func TestArchivesThatFitNothing(t *testing.T) {
	archive := func(revision int) string {
		return fmt.Sprintf("---\nkind: sla_revision\nsla: marketing-sales\nrevision: %d\neffective_from: 2026-02-01\nparties: [marketing, sales]\nterms: {purpose: To talk}\n---\n", revision)
	}

	files := map[string]string{
		"acme/plan.md":        planFile(slaYAML(1, "4 business hours", entry{number: 1, from: "2026-02-01"})),
		"acme/revisions/a.md": archive(1), "acme/revisions/b.md": archive(1), "acme/revisions/c.md": archive(4),
	}

	set, found, err := plan.Load(memory(files), "content/")
	if err != nil || len(found) != 1 || found[0].Rule != "duplicate-id" || !strings.HasPrefix(found[0].Message, `revision 1 of "marketing-sales" is archived twice`) {
		t.Errorf("got %v, %v", found, err)
	}

	problems := Verify(set)
	if len(problems) != 1 || problems[0].Rule != "archive-mismatch" || problems[0].Message != "this is the archive of revision 4, and the agreement has no entry for that" {
		t.Errorf("got %v", problems)
	}
}

// asWrittenThen returns the file of an agreement as it was when a revision was the newest.
func asWrittenThen(s *plan.SLA, a *plan.ArchivedRevision) string {
	var members []*frontmatter.Node
	for _, child := range s.Node.Children() {
		switch child.Key() {
		case "revision":
			child = numberNode("revision", a.Revision)
		case "terms":
			child = a.Terms.Node
		case "revisions":
			var then []*frontmatter.Node
			for _, r := range s.Revisions {
				if r.Revision <= a.Revision {
					then = append(then, r.Node)
				}
			}

			child = frontmatter.NewList(then...).WithKey("revisions")
		}

		members = append(members, child)
	}

	return "---\n" + frontmatter.YAML(frontmatter.NewMap(members...)) + "---\n"
}

func archiveAll(t *testing.T, dir string, h *History) int {
	t.Helper()
	wrote := 0
	for _, l := range h.Logs {
		for _, rev := range l.Revisions {
			if !rev.CanArchive() || rev.Source == Archive {
				continue
			}

			text, gap := rev.ArchiveText()
			if gap != nil {
				t.Fatalf("revision %d: %s", rev.Number, gap.Message)
			}

			file := filepath.Join(dir, filepath.FromSlash(rev.ArchivePath()))
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}

			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}

			wrote++
		}
	}

	return wrote
}

var sources = regexp.MustCompile(`"source":"\w+","commit":(null|"\w+"),"author":(null|"[^"]*"),"committed_at":(null|"[^"]*")`)

// withoutSource returns the change log as JSON, but for where the terms come from.
func withoutSource(t *testing.T, logs []*Log) string {
	t.Helper()
	text, err := JSON(logs)
	if err != nil {
		t.Fatal(err)
	}

	return sources.ReplaceAllString(string(text), "")
}

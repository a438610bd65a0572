package history

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// agreedFiles is a plan with two signed revisions.
func agreedFiles(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{"index.md": siteText}
	signed := func(revision int, limit string, e entry, older ...entry) entry {
		files["acme/plan.md"] = planFile(slaYAML(revision, limit, append([]entry{e}, older...)...))
		p := load(t, files).Plans[0]
		e.dana, e.sam = Digest(p, p.SLA), Digest(p, p.SLA)
		files["acme/plan.md"] = planFile(slaYAML(revision, limit, append([]entry{e}, older...)...))

		return e
	}

	first := signed(1, "4 business hours", entry{number: 1, from: "2026-02-01"})
	signed(2, "2 business hours", entry{number: 2, from: "2026-05-01"}, first)

	return files
}

func TestAgainst(t *testing.T) {
	files := agreedFiles(t)
	text := files["acme/plan.md"]
	digests := []string{}
	for _, r := range load(t, files).Plans[0].SLA.Revisions {
		digests = append(digests, r.Approvals[0].Digest)
	}

	firstEntry := text[strings.Index(text, "    - {revision: 1"):strings.Index(text, "---\nProse")]
	for _, test := range []struct{ name, file, old, new, want string }{
		{"nothing", "acme/plan.md", "Prose", "Prose", ""},
		{"a typo in prose", "acme/plan.md", "Prose", "Better prose", ""},
		{"a reason", "acme/plan.md", "Because of 1", "Because", ""},
		{"a holiday to come", "index.md", "2026-11-26: Thanksgiving", "2026-11-26: Thanksgiving, 2026-12-25: Christmas", ""},
		{"the name of a holiday", "index.md", "Thanksgiving", "Thanks", ""},
		{"a person", "index.md", "Sam Lee", "Samuel Lee", ""},
		{"a holiday of the past", "index.md", "2026-11-26: Thanksgiving", "2026-11-27: Thanksgiving",
			"content/index.md warning calendar: a holiday of the past changed (2026-11-26, 2026-11-27): what was due around it is judged anew"},
		{"a signed term", "acme/plan.md", "2 business hours", "3 business hours",
			"content/acme/plan.md:11 error revision-unsigned: changed under revision 2, which was signed: Sales: first outreach 2 → 3 business hours (loosened, +50 %)"},
		{"a signed term that goes", "acme/plan.md", "    purpose: Nobody waits for a call.\n", "",
			"content/acme/plan.md:7 error revision-unsigned: changed under revision 2, which was signed: Marketing and Sales: the purpose removed: Nobody waits for a call."},
		{"the office hours", "index.md", `close: "18:00"`, `close: "17:00"`,
			"content/index.md:13 error revision-unsigned: changed under revision 2, which was signed: Marketing and Sales: office hours: Mon–Fri 09:00–18:00 → Mon–Fri 09:00–17:00 (changes what every business hour means)"},
		{"the day it holds from", "acme/plan.md", "effective_from: 2026-05-01", "effective_from: 2026-04-01",
			"content/acme/plan.md:13 error revision-unsigned: revision 2 was signed as holding from 2026-05-01, not from 2026-04-01"},
		{"the day that an old revision held from", "acme/plan.md", "effective_from: 2026-02-01", "effective_from: 2026-03-01",
			"content/acme/plan.md:14 error revision-unsigned: revision 1 was signed as holding from 2026-02-01, not from 2026-03-01"},
		{"an old revision's entry", "acme/plan.md", firstEntry, "",
			"content/acme/plan.md:13 error revision-unsigned: revision 1 was signed, and its entry is gone"},
		{"an old revision's number", "acme/plan.md", "{revision: 1,", "{revision: 7,",
			"content/acme/plan.md:14 error revision-unsigned: revision 1 was signed, and is now called revision 7"},
		{"an old signature", "acme/plan.md", fmt.Sprintf("{person: sam, on: 2026-02-01, digest: %q}", digests[1]), "",
			"content/acme/plan.md:14 error revision-unsigned: the signature of Sam Lee under revision 1 is gone or changed"},
		{"the number of the terms", "acme/plan.md", "  revision: 2\n", "  revision: 1\n",
			"content/acme/plan.md:7 error revision-unsigned: the terms are not those that were signed as revision 1"},
		{"the agreement", "acme/plan.md", text, "---\nkind: plan\ntitle: Acme\n---\n",
			"content/acme/plan.md:2 error revision-unsigned: the agreement marketing-sales of the plan acme is gone, and its revision 2 was signed"},
		{"the plan", "acme/plan.md", text, "Just a page.\n",
			"content/index.md:2 error revision-unsigned: the agreement marketing-sales of the plan acme is gone, and its revision 2 was signed"},
		{"a proper new revision", "acme/plan.md", text, strings.Replace(strings.Replace(strings.Replace(text, "revision: 2\n", "revision: 3\n", 1), "limit: 2 b", "limit: 1 b", 1), "revisions:\n", "revisions:\n"+entry{number: 3, from: "2026-09-01"}.String(), 1), ""},
		{"another way to write the same", "acme/plan.md", "2 business hours", "120 business minutes", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			now := maps.Clone(files)
			now[test.file] = strings.Replace(now[test.file], test.old, test.new, 1)
			var got []string
			for _, p := range Against(load(t, files), load(t, now), noon) {
				start, _ := p.At.Range()
				place := p.At.File.Name
				if p.Severity == source.Error {
					place = fmt.Sprintf("%s:%d", place, start.Line)
				}

				got = append(got, fmt.Sprintf("%s %s %s: %s", place, p.Severity, p.Rule, p.Message))
				if p.Hint == "" {
					t.Error("no way out")
				}
			}

			if got := strings.Join(got, "\n"); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestAgainstDraft changes what nobody signed: there is nothing to guard.
func TestAgainstDraft(t *testing.T) {
	files := map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(1, "4 hours", entry{number: 1, from: "2026-02-01", dana: "0123456789ab"}))}
	now := map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(1, "2 hours", entry{number: 1, from: "2026-03-01"}))}
	if got := Against(load(t, files), load(t, now), noon); len(got) > 0 {
		t.Errorf("problems: %v", got)
	}
}

// TestAgainstElsewhere has a revision that was signed on paper.
func TestAgainstElsewhere(t *testing.T) {
	const signed = "  parties: [marketing, sales]\n  revision: 1\n  terms: {purpose: %s}\n  revisions:\n    - {revision: 1, effective_from: 2026-01-01, approvals: [{person: dana, elsewhere: 'https://a.example/1'}, {person: sam, elsewhere: 'https://a.example/1'}]}\n"
	at := func(purpose string) *plan.Set {
		return load(t, map[string]string{"index.md": siteText, "acme/plan.md": planFile(fmt.Sprintf(signed, purpose))})
	}

	if got := Against(at("Calls"), at("Calls"), noon); len(got) > 0 {
		t.Errorf("problems: %v", got)
	}

	if got := Against(at("Calls"), at("Mails"), noon); len(got) != 1 {
		t.Errorf("problems: %v", got)
	}
}

// TestReadRef reads commits, branches and tags, and says when there is nothing to read.
func TestReadRef(t *testing.T) {
	r, _, d2 := signedTwice(t)
	r.git("tag", "v1", "HEAD~3")
	r.write(map[string]string{"acme/plan.md": ""})
	for _, test := range []struct {
		ref      string
		revision int
	}{{"HEAD", 3}, {"main", 3}, {"v1", 2}, {"HEAD~6", 1}, {r.git("rev-parse", "HEAD"), 3}} {
		set, err := ReadRef(r.content(), test.ref)
		if err != nil {
			t.Errorf("%s: %v", test.ref, err)
			continue
		}

		if got := set.Plans[0].SLA.Revision; got != test.revision {
			t.Errorf("%s: revision %d, want %d", test.ref, got, test.revision)
		}
	}

	set, err := ReadRef(r.content(), "HEAD~1")
	if err != nil || Digest(set.Plans[0], set.Plans[0].SLA) != d2 {
		t.Errorf("HEAD~1 has not the signed terms: %v", err)
	}

	for _, ref := range []string{"nowhere", "origin/main", "HEAD:content", "--all", "", "HEAD~99"} {
		_, err := ReadRef(r.content(), ref)
		var failure *GitError
		if !errors.As(err, &failure) || failure.Gap == nil || failure.Gap.Reason != NoRef || !strings.Contains(err.Error(), "read "+ref) {
			t.Errorf("%q: %v", ref, err)
		}
	}

	if _, err := ReadRef(t.TempDir(), "HEAD"); err == nil {
		t.Error("no error outside a repository")
	}
}

func TestDiff(t *testing.T) {
	r, _, _ := signedTwice(t)
	r.save("Gil", "more", map[string]string{
		"new/plan.md": planFile(slaYAML(0, "1 hour")),
		"acme/plan.md": strings.Replace(planFile(slaYAML(4, "4 hours", entry{number: 4, from: "2026-10-01", dana: "0123456789ab"})),
			"Nobody waits for a call.", "Nobody *ever* waits for a call by <b>us</b>.", 1),
	})

	at := func(ref string) *plan.Set {
		set, err := ReadRef(r.content(), ref)
		if err != nil {
			t.Fatal(err)
		}

		return set
	}

	var b strings.Builder
	for _, pair := range [][2]string{{"HEAD~7", "HEAD~3"}, {"HEAD~3", "HEAD~2"}, {"HEAD~1", "HEAD"}, {"HEAD", "HEAD~1"}, {"HEAD", "HEAD"}} {
		d := Diff(at(pair[0]), at(pair[1]), pair[0], pair[1])
		json, err := d.JSON()
		if err != nil {
			t.Fatal(err)
		}

		fmt.Fprintf(&b, "== %s to %s\n\n%s\n%s\n%s\n", pair[0], pair[1], d.Text(), d.Markdown(), json)
	}

	golden(t, "testdata/diff.txt", b.String())
}

// TestDiffOfEntries changes an agreement without a word of its terms: no difference is passed over.
func TestDiffOfEntries(t *testing.T) {
	files := agreedFiles(t)
	text := files["acme/plan.md"]
	keys := text[strings.Index(text, "  revisions:"):strings.Index(text, "---\nProse")]
	voided := "  - the signature of Dana Ortiz under revision 2 is void now: it is for the terms before\n  - the signature of Sam Lee under revision 2 is void now: it is for the terms before\n"
	for _, test := range []struct{ name, old, new, want string }{
		{"the day of the newest", "effective_from: 2026-05-01", "effective_from: 2026-04-01",
			"revision 2, to hold from 2026-04-01, waits for Marketing and Sales\n  - revision 2 to hold from 2026-05-01 → 2026-04-01\n" + voided},
		{"the day of an old one", "effective_from: 2026-02-01", "effective_from: 2026-03-01",
			"revision 2, to hold from 2026-05-01, signed by both sides\n  - revision 1 to hold from 2026-02-01 → 2026-03-01\n"},
		{"the day of a signature", "{person: sam, on: 2026-02-01", "{person: sam, on: 2026-03-01",
			"revision 2, to hold from 2026-05-01, signed by both sides\n  - the signature of Sam Lee under revision 1 is of 2026-02-01 → 2026-03-01\n"},
		{"a signed term", "2 business hours", "3 business hours",
			"revision 2, to hold from 2026-05-01, waits for Marketing and Sales\n  - Sales: first outreach 2 → 3 business hours (loosened, +50 %)\n" + voided},
		{"the keys of the revision", "  revision: 2\n", "", "no revision any more: revision 2 → a draft\n"},
		{"the keys of all revisions", keys, "", "revision 2, waits for Marketing and Sales\n" +
			"  - the entry of revision 2 is gone\n  - the entry of revision 1 is gone\n" +
			"  - Dana Ortiz no longer signs revision 2\n  - Sam Lee no longer signs revision 2\n" +
			"  - Dana Ortiz no longer signs revision 1\n  - Sam Lee no longer signs revision 1\n"},
	} {
		now := maps.Clone(files)
		now["acme/plan.md"] = strings.Replace(text, test.old, test.new, 1)
		d := Diff(load(t, files), load(t, now), "a", "b")
		if got := strings.TrimPrefix(d.Text(), "Acme: Marketing and Sales: "); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}

		json, err := d.JSON()
		if err != nil || strings.Contains(string(json), `"agreements":[]`) {
			t.Errorf("%s: %v %s", test.name, err, json)
		}

		if strings.Contains(d.Markdown(), "No changes") {
			t.Errorf("%s: %s", test.name, d.Markdown())
		}
	}
}

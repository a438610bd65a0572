package generator

import (
	"bytes"
	"encoding/xml"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestDemoFromGit builds the demo twice: with the past of its agreement in archives, and with the same past in
// the commits of a real repository. Both sites tell the same story.
func TestDemoFromGit(t *testing.T) {
	archives := render(t, demo())
	git := render(t, demoInGit(t))

	for _, page := range []string{"changes.html", "r1.html", "r2.html", "r3.html"} {
		name := "larkmere/sla/marketing-sales/" + page
		if archives[name] == nil || git[name] == nil {
			t.Fatalf("there is no %s", name)
		}

		if got, want := story(git[name]), story(archives[name]); got != want {
			t.Errorf("%s from git is not that from archives:\n%s", name, firstDifference([]byte(want), []byte(got)))
		}
	}

	text := string(git["larkmere/changes.json"])
	for _, want := range []string{`"source":"git","commit":"`, `"path":"sales_commitment.first_outreach.limit"`, `"state":"in_force"`} {
		if !strings.Contains(text, want) {
			t.Errorf("changes.json from git lacks %s", want)
		}
	}

	if strings.Contains(text, `"source":"archive"`) {
		t.Error("changes.json names archives that are not there")
	}

	page := string(git["larkmere/sla/marketing-sales/changes.html"])
	for _, want := range []string{"Read from 3 commits", "by Priya", "/commit/"} {
		if !strings.Contains(page, want) {
			t.Errorf("the change log from git lacks %q", want)
		}
	}
}

// demoInGit makes a repository in which every revision of the demo's agreement was a commit, and none is archived.
func demoInGit(t *testing.T) Options {
	t.Helper()
	for name, value := range map[string]string{"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1"} {
		t.Setenv(name, value)
	}

	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	if err := os.CopyFS(content, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}

	agreement := filepath.Join(content, "larkmere", "sla.md")
	newest := readText(t, agreement)
	past := map[string]string{}
	for _, n := range []string{"1", "2"} {
		archive := filepath.Join(content, "larkmere", "revisions", "marketing-sales-r"+n+".md")
		past[n] = asItWas(t, newest, readText(t, archive), n)
		if err := os.Remove(archive); err != nil {
			t.Fatal(err)
		}
	}

	run := func(date string, args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=Priya", "-c", "user.email=priya@example.com", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=" + os.DevNull}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}

	run("2025-12-18T12:00:00Z", "init", "-q")
	for _, step := range []struct{ date, text string }{{"2025-12-18T12:00:00Z", past["1"]}, {"2026-11-11T12:00:00Z", past["2"]}, {"2026-11-20T12:00:00Z", newest}} {
		if err := os.WriteFile(agreement, []byte(step.text), 0o666); err != nil {
			t.Fatal(err)
		}

		run(step.date, "add", "-A")
		run(step.date, "commit", "-q", "-m", "Agree")
	}

	o := demo()
	o.Content, o.Dir = os.DirFS(content), content

	return o
}

// asItWas puts the terms of an archive, and the entries up to it, into the file of the agreement.
func asItWas(t *testing.T, newest, archive, revision string) string {
	t.Helper()
	terms := regexp.MustCompile(`(?s)\nterms:\n.*?\n---\n`).FindString(archive)
	head := regexp.MustCompile(`(?s)^.*?\nterms:\n`).FindString(newest)
	entry := strings.Index(newest, "  - revision: "+revision)
	rest := newest[entry:]
	if terms == "" || head == "" || entry < 0 {
		t.Fatal("the demo's agreement has another form than this test expects")
	}

	head = strings.Replace(head, "revision: 3", "revision: "+revision, 1)
	head = strings.TrimSuffix(head, "terms:\n")

	return head + strings.TrimSuffix(terms[1:], "---\n") + "revisions:\n" + rest
}

// story returns what a page tells, without saying where from.
func story(page []byte) string {
	text := string(page)
	for _, where := range []string{
		` · from the archive`, ` · commit <a[^>]*>[^<]*</a> of <time[^>]*>[^<]*</time>( by [^<·]*[^<· ])?`, `<span>commit <a[^>]*>[^<]*</a> of <time[^>]*>[^<]*</time>( by [^<]*)?</span>`,
		`<p>Read from .*?</p>`, `<p>The past was not looked at.*?</p>`, `\?plain=1#L\d+`, `line \d+ of`,
	} {
		text = regexp.MustCompile(where).ReplaceAllString(text, "")
	}

	return regexp.MustCompile(`\n\s*\n`).ReplaceAllString(text, "\n")
}

func readText(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	return string(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
}

// TestNoPast builds a site whose past revision nobody has: it says so, why, and what to do about it.
func TestNoPast(t *testing.T) {
	o := demo()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}

	if err := os.RemoveAll(filepath.Join(dir, "larkmere", "revisions")); err != nil {
		t.Fatal(err)
	}

	o.Content, o.Dir = os.DirFS(dir), dir
	site := render(t, o)
	for name, wants := range map[string][]string{
		"larkmere/sla/marketing-sales/r1.html":      {"The terms of this revision are not here", "in no git repository", "lockstep archive", "5 Jan 2026 to 15 Nov 2026", "Priya Raman"},
		"larkmere/sla/marketing-sales/changes.html": {"What changed is not known", "Revision 1", "Revision 2"},
		"larkmere/sla/marketing-sales.html":         {"Revision 2 is in force since", "its terms are not here", "which is not in force"},
		"larkmere/index.html":                       {"in force since"},
	} {
		for _, want := range wants {
			if !strings.Contains(textOf(site[name]), want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

func textOf(page []byte) string { return tags.ReplaceAllString(string(page), "") }

// TestFeeds holds the feeds against RFC 4287: ids that last, dates, links that lead to pages.
func TestFeeds(t *testing.T) {
	type link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}

	type entry struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Link    link   `xml:"link"`
		Content string `xml:"content"`
	}

	o := demo()
	o.Content = withBase(t, "https://plans.example.com/gtm")
	for _, test := range []struct {
		options  Options
		id, href string
	}{
		{demo(), "tag:lockstep.invalid,2026:larkmere/sla/marketing-sales/r2.html", "r2.html"},
		{o, "https://plans.example.com/gtm/larkmere/sla/marketing-sales/r2.html", "https://plans.example.com/gtm/larkmere/sla/marketing-sales/r2.html"},
	} {
		site := render(t, test.options)
		var feed struct {
			ID      string  `xml:"id"`
			Updated string  `xml:"updated"`
			Links   []link  `xml:"link"`
			Entries []entry `xml:"entry"`
		}
		if err := xml.Unmarshal(site["larkmere/sla/marketing-sales/changes.xml"], &feed); err != nil {
			t.Fatal(err)
		}

		if len(feed.Entries) != 3 || len(feed.Links) != 2 || feed.ID == "" {
			t.Fatalf("the feed has %d entries and %d links, and its id is %q", len(feed.Entries), len(feed.Links), feed.ID)
		}

		second := feed.Entries[1]
		if second.ID != test.id || second.Link.Href != test.href || second.Title != "Revision 2, in force" {
			t.Errorf("the entry is %+v", second)
		}

		for _, want := range []string{"first outreach 4 → 2 business hours (tightened, −50 %)", "Signed by Tomás Herrera on 11 Nov 2026."} {
			if !strings.Contains(second.Content, want) {
				t.Errorf("the entry does not say %q", want)
			}
		}

		for _, e := range feed.Entries {
			if _, err := time.Parse(time.RFC3339, e.Updated); err != nil {
				t.Errorf("%s: %v", e.ID, err)
			}
		}

		if !bytes.Contains(site["changes.xml"], []byte("Sales and Customer Success: revision 1, in force")) {
			t.Error("the site's feed lacks the second agreement")
		}
	}
}

// withBase returns the demo's content for a site that knows its address.
func withBase(t *testing.T, address string) fs.FS {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}

	name := filepath.Join(dir, "index.md")
	text := strings.Replace(readText(t, name), "kind: site\n", "kind: site\nbase_url: "+address+"\n", 1)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}

	return os.DirFS(dir)
}

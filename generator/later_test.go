package generator

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// agingSite is a site of two plans in which nothing waits for anybody on 2 Dec 2026, but for one thing of the other.
func agingSite(asOf string) map[string]string {
	head := "---\nkind: plan\nstatus: agreed\n"

	return map[string]string{
		"index.md": "---\nkind: site\ntitle: Acme\ntimezone: UTC\n" + asOf +
			"people:\n  dana: {name: Dana Reed, function: marketing}\n  sam: {name: Sam Ortiz, function: sales}\n" +
			"roles: {vp-sales: {title: VP Sales, function: sales, held_by: sam}}\n" +
			"calendars: {hq: {timezone: UTC, hours: [{days: mon-fri, open: \"09:00\", close: \"18:00\"}]}}\nlint: {parts-missing: \"off\", missing: \"off\", not-agreed: \"off\", pressure-test: \"off\", one-way-sla: \"off\"}\n---\n",
		"acme/plan.md": head + "title: Acme plan\nowner: dana\n" +
			"open_questions: {one: {question: Are 40 enough?, owner: dana, due: 2026-12-20}}\n" +
			"qbrs: {2026-Q3: {held_on: 2026-10-13, actions: [{what: Call every customer, owner: dana, due: 2026-12-15}]}}\n" +
			"interviews: {cadence: monthly, segments: {recent: {interviews: [{on: 2026-11-20, summary: Much}]}}}\n" +
			"meetings: {huddle: {name: Huddle, rhythm: weekly, duration_minutes: 30, attendees: [dana], agenda: [News], schedule: {weekday: mon, start_time: \"09:00\"}}}\n" +
			"enablement: {deck: {type: demo_script, title: Deck, updated_on: 2026-11-01, review_every: 2 months}}\n" +
			"sla:\n  revision: 1\n  terms: {review: {cadence: monthly, by: [vp-sales]}}\n  revisions: [{revision: 1, effective_from: 2026-11-20, approvals: [{person: dana, on: 2026-11-20, elsewhere: \"https://acme.example/1\"}, {person: sam, on: 2026-11-20, elsewhere: \"https://acme.example/1\"}]}]\n---\n",
		"other/plan.md": head + "title: Other plan\nowner: dana\nopen_questions: {two: {question: And 50?, owner: sam, due: 2026-12-04}}\n---\n",
	}
}

// aged opens a page on a day.
func aged(t *testing.T, ctx context.Context, address, day string) {
	t.Helper()
	script := `{ const Now = Date, at = Now.parse("` + day + `T12:00:00Z"); globalThis.Date = class extends Now { constructor(...a) { a.length ? super(...a) : super(at); } static now() { return at; } }; }`
	set := func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		var none chromedp.Void
		_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})

		return none, err
	}
	if err := chromedp.Do(ctx, set, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
}

// TestStaleBuild holds what a site says that was built on 2 Dec and is read weeks later, from a server and from a folder.
func TestStaleBuild(t *testing.T) {
	ctx := browser(t)
	o := made(agingSite(""))
	o.Now = time.Date(2026, 12, 2, 12, 0, 0, 0, time.UTC)
	folder := t.TempDir()
	result, err := Build(o, filepath.Join(folder, "site"))
	if err != nil || result.Failed(false) {
		t.Fatalf("%v\n%s", err, listing(result.Problems))
	}

	frozen := made(agingSite("as_of: 2026-12-02\n"))
	if _, err := Build(frozen, filepath.Join(folder, "frozen")); err != nil {
		t.Fatal(err)
	}

	alone := agingSite("")
	delete(alone, "other/plan.md")
	calm := made(alone)
	calm.Now = o.Now
	if _, err := Build(calm, filepath.Join(folder, "calm")); err != nil {
		t.Fatal(err)
	}

	late := made(agingSite("as_of: 2026-12-23\n"))
	if _, err := Build(late, filepath.Join(folder, "late")); err != nil {
		t.Fatal(err)
	}

	show(t, ctx, 1300, "light")
	seen := `document.body.innerText.replace(/\s+/g, " ")`
	for _, read := range []struct {
		page, day string
		says, not []string
	}{
		{"site/index.html", "2026-12-02", []string{"all is well", "1 thing needs someone"}, []string{"overdue"}},
		{"site/index.html", "2026-12-13", []string{"2 things need someone", "1 thing overdue"}, []string{"all is well"}},
		{"site/index.html", "2027-01-10", []string{"5 things overdue", "1 thing overdue", "Health 6"}, []string{"all is well"}},
		{"site/acme/index.html", "2026-12-02", []string{"all is well", "next review 20 Dec 2026", "Health 1"}, []string{"Needs someone", "overdue"}},
		{"site/acme/index.html", "2026-12-16", []string{"1 thing overdue", "Needs someone", "Call every customer", "1 day overdue", "next review this week"}, []string{"all is well", "was last reviewed"}},
		{"site/acme/index.html", "2027-01-10", []string{"5 things overdue", "next review 21 days overdue", "Are 40 enough?", "monthly review was due on 20 Dec 2026", "A talk with recent customers", "Deck"}, []string{"all is well", "this week"}},
		{"site/health.html", "2026-12-02", []string{"1 thing needs someone", "And 50?"}, []string{"To mend", "Are 40 enough?"}},
		{"site/health.html", "2027-01-10", []string{"6 things overdue", "To mend", "acme/plan.md:13", "monthly review was due", "Are 40 enough?", "21 days overdue", "26 days overdue"}, nil},
		{"site/acme/reviews.html", "2026-12-02", nil, []string{"promise overdue"}},
		{"site/acme/reviews.html", "2027-01-10", []string{"1 promise overdue"}, nil},
		{"site/acme/sla/marketing-sales.html", "2027-01-10", []string{"next review 21 days overdue", "is due on 20 Dec 2026. 21 days overdue"}, nil},
		{"site/acme/one-page.html", "2026-12-02", []string{"the next one is due on 20 Dec 2026."}, []string{"overdue", "this week"}},
		{"site/acme/one-page.html", "2026-12-16", []string{"the next one is due on 20 Dec 2026. this week"}, []string{"overdue"}},
		{"site/acme/one-page.html", "2027-01-10", []string{"the next one is due on 20 Dec 2026. 21 days overdue"}, nil},
		{"late/acme/one-page.html", "2026-12-23", []string{"the next one is due on 20 Dec 2026. 3 days overdue"}, nil},
		{"frozen/acme/one-page.html", "2027-01-10", []string{"the next one is due on 20 Dec 2026."}, []string{"overdue"}},
		{"site/acme/people/vp-sales.html", "2027-01-10", []string{"monthly; next: 21 days overdue"}, nil},
		{"site/acme/rhythm.html", "2026-12-02", []string{"next on Mon 7 Dec 2026", "Wed 2 Dec today"}, []string{"These weeks are over"}},
		{"site/acme/rhythm.html", "2026-12-09", []string{"next on Mon 14 Dec 2026", "Wed 9 Dec today"}, []string{"Wed 2 Dec today", "These weeks are over"}},
		{"site/acme/rhythm.html", "2027-01-10", []string{"next on Mon 11 Jan 2027", "These weeks are over: this page was built on 2 Dec 2026"}, []string{" today"}},
		{"site/acme/rhythm.html", "2028-01-10", nil, []string{"next on Mon"}},
		{"frozen/acme/rhythm.html", "2027-01-10", []string{"next on Mon 7 Dec 2026", "Wed 2 Dec today"}, []string{"These weeks are over"}},
		{"site/acme/people/dana.html", "2027-01-10", []string{"Mon 11 Jan 2027"}, nil},
		{"site/acme/enablement.html", "2027-01-10", []string{"9 days overdue"}, []string{"due soon"}},
		{"calm/health.html", "2026-12-02", []string{"all is well", "Nothing is wrong"}, []string{"Waits for somebody", "To mend", "Health 0"}},
		{"calm/health.html", "2027-01-10", []string{"5 things overdue", "Waits for somebody", "To mend", "Health 5"}, []string{"all is well", "Nothing is wrong"}},
		{"frozen/index.html", "2027-01-10", []string{"all is well", "1 thing needs someone"}, []string{"overdue"}},
		{"frozen/health.html", "2027-01-10", []string{"1 thing needs someone"}, []string{"To mend", "overdue"}},
	} {
		aged(t, ctx, "file://"+filepath.Join(folder, read.page), read.day)
		text := evaluate[string](t, ctx, seen)
		for _, words := range read.says {
			if !strings.Contains(text, words) {
				t.Errorf("%s on %s does not say %q:\n%s", read.page, read.day, words, text)
			}
		}

		for _, words := range read.not {
			if strings.Contains(text, words) {
				t.Errorf("%s on %s says %q:\n%s", read.page, read.day, words, text)
			}
		}
	}

	// All readers count the days of the site's zone: it is 20 Dec there when the 21st has begun in Auckland.
	inZone := func(zone string) {
		set := func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
			var none chromedp.Void
			_, err := cdp.Call(ctx, target, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: zone})

			return none, err
		}
		if err := chromedp.Do(ctx, set); err != nil {
			t.Fatal(err)
		}
	}
	for _, zone := range []string{"Pacific/Auckland", "America/Los_Angeles"} {
		inZone(zone)
		aged(t, ctx, "file://"+filepath.Join(folder, "site/acme/index.html"), "2026-12-20")
		if text := evaluate[string](t, ctx, seen); !strings.Contains(text, "this week Are 40 enough?") {
			t.Errorf("in %s another day is taken for today:\n%s", zone, text)
		}
	}

	inZone("")

	// The light leads to what waits, also where nothing did.
	aged(t, ctx, "file://"+filepath.Join(folder, "site/index.html"), "2027-01-10")
	if got := evaluate[string](t, ctx, `document.querySelector(".light a").getAttribute("href")`); got != "acme/index.html#attention" {
		t.Errorf("the light leads to %q", got)
	}

	// Without the script nothing of it is seen.
	if text, err := os.ReadFile(filepath.Join(folder, "site/index.html")); err != nil || !strings.Contains(string(text), "all is well") {
		t.Errorf("the page as built is not what it was: %v", err)
	}
}

// TestVeryStaleBuild holds that a count goes on for as long as there is something to come: 150 questions, one a day.
func TestVeryStaleBuild(t *testing.T) {
	ctx := browser(t)
	files := agingSite("")
	delete(files, "other/plan.md")
	var questions strings.Builder
	for i := range 150 {
		due := time.Date(2026, 12, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i)
		fmt.Fprintf(&questions, "  q%d: {question: Number %d?, owner: dana, due: %s}\n", i, i, due.Format(time.DateOnly))
	}

	files["acme/plan.md"] = "---\nkind: plan\ntitle: Acme plan\nowner: dana\nopen_questions:\n" + questions.String() + "---\n"
	o := made(files)
	o.Now = time.Date(2026, 12, 2, 12, 0, 0, 0, time.UTC)
	folder := t.TempDir()
	if result, err := Build(o, folder); err != nil || result.Failed(false) {
		t.Fatalf("%v\n%s", err, listing(result.Problems))
	}

	show(t, ctx, 1300, "light")
	for day, words := range map[string]string{
		"2026-12-13": "1 thing needs someone", "2026-12-21": "1 thing overdue", "2027-01-20": "31 things overdue",
		"2027-04-20": "121 things overdue", "2029-01-01": "150 things overdue",
	} {
		aged(t, ctx, "file://"+filepath.Join(folder, "index.html"), day)
		if text := evaluate[string](t, ctx, `document.querySelector(".light").innerText`); text != words {
			t.Errorf("on %s it says %q, not %q", day, text, words)
		}
	}

	page, err := os.ReadFile(filepath.Join(folder, "health.html"))
	if err != nil || len(page) == 0 {
		t.Fatal(err)
	}

	if list := dataNeeds.Find(page); len(list) == 0 || len(list) > 500 {
		t.Errorf("the days of a count take %d bytes on every page: %s", len(list), list)
	}
}

// dataNeeds are the days on which a count rises.
var dataNeeds = regexp.MustCompile(`data-needs="[^"]*"`)

// TestStaleAsFresh holds an old page against one that was built on the day of the reader: the same light, and the same
// things that need somebody.
func TestStaleAsFresh(t *testing.T) {
	ctx := browser(t)
	folder := t.TempDir()
	build := func(name string, day time.Time) {
		o := demo()
		o.Content, o.Now = living(t), day
		if _, err := Build(o, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	build("old", time.Date(2026, 11, 24, 17, 0, 0, 0, time.UTC))
	for _, day := range []string{"2026-11-30", "2026-12-08", "2026-12-30"} {
		at, _ := time.Parse(time.DateOnly, day)
		build("new", at.Add(12*time.Hour))
		for _, seen := range []string{
			`document.querySelector(".light").innerText`,
			`[...document.querySelectorAll(".attention li")].filter(row => row.offsetParent).map(row => row.innerText.replace(/\s+/g, " ")).sort().join("\n")`,
		} {
			var said [2]string
			for i, name := range []string{"old", "new"} {
				aged(t, ctx, "file://"+filepath.Join(folder, name, "larkmere/index.html"), day)
				said[i] = evaluate[string](t, ctx, seen)
			}

			if said[0] != said[1] {
				t.Errorf("on %s the old page says\n%s\nand the new one\n%s", day, said[0], said[1])
			}
		}
	}
}

// living is the repository's own content with the time set free.
func living(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS("../content"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}

		text, err := os.ReadFile(filepath.Join("../content", name))
		files[name] = &fstest.MapFile{Data: text}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	held := regexp.MustCompile(`(?m)^as_of:.*\n`)
	if front := files["index.md"]; held.Match(front.Data) {
		front.Data = held.ReplaceAll(front.Data, nil)
	} else {
		t.Fatal("the demo does not hold its time")
	}

	return files
}

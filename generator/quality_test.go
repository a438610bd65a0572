package generator

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/lockstep-docs/lockstep/generator/site"
	"github.com/lockstep-docs/lockstep/generator/starter"
)

// A quality is a page on which everything must hold that is promised of every page.
type quality struct{ page, address, file string }

// TestQuality opens a page of every kind: of the demo, of the same for outsiders, of a plan in which only the facts are
// missing, and of a site with several plans. It looks at them by keyboard, with the accessibility checker in light and
// dark, on a phone, enlarged two and four times, from a server and from a disk.
func TestQuality(t *testing.T) {
	script := axe(t)
	folder := t.TempDir()
	pages := builtPages(t, folder, "demo", demo(), kinds)
	draft := map[string]string{}
	for _, file := range starter.Project(starter.Options{Content: "content/", ID: "acme"}) {
		if name, ok := strings.CutPrefix(file.Path, "content/"); ok {
			draft[name] = file.Text
		}
	}

	pages = append(pages, builtPages(t, folder, "draft", made(draft), []string{
		"index.html", "acme/index.html", "acme/one-page.html", "acme/workflow.html", "acme/sla/marketing-sales.html", "acme/crm.html",
		"acme/document.html", "acme/functions/sales.html", "people.html", "health.html",
	})...)
	pages = append(pages, builtPages(t, folder, "several", Options{Content: manyPlans(3), Now: now}, []string{
		"index.html", "team-0001/index.html", "team-0001/one-page.html", "team-0001/document.html", "people.html", "glossary.html", "health.html",
	})...)

	pages = append(pages, builtPages(t, folder, "public", forOutsiders(t), []string{
		"index.html", "larkmere/index.html", "larkmere/one-page.html", "larkmere/sla/marketing-sales.html", "larkmere/sla/marketing-sales/r3.html",
		"larkmere/sla/marketing-sales/changes.html", "larkmere/workflow.html", "larkmere/metrics.html", "larkmere/document.html",
		"larkmere/people/index.html", "larkmere/functions/sales.html", "people.html", "health.html",
	})...)

	beside := mapFS(map[string]string{"second/plan.md": "---\nkind: plan\ntitle: A second plan\n---\n"})
	if err := copyFiles(beside, demo().Content); err != nil {
		t.Fatal(err)
	}

	pages = append(pages, builtPages(t, folder, "two", Options{Content: beside, Now: now}, []string{
		"index.html", "larkmere/sla/marketing-sales.html", "larkmere/sla/marketing-sales/changes.html", "larkmere/sla/marketing-sales/r1.html",
		"larkmere/people/tomas.html", "second/index.html",
	})...)

	pages = append(pages, builtPages(t, folder, "larger", Options{Content: larger(t, 3), Now: now}, []string{"larkmere/document.html", "larkmere/document-2.html"})...)

	server := httptest.NewServer(http.FileServer(http.Dir(folder)))
	t.Cleanup(server.Close)

	waiting := make(chan quality, len(pages))
	for _, page := range pages {
		page.address = server.URL + "/" + page.page
		waiting <- page
	}

	close(waiting)
	for i := range min(4, runtime.GOMAXPROCS(0)) {
		t.Run(fmt.Sprintf("browser %d", i+1), func(t *testing.T) {
			t.Parallel()
			ctx := browser(t)
			said := console(t, ctx)
			for page := range waiting {
				page.hold(t, ctx, script)
				for _, message := range said() {
					t.Errorf("%s: the browser says %s", page.page, message)
				}
			}
		})
	}
}

// forOutsiders are the options for the demo as outsiders may see it.
func forOutsiders(t *testing.T) Options {
	t.Helper()
	content := fstest.MapFS{}
	if err := copyFiles(content, demo().Content); err != nil {
		t.Fatal(err)
	}

	front := content["index.md"]
	front.Data = bytes.Replace(front.Data, []byte("kind: site\n"), []byte("kind: site\npublish: {profile: public}\n"), 1)

	return Options{Content: content, Prefix: "content/", Now: now, Version: "test"}
}

func copyFiles(to fstest.MapFS, from fs.FS) error {
	return fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}

		text, err := fs.ReadFile(from, name)
		to[name] = &fstest.MapFile{Data: text, Mode: 0o644}

		return err
	})
}

// builtPages builds a site into a folder of its own, and returns some of its pages.
func builtPages(t *testing.T, folder, name string, o Options, names []string) []quality {
	t.Helper()
	out := filepath.Join(folder, name, "below")
	result, err := Build(o, out)
	if err != nil || result.Failed(false) {
		t.Fatalf("%s: %v %v", name, err, result)
	}

	var pages []quality
	for _, page := range names {
		if _, err := os.Stat(filepath.Join(out, filepath.FromSlash(page))); err != nil {
			t.Fatal(err)
		}

		pages = append(pages, quality{page: path.Join(name, "below", page), file: filepath.Join(out, filepath.FromSlash(page))})
	}

	return pages
}

func (q quality) hold(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	show(t, ctx, 1280, "light")
	if err := chromedp.Do(ctx, chromedp.Navigate(q.address)); err != nil {
		t.Fatalf("%s: %v", q.page, err)
	}

	if moving := evaluate[string](t, ctx, movingParts); moving != "" {
		t.Errorf("%s: it moves: %s", q.page, moving)
	}

	if !evaluate[bool](t, ctx, hasIcon) {
		t.Errorf("%s: it has no icon that its own policy lets in, so that browsers ask the server's root for one", q.page)
	}

	q.accessible(t, ctx, script)
	q.keyboard(t, ctx)
	for _, width := range []int64{360, 640, 320} { // a phone; a window of 1,280 enlarged twice, and four times
		show(t, ctx, width, "light")
		if wide := evaluate[int64](t, ctx, `document.documentElement.scrollWidth`); wide > width {
			t.Errorf("%s: %d wide where there are %d", q.page, wide, width)
		}

		if cut := evaluate[string](t, ctx, cutText); cut != "" {
			t.Errorf("%s at %d: text is cut off: %s", q.page, width, cut)
		}
	}

	if err := chromedp.Do(ctx, chromedp.Navigate("file://"+q.file)); err != nil {
		t.Fatalf("%s: %v", q.page, err)
	}

	if path.Base(q.page) != "404.html" && !evaluate[bool](t, ctx, `getComputedStyle(document.body).marginTop === "0px"`) {
		t.Errorf("%s: has no style when opened from a disk", q.page)
	}
}

// movingParts finds what moves without having been asked to.
const movingParts = `[...document.querySelectorAll("*")].filter(e => {
	const s = getComputedStyle(e);
	return s.animationName !== "none" || s.scrollBehavior === "smooth" || s.transitionDuration.split(",").some(d => parseFloat(d) > 0);
}).slice(0, 3).map(e => e.outerHTML.slice(0, 80)).join(", ")`

// hasIcon loads the icon that the page names.
const hasIcon = `new Promise(done => {
	const named = document.querySelector("link[rel=icon]"), icon = new Image();
	if (!named) return done(false);
	icon.onload = () => done(true);
	icon.onerror = () => done(false);
	icon.src = named.href;
})`

// cutText finds text that stands outside of what is shown of the box around it.
const cutText = `[...document.querySelectorAll("main *")].filter(e => {
	const s = getComputedStyle(e), r = e.getBoundingClientRect();
	const hides = v => v === "hidden" || v === "clip";
	if (r.width < 2 || r.height < 2 || e.closest("svg") || !e.checkVisibility()) return false;
	return hides(s.overflowX) && e.scrollWidth > e.clientWidth + 1 || hides(s.overflowY) && e.scrollHeight > e.clientHeight + 1;
}).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(", ")`

// accessible opens all that can be opened on the page, so that what is looked at holds all that there is, and has the
// checker look at it in a wide window and on a phone, in light and dark.
func (q quality) accessible(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	evaluate[bool](t, ctx, script+"; true")
	evaluate[int](t, ctx, openAll)
	q.check(t, ctx, 1280, "light", everyRule)
	q.check(t, ctx, 1280, "dark", colourRules)
	q.check(t, ctx, 360, "dark", colourRules)
	q.check(t, ctx, 360, "light", everyRule)
}

// What the checker looks at. In the dark nothing but colours is different.
const (
	everyRule   = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	colourRules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
)

// openAll opens what can be opened, and says how much that is.
const openAll = `(shut => (shut.forEach(e => e.open = true), shut.length))(document.querySelectorAll("details:not([open])"))`

// check has the checker look at the page as it is shown.
func (q quality) check(t *testing.T, ctx context.Context, width int64, scheme, rules string) {
	t.Helper()
	show(t, ctx, width, scheme)
	found := evaluate[string](t, ctx, `axe.run(document, {runOnly: `+rules+`, resultTypes: ["violations"]})
		.then(r => JSON.stringify(r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))}))))`)
	var violations []struct {
		ID, Help string
		Nodes    []string
	}
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		t.Fatal(err)
	}

	for _, v := range violations {
		t.Errorf("%s at %d, %s: %s: %s\n\t%s", q.page, width, scheme, v.ID, v.Help, strings.Join(v.Nodes, "\n\t"))
	}
}

// keyboard gives the focus to everything that can be used, as the Tab key would, and looks whether it can be seen.
func (q quality) keyboard(t *testing.T, ctx context.Context) {
	t.Helper()
	show(t, ctx, 1280, "light")
	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Tab)); err != nil { // from now on the focus is shown
		t.Fatal(err)
	}

	faults := evaluate[[]string](t, ctx, `[...document.querySelectorAll("a[href], button, summary, input, select, textarea, [tabindex='0']")]
		.filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled)
		.map(e => {
			const name = e.outerHTML.slice(0, 100);
			if (e.tabIndex < 0) return "the keyboard does not reach " + name;
			e.focus({preventScroll: true});
			if (document.activeElement !== e) return "it cannot have the focus: " + name;
			const s = getComputedStyle(e);
			return s.outlineStyle === "none" || parseFloat(s.outlineWidth) === 0 ? "the focus cannot be seen on " + name : "";
		}).filter(Boolean).slice(0, 5)`)
	for _, fault := range faults {
		t.Errorf("%s: %s", q.page, fault)
	}
}

func TestPagesAreSmall(t *testing.T) {
	tree := render(t, demo())
	for _, name := range tree.names(".html") {
		if packed := site.Packed(tree[name]); packed > site.MostBytes {
			t.Errorf("%s takes %d bytes packed, more than %d", name, packed, site.MostBytes)
		}
	}
}

// TestTooHeavy holds that a build says which pages take too much all the same, and stands.
func TestTooHeavy(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	words := func(n int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "w%x ", random.Uint32())
		}

		return b.String()
	}

	folder := t.TempDir()
	result, err := Build(made(map[string]string{
		"handbook/long.md": "# Long\n\n" + words(20_000),
		"acme/plan.md":     "---\nkind: plan\ntitle: Acme\nprinciples: {one: {name: One, statement: \"" + words(20_000) + "\"}}\nglossary: {ICP: {definition: \"" + words(20_000) + "\"}}\n---\n",
	}), folder)
	if err != nil || result.Failed(false) {
		t.Fatalf("%v\n%s", err, listing(result.Problems))
	}

	found := listing(result.Problems)
	for _, want := range []string{
		`content/handbook/long\.md:1:1: info: the page handbook/long\.html takes \d+ KB on its way to a reader; more than 60 KB open slowly on a phone \[page-size\]`,
		`content/acme/plan\.md:3:8: info: the page acme/document\.html takes \d+ KB`, `content/acme/plan\.md:3:8: info: the page acme/document-3\.html takes \d+ KB`,
		`info: the page glossary\.html takes \d+ KB`,
	} {
		if !regexp.MustCompile(want).MatchString(found) {
			t.Errorf("a build does not say %s:\n%.3000s", want, found)
		}
	}

	if strings.Count(found, "[page-size]") != len(regexp.MustCompile("the page .* takes").FindAllString(found, -1)) || strings.Contains(found, "acme/one-page.html takes") {
		t.Errorf("a build says it of others:\n%s", found)
	}

	if _, err := os.Stat(filepath.Join(folder, "acme/document-3.html")); err != nil {
		t.Error(err)
	}
}

// TestManyValues holds that a page of metrics with years of weeks goes without what it takes to explore its charts before
// it takes too much.
func TestManyValues(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	plan := "---\nkind: plan\ntitle: Acme\nmetrics:\n"
	for m := range 12 {
		plan += fmt.Sprintf("  m%d:\n    name: Metric %d\n    class: team\n    unit: count\n    series:\n", m, m)
		for week := range 104 {
			year, number := time.Date(2024, 11, 4, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*week).ISOWeek()
			plan += fmt.Sprintf("      - {period: %d-W%02d, value: %d.%d}\n", year, number, random.IntN(1000), random.IntN(10))
		}
	}

	page := render(t, made(map[string]string{"acme/plan.md": plan + "---\n"}))["acme/metrics.html"]
	if packed := site.Packed(page); packed > site.MostBytes || strings.Count(string(page), "<svg") < 10 || bytes.Contains(page, []byte(" data-explore=")) {
		t.Errorf("the page takes %d bytes packed, with %d drawings", packed, strings.Count(string(page), "<svg"))
	}
}

// htmlRules leaves out what is a matter of taste to the validator.
const htmlRules = `{"root": true, "extends": ["html-validate:standard"], "rules": {
	"doctype-style": "off", "long-title": "off", "no-trailing-whitespace": "off", "prefer-native-element": "off", "valid-id": ["error", {"relaxed": true}]
}}`

// TestValidHTML gives every page of the demo, of the same for outsiders, and of contents that are short of something, to a validator.
func TestValidHTML(t *testing.T) {
	onlyOnce(t)
	program, err := filepath.Abs("../node_modules/html-validate/bin/html-validate.mjs")
	if err != nil {
		t.Fatal(err)
	}

	if _, err := os.Stat(program); err != nil {
		if required() {
			t.Fatal("html-validate is not installed: npm ci")
		}

		t.Skip("validating pages needs html-validate: npm ci")
	}

	folder := t.TempDir()
	rules := filepath.Join(folder, ".htmlvalidate.json")
	if err := os.WriteFile(rules, []byte(htmlRules), 0o666); err != nil {
		t.Fatal(err)
	}

	builtPages(t, folder, "demo", demo(), nil)
	builtPages(t, folder, "public", forOutsiders(t), nil)
	for i, name := range slices.Sorted(maps.Keys(smallSites)) {
		builtPages(t, folder, fmt.Sprint("small-", i), made(smallSites[name]), nil)
	}

	check := exec.Command("node", program, "--config", rules, "--formatter", "text", "--ext", "html", folder)
	check.Dir = folder
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

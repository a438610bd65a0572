package generator

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// finds searches from the page that is open, and returns the titles of what is found, with the addresses of their
// pages.
func finds(t *testing.T, ctx context.Context, query string) []string {
	t.Helper()
	return evaluate[[]string](t, ctx, fmt.Sprintf(`(async () => {
		const dialog = document.querySelector(".finder"), input = dialog.querySelector("input"), status = dialog.querySelector("[role=status]");
		while (status.textContent === "Loading …") await new Promise(done => new MutationObserver(done).observe(status, {childList: true}));
		input.value = %q;
		input.dispatchEvent(new Event("input"));
		return [...dialog.querySelectorAll("li")].map(item => item.querySelector("b").textContent + " " + item.querySelector("a").getAttribute("href"));
	})()`, query))
}

// opensSearch presses the key for it, and waits for the dialog.
func opensSearch(t *testing.T, ctx context.Context) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.KeyEvent("/")); err != nil {
		t.Fatal(err)
	}

	evaluate[bool](t, ctx, `(async () => {
		while (!document.querySelector(".finder[open]")) await new Promise(done => new MutationObserver(done).observe(document, {childList: true, subtree: true, attributes: true}));
		return true;
	})()`)
}

// TestSearch searches by keyboard from pages at several depths, on a server and on a disk.
func TestSearch(t *testing.T) {
	script := axe(t)
	ctx := browser(t)
	address, folder := served(t)
	said := console(t, ctx)
	show(t, ctx, 1200, "light")
	for _, base := range []string{address, "file://" + folder + "/"} {
		for _, test := range []struct{ page, query, want string }{
			{"index.html", "first outreach", "First outreach larkmere/sla/marketing-sales.html#first-outreach"},
			{"index.html", "tomas", "Tomás Herrera larkmere/people/tomas.html"},
			{"larkmere/people/tomas.html", "mql", "MQL ../../glossary.html#term-mql"},
			{"larkmere/sla/marketing-sales/r1.html", "morning hud", "Morning Huddle ../../../larkmere/rhythm.html#meeting-morning-huddle"},
			{"handbook/leads/life-of-a-lead.html", "rejecting", "Rejecting a lead rejecting-a-lead.html"},
		} {
			open(t, ctx, base+test.page)
			opensSearch(t, ctx)
			got := finds(t, ctx, test.query)
			page, _, _ := strings.Cut(test.want, " ")
			if len(got) == 0 || !strings.HasPrefix(got[0], page) {
				t.Errorf("%s: for %q it finds %q", test.page, test.query, got)
			}
		}
	}

	open(t, ctx, address+"larkmere/people/tomas.html")
	opensSearch(t, ctx)
	if got := finds(t, ctx, "zzyzx"); len(got) > 0 || !evaluate[bool](t, ctx, `document.querySelector(".finder [role=status]").textContent.startsWith("Nothing has")`) {
		t.Errorf("for what is not there it finds %q", got)
	}

	if got := finds(t, ctx, "lead sales"); len(got) < 3 {
		t.Errorf("for two words it finds %q", got)
	}

	evaluate[bool](t, ctx, script+"; true")
	for _, scheme := range []string{"light", "dark"} {
		show(t, ctx, 1200, scheme)
		if found := evaluate[string](t, ctx, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id + ": " + v.nodes[0].html).join("; "))`); found != "" {
			t.Errorf("the search is not accessible in %s: %s", scheme, found)
		}
	}

	focused := `document.activeElement.textContent + document.activeElement.tagName`
	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowUp)); err != nil {
		t.Fatal(err)
	}

	if got := evaluate[string](t, ctx, focused); !strings.HasSuffix(got, "A") {
		t.Errorf("arrows lead to %q", got)
	}

	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Escape)); err != nil {
		t.Fatal(err)
	}

	if got := evaluate[string](t, ctx, `document.querySelector(".finder[open]") ? "open" : document.activeElement.className`); got == "open" {
		t.Error("Escape does not close the search")
	}

	for _, message := range said() {
		t.Errorf("the browser says %s", message)
	}
}

// TestHostileSearch searches for a name that would like to be markup.
func TestHostileSearch(t *testing.T) {
	const evil = `</script><img src=x onerror=document.title='taken'>`
	ctx := browser(t)
	address, _, _ := servedFiles(t, map[string]string{
		"a/plan.md": "---\nkind: plan\ntitle: A\nmetrics: {m: {name: \"" + evil + "\", definition: \"" + evil + "\", class: team}}\n---\n",
		"b.md":      "---\ntitle: \"" + evil + "\"\n---\n# B\n",
	})
	open(t, ctx, address+"index.html")
	opensSearch(t, ctx)
	if got := finds(t, ctx, "onerror"); len(got) < 2 {
		t.Errorf("it finds %q", got)
	}

	if got := evaluate[string](t, ctx, `document.title + document.querySelectorAll(".finder img, .finder script").length`); strings.HasPrefix(got, "taken") || !strings.HasSuffix(got, "0") {
		t.Errorf("the name was obeyed: %s", got)
	}
}

// finding matches where something is, in a script of what can be found.
var finding = regexp.MustCompile(`"p":"([^"]*)"`)

// TestFindsLeadSomewhere holds that everything that can be found is there.
func TestFindsLeadSomewhere(t *testing.T) {
	tree := render(t, demo())
	n := 0
	for _, name := range tree.names("search.js") {
		for _, found := range finding.FindAllSubmatch(tree[name], -1) {
			n++
			target, anchor, _ := strings.Cut(string(found[1]), "#")
			if tree[target] == nil {
				t.Errorf("%s: %s is not there", name, target)
				continue
			}

			if page := readPage(target, tree[target]); anchor != "" && page.ids[anchor] == 0 {
				t.Errorf("%s: %s has no place %s", name, target, anchor)
			}
		}
	}

	if n < 200 {
		t.Errorf("only %d things can be found in %s", n, filepath.Base(strings.Join(tree.names("search.js"), " ")))
	}
}

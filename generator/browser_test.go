package generator

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// kinds are a page of every kind of the demo.
var kinds = []string{
	"index.html", "larkmere/index.html", "larkmere/one-page.html", "larkmere/workflow.html", "larkmere/sla/marketing-sales.html", "larkmere/sla/sales-cs.html",
	"larkmere/evidence.html", "larkmere/escalations.html", "larkmere/sla/marketing-sales/changes.html", "larkmere/sla/marketing-sales/r1.html", "larkmere/sla/marketing-sales/r3.html",
	"larkmere/loops.html", "larkmere/metrics.html", "larkmere/reviews.html", "larkmere/people/index.html",
	"larkmere/people/tomas.html", "larkmere/people/sales-rep.html", "larkmere/functions/sales.html", "larkmere/document.html", "people.html", "glossary.html",
	"larkmere/scoring.html", "larkmere/journey.html", "larkmere/pipeline.html", "larkmere/crm.html",
	"health.html", "schema.html", "rules.html", "404.html", "handbook/index.html", "handbook/leads/life-of-a-lead.html",
	"handbook/numbers/index.html", "docs/index.html", "docs/tutorial.html", "docs/commands.html",
	"larkmere/rhythm.html", "larkmere/research.html", "larkmere/experiments.html", "larkmere/enablement.html", "larkmere/stack.html",
}

// required reports that a machine without a browser is at fault.
func required() bool { return os.Getenv("LOCKSTEP_BROWSER") == "required" }

// browser starts chromium, or skips the test where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("browser tests are not short")
	}

	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}

	if path == "" {
		if required() {
			t.Fatal("there is no chromium")
		}

		t.Skip("browser tests need chromium")
	}

	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(allocator)
	t.Cleanup(end)
	ctx, cancel := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(cancel)

	return ctx
}

// axe returns the accessibility checker, or skips the test where it is not installed.
func axe(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile("../node_modules/axe-core/axe.min.js")
	if err != nil {
		if required() {
			t.Fatal("axe-core is not installed: npm ci")
		}

		t.Skip("accessibility tests need axe-core: npm ci")
	}

	return string(script)
}

// show sets the size and the colours of the window.
func show(t *testing.T, ctx context.Context, width int64, scheme string) {
	t.Helper()
	action := func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		var none chromedp.Void
		if _, err := cdp.Call(ctx, target, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: width, Height: 800, DeviceScaleFactor: 1, Mobile: width < 600,
		}); err != nil {
			return none, err
		}

		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})

		return none, err
	}
	if err := chromedp.Do(ctx, action); err != nil {
		t.Fatal(err)
	}
}

// evaluate runs a script on the page and returns what it gives.
func evaluate[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.60s…: %v", script, err)
	}

	return value
}

// served builds the demo and serves it below a path of its own, as a project's pages are.
func served(t *testing.T) (address, folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "plans")
	result, err := Build(demo(), filepath.Join(folder, "deep", "site"))
	if err != nil || result.Failed(true) {
		t.Fatalf("%v %v", err, result)
	}

	server := httptest.NewServer(http.FileServer(http.Dir(folder)))
	t.Cleanup(server.Close)

	return server.URL + "/deep/site/", filepath.Join(folder, "deep", "site")
}

// servedFiles serves the site of a content folder made of texts.
func servedFiles(t *testing.T, files map[string]string) (address string, tree siteTree, result *Result) {
	t.Helper()
	result, err := Check(made(files))
	if err != nil {
		t.Fatal(err)
	}

	if result.Failed(false) {
		t.Fatalf("the content has errors:\n%s", listing(result.Problems))
	}

	tree = routes(t, result)
	server := httptest.NewServer(http.FileServerFS(tree.fs()))
	t.Cleanup(server.Close)

	return server.URL + "/", tree, result
}

// console collects what the browser has to say. Each call of the function returned gives the messages
// since the last one.
func console(t *testing.T, ctx context.Context) func() []string {
	t.Helper()
	messages := make(chan string, 1000)
	stream := chromedp.Console(ctx)
	go func() {
		for message, err := range stream {
			if err != nil {
				return
			}

			messages <- message.String() + " " + message.URL
		}
	}()

	return func() []string {
		evaluate[bool](t, ctx, `console.log("that is all"), true`)
		var said []string
		for message := range messages {
			if strings.Contains(message, "that is all") {
				break
			}

			said = append(said, message)
		}

		return said
	}
}

func TestKeyboard(t *testing.T) {
	ctx := browser(t)
	address, _ := served(t)
	show(t, ctx, 360, "light")
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"larkmere/index.html"), chromedp.KeyEvent(kb.Tab)); err != nil {
		t.Fatal(err)
	}

	focused := `document.activeElement.className + "|" + document.activeElement.textContent.trim() + "|" + getComputedStyle(document.activeElement).outlineStyle`
	if got := evaluate[string](t, ctx, focused); !strings.HasPrefix(got, "skip|Skip to content|") || strings.HasSuffix(got, "none") {
		t.Errorf("the first stop is %q", got)
	}

	reached := map[string]bool{}
	for range 400 {
		key := evaluate[string](t, ctx, `(e => e === document.body ? "end" : Array.prototype.indexOf.call(document.querySelectorAll("*"), e) + "")(document.activeElement)`)
		if key == "end" || reached[key] {
			break
		}

		if at := evaluate[string](t, ctx, focused); strings.HasSuffix(at, "|none") {
			t.Errorf("the focus cannot be seen on %q", at)
		}

		reached[key] = true
		if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Tab)); err != nil {
			t.Fatal(err)
		}
	}

	shown := evaluate[int](t, ctx, `[...document.querySelectorAll("a[href], button, summary")].filter(e => e.checkVisibility({visibilityProperty: true}) && (!e.closest("details:not([open])") || e.tagName === "SUMMARY")).length`)
	if len(reached) < shown {
		t.Errorf("the keyboard reaches %d of %d links and buttons", len(reached), shown)
	}

	open := `document.getElementById("places").matches(":popover-open")`
	if evaluate[bool](t, ctx, open) {
		t.Error("the menu is open before anybody opened it")
	}

	evaluate[bool](t, ctx, `document.querySelector(".menu").focus(), true`)
	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
		t.Fatal(err)
	}

	if !evaluate[bool](t, ctx, open) {
		t.Error("the keyboard does not open the menu")
	}

	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Escape)); err != nil {
		t.Fatal(err)
	}

	if evaluate[bool](t, ctx, open) {
		t.Error("Escape does not close the menu")
	}
}

func TestPrint(t *testing.T) {
	ctx := browser(t)
	address, _ := served(t)
	for _, page := range []string{"larkmere/document.html", "larkmere/index.html"} {
		if err := chromedp.Do(ctx, chromedp.Navigate(address+page)); err != nil {
			t.Fatal(err)
		}

		pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF())
		if err != nil {
			t.Fatal(err)
		}

		if pages := strings.Count(string(pdf), "/Type /Page\n") + strings.Count(string(pdf), "/Type /Page "); pages < 2 || pages > 60 {
			t.Errorf("%s prints on %s", page, fmt.Sprint(pages, " pages"))
		}
	}
}

// TestPaper looks at what holds together on paper: a figure stays whole, and the heading or the line before it stays
// with it; so does the head of a table with its first row.
func TestPaper(t *testing.T) {
	ctx := browser(t)
	address, _ := served(t)
	seen := 0
	for _, page := range []string{"larkmere/document.html", "larkmere/evidence.html", "larkmere/metrics.html", "larkmere/loops.html"} {
		if err := chromedp.Do(ctx, chromedp.Navigate(address+page)); err != nil {
			t.Fatal(err)
		}

		printed(t, ctx)
		loose := evaluate[[]string](t, ctx, `[...document.querySelectorAll("main .fig")].flatMap(f => {
			const at = f.closest("[data-explore]") || f, before = at.previousElementSibling, style = e => getComputedStyle(e);
			return [style(f).breakInside === "avoid" ? "whole" : "a figure is cut: " + f.textContent.slice(0, 60),
				!before || !/^(H\d|P)$/.test(before.tagName) || style(before).breakAfter === "avoid" ? "whole" : "left behind: " + before.textContent.slice(0, 60)];
		}).concat([...document.querySelectorAll("main tbody > tr:first-child")].map(r => getComputedStyle(r).breakBefore === "avoid" ? "whole" : "a row leaves its head: " + r.textContent))`)
		for _, what := range loose {
			seen++
			if what != "whole" {
				t.Errorf("%s: %s", page, what)
			}
		}
	}

	if seen < 100 {
		t.Errorf("only %d figures and tables were looked at", seen)
	}
}

// printed shows the page as it is on paper.
func printed(t *testing.T, ctx context.Context) {
	t.Helper()
	action := func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		var none chromedp.Void
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})

		return none, err
	}
	if err := chromedp.Do(ctx, action); err != nil {
		t.Fatal(err)
	}
}

// TestFactsStandLevel looks at labels and values that stand beside each other: their first lines are level.
func TestFactsStandLevel(t *testing.T) {
	ctx := browser(t)
	address, _ := served(t)
	show(t, ctx, 1280, "light")
	open(t, ctx, address+"larkmere/workflow.html")
	apart := evaluate[[]float64](t, ctx, `[...document.querySelectorAll(".facts dt")].map(dt => dt.getBoundingClientRect().top - dt.nextElementSibling.getBoundingClientRect().top)`)
	if len(apart) < 8 {
		t.Fatalf("only %d labels", len(apart))
	}

	for _, pixels := range apart {
		if pixels != 0 {
			t.Errorf("a label stands %.1f pixels lower than its value", pixels)
		}
	}
}

// onlyOnce skips a test where all tests run a second time, to look for races: it takes long there, and makes the same pages
// as others that stay.
func onlyOnce(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("it runs without -short")
	}
}

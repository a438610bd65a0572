package generator

import (
	"context"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/lockstep-docs/lockstep/themes"
)

// bundled skips a test where the program was built without what it takes to explore charts.
func bundled(t *testing.T) {
	t.Helper()
	if _, err := fs.Stat(themes.Explore(), "explore.js"); err == nil {
		return
	}

	if required() {
		t.Fatal("there is no bundle for exploring charts: npm ci && make explore")
	}

	t.Skip("exploring charts needs a bundle: npm ci && make explore")
}

// sent serves a folder as a strict host does: with the policy of the pages in a header, too.
func sent(t *testing.T, folder string) string {
	t.Helper()
	files := http.FileServer(http.Dir(folder))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'")
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)

	return server.URL + "/"
}

// open goes to a page and waits for its scripts.
func open(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s: %v", address, err)
	}

	evaluate[bool](t, ctx, `window.violations = [], document.addEventListener("securitypolicyviolation", e => violations.push(e.violatedDirective + " " + e.sourceFile + ":" + e.lineNumber)), true`)
}

// violations returns what the policy of the page has forbidden since it was opened.
func violations(t *testing.T, ctx context.Context) string {
	t.Helper()
	return evaluate[string](t, ctx, `new Promise(done => setTimeout(() => done(violations.join("\n")), 0))`)
}

// pointer sends the mouse or a finger to the middle of an element.
func pointer(t *testing.T, ctx context.Context, element string, finger bool) {
	t.Helper()
	evaluate[bool](t, ctx, element+`.scrollIntoView({block: "center"}), new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
	at := evaluate[[]float64](t, ctx, `(r => [r.left + r.width / 2, r.top + r.height / 2])(`+element+`.getBoundingClientRect())`)
	action := func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		var none chromedp.Void
		if !finger {
			_, err := cdp.Call(ctx, target, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: "mouseMoved", X: at[0], Y: at[1]})
			return none, err
		}

		for _, step := range []input.DispatchTouchEventParams{{Type: "touchStart", TouchPoints: []*input.TouchPoint{{X: at[0], Y: at[1]}}}, {Type: "touchEnd", TouchPoints: []*input.TouchPoint{}}} {
			if _, err := cdp.Call(ctx, target, input.DispatchTouchEvent, step); err != nil {
				return none, err
			}
		}

		return none, nil
	}
	if err := chromedp.Do(ctx, action); err != nil {
		t.Fatal(err)
	}
}

// tip is what the page says of a part of a chart; "" for nothing.
const tip = `document.querySelector(".fig-tip").textContent`

func TestPointingAtCharts(t *testing.T) {
	ctx := browser(t)
	_, folder := served(t)
	show(t, ctx, 1280, "light")
	open(t, ctx, sent(t, folder)+"larkmere/metrics.html")

	part := func(n int) string {
		return fmt.Sprintf(`document.querySelectorAll("[id$=north-star-wide-t]")[0].closest("svg").querySelectorAll(".fig-hit")[%d]`, n)
	}
	first := "week 34 of 2026: $194, target $300"
	pointer(t, ctx, part(0), false)
	if got := evaluate[string](t, ctx, tip); got != first {
		t.Errorf("the mouse is told %q, want %q", got, first)
	}

	inside := `(r => r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight)(document.querySelector(".fig-tip").getBoundingClientRect())`
	if !evaluate[bool](t, ctx, inside) {
		t.Error("the words lie outside of the window")
	}

	pointer(t, ctx, `document.querySelector("h1")`, false)
	if got := evaluate[string](t, ctx, tip); got != "" {
		t.Errorf("away from the chart %q is still said", got)
	}

	pointer(t, ctx, part(13), true)
	if got, want := evaluate[string](t, ctx, tip), "week 47 of 2026: $228, target $300"; got != want {
		t.Errorf("the finger is told %q, want %q", got, want)
	}

	evaluate[bool](t, ctx, part(0)+`.closest("svg").focus(), true`)
	for _, step := range []struct{ key, want string }{
		{kb.Escape, ""}, {kb.ArrowRight, first}, {kb.ArrowRight, "week 35 of 2026: $196, target $300"}, {kb.ArrowLeft, first}, {kb.ArrowLeft, first},
		{kb.End, "week 47 of 2026: $228, target $300"}, {kb.Home, first}, {kb.Escape, ""},
	} {
		if err := chromedp.Do(ctx, chromedp.KeyEvent(step.key)); err != nil {
			t.Fatal(err)
		}

		if got := evaluate[string](t, ctx, tip); got != step.want {
			t.Errorf("after the key %q: %q, want %q", step.key, got, step.want)
		}
	}

	if said := violations(t, ctx); said != "" {
		t.Errorf("the policy of the page is broken: %s", said)
	}
}

// explored opens the first chart of a page for exploring.
func explored(t *testing.T, ctx context.Context) {
	t.Helper()
	exploredAt(t, ctx, 0)
}

// exploredAt opens one of the charts of a page, and notes the words that are drawn in window.drawn.
func exploredAt(t *testing.T, ctx context.Context, n int) {
	t.Helper()
	drawn := evaluate[bool](t, ctx, fmt.Sprintf(`(() => {
		const fill = CanvasRenderingContext2D.prototype.fillText;
		window.drawn = [];
		CanvasRenderingContext2D.prototype.fillText = function (text, ...at) { window.drawn.push(text); return fill.call(this, text, ...at); };
		document.querySelectorAll(".fig-explore")[%d].click();
		return new Promise(done => {
			const look = setInterval(() => document.querySelector(".fig-room canvas") && (clearInterval(look), done(true)), 20);
			setTimeout(() => (clearInterval(look), done(false)), 20000);
		});
	})()`, n))
	if !drawn {
		t.Fatal("nothing is drawn")
	}
}

// press presses a button of the chart that is explored.
func press(text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(".fig-tools button")].find(b => b.textContent === %q).click()`, text)
}

// pixels is a hash of what the chart shows once it is drawn.
const pixels = `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
	const text = document.querySelector(".fig-room canvas").toDataURL();
	let sum = 7;
	for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) % 1000000007;
	done(sum);
})))`

func TestExploringCharts(t *testing.T) {
	bundled(t)
	ctx := browser(t)
	_, folder := served(t)
	said := console(t, ctx)
	for _, at := range []string{sent(t, folder) + "larkmere/metrics.html", "file://" + filepath.Join(folder, "larkmere", "metrics.html")} {
		show(t, ctx, 1280, "light")
		open(t, ctx, at)
		explored(t, ctx)

		whole := evaluate[int](t, ctx, pixels)
		evaluate[bool](t, ctx, press("Zoom in")+", true")
		zoomed := evaluate[int](t, ctx, pixels)
		evaluate[bool](t, ctx, press("Zoom out")+", true")
		if back := evaluate[int](t, ctx, pixels); zoomed == whole || back != whole {
			t.Errorf("%s: zooming in and out gives %d, %d, %d", at, whole, zoomed, back)
		}

		evaluate[bool](t, ctx, press("Target")+", true")
		without := evaluate[int](t, ctx, pixels)
		pressed := evaluate[string](t, ctx, `document.querySelector(".fig-tools [aria-pressed=false]").textContent`)
		evaluate[bool](t, ctx, press("Target")+", true")
		if back := evaluate[int](t, ctx, pixels); without == whole || back != whole || pressed != "Target" {
			t.Errorf("%s: leaving the target out gives %d, %d, %d", at, whole, without, back)
		}

		saved := evaluate[string](t, ctx, `(() => { let link; const click = HTMLAnchorElement.prototype.click; HTMLAnchorElement.prototype.click = function () { link = this; };
			`+press("Save as PNG")+`; HTMLAnchorElement.prototype.click = click; return link.download + " " + link.href; })()`)
		name, picture, _ := strings.Cut(saved, " data:image/png;base64,")
		png, err := base64.StdEncoding.DecodeString(picture)
		if err != nil || name != "Daily-revenue-over-time.png" || len(png) < 5000 || !strings.HasPrefix(string(png), "\x89PNG") {
			t.Errorf("%s: %q is saved, with %d bytes: %v", at, name, len(png), err)
		}

		pointer(t, ctx, `document.querySelector(".fig-room canvas")`, false)
		if pointed := evaluate[int](t, ctx, pixels); pointed == whole {
			t.Errorf("%s: pointing at the chart shows nothing", at)
		}

		show(t, ctx, 1280, "dark")
		dark := evaluate[int](t, ctx, pixels)
		if dark == whole {
			t.Errorf("%s: the chart stays light in the dark", at)
		}

		evaluate[bool](t, ctx, press("Close")+", true")
		if !evaluate[bool](t, ctx, `!document.querySelector(".fig-room") && document.activeElement.className === "fig-explore" && document.querySelector("[data-explore] .fig").checkVisibility()`) {
			t.Errorf("%s: after closing the chart is not as before", at)
		}

		if broken := violations(t, ctx); broken != "" {
			t.Errorf("%s: the policy of the page is broken: %s", at, broken)
		}

		for _, message := range said() {
			t.Errorf("%s: the browser says %s", at, message)
		}
	}
}

// TestExploringOthers opens each other kind of chart that can be explored: it is drawn, zooming changes it, and
// nothing of it breaks the policy of the page.
func TestExploringOthers(t *testing.T) {
	bundled(t)
	ctx := browser(t)
	_, folder := served(t)
	said := console(t, ctx)
	show(t, ctx, 1280, "light")
	for _, page := range []string{"larkmere/experiments.html", "larkmere/evidence.html", "larkmere/pipeline.html", "larkmere/rhythm.html"} {
		open(t, ctx, sent(t, folder)+page)
		explored(t, ctx)
		whole := evaluate[int](t, ctx, pixels)
		evaluate[bool](t, ctx, press("Zoom in")+", true")
		if zoomed := evaluate[int](t, ctx, pixels); zoomed == whole {
			t.Errorf("%s: zooming changes nothing", page)
		}

		if broken := violations(t, ctx); broken != "" {
			t.Errorf("%s: the policy of the page is broken: %s", page, broken)
		}

		for _, message := range said() {
			t.Errorf("%s: the browser says %s", page, message)
		}
	}
}

// TestExploredWords reads what is drawn in charts whose colours mean something: the marks of verdicts stand beside
// them, also in the list of series of the picture.
func TestExploredWords(t *testing.T) {
	bundled(t)
	ctx := browser(t)
	_, folder := served(t)
	show(t, ctx, 1280, "light")
	for n, want := range []string{"✓ in time, ✕ late, ◔ waiting within their time, ✓ 310, ✕ 24, ✕ 18, ◔ 3", "✓, ✕, ◔, 77.3%, 91.7%, Measured, promised"} {
		open(t, ctx, sent(t, folder)+"larkmere/evidence.html")
		exploredAt(t, ctx, n)
		evaluate[int](t, ctx, pixels)
		evaluate[bool](t, ctx, `HTMLAnchorElement.prototype.click = () => {}, `+press("Save as PNG")+`, true`)
		drawn := evaluate[[]string](t, ctx, `window.drawn`)
		for _, words := range strings.Split(want, ", ") {
			if !slices.Contains(drawn, words) {
				t.Errorf("chart %d does not say %q, only %q", n, words, drawn)
			}
		}
	}
}

// TestExploredNarrow reads what is drawn where there is little room: no row is without its name, and no bar without the
// mark of its verdict.
func TestExploredNarrow(t *testing.T) {
	bundled(t)
	ctx := browser(t)
	_, folder := served(t)
	show(t, ctx, 360, "light")
	open(t, ctx, sent(t, folder)+"larkmere/experiments.html")
	exploredAt(t, ctx, 0)
	evaluate[int](t, ctx, pixels)
	drawn := strings.Join(evaluate[[]string](t, ctx, `window.drawn`), " ")
	for _, name := range []string{"A finished", "A call", "A report", "Two more", "The price", "A recap"} {
		if !strings.Contains(drawn, name) {
			t.Errorf("no row is called %q: %s", name, drawn)
		}
	}

	open(t, ctx, sent(t, folder)+"larkmere/evidence.html")
	exploredAt(t, ctx, 1)
	evaluate[int](t, ctx, pixels)
	marks := evaluate[[]string](t, ctx, `window.drawn`)
	for mark, want := range map[string]int{"✓": 9, "✕": 2, "◔": 1} {
		got := 0
		for _, words := range marks {
			if words == mark {
				got++
			}
		}

		if got < want {
			t.Errorf("%s is drawn %d times, not %d: %q", mark, got, want, marks)
		}
	}
}

// TestExploredDays reads the days at the axis of a line of weeks: they are those of its points, the first with its year,
// and so they are where one zooms in.
func TestExploredDays(t *testing.T) {
	bundled(t)
	ctx := browser(t)
	_, folder := served(t)
	show(t, ctx, 1280, "light")
	open(t, ctx, sent(t, folder)+"larkmere/metrics.html")
	exploredAt(t, ctx, 0)
	evaluate[int](t, ctx, pixels)
	isDay := regexp.MustCompile(`^[0-9]+ [A-Z][a-z][a-z]$`)
	for _, want := range []string{"17 Aug 24 Aug 31 Aug 7 Sep 14 Sep 21 Sep 28 Sep 5 Oct 12 Oct 19 Oct 26 Oct 2 Nov 9 Nov 16 Nov", "14 Sep 21 Sep 28 Sep 5 Oct 12 Oct 19 Oct"} {
		var days []string
		drawn := evaluate[[]string](t, ctx, `window.drawn`)
		for _, words := range drawn {
			if isDay.MatchString(words) && !slices.Contains(days, words) {
				days = append(days, words)
			}
		}

		if got := strings.Join(days, " "); got != want || !slices.Contains(drawn, "2026") {
			t.Errorf("the axis says %q, want %q and a year", got, want)
		}

		evaluate[bool](t, ctx, `window.drawn.length = 0, `+press("Zoom in")+`, true`)
		evaluate[int](t, ctx, pixels)
	}
}

// TestExploredPromise leaves the promise of a chart with one period out and takes it in again: it is drawn.
func TestExploredPromise(t *testing.T) {
	bundled(t)
	ctx := browser(t)
	_, folder := served(t)
	show(t, ctx, 1280, "light")
	open(t, ctx, sent(t, folder)+"larkmere/evidence.html")
	exploredAt(t, ctx, 8)
	whole := evaluate[int](t, ctx, pixels)
	evaluate[bool](t, ctx, press("promised")+", true")
	without := evaluate[int](t, ctx, pixels)
	evaluate[bool](t, ctx, press("promised")+", true")
	if back := evaluate[int](t, ctx, pixels); without == whole || back != whole {
		t.Errorf("leaving the promise out gives %d, %d, %d", whole, without, back)
	}
}

// TestExploredAccess holds a chart that is explored against the accessibility checker.
func TestExploredAccess(t *testing.T) {
	bundled(t)
	script := axe(t)
	ctx := browser(t)
	address, _ := served(t)
	open(t, ctx, address+"larkmere/metrics.html")
	evaluate[bool](t, ctx, script+"; true")
	explored(t, ctx)
	for _, scheme := range []string{"light", "dark"} {
		show(t, ctx, 360, scheme)
		found := evaluate[string](t, ctx, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.map(n => n.html.slice(0, 160)).join(" ")).join("\n"))`)
		if found != "" {
			t.Errorf("%s: %s", scheme, found)
		}

		if width := evaluate[int](t, ctx, `document.documentElement.scrollWidth`); width > 360 {
			t.Errorf("%d wide on a phone of 360", width)
		}
	}
}

// TestHostileChart has a metric whose name would like to be a script, in all the places where it is shown.
func TestHostileChart(t *testing.T) {
	const evil = `</script><script>document.title='taken'</script>{a|b}<img src=x onerror=alert(1)>`
	content := fstest.MapFS{
		"acme/plan.md":  {Data: []byte("---\nkind: plan\ntitle: Acme\nmetrics:\n  rate:\n    name: \"" + evil + "\"\n    definition: What is counted.\n    unit: percent\n    series: rate.csv\n---\n")},
		"acme/rate.csv": {Data: []byte("period,value,target\n2026-01,12,20\n2026-02,13,20\n")},
	}
	folder := t.TempDir()
	options := demo()
	options.Content, options.Dir = content, ""
	result, err := Build(options, filepath.Join(folder, "site"))
	if err != nil || result.Failed(false) {
		t.Fatalf("%v %v", err, result.Problems)
	}

	page, err := os.ReadFile(filepath.Join(folder, "site", "acme", "metrics.html"))
	if err != nil {
		t.Fatal(err)
	}

	if text := string(page); strings.Contains(text, "<script>document") || strings.Contains(text, "<img src=x") {
		t.Errorf("the name became markup")
	}

	ctx := browser(t)
	show(t, ctx, 1280, "light")
	open(t, ctx, sent(t, filepath.Join(folder, "site"))+"acme/metrics.html")
	title := evaluate[string](t, ctx, `document.querySelector(".fig-wide title").textContent`)
	if want := evil + " over time"; title != want {
		t.Errorf("the drawing is called %q, want %q", title, want)
	}

	pointer(t, ctx, `document.querySelector(".fig-wide .fig-hit")`, false)
	if got, want := evaluate[string](t, ctx, tip), "Jan 2026: 12%, target 20%"; got != want {
		t.Errorf("the page says %q, want %q", got, want)
	}

	if _, err := fs.Stat(themes.Explore(), "explore.js"); err == nil {
		explored(t, ctx)
		if name := evaluate[string](t, ctx, `document.querySelector(".fig-room").getAttribute("aria-label")`); name != evil+" over time" {
			t.Errorf("the chart that is explored is called %q", name)
		}
	}

	if got := evaluate[string](t, ctx, `document.title + document.querySelectorAll("main img, main script:not([type])").length`); strings.HasPrefix(got, "taken") || !strings.HasSuffix(got, "0") {
		t.Errorf("the name was obeyed: %s", got)
	}

	if broken := violations(t, ctx); broken != "" {
		t.Errorf("the policy of the page is broken: %s", broken)
	}
}

// TestTypeInFigures looks for words in figures that are too small to be read: 9 pixels on a phone, and
// anywhere else.
func TestTypeInFigures(t *testing.T) {
	ctx := browser(t)
	address, _ := served(t)
	seen := 0
	for _, page := range kinds {
		open(t, ctx, address+page)
		for _, width := range []int64{360, 800, 1400} {
			show(t, ctx, width, "light")
			sizes := evaluate[[]float64](t, ctx, `[...document.querySelectorAll(".fig svg")].filter(s => s.checkVisibility()).flatMap(s =>
				[...s.querySelectorAll("text")].map(w => parseFloat(getComputedStyle(w).fontSize) * s.getBoundingClientRect().width / s.viewBox.baseVal.width))`)
			for _, size := range sizes {
				seen++
				if size < 9 {
					t.Errorf("%s at %d: words of %.1f pixels", page, width, size)
					break
				}
			}
		}
	}

	if seen < 200 {
		t.Errorf("only %d words were looked at", seen)
	}
}

// TestPointingAtEverything points at the parts of the charts that have no axis of numbers: with the mouse, with a
// finger, and with arrow keys; and presses the links that lie under where one points.
func TestPointingAtEverything(t *testing.T) {
	ctx := browser(t)
	_, folder := served(t)
	address := sent(t, folder)
	for _, c := range []struct{ page, figure, first, second string }{
		{"larkmere/rhythm.html", "fig.week-1", "Morning Huddle: Monday, 09:00–09:15", "Revenue Review: Monday, 10:00–11:00"},
		{"larkmere/experiments.html", "fig.experiments", "A finished example from the user's market: Product, 9 Nov 2026 to 4 Dec 2026, running", ""},
		{"larkmere/metrics.html", "fig.standing", "Trial-to-Paid Rate: 36%, to 40% by Q1 2027, in progress", "MQL to SQL: 16.5%, to 22% by Q1 2027, in progress"},
		{"larkmere/scoring.html", "fig.bands-inbound", "Nurture: 0 to 25", "Cold: 25 to 50"},
	} {
		show(t, ctx, 1280, "light")
		open(t, ctx, address+c.page)
		drawing := fmt.Sprintf(`document.querySelector("[id$='%s-wide-t']").closest("svg")`, c.figure)
		for _, finger := range []bool{false, true} {
			if finger && evaluate[bool](t, ctx, `!!`+drawing+`.querySelector("a .fig-hit")`) {
				break // there a finger follows the link
			}

			pointer(t, ctx, drawing+`.querySelector(".fig-hit")`, finger)
			if got := evaluate[string](t, ctx, tip); got != c.first {
				t.Errorf("%s, finger %v: %q is said, want %q", c.figure, finger, got, c.first)
			}

			evaluate[bool](t, ctx, drawing+`.focus(), new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
			if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Escape)); err != nil {
				t.Fatal(err)
			}
		}

		for _, want := range []string{c.first, c.second} {
			if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.ArrowDown)); err != nil {
				t.Fatal(err)
			}

			if got := evaluate[string](t, ctx, tip); got != want && want != "" {
				t.Errorf("%s: an arrow key leads to %q, want %q", c.figure, got, want)
			}
		}

		// Words that stand on a part say the same as the part.
		words := drawing + `.querySelector(".fig-link text")`
		if evaluate[bool](t, ctx, `!!`+words) {
			pointer(t, ctx, words, false)
			if got := evaluate[string](t, ctx, tip); got == "" {
				t.Errorf("%s: nothing is said on the words of a part", c.figure)
			}
		}

		if said := violations(t, ctx); said != "" {
			t.Errorf("%s: the policy of the page is broken: %s", c.page, said)
		}
	}

	open(t, ctx, address+"larkmere/rhythm.html")
	pointer(t, ctx, `document.querySelector("[id$='fig.week-1-wide-t']").closest("svg").querySelector(".fig-hit")`, true)
	if at := evaluate[string](t, ctx, `new Promise(done => setTimeout(() => done(location.hash), 0))`); at != "#meeting-morning-huddle" {
		t.Errorf("a finger on a meeting leads to %q", at)
	}

	open(t, ctx, address+"larkmere/pipeline.html")
	link := `document.querySelector("[id$='fig.funnel-wide-t']").closest("svg").querySelector(".fig-link text")`
	pointer(t, ctx, link, false)
	reached := `(r => !!document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2).closest("a"))(` + link + `.getBoundingClientRect())`
	if !evaluate[bool](t, ctx, reached) {
		t.Error("the link in the funnel lies under what can be pointed at, and cannot be pressed")
	}
}

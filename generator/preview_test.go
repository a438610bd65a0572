package generator

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/lockstep-docs/lockstep/generator/preview"
)

// TestPreview edits the demo while a browser shows it: the page loads again where its reader was, what is wrong
// stands above it until it is mended, and the browser has nothing to complain about.
func TestPreview(t *testing.T) {
	ctx := browser(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}

	o := demo()
	o.Content = os.DirFS(dir)
	address := previewed(t, o, dir)
	said := console(t, ctx)
	show(t, ctx, 1200, "light")
	if _, err := chromedp.Run(ctx, chromedp.Navigate(address+"larkmere/document.html")); err != nil {
		t.Fatal(err)
	}

	until := func(what, script string) { t.Helper(); until(t, ctx, what, script) }
	until("the bar says what is being changed", `document.querySelector(".lockstep-edits summary")?.textContent.includes("revision 2, in force: tightens Marketing")`)
	at := evaluate[float64](t, ctx, `new Promise(done => {
		scrollTo({left: 0, top: 300, behavior: "instant"});
		requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY)));
	})`)

	name := filepath.Join(dir, "larkmere", "plan.md")
	writeText(t, name, readText(t, name)+"\n\nA sentence that was not there.\n")
	until("the page loads again", `document.querySelector("main")?.textContent.includes("A sentence that was not there.") && document.querySelector(".lockstep-edits")`)
	if y := evaluate[float64](t, ctx, "scrollY"); y != at || at < 200 {
		t.Errorf("the page is at %v, its reader was at %v", y, at)
	}

	agreement := filepath.Join(dir, "larkmere", "sla.md")
	text := readText(t, agreement)
	writeText(t, agreement, strings.Replace(text, "limit: 2 business hours", "limit: 2", 1))
	until("the error is shown", `document.querySelector(".lockstep-trouble pre")?.textContent.includes("did you mean \"2 business hours\"?")`)
	writeText(t, agreement, text)
	until("the error is gone", `document.querySelector("main") && !document.querySelector(".lockstep-trouble")`)

	if messages := said(); len(messages) > 0 {
		t.Errorf("the browser says %q", messages)
	}
}

// TestPreviewBar looks at the bar of a preview with everything that it may hold: nothing of the page stays behind it,
// the keyboard reaches all of it, and the accessibility checker finds nothing.
func TestPreviewBar(t *testing.T) {
	script := axe(t)
	ctx := browser(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}

	o := demo()
	o.Content = os.DirFS(dir)
	address := previewed(t, o, dir)
	said := console(t, ctx)
	show(t, ctx, 1280, "light")
	open := func(page string) {
		t.Helper()
		if _, err := chromedp.Run(ctx, chromedp.Navigate(address+page)); err != nil {
			t.Fatal(err)
		}
	}

	look := func(state string) {
		t.Helper()
		q := quality{page: "the preview with " + state}
		q.accessible(t, ctx, script)
		q.keyboard(t, ctx)
		for _, width := range []int64{1280, 360} {
			show(t, ctx, width, "light")
			if hidden := evaluate[string](t, ctx, behindBar); hidden != "" {
				t.Errorf("%s, %d wide: the bar hides %s", q.page, width, hidden)
			}
		}
	}

	open("handbook/index.html")
	until(t, ctx, "the bar says what is being changed", `document.querySelector(".lockstep-edits summary")`)
	evaluate[bool](t, ctx, `document.querySelector(".lockstep-edits").open = true`)
	look("edits")

	book := filepath.Join(dir, "handbook", "index.md")
	for _, width := range []int64{1280, 360} {
		show(t, ctx, width, "light")
		was := evaluate[float64](t, ctx, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
			window.before = true;
			scrollTo({top: document.documentElement.scrollHeight, behavior: "instant"});
			done(scrollY);
		})))`)
		writeText(t, book, strings.TrimSuffix(readText(t, book), "\n")+"!\n")
		until(t, ctx, "the page is another one", `!window.before && document.querySelector(".lockstep-edits summary")`)
		if is := evaluate[float64](t, ctx, "scrollY"); is != was {
			t.Errorf("%d wide: a reader at %v of the end of the page is at %v after a change", width, was, is)
		}
	}

	agreement := filepath.Join(dir, "larkmere", "sla.md")
	text := readText(t, agreement)
	writeText(t, agreement, strings.NewReplacer("limit: 2 business hours", "limit: 2", "per: month", "per: fortnight", "party:", "prty:").Replace(text))
	until(t, ctx, "the errors are shown", `document.querySelector(".lockstep-trouble pre")`)
	look("errors and edits")
	open("nowhere.html")
	until(t, ctx, "the errors are shown", `document.querySelector(".lockstep-trouble pre")`)
	look("errors and no page")

	writeText(t, agreement, text)
	name := filepath.Join(dir, "handbook", "index.md")
	writeText(t, name, readText(t, name)+"\n\n[nowhere](nowhere.md)\n")
	open("handbook/index.html")
	until(t, ctx, "the warning leads to all of them", `document.querySelector(".lockstep-preview a[href='/health.html']")`)
	look("a warning")
	for _, message := range said() {
		if !strings.Contains(message, "404") {
			t.Errorf("the browser says %q", message)
		}
	}
}

// behindBar names what of the end of the page, and of what has the focus there, the bar of a preview hides.
const behindBar = `(async () => {
	const moment = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
	const bar = document.querySelector(".lockstep-preview");
	const behind = e => e.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
	document.documentElement.style.scrollBehavior = "auto";
	await moment();
	scrollTo(0, document.documentElement.scrollHeight);
	await moment();
	if (behind(document.body)) return "the end of the page";
	const links = [...document.querySelectorAll("main a[href], footer a[href]")].filter(e => e.checkVisibility());
	document.activeElement.blur();
	scrollTo(0, 0);
	await moment();
	links.at(-1).focus();
	await moment();
	return behind(links.at(-1)) ? links.at(-1).outerHTML : "";
})()`

// previewed shows a folder until the test ends, and returns the address of its first page.
func previewed(t *testing.T, o Options, dir string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}

	var working WorkingCopy
	serving, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- preview.Serve(serving, preview.Options{Listener: listener, Folders: []string{dir}, Make: func() (*preview.Edition, error) {
			result, err := working.Check(o)
			if err != nil {
				return nil, err
			}

			edits := working.Edits(result)
			e := &preview.Edition{Problems: result.Problems, Find: result.Find, Around: result.Around(), Health: "health.html", Unknown: edits.Unknown}
			for _, edit := range edits.All {
				e.Edits = append(e.Edits, preview.Edit(edit))
			}

			return e, nil
		}})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})

	return "http://" + listener.Addr().String() + "/"
}

// until waits until a script of the page gives something true.
func until(t *testing.T, ctx context.Context, what, script string) {
	t.Helper()
	script = `new Promise(done => {
		const look = () => (` + script + `) && done(true);
		new MutationObserver(look).observe(document, {childList: true, subtree: true});
		look();
	})`
	for range 20 { // a page that is loaded again takes its promises with it
		if there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script, chromedp.EvalAwaitPromise)); err == nil && there {
			return
		}
	}

	t.Fatalf("it does not come to pass that %s", what)
}

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

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}

	o := demo()
	o.Content = os.DirFS(dir)
	var working WorkingCopy
	serving, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- preview.Serve(serving, preview.Options{Listener: listener, Folders: []string{dir}, Make: func() (*preview.Edition, error) {
			result, err := working.Check(o)
			if err != nil {
				return nil, err
			}

			e := &preview.Edition{Problems: result.Problems, Find: result.Find, Around: result.Around()}
			for _, edit := range working.Edits(result).All {
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

	said := console(t, ctx)
	show(t, ctx, 1200, "light")
	if _, err := chromedp.Run(ctx, chromedp.Navigate("http://"+listener.Addr().String()+"/larkmere/document.html")); err != nil {
		t.Fatal(err)
	}

	until := func(what, script string) {
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

package generator

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// exported returns a plan of a content folder in one of the forms.
func exported(t *testing.T, o Options, form string) string {
	t.Helper()
	result, err := Check(o)
	if err != nil || result.Failed(false) {
		t.Fatalf("%v\n%s", err, listing(result.Problems))
	}

	text, err := result.Export(result.Set.Plans[0], form)
	if err != nil {
		t.Fatal(err)
	}

	return string(text)
}

// withPicture is a plan that links to its site in every way there is.
func withPicture(base string) Options {
	return made(map[string]string{
		"index.md":     "---\nkind: site\ntitle: Us\ntimezone: UTC\n" + base + "---\n",
		"acme/plan.md": "---\nkind: plan\ntitle: Acme\n---\nText with a [page](../notes.md), a [part](#part), [one](plan.md#north-star) elsewhere and a [site](https://example.com).\n\n![A dot](dot.png)\n\n## Part\n",
		"acme/dot.png": "not really",
		"notes.md":     "# Notes\n",
	})
}

var styleText = regexp.MustCompile(`(?s)<style>(.*?)</style>`)

// TestExportsStandAlone holds that an exported page needs no other file, and leads nowhere where nothing is.
func TestExportsStandAlone(t *testing.T) {
	for _, base := range []string{"", "base_url: https://plans.example.com/team\n"} {
		for name, o := range map[string]Options{"demo": demo(), "picture": withPicture(base)} {
			for _, form := range []string{OnePage, WholePlan} {
				text := exported(t, o, form)
				page := readPage(name+" "+form, []byte(text))
				for _, fault := range page.faults {
					if !strings.Contains(fault, "has a <style>") && !strings.Contains(fault, "fetches data:") {
						t.Error(fault)
					}
				}

				for _, link := range page.links {
					u, err := url.Parse(link)
					switch {
					case err != nil || u.Scheme == "" && !strings.HasPrefix(link, "#"):
						t.Errorf("%s %s: the link %q needs the site", name, form, link)
					case strings.HasPrefix(link, "#") && page.ids[link[1:]] == 0:
						t.Errorf("%s %s: the link %q leads to no part", name, form, link)
					}
				}

				style := styleText.FindStringSubmatch(text)
				sum := sha256.Sum256([]byte(style[1]))
				if hash := base64.StdEncoding.EncodeToString(sum[:]); !strings.Contains(text, "style-src 'sha256-"+hash+"'") {
					t.Errorf("%s %s: the policy does not allow the style", name, form)
				}

				if strings.Contains(text, "<script") || strings.Contains(text, "<details>") {
					t.Errorf("%s %s: has a script, or something folded", name, form)
				}
			}
		}
	}

	text := exported(t, withPicture("base_url: https://plans.example.com/team\n"), WholePlan)
	for _, want := range []string{`href="https://plans.example.com/team/notes.html"`, `href="#part"`, `href="https://example.com"`, `src="data:image/png;base64,bm90IHJlYWxseQ=="`} {
		if !strings.Contains(text, want) {
			t.Errorf("the whole plan lacks %s", want)
		}
	}
}

// TestExportedSection holds that the section has no markup that a document would not take, the same text in
// both forms, and nothing of how work changes hands.
func TestExportedSection(t *testing.T) {
	markdown, page := exported(t, demo(), SectionText), exported(t, demo(), SectionHTML)
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}

	for n := range root.Descendants() {
		if n.DataAtom != atom.Meta && n.DataAtom != atom.Html && len(n.Attr) > 0 {
			t.Errorf("<%s> has attributes", n.Data)
		}
	}

	for _, want := range []string{"Section 9 of Annual growth marketing plan", "2 business hours", "director or above", "Trial-to-Paid Rate", "Imani writes to every customer"} {
		if !strings.Contains(markdown, want) || !strings.Contains(page, want) {
			t.Errorf("the section lacks %q", want)
		}
	}

	if strings.Contains(markdown, "Friday's demo requests") || strings.Contains(page, "Friday's demo requests") {
		t.Error("the section tells how work changes hands")
	}
}

// TestExportsInABrowser opens exported files as a reader of an e-mail does.
func TestExportsInABrowser(t *testing.T) {
	ctx := browser(t)
	said := console(t, ctx)
	for _, form := range []string{OnePage, WholePlan, SectionHTML} {
		name := filepath.Join(t.TempDir(), "plan.html")
		if err := os.WriteFile(name, []byte(exported(t, demo(), form)), 0o666); err != nil {
			t.Fatal(err)
		}

		show(t, ctx, 360, "light")
		if err := chromedp.Do(ctx, chromedp.Navigate("file://"+name)); err != nil {
			t.Fatal(err)
		}

		if width := evaluate[int](t, ctx, `document.documentElement.scrollWidth`); width > 360 && form != SectionHTML {
			t.Errorf("%s: %d wide on a phone of 360", form, width)
		}

		if form == OnePage {
			onOnePage(t, ctx, form)
		}

		for _, message := range said() {
			t.Errorf("%s: the browser says %s", form, message)
		}
	}
}

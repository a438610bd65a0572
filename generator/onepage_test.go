package generator

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A sheetPaper is what one prints on: in inches, and between the margins in pixels.
type sheetPaper struct {
	name          string
	width, height float64
	inner         int64
	room          float64
}

var sheetPapers = []sheetPaper{
	{"A4", 210 / 25.4, 297 / 25.4, 703, 275 / 25.4 * 96},
	{"Letter", 8.5, 11, 725, (11 - 22/25.4) * 96},
}

// pages prints the page that is open and counts the pages.
func (on sheetPaper) pages(t *testing.T, ctx context.Context) int {
	t.Helper()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(func(o *page.PrintToPDFParams) {
		o.PaperWidth, o.PaperHeight = on.width, on.height
	}))
	if err != nil {
		t.Fatal(err)
	}

	return len(pdfPage.FindAll(pdf, -1))
}

var pdfPage = regexp.MustCompile(`/Type\s*/Page[^s]`)

// lay lays the page that is open out as for print, at the width of a paper.
func (on sheetPaper) lay(t *testing.T, ctx context.Context, media string) {
	t.Helper()
	err := chromedp.Do(ctx, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		var none chromedp.Void
		if _, err := cdp.Call(ctx, target, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: on.inner, Height: 1000, DeviceScaleFactor: 1}); err != nil {
			return none, err
		}

		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media})

		return none, err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A sheetPlan makes up plans whose one-page plans hold more or less.
type sheetPlan struct {
	*rand.Rand
	words []string
	long  int // words of a long text
	short bool
	even  string // what long texts say over and over instead of words, as often in every place
}

var sheetWords = [][]string{
	strings.Fields("leads wait until Monday because nobody reads the queue after four and the buyer has booked with somebody else by then"),
	strings.Fields("Bearbeitungsgeschwindigkeit Vertriebsmitarbeiterin Qualifizierungsgespräch Anfrage übergeben wöchentlich fällt niemandem auf obwohl Zuständigkeit"),
	strings.Fields("営業担当者が月曜日まで リードを確認しないため、 金曜日の問い合わせは 失われる。 見込み客の定義が 合意されていない"),
	strings.Fields("заявки ждут понедельника потому что никто не читает очередь после шестнадцати часов и покупатель уходит"),
	strings.Fields("See https://example.com/handbook/leads/rejecting?reason=no_budget&quarter=2027-Q1 follow-up/first-touch WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW iiii 100% (CRM) “MQL”"),
	strings.Split("営業担当者が\u3000 見込み客\u3000を wide\u2003 twice\u2003\u2003wide half\u2002as figure\u20071\u2007000", " "),
}

// text returns a text of some n words.
func (s *sheetPlan) text(n int) string {
	if s.even != "" && n == s.long {
		return fmt.Sprintf("%q", strings.Repeat(s.even+" ", 6*n/utf8.RuneCountInString(s.even)+1))
	}

	words := make([]string, max(1, n/2+s.IntN(n+1)))
	for i := range words {
		words[i] = s.words[s.IntN(len(s.words))]
	}

	return fmt.Sprintf("%q", strings.Join(words, " "))
}

// said returns a long text, and for some plans a short one beside it.
func (s *sheetPlan) said(key string) string {
	text := key + ": " + s.text(s.long)
	if s.short {
		short := []rune(strings.Trim(s.text(7), `"`))
		text += fmt.Sprintf(", short: %q", strings.TrimSpace(string(short[:min(len(short), 60)])))
	}

	return text
}

func (s *sheetPlan) list(n, words int) string {
	items := make([]string, n)
	for i := range items {
		items[i] = s.text(words)
	}

	return "[" + strings.Join(items, ", ") + "]"
}

func (s *sheetPlan) front() string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nkind: plan\ntitle: %s\norganization: {name: %s}\nowner: dana\n", s.text(6), s.text(2))
	b.WriteString("handoffs:\n")
	for i, way := range []string{"from: marketing, to: sales", "from: sales, to: customer_success", "from: customer_success, to: product", "from: product, to: [marketing, sales, customer_success]"} {
		id := []string{"marketing-sales", "sales-cs", "cs-product", "product-gtm"}[i]
		fmt.Fprintf(&b, "  %s: {%s, friction: {title: %s, %s, kind: delay}}\n", id, way, s.text(6), s.said("what_happens"))
	}

	fmt.Fprintf(&b, "sla:\n  calendar: hq\n  revision: 1\n  revisions: [{revision: 1, effective_from: 2026-11-20, approvals: [{person: dana, on: 2026-11-20, elsewhere: \"https://acme.example/1\"}, {person: dana, for: sales, on: 2026-11-20, elsewhere: \"https://acme.example/1\"}]}]\n  terms:\n    mql_definition:\n")
	for _, group := range []string{"firmographic_fit", "behavioral_signal", "contact_fit"} {
		fmt.Fprintf(&b, "      %s: {match: any, criteria: %s}\n", group, s.list(1+s.IntN(3), s.long/3+1))
	}

	fmt.Fprintf(&b, "      exclusions: %s\n    sql_criteria: {framework: meddic, elements: {", s.list(1+s.IntN(3), 3))
	for _, element := range []string{"metrics", "economic_buyer", "decision_criteria", "decision_process", "identify_pain", "champion"}[:3+s.IntN(4)] {
		fmt.Fprintf(&b, "%s: {%s}, ", element, s.said("confirm"))
	}

	fmt.Fprintf(&b, `}}
    marketing_commitment: {mql_volume: {count: 4000}, quality: {mql_to_sql_pct: 20.5}}
    sales_commitment:
      first_outreach: {limit: 90 business minutes, tiers: {demo-request: {limit: 15 business minutes}}}
      attempt_logging: {required_pct: 100, system: %s}
      disposition: {limit: 3 business days}
      follow_up_cadence: [{attempt: 1, after: 0 hours}, {attempt: 2, after: 12 business days}]
    more_commitments: {status-update: {party: sales, title: %s, limit: 24 business hours}}
    escalation: {covers: [lead_quality, sla_compliance], to: cro, resolve_within: 5 business days, levels: [{to: dana, after: 10 business days}]}
    review: {cadence: monthly, by: [dana, cro]}
feedback_loops:
  first: {loop: cs_to_product, primary: true, title: %s, owner: dana, cadence: monthly, format: {type: document, %s}, acted_on: {action: %s, response_to_source: %s}}
metrics:
`, s.text(1), s.text(4), s.text(4), s.said("detail"), s.text(s.long), s.text(s.long))
	for _, id := range []string{"one", "two", "three"} {
		fmt.Fprintf(&b, "  %s:\n    name: %s\n    focus: true\n    unit: percent\n    current: {value: 17.25, basis: estimate}\n    target: {value: 22, quarter: 2027-Q1}\n    owner_function: customer_success\n    actions:\n", id, s.text(3))
		for _, f := range []string{"marketing", "sales", "customer_success", "product"} {
			fmt.Fprintf(&b, "      %s: {%s}\n", f, s.said("text"))
		}
	}

	return b.String() + "---\n"
}

const sheetSite = "---\nkind: site\ntitle: Sheets\nbase_url: https://plans.example.com/\ntimezone: UTC\npeople: {dana: {name: Dana Ortiz-Featherstonehaugh, function: marketing}}\nroles: {cro: {title: Chief Revenue Officer, function: sales, held_by: dana}}\ncalendars: {hq: {timezone: UTC, hours: [{days: mon-fri, open: \"09:00\", close: \"18:00\"}]}}\n---\n"

// sheetPlans makes up a site of plans, from short ones to those that no page holds.
func sheetPlans(n int) map[string]string {
	files := map[string]string{"index.md": sheetSite}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		s := &sheetPlan{Rand: random, words: sheetWords[i%len(sheetWords)], long: 3 + 2*(i/len(sheetWords)%7), short: i%3 == 0}
		files[fmt.Sprintf("plan-%02d/plan.md", i)] = s.front()
	}

	return files
}

// TestSheetFits holds what check says of one-page plans against what chromium makes of them: one that is
// said to fit does, on both papers, and one that is said not to is not far from it. It is read so late that the review
// has been overdue for years.
func TestSheetFits(t *testing.T) {
	const sheets = 70
	ctx := browser(t)
	address, tree, result := servedFiles(t, sheetPlans(sheets))
	tooLong := map[string]string{}
	for _, problem := range result.Problems {
		if problem.Rule == "one-page" {
			folder, _, _ := strings.Cut(strings.TrimPrefix(problem.At.File.Name, "content/"), "/")
			tooLong[folder] = problem.Message
		}
	}

	aged(t, ctx, address+"plan-00/one-page.html", "2031-01-10")
	if text := evaluate[string](t, ctx, `document.body.innerText`); !strings.Contains(text, "1482 days overdue") {
		t.Errorf("the review is not overdue on the page:\n%s", text)
	}

	fitting := 0
	for i := range sheets {
		id := fmt.Sprintf("plan-%02d", i)
		if err := chromedp.Do(ctx, chromedp.Navigate(address+id+"/one-page.html")); err != nil {
			t.Fatal(err)
		}

		density := fitClass.FindString(string(tree[id+"/one-page.html"]))
		tallest := 0.0 // of both papers, as a share of the page
		denser := 0.0  // the same at the next larger type
		for _, on := range sheetPapers {
			on.lay(t, ctx, "print")
			tall := evaluate[float64](t, ctx, sheetHeight)
			tallest = max(tallest, tall/on.room)
			denser = max(denser, evaluate[float64](t, ctx, `(s => {
				const was = s.className;
				s.className = "sheet fit-" + Math.max(1, was.slice(-1) - 1);
				const tall = s.getBoundingClientRect().height;
				s.className = was;
				return tall;
			})(document.querySelector(".sheet"))`)/on.room)
			if small := evaluate[float64](t, ctx, smallestType); small < 8*96/72.-.01 {
				t.Errorf("%s on %s: type of %.2f px", id, on.name, small)
			}

			if wide := evaluate[string](t, ctx, clipped); wide != "" {
				t.Errorf("%s on %s: too wide or clipped: %s", id, on.name, wide)
			}

			if _, long := tooLong[id]; !long && tall > on.room {
				t.Errorf("%s is said to fit %s, and is %.0f of %.0f px", id, on.name, tall, on.room)
			}
		}

		if _, long := tooLong[id]; long {
			if tallest < .8 {
				t.Errorf("%s is said to be too long, and takes %.2f of a page", id, tallest)
			}

			continue
		}

		fitting++
		if fitting%4 == 0 {
			onOnePage(t, ctx, id)
		}

		if density != "fit-1" && denser < .8 {
			t.Errorf("%s is set in %s, and would take %.2f of a page in larger type", id, density, denser)
		}
	}

	if fitting < 20 || fitting > 70 {
		t.Errorf("%d of the plans fit: they test little", fitting)
	}
}

// sheetRepeats are texts whose widths are easily taken for less than they are: words about as wide as a column, two
// letters in one, numbers in one sign, long arrows and dashes.
var sheetRepeats = []string{"MMMM_WWWW waited", "oﬃce ﬂow", "½ ¾ ⅓ ‰ № ™", "done ⟶ Sales ⟹", "Ⅷ Ⅻ", "ǅ Ǆ", "waits ⸺", "⸻"}

// TestSheetFitsRepeated holds that one-page plans that say one thing over and over are on the page they are said to fit.
func TestSheetFitsRepeated(t *testing.T) {
	files := map[string]string{"index.md": sheetSite}
	random := rand.New(rand.NewPCG(3, 4))
	for i, text := range sheetRepeats {
		for long := 5; long <= 13; long += 2 {
			s := &sheetPlan{Rand: random, words: sheetWords[0], even: text, long: long}
			files[fmt.Sprintf("repeat-%d-%d/plan.md", i, long)] = s.front()
		}
	}

	ctx := browser(t)
	address, _, result := servedFiles(t, files)
	for _, problem := range result.Problems {
		if problem.Rule == "one-page" {
			delete(files, strings.TrimPrefix(problem.At.File.Name, "content/"))
		}
	}

	delete(files, "index.md")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		id := strings.TrimSuffix(name, "/plan.md")
		if err := chromedp.Do(ctx, chromedp.Navigate(address+id+"/one-page.html")); err != nil {
			t.Fatal(err)
		}

		for _, on := range sheetPapers {
			on.lay(t, ctx, "print")
			if tall := evaluate[float64](t, ctx, sheetHeight); tall > on.room {
				t.Errorf("%s is said to fit %s, and is %.0f of %.0f px", id, on.name, tall, on.room)
			}
		}
	}

	if len(files) < len(sheetRepeats) {
		t.Errorf("%d of the plans fit: they test little", len(files))
	}
}

// onOnePage prints the page that is open, on both papers.
func onOnePage(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	for _, on := range sheetPapers {
		if n := on.pages(t, ctx); n != 1 {
			t.Errorf("%s prints on %d pages of %s", name, n, on.name)
		}
	}
}

// TestSheetOfTheDemo prints the one-page plans of the demo, of a plan with nothing in it and of a full one.
func TestSheetOfTheDemo(t *testing.T) {
	ctx := browser(t)
	address, _ := served(t)
	small, _, _ := servedFiles(t, map[string]string{
		"index.md":      benchSite,
		"empty/plan.md": "---\nkind: plan\ntitle: Nothing yet\n---\n",
		"full/plan.md":  fmt.Sprintf(benchPlan, 1, 40, 20, 4, 3),
	})
	for _, at := range []string{address + "larkmere", small + "empty", small + "full"} {
		if err := chromedp.Do(ctx, chromedp.Navigate(at+"/one-page.html")); err != nil {
			t.Fatal(err)
		}

		onOnePage(t, ctx, at)
		for _, on := range sheetPapers {
			on.lay(t, ctx, "print")
			if wide := evaluate[string](t, ctx, clipped); wide != "" {
				t.Errorf("%s on %s: too wide or clipped: %s", at, on.name, wide)
			}
		}

		on := sheetPapers[0]
		on.lay(t, ctx, "")
	}
}

const sheetHeight = `document.querySelector(".sheet").getBoundingClientRect().height`

var fitClass = regexp.MustCompile(`fit-\d`)

// smallestType is the size in pixels of the smallest type on the page that can be seen.
const smallestType = `Math.min(...[...document.querySelectorAll(".sheet, .sheet *")].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => parseFloat(getComputedStyle(e).fontSize)))`

// clipped names the first element of the page of which something cannot be seen. A wide space at the end of a line
// hangs over its edge.
const clipped = `(e => e ? e.tagName + "." + e.className + " " + e.textContent.slice(0, 60) : "")([...document.querySelectorAll(".sheet, .sheet *")].find(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline" || e.getBoundingClientRect().right > innerWidth + 1 && !/[\u2000-\u200a\u3000]/.test(e.textContent)))`

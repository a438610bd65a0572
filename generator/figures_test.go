package generator

import (
	"fmt"
	"html"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// derived is a plan whose promise of MQLs follows from its revenue.
func derived(volume, derivation string) map[string]string {
	return map[string]string{"acme/plan.md": `---
kind: plan
title: Acme
sla:
  terms:
    marketing_commitment:
      mql_volume: ` + volume + `
      derivation: ` + derivation + `
---
`}
}

const revenue = "{revenue_target: {value: 1000, currency: USD}, per: month, marketing_share_pct: 75, avg_deal: {value: 300, currency: USD}, mql_to_sql_pct: 20, sql_to_customer_pct: 25}"

// TestDerivationTree looks at what the promise of MQLs rests on, and how that stands.
func TestDerivationTree(t *testing.T) {
	tree := render(t, demo())
	for page, want := range map[string]string{
		"larkmere/sla/marketing-sales.html":    "20% of MQLs become SQLs 40 MQLs a month ✕ 16.5% measured",
		"larkmere/sla/marketing-sales/r3.html": "22% of MQLs become SQLs 37 MQLs a month 8 SQLs",
	} {
		text := mainText(t, tree[page])
		if at := strings.Index(text, "What follows from what, as a table"); at < 0 || !strings.Contains(spaced(text[at:]), strings.TrimSuffix(want, " 8 SQLs")) {
			t.Errorf("%s does not say %q", page, want)
		}
	}

	if past := mainText(t, tree["larkmere/sla/marketing-sales/r2.html"]); strings.Contains(past, "% measured") {
		t.Error("a revision is judged by what was measured long after")
	}

	for _, c := range []struct{ what, volume, derivation, want, not string }{
		{"enough", "{count: 50, per: month}", revenue, "50 are promised ✓ enough", "too few"},
		{"too few", "{count: 49, per: month}", revenue, "49 are promised ✕ too few", "enough"},
		{"of another period", "{count: 49, per: quarter}", revenue, "50 MQLs a month", "are promised"},
		{"with a number missing", "{count: 49, per: month}", strings.Replace(revenue, "per: month, marketing_share_pct: 75", "per: month", 1), "Why that many MQLs", "What follows from what"},
	} {
		text := spaced(mainText(t, render(t, made(derived(c.volume, c.derivation)))["acme/sla/marketing-sales.html"]))
		if !strings.Contains(text, c.want) || strings.Contains(text, c.not) {
			t.Errorf("%s: the page says\n%s\nwithout %q, or with %q", c.what, text, c.want, c.not)
		}
	}
}

// spaced returns a text with single spaces.
func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// pointed are the texts that the wide drawing of a figure says where somebody points, in its order.
func pointed(t *testing.T, page []byte, figure string) []string {
	t.Helper()
	drawing := regexp.MustCompile(`(?s)<svg class="fig-wide"[^>]* aria-labelledby="` + regexp.QuoteMeta(figure) + `-wide-t".*?</svg>`).Find(page)
	if drawing == nil {
		t.Fatalf("there is no figure %s", figure)
	}

	var said []string
	for _, part := range regexp.MustCompile(`<rect class="fig-hit"[^>]*><title>([^<]*)`).FindAllSubmatch(drawing, -1) {
		said = append(said, html.UnescapeString(string(part[1])))
	}

	return said
}

// TestStanding looks at the pictures that say how things stand: numbers against their targets, promises against what
// was measured, and what became of all cases.
func TestStanding(t *testing.T) {
	tree := render(t, demo())
	for _, c := range []struct{ page, figure, want string }{
		{"larkmere/metrics.html", "fig.standing", `Trial-to-Paid Rate: 36%, to 40% by Q1 2027, in progress
MQL to SQL: 16.5%, to 22% by Q1 2027, in progress
Trial Activation Rate: 44%, to 55% by Q1 2027, in progress`},
		{"larkmere/evidence.html", "fig.marketing-sales-promises", `MQLs a month: 29, promised 35, in progress, in Nov 2026, 27 due by now
MQL to SQL within 90 days: 16.5%, promised 20%, missed, 17 of 103
First outreach within 2 business hours: 91.7%, promised 95%, missed, 11 of 12
Attempts logged in HubSpot: 100%, promised 100%, met, 20 of 20
Rejected leads answered within 3 business days: 100%, promised 100%, met, 7 of 7, 3 waiting`},
		{"larkmere/evidence.html", "fig.marketing-sales-cases", `in time: 310 (92.8%)
late: 24 (7.2%)
in time: 199 (90.5%)
late: 18 (8.2%)
waiting within their time: 3 (1.4%)`},
		{"larkmere/evidence.html", "fig.sales-cs-cases", `in time: 3 (60%)
late: 1 (20%)
waiting within their time: 1 (20%)
in time: 3 (60%)
waiting within their time: 2 (40%)`},
	} {
		if got := strings.Join(pointed(t, tree[c.page], c.figure), "\n"); got != c.want {
			t.Errorf("%s says\n%s\nwant\n%s", c.figure, got, c.want)
		}
	}

	alone := map[string]string{"acme/plan.md": "---\nkind: plan\ntitle: Acme\nmetrics:\n  rate: {name: Rate, focus: true, definition: What, unit: percent, current: {value: 12, basis: measured, as_of: 2026-11-01}, target: {value: 20, quarter: 2027-Q1}}\n---\n"}
	if page := string(render(t, made(alone))["acme/metrics.html"]); strings.Contains(page, "fig.standing") {
		t.Error("one number alone is compared with nothing, yet drawn a second time")
	}
}

// TestTallFigures prints handoffs with ever more steps, with the sheets of A4 and of Letter in mind: each drawing fits
// on one, below its heading.
func TestTallFigures(t *testing.T) {
	var plan strings.Builder
	plan.WriteString("---\nkind: plan\ntitle: Acme\nhandoffs:\n")
	for _, count := range []int{15, 30, 60} {
		fmt.Fprintf(&plan, "  h%d:\n    from: marketing\n    to: sales\n    trigger: A lead.\n    steps:\n", count)
		for n := range count {
			fmt.Fprintf(&plan, "      - {function: %s, does: Imports the list of accounts that visited the stand}\n", []string{"marketing", "sales"}[n%2])
		}
	}

	options := demo()
	options.Content, options.Dir = fstest.MapFS{"acme/plan.md": {Data: []byte(plan.String() + "---\n")}}, ""
	folder := t.TempDir()
	if result, err := Build(options, folder); err != nil || result.Failed(false) {
		t.Fatalf("%v %v", err, result.Problems)
	}

	ctx := browser(t)
	open(t, ctx, "file://"+filepath.Join(folder, "acme", "workflow.html"))
	show(t, ctx, 690, "light")
	printed(t, ctx)
	heights := evaluate[[]float64](t, ctx, `[...document.querySelectorAll(".fig svg")].filter(s => s.checkVisibility()).map(s => s.getBoundingClientRect().height / 96 * 25.4)`)
	if len(heights) != 4 {
		t.Fatalf("%d drawings, want 4", len(heights))
	}

	const room = 279 - 2*16 - 30 // Letter is lower than A4; a heading of two lines has 30 mm
	for _, height := range heights {
		if height > room {
			t.Errorf("a drawing is %.0f mm high on paper, more than %d", height, room)
		}
	}
}

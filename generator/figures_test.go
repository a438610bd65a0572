package generator

import (
	"strings"
	"testing"
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

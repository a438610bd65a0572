package generator

import (
	"strings"
	"testing"
)

// operating is a plan with gates that its glossary does not explain, and parts that are short of something.
const operating = `---
kind: plan
title: Acme
calendars: {hq: {timezone: UTC, hours: [{days: mon-fri, open: "09:00", close: "17:00"}]}}
sla:
  terms:
    mql_definition:
      behavioral_signal: {criteria: [{score_at_least: 30, model: inbound}]}
    sales_commitment:
      disposition: {limit: 3 business days, reasons: ["<b>No</b> budget"]}
gates:
  mql: {name: Marketing qualified lead, short: MQL, defined_by: sla}
  pql: {name: Product qualified lead, short: PQL, match: all, criteria: [{statement: "Used *three* days", attribute: days, op: at_least, value: 3, window_days: 14}, {score_at_least: 20}]}
  bare: {name: Bare}
journey:
  - {id: one, from_state: A, to_state: B, lead: marketing, exit_gate: mql, contributions: [{function: cs, role: input, items: ["a <i>list</i>"]}]}
  - {id: two}
pipeline: [{id: lead, entry_gate: mql, crm_values: [a, b]}, {id: won, kind: won}]
pipeline_counts: {period: 2026-Q3, entered: {lead: 1200, won: 3}}
attributes: {visits: {label: "Visits & more", crm_field: web_visits}}
scoring:
  inbound:
    version: 4
    categories:
      use: {max_points: 100, rules: {visits: {type: per_unit, attribute: visits, points: 1, window_days: 30}, region: {type: match, attribute: region, values: ["</script><script>alert(1)</script>"], points: 2}}}
    bands: [{name: Hot, min: 50}, {name: Cold, min: 0}]
    examples: [{lead: {visits: 3}}]
---
A PQL is more than an MQL.
`

func TestOperatingPages(t *testing.T) {
	tree := render(t, made(map[string]string{"acme/plan.md": operating}))
	for _, fault := range tree.faults(false) {
		t.Error(fault)
	}

	tests := []struct{ page, holds string }{
		// gates are entries of the glossary by themselves, and linked where their short names stand in text
		{"acme/index.html", `href="../glossary.html#term-pql"`},
		{"glossary.html", `<dt id="term-pql">PQL</dt><dd>Product qualified lead <a href="acme/journey.html#gate.pql">what must hold</a>`},
		// what an agreement defines is not said again
		{"acme/journey.html", `Defined in one place, <a href="sla/marketing-sales.html#mql-definition">the SLA of Marketing and Sales</a> (not in force yet)`},
		{"acme/journey.html", `<li>Used <em>three</em> days</li><li>Score of 20 or more (<a href="scoring.html#inbound">Inbound</a>)</li>`},
		{"acme/journey.html", "Nobody has written down yet what must hold."},
		{"acme/journey.html", "Nobody has a part in it yet."},
		{"acme/journey.html", `<a href="pipeline.html#lead">entry of Lead</a>`},
		{"acme/pipeline.html", "There is none, so what is lost stays open for ever."},
		{"acme/pipeline.html", `<a href="journey.html#gate.mql">MQL</a>`},
		{"acme/pipeline.html", `<td class="n">1,200</td>`},
		// the score is asked for by two places
		{"acme/scoring.html", `<a href="sla/marketing-sales.html#mql-definition">the MQL (behavior)</a> asks for 30`},
		{"acme/scoring.html", `<a href="journey.html#gate.pql">the gate PQL</a> asks for 20`},
		{"acme/scoring.html", "Which category is about fit cannot be told"},
		{"acme/sla/marketing-sales.html", `Score of 30 or more (<a href="../scoring.html#inbound">Inbound</a>)`},
		// what an administrator needs
		{"acme/crm.html", `<tr id="field.visits"><th scope="row"><code>web_visits</code></th><td>Visits &amp; more`},
		{"acme/crm.html", `<tr id="field.region"><th scope="row"><span class="verdict warn" data-mark="!">no field named</span></th>`},
		{"acme/crm.html", `<th scope="row"><a href="#field.days">Days</a></th><td>at least 3</td><td class="nowrap">14 days</td>`},
		{"acme/crm.html", `<strong>3 business days</strong>`},
		{"acme/crm.html", `<li>&lt;b&gt;No&lt;/b&gt; budget</li>`},
		{"acme/crm.html", `<code>a</code>, <code>b</code>`},
	}
	for _, test := range tests {
		if !strings.Contains(string(tree[test.page]), test.holds) {
			t.Errorf("%s does not hold %s", test.page, test.holds)
		}
	}
}

// TestTermsInForceOnTheSheet holds that the CRM sheet of the demo has the terms in force, and not those of the file,
// which are proposed.
func TestTermsInForceOnTheSheet(t *testing.T) {
	text := string(render(t, demo())["larkmere/crm.html"])
	_, row, _ := strings.Cut(text, ">Accepted or rejected</a>")
	row, _, _ = strings.Cut(row, "</tr>")
	if !strings.Contains(row, "<strong>3 business days</strong>") || strings.Contains(row, "2 business days") {
		t.Errorf("the limit on the sheet is %s", row)
	}

	if !strings.Contains(text, `<a href="sla/marketing-sales/r3.html">Revision 3 of Marketing and Sales</a> is not in force yet`) {
		t.Error("nothing says that revision 3 is not on the sheet")
	}
}

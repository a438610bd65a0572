package generator

import (
	"strings"
	"testing"
)

// hatsSite is a site where people work in functions by roles: Cat of Customer Success is the deal desk of Finance, Kim
// has a role only, and nobody said where the advisor belongs.
var hatsSite = map[string]string{
	"index.md": `---
kind: site
title: Acme
timezone: UTC
other_functions: [finance]
people:
  cat: {name: Cat Lund, title: CS Manager, function: customer_success}
  ben: {name: Ben Okafor, title: Head of Sales, function: sales}
  dana: {name: Dana Reed, function: marketing}
  kim: {name: Kim Doe, title: Controller}
  ada: {name: Ada Visor, title: Advisor}
roles:
  deal-desk: {title: Deal desk, function: finance, held_by: cat}
  controller: {title: Controller, function: finance, held_by: kim}
  advisor: {title: Advisor, held_by: ada}
calendars: {hq: {timezone: UTC, hours: [{days: mon-fri, open: "09:00", close: "17:00"}]}}
lint: {parts-missing: "off", missing: "off", not-agreed: "off", pressure-test: "off", one-way-sla: "off"}
---
`,
	"acme/plan.md": `---
kind: plan
title: Acme plan
owner: ada
handoffs:
  quote: {from: sales, to: finance, current_state: By e-mail, trigger: A discount is asked for}
gates:
  quotable: {short: QTE, name: Ready to quote, from: sales, to: finance, criteria: [The margin is known]}
metrics:
  speed: {focus: true, name: Days to a quote, definition: From asking to answering, unit: days, direction: down, owner_function: sales, actions: {finance: Answers on the same day}}
meetings:
  desk: {name: Finance hour, rhythm: weekly, schedule: {weekday: mon, start_time: "09:00"}, duration_minutes: 30, attendees: [finance], agenda: [Quotes]}
sla:
  terms: {escalation: {covers: [lead_quality], to: cat, resolve_within: 5 days}, marketing_commitment: {mql_volume: {count: 40, per: month, owed_by: [ada]}}}
---
`,
	"acme/finance.md": `---
kind: sla
id: sales-finance
title: Sales and Finance
parties: [sales, finance]
revision: 1
calendar: hq
terms:
  more_commitments:
    quote: {party: finance, title: Discount answered, start_event: asked, stop_event: answered, limit: 4 business hours, owed_by: [deal-desk]}
    papers: {party: sales, title: Papers complete, start_event: signed, stop_event: sent, limit: 1 business day, owed_by: [advisor]}
  escalation: {covers: [sla_compliance], to: dana, resolve_within: 2 business days}
revisions: [{revision: 1, effective_from: 2026-03-01, approvals: []}]
acknowledge: {by: [finance], within: 5 days}
---
`,
}

// TestHats holds that whoever has a role in a function owes, is owed, hands over, meets, signs and knows what it does, and
// is told by which role.
func TestHats(t *testing.T) {
	tree := render(t, made(hatsSite))
	for page, words := range map[string][]string{
		"people/cat": {
			"What Finance owes As Deal desk Promises made What How much, or by when To Sales, not signed yet Discount answered kept by Deal desk (Cat Lund) yours 4 business hours",
			"What Finance is owed As Deal desk", "By Sales, not signed yet Papers complete", "Takes as Deal desk", "Sales to Finance",
			"For Days to a quote", "Answers on the same day (as Deal desk)", "QTE: Ready to quote", "Finance hour",
			"To sign: revision 1 of the SLA of Sales and Finance", "lockstep sign --as cat acme sales-finance --for finance",
			"The SLA of Sales and Finance what is proposed", "The SLA of Marketing and Sales what is proposed", // where she decides
			"Sales and Finance do not agree Dana Reed decides",
		},
		"people/deal-desk":  {"a role in Finance", "What Finance owes Promises made What How much, or by when To Sales", "lockstep sign --as cat acme sales-finance --for finance"},
		"people/kim":        {"Kim Doe Controller", "What Finance owes As Controller", "Takes as Controller"},
		"people/controller": {"What Finance owes Promises made What How much, or by when To Sales"},
		"people/ada": {
			"Ada Visor Advisor", "What Ada Visor keeps for Sales Promises made What How much, or by when To Finance, not signed yet Papers complete kept by Advisor (Ada Visor) yours 1 business day",
			"What Ada Visor keeps for Marketing Promises made What How much, or by when To Sales, not signed yet MQLs a month kept by Ada Visor yours 40", "Keeping this plan true",
			"The SLA of Sales and Finance what is proposed",
		},
		"people/advisor":    {"a role without a function", "What Advisor keeps for Sales"},
		"people/dana":       {"The SLA of Sales and Finance what is proposed"},
		"people/index":      {"Without a function Kim Doe", "Ada Visor"},
		"functions/finance": {"Its roles Deal desk (Cat Lund) Controller (Kim Doe)"},
	} {
		text := mainText(t, tree["acme/"+page+".html"])
		for _, words := range words {
			if !strings.Contains(text, words) {
				t.Errorf("%s does not say %q:\n%s", page, words, text)
			}
		}

		for _, never := range []string{"owes nothing", "Nothing is owed", "a role in held", "asks nothing"} {
			if strings.Contains(text, never) {
				t.Errorf("%s says %q:\n%s", page, never, text)
			}
		}
	}

	files := map[string]string{}
	for name, text := range hatsSite {
		files[name] = strings.Replace(text, "title: Acme\n", "title: Acme\npublish: {hide_people: true}\n", 1)
	}

	if text := mainText(t, render(t, made(files))["acme/people/index.html"]); !strings.Contains(text, "Without a function Controller") {
		t.Errorf("people without a function and a name are:\n%s", text)
	}
}

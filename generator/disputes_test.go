package generator

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// disputesSite is a site with an open escalation that comes to the next level on 30 November, and a decided one.
func disputesSite() map[string]string {
	return map[string]string{
		"index.md": `---
kind: site
title: Acme
timezone: UTC
other_functions: [executive]
people:
  dana: {name: Dana Reed, function: marketing}
  sam: {name: Sam Ortiz, function: sales}
  greta: {name: Greta Hollis, function: executive}
  wei: {name: Wei Zhang, function: executive}
roles: {cro: {title: CRO, function: executive, held_by: greta}}
calendars: {hq: {timezone: UTC, hours: [{days: mon-fri, open: "09:00", close: "17:00"}], holidays: {2026-11-26: Thanksgiving}}}
lint: {parts-missing: "off", missing: "off", not-agreed: "off", pressure-test: "off", one-way-sla: "off"}
---
`,
		"acme/plan.md": `---
kind: plan
title: Acme plan
status: agreed
owner: dana
sla:
  revision: 1
  calendar: hq
  terms:
    sales_commitment: {first_outreach: {limit: 2 business hours}}
    escalation: {covers: [sla_compliance], to: cro, resolve_within: 3 business days, levels: [{to: wei, after: 5 business days}]}
  revisions: [{revision: 1, effective_from: 2026-11-02, approvals: [{person: dana, on: 2026-11-01, elsewhere: "https://acme.example/1"}, {person: sam, on: 2026-11-01, elsewhere: "https://acme.example/1"}]}]
escalations:
  slow: {raised_on: 2026-11-20, raised_by: dana, claim: sla_compliance, statement: Calls come *late*, evidence: [{term: sales_commitment.first_outreach.limit, period: 2026-11, actual: 70 %, sample: 20}], status: open}
  old: {title: Settled long ago, raised_on: 2026-11-04, raised_by: dana, claim: sla_compliance, statement: Late, evidence: [{term: sales_commitment.first_outreach.limit, period: 2026-11, actual: 70 %, sample: 20}], status: resolved, resolved_on: 2026-11-05, outcome: upheld, resolution: Better now}
---
`,
	}
}

// TestDisputes holds that an open escalation stands on the pages of who decides it, by their own name or by a role, of who
// decides when they do not, and of who raised it; and a decided one on none.
func TestDisputes(t *testing.T) {
	o := made(disputesSite())
	o.Now = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	tree := render(t, o)
	for page, words := range map[string]string{
		"greta": "To decideWas to be decided: Calls come late, about the SLA of Marketing and Sales. Raised by Dana Reed on 20 Nov 2026; it went on to Wei Zhang on 30 Nov 2026; due 25 Nov 2026, 17:00: 3 days overdue",
		"cro":   "To decideWas to be decided: Calls come late, about the SLA of Marketing and Sales. Raised by Dana Reed on 20 Nov 2026; it went on to Wei Zhang on 30 Nov 2026; due 25 Nov 2026, 17:00: 3 days overdue",
		"wei":   "To decide: Calls come late, about the SLA of Marketing and Sales. Raised by Dana Reed on 20 Nov 2026; it comes here on 30 Nov 2026 if CRO (Greta Hollis) has not decided before; it came here on 30 Nov 2026, since CRO (Greta Hollis) had not decided before; due 25 Nov 2026, 17:00: 3 days overdue",
		"dana":  "Raised: Calls come late, about the SLA of Marketing and Sales. On 20 Nov 2026, for CRO (Greta Hollis)Wei Zhang (since 30 Nov 2026; was with CRO (Greta Hollis)) to decide; due 25 Nov 2026, 17:00: 3 days overdue",
		"sam":   "",
	} {
		name := "acme/people/" + page + ".html"
		text := mainText(t, tree[name])
		if !strings.Contains(text, words) || words == "" && strings.Contains(text, "Calls come late") {
			t.Errorf("%s does not say %q:\n%s", page, words, text)
		}

		if words != "" && (!strings.Contains(string(tree[name]), `data-due="2026-11-25"`) || !strings.Contains(string(tree[name]), `href="../escalations.html#slow"`)) {
			t.Errorf("%s does not lead to the escalation, or does not know that it turns overdue", page)
		}

		if strings.Contains(text, "Settled") {
			t.Errorf("%s tells of what is settled", page)
		}
	}

	// Before that day what will hold then waits for the script, and what holds now for its end.
	if page := string(tree["acme/people/wei.html"]); !strings.Contains(page, `<span data-until="2026-11-30">; it comes here`) || !strings.Contains(page, `<span hidden data-from="2026-11-30">; it came here`) {
		t.Errorf("the page of who is next does not know the day:\n%s", page)
	}

	// From that day on it is theirs everywhere; the first is only who had it before.
	o.Now = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	tree = render(t, o)
	whose := "Wei Zhang (since 30 Nov 2026; was with CRO (Greta Hollis))"
	for page, words := range map[string]string{
		"health.html":           "Slow is to be decided" + whose,
		"acme/index.html":       "Slow is to be decided" + whose,
		"acme/escalations.html": "decided by " + whose + ", due 25 Nov 2026, 17:00",
		"acme/people/wei.html":  "To decide: Calls come late, about the SLA of Marketing and Sales. Raised by Dana Reed on 20 Nov 2026; it came here on 30 Nov 2026, since CRO (Greta Hollis) had not decided before; due",
		"acme/people/cro.html":  "Was to be decided: Calls come late, about the SLA of Marketing and Sales. Raised by Dana Reed on 20 Nov 2026; it went on to Wei Zhang on 30 Nov 2026; due",
		"acme/people/dana.html": "for " + whose + " to decide",
	} {
		if text := mainText(t, tree[page]); !strings.Contains(text, words) {
			t.Errorf("%s does not say %q:\n%s", page, words, text)
		}
	}

	// What was decided before stays with the first.
	if text := mainText(t, tree["acme/escalations.html"]); !strings.Contains(text, "decided by CRO (Greta Hollis), due 9 Nov 2026") {
		t.Errorf("a decided escalation is no longer with who decided it:\n%s", text)
	}
}

// TestStaleDispute holds that pages that were built before an escalation went on name who decides it then, when they are
// read on that day, and those of a site whose time stands still do not.
func TestStaleDispute(t *testing.T) {
	ctx := browser(t)
	folder := t.TempDir()
	o := made(disputesSite())
	o.Now = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	still := disputesSite()
	still["index.md"] = strings.Replace(still["index.md"], "timezone: UTC\n", "timezone: UTC\nas_of: 2026-11-28\n", 1)
	for name, of := range map[string]Options{"site": o, "frozen": made(still)} {
		if _, err := Build(of, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}

	show(t, ctx, 1300, "light")
	first, next := "CRO (Greta Hollis)", "Wei Zhang (since 30 Nov 2026; was with CRO (Greta Hollis))"
	for _, read := range []struct{ page, day, says, not string }{
		{"site/health.html", "2026-11-29", first, next},
		{"site/health.html", "2026-11-30", next, ""},
		{"site/acme/index.html", "2026-11-30", next, ""},
		{"site/acme/escalations.html", "2026-11-29", "decided by " + first + ", due", next},
		{"site/acme/escalations.html", "2026-11-30", "decided by " + next + ", due", ""},
		{"site/acme/people/wei.html", "2026-11-29", "it comes here on 30 Nov 2026 if", "it came here"},
		{"site/acme/people/wei.html", "2026-11-30", "it came here on 30 Nov 2026, since", "it comes here"},
		{"site/acme/people/greta.html", "2026-11-29", "To decide: Calls come late", "it went on"},
		{"site/acme/people/greta.html", "2026-11-30", "it went on to Wei Zhang on 30 Nov 2026", "To decide"},
		{"frozen/acme/people/wei.html", "2026-11-30", "it comes here on 30 Nov 2026 if", "it came here"},
	} {
		aged(t, ctx, "file://"+filepath.ToSlash(filepath.Join(folder, read.page)), read.day)
		text := evaluate[string](t, ctx, `document.querySelector("main").innerText.replace(/\s+/g, " ")`)
		if !strings.Contains(text, read.says) || read.not != "" && strings.Contains(text, read.not) {
			t.Errorf("%s on %s says not %q, or %q:\n%s", read.page, read.day, read.says, read.not, text)
		}
	}
}

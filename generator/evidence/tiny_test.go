package evidence_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// measure measures the first plan of a content folder.
func measure(t testing.TB, content fs.FS, asOf string) (*evidence.Report, source.Problems) {
	t.Helper()
	e, problems := measureAll(t, content, asOf, nil)

	return e.Reports[0], problems
}

func measureAll(t testing.TB, content fs.FS, asOf string, memo *evidence.Memo) (*evidence.Evidence, source.Problems) {
	t.Helper()
	set, problems, err := plan.Load(content, "content/")
	if err != nil {
		t.Fatal(err)
	}

	if problems.Count(source.Error) > 0 {
		t.Fatal(problems)
	}

	at, err := time.Parse("2006-01-02 15:04 -0700", asOf)
	if err != nil {
		t.Fatal(err)
	}

	h, _, err := history.Read(set, "", at, history.Options{})
	if err != nil {
		t.Fatal(err)
	}

	e, problems, err := evidence.Measure(set, h, evidence.Options{Content: content, Prefix: "content/", AsOf: at, Memo: memo})
	if err != nil {
		t.Fatal(err)
	}

	return e, problems
}

// folder returns a content folder from texts by name.
func folder(files map[string]string) fstest.MapFS {
	content := fstest.MapFS{}
	for name, text := range files {
		content[name] = &fstest.MapFile{Data: []byte(text)}
	}

	return content
}

const office = `---
kind: site
title: Acme
timezone: America/New_York
people:
  dana: {name: Dana Reed, function: marketing}
  sam: {name: Sam Ortiz, function: sales}
calendars:
  hq:
    timezone: America/New_York
    hours: [{days: mon-fri, open: "09:00", close: "18:00"}]
    holidays: {2026-11-26: Thanksgiving}
---
`

// signed returns an archived revision with the signatures of both sides.
func archived(n int, from, terms string) string {
	return "---\nkind: sla_revision\nsla: marketing-sales\nrevision: " + string(rune('0'+n)) + "\nparties: [marketing, sales]\neffective_from: " + from + `
calendar: {timezone: America/New_York, hours: [{days: mon-fri, open: "09:00", close: "18:00"}]}
approvals: [{person: dana, on: 2025-12-01, elsewhere: https://acme.example/1}, {person: sam, on: 2025-12-01, elsewhere: https://acme.example/1}]
terms: ` + terms + "\n---\n"
}

// agreed returns a plan with two revisions, of which the second holds from 16 November 2026.
func agreed(first, second, data string) map[string]string {
	return map[string]string{
		"index.md":                      office,
		"acme/revisions/archived-r1.md": archived(1, "2026-01-01", first),
		"acme/plan.md": `---
kind: plan
title: Acme
sla:
  calendar: hq
  revision: 2
  terms: ` + second + `
  revisions:
    - {revision: 2, effective_from: 2026-11-16, reason: faster, approvals: [{person: dana, on: 2026-11-10, elsewhere: https://acme.example/2}, {person: sam, on: 2026-11-10, elsewhere: https://acme.example/2}]}
    - {revision: 1, effective_from: 2026-01-01, approvals: [{person: dana, on: 2025-12-01, elsewhere: https://acme.example/1}, {person: sam, on: 2025-12-01, elsewhere: https://acme.example/1}]}
data: ` + data + `
---
`,
	}
}

const (
	fourHours = `{sales_commitment: {first_outreach: {limit: 4 business hours, compliance_target_pct: 90}}}`
	twoHours  = `{sales_commitment: {first_outreach: {limit: 2 business hours, compliance_target_pct: 95}}}`
)

// TestExample is the worked example of the documentation: New York, Thanksgiving, and a revision that halves
// the limit in the middle of November.
func TestExample(t *testing.T) {
	files := agreed(fourHours, twoHours, `{leads: leads.csv, exported_at: "2026-12-31 12:00"}`)
	files["acme/leads.csv"] = `lead_id,mql_at,first_outreach_at
1,2026-11-13 17:55,2026-11-16 10:00
2,2026-11-24 11:00,
`
	report, problems := measure(t, folder(files), "2026-11-24 12:00 -0500")
	if len(problems) > 0 {
		t.Fatal(problems)
	}

	o := report.SLA("marketing-sales").FirstOutreach
	if o.Met != 1 || o.Breach != 0 || o.Pending != 1 || o.Median.String() != "65" {
		t.Errorf("got %+v, median %s", o.Tally, o.Median)
	}

	if len(o.ByRevision) != 2 || o.ByRevision[0].Key != "1" || o.ByRevision[0].Verdict != evidence.Met || o.ByRevision[1].Verdict != evidence.Pending {
		t.Errorf("got by revision %+v", o.ByRevision)
	}

	clause, ok := report.SLA("marketing-sales").Clause("sales_commitment.first_outreach")
	if !ok || clause.Verdict != evidence.Pending || clause.Revision != 2 || clause.Promised.String() != "95" || clause.Waiting != 1 {
		t.Errorf("got %+v", clause)
	}

	text, err := report.JSON()
	if err != nil || !json.Valid(text) || !strings.Contains(string(text), `"compliance_pct": 100,`) {
		t.Errorf("got %s, %v", text, err)
	}
}

package evidence_test

import (
	"encoding/json"
	"fmt"
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

// measureAt is the same at any second.
func measureAt(t testing.TB, content fs.FS, at time.Time) (*evidence.Report, source.Problems) {
	t.Helper()
	e, problems := measureSet(t, content, at, nil)

	return e.Reports[0], problems
}

func measureAll(t testing.TB, content fs.FS, asOf string, memo *evidence.Memo) (*evidence.Evidence, source.Problems) {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04 -0700", asOf)
	if err != nil {
		t.Fatal(err)
	}

	return measureSet(t, content, at, memo)
}

func measureSet(t testing.TB, content fs.FS, at time.Time, memo *evidence.Memo) (*evidence.Evidence, source.Problems) {
	t.Helper()
	set, problems, err := plan.Load(content, "content/")
	if err != nil {
		t.Fatal(err)
	}

	if problems.Count(source.Error) > 0 {
		t.Fatal(problems)
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

// TestDeadlines has an outreach at the very deadline, which is in time, and one a second later.
func TestDeadlines(t *testing.T) {
	for _, test := range []struct{ limit, start, due string }{
		{"2 business hours", "2026-11-25T17:00:00-05:00", "2026-11-27T10:00:00-05:00"},
		{"4 business hours", "2026-11-13T17:55:00-05:00", "2026-11-16T12:55:00-05:00"},
		{"30 business minutes", "2026-11-13T17:30:00-05:00", "2026-11-13T18:00:00-05:00"},
		{"3 business days", "2026-11-13T18:00:00-05:00", "2026-11-19T18:00:00-05:00"},
		{"24 hours", "2026-10-31T20:00:00-04:00", "2026-11-01T19:00:00-05:00"},
		{"1 month", "2026-01-31T10:00:00-05:00", "2026-02-28T10:00:00-05:00"},
	} {
		due, err := time.Parse(time.RFC3339, test.due)
		if err != nil {
			t.Fatal(err)
		}

		terms := `{sales_commitment: {first_outreach: {limit: ` + test.limit + `}}}`
		files := agreed(terms, terms, `{leads: leads.csv, exported_at: "2026-12-31 12:00"}`)
		files["acme/leads.csv"] = "lead_id,mql_at,first_outreach_at\n1," + test.start + "," + test.due + "\n2," + test.start + "," + due.Add(time.Second).Format(time.RFC3339) + "\n3," + test.start + ",\n"
		for asOf, want := range map[time.Time]string{due.Add(time.Second): "1 met, 2 late, 1 of them open, 0 waiting", due: "1 met, 0 late, 0 of them open, 2 waiting"} {
			report, _ := measureAt(t, folder(files), asOf)
			o := report.SLAs[0].FirstOutreach
			if got := fmt.Sprintf("%d met, %d late, %d of them open, %d waiting", o.Met, o.Breach, o.BreachOpen, o.Pending); got != want {
				t.Errorf("%s from %s, at %s: %s, not %s", test.limit, test.start, asOf, got, want)
			}
		}
	}
}

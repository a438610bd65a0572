package evidence_test

import (
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/plan"
)

// judge measures an export under one revision that holds since 1 January 2026, beside other files.
func judge(t *testing.T, terms, export, asOf string, more map[string]string) (*evidence.Report, *evidence.SLA) {
	t.Helper()
	data := "{leads: leads.csv, exported_at: 2027-01-31"
	if more["acme/attempts.csv"] != "" {
		data += ", attempts: attempts.csv"
	}

	files := agreed(terms, terms, data+"}")
	files["acme/plan.md"] = strings.Replace(files["acme/plan.md"], "data:", more["plan"]+"data:", 1)
	files["acme/leads.csv"] = export
	for name, text := range more {
		if name != "plan" {
			files[name] = text
		}
	}

	report, _ := measure(t, folder(files), asOf)

	return report, report.SLA("marketing-sales")
}

func TestPeopleAreShownOnRequest(t *testing.T) {
	terms := `{sales_commitment: {first_outreach: {limit: 1 hour}}}`
	const export = "lead_id,mql_at,owner,source,first_outreach_at\na,2026-11-18 10:00,Sam Ortiz,x@made-up.example,2026-11-18 10:10\n"
	files := agreed(terms, terms, "{leads: leads.csv, exported_at: 2027-01-31}")
	files["acme/leads.csv"] = export
	report, _ := measure(t, folder(files), after)
	o := report.SLAs[0].FirstOutreach
	if o.ByPerson != nil || len(o.BySource) != 1 || o.BySource[0].Key != evidence.Other {
		t.Errorf("got by person %+v, by source %+v", o.ByPerson, o.BySource)
	}

	files["index.md"] = strings.Replace(office, "timezone", "publish: {people_metrics: true}\ntimezone", 1)
	report, _ = measure(t, folder(files), after)
	if people := report.SLAs[0].FirstOutreach.ByPerson; len(people) != 1 || people[0].Key != "Sam Ortiz" || people[0].Met != 1 {
		t.Errorf("got by person %+v", people)
	}
}

func TestStaleExport(t *testing.T) {
	terms := `{sales_commitment: {first_outreach: {limit: 1 hour}}}`
	files := agreed(terms, terms, `{leads: leads.csv, exported_at: "2026-11-18 10:30"}`)
	files["acme/leads.csv"] = "lead_id,mql_at,first_outreach_at\na,2026-11-18 10:00,\nb,2026-11-18 11:00,\nc,2026-11-18 10:00,2026-11-18 10:31\n"
	report, _ := measure(t, folder(files), after)
	if s := report.SLAs[0]; s.FirstOutreach.Pending != 2 || s.FirstOutreach.Breach+s.FirstOutreach.Met != 0 || s.Rows.Future != 1 {
		t.Errorf("got %+v, %+v", s.FirstOutreach.Tally, s.Rows)
	}
}

// TestWithoutAgreement reads exports of plans that have agreed on nothing yet: every row is counted, none is
// judged.
func TestWithoutAgreement(t *testing.T) {
	for name, plan := range map[string]string{
		"no agreement":  "---\nkind: plan\ntitle: Acme\ndata: {leads: leads.csv}\n---\n",
		"draft":         "---\nkind: plan\ntitle: Acme\nsla: {terms: " + full + "}\ndata: {leads: leads.csv}\n---\n",
		"not signed":    "---\nkind: plan\ntitle: Acme\nsla: {revision: 1, terms: " + full + ", revisions: [{revision: 1, effective_from: 2026-01-01}]}\ndata: {leads: leads.csv}\n---\n",
		"in the future": strings.Replace(agreed(full, full, "{leads: leads.csv}")["acme/plan.md"], "effective_from: 2026-01-01", "effective_from: 2026-12-24", 1),
		"attempts only": "---\nkind: plan\ntitle: Acme\nsla: {terms: " + full + "}\ndata: {attempts: leads.csv, mapping: {at: mql_at}}\n---\n",
	} {
		report, _ := measure(t, folder(map[string]string{"index.md": office, "acme/plan.md": strings.Replace(plan, "2026-11-16", "2026-12-25", 1), "acme/leads.csv": plainExport}), after)
		s := report.SLA("marketing-sales")
		if len(report.Files) != 1 || s != nil && (s.Rows.NoSLA != s.Rows.Read || len(s.Clauses) != 0 || s.FirstOutreach != nil && s.FirstOutreach.Judged() != 0) {
			t.Errorf("%s: got %+v", name, s)
		}

		if _, err := report.JSON(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestMemoKeepsNoDay measures twice what follows from the day and not from an export.
func TestMemoKeepsNoDay(t *testing.T) {
	terms := "{marketing_commitment: {enablement: [deck]}}"
	files := agreed(terms, terms, "{leads: leads.csv, exported_at: 2026-11-24}")
	files["acme/plan.md"] = strings.Replace(files["acme/plan.md"], "data:", "enablement: {deck: {updated_on: 2026-11-15, review_every: 1 month}}\ndata:", 1)
	files["acme/leads.csv"] = "lead_id,mql_at\n"
	memo := &evidence.Memo{}
	for asOf, want := range map[string]evidence.Verdict{"2026-12-02 12:00 -0500": evidence.Met, "2027-01-02 12:00 -0500": evidence.Missed} {
		for range 2 {
			e, _ := measureAll(t, folder(files), asOf, memo)
			// What has been exported is judged at the time of the export; content is as old as the day says.
			if c := e.Reports[0].SLAs[0].Clauses; len(c) != 1 || c[0].Verdict != want {
				t.Errorf("on %s: got %+v, want %s", asOf, c, want)
			}
		}
	}
}

func TestRound(t *testing.T) {
	for text, want := range map[string]string{"94.95": "95", "94.94": "94.9", "0.05": "0.1", "100": "100", "7.10": "7.1"} {
		if got := evidence.Exact(plan.Number(text).Rat()).String(); got != want {
			t.Errorf("%s is %s, not %s", text, got, want)
		}
	}
}

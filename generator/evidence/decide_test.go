package evidence_test

import (
	"fmt"
	"testing"
)

func TestDisposition(t *testing.T) {
	const export = `lead_id,mql_at,disposition,disposition_reason,disposition_at
in-time,2026-11-02 10:00,rejected,no budget,2026-11-04 18:00
late,2026-11-02 10:00,rejected,No budget,2026-11-04 18:01
unlisted,2026-11-02 10:00,rejected,Bad lead,2026-11-03 10:00
no-reason,2026-11-02 10:00,rejected,,2026-11-03 10:00
no-date,2026-11-02 10:00,rejected,No budget,
accepted,2026-11-02 10:00,accepted,,2026-11-20 10:00
recycled,2026-11-02 10:00,recycled,,2026-11-03 10:00
nothing,2026-11-02 10:00,,,
not-yet,2026-11-02 10:00,rejected,No budget,2027-01-02 10:00
waiting,2026-11-05 10:00,,,
`
	for scope, want := range map[string]string{
		"rejected": "met 1, breach 4, pending 1, overdue 3, 20 %",
		"all":      "met 2, breach 7, pending 1, overdue 3, 22.2 %",
	} {
		terms := `{sales_commitment: {disposition: {limit: 2 business days, scope: ` + scope + `, reasons: [No budget, Wrong title]}}}`
		_, s := judge(t, terms, export, "2026-11-06 12:00 -0500", nil)
		d := s.Disposition
		if got := fmt.Sprintf("met %d, breach %d, pending %d, overdue %d, %s %%", d.Met, d.Breach, d.Pending, d.Overdue, d.Compliance()); got != want {
			t.Errorf("%s: got %s, want %s", scope, got, want)
		}

		if got := fmt.Sprint(d.Reasons); got != "[{No budget 3} { 1} {other 1}]" {
			t.Errorf("%s: got the reasons %s", scope, got)
		}
	}
}

// TestDecisionWithoutADate has decisions of which nobody says when they were made: they wait until their time is
// over, and were late then for all that anybody can say.
func TestDecisionWithoutADate(t *testing.T) {
	const terms = `{sales_commitment: {disposition: {limit: 2 business days, scope: all}}}`
	const export = "lead_id,mql_at,disposition,disposition_reason,disposition_at\na,2026-11-02 10:00,rejected,No budget,\nb,2026-11-02 10:00,accepted,,\nc,2026-11-02 10:00,rejected,,\n"
	for asOf, want := range map[string]string{
		"2026-11-04 18:00 -0500": "met 0, breach 1, pending 2, overdue 0",
		"2026-11-04 18:01 -0500": "met 0, breach 3, pending 0, overdue 0",
	} {
		files := agreed(terms, terms, "{leads: leads.csv, exported_at: 2027-01-31}")
		files["acme/leads.csv"] = export
		report, problems := measure(t, folder(files), asOf)
		d := report.SLA("marketing-sales").Disposition
		if got := fmt.Sprintf("met %d, breach %d, pending %d, overdue %d", d.Met, d.Breach, d.Pending, d.Overdue); got != want {
			t.Errorf("on %s: got %s, want %s", asOf, got, want)
		}

		if len(problems) != 1 || problems[0].Message != "3 rows are decided on without a date, so that nobody can say they were in time, row 1 first (column \"disposition_at\")" {
			t.Errorf("got %v", problems)
		}
	}
}

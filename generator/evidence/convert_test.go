package evidence_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/evidence"
)

// TestAnyRowSaysWhenALeadWasSold reads an SQL from rows that are no event.
func TestAnyRowSaysWhenALeadWasSold(t *testing.T) {
	for name, row := range map[string]string{
		"of the event itself": "",
		"without mql_at":      "a,,2026-11-20 10:00\n",
		"unreadable":          "a,soon,2026-11-20 10:00\n",
		"in the future":       "a,2027-01-10 10:00,2026-11-20 10:00\n",
		"two ways":            "a,3/4/2026 10:00,2026-11-20 10:00\n",
		"repeated":            "a,2026-11-10 10:00,2026-11-20 10:00\n",
		"before the window":   "a,2026-03-10 10:00,2026-11-20 10:00\n",
		"before revision 1":   "a,2025-03-10 10:00,2026-11-20 10:00\n",
	} {
		export := "lead_id,mql_at,sql_at\na,2026-11-10 10:00,\nb,2026-11-10 10:00,\n" + row
		want := "1 of 2, [{2026-11 {1 2} 40 true false}]"
		if name == "before the window" { // and so of another cohort
			want = "1 of 2, [{2026-11 {0 1} 40 true false}]"
		}

		if row == "" {
			export = strings.Replace(export, "a,2026-11-10 10:00,", "a,2026-11-10 10:00,2026-11-20 10:00", 1)
		}

		for _, method := range []string{"cohort", "period"} {
			_, s := judge(t, "{marketing_commitment: {quality: {mql_to_sql_pct: 40, window_days: 30, method: "+method+"}}}", export, "2026-12-01 12:00 -0500", nil)
			c := s.Conversion
			got := fmt.Sprintf("%d of %d, %v", c.Numerator, c.Denominator, c.Cohorts[len(c.Cohorts)-1:])
			if got != want {
				t.Errorf("%s, %s: got %s, want %s", name, method, got, want)
			}
		}
	}
}

// TestAPeriodCountsEverySQL has SQLs of leads that no row shows to have qualified.
func TestAPeriodCountsEverySQL(t *testing.T) {
	const export = `lead_id,mql_at,sql_at
a,2026-11-10 10:00,
nothing,,2026-11-20 10:00
two-ways,3/4/2026 10:00,2026-11-20 10:00
future,2027-01-10 10:00,2026-11-20 10:00
,,2026-11-20 10:00
later,,2026-12-20 10:00
earlier,,2026-10-20 10:00
nothing,,2026-11-21 10:00
`
	for method, want := range map[string]string{"cohort": "0 of 1", "period": "3 of 1"} {
		_, s := judge(t, "{marketing_commitment: {quality: {mql_to_sql_pct: 40, window_days: 30, method: "+method+"}}}", export, "2026-12-01 12:00 -0500", nil)
		if got := fmt.Sprintf("%d of %d", s.Conversion.Numerator, s.Conversion.Denominator); got != want {
			t.Errorf("%s: got %s, want %s", method, got, want)
		}
	}
}

func TestDefinitionChange(t *testing.T) {
	terms := func(who string) string {
		return `{mql_definition: {contact_fit: {criteria: [` + who + `]}}, marketing_commitment: {quality: {mql_to_sql_pct: 40, min_sample: 1}}}`
	}

	files := agreed(terms("Managers"), terms("Directors"), "{leads: leads.csv, exported_at: 2027-01-31}")
	files["acme/leads.csv"] = "lead_id,mql_at,sql_at\na,2026-11-02 10:00,2026-11-03 10:00\nb,2026-11-15 23:59,\nc,2026-11-16 00:00,2026-11-17 10:00\nold,2025-12-30 10:00,\n"
	report, _ := measure(t, folder(files), after)
	s := report.SLA("marketing-sales")
	if got := fmt.Sprint(s.Conversion.Changed, s.Conversion.ByRevision, s.Rows.NoSLA); got != "[2026-11-16] [{1 {1 2}} {2 {1 1}}] 1" {
		t.Errorf("got %s", got)
	}

	report, _ = measure(t, folder(files), "2026-12-02 12:00 -0500")
	c := report.SLA("marketing-sales").Conversion
	if got := fmt.Sprint(c.Months[2:], c.Cohorts); got != "[{2026-11 {2 3} 40 false true} {2026-12 {2 3} 40 true false}] [{2026-11 {2 3} 40 true true}]" {
		t.Errorf("the months are %s", got)
	}
}

func TestConversion(t *testing.T) {
	const export = `lead_id,mql_at,sql_at
edge-in,2026-11-02 00:00,2026-11-03 10:00
edge-out,2026-11-01 23:59,2026-11-03 10:00
before,2026-11-10 10:00,2026-11-10 09:59
twice,2026-10-10 10:00,2026-10-12 10:00
twice,2026-11-10 10:00,
again,2026-10-10 10:00,2026-11-15 10:00
again,2026-11-12 10:00,
later,2026-11-20 10:00,2026-12-20 10:00
none,2026-11-20 10:00,
`
	for _, test := range []struct{ terms, want string }{
		{"method: cohort, min_sample: 5", "2 of 6, missed"},
		{"method: cohort, min_sample: 7", "2 of 6, not_enough"},
		{"method: period, min_sample: 5", "4 of 6, met"},
	} {
		_, s := judge(t, "{marketing_commitment: {quality: {mql_to_sql_pct: 40, window_days: 30, "+test.terms+"}}}", export, "2026-12-01 12:00 -0500", nil)
		c := s.Conversion
		if got := fmt.Sprintf("%d of %d, %s", c.Numerator, c.Denominator, c.Verdict); got != test.want || c.From.String() != "2026-11-02" {
			t.Errorf("%s: got %s from %s, want %s", test.terms, got, c.From, test.want)
		}
	}

	_, s := judge(t, "{marketing_commitment: {quality: {mql_to_sql_pct: 40}}}", "lead_id,mql_at,sql_at\n", after, nil)
	if c := s.Conversion; c.Pct().IsSet() || c.Verdict != evidence.NoData {
		t.Errorf("of nothing it is %s, %s", c.Pct(), c.Verdict)
	}
}

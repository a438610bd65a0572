package evidence_test

import (
	"fmt"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/evidence"
)

func TestClockStart(t *testing.T) {
	terms := func(start string) string {
		return `{sales_commitment: {first_outreach: {limit: 1 hour, clock_start: ` + start + `}}}`
	}

	files := agreed(terms("mql_at"), terms("assigned_at"), "{leads: leads.csv, exported_at: 2027-01-31}")
	files["acme/leads.csv"] = `lead_id,created_at,mql_at,assigned_at,first_outreach_at
first,2026-11-12 09:00,2026-11-13 09:00,2026-11-13 12:00,2026-11-13 12:30
across,2026-11-12 09:00,2026-11-15 09:00,2026-11-16 12:00,2026-11-16 12:30
second,2026-11-12 09:00,2026-11-17 09:00,2026-11-17 12:00,2026-11-17 12:30
unassigned,2026-11-12 09:00,2026-11-17 09:00,,2026-11-17 09:30
`
	report, _ := measure(t, folder(files), after)
	s := report.SLA("marketing-sales")
	groups := ""
	for _, g := range s.FirstOutreach.ByRevision {
		groups += fmt.Sprintf("%s: %d met, %d late; ", g.Key, g.Met, g.Breach)
	}

	if groups != "1: 0 met, 1 late; 2: 2 met, 0 late; " || s.Rows.NotStarted != 1 {
		t.Errorf("got %s%+v", groups, s.Rows)
	}

	if o := s.FirstOutreach; o.System.Cases != 3 || o.Human.Median.String() != "30" {
		t.Errorf("got the delays %+v, %+v", o.System, o.Human)
	}
}

// TestUnassignedLeadsAreLeads has leads that nobody was assigned to by then, or ever.
func TestUnassignedLeadsAreLeads(t *testing.T) {
	const terms = `{marketing_commitment: {mql_volume: {count: 3}, quality: {mql_to_sql_pct: 20}},
    sales_commitment: {first_outreach: {limit: 1 hour, clock_start: assigned_at}, disposition: {limit: 1 hour, scope: all}}}`
	const rows = "lead_id,mql_at,assigned_at,first_outreach_at,disposition,disposition_at,sql_at\na,2026-11-02 09:00,2026-11-02 10:00,2026-11-02 10:30,,,\nb,2026-11-02 09:00,,,,,\nc,2026-11-02 09:00,2026-12-24 09:00,,,,2026-11-20 10:00\n"
	files := agreed(terms, terms, "{leads: leads.csv, exported_at: 2027-01-31}")
	files["acme/leads.csv"] = rows
	report, problems := measure(t, folder(files), after)
	s := report.SLA("marketing-sales")
	november := s.Volume.Periods[len(s.Volume.Periods)-2]
	if november.Actual != 3 || november.Verdict != evidence.Met || s.Conversion.Denominator != 3 || s.Conversion.Numerator != 1 {
		t.Errorf("got %+v, %+v", november, s.Conversion.Rate)
	}

	if o, d := s.FirstOutreach, s.Disposition; o.Met != 1 || o.Breach+o.Pending+o.Anomaly != 0 || d.Breach != 1 || s.Rows.Used != 3 || s.Rows.NotStarted != 2 {
		t.Errorf("got %+v, %+v, %+v", o.Tally, d, s.Rows)
	}

	said := ""
	for _, p := range problems {
		said += p.Severity.String() + ": " + p.Message + "\n"
	}

	if said != "info: 2 rows have no time yet at which their clocks start, and count as leads only, row 2 first (column \"assigned_at\")\n" {
		t.Errorf("got %s", said)
	}
}

// TestClockBeforeTheFirstRevision has the first revision hold from 1 January, the second from 16 November.
func TestClockBeforeTheFirstRevision(t *testing.T) {
	for _, test := range []struct{ first, second, row, want string }{
		{"created_at", "created_at", "2025-12-31 23:59,2026-01-02 10:00,", "no_sla"},
		{"created_at", "created_at", "2026-01-01 00:00,2026-01-02 10:00,", "1"},
		{"created_at", "created_at", "2025-12-30 10:00,2026-11-20 10:00,", "no_sla"},
		{"created_at", "created_at", ",2026-11-20 10:00,", "not started"},
		{"created_at", "created_at", ",2025-11-20 10:00,", "no_sla"},
		{"assigned_at", "assigned_at", ",2026-11-20 10:00,2026-12-24 10:00", "not started"},
		{"assigned_at", "assigned_at", ",2025-12-30 10:00,2025-12-31 10:00", "no_sla"},
		{"assigned_at", "assigned_at", ",2025-12-30 10:00,2026-01-02 10:00", "1"},
		{"assigned_at", "assigned_at", ",2026-01-02 10:00,2025-12-30 10:00", "no_sla"},
		{"mql_at", "created_at", "2025-12-30 10:00,2026-01-02 10:00,", "1"},
		{"mql_at", "created_at", "2025-12-30 10:00,2026-11-20 10:00,", "no_sla"},
		{"mql_at", "created_at", "2026-11-02 10:00,2026-11-20 10:00,", "2"}, // each sends it to the other
		{"mql_at", "mql_at", "2026-01-02 10:00,2025-12-30 10:00,", "no_sla"},
	} {
		terms := func(start string) string {
			return `{sales_commitment: {first_outreach: {limit: 1 hour, clock_start: ` + start + `}}}`
		}

		files := agreed(terms(test.first), terms(test.second), "{leads: leads.csv, exported_at: 2027-01-31}")
		files["acme/leads.csv"] = "lead_id,created_at,mql_at,assigned_at,first_outreach_at\na," + test.row + ",\n"
		report, _ := measure(t, folder(files), after)
		s := report.SLA("marketing-sales")
		got := fmt.Sprintf("%+v", s.Rows)
		switch {
		case s.Rows.NoSLA == 1:
			got = "no_sla"
		case s.Rows.NotStarted == 1:
			got = "not started"
		case len(s.FirstOutreach.ByRevision) == 1:
			got = s.FirstOutreach.ByRevision[0].Key
		}

		if got != test.want {
			t.Errorf("%s, then %s: %s falls under %s, want %s", test.first, test.second, test.row, got, test.want)
		}
	}
}

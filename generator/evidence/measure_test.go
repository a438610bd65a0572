package evidence_test

import (
	"fmt"
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

func TestTiersAndChannels(t *testing.T) {
	terms := `{sales_commitment: {first_outreach: {limit: 4 business hours, counts_as: [call, email], tiers: {demo-request: {limit: 30 business minutes}}}}}`
	const export = `lead_id,mql_at,tier,first_outreach_at,first_outreach_channel,first_outreach_automated
a,2026-11-13 17:30,Demo Request,2026-11-13 18:00,CALL,
b,2026-11-13 17:30,demo-request,2026-11-16 09:01,CALL,
c,2026-11-13 17:30,,2026-11-16 09:01,call,
d,2026-11-13 17:30,other,2026-11-13 17:40,linkedin,
e,2026-11-13 17:30,,2026-11-13 17:31,email,yes
f,2026-11-13 17:30,,2026-11-13 17:31,,
`
	_, s := judge(t, terms, export, after, nil)
	o := s.FirstOutreach
	if o.Met != 3 || o.Breach != 3 || o.BreachOpen != 2 {
		t.Errorf("got %+v", o.Tally)
	}

	if len(o.ByTier) != 2 || o.ByTier[1].Key != "demo-request" || o.ByTier[1].Judged() != 2 {
		t.Errorf("got by tier %+v", o.ByTier)
	}
}

func TestAttemptsReplaceTheFirstOutreach(t *testing.T) {
	terms := `{sales_commitment: {first_outreach: {limit: 4 business hours, counts_as: [call, email]}, attempt_logging: {required_pct: 100, system: HubSpot},
    follow_up_cadence: [{attempt: 1, after: 0 hours}, {attempt: 2, after: 1 business day}]}}`
	const export = "lead_id,mql_at,first_outreach_at\na,2026-11-18 10:00,2026-11-18 10:01\nb,2026-11-18 10:00,\nc,2026-11-18 10:00,\na,2026-11-20 10:00,\n"
	const attempts = `lead_id,at,channel,source,automated
a,2026-11-18 09:00,call,Dialer,
a,2026-11-18 10:02,email,HubSpot,true
a,2026-11-18 10:05,linkedin,HubSpot,
a,2026-11-18 11:00,call,Dialer,
a,2026-11-18 11:00,call,HubSpot,
a,2026-11-19 11:00,call,Dialer,
a,2026-11-20 11:00,call,HubSpot,
b,2026-11-18 16:00,email,HubSpot,
b,2026-11-18 16:00,email,HubSpot,
nobody,2026-11-18 16:00,email,HubSpot,
`
	report, s := judge(t, terms, export, after, map[string]string{"acme/attempts.csv": attempts})
	o := s.FirstOutreach
	if o.Met != 2 || o.Breach != 2 || o.BreachOpen != 1 || o.Median.String() != "60" {
		t.Errorf("got %+v, median %s", o.Tally, o.Median)
	}

	for _, f := range report.Files {
		if f.Use == "attempts" && (f.Rows != 10 || f.Unmatched != 1 || f.Unusable != 0) {
			t.Errorf("got %+v", f)
		}
	}

	// Of the first row of lead a three were made after its clock started, and two are in the CRM.
	if l := s.Logging; l.Proxy || l.Numerator != 4 || l.Denominator != 5 || l.Leads != (evidence.Rate{Numerator: 2, Denominator: 3}) || l.Twice != 1 {
		t.Errorf("got %+v", s.Logging)
	}

	if c := s.Cadence; len(c) != 2 || c[0].Rate != (evidence.Rate{Numerator: 2, Denominator: 4}) || c[1].Rate != (evidence.Rate{Numerator: 1, Denominator: 4}) {
		t.Errorf("got %+v", s.Cadence)
	}
}

func TestLoggingProxy(t *testing.T) {
	terms := `{sales_commitment: {first_outreach: {limit: 4 business hours}, attempt_logging: {required_pct: 90}}}`
	const export = `lead_id,mql_at,first_outreach_at,disposition,disposition_at
a,2026-11-18 10:00,2026-11-18 10:01,rejected,2026-11-18 10:02
b,2026-11-18 10:00,,rejected,2026-11-18 10:02
c,2026-11-18 10:00,,,
d,2026-11-18 10:00,2026-11-18 10:01,,
`
	_, s := judge(t, terms, export, after, nil)
	if !s.Logging.Proxy || s.Logging.Rate != (evidence.Rate{Numerator: 2, Denominator: 3}) {
		t.Errorf("got %+v", s.Logging)
	}
}

func TestVolume(t *testing.T) {
	export := "lead_id,mql_at\n"
	for i := range 60 {
		export += fmt.Sprintf("%d,2026-%02d-%02d 23:30\n", i%50, 10+i%2, 1+i%20)
	}

	volume := func(first, second, asOf string) string {
		files := agreed("{marketing_commitment: {mql_volume: "+first+"}}", "{marketing_commitment: {mql_volume: "+second+"}}", "{leads: leads.csv, exported_at: 2027-01-31}")
		files["acme/leads.csv"] = export
		report, _ := measure(t, folder(files), asOf)
		all := report.SLA("marketing-sales").Volume.Periods
		last := all[len(all)-1]

		return fmt.Sprintf("%s: %d of %s, %s by now, %s", last.Period, last.Actual, last.Promised.Round(3), last.Pace.Round(3), last.Verdict)
	}

	for _, test := range []struct{ first, second, asOf, want string }{
		{"{count: 30}", "{count: 40}", "2026-11-24 12:00 -0500", "2026-11: 25 of 35, 27 by now, in_progress"},
		{"{count: 30}", "{count: 40}", "2026-11-30 23:59 -0500", "2026-11: 25 of 35, 35 by now, in_progress"},
		{"{count: 30}", "{count: 40}", "2026-12-01 04:59 +0000", "2026-11: 25 of 35, 35 by now, in_progress"},
		{"{count: 30}", "{count: 40}", "2026-10-31 23:59 -0400", "2026-10: 25 of 30, 30 by now, in_progress"},
		{"{count: 30, counts: events}", "{count: 40, counts: events}", "2026-11-24 12:00 -0500", "2026-11: 30 of 35, 27 by now, in_progress"},
		{"{count: 30, proration: none}", "{count: 40}", "2026-11-24 12:00 -0500", "2026-11: 25 of 30, 23.143 by now, in_progress"},
		{"{count: 92, per: quarter}", "{count: 92, per: quarter}", "2026-11-24 12:00 -0500", "2026-Q4: 50 of 92, 55 by now, in_progress"},
	} {
		if got := volume(test.first, test.second, test.asOf); got != test.want {
			t.Errorf("%s and %s at %s:\ngot  %s\nwant %s", test.first, test.second, test.asOf, got, test.want)
		}
	}

	files := agreed("{marketing_commitment: {mql_volume: {count: 25}}}", "{marketing_commitment: {mql_volume: {count: 40}}}", "{leads: leads.csv, exported_at: 2027-01-31}")
	files["acme/leads.csv"] = export
	report, _ := measure(t, folder(files), "2026-12-02 12:00 -0500")
	verdicts := ""
	for _, p := range report.SLA("marketing-sales").Volume.Periods[8:] {
		verdicts += fmt.Sprintf("%s %s %s, ", p.Period, p.Promised.Round(2), p.Verdict)
	}

	if want := "2026-09 25 no_data, 2026-10 25 met, 2026-11 32.5 missed, 2026-12 40 in_progress, "; verdicts != want {
		t.Errorf("got %s, want %s", verdicts, want)
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

// TestVolumeBeforeTheExport has an export that begins in March, and no lead in April.
func TestVolumeBeforeTheExport(t *testing.T) {
	const terms = "{marketing_commitment: {mql_volume: {count: 1}}}"
	for export, want := range map[string]string{
		"lead_id,mql_at\na,2026-03-31 23:59\nb,2026-05-01 00:00\n,2026-01-01 10:00\n": "0 no_data, 0 no_data, 1 met, 0 missed, 1 met, 0 in_progress, ",
		"lead_id,mql_at\na,2025-12-31 23:59\n":                                        "0 missed, 0 missed, 0 missed, 0 missed, 0 missed, 0 in_progress, ",
		"lead_id,mql_at\n":                                                            "0 no_data, 0 no_data, 0 no_data, 0 no_data, 0 no_data, 0 in_progress, ",
	} {
		_, s := judge(t, terms, export, "2026-06-10 12:00 -0400", nil)
		got := ""
		for _, p := range s.Volume.Periods {
			got += fmt.Sprintf("%d %s, ", p.Actual, p.Verdict)
		}

		if got != want {
			t.Errorf("%q: got %s, want %s", export, got, want)
		}
	}
}

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
		want := "1 of 2, [{2026-11 {1 2} true false}]"
		if name == "before the window" { // and so of another cohort
			want = "1 of 2, [{2026-11 {0 1} true false}]"
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
	if got := fmt.Sprint(c.Months[2:], c.Cohorts); got != "[{2026-11 {2 3} false true} {2026-12 {2 3} true false}] [{2026-11 {2 3} true true}]" {
		t.Errorf("the months are %s", got)
	}
}

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

	if said != "info: 2 rows have no time yet at which their clocks start, and count as leads only, row 2 first\n" {
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

func TestCommitmentsOfLeads(t *testing.T) {
	terms := `{more_commitments: {answer: {party: sales, start_event: mql_at, stop_event: Answered On, limit: 1 business day, compliance_target_pct: 50}}}`
	_, s := judge(t, terms, "lead_id,mql_at,Answered On\na,2026-11-18 10:00,2026-11-19 18:00\nb,2026-11-18 10:00,2026-11-19 18:01\nc,2026-11-18 10:00,2026-11-18 09:00\n", after, nil)
	if c, ok := s.Clause("more_commitments.answer"); !ok || c.Verdict != evidence.Met || c.Numerator != 1 || c.Denominator != 2 || s.Commitments[0].Anomaly != 1 {
		t.Errorf("got %+v, %+v", c, s.Commitments)
	}
}

func TestArithmetic(t *testing.T) {
	more := map[string]string{"plan": `north_star: {name: Daily revenue, target: {value: 300, currency: USD}, per: day, series: revenue.csv}
enablement:
  fresh: {updated_on: 2026-11-15, review_every: 1 month}
  stale: {updated_on: 2026-10-01, review_every: 1 month}
  undated: {review_every: 1 month}
  timeless: {updated_on: 2020-01-01}
metrics: {daily: {computed_from: north_star}}
`, "acme/revenue.csv": "period,value\n2026-W46,2099.99\n2026-W47,2100\n2026-W49,600\n"}
	report, s := judge(t, "{marketing_commitment: {enablement: [fresh, stale, undated, timeless, unknown]}}", "lead_id,mql_at\n", after, more)
	periods := report.NorthStar.Periods
	if len(periods) != 3 || periods[0].Verdict != evidence.Missed || periods[1].Verdict != evidence.Met || periods[2].Verdict != evidence.InProgress || periods[1].PerDay.String() != "300" {
		t.Errorf("got %+v", periods)
	}

	if e := report.Enablement; e.Rate != (evidence.Rate{Numerator: 2, Denominator: 5}) || fmt.Sprint(e.Stale) != "[stale undated unknown]" {
		t.Errorf("got %+v", e)
	}

	if c, ok := s.Clause("marketing_commitment.enablement"); !ok || c.Verdict != evidence.Missed || c.Actual.String() != "40" {
		t.Errorf("got %+v", c)
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

func TestLeaf(t *testing.T) {
	files := agreed(full, full, "{leads: leads.csv, exported_at: 2027-01-31}")
	files["acme/leads.csv"] = plainExport
	content := folder(files)
	report, _ := measure(t, content, after)
	set, _, err := plan.Load(content, "")
	if err != nil {
		t.Fatal(err)
	}

	p := set.Plans[0]
	leaf, ok := report.Leaf(p, "sla.first_outreach.compliance_pct")
	if !ok || leaf.Value.String() != "66.7" || leaf.Unit != "percent" || len(leaf.Points) != 1 || leaf.Points[0].Period.Name != "2026-11" || leaf.Denominator != 3 {
		t.Errorf("got %+v", leaf)
	}

	for _, name := range evidence.Leaves(p) {
		if _, ok := report.Leaf(p, name); !ok {
			t.Errorf("there is no %s", name)
		}

		if _, ok := (*evidence.Report)(nil).Leaf(p, name); !ok {
			t.Errorf("without a report there is no %s", name)
		}
	}

	if _, ok := report.Leaf(p, "marketing-sales.rows.read"); ok {
		t.Error("there is a leaf that nobody lists")
	}
}

func TestRound(t *testing.T) {
	for text, want := range map[string]string{"94.95": "95", "94.94": "94.9", "0.05": "0.1", "100": "100", "7.10": "7.1"} {
		if got := evidence.Exact(plan.Number(text).Rat()).String(); got != want {
			t.Errorf("%s is %s, not %s", text, got, want)
		}
	}
}

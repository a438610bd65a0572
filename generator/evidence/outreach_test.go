package evidence_test

import (
	"fmt"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/evidence"
)

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

	if got := fmt.Sprint(s.Logging.Months); got != "[{2026-11 {2 3} 90 false false}]" {
		t.Errorf("got the months %s", got)
	}
}

// TestCadenceByChannel has attempts on channels that their steps do not name.
func TestCadenceByChannel(t *testing.T) {
	const terms = `{sales_commitment: {first_outreach: {limit: 1 hour}, follow_up_cadence: [
      {attempt: 3, after: 3 days, channels: [email]}, {attempt: 1, after: 1 hour, channels: [call]}, {attempt: 2, after: 2 days}]}}`
	const export = "lead_id,mql_at\na,2026-11-18 10:00\nb,2026-11-18 10:00\nc,2026-11-18 10:00\n"
	const attempts = `lead_id,at,channel
a,2026-11-18 10:10,call
a,2026-11-19 10:00,linkedin
a,2026-11-20 10:00,email
b,2026-11-18 10:10,email
b,2026-11-18 10:20,call
b,2026-11-20 10:00,sms
b,2026-11-21 09:00,call
b,2026-11-21 10:01,email
c,2026-11-18 10:10,email
c,2026-11-19 10:10,email
c,2026-11-20 10:10,
`
	_, s := judge(t, terms, export, after, map[string]string{"acme/attempts.csv": attempts})
	if got := fmt.Sprint(s.Cadence); got != "[{1 {2 3}} {2 {2 3}} {3 {1 3}}]" {
		t.Errorf("got %s", got)
	}
}

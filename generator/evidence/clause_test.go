package evidence_test

import (
	"fmt"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/evidence"
)

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

func TestCommitmentsOfLeads(t *testing.T) {
	terms := `{more_commitments: {answer: {party: sales, start_event: mql_at, stop_event: Answered On, limit: 1 business day, compliance_target_pct: 50}}}`
	_, s := judge(t, terms, "lead_id,mql_at,Answered On\na,2026-11-18 10:00,2026-11-19 18:00\nb,2026-11-18 10:00,2026-11-19 18:01\nc,2026-11-18 10:00,2026-11-18 09:00\n", after, nil)
	if c, ok := s.Clause("more_commitments.answer"); !ok || c.Verdict != evidence.Met || c.Numerator != 1 || c.Denominator != 2 || s.Commitments[0].Anomaly != 1 {
		t.Errorf("got %+v, %+v", c, s.Commitments)
	}
}

package evidence

import (
	"math/big"
	"strconv"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// The paths of the terms that have verdicts.
const (
	pathVolume        = "marketing_commitment.mql_volume"
	pathQuality       = "marketing_commitment.quality"
	pathEnablement    = "marketing_commitment.enablement"
	pathFirstOutreach = "sales_commitment.first_outreach"
	pathLogging       = "sales_commitment.attempt_logging"
	pathDisposition   = "sales_commitment.disposition"
	pathMore          = "more_commitments."
)

// clauses gives a verdict on every commitment of the revision in force. What has a clock is judged by the rows
// that this revision judges, from the day on which it came into force.
func (j *judge) clauses() {
	now := j.now
	if now == nil || now.terms == nil {
		return
	}

	if c := now.volume(); c != nil && c.Count.IsSet() {
		j.add(j.volumeClause(c))
	}

	if m := now.marketing(); m != nil && m.Quality != nil && m.Quality.MQLToSQLPct.IsSet() {
		j.add(j.qualityClause(m.Quality))
	}

	if o := now.outreach(); o != nil && !o.Limit.IsZero() {
		j.add(j.timed(pathFirstOutreach, o.ComplianceTargetPct, groupsOf(j.sla.FirstOutreach), "leads", "attempts"))
	}

	if l := now.logging(); l != nil && l.RequiredPct.IsSet() {
		j.add(j.loggingClause(l))
	}

	if d := now.disposition(); d != nil && !d.Limit.IsZero() {
		var groups []Group
		if j.sla.Disposition != nil {
			groups = j.sla.Disposition.ByRevision
		}

		j.add(j.timed(pathDisposition, d.ComplianceTargetPct, groups, "leads"))
	}

	for _, item := range now.terms.MoreCommitments {
		if item.Value == nil {
			continue
		}

		var groups []Group
		for _, c := range j.sla.Commitments {
			if c.ID == item.Key {
				groups = c.ByRevision
			}
		}

		j.add(j.timed(pathMore+item.Key, item.Value.ComplianceTargetPct, groups, j.tableOf(item.Key)))
	}
}

func (j *judge) add(c Clause) {
	c.Revision = j.now.revision
	j.sla.Clauses = append(j.sla.Clauses, c)
}

func groupsOf(o *Outreach) []Group {
	if o == nil {
		return nil
	}

	return o.ByRevision
}

// timed is the verdict on a commitment with a clock. A limit without a share is a promise about every case.
func (j *judge) timed(path string, promised plan.Number, byRevision []Group, uses ...string) Clause {
	c := Clause{Path: path, Verdict: NoData, Promised: share(promised), Unit: "percent", From: j.now.holds, To: j.today, Uses: uses}

	for _, g := range byRevision {
		if g.Key == strconv.Itoa(j.now.revision) {
			c.Verdict, c.Actual = g.Verdict, g.Compliance()
			c.Numerator, c.Denominator, c.Waiting = g.Met, g.Judged(), g.Pending
		}
	}

	return c
}

func (j *judge) volumeClause(terms *plan.Volume) Clause {
	c := Clause{Path: pathVolume, Verdict: NoData, Promised: Exact(terms.Count.Rat()), Unit: "leads", From: j.today, To: j.today, Uses: []string{"leads"}}
	if j.sla.Volume == nil || len(j.sla.Volume.Periods) == 0 {
		return c
	}

	p := j.sla.Volume.Periods[len(j.sla.Volume.Periods)-1]
	c.Verdict, c.Actual, c.Promised = p.Verdict, whole(p.Actual), p.Promised
	c.From, c.Numerator, c.Denominator = p.Period.First, p.Actual, p.Actual
	if p.Period.Last.Before(c.To) {
		c.To = p.Period.Last
	}

	return c
}

func (j *judge) qualityClause(terms *plan.Quality) Clause {
	c := Clause{Path: pathQuality, Verdict: NoData, Promised: Exact(terms.MQLToSQLPct.Rat()), Unit: "percent", From: j.now.holds, To: j.today, Uses: []string{"leads"}}
	if v := j.sla.Conversion; v != nil {
		c.Verdict, c.Actual, c.From, c.To = v.Verdict, v.Pct(), v.From, v.To
		c.Numerator, c.Denominator = v.Numerator, v.Denominator
	}

	return c
}

func (j *judge) loggingClause(terms *plan.AttemptLogging) Clause {
	c := Clause{Path: pathLogging, Verdict: NoData, Promised: Exact(terms.RequiredPct.Rat()), Unit: "percent", From: j.now.holds, To: j.today, Uses: []string{"leads", "attempts"}}
	if j.sla.Logging == nil {
		return c
	}

	for _, r := range j.sla.Logging.ByRevision {
		if r.Revision == j.now.revision {
			c.Actual, c.Numerator, c.Denominator = r.Pct(), r.Numerator, r.Denominator
			c.Verdict = verdict(c.Actual, c.Promised, 0)
		}
	}

	return c
}

// arithmetic fills in what follows from the plan itself: how much content is current, and how the days went.
func (m *measurement) arithmetic() {
	p := m.plan
	m.report.NorthStar = m.northStar()
	for _, a := range m.agreed {
		now, today := a.spanAt(stampOf(m.report.AsOf)), p.Today(a.SLA, m.report.AsOf)
		c, s := now.marketing(), m.report.SLA(a.ID)
		if c == nil || len(c.Enablement) == 0 || s == nil {
			continue
		}

		e := enablement(p, c.Enablement, today)
		if m.report.Enablement == nil {
			m.report.Enablement = e
		}

		clause := Clause{
			Path: pathEnablement, Actual: e.Pct(), Promised: Exact(hundred), Unit: "percent",
			Numerator: e.Numerator, Denominator: e.Denominator, Revision: now.revision, From: today, To: today,
		}
		clause.Verdict = verdict(clause.Actual, clause.Promised, 0)
		own := *s // results may be kept for the next time, and this one follows from the day
		own.Clauses = insertClause(s.Clauses, clause)
		for i := range m.report.SLAs {
			if m.report.SLAs[i] == s {
				m.report.SLAs[i] = &own
			}
		}
	}
}

// insertClause puts the clause on enablement behind those of Marketing.
func insertClause(clauses []Clause, c Clause) []Clause {
	n := 0
	for n < len(clauses) && (clauses[n].Path == pathVolume || clauses[n].Path == pathQuality) {
		n++
	}

	out := append([]Clause{}, clauses[:n]...)

	return append(append(out, c), clauses[n:]...)
}

// enablement counts the assets that are current: updated, and not due for a review.
func enablement(p *plan.Plan, ids []string, today worktime.Date) *Enablement {
	e := &Enablement{}
	for _, id := range ids {
		e.Denominator++
		asset, _ := p.Enablement.Get(id)
		current := asset != nil && !asset.UpdatedOn.IsZero() && !asset.UpdatedOn.After(today)
		if current {
			due, ok := asset.ReviewEvery.After(asset.UpdatedOn)
			current = !ok || !due.Before(today)
		}

		if current {
			e.Numerator++
		} else {
			e.Stale = append(e.Stale, id)
		}
	}

	return e
}

// northStar compares the totals of periods with the target by their days: value × days.
func (m *measurement) northStar() *NorthStar {
	star := m.plan.NorthStar
	if star == nil || star.Target == nil || !star.Target.Value.IsSet() {
		return nil
	}

	out := &NorthStar{Name: star.Name, Unit: star.Target.Currency, Per: star.Per}
	today := m.plan.Today(nil, m.report.AsOf)
	points, _ := star.Series.InOrder(m.plan.Site.FiscalStart())
	for _, point := range points {
		if point.Value.IsSet() && !point.In.First.After(today) {
			out.Periods = append(out.Periods, m.starPeriod(star, point, today))
		}
	}

	if len(out.Periods) == 0 {
		return nil
	}

	return out
}

func (m *measurement) starPeriod(star *plan.NorthStar, point plan.Dated, today worktime.Date) StarPeriod {
	s := StarPeriod{Period: point.In, Actual: Exact(point.Value.Rat()), Verdict: InProgress}
	last := point.In.Last
	s.Days = last.Sub(point.In.First) + 1
	calendar, ok := m.plan.OnlyCalendar().Business()
	if star.DayBasis == "business" && ok {
		s.Days = calendar.BusinessDays(point.In.First, last)
	}

	promised := new(big.Rat).Mul(star.Target.Value.Rat(), big.NewRat(int64(s.Days), 1))
	switch star.Per {
	case "week":
		promised.Quo(promised, big.NewRat(7, 1))
	case "month", "quarter", "year":
		promised = star.Target.Value.Rat()
	}

	s.Promised = Exact(promised)
	if s.Days > 0 {
		s.PerDay = Exact(new(big.Rat).Quo(point.Value.Rat(), big.NewRat(int64(s.Days), 1)))
	}

	if !last.After(today) {
		s.Verdict = verdict(s.Actual, s.Promised, 0)
	}

	return s
}

package evidence

import (
	"math/big"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A volume counts the leads of each month or quarter.
type volume struct {
	*judge
	per    string
	counts string
	all    months
	seen   []int // by month or quarter
	last   int   // of the lead that is being counted
	first  stamp // of all rows, when a clock starts or a lead qualifies; 0 without any
}

func newVolume(j *judge) *volume {
	v := &volume{judge: j, all: j.outreach.months, per: "month", counts: "unique_leads"}
	for i := range j.spans {
		if c := j.spans[i].marketing(); c != nil && c.MQLVolume != nil {
			v.per = c.MQLVolume.Per
		}
	}

	v.seen = make([]int, len(v.all.starts))

	return v
}

// take counts the rows of one lead: once in every period in which it qualified, or every time.
func (v *volume) take(events []event) {
	v.last = -1
	for i := range events {
		e := &events[i]
		v.first = min(v.first-1, e.start-1, e.mql-1) + 1 // none is last
		if e.mql < v.all.starts[0] {
			continue
		}

		n := v.all.index(e.mql)
		if v.per == "quarter" {
			n = v.quarter(n)
		}

		if n == v.last && v.unique(e) {
			continue
		}

		v.last = n
		v.seen[n]++
	}
}

// quarter returns the index of a month's quarter: that of its first month that is known.
func (v *volume) quarter(month int) int {
	for month > 0 && v.quarterOf(month-1) == v.quarterOf(month) {
		month--
	}

	return month
}

func (v *volume) quarterOf(month int) worktime.Quarter {
	return v.plan.Quarter(v.all.month(month).First())
}

// unique reports whether the terms of a row count every lead once.
func (v *volume) unique(e *event) bool {
	c := e.span.marketing()
	return c == nil || c.MQLVolume == nil || c.MQLVolume.Counts != "events"
}

// result holds every period against what was promised, from the first revision on.
func (v *volume) result() *Volume {
	if !promises(v.agreement, (*span).volume) {
		return nil
	}

	out := &Volume{}
	for i := 0; i < len(v.all.starts)-1; {
		p := v.period(i)
		if one, ok := v.hold(p, v.seen[i]); ok {
			out.Periods = append(out.Periods, one)
		}

		for i < len(v.all.starts)-1 && !v.all.month(i).First().After(p.Last) {
			i++
		}
	}

	return out
}

func (s *span) volume() *plan.Volume {
	if c := s.marketing(); c != nil {
		return c.MQLVolume
	}

	return nil
}

// period returns the month or quarter that begins with a month.
func (v *volume) period(month int) worktime.Period {
	if v.per == "quarter" {
		q, start := v.quarterOf(month), v.plan.Site.FiscalStart()
		return worktime.Period{Name: q.String(), First: q.First(start), Last: q.Last(start)}
	}

	m := v.all.month(month)

	return worktime.Period{Name: m.String(), First: m.First(), Last: m.Last()}
}

// hold compares a period with what was promised for it; false where nothing was, or it has not begun. Of a period
// that was over before the first clock of the export starts nothing is known: no row shows that the export goes
// back to it, and none would say that nobody qualified. Between two rows an export is taken to be whole.
func (v *volume) hold(p worktime.Period, actual int) (VolumePeriod, bool) {
	if p.First.After(v.today) {
		return VolumePeriod{}, false
	}

	promised, pace, any := v.promised(p)
	if !any {
		return VolumePeriod{}, false
	}

	one := VolumePeriod{Period: p, Actual: actual, Promised: Exact(promised), Pace: Exact(pace), Verdict: InProgress}
	switch end := stampOf(p.Last.End(v.zone)); {
	case v.at < end:
	case v.first == 0 || v.first >= end:
		one.Verdict = NoData
	default:
		one.Verdict = verdict(whole(actual), one.Promised, 0)
	}

	return one, true
}

// promised adds up what each day of a period promises, all of them and those up to the instant of judgment.
// Where the revision that comes first in it does not pro-rate, its whole count is promised.
func (v *volume) promised(p worktime.Period) (all, pace *big.Rat, any bool) {
	all, pace = new(big.Rat), new(big.Rat)
	var whole *plan.Volume
	days := p.Last.Sub(p.First) + 1
	for i := range days {
		day := p.First.AddDays(i)
		terms := v.on(day).volume()
		if terms == nil || !terms.Count.IsSet() {
			continue
		}

		if !any && terms.Proration == "none" {
			whole = terms
		}

		any = true
		rate := v.daily(terms, day)
		all.Add(all, rate)
		if !day.After(v.today) {
			pace.Add(pace, rate)
		}
	}

	if whole != nil {
		if all.Sign() > 0 {
			pace.Mul(pace, new(big.Rat).Quo(whole.Count.Rat(), all))
		}

		all = whole.Count.Rat()
	}

	return all, pace, any
}

// daily returns what a day promises: the count by the days of its month or quarter.
func (v *volume) daily(terms *plan.Volume, day worktime.Date) *big.Rat {
	first, last := worktime.MonthOf(day).First(), worktime.MonthOf(day).Last()
	if terms.Per == "quarter" {
		q, start := v.plan.Quarter(day), v.plan.Site.FiscalStart()
		first, last = q.First(start), q.Last(start)
	}

	return new(big.Rat).Quo(terms.Count.Rat(), big.NewRat(int64(last.Sub(first)+1), 1))
}

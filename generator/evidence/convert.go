package evidence

import (
	"slices"
	"strconv"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A conversion counts the leads that qualified in a window and became SQLs.
type conversion struct {
	*judge
	terms   *plan.Quality
	days    int
	windows []window // at the end of each month, then at the instant of judgment
	cohorts []Rate   // by month
	bySpan  []Rate   // of the last window; the first is before any revision
	period  bool
}

// A window is a stretch of local dates.
type window struct {
	from, end stamp // end is exclusive, and no later than the instant of judgment
	first     worktime.Date
	last      worktime.Date
	Rate
}

func newConversion(j *judge) *conversion {
	c := &conversion{judge: j, days: 90}
	if m := j.now.marketing(); m != nil && m.Quality != nil {
		c.terms = m.Quality
		c.period = m.Quality.Method == "period"
		if n, err := strconv.Atoi(string(m.Quality.WindowDays)); err == nil && n > 0 {
			c.days = n
		}
	}

	all := j.outreach.months
	c.cohorts = make([]Rate, len(all.starts)-1)
	c.bySpan = make([]Rate, len(j.spans)+1)
	for i := range len(all.starts) - 1 {
		last := all.month(i).Last()
		if last.Before(j.today) {
			c.windows = append(c.windows, c.window(last, all.starts[i+1]))
		}
	}

	c.windows = append(c.windows, c.window(j.today, j.at+1))

	return c
}

func (c *conversion) window(last worktime.Date, end stamp) window {
	first := last.AddDays(1 - c.days)
	return window{from: stampOf(first.Start(c.zone)), end: end, first: first, last: last}
}

// take counts one lead: its rows that count, which are in the order of mql_at, and when it became an SQL by any
// of its rows, also by those that cannot be judged.
func (c *conversion) take(events []event, sold []stamp) {
	if c.terms == nil || len(events) == 0 && !c.period {
		return
	}

	for i := range c.windows {
		w := &c.windows[i]
		first := inWindow(events, w)
		if first != nil {
			w.Denominator++
		}

		became := c.became(sold, first, w)
		if became {
			w.Numerator++
		}

		if i < len(c.windows)-1 || first == nil {
			continue
		}

		c.bySpan[first.index+1].Denominator++
		if became {
			c.bySpan[first.index+1].Numerator++
		}
	}

	c.cohort(events, sold)
}

// became reports whether a lead became an SQL: of a cohort after it first qualified in the window, of a period
// within it.
func (c *conversion) became(sold []stamp, first *event, w *window) bool {
	if c.period {
		return within(sold, w.from, w.end)
	}

	return first != nil && within(sold, first.mql, w.end)
}

// within reports whether any moment is in a stretch, of which end is exclusive.
func within(moments []stamp, from, end stamp) bool {
	return slices.ContainsFunc(moments, func(at stamp) bool { return at >= from && at < end })
}

func inWindow(events []event, w *window) *event {
	for i := range events {
		if events[i].mql >= w.from && events[i].mql < w.end {
			return &events[i]
		}
	}

	return nil
}

// cohort counts a lead in the month in which it first qualified of those since the first revision.
func (c *conversion) cohort(events []event, sold []stamp) {
	all := c.outreach.months
	for i := range events {
		e := &events[i]
		if e.mql < all.starts[0] {
			continue
		}

		n := all.index(e.mql)
		c.cohorts[n].Denominator++
		if within(sold, e.mql, c.at+1) {
			c.cohorts[n].Numerator++
		}

		return
	}
}

func (c *conversion) result() *Conversion {
	if c.terms == nil || !c.leads.has["sql_at"] {
		return nil
	}

	now := c.windows[len(c.windows)-1]
	out := &Conversion{Rate: now.Rate, Method: c.terms.Method, From: now.first, To: now.last}
	out.Verdict = c.verdict(now.Rate)
	for i := range c.spans {
		if s := &c.spans[i]; s.redefined && s.holds.After(now.first) && !s.holds.After(now.last) {
			out.Changed = append(out.Changed, s.holds)
		}
	}

	for i, r := range c.bySpan {
		if r.Denominator == 0 {
			continue
		}

		n := 0
		if i > 0 {
			n = c.spans[i-1].revision
		}

		out.ByRevision = append(out.ByRevision, RevisionRate{n, r})
	}

	for i, w := range c.windows {
		month := worktime.MonthOf(w.last)
		if w.Denominator > 0 {
			out.Months = append(out.Months, MonthRate{month, w.Rate, c.promisedAt(month, promisedRate), i == len(c.windows)-1, c.changed(month)})
		}
	}

	for i, r := range c.cohorts {
		if month := c.outreach.months.month(i); r.Denominator > 0 {
			out.Cohorts = append(out.Cohorts, MonthRate{month, r, c.promisedAt(month, promisedRate), month.Last().AddDays(c.days - 1).After(c.today), c.changed(month)})
		}
	}

	return out
}

// promisedRate is the share of MQLs that are to become SQLs under the terms of a span.
func promisedRate(s *span) plan.Number {
	if c := s.marketing(); c != nil && c.Quality != nil {
		return c.Quality.MQLToSQLPct
	}

	return ""
}

// changed reports whether an MQL or SQL became something else in a month.
func (c *conversion) changed(month worktime.Month) bool {
	return slices.ContainsFunc(c.spans, func(s span) bool { return s.redefined && worktime.MonthOf(s.holds) == month })
}

// verdict says whether enough leads became SQLs, if there are enough leads.
func (c *conversion) verdict(r Rate) Verdict {
	if r.Denominator == 0 {
		return NoData
	}

	if c.terms.MinSample.IsSet() && whole(r.Denominator).Cmp(Exact(c.terms.MinSample.Rat())) < 0 {
		return NotEnough
	}

	if !c.terms.MQLToSQLPct.IsSet() {
		return NoData
	}

	return verdict(r.Pct(), Exact(c.terms.MQLToSQLPct.Rat()), 0)
}

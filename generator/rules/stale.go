package rules

import (
	"cmp"
	"fmt"
	"iter"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// How long things stay fresh beyond their rhythm, in days. The first Friday of a month can be five weeks
// after the one before, and a weekly note may be written on Monday: neither is forgotten.
const (
	// MetricFresh is how long a value of a metric counts as looked at.
	MetricFresh = 45

	monthlyGrace    = 7
	weeklyGrace     = 3
	scorecardDay    = 10 // of the month after
	reviewAfterDays = 30 // of the end of the quarter
)

// checkStale reports what was to happen again and did not.
func checkStale(c *checker, p *plan.Plan) {
	if p.Status == "retired" {
		return
	}

	today := c.today()
	c.staleLoops(p, today)
	c.staleMeetings(p)
	c.staleContent(p)
	c.staleScorecard(p, today)
	c.staleQBR(p, today)
	c.staleMetrics(p)
	c.staleEscalations(p)
}

// grace is how many days late something that comes again in a rhythm may be.
func grace(rhythm string) int {
	if rhythm == "monthly" || rhythm == "quarterly" {
		return monthlyGrace
	}

	return weeklyGrace
}

// forgotten returns when something that comes again in a rhythm is due, and the day from which it is forgotten; false
// where that cannot be told.
func forgotten(last plan.Date, rhythm string) (due, from plan.Date, ok bool) {
	due, ok = plan.NextDue(last, rhythm)

	return due, due.AddDays(grace(rhythm) + 1), ok
}

// longestRhythm is more days than lie between two days of a quarterly meeting.
const longestRhythm = 130

// missedMeeting is the same for a meeting, which is due on a day of its own schedule. One that was held a little
// early or late is not due again on the day for which it was planned.
func missedMeeting(p *plan.Plan, m *plan.Meeting) (due, from plan.Date, ok bool) {
	t := p.Timetable(m)
	if m.LastHeldOn.IsZero() || !t.Rhythm.Known() {
		return forgotten(m.LastHeldOn, m.Rhythm)
	}

	days := t.Dates(m.LastHeldOn.AddDays(grace(m.Rhythm)+1), m.LastHeldOn.AddDays(longestRhythm))
	if len(days) == 0 {
		return due, from, false
	}

	return days[0], days[0].AddDays(grace(m.Rhythm) + 1), true
}

func (c *checker) staleLoops(p *plan.Plan, today plan.Date) {
	for loop := range entries(p.FeedbackLoops) {
		last := loop.StartsOn
		ran := false
		for i := range loop.Runs {
			if on := loop.Runs[i].On; !on.Before(last) && !on.After(today) {
				last, ran = on, true
			}
		}

		due, from, ok := forgotten(last, loop.Cadence)
		if !ok {
			continue
		}

		f := finding{
			key:     loop.Node.Get("runs"),
			due:     due,
			about:   "feedback_loops/" + loop.ID,
			message: fmt.Sprintf("the %s loop %q last ran on %s and was due on %s", loop.Cadence, loop.Heading(), last, due),
			hint:    "run it and note it under runs, or change its cadence",
		}
		if f.key == nil {
			f.key = loop.Node
		}

		if !ran {
			f.message = fmt.Sprintf("the %s loop %q was to start on %s and has not run yet", loop.Cadence, loop.Heading(), last)
		}

		c.addFrom(from, f)
	}
}

func (c *checker) staleMeetings(p *plan.Plan) {
	for m := range entries(p.Meetings) {
		if m.Rhythm == "daily" || m.Rhythm == "weekly" {
			continue
		}

		if due, from, ok := missedMeeting(p, m); ok {
			c.addFrom(from, finding{
				node:    m.Node.Get("last_held_on"),
				due:     due,
				about:   "meetings/" + m.ID,
				message: fmt.Sprintf("the %s meeting %q was last held on %s and was due on %s", m.Rhythm, cmp.Or(m.Name, m.Heading()), m.LastHeldOn, due),
				hint:    "hold it and note the date, or take it out of the plan",
			})
		}
	}
}

func (c *checker) staleContent(p *plan.Plan) {
	for asset := range entries(p.Enablement) {
		if due, ok := asset.ReviewEvery.After(asset.UpdatedOn); ok {
			c.addFrom(due.AddDays(1), finding{
				node:    asset.Node.Get("updated_on"),
				due:     due,
				about:   "enablement/" + asset.ID,
				message: fmt.Sprintf("%q was last updated on %s and was due for it on %s", asset.Heading(), asset.UpdatedOn, due),
				hint:    "update it and note the date; an asset out of date does not count as current",
			})
		}
	}

	for training := range entries(p.Training) {
		if due, ok := training.RepeatEvery.After(training.LastDeliveredOn); ok {
			c.addFrom(due.AddDays(1), finding{
				node:    training.Node.Get("last_delivered_on"),
				due:     due,
				about:   "training/" + training.ID,
				message: fmt.Sprintf("the training %q was last given on %s and was due on %s", training.Heading(), training.LastDeliveredOn, due),
				hint:    "give it again and note the date",
			})
		}
	}
}

// staleScorecard asks for the scorecards of last month and of this one, of a team that keeps them.
func (c *checker) staleScorecard(p *plan.Plan, today plan.Date) {
	if len(p.Scorecards) == 0 {
		return
	}

	for ago := range 2 {
		c.scorecardOf(p, worktime.MonthOf(today).Add(ago-1))
	}
}

func (c *checker) scorecardOf(p *plan.Plan, month worktime.Month) {
	from := month.Add(1).First().AddDays(scorecardDay)
	card := nodeIn(p.Scorecards, month.String())
	if card == nil {
		c.addFrom(from, finding{
			key:     collection(p, "scorecards"),
			due:     from.AddDays(-1),
			message: fmt.Sprintf("there is no scorecard for %s", month),
			hint:    fmt.Sprintf("add it by the %dth of the month after", scorecardDay),
		})

		return
	}

	open := 0
	for _, row := range card.Get("rows").Children() {
		if row.Kind == frontmatter.Map && row.Get("actual") == nil {
			open++
		}
	}

	if open > 0 {
		c.addFrom(from, finding{
			key:     card,
			due:     from.AddDays(-1),
			about:   "scorecards/" + month.String(),
			message: fmt.Sprintf("the scorecard for %s still lacks %s", month, plural(open, "actual value")),
			hint:    "add actual to its rows",
		})
	}
}

// staleQBR asks for the reviews of last quarter and of this one, of a team that holds them.
func (c *checker) staleQBR(p *plan.Plan, today plan.Date) {
	if len(p.QBRs) == 0 {
		return
	}

	for ago := range 2 {
		c.qbrOf(p, p.Quarter(today).Add(ago-1))
	}
}

func (c *checker) qbrOf(p *plan.Plan, quarter worktime.Quarter) {
	from := quarter.Last(p.Site.FiscalStart()).AddDays(reviewAfterDays + 1)
	qbr, _ := p.QBRs.Get(quarter.String())
	if qbr != nil && !qbr.HeldOn.IsZero() {
		return
	}

	f := finding{
		key:     collection(p, "qbrs"),
		due:     from.AddDays(-1),
		message: fmt.Sprintf("the quarterly review of %s is not held yet, more than %d days after its end", quarter, reviewAfterDays),
		hint:    "hold it, and note held_on",
	}
	if qbr != nil && qbr.Node != nil {
		f.key, f.about = qbr.Node, "qbrs/"+quarter.String()
	}

	c.addFrom(from, f)
}

func (c *checker) staleMetrics(p *plan.Plan) {
	for value := range values(p) {
		if value.AsOf.IsZero() {
			continue
		}

		due := value.AsOf.AddDays(MetricFresh)
		c.addFrom(due.AddDays(1), finding{
			node:    value.node,
			due:     due,
			about:   value.about,
			message: fmt.Sprintf("%s was last looked at on %s, more than %d days ago", value.name, value.AsOf, MetricFresh),
			hint:    "look again and note value and as_of",
		})
	}
}

// A metricValue is where a metric, or a component of one, stands today.
type metricValue struct {
	plan.Current
	node        *frontmatter.Node // of its day
	name, about string
}

// values yields where all metrics and components of a plan stand.
func values(p *plan.Plan) iter.Seq[metricValue] {
	return func(yield func(metricValue) bool) {
		for m := range entries(p.Metrics) {
			name, about := cmp.Or(m.Name, m.Heading()), "metrics/"+m.ID
			if !yield(metricValue{m.Current, m.Node.Get("current", "as_of"), fmt.Sprintf("the metric %q", name), about}) {
				return
			}

			for part := range entries(m.Components) {
				called := fmt.Sprintf("%q, a component of %q,", cmp.Or(part.Name, part.Heading()), name)
				if !yield(metricValue{part.Current, part.Node.Get("current", "as_of"), called, about}) {
					return
				}
			}
		}
	}
}

func (c *checker) staleEscalations(p *plan.Plan) {
	for e := range entries(p.Escalations) {
		if e.Status == "resolved" || e.Status == "withdrawn" || !e.ResolvedOn.IsZero() {
			continue
		}

		s := p.SLAByID(e.SLA)
		if e.SLA == "" {
			s = p.SLA
		}

		if s == nil {
			continue
		}

		due, ok := c.terms(p, s).EscalationDue(e.RaisedOn, c.calendar(p.CalendarOf(s)), p.ZoneOf(s))
		if !ok {
			continue
		}

		f := finding{
			node:    e.Node.Get("status"),
			due:     worktime.DateOf(due),
			about:   "escalations/" + e.ID,
			message: fmt.Sprintf("the escalation %q was to be resolved by %s", e.Heading(), due.Format("2006-01-02 15:04")),
			hint:    "decide it and note resolved_on, resolution and outcome; next time earlier",
		}
		if f.node == nil {
			f.key = e.Node
		}

		c.addFrom(c.after(worktime.DateOf(due), due.Before(c.asOf)), f)
	}
}

// after returns the day after a day of another zone: today if that has passed there, else one to come.
func (c *checker) after(due plan.Date, passed bool) plan.Date {
	if passed {
		return c.today()
	}

	return latest(due, c.today()).AddDays(1)
}

// checkReviewOverdue reports agreements that nobody has reviewed in time.
func checkReviewOverdue(c *checker, p *plan.Plan) {
	if p.Status == "retired" {
		return
	}

	for _, s := range p.SLAs() {
		today := c.todayOf(p, s)
		terms := c.terms(p, s)
		last, due, reviewed, ok := p.NextReview(s, terms, c.inForce(p, s), today)
		if !ok {
			continue
		}

		what := "signed"
		if reviewed {
			what = "reviewed"
		}

		at := s.Node
		if s.Terms.Review != nil {
			at = s.Terms.Review.Node
		}

		c.addFrom(c.after(due, due.Before(today)), finding{
			key:     at,
			due:     due,
			about:   "slas/" + s.ID,
			message: fmt.Sprintf("%s was last %s on %s, and its %s review was due on %s", agreementName(p, s), what, last, terms.Review.Cadence, due),
			hint:    "review it and note it under sla_reviews, also when nothing changes",
		})
	}
}

// agreementName is what to call an agreement: by its parties where the plan has several.
func agreementName(p *plan.Plan, s *plan.SLA) string {
	if len(p.SLAs()) == 1 {
		return "the agreement"
	}

	return "the agreement of " + functionNames(s.Parties)
}

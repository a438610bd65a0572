package evidence

import (
	"cmp"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A logbook compares what was done with what the CRM knows of it.
type logbook struct {
	*judge
	all    Rate
	leads  Rate
	twice  int
	bySpan []Rate
	months []Rate
	inCRM  []func(attempt) bool // by span
	proxy  bool
}

func newLogbook(j *judge) *logbook {
	l := &logbook{judge: j, bySpan: make([]Rate, len(j.spans)), months: make([]Rate, len(j.outreach.months.starts)), proxy: j.attempts == nil || !j.attempts.hasLogged && !j.attempts.hasSource}
	for i := range j.spans {
		if l.proxy {
			continue
		}

		system := ""
		if terms := j.spans[i].logging(); terms != nil {
			system = terms.System
		}

		l.inCRM = append(l.inCRM, j.attempts.inCRM(system, j.plan.Data.Preset))
	}

	return l
}

// take counts the attempts between the clock start of a row and that of the lead's next one.
func (l *logbook) take(e *event, tried []attempt, c contact) {
	if e.span.logging() == nil {
		return
	}

	if l.proxy {
		l.guess(e, c)
		return
	}

	made, known, records := 0, 0, 0
	for i := 0; i < len(tried); {
		same, copies, machine := i, 0, false
		for ; i < len(tried) && tried[i].at == tried[same].at && tried[i].channel == tried[same].channel; i++ {
			machine = machine || tried[i].flags&byMachine != 0
			if l.inCRM[e.index](tried[i]) {
				copies++
			}
		}

		if machine {
			continue
		}

		made++
		records += copies
		if copies > 0 {
			known++
		}
	}

	if made == 0 {
		return
	}

	l.count(e, known, made)
	l.leads.Denominator++
	if known == made {
		l.leads.Numerator++
	}

	if records > made {
		l.twice++
	}
}

// guess counts a row where there are no attempts: a lead on which somebody decided was contacted, whether the
// CRM knows of an outreach or not.
func (l *logbook) guess(e *event, c contact) {
	decided := e.decision() != undecided && e.decided <= l.at || e.sold != 0 && e.sold <= l.at
	if c.at == 0 && !decided {
		return
	}

	known := 0
	if c.at != 0 {
		known = 1
	}

	l.count(e, known, 1)
}

func (l *logbook) count(e *event, known, made int) {
	l.all.Numerator += known
	l.all.Denominator += made
	month := l.outreach.months.index(e.start)
	for _, rate := range []*Rate{&l.bySpan[e.index], &l.months[month]} {
		rate.Numerator += known
		rate.Denominator += made
	}
}

func (l *logbook) result() *Logging {
	if !promises(l.agreement, (*span).logging) || l.proxy && !l.judge.leads.has["first_outreach_at"] && l.attempts == nil {
		return nil
	}

	out := &Logging{Rate: l.all, Proxy: l.proxy, Leads: l.leads, Twice: l.twice}
	for i, r := range l.bySpan {
		if r.Denominator > 0 {
			out.ByRevision = append(out.ByRevision, RevisionRate{l.spans[i].revision, r})
		}
	}

	for i, r := range l.months {
		if month := l.outreach.months.month(i); r.Denominator > 0 {
			out.Months = append(out.Months, MonthRate{Month: month, Rate: r, Promised: l.promisedAt(month, func(s *span) plan.Number {
				if terms := s.logging(); terms != nil {
					return terms.RequiredPct
				}

				return ""
			})})
		}
	}

	return out
}

// A cadence counts the attempts that were made in time.
type cadence struct {
	*judge
	steps []plan.Attempt // the first attempt first
	rates []Rate
	made  []stamp // of the row that is being counted, by step: when its attempt was made, 0 for not
}

func newCadence(j *judge) *cadence {
	c := &cadence{judge: j}
	if sales := j.now.sales(); sales != nil && j.attempts != nil {
		c.steps = slices.Clone(sales.FollowUpCadence)
		slices.SortStableFunc(c.steps, func(a, b plan.Attempt) int { return cmp.Compare(a.Attempt, b.Attempt) })
		c.rates, c.made = make([]Rate, len(c.steps)), make([]stamp, len(c.steps))
	}

	return c
}

// take counts the steps of a row that the revision of today judges. The first attempt has at least the time of the
// first outreach. A step is not asked of leads that had been decided on by then.
func (c *cadence) take(e *event, tried []attempt, now stamp) {
	if len(c.steps) == 0 || e.span != c.now {
		return
	}

	closed := e.decided
	if e.decision() == undecided || e.sold != 0 && e.sold < closed {
		closed = e.sold
	}

	var outreachDue stamp
	if o := e.span.outreach(); o != nil {
		outreachDue, _ = e.span.due(e.start, o.Limit)
	}

	c.follow(tried)
	for i, step := range c.steps {
		due, ok := e.span.due(e.start, step.After)
		due = max(due, outreachDue)
		if !ok || now <= due || closed != 0 && closed <= due {
			continue
		}

		c.rates[i].Denominator++
		if c.made[i] != 0 && c.made[i] <= due {
			c.rates[i].Numerator++
		}
	}
}

// follow finds when the attempt of each step was made: those of people, one after the other, each on a channel of
// its step. What is on another channel is none of them; what several sources have is one.
func (c *cadence) follow(tried []attempt) {
	clear(c.made)
	number, next := 1, 0
	for i, t := range tried {
		if t.flags&byMachine != 0 || i > 0 && t.at == tried[i-1].at && t.channel == tried[i-1].channel {
			continue
		}

		if next < len(c.steps) && c.steps[next].Attempt == number && !onChannel(c.steps[next].Channels, t.channel) {
			continue
		}

		for ; next < len(c.steps) && c.steps[next].Attempt == number; next++ {
			c.made[next] = t.at
		}

		number++
	}
}

func (c *cadence) result() []CadenceStep {
	var out []CadenceStep
	for i, step := range c.steps {
		out = append(out, CadenceStep{step.Attempt, c.rates[i]})
	}

	return out
}

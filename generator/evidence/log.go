package evidence

import "github.com/lockstep-docs/lockstep/generator/plan"

// A logbook compares what was done with what the CRM knows of it.
type logbook struct {
	*judge
	all    Rate
	leads  Rate
	twice  int
	bySpan []Rate
	inCRM  []func(attempt) bool // by span
	proxy  bool
}

func newLogbook(j *judge) *logbook {
	l := &logbook{judge: j, bySpan: make([]Rate, len(j.spans)), proxy: j.attempts == nil || !j.attempts.hasLogged && !j.attempts.hasSource}
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
	l.bySpan[e.index].Numerator += known
	l.bySpan[e.index].Denominator += made
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

	return out
}

// A cadence counts the attempts that were made in time.
type cadence struct {
	*judge
	steps []plan.Attempt
	rates []Rate
}

func newCadence(j *judge) *cadence {
	c := &cadence{judge: j}
	if sales := j.now.sales(); sales != nil && j.attempts != nil {
		c.steps = sales.FollowUpCadence
		c.rates = make([]Rate, len(c.steps))
	}

	return c
}

// take counts the steps of a row that the revision of today judges. An attempt is in time if so many were made
// when its time was over; the first has at least the time of the first outreach. It is not asked of leads that
// had been decided on by then.
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

	for i, step := range c.steps {
		due, ok := e.span.due(e.start, step.After)
		due = max(due, outreachDue)
		if !ok || now <= due || closed != 0 && closed <= due {
			continue
		}

		c.rates[i].Denominator++
		if distinct(until(tried, due+1)) >= step.Attempt {
			c.rates[i].Numerator++
		}
	}
}

// distinct counts attempts of people, those that several sources have as one.
func distinct(tried []attempt) int {
	n := 0
	for i := range tried {
		machine := tried[i].flags&byMachine != 0
		if !machine && (i == 0 || tried[i].at != tried[i-1].at || tried[i].channel != tried[i-1].channel) {
			n++
		}
	}

	return n
}

func (c *cadence) result() []CadenceStep {
	var out []CadenceStep
	for i, step := range c.steps {
		out = append(out, CadenceStep{step.Attempt, c.rates[i]})
	}

	return out
}

package evidence

import (
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// judge holds an agreement against what was read.
func (in *input) judge(a *agreement) (*SLA, error) {
	j := &judge{input: in, agreement: a, sla: &SLA{ID: a.ID}}
	if in.leads != nil && j.aboutLeads() {
		j.walk()
		j.finish()
	}

	if err := j.commitments(); err != nil {
		return nil, err
	}

	if j.first != 0 {
		j.sla.From, j.sla.To = worktime.DateOf(j.first.time().In(j.zone)), worktime.DateOf(j.last.time().In(j.zone))
	}

	j.clauses()

	return j.sla, nil
}

// A judge holds one agreement against the leads, one lead after the other.
type judge struct {
	*input
	*agreement
	sla *SLA

	outreach   *book
	times      [2][]uint32 // system and human delays
	decisions  *decisions
	volume     *volume
	conversion *conversion
	logged     *logbook
	cadence    *cadence

	first, last stamp // clock starts that were used
	unknown     map[*span]int
	early       int              // attempts before any clock of their leads
	tierOf      []map[uint8]tier // by span: the tiers of the rows' numbers
	tierKeys    names            // ids of tiers
}

// aboutLeads reports whether any revision promises something about leads, or the parties do.
func (j *judge) aboutLeads() bool {
	return j.IsMarketingSales() || promises(j.agreement, (*span).sales) || promises(j.agreement, (*span).marketing)
}

// An event is a row that counts: a lead that qualified, and when.
type event struct {
	*lead
	start stamp // of the clock; 0 where it has not started
	span  *span
	index int // of the span

	outreach, decided stamp // as the clock takes them
}

// newEvent returns the event of a row whose clock starts under a span.
func (j *judge) newEvent(l *lead, start stamp, s *span) event {
	return event{
		lead: l, start: start, span: s, index: -1,
		outreach: j.ending.moment(l.outreach, l.is(outreachDay), start), decided: j.ending.moment(l.decided, l.is(decidedDay), start),
	}
}

// walk goes through the rows by lead.
func (j *judge) walk() {
	all := j.leads
	rows := &j.sla.Rows
	rows.Read, rows.Duplicate = len(all.rows), j.duplicates
	rows.Unparseable += j.doubtful
	j.prepare()

	tried := []attempt(nil)
	if j.attempts != nil {
		tried = j.attempts.rows
	}

	sales := &sales{rows: all.rows, order: j.sold}
	var events []event
	for i := 0; i < len(j.sorted); {
		id := all.rows[j.sorted[i]].id
		events = events[:0]
		for ; i < len(j.sorted) && all.rows[j.sorted[i]].id == id; i++ {
			if e, ok := j.event(&all.rows[j.sorted[i]]); ok {
				events = append(events, e)
			}
		}

		var own []attempt
		own, tried = of(tried, id)
		j.lead(events, own)
		for sales.before(id) {
			j.conversion.take(nil, sales.next())
		}

		j.conversion.take(events, sales.of(id))
	}

	for sales.more() {
		j.conversion.take(nil, sales.next())
	}
}

// event counts a row, and reports whether its lead qualified by then.
func (j *judge) event(l *lead) (event, bool) {
	rows := &j.sla.Rows
	if l.is(shiftedRow) {
		rows.Ambiguous++
	}

	start, s := j.clockStart(l)
	switch {
	case l.is(badRow):
		rows.Unparseable++
		return event{}, false
	case l.mql == 0:
		rows.MissingMQLAt++
		return event{}, false
	case l.mql > j.at:
		rows.Future++
		return event{}, false
	}

	e := j.newEvent(l, start, s)
	if s == nil || s.terms == nil {
		rows.NoSLA++
		if s != nil {
			j.unknown[s]++
		}

		return e, true
	}

	rows.Used++
	e.index = j.indexOf(s)
	if start == 0 {
		rows.NotStarted++
		start = l.mql
	}

	j.used(start)

	return e, true
}

// used notes the clock start of a row that is used.
func (j *judge) used(start stamp) {
	if j.first == 0 || start < j.first {
		j.first = start
	}

	j.last = max(j.last, start)
}

func (j *judge) indexOf(s *span) int {
	for i := range j.spans {
		if &j.spans[i] == s {
			return i
		}
	}

	return -1
}

// lead judges the rows of one lead; they are in the order of mql_at.
func (j *judge) lead(events []event, tried []attempt) {
	tried = j.dated(tried, events)
	j.early += len(until(tried, firstClock(events)))
	for i := range events {
		e := &events[i]
		if e.index < 0 || e.start == 0 {
			continue
		}

		own := tried
		if j.attempts != nil {
			for len(own) > 0 && own[0].at < e.start {
				own = own[1:]
			}

			if i+1 < len(events) && events[i+1].start > e.start {
				own = until(own, events[i+1].start)
			}

			own = until(own, j.at+1)
		}

		contact := j.firstContact(e, tried)
		j.judgeOutreach(e, contact)
		j.decisions.take(e, j.at)
		j.logged.take(e, own, contact)
		j.cadence.take(e, own, j.at)
	}

	j.volume.take(events)
}

// until returns the attempts before a moment.
func until(tried []attempt, end stamp) []attempt {
	n := len(tried)
	for n > 0 && tried[n-1].at >= end {
		n--
	}

	return tried[:n]
}

// judgeOutreach counts a row for the first outreach.
func (j *judge) judgeOutreach(e *event, c contact) {
	if c.early {
		j.sla.Rows.Anomaly++
	}

	o := e.span.outreach()
	if o == nil {
		return
	}

	limit := o.Limit
	tier := j.tier(e)
	if !tier.limit.IsZero() {
		limit = tier.limit
	}

	due, ok := e.span.due(e.start, limit)
	if !ok {
		return
	}

	v := judged{span: e.index, start: e.start, source: e.source, owner: e.owner, tier: tier.number}
	if c.early {
		v.outcome = anomaly
	} else {
		v.outcome = outcomeOf(c.at, due, j.at)
	}

	if c.at != 0 && !c.early {
		v.happened, v.elapsed = true, e.span.elapsed(e.start, c.at)
		j.delays(e, c.at)
	}

	j.outreach.take(v)
}

// outcomeOf compares what happened with when it was due: exactly at the deadline is in time.
func outcomeOf(happened, due, now stamp) outcome {
	switch {
	case happened != 0 && happened <= due:
		return met
	case happened != 0:
		return late
	case now <= due:
		return pending
	}

	return open
}

// delays notes how long a lead waited to be handed over, and then for a person.
func (j *judge) delays(e *event, contacted stamp) {
	handed := max(e.mql, e.assigned)
	if handed > contacted {
		handed = e.start
	}

	if e.created != 0 && e.created <= handed {
		j.times[0] = append(j.times[0], e.span.elapsed(e.created, handed))
		j.times[1] = append(j.times[1], e.span.elapsed(handed, contacted))
	}
}

// A tier is one of the terms', with a number of its own; 0 for none.
type tier struct {
	number uint16
	limit  worktime.Duration
}

// tier returns the tier of a row under its terms.
func (j *judge) tier(e *event) tier {
	if e.lead.tier == 0 {
		return tier{}
	}

	known := j.tierOf[e.index]
	t, seen := known[e.lead.tier]
	if !seen {
		name := j.leads.tiers.name(uint16(e.lead.tier))
		for _, item := range e.span.outreach().Tiers {
			if item.Value != nil && squeeze(item.Key) == squeeze(name) {
				t = tier{j.tierKeys.add(item.Key), item.Value.Limit}
			}
		}

		known[e.lead.tier] = t
	}

	return t
}

// monthsOf returns the months from the quarter of the first revision to the instant of judgment.
func (j *judge) monthsOf() months {
	first := j.today
	if len(j.spans) > 0 && j.spans[0].holds.Before(first) {
		first = j.spans[0].holds
	}

	return newMonths(j.plan.Quarter(first).First(j.plan.Site.FiscalStart()), j.today, j.zone)
}

// prepare makes what the promises need.
func (j *judge) prepare() {
	all := j.monthsOf()
	j.unknown = map[*span]int{}
	j.outreach = &book{spans: j.spans, months: all, now: j.at, times: make([]timed, 0, len(j.sorted))}
	for i := range j.spans {
		j.tierOf = append(j.tierOf, map[uint8]tier{})
		j.outreach.promised = append(j.outreach.promised, outreachPledge(j.spans[i].outreach()))
	}

	j.decisions = newDecisions(j.spans, all, j.at, j.leads)
	j.volume = newVolume(j)
	j.conversion = newConversion(j)
	j.logged = newLogbook(j)
	j.cadence = newCadence(j)
}

// outreachPledge returns what terms promise of the first outreach.
func outreachPledge(o *plan.FirstOutreach) pledge {
	if o == nil {
		return pledge{}
	}

	p := pledge{share: share(o.ComplianceTargetPct), limit: o.Limit}
	for _, item := range o.Tiers {
		if item.Value != nil && !item.Value.Limit.IsZero() {
			p.tiers = append(p.tiers, TierLimit{item.Key, item.Value.Limit})
		}
	}

	return p
}

// finish fills in the results.
func (j *judge) finish() {
	s := j.sla
	if promises(j.agreement, (*span).outreach) && (j.attempts != nil || j.leads.has["first_outreach_at"]) {
		var person func(int) string
		if j.plan.Site.Publish.PeopleMetrics {
			person = func(i int) string { return j.leads.owners.name(uint16(i)) }
		}

		s.FirstOutreach = j.outreach.outreach(
			func(i int) string { return j.tierKeys.name(uint16(i)) },
			func(i int) string { return j.leads.sources.name(uint16(i)) }, person)
		s.FirstOutreach.Anomaly = s.Rows.Anomaly + s.Rows.MissingMQLAt + s.Rows.Future
		s.FirstOutreach.System, s.FirstOutreach.Human = delay(j.times[0]), delay(j.times[1])
	}

	if promises(j.agreement, (*span).disposition) && j.leads.has["disposition"] && j.leads.has["disposition_at"] {
		s.Disposition = j.decisions.result()
	}

	s.Volume, s.Conversion = j.volume.result(), j.conversion.result()
	s.Logging, s.Cadence = j.logged.result(), j.cadence.result()
	j.rowFaults()
}

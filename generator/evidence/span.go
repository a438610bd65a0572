package evidence

import (
	"cmp"
	"slices"
	"time"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A span is the time during which a revision was in force.
type span struct {
	revision    int
	from, until stamp // until is exclusive, and the last stamp there is where nothing follows
	holds       worktime.Date
	terms       *plan.Terms // nil if nobody knows them
	unknown     string      // why
	calendar    *worktime.Calendar
	digest      string
	redefined   bool // an MQL or SQL is something else than before
}

// An agreement is an SLA with its spans.
type agreement struct {
	*plan.SLA
	zone  *time.Location
	spans []span // the first one first
	now   *span  // in force at the instant of judgment; nil for none
	at    stamp  // the instant of judgment
	today worktime.Date
}

// agreements returns those of the plan.
func (m *measurement) agreements() []*agreement {
	var all []*agreement
	for _, s := range m.plan.SLAs() {
		log := m.past.SLA(m.plan.ID, s.ID)
		if log == nil {
			continue
		}

		all = append(all, newAgreement(m.plan, log, m.report.JudgedAt))
	}

	return all
}

func newAgreement(p *plan.Plan, log *history.Log, at time.Time) *agreement {
	a := &agreement{SLA: log.SLA, zone: p.ZoneOf(log.SLA), at: stampOf(at)}
	a.today = worktime.DateOf(at.In(a.zone))
	for _, r := range log.Revisions {
		if r.HoldsFrom.IsZero() {
			continue
		}

		s := span{revision: r.Number, holds: r.HoldsFrom, from: stampOf(r.HoldsFrom.Start(a.zone)), terms: r.Terms(), digest: r.Digest}
		s.calendar, _ = r.Calendar().Business()
		if s.calendar == nil && r.Calendar() == nil {
			s.calendar, _ = p.CalendarOf(log.SLA).Business()
		}

		if s.terms == nil && r.Unknown != nil {
			s.unknown = r.Unknown.Message
		}

		s.redefined = p.Data != nil && slices.ContainsFunc(r.Changes(), func(c history.Change) bool { return c.Definition })
		a.spans = append(a.spans, s)
	}

	a.order()

	return a
}

// order puts the spans one behind the other. Of two that hold from one day the later revision does.
func (a *agreement) order() {
	slices.SortFunc(a.spans, func(x, y span) int {
		return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.revision, y.revision))
	})

	var kept []span
	for i, s := range a.spans {
		s.until = ^stamp(0)
		if i+1 < len(a.spans) {
			s.until = a.spans[i+1].from
		}

		if s.from < s.until {
			kept = append(kept, s)
		}
	}

	a.spans = kept
	a.now = a.spanAt(a.at)
}

// spanAt returns the span of a moment; nil before the first.
func (a *agreement) spanAt(at stamp) *span {
	for i := len(a.spans) - 1; i >= 0; i-- {
		if a.spans[i].from <= at {
			return &a.spans[i]
		}
	}

	return nil
}

// on returns the span of a local date; nil before the first.
func (a *agreement) on(d worktime.Date) *span {
	for i := len(a.spans) - 1; i >= 0; i-- {
		if !a.spans[i].holds.After(d) {
			return &a.spans[i]
		}
	}

	return nil
}

// promisedAt returns what was promised at the end of a month, or at the instant of judgment; none where nothing was.
func (a *agreement) promisedAt(m worktime.Month, of func(*span) plan.Number) Value {
	day := m.Last()
	if day.After(a.today) {
		day = a.today
	}

	promised := of(a.on(day))
	if !promised.IsSet() {
		return Value{}
	}

	return Exact(promised.Rat())
}

// clockStart returns when the clock of a row starts, and the span that judges it: the one in which its own
// clock starts, the last where several say so. The start is 0 where the row does not say, or later than the instant
// of judgment: such a lead is not assigned yet, say, and falls under the revision in force when it qualified. The
// span is nil before the first revision.
//
// Revisions whose clocks start by different columns may send a row to each other: created under the first and
// qualified under the second, where the first starts at mql_at and the second at created_at. Then the revision
// in force at mql_at takes it, or the first, and by its own clock_start: what starts before any revision has none.
func (a *agreement) clockStart(l *lead) (stamp, *span) {
	for i := len(a.spans) - 1; i >= 0; i-- {
		s := &a.spans[i]
		if start := a.start(s, l); start >= s.from && start < s.until && start != 0 {
			return start, s
		}
	}

	if len(a.spans) == 0 {
		return l.mql, nil
	}

	s := a.spanAt(l.mql)
	if s == nil {
		start := a.start(&a.spans[0], l)
		if start < a.spans[0].from {
			return start, nil
		}

		return start, &a.spans[0]
	}

	start := a.start(s, l)
	if start != 0 && start < a.spans[0].from {
		return start, nil
	}

	return start, s
}

// start returns when the clock of a row starts under the terms of a span; 0 where it has not.
func (a *agreement) start(s *span, l *lead) stamp {
	if start := s.start(l); start <= a.at {
		return start
	}

	return 0
}

// start returns when the clock starts under these terms.
func (s *span) start(l *lead) stamp {
	switch s.clockStart() {
	case "assigned_at":
		return l.assigned
	case "created_at":
		return l.created
	}

	return l.mql
}

// clockStart names the time at which the clock starts under these terms; "" for that of mql_at.
func (s *span) clockStart() string {
	if o := s.outreach(); o != nil {
		return o.ClockStart
	}

	return ""
}

func (s *span) sales() *plan.SalesCommitment {
	if s == nil || s.terms == nil {
		return nil
	}

	return s.terms.SalesCommitment
}

func (s *span) outreach() *plan.FirstOutreach {
	if sales := s.sales(); sales != nil {
		return sales.FirstOutreach
	}

	return nil
}

func (s *span) disposition() *plan.Disposition {
	if sales := s.sales(); sales != nil {
		return sales.Disposition
	}

	return nil
}

func (s *span) logging() *plan.AttemptLogging {
	if sales := s.sales(); sales != nil {
		return sales.AttemptLogging
	}

	return nil
}

func (s *span) marketing() *plan.MarketingCommitment {
	if s == nil || s.terms == nil {
		return nil
	}

	return s.terms.MarketingCommitment
}

func (s *span) commitment(id string) *plan.Commitment {
	if s == nil || s.terms == nil {
		return nil
	}

	c, _ := s.terms.MoreCommitments.Get(id)

	return c
}

// promises reports whether any revision has something.
func promises[T any](a *agreement, of func(*span) *T) bool {
	for i := range a.spans {
		if of(&a.spans[i]) != nil {
			return true
		}
	}

	return false
}

// due returns when a duration from a start is over; false where it cannot be reckoned.
func (s *span) due(start stamp, limit worktime.Duration) (stamp, bool) {
	if limit.IsZero() {
		return 0, false
	}

	from := start.time()
	if s.calendar == nil {
		from = from.UTC()
	}

	due, ok := s.calendar.Due(from, limit)
	if !ok {
		return 0, false
	}

	return stampOf(due), true
}

// elapsed returns the business time between two moments in seconds; without a calendar all of the time.
func (s *span) elapsed(from, to stamp) uint32 {
	if to <= from {
		return 0
	}

	if s.calendar == nil {
		return uint32(to - from)
	}

	return uint32(s.calendar.Elapsed(from.time(), to.time()) / time.Second)
}

func stampOf(t time.Time) stamp {
	switch seconds := t.Unix(); {
	case seconds < 0:
		return 0
	case seconds > int64(^stamp(0)):
		return ^stamp(0)
	default:
		return stamp(seconds)
	}
}

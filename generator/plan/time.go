package plan

import (
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// Zone returns the site's time zone; UTC where it has none that is known.
func (s *Site) Zone() *time.Location {
	if s.zone == nil {
		return time.UTC
	}

	return s.zone
}

// FiscalStart returns the month in which a fiscal year starts; January unless the site says otherwise.
func (s *Site) FiscalStart() time.Month {
	if s.FiscalYearStartMonth < 1 || s.FiscalYearStartMonth > 12 {
		return time.January
	}

	return time.Month(s.FiscalYearStartMonth)
}

// Zone returns the time zone of what belongs to no SLA: the site's.
func (p *Plan) Zone() *time.Location { return p.Site.Zone() }

// ZoneOf returns the time zone of an SLA: its calendar's, else the site's.
func (p *Plan) ZoneOf(s *SLA) *time.Location {
	if c := p.CalendarOf(s); c != nil && c.zone != nil {
		return c.zone
	}

	return p.Zone()
}

// Today returns the date of an instant for an SLA, or for what belongs to none if s is nil.
func (p *Plan) Today(s *SLA, asOf time.Time) Date {
	if s == nil {
		return worktime.DateOf(asOf.In(p.Zone()))
	}

	return worktime.DateOf(asOf.In(p.ZoneOf(s)))
}

// Quarter returns the fiscal quarter of a date.
func (p *Plan) Quarter(d Date) worktime.Quarter { return worktime.QuarterOf(d, p.Site.FiscalStart()) }

// Business returns the calendar ready for reckoning; false where its zone or hours cannot be read. Days
// and holidays that cannot be read are left out.
func (c *Calendar) Business() (*worktime.Calendar, bool) {
	if c == nil {
		return nil, false
	}

	zone := c.zone
	if zone == nil { // made by hand, as that of an archive is
		zone, _ = worktime.LoadZone(c.Timezone)
	}

	if zone == nil {
		return nil, false
	}

	var holidays []Date
	for _, holiday := range c.Holidays {
		if d, err := worktime.ParseDate(holiday.Key); err == nil {
			holidays = append(holidays, d)
		}
	}

	calendar, err := worktime.NewCalendar(zone, c.windows(), holidays)

	return calendar, err == nil
}

// Worked returns what tells whether a day is worked: by the plan's only calendar, or else from Monday to Friday.
func (p *Plan) Worked() func(Date) bool {
	if calendar, ok := p.OnlyCalendar().Business(); ok {
		return calendar.IsBusinessDay
	}

	return func(d Date) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }
}

// windows returns the hours by day of the week.
func (c *Calendar) windows() (week [7][]worktime.Window) {
	for _, h := range c.Hours {
		open, openErr := worktime.ParseClock(h.Open)
		closes, closeErr := worktime.ParseClock(h.Close)
		if openErr != nil || closeErr != nil {
			continue
		}

		for _, written := range h.Days {
			days, _ := worktime.ParseDays(written)
			for _, day := range days {
				week[day] = append(week[day], worktime.Window{Open: open, Close: closes})
			}
		}
	}

	return week
}

// NextDue returns the date by which something that comes again in a rhythm (daily, weekly, biweekly,
// monthly, quarterly) comes again after a date; false for no rhythm, such as per_event.
func NextDue(last Date, rhythm string) (due Date, ok bool) {
	if last.IsZero() {
		return Date{}, false
	}

	switch rhythm {
	case "daily":
		return last.AddDays(1), true
	case "weekly":
		return last.AddDays(7), true
	case "biweekly":
		return last.AddDays(14), true
	case "monthly":
		return last.AddMonths(1), true
	case "quarterly":
		return last.AddMonths(3), true
	}

	return Date{}, false
}

// After returns the date that lies a duration after a date, months clamped. Business days count as days,
// for nobody looks at the hour here. False for none, a word, and business hours or minutes.
func (s Span) After(from Date) (Date, bool) {
	if from.IsZero() {
		return Date{}, false
	}

	amount, of := s.Amount()
	switch of {
	case worktime.Minutes:
		return from.AddDays(int(amount / (24 * 60 * 1000))), true
	case worktime.BusinessDays:
		return from.AddDays(int(amount / 1000)), true
	case worktime.Months:
		return from.AddMonths(int(amount / 1000)), true
	}

	return Date{}, false
}

// NextReview returns when an SLA was last looked at, and by when it is to be reviewed again: the cadence of the terms
// after the last review, not after a date; else after the last signature that counts under the revision in force, which
// is nil if there is none. A signature under any other revision is no review. reviewed says which of the two it was;
// false for ok means that there is neither, or no cadence.
func (p *Plan) NextReview(s *SLA, terms *Terms, inForce *Revision, today Date) (last, next Date, reviewed, ok bool) {
	if terms == nil || terms.Review == nil {
		return Date{}, Date{}, false, false
	}

	last = p.LastReview(s, today)
	reviewed = !last.IsZero()
	if !reviewed && inForce != nil {
		last = inForce.lastSignature()
	}

	next, ok = NextDue(last, terms.Review.Cadence)

	return last, next, reviewed, ok
}

// LastReview returns the date on which an SLA was last reviewed, not after a date; none if it never was.
func (p *Plan) LastReview(s *SLA, until Date) Date {
	var last Date
	for _, review := range p.SLAReviews {
		if r := review.Value; r != nil && p.reviews(r, s) && r.HeldOn.After(last) && !r.HeldOn.After(until) {
			last = r.HeldOn
		}
	}

	return last
}

// reviews reports whether a review is one of that SLA; one that names none is of the SLA of Marketing and
// Sales.
func (p *Plan) reviews(r *SLAReview, s *SLA) bool {
	if r.SLA == "" {
		return s == p.SLA
	}

	return p.SLAByID(r.SLA) == s
}

// EscalationDue returns when an escalation raised on a date has to be resolved: the time of the path in
// these terms, from the hour at which the calendar opens on that day. The zone is the calendar's, or zone
// where the SLA has none. False where the terms name no time, or business time has no calendar.
func (t *Terms) EscalationDue(raised Date, calendar *worktime.Calendar, zone *time.Location) (time.Time, bool) {
	if t == nil || t.Escalation == nil {
		return time.Time{}, false
	}

	return escalated(raised, t.Escalation.ResolveWithin, calendar, zone)
}

// Reached returns when an escalation raised on a date comes to this level, in the same way.
func (l *EscalationLevel) Reached(raised Date, calendar *worktime.Calendar, zone *time.Location) (time.Time, bool) {
	return escalated(raised, l.After, calendar, zone)
}

func escalated(raised Date, within worktime.Duration, calendar *worktime.Calendar, zone *time.Location) (time.Time, bool) {
	if raised.IsZero() {
		return time.Time{}, false
	}

	start := raised.Start(zone)
	if calendar != nil {
		start = calendar.Opens(raised)
	}

	return calendar.Due(start, within)
}

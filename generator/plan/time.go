package plan

import (
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// Zone returns the site's time zone; UTC where it has none that is known.
func (s *Site) Zone() *time.Location {
	zone, err := worktime.LoadZone(s.Timezone)
	if err != nil {
		return time.UTC
	}

	return zone
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
	if c := p.CalendarOf(s); c != nil {
		if zone, err := worktime.LoadZone(c.Timezone); err == nil {
			return zone
		}
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

	zone, err := worktime.LoadZone(c.Timezone)
	if err != nil {
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

// AddSpan returns the date that lies a duration of days or longer after a date; calendar days also for
// business units. False for a duration that is none.
func AddSpan(from Date, d worktime.Duration) (Date, bool) {
	amount, of := d.Amount()
	switch of {
	case worktime.Minutes:
		return from.AddDays(int(amount / (24 * 60 * 1000))), true
	case worktime.Months:
		return from.AddMonths(int(amount / 1000)), true
	case worktime.BusinessDays:
		return from.AddDays(int(amount / 1000)), true
	default:
		return Date{}, false
	}
}

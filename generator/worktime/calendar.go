package worktime

import (
	"errors"
	"time"
)

// A Window is a stretch of a day during which a calendar is open: from Open up to, not including, Close.
type Window struct{ Open, Close Clock }

// A Calendar says when a business is open. It is immutable and safe for concurrent use.
//
// It is known for the dates from 1900 to 2149 and closed at all others.
type Calendar struct {
	zone     *time.Location
	hours    [7][]Window
	holidays []int64
}

// NewCalendar returns the calendar with these windows by time.Weekday, in any order, in that zone.
// Windows that overlap or touch are joined. It is an error if the zone is nil or a window does not
// open before it closes.
func NewCalendar(zone *time.Location, hours [7][]Window, holidays []Date) (*Calendar, error) {
	if zone == nil {
		return nil, errors.New("a calendar needs a time zone")
	}

	return &Calendar{zone: zone, hours: hours}, nil
}

// ParseDays reads days of the week like "mon-fri", "mon, wed" or "Saturday" into their order in a week
// that starts on Monday. The error is a *ParseError.
func ParseDays(s string) ([]time.Weekday, error) { return nil, &ParseError{What: "days"} }

// ParseWeekday reads one day of the week, like "mon" or "Monday". The error is a *ParseError.
func ParseWeekday(s string) (time.Weekday, error) { return 0, &ParseError{What: "a weekday"} }

// Zone returns the time zone.
func (c *Calendar) Zone() *time.Location { return c.zone }

// Hours returns the windows by time.Weekday, in order, none touching another. Not to be changed.
func (c *Calendar) Hours() [7][]Window { return c.hours }

// IsHoliday reports whether the date is a holiday.
func (c *Calendar) IsHoliday(d Date) bool { return false }

// IsBusinessDay reports whether the calendar opens on a date: it has windows and is no holiday.
func (c *Calendar) IsBusinessDay(d Date) bool { return false }

// NextBusinessDay returns the first business day on or after a date; false if there is none.
func (c *Calendar) NextBusinessDay(d Date) (Date, bool) { return d, false }

// PreviousBusinessDay returns the last business day on or before a date; false if there is none.
func (c *Calendar) PreviousBusinessDay(d Date) (Date, bool) { return d, false }

// BusinessDays returns the number of business days from first to last, both included.
func (c *Calendar) BusinessDays(first, last Date) int { return 0 }

// Opens returns when a date begins for business: when it opens, or, on a date that never does, at its
// first moment.
func (c *Calendar) Opens(d Date) time.Time { return d.Start(c.zone) }

// Due returns when a duration that starts at a moment is over, in the calendar's zone. It reports false
// for a duration that is none, and where the calendar does not open often enough until 2149.
//
// Time that runs out exactly when a window closes is due at that close. Business days end at a close:
// day 0 is the date of the start if it is a business day and not yet closed, else the next business day;
// n business days are over when the n-th business day after day 0 closes. Of a nil calendar only
// durations that need none are due, in the location of the start.
func (c *Calendar) Due(start time.Time, d Duration) (time.Time, bool) { return start, false }

// Elapsed returns how much business time lies between two moments; 0 if to is not after from.
func (c *Calendar) Elapsed(from, to time.Time) time.Duration { return 0 }

func (c *Calendar) compare(a, b Duration) (order int, comparable bool) { return 0, false }

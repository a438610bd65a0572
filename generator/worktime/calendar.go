package worktime

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"
)

// A Window is a stretch of a day during which a calendar is open: from Open up to, not including, Close.
type Window struct{ Open, Close Clock }

// String returns the window like 09:00-18:00.
func (w Window) String() string { return w.Open.String() + "-" + w.Close.String() }

// A Calendar says when a business is open. It is immutable and safe for concurrent use.
//
// It reaches from 1900 to 2149: on all other dates it is closed.
type Calendar struct {
	zone     *time.Location
	hours    [7][]Window // by time.Weekday, in order, apart
	holidays []int64     // numbers of dates, in order
	known    atomic.Pointer[table]
}

// NewCalendar returns the calendar with these windows by time.Weekday, in any order, in that zone.
// Windows that overlap or touch are joined. It is an error if the zone is nil or a window does not open
// before it closes.
func NewCalendar(zone *time.Location, hours [7][]Window, holidays []Date) (*Calendar, error) {
	if zone == nil {
		return nil, errors.New("a calendar needs a time zone")
	}

	c := &Calendar{zone: zone}
	for day, windows := range hours {
		for _, w := range windows {
			if w.Open < 0 || w.Open >= w.Close || w.Close > EndOfDay {
				return nil, fmt.Errorf("a calendar must open before it closes, not %s on %s", w, time.Weekday(day))
			}
		}

		c.hours[day] = join(windows)
	}

	for _, d := range holidays {
		c.holidays = append(c.holidays, d.number())
	}

	slices.Sort(c.holidays)

	return c, nil
}

// join returns the windows in order, those that overlap or touch as one.
func join(windows []Window) []Window {
	windows = slices.Clone(windows)
	slices.SortFunc(windows, func(a, b Window) int { return cmp.Compare(a.Open, b.Open) })

	joined := windows[:0]
	for _, w := range windows {
		if last := len(joined) - 1; last >= 0 && w.Open <= joined[last].Close {
			joined[last].Close = max(joined[last].Close, w.Close)
			continue
		}

		joined = append(joined, w)
	}

	return joined
}

// Zone returns the time zone.
func (c *Calendar) Zone() *time.Location { return c.zone }

// Hours returns the windows of a day of the week in order, none touching another. They are not to be
// changed.
func (c *Calendar) Hours(day time.Weekday) []Window { return c.hours[day] }

// IsHoliday reports whether a date is a holiday.
func (c *Calendar) IsHoliday(d Date) bool { return c.isHoliday(d.number()) }

func (c *Calendar) isHoliday(date int64) bool {
	_, found := slices.BinarySearch(c.holidays, date)
	return found
}

// windowsOn returns the windows of a date; none on a holiday.
func (c *Calendar) windowsOn(date int64) []Window {
	windows := c.hours[weekday(date)]
	if len(windows) == 0 || c.isHoliday(date) {
		return nil
	}

	return windows
}

// weekday returns the day of the week; 1970-01-01, date 0, was a Thursday.
func weekday(date int64) time.Weekday { return time.Weekday(((date+int64(time.Thursday))%7 + 7) % 7) }

// IsBusinessDay reports whether the calendar opens on a date: it has windows and is no holiday.
func (c *Calendar) IsBusinessDay(d Date) bool { return len(c.windowsOn(d.number())) > 0 }

// NextBusinessDay returns the first business day on or after a date; false for a calendar that never
// opens.
func (c *Calendar) NextBusinessDay(d Date) (Date, bool) { return c.nearestBusinessDay(d, 1) }

// PreviousBusinessDay returns the last business day on or before a date; false for a calendar that never
// opens.
func (c *Calendar) PreviousBusinessDay(d Date) (Date, bool) { return c.nearestBusinessDay(d, -1) }

func (c *Calendar) nearestBusinessDay(d Date, step int64) (Date, bool) {
	// Of so many weeks, one has no holiday.
	date := d.number()
	for range 7 * (len(c.holidays) + 1) {
		if len(c.windowsOn(date)) > 0 {
			return dateNumbered(date), true
		}

		date += step
	}

	return Date{}, false
}

// BusinessDays returns the number of business days from first to last, both included.
func (c *Calendar) BusinessDays(first, last Date) int {
	n := 0
	for date := first.number(); date <= last.number(); date++ {
		if len(c.windowsOn(date)) > 0 {
			n++
		}
	}

	return n
}

// Opens returns when a date begins for business: when the calendar opens, or, where it does not open on
// that date, the date's first moment.
func (c *Calendar) Opens(d Date) time.Time {
	windows := c.windowsOn(d.number())
	if len(windows) == 0 {
		return d.Start(c.zone)
	}

	t, _ := d.At(windows[0].Open, c.zone)

	return t
}

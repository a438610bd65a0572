package worktime

import (
	"time"
)

// Due returns when a duration that starts at a moment is over, in the calendar's zone. It reports false
// for a duration that is none, and where the calendar does not open often enough before 2150.
//
// Business time that runs out exactly when a window closes is due at that close. Business days end at a
// close: day 0 is the date of the start if that is a business day and not yet closed, else the next
// business day; n business days are over when the n-th business day after day 0 closes. With a nil
// calendar all other durations work too, in the location of the start.
func (c *Calendar) Due(start time.Time, d Duration) (due time.Time, ok bool) {
	if c != nil {
		start = start.In(c.zone)
	}

	amount, of := d.Amount()
	switch {
	case of == Minutes:
		return start.Add(minutes(amount)), true
	case of == Months:
		return addMonths(start, int(amount/1000)), true
	case c == nil || of == 0:
		return time.Time{}, false
	case of == BusinessMinutes && amount == 0:
		return start, true
	}

	from := nanoseconds(start)
	for t := c.table(from, from); ; t = c.longer(t) {
		var unix int64
		if of == BusinessDays {
			unix, ok = t.closeAfter(from, amount/1000)
		} else {
			unix, ok = t.openFor(from, int64(minutes(amount)))
		}

		if ok || t.last == lastYear {
			return time.Unix(0, unix).In(c.zone), ok
		}
	}
}

// minutes converts thousandths of a minute.
func minutes(thousandths int64) time.Duration {
	return time.Duration(thousandths) * (time.Minute / 1000)
}

// addMonths returns the same local time n months later, the day clamped to the month.
func addMonths(start time.Time, n int) time.Time {
	hour, minute, second := start.Clock()
	t, _ := DateOf(start).AddMonths(n).At(Clock(hour*3600+minute*60+second), start.Location())

	return t.Add(time.Duration(start.Nanosecond()))
}

// Elapsed returns how much business time lies between two moments; 0 if to is not after from.
func (c *Calendar) Elapsed(from, to time.Time) time.Duration {
	if !from.Before(to) {
		return 0
	}

	a, b := nanoseconds(from), nanoseconds(to)
	t := c.table(a, b)

	return time.Duration(t.openUntil(b) - t.openUntil(a))
}

// compare compares business days with business time: when they are due from every half-hour of an
// ordinary week, one without holidays or a change of clocks.
func (c *Calendar) compare(a, b Duration) (order int, comparable bool) {
	ordinary := &Calendar{zone: time.UTC, hours: c.hours}
	monday := time.Date(2001, time.January, 1, 0, 0, 0, 0, time.UTC)

	earlier, later := false, false
	for i := range 7 * 48 {
		start := monday.Add(time.Duration(i) * 30 * time.Minute)
		x, ok := ordinary.Due(start, a)
		y, otherOK := ordinary.Due(start, b)
		if !ok || !otherOK {
			return 0, false
		}

		earlier = earlier || x.Before(y)
		later = later || x.After(y)
	}

	switch {
	case earlier && later:
		return 0, false
	case earlier:
		return -1, true
	case later:
		return 1, true
	default:
		return 0, true
	}
}

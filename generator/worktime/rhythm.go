package worktime

import (
	"math/big"
	"slices"
	"time"
)

// A Cadence says how often something comes again. The zero Cadence is none.
type Cadence uint8

// The cadences.
const (
	Daily Cadence = iota + 1
	Weekly
	Biweekly
	Monthly
	Quarterly
)

// ParseCadence returns the cadence of a word: daily, weekly, biweekly, monthly or quarterly; none for others.
func ParseCadence(word string) Cadence {
	words := []string{"", "daily", "weekly", "biweekly", "monthly", "quarterly"}

	return Cadence(max(0, slices.Index(words, word)))
}

// OnHoliday says what becomes of a day that is a holiday.
type OnHoliday uint8

const (
	// Skip leaves it out.
	Skip OnHoliday = iota
	// NextBusinessDay moves it to the next business day, or leaves it out if it comes again on that day anyway.
	NextBusinessDay
	// Keep holds it all the same.
	Keep
)

// A Rhythm says on which days something comes again.
type Rhythm struct {
	Every Cadence
	// Days are the days of the week on which it is, in any order: of Daily, Weekly and Biweekly any number, of
	// Monthly and Quarterly the one that Ordinal counts.
	Days []time.Weekday
	// Ordinal says which of those days of the month: 1 to 4, or -1 for the last; 0 for another rule.
	Ordinal int
	// DayOfMonth is a day by its number, 1 to 31; in a shorter month the last one. 0 for another rule.
	DayOfMonth int
	// LastBusinessDay is the last day of the month on which a calendar opens. Holidays move it forward.
	LastBusinessDay bool
	// MonthOfQuarter says in which month of a quarter, 1 to 3; 0 is the first.
	MonthOfQuarter int
	// FiscalStart is the month in which fiscal years start; 0 is January.
	FiscalStart time.Month
	// StartsOn is the first day on which it can be; the weeks of Biweekly are counted from it.
	StartsOn Date
	// Holidays says what becomes of a holiday.
	Holidays OnHoliday
}

// An Occasion is one time that something comes again.
type Occasion struct {
	// Planned is the day that follows from the rhythm alone.
	Planned Date
	// On is the day on which it is: another one where a holiday moves it, none where a holiday takes it.
	On Date
}

// Known reports whether the rhythm says on which days it is. One that does not has no occasions.
func (r Rhythm) Known() bool {
	switch r.Every {
	case Daily, Weekly:
		return len(r.Days) > 0
	case Biweekly:
		return len(r.Days) > 0 && !r.StartsOn.IsZero()
	case Monthly, Quarterly:
		return r.LastBusinessDay || r.DayOfMonth > 0 || r.Ordinal != 0 && len(r.Days) > 0
	}

	return false
}

// Occasions returns what the rhythm plans from first to last, both included, in order. A nil calendar has no
// holidays, and business from Monday to Friday.
func (r Rhythm) Occasions(first, last Date, c *Calendar) []Occasion {
	if !r.Known() {
		return nil
	}

	var all []Occasion
	for d := first; !d.After(last); d = d.AddDays(1) {
		if r.plans(d, c) {
			all = append(all, Occasion{d, r.held(d, c)})
		}
	}

	return all
}

// longestMove is more days than any run of holidays has.
const longestMove = 31

// Dates returns the days from first to last, both included, on which it really is, in order.
func (r Rhythm) Dates(first, last Date, c *Calendar) []Date {
	var days []Date
	for _, o := range r.Occasions(first.AddDays(-longestMove), last.AddDays(longestMove), c) {
		if !o.On.IsZero() && !o.On.Before(first) && !o.On.After(last) {
			days = append(days, o.On)
		}
	}

	slices.SortFunc(days, Date.Compare)

	return slices.Compact(days)
}

// plans reports whether the rhythm alone falls on a date.
func (r Rhythm) plans(d Date, c *Calendar) bool {
	if d.Before(r.StartsOn) {
		return false
	}

	switch r.Every {
	case Daily, Weekly:
		return slices.Contains(r.Days, d.Weekday())
	case Biweekly:
		return slices.Contains(r.Days, d.Weekday()) && weeksBetween(r.anchor(), d)%2 == 0
	case Monthly:
		return r.inMonth(d, c)
	case Quarterly:
		start := max(r.FiscalStart, time.January)
		month := (int(d.Month-start) + 12) % 3

		return month == max(r.MonthOfQuarter, 1)-1 && r.inMonth(d, c)
	}

	return false
}

// anchor is the first day of a Biweekly rhythm.
func (r Rhythm) anchor() Date {
	d := r.StartsOn
	for !slices.Contains(r.Days, d.Weekday()) {
		d = d.AddDays(1)
	}

	return d
}

// weeksBetween returns how many weeks, from Monday on, lie between those of two dates.
func weeksBetween(a, b Date) int { return WeekOf(b).First().Sub(WeekOf(a).First()) / 7 }

// inMonth reports whether a rule for a month falls on a date.
func (r Rhythm) inMonth(d Date, c *Calendar) bool {
	last := MonthOf(d).Last()
	switch {
	case r.LastBusinessDay:
		for !c.opensOn(last.Weekday()) {
			last = last.AddDays(-1)
		}

		return d == last
	case r.DayOfMonth > 0:
		return d.Day == min(r.DayOfMonth, last.Day)
	case d.Weekday() != r.Days[0]:
		return false
	case r.Ordinal < 0:
		return d.Day > last.Day-7
	default:
		return (d.Day-1)/7+1 == r.Ordinal
	}
}

// opensOn reports whether a calendar opens on a day of the week; one that never opens, or is nil, does from
// Monday to Friday.
func (c *Calendar) opensOn(day time.Weekday) bool {
	if c == nil || !slices.ContainsFunc(c.hours[:], func(w []Window) bool { return len(w) > 0 }) {
		return day != time.Saturday && day != time.Sunday
	}

	return len(c.hours[day]) > 0
}

// held returns the day on which a planned occasion is; none if a holiday takes it.
func (r Rhythm) held(d Date, c *Calendar) Date {
	if c == nil || !c.IsHoliday(d) || r.Holidays == Keep && !r.LastBusinessDay {
		return d
	}

	if r.LastBusinessDay {
		before, _ := c.PreviousBusinessDay(d)
		return before
	}

	next, ok := c.NextBusinessDay(d)
	if r.Holidays == Skip || !ok || r.plans(next, c) {
		return Date{}
	}

	return next
}

// PerWeek returns how often it is in an average week: as often as it has days, half of that for Biweekly,
// 12/52 for Monthly, 4/52 for Quarterly; 0 for none.
func (r Rhythm) PerWeek() *big.Rat {
	days := int64(max(1, len(r.Days)))
	switch r.Every {
	case Daily, Weekly:
		return big.NewRat(days, 1)
	case Biweekly:
		return big.NewRat(days, 2)
	case Monthly:
		return big.NewRat(12, 52)
	case Quarterly:
		return big.NewRat(4, 52)
	}

	return new(big.Rat)
}

// Package worktime knows business calendars, durations, dates and periods: when "4 business hours" are
// over, how much business time lies between two moments, what "2027-Q1" spans.
//
// All of it is pure: no clock, no machine's own time zone, no state that changes an answer. Every value
// is safe for concurrent use.
//
// # Durations
//
// A Duration is a number with a unit, and there is no default unit. Units form four families; within a
// family durations convert into each other exactly, between families they do not:
//
//	minutes, hours, days, weeks        absolute elapsed time: a day is 24 hours, also when clocks change
//	business_minutes, business_hours   time during which a calendar is open
//	business_days                      the close of the n-th business day after the day of the start
//	months, quarters                   the same day and time of a later month, clamped to its last day
//
// # Local times
//
// Where clocks change, a local time can occur twice or never. Everywhere in this package a time that
// occurs twice is its first occurrence, and one that never occurs is shifted forward by the gap: 02:30
// becomes 03:30. This also holds for the ends of a calendar's windows.
package worktime

import (
	"cmp"
	"strconv"
	"strings"
)

// A Unit is what a duration counts. The zero Unit is none.
type Unit uint8

// The units, from short to long within each family.
const (
	Minutes Unit = iota + 1
	Hours
	Days
	Weeks
	BusinessMinutes
	BusinessHours
	BusinessDays
	Months
	Quarters
)

// unitFacts says of each unit its name in the singular, the smallest unit of its family, and how many of
// those it is.
var unitFacts = [...]struct {
	name  string
	base  Unit
	times int64
}{
	Minutes:         {"minute", Minutes, 1},
	Hours:           {"hour", Minutes, 60},
	Days:            {"day", Minutes, 24 * 60},
	Weeks:           {"week", Minutes, 7 * 24 * 60},
	BusinessMinutes: {"business minute", BusinessMinutes, 1},
	BusinessHours:   {"business hour", BusinessMinutes, 60},
	BusinessDays:    {"business day", BusinessDays, 1},
	Months:          {"month", Months, 1},
	Quarters:        {"quarter", Months, 3},
}

// String returns the unit in the plural, as it is written in a plan: "business hours"; "" for none.
func (u Unit) String() string {
	if u == 0 || int(u) >= len(unitFacts) {
		return ""
	}

	return unitFacts[u].name + "s"
}

// Business reports whether the unit needs a calendar.
func (u Unit) Business() bool { return u >= BusinessMinutes && u <= BusinessDays }

// whole reports whether only whole numbers of the unit make sense.
func (u Unit) whole() bool { return u >= BusinessDays }

// A Duration is an exact number of a unit, such as 1.5 hours. The zero Duration is none: it is not the
// same as "0 hours". Compare durations with Equal, since == also compares how they were written.
type Duration struct {
	thousandths int64
	unit        Unit
	text        string
}

// Of returns n units; n must not be negative.
func Of(n int64, unit Unit) Duration {
	d := Duration{thousandths: n * 1000, unit: unit}
	d.text = d.String()

	return d
}

// IsZero reports whether the duration is none.
func (d Duration) IsZero() bool { return d.unit == 0 }

// Unit returns the unit.
func (d Duration) Unit() Unit { return d.unit }

// Count returns the number without the unit, as a plain decimal: "1.5".
func (d Duration) Count() string { return decimal(d.thousandths) }

// Business reports whether the duration needs a calendar.
func (d Duration) Business() bool { return d.unit.Business() }

// Text returns the duration as its author wrote it.
func (d Duration) Text() string { return d.text }

// String returns the duration in its usual form: "2 business hours", "1 hour", "0.5 days"; "" for none.
func (d Duration) String() string {
	switch {
	case d.unit == 0:
		return ""
	case d.thousandths == 1000:
		return "1 " + unitFacts[d.unit].name
	default:
		return d.Count() + " " + d.unit.String()
	}
}

// MarshalText returns what String returns.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Amount returns the duration in thousandths of the smallest unit of its family (Minutes,
// BusinessMinutes, BusinessDays or Months), so that two of one family can be related exactly.
func (d Duration) Amount() (thousandths int64, of Unit) {
	facts := unitFacts[d.unit]
	return d.thousandths * facts.times, facts.base
}

// Canonical returns one text for all ways to write the same duration: "60 minutes" for an hour. It is
// part of what a signature covers, so its form never changes.
func (d Duration) Canonical() string {
	if d.unit == 0 {
		return ""
	}

	thousandths, of := d.Amount()
	return decimal(thousandths) + " " + of.String()
}

// Equal reports whether two durations are the same, however they are written.
func (d Duration) Equal(other Duration) bool {
	a, of := d.Amount()
	b, otherOf := other.Amount()

	return of == otherOf && a == b
}

// decimal prints thousandths without trailing zeros.
func decimal(thousandths int64) string {
	s := strconv.FormatInt(thousandths/1000, 10)
	if rest := thousandths % 1000; rest != 0 {
		s += strings.TrimRight("."+strconv.FormatInt(1000+rest, 10)[1:], "0")
	}

	return s
}

// Compare says which of two durations is shorter: order is negative if a is, positive if b is, 0 if they
// are the same. Durations of one family compare by value. Business days compare with business hours by
// when they are due from every half-hour of the calendar's ordinary week: one is shorter if it is never
// due later. All other pairs are not comparable, nor is a duration that is none; cal may be nil.
func Compare(a, b Duration, cal *Calendar) (order int, comparable bool) {
	n, of := a.Amount()
	m, otherOf := b.Amount()
	switch {
	case of == 0 || otherOf == 0:
		return 0, false
	case of == otherOf:
		return cmp.Compare(n, m), true
	case cal == nil || !a.Business() || !b.Business():
		return 0, false
	}

	return cal.compare(a, b)
}

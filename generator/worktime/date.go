package worktime

import (
	"cmp"
	"fmt"
	"time"
)

// A Date is a day of the calendar, without a time or a zone. The zero Date is none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the date that t has in its own location.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// ParseDate reads a date like 2026-11-16. The error is a *ParseError.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, &ParseError{What: "a date", Message: "must be a day like 2026-11-16, not " + fmt.Sprintf("%q", s)}
	}

	return DateOf(t), nil
}

// IsZero reports whether the date is none.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the date like 2026-11-16; "" for none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}

	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText returns what String returns.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Compare returns a negative number if d is earlier than other, a positive one if later, 0 if the same.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// AddDays returns the date n days later, or earlier if n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// AddMonths returns the same day n months later, or earlier if n is negative; a day that the month does
// not have becomes its last: 31 January and one month is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	month := MonthOf(d).Add(n)
	return Date{month.Year, month.Month, min(d.Day, month.Last().Day)}
}

// Sub returns the number of days from other to d.
func (d Date) Sub(other Date) int { return int(d.number() - other.number()) }

// Start returns the first moment of the date in a zone.
func (d Date) Start(zone *time.Location) time.Time {
	t, _ := d.At(0, zone)
	return t
}

// End returns the last whole second of the date in a zone.
func (d Date) End(zone *time.Location) time.Time { return d.AddDays(1).Start(zone).Add(-time.Second) }

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// number returns the days since 1970-01-01.
func (d Date) number() int64 { return d.utc().Unix() / secondsPerDay }

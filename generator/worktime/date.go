package worktime

import (
	"cmp"
	"fmt"
	"strings"
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
	text := strings.TrimSpace(s)
	if d, rest, ok := cutDate(text); ok && rest == "" {
		if last := MonthOf(d).Last().Day; d.Day > last {
			return Date{}, &ParseError{
				What:    "a date",
				Message: fmt.Sprintf("must exist: %s %d has no day %d", d.Month, d.Year, d.Day),
				Hint:    fmt.Sprintf("its last day is %s", MonthOf(d).Last()),
			}
		}

		return d, nil
	}

	return Date{}, &ParseError{
		What:    "a date",
		Message: fmt.Sprintf("must be a day like 2026-11-16, not %s", quoted(text)),
		Hint:    didYouMean(guessDate(text).String()),
	}
}

// cutDate cuts YYYY-MM-DD off the start of s. The day is from 1 to 31, whatever the month.
func cutDate(s string) (d Date, rest string, ok bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, s, false
	}

	year, month, day := digits(s[:4]), digits(s[5:7]), digits(s[8:10])
	if year < 1 || month < 1 || month > 12 || day < 1 || day > 31 {
		return Date{}, s, false
	}

	return Date{year, time.Month(month), day}, s[10:], true
}

// digits returns the number that s is in decimal digits; -1 if it has anything else.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			return -1
		}

		n = n*10 + int(s[i]-'0')
	}

	return n
}

// guessDate returns the date that a text in another notation can only mean; none for 03/04/2026, which
// may be in March or in April.
func guessDate(text string) Date {
	if d, rest, ok := cutDate(text); ok && strings.Trim(rest, "0123456789:.TtZz+- ") == "" && d.Day <= MonthOf(d).Last().Day {
		return d
	}

	layouts := []string{
		"2006-1-2", "2006/1/2", "2006.1.2", "20060102", "2.1.2006", "2 Jan 2006", "2 January 2006", "2. January 2006",
		"Jan 2, 2006", "January 2, 2006", "Jan 2 2006", "January 2 2006", "Mon, 2 Jan 2006", "Monday, 2 January 2006",
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil && t.Year() > 0 {
			return DateOf(t)
		}
	}

	american, err := time.Parse("1/2/2006", text)
	european, otherErr := time.Parse("2/1/2006", text)
	switch {
	case err == nil && (otherErr != nil || european.Equal(american)):
		return DateOf(american)
	case err != nil && otherErr == nil:
		return DateOf(european)
	default:
		return Date{}
	}
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

// dateNumbered returns the date that is that many days after 1970-01-01.
func dateNumbered(n int64) Date { return DateOf(time.Unix(n*secondsPerDay, 0).UTC()) }

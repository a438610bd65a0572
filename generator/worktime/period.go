package worktime

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// A Month is a month of a year. The zero Month is none.
type Month struct {
	Year  int
	Month time.Month
}

// MonthOf returns the month of a date.
func MonthOf(d Date) Month { return Month{d.Year, d.Month} }

// ParseMonth reads a month like 2026-11. The error is a *ParseError.
func ParseMonth(s string) (Month, error) {
	text := strings.TrimSpace(s)
	if m, ok := cutMonth(text); ok {
		return m, nil
	}

	return Month{}, periodError("a month", "a month like 2026-11", text, guessMonth(text).String())
}

func cutMonth(s string) (Month, bool) {
	if len(s) != 7 {
		return Month{}, false
	}

	d, _, ok := cutDate(s + "-01")

	return MonthOf(d), ok
}

func guessMonth(text string) Month {
	for _, layout := range []string{"2006-1", "2006/1", "1/2006", "01.2006", "Jan 2006", "January 2006", "2006 Jan", "2006 January"} {
		if t, err := time.Parse(layout, text); err == nil && t.Year() > 0 {
			return MonthOf(DateOf(t))
		}
	}

	return MonthOf(guessDate(text))
}

func periodError(what, like, text, guess string) *ParseError {
	return &ParseError{What: what, Message: fmt.Sprintf("must be %s, not %s", like, quoted(text)), Hint: didYouMean(guess)}
}

// String returns the month like 2026-11; "" for none.
func (m Month) String() string {
	if m == (Month{}) {
		return ""
	}

	return fmt.Sprintf("%04d-%02d", m.Year, int(m.Month))
}

// MarshalText returns what String returns.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// Add returns the month n months later, or earlier if n is negative.
func (m Month) Add(n int) Month {
	t := time.Date(m.Year, m.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return Month{t.Year(), t.Month()}
}

// First returns the first day.
func (m Month) First() Date { return Date{m.Year, m.Month, 1} }

// Last returns the last day.
func (m Month) Last() Date { return DateOf(time.Date(m.Year, m.Month+1, 0, 0, 0, 0, 0, time.UTC)) }

// Compare returns a negative number if m is earlier than other, a positive one if later, 0 if the same.
func (m Month) Compare(other Month) int {
	return cmp.Or(cmp.Compare(m.Year, other.Year), cmp.Compare(m.Month, other.Month))
}

// A Quarter is a quarter, from 1 to 4, of a fiscal year, which is named for the year in which it ends.
// The zero Quarter is none.
type Quarter struct{ Year, Number int }

// ParseQuarter reads a quarter like 2027-Q1. The error is a *ParseError.
func ParseQuarter(s string) (Quarter, error) {
	text := strings.TrimSpace(s)
	if len(text) == 7 && text[4:6] == "-Q" {
		q := Quarter{digits(text[:4]), digits(text[6:])}
		if q.Year > 0 && q.Number >= 1 && q.Number <= 4 {
			return q, nil
		}
	}

	return Quarter{}, periodError("a quarter", "a quarter like 2027-Q1", text, guessQuarter(text).String())
}

var (
	yearQuarter = regexp.MustCompile(`(?i)^(?:FY ?)?([0-9]{4})[ /_-]*Q([1-4])$`)
	quarterYear = regexp.MustCompile(`(?i)^Q([1-4])[ /_-]*(?:FY ?)?([0-9]{4})$`)
)

func guessQuarter(text string) Quarter {
	if m := yearQuarter.FindStringSubmatch(text); m != nil && digits(m[1]) > 0 {
		return Quarter{digits(m[1]), digits(m[2])}
	}

	if m := quarterYear.FindStringSubmatch(text); m != nil && digits(m[2]) > 0 {
		return Quarter{digits(m[2]), digits(m[1])}
	}

	return Quarter{}
}

// QuarterOf returns the quarter of a date, for fiscal years that start in the month start.
func QuarterOf(d Date, start time.Month) Quarter {
	fromStart := d.Year*12 + int(d.Month) - int(start)
	if start > time.January {
		fromStart += 12
	}

	return Quarter{fromStart / 12, fromStart%12/3 + 1}
}

// String returns the quarter like 2027-Q1; "" for none.
func (q Quarter) String() string {
	if q == (Quarter{}) {
		return ""
	}

	return fmt.Sprintf("%04d-Q%d", q.Year, q.Number)
}

// MarshalText returns what String returns.
func (q Quarter) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// Add returns the quarter n quarters later, or earlier if n is negative.
func (q Quarter) Add(n int) Quarter {
	n += q.Year*4 + q.Number - 1
	return Quarter{n / 4, n%4 + 1}
}

// First returns the first day, for fiscal years that start in the month start.
func (q Quarter) First(start time.Month) Date {
	month := Month{q.Year, start}.Add(3 * (q.Number - 1))
	if start > time.January {
		month = month.Add(-12)
	}

	return month.First()
}

// Last returns the last day, for fiscal years that start in the month start.
func (q Quarter) Last(start time.Month) Date { return q.Add(1).First(start).AddDays(-1) }

// Compare returns a negative number if q is earlier than other, a positive one if later, 0 if the same.
func (q Quarter) Compare(other Quarter) int {
	return cmp.Or(cmp.Compare(q.Year, other.Year), cmp.Compare(q.Number, other.Number))
}

// A Week is an ISO week, from Monday to Sunday; its year can differ from that of a date in it. The zero
// Week is none.
type Week struct{ Year, Number int }

// WeekOf returns the week of a date.
func WeekOf(d Date) Week {
	year, number := d.utc().ISOWeek()
	return Week{year, number}
}

// ParseWeek reads a week like 2026-W07. The error is a *ParseError.
func ParseWeek(s string) (Week, error) {
	text := strings.TrimSpace(s)
	if len(text) != 8 || text[4:6] != "-W" || digits(text[:4]) < 1 || digits(text[6:]) < 1 {
		return Week{}, periodError("a week", "a week like 2026-W07", text, guessWeek(text).String())
	}

	w := Week{digits(text[:4]), digits(text[6:])}
	if last := WeekOf(Date{w.Year, time.December, 28}); w.Number > last.Number {
		e := periodError("a week", fmt.Sprintf("a week that exists: the last of %04d is %s", w.Year, last), text, "")
		return Week{}, e
	}

	return w, nil
}

var (
	yearWeek = regexp.MustCompile(`(?i)^([0-9]{4})[ /_-]*(?:W|CW|KW|week) ?([0-9]{1,2})$`)
	weekYear = regexp.MustCompile(`(?i)^(?:W|CW|KW|week) ?([0-9]{1,2})[ /_-]*([0-9]{4})$`)
)

func guessWeek(text string) Week {
	var w Week
	if m := yearWeek.FindStringSubmatch(text); m != nil {
		w = Week{digits(m[1]), digits(m[2])}
	} else if m := weekYear.FindStringSubmatch(text); m != nil {
		w = Week{digits(m[2]), digits(m[1])}
	}

	if w.Year < 1 || w.Number < 1 || w != WeekOf(w.First()) {
		return Week{}
	}

	return w
}

// String returns the week like 2026-W07; "" for none.
func (w Week) String() string {
	if w == (Week{}) {
		return ""
	}

	return fmt.Sprintf("%04d-W%02d", w.Year, w.Number)
}

// MarshalText returns what String returns.
func (w Week) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// First returns the Monday.
func (w Week) First() Date {
	fourth := Date{w.Year, time.January, 4} // is always in the first week
	monday := fourth.AddDays(-(int(fourth.Weekday()) + 6) % 7)

	return monday.AddDays(7 * (w.Number - 1))
}

// Last returns the Sunday.
func (w Week) Last() Date { return w.First().AddDays(6) }

// Compare returns a negative number if w is earlier than other, a positive one if later, 0 if the same.
func (w Week) Compare(other Week) int {
	return cmp.Or(cmp.Compare(w.Year, other.Year), cmp.Compare(w.Number, other.Number))
}

// A Period is a day, week, month or quarter, named like 2026-11-16, 2026-W07, 2026-11 or 2027-Q1. The
// zero Period is none.
type Period struct {
	Name        string
	First, Last Date
}

// ParsePeriod reads the name of a period, for fiscal years that start in the month start. The error is a
// *ParseError.
func ParsePeriod(s string, start time.Month) (Period, error) {
	text := strings.TrimSpace(s)
	if _, rest, ok := cutDate(text); ok && rest == "" {
		d, err := ParseDate(text)
		return Period{d.String(), d, d}, err
	}

	if len(text) == 8 && text[4:6] == "-W" {
		w, err := ParseWeek(text)
		if err != nil {
			return Period{}, err
		}

		return Period{w.String(), w.First(), w.Last()}, nil
	}

	if m, ok := cutMonth(text); ok {
		return Period{m.String(), m.First(), m.Last()}, nil
	}

	if q, err := ParseQuarter(text); err == nil {
		return Period{q.String(), q.First(start), q.Last(start)}, nil
	}

	guess := cmp.Or(guessQuarter(text).String(), guessWeek(text).String(), guessDate(text).String(), guessMonth(text).String())

	return Period{}, periodError("a period", "a day, week, month or quarter, like 2026-11-16, 2026-W07, 2026-11 or 2027-Q1", text, guess)
}

// String returns the name of the period.
func (p Period) String() string { return p.Name }

// Kind returns "day", "week", "month" or "quarter"; "" for none.
func (p Period) Kind() string {
	switch {
	case len(p.Name) == len("2026-11-16"):
		return "day"
	case len(p.Name) == len("2026-W07"):
		return "week"
	case len(p.Name) == len("2026-11") && p.Name[5] == 'Q':
		return "quarter"
	case len(p.Name) == len("2026-11"):
		return "month"
	default:
		return ""
	}
}

// Next returns the period of the same kind that follows, for fiscal years that start in the month start.
func (p Period) Next(start time.Month) Period {
	first := p.Last.AddDays(1)
	switch p.Kind() {
	case "day":
		return Period{first.String(), first, first}
	case "week":
		w := WeekOf(first)
		return Period{w.String(), first, w.Last()}
	case "month":
		m := MonthOf(first)
		return Period{m.String(), first, m.Last()}
	case "quarter":
		q := QuarterOf(first, start)
		return Period{q.String(), first, q.Last(start)}
	default:
		return Period{}
	}
}

// MarshalText returns the name of the period.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.Name), nil }

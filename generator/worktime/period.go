package worktime

import (
	"fmt"
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
func ParseMonth(s string) (Month, error) { return Month{}, &ParseError{What: "a month"} }

// String returns the month like 2026-11; "" for none.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year, int(m.Month)) }

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
func (m Month) Compare(other Month) int { return m.First().Compare(other.First()) }

// A Quarter is a quarter of a fiscal year, which is named for the year in which it ends. The zero
// Quarter is none.
type Quarter struct{ Year, Number int }

// ParseQuarter reads a quarter like 2027-Q1. The error is a *ParseError.
func ParseQuarter(s string) (Quarter, error) { return Quarter{}, &ParseError{What: "a quarter"} }

// QuarterOf returns the quarter of a date, for fiscal years that start in the month start.
func QuarterOf(d Date, start time.Month) Quarter { return Quarter{} }

// String returns the quarter like 2027-Q1; "" for none.
func (q Quarter) String() string { return fmt.Sprintf("%04d-Q%d", q.Year, q.Number) }

// Add returns the quarter n quarters later, or earlier if n is negative.
func (q Quarter) Add(n int) Quarter { return q }

// First returns the first day, for fiscal years that start in the month start.
func (q Quarter) First(start time.Month) Date { return Date{} }

// Last returns the last day, for fiscal years that start in the month start.
func (q Quarter) Last(start time.Month) Date { return Date{} }

// Compare returns a negative number if q is earlier than other, a positive one if later, 0 if the same.
func (q Quarter) Compare(other Quarter) int { return 0 }

// A Week is an ISO week, from Monday to Sunday. The zero Week is none.
type Week struct{ Year, Number int }

// WeekOf returns the week of a date; its year can differ from that of the date.
func WeekOf(d Date) Week { return Week{} }

// ParseWeek reads a week like 2026-W07. The error is a *ParseError.
func ParseWeek(s string) (Week, error) { return Week{}, &ParseError{What: "a week"} }

// String returns the week like 2026-W07; "" for none.
func (w Week) String() string { return fmt.Sprintf("%04d-W%02d", w.Year, w.Number) }

// First returns the Monday.
func (w Week) First() Date { return Date{} }

// Last returns the Sunday.
func (w Week) Last() Date { return Date{} }

// A Period is a day, week, month or quarter with a name like 2026-11-16, 2026-W07, 2026-11 or 2027-Q1.
type Period struct {
	Name        string
	First, Last Date
}

// ParsePeriod reads the name of a period, for fiscal years that start in the month start. The error is a
// *ParseError.
func ParsePeriod(s string, start time.Month) (Period, error) { return Period{}, &ParseError{What: "a period"} }

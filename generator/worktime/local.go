package worktime

import (
	"fmt"
	"time"
)

const secondsPerDay = 24 * 60 * 60

// A Clock is a time of day in seconds since midnight, from 0 to EndOfDay.
type Clock int32

// EndOfDay is 24:00, which only a window's close can be.
const EndOfDay Clock = secondsPerDay

// ParseClock reads a time of day like 09:00, up to and including 24:00. The error is a *ParseError.
func ParseClock(s string) (Clock, error) { return 0, &ParseError{What: "a time of day"} }

// String returns the time like 09:00, with seconds only where there are some.
func (c Clock) String() string {
	if c%60 != 0 {
		return fmt.Sprintf("%02d:%02d:%02d", c/3600, c/60%60, c%60)
	}

	return fmt.Sprintf("%02d:%02d", c/3600, c/60%60)
}

// Occurs says how often a local time occurs in its zone on its date.
type Occurs uint8

const (
	// Once is the rule.
	Once Occurs = iota
	// Twice is a time in the hour that is repeated when clocks go back: the first occurrence is meant.
	Twice
	// Never is a time in the hour that is left out when clocks go forward: it is shifted by the gap.
	Never
)

// At returns the moment at which clocks in a zone show that time on that date.
func (d Date) At(clock Clock, zone *time.Location) (time.Time, Occurs) {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, int(clock), 0, zone), Once
}

// ParseInstant reads a moment: RFC 3339, or a local time like "2026-11-13 17:55" or "2026-11-13
// 17:55:30" in the given zone. The result is in that zone. The error is a *ParseError.
func ParseInstant(s string, zone *time.Location) (time.Time, Occurs, error) {
	return time.Time{}, Once, &ParseError{What: "a date and time"}
}

// LoadZone returns the time zone of that IANA name, such as America/New_York. The machine's own zone
// ("Local") is none. The error is a *ParseError.
func LoadZone(name string) (*time.Location, error) { return time.LoadLocation(name) }

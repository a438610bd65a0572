package worktime

import (
	"fmt"
	"strings"
	"time"
)

const secondsPerDay = 24 * 60 * 60

// A Clock is a time of day in seconds since midnight, from 0 to EndOfDay.
type Clock int32

// EndOfDay is 24:00, which only the close of a window can be.
const EndOfDay Clock = secondsPerDay

// ParseClock reads a time of day like 09:00, up to and including 24:00. The error is a *ParseError.
func ParseClock(s string) (Clock, error) {
	text := strings.TrimSpace(s)
	if len(text) == 5 && text[2] == ':' {
		hour, minute := digits(text[:2]), digits(text[3:])
		clock := Clock(hour*3600 + minute*60)
		if hour >= 0 && minute >= 0 && minute < 60 && clock <= EndOfDay {
			return clock, nil
		}
	}

	return 0, &ParseError{
		What:    "a time of day",
		Message: fmt.Sprintf("must be from 00:00 to 24:00, like 09:00, not %s", quoted(text)),
		Hint:    didYouMean(guessClock(text)),
	}
}

// guessClock returns the time of day that a text in another notation means; "" if it is none.
func guessClock(text string) string {
	text = strings.ToUpper(strings.ReplaceAll(text, " ", ""))
	text = strings.NewReplacer("A.M.", "AM", "P.M.", "PM", "H", ":").Replace(text)
	for _, layout := range []string{"3PM", "3:04PM", "3.04PM", "15:4", "15.04", "15:", "15:04:05", "1504", "15"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format("15:04")
		}
	}

	return ""
}

// String returns the time like 09:00, with seconds only where there are some.
func (c Clock) String() string {
	if c%60 != 0 {
		return fmt.Sprintf("%02d:%02d:%02d", c/3600, c/60%60, c%60)
	}

	return fmt.Sprintf("%02d:%02d", c/3600, c/60%60)
}

// MarshalText returns what String returns.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Occurs says how often a local time occurs on its date.
type Occurs uint8

const (
	// Once is the rule.
	Once Occurs = iota
	// Twice is a time that is repeated when clocks go back: its first occurrence is meant.
	Twice
	// Never is a time that is left out when clocks go forward: it is shifted forward by the gap.
	Never
)

// At returns the moment at which clocks in a zone show a time on the date, and how often they do.
func (d Date) At(clock Clock, zone *time.Location) (time.Time, Occurs) {
	wall := d.number()*secondsPerDay + int64(clock)
	unix, occurs := resolve(wall, offsetAt(wall-secondsPerDay, zone), offsetAt(wall+secondsPerDay, zone), zone)

	return time.Unix(unix, 0).In(zone), occurs
}

// resolve returns the Unix time at which clocks show wall, the Unix time at which clocks in UTC do. No
// offset is longer than a day, so those before and after, a day or more from wall, are all there can be.
func resolve(wall, before, after int64, zone *time.Location) (unix int64, occurs Occurs) {
	if before == after {
		return wall - before, Once
	}

	early := offsetAt(wall-before, zone) == before
	late := offsetAt(wall-after, zone) == after
	switch {
	case early && late:
		return wall - before, Twice
	case early:
		return wall - before, Once
	case late:
		return wall - after, Once
	default:
		return wall - before, Never
	}
}

// offsetAt returns how many seconds clocks in a zone are ahead of UTC.
func offsetAt(unix int64, zone *time.Location) int64 {
	_, offset := time.Unix(unix, 0).In(zone).Zone()
	return int64(offset)
}

// ParseInstant reads a moment: RFC 3339, or a local time like "2026-11-13 17:55" in the given zone.
// Between date and time stands a space or a T; seconds may be left out and may have decimals; an offset
// may lack its colon. The result is in the given zone; Occurs is about local times and Once for those
// with an offset. A date alone is an error. The error is a *ParseError.
func ParseInstant(s string, zone *time.Location) (time.Time, Occurs, error) {
	text := strings.TrimSpace(s)
	date, rest, ok := cutDate(text)
	if !ok || len(rest) < 6 || rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ' || date.Day > MonthOf(date).Last().Day {
		return time.Time{}, Once, explainInstant(text)
	}

	clock, nanos, rest, ok := cutClock(rest[1:])
	if !ok {
		return time.Time{}, Once, explainInstant(text)
	}

	if rest == "" {
		t, occurs := date.At(clock, zone)
		return t.Add(nanos), occurs, nil
	}

	offset, ok := parseOffset(rest)
	if !ok {
		return time.Time{}, Once, explainInstant(text)
	}

	unix := date.number()*secondsPerDay + int64(clock) - offset

	return time.Unix(unix, int64(nanos)).In(zone), Once, nil
}

// cutClock cuts HH:MM, HH:MM:SS or HH:MM:SS.999 off the start of s.
func cutClock(s string) (clock Clock, nanos time.Duration, rest string, ok bool) {
	if len(s) < 5 || s[2] != ':' {
		return 0, 0, s, false
	}

	hour, minute, second := digits(s[:2]), digits(s[3:5]), 0
	rest = s[5:]
	if strings.HasPrefix(rest, ":") {
		if len(rest) < 3 {
			return 0, 0, s, false
		}

		second, rest = digits(rest[1:3]), rest[3:]
		if nanos, rest, ok = cutFraction(rest); !ok {
			return 0, 0, s, false
		}
	}

	ok = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60

	return Clock(hour*3600 + minute*60 + second), nanos, rest, ok
}

// cutFraction cuts the decimals of a second off the start of s, if there are any. Those beyond the ninth
// are dropped.
func cutFraction(s string) (nanos time.Duration, rest string, ok bool) {
	if !strings.HasPrefix(s, ".") {
		return 0, s, true
	}

	end, unit := 1, 100*time.Millisecond
	for ; end < len(s) && isDigit(s[end]); end++ {
		nanos += time.Duration(s[end]-'0') * unit
		unit /= 10
	}

	return nanos, s[end:], end > 1
}

// parseOffset reads Z or an offset like +01:00, in seconds; also +0100, which some exports have.
func parseOffset(s string) (seconds int64, ok bool) {
	if s == "Z" || s == "z" {
		return 0, true
	}

	if len(s) == 6 && s[3] == ':' {
		s = s[:3] + s[4:]
	}

	if len(s) != 5 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}

	hours, minutes := digits(s[1:3]), digits(s[3:])
	if hours < 0 || hours > 23 || minutes < 0 || minutes > 59 {
		return 0, false
	}

	seconds = int64(hours*3600 + minutes*60)
	if s[0] == '-' {
		seconds = -seconds
	}

	return seconds, true
}

func explainInstant(text string) *ParseError {
	e := &ParseError{What: "a date and time", Message: fmt.Sprintf(`must be like "2026-11-13 17:55", not %s`, quoted(text))}

	day, clock, hasClock := strings.Cut(text, " ")
	if _, rest, ok := cutDate(text); ok && rest != "" {
		day, clock, hasClock = text[:10], strings.TrimLeft(rest, "Tt "), true
	}

	d, err := ParseDate(day)
	if err != nil {
		d = guessDate(day)
	}

	switch {
	case d.IsZero():
		if _, _, ok := cutDate(day); ok {
			e.Hint = err.(*ParseError).Hint
		}
	case !hasClock:
		e.Hint = fmt.Sprintf("add the time of day, like %q", d.String()+" 09:00")
	case clock == "24:00":
		e.Hint = didYouMean(d.AddDays(1).String() + " 00:00")
	case guessClock(clock) != "":
		e.Hint = didYouMean(d.String() + " " + guessClock(clock))
	}

	return e
}

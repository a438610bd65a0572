package worktime

import (
	"fmt"
	"strconv"
	"strings"
)

// A ParseError says why a text could not be read, in words for its author.
type ParseError struct {
	// What should have been there, such as "a duration".
	What string
	// Message continues a sentence that began with What or with the name of a field: `must say its
	// unit, like "4 business hours", not "4"`.
	Message string
	// Hint is the way out, such as `did you mean "4 hours"?`; may be empty.
	Hint string
}

// Error returns What and Message as one sentence.
func (e *ParseError) Error() string { return e.What + " " + e.Message }

// quoted returns what was written for a message, cut where it is too long for one.
func quoted(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		text = string(runes[:59]) + "…"
	}

	return strconv.Quote(text)
}

// longest is how long a duration may be, in the smallest unit of its family.
var longest = [...]int64{
	Minutes:         100 * 365 * 24 * 60,
	BusinessMinutes: 100 * 365 * 24 * 60,
	BusinessDays:    100 * 365,
	Months:          100 * 12,
}

// ParseDuration reads a duration: a number with up to three decimals and a unit, singular or plural,
// with spaces or underscores, in any case. Business days, months and quarters must be whole, and no
// duration is longer than 100 years. The error is a *ParseError.
func ParseDuration(s string) (Duration, error) {
	text := strings.TrimSpace(s)
	number, rest := cutNumber(text)
	unit := unitNamed(rest)
	if number == "" || unit == 0 {
		return Duration{}, explainDuration(text)
	}

	thousandths, exact := parseThousandths(number)
	if !exact {
		return Duration{}, durationError("", "must have at most three decimals, not %s", quoted(text))
	}

	if unit.whole() && thousandths%1000 != 0 {
		return Duration{}, durationError(smallerThan(unit), "must be a whole number of %s, not %s", unit, quoted(text))
	}

	if facts := unitFacts[unit]; thousandths > longest[facts.base]*1000/facts.times {
		return Duration{}, durationError("", "must be at most 100 years, not %s", quoted(text))
	}

	return Duration{thousandths: thousandths, unit: unit, text: text}, nil
}

func durationError(hint, format string, args ...any) *ParseError {
	return &ParseError{What: "a duration", Message: fmt.Sprintf(format, args...), Hint: hint}
}

// smallerThan says what to use for parts of a unit that must be whole.
func smallerThan(unit Unit) string {
	switch unit {
	case BusinessDays:
		return "use business hours for parts of a business day"
	case Quarters:
		return "use months for parts of a quarter"
	default:
		return "use weeks or days for parts of a month"
	}
}

// cutNumber cuts a plain decimal number off the start of s, and the spaces after it.
func cutNumber(s string) (number, rest string) {
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}

	if end > 0 && end+1 < len(s) && s[end] == '.' && isDigit(s[end+1]) {
		for end++; end < len(s) && isDigit(s[end]); end++ {
		}
	}

	return s[:end], strings.TrimSpace(s[end:])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// parseThousandths reads a plain decimal; false if it has over three decimals. Numbers too large for any
// duration become a large number.
func parseThousandths(number string) (n int64, exact bool) {
	whole, fraction, _ := strings.Cut(number, ".")
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > 3 {
		return 0, false
	}

	n, err := strconv.ParseInt(whole+fraction+"000"[len(fraction):], 10, 64)
	if err != nil || n > tooMany {
		return tooMany, true
	}

	return n, true
}

const tooMany = 1_000_000_000_000

// unitNamed returns the unit of that name in any case, singular or plural; 0 if there is none.
func unitNamed(s string) Unit {
	name := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(s), "_", " ")), " ")
	name = strings.TrimSuffix(name, "s")
	for unit := Minutes; unit <= Quarters; unit++ {
		if name == unitFacts[unit].name {
			return unit
		}
	}

	return 0
}

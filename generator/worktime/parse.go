package worktime

import "strings"

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

// ParseDuration reads a duration: a number with up to three decimals and a unit, singular or plural,
// with spaces or underscores, in any case. Business days, months and quarters must be whole, and no
// duration is longer than 100 years. The error is a *ParseError.
func ParseDuration(s string) (Duration, error) {
	text := strings.TrimSpace(s)
	return Duration{}, &ParseError{What: "a duration", Message: "must be a number and a unit, not \"" + text + "\""}
}

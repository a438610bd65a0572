package worktime

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// week is the days of a week in the order in which people write them.
var week = [7]time.Weekday{
	time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday,
}

// ParseWeekday reads one day of the week, like "mon" or "Monday", in any case. The error is a *ParseError.
func ParseWeekday(s string) (time.Weekday, error) {
	text := strings.TrimSpace(s)
	if i := weekIndex(text); i >= 0 {
		return week[i], nil
	}

	return 0, &ParseError{
		What:    "a weekday",
		Message: fmt.Sprintf("must be a day like mon or monday, not %s", quoted(text)),
		Hint:    didYouMean(guessWeekday(text)),
	}
}

// weekIndex returns the place of a day in the week, 0 for Monday; -1 if it is none.
func weekIndex(s string) int {
	name := strings.ToLower(s)
	return slices.IndexFunc(week[:], func(day time.Weekday) bool {
		full := strings.ToLower(day.String())
		return name == full || name == full[:3]
	})
}

func guessWeekday(text string) string {
	var names []string
	for _, day := range week {
		names = append(names, strings.ToLower(day.String()))
	}

	name := strings.TrimSuffix(strings.ToLower(text), ".")
	for _, full := range names {
		if len(name) >= 2 && strings.HasPrefix(full, name) || name == full+"s" {
			return full
		}
	}

	return source.Nearest(name, names)
}

// ParseDays reads days of the week like "mon-fri", "mon, wed" or "Saturday". It returns them in the order
// of a week that starts on Monday, each once; "fri-mon" runs over the weekend. The error is a *ParseError.
func ParseDays(s string) ([]time.Weekday, error) {
	text := strings.TrimSpace(s)

	var open [7]bool
	for part := range strings.SplitSeq(text, ",") {
		from, to, isRange := strings.Cut(strings.ReplaceAll(part, "–", "-"), "-")
		if !isRange {
			to = from
		}

		first, last := weekIndex(strings.TrimSpace(from)), weekIndex(strings.TrimSpace(to))
		if first < 0 || last < 0 {
			return nil, explainDays(text, part)
		}

		for i := first; ; i = (i + 1) % 7 {
			open[i] = true
			if i == last {
				break
			}
		}
	}

	var days []time.Weekday
	for i, day := range week {
		if open[i] {
			days = append(days, day)
		}
	}

	return days, nil
}

// collective are names for several days.
var collective = map[string]string{
	"weekdays": "mon-fri", "working days": "mon-fri", "business days": "mon-fri", "workdays": "mon-fri",
	"weekend": "sat-sun", "weekends": "sat-sun",
	"daily": "mon-sun", "every day": "mon-sun", "all": "mon-sun", "always": "mon-sun",
}

// explainDays says what is wrong with one part of a list of days.
func explainDays(text, part string) *ParseError {
	e := &ParseError{
		What:    "days",
		Message: fmt.Sprintf("must be weekdays like mon-fri or \"mon, wed\", not %s", quoted(text)),
		Hint:    didYouMean(collective[strings.ToLower(text)]),
	}
	if e.Hint != "" {
		return e
	}

	from, to, isRange := strings.Cut(strings.NewReplacer(" to ", "-", "–", "-").Replace(part), "-")
	guess := guessDay(from)
	if isRange && guess != "" {
		guess += "-" + guessDay(to)
	}

	if !strings.HasSuffix(guess, "-") {
		e.Hint = didYouMean(guess)
	}

	return e
}

// guessDay returns the short name of the day that was probably meant.
func guessDay(text string) string {
	name := strings.ToLower(strings.TrimSpace(text))
	if weekIndex(name) < 0 {
		name = guessWeekday(name)
	}

	return name[:min(3, len(name))]
}

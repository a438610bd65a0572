package worktime

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// explainDuration says what is wrong with a text that is no duration, and what was probably meant.
func explainDuration(text string) *ParseError {
	if text == "" {
		return durationError(`write a number and a unit, like "4 business hours"`, "must not be empty")
	}

	if number, rest := cutNumber(text); number != "" && rest == "" {
		guess := guessDuration(number + " business hours")
		return durationError(didYouMean(guess), "must say its unit, like %q, not %s", cmp.Or(guess, "4 business hours"), quoted(text))
	}

	if m := rangePattern.FindStringSubmatch(strings.ToLower(text)); m != nil {
		return durationError(splitRange(m[1], m[2], m[3], m[4]), "must be one number and a unit, not the range %s", quoted(text))
	}

	if rest := strings.TrimLeft(text, "-− "); rest != text {
		return durationError(didYouMean(guessDuration(rest)), "must not be negative, not %s", quoted(text))
	}

	hint := didYouMean(guessDuration(text))
	if hint == "" && isDigit(text[0]) {
		hint = "the units are minutes, hours, days, weeks, months, quarters, business minutes, business hours and business days"
	}

	return durationError(hint, `must be a number and a unit, like "4 business hours", not %s`, quoted(text))
}

// rangePattern matches "24-48 hours", "1 day to 2 days" and the like, in lower case.
var rangePattern = regexp.MustCompile(`^(?:between )?([0-9.]+) ?([a-z_ ]*?) ?(?:-|–|—|\.\.|to|or) ?([0-9.]+) ?([a-z_ ]*)$`)

// splitRange advises to give both ends of a range their own field.
func splitRange(from, fromUnit, to, toUnit string) string {
	if fromUnit == "" {
		fromUnit = toUnit
	}

	low, high := guessDuration(from+" "+fromUnit), guessDuration(to+" "+toUnit)
	if low == "" || high == "" {
		return "give the lower number as target and the upper as limit"
	}

	return fmt.Sprintf("write target: %s and limit: %s", low, high)
}

func didYouMean(guess string) string {
	if guess == "" {
		return ""
	}

	return fmt.Sprintf("did you mean %q?", guess)
}

// otherUnits are names of units that people use and a plan does not, with what one of them is.
var otherUnits = map[string]Duration{
	"m": Of(1, Minutes), "min": Of(1, Minutes), "h": Of(1, Hours), "hr": Of(1, Hours),
	"d": Of(1, Days), "calendar day": Of(1, Days), "calendar hour": Of(1, Hours),
	"w": Of(1, Weeks), "wk": Of(1, Weeks), "fortnight": Of(2, Weeks),
	"mo": Of(1, Months), "mth": Of(1, Months), "calendar month": Of(1, Months),
	"q": Of(1, Quarters), "qtr": Of(1, Quarters),
	"y": Of(12, Months), "yr": Of(12, Months), "year": Of(12, Months),
	"bh": Of(1, BusinessHours), "bd": Of(1, BusinessDays),
	"working minute": Of(1, BusinessMinutes), "working hour": Of(1, BusinessHours),
	"work hour": Of(1, BusinessHours), "office hour": Of(1, BusinessHours),
	"working day": Of(1, BusinessDays), "work day": Of(1, BusinessDays),
	"workday": Of(1, BusinessDays), "weekday": Of(1, BusinessDays),
	"biz hour": Of(1, BusinessHours), "biz day": Of(1, BusinessDays),
}

var (
	qualifier = regexp.MustCompile(`^(?:within|in|under|below|about|around|approximately|approx\.?|roughly|circa|ca\.?|at most|less than|no more than|not more than|no later than|up to|max\.?|maximum|the|<=|>=|<|>|≤|≥|~|≈|\+) ?`)
	numeral   = regexp.MustCompile(`^(?:half an|half a|half|an|a|one|next|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b`)
	thousands = regexp.MustCompile(`([0-9]),([0-9]{3})\b`)
	comma     = regexp.MustCompile(`([0-9]),([0-9])`)
	joint     = regexp.MustCompile(`(?:,| and|&|\+)? ?$`)
)

// fraction matches a number that ends in one of the fractions.
var fraction = regexp.MustCompile(`[0-9]* ?[¼½¾]`)

var fractions = map[string]string{"¼": ".25", "½": ".5", "¾": ".75"}

var numerals = map[string]string{
	"half an": "0.5", "half a": "0.5", "half": "0.5", "an": "1", "a": "1", "one": "1", "next": "1", "two": "2", "three": "3", "four": "4",
	"five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}

// guessDuration returns a duration that the text probably means, in its usual form; "" if it is too far
// from any.
func guessDuration(text string) string {
	if len(text) > 80 {
		return ""
	}

	rest := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(text), "_", " ")), " ")
	rest = qualifier.ReplaceAllString(rest, "")
	rest = thousands.ReplaceAllString(rest, "$1$2")
	rest = comma.ReplaceAllString(rest, "$1.$2")
	rest = strings.TrimSuffix(rest, ".")
	parts := fraction.MatchString(rest)
	rest = fraction.ReplaceAllStringFunc(rest, func(number string) string {
		sign := strings.TrimLeft(number, "0123456789 ")
		return cmp.Or(strings.TrimSpace(strings.TrimSuffix(number, sign)), "0") + fractions[sign]
	})

	var sum Duration
	for rest != "" {
		var part Duration
		part, rest = guessPart(rest)
		if part.IsZero() {
			return ""
		}

		if sum = add(sum, part); sum.IsZero() {
			return ""
		}
	}

	if parts {
		sum = sum.whole()
	}

	guess := sum.String()
	if _, err := ParseDuration(guess); err != nil {
		return ""
	}

	return guess
}

// guessPart reads the first number and unit of s, the unit up to the next number.
func guessPart(s string) (part Duration, rest string) {
	if word := numeral.FindString(s); word != "" {
		s = numerals[word] + s[len(word):]
	} else if strings.HasPrefix(s, ".") {
		s = "0" + s
	}

	number, s := cutNumber(s)
	end := strings.IndexAny(s, "0123456789")
	if end < 0 {
		end = len(s)
	}

	n, ok := parseThousandths(number)
	one := guessUnit(joint.ReplaceAllString(s[:end], ""))
	if number == "" || !ok || one.IsZero() {
		return Duration{}, ""
	}

	return Duration{thousandths: n * (one.thousandths / 1000), unit: one.unit}, s[end:]
}

// guessUnit returns one of the unit that was probably meant.
func guessUnit(name string) Duration {
	if unit := unitNamed(name); unit != 0 {
		return Of(1, unit)
	}

	if one, ok := otherUnits[strings.TrimSuffix(name, "s")]; ok {
		return one
	}

	var names []string
	for unit := Minutes; unit <= Quarters; unit++ {
		names = append(names, unit.String(), unitFacts[unit].name)
	}

	if unit := unitNamed(source.Nearest(name, names)); unit != 0 {
		return Of(1, unit)
	}

	return Duration{}
}

// add returns the sum of two durations of one family in the smaller of their units; none if they are of
// two families. The first may be none.
func add(a, b Duration) Duration {
	n, of := a.Amount()
	m, otherOf := b.Amount()
	switch {
	case a.IsZero():
		return b
	case of != otherOf:
		return Duration{}
	}

	unit := min(a.unit, b.unit)

	return Duration{thousandths: (n + m) / unitFacts[unit].times, unit: unit}
}

// whole returns the same duration in a unit of which it is a whole number, if there is one.
func (d Duration) whole() Duration {
	for d.thousandths%1000 != 0 && d.unit != unitFacts[d.unit].base {
		d = Duration{thousandths: d.thousandths * (unitFacts[d.unit].times / unitFacts[d.unit-1].times), unit: d.unit - 1}
	}

	return d
}

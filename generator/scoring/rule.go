package scoring

import (
	"math/big"
	"slices"
	"strings"
	"unicode"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A Rule gives points for one attribute of a lead.
//
//	match     Points for one of Values, or those of the range in which a number lies
//	per_unit  Points for each one that was counted
//	flag      Points for yes
//	penalty   Points taken away, for one of Values, in a range, for yes, or for each one that was counted
type Rule struct {
	ID, Title, Type, Attribute string
	// Values are as written, without white space around them.
	Values []string
	// Contains says that a value may be a part of the text.
	Contains bool
	// Ranges are in the order of their starts. Each goes up to, but not including, its end; the one that ends
	// highest includes it.
	Ranges []Range
	// Points are what the author wrote; those of a penalty are negative.
	Points *big.Rat
	// MaxPoints is the most that the rule gives or, where points are taken away, takes; nil for no limit.
	MaxPoints *big.Rat

	folded []string // the values as they are compared
}

// A Range is a part of the numbers; From and To are nil where it is open.
type Range struct {
	From, To *big.Rat
	// Last says that To belongs to the range.
	Last bool
	// Points are those of the range.
	Points *big.Rat
}

func newRule(r *plan.ScoringRule) *Rule {
	rule := &Rule{
		ID: r.ID, Title: r.Heading(), Type: r.Type, Attribute: r.Attribute, Contains: r.Contains,
		Points: signed(r.Type, r.Points.Rat()), MaxPoints: optional(r.MaxPoints),
	}
	for _, value := range r.Values {
		if value = strings.TrimSpace(value); value != "" {
			rule.Values = append(rule.Values, value)
			rule.folded = append(rule.folded, Fold(value))
		}
	}

	for _, written := range r.Ranges {
		one := Range{From: optional(written.From), To: optional(written.To), Points: rule.Points}
		if written.Points.IsSet() {
			one.Points = signed(r.Type, written.Points.Rat())
		}

		rule.Ranges = append(rule.Ranges, one)
	}

	slices.SortStableFunc(rule.Ranges, byFrom)
	closeLast(rule.Ranges)

	return rule
}

// signed returns the points of a rule of that type: a penalty takes them away, however they were written.
func signed(kind string, points *big.Rat) *big.Rat {
	if kind == "penalty" && points.Sign() > 0 {
		return new(big.Rat).Neg(points)
	}

	return points
}

// closeLast lets the end of the highest range belong to it.
func closeLast(ranges []Range) {
	highest := -1
	for i, r := range ranges {
		if r.To == nil {
			return
		}

		if highest < 0 || r.To.Cmp(ranges[highest].To) > 0 {
			highest = i
		}
	}

	if highest >= 0 {
		ranges[highest].Last = true
	}
}

func (r *Range) has(n *big.Rat) bool {
	if r.From != nil && n.Cmp(r.From) < 0 {
		return false
	}

	return r.To == nil || n.Cmp(r.To) < 0 || r.Last && n.Cmp(r.To) == 0
}

// points returns what the rule gives a lead.
func (r *Rule) points(lead Lead) *big.Rat {
	value, known := lead.value(r.Attribute)
	if !known {
		return new(big.Rat)
	}

	return r.limit(r.raw(value))
}

// raw returns the points for a value before the rule's own limit.
func (r *Rule) raw(value string) *big.Rat {
	switch {
	case len(r.Values)+len(r.Ranges) > 0 && (r.Type == "match" || r.Type == "penalty"):
		return r.matched(value)
	case r.Type == "flag", r.Type == "penalty" && isTruth(value):
		if Fold(value) == "true" {
			return r.Points
		}
	case r.Type == "per_unit", r.Type == "penalty":
		if count, ok := ParseDecimal(value); ok && count.Sign() > 0 {
			return new(big.Rat).Mul(r.Points, count)
		}
	}

	return new(big.Rat)
}

// matched returns the points for a value that is listed, or else those of the range in which it lies: of
// several, the one that starts last.
func (r *Rule) matched(value string) *big.Rat {
	text := Fold(value)
	for _, wanted := range r.folded {
		if text == wanted || r.Contains && strings.Contains(text, wanted) {
			return r.Points
		}
	}

	points := new(big.Rat)
	if n, ok := ParseDecimal(value); ok {
		for i := range r.Ranges {
			if r.Ranges[i].has(n) {
				points = r.Ranges[i].Points
			}
		}
	}

	return points
}

// limit holds points between MaxPoints and its negative.
func (r *Rule) limit(points *big.Rat) *big.Rat {
	if r.MaxPoints == nil {
		return points
	}

	most := new(big.Rat).Abs(r.MaxPoints)
	if points.Cmp(most) > 0 {
		return most
	}

	if least := most.Neg(most); points.Cmp(least) < 0 {
		return least
	}

	return points
}

// Fold returns a text as it is compared: without white space around it and without regard to case. Each letter
// is folded by itself, so that others can do the same.
func Fold(text string) string {
	return strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, strings.TrimSpace(text))
}

func isTruth(value string) bool {
	folded := Fold(value)
	return folded == "true" || folded == "false"
}

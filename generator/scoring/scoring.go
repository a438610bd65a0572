// Package scoring says how many points a lead has under a scoring model, and how many it could have.
//
// The points of all rules of a category are added and held between 0 and the category's max_points; the
// categories are added and held between 0 and the model's max_score; the score's band is the one with the
// highest min that is not above it. Everything is reckoned in exact decimals, in any order of rules and bands.
//
// What is not known of a lead gives no points. What is known and cannot be used, such as a count of "many",
// gives none either, and [Model.Misfits] says so.
//
// A [Model] is immutable and safe for concurrent use.
package scoring

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A Model is a scoring model made ready for reckoning.
type Model struct {
	ID      string
	Version int
	// MaxScore is the highest score there is.
	MaxScore *big.Rat
	// Categories are in the order written.
	Categories []*Category
	// Bands are in the order of their mins, lowest first.
	Bands []Band
}

// A Category is a group of rules with a cap.
type Category struct {
	ID, Title string
	// MaxPoints is the cap; nil if the author wrote none.
	MaxPoints *big.Rat
	Rules     []*Rule
}

// A Band is a name for scores from Min up to the next band.
type Band struct {
	Name string
	Min  *big.Rat
}

// A Result is what a lead gets.
type Result struct {
	Score *big.Rat
	// Band is the name of the band; "" if none starts so low.
	Band string
	// Uncapped is the score that the lead would have if no category were capped, and UncappedBand its band.
	Uncapped     *big.Rat
	UncappedBand string
	// Categories are in the order of the model's.
	Categories []Subtotal
}

// A Subtotal is what a lead gets in one category.
type Subtotal struct {
	// Points count, Uncapped is their sum before the category's cap.
	Points, Uncapped *big.Rat
	// Rules are the points of each rule, in the order of the category's.
	Rules []*big.Rat
}

// New returns the model that an author wrote. What is no category, rule or
// band with a start is left out.
func New(m *plan.ScoringModel) *Model {
	model := &Model{ID: m.ID, Version: m.Version, MaxScore: m.MaxScore.Rat()}
	for _, item := range m.Categories {
		if item.Value == nil {
			continue
		}

		category := &Category{ID: item.Key, Title: item.Value.Heading(), MaxPoints: optional(item.Value.MaxPoints)}
		for _, rule := range item.Value.Rules {
			if rule.Value != nil {
				category.Rules = append(category.Rules, newRule(rule.Value))
			}
		}

		model.Categories = append(model.Categories, category)
	}

	for _, band := range m.Bands {
		if band.Min.IsSet() {
			model.Bands = append(model.Bands, Band{band.Name, band.Min.Rat()})
		}
	}

	slices.SortStableFunc(model.Bands, func(a, b Band) int { return a.Min.Cmp(b.Min) })

	return model
}

// optional returns the value of a number; nil if the author wrote none.
func optional(n plan.Number) *big.Rat {
	if !n.IsSet() {
		return nil
	}

	return n.Rat()
}

// Score returns what a lead gets.
func (m *Model) Score(lead Lead) Result {
	var result Result
	total, uncapped := new(big.Rat), new(big.Rat)
	for _, category := range m.Categories {
		sum := category.sum(lead)
		total.Add(total, sum.Points)
		uncapped.Add(uncapped, sum.Uncapped)
		result.Categories = append(result.Categories, sum)
	}

	result.Score, result.Uncapped = clamp(total, m.MaxScore), clamp(uncapped, m.MaxScore)
	result.Band, result.UncappedBand = m.BandOf(result.Score), m.BandOf(result.Uncapped)

	return result
}

func (c *Category) sum(lead Lead) Subtotal {
	sum := Subtotal{Uncapped: new(big.Rat), Rules: make([]*big.Rat, len(c.Rules))}
	for i, rule := range c.Rules {
		sum.Rules[i] = rule.points(lead)
		sum.Uncapped.Add(sum.Uncapped, sum.Rules[i])
	}

	sum.Points = clamp(sum.Uncapped, c.MaxPoints)

	return sum
}

// clamp returns a value held between 0 and most, which may be nil for no limit.
func clamp(value, most *big.Rat) *big.Rat {
	switch {
	case value.Sign() < 0:
		return new(big.Rat)
	case most != nil && value.Cmp(most) > 0:
		return most
	}

	return value
}

// BandOf returns the name of the band of a score; "" if none starts so low.
func (m *Model) BandOf(score *big.Rat) string {
	name := ""
	for _, band := range m.Bands {
		if band.Min.Cmp(score) <= 0 {
			name = band.Name
		}
	}

	return name
}

// Capped reports whether a cap gives the lead another score than the sum of all its points would.
func (r Result) Capped() bool { return r.Score.Cmp(r.Uncapped) != 0 }

// Category returns the category of that id; nil if there is none.
func (m *Model) Category(id string) *Category {
	for _, category := range m.Categories {
		if category.ID == id {
			return category
		}
	}

	return nil
}

// Attributes returns the attributes that the model looks at, each once, in the order in which it does.
func (m *Model) Attributes() []string {
	var all []string
	for _, category := range m.Categories {
		for _, rule := range category.Rules {
			if rule.Attribute != "" && !slices.Contains(all, rule.Attribute) {
				all = append(all, rule.Attribute)
			}
		}
	}

	return all
}

// Decimal writes an exact value as people write it: "40", "12.5".
func Decimal(value *big.Rat) string {
	places, _ := value.FloatPrec()
	return value.FloatString(places)
}

// Of returns the model of that id, or the only one where no id is given; nil if there is none, or a choice.
func Of(p *plan.Plan, id string) *Model {
	for _, item := range p.Scoring {
		if item.Value != nil && item.Value.ID != "" && (item.Key == id || id == "" && len(p.Scoring) == 1) {
			return New(item.Value)
		}
	}

	return nil
}

func byFrom(a, b Range) int { return cmp.Or(cmpOpen(a.From, b.From), cmpOpen(a.To, b.To)) }

// cmpOpen compares two ends of ranges, of which nil is the lowest.
func cmpOpen(a, b *big.Rat) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}

	return a.Cmp(b)
}

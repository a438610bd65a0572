package site

import (
	"math/big"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/scoring"
)

// An inputGroup is what the calculator asks for beside one category.
type inputGroup struct {
	Category *scoring.Category
	Inputs   []input
}

// An input is one question of the calculator.
type input struct {
	// ID is unique within the calculator.
	ID               int
	Attribute, Label string
	// Kind is number, yes, choice or text.
	Kind string
	// Options are what can be chosen, or is proposed.
	Options []string
}

// inputs asks for each attribute once, beside the category that looks at it first.
func (p *page) inputs(model *scoring.Model) []inputGroup {
	rules := map[string][]*scoring.Rule{}
	for _, category := range model.Categories {
		for _, rule := range category.Rules {
			rules[rule.Attribute] = append(rules[rule.Attribute], rule)
		}
	}

	var groups []inputGroup
	count := 0
	for _, category := range model.Categories {
		group := inputGroup{Category: category}
		for _, rule := range category.Rules {
			if all := rules[rule.Attribute]; all[0] == rule && rule.Attribute != "" {
				in := p.input(rule.Attribute, all)
				count++
				in.ID = count
				group.Inputs = append(group.Inputs, in)
			}
		}

		groups = append(groups, group)
	}

	return groups
}

func (p *page) input(attribute string, rules []*scoring.Rule) input {
	in := input{Attribute: attribute, Label: p.AttributeName(attribute), Kind: "yes"}
	contains, matches, counts := false, false, false
	for _, rule := range rules {
		contains = contains || rule.Contains
		matches = matches || len(rule.Values) > 0
		counts = counts || rule.Type == "per_unit" || len(rule.Ranges) > 0
		for _, value := range rule.Values {
			if !slices.ContainsFunc(in.Options, func(o string) bool { return scoring.Fold(o) == scoring.Fold(value) }) {
				in.Options = append(in.Options, value)
			}
		}
	}

	switch {
	case matches && (contains || counts):
		in.Kind = "text"
	case matches:
		in.Kind = "choice"
	case counts:
		in.Kind = "number"
	}

	return in
}

// Calculator returns the numbers of a model for the script of the page, as JSON.
func (p *page) Calculator(s *scored) any {
	type object = map[string]any
	optional := func(value *big.Rat) any {
		if value == nil {
			return nil
		}

		return scoring.Decimal(value)
	}

	var categories []object
	for _, category := range s.Model.Categories {
		rules := []object{}
		for _, r := range category.Rules {
			ranges := []object{}
			for _, one := range r.Ranges {
				ranges = append(ranges, object{"from": optional(one.From), "to": optional(one.To), "last": one.Last, "points": scoring.Decimal(one.Points)})
			}

			rules = append(rules, object{
				"type": r.Type, "attribute": r.Attribute, "values": append([]string{}, r.Values...), "contains": r.Contains,
				"ranges": ranges, "points": scoring.Decimal(r.Points), "max": optional(r.MaxPoints),
			})
		}

		categories = append(categories, object{"id": category.ID, "max": optional(category.MaxPoints), "rules": rules})
	}

	bands := []object{}
	for _, band := range s.Model.Bands {
		bands = append(bands, object{"name": band.Name, "min": scoring.Decimal(band.Min)})
	}

	examples := []scoring.Lead{}
	for _, w := range s.Worked {
		examples = append(examples, w.Lead)
	}

	return object{"max": scoring.Decimal(s.Model.MaxScore), "categories": categories, "bands": bands, "examples": examples}
}

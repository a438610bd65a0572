package scoring

import (
	"math/big"
	"slices"
)

// Most returns the highest score that any lead can have under the model. Where two categories look at one
// attribute it may be higher than that, and never lower.
func (m *Model) Most() *big.Rat { return m.MostWithout(nil) }

// MostWithout returns the highest score of leads that get nothing in the categories of those ids.
func (m *Model) MostWithout(categories []string) *big.Rat {
	total := new(big.Rat)
	for _, category := range m.Categories {
		if !slices.Contains(categories, category.ID) {
			total.Add(total, category.most(m.MaxScore))
		}
	}

	return clamp(total, m.MaxScore)
}

// most returns the most points that the category can give, or limit where there is no end to them.
func (c *Category) most(limit *big.Rat) *big.Rat {
	byAttribute := map[string][]*Rule{}
	for _, rule := range c.Rules {
		byAttribute[rule.Attribute] = append(byAttribute[rule.Attribute], rule)
	}

	sum := new(big.Rat)
	for _, rules := range byAttribute {
		most := mostOf(rules)
		if most == nil && c.MaxPoints == nil {
			return limit
		}

		if most == nil {
			return c.MaxPoints
		}

		sum.Add(sum, most)
	}

	return clamp(sum, c.MaxPoints)
}

// mostOf returns the most points that rules on one attribute can give together; nil if there is no end to them.
// It tries every value that is listed, every end of a range and what lies between, and yes. What is counted can
// be as many as it takes, and a text can hold all that it may contain.
func mostOf(rules []*Rule) *big.Rat {
	counted, contained := new(big.Rat), new(big.Rat)
	for _, rule := range rules {
		switch {
		case rule.Type == "per_unit" && rule.Points.Sign() > 0 && rule.MaxPoints == nil:
			return nil
		case rule.Type == "per_unit" && rule.Points.Sign() > 0:
			counted.Add(counted, new(big.Rat).Abs(rule.MaxPoints))
		case rule.Contains && rule.Type == "match" && rule.Points.Sign() > 0:
			contained.Add(contained, rule.limit(rule.Points))
		}
	}

	most := new(big.Rat).Set(contained)
	for _, value := range candidates(rules) {
		sum := new(big.Rat).Set(counted)
		for _, rule := range rules {
			if rule.Type != "per_unit" {
				sum.Add(sum, rule.limit(rule.raw(value)))
			}
		}

		if sum.Cmp(most) > 0 {
			most = sum
		}
	}

	return most
}

// candidates returns values of which one gives the most points.
func candidates(rules []*Rule) []string {
	all := []string{"true", "0"}
	var ends []*big.Rat
	for _, rule := range rules {
		all = append(all, rule.Values...)
		for _, r := range rule.Ranges {
			for _, end := range []*big.Rat{r.From, r.To} {
				if end != nil {
					ends = append(ends, end)
				}
			}
		}
	}

	slices.SortFunc(ends, func(a, b *big.Rat) int { return a.Cmp(b) })
	one := big.NewRat(1, 1)
	for i, end := range ends {
		all = append(all, Decimal(end))
		if i+1 < len(ends) {
			middle := new(big.Rat).Add(end, ends[i+1])
			all = append(all, Decimal(middle.Mul(middle, big.NewRat(1, 2))))
		}
	}

	if len(ends) > 0 {
		all = append(all, Decimal(new(big.Rat).Sub(ends[0], one)), Decimal(new(big.Rat).Add(ends[len(ends)-1], one)))
	}

	return all
}

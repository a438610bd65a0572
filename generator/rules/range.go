package rules

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// checkRanges reports promises that can only be broken, or only be kept.
func checkRanges(c *checker, p *plan.Plan) {
	for _, s := range p.SLAs() {
		if s.Terms.Node == nil {
			continue
		}

		walk(s.Terms.Node, func(n *frontmatter.Node) {
			if strings.HasSuffix(n.Key(), "_pct") {
				c.percentRange(n)
			}
		})

		if m := s.Terms.MarketingCommitment; m != nil {
			c.volumeRange(m)
		}

		c.limits(p, s)
	}
}

func isNumber(n *frontmatter.Node) bool {
	return n != nil && (n.Kind == frontmatter.Int || n.Kind == frontmatter.Float)
}

var (
	zero    = new(big.Rat)
	one     = big.NewRat(1, 1)
	three   = big.NewRat(3, 1)
	sixty   = big.NewRat(60, 1)
	hundred = big.NewRat(100, 1)
)

func (c *checker) percentRange(n *frontmatter.Node) {
	if !isNumber(n) {
		return
	}

	value := plan.Number(n.Text()).Rat()
	if value.Cmp(zero) > 0 && value.Cmp(hundred) <= 0 {
		return
	}

	c.add(source.Error, finding{
		node:    n,
		message: fmt.Sprintf("%s must be more than 0 and at most 100, not %s", n.Key(), n.Text()),
		hint:    "write a share in percent, such as 20",
	})
}

func (c *checker) volumeRange(m *plan.MarketingCommitment) {
	if v := m.MQLVolume; v != nil && v.Count.IsSet() && v.Count.Rat().Cmp(one) < 0 {
		c.add(source.Error, finding{
			node:    v.Node.Get("count"),
			message: fmt.Sprintf("Marketing must promise at least 1 MQL, not %s", v.Count),
			hint:    "write the number of MQLs a " + v.Per,
		})
	}

	if m.Quality == nil || !m.Quality.MQLToSQLPct.IsSet() {
		return
	}

	node, value := m.Quality.Node.Get("mql_to_sql_pct"), m.Quality.MQLToSQLPct.Rat()
	switch {
	case value.Cmp(sixty) > 0 && value.Cmp(hundred) <= 0:
		c.add(source.Warning, finding{
			node:    node,
			message: fmt.Sprintf("%s%% of MQLs becoming SQLs is much: over 60%%, Marketing passes on only leads that Sales would have found", m.Quality.MQLToSQLPct),
			hint:    "check what is counted as an MQL",
		})
	case value.Cmp(one) >= 0 && value.Cmp(three) < 0:
		c.add(source.Warning, finding{
			node:    node,
			message: fmt.Sprintf("%s%% of MQLs becoming SQLs is little: under 3%%, Sales works through dozens of leads for one", m.Quality.MQLToSQLPct),
			hint:    "check the number, or make the definition of an MQL stricter",
		})
	}
}

// limits compares every target with its limit.
func (c *checker) limits(p *plan.Plan, s *plan.SLA) {
	check := func(n *frontmatter.Node, target, limit worktime.Duration) {
		if !target.IsZero() && !limit.IsZero() {
			c.targetWithin(n, target, limit, c.calendar(p.CalendarOf(s)))
		}
	}

	if sales := s.Terms.SalesCommitment; sales != nil {
		if first := sales.FirstOutreach; first != nil {
			check(first.Node, first.Target, first.Limit)
			for tier := range entries(first.Tiers) {
				check(tier.Node, tier.Target, tier.Limit)
			}
		}

		if d := sales.Disposition; d != nil {
			check(d.Node, d.Target, d.Limit)
		}
	}

	for commitment := range entries(s.Terms.MoreCommitments) {
		check(commitment.Node, commitment.Target, commitment.Limit)
	}
}

func (c *checker) targetWithin(n *frontmatter.Node, target, limit worktime.Duration, calendar *worktime.Calendar) {
	order, comparable := worktime.Compare(target, limit, calendar)
	if comparable && order <= 0 || !comparable && calendar == nil && target.Business() && limit.Business() {
		return // without a calendar nobody can tell, and the calendar is missed elsewhere
	}

	f := finding{
		node:    n.Get("target"),
		message: fmt.Sprintf("the target of %s is longer than the limit of %s", target, limit),
		hint:    "the target is what you aim for, the limit what you promise: swap them?",
	}
	if !comparable {
		f.message = fmt.Sprintf("the target of %s cannot be compared with the limit of %s", target, limit)
		f.hint = "write both in the same unit"
	}

	c.add(source.Error, f)
}

// checkFunnel reports a promise of leads that is too small for the revenue it is derived from.
func checkFunnel(c *checker, p *plan.Plan) {
	for _, s := range p.SLAs() {
		m := s.Terms.MarketingCommitment
		if m == nil || m.Derivation == nil || m.Derivation.RevenueTarget == nil || m.Derivation.AvgDeal == nil {
			continue
		}

		d := m.Derivation
		if d.RevenueTarget.Currency != d.AvgDeal.Currency && d.RevenueTarget.Currency != "" && d.AvgDeal.Currency != "" {
			c.add(source.Warning, finding{
				node:    d.AvgDeal.Node.Get("currency"),
				message: fmt.Sprintf("the revenue is in %s and the average deal in %s, so that the funnel cannot be reckoned", d.RevenueTarget.Currency, d.AvgDeal.Currency),
				hint:    "write both in the same currency",
			})

			continue
		}

		c.funnel(m)
	}
}

func (c *checker) funnel(m *plan.MarketingCommitment) {
	required, ok := RequiredMQLs(m.Derivation)
	if !ok || m.MQLVolume == nil || !m.MQLVolume.Count.IsSet() {
		return
	}

	promised := m.MQLVolume.Count.Rat()
	switch {
	case m.MQLVolume.Per == "quarter" && m.Derivation.Per == "month":
		promised.Quo(promised, three)
	case m.MQLVolume.Per == "month" && m.Derivation.Per == "quarter":
		promised.Mul(promised, three)
	}

	if promised.Cmp(new(big.Rat).SetInt(required)) >= 0 {
		return
	}

	c.add(source.Warning, finding{
		node:    m.MQLVolume.Node.Get("count"),
		message: fmt.Sprintf("the revenue needs %s MQLs a %s, and Marketing promises %s a %s", required, m.Derivation.Per, m.MQLVolume.Count, m.MQLVolume.Per),
		hint:    "promise more, or check the rates in derivation",
		related: []*frontmatter.Node{m.Derivation.Node},
	})
}

// RequiredMQLs returns how many MQLs a revenue needs in one of the derivation's periods: customers =
// revenue × Marketing's share ÷ average deal, MQLs = customers ÷ (MQL to SQL × SQL to customer), rounded
// up. False where a number is absent or not positive.
func RequiredMQLs(d *plan.Derivation) (mqls *big.Int, ok bool) {
	if d == nil || d.RevenueTarget == nil || d.AvgDeal == nil {
		return nil, false
	}

	numbers := []plan.Number{d.RevenueTarget.Value, d.MarketingSharePct, d.AvgDeal.Value, d.MQLToSQLPct, d.SQLToCustomerPct}
	var values [5]*big.Rat
	for i, number := range numbers {
		if values[i] = number.Rat(); values[i].Sign() <= 0 {
			return nil, false
		}
	}

	customers := new(big.Rat).Mul(values[0], values[1])
	customers.Quo(customers, hundred).Quo(customers, values[2])
	rate := new(big.Rat).Mul(values[3], values[4])
	rate.Quo(rate, hundred).Quo(rate, hundred)
	needed := customers.Quo(customers, rate)

	mqls, rest := new(big.Int).QuoRem(needed.Num(), needed.Denom(), new(big.Int))
	if rest.Sign() > 0 {
		mqls.Add(mqls, big.NewInt(1))
	}

	return mqls, true
}

// checkPercents reports shares written as fractions.
func checkSharedPercents(c *checker) { checkPercents(c, nil) }

func checkPercents(c *checker, p *plan.Plan) {
	c.walk(p, func(n *frontmatter.Node) {
		if !strings.HasSuffix(n.Key(), "_pct") || !isNumber(n) {
			return
		}

		value := plan.Number(n.Text()).Rat()
		if value.Cmp(zero) <= 0 || value.Cmp(one) >= 0 {
			return
		}

		meant := new(big.Rat).Mul(value, hundred)
		c.add(source.Warning, finding{
			node:    n,
			message: fmt.Sprintf("%s is %s percent, less than one in a hundred", n.Key(), n.Text()),
			hint:    fmt.Sprintf("did you mean %s?", decimal(meant)),
		})
	})
}

// decimal prints a number without trailing zeros.
func decimal(r *big.Rat) string {
	s := r.FloatString(6)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

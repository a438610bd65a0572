package site

import (
	"fmt"
	"html/template"
	"math/big"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
	"github.com/lockstep-docs/lockstep/generator/rules"
)

// A derivation is the way from a revenue to the MQLs that it takes, in exact numbers.
type derivation struct {
	*plan.Derivation
	// fromMarketing is the part of the revenue that Marketing brings; customers and sqls are what that takes.
	fromMarketing, customers, sqls *big.Rat
	mqls                           *big.Int
}

// derive returns the steps of a derivation; false where a number is absent or not positive.
func derive(d *plan.Derivation) (derivation, bool) {
	mqls, ok := rules.RequiredMQLs(d)
	if !ok {
		return derivation{}, false
	}

	whole := derivation{Derivation: d, mqls: mqls}
	whole.fromMarketing = new(big.Rat).Mul(d.RevenueTarget.Value.Rat(), fraction(d.MarketingSharePct))
	whole.customers = new(big.Rat).Quo(whole.fromMarketing, d.AvgDeal.Value.Rat())
	whole.sqls = new(big.Rat).Quo(whole.customers, fraction(d.SQLToCustomerPct))

	return whole, true
}

// fraction returns a percentage as a part of one.
func fraction(pct plan.Number) *big.Rat { return new(big.Rat).Quo(pct.Rat(), big.NewRat(100, 1)) }

// tenth writes a number with one decimal, where it has any.
func tenth(value *big.Rat) string { return thousands(strings.TrimSuffix(value.FloatString(1), ".0")) }

// Derivation explains how many MQLs the revenue needs; "" where that cannot be told.
func (p *page) Derivation(d *plan.Derivation) template.HTML {
	of, ok := derive(d)
	if !ok {
		return ""
	}

	text := fmt.Sprintf(
		"New revenue of %s a %s, %s%% of it from Marketing, at %s a deal, is %s customers. With %s%% of MQLs becoming SQLs and %s%% of SQLs customers, that takes %s MQLs.",
		p.Money(d.RevenueTarget), d.Per, d.MarketingSharePct, p.Money(d.AvgDeal), tenth(of.customers),
		d.MQLToSQLPct, d.SQLToCustomerPct, thousands(of.mqls.String()),
	)

	return template.HTML(template.HTMLEscapeString(text))
}

// DerivationTree draws the way from the MQLs back to the revenue: which numbers the promise rests on, and how those
// stand that are measured. It is "" where that cannot be told.
func (p *page) DerivationTree(a *agreement) template.HTML {
	of, ok := derive(a.Terms.MarketingCommitment.Derivation)
	if !ok {
		return ""
	}

	currency := of.RevenueTarget.Currency
	tree := figure.Tree{
		ID: p.ID("fig.derivation"), Title: "What that many MQLs follow from", Desc: "From the leads that are needed back to the revenue, over the rates that are assumed between them.",
		Root: figure.Branch{
			Label: thousands(of.mqls.String()) + " MQLs a " + of.Per, Tone: figure.Marketing,
			Parts: []figure.Branch{
				{Label: tenth(of.sqls) + " SQLs", Sub: "customers ÷ share of SQLs that buy", Tone: figure.Sales, Parts: []figure.Branch{
					{Label: tenth(of.customers) + " customers", Sub: "revenue ÷ deal", Parts: []figure.Branch{
						{Label: figure.Format(of.fromMarketing, "currency", currency) + " from Marketing", Parts: []figure.Branch{
							{Label: p.Money(of.RevenueTarget) + " of new revenue"}, {Label: number(of.MarketingSharePct, "percent", "") + " of it from Marketing"},
						}},
						{Label: p.Money(of.AvgDeal) + " a deal"},
					}},
					{Label: number(of.SQLToCustomerPct, "percent", "") + " of SQLs buy"},
				}},
				{Label: number(of.MQLToSQLPct, "percent", "") + " of MQLs become SQLs", Verdict: p.assumed(a, of)},
			},
		},
	}
	p.promised(a, of, &tree.Root)

	tree = redact.Value(p.site.redactor, tree)

	return template.HTML(tree.HTML()) + p.table("What follows from what, as a table", tree.Table())
}

// promised says beside the MQLs that are needed how many are promised, where both are of the same period.
func (p *page) promised(a *agreement, of derivation, root *figure.Branch) {
	volume := a.Terms.MarketingCommitment.MQLVolume
	if volume == nil || volume.Per != of.Per || !volume.Count.IsSet() {
		return
	}

	root.Sub = thousands(string(volume.Count)) + " are promised"
	root.Verdict = figure.Verdict{Tone: figure.Met, Word: "enough"}
	if volume.Count.Rat().Cmp(new(big.Rat).SetInt(of.mqls)) < 0 {
		root.Verdict = figure.Verdict{Tone: figure.Missed, Word: "too few"}
	}
}

// assumed says how the rate that is assumed from MQL to SQL stands; nothing where it is not measured.
func (p *page) assumed(a *agreement, of derivation) figure.Verdict {
	if !a.InForce || p.past {
		return figure.Verdict{}
	}

	now := p.actual(a.SLA, "marketing_commitment.quality")
	if now == nil || now.Value == "" {
		return figure.Verdict{}
	}

	verdict := figure.Verdict{Tone: figure.Met, Word: now.Value + " measured"}
	switch {
	case now.Verdict != evidence.Met && now.Verdict != evidence.Missed:
		verdict.Tone = figure.Wait
	case now.Actual.Rat().Cmp(of.MQLToSQLPct.Rat()) < 0:
		verdict.Tone = figure.Missed
	}

	return verdict
}

package rules

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/scoring"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// checkReach reports scores that no lead can have: those that criteria ask for, and those of bands.
func checkReach(c *checker, p *plan.Plan) {
	walk(p.Node, func(n *frontmatter.Node) {
		if n.Key() == "score_at_least" && isNumber(n) {
			c.scoreAsked(p, n)
		}
	})

	for written := range entries(p.Scoring) {
		model := scoring.New(written)
		c.caps(written, model)
		c.bandOrder(written)
		c.bandHeights(written, model)
	}
}

// scoreAsked reports a criterion that asks for more than its model can give.
func (c *checker) scoreAsked(p *plan.Plan, n *frontmatter.Node) {
	model := scoring.Of(p, text(n.Parent().Get("model")))
	if model == nil {
		return // an unknown name is reported as such
	}

	asked, most := plan.Number(n.Text()).Rat(), model.Most()
	if asked.Cmp(most) <= 0 {
		return
	}

	c.add(source.Error, finding{
		node:    n,
		message: fmt.Sprintf("no lead can score %s: the scoring model %q gives %s at most", scoring.Decimal(asked), model.ID, scoring.Decimal(most)),
		hint:    "ask for less, or let the model give more",
		related: []*frontmatter.Node{p.Node.Get("scoring", model.ID)},
	})
}

// caps reports categories that give less than the highest score together.
func (c *checker) caps(written *plan.ScoringModel, model *scoring.Model) {
	sum := new(big.Rat)
	for _, category := range model.Categories {
		if category.MaxPoints == nil {
			return
		}

		sum.Add(sum, category.MaxPoints)
	}

	if len(model.Categories) == 0 || sum.Cmp(model.MaxScore) >= 0 {
		return
	}

	at := finding{node: written.Node.Get("max_score")}
	if at.node == nil {
		at.key = written.Node.Get("categories")
	}

	at.message = fmt.Sprintf("the categories of %q give %s points at most, and the highest score is %s", written.ID, scoring.Decimal(sum), scoring.Decimal(model.MaxScore))
	at.hint = "raise max_points of a category, or lower max_score"
	c.add(source.Error, at)
}

// bandOrder reports bands whose order says nothing: they rise or fall from one to the next, and no two start at
// one score.
func (c *checker) bandOrder(written *plan.ScoringModel) {
	bands := slices.DeleteFunc(slices.Clone(written.Bands), func(b plan.Band) bool { return !b.Min.IsSet() })
	rising, falling := 0, 0
	for i := 1; i < len(bands); i++ {
		before, band := bands[i-1], bands[i]
		switch order := band.Min.Cmp(before.Min); {
		case order > 0:
			rising++
		case order < 0:
			falling++
		}

		for _, other := range bands[:i] {
			if other.Min.Cmp(band.Min) == 0 {
				c.add(source.Error, finding{
					node:    band.Node.Get("min"),
					message: fmt.Sprintf("the bands %s and %s both start at %s", bandName(other.Name), bandName(band.Name), band.Min),
					hint:    "give each band a start of its own",
					related: []*frontmatter.Node{other.Node},
				})

				return
			}
		}
	}

	if rising > 0 && falling > 0 {
		c.add(source.Error, finding{
			key:     written.Node.Get("bands"),
			message: fmt.Sprintf("the bands of %q are in no order", written.ID),
			hint:    "write them from the highest to the lowest, or the other way round",
		})
	}
}

// bandHeights reports bands that leave the lowest scores without a name, and those that start above every score.
func (c *checker) bandHeights(written *plan.ScoringModel, model *scoring.Model) {
	if len(model.Bands) == 0 {
		return
	}

	if lowest := model.Bands[0]; lowest.Min.Sign() != 0 {
		c.add(source.Error, finding{
			key:     written.Node.Get("bands"),
			message: fmt.Sprintf("the lowest band of %q, %s, starts at %s, and scores start at 0", written.ID, bandName(lowest.Name), scoring.Decimal(lowest.Min)),
			hint:    "let a band start at 0",
		})
	}

	most := model.Most()
	for _, band := range written.Bands {
		low := finding{node: band.Node.Get("min"), hint: "let the band start lower, or the model give more"}
		switch minimum := band.Min.Rat(); {
		case minimum.Cmp(model.MaxScore) > 0:
			low.message = fmt.Sprintf("the band %s starts at %s, above the highest score of %s", bandName(band.Name), band.Min, scoring.Decimal(model.MaxScore))
			c.add(source.Error, low)
		case minimum.Cmp(most) > 0:
			low.message = fmt.Sprintf("no lead can be %s: the rules of %q give %s at most", bandName(band.Name), written.ID, scoring.Decimal(most))
			c.add(source.Warning, low)
		}
	}
}

// checkScoreExamples runs the worked leads of every model.
func checkScoreExamples(c *checker, p *plan.Plan) {
	for written := range entries(p.Scoring) {
		model := scoring.New(written)
		for i := range written.Examples {
			c.scoreExample(model, &written.Examples[i])
		}
	}
}

func (c *checker) scoreExample(model *scoring.Model, example *plan.ScoringExample) {
	lead := scoring.LeadOf(example.Lead)
	for _, misfit := range model.Misfits(lead) {
		c.add(source.Error, finding{
			node:    example.Node.Get("lead", misfit.Attribute),
			message: fmt.Sprintf("a rule of %q looks at %s, which must be %s, not %q", model.ID, misfit.Attribute, misfit.Wanted, misfit.Value),
			hint:    "write what the CRM has there",
		})
	}

	c.unscored(model, example)
	got := model.Score(lead)
	wrong := example.Node.Get("score")
	if wrong == nil || example.Score.Rat().Cmp(got.Score) == 0 {
		wrong = example.Node.Get("band")
		if wrong == nil || example.Band == got.Band {
			return
		}
	}

	c.add(source.Error, finding{
		node:    wrong,
		message: fmt.Sprintf("this lead scores %s, %s, not %s: %s", scoring.Decimal(got.Score), cmp.Or(got.Band, "in no band"), wrong.Text(), addUp(model, got)),
		hint:    "correct the example, or the model",
	})
}

// unscored reports attributes of an example at which no rule looks: they are often written in two ways.
func (c *checker) unscored(model *scoring.Model, example *plan.ScoringExample) {
	known := model.Attributes()
	for _, item := range example.Lead {
		if slices.Contains(known, item.Key) {
			continue
		}

		c.add(source.Warning, finding{
			key:     example.Node.Get("lead", item.Key),
			message: fmt.Sprintf("no rule of %q looks at %q", model.ID, item.Key),
			hint:    didYouMean(item.Key, known, "delete it, or add a rule"),
		})
	}
}

// bandName is the name of a band, or a word for one without.
func bandName(name string) string { return cmp.Or(name, "unnamed") }

// addUp says how a score comes about: "demographics 0, behavior 40 (100, and 40 is its most)".
func addUp(model *scoring.Model, got scoring.Result) string {
	var parts []string
	for i, category := range model.Categories {
		sum := got.Categories[i]
		part := category.ID + " " + scoring.Decimal(sum.Points)
		switch sum.Uncapped.Cmp(sum.Points) {
		case 1:
			part += fmt.Sprintf(" (%s, and %s is its most)", scoring.Decimal(sum.Uncapped), scoring.Decimal(sum.Points))
		case -1:
			part += fmt.Sprintf(" (%s, and 0 is its least)", scoring.Decimal(sum.Uncapped))
		}

		parts = append(parts, part)
	}

	if len(parts) == 0 {
		return "the model has no categories"
	}

	return strings.Join(parts, ", ")
}

// checkScoreFit notes models whose top band can be reached by leads of which nothing fits, and those of which that
// cannot be told.
func checkScoreFit(c *checker, p *plan.Plan) {
	for written := range entries(p.Scoring) {
		model := scoring.New(written)
		if len(model.Bands) < 2 || len(model.Categories) == 0 {
			continue
		}

		fit, top := model.FitCategories(c.mqlInForce(p)), model.Bands[len(model.Bands)-1]
		without := model.MostWithout(fit)
		if without.Cmp(top.Min) < 0 {
			continue
		}

		if len(fit) == 0 {
			c.add(source.Info, finding{
				key:     written.Node,
				message: fmt.Sprintf("which category of %q is about fit cannot be told, so nobody knows whether a lead that does not fit can be %s", written.ID, bandName(top.Name)),
				hint:    "call a category fit, or test the attributes that it looks at in the MQL's firmographic_fit or contact_fit; if none is about fit, keep asking for it beside the score",
			})

			continue
		}

		c.add(source.Info, finding{
			key:     written.Node,
			message: fmt.Sprintf("a lead that does not fit can be %s under %q: it can score %s (without a point in %s)", bandName(top.Name), written.ID, scoring.Decimal(without), list(fit, "and")),
			hint:    "lower the caps of the other categories or raise the band, or keep asking for fit beside the score",
		})
	}
}

// mqlInForce returns the MQL's definition in force; nil if there is none.
func (c *checker) mqlInForce(p *plan.Plan) *plan.MQLDefinition {
	s := p.SLABetween(plan.Marketing, plan.Sales)
	if s == nil {
		return nil
	}

	terms := c.terms(p, s)
	if terms == nil {
		return nil
	}

	return terms.MQLDefinition
}

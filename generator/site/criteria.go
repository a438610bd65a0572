package site

import (
	"html/template"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A criteriaPlace is a list of criteria that the plan holds somewhere.
type criteriaPlace struct {
	// name says whose they are: "the MQL (firm)"; link leads there.
	name, link string
	criteria   []plan.Criterion
}

// criteria returns all criteria of the page's plan: of agreements under the terms in force, then of gates.
func (p *page) criteria() []criteriaPlace {
	var all []criteriaPlace
	add := func(name, link string, criteria []plan.Criterion) {
		if len(criteria) > 0 {
			all = append(all, criteriaPlace{name, link, criteria})
		}
	}

	for _, a := range agreementsOf(p) {
		sla := p.SLALink(a.SLA.ID)
		if d := a.Terms.MQLDefinition; d != nil {
			for _, group := range []namedGroup{{"firm", d.FirmographicFit}, {"behavior", d.BehavioralSignal}, {"contact", d.ContactFit}} {
				if group.Group != nil {
					add("the MQL ("+group.Name+")", sla+"#mql-definition", group.Group.Criteria)
				}
			}

			add("never an MQL", sla+"#mql-definition", d.Exclusions)
			add("an MQL at once", sla+"#mql-definition", d.FastTrack)
		}

		if c := a.Terms.SalesCommitment; c != nil && c.FirstOutreach != nil {
			for _, tier := range c.FirstOutreach.Tiers {
				if tier.Value != nil {
					add("first outreach, "+p.Lower(tier.Key), sla+"#tier-"+tier.Key, tier.Value.When)
				}
			}
		}
	}

	for _, item := range p.Plan.Gates {
		if g := item.Value; g != nil && g.DefinedBy != "sla" {
			add("the gate "+p.GateName(g), p.At("gates", g.ID), g.Criteria)
		}
	}

	return all
}

// GateName returns what a gate is called in a line: its abbreviation, else its name.
func (p *page) GateName(g *plan.Gate) string { return p.Plain(first(g.Short, g.Name, g.Heading())) }

// Test says what a criterion tests, without the attribute's name: "at least 2".
func (p *page) Test(c plan.Criterion) string {
	switch {
	case c.ScoreAtLeast.IsSet():
		return "at least " + string(c.ScoreAtLeast)
	case c.Op == "between":
		return "between " + join(c.Value.Items, "and")
	case c.Op == "exists":
		return operators[c.Op]
	}

	return first(operators[c.Op], c.Op) + " " + join(c.Value.Items, "or")
}

// scoreCriterion says which score a criterion asks for, and by which model.
func (p *page) scoreCriterion(c plan.Criterion) template.HTML {
	text := template.HTML("Score of " + esc(string(c.ScoreAtLeast)) + " or more")
	id := c.Model
	if id == "" && len(p.Plan.Scoring) == 1 {
		id = p.Plan.Scoring[0].Key
	}

	model, ok := p.Plan.Scoring.Get(id)
	if target := place(p.Plan, "scoring", id); ok && model != nil && p.Has(target) {
		text += template.HTML(` (<a href="` + esc(p.To(target)) + `">` + esc(p.Plain(model.Heading())) + `</a>)`)
	}

	return text
}

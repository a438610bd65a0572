package site

import (
	"html/template"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
)

// Journey returns the stages of the journey.
func (p *page) Journey() []*plan.JourneyStage {
	return slices.DeleteFunc(slices.Clone(p.Plan.Journey), func(s *plan.JourneyStage) bool { return s == nil || s.ID == "" })
}

// Gates returns the gates.
func (p *page) Gates() []*plan.Gate {
	return slices.DeleteFunc(p.Plan.Gates.Values(), func(g *plan.Gate) bool { return g == nil || g.ID == "" })
}

// StageName returns what a stage of the journey is called.
func (p *page) StageName(s *plan.JourneyStage) string { return p.Plain(first(s.Name, s.Heading())) }

// A part is what one function does in a stage.
type part struct {
	Function plan.Function
	// Role is lead, support or input; "" if nobody has said.
	Role  string
	Items []string
}

// Verb says what the role is: "leads".
func (r part) Verb() string {
	switch r.Role {
	case "lead":
		return "leads"
	case "support":
		return "supports"
	case "input":
		return "gives input"
	}

	return "takes part"
}

// Parts returns what each function does in a stage: first the one that leads, then the others in the order in
// which a customer meets them.
func (p *page) Parts(s *plan.JourneyStage) []part {
	var parts []part
	if s.Lead != "" {
		parts = append(parts, part{s.Lead, "lead", s.Responsibilities})
	}

	for _, f := range p.Plan.AllFunctions() {
		for _, c := range s.Contributions {
			if c.Function == f {
				parts = append(parts, part{f, c.Role, c.Items})
			}
		}
	}

	return parts
}

// JourneyMap draws the stages from left to right and the functions from top to bottom, with a gate at the end of
// each stage that has one.
func (p *page) JourneyMap() template.HTML {
	stages := p.Journey()
	lane := figure.Swimlane{
		ID: p.ID("fig.journey"), Title: "The customer’s journey",
		Desc: "Who leads each stage, who supports it, who gives input, and what must hold before the next one.",
	}
	var functions []plan.Function
	before := ""
	for _, s := range stages {
		lane.Columns = append(lane.Columns, p.StageName(s))
		column := len(lane.Columns)
		for _, part := range p.Parts(s) {
			functions = append(functions, part.Function)
			lane.Steps = append(lane.Steps, p.journeyStep(s, part, column))
		}

		last := p.chain(&lane, before, s)
		if g, ok := p.Plan.Gates.Get(s.ExitGate); ok && g != nil {
			lane.Columns = append(lane.Columns, "")
			id := "gate-" + s.ID
			lane.Steps = append(lane.Steps, figure.Step{ID: id, Lane: string(s.Lead), Label: p.GateName(g), Gate: true, Column: len(lane.Columns), Href: p.At("gates", g.ID)})
			if last != "" {
				lane.Edges = append(lane.Edges, figure.Edge{From: last, To: []string{id}})
			}

			last = id
		}

		before = last
	}

	if len(lane.Steps) == 0 {
		return ""
	}

	for _, f := range p.inOrder(functions) {
		lane.Lanes = append(lane.Lanes, figure.Lane{ID: string(f), Label: p.FnName(f), Tone: tone(f)})
	}

	return template.HTML(redact.Value(p.site.redactor, lane).HTML()) + p.table("The journey as a table", p.journeyTable(stages))
}

// chain leads from what came before to the cell of the function that leads a stage, and returns that cell.
func (p *page) chain(lane *figure.Swimlane, before string, s *plan.JourneyStage) string {
	if s.Lead == "" {
		return before
	}

	id := s.ID + "-lead"
	if before != "" {
		lane.Edges = append(lane.Edges, figure.Edge{From: before, To: []string{id}})
	}

	return id
}

func (p *page) journeyStep(s *plan.JourneyStage, part part, column int) figure.Step {
	step := figure.Step{ID: s.ID + "-" + string(part.Function) + "-" + part.Role, Lane: string(part.Function), Label: part.Verb(), Column: column}
	if part.Role == "lead" {
		step.ID, step.Lead, step.Href = s.ID+"-lead", true, p.At("journey", s.ID)
	}

	return step
}

// journeyTable is the journey as text: a row for each part of a function in a stage.
func (p *page) journeyTable(stages []*plan.JourneyStage) figure.Table {
	t := figure.Table{Header: []string{"Stage", "Who", "Role", "What", "Gate at its end"}}
	for _, s := range stages {
		gate := ""
		if g, ok := p.Plan.Gates.Get(s.ExitGate); ok && g != nil {
			gate = p.GateName(g)
		}

		for _, part := range p.Parts(s) {
			items := make([]string, len(part.Items))
			for i, item := range part.Items {
				items[i] = p.Plain(item)
			}

			t.Rows = append(t.Rows, []string{p.StageName(s), p.FnName(part.Function), part.Verb(), strings.Join(items, "; "), gate})
		}
	}

	return t
}

// Gate returns the gate of that id; nil if there is none.
func (p *page) Gate(id string) *plan.Gate {
	g, _ := p.Plan.Gates.Get(id)
	return g
}

// A definedIn is the one place that says what a gate asks for, if it is an agreement.
type definedIn struct {
	// Name says what is defined there, Link leads to it.
	Name, Link string
	Agreement  *agreement
	// Elements says in a line what the definition is made of.
	Elements string
}

// DefinedIn returns where an agreement defines a gate; nil where the gate itself does, or nobody.
func (p *page) DefinedIn(g *plan.Gate) *definedIn {
	sla := p.Plan.SLABetween(plan.Marketing, plan.Sales)
	if g.DefinedBy != "sla" || sla == nil {
		return nil
	}

	a := agreementOf(p, sla)
	d := &definedIn{Name: p.SLAName(sla.ID), Link: p.SLALink(sla.ID), Agreement: a}
	switch g.LeadTerm() {
	case "mql":
		d.Link += "#mql-definition"
		if a.Terms.MQLDefinition != nil {
			d.Elements = "all three of firm, behavior and contact"
		}
	case "sql":
		d.Link += "#sql-criteria"
		if c := a.Terms.SQLCriteria; c != nil {
			var words []string
			for _, element := range c.Elements {
				if element.Value != nil && element.Value.WaivedBecause == "" {
					words = append(words, p.Lower(element.Key))
				}
			}

			d.Elements = join(words, "and")
		}
	}

	return d
}

// GateUses returns the stages of journey and pipeline at which a gate stands, each as a link.
func (p *page) GateUses(id string) []crumb {
	var uses []crumb
	for _, s := range p.Journey() {
		if s.ExitGate == id {
			uses = append(uses, crumb{Title: "end of " + p.StageName(s), Path: place(p.Plan, "journey", s.ID)})
		}
	}

	for _, s := range p.Pipeline() {
		if s.EntryGate == id {
			uses = append(uses, crumb{Title: "entry of " + p.DealStage(s), Path: place(p.Plan, "pipeline", s.ID)})
		}
	}

	for _, h := range p.Plan.Handoffs.Values() {
		if h != nil && h.Gate == id {
			uses = append(uses, crumb{Title: "handoff " + p.HandoffTitle(h), Path: place(p.Plan, "handoffs", h.ID)})
		}
	}

	return uses
}

// GateTitle returns the name of a gate with its abbreviation.
func (p *page) GateTitle(g *plan.Gate) string {
	name := p.Plain(first(g.Name, g.Heading()))
	if g.Short == "" || strings.EqualFold(g.Short, name) {
		return name
	}

	return name + " (" + p.Plain(g.Short) + ")"
}

// Does says who does what in a stage: "Marketing leads".
func (p *page) Does(r part) template.HTML { return p.Fn(r.Function) + template.HTML(" "+r.Verb()) }

// A gateWord is a gate with an abbreviation that stands in texts, and that the glossary does not explain.
type gateWord struct {
	*plan.Gate
	word string
}

// gatesToExplain returns the gates of a plan that are entries of the glossary by themselves: those with both an
// abbreviation and a name.
func gatesToExplain(p *plan.Plan) []gateWord {
	var all []gateWord
	known := map[string]bool{}
	for _, term := range p.Glossary.Keys() {
		known[strings.ToLower(term)] = true
	}

	for _, item := range p.Gates {
		g := item.Value
		if g == nil || g.Short == "" || g.Name == "" || known[strings.ToLower(g.Short)] {
			continue
		}

		known[strings.ToLower(g.Short)] = true
		all = append(all, gateWord{g, g.Short})
	}

	return all
}

// gateCalled returns the gate with that abbreviation or name; nil if there is none.
func gateCalled(p *plan.Plan, word string) *plan.Gate {
	for _, item := range p.Gates {
		if g := item.Value; g != nil && g.ID != "" && (strings.EqualFold(g.Short, word) || strings.EqualFold(g.Name, word)) {
			return g
		}
	}

	return nil
}

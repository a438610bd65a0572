package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// checkJourney reports stages that do not follow from each other, functions of the four that have no part in any,
// and stages of the data flow in which no stage of the journey is.
func checkJourney(c *checker, p *plan.Plan) {
	stages := stagesOf(p.Journey)
	if len(stages) == 0 {
		return
	}

	for i := 1; i < len(stages); i++ {
		c.chained(stages[i-1], stages[i])
	}

	c.withoutPart(p, stages)
	c.beyond(p, stages)
}

// stagesOf returns the stages that are groups of keys, as they should be.
func stagesOf(written []*plan.JourneyStage) []*plan.JourneyStage {
	return slices.DeleteFunc(slices.Clone(written), func(s *plan.JourneyStage) bool { return s == nil || s.Node == nil || s.Node.Kind != frontmatter.Map })
}

// chained reports a stage that does not start where the one before it ends. Stages without any states follow
// from each other as they stand.
func (c *checker) chained(before, stage *plan.JourneyStage) {
	if fold(before.ToState) == fold(stage.FromState) {
		return
	}

	f := finding{node: stage.Node.Get("from_state"), hint: fmt.Sprintf("write from_state: %s, or add the stage between them", trimStop(before.ToState))}
	switch {
	case before.ToState == "":
		f.key, f.node = before.Node, nil
		f.message = fmt.Sprintf("%s does not say where it ends, and the next starts at %q", called(before.Node), stage.FromState)
		f.hint = "add to_state: " + trimStop(stage.FromState)
	case stage.FromState == "":
		f.key = stage.Node
		f.message = fmt.Sprintf("%s does not say where it starts, and the one before ends at %q", called(stage.Node), before.ToState)
		f.hint = "add from_state: " + trimStop(before.ToState)
	default:
		f.message = fmt.Sprintf("%s starts at %q, and the one before ends at %q", called(stage.Node), stage.FromState, before.ToState)
	}

	c.add(source.Warning, f)
}

func (c *checker) withoutPart(p *plan.Plan, stages []*plan.JourneyStage) {
	var without []plan.Function
	for _, f := range plan.Functions {
		if !slices.ContainsFunc(stages, func(s *plan.JourneyStage) bool { return s.Involves(f) }) {
			without = append(without, f)
		}
	}

	if len(without) == 0 {
		return
	}

	verb := "has"
	if len(without) > 1 {
		verb = "have"
	}

	c.add(source.Warning, finding{
		key:     p.Node.Get("journey"),
		message: fmt.Sprintf("%s %s no part in any stage of the journey", functionNames(without), verb),
		hint:    "let it lead a stage, or add a contribution with role support or input",
	})
}

// beyond notes stages of the data flow that no stage of the journey starts from, leads to or is called like.
func (c *checker) beyond(p *plan.Plan, stages []*plan.JourneyStage) {
	if p.TechStack == nil {
		return
	}

	known := map[string]bool{}
	for _, s := range stages {
		for _, name := range []string{s.ID, s.Name, s.Title, s.FromState, s.ToState} {
			known[fold(name)] = true
		}
	}

	var first *frontmatter.Node
	var names []string
	for _, flow := range p.TechStack.DataFlow {
		if flow.Stage == "" || known[fold(flow.Stage)] || flow.Node == nil {
			continue
		}

		if names = append(names, strconv.Quote(flow.Stage)); first == nil {
			first = flow.Node.Get("stage")
		}
	}

	if first != nil {
		c.add(source.Info, finding{
			node:    first,
			message: fmt.Sprintf("the data flow has %s, and the journey has no such stage", list(names, "and")),
			hint:    "nobody leads there: add a stage to the journey, or leave it if that is meant",
		})
	}
}

// checkPipeline reports a pipeline that deals can only leave by being won.
func checkPipeline(c *checker, p *plan.Plan) {
	stages := slices.DeleteFunc(slices.Clone(p.Pipeline), func(s *plan.PipelineStage) bool { return s == nil })
	if len(stages) == 0 || slices.ContainsFunc(stages, func(s *plan.PipelineStage) bool { return s.Kind == "lost" }) {
		return
	}

	c.add(source.Warning, finding{
		key:     p.Node.Get("pipeline"),
		message: "the pipeline has no way out for what is lost or disqualified",
		hint:    "add a stage of kind lost, so that dead deals do not stay open for ever",
	})
}

// sameIDs reports stages of the journey or the pipeline that have one id.
func (c *checker) sameIDs(p *plan.Plan) {
	for _, key := range []string{"journey", "pipeline"} {
		first := map[string]*frontmatter.Node{}
		for _, stage := range p.Node.Get(key).Children() {
			id := stage.Get("id")
			switch name := text(id); {
			case name == "":
			case first[name] == nil:
				first[name] = id
			default:
				c.addAs("duplicate-id", source.Error, finding{
					node: id, related: []*frontmatter.Node{first[name]},
					message: fmt.Sprintf("there are two stages %q in the %s", name, key), hint: "give one of them another id",
				})
			}
		}
	}
}

// gateDefinitions reports gates that leave their definition to an agreement which has none of them, and scores
// of which nobody can say by which model.
func (c *checker) gateDefinitions(p *plan.Plan) {
	for gate := range entries(p.Gates) {
		if gate.DefinedBy == "sla" && gate.LeadTerm() == "" {
			c.add(source.Error, finding{
				node:    gate.Node.Get("defined_by"),
				message: fmt.Sprintf("an agreement defines MQL and SQL, and not the gate %q", gate.ID),
				hint:    "write its criteria here",
			})
		}
	}

	if len(p.Scoring) < 2 {
		return
	}

	walk(p.Node, func(n *frontmatter.Node) {
		if n.Key() == "score_at_least" && n.Parent().Get("model") == nil {
			c.add(source.Error, finding{
				key:     n,
				message: fmt.Sprintf("there are %d scoring models, and nothing says which of them gives this score", len(p.Scoring)),
				hint:    "add model: " + strings.Join(p.Scoring.Keys(), " or "),
			})
		}
	})
}

package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// leadTerms are the abbreviations about which teams quarrel, with what each stands for.
var leadTerms = [...]struct{ short, long string }{
	{"mql", "marketing qualified lead"}, {"sal", "sales accepted lead"}, {"sql", "sales qualified lead"}, {"pql", "product qualified lead"},
}

// A meaning is one place that says what a term means.
type meaning struct {
	node *frontmatter.Node
	// said is the meaning in a form that can be compared; two of the same are no quarrel.
	said string
}

// checkTerms reports terms that two places define in different ways.
func checkTerms(c *checker, p *plan.Plan) {
	for _, term := range leadTerms {
		meanings := slaMeanings(p, term.short)
		for gate := range entries(p.Gates) {
			if gate.ID == term.short || strings.EqualFold(gate.Short, term.short) || fold(gate.Name) == term.long {
				meanings = append(meanings, gateMeaning(gate)...)
			}
		}

		for entry := range entries(p.Glossary) {
			if id := fold(entry.ID); id == term.short || id == term.long {
				meanings = append(meanings, glossaryMeaning(entry, term.long)...)
			}
		}

		c.quarrel(term.short, meanings)
	}
}

func (c *checker) quarrel(short string, meanings []meaning) {
	for i := 1; i < len(meanings); i++ {
		if meanings[i].said == meanings[0].said {
			continue
		}

		hint := "keep one definition, and refer to it here"
		if c.inTerms(meanings[0].node) {
			hint = "the agreement defines it: write defined_by: sla in a gate, {{term sla}} in the glossary"
		}

		c.add(source.Error, finding{
			key:     meanings[i].node,
			message: fmt.Sprintf("%s is defined twice, and differently", upper(short)),
			hint:    hint,
			related: []*frontmatter.Node{meanings[0].node},
		})
	}
}

func (c *checker) inTerms(n *frontmatter.Node) bool {
	return n.Key() == "mql_definition" || n.Key() == "sql_criteria"
}

// slaMeanings are the definitions in the agreement of Marketing and Sales.
func slaMeanings(p *plan.Plan, short string) []meaning {
	s := p.SLABetween(plan.Marketing, plan.Sales)
	switch {
	case s == nil:
	case short == "mql" && s.Terms.MQLDefinition != nil && s.Terms.MQLDefinition.Node != nil:
		var statements []string
		for _, group := range groupsOf(s.Terms.MQLDefinition) {
			if group != nil {
				statements = append(statements, statementsOf(group.Criteria)...)
			}
		}

		return []meaning{{s.Terms.MQLDefinition.Node, set(statements)}}
	case short == "sql" && s.Terms.SQLCriteria != nil && s.Terms.SQLCriteria.Node != nil:
		var statements []string
		for element := range s.Terms.SQLCriteria.Elements.Values() {
			if e := s.Terms.SQLCriteria.Elements[element].Value; e != nil && e.Confirm != "" {
				statements = append(statements, fold(e.Confirm))
			}
		}

		return []meaning{{s.Terms.SQLCriteria.Node, set(statements)}}
	}

	return nil
}

// gateMeaning is the definition that a gate gives by its own criteria; none if it has none.
func gateMeaning(gate *plan.Gate) []meaning {
	if gate.DefinedBy == "sla" || len(gate.Criteria) == 0 {
		return nil
	}

	return []meaning{{gate.Node, set(statementsOf(gate.Criteria))}}
}

// glossaryMeaning is the definition of a glossary entry; none if it only spells the abbreviation out, or
// refers to another place.
func glossaryMeaning(entry *plan.Term, long string) []meaning {
	said := fold(strings.ReplaceAll(entry.Definition, "-", " "))
	said = strings.TrimPrefix(strings.TrimPrefix(said, "a "), "an ")
	if said == "" || said == long || said == long+"s" || strings.Contains(said, "{{term") || strings.Contains(said, "](") {
		return nil
	}

	return []meaning{{entry.Node, said}}
}

func statementsOf(criteria []plan.Criterion) []string {
	var statements []string
	for i := range criteria {
		criterion := &criteria[i]
		said := criterion.Statement
		if said == "" {
			said = strings.Join(append([]string{criterion.Attribute, criterion.Op, string(criterion.ScoreAtLeast), criterion.Model}, criterion.Value.Items...), " ")
		}

		statements = append(statements, fold(said))
	}

	return statements
}

// set is a text for a set of statements, whatever their order.
func set(statements []string) string {
	slices.Sort(statements)
	return strings.Join(slices.Compact(statements), "\n")
}

// checkContradictions reports answers about a handoff or an experiment that cannot both be true.
func checkContradictions(c *checker, p *plan.Plan) {
	for h := range entries(p.Handoffs) {
		if h.WrittenDown && h.DefinitionURL == "" && h.MQLDefinition.See == "" {
			c.add(source.Warning, finding{
				node:    h.Node.Get("written_down"),
				message: "the definition is said to be written down, and nothing says where",
				hint:    "add definition_url, or mql_definition: {see: sla}",
			})
		}

		if agreedByBoth(h) && modelsDiffer(h) {
			c.add(source.Warning, finding{
				key:     h.Node.Get("mental_models"),
				message: "both agree on the definition, and yet each has another one in mind",
				hint:    "take one out of agreed_by, or bring the two together",
			})
		}

		c.todayAgainstPromise(p, h)
	}

	for e := range entries(p.Experiments) {
		if !e.EndsOn.IsZero() && e.EndsOn.Before(e.StartsOn) {
			c.add(source.Warning, finding{
				node:    e.Node.Get("ends_on"),
				message: fmt.Sprintf("the experiment ends on %s, before it starts on %s", e.EndsOn, e.StartsOn),
				hint:    "correct one of the two days",
				related: []*frontmatter.Node{e.Node.Get("starts_on")},
			})
		}
	}
}

func modelsDiffer(h *plan.Handoff) bool {
	said := map[string]bool{}
	for _, model := range h.MentalModels {
		if model.Says != "" {
			said[fold(model.Says)] = true
		}
	}

	return len(said) > 1
}

// todayAgainstPromise notes that follow-up takes longer today than the limit in force.
func (c *checker) todayAgainstPromise(p *plan.Plan, h *plan.Handoff) {
	s := slaOf(p, h)
	if s == nil && h.SLA == "" {
		s = p.SLABetween(plan.Marketing, plan.Sales)
	}

	if h.FollowUpTime == nil || s == nil {
		return
	}

	terms := c.terms(p, s)
	if terms == nil || terms.SalesCommitment == nil || terms.SalesCommitment.FirstOutreach == nil {
		return
	}

	typical, limit := h.FollowUpTime.Typical.Duration, terms.SalesCommitment.FirstOutreach.Limit
	if order, ok := worktime.Compare(typical, limit, c.calendar(p.CalendarOf(s))); ok && order > 0 {
		c.add(source.Info, finding{
			node:    h.FollowUpTime.Node.Get("typical"),
			message: fmt.Sprintf("today against promise: follow-up takes %s, and the limit is %s", typical, limit),
			hint:    "an honest gap; measure again when the agreement has been in force for a while",
		})
	}
}

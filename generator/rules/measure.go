package rules

import (
	"cmp"
	"fmt"
	"regexp"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// checkMeasurable reports criteria that two people would judge differently.
func checkMeasurable(c *checker, p *plan.Plan) {
	for _, s := range p.SLAs() {
		if s.Terms.MQLDefinition == nil || s.Terms.MQLDefinition.BehavioralSignal == nil {
			continue
		}

		group := s.Terms.MQLDefinition.BehavioralSignal
		for i := range group.Criteria {
			c.behavior(&group.Criteria[i])
		}
	}

	for gate := range entries(p.Gates) {
		c.gateEvidence(gate)
	}
}

// window matches a span of time in a sentence: "in 30 days", "this quarter", "a week".
var window = regexp.MustCompile(`(?i)\b(?:[0-9]+|one|two|three|four|five|six|seven|ten|twelve|thirty|sixty|ninety|an?|the|this|last|past|same|per|each|every)[ -]*(?:(?:last|past|rolling|business|calendar|working)[ -]*)*(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?)\b`)

// amount matches a number in a sentence.
var amount = regexp.MustCompile(`(?i)[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|once|twice|thrice|an?|any|both|single)\b`)

// score matches a criterion on a score, which has its window in the scoring model.
var score = regexp.MustCompile(`(?i)\bscor(?:e|es|ed|ing)\b`)

func (c *checker) behavior(criterion *plan.Criterion) {
	if criterion.Node == nil || criterion.ScoreAtLeast.IsSet() {
		return
	}

	statement := criterion.Statement
	spanned := criterion.WindowDays.IsSet() || window.MatchString(statement) || score.MatchString(statement)
	counted := len(criterion.Value.Items) > 0 || amount.MatchString(window.ReplaceAllString(statement, ""))
	if spanned && counted {
		return
	}

	lacks := "a number and a window of time"
	switch {
	case spanned:
		lacks = "a number"
	case counted:
		lacks = "a window of time"
	}

	what := cmp.Or(statement, criterion.Attribute)
	if what == "" {
		return // the schema has spoken of it
	}

	c.add(source.Warning, finding{
		node:    criterion.Node,
		message: fmt.Sprintf("the behavioral criterion %q lacks %s", what, lacks),
		hint:    `say how often and within how many days, like "2 visits to the pricing page in 30 days"`,
	})
}

// gateEvidence reports a gate that can only be judged by opinion.
func (c *checker) gateEvidence(gate *plan.Gate) {
	criteria := gate.Node.Get("criteria")
	if gate.DefinedBy == "sla" || criteria == nil || criteria.Kind != frontmatter.List {
		return
	}

	for i := range gate.Criteria {
		criterion := &gate.Criteria[i]
		measured := criterion.Attribute != "" || criterion.ScoreAtLeast.IsSet()
		if criterion.Evidence == "objective" || criterion.Evidence == "" && measured {
			return
		}
	}

	c.add(source.Warning, finding{
		key:     criteria,
		message: fmt.Sprintf("nothing in the gate %q can be seen by everybody in the same way", cmp.Or(gate.Name, gate.Heading())),
		hint:    "add one criterion with evidence: objective, such as a field of the CRM",
	})
}

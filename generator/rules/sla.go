package rules

import (
	"fmt"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// checkOneWay reports agreements in which one side promises nothing, may not complain or does not review.
func checkOneWay(c *checker, p *plan.Plan) {
	for _, s := range p.SLAs() {
		if s.Node == nil {
			continue
		}

		o := &oneWay{checker: c, plan: p, sla: s, severity: unlessDraft(p), around: s.Terms.Node}
		if o.around == nil {
			o.around = s.Node
		}

		if s.IsMarketingSales() {
			o.marketing()
			o.sales()
		} else {
			o.others()
		}

		o.escalation()
		o.review()
	}
}

type oneWay struct {
	*checker
	plan     *plan.Plan
	sla      *plan.SLA
	severity source.Severity
	around   *frontmatter.Node // the terms, or the agreement where there are none
}

// lacks reports that a group of keys lacks one; the group may be absent itself.
func (o *oneWay) lacks(group, key, number, message string) {
	if clause := o.around.Get(group, key); clause != nil {
		o.report(clause, number, message)
		return
	}

	around, path := o.around.Get(group), key
	if around == nil {
		around, path = o.around, group+"/"+key
	}

	o.report(around, path, message)
}

func (o *oneWay) report(around *frontmatter.Node, path, message string) {
	path = o.below(around, path)
	hint := "add " + dotted(path)
	if meaning := describe(around, path); meaning != "" {
		hint += ": " + trimStop(meaning)
	}

	o.add(o.severity, finding{key: around, absent: path, message: message, hint: hint})
}

// below returns the path below a value of what belongs into the terms, which may be absent themselves.
func (o *oneWay) below(around *frontmatter.Node, path string) string {
	if around == o.sla.Node {
		return "terms/" + path
	}

	return path
}

// owes reports whether a further commitment is a party's.
func (o *oneWay) owes(party plan.Function) bool {
	for commitment := range entries(o.sla.Terms.MoreCommitments) {
		if commitment.Party == party {
			return true
		}
	}

	return false
}

func (o *oneWay) marketing() {
	m := o.sla.Terms.MarketingCommitment
	if m == nil {
		if !o.owes(plan.Marketing) {
			o.report(o.around, "marketing_commitment", "Marketing promises nothing in this agreement")
		}

		return
	}

	if m.MQLVolume == nil || !m.MQLVolume.Count.IsSet() {
		o.lacks("marketing_commitment", "mql_volume", "count", "Marketing promises no number of MQLs")
	}

	if m.Quality == nil || !m.Quality.MQLToSQLPct.IsSet() {
		o.lacks("marketing_commitment", "quality", "mql_to_sql_pct", "Marketing promises no quality: how many of its MQLs become SQLs")
	}
}

func (o *oneWay) sales() {
	s := o.sla.Terms.SalesCommitment
	if s == nil {
		if !o.owes(plan.Sales) {
			o.report(o.around, "sales_commitment", "Sales promises nothing in this agreement")
		}

		return
	}

	if s.FirstOutreach == nil || !s.FirstOutreach.Has("limit") {
		o.lacks("sales_commitment", "first_outreach", "limit", "Sales does not promise how soon a lead hears from a person")
	}

	if s.AttemptLogging == nil {
		o.lacks("sales_commitment", "attempt_logging", "required_pct", "Sales does not promise to log its attempts in the CRM")
	}

	if s.Disposition == nil || !s.Disposition.Has("limit") {
		o.lacks("sales_commitment", "disposition", "limit", "Sales does not promise how soon a rejected lead gets its reason")
	}
}

// others looks at the parties whose commitments have no keys of their own.
func (o *oneWay) others() {
	for _, party := range o.sla.Parties {
		if o.owes(party) {
			continue
		}

		around, absent := o.around.Get("more_commitments"), ""
		if around == nil {
			around, absent = o.around, o.below(o.around, "more_commitments")
		}

		o.add(o.severity, finding{
			key:     around,
			absent:  absent,
			message: fmt.Sprintf("%s promises nothing in this agreement", party),
			hint:    fmt.Sprintf("add to more_commitments one with party: %s, a start, a stop and a limit", string(party)),
		})
	}
}

func (o *oneWay) escalation() {
	path := o.sla.Terms.Escalation
	if path == nil {
		o.report(o.around, "escalation", "nobody decides when the two sides do not agree")
		return
	}

	if !o.sla.IsMarketingSales() || len(path.Covers) == 0 {
		return
	}

	for _, claim := range [...]struct{ key, message string }{
		{"lead_quality", "Sales cannot escalate poor leads: covers leaves out lead_quality"},
		{"sla_compliance", "Marketing cannot escalate a broken promise: covers leaves out sla_compliance"},
	} {
		if !slices.Contains(path.Covers, claim.key) {
			o.add(o.severity, finding{node: path.Node.Get("covers"), message: claim.message, hint: "add " + claim.key})
		}
	}
}

func (o *oneWay) review() {
	review := o.sla.Terms.Review
	if review == nil {
		o.report(o.around, "review", "nobody reviews this agreement")
	} else {
		o.reviewers(review)
	}

	if o.sla.IsMarketingSales() && o.sla.Terms.FeedbackGuidelines == nil {
		o.add(source.Warning, finding{
			key:     o.around,
			absent:  o.below(o.around, "feedback_guidelines"),
			message: "the agreement does not say how the two sides tell each other what they think of leads and follow-up",
			hint:    "add feedback_guidelines with channels, recipients and respond_within",
		})
	}
}

// reviewers reports a review without one of the sides. Whom the plan does not know is reported elsewhere.
func (o *oneWay) reviewers(review *plan.ReviewCadence) {
	var functions []plan.Function
	for _, reviewer := range review.By {
		f := o.plan.FunctionOf(reviewer)
		if f == "" {
			return
		}

		functions = append(functions, f)
	}

	if len(functions) == 0 {
		return
	}

	for _, party := range o.sla.Parties {
		if !slices.Contains(functions, party) {
			o.add(o.severity, finding{
				node:    review.Node.Get("by"),
				message: fmt.Sprintf("%s takes no part in the review of the agreement", party),
				hint:    fmt.Sprintf("add a person or role of %s", party),
			})
		}
	}
}

// checkMatch reports groups of which nobody can say how many criteria must hold.
func checkMatch(c *checker, p *plan.Plan) {
	for _, s := range p.SLAs() {
		if s.Terms.MQLDefinition == nil {
			continue
		}

		for _, group := range groupsOf(s.Terms.MQLDefinition) {
			if group == nil || group.Node == nil {
				continue
			}

			criteria := group.Node.Get("criteria")
			switch n := len(group.Criteria); {
			case n == 0 && criteria != nil && criteria.Kind == frontmatter.List:
				c.add(source.Error, finding{
					node:    criteria,
					message: fmt.Sprintf("%s has an empty list of criteria, so that nobody knows whether any lead meets it", called(group.Node)),
					hint:    "add one criterion, such as " + exampleCriterion(group.Node.Key()),
				})
			case n > 1 && !group.Has("match"):
				c.add(source.Error, finding{
					key:     group.Node,
					message: fmt.Sprintf("%s has %d criteria and does not say whether all or any of them must hold", called(group.Node), n),
					hint:    "add match: all or match: any",
				})
			}
		}
	}
}

func exampleCriterion(group string) string {
	switch group {
	case "firmographic_fit":
		return `"50 to 500 employees"`
	case "behavioral_signal":
		return `"2 visits to the pricing page in 30 days"`
	}

	return `"Director or above"`
}

// frameworks are the elements of each qualification framework, in its order.
var frameworks = map[string][]string{
	"bant":     {"budget", "authority", "need", "timeline"},
	"meddic":   {"metrics", "economic_buyer", "decision_criteria", "decision_process", "identify_pain", "champion"},
	"meddpicc": {"metrics", "economic_buyer", "decision_criteria", "decision_process", "paper_process", "identify_pain", "champion", "competition"},
	"spiced":   {"situation", "pain", "impact", "critical_event", "decision"},
	"champ":    {"challenges", "authority", "money", "prioritization"},
}

// checkFramework reports elements of the framework of which the agreement says nothing.
func checkFramework(c *checker, p *plan.Plan) {
	severity := unlessDraft(p)
	for _, s := range p.SLAs() {
		sql := s.Terms.SQLCriteria
		if sql == nil || sql.Node == nil {
			continue
		}

		around, below := sql.Node.Get("elements"), ""
		if around == nil {
			around, below = sql.Node, "elements/"
		}

		if sql.Framework == "custom" && len(sql.Elements) == 0 {
			c.add(severity, finding{key: around, absent: below, message: "a framework of your own needs at least one element", hint: "add under elements what Sales confirms"})
		}

		for _, element := range frameworks[sql.Framework] {
			if nodeIn(sql.Elements, element) == nil {
				c.add(severity, finding{
					key:     around,
					absent:  below + element,
					message: fmt.Sprintf("the SQL criteria leave out %s of %s", words(element), frameworkName(sql.Framework)),
					hint:    fmt.Sprintf("add %s: what Sales confirms, or {waived_because: why it is not asked}", element),
				})
			}
		}

		c.emptyElements(sql, severity)
	}
}

func (c *checker) emptyElements(sql *plan.SQLCriteria, severity source.Severity) {
	for i := range sql.Elements {
		element := &sql.Elements[i]
		if element.Node.Kind == frontmatter.Map && element.Node.Get("confirm") == nil && element.Node.Get("waived_because") == nil {
			c.add(severity, finding{
				key:     element.Node,
				message: fmt.Sprintf("it is not said what Sales confirms as %s", words(element.Key)),
				hint:    "add confirm, or waived_because",
			})
		}
	}
}

func frameworkName(framework string) string {
	if framework == "spiced" || framework == "champ" || framework == "custom" {
		return map[string]string{"spiced": "SPICED", "champ": "CHAMP", "custom": "your framework"}[framework]
	}

	return upper(framework)
}

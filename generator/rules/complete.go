package rules

import (
	"fmt"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// The four handoffs of every plan.
var fourHandoffs = [...]struct{ id, title string }{
	{"marketing-sales", "Marketing to Sales"},
	{"sales-cs", "Sales to Customer Success"},
	{"cs-product", "Customer Success to Product"},
	{"product-gtm", "Product to everybody who sells and serves"},
}

// focusMetrics is the number of metrics that a plan puts in focus.
const focusMetrics = 3

// checkParts reports which of the four parts are absent, or not yet what they are for.
func checkParts(c *checker, p *plan.Plan) {
	severity := unlessDraft(p)
	absent := func(key, message, hint string) {
		c.add(severity, finding{behind: p.Node, absent: key, message: message, hint: hint})
	}

	if len(p.Handoffs) == 0 {
		absent("handoffs", "part 1 of 4 is missing: the four handoffs", "add handoffs: marketing-sales, sales-cs, cs-product and product-gtm, each as it works today and with one friction")
	} else {
		c.fourHandoffs(p, severity)
	}

	if p.SLABetween(plan.Marketing, plan.Sales) == nil {
		absent("sla", "part 2 of 4 is missing: the agreement between Marketing and Sales", "add sla, or a file sla.md beside the plan, with what each side promises")
	}

	if len(p.FeedbackLoops) == 0 {
		absent("feedback_loops", "part 3 of 4 is missing: the feedback loop", "add feedback_loops with the one that is most broken or most absent")
	} else {
		c.onePrimary(p, severity)
	}

	if len(p.Metrics) == 0 {
		absent("metrics", "part 4 of 4 is missing: the shared metrics", "add metrics: three with focus: true")
	} else {
		c.threeInFocus(p, severity)
	}
}

// collection returns where a part of the plan stands: its key, or the plan where only files of their own
// make it up.
func collection(p *plan.Plan, key string) *frontmatter.Node {
	if n := p.Node.Get(key); n != nil && n.File() != nil {
		return n
	}

	return p.Node
}

func (c *checker) fourHandoffs(p *plan.Plan, severity source.Severity) {
	for _, h := range fourHandoffs {
		if nodeIn(p.Handoffs, h.id) == nil {
			c.add(severity, finding{
				behind:  collection(p, "handoffs"),
				absent:  h.id,
				message: fmt.Sprintf("the handoff from %s is missing", h.title),
				hint:    fmt.Sprintf("add %s: %s", h.id, trimStop(describe(p.Document.Root, "handoffs/"+h.id))),
			})
		}
	}
}

func (c *checker) onePrimary(p *plan.Plan, severity source.Severity) {
	var primary []*plan.FeedbackLoop
	for loop := range entries(p.FeedbackLoops) {
		if loop.Primary {
			primary = append(primary, loop)
		}
	}

	switch {
	case len(primary) == 0:
		at := collection(p, "feedback_loops")
		if len(p.FeedbackLoops) == 1 {
			at = p.FeedbackLoops[0].Node
		}

		c.add(severity, finding{
			key:     at,
			absent:  "primary",
			message: "no feedback loop is the primary one",
			hint:    "write primary: true at the loop that you build first",
		})
	case len(primary) > 1:
		c.add(severity, finding{
			node:    primary[1].Node.Get("primary"),
			message: fmt.Sprintf("there are %d primary feedback loops, and a plan builds one first", len(primary)),
			hint:    fmt.Sprintf("keep primary: true at one of %s", list(loopNames(primary), "or")),
			related: []*frontmatter.Node{primary[0].Node.Get("primary")},
		})
	}
}

func loopNames(loops []*plan.FeedbackLoop) []string {
	names := make([]string, len(loops))
	for i, loop := range loops {
		names[i] = loop.ID
	}

	return names
}

func (c *checker) threeInFocus(p *plan.Plan, severity source.Severity) {
	focus := p.FocusMetrics()
	if len(focus) == focusMetrics {
		return
	}

	f := finding{
		behind:  collection(p, "metrics"),
		absent:  "metrics", // where they have files of their own
		message: fmt.Sprintf("%s in focus, and a plan has exactly %d", verb(len(focus), "metric"), focusMetrics),
		hint:    fmt.Sprintf("write focus: true at %s", plural(focusMetrics-len(focus), "more metric")),
	}
	if len(focus) > focusMetrics {
		f.node, f.behind = focus[focusMetrics].Node.Get("focus"), nil
		f.hint = "take focus: true away from " + plural(len(focus)-focusMetrics, "metric")
	}

	c.add(severity, f)
}

// verb is "1 metric is" or "2 metrics are"; "no metric is" for none.
func verb(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun + " is"
	case 1:
		return "only 1 " + noun + " is"
	}

	return plural(n, noun) + " are"
}

// checkAgreed reports what an agreed plan lacks.
func checkAgreed(c *checker, p *plan.Plan) {
	if p.Status != "agreed" {
		return
	}

	var lacks []string
	if s := p.SLABetween(plan.Marketing, plan.Sales); s != nil && c.inForce(p, s) == nil {
		lacks = append(lacks, "a revision of the agreement that both sides have signed and that is in force"+c.whyNotInForce(p, s))
	}

	if len(p.PressureTests) == 0 {
		lacks = append(lacks, "a pressure test by somebody of another function")
	}

	if part := absentParts(p); part != "" {
		lacks = append(lacks, part)
	}

	if len(lacks) > 0 {
		c.add(source.Error, finding{
			node:    p.Node.Get("status"),
			message: "the plan is called agreed and lacks " + list(lacks, "and"),
			hint:    "add it, or write status: proposed until then",
		})
	}
}

// whyNotInForce says how far the newest revision is.
func (c *checker) whyNotInForce(p *plan.Plan, s *plan.SLA) string {
	newest := s.Newest()
	if newest == nil {
		return ""
	}

	if open := p.Unsigned(s, newest); len(open) > 0 {
		return fmt.Sprintf(" (revision %d waits for %s)", newest.Revision, functionNames(open))
	}

	if from := newest.HoldsFrom(); from.After(c.todayOf(p, s)) {
		return fmt.Sprintf(" (revision %d holds from %s)", newest.Revision, from)
	}

	return ""
}

// absentParts names the absent ones of the four parts: "parts 1 and 4"; "" if all are there.
func absentParts(p *plan.Plan) string {
	var absent []string
	for i, there := range []bool{
		len(p.Handoffs) > 0, p.SLABetween(plan.Marketing, plan.Sales) != nil, len(p.FeedbackLoops) > 0, len(p.Metrics) > 0,
	} {
		if !there {
			absent = append(absent, fmt.Sprint(i+1))
		}
	}

	switch len(absent) {
	case 0:
		return ""
	case 1:
		return "part " + absent[0] + " of 4"
	}

	return "parts " + list(absent, "and") + " of 4"
}

// checkOpenLoop reports loops in which nobody receives, acts or answers.
func checkOpenLoop(c *checker, p *plan.Plan) {
	for loop := range entries(p.FeedbackLoops) {
		lacks := func(key, message string) {
			if loop.Node.Get("acted_on", key) != nil {
				return
			}

			around, path := loop.Node.Get("acted_on"), key
			hint := fmt.Sprintf("add %s: %s", key, trimStop(describe(loop.Node, "acted_on/"+key)))
			if around == nil {
				around, path = loop.Node, "acted_on/"+key
				hint = strings.Replace(hint, "add ", "add acted_on with ", 1)
			}

			c.add(unlessDraft(p), finding{key: around, absent: path, message: fmt.Sprintf("the loop %q does not close: %s", loop.Heading(), message), hint: hint})
		}

		lacks("recipients", "nobody receives what it brings")
		lacks("action", "it is not said what they do with it")
		lacks("response_to_source", "whoever spoke up hears no answer")
	}
}

// checkPressureTests reports that nobody from outside has tested the plan, and tests without an outcome.
func checkPressureTests(c *checker, p *plan.Plan) {
	severity := unlessDraft(p)
	author := p.AuthorFunction
	if author == "" {
		author = p.FunctionOf(p.Owner)
	}

	outside := false
	for test := range entries(p.PressureTests) {
		f := p.FunctionOf(test.Reviewer)
		outside = outside || author == "" || f != author && f != ""
		c.testAnswers(test, severity)
	}

	switch {
	case len(p.PressureTests) == 0:
		c.add(severity, finding{
			behind:  p.Node,
			absent:  "pressure_tests",
			message: "nobody of another function has tested the plan",
			hint:    "ask one person the two questions, and add the answers under pressure_tests",
		})
	case !outside:
		c.add(severity, finding{
			node:    lastReviewer(p),
			message: fmt.Sprintf("the plan is tested by %s only, who also wrote it", author),
			hint:    "ask somebody of another function",
		})
	}
}

func lastReviewer(p *plan.Plan) *frontmatter.Node {
	var last *frontmatter.Node
	for test := range entries(p.PressureTests) {
		if last = test.Node.Get("reviewer"); last == nil {
			last = test.Node
		}
	}

	return last
}

func (c *checker) testAnswers(test *plan.PressureTest, severity source.Severity) {
	for _, question := range [...]struct{ key, words string }{
		{"surprising_or_unrealistic", "what is surprising or unrealistic"},
		{"missing", "what is missing"},
	} {
		if test.Node.Get("answers", question.key) != nil {
			continue
		}

		around, path := test.Node, "answers/"+question.key
		if answers := test.Node.Get("answers"); answers != nil {
			around, path = answers, question.key
		}

		c.add(severity, finding{
			key:     around,
			absent:  path,
			message: fmt.Sprintf("%s does not say %s", called(test.Node), question.words),
			hint:    fmt.Sprintf("add answers.%s; “nothing” is an answer, if it was the answer", question.key),
		})
	}

	if len(test.Changes) == 0 && test.NoChangeReason == "" {
		c.add(severity, finding{
			key:     test.Node,
			absent:  "changes",
			message: fmt.Sprintf("%s changed nothing, and does not say why", called(test.Node)),
			hint:    "add changes with what and where, or no_change_reason",
		})
	}
}

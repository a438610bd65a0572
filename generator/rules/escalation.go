package rules

import (
	"fmt"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// checkEscalationEvidence reports escalations that name no promise, or one that the terms do not have.
func checkEscalationEvidence(c *checker, p *plan.Plan) {
	for e := range entries(p.Escalations) {
		s := p.SLAByID(e.SLA)
		if e.SLA == "" {
			s = p.SLA
		}

		named := false
		for i := range e.Evidence {
			term := e.Evidence[i].Term
			named = named || term != ""
			if term != "" && s != nil {
				c.termInForce(p, s, e.Evidence[i].Node.Get("term"), term)
			}
		}

		if !named && !fresh(e) {
			c.add(source.Error, finding{
				key:     firstNode(e.Node.Get("evidence"), e.Node),
				message: fmt.Sprintf("the escalation %q does not name the promise that was broken", e.Heading()),
				hint:    "add to evidence a term, like sales_commitment.first_outreach, with period, actual and sample",
			})
		}
	}
}

// fresh reports whether nothing has been claimed yet: the file waits for its facts.
func fresh(e *plan.Escalation) bool {
	return !e.Has("evidence") && e.RaisedOn.IsZero() && e.Claim == "" && e.Statement == ""
}

// firstNode returns the first node that is there.
func firstNode(nodes ...*frontmatter.Node) *frontmatter.Node {
	for _, n := range nodes {
		if n != nil {
			return n
		}
	}

	return nil
}

// termInForce warns of a term that the revision in force does not have.
func (c *checker) termInForce(p *plan.Plan, s *plan.SLA, at *frontmatter.Node, term string) {
	terms := c.terms(p, s)
	if terms == nil || terms.Node == nil {
		return
	}

	path := strings.Split(strings.TrimPrefix(term, "terms."), ".")
	if terms.Node.Get(path...) != nil {
		return
	}

	hint := "the path starts below the terms, like sales_commitment.first_outreach"
	if near := source.Nearest(term, termPaths(terms.Node)); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}

	c.add(source.Warning, finding{node: at, message: fmt.Sprintf("the terms in force have no %q", term), hint: hint})
}

// termPaths returns the paths of all terms, three keys deep.
func termPaths(root *frontmatter.Node) []string {
	var paths []string
	for _, group := range root.Children() {
		paths = append(paths, group.Key())
		for _, term := range group.Children() {
			paths = append(paths, group.Key()+"."+term.Key())
			for _, part := range term.Children() {
				paths = append(paths, group.Key()+"."+term.Key()+"."+part.Key())
			}
		}
	}

	return paths
}

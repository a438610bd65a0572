package site

import (
	"path"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// anchorsOf returns the anchors of a page that a link may name; nil if they are not known beforehand.
func (s *Site) anchorsOf(target string) []string {
	p := s.byPath[target]
	if p == nil {
		return nil
	}

	anchors := append([]string{"main"}, s.anchors[target]...)
	if p.Plan == nil {
		if p.template == "page.html" || p.template == "home.html" {
			return anchors
		}

		return nil
	}

	switch p.template {
	case "overview.html":
		anchors = append(anchors, overviewAnchors...)
		for _, q := range p.Plan.OpenQuestions.Keys() {
			anchors = append(anchors, "question-"+q)
		}
	case "workflow.html":
		anchors = append(anchors, p.Plan.Handoffs.Keys()...)
	case "loops.html":
		anchors = append(anchors, p.Plan.FeedbackLoops.Keys()...)
	case "metrics.html":
		anchors = append(anchors, p.Plan.Metrics.Keys()...)
	case "reviews.html":
		anchors = append(anchors, p.Plan.PressureTests.Keys()...)
	case "sla.html":
		anchors = append(anchors, slaAnchors(p.Plan.SLAByID(strings.TrimSuffix(path.Base(target), ".html")))...)
	default:
		return nil
	}

	return anchors
}

// slaAnchors are the anchors of the clauses of an SLA.
func slaAnchors(s *plan.SLA) []string {
	anchors := []string{
		"purpose", "promises", "responsibilities", "mql-definition", "sql-criteria", "mql-volume", "quality", "enablement",
		"first-outreach", "attempt-logging", "disposition", "follow-up-cadence", "escalation", "feedback-guidelines",
		"review", "examples", "attempts", "reasons", "revisions", "derivation", "acknowledgements",
	}
	if s == nil {
		return anchors
	}

	for _, id := range s.Terms.MoreCommitments.Keys() {
		anchors = append(anchors, "more-"+id)
	}

	return anchors
}

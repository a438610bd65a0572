package site

import (
	"path"
	"slices"
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
		anchors = append(anchors, overviewAnchors(p.Plan)...)
	case "workflow.html":
		anchors = append(anchors, p.Plan.Handoffs.Keys()...)
	case "loops.html":
		anchors = append(anchors, p.Plan.FeedbackLoops.Keys()...)
	case "metrics.html":
		anchors = append(anchors, p.Plan.Metrics.Keys()...)
	case "scoring.html":
		anchors = append(anchors, p.Plan.Scoring.Keys()...)
	case "journey.html", "pipeline.html", "crm.html":
		anchors = append(anchors, operatingAnchors(p.Plan, p.template)...)
	case "reviews.html":
		anchors = append(anchors, reviewAnchors(p.Plan)...)
	case "rhythm.html", "research.html", "experiments.html", "enablement.html", "stack.html":
		anchors = append(anchors, practiceAnchors(p.template, p.Plan)...)
	case "sla.html":
		anchors = append(anchors, slaAnchors(p.Plan.SLAByID(strings.TrimSuffix(path.Base(target), ".html")))...)
	default:
		return nil
	}

	return anchors
}

// operatingAnchors are the ids on the pages of the journey, the pipeline and the CRM sheet.
func operatingAnchors(p *plan.Plan, template string) []string {
	var anchors []string
	add := func(prefix string, ids ...string) {
		for _, id := range ids {
			anchors = append(anchors, prefix+id)
		}
	}

	switch template {
	case "journey.html":
		for _, s := range p.Journey {
			add("", s.ID)
		}

		add("gate.", p.Gates.Keys()...)
	case "pipeline.html":
		for _, s := range p.Pipeline {
			add("", s.ID)
		}
	case "crm.html":
		add("", "fields", "tests", "scores", "timers", "reasons", "stages")
		add("field.", p.Attributes.Keys()...)
	}

	return anchors
}

// overviewAnchors are the ids that the overview's own sections have.
func overviewAnchors(p *plan.Plan) []string {
	anchors := []string{
		"promises", "workflow", "focus", "north-star", "principles", "attention", "changes", "questions", "story",
	}
	for _, q := range p.OpenQuestions.Keys() {
		anchors = append(anchors, "question-"+q)
	}

	return anchors
}

// taken returns the ids that the pages that show a text have around it: no heading of it gets one of them.
// Other ids of these pages have a dot, which no heading's id has.
func (s *Site) taken(doc *plan.Document) []string {
	ids := []string{"main", "places"}
	switch {
	case doc.Kind == "plan" && doc.Plan != nil:
		ids = append(ids, overviewAnchors(doc.Plan)...)
		ids = append(ids, "part-workflow", "part-loops", "part-metrics", "part-journey", "part-pipeline", "part-scoring", "part-tests", "part-practice", "verdict", "words")
		for _, sla := range doc.Plan.SLAs() {
			ids = append(ids, "part-sla-"+sla.ID)
		}
	case s.address[doc.Path] == "index.html":
		ids = append(ids, "plans", "story", "folder")
	}

	return ids
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

// reviewAnchors are the ids on the page of reviews.
func reviewAnchors(p *plan.Plan) []string {
	anchors := append([]string{"tests", "verdict", "scorecard", "quarters", "periods", "sla-reviews"}, p.PressureTests.Keys()...)
	for kind, ids := range map[string][]string{
		"scorecards": p.Scorecards.Keys(), "qbrs": p.QBRs.Keys(), "performance_reviews": p.PerformanceReviews.Keys(), "sla_reviews": p.SLAReviews.Keys(),
	} {
		for _, id := range ids {
			_, anchor, _ := strings.Cut(place(p, kind, id), "#")
			anchors = append(anchors, anchor)
		}
	}

	return anchors
}

// practiceAnchors are the ids on the pages of what is done again and again.
func practiceAnchors(template string, p *plan.Plan) []string {
	switch template {
	case "rhythm.html":
		return append([]string{"week", "month", "load", "files"}, prefixed("meeting-", p.Meetings.Keys())...)
	case "research.html":
		return []string{"research", "interviews", "themes"}
	case "experiments.html":
		return append([]string{"calendar", "areas"}, prefixed("experiment-", p.Experiments.Keys())...)
	case "stack.html":
		return []string{"tools", "data-flow"}
	}

	return slices.Concat([]string{"library", "training"}, prefixed("asset-", p.Enablement.Keys()), prefixed("training-", p.Training.Keys()))
}

func prefixed(prefix string, ids []string) []string {
	for i := range ids {
		ids[i] = prefix + ids[i]
	}

	return ids
}

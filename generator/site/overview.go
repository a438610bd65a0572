package site

import (
	"cmp"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// An overview is what a plan says on its first page.
type overview struct {
	// Agreement is the SLA of Marketing and Sales; nil if there is none.
	Agreement *agreement
	Focus     []*plan.Metric
	// Attention is what needs somebody, what people owe first; those that are alike are one.
	Attention []attention
	// Light is how the plan stands.
	Light light
	// Todo is what a draft still lacks, in the order in which to fill it in.
	Todo source.Problems
	// Latest is the newest revision, with all changes since the one in force; nil for a draft. If it is in force
	// itself, the changes are those since the one before.
	Latest *logged
	// Since is the day from which the revision held with which it is compared; none if none held.
	Since plan.Date
	// Between are the revisions that wait, too, and come before the newest.
	Between []*revision
	// Questions are those without an answer, by date.
	Questions []*plan.OpenQuestion
	Answered  []*plan.OpenQuestion

	// now is what needs somebody, each thing for itself, later what will from some later day on.
	now, later []attention
}

func overviewView(p *page) any {
	o := &overview{Focus: p.Plan.FocusMetrics()}
	o.now, o.later = p.needs()
	if p.Plan.SLA != nil {
		o.Agreement = agreementOf(p, p.Plan.SLA)
		o.Latest, o.Since = p.latest(p.Plan.SLA)
		for _, r := range o.Agreement.Waiting() {
			if o.Agreement.InForce && r.Number < o.Latest.Number {
				o.Between = append(o.Between, r)
			}
		}
	}

	for _, item := range p.Plan.OpenQuestions {
		switch q := item.Value; {
		case q == nil:
		case q.Answer != "":
			o.Answered = append(o.Answered, q)
		default:
			o.Questions = append(o.Questions, q)
		}
	}

	slices.SortStableFunc(o.Questions, byDue)
	for _, problem := range p.problems() {
		if p.site.ofDraft(problem) {
			o.Todo.Add(problem)
		}
	}

	o.Light, o.Attention = p.light(o), p.firstOf(p.grouped(o.now, o.later))

	return o
}

// latest returns the newest revision of an SLA with what changed since the one in force, or since the one before if
// that is it, and the day from which that held.
func (p *page) latest(sla *plan.SLA) (newest *logged, since plan.Date) {
	log := p.site.logs[sla]
	r, now := log.Revisions[0], log.InForce(log.Today)
	if r.State == history.Draft {
		return nil, plan.Date{}
	}

	newest = p.logged(log, r)
	if now != nil && now.Number < r.Number {
		newest.compare(p, log, r.Since(now))
		return newest, now.HoldsFrom
	}

	if before := log.Revision(r.Number - 1); before != nil && !before.HoldsFrom.After(log.Today) {
		since = before.HoldsFrom
	}

	return newest, since
}

// byDue sorts questions by date, those without one last.
func byDue(a, b *plan.OpenQuestion) int {
	return cmp.Or(boolRank(a.Due.IsZero())-boolRank(b.Due.IsZero()), a.Due.Compare(b.Due))
}

// AttentionFrom is the day from which anything needs somebody; none where something does already, or never will.
func (o *overview) AttentionFrom() plan.Date {
	if len(o.Attention) == 0 {
		return plan.Date{}
	}

	return o.Attention[0].From
}

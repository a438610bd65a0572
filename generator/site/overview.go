package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An overview is what a plan says on its first page.
type overview struct {
	// Agreement is the SLA of Marketing and Sales; nil if there is none.
	Agreement *agreement
	Focus     []*plan.Metric
	// Attention is what waits for somebody, most urgent first.
	Attention []attention
	// Todo is how many things a draft still lacks.
	Todo int
	// Latest is the newest revision with a reason; nil if there is none.
	Latest *plan.Revision
	// Questions are those without an answer, by date.
	Questions []*plan.OpenQuestion
	Answered  []*plan.OpenQuestion
}

// attention is one thing that waits for somebody.
type attention struct {
	// Class, Mark and Word are the verdict: "missed", "✕", "overdue".
	Class, Mark, Word string
	What              template.HTML
	Who               template.HTML
	Due               worktime.Date
}

func overviewView(p *page) any {
	o := &overview{Focus: p.Plan.FocusMetrics()}
	if p.Plan.SLA != nil {
		o.Agreement = agreementOf(p, p.Plan.SLA)
		for i := range p.Plan.SLA.Revisions {
			r := &p.Plan.SLA.Revisions[i]
			if r.Reason != "" && (o.Latest == nil || r.Revision > o.Latest.Revision) {
				o.Latest = r
			}
		}
	}

	today := p.Plan.Today(nil, p.site.opts.AsOf)
	for _, item := range p.Plan.OpenQuestions {
		q := item.Value
		if q == nil {
			continue
		}

		if q.Answer != "" {
			o.Answered = append(o.Answered, q)
			continue
		}

		o.Questions = append(o.Questions, q)
		if !q.Due.IsZero() {
			o.Attention = append(o.Attention, due(p, q.Due, today, p.Text(q.Question), p.Who(q.Owner)))
		}
	}

	slices.SortStableFunc(o.Questions, func(a, b *plan.OpenQuestion) int { return a.Due.Compare(b.Due) })
	p.unsigned(o)
	p.reported(o)
	slices.SortStableFunc(o.Attention, func(a, b attention) int {
		return cmp.Or(cmp.Compare(urgency(a), urgency(b)), a.Due.Compare(b.Due))
	})

	return o
}

func urgency(a attention) int { return map[string]int{"missed": 0, "warn": 1, "wait": 2}[a.Class] }

// due says how urgent a date is.
func due(p *page, on, today worktime.Date, what, who template.HTML) attention {
	days := on.Sub(today)
	switch {
	case days < 0:
		return attention{"missed", "✕", plural(-days, "day") + " overdue", what, who, on}
	case days <= 7:
		return attention{"warn", "!", "this week", what, who, on}
	}

	return attention{"wait", "◔", "by " + day(on), what, who, on}
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}

	return fmt.Sprintf("%d %ss", n, word)
}

// unsigned adds the revisions that wait for a signature.
func (p *page) unsigned(o *overview) {
	for _, sla := range p.Plan.SLAs() {
		for _, w := range agreementOf(p, sla).Waiting {
			if w.Scheduled {
				continue
			}

			what := template.HTML(fmt.Sprintf("Revision %d of the SLA waits for a signature", w.Revision.Revision))
			if len(p.Plan.SLAs()) > 1 {
				what = template.HTML(fmt.Sprintf("Revision %d of the SLA %s waits for a signature", w.Revision.Revision, template.HTMLEscapeString(slaTitle(sla))))
			}

			o.Attention = append(o.Attention, attention{"wait", "◔", "to sign", what, p.Fns(w.Missing), w.Revision.EffectiveFrom})
		}
	}
}

// overdueRules are the rules that say that time has passed over something.
var overdueRules = []string{"review-overdue", "stale", "estimate-old", "owner-left", "waiver-expired"}

// reported adds what the rules found overdue in the plan, and counts what a draft still lacks.
func (p *page) reported(o *overview) {
	for _, problem := range p.problems() {
		switch {
		case slices.Contains(overdueRules, problem.Rule) && problem.Severity != source.Info:
			o.Attention = append(o.Attention, attention{Class: "missed", Mark: "✕", Word: "overdue", What: template.HTML(template.HTMLEscapeString(sentence(problem.Message)))})
		case problem.Severity == source.Warning:
			o.Todo++
		}
	}
}

// problems returns the problems in the files of the page's plan.
func (p *page) problems() source.Problems {
	var own source.Problems
	for _, problem := range p.site.report.problems {
		if problem.At.File != nil && p.site.planOf[problem.At.File] == p.Plan {
			own.Add(problem)
		}
	}

	return own
}

// sentence gives a message a capital letter and a full stop.
func sentence(message string) string {
	for i, r := range message {
		if i == 0 {
			message = string(slices.Concat([]rune{upper(r)}, []rune(message)[1:]))
		}

		break
	}

	if message != "" && message[len(message)-1] != '.' && message[len(message)-1] != '?' {
		message += "."
	}

	return message
}

func upper(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r - 'a' + 'A'
	}

	return r
}

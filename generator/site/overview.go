package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/history"
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
	// Coming is what will wait from some later day on, each with that day, in their order.
	Coming []attention
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
}

// attention is one thing that waits for somebody.
type attention struct {
	// Class, Mark and Word are the verdict: "missed", "✕", "3 days overdue".
	Class, Mark, Word string
	What, Who         template.HTML
	// Due is the day on which the word depends; none if it depends on none.
	Due worktime.Date
	// From is the day from which it waits for somebody; none for what does so already.
	From worktime.Date
}

func overviewView(p *page) any {
	o := &overview{Focus: p.Plan.FocusMetrics(), Attention: p.attention(), Coming: p.coming()}
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

	o.Light = p.light(o)
	o.Coming = p.firstOf(o.Coming)

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

// attention returns what somebody of the page's plan has to do now, most urgent first: what the rules found
// overdue, and what waits.
func (p *page) attention() []attention {
	var all []attention
	for _, problem := range p.problems() {
		if saysOverdue(problem) {
			all = append(all, overdue(problem))
		}
	}

	return append(all, p.waits()...)
}

// saysOverdue reports whether a rule has found that time has passed over something.
func saysOverdue(problem source.Problem) bool {
	return slices.Contains(overdueRules, problem.Rule) && problem.Severity != source.Info
}

func overdue(problem source.Problem) attention {
	return attention{Class: "missed", Mark: "✕", Word: "overdue", What: template.HTML(template.HTMLEscapeString(sentence(problem.Message)))}
}

// overdueRules are the rules that say that time has passed over something.
var overdueRules = []string{"review-overdue", "stale", "estimate-old", "owner-left", "waiver-expired"}

// waits returns what waits for somebody of the page's plan, apart from what the rules say.
func (p *page) waits() []attention {
	all := p.shown(p.site.waits(p.Plan))
	slices.SortStableFunc(all, func(a, b attention) int {
		return cmp.Or(cmp.Compare(urgency(a), urgency(b)), a.Due.Compare(b.Due))
	})

	return all
}

// shown puts what waits into words.
func (p *page) shown(waits []wait) []attention {
	var all []attention
	today := p.Plan.Today(nil, p.site.opts.AsOf)
	link := func(target, text string) template.HTML {
		return template.HTML(`<a href="` + template.HTMLEscapeString(target) + `">` + template.HTMLEscapeString(text) + `</a>`)
	}

	for _, w := range waits {
		switch {
		case w.task != nil:
			all = append(all, due(w.due, today, link(p.At(w.task.kind, w.task.id), p.Plain(w.task.text)), p.Who(w.task.owner)))
		case w.question != nil:
			all = append(all, due(w.due, today, link(p.At("open_questions", w.question.ID), p.Plain(w.question.Question)), p.Who(w.question.Owner)))
		case w.segment != nil:
			all = append(all, due(w.due, today, "A talk with "+link(p.To(p.PlanPath("research.html"))+"#interviews", strings.ToLower(w.segment.Name)), ""))
		case w.unread > 0:
			who := link(p.SLALink(w.sla.ID)+"#acknowledgements", "See who")
			all = append(all, due(w.due, today, template.HTML(template.HTMLEscapeString(p.unread(w))), who))
		default:
			what := link(p.RevisionLink(w.sla, w.revision.Number), fmt.Sprintf("Revision %d of %s", w.revision.Number, p.slaName(w.sla))) + " waits for a signature"
			all = append(all, attention{Class: "wait", Mark: "◔", Word: "to sign", What: what, Who: p.Fns(w.revision.Unsigned)})
		}

		all[len(all)-1].From = w.from
	}

	return all
}

func urgency(a attention) int { return map[string]int{"missed": 0, "warn": 1, "wait": 2}[a.Class] }

func (p *page) unread(w wait) string {
	if w.unread == 1 {
		return fmt.Sprintf("1 person has not read revision %d of %s yet", w.revision.Number, p.slaName(w.sla))
	}

	return fmt.Sprintf("%d people have not read revision %d of %s yet", w.unread, w.revision.Number, p.slaName(w.sla))
}

// slaName names an SLA within a sentence.
func (p *page) slaName(sla *plan.SLA) string {
	if len(p.Plan.SLAs()) == 1 {
		return "the SLA"
	}

	return "the SLA of " + slaTitle(sla)
}

// A wait is something that somebody has to do now, within the week, or later: answer a question, keep a promise of a
// quarterly review, note what came of an experiment, talk with customers, sign a revision, or read one.
type wait struct {
	due worktime.Date
	// from is the day from which it waits; none for what does so already.
	from     worktime.Date
	segment  *segment
	question *plan.OpenQuestion
	task     *task
	sla      *plan.SLA
	revision *history.Revision
	// unread is how many people have not read the revision; 0 if it waits for a signature.
	unread int
}

// waits lists what waits for somebody in a plan, apart from what the rules say.
func (s *Site) waits(p *plan.Plan) []wait {
	return slices.DeleteFunc(s.dueOf(p), func(w wait) bool { return !w.from.IsZero() })
}

// weekBefore is how many days before it is due something waits for somebody.
const weekBefore = 7

// dueOf lists what waits for somebody in a plan, or will on a later day.
func (s *Site) dueOf(p *plan.Plan) []wait {
	var all []wait
	today := p.Today(nil, s.opts.AsOf)
	add := func(w wait, from worktime.Date) {
		if from.After(today) {
			w.from = from
		}

		all = append(all, w)
	}

	for _, item := range p.OpenQuestions {
		if q := item.Value; q != nil && q.Answer == "" && !q.Due.IsZero() {
			add(wait{due: q.Due, question: q}, q.Due.AddDays(-weekBefore))
		}
	}

	for _, t := range s.tasks(p) {
		add(wait{due: t.due, task: &t}, t.due.AddDays(-weekBefore))
	}

	for _, t := range s.endings(p) {
		add(wait{due: t.due, task: &t}, t.due.AddDays(1))
	}

	at := &page{Path: p.ID + "/index.html", Plan: p, site: s}
	for _, talks := range at.Segments() {
		if talks.Next.Word != "" {
			add(wait{due: talks.Next.Due, segment: &talks}, talks.Next.Due.AddDays(1))
		}
	}

	for _, sla := range p.SLAs() {
		for _, r := range s.logs[sla].Revisions {
			if r.Waits() && len(r.Unsigned) > 0 {
				add(wait{sla: sla, revision: r}, worktime.Date{})
			}
		}

		for _, w := range s.unread(p, sla, today) {
			add(w, w.due.AddDays(-weekBefore))
		}
	}

	return all
}

// unread reports the people who have not read the revision in force yet, or one that is signed and will be, and by when
// they should have.
func (s *Site) unread(p *plan.Plan, sla *plan.SLA, today worktime.Date) []wait {
	if sla.Acknowledge == nil || sla.Acknowledge.Within.IsZero() {
		return nil
	}

	var all []wait
	for _, r := range s.logs[sla].Revisions {
		if r.State != history.InForce && r.State != history.Scheduled {
			continue
		}

		by, ok := plan.Span{Duration: sla.Acknowledge.Within}.After(r.HoldsFrom)
		if n := countUnread(readers(p, sla, r.Number, today)); ok && n > 0 {
			all = append(all, wait{due: by, sla: sla, revision: r, unread: n})
		}
	}

	return all
}

// due says how urgent a date is.
func due(on, today worktime.Date, what, who template.HTML) attention {
	days := on.Sub(today)
	switch {
	case days < 0:
		return attention{Class: "missed", Mark: "✕", Word: plural(-days, "day") + " overdue", What: what, Who: who, Due: on}
	case days <= weekBefore:
		return attention{Class: "warn", Mark: "!", Word: "this week", What: what, Who: who, Due: on}
	}

	return attention{Class: "wait", Mark: "◔", Word: "by " + day(on), What: what, Who: who, Due: on}
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}

	return fmt.Sprintf("%d %ss", n, word)
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
	first, size := utf8.DecodeRuneInString(message)
	if size == 0 {
		return ""
	}

	message = string(unicode.ToUpper(first)) + message[size:]
	if !strings.HasSuffix(message, ".") && !strings.HasSuffix(message, "?") {
		message += "."
	}

	return message
}

// All is what waits for somebody now, and below what will.
func (o *overview) All() []attention { return slices.Concat(o.Attention, o.Coming) }

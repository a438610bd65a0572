package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An attention is one thing that needs somebody.
type attention struct {
	// Class, Mark and Word are the verdict: "missed", "✕", "3 days overdue".
	Class, Mark, Word string
	// Due is the day on which the word depends; none if it depends on none.
	Due worktime.Date
	// From is the day from which it needs somebody, Until the day from which another row says it with others; none for
	// what does so already, and for what stays.
	From, Until worktime.Date
	// At is where it stands in the files; none for what stands nowhere.
	At source.Place

	// what and who put it into words for those who list it; nil for nothing. Most of all things are only counted.
	what, who func() template.HTML
	// of is how it counts, group what it has in common with others; "" for nothing.
	of    counted
	group string
	// rising counts the rows for which a row stands; no days for one that stands for itself.
	rising watch
}

// What says what needs somebody, Who whom.
func (a attention) What() template.HTML { return told(a.what) }
func (a attention) Who() template.HTML  { return told(a.who) }

func told(words func() template.HTML) template.HTML {
	if words == nil {
		return ""
	}

	return words()
}

// counted is what a thing is counted as where things are counted.
type counted uint8

const (
	aThing counted = iota
	aPromise
	anError
)

// needs is all that needs somebody of a plan: now, and from a later day on, in the order of these days. What people owe
// comes first, then what the rules found, most urgent first. A retired plan needs nobody.
func (p *page) needs() (now, coming []attention) {
	if p.retired() {
		return nil, nil
	}

	now, coming = p.waits()
	now = append(p.missedPromises(), now...)
	found, later := p.findings()

	return append(now, found...), byFrom(append(coming, later...))
}

func byFrom(all []attention) []attention {
	slices.SortStableFunc(all, func(a, b attention) int { return a.From.Compare(b.From) })

	return all
}

// waits returns what waits for somebody of the page's plan, apart from what the rules say: now, most urgent first, and
// later, where the site does not hold the time still.
func (p *page) waits() (now, later []attention) {
	if p.retired() {
		return nil, nil
	}

	for _, w := range p.site.dueOf(p.Plan) {
		switch one := p.shown(w); {
		case one.From.IsZero():
			now = append(now, one)
		case !p.site.opts.Frozen:
			later = append(later, one)
		}
	}

	slices.SortStableFunc(now, func(a, b attention) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), a.Due.Compare(b.Due))
	})

	return now, byFrom(later)
}

func rank(a attention) int { return map[string]int{"missed": 0, "warn": 1, "wait": 2}[a.Class] }

// linked is a text that leads somewhere; the text alone where it leads nowhere.
func linked(target, text string) template.HTML {
	text = template.HTMLEscapeString(text)
	if target == "" {
		return template.HTML(text)
	}

	return template.HTML(`<a href="` + template.HTMLEscapeString(target) + `">` + text + `</a>`)
}

// shown says how urgent it is what waits, and how to put it into words.
func (p *page) shown(w wait) attention {
	one := attention{Class: "wait", Mark: "◔", Word: "open"}
	switch {
	case !w.due.IsZero():
		one = due(w.due, p.Plan.Today(nil, p.site.opts.AsOf))
	case w.escalation == nil:
		one.Word = "to sign"
	}

	one.From, one.At = w.from, w.at
	one.what, one.who = func() template.HTML { return p.what(w) }, func() template.HTML { return p.who(w) }

	return one
}

// what says what somebody has to do, who whose it is.
func (p *page) what(w wait) template.HTML {
	switch {
	case w.task != nil:
		return linked(p.At(w.task.kind, w.task.id), p.Plain(w.task.text))
	case w.question != nil:
		return linked(p.At("open_questions", w.question.ID), p.Plain(w.question.Question))
	case w.segment != nil:
		return "A talk with " + linked(p.To(p.PlanPath("research.html"))+"#interviews", strings.ToLower(w.segment.Name))
	case w.escalation != nil:
		return linked(p.At("escalations", w.escalation.ID), w.escalation.Heading()) + " is to be decided"
	case w.unread > 0:
		return template.HTML(template.HTMLEscapeString(p.unread(w)))
	}

	return linked(p.RevisionLink(w.sla, w.revision.Number), fmt.Sprintf("Revision %d of %s", w.revision.Number, p.slaName(w.sla))) + " waits for a signature"
}

func (p *page) who(w wait) template.HTML {
	switch {
	case w.task != nil:
		return p.Who(w.task.owner)
	case w.question != nil:
		return p.Who(w.question.Owner)
	case w.segment != nil:
		return ""
	case w.escalation != nil:
		return p.Decider(*w.escalation)
	case w.unread > 0:
		return linked(p.SLALink(w.sla.ID)+"#acknowledgements", "See who")
	}

	return p.Fns(w.revision.Unsigned)
}

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

// missedPromises are the promises in force that were not kept, as the exports say.
func (p *page) missedPromises() []attention {
	var all []attention
	if p.site.evidence(p.Plan) == nil {
		return nil
	}

	for _, a := range agreementsOf(p) {
		for _, side := range a.Sides {
			for _, pr := range side.Promises {
				if pr.Actual == nil || pr.Actual.Class != "missed" {
					continue
				}

				all = append(all, attention{
					Class: "missed", Mark: "✕", Word: "missed", At: p.site.today(pr.At).Place(), of: aPromise,
					what: func() template.HTML { return missed(pr) }, who: func() template.HTML { return p.Fn(side.Party) },
				})
			}
		}
	}

	return all
}

// missed says what was promised, and what came of it.
func missed(pr promise) template.HTML {
	what := linked(pr.Actual.Href, judged{promise: pr}.name())
	if pr.Actual.Value == "" {
		return what
	}

	return what + template.HTML(template.HTMLEscapeString(": "+pr.Actual.Value+", and "+number(plan.Number(pr.Actual.Promised.String()), pr.Actual.Unit, "")+" was promised"))
}

// A wait is something that somebody has to do now, within the week, or later: answer a question, keep a promise of a
// quarterly review, note what came of an experiment, talk with customers, decide an escalation, sign a revision, or read
// one.
type wait struct {
	// due is none where it depends on no day.
	due worktime.Date
	// from is the day from which it waits; none for what does so already.
	from       worktime.Date
	at         source.Place
	segment    *segment
	question   *plan.OpenQuestion
	task       *task
	escalation *escalated
	sla        *plan.SLA
	revision   *history.Revision
	// unread is how many people have not read the revision; 0 if it waits for a signature.
	unread int
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
			add(wait{due: q.Due, question: q, at: q.Place()}, q.Due.AddDays(-weekBefore))
		}
	}

	for _, t := range s.tasks(p) {
		add(wait{due: t.due, task: &t, at: t.at}, t.due.AddDays(-weekBefore))
	}

	for _, t := range s.endings(p) {
		add(wait{due: t.due, task: &t, at: t.at}, t.due.AddDays(1))
	}

	at := &page{Path: p.ID + "/index.html", Plan: p, site: s}
	for _, talks := range at.Segments() {
		if talks.Next.Word != "" {
			add(wait{due: talks.Next.Due, segment: &talks, at: talks.Place()}, talks.Next.Due.AddDays(1))
		}
	}

	for _, e := range p.Escalations.Values() {
		if e == nil {
			continue
		}

		if one := at.escalated(e); one.Open() {
			add(wait{due: one.State.Due, escalation: &one, at: e.Place("status")}, worktime.Date{})
		}
	}

	for _, sla := range p.SLAs() {
		for _, r := range s.logs[sla].Revisions {
			if r.Waits() && len(r.Unsigned) > 0 {
				add(wait{sla: sla, revision: r, at: r.Entry.Place()}, worktime.Date{})
			}
		}

		for _, w := range s.unread(p, sla, today) {
			add(w, w.due.AddDays(-weekBefore))
		}
	}

	return all
}

// unread reports the people who have not read the revision in force yet, or one that is signed and will be, by the day by
// which they should have.
func (s *Site) unread(p *plan.Plan, sla *plan.SLA, today worktime.Date) []wait {
	var all []wait
	for _, r := range s.logs[sla].Revisions {
		if r.State != history.InForce && r.State != history.Scheduled {
			continue
		}

		late := slices.DeleteFunc(unread(p.Readers(sla, r.Entry, today)), func(r plan.Reader) bool { return r.Due.IsZero() })
		slices.SortStableFunc(late, func(a, b plan.Reader) int { return a.Due.Compare(b.Due) })
		for i, one := range late {
			if i > 0 && late[i-1].Due == one.Due {
				all[len(all)-1].unread++
				continue
			}

			all = append(all, wait{due: one.Due, sla: sla, revision: r, unread: 1, at: sla.Place("acknowledge")})
		}
	}

	return all
}

// dueBy is the same of a date of the page's plan. A retired plan asks nothing of anybody: it only says for when
// something was meant.
func (p *page) dueBy(on, today worktime.Date) attention {
	if p.retired() {
		return attention{Class: "wait", Mark: "–", Word: "for " + day(on)}
	}

	return due(on, today)
}

// retired reports whether the page's plan asks nothing of anybody any more.
func (p *page) retired() bool { return p.Plan.Status == "retired" }

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}

	return fmt.Sprintf("%d %ss", n, word)
}

// due says how urgent a date is.
func due(on, today worktime.Date) attention {
	days := on.Sub(today)
	switch {
	case days < 0:
		return attention{Class: "missed", Mark: "✕", Word: plural(-days, "day") + " overdue", Due: on}
	case days <= weekBefore:
		return attention{Class: "warn", Mark: "!", Word: "this week", Due: on}
	}

	return attention{Class: "wait", Mark: "◔", Word: "by " + day(on), Due: on}
}

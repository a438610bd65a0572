package site

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/rules"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// What a page says of time was right on the day of the build. Here is what its script needs to say it of a later day:
// what waits for somebody then stands on the page already, hidden, and what is counted has the days on which it rises.

// A watch is a count that time changes.
type watch struct {
	// Now is how many things wait for somebody, Late how many of them are overdue.
	Now, Late int
	// needs and overdue are the days on which these rise.
	needs, overdue []worktime.Date
	// word is what is counted: "thing".
	word string
	// path is where to read more.
	path string
}

// watched counts what waits for somebody now, and what will.
func watched(now, coming []attention) watch {
	w := watch{Now: len(now), word: "thing"}
	for _, a := range now {
		switch {
		case a.Class == "missed":
			w.Late++
		case !a.Due.IsZero():
			w.overdue = append(w.overdue, a.Due.AddDays(1))
		}
	}

	for _, a := range coming {
		w.needs = append(w.needs, a.From)
		late := a.From
		if !a.Due.IsZero() {
			late = a.Due.AddDays(1)
		}

		w.overdue = append(w.overdue, late)
	}

	return w
}

// rising writes days, each once and with how many things it brings: the first as it is, every other as how many days it
// is after the one before. "2026-12-21 13*2" are 21 Dec, and 3 Jan with two things.
func rising(days []worktime.Date) string {
	slices.SortFunc(days, worktime.Date.Compare)
	var words []string
	for i := 0; i < len(days); {
		n := 1
		for i+n < len(days) && days[i+n] == days[i] {
			n++
		}

		word := days[i].String()
		if i > 0 {
			word = strconv.Itoa(days[i].Sub(days[i-1]))
		}

		if n > 1 {
			word += "*" + strconv.Itoa(n)
		}

		words = append(words, word)
		i += n
	}

	return strings.Join(words, " ")
}

// attributes are what the script reads; none where nothing will change.
func (w watch) attributes(s *Site) string {
	if s.opts.Frozen || len(w.needs)+len(w.overdue) == 0 {
		return ""
	}

	more := fmt.Sprintf(` data-word="%s" data-now="%d" data-needs="%s"`, w.word, w.Now, rising(w.needs))
	if w.Late+len(w.overdue) > 0 {
		more += fmt.Sprintf(` data-late="%d" data-overdue="%s"`, w.Late, rising(w.overdue))
	}

	return more
}

// coming returns what will wait for somebody of the page's plan from a later day on, in the order of these days. There
// is nothing where the site holds the time still, or the plan is retired.
func (p *page) coming() []attention {
	all := p.waitsLater()
	for _, l := range p.site.report.later {
		if l.Problem.At.File != nil && p.site.planOf[l.Problem.At.File] == p.Plan && saysOverdue(l.Problem) {
			one := overdue(l.Problem)
			one.From = l.From
			all = append(all, one)
		}
	}

	slices.SortStableFunc(all, func(a, b attention) int { return a.From.Compare(b.From) })

	return all
}

// mostComing is how much of what is to come a plan's first page holds.
const mostComing = 30

// firstOf leaves out what is to come after much else, and says so from then on.
func (p *page) firstOf(coming []attention) []attention {
	if len(coming) <= mostComing {
		return coming
	}

	more := attention{Class: "missed", Mark: "✕", Word: "and more", What: template.HTML(`<a href="` + html.EscapeString(p.To("health.html")) + `">Everything that waits</a>`), From: coming[mostComing].From}

	return append(slices.Clone(coming[:mostComing]), more)
}

// waitsLater is what will wait, apart from what the rules say.
func (p *page) waitsLater() []attention {
	if p.site.opts.Frozen {
		return nil
	}

	all := p.shown(slices.DeleteFunc(p.site.dueOf(p.Plan), func(w wait) bool { return w.from.IsZero() }))
	slices.SortStableFunc(all, func(a, b attention) int { return a.From.Compare(b.From) })

	return all
}

// toMendLater are the problems to come that somebody will have to mend.
func (s *Site) toMendLater() []rules.Later {
	return slices.DeleteFunc(slices.Clone(s.report.later), func(l rules.Later) bool { return l.Problem.Severity == source.Info || s.ofDraft(l.Problem) })
}

// watch counts what somebody has to do on the whole site. Nothing of it is called overdue: what a rule found is not
// always a matter of time.
func (s *Site) watch() watch {
	w := watch{Now: s.toAct(), word: "thing"}
	if s.opts.Frozen {
		return w
	}

	for _, l := range s.toMendLater() {
		w.needs = append(w.needs, l.From)
	}

	for _, p := range s.set.Plans {
		for _, one := range s.dueOf(p) {
			if !one.from.IsZero() {
				w.needs = append(w.needs, one.from)
			}
		}
	}

	return w
}

// From returns the attributes of something that stands on the page hidden until a day; none for no day.
func (p *page) From(on worktime.Date) template.HTMLAttr {
	if on.IsZero() {
		return ""
	}

	return template.HTMLAttr(` hidden data-from="` + on.String() + `"`)
}

// Until returns the attributes of something that holds until the day before another one; none for no day.
func (p *page) Until(on worktime.Date) template.HTMLAttr {
	if on.IsZero() {
		return ""
	}

	return template.HTMLAttr(` data-until="` + on.String() + `"`)
}

// FromFirst is like From for something that holds only things to come: until the first of them.
func (p *page) FromFirst(coming []attention) template.HTMLAttr {
	if len(coming) == 0 {
		return ""
	}

	return p.From(coming[0].From)
}

// Light returns how a plan stands as a verdict, with what the script needs to keep it true.
func (p *page) Light(l light) template.HTML {
	text := html.EscapeString(l.Word)
	if l.Path != "" {
		text = `<a href="` + html.EscapeString(p.To(l.Path)) + `">` + text + `</a>`
	}

	more := l.watch.attributes(p.site)
	if more != "" {
		more += ` data-more="` + html.EscapeString(p.To(l.watch.path)) + `"`
	}

	return template.HTML(`<span class="verdict light ` + l.Class + `" data-mark="` + l.Mark + `"` + more + `>` + text + `</span>`)
}

// NextDue says when something is next: the day, or how urgent it is; with what the script needs to keep it true.
func (p *page) NextDue(next attention) template.HTML {
	if next.Class == "wait" {
		return template.HTML(`<span data-due="` + next.Due.String() + `">` + string(p.Day(next.Due)) + `</span>`)
	}

	return p.Urgency(next)
}

// Urgency says how urgent something is, beside its day: nothing while that is far away; with what the script needs to
// keep it true.
func (p *page) Urgency(of attention) template.HTML {
	if of.Class == "wait" {
		return template.HTML(`<span data-due="` + of.Due.String() + `"></span>`)
	}

	return template.HTML(fmt.Sprintf(`<span class="verdict %s" data-mark="%s" data-due="%s">%s</span>`, of.Class, of.Mark, of.Due, html.EscapeString(of.Word)))
}

// LatePromises returns how many promises of quarterly reviews are overdue, in words; hidden where none is yet, "" where
// none can be.
func (p *page) LatePromises() template.HTML {
	today := p.Plan.Today(nil, p.site.opts.AsOf)
	w := watch{word: "promise"}
	for _, t := range p.site.tasks(p.Plan) {
		switch {
		case t.kind != "qbrs":
		case t.due.Before(today):
			w.Late++
		default:
			w.overdue = append(w.overdue, t.due.AddDays(1))
		}
	}

	hidden, more := "", w.attributes(p.site)
	switch {
	case w.Late == 0 && more == "":
		return ""
	case w.Late == 0:
		hidden = " hidden"
	}

	return template.HTML(`<span class="verdict missed" data-mark="✕"` + hidden + more + `>` + plural(w.Late, "promise") + ` overdue</span>`)
}

// laterProblem is a problem to come as the health page lists it.
type laterProblem struct {
	source.Problem
	From worktime.Date
	File string
}

func (s *Site) laterProblems() []laterProblem {
	var all []laterProblem
	for _, l := range s.toMendLater() {
		one := laterProblem{Problem: l.Problem, From: l.From}
		if l.Problem.At.File != nil {
			one.File = l.Problem.At.File.Name
		}

		all = append(all, one)
	}

	slices.SortStableFunc(all, func(a, b laterProblem) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.File, b.File)) })

	return all[:min(len(all), mostProblems)]
}

// wholeLight is how the whole site stands.
func (p *page) wholeLight(h *health) light {
	w := p.site.watch()
	w.path = "health.html"
	l := light{Class: "met", Mark: "✓", Word: "all is well", watch: w}
	switch errors := p.site.report.problems.Count(source.Error); {
	case errors > 0:
		return light{Class: "missed", Mark: "✕", Word: plural(errors, "error")}
	case w.Now > 0:
		l.Class, l.Mark, l.Word = "warn", "!", needSomeone(w.Now)
	case h.ToFill.Count > 0:
		l.Class, l.Mark, l.Word = "wait", "✎", plural(h.ToFill.Count, "thing")+" to fill in"
	}

	return l
}

// Light is the verdict.
func (h *health) Light() light { return h.light }

// First is the first day on which something is to be done that is not yet; none if that will never be.
func (h *health) First() worktime.Date {
	first := h.WaitsFrom()
	if len(h.Later) > 0 {
		first = earlier(first, h.Later[0].From)
	}

	return first
}

// All is what waits now, and below what will.
func (w planWaits) All() []attention { return slices.Concat(w.Waits, w.Coming) }

// Waits reports whether anything waits for somebody now.
func (h *health) Waits() bool {
	return slices.ContainsFunc(h.Waiting, func(w planWaits) bool { return len(w.Waits) > 0 })
}

// WaitsFrom is the day from which something waits for somebody; none where something does already.
func (h *health) WaitsFrom() worktime.Date {
	var first worktime.Date
	for _, w := range h.Waiting {
		if len(w.Waits) == 0 {
			first = earlier(first, w.Coming[0].From)
		}
	}

	if h.Waits() {
		return worktime.Date{}
	}

	return first
}

// earlier is the earlier of two days; a may be none.
func earlier(a, b worktime.Date) worktime.Date {
	if a.IsZero() || b.Before(a) {
		return b
	}

	return a
}

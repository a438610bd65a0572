package site

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// What a page says of time was right on the day of the build. Here is what its script needs to say it of a later day:
// what waits for somebody then stands on the page already, hidden, and what is counted has the days on which it rises.

// A watch is a count that time changes.
type watch struct {
	// Now is how many things need somebody, Late how many of them are overdue, Missed how many are promises that were not
	// kept, which no day changes.
	Now, Late, Missed int
	// needs and overdue are the days on which these rise.
	needs, overdue []worktime.Date
	// word is what is counted: "thing".
	word string
	// path is where to read more.
	path string
	// whole says to say how many things need somebody also where some are overdue.
	whole bool
}

// watched counts what needs somebody now, and what will.
func watched(now, coming []attention) watch {
	w := watch{Now: len(now), word: "thing"}
	for _, a := range now {
		switch {
		case a.of == aPromise:
			w.Missed++
		case a.of == anError: // which no day makes worse
		case a.Class == "missed":
			w.Late++
		case !a.Due.IsZero():
			w.overdue = append(w.overdue, a.Due.AddDays(1))
		}
	}

	for _, a := range coming {
		w.needs = append(w.needs, a.From)
		if !a.Due.IsZero() {
			w.overdue = append(w.overdue, later(a.From, a.Due.AddDays(1)))
		}
	}

	return w
}

func later(a, b worktime.Date) worktime.Date {
	if a.Before(b) {
		return b
	}

	return a
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

	if w.Missed > 0 {
		more += fmt.Sprintf(` data-missed="%d"`, w.Missed)
	}

	if w.whole {
		more += ` data-whole`
	}

	return more
}

// mostRows is how much of what needs somebody a plan's first page holds.
const mostRows = 30

// firstOf leaves out what comes after much else, and says so from the day of the first of it on.
func (p *page) firstOf(all []attention) []attention {
	if len(all) <= mostRows {
		return all
	}

	more := attention{Class: "warn", Mark: "!", Word: "and more", From: all[mostRows].From, what: func() template.HTML { return linked(p.To("health.html"), "Everything that needs someone") }}

	return append(slices.Clone(all[:mostRows]), more)
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
		case t.kind != "qbrs" || p.retired():
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

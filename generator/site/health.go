package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/rules"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A health is what the health page shows.
type health struct {
	// Waiting is what waits for somebody in each plan, apart from what the rules say; Missed what was promised there and
	// not kept.
	Waiting, Missed []planWaits
	// Act is what somebody has to mend, ToFill what drafts lack, Notes what is worth knowing.
	Act, ToFill, Notes problemGroups
	Waived             []rules.Waived
	// Later are the problems to come that somebody will have to mend, in the order of their days; MoreFrom is the day of
	// the first that the page leaves out, none if it has all.
	Later    []laterProblem
	MoreFrom worktime.Date
	light
}

// planWaits is what waits for somebody in a plan.
type planWaits struct {
	Plan  *plan.Plan
	Waits []attention
	// Coming is what will wait from a later day on.
	Coming []attention
}

// All is what waits now, and below what will.
func (w planWaits) All() []attention { return slices.Concat(w.Waits, w.Coming) }

// problemGroups are problems by file.
type problemGroups struct {
	Files []problemGroup
	// Count is the number of all problems, More of those that the page leaves out.
	Count, More int
}

// mostProblems is how many problems of a kind the health page shows.
const mostProblems = 1000

// A problemGroup holds the problems of one file.
type problemGroup struct {
	File     string
	Problems source.Problems
}

// A laterProblem is a problem to come as the health page lists it.
type laterProblem struct {
	source.Problem
	From worktime.Date
	File string
}

func (g *problemGroups) add(problem source.Problem) {
	if g.Count++; g.Count > mostProblems {
		g.More++
		return
	}

	name := ""
	if problem.At.File != nil {
		name = problem.At.File.Name
	}

	if n := len(g.Files); n == 0 || g.Files[n-1].File != name {
		g.Files = append(g.Files, problemGroup{File: name})
	}

	last := &g.Files[len(g.Files)-1]
	last.Problems.Add(problem)
}

func healthView(p *page) any {
	h := &health{Waived: p.site.report.waived, Later: p.site.laterProblems()}
	if len(h.Later) > mostProblems {
		h.Later, h.MoreFrom = h.Later[:mostProblems], h.Later[mostProblems].From
	}

	for _, problem := range p.site.report.problems {
		switch {
		case p.site.asks(problem):
			h.Act.add(problem)
		case p.site.ofDraft(problem):
			h.ToFill.add(problem)
		case !isEscalation(problem): // which waits for somebody
			h.Notes.add(problem)
		}
	}

	for _, pl := range p.Plans() {
		in := p.In(pl)
		if waits, coming := in.waits(); len(waits)+len(coming) > 0 {
			h.Waiting = append(h.Waiting, planWaits{pl, waits, coming})
		}

		if missed := in.missedPromises(); len(missed) > 0 && pl.Status != "retired" {
			h.Missed = append(h.Missed, planWaits{Plan: pl, Waits: missed})
		}
	}

	h.light = p.wholeLight(h)

	return h
}

// laterProblems are the problems to come that somebody will have to mend, in the order of their days.
func (s *Site) laterProblems() []laterProblem {
	var all []laterProblem
	for _, l := range s.report.later {
		if !s.asks(l.Problem) {
			continue
		}

		one := laterProblem{Problem: l.Problem, From: l.From}
		if l.Problem.At.File != nil {
			one.File = l.Problem.At.File.Name
		}

		all = append(all, one)
	}

	slices.SortStableFunc(all, func(a, b laterProblem) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.File, b.File)) })

	return all
}

// mayLack reports whether nobody expects the plan to be complete: not yet, or no longer.
func mayLack(p *plan.Plan) bool { return p.Status == "draft" || p.Status == "retired" }

// whileDraft are the rules for what a plan may lack as long as it is a draft.
var whileDraft = []string{"missing", "parts-missing", "open-loop", "one-way-sla", "framework-elements", "pressure-test"}

// ofDraft reports whether a problem is a gap that a draft may have: something to fill in, not to mend. The
// site's own gaps count as those of its plans.
func (s *Site) ofDraft(problem source.Problem) bool {
	if problem.Severity != source.Warning || !slices.Contains(whileDraft, problem.Rule) {
		return false
	}

	if p := s.planOf[problem.At.File]; p != nil {
		return mayLack(p)
	}

	return !slices.ContainsFunc(s.set.Plans, func(p *plan.Plan) bool { return !mayLack(p) })
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

// Source returns the link to the place of a problem in the repository, "" without one.
func (p *page) Source(at source.Place) string { return p.site.source(at) }

// Spot says where something stands in the files: short says that the file is named above. It is a link where the site
// names its repository, else the file and the line, by which every editor finds it; "" for no place.
func (p *page) Spot(at source.Place, short bool) template.HTML {
	if at.IsZero() {
		return ""
	}

	start, _ := at.Range()
	link := p.Source(at)
	switch line := "line " + strconv.Itoa(start.Line); {
	case link != "" && short:
		return linked(link, line)
	case link != "":
		return template.HTML(`<a href="` + template.HTMLEscapeString(link) + `">` + breakable(at.File.Name) + ", " + line + `</a>`)
	case p.site.forOutsiders():
		return template.HTML(line)
	}

	return template.HTML("<code>" + breakable(at.File.Name) + ":" + strconv.Itoa(start.Line) + "</code>")
}

// breakable is a path that may go on in the next line behind every folder.
func breakable(path string) string {
	return strings.ReplaceAll(template.HTMLEscapeString(path), "/", "/<wbr>")
}

// Unlinked reports whether readers who may see the files find no link to them, as the site names no repository.
func (p *page) Unlinked() bool { return p.site.set.Site.Repository == "" && !p.site.forOutsiders() }

// Overdue says how long a problem is overdue; its word is "" where time plays no part.
func (p *page) Overdue(problem source.Problem) attention {
	by, err := worktime.ParseDate(problem.Due)
	if err != nil {
		return attention{}
	}

	return due(by, worktime.DateOf(p.site.opts.AsOf))
}

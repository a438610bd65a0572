package site

import (
	"cmp"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An answer is something in a plan that names somebody as the one who answers for it.
type answer struct {
	// Verb says how: "Looking after". Kind is what it is: "experiment".
	Verb, Kind string
	// Title is what it is called, Status how far it is, "" where nobody has said.
	Title, Status string
	// Path is where it stands on the site; "" where it has no place.
	Path string
	// Until says what its next day is: "until"; Next is that day, none where there is none.
	Until string
	Next  attention
}

// toldApart are the parts of a plan of whose owners a page tells in words of its own.
var toldApart = map[string]bool{"owner": true, "handoffs": true, "feedback_loops": true, "metrics": true, "open_questions": true, "qbrs": true}

// answerVerb is the word for how somebody answers for something who stands under a key; "" for a key that does not say so.
func answerVerb(key string) string {
	switch {
	case strings.Contains(key, "owner"):
		return "Looking after"
	case key == "accountable":
		return "Answering for"
	case key == "facilitator":
		return "Leading"
	}

	return ""
}

// answersFor returns everything in the page's plan that names one of these ids as who answers for it, in the order
// written. It follows the references, so that a new kind of entry needs nothing here.
func (p *page) answersFor(me map[string]bool) []answer {
	named := map[*frontmatter.Node]bool{}
	for _, r := range p.Plan.References {
		if me[r.ID] {
			named[r.Node] = true
		}
	}

	var all []answer
	for _, part := range p.Plan.Node.Children() {
		if toldApart[part.Key()] {
			continue
		}

		whole := place(p.Plan, part.Key(), "")
		for _, child := range part.Children() {
			id := child.Key()
			if part.Kind == frontmatter.List {
				id = textOf(child.Get("id"))
			}

			found := answer{Kind: strings.ToLower(cmp.Or(entryKinds[part.Key()], strings.TrimSuffix(plan.Words(part.Key()), "s"))), Path: place(p.Plan, part.Key(), id)}
			if child.Kind != frontmatter.Map || found.Path == whole {
				found.Path = whole
				all = append(all, p.answersIn(found, part, child, named)...)
				continue
			}

			all = append(all, p.answersIn(found, child, child, named)...)
		}
	}

	return all
}

// answersIn returns what is answered for below a value; around is the map that holds it, or is it.
func (p *page) answersIn(found answer, around, n *frontmatter.Node, named map[*frontmatter.Node]bool) []answer {
	if n.Kind == frontmatter.Map {
		around = n
	}

	var all []answer
	for _, child := range n.Children() {
		all = append(all, p.answersIn(found, around, child, named)...)
	}

	key := n.Key()
	if key == "" && n.Parent() != nil { // in a list of names
		key = n.Parent().Key()
	}

	if found.Verb = answerVerb(key); !named[n] || found.Verb == "" {
		return all
	}

	found.Title, found.Status = p.Plain(entryTitle(around, around.Key())), textOf(around.Get("status"))
	found.Until, found.Next = p.nextOf(around)
	if !p.Has(found.Path) {
		found.Path = ""
	}

	return append(all, found)
}

// nextOf returns the next day of what somebody answers for: when it ends, or is to be looked at again.
func (p *page) nextOf(n *frontmatter.Node) (until string, next attention) {
	today := p.Plan.Today(nil, p.site.opts.AsOf)
	on := worktime.Date{}
	for _, e := range p.Plan.Experiments.Values() {
		if e != nil && e.Node == n && (e.Status == "running" || e.Status == "planned") {
			until, on = "until", e.EndsOn
		}
	}

	for _, a := range p.Plan.Enablement.Values() {
		if a != nil && a.Node == n {
			until = "to be looked at again"
			on, _ = a.Due(today)
		}
	}

	for _, t := range p.Plan.Training.Values() {
		if t != nil && t.Node == n {
			until = "to be given again"
			on, _ = t.Due(today)
		}
	}

	if on.IsZero() {
		return "", attention{}
	}

	return until, due(on, today)
}

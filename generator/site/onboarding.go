package site

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An onboarding is what somebody new needs beside their duties.
type onboarding struct {
	// Start are the pages to read first, in that order.
	Start []crumb
	// Unread are the agreements that a person should have read and has not said to have.
	Unread []unreadTerms
	// Unsigned are the revisions that wait for their signature.
	Unsigned []unsignedTerms
	// Disputes are the agreements that concern them and in which somebody else decides.
	Disputes []*agreement
	// Keeper is who keeps the plan true; "" where that is themselves, or nobody.
	Keeper string
	// Kept are the handoffs of the function that somebody looks after.
	Kept []*plan.Handoff
}

// unreadTerms are the terms of a revision, in force or signed to come, that a person has not acknowledged yet.
type unreadTerms struct {
	Agreement *agreement
	Revision  *revision
	// Due is the day by which they should have.
	Due worktime.Date
	// Before is the revision that they acknowledged last; 0 for none. Line is what acknowledges these.
	Before int
	Line   string
}

// unsignedTerms are a revision that waits for a signature of the function.
type unsignedTerms struct {
	Agreement *agreement
	Revision  *revision
	// Line is the command that signs it.
	Line string
}

// prepare gathers what somebody new should know first, and when they meet. id is that of a person, a role or a
// function, me holds what else a person or a role is called; nil for a function.
func (d *duties) prepare(p *page, id string, me map[string]bool) {
	d.Start = d.start(p)
	if d.Person != nil && !p.retired() && d.Person.IsActive(p.Plan.Today(nil, p.site.opts.AsOf)) {
		d.Unread = d.unread(p, id)
	}

	d.Unsigned = d.unsigned(p, me)
	d.Meetings, d.Calendars = p.MyMeetings(id), p.calendarsOf(id)

	for _, a := range d.concern() {
		if a.Terms.Escalation != nil && a.Terms.Escalation.To != "" && !me[a.Terms.Escalation.To] {
			d.Disputes = append(d.Disputes, a)
		}
	}

	if !d.Keeps && !me[p.Plan.Owner] {
		d.Keeper = p.Plan.Owner
	}

	for _, h := range slices.Concat(d.Gives, d.Takes) {
		if h.Owner != "" && !me[h.Owner] && !slices.Contains(d.Kept, h) {
			d.Kept = append(d.Kept, h)
		}
	}
}

// aside reports whether they are no party to any agreement.
func (d *duties) aside() bool {
	return !slices.ContainsFunc(d.Agreements, func(a *agreement) bool { return a.SLA.IsParty(d.Function) })
}

// concern returns the agreements of the function. Whoever is no party to any works for all of them.
func (d *duties) concern() []*agreement {
	if d.aside() {
		return d.Agreements
	}

	return slices.DeleteFunc(slices.Clone(d.Agreements), func(a *agreement) bool { return !a.SLA.IsParty(d.Function) })
}

// start lists what to read first: the plan on one page, the agreements, how work arrives, the words.
func (d *duties) start(p *page) []crumb {
	all := []crumb{{Title: "The plan on one page", Path: p.PlanPath(sheetName), Description: "what the four functions have agreed on"}}
	for _, a := range d.concern() {
		all = append(all, crumb{Title: "The SLA of " + slaTitle(a.SLA), Path: p.PlanPath("sla/" + a.SLA.ID + ".html"), Description: "what is promised, how it counts and who signed it"})
	}

	if len(d.Gives)+len(d.Takes) > 0 || d.aside() && len(p.Plan.Handoffs) > 0 {
		all = append(all, crumb{Title: "How work changes hands", Path: p.PlanPath("workflow.html"), Description: "step by step, with what goes wrong there"})
	}

	if len(p.Plan.Glossary) > 0 {
		all = append(all, crumb{Title: "The words", Path: "glossary.html", Description: "what everybody means by them"})
	}

	return all
}

// unsigned returns the revisions that wait for the function. A person or a role is told of those that it is for them
// to sign: who reviews the terms for a side also signs them, else anybody of that side.
func (d *duties) unsigned(p *page, me map[string]bool) []unsignedTerms {
	var all []unsignedTerms
	if p.retired() {
		return nil
	}

	for _, a := range d.Agreements {
		for _, r := range a.Waiting() {
			if slices.Contains(r.Unsigned, d.Function) && (me == nil || d.signs(p, a, me)) {
				all = append(all, unsignedTerms{a, r, d.sign(p, a, r)})
			}
		}
	}

	return all
}

func (d *duties) signs(p *page, a *agreement, me map[string]bool) bool {
	named := false
	if a.Terms.Review != nil {
		for _, id := range a.Terms.Review.By {
			if me[id] {
				return true
			}

			named = named || p.Plan.FunctionOf(id) == d.Function
		}
	}

	return !named
}

// sign returns the command that signs a revision.
func (d *duties) sign(p *page, a *agreement, r *revision) string {
	who := "your-id"
	switch {
	case d.Person != nil:
		who = d.Person.ID
	case d.Role != nil && len(d.People) == 1:
		who = d.People[0].ID
	}

	line := fmt.Sprintf("lockstep sign --as %s %s %s", who, p.Plan.ID, a.SLA.ID)
	if r.Number != a.SLA.Revision {
		line += fmt.Sprintf(" --revision %d", r.Number)
	}

	return line
}

// unread returns the terms that a person should have read and has not.
func (d *duties) unread(p *page, person string) []unreadTerms {
	var all []unreadTerms
	for _, a := range d.Agreements {
		for _, r := range a.ToRead() {
			if one, missing := p.unreadBy(person, a, r); missing {
				all = append(all, one)
			}
		}
	}

	return all
}

// unreadBy returns the terms of one revision; false if the person has read them, or need not.
func (p *page) unreadBy(person string, a *agreement, r *revision) (one unreadTerms, missing bool) {
	today := p.site.logs[a.SLA].Today
	late := unread(p.Plan.Readers(a.SLA, r.Entry, today))
	i := slices.IndexFunc(late, func(r plan.Reader) bool { return r.Person == person })
	if i < 0 {
		return one, false
	}

	one = unreadTerms{Agreement: a, Revision: r, Due: late[i].Due, Line: fmt.Sprintf("acknowledgements:\n  %s: {revision: %d, on: %s}", person, r.Number, today)}
	if last, _ := a.SLA.Acknowledgements.Get(person); last != nil {
		one.Before = last.Revision
	}

	return one, true
}

// knows are the definitions that somebody has to know: those of a function, and of handoffs that they look after.
type knows struct {
	Function plan.Function
	Minds    []*plan.Handoff
}

// Knows is what they have to know.
func (d *duties) Knows() knows { return knows{d.Function, d.Minds} }

// String tells what is known by one from what is known by another.
func (k knows) String() string {
	words := []string{string(k.Function)}
	for _, h := range k.Minds {
		words = append(words, h.ID)
	}

	return strings.Join(words, " ")
}

// passes reports whether work of theirs goes through a gate.
func (k knows) passes(g *plan.Gate) bool {
	if slices.Contains(g.From, k.Function) || slices.Contains(g.To, k.Function) {
		return true
	}

	return slices.ContainsFunc(k.Minds, func(h *plan.Handoff) bool {
		return h.Gate == g.ID || len(g.From)+len(g.To) > 0 && slices.Equal(h.From, g.From) && slices.Equal(h.To, g.To)
	})
}

// GatesOf returns what somebody has to know: what an MQL and an SQL are, and the other gates through which they send
// work, get it, or look after it.
func (p *page) GatesOf(k knows) []panel {
	in := p.With(nil)
	in.full = true
	var all []panel
	if p.Plan.SLA != nil {
		a := agreementOf(p, p.Plan.SLA)
		all = append(all, in.mqlPart(a), in.sqlPart(a))
	}

	for _, g := range p.Plan.Gates.Values() {
		if g == nil || g.DefinedBy == "sla" || len(g.Criteria) == 0 || !k.passes(g) {
			continue
		}

		name := first(g.Name, g.Heading())
		if g.Short != "" && g.Short != name {
			name = g.Short + ": " + name
		}

		text := in.groupText(&plan.CriteriaGroup{Match: g.Match, Criteria: g.Criteria})
		all = append(all, panel{ID: "gate-" + g.ID, Title: in.Plain(name), Blocks: []block{{Text: plainly(stopped(text)), At: g.At}}})
	}

	return all
}

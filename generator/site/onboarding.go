package site

import (
	"cmp"
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
	// Behind are the same of a role or a function, with who of them has not.
	Behind []behindTerms
	// Unsigned are the revisions that wait for their signature.
	Unsigned []unsignedTerms
	// Disputed are the escalations that wait for them to decide, and those that they have raised.
	Disputed []dispute
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

// behindTerms are the terms of a revision that several have not acknowledged yet, whoever is due first first.
type behindTerms struct {
	Agreement *agreement
	Revision  *revision
	People    []plan.Reader
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
	d.Start = d.start(p, me)
	if d.Person != nil {
		d.Unread = d.unread(p, d.Person)
	} else if !p.Hidden() {
		d.Behind = d.behind(p)
	}

	d.Unsigned, d.Disputed = d.unsigned(p, me), p.disputes(me)
	d.Meetings, d.Calendar = p.MyMeetings(id), p.CalendarOf(id)

	for _, a := range d.concern(me) {
		if a.Terms.Escalation != nil && a.Terms.Escalation.To != "" && !me[a.Terms.Escalation.To] {
			d.Disputes = append(d.Disputes, a)
		}
	}

	if !d.Keeps && !me[p.Plan.Owner] {
		d.Keeper = p.Plan.Owner
	}

	for _, h := range d.handoffs() {
		if h.Owner != "" && !me[h.Owner] {
			d.Kept = append(d.Kept, h)
		}
	}
}

// aside reports whether they are no party to any agreement.
func (d *duties) aside() bool { return !slices.ContainsFunc(d.Agreements, d.isParty) }

// isParty reports whether a function in which they work is a party to an agreement.
func (d *duties) isParty(a *agreement) bool {
	return slices.ContainsFunc(d.Functions(), a.SLA.IsParty)
}

// concern returns the agreements of their functions, and those in which they decide, review or keep a promise: me holds
// their ids. Whoever is no party to any works for all of them.
func (d *duties) concern(me map[string]bool) []*agreement {
	if d.aside() {
		return d.Agreements
	}

	return slices.DeleteFunc(slices.Clone(d.Agreements), func(a *agreement) bool {
		return !d.isParty(a) && len(decisions(a, me)) == 0 && !slices.Contains(d.Reviews, a) && !d.keepsPromise(a)
	})
}

// keepsPromise reports whether the author named them with a promise of an agreement.
func (d *duties) keepsPromise(a *agreement) bool {
	return slices.ContainsFunc(d.Hats, func(h hat) bool {
		return h.Named && slices.ContainsFunc(h.Owes, func(under owedUnder) bool { return under.Agreement == a })
	})
}

// reads reports whether they should read every revision of an agreement.
func (d *duties) reads(a *agreement, me map[string]bool) bool {
	return a.SLA.Acknowledge != nil && slices.ContainsFunc(a.SLA.Acknowledge.By, func(party plan.Party) bool { return d.meant(party, me) })
}

// start lists what to begin with: the plan on one page, the agreements, how work arrives, the words, and what they are
// taught.
func (d *duties) start(p *page, me map[string]bool) []crumb {
	short := "what the four functions have agreed on"
	if p.Plan.Status != "agreed" && !p.retired() {
		short = "what is planned; not everybody has agreed yet"
	}

	all := []crumb{{Title: "The plan on one page", Path: p.PlanPath(sheetName), Description: short}}
	concern := d.concern(me)
	for _, a := range d.Agreements {
		if !slices.Contains(concern, a) && !d.reads(a, me) {
			continue
		}

		promised := "what is promised, how it counts and who signed it"
		if !a.InForce && a.Unknown == nil {
			promised = "what is proposed and how it would count; it is not signed yet"
		}

		all = append(all, crumb{Title: "The SLA of " + slaTitle(a.SLA), Path: p.PlanPath("sla/" + a.SLA.ID + ".html"), Description: promised})
	}

	if d.HandsOver() || d.aside() && len(p.Plan.Handoffs) > 0 {
		all = append(all, crumb{Title: "How work changes hands", Path: p.PlanPath("workflow.html"), Description: "step by step, with what goes wrong there"})
	}

	if len(p.Plan.Glossary) > 0 {
		all = append(all, crumb{Title: "The words", Path: "glossary.html", Description: "what everybody means by them"})
	}

	return append(all, d.taught(p, me)...)
}

// taught lists the trainings that are for them.
func (d *duties) taught(p *page, me map[string]bool) []crumb {
	today := p.Plan.Today(nil, p.site.opts.AsOf)
	var all []crumb
	for _, t := range p.Plan.Training.Values() {
		if t == nil || !slices.ContainsFunc(t.Audience, func(party plan.Party) bool { return d.meant(party, me) }) {
			continue
		}

		given := "a training, last given on " + day(t.LastDeliveredOn)
		if t.LastDeliveredOn.IsZero() || t.LastDeliveredOn.After(today) {
			given = "a training, not given yet"
		}

		all = append(all, crumb{Title: p.Plain(entryTitle(t.Node, t.ID)), Path: place(p.Plan, "training", t.ID), Description: given})
	}

	return all
}

// meant reports whether a party is them, everybody, or a function in which they work: me holds their ids.
func (d *duties) meant(party plan.Party, me map[string]bool) bool {
	return party == "all" || me[string(party)] || slices.Contains(d.Functions(), plan.ParseFunction(string(party)))
}

// unsigned returns the revisions that wait for a function of theirs. A person or a role is told of those that it is for
// them to sign: who reviews the terms for a side also signs them, else anybody of that side.
func (d *duties) unsigned(p *page, me map[string]bool) []unsignedTerms {
	var all []unsignedTerms
	for _, a := range d.Agreements {
		for _, r := range a.Waiting() {
			for _, f := range d.Functions() {
				if slices.Contains(r.Unsigned, f) && (me == nil || signs(p, a, f, me)) {
					all = append(all, unsignedTerms{a, r, d.sign(p, a, r, f)})
				}
			}
		}
	}

	return all
}

// signs reports whether it is for somebody to sign an agreement for a side.
func signs(p *page, a *agreement, side plan.Function, me map[string]bool) bool {
	named := false
	if a.Terms.Review != nil {
		for _, id := range a.Terms.Review.By {
			if p.Plan.FunctionOf(id) != side {
				continue
			}

			if me[id] {
				return true
			}

			named = true
		}
	}

	return !named
}

// sign returns the command that signs a revision for a side.
func (d *duties) sign(p *page, a *agreement, r *revision, side plan.Function) string {
	who := "your-id"
	switch {
	case d.Person != nil:
		who = d.Person.ID
	case d.Role != nil && len(d.People) == 1:
		who = d.People[0].ID
	}

	line := fmt.Sprintf("lockstep sign --as %s %s %s", who, p.Plan.ID, a.SLA.ID)
	if person := p.Plan.Person(who); person != nil && person.Function != side {
		line += " --for " + string(side)
	}

	if r.Number != a.SLA.Revision {
		line += fmt.Sprintf(" --revision %d", r.Number)
	}

	return line
}

// unread returns the terms that a person should have read and has not; of somebody who is yet to come, those that they
// should read when they are there.
func (d *duties) unread(p *page, person *plan.Person) []unreadTerms {
	var all []unreadTerms
	for _, a := range d.Agreements {
		revisions := a.ToRead()
		for i, r := range revisions {
			over := i+1 < len(revisions) && !revisions[i+1].HoldsFrom.After(person.ActiveFrom) // on their first day
			if one, missing := p.unreadBy(person, a, r); missing && !over {
				all = append(all, one)
			}
		}
	}

	return all
}

// behind returns the terms that people of a role or a function should have read and have not.
func (d *duties) behind(p *page) []behindTerms {
	var all []behindTerms
	for _, a := range d.Agreements {
		for _, r := range a.ToRead() {
			late := slices.DeleteFunc(unread(p.Plan.Readers(a.SLA, r.Entry, p.site.logs[a.SLA].Today)), func(reader plan.Reader) bool {
				return !d.includes(p, p.Plan.Person(reader.Person))
			})

			slices.SortStableFunc(late, func(a, b plan.Reader) int {
				return cmp.Or(boolRank(a.Due.IsZero())-boolRank(b.Due.IsZero()), a.Due.Compare(b.Due))
			})

			if len(late) > 0 {
				all = append(all, behindTerms{a, r, late})
			}
		}
	}

	return all
}

// includes reports whether somebody holds the role, or works in the function.
func (d *duties) includes(p *page, person *plan.Person) bool {
	if d.Role != nil {
		return slices.Contains(d.Role.HeldBy, person.ID)
	}

	return slices.Contains(p.Plan.FunctionsOf(person), d.Function)
}

// unreadBy returns the terms of one revision; false if the person has read them, or need not.
func (p *page) unreadBy(person *plan.Person, a *agreement, r *revision) (one unreadTerms, missing bool) {
	on := later(p.site.logs[a.SLA].Today, person.ActiveFrom)
	late := unread(p.Plan.Readers(a.SLA, r.Entry, on))
	i := slices.IndexFunc(late, func(r plan.Reader) bool { return r.Person == person.ID })
	if i < 0 {
		return one, false
	}

	one = unreadTerms{Agreement: a, Revision: r, Due: late[i].Due, Line: fmt.Sprintf("acknowledgements:\n  %s: {revision: %d, on: %s}", person.ID, r.Number, on)}
	if last, _ := a.SLA.Acknowledgements.Get(person.ID); last != nil {
		one.Before = last.Revision
	}

	return one, true
}

// knows are the definitions that somebody has to know: those of functions, and of handoffs that they look after.
type knows struct {
	Functions []plan.Function
	Minds     []*plan.Handoff
}

// Knows is what they have to know.
func (d *duties) Knows() knows { return knows{d.Functions(), d.Minds} }

// String tells what is known by one from what is known by another.
func (k knows) String() string {
	var words []string
	for _, f := range k.Functions {
		words = append(words, string(f))
	}

	for _, h := range k.Minds {
		words = append(words, "/"+h.ID)
	}

	return strings.Join(words, " ")
}

// passes reports whether work of theirs goes through a gate.
func (k knows) passes(g *plan.Gate) bool {
	if slices.ContainsFunc(k.Functions, func(f plan.Function) bool { return slices.Contains(g.From, f) || slices.Contains(g.To, f) }) {
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

package site

import (
	"fmt"
	"html/template"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// duties is what a person, a role or a function owes, and is owed.
type duties struct {
	// Person or Role is whose duties they are; both are nil for those of a function.
	Person   *plan.Person
	Role     *plan.Role
	Function plan.Function
	// People and Roles belong to the function, or to the person.
	People []*plan.Person
	Roles  []*plan.Role
	// Hats are the functions in which they work, their own first.
	Hats []hat
	// Agreements are all of the plan.
	Agreements []*agreement
	Metrics    []*plan.Metric
	Loops      []*plan.FeedbackLoop
	Receives   []*plan.FeedbackLoop
	Actions    []actionFor
	Fixes      []*plan.Handoff
	// Minds are the handoffs that they look after.
	Minds     []*plan.Handoff
	Questions []*plan.OpenQuestion
	Decides   []decision
	Reviews   []*agreement
	// Accepts are the agreements in which they say which lead is an SQL, Answers what else they answer for.
	Accepts []*agreement
	Answers []answer
	// Meetings are those in which they take part, Calendar leads to the file with all of them, "" where there is none.
	Meetings []meeting
	Calendar string
	// Keeps says that the person owns the plan, Left that they are no longer there: then they owe nothing.
	Keeps, Left bool
	// Over says that the plan is retired: it asks nothing of anybody.
	Over bool
	onboarding
}

// A hat is a function in which somebody works: their own, or that of roles that they hold.
type hat struct {
	Function plan.Function
	// As are the roles by which they work there; none in their own function.
	As []*plan.Role
	// Named says that they do not work there, and are only named with promises of that function.
	Named        bool
	Owes, Owed   []owedUnder
	Gives, Takes []*plan.Handoff
}

// A decision is what somebody decides when the parties of an agreement cannot: within a time, or after one if
// nobody before them has.
type decision struct {
	SLA           *plan.SLA
	Within, After string
}

// owedUnder are promises of one function to another within an agreement; Other is the other side.
type owedUnder struct {
	Agreement *agreement
	Other     plan.Function
	Promises  []owed
}

// owed is a promise. Mine says that the author named the person or role as the one who keeps it.
type owed struct {
	promise
	Mine bool
}

// actionFor is what a function does for a metric that another one may own.
type actionFor struct {
	Metric *plan.Metric
	Action *plan.Action
	hat    *hat
}

// As are the roles by which somebody does it; none for what their own function does.
func (a actionFor) As() []*plan.Role { return a.hat.As }

// PromiseLink returns what is promised, linked to the clause.
func (p *page) PromiseLink(a *agreement, o owed) template.HTML {
	return template.HTML(`<a href="` + template.HTMLEscapeString(p.SLALink(a.SLA.ID)+"#"+o.ID) + `">` + template.HTMLEscapeString(o.What) + `</a>`)
}

// Under says under which revision an agreement holds, and since when.
func (p *page) Under(a *agreement) template.HTML {
	switch {
	case a.Unknown != nil:
		return template.HTML(fmt.Sprintf("revision %d, not in force", a.Revision.Number))
	case !a.InForce:
		return `not signed yet`
	}

	return template.HTML(fmt.Sprintf("revision %d, since ", a.Revision.Number)) + p.Day(a.Revision.HoldsFrom)
}

// RoleNames names roles, linked to their pages: "Deal desk and CRO".
func (p *page) RoleNames(roles []*plan.Role) template.HTML {
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = template.HTMLEscapeString(role.Heading())
		if target := place(p.Plan, "roles", role.ID); p.Has(target) {
			words[i] = `<a href="` + template.HTMLEscapeString(p.To(target)) + `">` + words[i] + `</a>`
		}
	}

	return template.HTML(join(words, "and"))
}

// Name is what the person, the role or the function is called.
func (d *duties) Name() string {
	switch {
	case d.Person != nil:
		return d.Person.Name
	case d.Role != nil:
		return d.Role.Heading()
	}

	return d.Function.String()
}

// gather gathers all of it: own is the function of somebody, roles are those that they hold, me are all their ids, nil for
// a function.
func (d *duties) gather(p *page, id string, own plan.Function, roles []*plan.Role, me map[string]bool) {
	if p.retired() {
		d.Over = true
		return
	}

	d.put(p, own, roles, me)
	d.ofFunctions(p, me != nil)
	if me != nil {
		d.ofParty(p, me)
	}

	d.prepare(p, id, me)
}

// put puts on the hats: own is the function of somebody, roles are those that they hold, me are all their ids.
func (d *duties) put(p *page, own plan.Function, roles []*plan.Role, me map[string]bool) {
	d.Agreements = agreementsOf(p)
	if own != "" {
		d.Hats = append(d.Hats, hat{Function: own})
	}

	for _, role := range roles {
		i := slices.IndexFunc(d.Hats, func(h hat) bool { return h.Function == role.Function })
		switch {
		case role.Function == "" || role.Function == own:
		case i < 0:
			d.Hats = append(d.Hats, hat{Function: role.Function, As: []*plan.Role{role}})
		default:
			d.Hats[i].As = append(d.Hats[i].As, role)
		}
	}

	for _, a := range d.Agreements {
		for _, side := range a.Sides {
			if !d.worksIn(side.Party) && slices.ContainsFunc(side.Promises, func(pr promise) bool { return pr.keptBy(me) }) {
				d.Hats = append(d.Hats, hat{Function: side.Party, Named: true})
			}
		}
	}

	for i := range d.Hats {
		d.Hats[i].fill(p, d.Agreements, me)
	}
}

// worksIn reports whether they work in a function, or are named with its promises.
func (d *duties) worksIn(f plan.Function) bool {
	return slices.ContainsFunc(d.Hats, func(h hat) bool { return h.Function == f })
}

// keptBy reports whether the author named one of these ids as who keeps a promise.
func (pr promise) keptBy(me map[string]bool) bool {
	return slices.ContainsFunc(pr.OwedBy, func(id string) bool { return me[id] })
}

// fill gathers what follows from working in the function.
func (h *hat) fill(p *page, agreements []*agreement, me map[string]bool) {
	for _, a := range agreements {
		for _, side := range a.Sides {
			under := owedUnder{Agreement: a}
			for _, pr := range side.Promises {
				if one := (owed{pr, pr.keptBy(me)}); one.Mine || !h.Named {
					under.Promises = append(under.Promises, one)
				}
			}

			switch {
			case len(under.Promises) == 0:
			case side.Party == h.Function:
				under.Other = side.To
				h.Owes = append(h.Owes, under)
			case side.To == h.Function && !h.Named:
				under.Other = side.Party
				h.Owed = append(h.Owed, under)
			}
		}
	}

	if h.Named {
		return
	}

	for _, handoff := range p.Plan.Handoffs.Values() {
		if handoff != nil && slices.Contains(handoff.From, h.Function) {
			h.Gives = append(h.Gives, handoff)
		}

		if handoff != nil && slices.Contains(handoff.To, h.Function) {
			h.Takes = append(h.Takes, handoff)
		}
	}
}

// Functions are those in which they work.
func (d *duties) Functions() []plan.Function {
	var all []plan.Function
	for _, h := range d.Hats {
		if !h.Named {
			all = append(all, h.Function)
		}
	}

	return all
}

// InNumbers reports whether anything is promised by them or to them.
func (d *duties) InNumbers() bool {
	return slices.ContainsFunc(d.Hats, func(h hat) bool { return len(h.Owes)+len(h.Owed) > 0 })
}

// HandsOver reports whether work changes hands where they work.
func (d *duties) HandsOver() bool { return len(d.handoffs()) > 0 }

// handoffs are those at which they give work away or take it.
func (d *duties) handoffs() []*plan.Handoff {
	var all []*plan.Handoff
	for _, h := range d.Hats {
		for _, handoff := range slices.Concat(h.Gives, h.Takes) {
			if !slices.Contains(all, handoff) {
				all = append(all, handoff)
			}
		}
	}

	return all
}

// ofFunctions gathers what the functions do and hear: what they do for a number only where it is in focus, or for all
// that the page of a function shows.
func (d *duties) ofFunctions(p *page, focus bool) {
	functions := d.Functions()
	for _, loop := range p.Plan.FeedbackLoops.Values() {
		if loop != nil && loop.ActedOn != nil && slices.ContainsFunc(functions, func(f plan.Function) bool { return slices.Contains(loop.ActedOn.Recipients, plan.Party(f)) }) {
			d.Receives = append(d.Receives, loop)
		}
	}

	for _, m := range p.Plan.Metrics.Values() {
		if m == nil || focus && !m.Focus {
			continue
		}

		for _, action := range m.Actions {
			i := slices.IndexFunc(d.Hats, func(h hat) bool { return !h.Named && h.Function == action.Function() })
			if i >= 0 && action.Value != nil {
				d.Actions = append(d.Actions, actionFor{m, action.Value, &d.Hats[i]})
			}
		}
	}
}

// ofParty gathers what somebody answers for by name or by role: me holds their ids.
func (d *duties) ofParty(p *page, me map[string]bool) {
	for _, loop := range p.Plan.FeedbackLoops.Values() {
		if loop == nil {
			continue
		}

		if me[loop.Owner] {
			d.Loops = append(d.Loops, loop)
		}

		if loop.ActedOn != nil && !slices.Contains(d.Receives, loop) && slices.ContainsFunc(loop.ActedOn.Recipients, func(party plan.Party) bool { return me[string(party)] }) {
			d.Receives = append(d.Receives, loop)
		}
	}

	for _, m := range p.Plan.Metrics.Values() {
		if m != nil && me[m.OwnerPerson] {
			d.Metrics = append(d.Metrics, m)
		}
	}

	for _, h := range p.Plan.Handoffs.Values() {
		if h != nil && me[h.Owner] {
			d.Minds = append(d.Minds, h)
		}

		if h != nil && h.Friction != nil && me[h.Friction.FixOwner] && h.Friction.Status != "resolved" {
			d.Fixes = append(d.Fixes, h)
		}
	}

	for _, q := range p.Plan.OpenQuestions.Values() {
		if q != nil && me[q.Owner] && q.Answer == "" {
			d.Questions = append(d.Questions, q)
		}
	}

	d.Answers = p.answersFor(me)
	for _, a := range d.Agreements {
		if a.Terms.SQLCriteria != nil && me[a.Terms.SQLCriteria.AcceptedBy] {
			d.Accepts = append(d.Accepts, a)
		}

		d.Decides = append(d.Decides, decisions(a, me)...)
		if a.Terms.Review != nil && slices.ContainsFunc(a.Terms.Review.By, func(id string) bool { return me[id] }) {
			d.Reviews = append(d.Reviews, a)
		}
	}
}

// decisions returns what somebody decides when the parties of an agreement cannot: me holds their ids.
func decisions(a *agreement, me map[string]bool) []decision {
	path := a.Terms.Escalation
	if path == nil {
		return nil
	}

	var all []decision
	if me[path.To] {
		all = append(all, decision{SLA: a.SLA, Within: lasting(path.ResolveWithin)})
	}

	for _, level := range path.Levels {
		if me[level.To] {
			all = append(all, decision{SLA: a.SLA, After: lasting(level.After)})
		}
	}

	return all
}

// lasting is a duration in words; "" for none.
func lasting(d worktime.Duration) string {
	if d.IsZero() {
		return ""
	}

	return d.String()
}

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
	// Agreements are all of the plan.
	Agreements []*agreement
	Owes       []owed
	Owed       []owed
	// Handoffs give work away or take it.
	Gives, Takes []*plan.Handoff
	Metrics      []*plan.Metric
	Loops        []*plan.FeedbackLoop
	Receives     []*plan.FeedbackLoop
	Actions      []actionFor
	Fixes        []*plan.Handoff
	// Minds are the handoffs that they look after.
	Minds     []*plan.Handoff
	Questions []*plan.OpenQuestion
	Decides   []decision
	Reviews   []*agreement
	// Meetings are those in which they take part, Calendars the files with all of them.
	Meetings  []meeting
	Calendars []crumb
	// Keeps says that the person owns the plan, Left that they are no longer there: then they owe nothing.
	Keeps, Left bool
	onboarding
}

// A decision is what somebody decides when the parties of an agreement cannot: within a time, or after one if
// nobody before them has.
type decision struct {
	SLA           *plan.SLA
	Within, After string
}

// owed is a promise within an agreement; Other is the other side. Mine says that the author named the person
// or role as the one who keeps it.
type owed struct {
	promise
	Agreement *agreement
	Other     plan.Function
	Mine      bool
}

// PromiseLink returns what is promised, linked to the clause.
func (p *page) PromiseLink(o owed) template.HTML {
	return template.HTML(`<a href="` + template.HTMLEscapeString(p.SLALink(o.Agreement.SLA.ID)+"#"+o.ID) + `">` + template.HTMLEscapeString(o.What) + `</a>`)
}

// Under says under which revision an agreement holds, and since when.
func (p *page) Under(a *agreement) template.HTML {
	switch {
	case a.Unknown != nil:
		return template.HTML(fmt.Sprintf(`<span class="soft">revision %d, not in force</span>`, a.Revision.Number))
	case !a.InForce:
		return `<span class="soft">not signed yet</span>`
	}

	return template.HTML(fmt.Sprintf("revision %d, since ", a.Revision.Number)) + p.Day(a.Revision.HoldsFrom)
}

// actionFor is what a function does for a metric that another one may own.
type actionFor struct {
	Metric *plan.Metric
	Action *plan.Action
}

// An everybody lists the people of a plan by function.
type everybody struct {
	Groups []group
	Roles  []*plan.Role
}

type group struct {
	Function plan.Function
	People   []*plan.Person
}

func peopleView(p *page) any {
	view := &everybody{Roles: p.Plan.AllRoles()}
	for _, f := range p.Plan.AllFunctions() {
		g := group{Function: f}
		for _, person := range p.Plan.AllPeople() {
			if person.Function == f {
				g.People = append(g.People, person)
			}
		}

		if len(g.People) > 0 {
			view.Groups = append(view.Groups, g)
		}
	}

	return view
}

func functionView(p *page, f plan.Function) any {
	d := &duties{Function: f}
	for _, person := range p.Plan.AllPeople() {
		if person.Function == f {
			d.People = append(d.People, person)
		}
	}

	for _, role := range p.Plan.AllRoles() {
		if role.Function == f {
			d.Roles = append(d.Roles, role)
		}
	}

	d.ofFunction(p, f)
	ids := map[string]bool{}
	for _, person := range d.People {
		ids[person.ID] = true
	}

	for _, item := range p.Plan.FeedbackLoops {
		if item.Value != nil && ids[item.Value.Owner] {
			d.Loops = append(d.Loops, item.Value)
		}
	}

	for _, item := range p.Plan.Metrics {
		m := item.Value
		if m == nil {
			continue
		}

		if m.OwnerFunction == f {
			d.Metrics = append(d.Metrics, m)
		}

		for _, action := range m.Actions {
			if action.Function() == f && action.Value != nil {
				d.Actions = append(d.Actions, actionFor{m, action.Value})
			}
		}
	}

	d.prepare(p, string(f), nil)

	return d
}

// ofFunction gathers what follows from belonging to a function.
func (d *duties) ofFunction(p *page, f plan.Function) {
	d.Agreements = agreementsOf(p)
	for _, a := range d.Agreements {
		for _, side := range a.Sides {
			for _, pr := range side.Promises {
				if side.Party == f {
					d.Owes = append(d.Owes, owed{promise: pr, Agreement: a, Other: side.To})
				} else if side.To == f {
					d.Owed = append(d.Owed, owed{promise: pr, Agreement: a, Other: side.Party})
				}
			}
		}
	}

	for _, item := range p.Plan.Handoffs {
		h := item.Value
		if h == nil {
			continue
		}

		if slices.Contains(h.From, f) {
			d.Gives = append(d.Gives, h)
		}

		if slices.Contains(h.To, f) {
			d.Takes = append(d.Takes, h)
		}
	}

	for _, item := range p.Plan.FeedbackLoops {
		if item.Value != nil && item.Value.ActedOn != nil && slices.Contains(item.Value.ActedOn.Recipients, plan.Party(f)) {
			d.Receives = append(d.Receives, item.Value)
		}
	}
}

func personView(p *page, person *plan.Person) any {
	if person.HasLeft(p.Plan.Today(nil, p.site.opts.AsOf)) {
		return &duties{Person: person, Function: person.Function, Left: true}
	}

	d := &duties{Person: person, Function: person.Function, Keeps: p.Plan.Owner == person.ID}
	me := map[string]bool{person.ID: true}
	for _, role := range p.Plan.AllRoles() {
		if slices.Contains(role.HeldBy, person.ID) {
			d.Roles = append(d.Roles, role)
			me[role.ID] = true
		}
	}

	d.ofFunction(p, person.Function)
	d.ofParty(p, me)
	d.prepare(p, person.ID, me)

	return d
}

func roleView(p *page, role *plan.Role) any {
	d := &duties{Role: role, Function: role.Function}
	if !p.Hidden() {
		d.People = p.Plan.Holders(role.ID)
	}

	d.ofFunction(p, role.Function)
	me := map[string]bool{role.ID: true}
	d.ofParty(p, me)
	d.prepare(p, role.ID, me)

	return d
}

// ofParty gathers what somebody answers for by name or by role: me holds their ids.
func (d *duties) ofParty(p *page, me map[string]bool) {
	for i := range d.Owes {
		d.Owes[i].Mine = slices.ContainsFunc(d.Owes[i].OwedBy, func(id string) bool { return me[id] })
	}

	for _, item := range p.Plan.FeedbackLoops {
		loop := item.Value
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

	for _, item := range p.Plan.Metrics {
		if item.Value != nil && me[item.Value.OwnerPerson] {
			d.Metrics = append(d.Metrics, item.Value)
		}

		if item.Value == nil {
			continue
		}

		for _, action := range item.Value.Actions {
			if action.Function() == d.Function && action.Value != nil && item.Value.Focus {
				d.Actions = append(d.Actions, actionFor{item.Value, action.Value})
			}
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

	for _, item := range p.Plan.OpenQuestions {
		if q := item.Value; q != nil && me[q.Owner] && q.Answer == "" {
			d.Questions = append(d.Questions, q)
		}
	}

	for _, a := range d.Agreements {
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

// Person returns the name of a person as the site may show it.
func (p *page) Person(id string) template.HTML {
	return template.HTML(template.HTMLEscapeString(p.Plan.PartyName(id)))
}

// everyoneView lists the people of all plans: who is in which.
func everyoneView(p *page) any {
	var all []seat
	index := map[string]int{}
	for _, pl := range p.Plans() {
		inPlan := *p
		inPlan.Plan = pl
		for _, person := range pl.AllPeople() {
			key := person.ID
			if _, own := pl.People.Get(person.ID); own {
				key = pl.ID + "/" + person.ID
			}

			i, known := index[key]
			if !known {
				i = len(all)
				index[key] = i
				all = append(all, seat{Person: person})
			}

			all[i].Plans = append(all[i].Plans, pl)
		}
	}

	return all
}

// A seat is a person and the plans that know them.
type seat struct {
	Person *plan.Person
	Plans  []*plan.Plan
}

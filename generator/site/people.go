package site

import (
	"html/template"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// An everybody lists the people of a plan by function.
type everybody struct {
	Groups []group
	Roles  []*plan.Role
}

// A group is the people of a function; "" is that of all who have none.
type group struct {
	Function plan.Function
	People   []*plan.Person
}

func peopleView(p *page) any {
	view := &everybody{Roles: p.Plan.AllRoles()}
	functions := append(p.Plan.AllFunctions(), "")
	groups := make([]group, len(functions))
	for _, person := range p.Plan.AllPeople() {
		i := slices.Index(functions, person.Function)
		if i < 0 {
			i = len(functions) - 1
		}

		groups[i].Function = functions[i]
		groups[i].People = append(groups[i].People, person)
	}

	view.Groups = slices.DeleteFunc(groups, func(g group) bool { return len(g.People) == 0 })

	return view
}

func functionView(p *page, f plan.Function) any {
	d := &duties{Function: f}
	own := map[string]bool{}
	for _, person := range p.Plan.AllPeople() {
		if person.Function == f {
			d.People = append(d.People, person)
			own[person.ID] = true
		}
	}

	for _, role := range p.Plan.AllRoles() {
		if role.Function == f {
			d.Roles = append(d.Roles, role)
		}
	}

	d.gather(p, string(f), f, nil, nil)
	if d.Over {
		return d
	}

	for _, loop := range p.Plan.FeedbackLoops.Values() {
		if loop != nil && own[loop.Owner] {
			d.Loops = append(d.Loops, loop)
		}
	}

	for _, m := range p.Plan.Metrics.Values() {
		if m != nil && m.OwnerFunction == f {
			d.Metrics = append(d.Metrics, m)
		}
	}

	return d
}

func personView(p *page, person *plan.Person) any {
	if person.HasLeft(p.Plan.Today(nil, p.site.opts.AsOf)) {
		return &duties{Person: person, Function: person.Function, Left: true}
	}

	d := &duties{Person: person, Function: person.Function, Keeps: p.Plan.Owner == person.ID, Roles: p.Plan.RolesOf(person.ID)}
	me := map[string]bool{person.ID: true}
	for _, role := range d.Roles {
		me[role.ID] = true
	}

	d.gather(p, person.ID, person.Function, d.Roles, me)

	return d
}

func roleView(p *page, role *plan.Role) any {
	d := &duties{Role: role, Function: role.Function}
	if !p.Hidden() {
		d.People = p.Plan.Holders(role.ID)
	}

	me := map[string]bool{role.ID: true}
	d.gather(p, role.ID, role.Function, nil, me)

	return d
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

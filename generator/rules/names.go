package rules

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/currency"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// checkSharedReferences reports names of the site that lead nowhere.
func checkSharedReferences(c *checker) {
	site := &plan.Plan{Site: c.set.Site}
	c.references(site, c.set.Site.References, nil)
	c.vacant(site, c.set.Site.Roles)
	c.clash("role", c.set.Site.Roles, "person", c.set.Site.People)
	c.currencies(nil)
	c.waivedFiles()
}

// checkReferences reports names that lead nowhere.
func checkReferences(c *checker, p *plan.Plan) {
	c.references(p, p.References, loopOwners(p))
	c.vacant(p, p.Roles)
	c.clashes(p)
	c.circles(p)
	c.otherNames(p)
	c.gateDefinitions(p)
	c.sameIDs(p)
	c.currencies(p)
}

// currencies checks the names of currencies in the files of a plan, or of none.
func (c *checker) currencies(p *plan.Plan) {
	c.walk(p, func(n *frontmatter.Node) {
		if n.Key() == "currency" && n.Kind == frontmatter.Text {
			c.currency(n)
		}
	})
}

// references checks the names that the model knows to be names; owners of loops are left to one-person.
func (c *checker) references(p *plan.Plan, references []plan.Reference, owners map[*frontmatter.Node]bool) {
	for i := range references {
		r := &references[i]
		if r.ID == "" || owners[r.Node] {
			continue
		}

		switch r.Kind {
		case "person":
			c.personName(p, r)
		case "holder", "party":
			c.partyName(p, r)
		case "function":
			c.functionName(p, r)
		default:
			another := r.Kind == "sla" && p.SLAByID(r.ID) != nil // name for the plan's own
			if known, ok := knownIDs(p, r.Kind); ok && !another && !slices.Contains(known, r.ID) {
				c.unknown(r, kindWords[r.Kind], known)
			}
		}
	}
}

var kindWords = map[string]string{
	"metric": "metric", "gate": "gate", "loop": "feedback loop", "sla": "agreement", "asset": "asset",
	"calendar": "calendar", "meeting": "meeting", "model": "scoring model", "stage": "pipeline stage", "area": "area",
}

// knownIDs returns the ids of a kind that the plan knows, in the order written.
func knownIDs(p *plan.Plan, kind string) (ids []string, ok bool) {
	switch kind {
	case "metric":
		return p.Metrics.Keys(), true
	case "gate":
		return p.Gates.Keys(), true
	case "loop":
		return p.FeedbackLoops.Keys(), true
	case "asset":
		return p.Enablement.Keys(), true
	case "calendar":
		return append(p.Site.Calendars.Keys(), p.Calendars.Keys()...), true
	case "meeting":
		return p.Meetings.Keys(), true
	case "model":
		return p.Scoring.Keys(), true
	case "area":
		if p.TechStack != nil {
			ids = p.TechStack.Areas.Keys()
		}

		return ids, true
	case "sla":
		for _, s := range p.SLAs() {
			ids = append(ids, s.ID)
		}

		return ids, true
	case "stage":
		for _, stage := range p.Pipeline {
			if stage != nil {
				ids = append(ids, stage.ID)
			}
		}

		return ids, true
	}

	return nil, false
}

// unknown reports a name that leads nowhere. It stands in a value, or is the key of a map.
func (c *checker) unknown(r *plan.Reference, kind string, known []string) {
	fallback := fmt.Sprintf("the plan has no %s yet", kind)
	if len(known) > 0 {
		fallback = "there is " + oneOf(known)
	}

	c.addReference(r, fmt.Sprintf("there is no %s %q", kind, r.ID), didYouMean(r.ID, known, fallback))
}

func (c *checker) addReference(r *plan.Reference, message, hint string) {
	f := finding{node: r.Node, message: message, hint: hint}
	if r.Node.Kind != frontmatter.Text || r.Node.Text() != r.ID {
		f.node, f.key = nil, r.Node
	}

	c.add(source.Error, f)
}

func (c *checker) personName(p *plan.Plan, r *plan.Reference) {
	if p.Person(r.ID) != nil {
		return
	}

	if role := p.Role(r.ID); role != nil {
		c.addReference(r, fmt.Sprintf("%s is a role, and a person is needed here", role.Heading()), nameHolder(p, r.ID))
		return
	}

	if p.Site.HasFunction(plan.ParseFunction(r.ID)) {
		c.addReference(r, fmt.Sprintf("%s is a function, and a person is needed here", plan.ParseFunction(r.ID)), "name one person by id")
		return
	}

	c.unknown(r, "person", peopleIDs(p))
}

// nameHolder is the way out where a role stands for a person.
func nameHolder(p *plan.Plan, role string) string {
	var ids []string
	for _, holder := range p.Holders(role) {
		ids = append(ids, holder.ID)
	}

	if len(ids) == 0 {
		return "name one person by id"
	}

	return "name who holds it: " + list(ids, "or")
}

func peopleIDs(p *plan.Plan) []string { return append(p.Site.People.Keys(), p.People.Keys()...) }
func roleIDs(p *plan.Plan) []string   { return append(p.Site.Roles.Keys(), p.Roles.Keys()...) }

// partyName checks the id of a person or a role, or, for a party, of a function.
func (c *checker) partyName(p *plan.Plan, r *plan.Reference) {
	f := plan.ParseFunction(r.ID)
	switch {
	case p.Person(r.ID) != nil || p.Role(r.ID) != nil:
		return
	case r.Kind == "party" && p.Site.HasFunction(f):
		return
	case r.Kind == "party" && r.ID == "all":
		if !meansEverybody(r.Node) {
			c.addReference(r, `"all" is nobody in particular here`, "name people, roles or functions")
		}

		return
	case r.Kind == "holder" && p.Site.HasFunction(f):
		c.addReference(r, fmt.Sprintf("%s is a function, and a person or a role is needed here", f), "name one person or role by id")
		return
	}

	known, kind := append(peopleIDs(p), roleIDs(p)...), "person or role"
	if r.Kind == "party" {
		known, kind = append(known, functionIDs(p)...), "person, role or function"
	}

	c.unknown(r, kind, known)
}

// meansEverybody reports whether "all" has a meaning where a party stands.
func meansEverybody(n *frontmatter.Node) bool {
	if parent := n.Parent(); parent != nil && parent.Kind == frontmatter.List {
		n = parent
	}

	switch n.Key() {
	case "attendees", "accountable", "audience", "by":
		return true
	}

	return false
}

func functionIDs(p *plan.Plan) []string {
	ids := []string{"marketing", "sales", "customer_success", "product"}
	for _, f := range p.Site.OtherFunctions {
		ids = append(ids, string(f))
	}

	return ids
}

func (c *checker) functionName(p *plan.Plan, r *plan.Reference) {
	if p.Site.HasFunction(plan.ParseFunction(r.ID)) || !plan.Fits("function", r.ID) {
		return // what cannot be the name of a function has been reported
	}

	if r.ID == "all" && r.Node.Key() == "owner_function" {
		if class := r.Node.Parent().Get("class"); class == nil || class.Text() != "shared_kpi" {
			c.addReference(r, `"all" can own only a shared_kpi: this metric needs one function that answers for it`, "name the function that is asked when the number falls")
		}

		return
	}

	hint := "the functions are " + list(functionIDs(p), "and") + "; declare others as other_functions of the site"
	c.addReference(r, fmt.Sprintf("there is no function %q", r.ID), didYouMean(r.ID, functionIDs(p), hint))
}

// vacant reports roles that nobody holds.
func (c *checker) vacant(p *plan.Plan, roles plan.Map[*plan.Role]) {
	for role := range entries(roles) {
		if len(role.HeldBy) == 0 {
			c.add(source.Warning, finding{
				key:     role.Node,
				message: fmt.Sprintf("nobody holds the role %s", role.Heading()),
				hint:    "add held_by with a person, so that what the role owes is owed by somebody",
			})
		}
	}
}

// circles reports meetings that have the attendees of each other, each circle once.
func (c *checker) circles(p *plan.Plan) {
	reported := map[string]bool{}
	for m := range entries(p.Meetings) {
		seen := []string{m.ID}
		for next := m; next.AttendeesSameAs != ""; {
			id := next.AttendeesSameAs
			if id == m.ID && !reported[id] {
				for _, meeting := range seen {
					reported[meeting] = true
				}

				c.add(source.Error, finding{
					node:    m.Node.Get("attendees_same_as"),
					message: "these meetings name each other's attendees in a circle: " + strings.Join(append(seen, id), " → "),
					hint:    "list the attendees of one of them",
				})
			}

			next, _ = p.Meetings.Get(id)
			if next == nil || slices.Contains(seen, id) {
				break
			}

			seen = append(seen, id)
		}
	}
}

// currency reports a code that is no currency's.
func (c *checker) currency(n *frontmatter.Node) {
	if len(n.Text()) != 3 || strings.ToUpper(n.Text()) != n.Text() {
		return // the schema has said so
	}

	if _, err := currency.ParseISO(n.Text()); err != nil {
		common := []string{"USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "INR", "CNY", "BRL", "SGD"}
		c.add(source.Error, finding{node: n, message: fmt.Sprintf("there is no currency %q", n.Text()), hint: didYouMean(n.Text(), common, "use its ISO 4217 code, such as USD or EUR")})
	}
}

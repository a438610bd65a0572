package rules

import (
	"fmt"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// clashes reports ids of a plan that stand for two things: people and roles share their names, and so do the
// site and the plan.
func (c *checker) clashes(p *plan.Plan) {
	c.clash("person", p.People, "person", p.Site.People)
	c.clash("role", p.Roles, "role", p.Site.Roles)
	c.clash("calendar", p.Calendars, "calendar", p.Site.Calendars)
	c.clash("role", p.Roles, "person", p.People)
	c.clash("role", p.Roles, "person", p.Site.People)
	c.clash("person", p.People, "role", p.Site.Roles)
}

// clash reports what stands in both of two maps.
func (c *checker) clash(kind string, these keyed, otherKind string, those keyed) {
	for _, id := range these.Keys() {
		other := nodeOf(those, id)
		if other == nil {
			continue
		}

		message := fmt.Sprintf("there are two %ss %q", kind, id)
		if kind == "person" {
			message = fmt.Sprintf("there are two people %q", id)
		}

		if kind != otherKind {
			message = fmt.Sprintf("%q is both a %s and a %s", id, kind, otherKind)
		}

		start, _ := keyPlace(other).Range()
		c.addAs("duplicate-id", source.Error, finding{
			key: nodeOf(these, id), related: []*frontmatter.Node{other},
			message: message + fmt.Sprintf("; the other is in %s:%d", other.File().Name, start.Line),
			hint:    "give one of them another id, or delete it",
		})
	}
}

// A keyed is a map of the model whose values do not matter.
type keyed interface{ Keys() []string }

// nodeOf returns where an id stands in a map; nil if it does not.
func nodeOf(m keyed, id string) *frontmatter.Node {
	switch m := m.(type) {
	case plan.Map[*plan.Person]:
		return nodeIn(m, id)
	case plan.Map[*plan.Role]:
		return nodeIn(m, id)
	case plan.Map[*plan.Calendar]:
		return nodeIn(m, id)
	}

	return nil
}

func nodeIn[T any](m plan.Map[T], id string) *frontmatter.Node {
	for i := range m {
		if m[i].Key == id {
			return m[i].Node
		}
	}

	return nil
}

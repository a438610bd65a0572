package rules

import (
	"fmt"
	"regexp"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// loopOwners are the values that name the owner of a loop.
func loopOwners(p *plan.Plan) map[*frontmatter.Node]bool {
	owners := map[*frontmatter.Node]bool{}
	for loop := range entries(p.FeedbackLoops) {
		if owner := loop.Node.Get("owner"); owner != nil {
			owners[owner] = true
		}
	}

	return owners
}

// checkOnePerson reports places that need one person and have a group, or a role that several hold.
func checkOnePerson(c *checker, p *plan.Plan) {
	for loop := range entries(p.FeedbackLoops) {
		c.loopOwner(p, loop)
	}

	for _, s := range p.SLAs() {
		path := s.Terms.Escalation
		if path == nil {
			continue
		}

		c.oneHolder(p, path.Node.Get("to"))
		for i := range path.Levels {
			c.oneHolder(p, path.Levels[i].Node.Get("to"))
		}
	}
}

// severalPeople matches what people write for a group: "Dana & Sam", "the sales team", "#revops".
var severalPeople = regexp.MustCompile(`(?i)[&/,+;#@]| and | or |\b(?:teams?|group|department|everyone|everybody|all|both|committee|squad|staff)\b`)

func (c *checker) loopOwner(p *plan.Plan, loop *plan.FeedbackLoop) {
	node := loop.Node.Get("owner")
	if text(node) == "" || p.Person(loop.Owner) != nil {
		return
	}

	what, hint := "", "name one person by id, such as "+examplePerson(p)
	function := plan.ParseFunction(loop.Owner)
	switch role := p.Role(loop.Owner); {
	case role != nil:
		what, hint = fmt.Sprintf("%s is a role", role.Heading()), nameHolder(p, loop.Owner)
	case p.Site.HasFunction(function):
		what = fmt.Sprintf("%s is a function", function)
	case severalPeople.MatchString(loop.Owner):
		what = fmt.Sprintf("%q is not one person", loop.Owner)
	default:
		c.addAs("unknown-ref", source.Error, finding{
			node: node, message: fmt.Sprintf("there is no person %q", loop.Owner),
			hint: didYouMean(loop.Owner, peopleIDs(p), "add them to people, or "+hint),
		})

		return
	}

	c.add(source.Error, finding{node: node, message: "one person runs a loop, and " + what, hint: hint})
}

func examplePerson(p *plan.Plan) string {
	if ids := peopleIDs(p); len(ids) > 0 {
		return ids[0]
	}

	return "dana"
}

// oneHolder reports a role that several people hold where one has to decide.
func (c *checker) oneHolder(p *plan.Plan, n *frontmatter.Node) {
	role := p.Role(text(n))
	if role == nil || len(role.HeldBy) < 2 {
		return
	}

	c.add(source.Error, finding{
		node:    n,
		message: fmt.Sprintf("one person decides an escalation, and the role %s is held by %s", role.Heading(), fmt.Sprintf("%d people", len(role.HeldBy))),
		hint:    "name one of them: " + list(role.HeldBy, "or"),
	})
}

// checkSharedLeft reports people who have left and still hold something that the plans share.
func checkSharedLeft(c *checker) {
	c.left(&plan.Plan{Site: c.set.Site}, c.set.Site.References, c.today())
}

// checkLeft reports people who have left and still own, receive, review or hold something open.
func checkLeft(c *checker, p *plan.Plan) {
	if p.Status != "retired" {
		c.left(p, p.References, c.today())
	}
}

func (c *checker) left(p *plan.Plan, references []plan.Reference, today plan.Date) {
	for i := range references {
		r := &references[i]
		if r.Kind != "person" && r.Kind != "holder" && r.Kind != "party" {
			continue
		}

		person := p.Person(r.ID)
		if person == nil || !person.HasLeft(today) || isPast(r.Node) {
			continue
		}

		f := finding{
			node:    r.Node,
			due:     person.ActiveTo,
			message: fmt.Sprintf("%s left on %s and still has a part here", p.PartyName(r.ID), person.ActiveTo),
			hint:    "name somebody who is there",
		}
		if text(r.Node) != r.ID {
			f.node, f.key = nil, r.Node
		}

		c.add(source.Warning, f)
	}
}

// isPast reports whether a name stands for what somebody did, or for something that is closed: a
// signature, a review that was held, a solved friction.
func isPast(n *frontmatter.Node) bool {
	at := n
	if parent := n.Parent(); parent != nil && parent.Kind == frontmatter.List {
		at = parent
	}

	around := at.Parent()
	if around == nil {
		return false
	}

	switch at.Key() {
	case "person", "reviewer", "raised_by":
		return true
	case "by":
		return around.Get("on") != nil || around.Get("held_on") != nil
	case "attendees":
		return around.Get("held_on") != nil
	}

	if around.Key() == "acknowledgements" {
		return true
	}

	switch status := text(around.Get("status")); status {
	case "done", "stopped", "resolved", "withdrawn":
		return true
	}

	return around.Get("answer") != nil || around.Get("done_on") != nil
}

// checkSharedUnused reports what the plans share and nothing refers to.
func checkSharedUnused(c *checker) {
	if len(c.set.Plans) == 0 {
		return
	}

	used := names{}
	used.count(c.set.Site.References)
	for _, p := range c.set.Plans {
		used.countPlan(p)
	}

	c.unused("person", c.set.Site.People, used)
	c.unused("role", c.set.Site.Roles, used)
	c.unused("calendar", c.set.Site.Calendars, used)
}

// checkUnused reports what nothing refers to.
func checkUnused(c *checker, p *plan.Plan) {
	used := names{}
	used.count(p.Site.References)
	used.countPlan(p)
	c.unused("person", p.People, used)
	c.unused("role", p.Roles, used)
	c.unused("calendar", p.Calendars, used)
	for gate := range entries(p.Gates) {
		if !used[name{"gate", gate.ID}] {
			c.unusedEntry("gate", gate.Node)
		}
	}
}

// names are those that something refers to, each with its kind.
type names map[name]bool

type name struct{ kind, id string }

func (used names) count(references []plan.Reference) {
	for i := range references {
		switch r := &references[i]; r.Kind {
		case "holder", "party":
			used[name{"person", r.ID}], used[name{"role", r.ID}] = true, true
		default:
			used[name{r.Kind, r.ID}] = true
		}
	}
}

// countPlan notes what a plan refers to, also without a reference.
func (used names) countPlan(p *plan.Plan) {
	used.count(p.References)
	if p.Review != nil {
		used[name{"person", p.Review.Reviewer}] = true
	}

	if only := p.OnlyCalendar(); only != nil && len(p.SLAs()) > 0 {
		used[name{"calendar", only.ID}] = true
	}
}

func (c *checker) unused(kind string, m keyed, used names) {
	for _, id := range m.Keys() {
		if !used[name{kind, id}] {
			c.unusedEntry(kind, nodeOf(m, id))
		}
	}
}

func (c *checker) unusedEntry(kind string, n *frontmatter.Node) {
	c.add(source.Info, finding{
		key:     n,
		message: fmt.Sprintf("nothing refers to the %s %q", kind, n.Key()),
		hint:    "use it, or delete it; a name is often written in two ways",
	})
}

package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/currency"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// checkReferences reports names that lead nowhere.
func checkReferences(c *checker) {
	site := &plan.Plan{Site: c.set.Site}
	c.references(site, c.set.Site.References, nil)
	c.vacant(site, c.set.Site.Roles)
	c.clashes()

	for _, p := range c.set.Plans {
		c.references(p, p.References, loopOwners(p))
		c.vacant(p, p.Roles)
		c.circles(p)
		c.otherNames(p)
	}

	c.walk(func(n *frontmatter.Node) {
		if n.Key == "currency" && n.Kind == frontmatter.Text {
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
			if known, ok := knownIDs(p, r.Kind); ok && !slices.Contains(known, r.ID) {
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

		return append(ids, "sla"), true
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
	if r.Node.Kind != frontmatter.Text || r.Node.Text != r.ID {
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

	switch n.Key {
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
	if p.Site.HasFunction(plan.ParseFunction(r.ID)) {
		return
	}

	if r.ID == "all" && r.Node.Key == "owner_function" {
		if class := r.Node.Parent().Get("class"); class == nil || class.Text != "shared_kpi" {
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

// clashes reports ids that stand for two things: people and roles share their names, and so do the site
// and each plan.
func (c *checker) clashes() {
	site := c.set.Site
	c.clash("role", site.Roles, "person", site.People)
	for _, p := range c.set.Plans {
		c.clash("person", p.People, "person", site.People)
		c.clash("role", p.Roles, "role", site.Roles)
		c.clash("calendar", p.Calendars, "calendar", site.Calendars)
		c.clash("role", p.Roles, "person", p.People)
		c.clash("role", p.Roles, "person", site.People)
		c.clash("person", p.People, "role", site.Roles)
	}
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

// otherNames checks the names that stand in fields which can also hold something else.
func (c *checker) otherNames(p *plan.Plan) {
	for m := range entries(p.Meetings) {
		if m.For != "" && m.For != "qbr" && m.For != "sla_review" {
			c.named(m.Node.Get("for"), "feedback loop", m.For, append([]string{"qbr", "sla_review"}, p.FeedbackLoops.Keys()...))
		}
	}

	for h := range entries(p.Handoffs) {
		if s := slaOf(p, h); h.Commitment != "" && s != nil && s.Terms.Node != nil {
			c.named(h.Node.Get("commitment"), "commitment", h.Commitment, commitments(s))
		}
	}

	for m := range entries(p.Metrics) {
		if m.ComputedFrom != "" {
			of, _, _ := strings.Cut(m.ComputedFrom, ".")
			ids, _ := knownIDs(p, "sla")
			c.named(m.Node.Get("computed_from"), "agreement", of, append(ids, "north_star"))
		}
	}

	for _, s := range p.SLAs() {
		c.namesInSLA(p, s)
	}

	for e := range entries(p.Escalations) {
		c.revisionName(p, e.SLA, e.LedToRevision, e.Node.Get("led_to_revision"))
	}

	for r := range entries(p.SLAReviews) {
		c.revisionName(p, r.SLA, r.RevisionReviewed, r.Node.Get("revision_reviewed"))
		c.revisionName(p, r.SLA, r.LedToRevision, r.Node.Get("led_to_revision"))
	}

	for _, archived := range p.Archives {
		ids, _ := knownIDs(p, "sla")
		c.named(archived.Node.Get("sla"), "agreement", archived.SLA, ids)
	}
}

// named reports a name that is not among the known ones.
func (c *checker) named(n *frontmatter.Node, kind, id string, known []string) {
	if n != nil && id != "" && !slices.Contains(known, id) {
		c.unknown(&plan.Reference{At: plan.At{Node: n}, ID: id}, kind, known)
	}
}

func (c *checker) namesInSLA(p *plan.Plan, s *plan.SLA) {
	for i := range s.Revisions {
		r := &s.Revisions[i]
		if r.TriggeredBy == nil || r.TriggeredBy.Ref == "" {
			continue
		}

		if known, kind := triggers(p, r.TriggeredBy.Type); kind != "" {
			c.named(r.TriggeredBy.Node.Get("ref"), kind, r.TriggeredBy.Ref, known)
		}
	}

	for ack := range entries(s.Acknowledgements) {
		c.revisionName(p, s.ID, ack.Revision, ack.Node.Get("revision"))
	}

	for commitment := range entries(s.Terms.MoreCommitments) {
		if commitment.Table != "" && p.Data != nil {
			c.named(commitment.Node.Get("table"), "table", commitment.Table, append([]string{"leads", "attempts"}, p.Data.Tables.Keys()...))
		}
	}
}

// slaOf returns the agreement of a handoff: the one it names, else that between the same functions.
func slaOf(p *plan.Plan, h *plan.Handoff) *plan.SLA {
	switch {
	case h.SLA != "":
		return p.SLAByID(h.SLA)
	case len(h.From) == 1 && len(h.To) == 1:
		return p.SLABetween(h.From[0], h.To[0])
	}

	return nil
}

// commitments returns the paths of all commitments of an agreement, each from the terms and by its last
// key alone.
func commitments(s *plan.SLA) []string {
	var paths []string
	for _, group := range []string{"marketing_commitment", "sales_commitment", "more_commitments"} {
		for _, commitment := range s.Terms.Node.Get(group).Children() {
			paths = append(paths, group+"."+commitment.Key, commitment.Key)
		}
	}

	return paths
}

// triggers returns what a revision can be triggered by; "" for a trigger that is no entry.
func triggers(p *plan.Plan, kind string) (ids []string, name string) {
	switch kind {
	case "review":
		return p.SLAReviews.Keys(), "review"
	case "escalation":
		return p.Escalations.Keys(), "escalation"
	case "pressure_test":
		return p.PressureTests.Keys(), "pressure test"
	case "experiment":
		return p.Experiments.Keys(), "experiment"
	}

	return nil, ""
}

// revisionName reports the number of a revision that an agreement does not have.
func (c *checker) revisionName(p *plan.Plan, sla string, number int, n *frontmatter.Node) {
	s := p.SLAByID(sla)
	if sla == "" {
		s = p.SLA
	}

	if s == nil || n == nil || n.Kind != frontmatter.Int || s.RevisionEntry(number) != nil {
		return
	}

	var numbers []string
	for i := range s.Revisions {
		numbers = append(numbers, strconv.Itoa(s.Revisions[i].Revision))
	}

	hint := "the agreement has no revision yet"
	if len(numbers) > 0 {
		hint = "there is revision " + oneOf(numbers)
	}

	c.add(source.Error, finding{node: n, message: fmt.Sprintf("the agreement %q has no revision %d", s.ID, number), hint: hint})
}

// currency reports a code that is no currency's.
func (c *checker) currency(n *frontmatter.Node) {
	if len(n.Text) != 3 || strings.ToUpper(n.Text) != n.Text {
		return // the schema has said so
	}

	if _, err := currency.ParseISO(n.Text); err != nil {
		common := []string{"USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "INR", "CNY", "BRL", "SGD"}
		c.add(source.Error, finding{node: n, message: fmt.Sprintf("there is no currency %q", n.Text), hint: didYouMean(n.Text, common, "use its ISO 4217 code, such as USD or EUR")})
	}
}

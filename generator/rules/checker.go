package rules

import (
	"cmp"
	"iter"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A checker is one run over a content folder.
type checker struct {
	set      *plan.Set
	asOf     time.Time
	rule     string // the id of the rule that is being checked
	problems source.Problems
	later    []Later

	documents map[*plan.Plan][]*plan.Document          // by the plan to which they belong; nil has those of none
	waiting   map[*source.File]map[string]source.Place // see frontmatter.Waiting
	zones     map[string]*time.Location                // nil for one that does not exist
	calendars map[*plan.Calendar]*worktime.Calendar
}

func newChecker(set *plan.Set, asOf time.Time) *checker {
	c := &checker{
		set: set, asOf: asOf,
		documents: map[*plan.Plan][]*plan.Document{}, waiting: map[*source.File]map[string]source.Place{},
		zones: map[string]*time.Location{}, calendars: map[*plan.Calendar]*worktime.Calendar{},
	}
	for _, doc := range set.Documents {
		c.documents[doc.Plan] = append(c.documents[doc.Plan], doc)
	}

	return c
}

// shared holds what the plans share against all rules.
func (c *checker) shared(all []Rule) source.Problems {
	c.problems, c.later = nil, nil
	for i := range all {
		if all[i].shared != nil {
			c.rule = all[i].ID
			all[i].shared(c)
		}
	}

	return c.problems
}

// plan holds one plan against all rules.
func (c *checker) plan(p *plan.Plan, all []Rule) held {
	c.problems, c.later = nil, nil
	for i := range all {
		if all[i].each != nil {
			c.rule = all[i].ID
			all[i].each(c, p)
		}
	}

	return held{c.problems, c.later}
}

// entries yields the values of a map that are groups of keys, as they should be. The schema has spoken
// of the others.
func entries[T any](m plan.Map[*T]) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for i := range m {
			if m[i].Value != nil && m[i].Node.Kind == frontmatter.Map && !yield(m[i].Value) {
				return
			}
		}
	}
}

// A finding is what a rule sees, where, and the way out.
type finding struct {
	node    *frontmatter.Node // at its value
	key     *frontmatter.Node // or at its key
	behind  *frontmatter.Node // or behind all that stands in it, where a part is to be added
	absent  string            // the path below key or behind that is missing: the place is that of the line that waits for it
	message string
	hint    string
	related []*frontmatter.Node
	due     plan.Date // by which it was to happen; none where time plays no part
	about   string    // the entry that waits for it: "metrics/win-rate"
}

// add reports a finding under the rule that is being checked.
func (c *checker) add(severity source.Severity, f finding) { c.addAs(c.rule, severity, f) }

// addFrom reports a finding that is a warning from a day on.
func (c *checker) addFrom(from plan.Date, f finding) {
	n := len(c.problems)
	c.add(source.Warning, f)
	if !from.After(c.today()) {
		return
	}

	for _, problem := range c.problems[n:] {
		c.later = append(c.later, Later{problem, from})
	}

	c.problems = c.problems[:n]
}

func (c *checker) addAs(rule string, severity source.Severity, f finding) {
	problem := source.Problem{Severity: severity, Rule: rule, Message: f.message, Hint: f.hint, Due: f.due.String(), About: f.about}
	switch {
	case f.node != nil:
		problem.At, problem.Path = valuePlace(f.node), f.node.Pointer()
	case f.behind != nil:
		problem.At, problem.Path = c.end(f.behind), f.behind.Pointer()
	default:
		problem.At, problem.Path = keyPlace(f.key), f.key.Pointer()
	}

	if at, ok := c.waitingFor(cmp.Or(f.key, f.behind), f.absent); ok {
		problem.At = at
	}

	if problem.At.IsZero() {
		return // a part that stands nowhere is spoken of where it is missing
	}

	for _, n := range f.related {
		problem.Related = append(problem.Related, keyPlace(n))
	}

	c.problems.Add(problem)
}

// waitingFor returns the line of a form that waits for what stands under a path below a value, or for the nearest
// that holds it.
func (c *checker) waitingFor(n *frontmatter.Node, path string) (at source.Place, ok bool) {
	if n == nil || path == "" {
		return at, false
	}

	lines, pointer := c.waitingLines(n), n.Pointer()
	for step := range strings.SplitSeq(path, "/") {
		pointer += "/" + step
		if line, waits := lines[pointer]; waits {
			at, ok = line, true
		}
	}

	return at, ok
}

// waitingLines returns the lines of a value's file that wait for a fact.
func (c *checker) waitingLines(n *frontmatter.Node) map[string]source.Place {
	lines, known := c.waiting[n.File()]
	if !known {
		lines = frontmatter.Waiting(n)
		c.waiting[n.File()] = lines
	}

	return lines
}

// end is the place behind all that stands in a value, or waits there.
func (c *checker) end(n *frontmatter.Node) source.Place {
	at := n.Place()
	for pointer, line := range c.waitingLines(n) {
		if strings.HasPrefix(pointer, n.Pointer()+"/") {
			at.End = max(at.End, line.End)
		}
	}

	at.Start = at.End

	return at
}

// valuePlace is the place of a value; of a whole file, that of its kind.
func valuePlace(n *frontmatter.Node) source.Place {
	if n.Parent() == nil {
		return keyPlace(n)
	}

	return n.Place()
}

// keyPlace is the place of a key; of a whole file, that of its kind.
func keyPlace(n *frontmatter.Node) source.Place {
	if n != nil && n.Parent() == nil {
		if kind := n.Get("kind"); kind != nil {
			return kind.Place()
		}
	}

	return n.KeyPlace()
}

// unlessDraft is the severity of what a draft may leave open: a warning while it is a draft, or retired,
// an error from proposed on.
func unlessDraft(p *plan.Plan) source.Severity {
	switch p.Status {
	case "proposed", "agreed":
		return source.Error
	}

	return source.Warning
}

// unlessAllDraft is the same for what the plans share.
func (c *checker) unlessAllDraft() source.Severity {
	for _, p := range c.set.Plans {
		if unlessDraft(p) == source.Error {
			return source.Error
		}
	}

	return source.Warning
}

// zone returns a time zone by its name; nil if there is none of that name.
func (c *checker) zone(name string) *time.Location {
	zone, known := c.zones[name]
	if !known {
		zone, _ = worktime.LoadZone(name)
		c.zones[name] = zone
	}

	return zone
}

// today is the date at as-of in the site's zone.
func (c *checker) today() plan.Date { return c.dateIn(c.set.Site.Timezone) }

// todayOf is the date at as-of where an SLA's clock runs.
func (c *checker) todayOf(p *plan.Plan, s *plan.SLA) plan.Date {
	if calendar := p.CalendarOf(s); calendar != nil && c.zone(calendar.Timezone) != nil {
		return c.dateIn(calendar.Timezone)
	}

	return c.today()
}

func (c *checker) dateIn(name string) plan.Date {
	zone := c.zone(name)
	if zone == nil {
		zone = time.UTC
	}

	return worktime.DateOf(c.asOf.In(zone))
}

// calendar returns a calendar ready for reckoning; nil where there is none, or none that opens.
func (c *checker) calendar(of *plan.Calendar) *worktime.Calendar {
	if of == nil {
		return nil
	}

	calendar, known := c.calendars[of]
	if !known {
		calendar, _ = of.Business()
		c.calendars[of] = calendar
	}

	return calendar
}

// signed reports whether all parties have signed a revision. Whether a digest is that of the terms is
// not looked at here.
func signed(p *plan.Plan, s *plan.SLA, r *plan.Revision) bool { return len(p.Unsigned(s, r)) == 0 }

// inForce returns the revision that holds at as-of; nil if there is none.
func (c *checker) inForce(p *plan.Plan, s *plan.SLA) *plan.Revision {
	return p.InForce(s, c.todayOf(p, s), func(r *plan.Revision) bool { return signed(p, s, r) })
}

// terms returns the terms that hold at as-of: those of the revision in force, else those of the file; nil
// where those of the revision in force are not known.
func (c *checker) terms(p *plan.Plan, s *plan.SLA) *plan.Terms {
	if r := c.inForce(p, s); r != nil {
		return r.Terms
	}

	return &s.Terms
}

// walk calls visit for every value in the front matter of the files with a kind of a plan, or of none, but for
// private extensions and archived revisions, which hold what was signed.
func (c *checker) walk(p *plan.Plan, visit func(*frontmatter.Node)) {
	for _, doc := range c.documents[p] {
		if doc.Kind != "" && doc.Kind != "sla_revision" && doc.Root != nil {
			walk(doc.Root, visit)
		}
	}
}

func walk(n *frontmatter.Node, visit func(*frontmatter.Node)) {
	visit(n)
	for _, child := range n.Children() {
		if child.Key() != "x" {
			walk(child, visit)
		}
	}
}

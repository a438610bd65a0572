package history

import (
	"bytes"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// What happened to a value.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
)

// Which way a change goes for those who owe.
const (
	// Tightened is harder to keep: a shorter limit, a higher count or share, a promise more.
	Tightened = "tightened"
	Loosened  = "loosened"
	// Neutral is neither.
	Neutral = "neutral"
	// Incomparable is a change of a limit of which nobody can say whether it is shorter in every case.
	Incomparable = "incomparable"
)

// A Change is one difference between two versions of an agreement.
type Change struct {
	// Path is dotted and starts below the terms; ids, not positions, tell the items of a list apart, and
	// an item without id stands under the path of its list. What the terms rest on has the paths parties,
	// calendar.timezone, calendar.hours and scoring.<model>.
	Path string
	// Kind is Added, Removed or Changed.
	Kind string
	// Old and New are the values as their author wrote them: what encoding/json would give, with
	// json.Number; nil where there is none.
	Old, New any
	// Direction is Tightened, Loosened, Neutral or Incomparable.
	Direction string
	// OwedBy are the functions that owe what changed, in the order of the parties.
	OwedBy []plan.Function
	// Definition says that it is now decided in another way what an MQL or SQL is: rates before and after
	// do not compare.
	Definition bool

	// What is the thing in plain words: "first outreach".
	What string
	// From and To are the values as people say them; "" where there is none.
	From, To string
	// By is how much more or less it is: "−50 %" or "+2 points"; "" where that says nothing.
	By string
	// Words are two texts word by word; nil for anything but texts of several words.
	Words []Span

	count string            // From without the unit that To counts too; "" if they differ in that
	node  *frontmatter.Node // what the author wrote now; nil if there is nothing
}

// compare returns the differences between two versions in the order of the table of clauses; of what has
// ids, in the order written. It is empty exactly if the digests of the versions are equal but for the
// number of the revision and the day it holds from. names turns the id of a person or a role into words.
func compare(old, new *version, names func(string) string) []Change {
	c := &comparison{parties: new.parties, names: names, calendar: new.business()}
	c.diff(old.normal(), new.normal(), allTerms, place{owes: new.parties})
	c.basis(old, new)

	return c.changes
}

// A comparison is under way.
type comparison struct {
	parties  []plan.Function
	calendar *worktime.Calendar
	names    func(string) string
	// general are the limits, old and new, for leads of no tier.
	general [2]*term
	changes []Change
}

// A place is where in the terms a comparison is.
type place struct {
	path       []string
	name       string // of the nearest thing with an id
	owes       []plan.Function
	definition bool
}

// below returns the place of what stands under a key.
func (at place) below(key string, c *clause) place {
	if key != "" {
		at.path = append(slices.Clip(at.path), key)
	}

	if c.owes != "" {
		at.owes = []plan.Function{c.owes}
	}

	at.definition = (at.definition || c.definition) && key != "short" // which only says it again

	return at
}

// diff compares two values of one place; either may be nil.
func (c *comparison) diff(old, new *term, of *clause, at place) {
	if old == nil && new == nil {
		return
	}

	if of.fallback != "" {
		old, new = orDefault(old, of), orDefault(new, of)
	}

	switch {
	case old != nil && new != nil && bytes.Equal(old.canonical(), new.canonical()):
	case old == nil || new == nil:
		c.oneSided(old, new, of, at)
	case old.list && new.list:
		c.items(old, new, of, at)
	case old.isMap() && new.isMap() && !of.whole:
		c.fields(old, new, of, at)
	default:
		c.add(old, new, of, at)
	}
}

// orDefault returns the default of a clause for a value that was not written.
func orDefault(t *term, of *clause) *term {
	if t != nil {
		return t
	}

	kind := frontmatter.Text
	switch {
	case of.fallback == "true" || of.fallback == "false":
		kind = frontmatter.Bool
	case of.fallback[0] != '"':
		kind = frontmatter.Int
	}

	n := frontmatter.NewScalar(kind, strings.Trim(of.fallback, `"`))

	return &term{key: of.key, clause: of, node: n, scalar: normalScalar(n, of.form)}
}

func (t *term) isMap() bool { return t.scalar == nil && !t.list }

// fields compares two maps.
func (c *comparison) fields(old, new *term, of *clause, at place) {
	if of.key == "first_outreach" {
		c.general = [2]*term{old.part("limit"), new.part("limit")}
	}

	rated := of.rate != "" && c.rate(old, new, of, at)
	for _, key := range keysOf(old, new, of) {
		if rated && (key == of.rate || key == "per") {
			continue
		}

		part := of.each
		if of.form != named {
			part = of.field(key)
		}

		c.diff(old.part(key), new.part(key), part, c.into(old.part(key), new.part(key), of, part, key, at))
	}
}

// into returns the place of a value in a map.
func (c *comparison) into(old, new *term, of, part *clause, key string, at place) place {
	below := at.below(key, part)
	if of.form != named {
		return below
	}

	below.name = strings.ToLower(plan.Words(key))
	for _, t := range []*term{new, old} {
		if title := t.part("title"); title != nil {
			below.name = spoken(title, c.names)
			break
		}
	}

	switch party := newest(old.part("party"), new.part("party")); {
	case of.functions:
		below.owes = []plan.Function{plan.Function(key)}
	case party != nil:
		below.owes = []plan.Function{plan.ParseFunction(scalarText(party.node))}
	}

	return below
}

// newest returns the new term, or the old one where there is no new one.
func newest(old, new *term) *term {
	if new != nil {
		return new
	}

	return old
}

// keysOf returns the keys of two maps: those of the table in its order, then the others as written.
func keysOf(old, new *term, of *clause) []string {
	var keys []string
	add := func(key string) {
		if !slices.Contains(keys, key) && (old.part(key) != nil || new.part(key) != nil) {
			keys = append(keys, key)
		}
	}

	for _, f := range of.of {
		add(f.key)
	}

	for _, part := range slices.Concat(new.all(), old.all()) {
		add(part.key)
	}

	return keys
}

// oneSided notes what is new or gone. Of what holds several promises, each is noted by itself.
func (c *comparison) oneSided(old, new *term, of *clause, at place) {
	t := newest(old, new)
	if t.isMap() && (of.top || of.form == named || of.form == fields && of.owes != "" && !of.definition) {
		c.fields(old, new, of, at)
		return
	}

	c.add(old, new, of, at)
}

// items compares two lists.
func (c *comparison) items(old, new *term, of *clause, at place) {
	each := of.each
	if each == nil {
		each = &clause{}
	}

	for _, p := range pairs(old.parts, new.parts, of.identity) {
		below, what := at.below("", each), *each
		if what.noun == "" || each.bare != "" {
			what.noun = of.noun
		}

		id := newest(p.old, p.new).identify(of.identity)
		if id != nil && each.bare == "" {
			below.path = append(slices.Clip(at.path), scalarText(id.node))
			below.name = spoken(id, c.names)
		}

		switch {
		case p.old == nil || p.new == nil:
			c.add(p.old, p.new, &what, below)
		case each.bare != "":
			c.criterion(p.old, p.new, &what, below)
		default:
			c.diff(p.old, p.new, &what, below)
		}
	}
}

// criterion compares two versions of one criterion: as a whole where its words changed, else key by key.
func (c *comparison) criterion(old, new *term, of *clause, at place) {
	said := spoken(new, c.names)
	if spoken(old, c.names) != said || !old.isMap() || !new.isMap() {
		c.add(old, new, of, at)
		return
	}

	if id := new.identify([]string{"attribute", "model"}); id != nil {
		at.path = append(slices.Clip(at.path), scalarText(id.node))
	}

	for _, key := range keysOf(old, new, of) {
		part := *of.field(key)
		part.noun = of.noun + ", “" + said + "”: " + part.noun
		if part.form == set {
			c.whole(old.part(key), new.part(key), &part, at.below(key, &part))
			continue
		}

		c.diff(old.part(key), new.part(key), &part, at.below(key, &part))
	}
}

// whole compares two lists as one value.
func (c *comparison) whole(old, new *term, of *clause, at place) {
	if !bytes.Equal(old.canonical(), new.canonical()) {
		c.add(old, new, of, at)
	}
}

// add notes a change.
func (c *comparison) add(old, new *term, of *clause, at place) {
	change := Change{
		Path: strings.Join(at.path, "."), Kind: Changed, OwedBy: at.owes, Definition: at.definition,
		What: strings.ReplaceAll(of.noun, "{}", at.name),
	}
	if old == nil {
		change.Kind = Added
	} else {
		change.Old = old.node.Value()
	}

	if new == nil {
		change.Kind = Removed
	} else {
		change.New, change.node = new.node.Value(), new.node
	}

	change.Direction = c.direction(old, new, of, at)
	c.say(&change, old, new, of)
	if change.Kind == Changed && of.isText() && (isProse(change.From) || isProse(change.To)) {
		change.Words = Words(change.From, change.To)
	}

	c.changes = append(c.changes, change)
}

// isText reports whether the clause is a text, or a thing that a text stands for.
func (c *clause) isText() bool { return c.form == plain && c.unit == "" && !c.names || c.bare != "" }

// isProse reports whether a text is worth comparing word by word.
func isProse(text string) bool { return len(wordsIn(text)) > 2 }

// basis notes changes of what the terms rest on.
func (c *comparison) basis(old, new *version) {
	at := func(path ...string) place { return place{path: path, owes: c.parties} }

	for _, p := range pairs(functionTerms(old.parties), functionTerms(new.parties), nil) {
		if p.old == nil || p.new == nil {
			c.add(p.old, p.new, &clause{form: function, noun: "party of the agreement"}, at("parties"))
		}
	}

	c.office(old, new)
	c.models(old, new)
}

// office notes changes of the calendar.
func (c *comparison) office(old, new *version) {
	if old.timezone != new.timezone {
		change := Change{
			Path: "calendar.timezone", Kind: kindOf(old.timezone != "", new.timezone != ""), Direction: Incomparable,
			OwedBy: c.parties, What: "time zone of the office hours", From: old.timezone, To: new.timezone,
		}
		if old.timezone != "" {
			change.Old = old.timezone
		}

		if new.timezone != "" {
			change.New = new.timezone
		}

		c.changes = append(c.changes, change)
	}

	if !bytes.Equal(canonical(openingHours(old.hours)), canonical(openingHours(new.hours))) {
		c.changes = append(c.changes, Change{
			Path: "calendar.hours", Kind: kindOf(len(old.hours) > 0, len(new.hours) > 0), Old: valueOf(old.hours), New: valueOf(new.hours),
			Direction: Incomparable, OwedBy: c.parties, What: "office hours", From: sayHours(old.hours), To: sayHours(new.hours),
		})
	}
}

// kindOf returns what happened to something that was there before, or is there now.
func kindOf(before, now bool) string {
	switch {
	case !before:
		return Added
	case !now:
		return Removed
	}

	return Changed
}

func valueOf(hours []plan.Hours) any {
	if len(hours) == 0 {
		return nil
	}

	return asWritten(hours)
}

// models notes scoring models of another version. A model that only one of the two versions names comes or
// goes with the criterion that names it.
func (c *comparison) models(old, new *version) {
	before, after := old.referenced(old.normal()), new.referenced(new.normal())
	for _, m := range slices.Concat(after, before) {
		a, b := indexOf(before, m.id), indexOf(after, m.id)
		switch {
		case a < 0 && !new.names(m.id):
			c.model(m.id, nil, &after[b])
		case b < 0 && !old.names(m.id):
			c.model(m.id, &before[a], nil)
		case a >= 0 && b >= 0 && before[a] != after[b] && m == after[b]:
			c.model(m.id, &before[a], &after[b])
		}
	}
}

func indexOf(models []model, id string) int {
	return slices.IndexFunc(models, func(m model) bool { return m.id == id })
}

func (c *comparison) model(id string, old, new *model) {
	change := Change{
		Path: "scoring." + id, Kind: kindOf(old != nil, new != nil), Direction: Neutral,
		OwedBy: []plan.Function{plan.Marketing}, Definition: true, What: "scoring model " + id + ", version",
	}
	if old != nil {
		change.Old, change.From = old.version, itoa(old.version)
	}

	if new != nil {
		change.New, change.To = new.version, itoa(new.version)
	}

	c.changes = append(c.changes, change)
}

func functionTerms(functions []plan.Function) []*term {
	var terms []*term
	for _, f := range functions {
		terms = append(terms, textTerm(string(f)))
	}

	return terms
}

func textTerm(text string) *term {
	if text == "" {
		return nil
	}

	return &term{scalar: text, clause: &clause{}, node: frontmatter.NewScalar(frontmatter.Text, text)}
}

package history

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// AgainstRef is Against for the content as it was where the branch that is checked out left a commit, a branch
// or a tag: what went on there since is not for this branch to answer. One that has no commit of its own is
// held against that commit itself: it may be a step back behind what was signed. dir is the content folder on
// the disk.
//
// The error is a *GitError where there is nothing to compare with. Plans that cannot be read on one of the two sides are
// left out. In the new folder, what is wrong with them comes first; that they could not be read in the old one is an
// info where they are now.
func AgainstRef(new *plan.Set, dir, ref string, asOf time.Time) (source.Problems, error) {
	base, err := MergeBase(dir, ref, "HEAD")
	if err != nil {
		return nil, err
	}

	head, err := resolve(dir, "HEAD")
	if err != nil {
		return nil, err
	}

	if base == head {
		base = ref
	}

	old, err := ReadRef(dir, base)
	if err != nil {
		return nil, renamed(err, "read "+ref)
	}

	return append(Against(old, new, asOf), sidesOf(old, new).unheld(ref)...), nil
}

// Against holds a content folder against an older one: what was signed there must still stand, under its
// number. The problems are errors of the rule revision-unsigned where it does not, and warnings of the rule
// calendar where a holiday of the past changed, so that evidence is judged anew. They stand in the new
// folder. What must hold of the new folder alone is not looked at here, and plans are left out that cannot be read on
// both sides.
func Against(old, new *plan.Set, asOf time.Time) source.Problems {
	var problems source.Problems
	both := sidesOf(old, new)
	for _, p := range old.Plans {
		if !both.has(p) {
			continue
		}

		for _, s := range p.SLAs() {
			g := &gate{old: p, sla: s, new: planByID(new, p.ID), set: new}
			if g.new != nil {
				g.now = g.new.SLAByID(s.ID)
			}

			g.check()
			problems.Add(g.problems...)
		}
	}

	problems.Add(holidays(old.Site.Calendars, new.Site.Calendars, today(new.Site.Zone(), asOf))...)
	for _, p := range old.Plans {
		if now := planByID(new, p.ID); now != nil && both.has(p) {
			problems.Add(holidays(p.Calendars, now.Calendars, today(now.Zone(), asOf))...)
		}
	}

	problems.Sort()

	return problems
}

func planByID(set *plan.Set, id string) *plan.Plan {
	for _, p := range set.Plans {
		if p.ID == id {
			return p
		}
	}

	return nil
}

// A gate stands between an agreement as it was, and as it is now.
type gate struct {
	old *plan.Plan
	sla *plan.SLA
	set *plan.Set
	new *plan.Plan // nil if it is gone
	now *plan.SLA  // nil if it is gone

	problems source.Problems
}

func (g *gate) check() {
	for i := range g.sla.Revisions {
		entry := &g.sla.Revisions[i]
		digest, ok := g.signed(entry)
		if !ok {
			continue
		}

		if g.now == nil {
			g.gone(entry)
			return
		}

		now := g.now.RevisionEntry(entry.Revision)
		if now == nil {
			g.missing(entry, digest)
			continue
		}

		g.entry(entry, now, digest)
		if g.now.Revision == entry.Revision {
			g.terms(entry, digest)
		}
	}
}

// signed returns the digest that all parties signed as a revision; "" where they signed elsewhere. It is not
// ok where somebody has not signed, or another digest.
func (g *gate) signed(entry *plan.Revision) (digest string, ok bool) {
	r := &Revision{log: &Log{Plan: g.old, SLA: g.sla}, Entry: entry}
	for _, a := range entry.Approvals {
		if a.Digest != "" && r.signedAs(a.Digest) {
			return a.Digest, true
		}
	}

	elsewhere := slices.ContainsFunc(entry.Approvals, plan.Approval.IsElsewhere)

	return "", elsewhere && r.signedAs("none")
}

// report notes what became of a signed revision.
func (g *gate) report(at *frontmatter.Node, message, hint string) {
	g.problems.Add(source.Problem{At: placeOf(at), Rule: "revision-unsigned", Path: at.Pointer(), Message: message, Hint: hint})
}

// placeOf returns the place of a value; of a whole file that of its kind.
func placeOf(n *frontmatter.Node) source.Place {
	if n != nil && n.Parent() == nil {
		if kind := n.Get("kind"); kind != nil {
			return kind.Place()
		}
	}

	return n.Place()
}

// gone reports an agreement, or a whole plan, that was signed and is not there any more.
func (g *gate) gone(entry *plan.Revision) {
	what, at := fmt.Sprintf("the agreement %s of the plan %s", g.sla.ID, g.old.ID), g.set.Site.Node
	hint := fmt.Sprintf("bring it back; if it has another id now, write id: %s in it", g.sla.ID)
	if g.new != nil {
		at = g.new.Node
	} else {
		hint = fmt.Sprintf("bring the plan back; if it moved, write id: %s in it; if it is over, give it status: retired", g.old.ID)
	}

	g.report(at, fmt.Sprintf("%s is gone, and its revision %d was signed", what, entry.Revision), hint)
}

// missing reports a signed revision without an entry.
func (g *gate) missing(entry *plan.Revision, digest string) {
	at := g.now.Node.Get("revisions")
	if at == nil {
		at = g.now.Node
	}

	for i := range g.now.Revisions {
		other := &g.now.Revisions[i]
		has := func(a plan.Approval) bool { return a.Digest == digest && digest != "" }
		if slices.ContainsFunc(other.Approvals, has) {
			g.report(other.Node.Get("revision"), fmt.Sprintf("revision %d was signed, and is now called revision %d", entry.Revision, other.Revision),
				fmt.Sprintf("a signed revision keeps its number: write revision: %d", entry.Revision))

			return
		}
	}

	g.report(at, fmt.Sprintf("revision %d was signed, and its entry is gone", entry.Revision), "bring the entry back: the log of what was agreed has no gaps")
}

// entry reports an entry that says now that something else was signed, or by others.
func (g *gate) entry(old, now *plan.Revision, digest string) {
	was, is := scalarText(old.Node.Get("effective_from")), scalarText(now.Node.Get("effective_from"))
	if was != is && g.now.Revision != now.Revision {
		at := now.Node.Get("effective_from")
		if at == nil {
			at = now.Node
		}

		g.report(at, fmt.Sprintf("revision %d was signed as holding from %s, not from %s", now.Revision, was, or(is, "no day")), "write effective_from: "+was)
	}

	for _, a := range old.Approvals {
		same := func(b plan.Approval) bool {
			return b.Person == a.Person && b.Digest == a.Digest && b.Elsewhere == a.Elsewhere && b.For == a.For && b.On == a.On
		}
		if (a.IsElsewhere() || a.Digest != "" && a.Digest == digest) && !slices.ContainsFunc(now.Approvals, same) {
			g.report(now.Node.Get("revision"), fmt.Sprintf("the signature of %s under revision %d is gone or changed", g.old.PartyName(a.Person), now.Revision), "bring it back as it was")
		}
	}
}

func or(text, other string) string {
	if text == "" {
		return other
	}

	return text
}

// terms reports terms that are not those that were signed under their number.
func (g *gate) terms(entry *plan.Revision, digest string) {
	was, is := current(g.old, g.sla), current(g.new, g.now)
	before := was.digest()
	if g.sla.Revision != entry.Revision {
		before = ""
	}

	unknown := before == "" && digest == ""
	if unknown || is.digest() == digest || is.digest() == before {
		return
	}

	hint := fmt.Sprintf("make the change revision %d, with a reason, or bring the terms back", g.now.Newest().Revision+1)
	if before == "" || digest != "" && digest != before {
		g.report(g.now.Node.Get("revision"), fmt.Sprintf("the terms are not those that were signed as revision %d", entry.Revision), hint)
		return
	}

	if was.holds != is.holds {
		at := g.now.RevisionEntry(entry.Revision).Node
		if day := at.Get("effective_from"); day != nil {
			at = day
		}

		g.report(at, fmt.Sprintf("revision %d was signed as holding from %s, not from %s", entry.Revision, was.holds, or(is.holds, "no day")), "write effective_from: "+was.holds)
	}

	for _, c := range compare(was, is, g.new.PartyName) {
		g.report(g.placeOf(c), fmt.Sprintf("changed under revision %d, which was signed: %s", entry.Revision, c.Sentence()), hint)
	}
}

// placeOf returns where a change is best seen: the new value, or the nearest thing around it.
func (g *gate) placeOf(c Change) *frontmatter.Node {
	if part, ok := strings.CutPrefix(c.Path, "calendar."); ok {
		if calendar := g.new.CalendarOf(g.now); calendar != nil {
			return cmp.Or(calendar.Node.Get(part), calendar.Node)
		}
	}

	if c.node != nil && c.node.File() != nil {
		return c.node
	}

	at := g.now.Terms.Node
	for step := range strings.SplitSeq(c.Path, ".") {
		below := at.Get(step)
		if below == nil {
			break
		}

		at = below
	}

	if at == nil || at == g.now.Terms.Node {
		return g.now.Node.Get("revision")
	}

	return at
}

func today(zone *time.Location, asOf time.Time) plan.Date { return worktime.DateOf(asOf.In(zone)) }

// holidays reports holidays of the past that came or went.
func holidays(old, new plan.Map[*plan.Calendar], today plan.Date) source.Problems {
	var problems source.Problems
	for _, item := range new {
		was, _ := old.Get(item.Key)
		if was == nil || item.Value == nil {
			continue
		}

		var dates []string
		for _, day := range slices.Concat(item.Value.Holidays.Keys(), was.Holidays.Keys()) {
			_, before := was.Holidays.Get(day)
			_, now := item.Value.Holidays.Get(day)
			if before != now && day < today.String() {
				dates = append(dates, day)
			}
		}

		if len(dates) == 0 {
			continue
		}

		at := item.Value.Node.Get("holidays")
		if at == nil {
			at = item.Value.Node
		}

		slices.Sort(dates)
		problems.Add(source.Problem{
			At: at.KeyPlace(), Severity: source.Warning, Rule: "calendar", Path: at.Pointer(),
			Message: fmt.Sprintf("a holiday of the past changed (%s): what was due around it is judged anew", strings.Join(dates, ", ")),
			Hint:    "if it was a mistake, tell both sides: verdicts that were shown before may change",
		})
	}

	return problems
}

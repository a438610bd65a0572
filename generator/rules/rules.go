// Package rules holds what must hold of a plan beyond its form: that it is complete, agreed, measurable,
// current, and that nothing in it contradicts itself.
//
// Form is the schema's business: whether a key exists and whether its value is a number. A rule looks at
// what the values mean together, and says it to the author in a sentence with a way out. Whatever stands
// here as a condition is reported under its rule's id, also where the schema was the one to see it.
//
// Everything here is a pure function of a plan and an instant. Nothing becomes an error by the passing of
// time alone: a plan that could be built yesterday can be built today, and shows its red lights.
package rules

import (
	"cmp"
	"slices"
	"time"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Rule is one thing that must hold.
type Rule struct {
	// ID is the name in problems, lint settings and waivers.
	ID string
	// Severity says in words how serious a violation is: "error", "warning", "info", "warning while
	// draft, then error" or a choice of these.
	Severity string
	// Why is one sentence on what the rule is for.
	Why string
	// WayOut is one sentence on what to do.
	WayOut string
	// Fixed says that neither lint settings nor waivers apply: the file cannot be used as it is, or the site is written
	// already.
	Fixed bool

	alone bool // decided by what is there: it holds also where other parts of the plan cannot be read

	// What the rule looks at: what the plans share, and one plan after the other, which knows of no other. Both
	// are nil for a rule that is held where its violations are seen, not here.
	shared func(*checker)
	each   func(*checker, *plan.Plan)
}

// A Result is what there is to say about a content folder.
type Result struct {
	// Problems are sorted by place; of those at one place the first to be mended comes first.
	Problems source.Problems
	// Waived are the problems that a waiver accepts for now, in the same order.
	Waived []Waived
	// Later are those that time alone will bring, if nobody does anything, sorted by their day, then as the others.
	Later []Later
}

// A Later problem is one from a day on: it says what a check on that day would say.
type Later struct {
	Problem source.Problem
	From    plan.Date
}

// A Waived problem is known, and accepted for a while.
type Waived struct {
	Problem source.Problem
	Waiver  plan.Waiver
}

// Check holds a content folder against all rules, as of an instant. found are the problems of form and of
// pages that others have seen: lint settings and waivers apply to them as well, and they are part of the
// result.
func Check(set *plan.Set, asOf time.Time, found source.Problems) Result {
	return new(Memo).Check(set, asOf, found)
}

// A Memo keeps what was found in each plan for the next check. A plan that is the same then is not looked at again,
// so that it must not be given to a check as of another day. It never changes a result. The zero Memo is empty; it
// is not safe for concurrent use.
type Memo struct {
	known map[*plan.Plan]held
}

// held is what was found in a plan, and what will be.
type held struct {
	problems source.Problems
	later    []Later
}

// Check is the function of that name, with what the memo knows.
func (m *Memo) Check(set *plan.Set, asOf time.Time, found source.Problems) Result {
	all := All()
	c := newChecker(set, asOf)
	problems := append(slices.Clone(found), c.shared(all)...)
	later := c.later
	before := m.known
	m.known = make(map[*plan.Plan]held, len(set.Plans))
	for _, p := range set.Plans {
		of, known := before[p]
		if !known {
			of = c.plan(p, all)
		}

		m.known[p] = of
		problems.Add(of.problems...)
		later = append(later, of.later...)
	}

	problems.Add(checkSettings(c, all)...)
	damage := newDamage(set)
	problems = damage.certain(problems, all)
	problems, waived := c.settle(problems, all)
	problems = distinct(problems)
	later = append(c.settleLater(damage, later, all), renewed(waived)...)
	slices.SortStableFunc(problems, compare)
	slices.SortStableFunc(waived, func(a, b Waived) int { return compare(a.Problem, b.Problem) })
	slices.SortStableFunc(later, func(a, b Later) int { return cmp.Or(a.From.Compare(b.From), compare(a.Problem, b.Problem)) })

	return Result{Problems: problems, Waived: waived, Later: later}
}

// distinct returns every problem once: a link that is written once can be followed from many places.
func distinct(problems source.Problems) source.Problems {
	type sameness struct {
		at                  source.Place
		rule, message, path string
	}

	seen := map[sameness]bool{}

	return slices.DeleteFunc(problems, func(p source.Problem) bool {
		key := sameness{p.At, p.Rule, p.Message, p.Path}
		again := seen[key]
		seen[key] = true

		return again
	})
}

// compare orders problems by place, severity and rule: at one place first what is missing. Those equal in
// all of these stay in the order in which they were found, which is that of a plan's fields.
func compare(a, b source.Problem) int {
	return cmp.Or(
		cmp.Compare(fileName(a.At), fileName(b.At)),
		cmp.Compare(a.At.Start, b.At.Start),
		cmp.Compare(a.At.End, b.At.End),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(rank(a.Rule), rank(b.Rule)),
	)
}

// rank sorts rules: what is missing comes first, then the others by name.
func rank(rule string) string {
	if rule == "missing" {
		return ""
	}

	return rule
}

func fileName(p source.Place) string {
	if p.File == nil {
		return ""
	}

	return p.File.Name
}

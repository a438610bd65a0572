package evidence

import (
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A Group is some of the cases: a month, a revision, a tier, a source, a person.
type Group struct {
	// Key is "2026-11", "2", the id of a tier, the name of a source or of a person; "" for those without.
	Key string
	Tally
	// Parts are the revisions that judged any of the cases, and in a month all that were in force in it, the
	// first one first.
	Parts []Part
	// Promised is the share in percent that was to be met; none where the promise changed within the group, be it
	// the share or a time limit, which its parts tell.
	Promised Value
	// Verdict is "" where Promised changed and the parts do not have one in common.
	Verdict Verdict
}

// Stepped reports whether what was promised changed within the group.
func (g Group) Stepped() bool { return len(g.Parts) > 1 && !g.Promised.IsSet() }

// A Step is a change of what was promised, from the last part of a month to the first one of the next.
type Step struct{ From, To Part }

// Steps returns the changes of what was promised between months that follow each other, the first one first. A change
// within a month is no step: see Group.Stepped.
func Steps(months []Group) []Step {
	var all []Step
	var last *Part
	for _, g := range months {
		if len(g.Parts) == 0 {
			continue
		}

		if last != nil && !last.promises(g.Parts[0]) {
			all = append(all, Step{*last, g.Parts[0]})
		}

		last = &g.Parts[len(g.Parts)-1]
	}

	return all
}

// Varied reports whether what was promised is not the same in all months, so that a share alone does not say it.
func Varied(months []Group) bool {
	return len(Steps(months)) > 0 || slices.ContainsFunc(months, Group.Stepped)
}

// Cases returns those of the whole group.
func (g Group) Cases() Cases { return Cases{g.Met, g.Breach, g.Pending} }

// A Part is what one revision promised to the cases of a group, and what became of those that it judged.
type Part struct {
	Revision int
	// From is the day from which the revision holds.
	From worktime.Date
	// Promised is a share in percent, of cases that were to be within Limit, or within that of their tier.
	Promised Value
	Limit    worktime.Duration
	Tiers    []TierLimit
	Cases
	Verdict Verdict
}

// A TierLimit is the time limit of one kind of lead.
type TierLimit struct {
	// Tier is its id.
	Tier  string
	Limit worktime.Duration
}

// Within says the time limits: "4 business hours", "4 business hours, demo request 15 business minutes"; "" for
// none.
func (p Part) Within() string {
	text := p.Limit.String()
	for _, t := range p.Tiers {
		text += ", " + strings.ReplaceAll(t.Tier, "-", " ") + " " + t.Limit.String()
	}

	return strings.TrimPrefix(text, ", ")
}

// promises reports whether two parts promise the same, however they are written.
func (p Part) promises(other Part) bool {
	return p.Promised.Cmp(other.Promised) == 0 && p.Limit.Equal(other.Limit) && len(p.Tiers) == len(other.Tiers) &&
		!slices.ContainsFunc(p.Tiers, func(t TierLimit) bool {
			return !slices.ContainsFunc(other.Tiers, func(o TierLimit) bool { return t.Tier == o.Tier && t.Limit.Equal(o.Limit) })
		})
}

package history

import (
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// Gist says for whom changes tighten or loosen an agreement: "tightens Sales by 2 business hours, loosens
// Marketing". How much is said of a single limit in the same unit. What is neither is "changes terms", or for a
// definition "changes what is an MQL or SQL"; it is "" for no changes.
func Gist(changes []Change) string {
	var said []string
	for _, way := range []struct{ direction, verb string }{{Tightened, "tightens"}, {Loosened, "loosens"}} {
		of := slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return c.Direction != way.direction || c.Who() == "" })
		var who []string
		for _, c := range of {
			if !slices.Contains(who, c.Who()) {
				who = append(who, c.Who())
			}
		}

		for _, name := range who {
			said = append(said, way.verb+" "+name+byHowMuch(of, name))
		}
	}

	switch {
	case slices.ContainsFunc(changes, func(c Change) bool { return c.Definition }):
		said = append(said, "changes what is an MQL or SQL")
	case len(said) == 0 && len(changes) > 0:
		said = append(said, "changes terms")
	}

	return strings.Join(said, ", ")
}

// byHowMuch returns " by 2 business hours" where the only change for somebody is that of a limit.
func byHowMuch(changes []Change, name string) string {
	of := slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return c.Who() != name })
	if len(of) != 1 {
		return ""
	}

	a, errA := worktime.ParseDuration(of[0].From)
	b, errB := worktime.ParseDuration(of[0].To)
	if errA != nil || errB != nil || a.Unit() != b.Unit() {
		return ""
	}

	before, _ := a.Amount()
	after, _ := b.Amount()
	unit := worktime.Of(1, a.Unit())
	one, _ := unit.Amount()
	difference := max(before-after, after-before)
	if difference%one != 0 {
		return ""
	}

	return " by " + worktime.Of(difference/one, a.Unit()).String()
}

package site

import (
	"cmp"
	"html/template"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A dispute is an escalation that waits for a decision, as somebody sees it who decides it or has raised it.
type dispute struct {
	escalated
	// Decides says that they decide it; From is the day on which it comes to them, if nobody has decided before, none
	// where it is theirs from the start.
	Decides bool
	From    worktime.Date
}

// disputes returns the escalations that wait for somebody to decide, and those that they have raised: me holds their
// ids. What is due first comes first.
func (p *page) disputes(me map[string]bool) []dispute {
	var all []dispute
	for _, e := range p.Plan.Escalations.Values() {
		if e == nil {
			continue
		}

		one := dispute{escalated: p.escalated(e)}
		if !one.Open() {
			continue
		}

		one.From, one.Decides = p.comesTo(one.escalated, me)
		if one.Decides || me[e.RaisedBy] {
			all = append(all, one)
		}
	}

	slices.SortStableFunc(all, func(a, b dispute) int {
		return cmp.Or(boolRank(b.Decides)-boolRank(a.Decides), boolRank(a.Due.IsZero())-boolRank(b.Due.IsZero()), a.Due.Compare(b.Due))
	})

	return all
}

// comesTo returns the day on which an escalation comes to somebody who decides when nobody before them has; none for who
// decides first. decides is false for who does not decide it at all.
func (p *page) comesTo(e escalated, me map[string]bool) (from worktime.Date, decides bool) {
	if me[e.To] {
		return worktime.Date{}, true
	}

	if e.Revision == nil || e.Revision.Terms().Escalation == nil {
		return worktime.Date{}, false
	}

	calendar, _ := e.Revision.Calendar().Business()
	levels := e.Revision.Terms().Escalation.Levels
	for i := range levels {
		level := &levels[i]
		if !me[level.To] {
			continue
		}

		at, ok := level.Reached(e.RaisedOn, calendar, p.Plan.ZoneOf(e.SLA))
		if ok {
			from = worktime.DateOf(at)
		}

		return from, true
	}

	return worktime.Date{}, false
}

// DisputeLink names an escalation and leads to it.
func (p *page) DisputeLink(d dispute) template.HTML {
	name := d.Title
	if name == "" {
		name = cmp.Or(p.Plain(d.Statement), d.Heading())
	}

	return template.HTML(`<a href="` + template.HTMLEscapeString(p.At("escalations", d.ID)) + `">` + template.HTMLEscapeString(name) + `</a>`)
}

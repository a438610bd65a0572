package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A turn is who decides an escalation, from a day on: none for who decides first.
type turn struct {
	To   string
	From worktime.Date
}

// turnsOf lists who decides an escalation, one after the other while nobody has decided. A level whose day nobody can
// count has none.
func (p *page) turnsOf(e escalated) []turn {
	if e.Revision == nil || e.Revision.Terms().Escalation == nil {
		return nil
	}

	path := e.Revision.Terms().Escalation
	calendar, _ := e.Revision.Calendar().Business()
	all := []turn{{To: path.To}}
	for i := range path.Levels {
		next := turn{To: path.Levels[i].To}
		if at, ok := path.Levels[i].Reached(e.RaisedOn, calendar, p.Plan.ZoneOf(e.SLA)); ok {
			next.From = worktime.DateOf(at)
		}

		all = append(all, next)
	}

	return all
}

// Decider names who decides an escalation, or decided it: whose turn it is, since when, and with whom it was before.
func (p *page) Decider(e escalated) template.HTML {
	if len(e.Turns) == 0 {
		return ""
	}

	said := p.Who(e.To)
	was := said
	for _, t := range e.Turns[1:] {
		since := "since " + p.Day(t.From)
		if was != "" {
			since += "; was with " + was
		}

		said = p.turning(e, t.From, said, p.Who(t.To)+` <span class="soft">(`+since+`)</span>`)
	}

	return said
}

// turning is what holds of an escalation before a day, or from that day on. While the day is to come, both stand on the
// page, and its script changes them over. What is decided changes no more.
func (p *page) turning(e escalated, on worktime.Date, before, after template.HTML) template.HTML {
	today := p.site.logs[e.SLA].Today
	if !e.Open() {
		today = e.ResolvedOn
	}

	switch {
	case on.IsZero():
		return before
	case !on.After(today):
		return after
	case !e.Open() || p.site.opts.Frozen:
		return before
	}

	return template.HTML(fmt.Sprintf("<span%s>%s</span><span%s>%s</span>", p.Until(on), before, p.From(on), after))
}

// A dispute is an escalation that waits for a decision, as somebody sees it who decides it or has raised it.
type dispute struct {
	escalated
	// Decides says that they decide it; From is the day on which it comes to them, if nobody has decided before, none
	// where it is theirs from the start.
	Decides bool
	From    worktime.Date
	// next is whose turn comes after theirs; nobody's where they are the last.
	next turn
}

// Case is the escalation itself.
func (d dispute) Case() escalated { return d.escalated }

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

		one.mine(me)
		if one.Decides || me[e.RaisedBy] {
			all = append(all, one)
		}
	}

	slices.SortStableFunc(all, func(a, b dispute) int {
		return cmp.Or(boolRank(b.Decides)-boolRank(a.Decides), boolRank(a.Due.IsZero())-boolRank(b.Due.IsZero()), a.Due.Compare(b.Due))
	})

	return all
}

// mine notes whether somebody decides, from when, and who does after them: me holds their ids.
func (d *dispute) mine(me map[string]bool) {
	for _, t := range d.Turns {
		switch {
		case me[t.To] && !d.Decides:
			d.Decides, d.From = true, t.From
		case me[t.To]:
			d.next = turn{}
		case d.Decides && d.next.From.IsZero():
			d.next = t
		}
	}
}

// Task says what somebody has to do about an escalation, as long as it is with them.
func (p *page) Task(d dispute) template.HTML {
	if !d.Decides {
		return "Raised"
	}

	return p.turning(d.escalated, d.next.From, "To decide", "Was to be decided")
}

// Comes says when an escalation comes to somebody who is not the first to decide it, and when it has gone on.
func (p *page) Comes(d dispute) template.HTML {
	var said template.HTML
	if day := p.Day(d.From); day != "" {
		before, since := "if nobody has decided before", template.HTML("")
		if who := p.Who(d.To); who != "" {
			before, since = "if "+string(who)+" has not decided before", ", since "+who+" had not decided before"
		}

		said = p.turning(d.escalated, d.From, "; it comes here on "+day+" "+template.HTML(before), "; it came here on "+day+since)
	}

	return said + p.turning(d.escalated, d.next.From, "", "; it went on to "+p.Who(d.next.To)+" on "+p.Day(d.next.From))
}

// DisputeLink names an escalation and leads to it.
func (p *page) DisputeLink(d dispute) template.HTML {
	name := d.Title
	if name == "" {
		name = cmp.Or(p.Plain(d.Statement), d.Heading())
	}

	return template.HTML(`<a href="` + template.HTMLEscapeString(p.At("escalations", d.ID)) + `">` + template.HTMLEscapeString(name) + `</a>`)
}

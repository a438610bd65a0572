package plan

import (
	"cmp"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// complete finds the time zones, which are looked up often.
func (s *Site) complete() {
	s.zone, _ = worktime.LoadZone(s.Timezone)
	findZones(s.Calendars)
}

func findZones(calendars Map[*Calendar]) {
	for _, c := range calendars.Values() {
		c.zone, _ = worktime.LoadZone(c.Timezone)
	}
}

// complete fills in what follows from the rest: headings from names, the id of the SLA of Marketing and Sales.
func (p *Plan) complete() {
	findZones(p.Calendars)
	if p.SLA != nil {
		p.SLA.ID = MarketingSales
		if id := text(p.SLA.Node.Get("id")); id != "" {
			p.SLA.ID = id
		}
	}

	for _, m := range p.Metrics.Values() {
		m.Title = cmp.Or(m.Title, m.Name)
		m.Name = cmp.Or(m.Name, m.Heading())
	}

	for _, m := range p.Meetings.Values() {
		m.Title = cmp.Or(m.Title, m.Name)
	}
}

// findTerms gives every revision the terms that the files have for it: those of its archive, or of the SLA.
func (p *Plan) findTerms() {
	for _, s := range p.SLAs() {
		for i := range s.Revisions {
			r := &s.Revisions[i]
			if archived := p.Archive(s, r.Revision); archived != nil {
				r.Terms = &archived.Terms
			} else if r.Revision == s.Revision {
				r.Terms = &s.Terms
			}
		}
	}
}

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

// complete fills in what follows from the rest: names from titles, the id of the SLA of Marketing and Sales.
func (p *Plan) complete() {
	findZones(p.Calendars)
	if p.SLA != nil {
		p.SLA.ID = MarketingSales
		if id := text(p.SLA.Node.Get("id")); id != "" {
			p.SLA.ID = id
		}
	}

	for _, m := range p.Metrics.Values() {
		m.Name = cmp.Or(m.Name, m.Heading())
	}
}

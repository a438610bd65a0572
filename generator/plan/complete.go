package plan

import (
	"cmp"
	"time"

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

// Complete gives every metric without a value of today, and every part of one, the latest value of its series. What
// an author wrote stays, also that a value is unknown. asOf is the present.
func (s *Set) Complete(asOf time.Time) {
	for _, p := range s.Plans {
		today, start := p.Today(nil, asOf), p.Site.FiscalStart()
		for _, m := range p.Metrics.Values() {
			if m == nil {
				continue
			}

			m.Current.complete(&m.Series, today, start)
			for _, c := range m.Components.Values() {
				if c != nil {
					c.Current.complete(&c.Series, today, start)
				}
			}
		}
	}
}

// complete takes the value of the last period of a series that has begun and has one. Its date is the last day of
// the period, or today.
func (c *Current) complete(s *Series, today Date, start time.Month) {
	if c.Value.IsSet() || c.Unknown {
		return
	}

	points, _ := s.InOrder(start)
	for _, p := range points {
		if !p.Value.IsSet() || p.In.First.After(today) {
			continue
		}

		*c = Current{Value: p.Value, Basis: cmp.Or(p.Basis, "measured"), AsOf: p.In.Last}
		if today.Before(c.AsOf) {
			c.AsOf = today
		}
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

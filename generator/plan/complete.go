package plan

import "cmp"

// complete fills in what follows from the rest: names from titles, the id of the SLA of Marketing and Sales.
func (p *Plan) complete() {
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

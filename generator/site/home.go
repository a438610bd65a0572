package site

import (
	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A home is the first page of the site.
type home struct {
	Plans []planLine
	// Folder is the top of the handbook, Handbook the page that it belongs to; without a path for several.
	Folder   []crumb
	Handbook crumb
	// Heading says that the site's own text has no title.
	Heading bool
}

// A planLine is a plan as the home page lists it.
type planLine struct {
	Plan *plan.Plan
	// Agreement is the SLA of Marketing and Sales; nil if there is none.
	Agreement *agreement
	// Light is how the plan stands, Latest the newest revision; nil for a draft.
	Light  light
	Latest *logged
}

func homeView(p *page) any {
	h := &home{Heading: true}
	for _, pl := range p.Plans() {
		o := overviewView(p.In(pl)).(*overview)
		h.Plans = append(h.Plans, planLine{Plan: pl, Agreement: o.Agreement, Light: o.Light, Latest: o.Latest})
	}

	if p.Document != nil && p.Document.Kind == "" { // the headings of a site's own text stand below its title
		h.Heading = p.site.bodies[p.Document.Body].Title == ""
	}

	if root := p.site.tree; root != nil {
		h.Folder, h.Handbook.Title = p.site.listing(root), "Pages"
		if len(h.Folder) == 1 && len(root.pages) == 0 {
			h.Handbook = h.Folder[0]
			h.Folder = p.site.listing(root.sorted()[0])
		}
	}

	return h
}

// In returns the page with the links and names of another plan.
func (p *page) In(other *plan.Plan) *page {
	in := *p
	in.Plan = other

	return &in
}

// A document is the whole plan on one page.
type document struct {
	Overview   *overview
	Agreements []*agreement
	// Escalations are all of the plan, open ones first.
	Escalations []escalated
	// Words are the glossary's.
	Words []*plan.Term
}

func documentView(p *page) any {
	d := &document{Overview: overviewView(p).(*overview), Escalations: escalationsOf(p)}
	for _, sla := range p.Plan.SLAs() {
		d.Agreements = append(d.Agreements, p.agreementRead(sla))
	}

	for _, term := range p.Plan.Glossary.Values() {
		if term != nil {
			d.Words = append(d.Words, term)
		}
	}

	return d
}

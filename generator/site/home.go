package site

import (
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A home is the first page of the site.
type home struct {
	Plans []planLine
	// Folder is the handbook's top.
	Folder []crumb
	// Heading says that the site's own text has no title.
	Heading bool
}

// A planLine is a plan as the home page lists it.
type planLine struct {
	Plan      *plan.Plan
	Overview  *overview
	Agreement *agreement
	Errors    int
}

func homeView(p *page) any {
	h := &home{Heading: true}
	for _, pl := range p.Plans() {
		inPlan := *p
		inPlan.Plan = pl
		line := planLine{Plan: pl, Overview: overviewView(&inPlan).(*overview)}
		line.Agreement = line.Overview.Agreement
		line.Errors = inPlan.problems().Count(source.Error)
		h.Plans = append(h.Plans, line)
	}

	if p.Document != nil {
		h.Heading = p.site.bodies[p.Document.Body].Title == ""
	}

	if root := p.site.tree; root != nil {
		h.Folder = p.site.listing(root)
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
	// Narratives are the bodies of files of their own that no section above shows.
	Bodies []*plan.Entry
}

func documentView(p *page) any {
	d := &document{Overview: overviewView(p).(*overview)}
	for _, sla := range p.Plan.SLAs() {
		d.Agreements = append(d.Agreements, agreementOf(p, sla))
	}

	return d
}

package generator

import (
	"errors"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/site"
)

// The forms in which a plan leaves the site as one file; see package site.
const (
	OnePage     = site.OnePage
	WholePlan   = site.WholePlan
	SectionText = site.SectionText
	SectionHTML = site.SectionHTML
)

// Export returns a plan of the result in one of the forms. A broken template of a team's own theme is added
// to the problems, and there is no text.
func (r *Result) Export(p *plan.Plan, form string) ([]byte, error) {
	text, err := r.site.Export(p, form)

	var broken *site.TemplateError
	if errors.As(err, &broken) {
		r.Problems.Add(broken.Problem)
		return nil, nil
	}

	return text, err
}

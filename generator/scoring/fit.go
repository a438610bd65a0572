package scoring

import (
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// fitWords are what a category about fit may be called.
var fitWords = [...]string{"demographic", "firmographic", "fit", "profile"}

// FitCategories returns the ids of the categories that say how well a lead fits, in the order of the model: those
// with a rule on an attribute that the firmographic fit or the contact fit of the definition tests, and those
// called by such a name as demographics or fit. definition may be nil.
func (m *Model) FitCategories(definition *plan.MQLDefinition) []string {
	var tested []string
	if definition != nil {
		for _, group := range []*plan.CriteriaGroup{definition.FirmographicFit, definition.ContactFit} {
			if group == nil {
				continue
			}

			for i := range group.Criteria {
				tested = append(tested, group.Criteria[i].Attribute)
			}
		}
	}

	var fit []string
	for _, category := range m.Categories {
		if category.isCalledFit() || slices.ContainsFunc(category.Rules, func(r *Rule) bool { return slices.Contains(tested, r.Attribute) && r.Attribute != "" }) {
			fit = append(fit, category.ID)
		}
	}

	return fit
}

func (c *Category) isCalledFit() bool {
	for _, word := range strings.Split(c.ID, "-") {
		for _, fit := range fitWords {
			if word == fit || word == fit+"s" {
				return true
			}
		}
	}

	return false
}

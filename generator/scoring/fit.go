package scoring

import (
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// fitWords are what a category about fit may be called, behaviorWords what one is called that is not.
var (
	fitWords = [...]string{
		"account", "company", "companies", "contact", "demographic", "explicit", "firm", "firmographic", "fit", "icp",
		"persona", "profile", "technographic",
	}
	behaviorWords = [...]string{"activity", "behavior", "behavioral", "behaviour", "behavioural", "engagement", "implicit", "intent", "interest"}
)

// FitCategories returns the ids of the categories that say how well a lead fits, in the order of the model: those
// with a rule on an attribute that the firmographic fit or the contact fit of the definition tests, and those
// called by such a name as demographics or ICP. Where there are none, nobody can tell which category is about fit.
// definition may be nil.
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
	return c.isCalled(fitWords[:]) && !c.isCalled(behaviorWords[:])
}

// isCalled reports whether one of some words, in the singular or the plural, is a part of the category's id.
func (c *Category) isCalled(words []string) bool {
	return slices.ContainsFunc(strings.Split(c.ID, "-"), func(part string) bool {
		return slices.Contains(words, part) || slices.Contains(words, strings.TrimSuffix(part, "s"))
	})
}

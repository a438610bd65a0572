package scoring

import (
	"fmt"
	"maps"
	"math/big"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Lead is what is known of one: its attributes, each with a value written as text: "50-200", "12", "true". A
// blank value is not known.
type Lead map[string]string

// LeadOf returns the lead of a worked example.
func LeadOf(m plan.Map[plan.Value]) Lead {
	lead := Lead{}
	for _, item := range m {
		if written, ok := scalar(item.Value.Node); ok {
			lead[item.Key] = written
		}
	}

	return lead
}

// ReadLead reads a file that holds one lead for a model: a map of attributes to values, in JSON, TOML or YAML, as
// the file's name ends. What cannot be read, or not be used by the model, is an error; an attribute at which no rule
// looks, and which is nearly one that they do look at, is a warning. The rules are those of front matter.
func ReadLead(f *source.File, m *Model) (Lead, source.Problems) {
	root, problems := frontmatter.ParseData(f, format(f.Name))
	lead, known := Lead{}, m.Attributes()
	for _, n := range root.Children() {
		written, single := scalar(n)
		near := source.Nearest(n.Key(), known)
		looked := slices.Contains(known, n.Key())
		switch {
		case single:
			lead[n.Key()] = written
		case looked && n.Kind != frontmatter.Null:
			problems.Add(leadProblem(n, source.Error, fmt.Sprintf("%s must be a single value, not %s", n.Key(), n.Kind), ""))
		}

		if !looked && near != "" {
			problems.Add(leadProblem(n, source.Warning, fmt.Sprintf("no rule of %q looks at %q", m.ID, n.Key()), fmt.Sprintf("did you mean %q?", near)))
		}
	}

	for _, misfit := range m.Misfits(lead) {
		problems.Add(leadProblem(root.Get(misfit.Attribute), source.Error, fmt.Sprintf("%s must be %s, not %q", misfit.Attribute, misfit.Wanted, misfit.Value), ""))
	}

	problems.Sort()

	return lead, problems
}

func leadProblem(n *frontmatter.Node, severity source.Severity, message, hint string) source.Problem {
	p := source.Problem{At: n.Place(), Severity: severity, Rule: "schema", Message: message, Hint: hint, Path: n.Pointer()}
	if severity == source.Warning {
		p.At, p.Rule = n.KeyPlace(), "unknown-ref"
	}

	return p
}

func format(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".json":
		return "json"
	case ".toml":
		return "toml"
	}

	return "yaml"
}

// scalar returns a single value as text; false for a map, a list and nothing.
func scalar(n *frontmatter.Node) (text string, ok bool) {
	switch n.Value().(type) {
	case nil, map[string]any, []any:
		return "", false
	}

	return fmt.Sprint(n.Value()), true
}

// value returns the value of an attribute, and whether it is known.
func (l Lead) value(attribute string) (string, bool) {
	value := l[attribute]
	return value, strings.TrimSpace(value) != ""
}

// A Misfit is a value of a lead that a rule cannot use.
type Misfit struct {
	Attribute, Value string
	// Wanted says what the rule can use: "a number that is not negative".
	Wanted string
}

// Misfits returns the values of a lead that rules of the model cannot use, in the order of the attributes.
func (m *Model) Misfits(lead Lead) []Misfit {
	found := map[string]Misfit{}
	for _, category := range m.Categories {
		for _, rule := range category.Rules {
			value, known := lead.value(rule.Attribute)
			if wanted := rule.wants(value); known && wanted != "" {
				found[rule.Attribute] = Misfit{rule.Attribute, value, wanted}
			}
		}
	}

	var all []Misfit
	for _, attribute := range slices.Sorted(maps.Keys(found)) {
		all = append(all, found[attribute])
	}

	return all
}

// wants says what the rule can use where it cannot use a value; "" where it can.
func (r *Rule) wants(value string) string {
	n, isNumber := ParseDecimal(value)
	counted := isNumber && n.Sign() >= 0
	switch {
	case len(r.Values) > 0:
		return ""
	case len(r.Ranges) > 0 && !isNumber:
		return "a number"
	case len(r.Ranges) > 0:
		return ""
	case r.Type == "per_unit" && !counted:
		return "a number that is not negative"
	case r.Type == "flag" && !isTruth(value):
		return "true or false"
	case r.Type == "penalty" && !counted && !isTruth(value):
		return "true, false or a number that is not negative"
	}

	return ""
}

// decimalText is what a number looks like: without a base, and not so long or large that reckoning with it takes
// time.
var decimalText = regexp.MustCompile(`^[+-]?([0-9]{1,400}(\.[0-9]{0,400})?|\.[0-9]{1,400})([eE][+-]?[0-9]{1,3})?$`)

// ParseDecimal returns the exact value of a number such as "12.5"; false if the text is none.
func ParseDecimal(text string) (*big.Rat, bool) {
	text = strings.TrimSpace(text)
	if !decimalText.MatchString(text) {
		return nil, false
	}

	return new(big.Rat).SetString(text)
}

package plan_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// TestEveryViolationHasAWayOut breaks the form of front matter in many ways, and reads what is said then.
func TestEveryViolationHasAWayOut(t *testing.T) {
	said := map[string]bool{}
	try := func(value any) {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}

		doc, _ := frontmatter.Parse(source.NewFile("plan.md", string(text)+"\n"))
		if doc.Root == nil {
			return // a list has no kind
		}

		for _, p := range plan.Validate(doc.Root) {
			if p.Hint == "" && !said[p.Message] {
				said[p.Message] = true
				t.Errorf("%s: there is no way out", p.Message)
			}
		}
	}

	names, values := corpus(t, "invalid")
	for _, name := range names {
		try(values[name])
	}

	next := 0
	names, values = corpus(t, "valid")
	for _, name := range names {
		if strings.HasSuffix(name, "-full") {
			misshape(values[name], &next, func() { try(values[name]) })
		}
	}
}

// misshape puts a value of another kind in the place of each value below v, every time the next one; it calls try after
// each.
func misshape(v any, next *int, try func()) {
	others := []any{nil, true, 7, -1.5, "", "a text", "1,000", []any{}, []any{"a text"}, map[string]any{}, map[string]any{"no_such_key": 1}}
	change := func(inner any, set func(any)) {
		*next++
		set(others[*next%len(others)])
		try()
		set(inner)
		misshape(inner, next, try)
	}

	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if key != "x" && key != "kind" {
				change(v[key], func(other any) { v[key] = other })
			}
		}
	case []any:
		for i := range v {
			change(v[i], func(other any) { v[i] = other })
		}
	}
}

// TestWaysOut holds what is said of some violations.
func TestWaysOut(t *testing.T) {
	tests := []struct{ line, want string }{
		{"north_star: {target: 300}", "north_star target must be a group of keys, not a whole number: like {value: 300, currency: USD}"},
		{"metrics: [win-rate]", "metrics must be a group of keys, not a list: write each entry below an id of its own, like first-one: {name: …}"},
		{"metrics: {win-rate: 20}", "metrics win-rate must be a group of keys, not a whole number: write keys below it, such as name, definition and focus"},
		{"sla: {terms: {mql_definition: {match: any}}}", `mql_definition match must be all, not "any": `},
		{`north_star: {target: {value: "1,000", currency: USD}}`, `target value must be a number, not "1,000": did you mean 1000?`},
		{`north_star: {target: {value: 40 leads, currency: USD}}`, `target value must be a number, not "40 leads": did you mean 40?`},
		{`north_star: {target: {value: 1_000, currency: USD}}`, `target value must be a number, not "1_000": did you mean 1000?`},
		{`north_star: {target: {value: "1000", currency: USD}}`, "target value must be a number, not text: take the quotes away: 1000"},
		{`north_star: {target: {value: "$1,000,000.5", currency: USD}}`, `target value must be a number, not "$1,000,000.5": did you mean 1000000.5?`},
		{`north_star: {target: {value: 300k, currency: USD}}`, `target value must be a number, not "300k": like 300`},
		{`north_star: {target: {value: 300 to 400, currency: USD}}`, `target value must be a number, not "300 to 400": like 300`},
		{`north_star: {target: {value: €1.000, currency: USD}}`, `target value must be a number, not "€1.000": like 300`},
		{`north_star: {target: {value: "1,5", currency: USD}}`, `target value must be a number, not "1,5": like 300`},
		{"feedback_loops: {a: {chosen_because: broken}}", `a chosen_because must be most_broken or most_absent, not "broken": did you mean "most_broken"?`},
		{"feedback_loops: {a: {chosen_because: easiest}}", `a chosen_because must be most_broken or most_absent, not "easiest": `},
		{"pipeline: {won: {}}", "pipeline must be a list, not a map: write each entry after a hyphen: - {id: …}"},
		{"sla: {terms: {escalation: {resolve_within: 1 Business Hour}}}", `escalation resolve_within must be in small letters with single spaces, not "1 Business Hour": did you mean "1 business hour"?`},
		{"sla: {terms: {escalation: {resolve_within: 3  business  days}}}", `escalation resolve_within must be in small letters with single spaces, not "3  business  days": did you mean "3 business days"?`},
		{"sla: {terms: {escalation: {resolve_within: [3]}}}", "escalation resolve_within must be a duration, not a list: write a number"},
		{"sla: {terms: {escalation: {resolve_within: 3}}}", `escalation resolve_within must say its unit, like "3 business hours", not "3": did you mean "3 business hours"?`},
		{"author_function: Sales", `author_function must be a function, not "Sales": did you mean "sales"?`},
		{"author_function: Legal", `author_function must be a function, not "Legal": like "marketing", "sales" or "customer_success"`},
		{"period: 2026-Q7", `period must be a period, not "2026-Q7": like "2026-11", "2027-Q1" or "2026-W07"`},
		{"owner: {name: Dana}", "owner must be text, not a map: "},
		{"handoffs: {marketing-sales: {label: a label that is far too long}}", "marketing-sales label: must have at most 20 characters, not 28: take 8 characters away"},
	}
	for _, test := range tests {
		doc, problems := frontmatter.Parse(source.NewFile("plan.md", "---\nkind: plan\ntitle: Acme\n"+test.line+"\n---\n"))
		if len(problems) > 0 {
			t.Fatalf("%s: %s", test.line, problems[0].Message)
		}

		var got []string
		for _, p := range plan.Validate(doc.Root) {
			got = append(got, p.Message+": "+p.Hint)
		}

		if len(got) != 1 || !strings.HasPrefix(got[0], test.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", test.line, got, test.want)
		}
	}
}

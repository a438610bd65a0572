package rules

import (
	"fmt"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// estimateMonths is how long an estimate may stand: two quarters.
const estimateMonths = 6

// checkMetrics reports values, targets and actions that make no sense together.
func checkMetrics(c *checker, p *plan.Plan) {
	for m := range entries(p.Metrics) {
		c.percentValues(m.Unit, m.Node)
		c.percentRows(m.Unit, &m.Series)
		if m.Thresholds != nil && m.Unit == "percent" {
			c.percentValue(m.Thresholds.Node.Get("amber"))
			c.percentValue(m.Thresholds.Node.Get("red"))
		}

		c.target(p, m.Node, m.Direction, m.Current, m.Target, m.ComputedFrom != "")
		for component := range entries(m.Components) {
			c.percentValues(component.Unit, component.Node)
			c.percentRows(component.Unit, &component.Series)
			c.target(p, component.Node, component.Direction, component.Current, component.Target, false)
		}

		c.definition(m)
		c.actions(p, m)
	}

	c.sameName(p)
}

// percentValues reports the values of a percentage that are none.
func (c *checker) percentValues(unit string, n *frontmatter.Node) {
	if unit != "percent" {
		return
	}

	c.percentValue(n.Get("current", "value"))
	c.percentValue(n.Get("target", "value"))
	series := n.Get("series")
	if series == nil || series.Kind != frontmatter.List {
		return
	}

	for _, point := range series.Children() {
		c.percentValue(point.Get("value"))
		c.percentValue(point.Get("target"))
	}
}

func (c *checker) percentValue(n *frontmatter.Node) {
	if !isNumber(n) {
		return
	}

	if value := plan.Number(n.Text()).Rat(); value.Cmp(zero) >= 0 && value.Cmp(hundred) <= 0 {
		return
	}

	c.add(source.Error, finding{
		node:    n,
		message: fmt.Sprintf("a percentage lies between 0 and 100, and %s is %s", called(n), n.Text()),
		hint:    "correct the value, or the unit: a ratio may be more than 1",
	})
}

// percentRows reports the rows of a file with percentages that are none.
func (c *checker) percentRows(unit string, s *plan.Series) {
	if unit != "percent" || s.File == "" {
		return
	}

	for i := range s.Points {
		p := &s.Points[i]
		for key, value := range map[string]plan.Number{"value": p.Value, "target": p.Target} {
			if !value.IsSet() || value.Rat().Cmp(zero) >= 0 && value.Rat().Cmp(hundred) <= 0 {
				continue
			}

			c.problems.Add(source.Problem{
				At: p.Place(key), Severity: source.Error, Rule: c.rule,
				Message: fmt.Sprintf("a percentage lies between 0 and 100, and the %s of %s is %s", key, p.Period, value),
				Hint:    "correct the value, or the unit: a ratio may be more than 1",
			})
		}
	}
}

// target compares where a number is with where it is to go, and when.
func (c *checker) target(p *plan.Plan, n *frontmatter.Node, direction string, current plan.Current, target *plan.Target, computed bool) {
	if target == nil || target.Node == nil {
		return
	}

	quarter, err := worktime.ParseQuarter(string(target.Quarter))
	dated := err == nil
	last, first := quarter.Last(p.Site.FiscalStart()), quarter.First(p.Site.FiscalStart())
	where := n.Get("target", "quarter")
	if reached(direction, current, target) && !computed {
		f := finding{
			node:    n.Get("target", "value"),
			message: fmt.Sprintf("the target of %s is reached: it is %s already", target.Value, current.Value),
			hint:    "set the next one",
		}

		severity := source.Info
		if dated && !current.AsOf.IsZero() && current.AsOf.Before(first) {
			severity = source.Warning
			f.message = fmt.Sprintf("the target of %s for %s asks for nothing: it was %s on %s, before that quarter", target.Value, quarter, current.Value, current.AsOf)
			f.hint = "set a target that is not yet reached, or check direction: " + direction
		}

		c.add(severity, f)
	}

	switch {
	case !dated:
	case !current.AsOf.IsZero() && last.Before(current.AsOf):
		c.add(source.Warning, finding{
			node:    where,
			message: fmt.Sprintf("the target is for %s, which was over when the value was taken on %s", quarter, current.AsOf),
			hint:    "set a target for " + p.Quarter(current.AsOf).Add(1).String(),
		})
	case last.Before(c.today()):
		c.add(source.Info, finding{
			node:    where,
			message: fmt.Sprintf("the quarter of the target, %s, is over", quarter),
			hint:    "note how it ended, and roll the target forward",
		})
	}
}

// reached reports whether a number is at its target or past it. A number to maintain never is.
func reached(direction string, current plan.Current, target *plan.Target) bool {
	if !current.Value.IsSet() || !target.Value.IsSet() {
		return false
	}

	switch order := current.Value.Cmp(target.Value); direction {
	case "up":
		return order >= 0
	case "down":
		return order <= 0
	}

	return false
}

// definition reports a metric that is defined by its name, or measured twice.
func (c *checker) definition(m *plan.Metric) {
	if m.Definition != "" && fold(m.Definition) == fold(m.Name) {
		c.add(source.Warning, finding{
			node:    m.Node.Get("definition"),
			message: fmt.Sprintf("the definition of %q is its name again", m.Name),
			hint:    "say what is counted, out of what, in which time",
		})
	}

	if m.ComputedFrom != "" && m.Has("current") {
		c.add(source.Error, finding{
			key:     m.Node.Get("current"),
			message: fmt.Sprintf("the value of %q is computed from %s, and typed by hand as well", m.Name, m.ComputedFrom),
			hint:    "delete current, or computed_from",
			related: []*frontmatter.Node{m.Node.Get("computed_from")},
		})
	}
}

// actions reports functions that have nothing to do for a metric in focus, and those that do the same.
func (c *checker) actions(p *plan.Plan, m *plan.Metric) {
	seen := map[string]*plan.Item[*plan.Action]{}
	named := map[plan.Function]bool{}
	for i := range m.Actions {
		item := &m.Actions[i]
		named[item.Function()] = true
		if item.Value == nil || item.Value.Text == "" {
			continue
		}

		what := fold(item.Value.Text)
		if first := seen[what]; first != nil {
			c.add(source.Warning, finding{
				node:    item.Node,
				message: fmt.Sprintf("%s and %s would do the same for %q", first.Function(), item.Function(), m.Name),
				hint:    "say what each of them does that the other cannot",
				related: []*frontmatter.Node{first.Node},
			})
		}

		seen[what] = item
	}

	if !m.Focus {
		return
	}

	around, below, prefix := m.Node.Get("actions"), "", ""
	if around == nil {
		around, below, prefix = m.Node, "actions/", "actions with "
	}

	for _, f := range plan.Functions {
		if !named[f] {
			c.add(unlessDraft(p), finding{
				key:     around,
				absent:  below + string(f),
				message: fmt.Sprintf("%s has nothing to do for the metric %q", f, m.Name),
				hint:    fmt.Sprintf("add %s%s: what it would do differently to reach the target", prefix, string(f)),
			})
		}
	}
}

// sameName reports two metrics of one name that count different things.
func (c *checker) sameName(p *plan.Plan) {
	seen := map[string]*plan.Metric{}
	for m := range entries(p.Metrics) {
		name := fold(m.Name)
		first := seen[name]
		if first == nil {
			seen[name] = m
			continue
		}

		if name != "" && fold(first.Definition) != fold(m.Definition) {
			c.add(source.Error, finding{
				node:    nameNode(m),
				message: fmt.Sprintf("two metrics are called %q and count different things", m.Name),
				hint:    "give one another name, or make them one",
				related: []*frontmatter.Node{nameNode(first)},
			})
		}
	}
}

func nameNode(m *plan.Metric) *frontmatter.Node {
	for _, key := range []string{"name", "title"} {
		if n := m.Node.Get(key); n != nil {
			return n
		}
	}

	return m.Node
}

// checkEstimates reports estimates that should have become measurements.
func checkEstimates(c *checker, p *plan.Plan) {
	if p.Status == "retired" {
		return
	}

	for value := range values(p) {
		if value.Basis != "estimate" || value.AsOf.IsZero() {
			continue
		}

		due := value.AsOf.AddMonths(estimateMonths)
		c.addFrom(due.AddDays(1), finding{
			node:    value.node,
			due:     due,
			about:   value.about,
			message: fmt.Sprintf("%s is an estimate of %s, more than two quarters ago", value.name, value.AsOf),
			hint:    "measure it, or estimate anew",
		})
	}
}

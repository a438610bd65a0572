package evidence

import (
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// Complete gives every metric that is computed from the evidence its value of today and its past: what a metric
// says is then the same on every page, whoever counted. Metrics without data, and those that have a value or a
// history of their own, stay as they are.
func (e *Evidence) Complete(set *plan.Set) {
	for _, p := range set.Plans {
		report := e.Report(p.ID)
		if report == nil {
			continue
		}

		for _, item := range p.Metrics {
			if m := item.Value; m != nil && m.ComputedFrom != "" {
				report.complete(p, m)
			}
		}
	}
}

func (r *Report) complete(p *plan.Plan, m *plan.Metric) {
	leaf, ok := r.Leaf(p, m.ComputedFrom)
	if !ok {
		return
	}

	if leaf.Value.IsSet() && !m.Current.Value.IsSet() && !m.Current.Unknown {
		m.Current = plan.Current{
			Value: near(leaf.Value, m.Target), Basis: "measured", AsOf: worktime.DateOf(r.JudgedAt.In(p.Zone())),
		}
	}

	if len(m.Series.Points) > 0 || m.Series.File != "" {
		return
	}

	for _, point := range leaf.Points {
		if point.Value.IsSet() {
			m.Series.Points = append(m.Series.Points, plan.Point{
				Period: plan.Period(point.Period.Name), Value: plan.Number(point.Value.String()), Target: plan.Number(point.Target.String()),
			})
		}
	}
}

// near rounds a value as it is shown, unless it would then seem to have reached a target that it has not.
func near(v Value, target *plan.Target) plan.Number {
	shown := plan.Number(v.String())
	if target == nil || !target.Value.IsSet() || shown.Cmp(target.Value) == v.Rat().Cmp(target.Value.Rat()) {
		return shown
	}

	return plan.Number(v.Round(4))
}

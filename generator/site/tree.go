package site

import (
	"slices"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A treeLevel is one level of the numbers: those that everybody shares, or those that one function answers for.
type treeLevel struct {
	Title    string
	Branches []treeBranch
}

// A treeBranch is a group of numbers: a title, or a function.
type treeBranch struct {
	Title    string
	Function plan.Function
	Metrics  []*plan.Metric
}

// MetricTree returns every metric once, below the one number that they serve: what all functions share, what one
// answers for, and the rest. It is nil for a plan whose metrics have no classes.
func (p *page) MetricTree() []treeLevel {
	shared := treeLevel{Title: "What everybody shares", Branches: []treeBranch{{Title: "Revenue"}, {Title: "Pipeline"}, {Title: "More"}}}
	team := treeLevel{Title: "What each function answers for"}
	for _, f := range p.Plan.AllFunctions() {
		team.Branches = append(team.Branches, treeBranch{Function: f})
	}

	rest := treeLevel{Title: "Counted beside them", Branches: []treeBranch{{}}}
	classes := false
	for _, m := range p.Metrics() {
		classes = classes || m.Class != ""
		owner := slices.IndexFunc(team.Branches, func(b treeBranch) bool { return b.Function == m.OwnerFunction })
		switch {
		case m.Class == "shared_kpi":
			i := max(0, slices.Index([]string{"revenue", "pipeline", ""}, m.Group))
			shared.Branches[i].Metrics = append(shared.Branches[i].Metrics, m)
		case m.Class == "team" && owner >= 0:
			team.Branches[owner].Metrics = append(team.Branches[owner].Metrics, m)
		default:
			rest.Branches[0].Metrics = append(rest.Branches[0].Metrics, m)
		}
	}

	if !classes {
		return nil
	}

	var levels []treeLevel
	for _, level := range []treeLevel{shared, team, rest} {
		level.Branches = slices.DeleteFunc(level.Branches, func(b treeBranch) bool { return len(b.Metrics) == 0 })
		if len(level.Branches) > 0 {
			levels = append(levels, level)
		}
	}

	return levels
}

// Bundle returns how many numbers a bundle has that somebody has measured, and how many in all.
func (p *page) Bundle(m *plan.Metric) (parts struct{ Known, All int }) {
	for _, c := range m.Components.Values() {
		if c != nil {
			parts.All++
			parts.Known += boolRank(c.Current.Value.IsSet())
		}
	}

	return parts
}

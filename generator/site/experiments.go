package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An experiment is an experiment as pages show it.
type experiment struct {
	*plan.Experiment
	// State is how it stands: running, planned, done …
	State attention
	// Late says that it is over by its dates and has no result yet.
	Late bool
	// Listed says that its area is one of those that its function tests.
	Listed bool
	// Metric is the one that it is to move, Moved that of its result; nil where there is none.
	Moves, Moved *plan.Metric
}

var experimentOrder = []string{"running", "planned", "done", "stopped", "idea"}

// Experiments returns the experiments: those that run first, then what is to come, then results.
func (p *page) Experiments() []experiment {
	today := p.Plan.Today(nil, p.site.opts.AsOf)
	var all []experiment
	for _, e := range p.Plan.Experiments.Values() {
		if e == nil {
			continue
		}

		shown := experiment{Experiment: e, Late: overdueExperiment(e, today), Listed: p.listed(e)}
		shown.Moves, _ = p.Plan.Metrics.Get(e.Metric)
		if e.Result != nil && e.Result.MetricDelta != nil {
			shown.Moved, _ = p.Plan.Metrics.Get(cmp.Or(e.Result.MetricDelta.Metric, e.Metric))
		}

		shown.State = experimentState(e, today)
		all = append(all, shown)
	}

	slices.SortStableFunc(all, func(a, b experiment) int {
		rank := cmp.Compare(uint(slices.Index(experimentOrder, a.Status)), uint(slices.Index(experimentOrder, b.Status)))
		if a.Status == "done" && rank == 0 {
			return b.EndsOn.Compare(a.EndsOn)
		}

		return cmp.Or(rank, a.StartsOn.Compare(b.StartsOn))
	})

	return all
}

// overdueExperiment reports an experiment that should be over and has no result.
func overdueExperiment(e *plan.Experiment, today worktime.Date) bool {
	return (e.Status == "running" || e.Status == "planned") && !e.EndsOn.IsZero() && e.EndsOn.Before(today)
}

// backwards reports an experiment that ends before it starts.
func backwards(e *plan.Experiment) bool { return !e.EndsOn.IsZero() && e.EndsOn.Before(e.StartsOn) }

func experimentState(e *plan.Experiment, today worktime.Date) attention {
	switch {
	case backwards(e):
		return attention{Class: "warn", Mark: "!", Word: "ends before it starts"}
	case overdueExperiment(e, today):
		return attention{Class: "missed", Mark: "✕", Word: "ended without a result"}
	case e.Status == "running":
		return attention{Class: "wait", Mark: "◔", Word: "running"}
	case e.Status == "done" && e.Result == nil:
		return attention{Class: "warn", Mark: "!", Word: "done, no result written"}
	case e.Status == "done":
		return attention{Class: "met", Mark: "✓", Word: "done"}
	}

	return attention{Class: "wait", Mark: "–", Word: cmp.Or(e.Status, "no status")}
}

// listed reports whether the area of an experiment is one of those that its function tests; also where nobody has
// listed any.
func (p *page) listed(e *plan.Experiment) bool {
	if len(p.Plan.TestingAreas) == 0 || e.Area == "" {
		return true
	}

	for _, item := range p.Plan.TestingAreas {
		if item.Function() == e.Function {
			return slices.ContainsFunc(item.Value, func(area string) bool { return strings.EqualFold(area, e.Area) })
		}
	}

	return false
}

// ExperimentCalendar draws what runs when.
func (p *page) ExperimentCalendar() template.HTML {
	chart := figure.Timeline{
		ID: p.ID("fig.experiments"), Title: "Who tries what, and when", Desc: "One calendar for all functions, so that no two tests spoil each other.",
		Today: p.Plan.Today(nil, p.site.opts.AsOf),
	}
	tones := map[string]figure.Tone{"met": figure.Met, "missed": figure.Missed, "warn": figure.Warn}
	for _, e := range p.Experiments() {
		if e.Status == "idea" {
			continue
		}

		state := figure.Verdict{Tone: tones[e.State.Class], Word: e.State.Word}
		chart.Rows = append(chart.Rows, figure.Span{
			Label: e.Heading(), Who: p.FnName(e.Function), Tone: tone(e.Function), From: e.StartsOn, To: e.EndsOn, State: state, Href: p.Here("experiments", e.ID),
		})
	}

	if len(chart.Rows) == 0 {
		return ""
	}

	return p.explored(chart, p.table("The calendar as a table", chart.Table()))
}

// An overlap is two experiments that run at the same time and move the same number.
type overlap struct {
	A, B   *plan.Experiment
	Metric *plan.Metric
	// From and To are the days on which both run.
	From, To worktime.Date
}

// Overlaps returns the experiments, not yet done, whose results nobody can tell apart.
func (p *page) Overlaps() []overlap {
	open := slices.DeleteFunc(p.Experiments(), func(e experiment) bool {
		return e.Status != "running" && e.Status != "planned" || e.StartsOn.IsZero() || backwards(e.Experiment) || e.Moves == nil
	})
	var all []overlap
	for i, b := range open {
		for _, a := range open[:i] {
			from, to := laterDay(a.StartsOn, b.StartsOn), a.EndsOn
			if to.IsZero() || !b.EndsOn.IsZero() && b.EndsOn.Before(to) {
				to = b.EndsOn
			}

			if a.Moves == b.Moves && (to.IsZero() || !to.Before(from)) {
				all = append(all, overlap{a.Experiment, b.Experiment, a.Moves, from, to})
			}
		}
	}

	return all
}

func laterDay(a, b worktime.Date) worktime.Date {
	if a.After(b) {
		return a
	}

	return b
}

// A testingArea is something that a function tests, and the experiments in it.
type testingArea struct {
	Name        string
	Experiments []experiment
}

// A bench is what one function tests.
type bench struct {
	Function plan.Function
	Areas    []testingArea
}

// TestingAreas returns what each function tests.
func (p *page) TestingAreas() []bench {
	experiments := p.Experiments()
	var all []bench
	for _, item := range p.Plan.TestingAreas {
		t := bench{Function: item.Function()}
		for _, name := range item.Value {
			area := testingArea{Name: name}
			for _, e := range experiments {
				if e.Function == t.Function && strings.EqualFold(e.Area, name) {
					area.Experiments = append(area.Experiments, e)
				}
			}

			t.Areas = append(t.Areas, area)
		}

		all = append(all, t)
	}

	return all
}

// ExperimentLine counts experiments by how they stand: "2 running, 1 planned, 3 done".
func (p *page) ExperimentLine() string {
	counts := map[string]int{}
	for _, e := range p.Experiments() {
		counts[e.Status]++
	}

	var words []string
	for _, status := range experimentOrder {
		switch n := counts[status]; {
		case n == 0:
		case status == "idea":
			words = append(words, plural(n, "idea"))
		default:
			words = append(words, fmt.Sprintf("%d %s", n, status))
		}
	}

	return strings.Join(words, ", ")
}

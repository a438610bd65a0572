package evidence

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A Leaf is a number of the evidence with its months.
type Leaf struct {
	// Value is what it is at the instant of judgment; none where there is no data.
	Value Value
	// Unit is "percent", "minutes", "count", or the currency of the north star.
	Unit string
	// Points are its periods, the first one first: months, or those of the north star.
	Points []Point
	// Numerator of Denominator cases are what a share is made of.
	Numerator, Denominator int
}

// A Point is one period of a number.
type Point struct {
	Period worktime.Period
	Value  Value
	// Target is none where nothing was promised.
	Target Value
}

// A leafKind is a number that every agreement may have.
type leafKind struct {
	path, unit string
	of         func(*SLA) (Value, []Point)
}

// tallyLeaves are the numbers of a commitment with a clock.
var tallyLeaves = []struct {
	name, unit string
	of         func(Tally) Value
}{
	{"compliance_pct", "percent", Tally.Compliance},
	{"median_business_minutes", "minutes", func(t Tally) Value { return t.Median }},
	{"p90_business_minutes", "minutes", func(t Tally) Value { return t.P90 }},
	{"met", "count", func(t Tally) Value { return whole(t.Met) }},
	{"breach", "count", func(t Tally) Value { return whole(t.Breach) }},
	{"breach_open", "count", func(t Tally) Value { return whole(t.BreachOpen) }},
	{"uncontacted_past_due", "count", func(t Tally) Value { return whole(t.BreachOpen) }},
	{"pending", "count", func(t Tally) Value { return whole(t.Pending) }},
	{"anomaly", "count", func(t Tally) Value { return whole(t.Anomaly) }},
}

// kinds returns the numbers of an agreement by their paths below its id.
func kinds(s *plan.SLA) []leafKind {
	var all []leafKind
	add := func(path, unit string, of func(*SLA) (Value, []Point)) {
		all = append(all, leafKind{path, unit, of})
	}

	for _, leaf := range tallyLeaves {
		add("first_outreach."+leaf.name, leaf.unit, func(s *SLA) (Value, []Point) {
			return tallyLeaf(s.FirstOutreach, leaf.of, leaf.unit)
		})
	}

	for _, leaf := range tallyLeaves[:1:1] {
		add("disposition."+leaf.name, leaf.unit, dispositionLeaf(leaf.of, leaf.unit, func(d *Disposition) Value { return d.Compliance() }))
	}

	add("disposition.met", "count", dispositionLeaf(tallyLeaves[3].of, "count", func(d *Disposition) Value { return whole(d.Met) }))
	add("disposition.breach", "count", dispositionLeaf(tallyLeaves[4].of, "count", func(d *Disposition) Value { return whole(d.Breach) }))
	add("disposition.pending", "count", dispositionLeaf(tallyLeaves[7].of, "count", func(d *Disposition) Value { return whole(d.Pending) }))
	add("disposition.overdue_undispositioned", "count", dispositionLeaf(nil, "count", func(d *Disposition) Value { return whole(d.Overdue) }))
	add("volume.actual", "count", volumeLeaf(func(p VolumePeriod) Value { return whole(p.Actual) }))
	add("volume.commitment", "count", volumeLeaf(func(p VolumePeriod) Value { return p.Promised }))
	add("volume.pace", "count", volumeLeaf(func(p VolumePeriod) Value { return p.Pace }))
	add("conversion.pct", "percent", conversionLeaf(Rate.Pct, true))
	add("conversion.numerator", "count", conversionLeaf(func(r Rate) Value { return whole(r.Numerator) }, false))
	add("conversion.denominator", "count", conversionLeaf(func(r Rate) Value { return whole(r.Denominator) }, false))
	add("logging.pct", "percent", func(s *SLA) (Value, []Point) {
		if s.Logging == nil {
			return Value{}, nil
		}

		return s.Logging.Pct(), ratePoints(s.Logging.Months, Rate.Pct, true)
	})

	for _, id := range s.Terms.MoreCommitments.Keys() {
		for _, leaf := range tallyLeaves {
			add("more_commitments."+id+"."+leaf.name, leaf.unit, func(s *SLA) (Value, []Point) {
				for _, c := range s.Commitments {
					if c.ID == id {
						return tallyLeaf(&c.Outreach, leaf.of, leaf.unit)
					}
				}

				return Value{}, nil
			})
		}
	}

	return all
}

func tallyLeaf(o *Outreach, of func(Tally) Value, unit string) (Value, []Point) {
	if o == nil {
		return Value{}, nil
	}

	return of(o.Tally), groupPoints(o.ByMonth, of, unit)
}

func dispositionLeaf(of func(Tally) Value, unit string, now func(*Disposition) Value) func(*SLA) (Value, []Point) {
	return func(s *SLA) (Value, []Point) {
		if s.Disposition == nil {
			return Value{}, nil
		}

		if of == nil {
			return now(s.Disposition), nil
		}

		return now(s.Disposition), groupPoints(s.Disposition.ByMonth, of, unit)
	}
}

// groupPoints turns months into points; those without a number are left out. Only a share has a target, and of a
// month in which it changed it is that of its end: a point has one.
func groupPoints(groups []Group, of func(Tally) Value, unit string) []Point {
	var points []Point
	for _, g := range groups {
		month, err := worktime.ParseMonth(g.Key)
		if err == nil && of(g.Tally).IsSet() {
			point := Point{Period: periodOf(month), Value: of(g.Tally)}
			if unit == "percent" && len(g.Parts) > 0 {
				point.Target = g.Parts[len(g.Parts)-1].Promised
			}

			points = append(points, point)
		}
	}

	return points
}

func periodOf(m worktime.Month) worktime.Period {
	return worktime.Period{Name: m.String(), First: m.First(), Last: m.Last()}
}

func volumeLeaf(of func(VolumePeriod) Value) func(*SLA) (Value, []Point) {
	return func(s *SLA) (Value, []Point) {
		if s.Volume == nil || len(s.Volume.Periods) == 0 {
			return Value{}, nil
		}

		var points []Point
		for _, p := range s.Volume.Periods {
			points = append(points, Point{Period: p.Period, Value: of(p), Target: p.Promised})
		}

		return points[len(points)-1].Value, points
	}
}

func conversionLeaf(of func(Rate) Value, share bool) func(*SLA) (Value, []Point) {
	return func(s *SLA) (Value, []Point) {
		if s.Conversion == nil {
			return Value{}, nil
		}

		return of(s.Conversion.Rate), ratePoints(s.Conversion.Months, of, share)
	}
}

// ratePoints turns months into points; those without a number are left out. Only a share has a target.
func ratePoints(months []MonthRate, of func(Rate) Value, share bool) []Point {
	var points []Point
	for _, m := range months {
		if !of(m.Rate).IsSet() {
			continue
		}

		point := Point{Period: periodOf(m.Month), Value: of(m.Rate)}
		if share {
			point.Target = m.Promised
		}

		points = append(points, point)
	}

	return points
}

// Leaves returns the names of all numbers that a metric of a plan can be computed from, in the order of its
// agreements.
func Leaves(p *plan.Plan) []string {
	names := []string{"north_star"}
	for _, s := range p.SLAs() {
		for _, kind := range kinds(s) {
			names = append(names, s.ID+"."+kind.path)
		}
	}

	return names
}

// Leaf returns the number that a metric is computed from, by its name, such as
// "marketing-sales.first_outreach.compliance_pct" or "north_star"; false if there is no such name. A number
// for which there is no data is none. "sla" is another name for the agreement of Marketing and Sales.
func (r *Report) Leaf(p *plan.Plan, name string) (Leaf, bool) {
	if name == "north_star" {
		return r.starLeaf(), true
	}

	id, path, _ := strings.Cut(name, ".")
	s := p.SLAByID(id)
	if s == nil {
		return Leaf{}, false
	}

	for _, kind := range kinds(s) {
		if kind.path != path {
			continue
		}

		leaf := Leaf{Unit: kind.unit}
		if measured := r.SLA(s.ID); measured != nil {
			leaf.Value, leaf.Points = kind.of(measured)
			leaf.Numerator, leaf.Denominator = measured.cases(path)
		}

		return leaf, true
	}

	return Leaf{}, false
}

// cases returns what a share is made of.
func (s *SLA) cases(path string) (n, of int) {
	switch {
	case path == "first_outreach.compliance_pct" && s.FirstOutreach != nil:
		return s.FirstOutreach.Met, s.FirstOutreach.Judged()
	case path == "disposition.compliance_pct" && s.Disposition != nil:
		return s.Disposition.Met, s.Disposition.Met + s.Disposition.Breach
	case path == "conversion.pct" && s.Conversion != nil:
		return s.Conversion.Numerator, s.Conversion.Denominator
	case path == "logging.pct" && s.Logging != nil:
		return s.Logging.Numerator, s.Logging.Denominator
	}

	return 0, 0
}

// starLeaf is the north star a day: of its last period, and of all.
func (r *Report) starLeaf() Leaf {
	leaf := Leaf{}
	if r == nil || r.NorthStar == nil {
		return leaf
	}

	leaf.Unit = r.NorthStar.Unit
	for _, p := range r.NorthStar.Periods {
		if !p.PerDay.IsSet() || p.Days == 0 {
			continue
		}

		target := Exact(new(big.Rat).Quo(p.Promised.Rat(), big.NewRat(int64(p.Days), 1)))
		leaf.Points = append(leaf.Points, Point{Period: p.Period, Value: p.PerDay, Target: target})
		leaf.Value = p.PerDay
	}

	return leaf
}

// leaves reports metrics that are computed from a number that does not exist. Whether their agreement does is
// looked at elsewhere.
func (m *measurement) leaves() {
	for _, item := range m.plan.Metrics {
		metric := item.Value
		if metric == nil || metric.ComputedFrom == "" {
			continue
		}

		if _, ok := m.report.Leaf(m.plan, metric.ComputedFrom); ok {
			continue
		}

		id, path, _ := strings.Cut(metric.ComputedFrom, ".")
		s := m.plan.SLAByID(id)
		if s == nil {
			continue
		}

		var paths []string
		for _, kind := range kinds(s) {
			paths = append(paths, kind.path)
		}

		hint := "it can be " + id + "." + strings.Join(paths[:3], ", "+id+".") + " and others; see evidence.json"
		if near := nearestPath(path, paths); near != "" {
			hint = fmt.Sprintf("did you mean %q?", id+"."+near)
		}

		m.problems.Add(source.Problem{
			At: metric.Node.Get("computed_from").Place(), Rule: "unknown-ref", Path: metric.Node.Get("computed_from").Pointer(),
			Message: fmt.Sprintf("the evidence has no number %q", metric.ComputedFrom), Hint: hint,
		})
	}
}

// nearestPath returns the path that was probably meant: one that is near, or ends or begins alike.
func nearestPath(path string, paths []string) string {
	if near := source.Nearest(path, paths); near != "" {
		return near
	}

	i := slices.IndexFunc(paths, func(p string) bool {
		_, last, _ := strings.Cut(p, ".")
		return path != "" && (last == path || strings.HasSuffix(path, "."+last))
	})
	if i < 0 && path != "" {
		i = slices.IndexFunc(paths, func(p string) bool { return strings.HasPrefix(p, path+".") })
	}

	if i < 0 {
		return ""
	}

	return paths[i]
}

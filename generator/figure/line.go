package figure

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A Line is a number over time, beside the target as it was in force.
type Line struct {
	ID, Title, Desc string
	// Name is what the line is called at its end; "" for nothing.
	Name string
	// Unit and Currency are those of Format.
	Unit, Currency string
	Tone           Tone
	Points         []Point
	// Target is what was aimed at, and since when; nil for nothing. Levels of days to come are shown too.
	Target []Level
	// Events are moments worth a line: revisions, releases. Those before the first and after the last day that
	// is shown are left out.
	Events []Event
}

// A Point is what was measured in a period.
type Point struct {
	// Period is how the period is called: "Nov 2026".
	Period string
	// On is where it stands on the axis, such as the first day of the period. A point without is only in the table.
	On worktime.Date
	// Value is nil where nothing is known: the line is interrupted there.
	Value *big.Rat
	// Estimate draws the point hollow and the line to it dotted. Ahead does so, too: the period is still to come,
	// and its value a forecast.
	Estimate, Ahead bool
}

// guess says what a value is that was not measured: "estimate" or "forecast"; "" for one that was, and for none.
func (p Point) guess() string {
	switch {
	case p.Value == nil:
		return ""
	case p.Ahead:
		return "forecast"
	case p.Estimate:
		return "estimate"
	default:
		return ""
	}
}

// guesses says what those points of a line are that were not measured; "" if all were.
func (l Line) guesses() string {
	var kinds []string
	for _, kind := range []string{"estimate", "forecast"} {
		if slices.ContainsFunc(l.Points, func(p Point) bool { return p.guess() == kind }) {
			kinds = append(kinds, kind)
		}
	}

	return strings.Join(kinds, " or ")
}

// A Level is a target from a day on, the zero day for ever; a nil Value ends it.
type Level struct {
	From  worktime.Date
	Value *big.Rat
}

// An Event is a day with a name: "revision 2".
type Event struct {
	On    worktime.Date
	Label string
	Href  string
}

// SVG returns the chart in one orientation.
func (l Line) SVG(o Orientation) string { return svg(l.scene(o)) }

// HTML returns the chart in both orientations.
func (l Line) HTML() string { return markup(l.scene(Wide), l.scene(Upright)) }

// Table returns a row per point: period, value, target in force, remarks.
func (l Line) Table() Table {
	l = l.inOrder()
	name := capital(cmp.Or(clean(l.Name), "value"))
	t := Table{Header: []string{"Period", name, "Target", "Remarks"}}
	for i, p := range l.Points {
		var remarks []string
		if guess := p.guess(); guess != "" {
			remarks = append(remarks, guess)
		}

		for _, e := range l.Events {
			if !e.On.Before(p.On) && (i == len(l.Points)-1 || e.On.Before(l.Points[i+1].On)) {
				remarks = append(remarks, e.Label)
			}
		}

		target := ""
		if v := l.target(p.On); v != nil {
			target = Format(v, l.Unit, l.Currency)
		}

		t.Rows = append(t.Rows, []string{clean(p.Period), Format(p.Value, l.Unit, l.Currency), target, sentence(remarks...)})
	}

	return t
}

// inOrder returns the line with everything in the order of time, and without levels that change nothing.
func (l Line) inOrder() Line {
	l.Points = slices.Clone(l.Points)
	slices.SortStableFunc(l.Points, func(a, b Point) int { return a.On.Compare(b.On) })
	l.Target = slices.Clone(l.Target)
	slices.SortStableFunc(l.Target, func(a, b Level) int { return a.From.Compare(b.From) })
	l.Target = slices.CompactFunc(l.Target, sameLevel)

	return l
}

// sameLevel reports whether nothing changes from one level to the next.
func sameLevel(a, b Level) bool {
	if a.Value == nil || b.Value == nil {
		return a.Value == b.Value
	}

	return a.Value.Cmp(b.Value) == 0
}

// planned returns the line in order and without the points that have no day.
func (l Line) planned() Line {
	l = l.inOrder()
	l.Points = slices.DeleteFunc(l.Points, func(p Point) bool { return p.On.IsZero() })

	return l
}

// target returns what was aimed at on a day; nil for nothing.
func (l Line) target(on worktime.Date) *big.Rat {
	var value *big.Rat
	for _, level := range l.Target {
		if !level.From.After(on) {
			value = level.Value
		}
	}

	return value
}

// says is what each point says when it is pointed at. The line is planned.
func (l Line) says() []string {
	says := make([]string, len(l.Points))
	for i, row := range l.Table().Rows {
		target := ""
		if row[2] != "" {
			target = "target " + row[2]
		}

		says[i] = sentence(row[0]+": "+row[1], target, row[3])
	}

	return says
}

// saysAll is what some points say together: from the lowest to the highest.
func (l Line) saysAll(first, last int) string {
	period := clean(l.Points[first].Period) + " to " + clean(l.Points[last].Period)
	some := known(values(l.Points[first : last+1]))
	if len(some) == 0 {
		return period + ": " + Format(nil, l.Unit, l.Currency)
	}

	low, high := some[0], some[0]
	for _, v := range some {
		if v.Cmp(low) < 0 {
			low = v
		}

		if v.Cmp(high) > 0 {
			high = v
		}
	}

	span := Format(low, l.Unit, l.Currency)
	if low.Cmp(high) != 0 {
		span += " to " + Format(high, l.Unit, l.Currency)
	}

	target := ""
	if v := l.target(l.Points[last].On); v != nil {
		target = "target " + Format(v, l.Unit, l.Currency)
	}

	return sentence(period+": "+span, target)
}

// lastDay is where the axis ends: at the last point, or behind an event of its period, a target that starts there or
// one that is still to come. The line is planned.
func (l Line) lastDay() worktime.Date {
	last := l.Points[len(l.Points)-1].On
	end, room := last, 20
	for _, e := range l.Events {
		if e.On.After(end) && e.On.Sub(last) <= l.period() {
			end = e.On
		}
	}

	for _, level := range l.Target {
		if level.From.After(end) && l.isNear(level) {
			end, room = level.From, 10
		}
	}

	days := end.Sub(l.Points[0].On)
	switch {
	case end != last:
		return end.AddDays(1 + days/room)
	case days > 0 && len(l.Target) > 0 && l.Target[len(l.Target)-1].From == last:
		return last.AddDays(max(1, l.period()/2, days/room))
	default:
		return last
	}
}

// isNear reports whether a level to come has a place on the axis: not more than a year away, or as many days as there are
// points for. Others are only named, so that the points keep their room.
func (l Line) isNear(level Level) bool {
	last := l.Points[len(l.Points)-1].On

	return level.From.Sub(last) <= max(366, last.Sub(l.Points[0].On))
}

// levels are the targets from the first point on that have a place on the axis, each from the day on which it is first
// seen. The line is planned.
func (l Line) levels() []Level {
	first := l.Points[0].On
	var levels []Level
	for i, level := range l.Target {
		if i+1 < len(l.Target) && !l.Target[i+1].From.After(first) || !l.isNear(level) {
			continue
		}

		levels = append(levels, Level{later(level.From, first), level.Value})
	}

	return levels
}

// numbers are all values that the chart shows.
func (l Line) numbers() []*big.Rat {
	all := values(l.Points)
	for _, t := range l.Target {
		all = append(all, t.Value)
	}

	return known(all)
}

// values are those of points, nil where nothing is known.
func values(points []Point) []*big.Rat {
	all := make([]*big.Rat, len(points))
	for i, p := range points {
		all[i] = p.Value
	}

	return all
}

// lastValue returns the index of the last point with a value; -1 if there is none.
func (l Line) lastValue() int {
	for i := len(l.Points) - 1; i >= 0; i-- {
		if l.Points[i].Value != nil {
			return i
		}
	}

	return -1
}

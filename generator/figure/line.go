package figure

import (
	"math/big"

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
	// Points in the order of time.
	Points []Point
	// Target in the order of time; nil for none.
	Target []Level
	// Events are moments worth a line: revisions, releases.
	Events []Event
}

// A Point is what was measured in a period.
type Point struct {
	// Period is how the period is called: "Nov 2026".
	Period string
	// On is where it stands on the axis, such as the first day of the period.
	On worktime.Date
	// Value is nil where nothing is known: the line is interrupted there.
	Value *big.Rat
	// Estimate draws the point hollow and the line to it dashed.
	Estimate bool
}

// A Level is a target from a day on; a nil Value ends it.
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
func (l Line) SVG(o Orientation) string { return "" }

// HTML returns the chart in both orientations.
func (l Line) HTML() string { return "" }

// Table returns a row per point: period, value, target in force, remarks.
func (l Line) Table() Table { return Table{} }

// A Spark is a line without axes, for a tile.
type Spark struct {
	ID, Title      string
	Unit, Currency string
	Tone           Tone
	Points         []Point
	Target         []Level
}

// HTML returns the picture; "" without a point.
func (s Spark) HTML() string { return "" }

// Table returns a row per point: period, value, target in force, remarks.
func (s Spark) Table() Table { return Table{} }

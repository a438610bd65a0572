package figure

import "github.com/lockstep-docs/lockstep/generator/worktime"

// A Timeline shows what runs when: a row each, over days.
type Timeline struct {
	ID, Title, Desc string
	Rows            []Span
	// Today is marked with a line; the zero date is not.
	Today worktime.Date
}

// A Span is something that lasts from a day to another, both included.
type Span struct {
	Label string
	Tone  Tone
	// From and To; a zero To is open, a Span without From is listed as not planned.
	From, To worktime.Date
	// State is how it stands: "running".
	State Verdict
	Href  string
}

// SVG returns the timeline in one orientation.
func (t Timeline) SVG(o Orientation) string { return "" }

// HTML returns the timeline in both orientations.
func (t Timeline) HTML() string { return "" }

// Table returns a row per span: label, from, to, state.
func (t Timeline) Table() Table { return Table{} }

// A Week is a grid of days and hours with what happens in them.
type Week struct {
	ID, Title, Desc string
	Slots           []Slot
}

// A Slot is something that happens every week.
type Slot struct {
	Label string
	// Sub is a softer text, such as "every second week".
	Sub string
	// Day is the day's number from Monday, 0, to Sunday, 6.
	Day int
	// Start is the time of day; Minutes is how long it takes.
	Start   worktime.Clock
	Minutes int
	Tone    Tone
	Href    string
}

// SVG returns the week in one orientation.
func (w Week) SVG(o Orientation) string { return "" }

// HTML returns the week in both orientations.
func (w Week) HTML() string { return "" }

// Table returns a row per slot, by day and time: day, time, label, minutes.
func (w Week) Table() Table { return Table{} }

package figure

import "math/big"

// Bullets compare where things stand with where they shall be, a row each with its own scale.
type Bullets struct {
	ID, Title, Desc string
	Rows            []Bullet
}

// A Bullet is one number and its target.
type Bullet struct {
	Label          string
	Unit, Currency string
	// Current and Target are nil where unknown.
	Current, Target *big.Rat
	// By is when the target is due: "Q1 2027"; "" for no day.
	By string
	// Estimate draws the bar as not measured.
	Estimate bool
	// Down says that less is better.
	Down    bool
	Verdict Verdict
	Tone    Tone
	Href    string
}

// SVG returns the chart in one orientation.
func (b Bullets) SVG(o Orientation) string { return "" }

// HTML returns the chart in both orientations.
func (b Bullets) HTML() string { return "" }

// Table returns a row per bullet: label, current, target, by when, verdict.
func (b Bullets) Table() Table { return Table{} }

// A Funnel shows how many of those who entered came how far. The bars are as long as their numbers.
type Funnel struct {
	ID, Title, Desc string
	Stages          []Stage
}

// A Stage is one part of a Funnel.
type Stage struct {
	Label string
	// Count is nil where unknown.
	Count *big.Rat
	Tone  Tone
	Href  string
}

// SVG returns the chart in one orientation.
func (f Funnel) SVG(o Orientation) string { return "" }

// HTML returns the chart in both orientations.
func (f Funnel) HTML() string { return "" }

// Table returns a row per stage: label, count, part of the stage before, part of the first.
func (f Funnel) Table() Table { return Table{} }

// Bands are a scale cut into named ranges: what a score means.
type Bands struct {
	ID, Title, Desc string
	// Max is where the scale ends. It starts at the lowest Min.
	Max   *big.Rat
	Bands []Band
	// Marks are values on the scale.
	Marks []BandMark
}

// A Band is a range from Min up to the next band.
type Band struct {
	Label string
	Min   *big.Rat
	Tone  Tone
}

// A BandMark is a named value on the scale.
type BandMark struct {
	Label string
	Value *big.Rat
	Href  string
}

// SVG returns the scale in one orientation.
func (b Bands) SVG(o Orientation) string { return "" }

// HTML returns the scale in both orientations.
func (b Bands) HTML() string { return "" }

// Table returns a row per band and per mark.
func (b Bands) Table() Table { return Table{} }

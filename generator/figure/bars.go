package figure

import "math/big"

// Bars compare a number with its limit, period by period. The axis starts at zero.
type Bars struct {
	ID, Title, Desc string
	Unit, Currency  string
	// Limit names the stepped line: "95% promised"; "" leaves its value as its name.
	Limit string
	Bars  []Bar
}

// A Bar is one period.
type Bar struct {
	Label string
	// Value is nil where nothing is known: the place stays empty and says so.
	Value *big.Rat
	// Limit is what was promised in that period; nil for nothing.
	Limit   *big.Rat
	Verdict Verdict
	// Note is a short remark for the table and the tooltip, such as "41 of 45 leads".
	Note string
	Tone Tone
	// Running draws the bar as not yet complete.
	Running bool
	Href    string
}

// SVG returns the chart in one orientation.
func (b Bars) SVG(o Orientation) string { return "" }

// HTML returns the chart in both orientations.
func (b Bars) HTML() string { return "" }

// Table returns a row per bar: label, value, limit, verdict, note.
func (b Bars) Table() Table { return Table{} }

// A Ranking is a list of things with a bar each, in the order given: reasons, sources.
type Ranking struct {
	ID, Title, Desc string
	Unit, Currency  string
	// Share adds each row's part of the sum in percent.
	Share bool
	Rows  []Rank
}

// A Rank is one row of a Ranking.
type Rank struct {
	Label string
	Value *big.Rat
	Tone  Tone
	Href  string
}

// SVG returns the chart in one orientation.
func (r Ranking) SVG(o Orientation) string { return "" }

// HTML returns the chart in both orientations.
func (r Ranking) HTML() string { return "" }

// Table returns a row per thing: label, value and share.
func (r Ranking) Table() Table { return Table{} }

// Shares are wholes and their parts, a bar each: who carries how much.
type Shares struct {
	ID, Title, Desc string
	Unit, Currency  string
	// Parts are what every row is made of, in order.
	Parts []Part
	Rows  []Whole
}

// A Part is one sort of thing of which wholes are made.
type Part struct {
	Label string
	Tone  Tone
}

// A Whole is one row: a value for each part, nil and missing ones count as nothing.
type Whole struct {
	Label  string
	Values []*big.Rat
}

// SVG returns the chart in one orientation.
func (s Shares) SVG(o Orientation) string { return "" }

// HTML returns the chart in both orientations.
func (s Shares) HTML() string { return "" }

// Table returns a row per whole, and a column per part.
func (s Shares) Table() Table { return Table{} }

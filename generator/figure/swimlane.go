package figure

// A Swimlane shows who does what, one after the other: lanes in the order given, time from left to right.
// Upright it is a column of steps, each with the name of its lane.
type Swimlane struct {
	ID, Title, Desc string
	Lanes           []Lane
	// Columns are headings over the columns; nil for none. Steps then say their Column.
	Columns []string
	Steps   []Step
	Edges   []Edge
}

// A Lane is who does something.
type Lane struct {
	ID, Label string
	Tone      Tone
	Href      string
}

// A Step is what is done in a lane. Its tone is that of its lane.
type Step struct {
	// ID is what edges call it; unique within the figure.
	ID string
	// Lane is a lane's ID; a step of no known lane stands in the first.
	Lane string
	// Label says what is done; Sub is a softer text below, such as the time allowed.
	Label, Sub string
	// Items is a short list below the label; nil for none.
	Items []string
	// Column is where it stands, from 1 on; 0 puts it behind all steps that lead to it.
	Column int
	// Gate draws it as a diamond: something must hold here.
	Gate bool
	// Lead marks the one who leads where several take part; Sub should say so in a word.
	Lead bool
	Href string
}

// SVG returns the swimlane in one orientation. Swimlanes that are too long for a row are always upright.
func (s Swimlane) SVG(o Orientation) string { return "" }

// HTML returns the swimlane in all the orientations that it needs.
func (s Swimlane) HTML() string { return "" }

// Table returns a row per step: number, lane, step, details, what comes next.
func (s Swimlane) Table() Table { return Table{} }

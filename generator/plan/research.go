package plan

// Research is what the functions learn of customers every week.
type Research struct {
	At
	Cadence string          `key:"cadence"`
	Inputs  Map[[]string]   `key:"inputs" ref:"key:function"`
	Notes   []*ResearchNote `key:"notes"`
}

// A ResearchNote is one week's learning of one function.
type ResearchNote struct {
	Entry
	On       Date     `key:"on"`
	By       string   `key:"by" ref:"person"`
	Function Function `key:"function"`
	Items    []string `key:"items"`
}

// Interviews are monthly talks with customers of four segments.
type Interviews struct {
	At
	Cadence  string        `key:"cadence"`
	Segments Map[*Segment] `key:"segments"`
}

// A Segment is a kind of customer to talk to.
type Segment struct {
	Entry
	Topics     []string     `key:"topics"`
	Interviews []*Interview `key:"interviews"`
}

// An Interview is one talk.
type Interview struct {
	Entry
	Segment string   `key:"segment"`
	On      Date     `key:"on"`
	By      string   `key:"by" ref:"person"`
	Summary string   `key:"summary"`
	Themes  []string `key:"themes"`
}

package plan

// A Metric is a number that functions share or one of them answers for.
type Metric struct {
	Entry
	Name          string          `key:"name" need:"always"`
	Short         string          `key:"short"`
	Definition    string          `key:"definition" need:"always"`
	Focus         bool            `key:"focus"`
	Class         string          `key:"class"`
	Group         string          `key:"group"`
	Source        string          `key:"source"`
	Unit          string          `key:"unit"`
	Currency      string          `key:"currency"`
	Direction     string          `key:"direction"`
	Current       Current         `key:"current"`
	Target        *Target         `key:"target"`
	OwnerFunction Function        `key:"owner_function"`
	OwnerPerson   string          `key:"owner_person" ref:"person"`
	Actions       Map[*Action]    `key:"actions" ref:"key:function"`
	Components    Map[*Component] `key:"components"`
	Series        Series          `key:"series"`
	Thresholds    *Thresholds     `key:"thresholds"`
	ComputedFrom  string          `key:"computed_from"`
}

// Current is what a metric says today, or the word "unknown".
type Current struct {
	At
	Value   Number `key:"value"`
	Basis   string `key:"basis"`
	AsOf    Date   `key:"as_of"`
	Unknown bool
}

// Target is what a metric shall say, and in which quarter.
type Target struct {
	At
	Value   Number `key:"value"`
	Quarter Period `key:"quarter"`
}

// An Action is what a function does differently to move a metric; its ID is the function.
type Action struct {
	Entry
	Text  string `key:"text"`
	Short string `key:"short"`
}

// A Component is one number of a bundle.
type Component struct {
	Entry
	Name      string  `key:"name"`
	Unit      string  `key:"unit"`
	Currency  string  `key:"currency"`
	Direction string  `key:"direction"`
	Current   Current `key:"current"`
	Target    *Target `key:"target"`
	Series    Series  `key:"series"`
}

// A Series is the history of a number: points, or the path of a CSV file in the plan's folder, of which the
// points are then read. They are as written: see InOrder.
type Series struct {
	At
	File   string
	Points []Point
}

// A Point is one period of a Series.
type Point struct {
	At
	Period Period `key:"period"`
	// Value is absent where nothing is known.
	Value  Number `key:"value"`
	Target Number `key:"target"`
	// Basis is "measured" or "estimate"; "" is taken for measured.
	Basis string `key:"basis"`

	cells *cells // where it stands in a CSV file; nil for an inline point
}

// Thresholds are where a metric turns amber and red.
type Thresholds struct {
	At
	Amber Number `key:"amber"`
	Red   Number `key:"red"`
}

package plan

// A ScoringModel turns what is known of a lead into points.
type ScoringModel struct {
	Entry
	Version    int                   `key:"version" need:"always"`
	MaxScore   Number                `key:"max_score" default:"100"`
	Categories Map[*ScoringCategory] `key:"categories"`
	Bands      []Band                `key:"bands"`
	Examples   []ScoringExample      `key:"examples"`
}

// A ScoringCategory is a group of rules with a cap.
type ScoringCategory struct {
	Entry
	MaxPoints Number            `key:"max_points" need:"always"`
	Rules     Map[*ScoringRule] `key:"rules"`
}

// A ScoringRule gives points for one attribute.
type ScoringRule struct {
	Entry
	Type       string         `key:"type" need:"always"`
	Attribute  string         `key:"attribute"`
	Values     []string       `key:"values"`
	Ranges     []ScoringRange `key:"ranges"`
	Contains   bool           `key:"contains" default:"false"`
	Points     Number         `key:"points"`
	MaxPoints  Number         `key:"max_points"`
	WindowDays Number         `key:"window_days"`
	MaxPerDay  Number         `key:"max_per_day"`
}

// A ScoringRange is a half-open range of a number.
type ScoringRange struct {
	At
	From   Number `key:"from"`
	To     Number `key:"to"`
	Points Number `key:"points"`
}

// A Band is a name for scores from Min up.
type Band struct {
	At
	Name string `key:"name"`
	Min  Number `key:"min"`
}

// A ScoringExample is a worked lead, run as a test.
type ScoringExample struct {
	Entry
	Lead  Map[Value] `key:"lead"`
	Score Number     `key:"score"`
	Band  string     `key:"band"`
}

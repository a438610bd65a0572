package plan

// A PerformanceReview looks back on a period in five ordered steps.
type PerformanceReview struct {
	Entry
	IndividualMetrics string `key:"individual_metrics"`
	SharedImpact      string `key:"shared_impact"`
	JourneyAnalysis   string `key:"journey_analysis"`
	ProcessRefinement string `key:"process_refinement"`
	GoalAlignment     string `key:"goal_alignment"`
}

// A Scorecard holds targets against actuals of one month.
type Scorecard struct {
	Entry
	Rows []ScorecardRow `key:"rows"`
}

// A ScorecardRow is one number of a Scorecard.
type ScorecardRow struct {
	At
	Function Function `key:"function"`
	Metric   string   `key:"metric" ref:"metric"`
	Label    string   `key:"label"`
	Unit     string   `key:"unit"`
	Currency string   `key:"currency"`
	Target   Number   `key:"target"`
	Actual   Actual   `key:"actual"`
	Note     string   `key:"note"`
}

// An Actual is a number, or "computed".
type Actual struct {
	At
	Value    Number
	Computed bool
}

// A QBR is a quarterly business review in five parts.
type QBR struct {
	Entry
	HeldOn              Date             `key:"held_on"`
	Attendees           OneOrMany[Party] `key:"attendees" ref:"party"`
	GoalAchievement     string           `key:"goal_achievement"`
	ProcessOptimization string           `key:"process_optimization"`
	CustomerExperience  string           `key:"customer_experience"`
	TeamDevelopment     string           `key:"team_development"`
	StrategicPlanning   string           `key:"strategic_planning"`
	Decisions           []string         `key:"decisions"`
	Actions             []ActionItem     `key:"actions"`
}

// An ActionItem is something somebody has promised to do.
type ActionItem struct {
	At
	What   string `key:"what"`
	Owner  string `key:"owner" ref:"person"`
	Due    Date   `key:"due"`
	DoneOn Date   `key:"done_on"`
}

// An Escalation is a claim that a promise was broken, backed with numbers.
type Escalation struct {
	Entry
	SLA           string               `key:"sla" ref:"sla"`
	RaisedOn      Date                 `key:"raised_on"`
	RaisedBy      string               `key:"raised_by" ref:"person"`
	Claim         string               `key:"claim"`
	Statement     string               `key:"statement"`
	Evidence      []EscalationEvidence `key:"evidence"`
	Status        string               `key:"status"`
	ResolvedOn    Date                 `key:"resolved_on"`
	Resolution    string               `key:"resolution"`
	Outcome       string               `key:"outcome"`
	LedToRevision int                  `key:"led_to_revision"`
}

// EscalationEvidence is one number behind a claim.
type EscalationEvidence struct {
	At
	Term   string `key:"term"`
	Period Period `key:"period"`
	Actual Value  `key:"actual"`
	Sample Number `key:"sample"`
	Source string `key:"source"`
}

// An SLAReview is one time that the parties looked at their SLA.
type SLAReview struct {
	Entry
	SLA              string            `key:"sla" ref:"sla"`
	HeldOn           Date              `key:"held_on"`
	By               OneOrMany[string] `key:"by" ref:"holder"`
	RevisionReviewed int               `key:"revision_reviewed"`
	Outcome          string            `key:"outcome"`
	Notes            string            `key:"notes"`
	LedToRevision    int               `key:"led_to_revision"`
}

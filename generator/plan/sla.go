package plan

import "github.com/lockstep-docs/lockstep/generator/worktime"

// MarketingSales is the id of the SLA that every plan has.
const MarketingSales = "marketing-sales"

// An SLA is what two parties promise each other.
type SLA struct {
	Entry
	Parties          []Function            `key:"parties" default:"marketing,sales"`
	Revision         int                   `key:"revision"`
	Calendar         string                `key:"calendar" ref:"calendar"`
	Terms            Terms                 `key:"terms"`
	Revisions        []Revision            `key:"revisions"`
	Acknowledge      *Acknowledge          `key:"acknowledge"`
	Acknowledgements Map[*Acknowledgement] `key:"acknowledgements" ref:"key:person"`
}

// Terms are the promises of one revision.
type Terms struct {
	At
	Purpose             string               `key:"purpose"`
	Responsibilities    Map[[]string]        `key:"responsibilities" need:"always" ref:"key:function"`
	MQLDefinition       *MQLDefinition       `key:"mql_definition"`
	SQLCriteria         *SQLCriteria         `key:"sql_criteria"`
	MarketingCommitment *MarketingCommitment `key:"marketing_commitment"`
	SalesCommitment     *SalesCommitment     `key:"sales_commitment"`
	MoreCommitments     Map[*Commitment]     `key:"more_commitments"`
	Escalation          *EscalationPath      `key:"escalation"`
	FeedbackGuidelines  *FeedbackGuidelines  `key:"feedback_guidelines"`
	Review              *ReviewCadence       `key:"review"`
	Examples            []Example            `key:"examples"`
}

// MQLDefinition is when a lead is qualified by Marketing: all of three groups.
type MQLDefinition struct {
	At
	Match            string         `key:"match" default:"all"`
	Short            string         `key:"short"`
	FirmographicFit  *CriteriaGroup `key:"firmographic_fit" need:"always"`
	BehavioralSignal *CriteriaGroup `key:"behavioral_signal" need:"always"`
	ContactFit       *CriteriaGroup `key:"contact_fit" need:"always"`
	Exclusions       []Criterion    `key:"exclusions"`
	FastTrack        []Criterion    `key:"fast_track"`
}

// A CriteriaGroup is a list of criteria and how many of them must hold.
type CriteriaGroup struct {
	At
	Match    string      `key:"match"`
	Short    string      `key:"short"`
	Criteria []Criterion `key:"criteria"`
}

// A Criterion is one condition on a lead: a statement, a test of an attribute, or a score to reach.
type Criterion struct {
	At
	Statement    string `key:"statement"`
	Short        string `key:"short"`
	Attribute    string `key:"attribute"`
	Op           string `key:"op"`
	Value        Value  `key:"value"`
	WindowDays   Number `key:"window_days"`
	Evidence     string `key:"evidence"`
	ScoreAtLeast Number `key:"score_at_least"`
	Model        string `key:"model" ref:"model"`
}

// A Value is what a criterion compares with: a text, a number, true or false, or a list of them, each
// as the author wrote it.
type Value struct {
	At
	Items []string
	// List reports that it was written as a list.
	List bool
}

// SQLCriteria is what Sales confirms before a lead is theirs.
type SQLCriteria struct {
	At
	Framework  string           `key:"framework" need:"always"`
	CustomName string           `key:"custom_name"`
	Elements   Map[*SQLElement] `key:"elements"`
	AcceptedBy string           `key:"accepted_by" ref:"holder"`
}

// An SQLElement is one part of the framework.
type SQLElement struct {
	Entry
	Confirm       string `key:"confirm"`
	Short         string `key:"short"`
	WaivedBecause string `key:"waived_because"`
}

// MarketingCommitment is what Marketing owes.
type MarketingCommitment struct {
	At
	MQLVolume  *Volume           `key:"mql_volume"`
	Quality    *Quality          `key:"quality"`
	Enablement []string          `key:"enablement" ref:"asset"`
	Derivation *Derivation       `key:"derivation"`
	OwedBy     OneOrMany[string] `key:"owed_by" ref:"holder"`
}

// Volume is how many MQLs.
type Volume struct {
	At
	Count     Number            `key:"count"`
	Per       string            `key:"per" default:"month"`
	Proration string            `key:"proration" default:"by_days"`
	Counts    string            `key:"counts" default:"unique_leads"`
	OwedBy    OneOrMany[string] `key:"owed_by" ref:"holder"`
}

// Quality is how many of them become SQLs.
type Quality struct {
	At
	MQLToSQLPct Number            `key:"mql_to_sql_pct"`
	WindowDays  Number            `key:"window_days" default:"90"`
	Method      string            `key:"method" default:"cohort"`
	MinSample   Number            `key:"min_sample" default:"20"`
	OwedBy      OneOrMany[string] `key:"owed_by" ref:"holder"`
}

// Derivation is the funnel in reverse, from revenue to MQLs.
type Derivation struct {
	At
	RevenueTarget     *Money `key:"revenue_target"`
	Per               string `key:"per" default:"month"`
	MarketingSharePct Number `key:"marketing_share_pct"`
	AvgDeal           *Money `key:"avg_deal"`
	MQLToSQLPct       Number `key:"mql_to_sql_pct"`
	SQLToCustomerPct  Number `key:"sql_to_customer_pct"`
}

// SalesCommitment is what Sales owes.
type SalesCommitment struct {
	At
	FirstOutreach   *FirstOutreach    `key:"first_outreach"`
	AttemptLogging  *AttemptLogging   `key:"attempt_logging"`
	Disposition     *Disposition      `key:"disposition"`
	FollowUpCadence []Attempt         `key:"follow_up_cadence"`
	OwedBy          OneOrMany[string] `key:"owed_by" ref:"holder"`
}

// FirstOutreach is how soon a lead hears from a person.
type FirstOutreach struct {
	At
	Limit               worktime.Duration `key:"limit"`
	Target              worktime.Duration `key:"target"`
	ClockStart          string            `key:"clock_start" default:"mql_at"`
	CountsAs            []string          `key:"counts_as"`
	AutomatedCounts     bool              `key:"automated_counts" default:"false"`
	ComplianceTargetPct Number            `key:"compliance_target_pct"`
	Tiers               Map[*Tier]        `key:"tiers"`
	OwedBy              OneOrMany[string] `key:"owed_by" ref:"holder"`
}

// A Tier is a kind of lead with a limit of its own.
type Tier struct {
	Entry
	When   []Criterion       `key:"when"`
	Limit  worktime.Duration `key:"limit"`
	Target worktime.Duration `key:"target"`
}

// AttemptLogging is how much of the outreach the CRM must know of.
type AttemptLogging struct {
	At
	RequiredPct Number            `key:"required_pct"`
	System      string            `key:"system"`
	OwedBy      OneOrMany[string] `key:"owed_by" ref:"holder"`
}

// Disposition is how soon a lead is accepted or rejected, with a reason.
type Disposition struct {
	At
	Limit               worktime.Duration `key:"limit"`
	Target              worktime.Duration `key:"target"`
	Scope               string            `key:"scope" default:"rejected"`
	Reasons             []string          `key:"reasons"`
	ReasonRequired      bool              `key:"reason_required" default:"true"`
	ComplianceTargetPct Number            `key:"compliance_target_pct"`
	OwedBy              OneOrMany[string] `key:"owed_by" ref:"holder"`
}

// An Attempt is one touch of the follow-up cadence.
type Attempt struct {
	At
	Attempt  int               `key:"attempt"`
	After    worktime.Duration `key:"after"`
	Channels []string          `key:"channels"`
}

// A Commitment is a promise of another kind: from one event to another within a limit.
type Commitment struct {
	Entry
	Party               Function          `key:"party"`
	Short               string            `key:"short"`
	StartEvent          string            `key:"start_event"`
	StopEvent           string            `key:"stop_event"`
	Limit               worktime.Duration `key:"limit"`
	Target              worktime.Duration `key:"target"`
	ComplianceTargetPct Number            `key:"compliance_target_pct"`
	Table               string            `key:"table" default:"leads"`
	OwedBy              OneOrMany[string] `key:"owed_by" ref:"holder"`
}

// EscalationPath is who decides when the parties do not agree, and by when.
type EscalationPath struct {
	At
	Covers        []string          `key:"covers"`
	To            string            `key:"to" need:"always" ref:"holder"`
	ResolveWithin worktime.Duration `key:"resolve_within" need:"always"`
	Levels        []EscalationLevel `key:"levels"`
	Short         string            `key:"short"`
}

// An EscalationLevel is who decides when the first did not.
type EscalationLevel struct {
	At
	To    string            `key:"to" ref:"holder"`
	After worktime.Duration `key:"after"`
}

// FeedbackGuidelines say how the parties tell each other what they think.
type FeedbackGuidelines struct {
	At
	Channels      []string          `key:"channels"`
	Recipients    []Party           `key:"recipients" ref:"party"`
	RespondWithin worktime.Duration `key:"respond_within"`
}

// ReviewCadence is how often the SLA is looked at, and by whom.
type ReviewCadence struct {
	At
	Cadence string   `key:"cadence" need:"always"`
	By      []string `key:"by" need:"always" ref:"holder"`
}

// An Example is a worked case of a commitment, run as a test.
type Example struct {
	At
	Commitment string `key:"commitment"`
	Received   string `key:"received"`
	Tier       string `key:"tier"`
	ExpectDue  string `key:"expect_due"`
}

// A Revision is one version of the terms.
type Revision struct {
	At
	Revision      int        `key:"revision"`
	EffectiveFrom Date       `key:"effective_from" need:"always"`
	Reason        string     `key:"reason"`
	TriggeredBy   *Trigger   `key:"triggered_by"`
	Approvals     []Approval `key:"approvals"`

	// Terms are those of the revision: its archive's, else the SLA's if it is that revision; nil if the
	// files have none. Package history finds those of the past.
	Terms *Terms
}

// A Trigger is what made the parties revise.
type Trigger struct {
	At
	Type string `key:"type"`
	Ref  string `key:"ref"`
}

// An Approval is a signature.
type Approval struct {
	At
	Person    string   `key:"person" ref:"person"`
	On        Date     `key:"on"`
	Digest    string   `key:"digest"`
	For       Function `key:"for"`
	Elsewhere string   `key:"elsewhere" ref:"link"`

	// Void says that the terms are not those that were signed. It is found out after loading; see package
	// history.
	Void bool
}

// Acknowledge says who should have read a new revision, by when.
type Acknowledge struct {
	At
	By     []Party           `key:"by" ref:"party"`
	Within worktime.Duration `key:"within"`
}

// An Acknowledgement says that a person has read a revision.
type Acknowledgement struct {
	Entry
	Revision int  `key:"revision"`
	On       Date `key:"on"`
}

// An ArchivedRevision is a revision kept in a file of its own.
type ArchivedRevision struct {
	Entry
	SLA           string            `key:"sla"`
	Revision      int               `key:"revision"`
	EffectiveFrom Date              `key:"effective_from"`
	Reason        string            `key:"reason"`
	TriggeredBy   *Trigger          `key:"triggered_by"`
	Parties       []Function        `key:"parties"`
	Calendar      *ArchivedCalendar `key:"calendar"`
	Scoring       Map[int]          `key:"scoring"`
	Terms         Terms             `key:"terms"`
	Approvals     []Approval        `key:"approvals"`
}

// ArchivedCalendar is the part of a calendar that the digest covers.
type ArchivedCalendar struct {
	At
	Timezone string  `key:"timezone"`
	Hours    []Hours `key:"hours"`
}

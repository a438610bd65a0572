package plan

// A Plan is one team of teams' agreement on how they work together.
type Plan struct {
	Entry
	// Folder is the folder of its file, below the content folder; "." for the content folder itself.
	Folder string
	// Document is its file.
	Document *Document
	// Site is what holds for every plan; never nil.
	Site *Site

	Status         string          `key:"status" default:"draft"`
	Organization   Organization    `key:"organization" need:"always"`
	Owner          string          `key:"owner" need:"always" ref:"person"`
	AuthorFunction Function        `key:"author_function"`
	Period         Period          `key:"period"`
	NorthStar      *NorthStar      `key:"north_star"`
	Philosophy     *Philosophy     `key:"philosophy"`
	Principles     Map[*Principle] `key:"principles"`

	Handoffs      Map[*Handoff]      `key:"handoffs"`
	SLA           *SLA               `key:"sla"`
	OtherSLAs     Map[*SLA]          `key:"slas"`
	FeedbackLoops Map[*FeedbackLoop] `key:"feedback_loops"`
	Metrics       Map[*Metric]       `key:"metrics"`
	PressureTests Map[*PressureTest] `key:"pressure_tests"`

	Gates              Map[*Gate]              `key:"gates"`
	Journey            []*JourneyStage         `key:"journey"`
	Pipeline           []*PipelineStage        `key:"pipeline"`
	PipelineCounts     *PipelineCounts         `key:"pipeline_counts"`
	Scoring            Map[*ScoringModel]      `key:"scoring"`
	Enablement         Map[*Asset]             `key:"enablement"`
	Training           Map[*Training]          `key:"training"`
	Meetings           Map[*Meeting]           `key:"meetings"`
	Research           *Research               `key:"research"`
	Interviews         *Interviews             `key:"interviews"`
	Experiments        Map[*Experiment]        `key:"experiments"`
	TestingAreas       Map[[]string]           `key:"testing_areas" ref:"key:function"`
	PerformanceReviews Map[*PerformanceReview] `key:"performance_reviews"`
	TechStack          *TechStack              `key:"tech_stack"`
	Scorecards         Map[*Scorecard]         `key:"scorecards"`
	QBRs               Map[*QBR]               `key:"qbrs"`
	Escalations        Map[*Escalation]        `key:"escalations"`
	SLAReviews         Map[*SLAReview]         `key:"sla_reviews"`
	OpenQuestions      Map[*OpenQuestion]      `key:"open_questions"`
	Glossary           Map[*Term]              `key:"glossary"`

	EmbeddedIn *EmbeddedIn     `key:"embedded_in"`
	Review     *SponsorReview  `key:"review"`
	Attributes Map[*Attribute] `key:"attributes"`
	Data       *Data           `key:"data"`

	People    Map[*Person]   `key:"people"`
	Roles     Map[*Role]     `key:"roles"`
	Calendars Map[*Calendar] `key:"calendars"`

	// Archives are the archived revisions that stand in the plan's folder.
	Archives []*ArchivedRevision

	// Missing are the fields of a complete plan that this one has not, in the order of the plan's fields.
	Missing []Absence
	// References are all places that name something else, in the same order.
	References []Reference
}

// Organization is whose plan it is.
type Organization struct {
	At
	Name         string `key:"name" need:"always"`
	Hypothetical bool   `key:"hypothetical" default:"false"`
}

// NorthStar is the one number that everybody earns.
type NorthStar struct {
	At
	Name        string `key:"name"`
	Target      *Money `key:"target"`
	Per         string `key:"per"`
	DayBasis    string `key:"day_basis" default:"calendar"`
	Accountable Party  `key:"accountable" ref:"party"`
	Series      Series `key:"series"`
}

// Philosophy is a quotation, shown as given.
type Philosophy struct {
	At
	Quote       string `key:"quote"`
	Attribution string `key:"attribution"`
}

// A Principle is something all functions hold to.
type Principle struct {
	Entry
	Name      string `key:"name"`
	Statement string `key:"statement"`
}

// EmbeddedIn is the document of which the plan is a section.
type EmbeddedIn struct {
	At
	Document string `key:"document"`
	Section  string `key:"section"`
}

// SponsorReview is the verdict of an instructor or a sponsor.
type SponsorReview struct {
	At
	Reviewer string `key:"reviewer"`
	On       Date   `key:"on"`
	Verdict  string `key:"verdict"`
	Comments string `key:"comments"`
}

// An Attribute is a property of a lead that criteria and scoring use.
type Attribute struct {
	Entry
	Label    string `key:"label"`
	CRMField string `key:"crm_field"`
}

// An OpenQuestion is something nobody has answered yet.
type OpenQuestion struct {
	Entry
	Question string `key:"question" need:"always"`
	Owner    string `key:"owner" ref:"person"`
	Due      Date   `key:"due"`
	Answer   string `key:"answer"`
}

// A Term is a word of the glossary; its ID is the word.
type Term struct {
	Entry
	Definition string `key:"definition"`
	Source     string `key:"source"`
}

// A PressureTest is what a person of another function said of the plan.
type PressureTest struct {
	Entry
	On             Date                `key:"on"`
	Reviewer       string              `key:"reviewer" need:"always" ref:"person"`
	Answers        PressureTestAnswers `key:"answers"`
	Changes        []Change            `key:"changes"`
	NoChangeReason string              `key:"no_change_reason"`
}

// PressureTestAnswers answers the two questions.
type PressureTestAnswers struct {
	At
	SurprisingOrUnrealistic string `key:"surprising_or_unrealistic"`
	Missing                 string `key:"missing"`
}

// A Change is what a pressure test changed in the plan.
type Change struct {
	At
	What  string `key:"what"`
	Where string `key:"where"`
}

// A Handoff is where work goes from one function to another.
type Handoff struct {
	Entry
	From         OneOrMany[Function] `key:"from"`
	To           OneOrMany[Function] `key:"to"`
	Owner        string              `key:"owner" ref:"person"`
	CurrentState string              `key:"current_state" need:"always"`
	TargetState  string              `key:"target_state"`
	Short        string              `key:"short"`
	Basis        string              `key:"basis"`
	Trigger      string              `key:"trigger"`
	Label        string              `key:"label"`
	SLA          string              `key:"sla" ref:"sla"`
	Commitment   string              `key:"commitment"`
	Gate         string              `key:"gate" ref:"gate"`
	Loop         string              `key:"loop" ref:"loop"`
	VisibleTo    []Party             `key:"visible_to" ref:"party"`
	Steps        []Step              `key:"steps"`
	Friction     *Friction           `key:"friction"`

	// Marketing to Sales.
	MQLDefinition Definition    `key:"mql_definition"`
	WrittenDown   bool          `key:"written_down"`
	DefinitionURL string        `key:"definition_url" ref:"link"`
	AgreedBy      []Function    `key:"agreed_by"`
	MentalModels  []MentalModel `key:"mental_models"`
	Mechanism     string        `key:"mechanism"`
	FollowUpTime  *TypicalTime  `key:"follow_up_time"`

	// Sales to Customer Success.
	InformationReceived Information       `key:"information_received"`
	DeliveryMethod      string            `key:"delivery_method"`
	HandoffDocument     *HandoffDocument  `key:"handoff_document"`
	WarmIntroduction    *WarmIntroduction `key:"warm_introduction"`
	KickoffMeeting      *KickoffMeeting   `key:"kickoff_meeting"`

	// Customer Success to Product.
	FeedbackPath        string       `key:"feedback_path"`
	ChannelType         string       `key:"channel_type"`
	Channel             string       `key:"channel"`
	TimeToVisibleAction *TypicalTime `key:"time_to_visible_action"`

	// Product to everybody.
	LearnsBy Map[string] `key:"learns_by" ref:"key:function"`
	LeadTime *LeadTime   `key:"lead_time"`
}

// A Step is one box of a handoff's swimlane.
type Step struct {
	At
	Function Function `key:"function"`
	Does     string   `key:"does"`
	Within   Span     `key:"within"`
}

// Friction is the one thing that regularly goes wrong at a handoff.
type Friction struct {
	At
	Title       string `key:"title" need:"always"`
	WhatHappens string `key:"what_happens" need:"always"`
	Short       string `key:"short"`
	Kind        string `key:"kind" need:"always"`
	Example     string `key:"example"`
	Frequency   string `key:"frequency"`
	Cost        string `key:"cost"`
	ProposedFix string `key:"proposed_fix"`
	FixOwner    string `key:"fix_owner" ref:"person"`
	Status      string `key:"status" default:"open"`
	ResolvedOn  Date   `key:"resolved_on"`
}

// A Definition is a text, or a reference to the SLA's.
type Definition struct {
	At
	Text string
	// See is "sla" when the SLA's terms are the definition.
	See string `key:"see"`
}

// A MentalModel is what a function takes an MQL to be.
type MentalModel struct {
	At
	Function Function `key:"function"`
	Says     string   `key:"says"`
}

// TypicalTime is how long something takes today.
type TypicalTime struct {
	At
	Typical Span   `key:"typical" need:"always"`
	Basis   string `key:"basis" need:"always"`
}

// Information is the list of what Customer Success receives, or the word "none".
type Information struct {
	At
	Items []string
	None  bool
}

// HandoffDocument says whether there is one.
type HandoffDocument struct {
	At
	Exists bool     `key:"exists" need:"always"`
	URL    string   `key:"url" ref:"link"`
	Fields []string `key:"fields"`
}

// WarmIntroduction says whether there is one.
type WarmIntroduction struct {
	At
	Exists bool   `key:"exists" need:"always"`
	How    string `key:"how"`
}

// KickoffMeeting says whether there is one, and how soon.
type KickoffMeeting struct {
	At
	Exists bool `key:"exists" need:"always"`
	Within Span `key:"within"`
}

// LeadTime is how long before a release the other functions hear of it.
type LeadTime struct {
	At
	Typical     Span      `key:"typical" need:"always"`
	Basis       string    `key:"basis"`
	PerFunction Map[Span] `key:"per_function" ref:"key:function"`
}

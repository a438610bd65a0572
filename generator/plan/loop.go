package plan

// A FeedbackLoop is how what one function learns reaches another, and how the answer comes back.
type FeedbackLoop struct {
	Entry
	Loop          string              `key:"loop" need:"always"`
	From          OneOrMany[Function] `key:"from"`
	To            OneOrMany[Function] `key:"to"`
	Primary       bool                `key:"primary"`
	ChosenBecause string              `key:"chosen_because"`
	CurrentState  string              `key:"current_state" need:"always"`
	Proposal      string              `key:"proposal"`
	Owner         string              `key:"owner" need:"always" ref:"person"`
	Cadence       string              `key:"cadence" need:"always"`
	Format        *Format             `key:"format" need:"always"`
	ActedOn       *ActedOn            `key:"acted_on"`
	StartsOn      Date                `key:"starts_on"`
	Short         string              `key:"short"`
	Runs          []LoopRun           `key:"runs"`
}

// Format is what a loop looks like.
type Format struct {
	At
	Type            string `key:"type" need:"always"`
	Detail          string `key:"detail" need:"always"`
	Short           string `key:"short"`
	DurationMinutes Number `key:"duration_minutes"`
}

// ActedOn is who receives what a loop brings, what they do with it, and how the source hears of it.
type ActedOn struct {
	At
	Recipients       []Party `key:"recipients" ref:"party"`
	Action           string  `key:"action"`
	ResponseToSource string  `key:"response_to_source"`
	Short            string  `key:"short"`
}

// A LoopRun is one time that a loop ran.
type LoopRun struct {
	At
	On         Date   `key:"on"`
	Items      Number `key:"items"`
	Decided    string `key:"decided"`
	AnsweredOn Date   `key:"answered_on"`
	Link       string `key:"link" ref:"link"`
}

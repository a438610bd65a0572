package plan

import "strings"

// A Gate is what must hold before a lead or a customer moves on.
type Gate struct {
	Entry
	Name      string              `key:"name"`
	Short     string              `key:"short"`
	Type      string              `key:"type"`
	From      OneOrMany[Function] `key:"from"`
	To        OneOrMany[Function] `key:"to"`
	FromState string              `key:"from_state"`
	ToState   string              `key:"to_state"`
	Match     string              `key:"match"`
	Criteria  []Criterion         `key:"criteria"`
	DefinedBy string              `key:"defined_by" default:"self"`
}

// A JourneyStage is one part of a customer's way, led by one function.
type JourneyStage struct {
	Entry
	Name             string         `key:"name"`
	FromState        string         `key:"from_state"`
	ToState          string         `key:"to_state"`
	Lead             Function       `key:"lead" need:"always"`
	Responsibilities []string       `key:"responsibilities"`
	Contributions    []Contribution `key:"contributions"`
	ExitGate         string         `key:"exit_gate" ref:"gate"`
}

// A Contribution is what another function adds to a stage.
type Contribution struct {
	At
	Function Function `key:"function"`
	Role     string   `key:"role"`
	Items    []string `key:"items"`
}

// A PipelineStage is one state of a deal in the CRM.
type PipelineStage struct {
	Entry
	Name          string            `key:"name"`
	Meaning       string            `key:"meaning"`
	EntryGate     string            `key:"entry_gate" ref:"gate"`
	OwnerFunction Function          `key:"owner_function"`
	Kind          string            `key:"kind"`
	CRMValues     OneOrMany[string] `key:"crm_values"`
}

// PipelineCounts are how many deals entered each stage in a period.
type PipelineCounts struct {
	At
	Period  Period      `key:"period"`
	Entered Map[Number] `key:"entered" ref:"key:stage"`
}

// Involves reports whether a function has a part in the stage: it leads, supports or gives input.
func (s *JourneyStage) Involves(f Function) bool {
	if s.Lead == f {
		return true
	}

	for _, c := range s.Contributions {
		if c.Function == f {
			return true
		}
	}

	return false
}

// LeadTerm returns which of the two definitions that an agreement of Marketing and Sales has is the gate's: "mql",
// "sql", or "" for neither.
func (g *Gate) LeadTerm() string {
	for _, term := range [...]struct{ short, long string }{{"mql", "marketing qualified lead"}, {"sql", "sales qualified lead"}} {
		if g.ID == term.short || strings.EqualFold(g.Short, term.short) || strings.EqualFold(g.Name, term.long) {
			return term.short
		}
	}

	return ""
}

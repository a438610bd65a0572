package evidence

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// The shapes of the machine-readable evidence. What was not measured is null.
type (
	jsonReport struct {
		Version int       `json:"version"`
		AsOf    string    `json:"as_of"`
		Plan    string    `json:"plan"`
		SLAs    []jsonSLA `json:"slas"`
	}

	jsonSLA struct {
		SLA           string                `json:"sla"`
		Rows          jsonRows              `json:"rows"`
		FirstOutreach *jsonOutreach         `json:"first_outreach"`
		Disposition   *jsonDisposition      `json:"disposition"`
		Volume        map[string]jsonVolume `json:"volume"`
		Conversion    *jsonConversion       `json:"conversion"`
		Logging       *jsonLogging          `json:"logging"`
		// More and Cadence are there where an agreement has them.
		More     map[string]jsonOutreach `json:"more_commitments,omitempty"`
		Cadence  []jsonStep              `json:"cadence,omitempty"`
		Verdicts []jsonVerdict           `json:"verdicts"`
	}

	jsonRows struct {
		Read         int `json:"read"`
		Used         int `json:"used"`
		Duplicate    int `json:"duplicate"`
		MissingMQLAt int `json:"missing_mql_at"`
		Anomaly      int `json:"anomaly"`
		Future       int `json:"future"`
		Unparseable  int `json:"unparseable"`
		Ambiguous    int `json:"ambiguous"`
		NoSLA        int `json:"no_sla"`
		NotStarted   int `json:"not_started,omitempty"` // there where a clock starts at another time than mql_at
	}

	jsonTally struct {
		Met                int   `json:"met"`
		Breach             int   `json:"breach"`
		BreachOpen         int   `json:"breach_open"`
		Pending            int   `json:"pending"`
		Anomaly            int   `json:"anomaly"`
		CompliancePct      Value `json:"compliance_pct"`
		MedianMinutes      Value `json:"median_business_minutes"`
		P90Minutes         Value `json:"p90_business_minutes"`
		UncontactedPastDue int   `json:"uncontacted_past_due"`
	}

	jsonOutreach struct {
		jsonTally
		ByRevision map[string]jsonTally `json:"by_revision"`
		ByMonth    map[string]jsonTally `json:"by_month"`
	}

	jsonDisposition struct {
		Met           int   `json:"met"`
		Breach        int   `json:"breach"`
		Pending       int   `json:"pending"`
		Overdue       int   `json:"overdue_undispositioned"`
		CompliancePct Value `json:"compliance_pct"`
	}

	jsonVolume struct {
		Actual     int     `json:"actual"`
		Commitment Value   `json:"commitment"`
		Pace       Value   `json:"pace"`
		Verdict    Verdict `json:"verdict"`
	}

	jsonConversion struct {
		Numerator   int     `json:"numerator"`
		Denominator int     `json:"denominator"`
		Pct         Value   `json:"pct"`
		Verdict     Verdict `json:"verdict"`
		From        string  `json:"window_from"`
		To          string  `json:"window_to"`
	}

	jsonLogging struct {
		Pct   Value `json:"pct"`
		Proxy bool  `json:"proxy"`
	}

	jsonStep struct {
		Attempt     int   `json:"attempt"`
		Numerator   int   `json:"numerator"`
		Denominator int   `json:"denominator"`
		Pct         Value `json:"pct"`
	}

	jsonVerdict struct {
		Clause     string  `json:"clause"`
		Verdict    Verdict `json:"verdict"`
		Actual     Value   `json:"actual"`
		Commitment Value   `json:"commitment"`
		Unit       string  `json:"unit"`
	}
)

// JSON returns the evidence of a plan as {"version":1,"as_of","plan","slas":[…]}. Shares are unrounded; what
// was not measured is null.
func (r *Report) JSON() ([]byte, error) {
	out := jsonReport{Version: 1, AsOf: r.AsOf.Format(time.RFC3339), Plan: r.Plan, SLAs: []jsonSLA{}}
	for _, s := range r.SLAs {
		out.SLAs = append(out.SLAs, s.json())
	}

	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return nil, fmt.Errorf("write the evidence of %s: %w", r.Plan, err)
	}

	return text.Bytes(), nil
}

func (s *SLA) json() jsonSLA {
	out := jsonSLA{SLA: s.ID, Rows: jsonRows(s.Rows), FirstOutreach: s.FirstOutreach.json(), Verdicts: []jsonVerdict{}}
	if d := s.Disposition; d != nil {
		out.Disposition = &jsonDisposition{d.Met, d.Breach, d.Pending, d.Overdue, d.Compliance()}
	}

	if s.Volume != nil {
		out.Volume = map[string]jsonVolume{}
		for _, p := range s.Volume.Periods {
			out.Volume[p.Period.Name] = jsonVolume{p.Actual, p.Promised, p.Pace, p.Verdict}
		}
	}

	if c := s.Conversion; c != nil {
		out.Conversion = &jsonConversion{c.Numerator, c.Denominator, c.Pct(), c.Verdict, c.From.String(), c.To.String()}
	}

	if l := s.Logging; l != nil {
		out.Logging = &jsonLogging{l.Pct(), l.Proxy}
	}

	for _, c := range s.Commitments {
		if out.More == nil {
			out.More = map[string]jsonOutreach{}
		}

		out.More[c.ID] = *c.Outreach.json()
	}

	for _, step := range s.Cadence {
		out.Cadence = append(out.Cadence, jsonStep{step.Attempt, step.Numerator, step.Denominator, step.Pct()})
	}

	for _, c := range s.Clauses {
		out.Verdicts = append(out.Verdicts, jsonVerdict{c.Path, c.Verdict, c.Actual, c.Promised, c.Unit})
	}

	return out
}

func (o *Outreach) json() *jsonOutreach {
	if o == nil {
		return nil
	}

	out := &jsonOutreach{jsonTally: o.Tally.json(), ByRevision: map[string]jsonTally{}, ByMonth: map[string]jsonTally{}}
	for _, g := range o.ByRevision {
		out.ByRevision[g.Key] = g.Tally.json()
	}

	for _, g := range o.ByMonth {
		out.ByMonth[g.Key] = g.Tally.json()
	}

	return out
}

func (t Tally) json() jsonTally {
	return jsonTally{t.Met, t.Breach, t.BreachOpen, t.Pending, t.Anomaly, t.Compliance(), t.Median, t.P90, t.BreachOpen}
}

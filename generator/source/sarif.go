package source

import (
	"encoding/json"
	"io"
	"net/url"
	"slices"
)

// A Rule describes what some problems have in common, for reports that carry their own manual.
type Rule struct {
	// ID is the rule's id, such as "unknown-ref".
	ID string
	// Severity is what its problems usually have.
	Severity Severity
	// Why says in one line what the rule is for.
	Why string
	// Help is the way out.
	Help string
}

// The parts of SARIF 2.1.0 (OASIS) that problems need, in the order in which they are written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}

	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}

	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}

	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}

	sarifRule struct {
		ID                   string      `json:"id"`
		ShortDescription     *sarifText  `json:"shortDescription,omitempty"`
		Help                 *sarifText  `json:"help,omitempty"`
		DefaultConfiguration sarifConfig `json:"defaultConfiguration"`
	}

	sarifConfig struct {
		Level string `json:"level"`
	}

	sarifText struct {
		Text string `json:"text"`
	}

	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
	}

	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}

	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}

	sarifArtifact struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId"`
	}

	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
)

var sarifLevels = [...]string{Error: "error", Warning: "warning", Info: "note"}

// SARIF writes problems as a log of SARIF 2.1.0, in the order given, with the rules as its manual; version is
// that of the program. A problem of a rule that is not among them gets a rule without a description.
func SARIF(w io.Writer, problems Problems, rules []Rule, version string) error {
	rules = withMissing(rules, problems)

	run := sarifRun{
		Tool: sarifTool{sarifDriver{
			Name: "lockstep", Version: version,
			InformationURI: "https://github.com/lockstep-docs/lockstep",
			Rules:          []sarifRule{},
		}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}

	index := map[string]int{}
	for i, rule := range rules {
		index[rule.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule.sarif())
	}

	for _, p := range problems {
		run.Results = append(run.Results, p.sarif(index[p.Rule]))
	}

	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")

	return encoder.Encode(sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run},
	})
}

// withMissing returns the rules, and after them those that only the problems know.
func withMissing(rules []Rule, problems Problems) []Rule {
	rules = slices.Clone(rules)
	for _, p := range problems {
		if !slices.ContainsFunc(rules, func(r Rule) bool { return r.ID == p.Rule }) {
			rules = append(rules, Rule{ID: p.Rule, Severity: p.Severity})
		}
	}

	return rules
}

func (r Rule) sarif() sarifRule {
	return sarifRule{
		ID: r.ID, ShortDescription: sarifTextOf(r.Why), Help: sarifTextOf(r.Help),
		DefaultConfiguration: sarifConfig{sarifLevels[r.Severity]},
	}
}

func sarifTextOf(text string) *sarifText {
	if text == "" {
		return nil
	}

	return &sarifText{text}
}

func (p Problem) sarif(rule int) sarifResult {
	result := sarifResult{RuleID: p.Rule, RuleIndex: rule, Level: sarifLevels[p.Severity], Message: sarifText{sentence(p)}}
	if !p.At.IsZero() {
		result.Locations = []sarifLocation{{Physical: p.At.sarif()}}
	}

	for i, place := range p.Related {
		result.Related = append(result.Related, sarifLocation{
			ID: i + 1, Physical: place.sarif(), Message: &sarifText{"the first is here"},
		})
	}

	return result
}

func (p Place) sarif() sarifPhysical {
	start, end := p.Range()
	file := url.URL{Path: p.name()}

	return sarifPhysical{
		Artifact: sarifArtifact{URI: file.String(), URIBaseID: "%SRCROOT%"},
		Region:   sarifRegion{start.Line, start.Column, end.Line, end.Column},
	}
}

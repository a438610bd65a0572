package source

import (
	"cmp"
	"slices"
)

// A Severity says what a problem stops.
type Severity uint8

const (
	// Error stops a build.
	Error Severity = iota
	// Warning stops nothing, but is an error under --strict.
	Warning
	// Info is worth knowing.
	Info
)

// String returns "error", "warning" or "info", as in every machine-readable format.
func (s Severity) String() string { return [...]string{"error", "warning", "info"}[s] }

// A Problem is something the author of a file should know.
type Problem struct {
	// At is where: the very key or value.
	At Place
	// Severity says what it stops.
	Severity Severity
	// Rule is the id of the rule, such as "unknown-ref".
	Rule string
	// Message is one sentence in plain words, without a full stop.
	Message string
	// Hint is the way out, such as `did you mean "sales"?`; may be empty.
	Hint string
	// Path is a JSON pointer into the front matter of the file; empty for the body.
	Path string
	// Related are the other places of a clash.
	Related []Place
	// Due is the day by which something was to happen that has not, "2026-07-22"; "" where time plays no part. About
	// is then the entry that it is about, by its collection and id, "metrics/win-rate"; "" for none.
	Due, About string
}

// fails reports whether a problem fails a run, in which strict takes warnings for errors.
func (p Problem) fails(strict bool) bool {
	return p.Severity == Error || strict && p.Severity == Warning
}

// Problems is a list of problems. The zero value is ready to use.
type Problems []Problem

// Add appends problems.
func (ps *Problems) Add(more ...Problem) { *ps = append(*ps, more...) }

// Count returns how many problems have that severity.
func (ps Problems) Count(s Severity) int {
	n := 0
	for i := range ps {
		if ps[i].Severity == s {
			n++
		}
	}

	return n
}

// Sort orders problems by file, position, severity, rule and message, and drops exact repetitions.
func (ps *Problems) Sort() {
	slices.SortStableFunc(*ps, func(a, b Problem) int { return a.compare(b) })
	*ps = slices.CompactFunc(*ps, func(a, b Problem) bool { return a.compare(b) == 0 })
}

func (p Problem) compare(q Problem) int {
	return cmp.Or(
		cmp.Compare(p.At.name(), q.At.name()),
		cmp.Compare(p.At.Start, q.At.Start),
		cmp.Compare(p.At.End, q.At.End),
		cmp.Compare(p.Severity, q.Severity),
		cmp.Compare(p.Rule, q.Rule),
		cmp.Compare(p.Message, q.Message),
		cmp.Compare(p.Path, q.Path),
	)
}

func (p Place) name() string {
	if p.File == nil {
		return ""
	}

	return p.File.Name
}

package evidence

import (
	"slices"
	"time"

	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A Verdict says whether a commitment was met.
type Verdict string

// The verdicts.
const (
	Met    Verdict = "met"
	Missed Verdict = "missed"
	// Pending waits for cases whose time is not over.
	Pending Verdict = "pending"
	// InProgress is a period that is not over.
	InProgress Verdict = "in_progress"
	// NotEnough has too few cases for a verdict.
	NotEnough Verdict = "not_enough"
	// NoData has none at all.
	NoData Verdict = "no_data"
)

// A Report is what the exports of a plan say.
type Report struct {
	// Plan is its id.
	Plan string
	// AsOf is the instant that was taken for today; JudgedAt is that at which evidence was judged: AsOf, or
	// ExportedAt if that is earlier. ExportedAt is zero where nobody says it.
	AsOf, JudgedAt, ExportedAt time.Time
	// Files are those that were read, in the order leads, attempts, tables.
	Files []File
	// SLAs has one of every agreement, in the order of the plan.
	SLAs []*SLA
	// NorthStar is the one number that everybody earns; nil without periods to compare.
	NorthStar *NorthStar
	// Enablement is how much of the content promised is current; nil if none is promised.
	Enablement *Enablement
	// Problems are those of its exports and of what refers to them, in no order.
	Problems source.Problems
}

// Has reports whether a problem is one of the report, whatever has been made of its severity since.
func (r *Report) Has(p source.Problem) bool {
	return r != nil && slices.ContainsFunc(r.Problems, func(own source.Problem) bool {
		return own.At == p.At && own.Rule == p.Rule && own.Message == p.Message
	})
}

// HasData reports whether any file was read.
func (r *Report) HasData() bool { return r != nil && len(r.Files) > 0 }

// SLA returns what there is of an agreement; nil if there is none.
func (r *Report) SLA(id string) *SLA {
	if r == nil {
		return nil
	}

	for _, s := range r.SLAs {
		if s.ID == id {
			return s
		}
	}

	return nil
}

// Sources returns the files behind a clause.
func (r *Report) Sources(c Clause) []File {
	var files []File
	for _, f := range r.Files {
		if slices.Contains(c.Uses, f.Use) {
			files = append(files, f)
		}
	}

	return files
}

// A File is an export that was read.
type File struct {
	// Name is below the content folder, Use is "leads", "attempts" or the id of a table.
	Name, Use string
	// Hash is the SHA-256 of the file, in hex.
	Hash string
	Rows int
	// Unusable and Unmatched are of attempts: those without a lead or a time, and those of leads that the
	// export of leads has not.
	Unusable, Unmatched int
}

// Digest returns the first twelve letters of the hash, which tell two exports apart.
func (f File) Digest() string { return f.Hash[:min(12, len(f.Hash))] }

// Rows says what became of the rows that an agreement is judged by. Every row is counted once in Used,
// Duplicate, MissingMQLAt, Future, Unparseable and NoSLA; Anomaly, Ambiguous and NotStarted are of those that are
// used.
type Rows struct {
	Read int
	Used int
	// Duplicate rows repeat the lead and time of another.
	Duplicate int
	// MissingMQLAt rows have no time at which the lead qualified.
	MissingMQLAt int
	// Anomaly rows have an outreach before the clock starts.
	Anomaly int
	// Future rows start after the instant of judgment.
	Future int
	// Unparseable rows have a time, or no id, that can be read.
	Unparseable int
	// Ambiguous rows have a local time that occurs twice or never, where clocks change.
	Ambiguous int
	// NoSLA rows start before the first revision was in force.
	NoSLA int
	// NotStarted rows have no time yet at which the clock starts, such as leads that nobody was assigned to. They
	// are leads, and nothing else is expected of anybody.
	NotStarted int
}

// An SLA is what there is of one agreement.
type SLA struct {
	ID   string
	Rows Rows
	// From and To are the local dates of the first and last clock start that was used; none if there is no row.
	From, To worktime.Date
	// FirstOutreach and the others are nil where no revision promises them, or no column has them.
	FirstOutreach *Outreach
	Disposition   *Disposition
	Volume        *Volume
	Conversion    *Conversion
	Logging       *Logging
	Cadence       []CadenceStep
	// Commitments are the further ones, in the order of the newest revision.
	Commitments []*Commitment
	// Clauses has a verdict for every commitment of the revision in force, in the order of the terms.
	Clauses []Clause
}

// Clause returns the verdict on a term; false if there is none.
func (s *SLA) Clause(path string) (Clause, bool) {
	if s != nil {
		for _, c := range s.Clauses {
			if c.Path == path {
				return c, true
			}
		}
	}

	return Clause{}, false
}

// A Clause is a commitment against what happened.
type Clause struct {
	// Path is the dotted path of the term, below the terms: "sales_commitment.first_outreach".
	Path    string
	Verdict Verdict
	// Actual and Promised are in Unit: "percent", or "leads" for a volume. Either may be none.
	Actual, Promised Value
	Unit             string
	// Numerator of Denominator cases are what Actual is made of; Waiting are those whose time is not over.
	Numerator, Denominator, Waiting int
	// Revision is the one that was in force at the instant of judgment; 0 for none.
	Revision int
	// From and To are the first and the last local date that count.
	From, To worktime.Date
	// Uses are the exports behind it, as in File.Use; see Report.Sources.
	Uses []string
}

// A Tally counts cases with a time limit.
type Tally struct {
	Met, Breach int
	// BreachOpen are the breaches where nothing has happened to this day: uncontacted past due.
	BreachOpen int
	Pending    int
	Anomaly    int
	// Median and P90 are in business minutes, over what has happened; none if nothing has.
	Median, P90 Value
}

// Judged is the number of cases with an outcome.
func (t Tally) Judged() int { return t.Met + t.Breach }

// Compliance is the share of Met in percent; none without an outcome.
func (t Tally) Compliance() Value { return percent(t.Met, t.Judged()) }

// Cases are how many were in time, and how many not.
type Cases struct{ Met, Breach, Pending int }

// Judged is the number of cases with an outcome.
func (c Cases) Judged() int { return c.Met + c.Breach }

// Compliance is the share of Met in percent; none without an outcome.
func (c Cases) Compliance() Value { return percent(c.Met, c.Judged()) }

func (c Cases) some() bool { return c != Cases{} }

// An Outreach is what became of commitments with a clock: the first outreach, or a further commitment.
type Outreach struct {
	Tally
	// Groups are in order: months and revisions from the first on, the others by how many cases they have.
	ByMonth, ByRevision, ByTier, BySource []Group
	// ByPerson is nil unless the site publishes people's numbers.
	ByPerson []Group
	// Times is how long it took, from quick to slow; every bin is there, also empty ones.
	Times []Bin
	// System is the time from a lead's creation until it was handed over, Human that from there to the first
	// outreach, both in business minutes. They have no cases where the times are not exported.
	System, Human Delay
}

// A Bin counts cases that took longer than Over and at most UpTo business minutes; UpTo is 0 for no limit.
type Bin struct {
	Over, UpTo int
	Count      int
}

// A Delay is how long something took in business minutes.
type Delay struct {
	Cases       int
	Median, P90 Value
}

// A Commitment is a further one of an agreement.
type Commitment struct {
	ID string
	Outreach
}

// A Disposition is what became of the promise to decide on every lead.
type Disposition struct {
	Met, Breach, Pending int
	// Overdue are leads without a decision whose time is over. They are breaches only where the scope is all.
	Overdue int
	// Accepted, Rejected and Recycled are all decisions, whatever the scope.
	Accepted, Rejected, Recycled int
	ByMonth, ByRevision          []Group
	// Reasons are those of rejected leads, the most frequent first. "" is no reason, Other what is not listed
	// or too rare to be shown.
	Reasons []Count
}

// Compliance is the share of Met in percent; none without an outcome.
func (d *Disposition) Compliance() Value { return percent(d.Met, d.Met+d.Breach) }

// Other is the name of what is counted together.
const Other = "other"

// A Count is how often something occurs.
type Count struct {
	Name  string
	Count int
}

// A Volume is how many leads qualified.
type Volume struct {
	// Periods are from the first revision on: months like 2026-11, or quarters like 2026-Q4.
	Periods []VolumePeriod
}

// A VolumePeriod holds one month or quarter against what was promised. A period that was over before the first
// row of the export has the verdict NoData, and an Actual of 0 that nobody has counted: the export may simply
// begin later. A period behind that is one without leads if it has no rows.
type VolumePeriod struct {
	Period worktime.Period
	Actual int
	// Promised is for the whole period, Pace for its days up to the instant of judgment.
	Promised, Pace Value
	Verdict        Verdict
}

// A Conversion is how many MQLs became SQLs.
type Conversion struct {
	Rate
	// Method is "cohort" or "period".
	Method  string
	Verdict Verdict
	// From and To are the first and last local date of the window.
	From, To worktime.Date
	// Changed are the dates within the window from which an MQL or SQL was something else: rates before and
	// after do not compare.
	Changed []worktime.Date
	// ByRevision are the rates of the leads that each revision judged; 0 is before the first.
	ByRevision []RevisionRate
	// Months are the same rate as it stood at the end of each month, or at the instant of judgment.
	Months []MonthRate
	// Cohorts are the leads of each month, and how many of them have become SQLs since.
	Cohorts []MonthRate
}

// A Rate is a share.
type Rate struct{ Numerator, Denominator int }

// Pct returns the share in percent; none of nothing.
func (r Rate) Pct() Value { return percent(r.Numerator, r.Denominator) }

// A RevisionRate is the rate of one revision.
type RevisionRate struct {
	Revision int
	Rate
}

// A MonthRate is the rate of one month.
type MonthRate struct {
	Month worktime.Month
	Rate
	// Promised is the share in percent that was promised at its end; none for nothing.
	Promised Value
	// Open says that leads of that month may still become SQLs within the window.
	Open bool
	// Changed says that an MQL or SQL became something else in that month: rates before and after do not
	// compare.
	Changed bool
}

// Logging is how much of the outreach the CRM knows of.
type Logging struct {
	// Rate is logged attempts of all that were made; with Proxy, leads with an outreach in the CRM of those
	// with an outreach or a decision.
	Rate
	Proxy bool
	// Leads are those whose attempts are all logged, of those contacted. It is zero with Proxy.
	Leads Rate
	// Twice is the number of leads for which the CRM has more records than attempts were made. Only as many
	// as were made are counted.
	Twice int
	// ByRevision are the rates of the leads that each revision judged.
	ByRevision []RevisionRate
	// Months are the rates of the leads whose clock started in each month.
	Months []MonthRate
}

// A CadenceStep is how often an attempt of the follow-up cadence was made in time.
type CadenceStep struct {
	Attempt int
	// Rate is of the leads whose time for it is over, and that had not been decided on before. An attempt on a
	// channel that the step does not name is not counted.
	Rate
}

// A NorthStar is the one number that everybody earns, by period.
type NorthStar struct {
	// Name, Unit and Per are as in the plan: "Daily revenue", "USD", "day".
	Name, Unit, Per string
	Periods         []StarPeriod
}

// A StarPeriod is the total of a period against what it should have been.
type StarPeriod struct {
	Period worktime.Period
	// Days are those that count, calendar or business days.
	Days int
	// Actual and Promised are totals; PerDay is Actual by Days.
	Actual, Promised, PerDay Value
	Verdict                  Verdict
}

// Enablement is how much of the content that Marketing promised is current.
type Enablement struct {
	Rate
	// Stale are the ids of assets whose review is overdue, or of which nobody says when they were updated.
	Stale []string
}

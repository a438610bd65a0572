// Package evidence finds out whether commitments were met: it holds what was promised against exports of a
// CRM. It hides CSV and the dialects of CRMs.
//
// # How a row is judged
//
// A row is a lead that qualified once. The revision that was in force on the local date of its clock start
// judges it, for ever: a later revision never judges it again. The instant of judgment is as-of, or the
// instant of the export if that is earlier: a stale export makes nothing overdue. What is dated after it has
// not happened yet.
//
// Times are read to the second. All counts are whole numbers and all shares exact fractions; they are rounded
// where they are shown, never where they are compared.
//
// # What stays in memory
//
// Files are streamed. Of a row stay 40 bytes: a hash of the lead's id, its times, and numbers that stand for
// source, owner, tier and reason. Names, addresses and telephone numbers of leads are never kept. What is said
// of a row says where it stands, and shows nothing of it but a date that could not be read. A source or reason is
// shown if three rows have it, and it has no word of a name that a column of people holds, or of the site's people.
package evidence

import (
	"io/fs"
	"slices"
	"time"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// Options say where the exports are, and as of when they are judged.
type Options struct {
	// Content is the content folder.
	Content fs.FS
	// Prefix is put before paths in problems: "content/".
	Prefix string
	// AsOf is the instant that is taken for today.
	AsOf time.Time
	// Memo keeps results for the next time; nil for none. It never changes an answer.
	Memo *Memo
}

// Evidence is what the exports of all plans say.
type Evidence struct {
	// Reports has one of every plan, in the order of the set.
	Reports []*Report
}

// Report returns that of a plan; nil if there is none.
func (e *Evidence) Report(plan string) *Report {
	if e == nil {
		return nil
	}

	for _, r := range e.Reports {
		if r.Plan == plan {
			return r
		}
	}

	return nil
}

// Measure holds the commitments of every plan against its exports. h is the history of the same set. The
// problems are those of the exports and of what refers to them, in no order; the error is that of a disk.
func Measure(set *plan.Set, h *history.History, o Options) (*Evidence, source.Problems, error) {
	e := &Evidence{}
	var problems source.Problems
	var guard *watch
	used := map[[32]byte]*remembered{}
	for _, p := range set.Plans {
		if guard == nil && p.Data != nil {
			guard = newWatch(set)
		}

		m := &measurement{plan: p, past: h, options: o, watch: guard, used: used}
		if err := m.run(); err != nil {
			return nil, nil, err
		}

		m.report.Problems = m.problems
		e.Reports = append(e.Reports, m.report)
		problems.Add(m.problems...)
	}

	if o.Memo != nil {
		o.Memo.keep(used)
	}

	return e, problems, nil
}

// A measurement is one run over the exports of a plan.
type measurement struct {
	plan     *plan.Plan
	past     *history.History
	options  Options
	watch    *watch
	used     map[[32]byte]*remembered
	report   *Report
	agreed   []*agreement
	problems source.Problems
}

func (m *measurement) run() error {
	p := m.plan
	m.report = &Report{Plan: p.ID, AsOf: m.options.AsOf, JudgedAt: m.options.AsOf}
	exports, err := m.open()
	if err != nil {
		return err
	}

	if p.Data != nil {
		m.report.ExportedAt = exportedAt(p)
		if at := m.report.ExportedAt; !at.IsZero() && at.Before(m.report.JudgedAt) {
			m.report.JudgedAt = at
		}
	}

	m.agreed = m.agreements()
	var key [32]byte
	kept := (*remembered)(nil)
	if m.options.Memo != nil {
		key = m.key(exports)
		kept = m.options.Memo.get(key)
	}

	if kept == nil {
		if kept, err = m.measure(exports); err != nil {
			return err
		}
	}

	m.used[key] = kept
	m.report.Files, m.report.SLAs = kept.files, slices.Clone(kept.slas)
	m.problems.Add(kept.problems...)
	for _, s := range kept.sightings {
		m.problems.Add(m.watch.problem(s))
	}

	for _, c := range kept.clashes {
		m.problems.Add(m.clash(c))
	}

	m.arithmetic()
	m.holidays()
	m.leaves()

	return nil
}

// exportedAt returns when the files were exported; the zero time if nobody can tell. A date is the end of
// that day.
func exportedAt(p *plan.Plan) time.Time {
	zone := dataZone(p)
	if day, err := worktime.ParseDate(p.Data.ExportedAt); err == nil {
		return day.End(zone)
	}

	at, _, err := worktime.ParseInstant(p.Data.ExportedAt, zone)
	if err != nil {
		return time.Time{}
	}

	return at
}

// dataZone returns the zone of times that do not say one.
func dataZone(p *plan.Plan) *time.Location {
	if p.Data != nil {
		if zone, err := worktime.LoadZone(p.Data.Timezone); err == nil {
			return zone
		}
	}

	return p.Zone()
}

package site

import (
	"fmt"
	"html/template"
	"math/big"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An actual is what became of a clause.
type actual struct {
	evidence.Clause
	// Class, Mark and Word are the verdict: "met", "✓", "met".
	Class, Mark, Word string
	// Value is what was measured: "91.7%"; "" for nothing.
	Value string
	// Sample is how many cases that rests on: "11 of 12".
	Sample string
	// Href leads to the page that tells more.
	Href string
}

// evidence returns what the exports of a plan say; nil for a plan without any.
func (s *Site) evidence(p *plan.Plan) *evidence.Report {
	if s.opts.Evidence == nil {
		return nil
	}

	report := s.opts.Evidence.Report(p.ID)
	if report == nil || !report.HasData() {
		return nil
	}

	return report
}

// actual returns what became of a clause of the revision in force; nil where nobody measures it.
func (p *page) actual(s *plan.SLA, path string) *actual {
	report := p.site.evidence(p.Plan)
	if report == nil || path == "" {
		return nil
	}

	of := report.SLA(s.ID)
	if of == nil {
		return nil
	}

	c, ok := of.Clause(path)
	if !ok || c.Revision == 0 {
		return nil
	}

	a := &actual{Clause: c, Href: p.To(p.PlanPath("evidence.html")) + "#" + s.ID}
	a.Class, a.Mark, a.Word = verdictWords(c.Verdict)
	if c.Actual.IsSet() {
		a.Value = number(plan.Number(c.Actual.String()), c.Unit, "")
	}

	switch {
	case c.Unit == "leads" && c.Actual.IsSet():
		a.Sample = "of " + c.Promised.String() + volumeNote(of.Volume, c)
	case c.Denominator > 0:
		a.Sample = fmt.Sprintf("%d of %d", c.Numerator, c.Denominator)
	}

	if c.Waiting > 0 {
		a.Sample = strings.TrimPrefix(a.Sample+fmt.Sprintf(", %d waiting", c.Waiting), ", ")
	}

	return a
}

// volumeNote says in which period that many leads were promised, and how many of them for its days until now: revisions
// that changed the number within it, and the day, explain what the terms do not say.
func volumeNote(v *evidence.Volume, c evidence.Clause) string {
	if v == nil {
		return ""
	}

	for _, period := range v.Periods {
		if period.Period.First != c.From {
			continue
		}

		note := " in " + periodWords(plan.Period(period.Period.Name))
		if period.Verdict == evidence.InProgress && period.Pace.IsSet() {
			note += ", " + period.Pace.String() + " due by now"
		}

		return note
	}

	return ""
}

// verdictWords puts a verdict into words.
func verdictWords(v evidence.Verdict) (class, mark, word string) {
	switch v {
	case evidence.Met:
		return "met", "✓", "met"
	case evidence.Missed:
		return "missed", "✕", "missed"
	case evidence.Pending:
		return "wait", "◔", "pending"
	case evidence.InProgress:
		return "wait", "◔", "in progress"
	case evidence.NotEnough:
		return "wait", "–", "not enough data"
	}

	return "wait", "–", "no data"
}

// figureVerdict is the same for figures.
func figureVerdict(v evidence.Verdict) figure.Verdict {
	class, _, word := verdictWords(v)
	tone := map[string]figure.Tone{"met": figure.Met, "missed": figure.Missed, "wait": figure.Wait}[class]
	if v == evidence.NoData || v == evidence.NotEnough {
		tone = figure.Neutral
	}

	return figure.Verdict{Tone: tone, Word: word}
}

// A measured plan is what its exports say, for the page that tells it.
type measured struct {
	*evidence.Report
	SLAs []measuredSLA
	// Stale is how old the exports are, in words; "" if they are of the day.
	Stale string
}

// A measuredSLA is one agreement of it.
type measuredSLA struct {
	*evidence.SLA
	Agreement *agreement
	// Clauses are in the order of the promises.
	Clauses []judged
	// Breaks are the days on which an MQL or SQL became something else.
	Breaks []plan.Date
}

// A judged clause is a promise with what became of it.
type judged struct {
	promise
	Party  plan.Function
	Actual *actual
}

func evidenceView(p *page) any {
	report := p.site.evidence(p.Plan)
	m := &measured{Report: report}
	if days := worktime.DateOf(report.AsOf).Sub(worktime.DateOf(report.JudgedAt.In(report.AsOf.Location()))); days > 0 {
		m.Stale = plural(days, "day") + " old"
	}

	for _, sla := range p.Plan.SLAs() {
		of := report.SLA(sla.ID)
		if of == nil {
			continue
		}

		one := measuredSLA{SLA: of, Agreement: agreementOf(p, sla)}
		for _, side := range one.Agreement.Sides {
			for _, pr := range side.Promises {
				if a := p.actual(sla, pr.Path); a != nil {
					one.Clauses = append(one.Clauses, judged{pr, side.Party, a})
				}
			}
		}

		if of.Conversion != nil {
			one.Breaks = of.Conversion.Changed
		}

		m.SLAs = append(m.SLAs, one)
	}

	return m
}

// SourcesOf names the exports behind a clause.
func (m *measured) SourcesOf(a *actual) []evidence.File { return m.Report.Sources(a.Clause) }

// Instant returns a moment as people write it, in the site's zone: "24 Nov 2026, 09:30".
func (p *page) Instant(t time.Time) template.HTML {
	if t.IsZero() {
		return ""
	}

	t = t.In(p.site.opts.AsOf.Location())
	shown := day(worktime.DateOf(t)) + t.Format(", 15:04")

	return template.HTML(`<time datetime="` + t.Format(time.RFC3339) + `">` + shown + `</time>`)
}

// Pct writes a share; "–" for none.
func (p *page) Pct(v evidence.Value) string {
	if !v.IsSet() {
		return "–"
	}

	return v.String() + "%"
}

// Minutes writes business minutes as people say them: "54 min", "3 h 29 min"; "–" for none.
func (p *page) Minutes(v evidence.Value) string {
	if !v.IsSet() {
		return "–"
	}

	total := new(big.Int).Quo(v.Rat().Num(), v.Rat().Denom()).Int64()
	switch hours, minutes := total/60, total%60; {
	case hours == 0:
		return v.String() + " min"
	case minutes == 0:
		return fmt.Sprintf("%d h", hours)
	default:
		return fmt.Sprintf("%d h %d min", hours, minutes)
	}
}

// VerdictOf returns a verdict for the part that shows one.
func (p *page) VerdictOf(v evidence.Verdict) *page {
	class, mark, word := verdictWords(v)

	return p.With(attention{Class: class, Mark: mark, Word: word})
}

// GroupName puts the key of a group into words.
func (p *page) GroupName(key string) string {
	if key == "" {
		return "Not said"
	}

	return plan.Words(key)
}

// Ratio writes a rate as a share of a number: "16.5%, 17 of 103"; "–" of nothing.
func (p *page) Ratio(r evidence.Rate) string {
	if r.Denominator == 0 {
		return "–"
	}

	return fmt.Sprintf("%s, %d of %d", p.Pct(r.Pct()), r.Numerator, r.Denominator)
}

// Amount writes a number of the north star's unit.
func (p *page) Amount(v evidence.Value, unit string) string {
	if !v.IsSet() {
		return "–"
	}

	if len(unit) == 3 && unit == strings.ToUpper(unit) {
		return number(plan.Number(v.String()), "currency", unit)
	}

	return strings.TrimSpace(thousands(v.String()) + " " + unit)
}

// OutreachRate is the share of a tally that was in time.
func (p *page) OutreachRate(t evidence.Tally) evidence.Rate {
	return evidence.Rate{Numerator: t.Met, Denominator: t.Judged()}
}

// A grouping is one way to split the cases.
type grouping struct {
	Name   string
	Groups []evidence.Group
	// Promised says that one promise held for all cases of a group, so that it has a verdict.
	Promised bool
	// Timed says that the groups tell how long it took.
	Timed bool
}

// Groups returns the ways in which the cases of a promise can be split into more than one part.
func (p *page) Groups(sla *plan.SLA, o *evidence.Outreach) []grouping {
	var all []grouping
	one := len(o.ByRevision) < 2
	for _, g := range []grouping{{"revision", o.ByRevision, true, true}, {"kind of lead", o.ByTier, one, true}, {"source", o.BySource, one, true}, {"person", o.ByPerson, one, true}} {
		if len(g.Groups) > 1 || g.Name == "person" && len(g.Groups) > 0 {
			all = append(all, g)
		}
	}

	return all
}

// Revisions returns the cases by revision, where there is more than one.
func (p *page) Revisions(groups []evidence.Group) []grouping {
	if len(groups) < 2 {
		return nil
	}

	return []grouping{{Name: "revision", Groups: groups, Promised: true}}
}

// PeriodName puts a period into words.
func (p *page) PeriodName(period worktime.Period) string { return p.Period(plan.Period(period.Name)) }

// MonthName puts a month into words.
func (p *page) MonthName(m worktime.Month) string { return p.Period(plan.Period(m.String())) }

// CommitmentOf returns a further commitment of an agreement; an empty one where its terms have none of that id.
func (p *page) CommitmentOf(a *agreement, id string) *plan.Commitment {
	if c, ok := a.Terms.MoreCommitments.Get(id); ok && c != nil {
		return c
	}

	return &plan.Commitment{Entry: plan.Entry{ID: id}}
}

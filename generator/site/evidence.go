package site

import (
	"fmt"
	"html/template"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/history"
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

// ComplianceChart draws how much was done in time, month by month, beside what was promised then. A month in
// which that changed is two bars, or more: each part of it stands beside its own promise.
func (p *page) ComplianceChart(sla *plan.SLA, id, what string, party plan.Function, months []evidence.Group) template.HTML {
	bars := figure.Bars{
		ID: p.ID("fig." + sla.ID + "-" + id), Title: what + " in time, by month", Desc: "The share that was in time, and what was promised then.",
		Unit: "percent", Limit: "promised",
	}
	add := func(label string, promised evidence.Value, within string, c evidence.Cases, v evidence.Verdict, running bool) {
		bar := figure.Bar{Label: label, Limit: promised.Rat(), Verdict: figureVerdict(v), Tone: tone(party)}
		if share := c.Compliance(); share.IsSet() {
			bar.Value = share.Rat()
			bar.Note = fmt.Sprintf("%d of %d", c.Met, c.Judged()) + within
		}

		if running {
			bar.Running, bar.Verdict = true, figure.Verdict{Tone: figure.Wait, Word: "in progress"}
		}

		bars.Bars = append(bars.Bars, bar)
	}

	varied := evidence.Varied(months)
	for _, g := range months {
		if !g.Stepped() {
			within := ""
			if varied && len(g.Parts) > 0 {
				within = timeOf(g.Parts[0])
			}

			add(p.GroupMonth(g), g.Promised, within, g.Cases(), g.Verdict, g.Pending > 0 || p.running(g.Key))
			continue
		}

		for i, part := range g.Parts {
			last := i == len(g.Parts)-1
			add(p.partName(g, i), part.Promised, timeOf(part), part.Cases, part.Verdict, part.Pending > 0 || last && p.running(g.Key))
		}
	}

	return p.chart(bars)
}

// Promise says what a part promised: "90% within 4 business hours".
func (p *page) Promise(part evidence.Part) string { return p.Pct(part.Promised) + timeOf(part) }

// timeOf says the time limits of a part, behind a share.
func timeOf(part evidence.Part) string {
	if part.Within() == "" {
		return ""
	}

	return " within " + part.Within()
}

// running reports whether a month is not over yet at the instant of judgment.
func (p *page) running(month string) bool {
	judged := p.site.evidence(p.Plan).JudgedAt.In(p.Plan.Zone())

	return month == worktime.MonthOf(worktime.DateOf(judged)).String()
}

// partName says which days of a month a revision judged: "1–15 Nov 2026". One that was in force at another time
// judged cases whose clocks start by another column.
func (p *page) partName(g evidence.Group, i int) string {
	name := p.GroupMonth(g)
	month, err := worktime.ParseMonth(g.Key)
	if err != nil {
		return name
	}

	first, last := g.Parts[i].From, month.Last()
	if first.Before(month.First()) {
		first = month.First()
	}

	if i+1 < len(g.Parts) {
		last = g.Parts[i+1].From.AddDays(-1)
	}

	switch {
	case last.Before(first) || last.After(month.Last()):
		return fmt.Sprintf("%s, revision %d", name, g.Parts[i].Revision)
	case first == last:
		return fmt.Sprintf("%d %s", first.Day, name)
	}

	return fmt.Sprintf("%d–%d %s", first.Day, last.Day, name)
}

// A changing is how a promise changed: within some months, and from one month to the next.
type changing struct {
	Months []evidence.Group
	Steps  []evidence.Step
}

// Changed returns how what was promised changed. The last part of a month that is not over is in progress.
func (p *page) Changed(months []evidence.Group) changing {
	all := changing{Steps: evidence.Steps(months)}
	for _, g := range months {
		if !g.Stepped() {
			continue
		}

		g.Parts = slices.Clone(g.Parts)
		if last := &g.Parts[len(g.Parts)-1]; p.running(g.Key) {
			last.Verdict = evidence.InProgress
		}

		all.Months = append(all.Months, g)
	}

	return all
}

// GroupMonth puts the month of a group into words.
func (p *page) GroupMonth(g evidence.Group) string { return p.Period(plan.Period(g.Key)) }

// TimesChart draws how long it took.
func (p *page) TimesChart(sla *plan.SLA, id, what string, party plan.Function, times []evidence.Bin) template.HTML {
	bars := figure.Bars{ID: p.ID("fig." + sla.ID + "-" + id + "-times"), Title: "How long " + what + " took", Desc: "Cases by business time until it happened.", Unit: "count"}
	total := 0
	for _, b := range times {
		total += b.Count
		bars.Bars = append(bars.Bars, figure.Bar{Label: binName(b), Value: big.NewRat(int64(b.Count), 1), Tone: tone(party)})
	}

	if total == 0 {
		return ""
	}

	return p.chart(bars)
}

// binName says how long the cases of a bin took.
func binName(b evidence.Bin) string {
	switch {
	case b.Over == 0:
		return "up to " + minutesName(b.UpTo)
	case b.UpTo == 0:
		return "over " + minutesName(b.Over)
	case b.UpTo%60 == 0 && b.Over%60 == 0:
		return fmt.Sprintf("%d–%d h", b.Over/60, b.UpTo/60)
	}

	return strings.TrimSuffix(minutesName(b.Over), " min") + "–" + minutesName(b.UpTo)
}

func minutesName(n int) string {
	if n%60 == 0 {
		return strconv.Itoa(n/60) + " h"
	}

	return strconv.Itoa(n) + " min"
}

// VolumeChart draws how many leads qualified, beside what was promised.
func (p *page) VolumeChart(sla *plan.SLA, v *evidence.Volume) template.HTML {
	bars := figure.Bars{
		ID: p.ID("fig." + sla.ID + "-volume"), Title: "MQLs, period by period", Desc: "How many leads qualified, and how many were promised.",
		Unit: "count", Limit: "promised",
	}
	for _, period := range v.Periods {
		bar := figure.Bar{
			Label: p.Period(plan.Period(period.Period.Name)), Value: big.NewRat(int64(period.Actual), 1), Limit: period.Promised.Rat(),
			Verdict: figureVerdict(period.Verdict), Tone: figure.Marketing, Running: period.Verdict == evidence.InProgress,
		}
		if period.Verdict == evidence.NoData {
			bar.Value = nil
		}

		if bar.Running && period.Pace.IsSet() {
			bar.Note = period.Pace.String() + " due by now"
		}

		bars.Bars = append(bars.Bars, bar)
	}

	return p.chart(bars)
}

// ConversionChart draws the rolling rate at the end of each month, the target as it was in force, and the days
// on which an MQL or SQL became something else.
func (p *page) ConversionChart(sla *plan.SLA, c *evidence.Conversion) template.HTML {
	log := p.site.logs[sla]
	line := figure.Line{
		ID: p.ID("fig." + sla.ID + "-conversion"), Title: "MQLs that became SQLs", Desc: "The rate over the window, as it stood at the end of each month.",
		Unit: "percent", Tone: figure.Marketing,
	}
	for _, m := range c.Months {
		line.Points = append(line.Points, figure.Point{Period: p.Period(plan.Period(m.Month.String())), On: m.Month.First(), Value: m.Pct().Rat()})
	}

	for _, r := range slices.Backward(log.Revisions) {
		if terms := r.Terms(); !r.HoldsFrom.IsZero() && terms != nil && terms.MarketingCommitment != nil && terms.MarketingCommitment.Quality != nil {
			line.Target = append(line.Target, figure.Level{From: r.HoldsFrom, Value: terms.MarketingCommitment.Quality.MQLToSQLPct.Rat()})
			line.Events = append(line.Events, p.definitionEvent(r)...)
		}
	}

	return p.chart(line)
}

// definitionEvent marks a revision that changed what is counted.
func (p *page) definitionEvent(r *history.Revision) []figure.Event {
	if !slices.ContainsFunc(r.Changes(), func(c history.Change) bool { return c.Definition }) {
		return nil
	}

	return []figure.Event{{On: r.HoldsFrom, Label: "another definition", Href: p.RevisionLink(r.Log().SLA, r.Number)}}
}

// ReasonsChart draws why leads were rejected.
func (p *page) ReasonsChart(sla *plan.SLA, d *evidence.Disposition) template.HTML {
	ranking := figure.Ranking{ID: p.ID("fig." + sla.ID + "-reasons"), Title: "Why leads were rejected", Desc: "Rejected leads by the reason given.", Unit: "count", Share: true}
	for _, reason := range d.Reasons {
		label := reason.Name
		if label == "" {
			label = "No reason given"
		}

		ranking.Rows = append(ranking.Rows, figure.Rank{Label: label, Value: big.NewRat(int64(reason.Count), 1), Tone: figure.Sales})
	}

	return p.chart(ranking)
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

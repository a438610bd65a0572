package site

import (
	"fmt"
	"html/template"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// The charts of what the exports say.

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

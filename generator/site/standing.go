package site

import (
	"html/template"
	"math/big"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
)

// How things stand against what was aimed at or promised: pictures for a first look.

// Standing draws where metrics stand and where they shall be; "" where fewer than two have both.
func (p *page) Standing(metrics []*plan.Metric) template.HTML {
	chart := figure.Bullets{ID: p.ID("fig.standing"), Title: "Where the numbers in focus stand", Desc: "Each from zero, and the mark is the target."}
	both := 0
	for _, m := range metrics {
		if m.Target == nil || !m.Target.Value.IsSet() {
			continue
		}

		row := figure.Bullet{
			Label: p.NameOf(m), Unit: m.Unit, Currency: m.Currency, Target: m.Target.Value.Rat(), By: p.Period(m.Target.Quarter),
			Estimate: m.Current.Basis == "estimate", Tone: tone(m.OwnerFunction), Href: "#" + p.ID(m.ID),
		}
		if reached := p.Reached(m); reached.Word != "" {
			row.Verdict = figure.Verdict{Tone: figure.Tone(reached.Class), Word: reached.Word}
		}

		if m.Current.Value.IsSet() {
			row.Current = m.Current.Value.Rat()
			both++
		}

		chart.Rows = append(chart.Rows, row)
	}

	if both < 2 {
		return ""
	}

	return p.chart(chart)
}

// PromisesChart draws what was promised and what became of it, a row a clause; the table of the clauses stands beside
// it. It is "" where nothing is measured.
func (p *page) PromisesChart(m measuredSLA) template.HTML {
	chart := figure.Bullets{
		ID: p.ID("fig." + m.ID + "-promises"), Title: "What was promised, and what came of it", Desc: "Each promise from zero, and the mark is what was promised.", Limit: "promised",
	}
	measured := false
	for _, c := range m.Clauses {
		row := figure.Bullet{
			Label: c.name(), Unit: c.Actual.Unit, Target: c.Actual.Promised.Rat(), Verdict: figureVerdict(c.Actual.Clause.Verdict),
			Note: strings.TrimPrefix(c.Actual.Sample, "of "+c.Actual.Promised.String()), Tone: tone(c.Party), Href: p.SLALink(m.ID) + "#" + c.ID,
		}
		if row.Unit == "leads" {
			row.Unit = "count"
		}

		if c.Actual.Actual.IsSet() {
			row.Current = c.Actual.Actual.Rat()
			measured = true
		}

		chart.Rows = append(chart.Rows, row)
	}

	if !measured {
		return ""
	}

	return template.HTML(redact.Value(p.site.redactor, chart).HTML())
}

// name says what is promised, with the time that is allowed for it.
func (j judged) name() string {
	switch {
	case strings.HasSuffix(j.What, " within"):
		return j.What + " " + j.Value
	case strings.HasPrefix(j.Path, "more_commitments.") && j.Value != "":
		return j.What + " within " + j.Value
	}

	return j.What
}

// CasesChart draws what became of every case that had a time limit, under all revisions; "" where there is none.
func (p *page) CasesChart(m measuredSLA) template.HTML {
	chart := figure.Shares{
		ID: p.ID("fig." + m.ID + "-cases"), Title: "What became of every case", Desc: "All cases with a time limit, under all revisions.", Unit: "count",
		Parts: []figure.Part{
			{Label: "in time", Tone: figure.Met}, {Label: "late", Tone: figure.Missed}, {Label: "past due and open", Tone: figure.Warn},
			{Label: "waiting within their time", Tone: figure.Wait}, {Label: "out of order, not judged", Tone: figure.Neutral},
		},
	}
	add := func(name string, t evidence.Tally) {
		counts := []int{t.Met, t.Breach - t.BreachOpen, t.BreachOpen, t.Pending, t.Anomaly}
		whole, sum := figure.Whole{Label: name}, 0
		for _, n := range counts {
			whole.Values, sum = append(whole.Values, big.NewRat(int64(n), 1)), sum+n
		}

		if sum > 0 {
			chart.Rows = append(chart.Rows, whole)
		}
	}

	if m.FirstOutreach != nil {
		add("First outreach", m.FirstOutreach.Tally)
	}

	if d := m.Disposition; d != nil {
		decided := evidence.Tally{Met: d.Met, Breach: d.Breach, Pending: d.Pending}
		for _, r := range d.ByRevision {
			decided.BreachOpen += r.BreachOpen
		}

		add("Decision", decided)
	}

	for _, c := range m.Commitments {
		add(p.CommitmentOf(m.Agreement, c.ID).Heading(), c.Tally)
	}

	if len(chart.Rows) == 0 {
		return ""
	}

	return p.chart(chart.Filled())
}

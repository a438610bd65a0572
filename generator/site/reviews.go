package site

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A scoreboard is the latest scorecard, each row with what it was in the months before.
type scoreboard struct {
	// Months are those with a scorecard, oldest first, at most six; the last one is the scorecard's.
	Months []worktime.Month
	Groups []cardGroup
	// Met and Rows count rows with a verdict.
	Met, Judged int
	// Card is the latest one.
	Card *plan.Scorecard
}

// A cardGroup is what a scorecard says of one function.
type cardGroup struct {
	Function plan.Function
	Rows     []cardRow
}

// A cardRow is one number of a scorecard over the months.
type cardRow struct {
	plan.ScorecardRow
	// Metric is the one whose number it is; nil for a row with a label of its own.
	Metric         *plan.Metric
	Name           string
	unit, currency string
	// Cells are the months, oldest first; the last one is that of the scorecard.
	Cells []cardCell
	// Trend says how it moved since the month before: "up from 15%"; "" where that is not known.
	Trend string
	id    string
}

// A cardCell is one number in one month, against the target of that month.
type cardCell struct {
	Month          worktime.Month
	Actual, Target string
	// Verdict is whether the target was reached; its word is "" where that cannot be told.
	Verdict attention
	point   figure.Point
	target  plan.Number
}

// Now is the cell of the scorecard's own month.
func (r cardRow) Now() cardCell { return r.Cells[len(r.Cells)-1] }

const mostMonths = 6

// Scoreboard returns the latest scorecard with its past; nil if there is none.
func (p *page) Scoreboard() *scoreboard {
	type dated struct {
		month worktime.Month
		card  *plan.Scorecard
	}
	var cards []dated
	for _, item := range p.Plan.Scorecards {
		if month, err := worktime.ParseMonth(item.Key); err == nil && item.Value != nil {
			cards = append(cards, dated{month, item.Value})
		}
	}

	if len(cards) == 0 {
		return nil
	}

	slices.SortFunc(cards, func(a, b dated) int { return a.month.Compare(b.month) })
	cards = cards[max(0, len(cards)-mostMonths):]
	board := &scoreboard{Card: cards[len(cards)-1].card}
	for _, c := range cards {
		board.Months = append(board.Months, c.month)
	}

	index := map[plan.Function]int{}
	for n, row := range board.Card.Rows {
		shown := p.cardRow(row)
		shown.id = p.ID("fig.score-" + rowKey(row) + "-" + string(rune('a'+n%26)))
		for _, c := range cards {
			shown.Cells = append(shown.Cells, p.cardCell(shown, c.month, rowOf(c.card, row)))
		}

		shown.Trend = shown.trend()
		if word := shown.Now().Verdict.Word; word != "" {
			board.Judged++
			board.Met += boolRank(word == "met")
		}

		i, known := index[row.Function]
		if !known {
			i = len(board.Groups)
			index[row.Function] = i
			board.Groups = append(board.Groups, cardGroup{Function: row.Function})
		}

		board.Groups[i].Rows = append(board.Groups[i].Rows, shown)
	}

	return board
}

// rowKey tells rows of one scorecard apart, and finds them again in another.
func rowKey(row plan.ScorecardRow) string {
	return strings.ToLower(strings.Join(strings.Fields(cmp.Or(row.Metric, row.Label)), "-"))
}

// rowOf returns the same row of another scorecard; nil if it has none.
func rowOf(card *plan.Scorecard, row plan.ScorecardRow) *plan.ScorecardRow {
	for i := range card.Rows {
		if r := &card.Rows[i]; rowKey(*r) == rowKey(row) && r.Function == row.Function {
			return r
		}
	}

	return nil
}

func (p *page) cardRow(row plan.ScorecardRow) cardRow {
	shown := cardRow{ScorecardRow: row, Name: row.Label, unit: row.Unit, currency: row.Currency}
	if m, ok := p.Plan.Metrics.Get(row.Metric); ok && m != nil {
		shown.Metric, shown.Name = m, cmp.Or(row.Label, p.NameOf(m))
		shown.unit, shown.currency = cmp.Or(row.Unit, m.Unit), cmp.Or(row.Currency, m.Currency)
	}

	shown.Name = cmp.Or(shown.Name, plan.Words(row.Metric))

	return shown
}

// cardCell returns what a month's scorecard says in a row.
func (p *page) cardCell(row cardRow, month worktime.Month, written *plan.ScorecardRow) cardCell {
	cell := cardCell{Month: month, point: figure.Point{Period: month.Month.String()[:3], On: month.First()}}
	if written == nil {
		return cell
	}

	actual := written.Actual.Value
	if written.Actual.Computed {
		actual = p.inMonth(row.Metric, month)
	}

	cell.Target = number(written.Target, row.unit, row.currency)
	cell.target = written.Target
	switch {
	case actual.IsSet():
		cell.Actual = number(actual, row.unit, row.currency)
		cell.point.Value = actual.Rat()
	case written.Actual.Computed:
		cell.Actual = "computed"
	}

	if actual.IsSet() && written.Target.IsSet() {
		cell.Verdict = against(actual, written.Target, row.Metric)
	}

	return cell
}

// inMonth returns what the history of a metric says of a month; "" where it says nothing.
func (p *page) inMonth(m *plan.Metric, month worktime.Month) plan.Number {
	if m == nil {
		return ""
	}

	for _, point := range m.Series.Points {
		if string(point.Period) == month.String() {
			return point.Value
		}
	}

	return ""
}

// against compares a number with its target, in the direction in which its metric is wanted: up unless it says
// otherwise. Short of the target it is close while it has not turned red or, where the metric does not say when it
// does, while it is no worse than amber.
func against(actual, target plan.Number, m *plan.Metric) attention {
	down := m != nil && m.Direction == "down"
	reached := func(n plan.Number) bool { return down && actual.Cmp(n) <= 0 || !down && actual.Cmp(n) >= 0 }
	switch {
	case reached(target):
		return attention{Class: "met", Mark: "✓", Word: "met"}
	case isClose(actual, m, reached):
		return attention{Class: "warn", Mark: "!", Word: "close"}
	}

	return attention{Class: "missed", Mark: "✕", Word: "missed"}
}

// isClose reports whether a number that is short of its target is on the good side of the metric's thresholds.
func isClose(actual plan.Number, m *plan.Metric, reached func(plan.Number) bool) bool {
	if m == nil || m.Thresholds == nil {
		return false
	}

	amber, red := m.Thresholds.Amber, m.Thresholds.Red
	if red.IsSet() {
		return reached(red) && actual.Cmp(red) != 0
	}

	return amber.IsSet() && reached(amber)
}

// trend says how a row moved since the month before.
func (r cardRow) trend() string {
	if len(r.Cells) < 2 {
		return ""
	}

	before, now := r.Cells[len(r.Cells)-2], r.Now()
	if before.point.Value == nil || now.point.Value == nil {
		return ""
	}

	switch now.point.Value.Cmp(before.point.Value) {
	case 1:
		return "up from " + before.Actual
	case -1:
		return "down from " + before.Actual
	}

	return "as before"
}

// Before are the months before that of the scorecard.
func (r cardRow) Before() []cardCell { return r.Cells[:len(r.Cells)-1] }

// ScoreSpark draws a row over the months; "" where there are not two.
func (p *page) ScoreSpark(r cardRow) template.HTML {
	spark := figure.Spark{ID: r.id, Title: r.Name + " over the months", Unit: r.unit, Currency: r.currency, Tone: tone(r.Function)}
	for _, c := range r.Cells {
		if c.point.Value != nil {
			spark.Points = append(spark.Points, c.point)
		}

		if c.target.IsSet() {
			spark.Target = append(spark.Target, figure.Level{From: c.Month.First(), Value: c.target.Rat()})
		}
	}

	if len(spark.Points) < 2 {
		return ""
	}

	return template.HTML(redact.Value(p.site.redactor, spark).HTML())
}

// MonthShort is "Oct".
func (p *page) MonthShort(m worktime.Month) string { return m.Month.String()[:3] }

// A qbr is a quarterly review as pages show it.
type qbr struct {
	*plan.QBR
	Quarter string
	Actions []action
}

// An action is something that somebody promised in a quarterly review, and how it stands.
type action struct {
	plan.ActionItem
	State attention
}

// QBRs returns the quarterly reviews, newest first.
func (p *page) QBRs() []qbr {
	today := p.Plan.Today(nil, p.site.opts.AsOf)
	var all []qbr
	for _, item := range p.Plan.QBRs {
		if item.Value == nil {
			continue
		}

		q := qbr{QBR: item.Value, Quarter: item.Key}
		for _, a := range item.Value.Actions {
			q.Actions = append(q.Actions, action{a, p.actionState(a, today)})
		}

		all = append(all, q)
	}

	slices.SortStableFunc(all, func(a, b qbr) int { return cmp.Compare(b.Quarter, a.Quarter) })

	return all
}

// actionState says how a promise stands.
func (p *page) actionState(a plan.ActionItem, today worktime.Date) attention {
	switch {
	case !a.DoneOn.IsZero() && !a.DoneOn.After(today):
		return attention{Class: "met", Mark: "✓", Word: "done " + day(a.DoneOn)}
	case a.Due.IsZero():
		return undated
	}

	return p.dueBy(a.Due, today)
}

// undated is what is promised for no day.
var undated = attention{Class: "warn", Mark: "!", Word: "no date set"}

// A periodReview is a review of everybody's work, under the period that it looks back on.
type periodReview struct {
	*plan.PerformanceReview
	Period plan.Period
	Steps  []reviewStep
}

// A reviewStep is one of the five steps, in their order.
type reviewStep struct{ Name, Text string }

// PerformanceReviews returns the reviews of everybody's work, newest first.
func (p *page) PerformanceReviews() []periodReview {
	var all []periodReview
	for _, item := range p.Plan.PerformanceReviews {
		r := item.Value
		if r == nil {
			continue
		}

		all = append(all, periodReview{r, plan.Period(item.Key), []reviewStep{
			{"Each function's own numbers", r.IndividualMetrics},
			{"What they meant for the others", r.SharedImpact},
			{"The customer's whole way", r.JourneyAnalysis},
			{"What we change in how we work", r.ProcessRefinement},
			{"Does it all serve the one number?", r.GoalAlignment},
		}})
	}

	slices.SortStableFunc(all, func(a, b periodReview) int { return cmp.Compare(b.Period, a.Period) })

	return all
}

// SLAReviews returns the reviews of agreements, newest first.
func (p *page) SLAReviews() []*plan.SLAReview {
	all := slices.DeleteFunc(p.Plan.SLAReviews.Values(), func(r *plan.SLAReview) bool { return r == nil })
	slices.SortStableFunc(all, func(a, b *plan.SLAReview) int { return b.HeldOn.Compare(a.HeldOn) })

	return all
}

// SLAOf returns the agreement that a review or an escalation is about; without an id, that of Marketing and Sales.
func (p *page) SLAOf(id string) *plan.SLA {
	if id == "" {
		return p.Plan.SLA
	}

	return p.Plan.SLAByID(id)
}

// HasReviews reports whether there is anything to say on how the plan is looked back on.
func hasReviews(p *plan.Plan) bool {
	return len(p.PressureTests)+len(p.Scorecards)+len(p.QBRs)+len(p.PerformanceReviews)+len(p.SLAReviews) > 0 || p.Review != nil
}

// A task is something that somebody has to do, outside of agreements: by a day, if somebody has set one.
type task struct {
	kind, id, text, owner string
	due                   worktime.Date
	at                    source.Place
}

// A promised is a task of somebody, and how it stands.
type promised struct {
	Link, Text string
	State      attention
}

// MyPromises returns what a person promised in quarterly reviews and has not done yet, by the day it is due; last what has no
// day.
func (p *page) MyPromises(id string) []promised {
	today := p.Plan.Today(nil, p.site.opts.AsOf)
	tasks := slices.DeleteFunc(p.site.undone(p.Plan), func(t task) bool {
		return !slices.ContainsFunc(p.Plan.Holders(t.owner), func(holder *plan.Person) bool { return holder.ID == id })
	})
	slices.SortStableFunc(tasks, func(a, b task) int {
		return cmp.Or(boolRank(a.due.IsZero())-boolRank(b.due.IsZero()), a.due.Compare(b.due))
	})

	var all []promised
	for _, t := range tasks {
		state := undated
		if !t.due.IsZero() {
			state = p.dueBy(t.due, today)
		}

		all = append(all, promised{p.At(t.kind, t.id), t.text, state})
	}

	return all
}

// tasks are those of what is undone that are due on a day.
func (s *Site) tasks(p *plan.Plan) []task {
	return slices.DeleteFunc(s.undone(p), func(t task) bool { return t.due.IsZero() })
}

// undone are what was promised in quarterly reviews and is not done, and experiments that ended without a result.
func (s *Site) undone(p *plan.Plan) []task {
	today := p.Today(nil, s.opts.AsOf)
	var all []task
	for _, item := range p.QBRs {
		if item.Value == nil {
			continue
		}

		for _, a := range item.Value.Actions {
			if a.DoneOn.IsZero() || a.DoneOn.After(today) {
				all = append(all, task{"qbrs", item.Key, a.What, a.Owner, a.Due, a.Place("due")})
			}
		}
	}

	for _, e := range p.Experiments.Values() {
		if e != nil && overdueExperiment(e, today) {
			all = append(all, resultOf(e))
		}
	}

	return all
}

// endings are the experiments that will end without a result if nobody notes one.
func (s *Site) endings(p *plan.Plan) []task {
	today := p.Today(nil, s.opts.AsOf)
	var all []task
	for _, e := range p.Experiments.Values() {
		if e != nil && !overdueExperiment(e, today) && overdueExperiment(e, e.EndsOn.AddDays(1)) {
			all = append(all, resultOf(e))
		}
	}

	return all
}

func resultOf(e *plan.Experiment) task {
	return task{"experiments", e.ID, "Result of " + e.Heading(), e.Owner, e.EndsOn, e.Place("ends_on")}
}

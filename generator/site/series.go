package site

import (
	"fmt"
	"html/template"
	"math/big"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A chart is a figure of numbers. One value makes the drawing, the table and what can be explored.
type chart interface {
	HTML() string
	Table() figure.Table
}

// A zoomable chart is one that is worth exploring. Its options are those of ECharts; nil if there is nothing to
// explore.
type zoomable interface{ Option() []byte }

// chart draws a chart with its numbers as a table beside it; "" where there is nothing to draw.
func (p *page) chart(c chart) template.HTML {
	numbers := c.Table()
	if len(numbers.Rows) == 0 {
		return ""
	}

	beside := p.table
	switch c.(type) {
	case figure.Line, figure.Bars:
		beside = p.numbers
	}

	return p.explored(c, beside("The numbers as a table", numbers))
}

// explored draws a chart with what stands beside it, and with what it takes to explore it, where the program has that.
func (p *page) explored(c chart, table template.HTML) template.HTML {
	c = redact.Value(p.site.redactor, c)
	drawing := template.HTML(c.HTML())
	var option []byte
	if e, ok := c.(zoomable); ok && p.site.theme.explore && p.prefix == "" && !p.still {
		option = e.Option()
	}

	if option == nil {
		return drawing + table
	}

	script := template.HTMLEscapeString(p.To("assets/" + exploreName))

	return `<div data-explore="` + template.HTML(script) + `">` + drawing + `<script type="application/json">` + template.HTML(option) + `</script><div class="fig-below">` + table + `</div></div>`
}

// History draws a metric over time, beside its target as it was in force; "" for one without a past.
func (p *page) History(m *plan.Metric) template.HTML {
	points, target := p.history(&m.Series, m.Target)

	return p.chart(figure.Line{
		ID: p.ID("fig.history-" + m.ID), Title: p.NameOf(m) + " over time", Desc: "What was measured, and the target of the time.",
		Unit: m.Unit, Currency: m.Currency, Tone: tone(m.OwnerFunction), Points: points, Target: target, Events: p.revisions(m),
	})
}

// PartHistory draws a part of a metric over time; "" for one without a past.
func (p *page) PartHistory(m *plan.Metric, c *plan.Component) template.HTML {
	points, target := p.history(&c.Series, c.Target)
	if len(points) == 0 {
		return ""
	}

	name := p.NameOf(c)

	return p.chart(figure.Line{
		ID: p.ID("fig.history-" + m.ID + "-" + c.ID), Title: name + " over time", Desc: "What was measured, and the target of the time.",
		Name: name, Unit: c.Unit, Currency: c.Currency, Tone: tone(m.OwnerFunction), Points: points, Target: target,
	})
}

// Earned draws the number that everybody earns over time; "" for one without a past. Where the target is for a
// day, a longer period is shown as what it earned a day.
func (p *page) Earned() template.HTML {
	star := p.Plan.NorthStar
	if star == nil || star.Target == nil {
		return ""
	}

	points, _ := p.history(&star.Series, nil)
	if len(points) == 0 {
		return ""
	}

	line := figure.Line{
		ID: p.ID("fig.north-star"), Title: first(star.Name, "What everybody earns") + " over time", Desc: "What was earned, and the target.",
		Unit: "currency", Currency: star.Target.Currency, Points: points,
	}
	switch kind := p.kind(&star.Series); {
	case kind == star.Per:
	case star.Per == "day":
		line.Points = p.perDay(&star.Series)
		line.Desc = fmt.Sprintf("What each %s earned a day, and the target.", kind)
		line.Name = "a day"
	default:
		return p.chart(line)
	}

	line.Target = []figure.Level{{Value: star.Target.Value.Rat()}}

	return p.chart(line)
}

// kind returns the kind of period of a series: "week".
func (p *page) kind(s *plan.Series) string {
	dated, _ := s.InOrder(p.Site().FiscalStart())
	if len(dated) == 0 {
		return ""
	}

	return dated[0].In.Kind()
}

// perDay returns the points of a series, each as the average of a day of its period: of all days, or of the
// business days where only they count.
func (p *page) perDay(s *plan.Series) []figure.Point {
	var calendar *worktime.Calendar
	if p.Plan.NorthStar.DayBasis == "business" {
		calendar, _ = p.Plan.OnlyCalendar().Business()
	}

	days := map[string]int64{}
	dated, _ := s.InOrder(p.Site().FiscalStart())
	for _, d := range dated {
		count := d.In.Last.Sub(d.In.First) + 1
		if calendar != nil {
			count = calendar.BusinessDays(d.In.First, d.In.Last)
		}

		days[d.In.First.String()] = int64(count)
	}

	points := p.points(s)
	for i, at := range points {
		count := days[at.On.String()]
		if at.Value == nil || count == 0 {
			points[i].Value = nil
			continue
		}

		points[i].Value = new(big.Rat).Quo(at.Value, big.NewRat(count, 1))
	}

	return points
}

// Spark draws a metric over time for a tile; "" if there are not two values.
func (p *page) Spark(m *plan.Metric) template.HTML {
	points, target := p.history(&m.Series, m.Target)
	points = slices.DeleteFunc(points, func(at figure.Point) bool { return at.Value == nil })
	if len(points) < 2 {
		return ""
	}

	target = slices.DeleteFunc(target, func(l figure.Level) bool { return l.From.After(points[len(points)-1].On) })

	spark := figure.Spark{
		ID: p.ID("fig.spark-" + m.ID), Title: p.NameOf(m) + " from " + points[0].Period + " to " + points[len(points)-1].Period,
		Unit: m.Unit, Currency: m.Currency, Tone: tone(m.OwnerFunction), Points: points, Target: target,
	}

	return template.HTML(redact.Value(p.site.redactor, spark).HTML())
}

// history returns the points of a series, and the targets as they were in force: those of the periods, and the
// one to come.
func (p *page) history(s *plan.Series, next *plan.Target) ([]figure.Point, []figure.Level) {
	start := p.Site().FiscalStart()
	dated, _ := s.InOrder(start)
	var target []figure.Level
	set := func(from worktime.Date, value plan.Number) {
		if n := len(target); n == 0 || target[n-1].Value.Cmp(value.Rat()) != 0 {
			target = append(target, figure.Level{From: from, Value: value.Rat()})
		}
	}

	var said worktime.Date // since when the last target is known
	for _, d := range dated {
		if d.Target.IsSet() {
			set(d.In.First, d.Target)
			said = d.In.First
		}
	}

	if next != nil && next.Value.IsSet() {
		if quarter, err := worktime.ParsePeriod(string(next.Quarter), start); err == nil && quarter.First.After(said) {
			set(quarter.First, next.Value)
		}
	}

	return p.points(s), target
}

// mostGap is how many missing periods between two others are shown as such.
const mostGap = 60

// points returns the points of a series in the order of time, and one without a value for each period that
// is missing between them. What is said of a period that has not begun is no measurement.
func (p *page) points(s *plan.Series) []figure.Point {
	start := p.Site().FiscalStart()
	dated, _ := s.InOrder(start)
	today, worked := p.Plan.Today(nil, p.site.opts.AsOf), p.Plan.Worked()
	var points []figure.Point
	for i, d := range dated {
		if i > 0 {
			points = append(points, p.missing(plan.Missing(dated[i-1], d, start, worked, mostGap))...)
		}

		at := figure.Point{Period: p.Period(plan.Period(d.In.Name)), On: d.In.First, Estimate: d.Basis == "estimate", Ahead: d.In.First.After(today)}
		if d.Value.IsSet() {
			at.Value = d.Value.Rat()
		}

		points = append(points, at)
	}

	return points
}

// missing returns a point without a value for each period.
func (p *page) missing(periods []worktime.Period) []figure.Point {
	points := make([]figure.Point, len(periods))
	for i, period := range periods {
		points[i] = figure.Point{Period: p.Period(plan.Period(period.Name)), On: period.First}
	}

	return points
}

// revisions returns the days on which a revision of the SLA of Marketing and Sales came into force: the
// shared numbers before and after may not mean the same.
func (p *page) revisions(m *plan.Metric) []figure.Event {
	if !m.Focus || p.Plan.SLA == nil {
		return nil
	}

	var events []figure.Event
	for _, r := range slices.Backward(p.site.logs[p.Plan.SLA].Revisions) {
		if !r.HoldsFrom.IsZero() {
			events = append(events, figure.Event{On: r.HoldsFrom, Label: fmt.Sprintf("revision %d", r.Number), Href: p.RevisionLink(p.Plan.SLA, r.Number)})
		}
	}

	return events
}

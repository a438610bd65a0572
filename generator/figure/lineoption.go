package figure

import (
	"cmp"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// Option returns the chart as options of ECharts in JSON; nil if there is nothing to explore.
func (l Line) Option() []byte {
	l = l.planned()
	if len(l.Points) == 0 || len(l.numbers()) == 0 {
		return nil
	}

	y := newScale(l.numbers(), l.Unit, l.Currency, false, 5)
	step, _ := y.step.Float64()
	x := opts.XAxis{Type: "time", MinInterval: float64(max(1, l.period())) * 24 * 60 * 60 * 1000}
	if first, last := l.shownDays(); first != l.Points[0].On {
		x.Min, x.Max = first.String(), last.String()
	}

	chart := charts.NewLine()
	chart.SetGlobalOptions(append(heading(l.Title),
		charts.WithXAxisOpts(x),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: float(y.min), Max: float(y.max), MinInterval: step, MaxInterval: step, AxisLabel: axisLabel(l.Unit, l.Currency)}),
		zoom(opts.DataZoom{XAxisIndex: 0, FilterMode: "none"}),
	)...)
	l.addPoints(chart, l.says())
	l.addTarget(chart)

	return encode(chart)
}

// addPoints adds what was measured and what was not: a series each.
func (l Line) addPoints(chart *charts.Line, says []string) {
	name, guess := "Measured", capital(l.guesses())
	if own := clean(l.Name); own != "" {
		name, guess = capital(own), capital(own)+", "+l.guesses()
	}

	tone := cmp.Or(l.Tone.paint(), "var(--ink)")
	symbols := opts.LineChart{ShowSymbol: opts.Bool(true), Symbol: "circle", SymbolSize: 7}
	if l.long() {
		symbols.Symbol = "none" // but for some points
	}

	chart.AddSeries(name, l.strokes(false, says), charts.WithLineChartOpts(symbols), charts.WithItemStyleOpts(opts.ItemStyle{Color: tone}), l.marks())
	if l.guesses() != "" {
		hollow := opts.ItemStyle{Color: "var(--paper)", BorderColor: tone, BorderWidth: 2}
		chart.AddSeries(guess, l.strokes(true, says), charts.WithLineChartOpts(symbols), charts.WithItemStyleOpts(hollow), charts.WithLineStyleOpts(opts.LineStyle{Type: "dotted", Color: tone}))
	}
}

// strokes are the points to which one of the two lines leads: that of what was measured, or of what was not. A point
// of the other line is a gap, and the place, without a mark, from which the line to the next point comes.
func (l Line) strokes(guessed bool, says []string) []opts.LineData {
	var items []opts.LineData
	for i, p := range l.Points {
		item := opts.LineData{Name: says[i], Value: []any{p.On.String(), float(p.Value)}}
		if l.long() && l.dotted(i) {
			item.Symbol = "circle"
		}

		if p.Value == nil || (p.guess() != "") == guessed {
			items = append(items, item)
			continue
		}

		gap := item
		gap.Value = []any{p.On.String(), nil}
		items = append(items, gap)
		if next := l.after(i); next != nil && (next.guess() != "") == guessed {
			item.Symbol = "none"
			items = append(items, item)
		}
	}

	return items
}

// after returns the point after another, if it has a value; else nil.
func (l Line) after(i int) *Point {
	if i+1 == len(l.Points) || l.Points[i+1].Value == nil {
		return nil
	}

	return &l.Points[i+1]
}

// marks are the lines of events.
func (l Line) marks() charts.SeriesOpts {
	var items []opts.MarkLineNameXAxisItem
	for _, e := range l.Events {
		if !e.On.Before(l.Points[0].On) && !e.On.After(l.lastDay()) {
			items = append(items, opts.MarkLineNameXAxisItem{Name: clean(e.Label), XAxis: e.On.String()})
		}
	}

	add := charts.WithMarkLineNameXAxisItemOpts(items...)
	style := charts.WithMarkLineStyleOpts(opts.MarkLineStyle{Symbol: []string{"none"}, Label: &opts.Label{Formatter: "{b}"}})

	return func(s *charts.SingleSeries) {
		if len(items) > 0 {
			add(s)
			style(s)
		}
	}
}

// shownDays are the first and the last day of the axis: a point that is alone has a day on both sides.
func (l Line) shownDays() (first, last worktime.Date) {
	first, last = l.Points[0].On, l.lastDay()
	if first == last {
		return first.AddDays(-1), last.AddDays(1)
	}

	return first, last
}

// addTarget adds the target as steps.
func (l Line) addTarget(chart *charts.Line) {
	first, end := l.shownDays()
	var items []opts.LineData
	for _, level := range l.levels() {
		from := level.From
		if from == l.Points[0].On {
			from = first
		}

		items = append(items, opts.LineData{
			Name: "Target " + Format(level.Value, l.Unit, l.Currency), Value: []any{from.String(), float(level.Value)},
		})
	}

	if len(items) == 0 {
		return
	}

	last := items[len(items)-1]
	last.Value = []any{end.String(), last.Value.([]any)[1]}
	chart.AddSeries("Target", append(items, last), charts.WithLineChartOpts(opts.LineChart{Step: "end", ShowSymbol: opts.Bool(false)}),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: "var(--soft)"}), charts.WithLineStyleOpts(opts.LineStyle{Type: "dashed"}))
}

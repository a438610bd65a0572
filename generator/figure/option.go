package figure

import (
	"cmp"
	"encoding/json"
	"math/big"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// An option is a chart on its way to the options of ECharts. It holds numbers and words, and of looks only what
// tells series apart: everything else is for the page that shows it. Colours are names of custom properties,
// like var(--sales), that the page fills in. Each item is named by what it says when it is pointed at.
type option interface {
	Validate()
	JSON() map[string]any
}

// encode returns an option as JSON in which no markup can begin: < and > are escaped, and so are & and the line
// ends of JavaScript. It returns nil for a chart that holds numbers too large for it.
func encode(o option) []byte {
	o.Validate() // puts the names of an axis where they belong
	text, err := json.Marshal(o.JSON())
	if err != nil {
		return nil
	}

	return text
}

// heading is what all charts have: a name, and a list of series.
func heading(title string) []charts.GlobalOpts {
	return []charts.GlobalOpts{
		charts.WithTitleOpts(opts.Title{Title: clean(title)}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true)}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true)}),
	}
}

// zoom lets the reader zoom along an axis: with the wheel, and with a slider.
func zoom(axis opts.DataZoom) charts.GlobalOpts {
	inside, slider := axis, axis
	inside.Type, slider.Type = "inside", "slider"

	return charts.WithDataZoomOpts(inside, slider)
}

// paint is the colour of a tone; "" for Neutral.
func (t Tone) paint() string {
	switch {
	case t.class() == "":
		return ""
	case t == Wait:
		return "var(--soft)"
	default:
		return "var(--" + string(t) + ")"
	}
}

// fill is the colour of a bar.
func (t Tone) fill() string { return cmp.Or(t.paint(), "var(--soft)") }

// float returns a number as ECharts counts; nil for none.
func float(value *big.Rat) any {
	if value == nil {
		return nil
	}

	f, _ := value.Float64()

	return f
}

// axisLabel writes the unit at the numbers of an axis.
func axisLabel(unit, currency string) *opts.AxisLabel {
	format := ""
	switch unit {
	case "percent":
		format = "{value}%"
	case "currency":
		format = Money("{value}", currency)
	case "minutes":
		format = "{value} min"
	case "hours":
		format = "{value} h"
	case "days":
		format = "{value} d"
	}

	return &opts.AxisLabel{Formatter: types.FuncStr(format)}
}

// Option returns the chart as options of ECharts in JSON; nil if there is nothing to explore.
func (b Bars) Option() []byte {
	if len(known(b.numbers())) == 0 {
		return nil
	}

	y := newScale(b.numbers(), b.Unit, b.Currency, true, 5)
	step, _ := y.step.Float64()
	chart := charts.NewBar()
	chart.SetGlobalOptions(append(heading(b.Title),
		charts.WithXAxisOpts(opts.XAxis{Type: "category"}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: float(y.min), Max: float(y.max), MinInterval: step, MaxInterval: step, AxisLabel: axisLabel(b.Unit, b.Currency)}),
		zoom(opts.DataZoom{XAxisIndex: 0}),
	)...)

	labels := make([]string, len(b.Bars))
	values := make([]opts.BarData, len(b.Bars))
	limits := make([]opts.LineData, len(b.Bars))
	promised := false
	table := b.Table()
	for i, bar := range b.Bars {
		labels[i] = clean(bar.Label)
		values[i] = opts.BarData{Name: b.says(table.Rows[i]), Value: float(bar.Value), ItemStyle: &opts.ItemStyle{Color: bar.Tone.fill()}}
		if bar.Running {
			values[i].ItemStyle.Opacity = opts.Float(0.45)
		}

		values[i].Label = bar.label(table.Rows[i][1])

		limits[i] = opts.LineData{Name: b.limitName() + " " + table.Rows[i][2], Value: float(bar.Limit)}
		promised = promised || bar.Limit != nil
	}

	// The list of series shows the colour of the first bar.
	chart.SetXAxis(labels).AddSeries("Measured", values, charts.WithItemStyleOpts(opts.ItemStyle{Color: b.Bars[0].Tone.fill()}))
	if promised {
		line := charts.NewLine()
		line.AddSeries(b.limitName(), limits, charts.WithLineChartOpts(opts.LineChart{Step: "middle", ShowSymbol: opts.Bool(false)}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: "var(--soft)"}), charts.WithLineStyleOpts(opts.LineStyle{Type: "dashed"}))
		chart.Overlap(line)
	}

	return encode(chart)
}

// label is what stands at the end of a bar: how it went, as a mark, and the number.
func (b Bar) label(number string) *opts.Label {
	mark := ""
	switch {
	case b.Verdict.Word != "":
		mark = b.Verdict.Tone.Mark() + "\n"
	case b.Running:
		mark = Wait.Mark() + "\n"
	}

	side := "top"
	if b.Value != nil && b.Value.Sign() < 0 {
		side = "bottom"
	}

	return &opts.Label{Show: opts.Bool(b.Value != nil), Position: side, Formatter: mark + number}
}

// Option returns the chart as options of ECharts in JSON; nil if there is nothing to explore.
func (r Ranking) Option() []byte {
	return barOption(r.Title, r.rows(), r.Unit, r.Currency)
}

// Option returns the chart as options of ECharts in JSON; nil if there is nothing to explore.
func (f Funnel) Option() []byte { return barOption(f.Title, f.rows(), "count", "") }

// barOption are bars that lie on their side, the first on top.
func barOption(title string, rows []row, unit, currency string) []byte {
	labels := make([]string, len(rows))
	items := make([]opts.BarData, len(rows))
	some := false
	for i, r := range rows {
		labels[i] = sentence(r.name, r.sub)
		items[i] = opts.BarData{Name: clean(r.says), Value: float(r.value), ItemStyle: &opts.ItemStyle{Color: Tone(strings.TrimPrefix(r.class, " fig-")).fill()}}
		some = some || r.value != nil
	}

	if !some {
		return nil
	}

	chart := lying(title, unit, currency)
	chart.SetXAxis(labels).AddSeries(clean(title), items)

	return encode(chart)
}

// Option returns the chart as options of ECharts in JSON; nil if there is nothing to explore.
func (s Shares) Option() []byte {
	if len(s.Parts) == 0 || len(s.Rows) == 0 {
		return nil
	}

	chart := lying(s.Title, s.Unit, s.Currency)
	labels := make([]string, len(s.Rows))
	for i, w := range s.Rows {
		labels[i] = clean(w.Label)
	}

	chart.SetXAxis(labels)
	for n, part := range s.Parts {
		items := make([]opts.BarData, len(s.Rows))
		for i, w := range s.Rows {
			number := part.mark() + Format(w.value(n), s.Unit, s.Currency)
			items[i] = opts.BarData{
				Name: clean(w.Label) + ", " + clean(part.Label) + ": " + s.says(w, n), Value: float(w.value(n)),
				Label: &opts.Label{Show: opts.Bool(w.has(n)), Position: "inside", Formatter: number},
			}
		}

		chart.AddSeries(part.name(), items, charts.WithBarChartOpts(opts.BarChart{Stack: "all"}), charts.WithItemStyleOpts(opts.ItemStyle{Color: part.Tone.fill()}))
	}

	return encode(chart)
}

// Option returns the timeline as options of ECharts in JSON; nil if nothing of it has a day. A span is a thick line in
// its row.
func (t Timeline) Option() []byte {
	x, planned := t.axis()
	if !planned {
		return nil
	}

	labels := make([]string, len(t.Rows))
	chart := charts.NewLine()
	rows := t.Table().Rows
	for i, r := range t.Rows {
		name := sentence(r.Label, r.Who)
		labels[i] = sentence(name, r.state())
		last := later(r.From, r.To)
		if r.To.IsZero() {
			last = x.last
		}

		says := rowSays(rows[i])
		items := []opts.LineData{{Name: says, Value: []any{r.From.String(), i}}, {Name: says, Value: []any{last.String(), i}}}
		if !r.placed() {
			items = []opts.LineData{{Name: says, Value: []any{nil, i}}}
		}

		chart.AddSeries(name, items, charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(true), Symbol: "circle", SymbolSize: 13}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: r.Tone.fill()}), charts.WithLineStyleOpts(opts.LineStyle{Width: 10}))
	}

	if t.shown(x) {
		name := "Today, " + fullDay(t.Today)
		items := []opts.LineData{{Name: name, Value: []any{t.Today.String(), 0}}, {Name: name, Value: []any{t.Today.String(), len(t.Rows) - 1}}}
		chart.AddSeries(name, items, charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(true), Symbol: "circle", SymbolSize: 5}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: "var(--ink)"}), charts.WithLineStyleOpts(opts.LineStyle{Type: "dashed"}))
	}

	chart.SetGlobalOptions(append(heading(t.Title),
		charts.WithXAxisOpts(opts.XAxis{Type: "time", MinInterval: 24 * 60 * 60 * 1000}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Data: labels, Inverse: opts.Bool(true)}),
		zoom(opts.DataZoom{XAxisIndex: 0, FilterMode: "none"}),
	)...)

	return encode(chart)
}

// lying returns a chart for bars that lie on their side.
func lying(title, unit, currency string) *charts.Bar {
	chart := charts.NewBar()
	chart.SetGlobalOptions(append(heading(title),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", AxisLabel: axisLabel(unit, currency)}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true)}),
		zoom(opts.DataZoom{XAxisIndex: 0, FilterMode: "none"}),
	)...)

	return chart.XYReversal()
}

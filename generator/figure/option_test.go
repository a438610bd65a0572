package figure

import (
	"cmp"
	"encoding/json"
	"html"
	"math/big"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An explorable is a chart that can be explored.
type explorable interface {
	drawn
	Option() []byte
}

// An echart is what ECharts reads of an option.
type echart struct {
	Title  struct{ Text string }
	XAxis  []struct{ Data []string }
	YAxis  []struct{ Data []string }
	Series []struct {
		Name, Type, Stack string
		Symbol            string
		ItemStyle         struct{ Color string }
		Data              []struct {
			Name, Symbol string
			Value        json.RawMessage
			Label        struct {
				Show      bool
				Formatter string
			}
		}
		MarkLine struct {
			Data []struct{ Name, XAxis string }
		}
	}
}

func parseOption(t *testing.T, text []byte) echart {
	t.Helper()
	var o echart
	if err := json.Unmarshal(text, &o); err != nil {
		t.Fatalf("%v in %s", err, text)
	}

	return o
}

// number returns the number of an item: of a pair, the second.
func (o echart) number(series, item int) *big.Rat {
	raw := string(o.Series[series].Data[item].Value)
	if pair, ok := strings.CutPrefix(raw, "["); ok {
		_, raw, _ = strings.Cut(strings.TrimSuffix(pair, "]"), ",")
	}

	value, ok := new(big.Rat).SetString(raw)
	if !ok {
		return nil
	}

	return value
}

// named returns the number of the first item that says something and has one.
func (o echart) named(says string) *big.Rat {
	for n, series := range o.Series {
		for i, item := range series.Data {
			if value := o.number(n, i); item.Name == says && value != nil {
				return value
			}
		}
	}

	return nil
}

// strokes are the lines that ECharts draws from point to point in a series: "Jan to Feb".
func (o echart) strokes(series int) []string {
	var all []string
	for i := 1; i < len(o.Series[series].Data); i++ {
		if o.number(series, i-1) != nil && o.number(series, i) != nil {
			all = append(all, o.Series[series].Data[i-1].Name[:3]+" to "+o.Series[series].Data[i].Name[:3])
		}
	}

	return all
}

// marks are the points at which a series has a mark.
func (o echart) marks(series int) []string {
	var all []string
	for i, item := range o.Series[series].Data {
		if o.number(series, i) != nil && cmp.Or(item.Symbol, o.Series[series].Symbol) != "none" {
			all = append(all, item.Name[:3])
		}
	}

	return all
}

// TestOptionStrokes looks at the lines to and from estimates: as in the drawing, the line to an estimate is one of the
// estimates, and that from it leads to what was measured. Each point has one mark.
func TestOptionStrokes(t *testing.T) {
	o := parseOption(t, Line{ID: "l", Title: "Rate", Points: series("2026-01", "12 13 ~14 15 ~16 ~17 - ~18 19")}.Option())
	for n, want := range []struct{ strokes, marks string }{
		{"Jan to Feb, Mar to Apr, Aug to Sep", "Jan Feb Apr Sep"}, {"Feb to Mar, Apr to May, May to Jun", "Mar May Jun Aug"},
	} {
		if got := strings.Join(o.strokes(n), ", "); got != want.strokes {
			t.Errorf("%s has the lines %s, want %s", o.Series[n].Name, got, want.strokes)
		}

		if got := strings.Join(o.marks(n), " "); got != want.marks {
			t.Errorf("%s has marks at %s, want %s", o.Series[n].Name, got, want.marks)
		}
	}
}

// TestOptionAlone has a long line whose points stand alone: each has a mark, as in the drawing. Of one without gaps
// only the last has.
func TestOptionAlone(t *testing.T) {
	alone := parseOption(t, Line{ID: "l", Title: "Rate", Points: series("2026-01", strings.Repeat("12 - ", 48))}.Option())
	whole := parseOption(t, Line{ID: "l", Title: "Rate", Points: series("2026-01", strings.Repeat("12 13 ", 48))}.Option())
	if got := len(alone.marks(0)); got != 48 {
		t.Errorf("%d of 48 points that stand alone are shown", got)
	}

	if got := len(whole.marks(0)); got != 1 {
		t.Errorf("%d points of a long line have marks, want 1", got)
	}
}

// labels are what stands at or in the bars of a series.
func (o echart) labels(series int) []string {
	var all []string
	for _, item := range o.Series[series].Data {
		if item.Label.Show {
			all = append(all, item.Label.Formatter)
		}
	}

	return all
}

// TestOptionMarks looks at what is told of verdicts beside colours: the names of series, and the words at bars.
func TestOptionMarks(t *testing.T) {
	shares := parseOption(t, Shares{
		ID: "s", Title: "What became of every case", Unit: "count", Parts: []Part{{"in time", Met}, {"late", Missed}, {"waiting", Wait}},
		Rows: []Whole{{Label: "Calls", Values: rats("31 8 0")}},
	}.Option())
	got := ""
	for n, s := range shares.Series {
		got += s.Name + " " + strings.Join(shares.labels(n), " ") + "\n"
	}

	if want := "✓ in time ✓ 31\n✕ late ✕ 8\n◔ waiting \n"; got != want {
		t.Errorf("shares say\n%swant\n%s", got, want)
	}

	bars := parseOption(t, Bars{ID: "b", Title: "In time", Unit: "percent", Limit: "promised", Bars: []Bar{
		{Label: "Sep 2026", Value: Decimal("97"), Limit: Decimal("95"), Verdict: Verdict{Met, "met"}, Tone: Sales},
		{Label: "Oct 2026", Limit: Decimal("95"), Verdict: Verdict{Neutral, "no data"}, Tone: Sales},
		{Label: "Nov 2026", Value: Decimal("80"), Verdict: Verdict{Missed, "missed"}, Tone: Sales},
		{Label: "Dec 2026", Value: Decimal("-3"), Tone: Sales, Running: true},
	}}.Option())
	if got, want := strings.Join(bars.labels(0), ", "), "✓\n97%, ✕\n80%, ◔\n−3%"; got != want {
		t.Errorf("bars say %q, want %q", got, want)
	}

	if got := bars.Series[0].ItemStyle.Color; got != "var(--sales)" {
		t.Errorf("what was measured is shown as %q in the list of series", got)
	}
}

// pointed are the texts that a drawing says when it is pointed at.
func pointed(svg string) []string {
	var all []string
	for _, m := range regexp.MustCompile(`<rect class="fig-hit"[^>]*><title>([^<]*)</title>`).FindAllStringSubmatch(svg, -1) {
		all = append(all, html.UnescapeString(m[1]))
	}

	return all
}

// TestTriplets holds a chart's drawing, table and option together: what is pointed at says the same in drawing
// and option, and the numbers of the option are those of the table.
func TestTriplets(t *testing.T) {
	count := 0
	for _, e := range examples() {
		chart, ok := e.drawn.(explorable)
		if !ok || chart.Option() == nil {
			continue
		}

		count++
		o, table := parseOption(t, chart.Option()), chart.Table()
		for _, orientation := range []Orientation{Wide, Upright} {
			for i, says := range pointed(chart.SVG(orientation)) {
				if line, long := chart.(Line); long && len(line.Points) > mostHits {
					break
				}

				if !slicesContainItem(o, says) {
					t.Errorf("%s: drawing %d says %q of value %d, the option does not", e.name, orientation, says, i)
				}
			}
		}

		for i, row := range table.Rows {
			want, got := row[1], ""
			switch chart := chart.(type) {
			case Line:
				got = Format(o.named(chart.planned().says()[i]), chart.Unit, chart.Currency)
			case Bars:
				got = Format(o.number(0, i), chart.Unit, chart.Currency)
				if row[2] != "" && Format(o.number(1, i), chart.Unit, chart.Currency) != row[2] {
					t.Errorf("%s: the limit of row %q is not that of the option", e.name, row)
				}
			case Timeline:
				from, to := string(o.Series[i].Data[0].Value), string(o.Series[i].Data[len(o.Series[i].Data)-1].Value)
				if !strings.Contains(from, isoDay(chart.Rows[i].From)) || !chart.Rows[i].To.IsZero() && !strings.Contains(to, isoDay(chart.Rows[i].To)) {
					t.Errorf("%s: row %q is from %s to %s in the option", e.name, row, from, to)
				}

				continue
			case Ranking:
				got = Format(o.number(0, i), chart.Unit, chart.Currency)
			case Funnel:
				got = Format(o.number(0, i), "count", "")
			case Shares:
				for part := range chart.Parts {
					text := Format(o.number(part, i), chart.Unit, chart.Currency)
					if row[1+part] != "–" && !strings.HasPrefix(row[1+part], text) {
						t.Errorf("%s: %q of the table is %q in the option", e.name, row[1+part], text)
					}
				}

				continue
			}

			if got != want {
				t.Errorf("%s: row %q is %q in the option", e.name, row, got)
			}
		}
	}

	if count < 8 {
		t.Errorf("only %d charts can be explored", count)
	}
}

// isoDay is a day as options have it; none is null.
func isoDay(d worktime.Date) string {
	if d.IsZero() {
		return "null"
	}

	return d.String()
}

func slicesContainItem(o echart, says string) bool {
	for _, s := range o.Series {
		for _, item := range s.Data {
			if item.Name == says || strings.HasSuffix(item.Name, ", "+says) {
				return true
			}
		}
	}

	return false
}

// TestOptionTarget looks at the target as ECharts steps it: each level from its day, the last to the end.
func TestOptionTarget(t *testing.T) {
	l := Line{ID: "l", Title: "Rate", Unit: "percent", Points: series("2026-01", "12 13 ~14"), Target: []Level{
		{Value: Decimal("10")}, {day("2026-01-01"), Decimal("20")}, {day("2026-02-01"), nil}, {day("2026-04-01"), Decimal("22")},
	}, Events: []Event{{day("2026-02-10"), "revision 2", "x.html"}, {day("2020-01-01"), "long ago", ""}}}
	text := string(l.Option())
	for _, want := range []string{
		`"data":[{"name":"Target 20%","value":["2026-01-01",20]},{"name":"Target no data","value":["2026-02-01",null]},{"name":"Target 22%","value":["2026-04-01",22]},{"name":"Target 22%","value":["2026-04-11",22]}]`,
		`"step":"end"`, `"data":[{"name":"revision 2","xAxis":"2026-02-10"}]`, `"type":"dashed"`, `"type":"dotted"`, `"filterMode":"none"`, `"name":"Measured"`, `"name":"Estimate"`, `"formatter":"{value}%"`,
		`"value":["2026-02-01",13],"symbol":"none"},{"name":"Mar 2026: 14%, estimate","value":["2026-03-01",14]}]`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the option has no %s:\n%s", want, text)
		}
	}
}

// TestOptionTargetAlone has a line of one point: its target has a day on both sides.
func TestOptionTargetAlone(t *testing.T) {
	text := string(Line{ID: "l", Title: "Rate", Points: series("2026-03", "12"), Target: []Level{{day("2026-01-01"), Decimal("20")}}}.Option())
	for _, want := range []string{`"data":[{"name":"Target 20","value":["2026-02-28",20]},{"name":"Target 20","value":["2026-03-02",20]}]`, `"min":"2026-02-28","max":"2026-03-02"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the option has no %s:\n%s", want, text)
		}
	}
}

// TestNewTarget has a target that is new in the latest period: in drawing and option it has a level, not only a step.
func TestNewTarget(t *testing.T) {
	l := Line{ID: "l", Title: "Rate", Points: series("2026-01", "12 13 14 15"), Target: []Level{{day("2026-01-01"), Decimal("20")}, {day("2026-04-01"), Decimal("30")}}}
	for _, o := range []Orientation{Wide, Upright} {
		path := regexp.MustCompile(`class="fig-target" d="M[0-9.]+ [0-9.]+H([0-9.]+)V[0-9.]+H([0-9.]+)"`).FindStringSubmatch(l.SVG(o))
		if path == nil {
			t.Fatalf("the target has no two levels in %s", l.SVG(o))
		}

		from, _ := strconv.ParseFloat(path[1], 64)
		to, _ := strconv.ParseFloat(path[2], 64)
		if to-from < 10 {
			t.Errorf("the level that is new is %.1f units long", to-from)
		}
	}

	want := `{"name":"Target 30","value":["2026-04-01",30]},{"name":"Target 30","value":["2026-04-15",30]}]`
	if text := string(l.Option()); !strings.Contains(text, want) {
		t.Errorf("the option has no %s:\n%s", want, text)
	}
}

// TestOptionTimeline looks for today and for how things stand in the timeline that is explored.
func TestOptionTimeline(t *testing.T) {
	o := parseOption(t, experiments().Option())
	if got, want := o.YAxis[0].Data[0], "Shorter demo form, Marketing, ✓ shipped"; got != want {
		t.Errorf("a row is called %q, want %q", got, want)
	}

	if got, want := o.Series[len(o.Series)-1].Name, "Today, 24 Nov 2026"; got != want {
		t.Errorf("the last series is %q, want %q", got, want)
	}
}

// TestFarTarget has a target that comes into force years after the last point: it is named, and the points keep their
// room.
func TestFarTarget(t *testing.T) {
	l := Line{ID: "l", Title: "Rate", Points: series("2026-09", "12 13 14"), Target: []Level{{Value: Decimal("20")}, {day("2030-01-01"), Decimal("30")}}}
	drawing := l.SVG(Wide)
	if !strings.Contains(strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(drawing, " ")), " "), "Target 30 from 1 Jan 2030") {
		t.Errorf("the target to come is not named in %s", drawing)
	}

	at := regexp.MustCompile(`class="fig-line" d="M([0-9.]+) [0-9.]+.*?L([0-9.]+) [0-9.]+"`).FindStringSubmatch(drawing)
	if at == nil {
		t.Fatal("there is no line")
	}

	from, _ := strconv.ParseFloat(at[1], 64)
	to, _ := strconv.ParseFloat(at[2], 64)
	if to-from < 300 {
		t.Errorf("three months are %.0f units wide", to-from)
	}

	if text := string(l.Option()); strings.Contains(text, "2030") {
		t.Errorf("the axis goes on to 2030: %s", text)
	}
}

// TestOptions makes options of many random charts: they are JSON, the same each time, and hold no markup.
func TestOptions(t *testing.T) {
	made := 0
	for seed := range uint64(60) {
		d := dice{rand.New(rand.NewPCG(seed, 3))}
		for _, f := range d.figures() {
			chart, ok := f.figure.(explorable)
			if !ok {
				continue
			}

			text := chart.Option()
			if text == nil {
				continue
			}

			made++
			parseOption(t, text)
			if strings.ContainsAny(string(text), "<>&\u2028\u2029") {
				t.Errorf("seed %d, %s: markup in %s", seed, f.kind, text)
			}

			if again := chart.Option(); string(again) != string(text) {
				t.Errorf("seed %d, %s: another option each time", seed, f.kind)
			}
		}
	}

	if made < 150 {
		t.Errorf("only %d options", made)
	}
}

// TestNothingToExplore has charts of which there is no option.
func TestNothingToExplore(t *testing.T) {
	huge := Ranking{Title: "t", Rows: []Rank{{Label: "far too much", Value: power(400)}}}
	for _, chart := range []explorable{Line{}, Bars{}, Ranking{}, Funnel{}, Shares{}, huge} {
		if text := chart.Option(); text != nil {
			t.Errorf("%T: %s", chart, text)
		}
	}
}

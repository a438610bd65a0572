package evidence

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"path"
	"regexp"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A Point is one period of a history of numbers.
type Point struct {
	Period worktime.Period
	Value  Value
	// Target is none where the history does not say one.
	Target Value
}

// Points returns the history of a number that is kept in a file, in the order of its periods; nil for one that
// stands in the plan, or whose file cannot be read.
func (r *Report) Points(s plan.Series) []Point {
	if r == nil || s.File == "" {
		return nil
	}

	return r.histories[s.File]
}

// points returns the history of a number, and reads its file if it has one.
func (m *measurement) points(s plan.Series) []Point {
	if s.File != "" {
		return m.history(s)
	}

	var points []Point
	for _, p := range s.Points {
		period, err := worktime.ParsePeriod(string(p.Period), m.plan.Site.FiscalStart())
		if err != nil || !p.Value.IsSet() {
			continue
		}

		one := Point{Period: period, Value: Exact(p.Value.Rat())}
		if p.Target.IsSet() {
			one.Target = Exact(p.Target.Rat())
		}

		points = append(points, one)
	}

	return points
}

// history reads the file of a series once.
func (m *measurement) history(s plan.Series) []Point {
	if known, ok := m.report.histories[s.File]; ok {
		return known
	}

	if m.report.histories == nil {
		m.report.histories = map[string][]Point{}
	}

	name := path.Join(path.Dir(m.plan.Document.Path), s.File)
	if !m.isFile(name) {
		name = path.Join(m.plan.Folder, s.File)
	}

	m.report.histories[s.File] = nil
	if !m.isFile(name) {
		return nil // whoever renders the page says that it is not there
	}

	e := &export{name: name, use: "series", sheet: &sheet{name: m.options.Prefix + name}}
	fs := &faults{export: e}
	points, err := m.readSeries(e, fs)
	if err != nil && fs.shape(err) != nil {
		m.failed = err
	}

	slices.SortStableFunc(points, func(a, b Point) int { return a.Period.First.Compare(b.Period.First) })
	m.report.histories[s.File] = points
	m.problems.Add(fs.problems()...)

	return points
}

// decimal matches a plain number.
var decimal = regexp.MustCompile(`^-?[0-9]+(?:\.[0-9]+)?$`)

func (m *measurement) readSeries(e *export, fs *faults) ([]Point, error) {
	var err error
	if e.scanned, err = scan(m.options.Content, e.name); err != nil {
		return nil, err
	}

	t, err := openTable(m.options.Content, e)
	if err != nil {
		return nil, err
	}
	defer t.close()

	period, value, target := t.column("period"), t.column("value"), t.column("target")
	for _, missing := range []struct {
		column int
		name   string
	}{{period, "period"}, {value, "value"}} {
		if missing.column < 0 {
			fs.at(t.top(), source.Error, "no column is headed "+quote(missing.name), t.meant(missing.name))
		}
	}

	if period < 0 || value < 0 {
		return nil, nil
	}

	var points []Point
	seen := map[string]bool{}
	for n := 1; ; n++ {
		err := t.next()
		if errors.Is(err, io.EOF) {
			return points, nil
		}

		if err != nil {
			return points, err
		}

		one, column, message := m.point(t, period, value, target)
		if message == "" && seen[one.Period.Name] {
			column, message = period, "the period stands twice"
		}

		if message != "" {
			fs.at(t.open(column), source.Error, fmt.Sprintf("row %d: %s", n, message), "a row is like 2026-10,13.5 with a day, week, month or quarter")
			continue
		}

		seen[one.Period.Name] = true
		points = append(points, one)
	}
}

// open marks a cell of a file in which nothing is secret.
func (t *table) open(column int) *cell {
	c := t.mark(column)
	c.text = t.get(column)

	return c
}

// point reads a row; message says what is wrong with a column.
func (m *measurement) point(t *table, period, value, target int) (one Point, column int, message string) {
	p, err := worktime.ParsePeriod(t.get(period), m.plan.Site.FiscalStart())
	if err != nil {
		var parse *worktime.ParseError
		if errors.As(err, &parse) {
			return one, period, parse.What + " " + parse.Message
		}

		return one, period, err.Error()
	}

	one.Period = p
	for _, number := range []struct {
		column int
		to     *Value
		needed bool
	}{{value, &one.Value, true}, {target, &one.Target, false}} {
		text := t.get(number.column)
		if text == "" && !number.needed {
			continue
		}

		if !decimal.MatchString(text) {
			return one, number.column, fmt.Sprintf("%q is no number", text)
		}

		r, _ := new(big.Rat).SetString(text)
		*number.to = Exact(r)
	}

	return one, 0, ""
}

// readHistories reads the files of all numbers of the plan.
func (m *measurement) readHistories() {
	if m.plan.NorthStar != nil {
		m.points(m.plan.NorthStar.Series)
	}

	for _, item := range m.plan.Metrics {
		if item.Value == nil {
			continue
		}

		m.points(item.Value.Series)
		for _, c := range item.Value.Components {
			if c.Value != nil {
				m.points(c.Value.Series)
			}
		}
	}
}

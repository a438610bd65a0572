package plan

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/rows"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// AllSeries returns every history of a number in the plan: that of the north star, those of the metrics and
// of their components.
func (p *Plan) AllSeries() []*Series {
	var all []*Series
	if p.NorthStar != nil {
		all = append(all, &p.NorthStar.Series)
	}

	for _, m := range p.Metrics.Values() {
		if m == nil {
			continue
		}

		all = append(all, &m.Series)
		for _, c := range m.Components.Values() {
			if c != nil {
				all = append(all, &c.Series)
			}
		}
	}

	return all
}

// readSeries reads the points of all series that stand in files of their own. A file that is not there is
// no problem here: it is a link that leads nowhere.
func (l *loader) readSeries(fsys fs.FS, prefix string) error {
	read := map[string][]Point{}
	for _, p := range l.set.Plans {
		for _, s := range p.AllSeries() {
			name := p.Find(s.File, l.set.Assets)
			if name == "" {
				continue
			}

			if points, again := read[name]; again { // what is wrong with it is said once
				s.Points = slices.Clone(points)
				continue
			}

			text, err := fs.ReadFile(fsys, name)
			if err != nil {
				return fmt.Errorf("read %s: %w", prefix+name, err)
			}

			r := seriesReader{file: source.NewFile(prefix+name, string(text)), start: p.Site.FiscalStart()}
			s.Points = r.read()
			read[name] = s.Points
			l.problems.Add(r.problems...)
		}
	}

	return nil
}

// Find returns the path below the content folder of a file that the front matter names: it lies beside the plan's
// file, or in the plan's folder where that has only one file. Of these, the first is returned that is one of
// files, which are sorted; "" if there is none.
func (p *Plan) Find(name string, files []string) string {
	if name == "" || path.IsAbs(name) {
		return ""
	}

	for _, folder := range []string{path.Dir(p.Document.Path), p.Folder} {
		found := path.Join(folder, name)
		if _, there := slices.BinarySearch(files, found); there {
			return found
		}
	}

	return ""
}

// cells are where the values of a point stand in a CSV file.
type cells struct{ period, value, target, basis source.Place }

// Place returns the place of the value under path, in the front matter or in a CSV file, or of the nearest
// thing around it that was written.
func (p *Point) Place(path ...string) source.Place {
	if p.cells == nil {
		return p.At.Place(path...)
	}

	switch {
	case slices.Equal(path, []string{"value"}):
		return p.cells.value
	case slices.Equal(path, []string{"target"}):
		return p.cells.target
	case slices.Equal(path, []string{"basis"}):
		return p.cells.basis
	default:
		return p.cells.period
	}
}

// A seriesReader reads one CSV file with the columns period and value, and target and basis if it likes.
type seriesReader struct {
	file     *source.File
	start    time.Month
	table    *rows.Table
	columns  struct{ period, value, target, basis int }
	faults   faults
	problems source.Problems
}

// maxSeries is how long a file with a series may be, as that of any file of a plan.
const maxSeries = 1 << 20

func (r *seriesReader) read() []Point {
	if message, hint := r.unreadable(); message != "" {
		r.problems.Add(r.problem(r.file.Place(0, 0), source.Error, message, hint))
		return nil
	}

	table, err := rows.New(strings.NewReader(r.file.Text))
	if err != nil {
		r.broken(err)
		return nil
	}

	r.table = table
	if !r.findColumns() {
		return nil
	}

	var points []Point
	count := 0
	for ; ; count++ {
		err := table.Next()
		if errors.Is(err, io.EOF) {
			break
		}

		if err != nil {
			r.broken(err)
			return nil
		}

		if p, ok := r.point(); ok {
			points = append(points, p)
		}
	}

	if count == 0 {
		r.problems.Add(r.problem(r.file.Place(0, len(r.file.Line(1))), source.Info, "there is no row below the names of the columns", "add a row for each period: 2026-01,12"))
	}

	for _, f := range r.faults.named() {
		r.problems.Add(r.problem(f.at, source.Warning, f.message(), f.hint))
	}

	return points
}

// unreadable says why a file is no text that can be read; "" for one that is.
func (r *seriesReader) unreadable() (message, hint string) {
	text := r.file.Text
	switch {
	case strings.HasPrefix(text, "\xff\xfe"), strings.HasPrefix(text, "\xfe\xff"), strings.Contains(text[:min(len(text), 512)], "\x00"):
		return "this file is saved as UTF-16", "save it as CSV in UTF-8"
	case len(text) > maxSeries:
		return "this file is larger than 1 MB", "keep one row for each period"
	default:
		return "", ""
	}
}

func (r *seriesReader) problem(at source.Place, severity source.Severity, message, hint string) source.Problem {
	return source.Problem{At: at, Severity: severity, Rule: "data-quality", Message: message, Hint: hint}
}

// broken reports a file that is no table.
func (r *seriesReader) broken(err error) {
	var shape *rows.Error
	if !errors.As(err, &shape) {
		shape = &rows.Error{Line: 1, Column: 1, Message: err.Error()}
	}

	r.problems.Add(r.problem(r.placeAt(shape.Line, shape.Column, 0), source.Error, shape.Message, shape.Hint))
}

// placeAt returns the place of a text of so many bytes that starts on a line and in a column.
func (r *seriesReader) placeAt(line, column, length int) source.Place {
	from := r.file.Offset(line, column)

	return r.file.Place(from, from+length)
}

// findColumns finds out which column is which, and reports those that are not there.
func (r *seriesReader) findColumns() bool {
	t := r.table
	c := &r.columns
	c.period, c.value, c.target, c.basis = t.Column("period"), t.Column("value"), t.Column("target"), t.Column("basis")
	if c.period >= 0 && c.value >= 0 {
		r.strangers()
		return true
	}

	name := "period"
	if c.period >= 0 {
		name = "value"
	}

	hint := "the first line names the columns: period,value"
	if near := source.Nearest(name, t.Header); near != "" {
		hint = fmt.Sprintf("is it %q? call it %s", near, name)
	}

	if len(t.Header) > 0 {
		if _, err := worktime.ParsePeriod(t.Header[0], r.start); err == nil {
			hint = "put a line on top: period,value"
		}
	}

	r.problems.Add(r.problem(r.file.Place(0, len(r.file.Line(1))), source.Error, fmt.Sprintf("there is no column %q", name), hint))

	return false
}

// strangers says which columns are not read.
func (r *seriesReader) strangers() {
	line, _ := r.table.At(0)
	for i, name := range r.table.Header {
		if name == "" || slices.Contains([]int{r.columns.period, r.columns.value, r.columns.target, r.columns.basis}, i) {
			continue
		}

		hint := "the columns are period, value, target and basis"
		if near := source.Nearest(name, []string{"target", "basis"}); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}

		_, column := r.table.At(i)
		r.problems.Add(r.problem(r.placeAt(line, column, len(name)), source.Info, fmt.Sprintf("the column %q is not read", name), hint))
	}
}

// point reads the current row; false if it says nothing that can be used.
func (r *seriesReader) point() (Point, bool) {
	t, c := r.table, r.columns
	p := Point{Period: Period(t.Cell(c.period)), Basis: strings.ToLower(t.Cell(c.basis))}
	p.cells = &cells{period: r.place(c.period), value: r.place(c.value), target: r.place(c.target), basis: r.place(c.basis)}

	if _, err := worktime.ParsePeriod(string(p.Period), r.start); err != nil {
		r.badPeriod(p, err)
		return Point{}, false
	}

	if t.Surplus() {
		r.faults.note(surplus, p.cells.period, "", surplusHint(t.Comma))
		return Point{}, false
	}

	value, ok := r.number(c.value)
	if !ok {
		text := t.Cell(c.value)
		r.faults.note(noNumber, p.cells.value, text, r.numberHint(text))
		return Point{}, false
	}

	target, ok := r.number(c.target)
	if !ok {
		text := t.Cell(c.target)
		r.faults.note(noTarget, p.cells.target, text, r.numberHint(text))
	}

	if p.Basis != "" && p.Basis != "measured" && p.Basis != "estimate" {
		r.faults.note(noBasis, p.cells.basis, p.Basis, "write measured or estimate, or leave it empty")
		p.Basis = ""
	}

	p.Value, p.Target = value, target

	return p, true
}

// place returns where a cell stands; that of the row for a column that is not there.
func (r *seriesReader) place(column int) source.Place {
	line, at := r.table.At(column)
	if column < 0 || r.table.Cell(column) == "" {
		return r.placeAt(line, at, 0)
	}

	from := r.file.Offset(line, at)
	if i := strings.Index(r.file.Text[from:], r.table.Cell(column)); i >= 0 && i <= 64 {
		from += i
	}

	return r.file.Place(from, from+len(r.table.Cell(column)))
}

func (r *seriesReader) badPeriod(p Point, err error) {
	var parse *worktime.ParseError
	hint := "a period is a day, week, month or quarter, like 2026-11-16, 2026-W07, 2026-11 or 2027-Q1"
	if errors.As(err, &parse) && parse.Hint != "" {
		hint = parse.Hint
	}

	r.faults.note(noPeriod, p.cells.period, string(p.Period), hint)
}

func surplusHint(comma rune) string {
	if comma == ',' {
		return "write 11.5 with a point, or separate the cells with semicolons"
	}

	return "delete the last cells, or name their columns in the first line"
}

// decimal matches a number as it is written in the front matter; decimalComma one with a comma for the point, and
// twoWays one that where commas are points may be thousands.
var (
	twoWays      = regexp.MustCompile(`^[+-]?[0-9]{1,3}(?:\.[0-9]{3})+$`)
	decimal      = regexp.MustCompile(`^[+-]?(?:[0-9]{1,300}(?:\.[0-9]{0,300})?|\.[0-9]{1,300})(?:[eE][+-]?[0-9]{1,2})?$`)
	decimalComma = regexp.MustCompile(`^[+-]?[0-9]{1,300},[0-9]{1,300}$`)
	ornaments    = regexp.MustCompile(`[%$€£¥\s',\x{a0}\x{202f}]`)
)

// number reads a cell: an empty one is absent. Where cells are not separated by commas, a comma may stand for
// the point.
func (r *seriesReader) number(column int) (Number, bool) {
	text := r.table.Cell(column)
	if r.table.Comma != ',' && decimalComma.MatchString(text) {
		text = strings.Replace(text, ",", ".", 1)
	}

	switch {
	case text == "":
		return "", true
	case !decimal.MatchString(text), r.table.Comma != ',' && twoWays.MatchString(text):
		return "", false
	default:
		return Number(strings.TrimPrefix(text, "+")), true
	}
}

func (r *seriesReader) numberHint(text string) string {
	if r.table.Comma != ',' && twoWays.MatchString(text) {
		return "it can be read two ways: write " + strings.ReplaceAll(text, ".", "") + ", or " + text + "0 if the point is one"
	}

	if bare := ornaments.ReplaceAllString(text, ""); decimal.MatchString(bare) {
		return "write the number alone: " + strings.TrimPrefix(bare, "+")
	}

	return "leave the cell empty where nothing is known"
}

// A Dated is a point of a series and the period that it is of.
type Dated struct {
	*Point
	In worktime.Period
}

// A Left is a point of a series that does not count.
type Left struct {
	*Point
	// Why is "kind" for a period of another kind than most, "again" for one that stands before, "old" for
	// one of more points than can be shown.
	Why string
	// For is the point that counts instead; nil where there is none.
	For *Point
}

// mostPoints is how many points of a series count, those of the last periods.
const mostPoints = 2000

// InOrder returns the points that count, in the order of time, and those that do not: of one period the first
// counts, and all are of the kind of period that most are of. start is the month in which fiscal years start.
func (s *Series) InOrder(start time.Month) (points []Dated, left []Left) {
	kinds := map[string]int{}
	for i := range s.Points {
		period, err := worktime.ParsePeriod(string(s.Points[i].Period), start)
		if err != nil {
			continue // the schema, or the reader of the file, has said so
		}

		kinds[period.Kind()]++
		points = append(points, Dated{&s.Points[i], period})
	}

	kind := ""
	for _, p := range points {
		if kinds[p.In.Kind()] > kinds[kind] {
			kind = p.In.Kind()
		}
	}

	seen := map[string]*Point{}
	points = slices.DeleteFunc(points, func(p Dated) bool {
		before := seen[p.In.Name]
		switch {
		case p.In.Kind() != kind:
			left = append(left, Left{Point: p.Point, Why: "kind"})
		case before != nil:
			left = append(left, Left{p.Point, "again", before})
		default:
			seen[p.In.Name] = p.Point
			return false
		}

		return true
	})
	slices.SortStableFunc(points, func(a, b Dated) int { return a.In.First.Compare(b.In.First) })
	for extra := len(points) - mostPoints; extra > 0; extra-- {
		left = append(left, Left{Point: points[0].Point, Why: "old"})
		points = points[1:]
	}

	return points, left
}

// Missing returns the periods between two points that follow each other, at most limit of them. Of days only those
// are missed that are worked.
func Missing(before, after Dated, start time.Month, worked func(Date) bool, limit int) []worktime.Period {
	days := before.In.Kind() == "day"
	var missing []worktime.Period
	for p := before.In.Next(start); len(missing) < limit && p.Last.Before(after.In.First); p = p.Next(start) {
		if !days || worked(p.First) {
			missing = append(missing, p)
		}
	}

	return missing
}

package evidence

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A fault is one kind of thing that is wrong with the rows of an export: how often, and where first.
type fault struct {
	rule     string
	severity source.Severity
	column   string // header
	count    int
	first    *cell
	row      int // of the first, counted from 1 below the header
	shown    string
	at       int               // the column of the first, where it has no place yet
	is       func(*table) bool // tells the first, where its row is not known either
	// message takes the number of rows in words, and hint is the way out.
	message func(f *fault) string
	hint    string
}

// faults gathers what is wrong with an export.
type faults struct {
	export *export
	all    []*fault
	byKey  map[faultKey]*fault
	lost   []*fault // without a place yet: those of known rows, or one that is searched
	lines  lineIndex

	clashes []clash
}

type faultKey struct {
	kind   string
	column int
}

// note counts a row with something wrong in a column, and keeps the first.
func (fs *faults) note(t *table, row int, kind string, column int, make func() *fault) {
	key := faultKey{kind, column}
	f := fs.byKey[key]
	if f == nil {
		f = make()
		f.first, f.row, f.shown = t.mark(column), row, shown(t.Cell(column))
		if column >= 0 && column < len(t.Header) {
			f.column = t.Header[column]
		}

		if fs.byKey == nil {
			fs.byKey = map[faultKey]*fault{}
		}

		fs.byKey[key] = f
		fs.all = append(fs.all, f)
	}

	f.count++
}

// later reports rows that were found to be wrong after all were read, by the first of them.
func (fs *faults) later(f *fault, row, column int) {
	f.row, f.at = row, column
	fs.all, fs.lost = append(fs.all, f), append(fs.lost, f)
}

// search reports rows of which not even the first is known, but what tells it.
func (fs *faults) search(f *fault, is func(*table) bool, column int) {
	f.is = is
	fs.later(f, 0, column)
}

// locate finds the places of what has none, in an export that is read again for that: only the rows that are known,
// or all up to the one that is searched.
func (fs *faults) locate(content fs.FS) error {
	if len(fs.lost) == 0 {
		return nil
	}

	var rows []int
	for _, f := range fs.lost {
		if f.is == nil {
			rows = append(rows, f.row)
		}
	}

	slices.Sort(rows)
	rows = slices.Compact(rows)
	var keep []lines
	if len(rows) > 0 {
		keep = []lines{{1, fs.lines.line(1)}}
		for _, row := range rows {
			keep = append(keep, fs.lines.of(row))
		}
	}

	t, err := openPart(content, fs.export, keep)
	if err != nil {
		return err
	}
	defer t.close()

	for n := 0; len(fs.lost) > 0; n++ {
		if err := t.next(); err != nil {
			return err
		}

		row, down := n+1, 0
		if keep != nil {
			row = rows[n]
			down = fs.lines.line(row) - t.line()
		}

		fs.lost = slices.DeleteFunc(fs.lost, func(f *fault) bool {
			found := row == f.row || f.is != nil && f.is(t)
			if found {
				line, column := t.At(f.at)
				f.first, f.row, f.column = fs.export.sheet.mark(line+down, column, t.Cell(f.at)), row, t.Header[f.at]
			}

			return found
		})
	}

	return nil
}

// at reports something at a place of the export that is wrong with all of it.
func (fs *faults) at(c *cell, severity source.Severity, message, hint string) {
	fs.all = append(fs.all, &fault{
		rule: ruleQuality, severity: severity, first: c, count: 1, hint: hint,
		message: func(*fault) string { return message },
	})
}

const ruleQuality = "data-quality"

// problems returns what was gathered, at its places.
func (fs *faults) problems() source.Problems {
	var all source.Problems
	for _, f := range fs.all {
		all.Add(source.Problem{
			At: fs.export.sheet.place(f.first), Severity: f.severity, Rule: f.rule,
			Message: f.message(f), Hint: f.hint,
		})
	}

	return all
}

// rows says how many rows there are, and which is the first: "3 rows are left out, row 17 first".
func (f *fault) rows(one, many string) string {
	if f.count == 1 {
		return fmt.Sprintf("row %d %s", f.row, one)
	}

	return fmt.Sprintf("%d rows %s, row %d first", f.count, many, f.row)
}

// unreadable is a cell that holds no time.
func unreadable() *fault {
	return &fault{
		rule: ruleQuality, severity: source.Warning,
		message: func(f *fault) string {
			return f.rows("is left out", "are left out") + fmt.Sprintf(": %s in the column %q is no date and time", f.shown, f.column)
		},
		hint: "write times like 2026-11-24 09:14, or say their order with date_format",
	}
}

// reversible is a date whose day and month could be the other way round.
func reversible() *fault {
	return &fault{
		rule: ruleQuality, severity: source.Error,
		message: func(f *fault) string {
			return fmt.Sprintf("%s in the column %q of row %d can be read two ways, and so can %s", f.shown, f.column, f.row, others(f.count-1))
		},
		hint: "say which number is the month: add date_format: MM/DD/YYYY or DD/MM/YYYY to data",
	}
}

// noChannelFault is an outreach of which nobody says the channel.
func noChannelFault() *fault {
	return plainFault("says no channel, and counts on whatever it was", "say no channel, and count on whatever it was", "log the channel of every outreach: call, email, meeting, sms or social")()
}

func others(n int) string {
	switch n {
	case 0:
		return "no other"
	case 1:
		return "1 other"
	}

	return fmt.Sprintf("%d others", n)
}

func rowCount(n int) string {
	if n == 1 {
		return "1 row"
	}

	return fmt.Sprintf("%d rows", n)
}

// shapeOf reports a row that has more or fewer cells than there are headers.
func (fs *faults) shapeOf(t *table, row int) {
	switch {
	case t.Surplus():
		fs.note(t, row, "surplus", len(t.Header), plainFault("has more cells than there are headers", "have more cells than there are headers", "put cells that hold the separator in quotes"))
	case t.Short():
		fs.note(t, row, "short", -1, plainFault("ends before the last column, so that what is missing counts as empty", "end before the last column, so that what is missing counts as empty",
			"if the file was cut off, export it again; if the program leaves out empty cells at the end of rows, have it write them"))
	}
}

// plainFault is one whose message is the same whatever stands in the cell, with the header of its column.
func plainFault(one, many, hint string) func() *fault {
	return func() *fault {
		return &fault{
			rule: ruleQuality, severity: source.Warning, hint: hint,
			message: func(f *fault) string {
				if f.column == "" {
					return f.rows(one, many)
				}

				return f.rows(one, many) + " (column " + quote(f.column) + ")"
			},
		}
	}
}

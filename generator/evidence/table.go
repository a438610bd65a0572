package evidence

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/rows"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A table is an export that is being read, row by row.
type table struct {
	*rows.Table
	export  *export
	content fs.FS // in which the export is
	file    fs.File
}

// An export is a file of a plan's data.
type export struct {
	scanned
	name  string // below the content folder
	use   string // leads, attempts or the id of a table
	sheet *sheet
	seen  []sighting
	taken []string // headers of columns that stand for something
}

// openTable opens an export and reads its header. A *rows.Error says why it is no table.
func openTable(fsys fs.FS, e *export) (*table, error) { return openPart(fsys, e, nil) }

// openPart opens some lines of an export, among which are those of its header; nil for all.
func openPart(fsys fs.FS, e *export, keep []lines) (*table, error) {
	if e.foreign != nil {
		return nil, e.foreign
	}

	file, err := fsys.Open(e.name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", e.name, err)
	}

	t := &table{export: e, content: fsys, file: file}
	all := e.text(file)
	var text io.Reader = all
	if keep != nil {
		text = &excerpt{text: all, keep: keep}
	}

	if t.Table, err = rows.New(text); err != nil {
		file.Close()
		return nil, t.failed(err)
	}

	if t.headless() {
		file.Close()
		return nil, &rows.Error{
			Line: t.HeaderLine(), Column: 1, Message: "the first row holds values and no headers",
			Hint: "export the file with a row that names the columns",
		}
	}

	return t, nil
}

// headless reports whether the first row is one of data: an address, a telephone number or a time stands in it, or
// dates and numbers where a header of leads or attempts should. Else the names of a lead would be taken for headers,
// which problems show.
func (t *table) headless() bool {
	known := func(header string) bool {
		names := func(f field) bool { return has(f.labels(), header) }
		return slices.ContainsFunc(leadFields, names) || slices.ContainsFunc(attemptFields, names)
	}

	bare := 0
	for _, header := range t.Header {
		switch plain := strings.Trim(header, "0123456789 ()+./-") == "" && header != ""; {
		case mailPattern.FindString(header) == header && header != "",
			dated.MatchString(header) && strings.Contains(header, ":"),
			plain && countDigits(header) >= minPhone && !dated.MatchString(header):
			return true
		case plain:
			bare++
		case known(header):
			return false
		}
	}

	return bare > 1 && (t.export.use == "leads" || t.export.use == "attempts")
}

// strange reports whether the first row may well be one of data, and is not shown: no header is that of a field which
// every export has, nor one of these, less than half of them are any that exports have, and none is above times.
func (t *table) strange(named ...string) bool {
	meant := func(h string) func(field) bool {
		return func(f field) bool {
			return has(f.labels(), h) || slices.ContainsFunc(f.labels(), func(label string) bool { return source.Nearest(label, []string{h}) != "" && len(h) > 4 })
		}
	}

	fields := slices.Concat(leadFields, attemptFields)
	known, all := 0, 0
	for _, h := range t.Header {
		switch i := slices.IndexFunc(fields, meant(h)); {
		case h == "":
			continue
		case has(named, h), i >= 0 && slices.ContainsFunc(fields, func(f field) bool { return f.needed && meant(h)(f) }):
			return false
		case i >= 0 || tells(h) != 0:
			known++
		}

		all++
	}

	return all == 0 || 2*known < all && !t.aboveTimes()
}

// aboveTimes reports whether the first row has neither an address nor a number, and a word where rows below have times:
// in a row of data, a time would stand there, or nothing.
func (t *table) aboveTimes() bool {
	if slices.ContainsFunc(t.Header, func(h string) bool {
		return mailPattern.MatchString(h) || h != "" && strings.Trim(h, "0123456789 ()+./-") == ""
	}) {
		return false
	}

	for i, of := range t.looks() {
		if of.times > 0 && !noTime[squeeze(t.Header[i])] {
			return true
		}
	}

	return false
}

// noTime are what people write where there is no time.
var noTime = map[string]bool{
	"": true, "na": true, "none": true, "null": true, "nil": true, "unknown": true, "pending": true, "tbd": true, "notset": true, "never": true,
	"novalue": true, "blank": true, "empty": true, "missing": true, "open": true, "today": true, "yesterday": true, "now": true,
}

// untitled reports a table whose headers are all strange.
func (t *table) untitled(fs *faults, hint string) {
	fs.at(t.export.sheet.mark(t.HeaderLine(), 1, ""), source.Error, "too few headers are known in the first row, which may be one of data", "export the file with a row that names the columns; "+hint)
}

// next reads the next row that is not blank; io.EOF after the last one, a *rows.Error where the file is no
// table.
func (t *table) next() error {
	if err := t.Next(); err != nil {
		return t.failed(err)
	}

	return nil
}

// failed says which file a disk could not read.
func (t *table) failed(err error) error {
	var shape *rows.Error
	if errors.Is(err, io.EOF) || errors.As(err, &shape) {
		return err
	}

	return fmt.Errorf("read %s: %w", t.export.name, err)
}

// mark notes a cell of the current row for a problem; the row itself where it does not reach the column.
func (t *table) mark(column int) *cell {
	line, at := t.At(column)

	return t.export.sheet.mark(line, at, t.Cell(column))
}

// top notes the row of headers, in which nothing is secret.
func (t *table) top() *cell {
	c := t.export.sheet.mark(t.HeaderLine(), 1, "")
	c.text = strings.Join(t.Header, string(t.Comma))

	return c
}

// line returns the 1-based line on which the current row starts.
func (t *table) line() int {
	line, _ := t.At(0)
	return line
}

func (t *table) close() { t.file.Close() }

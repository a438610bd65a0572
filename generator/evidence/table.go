package evidence

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A table is an export that is being read, row by row.
type table struct {
	export *export
	csv    *csv.Reader
	file   fs.File
	header []string
	row    []string // of the current row; valid until the next one
	skip   int      // lines before the header
}

// An export is a file of a plan's data.
type export struct {
	scanned
	name  string // below the content folder
	use   string // leads, attempts or the id of a table
	sheet *sheet
	seen  []sighting
}

// openTable opens an export and reads its header. A *shapeError says why it is no table.
func openTable(fsys fs.FS, e *export) (*table, error) {
	file, err := fsys.Open(e.name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", e.name, err)
	}

	t := &table{export: e, file: file}
	text := e.text(file)
	comma, err := t.separator(text)
	if err == nil {
		t.csv = csv.NewReader(text)
		t.csv.Comma, t.csv.FieldsPerRecord, t.csv.ReuseRecord = comma, -1, true
		err = t.readHeader()
	}

	if err != nil {
		file.Close()
		return nil, err
	}

	return t, nil
}

// A shapeError says that a file is no table: where, why, and the way out.
type shapeError struct {
	line, column  int
	message, hint string
}

func (e *shapeError) Error() string { return e.message }

// separator finds out what separates the cells: of comma, semicolon and tab the one that the first line has
// most. Some programs say it in a line before: sep=;
func (t *table) separator(text *bufio.Reader) (rune, error) {
	head, err := text.Peek(1 << 16)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return 0, fmt.Errorf("read %s: %w", t.export.name, err)
	}

	line, rest, _ := bytes.Cut(head, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if len(bytes.TrimSpace(head)) == 0 {
		return 0, &shapeError{1, 1, "the file is empty", "export it again, with a row of headers"}
	}

	if bytes.ContainsRune(line, '\r') {
		return 0, &shapeError{1, 1, "the lines end with a carriage return alone", "save the file as CSV with line ends of Unix or Windows"}
	}

	if said, ok := bytes.CutPrefix(bytes.ToLower(line), []byte("sep=")); ok && len(said) == 1 {
		_, _ = text.Discard(len(head) - len(rest))
		t.skip = 1

		return rune(said[0]), nil
	}

	best, most := ',', 0
	for _, comma := range []rune{',', ';', '\t'} {
		if n := outsideQuotes(head, byte(comma)); n > most {
			best, most = comma, n
		}
	}

	return best, nil
}

// outsideQuotes counts a sign in the first line, which ends at a line feed outside quotes.
func outsideQuotes(text []byte, sign byte) int {
	n, quoted := 0, false
	for _, b := range text {
		switch {
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '\n':
			return n
		case b == sign:
			n++
		}
	}

	return n
}

func (t *table) readHeader() error {
	header, err := t.csv.Read()
	if err != nil {
		return t.shape(err)
	}

	for _, h := range header {
		t.header = append(t.header, clean(h))
	}

	t.row = header

	return nil
}

// clean returns a header without what nobody sees, and with single spaces.
func clean(header string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch r {
		case '\ufeff', '\u200b', '\u2060':
			return -1
		case '\u00a0', '\u202f':
			return ' '
		}

		return r
	}, header)), " ")
}

// next reads the next row that is not blank; io.EOF after the last one, a *shapeError where the file is no
// CSV.
func (t *table) next() error {
	for {
		row, err := t.csv.Read()
		if err != nil {
			return t.shape(err)
		}

		t.row = row
		for _, cell := range row {
			if cell != "" && strings.TrimSpace(cell) != "" {
				return nil
			}
		}
	}
}

// shape says in plain words what the CSV reader found.
func (t *table) shape(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		if errors.Is(err, io.EOF) {
			return err
		}

		return fmt.Errorf("read %s: %w", t.export.name, err)
	}

	e := &shapeError{line: parse.Line + t.skip, column: max(1, parse.Column), message: "the row cannot be read: " + parse.Err.Error(), hint: "export the file again, as CSV"}
	switch {
	case errors.Is(parse.Err, csv.ErrBareQuote):
		e.message, e.hint = `a quotation mark stands inside a cell that is not in quotes`, `put the cell in quotes, and double the marks in it: "five ""stars"""`
	case errors.Is(parse.Err, csv.ErrQuote):
		e.message, e.hint = `the cell that begins with a quotation mark does not end with one`, `double the quotation marks inside the cell: "five ""stars"""`
		if parse.StartLine != parse.Line {
			e.line, e.column = parse.StartLine+t.skip, 1
		}
	}

	return e
}

// get returns a cell of the row without spaces around it; "" for a column that the row does not reach.
func (t *table) get(column int) string {
	if column < 0 || column >= len(t.row) {
		return ""
	}

	return strings.TrimSpace(t.row[column])
}

// mark notes a cell of the current row for a problem; the row itself where it does not reach the column.
func (t *table) mark(column int) *cell {
	if column < 0 || column >= len(t.row) {
		line, _ := t.csv.FieldPos(0)
		return t.export.sheet.mark(line+t.skip, 1, "")
	}

	line, at := t.csv.FieldPos(column)
	for i := column - 1; i >= 0; i-- {
		startLine, _ := t.csv.FieldPos(i)
		text := t.row[i]
		if startLine != line {
			text = text[strings.LastIndexByte(text, '\n')+1:]
		}

		at -= len(text) - utf8.RuneCountInString(text)
		if startLine != line {
			break
		}
	}

	return t.export.sheet.mark(line+t.skip, at, t.row[column])
}

// top notes the row of headers, in which nothing is secret.
func (t *table) top() *cell {
	c := t.export.sheet.mark(1+t.skip, 1, "")
	c.text = strings.Join(t.header, string(t.csv.Comma))

	return c
}

// line returns the 1-based line on which the current row starts.
func (t *table) line() int {
	line, _ := t.csv.FieldPos(0)
	return line + t.skip
}

// surplus reports whether the row has more cells than there are headers, and something in them.
func (t *table) surplus() bool {
	for i := len(t.header); i < len(t.row); i++ {
		if strings.TrimSpace(t.row[i]) != "" {
			return true
		}
	}

	return false
}

func (t *table) close() { t.file.Close() }

// fold makes headers alike that differ in case only.
func fold(header string) string { return strings.ToLower(clean(header)) }

// column returns the column with one of these headers, the first of them that is there; -1 for none.
func (t *table) column(headers ...string) int {
	for _, want := range headers {
		folded := fold(want)
		if i := slices.IndexFunc(t.header, func(have string) bool { return strings.ToLower(have) == folded }); i >= 0 {
			return i
		}
	}

	return -1
}

// nearest returns the header that was probably meant by one of these; "" if there is none.
func (t *table) nearest(headers ...string) string {
	var have []string
	for _, h := range t.header {
		if h != "" {
			have = append(have, h)
		}
	}

	for _, want := range headers {
		if near := source.Nearest(want, have); near != "" {
			return near
		}
	}

	best, most := "", 0
	for _, h := range have {
		for _, want := range headers {
			if n := shared(want, h); n > most {
				best, most = h, n
			}
		}
	}

	return best
}

// shared returns how many of the telling words of two headers are the same.
func shared(a, b string) int {
	n := 0
	for _, word := range words(a) {
		if slices.Contains(words(b), word) {
			n++
		}
	}

	return n
}

// dull are words that many headers have.
var dull = []string{"date", "time", "at", "the", "of", "a", "is", "lead", "contact", "record", "became", "entered", "c", "hs", "stage"}

func words(header string) []string {
	all := strings.FieldsFunc(strings.ToLower(header), func(r rune) bool {
		return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})

	return slices.DeleteFunc(all, func(w string) bool { return slices.Contains(dull, w) })
}

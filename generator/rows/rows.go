// Package rows reads tables from text, row by row. It hides CSV and its dialects: which sign separates the
// cells, quotation marks, line ends, headers with what nobody sees in them.
//
// The text is in UTF-8; whoever opens the file sees to that, and to a byte order mark. Nothing of the text is
// kept but the header and the row that is being looked at, so tables may be of any length.
package rows

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Table is a header and the row that was read last.
type Table struct {
	// Header are the names of the columns, with single spaces and without what cannot be seen.
	Header []string
	// Comma is the sign between the cells.
	Comma rune

	csv  *csv.Reader
	tape *tape
	row  []string
	read int // rows that are not blank
	skip int // lines before the header
	wide int // columns up to the last that has a header
}

// An Error says where a text is no table, why, and the way out.
type Error struct {
	// Line and Column are 1-based; Column counts code points.
	Line, Column  int
	Message, Hint string
}

func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message) }

// New returns the table in a text, ready for its first row. The error is an *Error, or that of the reader.
func New(text io.Reader) (*Table, error) {
	reader := bufio.NewReaderSize(text, headSize)
	t := &Table{}
	if err := t.findComma(reader); err != nil {
		return nil, err
	}

	t.tape = &tape{from: reader}
	t.csv = csv.NewReader(t.tape)
	t.csv.Comma, t.csv.FieldsPerRecord, t.csv.ReuseRecord = t.Comma, -1, true
	header, err := t.csv.Read()
	if err != nil {
		return nil, t.explain(header, err)
	}

	for _, name := range header {
		t.Header = append(t.Header, clean(name))
		if t.Header[len(t.Header)-1] != "" {
			t.wide = len(t.Header)
		}
	}

	t.row = header

	return t, nil
}

// headSize is how much of a text is looked at to find out what separates its cells.
const headSize = 1 << 16

// findComma finds the sign between cells: of comma, semicolon and tab the one that the first line has most.
// Some programs say it in a line before: sep=;
func (t *Table) findComma(text *bufio.Reader) error {
	head, err := text.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}

	if len(bytes.TrimSpace(head)) == 0 {
		return &Error{1, 1, "the file is empty", "export it again, with a row of headers"}
	}

	line, rest, _ := bytes.Cut(head, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if bytes.ContainsRune(line, '\r') {
		return &Error{1, 1, "the lines end with a carriage return alone", "save the file as CSV with line ends of Unix or Windows"}
	}

	if said, ok := bytes.CutPrefix(bytes.ToLower(line), []byte("sep=")); ok && len(said) == 1 && strings.IndexByte("\"\r\n", said[0]) < 0 {
		_, _ = text.Discard(len(head) - len(rest))
		t.skip, t.Comma = 1, rune(said[0])

		return nil
	}

	t.Comma = ','
	most := 0
	for _, comma := range []rune{',', ';', '\t'} {
		if n := outsideQuotes(head, byte(comma)); n > most {
			t.Comma, most = comma, n
		}
	}

	return nil
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

// clean returns a header without what nobody sees, and with single spaces.
func clean(header string) string {
	visible := strings.Map(func(r rune) rune {
		switch r {
		case '\ufeff', '\u200b', '\u2060':
			return -1
		}

		return r
	}, header)

	return strings.Join(strings.Fields(visible), " ")
}

// Next reads the next row that is not blank; io.EOF after the last one. Other errors are an *Error, or those
// of the reader.
func (t *Table) Next() error {
	for {
		t.tape.cut(t.csv.InputOffset())
		row, err := t.csv.Read()
		if err != nil {
			return t.explain(row, err)
		}

		t.row = row
		if slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			t.read++
			return nil
		}
	}
}

// explain says in plain words what is wrong with a row, of which the cells before are whole.
func (t *Table) explain(before []string, err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}

	line, column := t.tape.cell(len(before), byte(t.Comma))
	e := &Error{parse.StartLine + t.skip + line, column, "the row cannot be read: " + parse.Err.Error(), "export the file again, as CSV"}
	where := t.where(len(before))
	switch {
	case errors.Is(parse.Err, csv.ErrBareQuote):
		e.Message, e.Hint = "a quotation mark stands inside a cell that is not in quotes: "+where, `put the cell in quotes, and double the marks in it: "five ""stars"""`
	case errors.Is(parse.Err, csv.ErrQuote):
		e.Message, e.Hint = "the cell that begins with a quotation mark does not end with one: "+where, `double the quotation marks inside the cell: "five ""stars"""`
	}

	return e
}

// where names a cell of the row that is being read.
func (t *Table) where(column int) string {
	switch {
	case t.Header == nil:
		return fmt.Sprintf("in the headers, column %d", column+1)
	case column < len(t.Header) && t.Header[column] != "":
		return fmt.Sprintf("row %d, in the column %q", t.read+1, t.Header[column])
	}

	return fmt.Sprintf("row %d, in column %d", t.read+1, column+1)
}

// Cell returns a cell of the row without spaces around it; "" for a column that the row does not reach.
func (t *Table) Cell(column int) string {
	if column < 0 || column >= len(t.row) {
		return ""
	}

	return strings.TrimSpace(t.row[column])
}

// At returns where a cell of the row starts, with its quotation mark: a 1-based line and column in code
// points. For a column that the row does not reach it is the start of the row.
func (t *Table) At(column int) (line, at int) {
	if column < 0 || column >= len(t.row) {
		line, _ = t.csv.FieldPos(0)
		return line + t.skip, 1
	}

	line, at = t.csv.FieldPos(column)
	quoted := 0
	for i := column - 1; i >= 0; i-- {
		start, _ := t.csv.FieldPos(i)
		text := t.row[i]
		if start != line {
			text = text[strings.LastIndexByte(text, '\n')+1:]
		}

		quoted += len(text) - utf8.RuneCountInString(text)
		if start != line {
			break
		}
	}

	return line + t.skip, at - quoted
}

// HeaderLine returns the 1-based line on which the header starts.
func (t *Table) HeaderLine() int { return 1 + t.skip }

// Surplus reports whether the row has more cells than there are headers, and something in them.
func (t *Table) Surplus() bool {
	for i := len(t.Header); i < len(t.row); i++ {
		if strings.TrimSpace(t.row[i]) != "" {
			return true
		}
	}

	return false
}

// Short reports whether the row ends before the last column that has a header.
func (t *Table) Short() bool { return len(t.row) < t.wide }

// Column returns the column with one of these headers, in any case, the first of them that is there; -1 for
// none.
func (t *Table) Column(names ...string) int {
	for _, name := range names {
		if i := slices.IndexFunc(t.Header, func(have string) bool { return strings.EqualFold(have, clean(name)) }); i >= 0 {
			return i
		}
	}

	return -1
}

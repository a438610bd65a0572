package source

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Style is how Text looks.
type Style struct {
	// Color marks places, severities and carets with ANSI colors, for terminals.
	Color bool
}

// Text writes problems as a person reads them, in the order given:
//
//	content/acme/plan.md:41:32: first_outreach limit must say its unit, like "4 business hours", not "4" [schema]
//	   41 |       first_outreach: {limit: 4}
//	      |                               ^ did you mean "4 business hours"?
//
// A warning or info says so before its message. The other places of a clash follow as notes. Long lines are
// cut around the place. Control characters of the author's text never reach w.
func Text(w io.Writer, problems Problems, style Style) error {
	p := printer{style: style}
	for _, problem := range problems {
		p.problem(problem)
	}

	_, err := w.Write(p.Bytes())

	return err
}

type printer struct {
	bytes.Buffer
	style Style
	cells []cell // of the excerpt being written
}

// The colors of the terminal's own palette, which its owner has made readable.
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	yellow = "1;33"
	cyan   = "1;36"
)

var severityColors = [...]string{Error: red, Warning: yellow, Info: cyan}

// in writes text in a color.
func (p *printer) in(color, text string) {
	if !p.style.Color || text == "" {
		p.WriteString(text)
		return
	}

	fmt.Fprintf(p, "\x1b[%sm%s\x1b[0m", color, text)
}

func (p *printer) problem(problem Problem) {
	color := severityColors[problem.Severity]
	p.at(problem.At)
	if problem.Severity != Error {
		p.in(color, problem.Severity.String()+":")
		p.WriteByte(' ')
	}

	p.WriteString(Plain(problem.Message))
	p.in(dim, " ["+problem.Rule+"]")
	p.WriteByte('\n')
	p.excerpt(problem.At, color, Plain(problem.Hint))

	for _, place := range problem.Related {
		p.at(place)
		p.WriteString("note: the first is here\n")
		p.excerpt(place, cyan, "")
	}
}

// at writes "file:line:column: "; nothing for a place that is nowhere.
func (p *printer) at(place Place) {
	if place.IsZero() {
		return
	}

	start := place.File.Pos(place.Start)
	p.in(bold, fmt.Sprintf("%s:%d:%d:", Plain(place.name()), start.Line, start.Column))
	p.WriteByte(' ')
}

// excerpt writes the line of a place, and below it carets under the place and the hint.
func (p *printer) excerpt(place Place, color, hint string) {
	if place.IsZero() {
		if hint != "" {
			p.gutter("")
			p.WriteString(hint + "\n")
		}

		return
	}

	number, line, from, to := lineOf(place)
	p.gutter(strconv.Itoa(number))
	cells := p.around(line, from, to)
	for _, cell := range cells {
		p.WriteString(cell.text)
	}

	p.line()
	p.gutter("")
	p.underline(cells, color)
	if hint != "" {
		p.WriteString(" " + hint)
	}

	p.line()
}

// gutterWidth is the number of columns before the text of an excerpt: "   41 | ".
const gutterWidth = 8

func (p *printer) gutter(number string) { p.in(dim, fmt.Sprintf("%5s | ", number)) }

// line ends a line, without spaces at its end.
func (p *printer) line() {
	for b := p.Bytes(); len(b) > 0 && b[len(b)-1] == ' '; b = p.Bytes() {
		p.Truncate(len(b) - 1)
	}

	p.WriteByte('\n')
}

const (
	maxWidth   = 100 // columns of a line of text; longer lines are cut
	keepBefore = 40  // columns kept before a place in a line that is cut
)

// A cell is a character as a terminal shows it.
type cell struct {
	text  string
	width int // columns; a tab has as many as reach the next multiple of 8
	in    bool
}

// underline writes the white space that leads to the place on the line below, and a caret for each of its columns.
func (p *printer) underline(cells []cell, color string) {
	at := first(cells)
	for _, cell := range cells[:at] {
		if cell.text == "\t" {
			p.WriteByte('\t')
			continue
		}

		p.WriteString("  "[:min(cell.width, 2)])
	}

	width := 0
	for ; at < len(cells) && cells[at].in; at++ {
		width += cells[at].width
	}

	p.in(color, strings.Repeat("^", max(width, 1)))
}

// first returns the index of the first cell of the place; that behind the last if none is.
func first(cells []cell) int {
	for i := range cells {
		if cells[i].in {
			return i
		}
	}

	return len(cells)
}

// lineOf returns the number and the text of the line in which a place starts, and the bytes of the place in it.
func lineOf(place Place) (number int, line string, from, to int) {
	number = place.File.Pos(place.Start).Line
	line = place.File.Line(number)
	start := place.File.LineStart(number)
	from = clamp(place.Start-start, 0, len(line))
	to = clamp(place.End-start, from, len(strings.TrimRight(line, " \t\r")))

	return number, line, from, max(from, to)
}

// around returns the characters of a line to be shown for the place line[from:to]: all of them, or those around
// it if they are many. Where the place is empty, an empty cell marks it. They are those of the next call as well.
//
// A line may be of a megabyte, with a problem in every other word: no more of it is looked at than can be shown.
func (p *printer) around(line string, from, to int) []cell {
	lead := leadOf(line, from)
	column, behind, i := gutterWidth, 0, lead
	cells := p.cells[:0]
	for i < len(line) && i < from+longest && behind <= maxWidth {
		if i == from && from == to {
			cells = append(cells, cell{in: true, width: 1})
		}

		c, size := cellOf(line[i:], column)
		c.in = i >= from && i < to
		cells = append(cells, c)
		column += c.width
		if i >= from {
			behind += c.width
		}

		i += size
	}

	if from >= i {
		cells = append(cells, cell{in: true, width: 1})
	}

	p.cells = cells

	return cut(cells, lead > 0, i < len(line))
}

// longest is the number of bytes that are looked at before and after the start of a place: cutting counts
// columns, and marks above a letter take none.
const longest = 8 * maxWidth

// leadOf returns where the part of a line starts that can be shown before an offset.
func leadOf(line string, from int) int {
	lead := from
	for columns := 0; lead > 0 && from-lead < longest && columns <= maxWidth; {
		_, size := utf8.DecodeLastRuneInString(line[:lead])
		lead -= size
		c, _ := cellOf(line[lead:], gutterWidth-1) // where a tab takes one column
		columns += c.width
	}

	return lead
}

// cellOf returns the character with which a text starts, at a column, and the number of its bytes.
func cellOf(text string, column int) (c cell, size int) {
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case r >= ' ' && r <= '~':
		return cell{text: text[:1], width: 1}, 1
	case r == '\t':
		return cell{text: "\t", width: 8 - column%8}, size
	case invisible(r), r == utf8.RuneError:
		return cell{text: "\ufffd", width: 1}, size
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return cell{text: text[:size]}, size
	}

	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return cell{text: text[:size], width: 2}, size
	}

	return cell{text: text[:size], width: 1}, size
}

// cut shortens a line to maxWidth columns around its place. An ellipsis stands for what is not shown; before
// and after tell whether something is already missing there.
func cut(cells []cell, before, after bool) []cell {
	if !before && !after && widthOf(cells) <= maxWidth {
		return cells
	}

	start := first(cells)
	for kept := 0; start > 0 && kept+cells[start-1].width <= keepBefore; start-- {
		kept += cells[start-1].width
	}

	last := start
	for kept := 0; last < len(cells) && kept+cells[last].width <= maxWidth; last++ {
		kept += cells[last].width
	}

	var out []cell
	if before || start > 0 {
		out = append(out, cell{text: "…", width: 1})
	}

	out = append(out, cells[start:last]...)
	if after || last < len(cells) {
		out = append(out, cell{text: "…", width: 1})
	}

	return out
}

func widthOf(cells []cell) int {
	sum := 0
	for _, c := range cells {
		sum += c.width
	}

	return sum
}

// Plain returns text on one line, without characters that a terminal would obey.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case invisible(r):
			return utf8.RuneError
		}

		return r
	}, text)
}

// Control reports whether a character is one that no page may hold: it does something to what reads it, and
// shows nothing. These are the control characters but for tabs and line ends, the two characters that are
// none, and what turns the direction of the text around it, so that it is not read as it is stored.
func Control(r rune) bool {
	switch {
	case r < 0x80:
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f
	case r == 0xfffe, r == 0xffff:
		return true
	}

	return r < 0xa0 || Turns(r)
}

// Turns reports whether a character turns the direction of the text that follows.
func Turns(r rune) bool { return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' }

// invisible reports whether a character would do something to a terminal or a reader without being seen:
// control characters, marks of direction, spaces of no width. What joins letters and emoji is left alone.
func invisible(r rune) bool {
	switch {
	case r == '\u200b', r == '\u2060', r == '\ufeff', r == '\u061c':
		return true
	case r >= '\u200e' && r <= '\u200f', r >= '\u2028' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	}

	return unicode.IsControl(r)
}

package source

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
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

	start, _ := place.Range()
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

	start, _ := place.Range()
	text, indent, carets := underlined(place)
	p.gutter(fmt.Sprint(start.Line))
	p.WriteString(text)
	p.line()

	p.gutter("")
	p.WriteString(indent)
	p.in(color, carets)
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

// underlined returns the line in which a place starts, cut if it is long, the white space that leads to the
// place on the line below, and a caret for each of its columns, but one at least.
func underlined(place Place) (text, indent, carets string) {
	line, from, to := lineOf(place)
	lead := max(0, from-8*maxWidth) // no character has more than 4 bytes; cutting counts columns, not bytes
	tail := min(len(line), from+8*maxWidth)
	cells := cut(cellsOf(line, lead, tail, from, to), lead > 0, tail < len(line))

	var t, i, c strings.Builder
	for _, cell := range cells {
		t.WriteString(cell.text)
		switch {
		case cell.in:
			c.WriteString(strings.Repeat("^", cell.width))
		case c.Len() > 0:
		case cell.text == "\t":
			i.WriteByte('\t')
		default:
			i.WriteString(strings.Repeat(" ", cell.width))
		}
	}

	return t.String(), i.String(), cmp.Or(c.String(), "^")
}

// lineOf returns the line in which a place starts, and the bytes of the place in it.
func lineOf(place Place) (line string, from, to int) {
	start, _ := place.Range()
	line = place.File.Line(start.Line)
	lineStart := place.File.LineStart(start.Line)
	from = clamp(place.Start-lineStart, 0, len(line))
	to = clamp(place.End-lineStart, from, len(strings.TrimRight(line, " \t\r")))

	return line, from, max(from, to)
}

// cellsOf returns the characters of line[lead:tail]; those of line[from:to] are in the place. Where that is
// empty, an empty cell marks it.
func cellsOf(line string, lead, tail, from, to int) []cell {
	for lead > 0 && !utf8.RuneStart(line[lead]) {
		lead--
	}

	var cells []cell
	column := gutterWidth
	for i := lead; i < tail; {
		if i == from && from == to {
			cells = append(cells, cell{in: true, width: 1})
		}

		r, size := utf8.DecodeRuneInString(line[i:])
		c := cellOf(r, column)
		c.in = i >= from && i < to
		cells = append(cells, c)
		column += c.width
		i += size
	}

	if from >= tail {
		cells = append(cells, cell{in: true, width: 1})
	}

	return cells
}

func cellOf(r rune, column int) cell {
	switch {
	case r == '\t':
		return cell{text: "\t", width: 8 - column%8}
	case invisible(r):
		return cell{text: "\ufffd", width: 1}
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return cell{text: string(r)}
	}

	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return cell{text: string(r), width: 2}
	}

	return cell{text: string(r), width: 1}
}

// cut shortens a line to maxWidth columns around its place. An ellipsis stands for what is not shown; before
// and after tell whether something is already missing there.
func cut(cells []cell, before, after bool) []cell {
	if !before && !after && widthOf(cells) <= maxWidth {
		return cells
	}

	at := 0
	for at < len(cells) && !cells[at].in {
		at++
	}

	first := at
	for kept := 0; first > 0 && kept+cells[first-1].width <= keepBefore; first-- {
		kept += cells[first-1].width
	}

	last := first
	for kept := 0; last < len(cells) && kept+cells[last].width <= maxWidth; last++ {
		kept += cells[last].width
	}

	var out []cell
	if before || first > 0 {
		out = append(out, cell{text: "…", width: 1})
	}

	out = append(out, cells[first:last]...)
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

// Package figure draws numbers and steps as SVG that stands in a page: workflow maps, swimlanes, cycles,
// flows and charts. It knows no plans: it is given words, exact numbers and dates, and decides where they go.
//
// Every figure is a plain value. Its HTML method returns the figure in two orientations, of which the page's
// style sheet shows the one that fits the room: [Wide] for a column of reading, [Upright] for phones and narrow
// columns of paper. Its SVG method returns one of them. Its Table method returns the same content as rows of
// text, for readers who do not see the picture; both are made from the same values.
//
// What comes out is inert and takes its looks from the page: no style attribute, no script, no colour, only
// classes that figure.css binds to the page's custom properties. Every text is escaped and real text; it wraps,
// between letters where it must, and is never cut. State is told by a mark and a word, never by colour alone.
// Ids start with the figure's own ID: give every figure of a page another one.
//
// Values that can be pointed at lie under or over transparent rectangles of class fig-hit, each with a <title> that
// says what stands there, in the order of the table. Figures with links are groups, all others images, and every
// figure has a name and an optional description.
//
// Everything here is a pure function of its arguments and safe for concurrent use. The same value gives the
// same bytes.
package figure

import (
	"slices"
	"sync"
)

// A Tone is what a thing belongs to or how it went. Figures use it as a name of a class, and the style sheet
// gives it a colour; a Tone that is none of the constants is drawn as Neutral.
type Tone string

// The four functions, the verdicts, and anything else.
const (
	Neutral   Tone = ""
	Marketing Tone = "marketing"
	Sales     Tone = "sales"
	CS        Tone = "cs"
	Product   Tone = "product"
	Met       Tone = "met"
	Missed    Tone = "missed"
	Warn      Tone = "warn"
	Wait      Tone = "wait"
)

// Mark returns the sign that stands before the word of a verdict: "✓" for Met, "✕" for Missed, "!" for Warn,
// "◔" for Wait, "–" for all others.
func (t Tone) Mark() string {
	switch t {
	case Met:
		return "✓"
	case Missed:
		return "✕"
	case Warn:
		return "!"
	case Wait:
		return "◔"
	default:
		return "–"
	}
}

// class returns the class that gives something this tone, with a space before; "" for Neutral.
func (t Tone) class() string {
	switch t {
	case Marketing, Sales, CS, Product, Met, Missed, Warn, Wait:
		return " fig-" + string(t)
	default:
		return ""
	}
}

// A Verdict says how something went: a tone and a word such as "missed". Without a word it is none and is
// not drawn.
type Verdict struct {
	Tone Tone
	Word string
}

// String returns the mark and the word, "✕ missed"; "" for no verdict.
func (v Verdict) String() string {
	if v.Word == "" {
		return ""
	}

	return v.Tone.Mark() + " " + v.Word
}

// An Orientation is the room for which a figure is drawn.
type Orientation uint8

const (
	// Wide is for columns of reading from about 660 CSS pixels on, on screen and on paper.
	Wide Orientation = iota
	// Upright is for less: 340 units wide, and readable when it is shown that wide.
	Upright
)

// A Table is the content of a figure as text: one heading a column, and rows as long as the header.
type Table struct {
	Header []string
	Rows   [][]string
}

// Filled returns the table without the columns in which no row says anything; the first always stays.
func (t Table) Filled() Table {
	filled := Table{Rows: make([][]string, len(t.Rows))}
	for column, head := range t.Header {
		if column > 0 && !slices.ContainsFunc(t.Rows, func(row []string) bool { return row[column] != "" }) {
			continue
		}

		filled.Header = append(filled.Header, head)
		for i, row := range t.Rows {
			filled.Rows[i] = append(filled.Rows[i], row[column])
		}
	}

	return filled
}

// markup returns the scenes that a page needs: both, or only the upright one where there is no wide one.
func markup(wide, upright *scene) string {
	p := pens.Get().(*pen)
	defer pens.Put(p)
	p.out = p.out[:0]
	p.raw(`<div class="fig">`)
	if wide == nil {
		upright.write(p, "fig-only")
	} else {
		wide.write(p, "fig-wide")
		upright.write(p, "fig-upright")
	}

	p.raw("</div>")

	return string(p.out)
}

// pens are those with which figures are written: each has the room that figures need.
var pens = sync.Pool{New: func() any { return &pen{} }}

// svg returns one scene.
func svg(s *scene) string {
	p := &pen{out: make([]byte, 0, 4<<10)}
	s.write(p, "fig-only")

	return string(p.out)
}

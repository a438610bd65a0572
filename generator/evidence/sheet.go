package evidence

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A sheet stands for an export in problems. It has the lines of the export, and of what is in them only
// headers and dates: whoever reads a problem in a log or on a page sees where it is, and nothing of a lead.
type sheet struct {
	name  string // as it is shown
	cells []*cell
	made  *source.File
	at    map[*cell]int // byte offsets in made
}

// A cell is a place in an export. Line and column are 1-based; column counts code points.
type cell struct {
	line, column int
	text         string
}

// mark notes a cell to which a problem will point.
func (s *sheet) mark(line, column int, text string) *cell {
	c := &cell{line, column, harmless(text)}
	s.cells = append(s.cells, c)

	return c
}

// place returns the place of a cell. All cells have been marked by then.
func (s *sheet) place(c *cell) source.Place {
	if s.made == nil {
		s.make()
	}

	return s.made.Place(s.at[c], s.at[c]+len(c.text))
}

// make writes the stand-in.
func (s *sheet) make() {
	cells := slices.Clone(s.cells)
	slices.SortStableFunc(cells, func(a, b *cell) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})

	var text strings.Builder
	s.at = map[*cell]int{}
	line, column := 1, 1
	var before *cell
	for _, c := range cells {
		if before != nil && before.line == c.line && before.column == c.column {
			s.at[c] = s.at[before]
			c.text = before.text
			continue
		}

		if c.line > line {
			text.WriteString(strings.Repeat("\n", c.line-line))
			line, column = c.line, 1
		}

		if c.column > column {
			text.WriteString(strings.Repeat(" ", c.column-column))
			column = c.column
		}

		s.at[c] = text.Len()
		text.WriteString(c.text)
		column += utf8.RuneCountInString(c.text)
		before = c
	}

	s.made = source.NewFile(s.name, text.String())
}

// dated matches what can only be meant as a date, with or without a time. A telephone number does not.
var dated = regexp.MustCompile(`^(?:[0-9]{1,2}([/.-])[0-9]{1,2}[/.-](?:[0-9]{2}|[0-9]{4})|[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2})(?:[T, ]+[0-9]{1,2}[:.][0-9]{2}[0-9:.]*(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?)?$`)

// harmless returns a text as it may be shown: a date as it is, anything else covered.
func harmless(text string) string {
	text = strings.TrimSpace(text)
	if dated.MatchString(text) {
		return text
	}

	return strings.Repeat("·", min(utf8.RuneCountInString(text), 12))
}

// shown returns a value for a message, or what it is instead.
func shown(text string) string {
	text = strings.TrimSpace(text)
	if dated.MatchString(text) {
		return strconv.Quote(text)
	}

	return "what stands"
}

package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A font is a size in units and a weight. The family is the page's: widths are estimated so that the widest of
// the usual sans-serifs (DejaVu Sans, Verdana's sister) still fits.
type font struct {
	size int
	bold bool
}

// Advance widths in hundredths of an em, from space to tilde: the wider one of DejaVu Sans and Arial's twin.
var (
	regularWidths = [...]uint8{
		32, 40, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 56,
		102, 68, 69, 72, 77, 67, 61, 78, 75, 29, 50, 67, 56, 86, 75, 79, 67, 79, 72, 67, 61, 73, 68, 99, 69, 67, 69, 39, 34, 39, 84, 56,
		50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
	}
	boldWidths = [...]uint8{
		35, 46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40, 84, 84, 84, 61,
		100, 77, 76, 73, 83, 68, 68, 82, 84, 37, 56, 77, 64, 100, 84, 85, 73, 85, 77, 72, 68, 81, 77, 110, 77, 72, 73, 46, 37, 46, 84, 56,
		50, 67, 72, 59, 72, 68, 44, 72, 71, 34, 34, 67, 34, 104, 71, 69, 72, 72, 49, 61, 48, 71, 65, 92, 65, 65, 58, 71, 37, 71, 84,
	}
)

// line is the distance from one line of text to the next.
func (f font) line() float64 { return float64((f.size*13 + 9) / 10) }

// width estimates, on the safe side, how wide a text is. It is a whole number.
func (f font) width(text string) float64 {
	sum := 0
	for _, r := range text {
		sum += f.rune(r)
	}

	return float64((sum*f.size + 99) / 100)
}

// rune returns the advance width of a rune in hundredths of an em.
func (f font) rune(r rune) int {
	switch {
	case r >= ' ' && r <= '~' && f.bold:
		return int(boldWidths[r-' '])
	case r >= ' ' && r <= '~':
		return int(regularWidths[r-' '])
	case joins(r):
		return 0
	case wide(r):
		return fullWidth
	}

	width := 100
	switch {
	case r == '⸻':
		width = 300
	case r == '⸺' || r == '‱':
		width = 200
	case broadest(r):
		width = 145
	case broad(r):
		width = 116
	case unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic) && unicode.IsLower(r):
		width = 72
	case unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic):
		width = 90
	case r == '–' || r == '‘' || r == '’' || r == '·' || r == '\u00a0':
		width = 52
	case r == '“' || r == '”' || r == '€' || r == '£' || r == '•':
		width = 66
	}

	if f.bold {
		width += width / 6
	}

	return width
}

// broad reports whether a rune is wider than a capital: letters that are two in one or stand on three feet.
func broad(r rune) bool {
	switch {
	case r < 0xc0:
		return false
	case r >= 0x250 && r <= 0x2af, r >= 0x1d00 && r <= 0x1dbf, r >= 0x1f00 && r <= 0x1fff, r >= 0xfb00 && r <= 0xfb06, r >= 0x1d400 && r <= 0x1d7ff: // phonetic, old Greek, ligatures, of formulas
		return true
	default:
		return strings.ContainsRune("ÆŒæœĦŉŴŵƕƜƠƢƣƴǆǊǋǌǢǣǳǶǼǽȡȵȸȹḾḿṀṁṂṃẀẁẂẃẄẅẆẇẈẉẘỚỜỞỠỢ"+
			"ωώϖЖМФШЩЫЮжмфшщыюЉЊљњҖҗҠҡҤҥҦҧҩҴҵҼҽҾҿӁӂӍӎӔӕӜӝӸӹ№™◯", r)
	}
}

// broadest reports whether a rune may be half as wide again as high: numbers and units in one sign, long arrows and
// rare letters.
func broadest(r rune) bool {
	switch {
	case r < 0x1c4 || r == '№' || r == '™':
		return false
	case r >= 0x460 && r <= 0x48f, r >= 0x500 && r <= 0x52f, r >= 0x1400 && r <= 0x169f:
		return true
	case r >= 0x2100 && r <= 0x218f, r >= 0x2300 && r <= 0x23ff, r >= 0x27c0 && r <= 0x2bff, r >= 0x2c60 && r <= 0x2c7f, r >= 0xa640 && r <= 0xa7ff, r >= 0xfb13 && r <= 0xfb17:
		return true
	default:
		return strings.ContainsRune("ǄǅǱǲ‰₧₨₯≪≫⋘⋙∭∰", r)
	}
}

// joins reports whether a rune stands on or glues itself to the one before.
func joins(r rune) bool {
	if r < 0x300 || r >= 0x3400 && r < 0xfb00 {
		return false
	}

	return r == 0x200b || r == 0x200c || r == 0x200d || r >= 0x1f3fb && r <= 0x1f3ff || unicode.In(r, unicode.Mn, unicode.Me)
}

// wide reports whether a rune is as wide as it is high: East Asian scripts, emoji.
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff:
		return true
	case r >= 0xfe30 && r <= 0xfe4f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6:
		return true
	default:
		return r >= 0x1f000 && r <= 0x1faff || r >= 0x20000 && r <= 0x3fffd
	}
}

// clean returns the text as one line that may stand in XML: white space is one space, and what is no
// character, a control or a change of direction is dropped.
func clean(text string) string {
	plain := true
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == ' ' && (i == 0 || i == len(text)-1 || text[i-1] == ' ') {
			plain = false
			break
		}
	}

	if plain {
		return text
	}

	visible := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\u00a0':
			return ' '
		case r == utf8.RuneError, unicode.IsControl(r), r == 0xfffe, r == 0xffff:
			return -1
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0xfeff:
			return -1
		default:
			return r
		}
	}, text)

	return strings.Join(strings.FieldsFunc(visible, func(r rune) bool { return r == ' ' }), " ")
}

// capital returns a text with a capital at its start, as headings have.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}

	return string(unicode.ToUpper(first)) + text[size:]
}

// wrap breaks a text into the fewest lines not wider than width, of about the same length. It breaks at
// spaces, after hyphens and slashes, between East Asian characters, and inside a word that is alone too wide.
// A text without a visible character has no lines.
func (f font) wrap(text string, width float64) []string {
	text = clean(text)
	if text == "" {
		return nil
	}

	if f.width(text) <= width {
		return []string{text}
	}

	atoms := f.atoms(text, width)
	high := int(width) * 100 / f.size
	low := high / 4
	for count := fill(atoms, high, nil); low < high; {
		middle := (low + high) / 2
		if fill(atoms, middle, nil) <= count {
			high = middle
		} else {
			low = middle + 1
		}
	}

	var lines []string
	fill(atoms, high, func(from, to int) { lines = append(lines, strings.TrimRight(text[from:to], " ")) })

	return lines
}

// An atom is a part of a text that stands in one line. Spaces stay at the end of what they follow.
type atom struct {
	from, to int // bytes in the text
	// bare and full are its width without and with the spaces at its end, in hundredths of an em.
	bare, full int
}

// atoms cuts a text where it may break, and where it must because a part alone is wider than width.
func (f font) atoms(text string, width float64) []atom {
	atoms := make([]atom, 0, len(text)/5+1)
	room := int(width) * 100 / f.size
	now := atom{}
	var last rune

	for i, r := range text {
		w := f.rune(r)
		if i > now.from && (mayBreak(last, r) || r != ' ' && !joins(r) && now.full+w > room) {
			atoms = append(atoms, now)
			now = atom{from: i}
		}

		now.full += w
		now.to = i + utf8.RuneLen(r)
		if r != ' ' {
			now.bare = now.full
		}

		last = r
	}

	return append(atoms, now)
}

// longest returns the width of the longest part of a text that need not be broken.
func (f font) longest(text string) float64 {
	most := 0
	for _, a := range f.atoms(text, 1e6) {
		most = max(most, a.bare)
	}

	return float64((most*f.size + 99) / 100)
}

// fill puts atoms into lines of a width in hundredths of an em, as many as fit into each, and returns the number of
// lines. It calls each, unless nil, with the bytes of every line.
func fill(atoms []atom, width int, each func(from, to int)) int {
	count, used, start := 1, 0, 0
	for i, a := range atoms {
		if used > 0 && used+a.bare > width {
			if each != nil {
				each(start, atoms[i-1].to)
			}

			count, used, start = count+1, 0, a.from
		}

		used += a.full
	}

	if each != nil {
		each(start, atoms[len(atoms)-1].to)
	}

	return count
}

// mayBreak reports whether a line may end between two runes.
func mayBreak(before, after rune) bool {
	switch {
	case before == ' ':
		return true
	case after == ' ' || joins(after) || before == 0x200d:
		return false
	case before == '–' || before == '—':
		return unicode.IsLetter(after) || unicode.IsDigit(after)
	case before == '-' || before == '/':
		return unicode.IsLetter(after)
	case strings.ContainsRune("、。，．！？：；）」』】〉》ー…", after) || strings.ContainsRune("（「『【〈《", before):
		return false
	default:
		return wide(before) || wide(after)
	}
}

package figure

import (
	"strings"
	"unicode"
)

// A Run is a text in one weight.
type Run struct {
	Text string
	Bold bool
}

// Lines returns on how many lines runs stand, one after the other, in a column that many ems wide: never
// fewer than a browser needs, in any of the usual sans-serifs. Widths are taken from the fullWidth of them, and
// a line is broken only where every browser breaks it: at spaces, and between East Asian letters. A word that is
// alone too wide is broken anywhere. White space is one space, but for those of typographers and of East Asia.
func Lines(ems float64, runs ...Run) int {
	m := measure{room: int(ems * 99.5)} // widths are rounded, often down
	for _, run := range runs {
		m.bold = run.Bold
		for _, r := range run.Text {
			m.add(r)
		}
	}

	m.endWord()
	if m.used > 0 {
		m.lines++
	}

	return m.lines
}

// fullWidth is the width of an East Asian letter, and of the space between two.
const fullWidth = 104

// A measure fills lines with words, in hundredths of an em.
type measure struct {
	room  int
	bold  bool
	lines int  // full lines
	used  int  // of the line that is being filled
	space int  // the gap before the next word
	word  int  // the width of the word that is being read
	most  int  // the fullWidth rune of it
	mixed bool // it holds more than letters, so that a browser may break it in other places
	last  rune
}

func (m *measure) add(r rune) {
	switch {
	case strings.ContainsRune(" \t\n\r\f", r):
		m.endWord()
		if m.used > 0 {
			m.space = font{bold: m.bold}.rune(' ')
		}

		m.last = ' '

		return
	case unicode.IsSpace(r) && !strings.ContainsRune("\u00a0\u2007\u202f", r): // as wide as a letter, each of several
		m.word += fullWidth
		m.most, m.mixed = max(m.most, fullWidth), true
		m.endWord()
		m.last = ' '

		return
	}

	if m.word > 0 && breaksWithin(m.last) && breaksWithin(r) {
		m.endWord()
	}

	w := printed(r, m.bold)
	m.word += w
	m.most = max(m.most, w)
	m.mixed = m.mixed || r > 0x24f || !unicode.IsLetter(r)
	m.last = r
}

// endWord puts the word that was read into a line.
func (m *measure) endWord() {
	switch {
	case m.word == 0:
		return
	case m.used > 0 && m.used+m.space+m.word > m.room:
		m.lines++
		m.used, m.space = 0, 0
	}

	m.used += m.space + m.word
	if m.used > m.room { // broken where there is no better place; of two lines, one is at least half full
		each := max(m.room-m.most, 1)
		if m.mixed {
			each = max(m.room/2, 1)
		}

		full := (m.used - 1) / each
		m.lines += full
		m.used -= full * each
	}

	m.word, m.most, m.space, m.mixed = 0, 0, 0, false
}

// printed returns the advance width of a rune in hundredths of an em; signs that may be drawn as pictures are
// taken for as wide as those.
func printed(r rune, bold bool) int {
	if r >= 0x1f000 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf {
		return 140
	}

	return font{bold: bold}.rune(r)
}

// breaksWithin reports whether a rune is a letter of a script that breaks between any two of its letters. The
// small kana and marks that may not begin a line are none.
func breaksWithin(r rune) bool {
	if r < 0x3041 || strings.ContainsRune("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーゝゞヽヾ々〻", r) {
		return false
	}

	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

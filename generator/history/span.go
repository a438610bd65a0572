package history

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Op says what happened to some words of a text.
type Op uint8

const (
	// Kept words are in both texts.
	Kept Op = iota
	// Cut words are only in the old text.
	Cut
	// Put words are only in the new text.
	Put
)

// A Span is some words of a text, and what happened to them.
type Span struct {
	Text string
	Op   Op
	// Joined says that no space stands before the span: it goes on where the one before it ends.
	Joined bool
}

// mostWords is the number of words up to which two texts are compared word by word.
const mostWords = 2000

// A word is one of a text; joined says that no space stands before it.
type word struct {
	text   string
	joined bool
}

// unspaced are the scripts that are written without spaces: each character is a word.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, wideMarks}

// wideMarks are the punctuation marks between such characters: 、。「」ー！？.
var wideMarks = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x3001, Hi: 0x303f, Stride: 1}, {Lo: 0x30fb, Hi: 0x30fc, Stride: 1}, {Lo: 0xff01, Hi: 0xff0f, Stride: 1}, {Lo: 0xff1a, Hi: 0xff1f, Stride: 1}}}

// wordsIn returns the words of a text.
func wordsIn(text string) []word {
	var words []word
	for field := range strings.FieldsSeq(text) {
		joined := false
		for field != "" {
			n := wordEnd(field)
			words = append(words, word{field[:n], joined})
			field, joined = field[n:], true
		}
	}

	return words
}

// wordEnd returns where the first word of a text without spaces ends. What is put on a character stays with it.
func wordEnd(field string) int {
	end := 0
	for i, r := range field {
		switch {
		case unicode.In(r, unicode.M):
		case i > 0 && (unicode.In(r, unspaced...) || end > 0):
			return i
		case unicode.In(r, unspaced...):
			end = utf8.RuneLen(r)
		}
	}

	return len(field)
}

// Words compares two texts word by word. Kept and Cut spans, with a space before those that are not joined, are
// the old text, Kept and Put spans the new one; where words were replaced, the old ones come first.
func Words(old, new string) []Span {
	a, b := wordsIn(old), wordsIn(new)
	var spans []Span
	add := func(words []word, op Op) {
		if len(words) > 0 {
			spans = append(spans, Span{textOf(words), op, words[0].joined})
		}
	}

	if len(a) > mostWords || len(b) > mostWords {
		add(a, Cut)
		add(b, Put)

		return spans
	}

	i, j := 0, 0
	kept := common(a, b)
	for n := 0; n < len(kept); {
		add(a[i:kept[n].a], Cut)
		add(b[j:kept[n].b], Put)

		start := n
		for n++; n < len(kept) && kept[n].a == kept[n-1].a+1 && kept[n].b == kept[n-1].b+1; n++ {
		}

		i, j = kept[n-1].a+1, kept[n-1].b+1
		add(a[kept[start].a:i], Kept)
	}

	add(a[i:], Cut)
	add(b[j:], Put)

	return spans
}

// textOf returns words with the spaces between them.
func textOf(words []word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && !w.joined {
			b.WriteByte(' ')
		}

		b.WriteString(w.text)
	}

	return b.String()
}

// A match is the positions of one word in two texts.
type match struct{ a, b int }

// common returns a longest common subsequence.
func common[T comparable](a, b []T) []match {
	if len(a)*len(b) > mostWords*mostWords {
		return nil
	}

	// lengths[i][j] is the length of the longest common subsequence of a[i:] and b[j:].
	lengths := make([][]int16, len(a)+1)
	row := make([]int16, (len(a)+1)*(len(b)+1))
	for i := range lengths {
		lengths[i] = row[i*(len(b)+1) : (i+1)*(len(b)+1)]
	}

	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				lengths[i][j] = lengths[i+1][j+1] + 1
			} else {
				lengths[i][j] = max(lengths[i+1][j], lengths[i][j+1])
			}
		}
	}

	var kept []match
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			kept = append(kept, match{i, j})
			i, j = i+1, j+1
		case lengths[i+1][j] >= lengths[i][j+1]:
			i++
		default:
			j++
		}
	}

	return kept
}

package markdown

import (
	"bytes"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A shift says that from an offset in the cleaned text on, the written text is that many bytes further.
type shift struct{ from, by int }

// clean returns a text with lines ending in line feeds, valid in UTF-8 and without what no page may hold, and
// the shifts that lead from offsets in it back to the written text.
func clean(s string) (text []byte, shifts []shift) {
	if isClean(s) {
		return []byte(s), nil
	}

	text = make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == '\r' && i+1 < len(s) && s[i+1] == '\n':
			text, size = append(text, '\n'), 2
		case c == '\r':
			text = append(text, '\n')
		case source.Turns(c):
		case c == utf8.RuneError && size == 1, source.Control(c):
			text = utf8.AppendRune(text, utf8.RuneError)
		default:
			text = append(text, s[i:i+size]...)
		}

		i += size
		by := i - len(text)
		if n := len(shifts); n == 0 && by != 0 || n > 0 && shifts[n-1].by != by {
			shifts = append(shifts, shift{from: len(text), by: by})
		}
	}

	return text, shifts
}

func isClean(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c >= ' ' && c < 0x7f || c == '\n' {
			i++
			continue
		}

		c, size := utf8.DecodeRuneInString(s[i:])
		if c == '\r' || c == utf8.RuneError && size == 1 || source.Control(c) {
			return false
		}

		i += size
	}

	return true
}

// written returns the offset in the written text of an offset in the cleaned one.
func written(shifts []shift, offset int) int {
	i := sort.Search(len(shifts), func(i int) bool { return shifts[i].from > offset })
	if i == 0 {
		return offset
	}

	return offset + shifts[i-1].by
}

// unescape appends s to dst with its backslash escapes and entities resolved.
func unescape(dst, s []byte) []byte {
	for len(s) > 0 {
		i := bytes.IndexAny(s, `\&`)
		if i < 0 {
			return append(dst, s...)
		}

		dst, s = append(dst, s[:i]...), s[i:]
		if s[0] == '\\' {
			if len(s) > 1 && util.IsPunct(s[1]) {
				s = s[1:]
			}
			dst, s = append(dst, s[0]), s[1:]
			continue
		}

		character, length := entity(s)
		dst, s = append(dst, character...), s[length:]
	}

	return dst
}

// entity returns the characters of the entity that starts s and its length; without one the "&" itself.
func entity(s []byte) ([]byte, int) {
	end := bytes.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return s[:1], 1
	}

	name := s[1:end]
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
			return e.Characters, end + 1
		}
		return s[:1], 1
	}

	digits, base, most := name[1:], 10, 7
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base, most = digits[1:], 16, 6
	}

	code, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || len(digits) > most {
		return s[:1], 1
	}

	return utf8.AppendRune(nil, character(rune(code))), end + 1
}

// character returns c, or the replacement character for what no page may hold.
func character(c rune) rune {
	switch {
	case c == '\r':
		return ' '
	case source.Control(c), !utf8.ValidRune(c):
		return utf8.RuneError
	}

	return c
}

var (
	textEscaper      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	attributeEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")
)

// escape returns s as text in HTML.
func escape(s string) string {
	if !strings.ContainsAny(s, "&<>") {
		return s
	}

	return textEscaper.Replace(s)
}

// attribute returns s for the inside of a quoted attribute.
func attribute(s string) string {
	if !strings.ContainsAny(s, "&<>\"") {
		return s
	}

	return attributeEscaper.Replace(s)
}

// isWord reports whether c is part of a word.
func isWord(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
	}

	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}

// isUnspaced reports whether c belongs to a script that puts no spaces between words.
func isUnspaced(c rune) bool {
	return c >= 0x0e00 && unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// isWide reports whether c is a character of Chinese or Japanese, punctuation included.
func isWide(c rune) bool {
	return c >= 0x2e80 && (unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana) || 0x3000 <= c && c <= 0x303f || 0xff00 <= c && c <= 0xffef)
}

// countWords returns the number of words; each character of an unspaced script counts as one.
func countWords(s string) int {
	n, inside := 0, false
	for _, c := range s {
		switch {
		case isUnspaced(c) && unicode.IsLetter(c):
			n, inside = n+1, false
		case isWord(c):
			if !inside {
				n++
			}
			inside = true
		case inside && (c == '\'' || c == '’' || c == '-'): // it's, follow-up
		default:
			inside = false
		}
	}

	return n
}

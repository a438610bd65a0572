package frontmatter

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/source"
)

const saveAsUTF8 = "save the file as UTF-8"

// checkEncoding reports bytes that are no text, control characters, and what turns the direction of text. Of
// each sort the first is reported, with how many more there are.
func checkEncoding(f *source.File) source.Problems {
	if strings.HasPrefix(f.Text, "\xff\xfe") || strings.HasPrefix(f.Text, "\xfe\xff") {
		return source.Problems{badEncoding(f, 0, 2, "this file is saved as UTF-16", saveAsUTF8)}
	}

	var bytes, controls, turns sightings
	text := f.Text
	for i := 0; i < len(text); {
		if c := text[i]; c >= 0x20 && c < 0x7f || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}

		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			bytes.add(i, size)
		case source.Turns(r):
			turns.add(i, size)
		case source.Control(r):
			controls.add(i, size)
		}

		i += size
	}

	var problems source.Problems
	if bytes.count > 0 {
		message := fmt.Sprintf("the byte 0x%02X is not text in UTF-8", text[bytes.start]) + bytes.more()
		problems.Add(badEncoding(f, bytes.start, bytes.end, message, saveAsUTF8))
	}

	if controls.count > 0 {
		r, _ := utf8.DecodeRuneInString(text[controls.start:])
		message := fmt.Sprintf("there is a control character here (%U)", r) + controls.more()
		problems.Add(badEncoding(f, controls.start, controls.end, message, "delete it; if the whole file looks odd, "+saveAsUTF8))
	}

	if turns.count > 0 {
		r, _ := utf8.DecodeRuneInString(text[turns.start:])
		problems.Add(badEncoding(f, turns.start, turns.end, fmt.Sprintf("there is an invisible character here (%U) that turns the text around", r)+turns.more(),
			"delete it: text is read from the right where its letters are"))
	}

	return problems
}

// legible returns the text of a file with something harmless for each character between start and end that
// checkEncoding and checkInvisible report: the rest can then be read. Offsets and columns stay. ok is false
// for a file of which not even the lines are sure.
func legible(f *source.File, start, end int) (text string, ok bool) {
	masked := []byte(f.Text)
	for i := start; i < end; {
		r, size := utf8.DecodeRuneInString(f.Text[i:])
		switch {
		case r == '\r' && (i+1 == len(masked) || masked[i+1] != '\n'):
			return "", false
		case r == utf8.RuneError && size == 1, source.Control(r) && size == 1:
			masked[i] = '?'
		case source.Control(r) || isInvisible(f.Text[i:]):
			copy(masked[i:], map[int]string{2: "\u00bf", 3: "\ufffd"}[size])
		}

		i += size
	}

	return string(masked), !strings.HasPrefix(f.Text, "\xff\xfe") && !strings.HasPrefix(f.Text, "\xfe\xff")
}

// checkInvisible reports what cannot be seen between start and end, the front matter, but ends a line for
// one reader and not for another: a carriage return alone, the line and paragraph separators of Unicode,
// and a byte order mark that is not at the start of the file.
func checkInvisible(f *source.File, start, end int) source.Problems {
	var returns, marks sightings
	text := f.Text[:end]
	for i := start; i < end; i++ {
		switch {
		case text[i] == '\r' && (i+1 == len(f.Text) || f.Text[i+1] != '\n'):
			returns.add(i, 1)
		case isInvisible(text[i:]):
			marks.add(i, 3)
		}
	}

	var problems source.Problems
	if returns.count > 0 {
		problems.Add(badEncoding(f, returns.start, returns.end, "this line ends in a lone carriage return"+returns.more(),
			"save the file with line ends LF (Unix) or CRLF (Windows)"))
	}

	if marks.count > 0 {
		r, _ := utf8.DecodeRuneInString(text[marks.start:])
		problems.Add(badEncoding(f, marks.start, marks.end, fmt.Sprintf("there is an invisible character here (%U)", r)+marks.more(),
			"delete it"))
	}

	return problems
}

func isInvisible(text string) bool {
	return strings.HasPrefix(text, "\u2028") || strings.HasPrefix(text, "\u2029") || strings.HasPrefix(text, "\ufeff")
}

func badEncoding(f *source.File, start, end int, message, hint string) source.Problem {
	return source.Problem{At: f.Place(start, end), Rule: "encoding", Message: message, Hint: hint}
}

// sightings are the places of one sort of trouble: the first, and how many there are.
type sightings struct{ start, end, count int }

func (s *sightings) add(start, size int) {
	if s.count == 0 {
		s.start, s.end = start, start+size
	}

	s.count++
}

func (s *sightings) more() string {
	switch s.count {
	case 1:
		return ""
	case 2:
		return ", and one more further down"
	default:
		return fmt.Sprintf(", and %d more further down", s.count-1)
	}
}

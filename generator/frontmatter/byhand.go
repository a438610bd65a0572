package frontmatter

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Paste is text for people to put into a file, where AddItem would put it.
type Paste struct {
	Text string
	// Line is where, counted from 1: below that line, in lines of its own, or in it, behind what stands there
	// already.
	Line int
	// Behind is the end of what stands before the text in that line; "" for a text that goes below.
	Behind string
}

// leastBehind is how many characters of a line tell people where in it something goes, if they are there once.
const leastBehind = 24

// ItemByHand returns what AddItem would add. It is ErrEdit also where that is in more than one place.
func ItemByHand(of *Node, key string, item ...Pair) (Paste, error) {
	e, _, err := addItem(of, key, item)
	if err != nil {
		return Paste{}, err
	}

	if len(e.edits) != 1 || e.edits[0].start != e.edits[0].end {
		return Paste{}, fmt.Errorf("%w in one place", ErrEdit)
	}

	at := e.edits[0].start
	text := strings.ReplaceAll(e.edits[0].text, "\r\n", "\n")
	paste := Paste{Text: text, Line: 1 + strings.Count(e.text[:at], "\n")}
	if below, ok := strings.CutPrefix(text, "\n"); ok {
		paste.Text = below
		return paste, nil
	}

	before, _ := e.leads(at)
	rest, _ := e.rest(at)
	paste.Behind = lastPart(before, before+rest)

	return paste, nil
}

// lastPart returns the end of what stands before something in a line, as much as is needed to find the place.
func lastPart(before, line string) string {
	before = strings.TrimLeft(before, " \t")
	start := len(before)
	for shown := 0; start > 0; shown++ {
		if shown >= leastBehind && strings.Count(line, before[start:]) == 1 {
			break
		}

		_, size := utf8.DecodeLastRuneInString(before[:start])
		start -= size
	}

	return before[start:]
}

// Inline writes a map of texts in one line, in the format of the file in which a value stands.
func Inline(of *Node, pairs ...Pair) string { return formatted(of).inline(pairs) }

// Line writes a key and its text in the format of the file in which a value stands.
func Line(of *Node, key, value string) string { return formatted(of).pair(Pair{key, value}) }

// formatted returns an editor of which only the format counts; that is YAML for a value that stands in no file.
func formatted(n *Node) *editor {
	if n.File() == nil {
		return &editor{doc: Document{Format: "yaml"}}
	}

	doc, _ := Parse(n.File())
	if doc.Format == "" {
		doc.Format = "yaml"
	}

	return &editor{doc: doc}
}

package markdown

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A lostRef is a reference to a link or a footnote that is defined nowhere, so that it is text.
type lostRef struct {
	label      string
	start, end int // of the label in the text
	note       bool
}

var lostKey = parser.NewContextKey()

func lostIn(pc parser.Context) *[]lostRef {
	return pc.ComputeIfAbsent(lostKey, func() any { return new([]lostRef) }).(*[]lostRef)
}

// A lostParser notes references that lead nowhere. It parses nothing. Of what is in brackets only that counts
// that can hardly be meant otherwise: [^label] behind a word, and [text][label] or [text][] on its own.
type lostParser struct{}

func (lostParser) Trigger() []byte { return []byte{'[', ']'} }

func (lostParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	line = line[:min(len(line), 1000)]
	switch {
	case bytes.HasPrefix(line, []byte("[^")):
		noteLost(line, segment.Start, pc)
	case bytes.HasPrefix(line, []byte("][")):
		linkLost(block.Source(), line, segment.Start, pc)
	}

	return nil
}

// noteLabel is a label of a footnote, and what follows. Sets of characters in a regular expression look
// much alike: [^a-z]+.
var (
	noteLabel = regexp.MustCompile(`^\[\^([\pL\pN_-]+)\]`)
	setLabel  = regexp.MustCompile(`^.$|^.-.`)
)

func noteLost(line []byte, at int, pc parser.Context) {
	found := noteLabel.FindSubmatch(line)
	if found == nil {
		return
	}

	label, after := found[1], line[len(found[0]):]
	if footnotesOf(pc)[string(label)] != nil || setLabel.Match(label) && !isDigit(label[0]) || len(after) > 0 && bytes.IndexByte([]byte("+*?{(/["), after[0]) >= 0 {
		return
	}

	*lostIn(pc) = append(*lostIn(pc), lostRef{string(label), at + 2, at + 2 + len(label), true})
}

// linkLost looks at a closing bracket followed by an opening one.
func linkLost(src, line []byte, at int, pc parser.Context) {
	end := bytes.IndexByte(line[2:], ']')
	if end < 0 {
		return
	}

	words, open := bracketed(src, at)
	label, start := line[2:2+end], at+2
	if len(label) == 0 {
		label, start = words, open+1
	}

	after := line[2+end+1:]
	switch {
	case open < 0 || !isLabel(words) || !isLabel(label):
		return
	case open > 0 && isPartOfCode(src[:open]) || len(after) > 0 && bytes.IndexByte([]byte("[(="), after[0]) >= 0:
		return
	}

	if _, ok := pc.Reference(util.ToLinkReference(label)); !ok {
		*lostIn(pc) = append(*lostIn(pc), lostRef{label: string(label), start: start, end: start + len(label)})
	}
}

// bracketed returns what stands between the bracket at an offset and the one that opens it, and where that
// is; -1 if it is not in the same paragraph.
func bracketed(src []byte, at int) (words []byte, open int) {
	depth := 0
	for i := at - 1; i >= 0 && i > at-1000; i-- {
		switch c := src[i]; {
		case c == '\n' && len(bytes.TrimSpace(src[max(bytes.LastIndexByte(src[:i], '\n'), 0):i])) == 0:
			return nil, -1
		case i > 0 && src[i-1] == '\\':
		case c == ']':
			depth++
		case c == '[' && depth > 0:
			depth--
		case c == '[':
			return src[i+1 : at], i
		}
	}

	return nil, -1
}

// isLabel reports whether text in brackets is words, or the sign of a link: not a task box, the number of an
// element or a quotation, a footnote, or a gap in a template.
func isLabel(words []byte) bool {
	bare := bytes.TrimSpace(words)
	letters := bytes.IndexFunc(bare, isWordStart) >= 0

	return len(bare) > 1 && (letters || len(bare) > 3) && bare[0] != '^' && !gap.Match(bare)
}

func isWordStart(c rune) bool { return isWord(c) && (c > 0x7f || !isDigit(byte(c))) }

var gap = regexp.MustCompile(`(?i)^(?:define|name (?:the|a)|your|insert|enter)\b`)

// isPartOfCode reports whether brackets behind this text belong to an expression, such as those in rows[i][j]
// and {{ page[a][b] }}.
func isPartOfCode(before []byte) bool {
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	if open := max(bytes.LastIndex(line, []byte("{{")), bytes.LastIndex(line, []byte("{%"))); open >= 0 && !bytes.Contains(line[open:], []byte("}")) {
		return true
	}

	last := before[len(before)-1]

	return isWord(rune(last)) || last > 0x7f || bytes.IndexByte([]byte(`])}$\`), last) >= 0
}

// reportLost reports what leads nowhere, and footnotes that no reference leads to.
func (r *renderer) reportLost(pc parser.Context) {
	var links, notes []string
	for _, reference := range pc.References() {
		links = append(links, string(reference.Label()))
	}

	var unused []*extast.Footnote
	for label, note := range footnotesOf(pc) {
		notes = append(notes, label)
		if r.notes[note] == nil {
			unused = append(unused, note)
		}
	}

	slices.Sort(links)
	slices.Sort(notes)
	for _, lost := range *lostIn(pc) {
		at := r.place(lost.start, lost.end)
		if lost.note {
			r.warn(at, "link", "there is no footnote [^"+lost.label+"], so this is shown as it is written", meantLabel(lost.label, notes, "[^", "add a line that starts with [^"+lost.label+"]: and the note"))
		} else {
			r.warn(at, "link", "no link is defined as ["+lost.label+"], so this is shown as it is written", meantLabel(lost.label, links, "[", "add a line like ["+lost.label+"]: page.md"))
		}
	}

	for _, note := range unused {
		r.page.Problems.Add(source.Problem{
			At: r.placeOf(note.Ref, note), Severity: source.Info, Rule: "link",
			Message: "nothing refers to the footnote [^" + string(note.Ref) + "], so it is not shown",
			Hint:    "put [^" + string(note.Ref) + "] where it belongs, or delete it",
		})
	}
}

// reportLostLinks reports links of a text field that are defined elsewhere, which they cannot be.
func (r *renderer) reportLostLinks(pc parser.Context) {
	for _, lost := range *lostIn(pc) {
		if !lost.note {
			r.warn(r.place(lost.start, lost.end), "link", "no link is defined as ["+lost.label+"], so this is shown as it is written",
				"a text of the front matter says where a link leads: ("+lost.label+".md) in the place of ["+lost.label+"]")
		}
	}
}

func meantLabel(label string, known []string, open, otherwise string) string {
	if near := source.Nearest(label, known); near != "" {
		return `did you mean "` + open + near + `]"?`
	}

	return otherwise
}

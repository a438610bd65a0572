package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A tag is a piece of HTML as written.
type tag struct {
	html.Token
	written string // the source of it
	lines   *lines // what it was cut from
	from    int    // where in that
	foreign bool   // shown as text
	partner *tag   // the tag that closes or opens it
	element string // the element written for it
	counter *int   // what an open element counts in
}

// offset returns where in the cleaned text a byte of the tag is.
func (t *tag) offset(i int) int { return t.lines.offset(t.from + i) }

func (r *renderer) tagPlace(t *tag) source.Place {
	return r.place(t.offset(0), t.offset(len(t.written)-1)+1)
}

func (t *tag) isStart() bool {
	return !t.foreign && t.Type == html.StartTagToken && !voids[t.Data]
}

func (t *tag) isEnd() bool { return !t.foreign && t.Type == html.EndTagToken && !voids[t.Data] }

// htmlBlockParser opens blocks of HTML for what may become HTML, and for what is code; what will be shown
// as text, such as <your-name> alone on a line, does not keep Markdown from being read.
type htmlBlockParser struct{ parser.BlockParser }

func (p htmlBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if name := tagName(strings.TrimLeft(string(line[:min(len(line), 40)]), " ")); name != "" {
		if _, safe := elements[name]; !safe && !isCode(name) {
			return nil, parser.NoChildren
		}
	}

	return p.BlockParser.Open(parent, reader, pc)
}

// isCode tells the elements whose content is not for reading.
func isCode(name string) bool { return name == "script" || name == "style" || name == "textarea" }

// tagName returns the lower-case name of the tag that starts s, or "".
func tagName(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "<"), "/")
	end := 0
	for end < len(s) && s[end] < 0x80 && (isWord(rune(s[end])) || s[end] == '-') {
		end++
	}

	return strings.ToLower(s[:end])
}

// lines is text put together from segments of the source.
type lines struct {
	text   string
	starts []int // in text, of each segment
	at     []int // in the source, of each segment
}

func (r *renderer) joined(segments *text.Segments) *lines {
	l := &lines{}
	var b strings.Builder
	for i := range segments.Len() {
		s := segments.At(i)
		l.starts = append(l.starts, b.Len()+s.Padding)
		l.at = append(l.at, s.Start)
		b.Write(s.Value(r.src))
	}
	l.text = b.String()

	return l
}

// offset returns the offset in the source of an offset in the text.
func (l *lines) offset(i int) int {
	n, found := slices.BinarySearch(l.starts, i)
	if !found {
		n--
	}
	if n < 0 {
		n = 0
	}

	return l.at[n] + max(i-l.starts[n], 0)
}

// cut cuts HTML into tags and the texts between them.
func cut(l *lines) []*tag {
	if t, ok := plainTag(l.text); ok {
		t.lines = l
		return []*tag{t}
	}

	var tags []*tag
	at := 0
	z := html.NewTokenizer(strings.NewReader(l.text))
	for z.Next() != html.ErrorToken {
		t := &tag{written: string(z.Raw()), lines: l, from: at}
		t.Token = z.Token()
		t.foreign = isForeign(t)
		tags = append(tags, t)
		at += len(t.written)
	}

	if at < len(l.text) { // a tag that never ends
		t := &tag{Token: html.Token{Type: html.CommentToken}, written: l.text[at:], lines: l, from: at, foreign: true}
		tags = append(tags, t)
	}

	return tags
}

// plainTag reads a tag without attributes.
func plainTag(s string) (*tag, bool) {
	name := tagName(s)
	t := &tag{Token: html.Token{Type: html.StartTagToken, Data: name}, written: s}
	switch {
	case len(s) == len(name)+2 && s[0] == '<' && s[len(s)-1] == '>':
	case len(s) == len(name)+3 && s[:2] == "</" && s[len(s)-1] == '>':
		t.Type = html.EndTagToken
	default:
		return nil, false
	}
	t.foreign = isForeign(t)

	return t, name != ""
}

// isForeign reports whether a piece of HTML is shown as text. Comments are not, if they end.
func isForeign(t *tag) bool {
	switch t.Type {
	case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
		_, safe := elements[t.Data]
		return !safe
	case html.CommentToken:
		return !strings.HasPrefix(t.written, "<!--") || !strings.HasSuffix(t.written, "-->") && !strings.HasSuffix(t.written, "--!>")
	}

	return t.Type != html.TextToken
}

package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

var footnotesKey = parser.NewContextKey()

// footnotesOf returns the footnotes of a text by label.
func footnotesOf(pc parser.Context) map[string]*extast.Footnote {
	return pc.ComputeIfAbsent(footnotesKey, func() any { return map[string]*extast.Footnote{} }).(map[string]*extast.Footnote)
}

// A footnoteParser leaves footnotes where they are written and notes them by label; of two with the same
// label the first wins.
type footnoteParser struct{ parser.BlockParser }

func (footnoteParser) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	note := node.(*extast.Footnote)
	if _, ok := footnotesOf(pc)[string(note.Ref)]; !ok {
		footnotesOf(pc)[string(note.Ref)] = note
	}
}

// A footnoteRef is a [^label] that has a footnote.
type footnoteRef struct {
	ast.BaseInline
	note *extast.Footnote
}

var kindFootnoteRef = ast.NewNodeKind("FootnoteRef")

func (*footnoteRef) Kind() ast.NodeKind              { return kindFootnoteRef }
func (n *footnoteRef) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type footnoteRefParser struct{}

func (footnoteRefParser) Trigger() []byte { return []byte{'['} }

func (footnoteRefParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("[^")) {
		return nil
	}

	end := bytes.IndexByte(line[:min(len(line), 1000)], ']')
	if end < 0 {
		return nil
	}

	note, ok := footnotesOf(pc)[string(line[2:end])]
	if !ok {
		return nil
	}

	block.Advance(end + 1)

	return &footnoteRef{note: note}
}

// A note is a footnote that the text refers to.
type note struct {
	number int
	id     string
	node   *extast.Footnote
	refs   []string // ids of the references
}

func (r *renderer) footnoteRef(n *footnoteRef) {
	at, ok := r.notes[n.note]
	if !ok {
		number := len(r.noted) + 1
		at = &note{number: number, node: n.note, id: r.ids.unique("fn-" + strconv.Itoa(number))}
		if r.notes == nil {
			r.notes = map[*extast.Footnote]*note{}
		}
		r.notes[n.note] = at
		r.noted = append(r.noted, at)
	}

	number := strconv.Itoa(at.number)
	ref := r.ids.unique("fnref-" + number)
	at.refs = append(at.refs, ref)
	r.anchor(ref)
	r.raw(`<sup class="footnote-ref" id="`, attribute(ref), `">`)
	if r.inLink > 0 {
		r.raw(number, `</sup>`)
		return
	}

	r.raw(`<a aria-label="Footnote `, number, `" href="#`, attribute(at.id), `">`, number, `</a></sup>`)
}

// footnotes writes the footnotes referred to, in the order of the first reference. A footnote may refer
// to further ones.
func (r *renderer) footnotes() {
	if len(r.noted) == 0 {
		return
	}

	r.raw("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n")
	r.newSection()
	for i := 0; i < len(r.noted); i++ {
		r.footnote(r.noted[i])
	}
	r.raw("</ol>\n</section>\n")
}

func (r *renderer) footnote(n *note) {
	r.anchor(n.id)
	r.raw(`<li id="`, attribute(n.id), "\">\n")

	last, ok := n.node.LastChild().(*ast.Paragraph)
	if ok {
		r.blocksUntil(n.node, last)
		r.raw("<p>")
		r.inline(last)
		r.backlinks(n)
		r.raw("</p>\n")
		r.endBlock()
	} else {
		r.blocks(n.node)
		r.raw("<p>")
		r.backlinks(n)
		r.raw("</p>\n")
	}

	r.raw("</li>\n")
}

// backlinks writes the ways back. References found while the footnotes are written have theirs too, unless
// their footnote has been written already.
func (r *renderer) backlinks(n *note) {
	for i, ref := range n.refs {
		label := "Back to the text"
		if len(n.refs) > 1 {
			label += ", reference " + strconv.Itoa(i+1)
		}
		r.raw(` <a aria-label="`, label, `" class="footnote-back" href="#`, attribute(ref), `">↩</a>`)
	}
}

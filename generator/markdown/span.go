package markdown

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// inline writes what stands in a paragraph, heading, cell or span.
func (r *renderer) inline(parent ast.Node) {
	r.prepare(parent)
	base := len(r.open)
	n := parent.FirstChild()
	box, task := n.(*extast.TaskCheckBox)
	if task {
		r.checkbox(box)
		n = n.NextSibling()
	}

	for n != nil {
		if _, ok := n.(*ast.Text); ok {
			n = r.run(n)
			continue
		}
		r.span(n)
		n = n.NextSibling()
	}

	r.closeTo(base)
	if task {
		r.raw("</label>")
	}
}

func (r *renderer) checkbox(n *extast.TaskCheckBox) {
	r.raw(`<label><input type="checkbox" disabled`)
	if n.IsChecked {
		r.raw(" checked")
	}
	r.raw("> ")
}

// run writes the texts from n on up to something else, as one text, and returns what follows.
func (r *renderer) run(n ast.Node) ast.Node {
	r.buf = r.buf[:0]
	broken := -1 // where the last line break is in buf
	for n != nil {
		t, ok := n.(*ast.Text)
		if !ok {
			break
		}

		n = n.NextSibling()
		start := len(r.buf)
		r.buf = r.appendText(r.buf, t)
		if broken >= 0 && broken+1 == start && isSeamless(r.buf[:broken], r.buf[start:]) {
			r.buf = append(r.buf[:broken], r.buf[start:]...)
		}
		if t.HardLineBreak() {
			r.words(string(r.buf))
			r.raw("<br>\n")
			r.say(" ")
			return n
		}
		if t.SoftLineBreak() {
			broken = len(r.buf)
			r.buf = append(r.buf, '\n')
		}
	}
	r.words(string(r.buf))

	return n
}

// isSeamless reports whether a line break between two texts is no space, as in Chinese and Japanese.
func isSeamless(before, after []byte) bool {
	a, _ := utf8.DecodeLastRune(before)
	b, _ := utf8.DecodeRune(after)

	return isWide(a) && isWide(b)
}

func (r *renderer) appendText(dst []byte, t *ast.Text) []byte {
	if t.IsRaw() {
		return append(dst, t.Value(r.src)...)
	}

	return unescape(dst, t.Value(r.src))
}

// words writes running text, with the words of the glossary linked.
func (r *renderer) words(s string) {
	r.say(s)
	if r.opts.Glossary == nil || r.inLink+r.inHeading+r.inCode > 0 {
		r.raw(escape(s))
		return
	}

	r.linked(s)
}

func (r *renderer) span(n ast.Node) {
	switch n := n.(type) {
	case *ast.String:
		r.say(string(n.Value))
		r.raw(escape(string(n.Value)))
	case *ast.CodeSpan:
		code := r.codeText(n)
		r.say(code)
		r.raw("<code>", escape(code), "</code>")
	case *ast.Emphasis:
		r.wrap(n, [...]string{"em", "strong"}[min(n.Level, 2)-1])
	case *extast.Strikethrough:
		r.wrap(n, "del")
	case *ast.Link:
		r.link(n)
	case *ast.Image:
		r.image(n)
	case *ast.AutoLink:
		r.autoLink(n)
	case *ast.RawHTML:
		r.tags(r.raws[n])
	case *term:
		r.term(n)
	case *footnoteRef:
		r.footnoteRef(n)
	default:
		r.inline(n)
	}
}

// wrap writes a span in an element, unless it is too deep in others to matter.
func (r *renderer) wrap(n ast.Node, name string) {
	if r.spans >= maxSpans {
		r.inline(n)
		return
	}

	r.spans++
	r.raw("<", name, ">")
	r.inline(n)
	r.raw("</", name, ">")
	r.spans--
}

// codeText returns the text of a code span. Pipes in tables are escaped even there.
func (r *renderer) codeText(n *ast.CodeSpan) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(r.src))
		}
	}

	code := strings.ReplaceAll(b.String(), "\n", " ")
	if r.inCell > 0 {
		code = strings.ReplaceAll(code, `\|`, "|")
	}

	return code
}

// textOf returns what a node says, without markup; for a slug terms say the name of what they stand for.
func (r *renderer) textOf(n ast.Node, slug bool) string {
	var b strings.Builder
	r.appendTextOf(&b, n, slug)

	return b.String()
}

func (r *renderer) appendTextOf(b *strings.Builder, parent ast.Node, slug bool) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b.Write(r.appendText(nil, n))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.CodeSpan:
			b.WriteString(r.codeText(n))
		case *ast.AutoLink:
			b.Write(n.Label(r.src))
		case *term:
			b.WriteString(r.termText(n, slug))
		default:
			r.appendTextOf(b, n, slug)
		}
	}
}

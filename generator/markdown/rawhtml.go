package markdown

import (
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// HTML in a text passes in three steps. It is cut into tags and the text between; each tag that is not
// safe becomes text (policy.go says what is). Within each block of Markdown that holds HTML, end tags are
// matched with start tags, so that an element that is never closed ends with the block it is written in
// and an end tag of nothing vanishes. In the end the whole page is parsed and written anew as a browser
// would understand it (balance.go).

// prepare cuts the HTML among the children of a node and matches its tags. End tags at the end of a
// paragraph or list that close what was opened before it are moved behind it.
func (r *renderer) prepare(parent ast.Node) {
	if _, done := r.lifted[parent]; done {
		return
	}

	var all []*tag
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.HTMLBlock:
			l := n.Lines()
			if n.HasClosure() {
				l = text.NewSegments()
				l.AppendAll(n.Lines().Sliced(0, n.Lines().Len()))
				l.Append(n.ClosureLine)
			}
			all = append(all, r.cutNode(n, l)...)
		case *ast.RawHTML:
			all = append(all, r.cutNode(n, n.Segments)...)
		case *ast.Paragraph, *ast.TextBlock, *ast.List:
			if len(all) > 0 {
				all = append(all, r.lift(n)...)
			}
		}
	}

	match(all, maxElements-r.depth-r.spans-len(r.open))
}

func (r *renderer) cutNode(n ast.Node, segments *text.Segments) []*tag {
	if segments.Len() == 0 {
		return nil
	}

	tags := cut(r.joined(segments))
	if r.raws == nil {
		r.raws, r.lifted = map[ast.Node][]*tag{}, map[ast.Node][]*tag{}
	}
	r.raws[n] = tags

	return tags
}

// lift takes the end tags of nothing off the end of a paragraph or list and returns them.
func (r *renderer) lift(parent ast.Node) []*tag {
	r.prepare(parent)
	var tags []*tag
	for n := parent.LastChild(); n != nil; n = n.PreviousSibling() {
		if t, ok := n.(*ast.Text); ok && strings.TrimSpace(string(t.Value(r.src))) == "" {
			continue
		}

		switch n.Kind() {
		case ast.KindList, ast.KindListItem, ast.KindParagraph, ast.KindTextBlock:
			tags = append(r.lift(n), tags...)
			r.lifted[n] = nil
		case ast.KindRawHTML, ast.KindHTMLBlock:
			if raw := r.raws[n]; onlyStrayEnds(raw) {
				tags = append(slices.Clone(raw), tags...)
				delete(r.raws, n)
				continue
			}
		}
		break
	}
	r.lifted[parent] = tags

	return tags
}

// onlyStrayEnds reports whether tags are all end tags without a start tag.
func onlyStrayEnds(tags []*tag) bool {
	for _, t := range tags {
		if blank := t.Type == html.TextToken && strings.TrimSpace(t.written) == ""; !blank && (!t.isEnd() || t.partner != nil) {
			return false
		}
	}

	return len(tags) > 0
}

// match finds the end tag of each start tag, with no more than room elements within each other. Tags of
// spans never close blocks.
func match(tags []*tag, room int) {
	var open []*tag
	for _, t := range tags {
		switch {
		case t.isStart():
			if len(open) >= room {
				t.foreign = true
				continue
			}
			open = append(open, t)
		case t.isEnd():
			for i := len(open) - 1; i >= 0; i-- {
				if open[i].Data == t.Data {
					t.partner, open[i].partner = open[i], t
					open = open[:i]
					break
				}
				if elements[t.Data].span && !elements[open[i].Data].span {
					break
				}
			}
		}
	}
}

func (r *renderer) htmlBlock(n *ast.HTMLBlock) {
	tags := r.raws[n]
	if first := firstTag(tags); first != nil && first.foreign && n.HTMLBlockType <= ast.HTMLBlockType5 {
		r.refuse(first)
		r.htmlAsCode(tags)
		return
	}

	r.tags(tags)
	for len(r.open) > 0 && r.endsHere(len(r.open)-1) {
		r.closeTo(len(r.open) - 1)
	}
	r.raw("\n")
	r.endBlock()
}

// firstTag returns the first of tags that is not white space, or nil.
func firstTag(tags []*tag) *tag {
	for _, t := range tags {
		if t.Type != html.TextToken || strings.TrimSpace(t.written) != "" {
			return t
		}
	}

	return nil
}

// htmlAsCode shows a block that is no HTML for reading, such as a script, as it is written.
func (r *renderer) htmlAsCode(tags []*tag) {
	r.raw(`<pre class="code" tabindex="0"><code>`)
	for _, t := range tags {
		r.text = append(r.text, t.written...)
		r.raw(escape(t.written))
	}
	r.raw("</code></pre>\n")
	r.endBlock()
}

// endsHere reports whether an open element that is never closed ends with the block it is written in.
// One that needs no end tag goes on to the end of the element around it.
func (r *renderer) endsHere(i int) bool {
	t := r.open[i]
	if t.partner != nil {
		return false
	}

	return !elements[t.Data].optional || i == 0 || r.open[i-1].partner == nil
}

// tags writes HTML.
func (r *renderer) tags(tags []*tag) {
	for _, t := range tags {
		switch {
		case t.foreign:
			r.refuse(t)
			r.say(t.written)
			r.raw(escape(t.written))
		case t.Type == html.TextToken:
			r.htmlText(t)
		case t.Type == html.CommentToken:
		case t.Type == html.EndTagToken:
			r.endTag(t)
		default:
			r.startTag(t)
		}
	}
}

// htmlText writes the text between tags. {{term …}} works there too.
func (r *renderer) htmlText(t *tag) {
	s, done := t.written, 0
	for i := 0; r.inCode == 0; {
		next := strings.Index(s[i:], "{{")
		if next < 0 {
			break
		}

		i += next
		length, from, to := matchTerm([]byte(s[i:min(len(s), i+maxTerm)]))
		n := &term{start: t.offset(i), end: t.offset(i + length), pathStart: t.offset(i + from), pathEnd: t.offset(i + to)}
		if length == 0 || n.end-n.start != length { // none, or over lines with something before them
			i += 2
			continue
		}

		r.words(unescapeHTML(s[done:i]))
		r.term(n)
		i += length
		done = i
	}
	r.words(unescapeHTML(s[done:]))
}

func unescapeHTML(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}

	return strings.Map(character, html.UnescapeString(s))
}

func (r *renderer) endTag(t *tag) {
	if t.Data == "br" {
		r.raw("<br>")
		return
	}

	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i] == t.partner {
			r.closeTo(i)
			return
		}
	}

	if t.partner == nil && !voids[t.Data] {
		r.refused.add("stray "+t.Data, "</"+t.Data+"> closes nothing here, so it is left out", "", r.tagPlace(t))
	}
}

// closeTo closes the innermost HTML elements until so many are open.
func (r *renderer) closeTo(count int) {
	for len(r.open) > count {
		t := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		if t.counter != nil {
			*t.counter--
		}
		if !elements[t.Data].span {
			r.endBlock()
		}
		if t.element != "" && (t.element != "p" || t.partner != nil) {
			r.raw("</", t.element, ">")
		}
	}
}

func (r *renderer) startTag(t *tag) {
	t.element = t.Data
	r.tangled = r.tangled || !isSimple(t)
	if !elements[t.Data].span {
		r.endBlock()
	}
	switch t.Data {
	case "img":
		r.htmlImage(t)
		return
	case "source":
		r.refused.add("source", "<source> is left out: the picture shown is that of <img>", "", r.tagPlace(t))
		return
	case "h1", "h2", "h3", "h4", "h5", "h6":
		t.element = "h" + strconv.Itoa(r.level(int(t.Data[1]-'0')))
		t.counter = &r.inHeading
	case "code", "pre", "kbd", "samp":
		t.counter = &r.inCode
	case "a":
		t.counter = &r.inLink
	}

	attributes := r.attributes(t)
	if t.Data == "a" && !strings.Contains(attributes, ` href="`) {
		t.element, t.counter = "span", nil
	}

	r.raw(sanitized("<" + t.element + attributes + ">"))
	switch {
	case voids[t.Data]:
		r.say(" ")
		return
	case t.Type == html.SelfClosingTagToken:
		r.raw("</", t.element, ">")
		return
	case t.partner == nil && !elements[t.Data].optional:
		r.refused.add("open "+t.Data, "<"+t.Data+"> is never closed", "write </"+t.Data+"> where it ends", r.tagPlace(t))
	}

	if t.counter != nil {
		*t.counter++
	}
	r.open = append(r.open, t)
}

// isSimple reports whether a tag is one, such as <br> or a closed <kbd>, that cannot need mending.
func isSimple(t *tag) bool {
	e := elements[t.Data]

	return e.span && !e.optional && e.own == "" && len(t.Attr) == 0 && (t.partner != nil || voids[t.Data])
}

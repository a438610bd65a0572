package markdown

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// HTML in a text passes in three steps. It is cut into tags and the text between; each tag that is not
// safe becomes text (policy.go says what is). Within each block of Markdown that holds HTML, end tags are
// matched with start tags, so that an element that is never closed ends with the block it is written in
// and an end tag of nothing vanishes. In the end the whole page is parsed and written anew as a browser
// would understand it (balance.go).

// A tag is a piece of HTML as written.
type tag struct {
	html.Token
	written    string // the source of it
	start, end int    // where, in the cleaned text
	foreign    bool   // shown as text
	partner    *tag   // the tag that closes or opens it
	element    string // the element written for it, "" for none
	counter    *int   // what an open element counts in
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
	for end < len(s) && (isWord(rune(s[end])) || s[end] == '-') {
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

func (r *renderer) joined(segments *text.Segments) lines {
	var l lines
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
func (l lines) offset(i int) int {
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
func cut(l lines) []*tag {
	if t, ok := plainTag(l.text); ok {
		t.start, t.end = l.offset(0), l.offset(len(l.text)-1)+1
		return []*tag{t}
	}

	var tags []*tag
	at := 0
	z := html.NewTokenizer(strings.NewReader(l.text))
	for z.Next() != html.ErrorToken {
		written := string(z.Raw())
		t := &tag{Token: z.Token(), written: written, start: l.offset(at)}
		at += len(written)
		t.end = l.offset(at-1) + 1
		t.foreign = isForeign(t)
		tags = append(tags, t)
	}

	if at < len(l.text) { // a tag that never ends
		rest := html.Token{Type: html.CommentToken}
		tags = append(tags, &tag{Token: rest, written: l.text[at:], start: l.offset(at), end: l.offset(len(l.text)-1) + 1, foreign: true})
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
		return !strings.HasPrefix(t.written, "<!--") || len(t.written) < 5 || !strings.HasSuffix(t.written, "->") && !strings.HasSuffix(t.written, "--!>")
	}

	return t.Type != html.TextToken
}

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
	if len(tags) > 0 && tags[0].foreign && (n.HTMLBlockType <= ast.HTMLBlockType5) {
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

// htmlAsCode shows a block that is no HTML for reading, such as a script, as it is written.
func (r *renderer) htmlAsCode(tags []*tag) {
	r.refuse(tags[0])
	r.raw(`<pre class="code" tabindex="0"><code>`)
	for _, t := range tags {
		r.say(t.written)
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
	s, at := t.written, t.start
	for r.inCode == 0 {
		i := strings.Index(s, "{{")
		if i < 0 {
			break
		}

		length, from, to := matchTerm([]byte(s[i:min(len(s), i+512)]))
		start := at + i
		if length == 0 || start+length > len(r.src) || string(r.src[start:start+length]) != s[i:i+length] {
			r.words(unescapeHTML(s[:i+2]))
			s, at = s[i+2:], at+i+2
			continue
		}

		r.words(unescapeHTML(s[:i]))
		r.term(&term{start: start, end: start + length, pathStart: start + from, pathEnd: start + to})
		s, at = s[i+length:], start+length
	}
	r.words(unescapeHTML(s))
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
		r.warn(r.place(t.start, t.end), "raw-html", fmt.Sprintf("%s closes nothing here, so it is left out", t.written), "")
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
		r.refused.add("source", "<source> is left out: the picture shown is that of <img>", r.place(t.start, t.end))
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
		return
	case t.Type == html.SelfClosingTagToken:
		r.raw("</", t.element, ">")
		return
	case t.partner == nil && !elements[t.Data].optional:
		r.warn(r.place(t.start, t.end), "raw-html", fmt.Sprintf("<%s> is never closed", t.Data), fmt.Sprintf("write </%s> where it ends", t.Data))
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

// attributes returns the attributes of a tag as written in the page, without those of the policy taken
// off. Presentation that a class can say becomes that class.
func (r *renderer) attributes(t *tag) string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, a := range t.Attr {
		key, value, ok := r.attribute(t, a.Key, strings.Map(character, a.Val))
		if !ok || seen[key] {
			continue
		}
		seen[key] = true
		b.WriteString(` ` + key + `="` + attribute(value) + `"`)
	}

	return b.String()
}

func (r *renderer) attribute(t *tag, key, value string) (string, string, bool) {
	switch {
	case key == "style" || strings.HasPrefix(key, "on"):
		r.refused.add("attribute "+key, "the attribute "+strconv.Quote(key)+" is left out: HTML in a text can neither style nor act", r.place(t.start, t.end))
		return "", "", false
	case key == "class":
		return "", "", false
	case key == "align":
		value = strings.ToLower(value)
		return "class", "align-" + value, value == "left" || value == "center" || value == "right"
	case key == "href" && t.Data == "a":
		if r.inLink > 0 {
			return "", "", false
		}
		address, _, ok := r.destination(value, false, r.attributePlace(t, key))
		return key, address, ok
	case key == "id", key == "name" && t.Data == "a":
		id, ok := r.htmlID(value)
		return "id", id, ok
	}

	return key, value, true
}

// htmlID claims an id written in HTML.
func (r *renderer) htmlID(id string) (string, bool) {
	if id == "" || strings.ContainsAny(id, " \t\n\f") {
		return "", false
	}

	id, ok := r.ids.claim(id)
	if ok {
		r.anchor(id)
	}

	return id, ok
}

// attributePlace returns the place of an attribute's value, else of the tag.
func (r *renderer) attributePlace(t *tag, key string) source.Place {
	lower := strings.ToLower(t.written)
	for from := 0; ; {
		i := strings.Index(lower[from:], key)
		if i < 0 {
			return r.place(t.start, t.end)
		}

		from += i + len(key)
		rest := strings.TrimLeft(lower[from:], " \t\n")
		if !strings.HasPrefix(rest, "=") || !strings.ContainsRune(" \t\n\"'/", rune(lower[from-len(key)-1])) {
			continue
		}

		rest = strings.TrimLeft(rest[1:], " \t\n")
		start := len(lower) - len(rest)
		end := len(lower) - 1
		if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
			start++
			end = start + max(strings.IndexByte(lower[start:], rest[0]), 0)
		} else if i := strings.IndexAny(rest, " \t\n>"); i >= 0 {
			end = start + i
		}

		return r.place(t.start+start, t.start+max(start, end))
	}
}

func (r *renderer) htmlImage(t *tag) {
	var src, alt string
	for i := len(t.Attr) - 1; i >= 0; i-- {
		switch t.Attr[i].Key {
		case "src":
			src = strings.Map(character, t.Attr[i].Val)
		case "alt":
			alt = strings.Map(character, t.Attr[i].Val)
		}
	}

	at := r.attributePlace(t, "src")
	address, k, ok := r.destination(src, true, at)
	switch {
	case !ok:
		r.raw(escape(alt))
	case k == web:
		r.foreignImage(address, alt, at)
	default:
		rest := r.attributes(&tag{Token: html.Token{Data: "img", Attr: slices.DeleteFunc(slices.Clone(t.Attr), func(a html.Attribute) bool {
			return a.Key == "src" || a.Key == "alt" || a.Key == "loading"
		})}, written: t.written, start: t.start, end: t.end})
		r.say(alt)
		r.raw(sanitized(`<img src="` + attribute(address) + `" alt="` + attribute(alt) + `"` + rest + ` loading="lazy">`))
	}
}

func (r *renderer) refuse(t *tag) {
	at := r.place(t.start, t.end)
	switch {
	case t.Type == html.CommentToken && strings.HasPrefix(t.written, "<!--"):
		r.refused.add("comment", "this comment is never closed with -->, so it is shown as text", at)
	case t.Type == html.StartTagToken, t.Type == html.SelfClosingTagToken:
		r.refused.add("<"+t.Data, "<"+t.Data+"> is not among the HTML that a text may hold, so it is shown as text", at)
	case t.Type == html.EndTagToken && !r.refused.has("<"+t.Data):
		r.refused.add("</"+t.Data, "</"+t.Data+"> is not among the HTML that a text may hold, so it is shown as text", at)
	case t.Type == html.EndTagToken:
	default:
		r.refused.add("other", "this is not among the HTML that a text may hold, so it is shown as text", at)
	}
}

// A tally counts what was refused, by kind, and where it was met first.
type tally struct {
	kinds map[string]int
	list  []refusal
}

type refusal struct {
	message string
	at      source.Place
	count   int
}

func (t *tally) has(kind string) bool {
	_, ok := t.kinds[kind]
	return ok
}

func (t *tally) add(kind, message string, at source.Place) {
	if t.kinds == nil {
		t.kinds = map[string]int{}
	}

	i, ok := t.kinds[kind]
	if !ok {
		i = len(t.list)
		t.kinds[kind] = i
		t.list = append(t.list, refusal{message: message, at: at})
	}
	t.list[i].count++
}

// report turns what was refused into problems.
func (r *renderer) report() {
	for _, v := range r.refused.list {
		if v.count > 1 {
			v.message += fmt.Sprintf(" (%d times in this text)", v.count)
		}
		r.warn(v.at, "raw-html", v.message, "to show angle brackets, write the text in backticks or \\<")
	}
}

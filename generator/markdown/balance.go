package markdown

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// balance parses a page as a browser does inside a <div> and writes what that gives, until writing and
// parsing agree: every element is closed, in its place, and nothing reaches out of the page. It also
// returns the ids. ok is false if they never agree or the page is nested too deep to parse.
func balance(page string) (balanced string, ids []string, ok bool) {
	for range 5 {
		nodes, err := html.ParseFragment(strings.NewReader(page), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
		if err != nil {
			return "", nil, false
		}

		root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
		for _, n := range nodes {
			root.AppendChild(n)
		}

		t := tidier{used: map[string]bool{}}
		t.tidy(root)
		next := inner(root)
		if next == page {
			return page, t.ids, true
		}
		page = next
	}

	return "", nil, false
}

// A tidier mends what a browser would not: it removes empty paragraphs and repeated ids, gives tables a
// box to scroll in, and makes plain elements of list items without a list, links within links, and headings, of a
// page or a column, that say nothing.
type tidier struct {
	used   map[string]bool
	ids    []string
	tables int
}

func (t *tidier) tidy(parent *html.Node) {
	for n := parent.FirstChild; n != nil; {
		next := n.NextSibling
		switch {
		case n.Type == html.CommentNode, n.DataAtom == atom.P && n.FirstChild == nil && len(n.Attr) == 0:
			parent.RemoveChild(n)
		case n.Type == html.ElementNode:
			t.element(n)
		}
		n = next
	}
}

func (t *tidier) element(n *html.Node) {
	if n.DataAtom == atom.Table && !within(n.Parent, func(p *html.Node) bool { return p.DataAtom == atom.Table || isScroll(p) }) {
		n = boxed(n)
	}

	n.Attr = t.attributes(n.Attr)
	switch parent := n.Parent.DataAtom; {
	case n.DataAtom == atom.Li && parent != atom.Ul && parent != atom.Ol:
		rename(n, atom.Div)
	case (n.DataAtom == atom.Dt || n.DataAtom == atom.Dd) && parent != atom.Dl:
		rename(n, atom.Div)
	case n.DataAtom == atom.A && within(n.Parent, func(p *html.Node) bool { return p.DataAtom == atom.A }):
		rename(n, atom.Span)
	case isHeading(n) && isEmpty(n):
		rename(n, atom.Div)
	case n.DataAtom == atom.Th && isEmpty(n):
		n.DataAtom, n.Data = atom.Td, "td"
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "scope" })
	case isScroll(n):
		t.tables++
		n.Attr[len(n.Attr)-1].Val = tableName(t.tables)
	}
	t.tidy(n)
}

func (t *tidier) attributes(attrs []html.Attribute) []html.Attribute {
	kept := attrs[:0]
	for _, a := range attrs {
		if a.Key == "id" {
			if t.used[a.Val] {
				continue
			}
			t.used[a.Val] = true
			t.ids = append(t.ids, a.Val)
		}
		kept = append(kept, a)
	}

	return kept
}

// boxed puts a table in a box to scroll in and returns the box.
func boxed(table *html.Node) *html.Node {
	box := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div, Attr: []html.Attribute{
		{Key: "class", Val: "scroll"}, {Key: "tabindex", Val: "0"}, {Key: "role", Val: "region"}, {Key: "aria-label", Val: "Table"},
	}}
	table.Parent.InsertBefore(box, table)
	table.Parent.RemoveChild(table)
	box.AppendChild(table)

	return box
}

func isScroll(n *html.Node) bool {
	return n.DataAtom == atom.Div && len(n.Attr) > 0 && n.Attr[0].Key == "class" && n.Attr[0].Val == "scroll"
}

func isHeading(n *html.Node) bool {
	return len(n.Data) == 2 && n.Data[0] == 'h' && n.Data >= "h1" && n.Data <= "h6"
}

// isEmpty reports whether there is nothing to be seen or heard in a node.
func isEmpty(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" || c.DataAtom == atom.Img || !isEmpty(c) {
			return false
		}
	}

	return true
}

func within(n *html.Node, is func(*html.Node) bool) bool {
	for ; n != nil; n = n.Parent {
		if is(n) {
			return true
		}
	}

	return false
}

func rename(n *html.Node, to atom.Atom) {
	n.DataAtom, n.Data = to, to.String()
	kept := n.Attr[:0]
	for _, a := range n.Attr {
		if a.Key == "id" || a.Key == "title" {
			kept = append(kept, a)
		}
	}
	n.Attr = kept
}

// inner writes what is in a node as HTML, the way the renderer writes it.
func inner(n *html.Node) string {
	var b strings.Builder
	writeInner(&b, n)

	return b.String()
}

func writeInner(b *strings.Builder, parent *html.Node) {
	for n := parent.FirstChild; n != nil; n = n.NextSibling {
		switch n.Type {
		case html.TextNode:
			b.WriteString(escape(n.Data))
		case html.ElementNode:
			b.WriteString("<" + n.Data)
			for _, a := range n.Attr {
				b.WriteString(" " + a.Key)
				if a.Val != "" || !booleans[a.Key] {
					b.WriteString(`="` + attribute(a.Val) + `"`)
				}
			}
			b.WriteString(">")
			if voids[n.Data] {
				continue
			}
			if n.DataAtom == atom.Pre && n.FirstChild != nil && n.FirstChild.Type == html.TextNode && strings.HasPrefix(n.FirstChild.Data, "\n") {
				b.WriteByte('\n') // the parser drops the first
			}
			writeInner(b, n)
			b.WriteString("</" + n.Data + ">")
		}
	}
}

// booleans are the attributes that need no value.
var booleans = map[string]bool{"checked": true, "disabled": true, "open": true, "reversed": true}

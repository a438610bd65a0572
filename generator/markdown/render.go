package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A renderer writes the tree of one text as HTML and notes what it meets.
type renderer struct {
	src   []byte                            // the cleaned text
	place func(start, end int) source.Place // of offsets in src
	opts  Options
	page  Page

	field    bool // a text field, not a body
	hookLink func(Reference) (string, bool)
	// spelt is that of InlineOptions
	spelt    bool
	hookTerm func(path string, at source.Place) (html, href string, ok bool)

	out  []byte // HTML so far
	text []byte // what a reader sees, so far
	buf  []byte // scratch of runs of text

	ids        *ids
	headingIDs map[*ast.Heading]string
	outline    outline
	titled     bool
	tables     int

	terms map[int]resolved // by offset
	notes map[*extast.Footnote]*note
	noted []*note

	section int   // counts headings
	seen    []int // by glossary entry: the section that linked it last

	raws     map[ast.Node][]*tag // the HTML written in a node
	lifted   map[ast.Node][]*tag // end tags at the end of a paragraph that belong behind it
	open     []*tag              // HTML elements written and open
	tangled  bool                // HTML was written that may need mending
	refused  tally               // HTML shown as text, attributes left out
	expanded int                 // bytes written for link definitions

	depth, spans                      int // elements within each other
	inLink, inHeading, inCode, inCell int // counts of open ones
}

// raw writes HTML. The attributes of <a> are written in the order of their names, as the HTML parser
// returns them.
func (r *renderer) raw(parts ...string) {
	for _, s := range parts {
		r.out = append(r.out, s...)
	}
}

// say notes what a reader sees, with one space for any white space.
func (r *renderer) say(s string) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' || c == '\n' || c == '\t' {
			if n := len(r.text); n == 0 || r.text[n-1] == ' ' || r.text[n-1] == '\n' {
				continue
			}
			c = ' '
		}
		r.text = append(r.text, c)
	}
}

// endBlock ends a line of what a reader sees.
func (r *renderer) endBlock() {
	r.text = bytes.TrimRight(r.text, " ")
	if n := len(r.text); n > 0 && r.text[n-1] != '\n' {
		r.text = append(r.text, '\n')
	}
}

func (r *renderer) newSection() { r.section++ }

func (r *renderer) anchor(id string) { r.page.Anchors = append(r.page.Anchors, id) }

func (r *renderer) warn(at source.Place, rule, message, hint string) {
	r.page.Problems.Add(source.Problem{At: at, Severity: source.Warning, Rule: rule, Message: message, Hint: hint})
}

// blocks writes the blocks in a node.
func (r *renderer) blocks(parent ast.Node) { r.blocksUntil(parent, nil) }

// blocksUntil writes the blocks in a node before one of them, and opens what stands before it.
func (r *renderer) blocksUntil(parent, end ast.Node) {
	r.prepare(parent)
	r.depth++
	base := len(r.open)
	for n := parent.FirstChild(); n != nil && n != end; n = n.NextSibling() {
		r.block(n)
		if lifted := r.lifted[n]; len(lifted) > 0 {
			r.tags(lifted)
			r.raw("\n")
		}
	}
	r.closeTo(base)
	r.depth--
}

func (r *renderer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		r.heading(n)
	case *ast.Paragraph:
		r.paragraph(n)
	case *ast.TextBlock:
		r.inline(n)
		r.endBlock()
		if n.NextSibling() != nil {
			r.raw("\n")
		}
	case *ast.List:
		r.list(n)
	case *ast.Blockquote:
		r.quote(n)
	case *ast.ThematicBreak:
		r.raw("<hr>\n")
	case *ast.CodeBlock:
		r.code(n, "")
	case *ast.FencedCodeBlock:
		r.code(n, string(n.Language(r.src)))
	case *ast.HTMLBlock:
		r.htmlBlock(n)
	case *extast.Table:
		r.table(n)
	case *extast.DefinitionList:
		r.definitions(n)
	case *extast.Footnote, *ast.LinkReferenceDefinition:
		// written elsewhere
	default:
		r.blocks(n)
	}
}

func (r *renderer) paragraph(n *ast.Paragraph) {
	start, before := len(r.text), len(r.out)
	r.raw("<p>")
	r.inline(n)
	if len(bytes.TrimSpace(r.out[before:])) == len("<p>") { // it held a comment
		r.out = r.out[:before]
		return
	}
	r.raw("</p>\n")
	if r.page.Summary == "" && n.Parent().Kind() == ast.KindDocument {
		r.page.Summary = strings.Join(strings.Fields(string(r.text[start:])), " ")
	}
	r.endBlock()
}

func (r *renderer) list(n *ast.List) {
	name := "ul"
	if n.IsOrdered() {
		name = "ol"
	}

	r.raw("<", name)
	if n.IsOrdered() && n.Start != 1 {
		r.raw(` start="`, strconv.Itoa(n.Start), `"`)
	}
	r.raw(">\n")
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		r.item(item)
	}
	r.raw("</", name, ">\n")
}

func (r *renderer) item(n ast.Node) {
	first := n.FirstChild()
	if first != nil {
		if _, ok := first.FirstChild().(*extast.TaskCheckBox); ok {
			r.raw(`<li class="task">`)
		} else {
			r.raw("<li>")
		}
		if _, ok := first.(*ast.TextBlock); !ok {
			r.raw("\n")
		}
	} else {
		r.raw("<li>")
	}

	r.blocks(n)
	r.endBlock()
	r.raw("</li>\n")
}

// alerts are the kinds of quotes that are alerts, with their titles.
var alerts = map[string]string{
	"[!NOTE]": "Note", "[!TIP]": "Tip", "[!IMPORTANT]": "Important", "[!WARNING]": "Warning", "[!CAUTION]": "Caution",
}

func (r *renderer) quote(n *ast.Blockquote) {
	title := r.alert(n)
	if title == "" {
		r.raw("<blockquote>\n")
		r.blocks(n)
		r.raw("</blockquote>\n")
		return
	}

	r.raw(`<div class="alert alert-`, strings.ToLower(title), "\" role=\"note\">\n")
	r.raw(`<p class="alert-title">`, title, "</p>\n")
	r.say(title + "\n")
	r.blocks(n)
	r.raw("</div>\n")
}

// alert returns the title of a quote that is an alert, and takes the marker off its text.
func (r *renderer) alert(n *ast.Blockquote) string {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok {
		return ""
	}

	line := first.Lines().At(0)
	title := alerts[string(bytes.ToUpper(bytes.TrimSpace(line.Value(r.src))))]
	if title == "" {
		return ""
	}

	for c := first.FirstChild(); c != nil && c.Pos() < line.Stop; c = first.FirstChild() {
		first.RemoveChild(first, c)
	}
	if !first.HasChildren() {
		n.RemoveChild(n, first)
	}

	return title
}

func (r *renderer) definitions(list *extast.DefinitionList) {
	r.raw("<dl>\n")
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == extast.KindDefinitionTerm {
			r.raw("<dt>")
			r.inline(n)
			r.raw("</dt>\n")
			r.endBlock()
			continue
		}

		r.raw("<dd>")
		if _, ok := n.FirstChild().(*ast.TextBlock); !ok {
			r.raw("\n")
		}
		r.blocks(n)
		r.raw("</dd>\n")
		r.endBlock()
	}
	r.raw("</dl>\n")
}

// scrollable opens the box in which a wide table scrolls. Every box of a page has its own name.
func (r *renderer) scrollable() {
	r.tables++
	r.raw(`<div class="scroll" tabindex="0" role="region" aria-label="`, tableName(r.tables), "\">")
}

func tableName(number int) string {
	if number == 1 {
		return "Table"
	}

	return "Table " + strconv.Itoa(number)
}

func (r *renderer) table(n *extast.Table) {
	r.scrollable()
	r.raw("\n<table>\n")
	r.inCell++
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, header := row.(*extast.TableHeader)
		if header {
			r.raw("<thead>\n")
		} else if row.PreviousSibling() != nil && row.PreviousSibling().Kind() == extast.KindTableHeader {
			r.raw("<tbody>\n")
		}

		r.row(row, header)
		if header {
			r.raw("</thead>\n")
		} else if row.NextSibling() == nil {
			r.raw("</tbody>\n")
		}
	}
	r.inCell--
	r.raw("</table>\n</div>\n")
}

// row writes a row of a table. What is above a column is its header, unless nothing is.
func (r *renderer) row(row ast.Node, header bool) {
	r.raw("<tr>\n")
	for n := row.FirstChild(); n != nil; n = n.NextSibling() {
		start, before := "<td", len(r.out)
		if header {
			start = `<th scope="col"`
		}

		class := ""
		if cell, ok := n.(*extast.TableCell); ok && cell.Alignment != extast.AlignNone {
			class = ` class="align-` + cell.Alignment.String() + `"`
		}

		r.raw(start, class, ">")
		inside := len(r.out)
		r.inline(n)
		switch empty := len(bytes.TrimSpace(r.out[inside:])) == 0; {
		case header && empty:
			r.out = r.out[:before]
			r.raw("<td", class, "></td>\n")
		case header:
			r.raw("</th>\n")
		default:
			r.raw("</td>\n")
		}

		r.say(" ")
	}
	r.raw("</tr>\n")
	r.endBlock()
}

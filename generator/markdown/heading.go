package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// An atxParser takes the attributes off the end of a heading, as in "# Terms {#terms}" or
// "# Terms {: .wide #terms}", and keeps the id alone.
type atxParser struct{ parser.BlockParser }

func (p atxParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil {
		takeID(node, reader.Source())
	}

	return node, state
}

// A setextParser does the same for underlined headings, whose text is known when they are closed.
type setextParser struct{ parser.BlockParser }

func (p setextParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(node, reader, pc)
	if node.Parent() != nil {
		takeID(node, reader.Source())
	}
}

// An attributeTransformer does the same for a line of attributes below a heading, as in "{: #terms}".
type attributeTransformer struct{}

func (attributeTransformer) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	heading, ok := node.PreviousSibling().(*ast.Heading)
	if !ok || node.HasBlankPreviousLines() {
		return
	}

	lines := node.Lines()
	first := lines.At(0)
	line := bytes.TrimSpace(first.Value(reader.Source()))
	if !bytes.HasPrefix(line, []byte("{:")) || !bytes.HasSuffix(line, []byte("}")) {
		return
	}

	id, ok := attributeID(bytes.TrimSpace(line[2 : len(line)-1]))
	if !ok {
		return
	}

	setID(heading, id)
	if lines.Len() == 1 {
		node.Parent().RemoveChild(node.Parent(), node)
		return
	}
	lines.SetSliced(1, lines.Len())
}

// setID gives a heading its id unless it has one.
func setID(heading ast.Node, id string) {
	if _, has := heading.AttributeString("id"); id != "" && !has {
		heading.SetAttributeString("id", id)
	}
}

var (
	attributesPattern = regexp.MustCompile(`[ \t]*\{:?[ \t]*([^{}]*)\}[ \t]*$`)
	attributePattern  = regexp.MustCompile(`^(?:[#.][^\s"'<>=]+|[\w-]+=(?:"[^"]*"|'[^']*'|\S+))(?:\s+|$)`)
)

func takeID(heading ast.Node, source []byte) {
	lines := heading.Lines()
	if lines.Len() == 0 {
		return
	}

	last := lines.At(lines.Len() - 1)
	line := bytes.TrimRight(last.Value(source), "\n")
	m := attributesPattern.FindSubmatchIndex(line)
	if m == nil {
		return
	}

	id, ok := attributeID(bytes.TrimSpace(line[m[2]:m[3]]))
	if !ok {
		return
	}

	last.Stop -= len(last.Value(source)) - m[0]
	lines.Set(lines.Len()-1, last)
	setID(heading, id)
}

// attributeID returns the id in a list of attributes; ok false if it is no such list.
func attributeID(list []byte) (id string, ok bool) {
	for len(list) > 0 {
		m := attributePattern.Find(list)
		if m == nil {
			return "", false
		}

		if m[0] == '#' && id == "" {
			id = string(bytes.TrimSpace(m[1:]))
		}
		list, ok = list[len(m):], true
	}

	return id, ok
}

// nameHeadings gives every heading its id before anything is written: those written out first, then
// those made of their text, so that ids elsewhere in the text never take a heading's.
func (r *renderer) nameHeadings(root ast.Node) {
	var headings []*ast.Heading
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		h, ok := n.(*ast.Heading)
		if !ok {
			return ast.WalkContinue, nil
		}
		if entering {
			headings = append(headings, h)
		}
		return ast.WalkSkipChildren, nil
	})

	r.headingIDs = make(map[*ast.Heading]string, len(headings))
	for _, h := range headings {
		if v, ok := h.AttributeString("id"); ok {
			r.headingIDs[h] = r.ids.unique(v.(string))
		}
	}

	for _, h := range headings {
		if r.headingIDs[h] == "" {
			r.headingIDs[h] = r.ids.unique(slug(r.textOf(h, true)))
		}
	}
}

// An outline is the heading that was written last, below those under which it stands: their levels as written.
type outline []int

// outlineOf returns that of the page above the text. Without a base it is the page's title, beside which a heading of
// level 1 may stand.
func outlineOf(base int) outline {
	if base == 0 {
		return outline{1}
	}

	return nil
}

// level adds a heading to the outline and returns its level in the page: one more than that under which it stands,
// however many the author left out, so that nobody who goes from heading to heading looks for one that is not there.
func (r *renderer) level(written int) int {
	for len(r.outline) > 0 && r.outline[len(r.outline)-1] >= written {
		r.outline = r.outline[:len(r.outline)-1]
	}

	r.outline = append(r.outline, written)

	return min(max(r.opts.HeadingBase, 1)+len(r.outline)-1, 6)
}

func (r *renderer) heading(n *ast.Heading) {
	r.newSection()
	text := strings.Join(strings.Fields(r.textOf(n, false)), " ")
	if n.Level == 1 && !r.titled {
		r.titled, r.page.Title = true, text
	}

	around := slices.Clone(r.outline)
	h := Heading{Level: r.level(n.Level), Text: text, ID: r.headingIDs[n], At: r.lineAt(n), Offset: len(r.text)}
	level, before := strconv.Itoa(h.Level), len(r.out)
	r.raw("<h", level, ` id="`, attribute(h.ID), `">`)
	inside, anchors := len(r.out), len(r.page.Anchors)
	r.inHeading++
	r.inline(n)
	r.inHeading--
	if len(bytes.TrimSpace(r.out[inside:])) == 0 { // nobody could see or hear it
		r.out, r.outline = r.out[:before], around
		return
	}

	if text == "" { // a picture that says nothing heads nothing
		shown := string(r.out[inside:])
		r.out, r.outline = r.out[:before], around
		r.raw("<p>", shown, "</p>\n")
		r.endBlock()
		return
	}

	r.raw("</h", level, ">\n")
	r.page.Headings = append(r.page.Headings, h)
	r.page.Anchors = slices.Insert(r.page.Anchors, anchors, h.ID)
	r.endBlock()
}

// lineAt returns the place of a heading's line.
func (r *renderer) lineAt(n *ast.Heading) source.Place {
	start := max(0, min(n.Pos(), len(r.src)))
	end := start
	if lines := n.Lines(); lines.Len() > 0 {
		end = lines.At(lines.Len() - 1).Stop
	}
	if i := bytes.IndexByte(r.src[end:], '\n'); i >= 0 {
		end += i
	} else {
		end = len(r.src)
	}

	return r.place(start, end)
}

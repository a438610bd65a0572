package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Bounds on what a text may ask for. Honest texts stay far below; what goes beyond is shown as it is
// written, with a problem. They keep every text of up to a megabyte below about two seconds, of which
// some would take hours: matching emphasis is quadratic in the marks of a paragraph, rows of a table are
// filled up to its columns, and a link definition may be used any number of times.
const (
	maxText        = 1 << 20    // bytes of a text
	maxNesting     = 64         // lists, items, quotes within each other
	maxElements    = 200        // elements within each other, before spans
	maxSpans       = 48         // emphasis and links within each other
	maxSteps       = 50_000_000 // work on marks, see meter
	maxTerm        = 512        // bytes of a {{term …}}
	maxTicks       = 64         // backticks that open a code span
	maxColumns     = 200        // columns of a table
	maxCells       = 250_000    // cells of all tables of a text, filled up
	maxDefinitions = 1_000      // lines of a paragraph of link definitions
	maxExpansion   = 2 << 20    // bytes written for link definitions
)

var meterKey = parser.NewContextKey()

// A meter counts the work that the marks of a text cause. The work of a mark ("*", "[", …) is the number
// of marks before it in its paragraph, since it may be matched with any of them; that of a link is
// the text scanned for its end.
type meter struct {
	refusedAt int // offset of the first thing refused, or -1
	tables    int

	steps     int
	block     ast.Node // the paragraph being parsed
	marks     int      // in block
	unclosed  uint64   // bit n: no run of n backticks closes in the rest of block
	lastParse int      // offset of the last mark counted
}

func meterOf(pc parser.Context) *meter {
	return pc.ComputeIfAbsent(meterKey, func() any { return &meter{refusedAt: -1, lastParse: -1} }).(*meter)
}

func (m *meter) refuse(offset int) {
	if m.refusedAt < 0 {
		m.refusedAt = offset
	}
}

func (m *meter) enter(block ast.Node) {
	if m.block != block {
		m.block, m.marks, m.unclosed = block, 0, 0
	}
}

// mark counts a mark at offset in block, and reports whether it may be parsed.
func (m *meter) mark(block ast.Node, offset int) bool {
	m.enter(block)
	if offset != m.lastParse {
		m.lastParse = offset
		m.marks++
	}

	return m.spend(m.marks, offset)
}

func (m *meter) spend(steps, offset int) bool {
	m.steps += steps
	if m.steps > maxSteps {
		m.refuse(offset)
	}

	return m.steps <= maxSteps
}

func (m *meter) cells(n int) bool {
	m.tables += n

	return m.tables <= maxCells
}

// metered is an inline parser whose marks are text when there are too many.
type metered struct{ parser.InlineParser }

func (p metered) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, segment := block.PeekLine()
	if !meterOf(pc).mark(parent, segment.Start) {
		return nil
	}

	return p.InlineParser.Parse(parent, block, pc)
}

// CloseBlock passes the end of a paragraph on.
func (p metered) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if closer, ok := p.InlineParser.(parser.CloseBlocker); ok {
		closer.CloseBlock(parent, block, pc)
	}
}

// nestedParser is a parser of blocks in blocks that opens none too deep.
type nestedParser struct{ parser.BlockParser }

func (p nestedParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		depth++
	}

	if depth > maxNesting {
		_, segment := reader.Position()
		meterOf(pc).refuse(segment.Start)
		return nil, parser.NoChildren
	}

	return p.BlockParser.Open(parent, reader, pc)
}

// codeSpanParser remembers which runs of backticks close nowhere, so as not to look for them again.
type codeSpanParser struct{ parser.InlineParser }

func (p codeSpanParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	ticks := len(line) - len(bytes.TrimLeft(line, "`"))
	m := meterOf(pc)
	if ticks >= maxTicks || m.unclosed&(1<<ticks) != 0 {
		block.Advance(ticks)
		return ast.NewTextSegment(segment.WithStop(segment.Start + ticks))
	}

	node := p.InlineParser.Parse(parent, block, pc)
	if _, ok := node.(*ast.CodeSpan); !ok {
		m.unclosed |= 1 << ticks
	}

	return node
}

// linkParser counts the text that goldmark scans for the end of a link, and the lines of the paragraph,
// all of which it passes to read a label.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == ']' {
		steps := parent.Lines().Len()
		if bytes.HasPrefix(line, []byte("](")) {
			steps += scanned(line[2:], parent, segment)
		}
		if !meterOf(pc).spend(steps, segment.Start) {
			return nil
		}
	}

	return p.InlineParser.Parse(parent, block, pc)
}

// CloseBlock passes the end of a paragraph on.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// scanned returns how many bytes are looked at to find the end of a link whose destination starts rest.
func scanned(rest []byte, parent ast.Node, at text.Segment) int {
	end := bytes.IndexAny(rest, " \t\n")
	if len(rest) > 0 && rest[0] == '<' {
		end = bytes.IndexByte(rest, '>')
	}

	if end < 0 {
		return len(rest)
	}

	after := bytes.TrimLeft(rest[end:], "> \t\n")
	if len(after) > 0 && after[0] == ')' {
		return end
	}

	lines := parent.Lines()

	return max(end, lines.At(lines.Len()-1).Stop-at.Start)
}

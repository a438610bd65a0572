package frontmatter

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// How a map came to be decides who may add to it.
type tableKind uint8

const (
	inline   tableKind = iota // with its brackets: nobody may
	implied                   // by a header further down: [a.b] makes a
	headed                    // by its own header
	dotted                    // by a dotted key: a.b = 1 makes a
	repeated                  // a list by [[headers]]
)

// A tomlReader turns the expressions of a TOML document into a tree.
type tomlReader struct {
	*tree
	parser unstable.Parser
	data   []byte // what the parser reads
	base   int    // its offset in the file
	end    int
	done   int // where the last expression that could be read ended
	tables map[*twig]tableKind
	table  *twig           // to which keys are added
	lost   map[string]bool // keys of the root that hold a fault
}

// A keyPart is one of the names in a dotted key.
type keyPart struct {
	name       string
	start, end int
}

func (t *tree) readTOML(r region) *Node {
	root := t.node(nil)
	root.start, root.end = uint32(r.start), uint32(r.start)
	m := &tomlReader{
		tree: t, base: r.start, end: r.end, done: r.start,
		tables: map[*twig]tableKind{root: headed}, table: root, lost: map[string]bool{},
	}

	for faults := 0; faults < 9; faults++ {
		err := m.document(root)
		if err == nil || t.deep {
			break
		}

		t.faulty = true
		m.lose(root)
		next := m.fail(err)
		m.base, m.done = next, next
	}

	m.keepWhole(root)

	return t.finish(root)
}

// document reads expressions from base on, up to the end or the first that cannot be read.
func (m *tomlReader) document(root *twig) error {
	m.data = []byte(m.file.Text[m.base:m.end])
	m.parser.Reset(m.data)
	for m.parser.NextExpression() {
		expression := m.parser.Expression()
		keys := m.keys(expression.Key())
		switch expression.Kind {
		case unstable.KeyValue:
			m.done = m.keyValue(m.table, keys, expression.Value())
		default:
			m.header(root, keys, expression.Kind == unstable.ArrayTable)
		}

		if m.deep {
			return nil
		}
	}

	return m.parser.Error()
}

func (m *tomlReader) keys(each unstable.Iterator) []keyPart {
	var parts []keyPart
	for each.Next() {
		start, end := m.place(each.Node().Raw)
		parts = append(parts, keyPart{string(each.Node().Data), start, end})
	}

	return parts
}

func (m *tomlReader) place(raw unstable.Range) (start, end int) {
	start = m.base + int(raw.Offset)
	return start, start + int(raw.Length)
}

// header makes the table of [keys] or the next one of [[keys]] the one to which keys are added.
func (m *tomlReader) header(root *twig, keys []keyPart, many bool) {
	last := keys[len(keys)-1]
	m.done = m.pass(last.end, " \t]")
	parent := m.descend(root, keys, implied)
	if m.deep {
		return
	}

	n := m.find(parent, last.name)
	kind := m.tables[n]
	switch {
	case n == nil && many:
		n = m.newTable(parent, last, repeated)
		n.Kind, n.start, n.end = List, uint32(last.start), uint32(m.done) // from its first header on
	case n == nil:
		n = m.newTable(parent, last, headed)
		n.start, n.end = uint32(m.done), uint32(m.done)
	case many && kind == repeated:
	case !many && kind == implied:
		m.tables[n] = headed
	default:
		m.repeated(n, last.start, last.end)
		n, many = m.node(parent), false
	}

	if many {
		n = m.item(n, last.start)
		n.start, n.end = uint32(m.done), uint32(m.done)
		m.tables[n] = headed
	}

	m.table = n
}

// descend follows all keys but the last from a map, and makes the maps on the way that are not there.
func (m *tomlReader) descend(n *twig, keys []keyPart, kind tableKind) *twig {
	for i, key := range keys[:len(keys)-1] {
		child := m.find(n, key.name)
		known := m.tables[child]
		switch {
		case child == nil:
			child = m.newTable(n, key, kind)
			child.start, child.end = uint32(keys[i+1].start), uint32(keys[i+1].start)
		case known == repeated && kind == implied:
			child = child.children[len(child.children)-1]
		case known == inline || known == repeated || kind == dotted && known != dotted:
			m.repeated(child, key.start, key.end)
			child = m.node(n)
		}

		if n = child; m.deep {
			break
		}
	}

	return n
}

func (m *tomlReader) newTable(parent *twig, key keyPart, kind tableKind) *twig {
	n := m.member(parent, key.name, key.start, key.end)
	m.tables[n] = kind

	return n
}

// keyValue adds a value to a map. It returns where the value ends.
func (m *tomlReader) keyValue(table *twig, keys []keyPart, value *unstable.Node) int {
	last := keys[len(keys)-1]
	parent := m.descend(table, keys, dotted)
	start := m.pass(last.end, " \t=")
	if m.deep {
		return start
	}

	return m.value(m.member(parent, last.name, last.start, last.end), value, start)
}

// value reads the value that starts at start into n. It returns where the value ends.
func (m *tomlReader) value(n *twig, value *unstable.Node, start int) int {
	n.start = uint32(start)
	var end int
	switch value.Kind {
	case unstable.Array, unstable.InlineTable:
		end = m.inside(n, value, start+1)
	default:
		_, end = m.place(value.Raw)
		n.Kind, n.Text = tomlKinds[value.Kind], unixLines(value.Data)
	}

	n.end = uint32(end)

	return end
}

// unixLines returns text with line ends LF, as YAML has them: twins are equal.
func unixLines(text []byte) string { return strings.ReplaceAll(string(text), "\r\n", "\n") }

// tomlKinds are the kinds of scalars; those not named, dates and times, are text.
var tomlKinds = map[unstable.Kind]Kind{
	unstable.String: Text, unstable.Bool: Bool, unstable.Integer: Int, unstable.Float: Float,
	unstable.LocalDate: Text, unstable.LocalTime: Text, unstable.LocalDateTime: Text, unstable.DateTime: Text,
}

// inside reads what is between the brackets of a list or a map. It returns where they end.
func (m *tomlReader) inside(n *twig, value *unstable.Node, at int) int {
	if value.Kind == unstable.Array {
		n.Kind = List
	}

	for each := value.Children(); each.Next() && !m.deep; {
		at = m.skip(at)
		if n.Kind == Map {
			at = m.keyValue(n, m.keys(each.Node().Key()), each.Node().Value())
		} else if item := m.item(n, at); !m.deep {
			at = m.value(item, each.Node(), at)
		}
	}

	return m.skip(at) + 1
}

// skip passes over white space, commas and comments.
func (m *tomlReader) skip(at int) int {
	for at = m.pass(at, " \t\r\n,"); at < m.end && m.file.Text[at] == '#'; at = m.pass(at, " \t\r\n,") {
		at += len(lineAt(m.file.Text[:m.end], at))
	}

	return at
}

var (
	tomlHeader = regexp.MustCompile(`^\[\[?[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))`)
	tomlKey    = regexp.MustCompile(`^(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))`)
	// tomlTable is a line that opens a table, and that no list of several lines is likely to hold.
	tomlTable = regexp.MustCompile(`(?m)^\[\[?[ \t]*[A-Za-z_"'][\w."' \t-]*\]\]?[ \t\r]*(?:#.*)?$`)
)

// lose notes which key of the root the expression belongs to that cannot be read. What follows a header
// that cannot be read, up to the next one, belongs nowhere.
func (m *tomlReader) lose(root *twig) {
	rest := m.file.Text[m.skip(m.done):m.end]
	if name := tomlHeader.FindStringSubmatch(rest); name != nil {
		m.lost[name[1]+name[2]+name[3]] = true
	}

	if strings.HasPrefix(rest, "[") {
		m.table = m.node(nil)
		m.tables[m.table] = headed

		return
	}

	if name := tomlKey.FindStringSubmatch(rest); name != nil && m.table == root {
		m.lost[name[1]+name[2]+name[3]] = true
	}

	for n := m.table; n.parent != nil; n = n.parent {
		if n.parent == root {
			m.lost[n.Key] = true
		}
	}
}

// keepWhole takes the keys that hold a fault out of the root.
func (m *tomlReader) keepWhole(root *twig) {
	root.children = slices.DeleteFunc(root.children, func(n *twig) bool { return m.lost[n.Key] })
	for i, n := range root.children {
		n.index = int32(i)
	}
}

// fail reports a syntax error. It returns where reading can go on: in the next line, or with the next table.
func (m *tomlReader) fail(err error) int {
	start, end, message := m.end, m.end, err.Error()
	var fault *unstable.ParserError
	if errors.As(err, &fault) {
		start = max(m.base, min(m.base+cap(m.data)-cap(fault.Highlight), m.end))
		end = min(start+len(fault.Highlight), m.end)
	}

	says := func(words string) bool { return strings.Contains(message, words) }
	next := min(start+len(lineAt(m.file.Text[:m.end], start))+1, m.end)

	switch {
	case says("incomplete"), says("expected ','"), m.openAt(start):
		open := m.done + max(0, strings.IndexAny(m.file.Text[m.done:m.end], "[{"))
		size := objectSize(m.file.Text[open:m.end])
		if size < 0 {
			m.complain(nil, open, open+1, unclosedBracket, "close it with "+closing(m.file.Text[open]))
			return m.nextTable(open)
		}

		m.complain(nil, start, end, missingComma, inDoubleQuotes)

		return max(next, open+size)
	case says("terminated"), says("new lines"):
		open := m.done + max(0, strings.IndexAny(m.file.Text[m.done:m.end], `"'`))
		m.complain(nil, open, open+1, unclosedQuote, closeQuote)
		if strings.HasPrefix(m.file.Text[open:], `"""`) || strings.HasPrefix(m.file.Text[open:], `'''`) {
			return m.nextTable(open)
		}
	default:
		m.explain(message, start, end)
	}

	return next
}

// openAt reports whether a fault is in a line below a bracket that is never closed.
func (m *tomlReader) openAt(fault int) bool {
	before := m.file.Text[m.done:fault]
	open := strings.IndexAny(before, "[{")

	return open > strings.IndexByte(before, '=') && strings.IndexByte(before, '=') > 0 && strings.Contains(before[open:], "\n") && objectSize(m.file.Text[m.done+open:m.end]) < 0
}

// tooDeep reports the bracket of the value that ends before an offset at which it is deeper than it may be.
func (m *tomlReader) tooDeep(end int) {
	at := m.done
	for depth := 0; at < end; at++ {
		switch m.file.Text[at] {
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}

		if depth > maxDepth {
			break
		}
	}

	m.checkDepth(&twig{depth: maxDepth + 1}, at)
}

// nextTable returns where the next table opens; the end if there is none.
func (m *tomlReader) nextTable(at int) int {
	if next := tomlTable.FindStringIndex(m.file.Text[at:m.end]); next != nil {
		return at + next[0]
	}

	return m.end
}

// explain reports a syntax error in plain words.
func (m *tomlReader) explain(message string, start, end int) {
	says := func(words string) bool { return strings.Contains(message, words) }
	rest := m.lineEnd(start, m.end)
	_, size := utf8.DecodeRuneInString(m.file.Text[start:m.end])

	switch {
	case says("expected '='") && strings.HasPrefix(m.file.Text[start:], ":"):
		m.complain(nil, start, end, "TOML puts = between a key and its value, not a colon", "write =, or use lines of --- and YAML")
	case says("expected '='"), says("start of value") && rest == start, says("not end of input"):
		key := m.pass(m.lineStart(start), " \t")
		m.complain(nil, key, max(key, m.lineEnd(key, m.end)), "this key has no value", "write key = value")
	case says("must be quoted"), says("start of value"), says("expected keyword"):
		for start > m.base && strings.IndexByte(" \t\r\n=,[", m.file.Text[start-1]) < 0 {
			start--
		}

		m.complain(nil, start, rest, "text in TOML must be in quotes", "put it in double quotes")
	case says("expected ']"):
		open := m.lineStart(max(start-1, m.base)) // the line feed is where the bracket is missed
		m.complain(nil, open, open+1, unclosedBracket, "close it with ]")
	case says("expected newline"):
		m.complain(nil, start, rest, "this follows the end of the value", "each key starts a line; text must be in quotes")
	case says("start of key"):
		m.complain(nil, start, start+size, "no key starts like this", "a key is of letters, digits, - and _, or in quotes")
	case says("leading zeroes"):
		m.complain(nil, start, rest, leadingZero, leadingZeroHint)
	case says("nested more than"):
		m.tooDeep(start)
	case says("unicode code point") && halfPair.MatchString(m.file.Text[start:end]):
		m.garbled(nil, start, end, halfEscape, halfHint)
	case says("invalid escape"):
		m.complain(nil, start, end, badEscape, badEscapeHint)
	default:
		m.complain(nil, start, min(end, max(rest, start)), "this is not TOML: "+message, "correct it, or use lines of --- and YAML")
	}
}

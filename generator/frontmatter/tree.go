package frontmatter

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// maxDepth is how many steps below the root a value may stand.
const maxDepth = 64

// A twig is a value while its tree grows; see Node for the fields.
type twig struct {
	Kind  Kind
	depth uint8 // steps below the root
	index int32 // position among the children of parent

	Key, Text string

	parent   *twig
	children []*twig

	keyStart, keyEnd uint32 // empty at 0: no key
	start, end       uint32
}

// pointer returns the JSON pointer of n; "" for nil.
func (n *twig) pointer() string {
	if n == nil || n.parent == nil {
		return ""
	}

	if n.parent.Kind == List {
		return n.parent.pointer() + "/" + strconv.Itoa(int(n.index))
	}

	return n.parent.pointer() + "/" + pointerEscapes.Replace(n.parent.children[n.index].Key)
}

// A tree grows while a file is read, in any of the formats: it holds what is the same for all of them.
type tree struct {
	written  *source.File // where everything stands
	file     *source.File // what is read: the same, or a copy without what nobody can read
	problems source.Problems
	deep     bool // something stands deeper than maxDepth: the tree is no use
	prose    bool // what was read is no front matter at all
	faulty   bool // what was read is not all that was written

	free   []twig
	lookup map[*twig]map[string]*twig // of maps too large to search one by one
}

// complain reports what is wrong in the bytes from start to end; n is the value that it concerns, or nil.
func (t *tree) complain(n *twig, start, end int, message, hint string, related ...source.Place) {
	t.problems.Add(source.Problem{
		At: t.written.Place(start, end), Rule: "syntax", Message: message, Hint: hint,
		Path: n.pointer(), Related: related,
	})
}

// node returns a new node; its parent does not know it yet.
func (t *tree) node(parent *twig) *twig {
	if len(t.free) == 0 {
		t.free = make([]twig, 64)
	}

	n := &t.free[0]
	t.free = t.free[1:]
	n.parent = parent
	if parent != nil {
		n.depth = parent.depth + 1
	}

	return n
}

// item appends a new item to a list.
func (t *tree) item(list *twig, start int) *twig {
	n := t.node(list)
	n.index = int32(len(list.children))
	list.children = append(list.children, n)
	t.checkDepth(n, start)

	return n
}

// member appends a new value to a map. If the key is taken, that is a problem, and the new value is not
// part of the tree.
func (t *tree) member(parent *twig, key string, start, end int) *twig {
	n := t.node(parent)
	n.Key, n.keyStart, n.keyEnd = key, uint32(start), uint32(end)
	if first := t.find(parent, key); first != nil {
		t.repeated(first, start, end)
		n.index = first.index

		return n
	}

	n.index = int32(len(parent.children))
	parent.children = append(parent.children, n)
	if index := t.lookup[parent]; index != nil {
		index[key] = n
	}

	t.checkDepth(n, start)

	return n
}

func (t *tree) repeated(first *twig, start, end int) {
	t.complain(first, start, end, quote(first.Key)+" is given twice", "keep one of them", t.written.Place(int(first.keyStart), int(first.keyEnd)))
}

func (t *tree) checkDepth(n *twig, start int) {
	if n.depth <= maxDepth || t.deep {
		return
	}

	t.deep = true
	t.complain(nil, start, start+1, tooDeep, flatter)
}

var (
	tooDeep = "this is nested more than " + strconv.Itoa(maxDepth) + " levels deep"
	flatter = "write it with fewer levels"
)

// find returns the member of a map that has that key, or nil.
func (t *tree) find(parent *twig, key string) *twig {
	if len(parent.children) < 16 {
		for _, n := range parent.children {
			if n.Key == key {
				return n
			}
		}

		return nil
	}

	index := t.lookup[parent]
	if index == nil {
		index = make(map[string]*twig, 2*len(parent.children))
		for _, n := range parent.children {
			index[n.Key] = n
		}

		if t.lookup == nil {
			t.lookup = map[*twig]map[string]*twig{}
		}

		t.lookup[parent] = index
	}

	return index[key]
}

// finish checks the numbers of a grown tree, makes every map and list hold the places of what is in it,
// and returns it as nodes; nil if the tree is too deep.
func (t *tree) finish(root *twig) *Node {
	if t.deep {
		return nil
	}

	all := &table{file: t.written, nodes: make([]Node, 0, t.settle(root))}
	all.add(root, 0)

	return &all.nodes[0]
}

// add appends a value and all that it holds.
func (t *table) add(from *twig, parent uint32) {
	index := uint32(len(t.nodes))
	t.nodes = append(t.nodes, Node{
		Kind: from.Kind, in: t, index: index, parent: parent,
		start: from.start, end: from.end, keyStart: from.keyStart, keyEnd: from.keyEnd,
	})
	t.keep(from.Key, from.keyStart, from.keyEnd)
	if from.Kind > List {
		t.keep(from.Text, from.start, from.end)
	}

	for _, child := range from.children {
		t.add(child, index)
	}

	t.nodes[index].size = uint32(len(t.nodes)) - index
}

// keep notes a key or a text that is not what stands at its place.
func (t *table) keep(decoded string, start, end uint32) {
	if t.text(start, end) == decoded {
		return
	}

	if t.decoded == nil {
		t.decoded = map[uint32]string{}
	}

	t.decoded[start] = decoded
}

// settle does the checks and returns the number of nodes.
func (t *tree) settle(n *twig) int {
	if n.keyEnd > 0 {
		n.Key = t.checkEscapes(n, n.Key, int(n.keyStart), int(n.keyEnd))
	}

	switch n.Kind {
	case Int, Float:
		t.checkNumber(n)
	case Text:
		n.Text = t.checkEscapes(n, n.Text, int(n.start), int(n.end))
	}

	if n.start == n.end && len(n.children) > 0 {
		n.start, n.end = math.MaxUint32, 0 // without brackets: from the first key to the last value
	}

	count := 1
	for _, child := range n.children {
		count += t.settle(child)

		start := child.start
		if child.keyEnd > 0 {
			start = min(start, child.keyStart)
		}

		n.start, n.end = min(n.start, start), max(n.end, child.end)
	}

	return count
}

// checkNumber turns a number that nobody can calculate with into text, and reports it.
func (t *tree) checkNumber(n *twig) {
	fault := unusable(n.Text)
	if fault == "" {
		return
	}

	n.Kind = Text
	t.complain(n, int(n.start), int(n.end), quote(n.Text)+" "+fault, "if it is text, put it in quotes")
}

// checkEscapes reports what cannot be seen in a key or text, where it stands from start to end. The file holds
// nothing of the kind, so that it was written as an escape. It returns the text with a mark in its place.
func (t *tree) checkEscapes(n *twig, text string, start, end int) string {
	written := t.file.Text[start:end]
	if strings.IndexByte(written, '\\') < 0 {
		return text
	}

	at := strings.IndexFunc(text, unseen)
	switch {
	case at >= 0:
		r, _ := utf8.DecodeRuneInString(text[at:])
		t.garbled(n, start, end, fmt.Sprintf("an escape in this text stands for a character that cannot be seen (%U)", r), "delete it")
	case strings.Contains(text, "\ufffd") && halfPair.MatchString(written):
		t.garbled(n, start, end, halfEscape, halfHint)
	default:
		return text
	}

	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return utf8.RuneError
		}

		return r
	}, text)
}

func unseen(r rune) bool { return source.Control(r) || isInvisible(string(r)) }

// halfPair matches an escape for half of a character of UTF-16.
var halfPair = regexp.MustCompile(`\\[uU](?:0000)?[dD][89a-fA-F]`)

// garbled is complain for what is no text.
func (t *tree) garbled(n *twig, start, end int, message, hint string) {
	problem := badEncoding(t.written, start, end, message, hint)
	problem.Path = n.pointer()
	t.problems.Add(problem)
}

// lineStart returns where the line around an offset starts.
func (t *tree) lineStart(at int) int { return 1 + strings.LastIndexByte(t.file.Text[:at], '\n') }

// lineEnd returns where the text of the line around an offset ends, without a comment; limit is the end of
// the front matter.
func (t *tree) lineEnd(at, limit int) int {
	line, _, _ := strings.Cut(lineAt(t.file.Text[:limit], at), " #")
	return at + len(strings.TrimRight(line, " \t\r"))
}

// pass returns the first offset from at on where none of those characters stands.
func (t *tree) pass(at int, characters string) int {
	for at < len(t.file.Text) && strings.IndexByte(characters, t.file.Text[at]) >= 0 {
		at++
	}

	return at
}

// quote returns text of the author for use in a message: in quotes, on one line, not too long.
func quote(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > 40 {
		text = strings.TrimSpace(string([]rune(text)[:39])) + "…"
	}

	return `"` + text + `"`
}

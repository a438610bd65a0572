package frontmatter

import (
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Kind says what sort of value a Node holds.
type Kind uint8

const (
	// Map is a collection of named values.
	Map Kind = iota
	// List is a sequence of values.
	List
	// Text is a string, and whatever is not one of the others: dates and times of day are text.
	Text
	// Int is a whole number of any size.
	Int
	// Float is a finite number written with a fraction or an exponent.
	Float
	// Bool is true or false.
	Bool
	// Null is an absent or explicitly empty value.
	Null
)

// String returns the kind in plain words that fit into "must be … , not …".
func (k Kind) String() string {
	return [...]string{"a map", "a list", "text", "a whole number", "a number", "true/false", "nothing"}[k]
}

// A Node is a value in the front matter of a file and knows where it stands. It is immutable; any number
// of goroutines may read it.
//
// A site of 1,000 plans has some 350,000 of them, so a node has 40 bytes and no text of its own.
type Node struct {
	in       *table
	index    uint32 // of the node in the table
	size     uint32 // of nodes from here on: itself and all that it holds
	parent   uint32 // its index
	start    uint32 // its place
	end      uint32
	keyStart uint32 // that of its key; empty at 0: no key
	keyEnd   uint32

	// Kind says what the node holds.
	Kind Kind
}

// A table holds the values of a file: each before those that it holds.
type table struct {
	file    *source.File
	nodes   []Node
	decoded map[uint32]string // texts and keys that stand otherwise in the file, by where they start
	made    *made             // of a node that was made of others, which has this table for itself
}

// A made is what a node of its own shows in the place of what stands in the file.
type made struct {
	key, text string
	children  []*Node
}

// NewScalar returns a value that is neither map nor list, and stands in no file: its Place is nowhere and its
// Pointer is "".
func NewScalar(kind Kind, text string) *Node {
	return &Node{Kind: kind, in: &table{made: &made{text: text}}}
}

// NewMap returns a map of those children, in that order, that stands in no file: its Place is nowhere and
// its Pointer is "". Each child keeps its own file, places, parent and pointer. Of children with equal
// keys the first is found. Every child must have a key; see WithKey.
func NewMap(children ...*Node) *Node {
	return &Node{Kind: Map, in: &table{made: &made{children: children}}}
}

// NewList returns a list of those items that stands in no file: its Place is nowhere and its Pointer is
// "". Each item keeps its own file, places, parent and pointer.
func NewList(items ...*Node) *Node {
	return &Node{Kind: List, in: &table{made: &made{children: items}}}
}

// WithKey returns a copy of n that is known under another key, for NewMap. Its Place, KeyPlace, Parent and
// Pointer stay those of the file it came from.
func (n *Node) WithKey(key string) *Node { return n.make(key, n.Children()) }

// With returns a copy of n with more children after its own. The copy stands where n stands; each child
// keeps its own file, places, parent and pointer. Of children with equal keys the first is found.
func (n *Node) With(children ...*Node) *Node {
	return n.make(n.Key(), slices.Concat(n.Children(), children))
}

// Replace returns a copy of n with other children. The copy stands where n stands.
func (n *Node) Replace(children ...*Node) *Node { return n.make(n.Key(), children) }

func (n *Node) make(key string, children []*Node) *Node {
	other, in := *n, *n.in
	in.made = &made{key, n.Text(), children}
	other.in = &in

	return &other
}

// Key returns the key in the map that holds the node; "" for list items and the root.
func (n *Node) Key() string {
	if n.in.made != nil {
		return n.in.made.key
	}

	return n.in.text(n.keyStart, n.keyEnd)
}

// Text returns the decoded text of a Text, and what the author wrote of an Int, Float, Bool or Null; "" for
// maps and lists.
func (n *Node) Text() string {
	switch {
	case n.Kind <= List:
		return ""
	case n.in.made != nil:
		return n.in.made.text
	}

	return n.in.text(n.start, n.end)
}

// text returns the text that stands between two offsets. It is part of the file's and takes no room.
func (t *table) text(start, end uint32) string {
	if start == end {
		return ""
	}

	if t.decoded != nil {
		if text, ok := t.decoded[start]; ok {
			return text
		}
	}

	raw := t.file.Text[start:end]
	if len(raw) >= 2 && (raw[0] == '"' || raw[0] == '\'') { // what has no quotes starts with none
		return raw[1 : len(raw)-1]
	}

	return raw
}

// Get walks down from n: each step is a key of a map, or the decimal index of a list item. It returns nil
// where a step leads nowhere, and for a nil n.
func (n *Node) Get(path ...string) *Node {
	for _, step := range path {
		if n = n.child(step); n == nil {
			return nil
		}
	}

	return n
}

func (n *Node) child(step string) *Node {
	if n == nil {
		return nil
	}

	if n.Kind == List {
		children := n.Children()
		i, err := strconv.Atoi(step)
		if err != nil || i < 0 || i >= len(children) || strconv.Itoa(i) != step {
			return nil
		}

		return children[i]
	}

	for child := range n.each() {
		if child.Key() == step {
			return child
		}
	}

	return nil
}

// Children returns the values of a map or the items of a list in the order written, nil for anything else.
func (n *Node) Children() []*Node {
	count := n.count()
	if count == 0 {
		return nil
	}

	children := make([]*Node, 0, count)
	for child := range n.each() {
		children = append(children, child)
	}

	return children
}

// count returns the number of children.
func (n *Node) count() int {
	count := 0
	for range n.each() {
		count++
	}

	return count
}

// each yields the children.
func (n *Node) each() iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		switch {
		case n == nil:
		case n.in.made != nil:
			for _, child := range n.in.made.children {
				if !yield(child) {
					return
				}
			}
		default:
			nodes := n.in.nodes
			for i := n.index + 1; i < n.index+n.size; i += nodes[i].size {
				if !yield(&nodes[i]) {
					return
				}
			}
		}
	}
}

// Parent returns the map or list that holds n in its file; nil for a root and for a map of NewMap.
func (n *Node) Parent() *Node {
	if n == nil || n.index == 0 {
		return nil
	}

	return &n.in.nodes[n.parent]
}

// File returns the file in which n stands; nil for a map of NewMap.
func (n *Node) File() *source.File {
	if n == nil {
		return nil
	}

	return n.in.file
}

// Place returns where the value stands: with its quotes, brackets or block marker; for a map or list
// without brackets, from its first key or item to the end of its last value. A value that is not there
// has an empty place where it would stand. It is nowhere for a nil node and a map of NewMap.
func (n *Node) Place() source.Place {
	if n == nil || n.in.file == nil {
		return source.Place{}
	}

	return n.in.file.Place(int(n.start), int(n.end))
}

// KeyPlace returns where the key stands, with its quotes; for list items and roots the place of the value.
func (n *Node) KeyPlace() source.Place {
	if n == nil || n.keyEnd == 0 {
		return n.Place()
	}

	return n.in.file.Place(int(n.keyStart), int(n.keyEnd))
}

// Pointer returns the JSON pointer (RFC 6901) of n in the front matter of its own file, such as
// "/sla/terms/review/cadence"; "" for a root and for a map of NewMap.
func (n *Node) Pointer() string {
	parent := n.Parent()
	if parent == nil {
		return ""
	}

	if parent.Kind == Map {
		return parent.Pointer() + "/" + pointerEscapes.Replace(n.in.nodes[n.index].Key())
	}

	item := 0
	for sibling := range parent.each() {
		if sibling.index == n.index {
			break
		}

		item++
	}

	return parent.Pointer() + "/" + strconv.Itoa(item)
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// Value returns what encoding/json with UseNumber would give for the same value: map[string]any, []any,
// string, json.Number, bool or nil. Numbers are decimal and keep their digits: 0x1F is 31, 1.50 is 1.50.
func (n *Node) Value() any {
	if n == nil {
		return nil
	}

	switch n.Kind {
	case Map:
		values := make(map[string]any, n.count())
		for child := range n.each() {
			key := child.Key()
			if _, taken := values[key]; !taken {
				values[key] = child.Value()
			}
		}

		return values
	case List:
		values := make([]any, 0, n.count())
		for child := range n.each() {
			values = append(values, child.Value())
		}

		return values
	case Text:
		return n.Text()
	case Int, Float:
		return json.Number(decimal(n.Text()))
	case Bool:
		return strings.EqualFold(n.Text(), "true")
	default:
		return nil
	}
}

package frontmatter

import (
	"encoding/json"
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
type Node struct {
	// Kind says what the node holds.
	Kind Kind

	depth uint8 // steps below the root
	index int32 // position among the children of parent

	// Key is the key in the map that holds the node; "" for list items and the root.
	Key string
	// Text is the decoded text of a Text, and what the author wrote of an Int, Float, Bool or Null;
	// "" for maps and lists.
	Text string

	file     *source.File
	parent   *Node
	children []*Node

	keyStart, keyEnd uint32 // empty at 0: no key
	start, end       uint32
}

// NewMap returns a map of those children, in that order, that stands in no file: its Place is nowhere and
// its Pointer is "". Each child keeps its own file, places, parent and pointer. Of children with equal
// keys the first is found. Every child must have a key; see WithKey.
func NewMap(children ...*Node) *Node { return &Node{Kind: Map, children: children} }

// WithKey returns a copy of n that is known under another key, for NewMap. Its Place, KeyPlace, Parent and
// Pointer stay those of the file it came from.
func (n *Node) WithKey(key string) *Node {
	renamed := *n
	renamed.Key = key

	return &renamed
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
		i, err := strconv.Atoi(step)
		if err != nil || i < 0 || i >= len(n.children) || strconv.Itoa(i) != step {
			return nil
		}

		return n.children[i]
	}

	for _, child := range n.children {
		if child.Key == step {
			return child
		}
	}

	return nil
}

// Children returns the values of a map or the items of a list in the order written, nil for anything
// else. The slice must not be changed.
func (n *Node) Children() []*Node {
	if n == nil {
		return nil
	}

	return n.children
}

// Parent returns the map or list that holds n in its file; nil for a root and for a map of NewMap.
func (n *Node) Parent() *Node {
	if n == nil {
		return nil
	}

	return n.parent
}

// File returns the file in which n stands; nil for a map of NewMap.
func (n *Node) File() *source.File {
	if n == nil {
		return nil
	}

	return n.file
}

// Place returns where the value stands: with its quotes, brackets or block marker; for a map or list
// without brackets, from its first key or item to the end of its last value. A value that is not there
// has an empty place where it would stand. It is nowhere for a nil node and a map of NewMap.
func (n *Node) Place() source.Place {
	if n == nil || n.file == nil {
		return source.Place{}
	}

	return n.file.Place(int(n.start), int(n.end))
}

// KeyPlace returns where the key stands, with its quotes; for list items and roots the place of the value.
func (n *Node) KeyPlace() source.Place {
	if n == nil || n.file == nil || n.keyEnd == 0 {
		return n.Place()
	}

	return n.file.Place(int(n.keyStart), int(n.keyEnd))
}

// Pointer returns the JSON pointer (RFC 6901) of n in the front matter of its own file, such as
// "/sla/terms/review/cadence"; "" for a root and for a map of NewMap.
func (n *Node) Pointer() string {
	if n == nil || n.parent == nil {
		return ""
	}

	step := strconv.Itoa(int(n.index))
	if n.parent.Kind == Map {
		step = pointerEscapes.Replace(n.parent.children[n.index].Key)
	}

	return n.parent.Pointer() + "/" + step
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
		values := make(map[string]any, len(n.children))
		for _, child := range n.children {
			if _, taken := values[child.Key]; !taken {
				values[child.Key] = child.Value()
			}
		}

		return values
	case List:
		values := make([]any, len(n.children))
		for i, child := range n.children {
			values[i] = child.Value()
		}

		return values
	case Text:
		return n.Text
	case Int, Float:
		return json.Number(decimal(n.Text))
	case Bool:
		return strings.EqualFold(n.Text, "true")
	default:
		return nil
	}
}

package frontmatter

import "slices"

// NewList returns a list of those items that stands in no file: its Place is nowhere and its Pointer is
// "". Each item keeps its own file, places, parent and pointer.
func NewList(items ...*Node) *Node { return &Node{Kind: List, children: items} }

// With returns a copy of n with more children after its own. The copy stands where n stands; each child
// keeps its own file, places, parent and pointer. Of children with equal keys the first is found.
func (n *Node) With(children ...*Node) *Node {
	longer := *n
	longer.children = slices.Concat(n.children, children)

	return &longer
}

// Replace returns a copy of n with other children. The copy stands where n stands.
func (n *Node) Replace(children ...*Node) *Node {
	other := *n
	other.children = children

	return &other
}

package figure

// A Flow shows what leads to what: nodes in columns, each right of all that lead to it. Cycles are drawn as
// ways back. Upright it is a column.
type Flow struct {
	ID, Title, Desc string
	Nodes           []Node
	Edges           []Edge
}

// SVG returns the flow in one orientation. Flows that are too long for a row are always upright.
func (f Flow) SVG(o Orientation) string { return "" }

// HTML returns the flow in all the orientations that it needs.
func (f Flow) HTML() string { return "" }

// Table returns a row per edge and target, and one for each node without edges.
func (f Flow) Table() Table { return Table{} }

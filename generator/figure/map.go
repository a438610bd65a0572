package figure

// A Map shows who hands what to whom: nodes in a row, arrows between neighbours with their labels, and the
// ways back below. Upright it is a column.
type Map struct {
	ID, Title, Desc string
	Nodes           []Node
	Edges           []Edge
}

// SVG returns the map in one orientation. Maps of more than seven nodes are always upright.
func (m Map) SVG(o Orientation) string { return "" }

// HTML returns the map in all the orientations that it needs.
func (m Map) HTML() string { return "" }

// Table returns a row per edge and target: from, to, what goes over, limit, verdict, note.
func (m Map) Table() Table { return Table{} }

package figure

// A Flow shows what leads to what: nodes in columns, each right of all that lead to it. Cycles are drawn as
// ways back. Upright it is a column.
type Flow struct {
	ID, Title, Desc string
	Nodes           []Node
	Edges           []Edge
}

// SVG returns the flow in one orientation. Flows that are too long for a row are always upright.
func (f Flow) SVG(o Orientation) string {
	if wide := f.wide(); o == Wide && wide != nil {
		return svg(wide)
	}

	return svg(f.upright())
}

// HTML returns the flow in all the orientations that it needs.
func (f Flow) HTML() string { return markup(f.wide(), f.upright()) }

// Table returns a row per edge and target, and one for each node without edges.
func (f Flow) Table() Table {
	t := edgeTable(f.Nodes, f.Edges)
	touched := make([]bool, len(f.Nodes))
	for _, a := range arrows(nodeIDs(f.Nodes), f.Edges) {
		touched[a.from] = true
		for _, to := range a.to {
			touched[to] = true
		}
	}

	for i, n := range f.Nodes {
		if !touched[i] {
			t.Rows = append(t.Rows, []string{clean(n.Label), "", "", "", "", "", ""})
		}
	}

	return t
}

func (f Flow) items() []item {
	items := make([]item, len(f.Nodes))
	for i, n := range f.Nodes {
		items[i] = n.item()
	}

	return items
}

func (f Flow) wide() *scene {
	all := arrows(nodeIDs(f.Nodes), f.Edges)
	cols := columns(len(f.Nodes), all, nil)
	rows, count := spread(cols, all)

	return layer(scene{id: f.ID, title: f.Title, desc: f.Desc}, layered{items: f.items(), col: cols, row: rows, laneRows: []int{0, count}}, all)
}

func (f Flow) upright() *scene {
	all := arrows(nodeIDs(f.Nodes), f.Edges)
	order := reading(columns(len(f.Nodes), all, nil), all)
	nodes := make([]Node, len(order))
	for n, i := range order {
		nodes[n] = f.Nodes[i]
	}

	ordered := Flow{Nodes: nodes}

	return stack(scene{id: f.ID, title: f.Title, desc: f.Desc}, ordered.items(), arrows(nodeIDs(nodes), f.Edges))
}

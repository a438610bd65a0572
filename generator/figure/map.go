package figure

import (
	"cmp"
	"math"
	"slices"
)

// A Map shows who hands what to whom: nodes in a row, arrows between neighbours with their labels, the ways
// back below and what leaps ahead above. Upright it is a column.
type Map struct {
	ID, Title, Desc string
	Nodes           []Node
	Edges           []Edge
}

// SVG returns the map in one orientation. Maps that are too long for a row are always upright.
func (m Map) SVG(o Orientation) string {
	if wide := m.wide(); o == Wide && wide != nil {
		return svg(wide)
	}

	return svg(m.upright())
}

// HTML returns the map in all the orientations that it needs.
func (m Map) HTML() string { return markup(m.wide(), m.upright()) }

// Table returns a row per edge and target: from, to, what goes over, trigger, limit, verdict, note.
func (m Map) Table() Table { return edgeTable(m.Nodes, m.Edges) }

func edgeTable(nodes []Node, edges []Edge) Table {
	t := Table{Header: []string{"From", "To", "What goes over", "Trigger", "Limit", "Last verdict", "Friction"}}
	for _, a := range arrows(nodeIDs(nodes), edges) {
		for _, to := range a.to {
			note := sentence(a.Note.Text, a.Note.Verdict.Word)
			t.Rows = append(t.Rows, []string{clean(nodes[a.from].Label), clean(nodes[to].Label), clean(a.Label), clean(a.Trigger), clean(a.Sub), clean(a.Verdict.String()), note})
		}
	}

	return t
}

func nodeIDs(nodes []Node) []string {
	ids := make([]string, len(nodes))
	for i, n := range nodes {
		ids[i] = n.ID
	}

	return ids
}

const (
	wideWidth = 920
	margin    = 8.0
	// clear is kept free around texts and between wires.
	clear = 8.0
)

// A mapLayout puts a map into a row.
type mapLayout struct {
	scene *scene
	nodes []Node
	boxes []box
	// words are the lines in each box.
	words [][]line
	gap   float64
	// ahead are the arrows to the next node, by the node that they leave; over and under are the others.
	ahead       [][]step
	over, under []detour
	// top and bottom are how far labels reach from the middle of the boxes.
	top, bottom float64
}

// A step is an arrow to the next node.
type step struct {
	arrow
	above, below []line
	// y is that of its wire, from the middle of the boxes.
	y float64
}

// A detour is an arrow above or below the row.
type detour struct {
	arrow
	// ports are the x of its ends at the boxes: the start, then the targets.
	ports []float64
	lines []line
	label float64 // x of the middle of the label
	// y is the distance of its wire from the line from which detours are counted.
	y float64
}

func (m Map) upright() *scene {
	items := make([]item, len(m.Nodes))
	for i, n := range m.Nodes {
		items[i] = n.item()
	}

	return stack(scene{id: m.ID, title: m.Title, desc: m.Desc}, items, arrows(nodeIDs(m.Nodes), m.Edges))
}

func (m Map) wide() *scene {
	if len(m.Nodes) == 0 {
		return nil
	}

	l := &mapLayout{scene: &scene{id: m.ID, title: m.Title, desc: m.Desc}, nodes: m.Nodes}
	l.ahead = make([][]step, len(m.Nodes))
	l.sort(arrows(nodeIDs(m.Nodes), m.Edges))
	if !l.placeColumns() {
		return nil
	}

	l.placeSteps()
	l.placePorts(l.over)
	l.placePorts(l.under)
	over, ok := place(l.over, l.scene.width)
	under, okUnder := place(l.under, l.scene.width)
	if !ok || !okUnder {
		return nil
	}

	l.placeRows(over, under)
	l.draw()

	return l.scene
}

// placeColumns decides how wide boxes and gaps are, and reports whether they fit.
func (l *mapLayout) placeColumns() bool {
	count := float64(len(l.nodes))
	width, gap := 96.0, 32.0
	for i, n := range l.nodes {
		width = math.Max(width, math.Min(150, longestWord(append(set(n.Label, nameFont, "", 1e6), set(n.Sub, plainFont, "", 1e6)...))+16))
		for _, s := range l.ahead[i] {
			words := append(s.says(1e6), s.Note.lines(1e6)...)
			gap = math.Max(gap, math.Max(72, math.Min(130, longestWord(words)))+2*clear)
		}
	}

	room := wideWidth - 2*margin - count*width
	if room < gap*(count-1) {
		return false
	}

	if count > 1 {
		l.gap = math.Min(math.Max(gap, 200), math.Floor(room/(count-1)))
	}

	x := margin
	for i, n := range l.nodes {
		words := set(n.Label, nameFont, "fig-name"+n.Tone.class(), width-16)
		words = append(words, set(n.Sub, plainFont, "fig-soft", width-16)...)
		_, height := size(words)
		l.words = append(l.words, words)
		l.boxes = append(l.boxes, box{rect{x, 0, width, math.Max(68, height+24)}, "fig-box" + n.Tone.class(), 6, false, i + 1})
		x += width + l.gap
	}

	l.scene.width = math.Max(uprightWidth, x-l.gap+margin)

	return true
}

// sort puts every arrow where it will be drawn.
func (l *mapLayout) sort(all []arrow) {
	for _, a := range all {
		next, rest := a.split(func(to int) bool { return to == a.from+1 })
		over, under := rest.split(func(to int) bool { return to > a.from })
		if len(next.to) > 0 {
			l.ahead[a.from] = append(l.ahead[a.from], step{arrow: next})
		}

		if len(over.to) > 0 {
			l.over = append(l.over, detour{arrow: over})
		}

		if len(under.to) > 0 {
			l.under = append(l.under, detour{arrow: under})
		}
	}
}

// placeSteps puts the arrows between two neighbours below each other, around the middle of the boxes.
func (l *mapLayout) placeSteps() {
	height := 0.0
	for _, b := range l.boxes {
		height = math.Max(height, b.h)
	}

	room := l.gap - 2*clear
	for _, steps := range l.ahead {
		y := 0.0
		for i := range steps {
			s := &steps[i]
			s.above, s.below = s.says(room), s.Note.lines(room)
			_, above := size(s.above)
			if i > 0 {
				y += above + overhead(s.Note) + clear
			}

			s.y = y
			_, below := size(s.below)
			y += below + 2*clear
		}

		if len(steps) == 0 {
			continue
		}

		middle := steps[len(steps)-1].y / 2
		for i := range steps {
			s := &steps[i]
			s.y = math.Round(s.y - middle)
			_, above := size(s.above)
			_, below := size(s.below)
			l.top = math.Max(l.top, above+overhead(s.Note)-s.y)
			l.bottom = math.Max(l.bottom, s.y+below+badgeRoom(s.Note)+clear)
		}

		height = math.Max(height, 2*(middle+2*clear))
	}

	for i := range l.boxes {
		l.boxes[i].h = 2 * math.Ceil(height/2)
	}

	l.top, l.bottom = math.Max(l.top, l.boxes[0].h/2), math.Max(l.bottom, l.boxes[0].h/2)
}

// badgeRoom is what a note's badge needs on each side of its wire.
func badgeRoom(n Note) float64 {
	if n.Number > 0 {
		return n.badge(point{}, 0).radius()
	}

	return 3
}

// overhead is the distance of a text from the wire below it.
func overhead(n Note) float64 { return badgeRoom(n) + 4 }

// placePorts spreads the ends of detours over the sides of the boxes and gives each detour a height. Short ones
// are nearest; what leads left has its ends left of what leads right, so that no detour crosses its own way.
func (l *mapLayout) placePorts(detours []detour) {
	slices.SortStableFunc(detours, func(a, b detour) int { return cmp.Compare(a.span(), b.span()) })

	type port struct {
		detour, end int
		order       int
	}

	for node, b := range l.boxes {
		var ports []port
		for i, d := range detours {
			for end, at := range append([]int{d.from}, d.to...) {
				if at != node {
					continue
				}

				order := i - len(detours) // leads left: the nearest is leftmost
				if d.leadsRight(end) {
					order = len(detours) - i
				}

				ports = append(ports, port{i, end, order})
			}
		}

		slices.SortStableFunc(ports, func(a, b port) int { return cmp.Compare(a.order, b.order) })
		for i, p := range ports {
			d := &detours[p.detour]
			if d.ports == nil {
				d.ports = make([]float64, len(d.to)+1)
			}

			d.ports[p.end] = round(b.x + b.w*float64(i+1)/float64(len(ports)+1))
		}
	}
}

// span is over how many nodes a detour leads.
func (d detour) span() int { return max(slices.Max(d.to), d.from) - min(slices.Min(d.to), d.from) }

// leadsRight reports whether the detour goes on to the right of one of its ends.
func (d detour) leadsRight(end int) bool {
	at := append([]int{d.from}, d.to...)[end]
	if at == d.from && slices.Contains(d.to, at) {
		return end == 0
	}

	return slices.Max(d.to) > at || d.from > at
}

// place gives each detour its distance and its label, and returns how far the last reaches; not ok if there is
// no room for a label.
func place(detours []detour, width float64) (y float64, ok bool) {
	for i := range detours {
		d := &detours[i]
		d.y = y + 2*clear
		if !d.place(detours[i+1:], width) {
			return 0, false
		}

		_, height := size(d.lines)
		y = d.y + height + clear + badgeRoom(d.Note)
	}

	return y, true
}

// place finds room for the label outside of the detour's wire, between the ends of those further out, and reports
// whether there is some.
func (d *detour) place(outer []detour, width float64) bool {
	if d.name() == "" && d.Note.Number == 0 {
		return true
	}

	low, high := slices.Min(d.ports), slices.Max(d.ports)
	walls := []float64{margin, width - margin}
	for _, o := range outer {
		walls = append(walls, o.ports...)
	}

	slices.Sort(walls)
	best, room := (low+high)/2, 0.0
	for i := 1; i < len(walls); i++ {
		from, to := math.Max(walls[i-1], low), math.Min(walls[i], high)
		if to-from < 24 {
			continue
		}

		middle := (from + to) / 2
		if r := math.Min(420, 2*math.Min(middle-walls[i-1], walls[i]-middle)-2*clear); r > room {
			best, room = middle, r
		}
	}

	if room < 60 {
		return false
	}

	d.label = round(best)
	d.lines = append(d.says(room), d.Note.lines(room)...)

	return true
}

// placeRows decides how high everything stands, now that it is known how much is above.
func (l *mapLayout) placeRows(over, under float64) {
	middle := math.Ceil(margin + over + l.top)
	for i := range l.boxes {
		l.boxes[i].y = middle - l.boxes[i].h/2
	}

	l.scene.height = math.Ceil(middle + l.bottom + under + margin)
}

func (l *mapLayout) draw() {
	for i := range l.nodes {
		l.drawNode(i)
		for _, s := range l.ahead[i] {
			l.drawStep(i, s)
		}

		for _, d := range l.over {
			if d.from == i {
				l.drawDetour(d, -1)
			}
		}

		for _, d := range l.under {
			if d.from == i {
				l.drawDetour(d, +1)
			}
		}
	}
}

func (l *mapLayout) drawNode(i int) {
	b, n := l.boxes[i], l.nodes[i]
	_, height := size(l.words[i])
	words := label{l.words[i], b.middle().x, math.Round(b.middle().y - height/2), center, 0}
	l.scene.add(linked(n.Href, sentence(n.Label, n.Sub), b, words)...)
}

func (l *mapLayout) drawStep(i int, s step) {
	from, to := l.boxes[i], l.boxes[i+1]
	y := from.middle().y + s.y
	x := round((from.right() + to.x) / 2)
	l.scene.add(wire{[]point{{from.right(), y}, {to.x, y}}, s.class(), true, i + 1, i + 2, s.edge})

	_, height := size(s.above)
	marks := text(s.above, x, y-overhead(s.Note)-height, center, s.edge)
	if s.Note.Number > 0 {
		l.scene.add(s.Note.badge(point{x, y}, s.edge))
	}

	marks = append(marks, text(s.below, x, y+badgeRoom(s.Note)+4, center, s.edge)...)
	l.scene.add(linked(s.Href, s.name(), marks...)...)
}

// drawDetour draws an arrow below the row, or above it if sign is negative.
func (l *mapLayout) drawDetour(d detour, sign float64) {
	middle := l.boxes[0].middle().y
	side := middle + sign*l.boxes[0].h/2
	base := middle + l.bottom
	if sign < 0 {
		base = middle - l.top
	}

	y := base + sign*d.y
	l.drawWires(d, side, y)

	_, height := size(d.lines)
	top := y + badgeRoom(d.Note) + 4
	if sign < 0 {
		top = y - badgeRoom(d.Note) - 4 - height
	}

	if d.Note.Number > 0 {
		l.scene.add(d.Note.badge(point{d.label, y}, d.edge))
	}

	l.scene.add(linked(d.Href, d.name(), text(d.lines, d.label, top, center, d.edge)...)...)
}

// drawWires draws a detour's wire to the target furthest away on each side, and branches of it to the others.
func (l *mapLayout) drawWires(d detour, side, y float64) {
	start := d.ports[0]
	order := make([]int, len(d.to))
	for i := range order {
		order[i] = i
	}

	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(math.Abs(d.ports[b+1]-start), math.Abs(d.ports[a+1]-start))
	})

	var leftDone, rightDone bool
	for n, i := range order {
		target, to := d.ports[i+1], d.to[i]+1
		done := &rightDone
		if target < start {
			done = &leftDone
		}

		switch {
		case n == 0:
			l.scene.add(wire{[]point{{start, side}, {start, y}, {target, y}, {target, side}}, d.class(), true, d.from + 1, to, d.edge})
		case !*done:
			l.scene.add(wire{[]point{{start, y}, {target, y}, {target, side}}, d.class(), true, 0, to, d.edge})
		default:
			l.scene.add(wire{[]point{{target, y}, {target, side}}, d.class(), true, 0, to, d.edge})
		}

		*done = true
	}
}

// text returns a label, or nothing if there are no lines.
func text(lines []line, x, y float64, a anchor, edge int) []mark {
	if len(lines) == 0 {
		return nil
	}

	return []mark{label{lines, x, y, a, edge}}
}

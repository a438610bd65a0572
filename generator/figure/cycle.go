package figure

import (
	"math"
	"strconv"
)

// A Cycle shows a loop that closes, or where it does not: stations in a ring, each with the arrow that leads
// on to the next.
type Cycle struct {
	ID, Title, Desc string
	// Center is what stands inside the ring: the cadence, the owner; "" for nothing.
	Center   string
	Stations []Station
}

// A Station is one part of a cycle.
type Station struct {
	// Label is what happens; Sub is a softer text below, such as who does it.
	Label, Sub string
	Tone       Tone
	Href       string
	// On is what goes from here to the next station, and Verdict how that went last. Broken draws the arrow
	// dashed and crossed out: the loop does not close here. Say why in the verdict's word.
	On      string
	Verdict Verdict
	Broken  bool
}

// SVG returns the cycle in one orientation. Cycles of fewer than three or more than six stations are always
// upright.
func (c Cycle) SVG(o Orientation) string {
	if wide := c.wide(); o == Wide && wide != nil {
		return svg(wide)
	}

	return svg(c.upright())
}

// HTML returns the cycle in all the orientations that it needs.
func (c Cycle) HTML() string { return markup(c.wide(), c.upright()) }

// Table returns a row per station: station, details, what goes on to the next, how that went.
func (c Cycle) Table() Table {
	t := Table{Header: []string{"Station", "Details", "Goes on", "Last time"}}
	for _, s := range c.Stations {
		t.Rows = append(t.Rows, []string{clean(s.Label), clean(s.Sub), clean(s.On), clean(s.Verdict.String())})
	}

	return t
}

func (c Cycle) nodes() []Node {
	nodes := make([]Node, len(c.Stations))
	for i, s := range c.Stations {
		nodes[i] = Node{ID: strconv.Itoa(i), Label: s.Label, Sub: s.Sub, Tone: s.Tone, Href: s.Href}
	}

	return nodes
}

func (c Cycle) arrows() []arrow {
	nodes := c.nodes()
	edges := make([]Edge, len(nodes))
	for i, s := range c.Stations {
		edges[i] = Edge{From: nodes[i].ID, To: []string{nodes[(i+1)%len(nodes)].ID}, Label: s.On, Verdict: s.Verdict, Broken: s.Broken}
	}

	return arrows(nodeIDs(nodes), edges)
}

func (c Cycle) upright() *scene {
	items := Flow{Nodes: c.nodes()}.items()
	if len(items) > 0 {
		items[0].heading = c.Center
	}

	return stack(scene{id: c.ID, title: c.Title, desc: c.Desc}, items, c.arrows())
}

// A ring has its first stations in a row above, from left to right, and the others below, from right to left.
type ring struct {
	scene *scene
	cycle Cycle
	all   []arrow
	boxes []box
	words [][]line
	// above is the number of stations in the upper row.
	above int
	// upper and lower are the middles of the rows.
	upper, lower float64
	// inside is the room within the ring.
	inside span
}

const (
	stationWidth = 184.0
	stationGap   = 172.0
)

func (c Cycle) wide() *scene {
	count := len(c.Stations)
	if count < 3 || count > 6 {
		return nil
	}

	r := &ring{scene: &scene{id: c.ID, title: c.Title, desc: c.Desc}, cycle: c, all: c.arrows(), above: (count + 1) / 2}
	r.placeColumns()
	r.placeRows()
	r.draw()

	return r.scene
}

func (r *ring) placeColumns() {
	pitch := stationWidth + stationGap
	if r.above == 2 {
		pitch += 120
	}

	r.scene.width = 2*margin + stationWidth + float64(r.above-1)*pitch
	for i, n := range r.cycle.nodes() {
		it := n.item()
		words := it.lines(stationWidth - 20)
		_, height := size(words)
		x := margin + float64(i)*pitch
		if below := len(r.cycle.Stations) - r.above; i >= r.above {
			x = r.scene.width - margin - stationWidth
			switch {
			case below == 1:
				x = (r.scene.width - stationWidth) / 2
			case i > r.above:
				x -= (r.scene.width - 2*margin - stationWidth) / float64(below-1) * float64(i-r.above)
			}
		}

		r.boxes = append(r.boxes, box{rect{math.Round(x), 0, stationWidth, 2 * math.Ceil(math.Max(48, height+20)/2)}, it.class, 6, false, i + 1})
		r.words = append(r.words, words)
	}
}

// inRow reports whether an arrow stays in its row.
func (r *ring) inRow(i int) bool { return i != r.above-1 && i != len(r.boxes)-1 }

// room is how wide the words at an arrow may be.
func (r *ring) room(i int) float64 {
	if !r.inRow(i) {
		return math.Min(190, (r.inner()-centerRoom-4*16)/2)
	}

	from, to := r.boxes[i], r.boxes[(i+1)%len(r.boxes)]

	return math.Min(240, math.Abs(to.x-from.x)-stationWidth-2*clear)
}

// centerRoom is what the words in the middle have at least.
const centerRoom = 140.0

// inner is the distance between the arrows on the left and on the right.
func (r *ring) inner() float64 { return r.scene.width - 2*margin - stationWidth }

// crossed is how far an arrow's mark reaches to each side.
func (a arrow) crossed() float64 {
	if a.Broken {
		return 13
	}

	return 4
}

// placeRows decides the heights: the words at the arrows of a row stand over them, those at the arrows between the
// rows beside them, inside the ring.
func (r *ring) placeRows() {
	var up, down [2]float64 // room above and below the middle of each row
	beside := 0.0
	for i, b := range r.boxes {
		row := 0
		if i >= r.above {
			row = 1
		}

		up[row], down[row] = math.Max(up[row], b.h/2), math.Max(down[row], b.h/2)
		_, height := size(r.all[i].says(r.room(i)))
		if r.inRow(i) {
			up[row] = math.Max(up[row], height+r.all[i].crossed()+4)
		} else {
			beside = math.Max(beside, height)
		}
	}

	_, center := size(r.centerLines())
	r.upper = margin + up[0]
	r.inside = span{r.upper + down[0] + 12, r.upper + down[0] + 12 + math.Max(44, math.Max(beside, center))}
	r.lower = math.Ceil(r.inside.to + 12 + up[1])
	r.scene.height = r.lower + down[1] + margin

	for i := range r.boxes {
		middle := r.upper
		if i >= r.above {
			middle = r.lower
		}

		r.boxes[i].y = middle - r.boxes[i].h/2
	}
}

func (r *ring) centerLines() []line {
	beside := 0.0
	for i := range r.all {
		if !r.inRow(i) {
			width, _ := size(r.all[i].says(r.room(i)))
			beside = math.Max(beside, width)
		}
	}

	return set(r.cycle.Center, boldFont, "fig-soft", math.Min(240, r.inner()-2*beside-4*16))
}

func (r *ring) draw() {
	for i, n := range r.cycle.nodes() {
		b := r.boxes[i]
		_, height := size(r.words[i])
		words := text(r.words[i], b.middle().x, math.Round(b.middle().y-height/2), center, 0)
		r.scene.add(linked(n.Href, heard(r.words[i]), append([]mark{b}, words...)...)...)
		if r.inRow(i) {
			r.drawAlong(i)
		} else {
			r.drawDown(i)
		}
	}

	if lines := r.centerLines(); len(lines) > 0 {
		_, height := size(lines)
		r.scene.add(text(lines, r.scene.width/2, math.Round((r.inside.from+r.inside.to-height)/2), center, 0)...)
	}
}

// drawAlong draws an arrow within a row.
func (r *ring) drawAlong(i int) {
	a, from, to := r.all[i], r.boxes[i], r.boxes[i+1]
	y := from.middle().y
	start, end := point{from.right(), y}, point{to.x, y}
	if to.x < from.x {
		start, end = point{from.x, y}, point{to.right(), y}
	}

	middle := point{(start.x + end.x) / 2, y}
	lines := a.says(r.room(i))
	_, height := size(lines)
	r.scene.add(wire{[]point{start, end}, a.class(), true, i + 1, i + 2, a.edge})
	r.scene.add(text(lines, middle.x, y-a.crossed()-4-height, center, a.edge)...)
	r.cross(a, middle)
}

// drawDown draws the arrow from one row to the other.
func (r *ring) drawDown(i int) {
	next := (i + 1) % len(r.boxes)
	a, from, to := r.all[i], r.boxes[i], r.boxes[next]
	outer := from // the box at the end of the longer row
	down := i == r.above-1
	if !down {
		outer = to
	}

	x := outer.middle().x
	var points []point
	switch {
	case down && from.x == to.x:
		points = []point{{x, from.bottom()}, {x, to.y}}
	case down:
		points = []point{{x, from.bottom()}, {x, to.middle().y}, {to.right(), to.middle().y}}
	case from.x == to.x:
		points = []point{{x, from.y}, {x, to.bottom()}}
	default:
		points = []point{{from.x, from.middle().y}, {x, from.middle().y}, {x, to.bottom()}}
	}

	lines := a.says(r.room(i))
	_, height := size(lines)
	middle := (r.inside.from + r.inside.to) / 2
	at, side := x+a.crossed()+6, left
	if down {
		at, side = x-a.crossed()-6, right
	}

	r.scene.add(wire{points, a.class(), true, i + 1, next + 1, a.edge})
	r.scene.add(text(lines, at, math.Round(middle-height/2), side, a.edge)...)
	r.cross(a, point{x, middle})
}

// cross marks a broken arrow.
func (r *ring) cross(a arrow, at point) {
	if a.Broken {
		r.scene.add(badge{center: at, text: Missed.Mark(), font: boldFont, edge: a.edge, class: "fig-missed"})
	}
}

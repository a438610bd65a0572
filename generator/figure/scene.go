package figure

import (
	"math"
	"slices"
)

// A scene is a drawing before it is written: what stands where, in units. All numbers are multiples of a tenth.
type scene struct {
	id, title, desc string
	width, height   float64
	marks           []mark
}

// A mark is one thing in a scene.
type mark interface {
	// extent is the room that it takes.
	extent() rect
	write(p *pen)
}

func (s *scene) add(marks ...mark) { s.marks = append(s.marks, marks...) }

// links reports whether there is something to press.
func (s *scene) links() bool {
	return slices.ContainsFunc(s.marks, func(m mark) bool { _, ok := m.(link); return ok })
}

type point struct{ x, y float64 }

type rect struct{ x, y, w, h float64 }

func (r rect) right() float64  { return r.x + r.w }
func (r rect) bottom() float64 { return r.y + r.h }
func (r rect) middle() point   { return point{r.x + r.w/2, r.y + r.h/2} }

// overlaps reports whether two rectangles have an area in common.
func (r rect) overlaps(o rect) bool {
	return r.x < o.right() && o.x < r.right() && r.y < o.bottom() && o.y < r.bottom()
}

// holds reports whether o lies within r.
func (r rect) holds(o rect) bool {
	return o.x >= r.x && o.y >= r.y && o.right() <= r.right() && o.bottom() <= r.bottom()
}

// around returns the smallest rectangle that holds both.
func (r rect) around(o rect) rect {
	x, y := math.Min(r.x, o.x), math.Min(r.y, o.y)
	return rect{x, y, math.Max(r.right(), o.right()) - x, math.Max(r.bottom(), o.bottom()) - y}
}

// A box is a node, a lane, a bar: a rectangle, or the diamond within it.
type box struct {
	rect
	class   string
	radius  float64
	diamond bool
	// node is the index of the node that it stands for, from 1 on; 0 for a box that is no node.
	node int
}

func (b box) extent() rect { return b.rect }

// side returns how far right or left of the middle the outline is at that height.
func (b box) side(y float64) float64 {
	if !b.diamond {
		return b.w / 2
	}

	return round(b.w / 2 * (1 - math.Abs(y-b.middle().y)/(b.h/2)))
}

// A wire is a line with right angles from a node to another.
type wire struct {
	points []point
	class  string
	// arrow says that it ends in a head.
	arrow bool
	// from and to are the nodes at its ends, as in box; 0 where it starts from or ends in another wire.
	from, to int
	// edge tells which wires belong together.
	edge int
}

func (w wire) extent() rect {
	r := rect{w.points[0].x, w.points[0].y, 0, 0}
	for _, p := range w.points[1:] {
		r = r.around(rect{p.x, p.y, 0, 0})
	}

	return r
}

// An anchor is the side of a text that its x is about.
type anchor uint8

const (
	left anchor = iota
	center
	right
)

// A line is a line of text.
type line struct {
	text  string
	font  font
	class string
}

// A label is some lines of text, one below the other.
type label struct {
	lines  []line
	x, y   float64 // y is the top
	anchor anchor
	// edge is that of the wire it belongs to; 0 for none.
	edge int
}

func (l label) extent() rect {
	w, h := size(l.lines)
	switch l.anchor {
	case center:
		return rect{l.x - w/2, l.y, w, h}
	case right:
		return rect{l.x - w, l.y, w, h}
	default:
		return rect{l.x, l.y, w, h}
	}
}

// size returns how wide and high lines are.
func size(lines []line) (w, h float64) {
	for _, l := range lines {
		w = math.Max(w, l.font.width(l.text))
		h += l.font.line()
	}

	return w, h
}

// A badge is a number in a circle.
type badge struct {
	center point
	text   string
	font   font
	// edge is that of the wire on which it sits.
	edge  int
	class string
}

func (b badge) radius() float64 { return math.Max(9, math.Ceil(b.font.width(b.text)/2)+4) }

func (b badge) extent() rect {
	r := b.radius()
	return rect{b.center.x - r, b.center.y - r, 2 * r, 2 * r}
}

// A link makes its marks lead somewhere.
type link struct {
	href string
	// name is what a reader hears where the marks hold no words.
	name  string
	marks []mark
}

func (l link) extent() rect {
	r := l.marks[0].extent()
	for _, m := range l.marks[1:] {
		r = r.around(m.extent())
	}

	return r
}

// linked returns the marks, within a link if there is somewhere to go.
func linked(href, name string, marks ...mark) []mark {
	if href == "" || len(marks) == 0 {
		return marks
	}

	return []mark{link{href, name, marks}}
}

// A rule is a thin straight line that belongs to no edge.
type rule struct {
	from, to point
	class    string
}

func (r rule) extent() rect {
	return rect{r.from.x, r.from.y, 0, 0}.around(rect{r.to.x, r.to.y, 0, 0})
}

// over returns a rule that lies over bars, with a border of the paper's colour that sets it off from theirs.
func over(r rule) []mark { return []mark{rule{r.from, r.to, "fig-halo"}, r} }

// round returns a multiple of a tenth.
func round(x float64) float64 { return math.Round(x*10) / 10 }

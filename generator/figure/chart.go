package figure

import "math/big"

// chartWidth is that of a wide chart.
const chartWidth = 720.0

func width(o Orientation) float64 {
	if o == Upright {
		return uprightWidth
	}

	return chartWidth
}

// A curve is a line of a chart, or the outline of an area.
type curve struct {
	points []point
	class  string
}

func (c curve) extent() rect {
	r := rect{c.points[0].x, c.points[0].y, 0, 0}
	for _, p := range c.points {
		r = r.around(rect{p.x, p.y, 0, 0})
	}

	return r
}

func (c curve) write(p *pen) {
	p.raw("<path")
	p.attribute("class", c.class)
	p.raw(` d="`)
	p.point('M', c.points[0])
	for i, at := range c.points[1:] {
		switch {
		case at.y == c.points[i].y:
			p.out = append(p.out, 'H')
			p.number(at.x)
		case at.x == c.points[i].x:
			p.out = append(p.out, 'V')
			p.number(at.y)
		default:
			p.point('L', at)
		}
	}

	p.raw(`"/>`)
}

// A dot is a point of a chart.
type dot struct {
	center point
	radius float64
	class  string
}

func (d dot) extent() rect {
	return rect{d.center.x - d.radius, d.center.y - d.radius, 2 * d.radius, 2 * d.radius}
}

func (d dot) write(p *pen) {
	p.raw("<circle")
	p.attribute("class", d.class)
	p.measure("cx", d.center.x)
	p.measure("cy", d.center.y)
	p.measure("r", d.radius)
	p.raw("/>")
}

// A hit is the room in which a pointer means a value; it says what that is.
type hit struct {
	rect
	says string
}

func (h hit) extent() rect { return h.rect }

func (h hit) write(p *pen) {
	p.raw(`<rect class="fig-hit"`)
	p.measure("x", h.x)
	p.measure("y", h.y)
	p.measure("width", h.w)
	p.measure("height", h.h)
	p.raw("><title>")
	p.text(clean(h.says))
	p.raw("</title></rect>")
}

// mostHits is how many parts of a line can be pointed at; those of a longer one hold several values.
const mostHits = 60

// nothing is the scene of a chart without a number.
func nothing(s scene, o Orientation) *scene {
	s.width, s.height = width(o), 64
	s.add(box{rect{0.5, 0.5, s.width - 1, s.height - 1}, "fig-empty", 6, false, 0})
	s.add(text([]line{{"No data yet", plainFont, "fig-soft"}}, s.width/2, 24, center, 0)...)

	return &s
}

// grid draws the lines and numbers of a vertical axis between two x.
func (s *scene) grid(y *scale, from, to float64) {
	for i, name := range y.labels() {
		at := y.at(y.ticks[i])
		class := "fig-hair"
		if y.ticks[i].Sign() == 0 {
			class = "fig-base"
		}

		s.add(rule{point{from, at}, point{to, at}, class})
		s.add(text([]line{{name, plainFont, "fig-soft"}}, from-8, at-plainFont.line()/2, right, 0)...)
	}
}

// known returns the values that are not nil.
func known(values []*big.Rat) []*big.Rat {
	var some []*big.Rat
	for _, v := range values {
		if v != nil {
			some = append(some, v)
		}
	}

	return some
}

// clamp moves the middle of something so that all of it is within the span.
func (s span) clamp(middle, height float64) float64 {
	return round(max(s.from+height/2, min(middle, s.to-height/2)))
}

// apart moves two labels of given heights, whose middles are at a and b, so far apart that they do not touch, and
// both into a span.
func apart(a, heightA, b, heightB float64, within span) (float64, float64) {
	a, b = within.clamp(a, heightA), within.clamp(b, heightB)
	need := (heightA+heightB)/2 + 2
	if a <= b && b-a < need {
		middle := (a + b) / 2
		a, b = middle-need/2, middle+need/2
	} else if a > b && a-b < need {
		middle := (a + b) / 2
		a, b = middle+need/2, middle-need/2
	}

	if top := min(a-heightA/2, b-heightB/2); top < within.from {
		a, b = a+within.from-top, b+within.from-top
	}

	if bottom := max(a+heightA/2, b+heightB/2); bottom > within.to {
		a, b = a-bottom+within.to, b-bottom+within.to
	}

	return round(a), round(b)
}

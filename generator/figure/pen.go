package figure

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A pen writes SVG.
type pen struct{ out []byte }

func (p *pen) raw(text string) { p.out = append(p.out, text...) }

// text writes character data or the value of an attribute in double quotes.
func (p *pen) text(s string) {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "")
	}

	for i := range len(s) {
		switch c := s[i]; c {
		case '&':
			p.raw("&amp;")
		case '<':
			p.raw("&lt;")
		case '>':
			p.raw("&gt;")
		case '"':
			p.raw("&#34;")
		case '\'':
			p.raw("&#39;")
		default:
			p.out = append(p.out, max(c, ' '))
		}
	}
}

// number writes a multiple of a tenth, without a needless zero.
func (p *pen) number(x float64) {
	tenths := int64(math.Round(x * 10))
	if tenths < 0 {
		p.out = append(p.out, '-')
		tenths = -tenths
	}

	p.out = strconv.AppendInt(p.out, tenths/10, 10)
	if tenths%10 != 0 {
		p.out = append(p.out, '.', byte('0'+tenths%10))
	}
}

// attribute writes a name and a text.
func (p *pen) attribute(name, value string) {
	p.out = append(p.out, ' ')
	p.raw(name)
	p.raw(`="`)
	p.text(value)
	p.out = append(p.out, '"')
}

// measure writes a name and a number.
func (p *pen) measure(name string, value float64) {
	p.out = append(p.out, ' ')
	p.raw(name)
	p.raw(`="`)
	p.number(value)
	p.out = append(p.out, '"')
}

// point writes a command of a path and where it leads.
func (p *pen) point(command byte, at point) {
	p.out = append(p.out, command)
	p.number(at.x)
	p.out = append(p.out, ' ')
	p.number(at.y)
}

// write writes the scene as one element. Variant is its class; the ids of a figure's two variants differ.
func (s *scene) write(p *pen, variant string) {
	id := strings.Join(strings.Fields(s.id), "-") + "-" + strings.TrimPrefix(variant, "fig-")
	role := "img"
	if s.links() {
		role = "group" // the inside of an image is not read out, and cannot be reached
	}

	p.raw("<svg")
	p.attribute("class", variant)
	p.raw(` viewBox="0 0 `)
	p.number(s.width)
	p.raw(" ")
	p.number(s.height)
	p.raw(`"`)
	p.measure("width", s.width)
	p.measure("height", s.height)
	p.attribute("role", role)
	p.attribute("aria-labelledby", id+"-t")
	if s.desc != "" {
		p.attribute("aria-describedby", id+"-d")
	}

	p.raw("><title")
	p.attribute("id", id+"-t")
	p.raw(">")
	p.text(clean(s.title))
	p.raw("</title>")
	if s.desc != "" {
		p.raw("<desc")
		p.attribute("id", id+"-d")
		p.raw(">")
		p.text(clean(s.desc))
		p.raw("</desc>")
	}

	for _, m := range s.marks {
		m.write(p)
	}

	p.raw("</svg>")
}

func (b box) write(p *pen) {
	if b.diamond {
		m := b.middle()
		p.raw("<path")
		p.attribute("class", b.class)
		p.raw(` d="`)
		p.point('M', point{m.x, b.y})
		p.point('L', point{b.right(), m.y})
		p.point('L', point{m.x, b.bottom()})
		p.point('L', point{b.x, m.y})
		p.raw(`z"/>`)
		return
	}

	p.raw("<rect")
	p.attribute("class", b.class)
	p.measure("x", b.x)
	p.measure("y", b.y)
	p.measure("width", b.w)
	p.measure("height", b.h)
	if b.radius > 0 {
		p.measure("rx", b.radius)
	}

	p.raw("/>")
}

// bend is the radius of a wire's corners.
const bend = 8

func (w wire) write(p *pen) {
	p.raw("<path")
	p.attribute("class", w.class)
	p.raw(` d="`)
	p.point('M', w.points[0])

	last := len(w.points) - 1
	for i := 1; i < last; i++ {
		before, corner, after := w.points[i-1], w.points[i], w.points[i+1]
		radius := math.Min(bend, math.Min(distance(before, corner), distance(corner, after))/2)
		p.point('L', toward(corner, before, radius))
		p.point('Q', corner)
		p.out = append(p.out, ' ')
		end := toward(corner, after, radius)
		p.number(end.x)
		p.out = append(p.out, ' ')
		p.number(end.y)
	}

	end := w.points[last]
	if w.arrow {
		end = toward(end, w.points[last-1], headLength-1)
	}

	p.point('L', end)
	p.raw(`"/>`)

	if w.arrow {
		w.writeHead(p)
	}
}

// headLength is how long an arrow's head is.
const headLength = 9

func (w wire) writeHead(p *pen) {
	tip := w.points[len(w.points)-1]
	base := toward(tip, w.points[len(w.points)-2], headLength)
	dx, dy := (tip.y-base.y)*4/headLength, (tip.x-base.x)*4/headLength

	p.raw("<path")
	p.attribute("class", strings.Replace(w.class, "fig-wire", "fig-head", 1))
	p.raw(` d="`)
	p.point('M', tip)
	p.point('L', point{base.x - dx, base.y + dy})
	p.point('L', point{base.x + dx, base.y - dy})
	p.raw(`z"/>`)
}

// distance is that of two points on a horizontal or a vertical line.
func distance(a, b point) float64 { return math.Abs(a.x-b.x) + math.Abs(a.y-b.y) }

// toward returns the point that lies that far from one point on the way to another.
func toward(from, to point, by float64) point {
	d := distance(from, to)
	if d == 0 {
		return from
	}

	return point{round(from.x + (to.x-from.x)*by/d), round(from.y + (to.y-from.y)*by/d)}
}

func (l label) write(p *pen) {
	y := l.y
	for _, line := range l.lines {
		step := line.font.line()
		p.raw("<text")
		if line.class != "" {
			p.attribute("class", line.class)
		}

		p.measure("x", l.x)
		p.measure("y", baseline(y, line.font))
		p.measure("font-size", float64(line.font.size))
		switch l.anchor {
		case center:
			p.raw(` text-anchor="middle"`)
		case right:
			p.raw(` text-anchor="end"`)
		}

		if line.font.bold {
			p.raw(` font-weight="600"`)
		}

		p.raw(">")
		p.text(line.text)
		p.raw("</text>\n") // lines are words apart for those who hear them
		y += step
	}
}

// baseline returns where a line of text with its top at y stands.
func baseline(y float64, f font) float64 { return y + float64(f.size) }

func (b badge) write(p *pen) {
	class := ""
	if b.class != "" {
		class = " " + b.class
	}

	p.raw("<circle")
	p.attribute("class", "fig-badge"+class)
	p.measure("cx", b.center.x)
	p.measure("cy", b.center.y)
	p.measure("r", b.radius())
	p.raw("/>")
	label{[]line{{b.text, b.font, "fig-number" + class}}, b.center.x, b.center.y - b.font.line()/2, center, 0}.write(p)
}

func (l link) write(p *pen) {
	p.raw(`<a class="fig-link"`)
	p.attribute("href", l.href)
	if l.name != "" && !slices.ContainsFunc(l.marks, isLabel) {
		p.attribute("aria-label", l.name)
	}

	p.raw(">")
	for _, m := range l.marks {
		m.write(p)
	}

	p.raw("</a>")
}

// isLabel reports whether a mark is words: then they are what a reader hears of a link.
func isLabel(m mark) bool {
	_, ok := m.(label)

	return ok
}

func (r rule) write(p *pen) {
	p.raw("<path")
	p.attribute("class", r.class)
	p.raw(` d="`)
	p.point('M', r.from)
	p.point('L', r.to)
	p.raw(`"/>`)
}

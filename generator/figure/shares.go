package figure

import (
	"math/big"
	"slices"
)

// Shares are wholes and their parts, a bar of full length each: who carries how much.
type Shares struct {
	ID, Title, Desc string
	Unit, Currency  string
	// Parts are what every row is made of, in order.
	Parts []Part
	Rows  []Whole
}

// A Part is one sort of thing of which wholes are made.
type Part struct {
	Label string
	Tone  Tone
}

// A Whole is one row: a value for each part. Those that are nil, missing or below zero count as nothing.
type Whole struct {
	Label  string
	Values []*big.Rat
	Href   string
}

// SVG returns the chart in one orientation.
func (s Shares) SVG(o Orientation) string { return svg(s.scene(o)) }

// HTML returns the chart in both orientations.
func (s Shares) HTML() string { return markup(s.scene(Wide), s.scene(Upright)) }

// Table returns a row per whole, and a column per part with its number and share.
func (s Shares) Table() Table {
	t := Table{Header: []string{"What"}}
	for _, p := range s.Parts {
		t.Header = append(t.Header, clean(p.Label))
	}

	for _, w := range s.Rows {
		cells := []string{clean(w.Label)}
		for i := range s.Parts {
			cells = append(cells, s.says(w, i))
		}

		t.Rows = append(t.Rows, cells)
	}

	return t
}

// Filled returns the chart without the parts of which no row has anything.
func (s Shares) Filled() Shares {
	filled := s
	filled.Parts, filled.Rows = nil, slices.Clone(s.Rows)
	for n := range filled.Rows {
		filled.Rows[n].Values = nil
	}

	for i, part := range s.Parts {
		if !slices.ContainsFunc(s.Rows, func(w Whole) bool { return w.has(i) }) {
			continue
		}

		filled.Parts = append(filled.Parts, part)
		for n, w := range s.Rows {
			filled.Rows[n].Values = append(filled.Rows[n].Values, w.value(i))
		}
	}

	return filled
}

// says is "12 (40%)".
func (s Shares) says(w Whole, part int) string {
	value := w.value(part)
	if value == nil {
		return "–"
	}

	text := Format(value, s.Unit, s.Currency)
	if share := percentOf(value, s.sum(w)); share != "" && s.Unit != "percent" {
		text += " (" + share + ")"
	}

	return text
}

// value returns the value of a part; nil if there is none to draw.
func (w Whole) value(part int) *big.Rat {
	if part >= len(w.Values) || w.Values[part] == nil || w.Values[part].Sign() < 0 {
		return nil
	}

	return w.Values[part]
}

func (s Shares) sum(w Whole) *big.Rat {
	sum := new(big.Rat)
	for i := range s.Parts {
		if v := w.value(i); v != nil {
			sum.Add(sum, v)
		}
	}

	return sum
}

// name is what a part is called in the drawing: with the mark of its verdict, so that it is not told by colour alone.
func (p Part) name() string { return p.mark() + clean(p.Label) }

// mark is the sign of a part that is a verdict, with a space behind; "" for others.
func (p Part) mark() string {
	switch p.Tone {
	case Met, Missed, Warn, Wait:
		return p.Tone.Mark() + " "
	default:
		return ""
	}
}

func (s Shares) scene(o Orientation) *scene {
	c := &scene{id: s.ID, title: s.Title, desc: s.Desc, width: width(o)}
	if len(s.Rows) == 0 || len(s.Parts) == 0 {
		return nothing(*c, o)
	}

	y := s.drawKey(c, 2)
	for _, w := range s.Rows {
		y = s.drawRow(c, w, y)
	}

	c.height = y - 12

	return c
}

// drawKey names the parts, each beside a sample, and returns where the rows begin.
func (s Shares) drawKey(c *scene, y float64) float64 {
	x, height := 0.0, 0.0
	for _, p := range s.Parts {
		name := set(p.name(), plainFont, "", c.width-22)
		w, h := size(name)
		if x > 0 && x+18+w > c.width {
			x, y, height = 0, y+height+4, 0
		}

		c.add(box{rect{x + 0.5, y + 2.5, 12, 12}, "fig-share" + p.Tone.class(), 0, false, 0})
		c.add(text(name, x+18, y, left, 0)...)
		x += 18 + w + 18
		height = max(height, max(h, plainFont.line()))
	}

	return y + height + 12
}

// has reports whether there is something of a part.
func (w Whole) has(part int) bool {
	v := w.value(part)
	return v != nil && v.Sign() > 0
}

// drawRow writes the row's name, and on the right of it what has no room in the bar below, and returns where the next
// row begins.
func (s Shares) drawRow(c *scene, w Whole, y float64) float64 {
	x := &scale{min: new(big.Rat), max: s.sum(w), from: 0.5, to: c.width - 0.5}
	segments := s.segments(w, x)
	var small []string
	for _, g := range segments {
		if g.words == "" {
			small = append(small, g.part.name()+": "+s.says(w, g.index))
		}
	}

	rest := set(sentence(small...), plainFont, "fig-soft", c.width*0.62)
	restWidth, restHeight := size(rest)
	name := set(w.Label, boldFont, "", c.width-restWidth-16)
	_, h := size(name)
	c.add(linked(w.Href, clean(w.Label), text(name, 0, y, left, 0)...)...)
	c.add(text(rest, c.width, y, right, 0)...)
	y += max(h, restHeight) + 4
	if len(segments) == 0 {
		c.add(box{rect{0, y, c.width, 24}, "fig-track", 0, false, 0})
		c.add(text([]line{{"No data yet", plainFont, "fig-soft"}}, 8, y+4, left, 0)...)
	}

	for _, g := range segments {
		c.add(box{rect{g.from, y, g.width, 24}, "fig-share" + g.part.Tone.class(), 0, false, 0})
		if g.words != "" {
			c.add(text([]line{{g.words, boldFont, "fig-tone" + g.part.Tone.class()}}, g.from+6, y+4, left, 0)...)
		}

		c.add(hit{rect{g.from, y, g.width, 24}, clean(g.part.Label) + ": " + s.says(w, g.index)})
	}

	return y + 24 + 14
}

// A segment is a part of a bar.
type segment struct {
	part        Part
	index       int
	from, width float64
	// words stand in it; "" where there is no room.
	words string
}

// segments cuts a row's bar; none for a row without a number.
func (s Shares) segments(w Whole, x *scale) []segment {
	if x.max.Sign() == 0 {
		return nil
	}

	var all []segment
	before := new(big.Rat)
	for i, p := range s.Parts {
		if !w.has(i) {
			continue
		}

		v := w.value(i)
		from := x.at(before)
		before.Add(before, v)
		g := segment{part: p, index: i, from: from, width: round(x.at(before) - from)}
		for _, words := range []string{s.says(w, i), Format(v, s.Unit, s.Currency), Format(v, "", "")} {
			if words = p.mark() + words; boldFont.width(words)+8 <= g.width {
				g.words = words
				break
			}
		}

		all = append(all, g)
	}

	return all
}

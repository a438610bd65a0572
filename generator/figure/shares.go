package figure

import "math/big"

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

func (s Shares) scene(o Orientation) *scene {
	c := &scene{id: s.ID, title: s.Title, desc: s.Desc, width: width(o)}
	if len(s.Rows) == 0 || len(s.Parts) == 0 {
		return nothing(*c, o)
	}

	y := s.drawKey(c, 2)
	for _, w := range s.Rows {
		name := set(w.Label, boldFont, "", c.width)
		_, h := size(name)
		c.add(linked(w.Href, clean(w.Label), text(name, 0, y, left, 0)...)...)
		y += h + 4
		s.drawWhole(c, w, y)
		y += 24 + 14
	}

	c.height = y - 12

	return c
}

// drawKey names the parts, each beside a sample, and returns where the rows begin.
func (s Shares) drawKey(c *scene, y float64) float64 {
	x, height := 0.0, 0.0
	for _, p := range s.Parts {
		name := set(p.Label, plainFont, "", c.width-22)
		w, h := size(name)
		if x > 0 && x+18+w > c.width {
			x, y, height = 0, y+height+4, 0
		}

		c.add(bar(rect{x, y + 3, 12, 12}, p.Tone.class(), false))
		c.add(text(name, x+18, y, left, 0)...)
		x += 18 + w + 18
		height = max(height, max(h, plainFont.line()))
	}

	return y + height + 12
}

func (s Shares) drawWhole(c *scene, w Whole, y float64) {
	x := &scale{min: new(big.Rat), max: s.sum(w), from: 0.5, to: c.width - 0.5}
	if x.max.Sign() == 0 {
		c.add(box{rect{0, y, c.width, 24}, "fig-track", 0, false, 0})
		c.add(text([]line{{"No data yet", plainFont, "fig-soft"}}, 8, y+4, left, 0)...)
		return
	}

	before := new(big.Rat)
	for i, p := range s.Parts {
		v := w.value(i)
		if v == nil || v.Sign() == 0 {
			continue
		}

		from := x.at(before)
		before.Add(before, v)
		to := x.at(before)
		c.add(box{rect{from, y, round(to - from), 24}, "fig-share" + p.Tone.class(), 0, false, 0})
		for _, words := range []string{s.says(w, i), Format(v, s.Unit, s.Currency), Format(v, "", "")} {
			if boldFont.width(words)+8 <= to-from {
				c.add(text([]line{{words, boldFont, "fig-tone" + p.Tone.class()}}, from+6, y+4, left, 0)...)
				break
			}
		}

		c.add(hit{rect{from, y, round(to - from), 24}, clean(p.Label) + ": " + s.says(w, i)})
	}
}

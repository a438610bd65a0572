package figure

import "math/big"

// A row is a thing with a name, a bar from zero and a number behind the bar.
type row struct {
	name, href string
	sub        string // a softer text under the name
	class      string // of the bar
	value      *big.Rat
	// limit is a mark on the bar's scale; nil for none.
	limit *big.Rat
	// text stands behind the bar, verdict behind that.
	text    string
	verdict Verdict
	// between is written between this row and the one before.
	between string
	says    string
	hollow  bool
}

// A rowChart is a column of rows on one scale.
type rowChart struct {
	*scene
	rows  []row
	names [][]line
	ends  [][]line
	x     *scale
}

const barHeight = 18.0

// drawRows draws rows below each other. The scale is that of all values and limits, and holds zero.
func drawRows(s scene, o Orientation, rows []row, unit, currency string) *scene {
	if len(rows) == 0 {
		return nothing(s, o)
	}

	c := &rowChart{scene: &s, rows: rows}
	c.width = width(o)
	c.x = c.scale(unit, currency)
	c.placeWords()
	y := 4.0
	for i := range rows {
		y = c.drawRow(i, y)
	}

	c.height = y
	c.drawZero()

	return c.scene
}

// scale ends at the longest bar, not at a round number: nothing is written at it.
func (c *rowChart) scale(unit, currency string) *scale {
	x := &scale{min: new(big.Rat), max: new(big.Rat), unit: unit, currency: currency}
	for _, r := range c.rows {
		for _, v := range known([]*big.Rat{r.value, r.limit}) {
			if v.Cmp(x.min) < 0 {
				x.min = v
			}

			if v.Cmp(x.max) > 0 {
				x.max = v
			}
		}
	}

	if unit == "percent" && x.max.Cmp(big.NewRat(60, 1)) > 0 && x.max.Cmp(hundred) < 0 {
		x.max = hundred
	}

	return x
}

// placeWords wraps names and numbers; the bars get what is left between them.
func (c *rowChart) placeWords() {
	nameWidth, endWidth := 0.0, 0.0
	for _, r := range c.rows {
		name := append(set(r.name, plainFont, "", c.width*0.32), set(r.sub, plainFont, "fig-soft", c.width*0.32)...)
		r.text = fitted(r.text, r.value, c.x.unit, c.x.currency, c.width*0.36)
		r.text = fitted(r.text, r.limit, c.x.unit, c.x.currency, c.width*0.36)
		end := append(set(r.text, boldFont, "", c.width*0.36), r.verdict.lines(c.width*0.36)...)
		if len(end) == 2 {
			if one := r.text + "  " + r.verdict.String(); boldFont.width(one) <= c.width*0.2 {
				end = []line{{r.text + " " + r.verdict.String(), boldFont, "fig-tone" + r.verdict.Tone.class()}}
			}
		}

		w, _ := size(name)
		nameWidth = max(nameWidth, w)
		w, _ = size(end)
		endWidth = max(endWidth, w)
		c.names, c.ends = append(c.names, name), append(c.ends, end)
	}

	c.x.from, c.x.to = nameWidth+10, c.width-endWidth-8
	if nameWidth == 0 {
		c.x.from = 2
	}

	if c.x.min.Sign() < 0 {
		c.x.from += 4
	}
}

// drawRow draws one row and returns where the next begins.
func (c *rowChart) drawRow(i int, y float64) float64 {
	r := c.rows[i]
	if between := set(r.between, plainFont, "fig-soft", c.width-c.x.zero()-20); len(between) > 0 {
		_, h := size(between)
		c.add(label{between, c.x.zero() + 6, y - 3, left, 0})
		y += h
	}

	_, nameHeight := size(c.names[i])
	_, endHeight := size(c.ends[i])
	height := max(barHeight, max(nameHeight, endHeight))
	middle := y + height/2
	zero, end := c.x.zero(), c.x.zero()
	if r.value != nil {
		end = c.x.at(r.value)
	}

	if r.says != "" {
		c.add(hit{rect{0, y, c.width, height}, r.says})
	}

	marks := text(c.names[i], c.x.from-10-extra(c.x), round(middle-nameHeight/2), right, 0)
	c.add(linked(r.href, clean(r.name), marks...)...)
	if r.value != nil {
		c.add(bar(rect{min(zero, end), round(middle - barHeight/2), max(1, max(zero, end)-min(zero, end)), barHeight}, r.class, r.hollow))
	}

	if r.limit != nil {
		at := c.x.at(r.limit)
		c.add(over(rule{point{at, round(middle - barHeight/2 - 3)}, point{at, round(middle + barHeight/2 + 3)}, "fig-limit"})...)
		end = max(end, at)
	}

	c.add(text(c.ends[i], max(end, zero)+8, round(middle-endHeight/2), left, 0)...)

	return y + height + 8
}

// extra is the room between the names and bars that lead left.
func extra(x *scale) float64 {
	if x.min.Sign() < 0 {
		return 4
	}

	return 0
}

// bar returns a bar; a hollow one is not complete or not measured.
func bar(r rect, class string, hollow bool) box {
	if hollow {
		class += " fig-hollow"
		if r.w > 1.5 && r.h > 1.5 {
			r = rect{r.x + 0.5, r.y + 0.5, r.w - 1, r.h - 1}
		}
	}

	return box{r, "fig-bar" + class, 0, false, 0}
}

// drawZero draws the line from which the bars start.
func (c *rowChart) drawZero() {
	c.add(rule{point{c.x.zero(), 0}, point{c.x.zero(), c.height - 4}, "fig-base"})
}

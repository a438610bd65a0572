package figure

import (
	"cmp"
	"math/big"
	"slices"
)

// Bands are a scale cut into named ranges: what a score means.
type Bands struct {
	ID, Title, Desc string
	// Max is where the scale ends. It starts at the lowest Min.
	Max   *big.Rat
	Bands []Band
	// Marks are values on the scale; those outside of it stand at its end.
	Marks []BandMark
}

// A Band is a range from Min up to the next band. One without Min is left out.
type Band struct {
	Label string
	Min   *big.Rat
	Tone  Tone
}

// A BandMark is a named value on the scale. One without Value is left out.
type BandMark struct {
	Label string
	Value *big.Rat
	Href  string
}

// SVG returns the scale in one orientation.
func (b Bands) SVG(o Orientation) string { return svg(b.scene(o)) }

// HTML returns the scale in both orientations.
func (b Bands) HTML() string { return markup(b.scene(Wide), b.scene(Upright)) }

// Table returns a row per band and per mark: label, range or value.
func (b Bands) Table() Table {
	t := Table{Header: []string{"Band", "Score"}}
	bands := b.inOrder()
	for i, band := range bands {
		t.Rows = append(t.Rows, []string{clean(band.Label), b.span(bands, i)})
	}

	for _, m := range b.Marks {
		if m.Value != nil {
			t.Rows = append(t.Rows, []string{clean(m.Label), Format(m.Value, "score", "")})
		}
	}

	return t
}

// inOrder returns the bands from the lowest on.
func (b Bands) inOrder() []Band {
	bands := slices.DeleteFunc(slices.Clone(b.Bands), func(band Band) bool { return band.Min == nil })
	slices.SortStableFunc(bands, func(a, b Band) int { return a.Min.Cmp(b.Min) })

	return bands
}

// span is "25 to 50", the last "75 and more".
func (b Bands) span(bands []Band, i int) string {
	from := Format(bands[i].Min, "score", "")
	if i+1 == len(bands) {
		return from + " and more"
	}

	return from + " to " + Format(bands[i+1].Min, "score", "")
}

func (b Bands) scene(o Orientation) *scene {
	s := &scene{id: b.ID, title: b.Title, desc: b.Desc, width: width(o)}
	bands := b.inOrder()
	if len(bands) == 0 {
		return nothing(*s, o)
	}

	x := &scale{min: bands[0].Min, max: bands[len(bands)-1].Min, from: 0.5, to: s.width - 0.5}
	if b.Max != nil && b.Max.Cmp(x.max) > 0 {
		x.max = b.Max
	}

	over := &scene{width: s.width}
	s.height = b.drawBands(s, x, bands, b.drawMarks(over, x))
	s.add(over.marks...)

	return s
}

// drawMarks writes the marks over the scale, in as many rows as they need, and returns where the scale begins.
func (b Bands) drawMarks(s *scene, x *scale) float64 {
	marks := slices.DeleteFunc(slices.Clone(b.Marks), func(m BandMark) bool { return m.Value == nil })
	slices.SortStableFunc(marks, func(a, b BandMark) int { return a.Value.Cmp(b.Value) })
	labels := make([]label, len(marks))
	spans := make([]span, len(marks))
	height := 0.0
	for i, m := range marks {
		lines := set(cmp.Or(clean(m.Label), "value")+" "+Format(m.Value, "score", ""), plainFont, "", s.width/3)
		w, h := size(lines)
		at := b.markAt(x, m)
		labels[i] = label{lines: lines, x: round(max(0, min(at+5, s.width-w)))}
		spans[i] = span{min(labels[i].x, at-1), max(labels[i].x+w, at+1)}
		height = max(height, h)
	}

	// From the right, so that the line down from a mark passes left of the names below it.
	rows := pack(spans, sorted(spans, func(a, b span) int { return cmp.Compare(b.from, a.from) }), 8)
	count := 0
	for _, r := range rows {
		count = max(count, r+1)
	}

	y := float64(count) * (height + 4)
	for i := range marks {
		labels[i].y = y - float64(rows[i]+1)*(height+4)
	}

	for i, m := range marks {
		at := b.markAt(x, m)
		line := rect{at - 2, labels[i].y + 2, 4, 0}
		if own := labels[i].extent(); own.x < at+2 {
			line.y = own.bottom()
		}

		line.h = y + 4 - line.y
		if slices.ContainsFunc(labels, func(l label) bool { return l.extent().overlaps(line) }) {
			line.y, line.h = y-2, 6 // names are in the way
		}

		s.add(rule{point{at, line.y}, point{at, line.bottom()}, "fig-limit"})
		s.add(hit{labels[i].extent(), clean(m.Label) + " " + Format(m.Value, "score", "")})
		s.add(linked(m.Href, clean(m.Label), labels[i])...)
	}

	return y + 4
}

// markAt returns where a mark stands, within the scale.
func (b Bands) markAt(x *scale, m BandMark) float64 {
	return max(1, min(x.at(m.Value), x.to-1))
}

// drawBands draws the scale and writes each band's name and range below it; those that are too narrow for their name
// have it below the others. It returns the height of all.
func (b Bands) drawBands(s *scene, x *scale, bands []Band, y float64) float64 {
	below := y + 24 + 4
	bottom := below
	var narrow []int
	for i, band := range bands {
		from, to := min(x.at(band.Min), s.width-1.5), x.to
		if i+1 < len(bands) {
			to = min(x.at(bands[i+1].Min), s.width-1.5)
		}

		s.add(box{rect{from, y, round(max(1, to-from)), 24}, "fig-share" + band.Tone.class(), 0, false, 0})
		s.add(hit{rect{from, y, round(max(1, to-from)), 24}, clean(band.Label) + ": " + b.span(bands, i)})
		room := to - from - 6
		if boldFont.longest(clean(band.Label)) > room || plainFont.longest(b.span(bands, i)) > room {
			narrow = append(narrow, i)
			continue
		}

		lines := append(set(band.Label, boldFont, "fig-tone"+band.Tone.class(), room), set(b.span(bands, i), plainFont, "fig-soft", room)...)
		_, h := size(lines)
		s.add(text(lines, from, below, left, 0)...)
		bottom = max(bottom, below+h)
	}

	for _, i := range narrow {
		lines := set(bands[i].Label+" "+b.span(bands, i), plainFont, "fig-tone"+bands[i].Tone.class(), s.width)
		w, h := size(lines)
		s.add(text(lines, min(x.at(bands[i].Min), s.width-w), bottom+2, left, 0)...)
		bottom += h + 2
	}

	return bottom + 4
}

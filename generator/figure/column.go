package figure

import (
	"math"
)

// placeColumns decides how wide columns are, and reports whether they fit.
func (l *layered) placeColumns() bool {
	fixed := 2 * margin
	if l.laneNames() {
		fixed += l.laneWidth()
	}

	if l.cols[0].tracks > 0 {
		fixed += l.cols[0].channel()
	}

	for c := 1; c < len(l.cols)-1; c++ {
		fixed += l.cols[c].channel()
	}

	if last := l.cols[len(l.cols)-1]; last.tracks > 0 || last.label > 0 {
		fixed += last.channel()
	}

	wanted, least := 0.0, 0.0
	leasts := make([]float64, len(l.cols))
	for c := 1; c < len(l.cols); c++ {
		leasts[c] = l.leastWidth(c - 1)
		l.cols[c].width = l.wantedWidth(c-1, leasts[c])
		wanted += l.cols[c].width
		least += leasts[c]
	}

	if fixed+least > wideWidth {
		return false
	}

	if over := fixed + wanted - wideWidth; over > 0 {
		share := over / (wanted - least)
		for c := 1; c < len(l.cols); c++ {
			l.cols[c].width = math.Floor(l.cols[c].width - (l.cols[c].width-leasts[c])*share)
		}
	}

	l.placeBoxes()

	return l.fits()
}

// laneWidth is the room for the names of lanes: at which no common word is broken.
func (l *layered) laneWidth() float64 {
	width := 80.0
	for _, lane := range l.lanes {
		width = math.Max(width, boldFont.longest(clean(lane.Label)))
	}

	return math.Min(width, 160) + 16
}

func (l *layered) laneNames() bool { return len(l.lanes) > 0 }

const (
	leastColumn = 92.0
	mostColumn  = 188.0
	// padding is what a box needs beside its text, on both sides together.
	padding = 16.0
)

// leastWidth returns the width at which no common word in the column is broken.
func (l *layered) leastWidth(col int) float64 {
	width := 0.0
	for i, it := range l.items {
		switch {
		case l.col[i] != col:
		case it.gate:
			_, b := gate(it)
			width = math.Max(width, b.w)
		default:
			width = math.Max(width, math.Max(leastColumn, longestWord(it.lines(1e6))+padding))
		}
	}

	return math.Min(width, mostColumn+64)
}

// gate returns the words of an item and the diamond around them.
func gate(it item) ([]line, box) {
	words := it.lines(math.Min(96, math.Max(48, longestWord(it.lines(1e6)))))
	w, h := size(words)

	return words, box{rect{0, 0, math.Max(72, 2*math.Ceil(w)+8), math.Max(56, 2*math.Ceil(h)+8)}, it.class, 0, true, 0}
}

// longestWord returns the width of the longest part of lines that has no place to break.
func longestWord(lines []line) float64 {
	width := 0.0
	for _, l := range lines {
		width = math.Max(width, l.font.longest(l.text))
	}

	return width
}

// wantedWidth returns the width at which no text in the column has more than four lines, if there is one.
func (l *layered) wantedWidth(col int, least float64) float64 {
	for width := least; ; width += 12 {
		most := 0
		for i, it := range l.items {
			if l.col[i] == col && !it.gate {
				most = max(most, len(it.lines(width-padding)))
			}
		}

		if most <= 4 || width >= mostColumn {
			return width
		}
	}
}

// placeBoxes puts boxes into their columns and gives them the height of their text.
func (l *layered) placeBoxes() {
	l.boxes = make([]box, len(l.items))
	l.words = make([][]line, len(l.items))
	for i, it := range l.items {
		width := l.cols[l.col[i]+1].width
		var b box
		if it.gate {
			l.words[i], b = gate(it)
		} else {
			l.words[i] = it.lines(width - padding)
			_, h := size(l.words[i])
			b = box{rect{0, 0, width, 2 * math.Ceil(math.Max(40, h+18)/2)}, it.class, 6, false, 0}
		}

		b.node = i + 1
		l.boxes[i] = b
	}

	for c := 1; c < len(l.cols); c++ {
		widest := 0.0
		for i, b := range l.boxes {
			if l.col[i] == c-1 {
				widest = math.Max(widest, b.w)
			}
		}

		l.cols[c].width = math.Max(widest, 48)
	}

	x := margin
	if l.laneNames() {
		x += l.laneWidth()
	}

	l.cols[0].x = x
	if l.cols[0].tracks > 0 {
		x += l.cols[0].channel()
	}

	for c := 1; c < len(l.cols); c++ {
		l.cols[c].x = x
		x += l.cols[c].width
		if last := c == len(l.cols)-1; !last || l.cols[c].tracks > 0 || l.cols[c].label > 0 {
			x += l.cols[c].channel()
		}
	}

	l.scene.width = math.Ceil(x + margin)
	for i := range l.boxes {
		c := l.cols[l.col[i]+1]
		l.boxes[i].x = round(c.x + (c.width-l.boxes[i].w)/2)
	}
}

// fits reports whether the scene is not too wide, and no text runs to more lines than one cares to read.
func (l *layered) fits() bool {
	for _, words := range l.words {
		if len(words) > 9 {
			return false
		}
	}

	return l.scene.width <= wideWidth
}

// placeRows decides how high everything stands.
func (l *layered) placeRows() {
	y := margin
	if l.headHeight() > 0 {
		y += l.headHeight() + 6
	}

	lane, top := 0, y
	for r := range l.rows {
		l.gapY[r] = y + 12
		y += 12 + float64(l.gaps[r])*trackPitch
		l.rows[r].middle = math.Ceil(y + l.rows[r].above)
		y = l.rows[r].middle + l.rows[r].below
		if r+1 == l.laneRows[lane+1] {
			y = math.Max(y+12, top+l.laneHeight(lane))
			lane, top = lane+1, y
		}
	}

	l.gapY[len(l.rows)] = y
	y += float64(l.gaps[len(l.rows)]) * trackPitch
	l.scene.height = math.Ceil(y + margin)

	for i := range l.boxes {
		l.boxes[i].y = l.rows[l.row[i]].middle - l.boxes[i].h/2
	}

	for _, h := range l.hops {
		h.out += l.rows[l.row[h.from]].middle
		h.in += l.rows[l.row[h.to]].middle
	}
}

// headHeight is the height of the headings of columns.
func (l *layered) headHeight() float64 {
	height := 0.0
	for c, head := range l.heads {
		_, h := size(l.headLines(c, head))
		height = math.Max(height, h)
	}

	return height
}

func (l *layered) headLines(c int, head string) []line {
	return set(head, boldFont, "fig-soft", l.cols[c+1].width+16)
}

func (l *layered) laneName(i int) []line {
	return set(l.lanes[i].Label, boldFont, "fig-name"+l.lanes[i].Tone.class(), l.laneWidth()-16)
}

// laneHeight is what the name of a lane needs.
func (l *layered) laneHeight(i int) float64 {
	if !l.laneNames() {
		return 0
	}

	_, height := size(l.laneName(i))

	return height + 16
}

package figure

import (
	"math"
	"strconv"
)

// A layered scene has its items in columns and rows. Arrows leave an item on its right side and arrive at the left
// side of another. Between two columns is a channel in which they run up and down, each on its own track; between
// two rows is a channel for those that pass over columns or lead back. What is written at an arrow stands over
// its first part, where nothing else passes.
type layered struct {
	scene *scene
	items []item
	boxes []box
	words [][]line
	lanes []Lane
	// laneRows is the first row of each lane, and after the last the number of rows.
	laneRows []int
	heads    []string // of columns
	row, col []int    // of each item
	rows     []layerRow
	cols     []layerCol
	hops     []*hop
	// gaps are the channels above each row and one below the last, as many tracks each.
	gaps []int
	gapY []float64
}

type layerRow struct {
	above, below float64 // room above and below its middle
	middle       float64
}

// A layerCol is a column and the channel on its right. The first is empty: only its channel is used.
type layerCol struct {
	x, width float64
	label    float64 // room for words in the channel
	tracks   int
}

func (c layerCol) right() float64 { return c.x + c.width }

// channel is the width of the channel.
func (c layerCol) channel() float64 {
	width := c.label + 24
	if c.tracks > 0 {
		width += float64(c.tracks)*trackPitch - 2
	}

	return width
}

const trackPitch = 10.0

// A hop is an arrow to one target.
type hop struct {
	arrow
	to    int
	lines []line
	// out and in are the heights of its ends, from the middle of their rows, then in the scene.
	out, in float64
	// far hops pass through the channel above row gap, on a track of it.
	far      bool
	gap      int
	gapTrack int
	// first and second are the tracks on which it runs up or down; second is used only by far hops.
	first, second int
}

// layer places items; cols are their columns from 0 on, rows their rows. It returns nil if they need more room
// than a wide scene has.
func layer(s scene, l layered, all []arrow) *scene {
	l.scene = &s
	columns := len(l.heads)
	for _, c := range l.col {
		columns = max(columns, c+1)
	}

	if columns > 7 || len(l.items) == 0 {
		return nil
	}

	l.cols = make([]layerCol, columns+1)
	l.rows = make([]layerRow, l.laneRows[len(l.laneRows)-1])
	l.findHops(all)
	l.placeGapTracks()
	slots := l.slots()
	l.placeTracks(slots)
	if !l.placeColumns() {
		return nil
	}

	l.placeSlots(slots)
	l.placeRows()
	l.draw()

	return l.scene
}

// maxLabel is how wide words at an arrow may be.
const maxLabel = 96

func (l *layered) findHops(all []arrow) {
	for _, a := range all {
		for i, to := range a.to {
			h := &hop{arrow: a, to: to, far: l.col[to] != l.col[a.from]+1}
			if i > 0 {
				h.Edge = Edge{Broken: a.Broken}
			}

			h.lines = h.says(maxLabel)
			if number := h.Note.Number; number > 0 {
				h.lines = append(h.lines, set(strconv.Itoa(number)+" "+h.Note.Text, plainFont, "fig-soft", maxLabel)...)
				h.lines = append(h.lines, h.Note.Verdict.lines(maxLabel)...)
			} else {
				h.lines = append(h.lines, h.Note.lines(maxLabel)...)
			}

			if h.far {
				h.gap = l.row[to]
				if l.row[to] < l.row[a.from] || l.row[to] == l.row[a.from] && l.col[to] <= l.col[a.from] {
					h.gap++
				}
			}

			width, _ := size(h.lines)
			c := &l.cols[l.col[a.from]+1]
			if width > 0 {
				c.label = math.Max(c.label, width+4)
			}

			l.hops = append(l.hops, h)
		}
	}
}

func (l *layered) draw() {
	l.drawLanes()
	for c, head := range l.heads {
		l.scene.add(text(l.headLines(c, head), l.cols[c+1].x+l.cols[c+1].width/2, margin, center, 0)...)
	}

	for _, h := range l.hops {
		l.scene.add(l.wire(h))
	}

	for i, it := range l.items {
		b := l.boxes[i]
		_, height := size(l.words[i])
		words := text(l.words[i], b.middle().x, math.Round(b.middle().y-height/2), center, 0)
		l.scene.add(linked(it.href, heard(l.words[i]), append([]mark{b}, words...)...)...)

		for _, h := range l.hops {
			if h.from == i {
				_, height := size(h.lines)
				x := l.cols[l.col[i]+1].right() + 4
				l.scene.add(linked(h.Href, h.name(), text(h.lines, x, h.out-height-4, left, h.edge)...)...)
			}
		}
	}
}

func (l *layered) drawLanes() {
	if !l.laneNames() {
		return
	}

	top := margin
	if l.headHeight() > 0 {
		top += l.headHeight() + 6
	}

	for i, lane := range l.lanes {
		bottom := l.scene.height - margin
		if i+1 < len(l.lanes) {
			bottom = l.gapY[l.laneRows[i+1]] - 12
		}

		class := "fig-lane"
		if i%2 == 0 {
			class += " fig-odd"
		}

		name := l.laneName(i)
		_, height := size(name)
		l.scene.add(box{rect{0, top, l.scene.width, bottom - top}, class, 0, false, 0})
		l.scene.add(linked(lane.Href, clean(lane.Label), text(name, margin, math.Round((top+bottom-height)/2), left, 0)...)...)
		top = bottom
	}
}

// wire is the way of a hop.
func (l *layered) wire(h *hop) wire {
	from, to := l.boxes[h.from], l.boxes[h.to]
	start := point{round(from.middle().x + from.side(h.out)), h.out}
	end := point{round(to.middle().x - to.side(h.in)), h.in}
	w := wire{class: h.class(), arrow: true, from: h.from + 1, to: h.to + 1, edge: h.edge}
	first := l.track(l.col[h.from]+1, h.first)

	switch {
	case h.far:
		y := l.gapY[h.gap] + float64(h.gapTrack)*trackPitch
		second := l.track(l.col[h.to], h.second)
		w.points = []point{start, {first, start.y}, {first, y}, {second, y}, {second, end.y}, end}
	case start.y == end.y:
		w.points = []point{start, end}
	default:
		w.points = []point{start, {first, start.y}, {first, end.y}, end}
	}

	return w
}

// track is the x of a track in the channel right of a column.
func (l *layered) track(col, track int) float64 {
	c := l.cols[col]
	return c.right() + c.label + 10 + float64(track)*trackPitch
}

// heard is what a reader hears of some lines.
func heard(lines []line) string {
	words := ""
	for _, line := range lines {
		words += line.text + " "
	}

	return clean(words)
}

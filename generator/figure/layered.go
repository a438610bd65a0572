package figure

import (
	"cmp"
	"math"
	"slices"
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

// placeGapTracks gives the hops in a channel between rows a track each, where they run beside each other.
func (l *layered) placeGapTracks() {
	l.gaps = make([]int, len(l.rows)+1)
	l.gapY = make([]float64, len(l.rows)+1)
	for gap := range l.gaps {
		var spans []span
		var hops []*hop
		for _, h := range l.hops {
			if h.far && h.gap == gap {
				from, to := float64(l.col[h.from]), float64(l.col[h.to])-1
				spans = append(spans, span{math.Min(from, to), math.Max(from, to)})
				hops = append(hops, h)
			}
		}

		order := sorted(spans, func(a, b span) int { return cmp.Compare(a.to-a.from, b.to-b.from) })
		tracks := pack(spans, order, 0.5)
		for i, h := range hops {
			h.gapTrack = tracks[i]
			l.gaps[gap] = max(l.gaps[gap], tracks[i]+1)
		}
	}
}

// A span is a part of a line.
type span struct{ from, to float64 }

// sorted returns the indices of values in an order.
func sorted[T any](values []T, compare func(a, b T) int) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}

	slices.SortStableFunc(order, func(a, b int) int { return compare(values[a], values[b]) })

	return order
}

// pack gives each span, in that order, the first track on which no other is nearer than clear.
func pack(spans []span, order []int, clear float64) []int {
	tracks := make([]int, len(spans))
	var taken [][]span
	for _, i := range order {
		s := spans[i]
		free := slices.IndexFunc(taken, func(others []span) bool {
			return !slices.ContainsFunc(others, func(o span) bool { return o.from < s.to+clear && s.from < o.to+clear })
		})
		if free < 0 {
			free = len(taken)
			taken = append(taken, nil)
		}

		tracks[i] = free
		taken[free] = append(taken[free], s)
	}

	return tracks
}

// A slot is a height at which a hop leaves or arrives, in one row and on one side of a channel.
type slot struct {
	hop   *hop
	label float64 // height of what stands over it
	order float64
	// out and in tell which ends of the hop it holds; both for one that runs straight on.
	out, in bool
	y       float64
}

// slots returns the slots by row and channel: ends on both sides of a channel share the heights, so that no two
// lines meet. What comes from or leads up is higher.
func (l *layered) slots() [][][]*slot {
	all := make([][][]*slot, len(l.rows))
	for r := range all {
		all[r] = make([][]*slot, len(l.cols))
	}

	put := func(node, channel int, s *slot) {
		r := l.row[node]
		all[r][channel] = append(all[r][channel], s)
	}

	for _, h := range l.hops {
		_, height := size(h.lines)
		from, to := l.row[h.from], l.row[h.to]
		if !h.far && from == to {
			put(h.from, l.col[h.from]+1, &slot{hop: h, label: height, order: float64(to), out: true, in: true})
			continue
		}

		source, target := float64(from), float64(to)
		if h.far {
			source, target = float64(h.gap)-0.5, float64(h.gap)-0.5
		}

		put(h.from, l.col[h.from]+1, &slot{hop: h, label: height, order: target, out: true})
		put(h.to, l.col[h.to], &slot{hop: h, order: source, in: true})
	}

	for _, row := range all {
		for _, slots := range row {
			slices.SortStableFunc(slots, func(a, b *slot) int { return cmp.Compare(a.order, b.order) })
		}
	}

	return all
}

// placeSlots decides the heights of ends, from the middle of their row, and how much room the row needs.
func (l *layered) placeSlots(all [][][]*slot) {
	for r, row := range all {
		for _, slots := range row {
			y := 0.0
			for i, s := range slots {
				if i > 0 {
					y += math.Max(14, s.label+10)
				}

				s.y = y
			}

			middle := math.Round(y / 2)
			if i := slices.IndexFunc(slots, func(s *slot) bool { return s.out && s.in }); i >= 0 {
				middle = slots[i].y
			}

			for _, s := range slots {
				s.y -= middle
				if s.out {
					s.hop.out = s.y
				}

				if s.in {
					s.hop.in = s.y
				}

				l.rows[r].above = math.Max(l.rows[r].above, s.label+6-s.y)
				l.rows[r].below = math.Max(l.rows[r].below, s.y+6)
			}

			l.grow(r, slots)
		}
	}

	for i, b := range l.boxes {
		r := &l.rows[l.row[i]]
		r.above, r.below = math.Max(r.above, b.h/2), math.Max(r.below, b.h/2)
	}
}

// grow makes boxes high enough for the ends at their sides.
func (l *layered) grow(r int, slots []*slot) {
	for _, s := range slots {
		for _, end := range []struct {
			at   int
			here bool
		}{{s.hop.from, s.out}, {s.hop.to, s.in}} {
			if !end.here {
				continue
			}

			b := &l.boxes[end.at]
			least := 2 * (math.Abs(s.y) + 10)
			if b.diamond {
				least = 2.6 * math.Abs(s.y)
			}

			b.h = math.Max(b.h, 2*math.Ceil(least/2))
		}
	}
}

// placeTracks gives the parts of hops that run up or down a track in their channel, where they run beside each
// other. Heights are not known yet: they are counted in rows, which keeps their order.
func (l *layered) placeTracks(all [][][]*slot) {
	out, in := make(map[*hop]float64), make(map[*hop]float64)
	for r, row := range all {
		for _, slots := range row {
			for i, s := range slots {
				y := float64(r) + 0.4*(float64(i+1)/float64(len(slots)+1)-0.5)
				if s.out {
					out[s.hop] = y
				}

				if s.in {
					in[s.hop] = y
				}
			}
		}
	}

	for c := range l.cols {
		var runs []run
		for _, h := range l.hops {
			gap := float64(h.gap) - 0.5 + 0.2*float64(h.gapTrack)/float64(l.gaps[h.gap]+1)
			if h.far && l.col[h.from]+1 == c {
				runs = append(runs, run{&h.first, out[h], gap})
			}

			if h.far && l.col[h.to] == c {
				runs = append(runs, run{&h.second, gap, in[h]})
			}

			if !h.far && l.col[h.to] == c && l.row[h.from] != l.row[h.to] {
				runs = append(runs, run{&h.first, out[h], in[h]})
			}
		}

		l.cols[c].tracks = placeRuns(runs)
	}
}

// A run is a part of a hop that goes up or down in a channel.
type run struct {
	track    *int
	from, to float64
}

// placeRuns gives runs their tracks, from left to right, and returns how many. Of those that lead down, the lowest
// start is leftmost, of those that lead up the highest: so they do not cross each other.
func placeRuns(runs []run) int {
	order := sorted(runs, func(a, b run) int {
		aDown, bDown := a.to > a.from, b.to > b.from
		switch {
		case aDown && bDown:
			return cmp.Compare(b.from, a.from)
		case !aDown && !bDown:
			return cmp.Compare(a.from, b.from)
		case aDown:
			return -1
		default:
			return 1
		}
	})

	spans := make([]span, len(runs))
	for i, r := range runs {
		spans[i] = span{math.Min(r.from, r.to), math.Max(r.from, r.to)}
	}

	count := 0
	for i, track := range pack(spans, order, 0.05) {
		*runs[i].track = track
		count = max(count, track+1)
	}

	return count
}

// placeColumns decides how wide columns are, and reports whether they fit.
func (l *layered) placeColumns() bool {
	fixed := 2 * margin
	if l.laneNames() {
		fixed += laneWidth
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

const laneWidth = 96

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
		x += laneWidth
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

func (l *layered) laneName(i int) []line {
	return set(l.lanes[i].Label, boldFont, "fig-name"+l.lanes[i].Tone.class(), laneWidth-16)
}

// laneHeight is what the name of a lane needs.
func (l *layered) laneHeight(i int) float64 {
	if !l.laneNames() {
		return 0
	}

	_, height := size(l.laneName(i))

	return height + 16
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

package figure

import "math"

// A Tree shows what something is made of, or who stands below whom: the whole on the left, its parts to the right
// of it, theirs further on. Upright the parts stand below, each moved in by its depth.
type Tree struct {
	ID, Title, Desc string
	Root            Branch
}

// A Branch is a box of a tree with the parts that lead to it.
type Branch struct {
	// Label is its name; Sub is a softer second text below, "" for none.
	Label, Sub string
	// Verdict is how it stands.
	Verdict Verdict
	Tone    Tone
	// Href makes the box a link; "" for none. It is written as given, escaped: the caller has checked it.
	Href  string
	Parts []Branch
}

// SVG returns the tree in one orientation. Trees that are too deep for a row are always upright.
func (t Tree) SVG(o Orientation) string {
	if wide := t.wide(); o == Wide && wide != nil {
		return svg(wide)
	}

	return svg(t.upright())
}

// HTML returns the tree in all the orientations that it needs.
func (t Tree) HTML() string { return markup(t.wide(), t.upright()) }

// Table returns a row per box, each before its parts: what it is, what it belongs to, details, verdict. A tree
// without words at its root is empty.
func (t Tree) Table() Table {
	table := Table{Header: []string{"What", "Part of", "Details", "Verdict"}}
	twigs := t.twigs()
	for _, w := range twigs {
		of := ""
		if w.parent >= 0 {
			of = clean(twigs[w.parent].Label)
		}

		table.Rows = append(table.Rows, []string{clean(w.Label), of, clean(w.Sub), clean(w.Verdict.String())})
	}

	return table
}

// A twig is a branch with its place in the tree.
type twig struct {
	Branch
	parent, depth int // parent is -1 for the root
	// parts are the indices of its parts.
	parts []int
}

// twigs lists the branches, each before its parts; none for a tree that says nothing.
func (t Tree) twigs() []twig {
	if clean(t.Root.Label) == "" && len(t.Root.Parts) == 0 {
		return nil
	}

	var all []twig
	var grow func(b Branch, parent, depth int)
	grow = func(b Branch, parent, depth int) {
		at := len(all)
		all = append(all, twig{Branch: b, parent: parent, depth: depth})
		if parent >= 0 {
			all[parent].parts = append(all[parent].parts, at)
		}

		for _, part := range b.Parts {
			grow(part, at, depth+1)
		}
	}
	grow(t.Root, -1, 0)

	return all
}

func (w twig) lines(width float64) []line {
	lines := set(w.Label, boldFont, "fig-name"+w.Tone.class(), width)
	lines = append(lines, set(w.Sub, plainFont, "fig-soft", width)...)

	return append(lines, w.Verdict.lines(width)...)
}

// A treeLayout gives every branch its box.
type treeLayout struct {
	*scene
	twigs []twig
	boxes []rect
	words [][]line
}

const (
	// treeGap is the way from a box to its parts on the right, treeRow the room between rows.
	treeGap, treeRow = 36.0, 10.0
	// treeIndent is how far parts are moved in below their whole.
	treeIndent = 22.0
)

// wide draws the parts to the right; nil if there are too many columns for that.
func (t Tree) wide() *scene {
	l := &treeLayout{scene: &scene{id: t.ID, title: t.Title, desc: t.Desc}, twigs: t.twigs()}
	columns, ok := l.columns()
	if !ok {
		return nil
	}

	for _, w := range l.twigs {
		c := columns[w.depth]
		words := w.lines(c.to - c.from - padding)
		_, h := size(words)
		l.words = append(l.words, words)
		l.boxes = append(l.boxes, rect{c.from, 0, c.to - c.from, h + 12})
	}

	l.height = l.placeBranch(0, 1) + 1
	l.width = columns[len(columns)-1].to + 1
	for i, w := range l.twigs {
		l.drawSide(i, w)
	}

	l.drawBoxes(center)

	return l.scene
}

// columns returns where the boxes of each depth begin and end, and whether there is room for them.
func (l *treeLayout) columns() (columns []span, ok bool) {
	var least, most []float64
	for _, w := range l.twigs {
		if w.depth == len(least) {
			least, most = append(least, leastColumn), append(most, leastColumn)
		}

		words := w.lines(1e6)
		width, _ := size(words)
		least[w.depth] = max(least[w.depth], min(longestWord(words), mostColumn)+padding)
		most[w.depth] = max(most[w.depth], min(width, mostColumn)+padding)
	}

	room := wideWidth - 2 - treeGap*float64(len(least)-1)
	needs, wants := 0.0, 0.0
	for i := range least {
		needs, wants = needs+least[i], wants+max(least[i], most[i])
	}

	if len(least) < 2 || needs > room {
		return nil, false
	}

	x := 1.0
	for i := range least {
		width := max(least[i], most[i])
		if wants > room {
			width = math.Floor(width - (width-least[i])*(wants-room)/(wants-needs))
		}

		columns = append(columns, span{x, x + width})
		x += width + treeGap
	}

	return columns, true
}

// placeBranch puts a branch and all its parts below y, the branch in the middle of them, and returns where they end.
func (l *treeLayout) placeBranch(i int, y float64) float64 {
	parts := l.twigs[i].parts
	own := l.boxes[i].h
	if len(parts) == 0 {
		l.boxes[i].y = y
		return y + own
	}

	end := y
	for n, part := range parts {
		if n > 0 {
			end += treeRow
		}

		end = l.placeBranch(part, end)
	}

	middle := round((l.boxes[parts[0]].middle().y + l.boxes[parts[len(parts)-1]].middle().y) / 2)
	top := math.Floor(middle - own/2)
	if top < y { // it is higher than its parts together
		l.move(i, y-top)
		top, end = y, end+y-top
	}

	l.boxes[i].y = top

	return max(end, top+own)
}

// move moves the parts of a branch down, with all of theirs.
func (l *treeLayout) move(i int, by float64) {
	for _, part := range l.twigs[i].parts {
		l.boxes[part].y += by
		l.move(part, by)
	}
}

// drawSide draws the lines from a branch to its parts on the right: one to the first and one to the last, and the
// others from where these part.
func (l *treeLayout) drawSide(i int, w twig) {
	if len(w.parts) == 0 {
		return
	}

	from := l.boxes[i]
	start := point{from.right(), round(from.middle().y)}
	trunk := start.x + treeGap/2
	for n, part := range w.parts {
		end := point{l.boxes[part].x, round(l.boxes[part].middle().y)}
		at := wire{points: []point{start, {trunk, start.y}, {trunk, end.y}, end}, class: "fig-wire", from: i + 1, to: part + 1, edge: i + 1}
		switch {
		case math.Abs(start.y-end.y) < 2:
			at.points = []point{{start.x, end.y}, end}
		case n > 0 && n < len(w.parts)-1:
			at.points, at.from = []point{{trunk, end.y}, end}, 0
		}

		l.add(at)
	}
}

// upright draws the parts below.
func (t Tree) upright() *scene {
	l := &treeLayout{scene: &scene{id: t.ID, title: t.Title, desc: t.Desc, width: uprightWidth}, twigs: t.twigs()}
	if len(l.twigs) == 0 {
		return nothing(*l.scene, Upright)
	}

	deepest := 0
	for _, w := range l.twigs {
		deepest = max(deepest, w.depth)
	}

	indent := max(6, math.Floor(min(treeIndent, 160/max(1, float64(deepest)))))
	y := 1.0
	for _, w := range l.twigs {
		x := 1 + indent*float64(w.depth)
		words := w.lines(max(110, uprightWidth-1-x) - padding)
		_, h := size(words)
		l.words = append(l.words, words)
		l.boxes = append(l.boxes, rect{x, y, max(110, uprightWidth-1-x), h + 12})
		l.width = max(l.width, l.boxes[len(l.boxes)-1].right()+1)
		y += h + 12 + treeRow
	}

	l.height = y - treeRow + 1
	for i, w := range l.twigs {
		l.drawBelow(i, w, math.Floor(indent/2))
	}

	l.drawBoxes(left)

	return l.scene
}

// drawBelow draws the line from a branch down to its last part, and to each of the others from there.
func (l *treeLayout) drawBelow(i int, w twig, in float64) {
	from := l.boxes[i]
	start := point{from.x + in, from.bottom()}
	for n, part := range w.parts {
		end := point{l.boxes[part].x, round(l.boxes[part].middle().y)}
		at := wire{points: []point{start, {start.x, end.y}, end}, class: "fig-wire", from: i + 1, to: part + 1, edge: i + 1}
		if n < len(w.parts)-1 {
			at.points, at.from = []point{{start.x, end.y}, end}, 0
		}

		l.add(at)
	}
}

func (l *treeLayout) drawBoxes(at anchor) {
	for i, w := range l.twigs {
		b := box{l.boxes[i], "fig-box" + w.Tone.class(), 6, false, i + 1}
		x := b.x + padding/2
		if at == center {
			x = b.middle().x
		}

		_, h := size(l.words[i])
		words := text(l.words[i], x, math.Round(b.middle().y-h/2), at, 0)
		l.add(linked(w.Href, heard(l.words[i]), append([]mark{b}, words...)...)...)
	}
}

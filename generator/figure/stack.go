package figure

import (
	"cmp"
	"math"
	"slices"
)

// uprightWidth is that of every upright scene.
const uprightWidth = 340

// An item is a node of a stack.
type item struct {
	name  string // how others call it
	lines func(width float64) []line
	class string
	href  string
	// heading stands above it; "" for none.
	heading string
	// indent moves it to the right, to show where it belongs; from 0 on.
	indent int
	gate   bool
}

func (n Node) item() item {
	return item{
		name: n.Label, class: "fig-box" + n.Tone.class(), href: n.Href,
		lines: func(width float64) []line {
			return append(set(n.Label, nameFont, "fig-name"+n.Tone.class(), width), set(n.Sub, plainFont, "fig-soft", width)...)
		},
	}
}

// A stackLayout puts items below each other. Arrows to the next item lead straight down; ways back lead through
// a gutter on the left, what leaps ahead through one on the right.
type stackLayout struct {
	scene *scene
	items []item
	boxes []box
	words [][]line
	// down are the arrows to the next item, one at most.
	down []*arrow
	// sides are the gutters: left, right.
	sides [2]gutter
	// heads are the heights of what stands above the exits in each box.
	heads []float64
	exits [][]*lead
}

// A gutter is the room beside a stack for the arrows that do not lead to the next item.
type gutter struct {
	leads  []*lead
	tracks int
	pitch  float64
}

// A lead is an arrow through a gutter.
type lead struct {
	arrow
	side  int // 0 left, 1 right
	track int
	lines []line
	note  remark
	// top is where its lines start, from the top of the box.
	top float64
	// start is the y at which it leaves, and ends those at which it arrives.
	start float64
	ends  []float64
}

// stack draws items upright.
func stack(s scene, items []item, all []arrow) *scene {
	l := &stackLayout{scene: &s, items: items, down: make([]*arrow, len(items)), exits: make([][]*lead, len(items))}
	s.width = uprightWidth
	l.sort(all)
	for side := range l.sides {
		l.sides[side].placeTracks()
	}

	l.placeBoxes()
	l.placeRows()
	l.placePorts()
	l.draw()

	return l.scene
}

func (l *stackLayout) sort(all []arrow) {
	for i := range all {
		next, rest := all[i].split(func(to int) bool { return to == all[i].from+1 && l.down[all[i].from] == nil })
		if len(next.to) > 0 {
			l.down[next.from] = &next
		}

		ahead, back := rest.split(func(to int) bool { return to > rest.from })
		for side, a := range [2]arrow{back, ahead} {
			if len(a.to) > 0 {
				lead := &lead{arrow: a, side: side}
				l.sides[side].leads = append(l.sides[side].leads, lead)
				l.exits[a.from] = append(l.exits[a.from], lead)
			}
		}
	}
}

// first and last are the topmost and the lowest item that a lead reaches.
func (d *lead) first() int { return min(d.from, slices.Min(d.to)) }
func (d *lead) last() int  { return max(d.from, slices.Max(d.to)) }

// placeTracks gives every lead a track of its own where it runs beside others. Short ones are nearest.
func (g *gutter) placeTracks() {
	byLength := slices.Clone(g.leads)
	slices.SortStableFunc(byLength, func(a, b *lead) int { return cmp.Compare(a.last()-a.first(), b.last()-b.first()) })

	var tracks [][]*lead
	for _, d := range byLength {
		free := slices.IndexFunc(tracks, func(t []*lead) bool {
			return !slices.ContainsFunc(t, func(o *lead) bool { return o.first() <= d.last() && d.first() <= o.last() })
		})
		if free < 0 {
			free = len(tracks)
			tracks = append(tracks, nil)
		}

		d.track = free
		tracks[free] = append(tracks[free], d)
	}

	g.tracks = len(tracks)
	g.pitch = 10
	if g.tracks > 5 {
		g.pitch = math.Max(4, math.Floor(50/float64(g.tracks)))
	}
}

// width is the room that a gutter takes.
func (g *gutter) width() float64 {
	if g.tracks == 0 {
		return 0
	}

	return 16 + float64(g.tracks-1)*g.pitch
}

// placeBoxes decides how wide and how high boxes are, and what stands where in them.
func (l *stackLayout) placeBoxes() {
	deepest := 0
	for _, it := range l.items {
		deepest = max(deepest, it.indent)
	}

	indent := 0.0
	if deepest > 0 {
		indent = math.Min(16, math.Floor(48/float64(deepest)))
	}

	from := 2 + l.sides[0].width()
	width := math.Max(120, uprightWidth-2-l.sides[1].width()-from-indent*float64(deepest))
	for i, it := range l.items {
		b := box{rect{from + indent*float64(it.indent), 0, width, 0}, it.class, 6, false, i + 1}
		room := width - 24
		if it.gate {
			room -= 24
		}

		words := it.lines(room)
		_, height := size(words)
		l.words = append(l.words, words)
		l.heads = append(l.heads, math.Max(height+16, 9*float64(l.quiet(i)+1)))
		b.h = l.heads[i] + l.placeExits(i, width-24)
		l.boxes = append(l.boxes, b)
		l.scene.width = math.Max(l.scene.width, b.right()+l.sides[1].width()+2)
	}
}

// loud reports whether something is written at the lead.
func (d *lead) loud() bool { return d.name() != "" || d.Note.Number > 0 }

// quiet is the larger number of leads that end at or leave one side of an item without words.
func (l *stackLayout) quiet(i int) int {
	var count [2]int
	for side, g := range l.sides {
		for _, d := range g.leads {
			if d.from == i && !d.loud() {
				count[side]++
			}

			if slices.Contains(d.to, i) {
				count[side]++
			}
		}
	}

	return max(count[0], count[1])
}

// placeExits puts the words of the leads that leave a box below each other, and returns their height.
func (l *stackLayout) placeExits(i int, width float64) float64 {
	slices.SortStableFunc(l.exits[i], func(a, b *lead) int {
		if a.side != b.side {
			return cmp.Compare(b.side, a.side)
		}

		if a.side == 0 {
			return cmp.Compare(a.track, b.track)
		}

		return cmp.Compare(b.track, a.track)
	})

	height := 0.0
	for _, d := range l.exits[i] {
		if !d.loud() {
			continue
		}

		d.top = l.heads[i] + height + 6
		d.lines = d.says(width)
		d.lines = append(d.lines, set("to "+l.names(d.to), plainFont, "fig-soft", width)...)
		_, h := size(d.lines)
		height += h + 14
		if d.note = d.Note.place(0, width-18-badgeRoom(d.Note)); d.Note.Number == 0 {
			d.note.indent = 0
		}

		height += d.note.height
	}

	return height
}

// names lists what the items are called.
func (l *stackLayout) names(items []int) string {
	list := ""
	for i, at := range items {
		switch {
		case i > 0 && i == len(items)-1:
			list += " and "
		case i > 0:
			list += ", "
		}

		list += l.items[at].name
	}

	return list
}

// A remark is a note in a column: its badge, if any, and its text on the right of that.
type remark struct {
	number Note
	lines  []line
	x      float64 // of the badge's middle
	indent float64 // of the text, from x
	// height is what it takes, with the gap above; 0 for no note.
	height, gap float64
}

// place puts a note's badge about x and wraps its text to a width; text begins where that of the arrow does.
func (n Note) place(x, width float64) remark {
	r := remark{number: n, x: x, indent: 18, gap: 4}
	radius := 0.0
	if n.Number > 0 {
		radius = badgeRoom(n)
		r.indent = math.Max(r.indent, radius+8)
	}

	r.lines = n.lines(width - r.indent + 18)
	_, r.height = size(r.lines)
	if r.height = math.Max(r.height+math.Max(0, radius-9), 2*radius); r.height > 0 {
		r.height += r.gap
	}

	return r
}

func (r remark) badge(y float64, edge int) []mark {
	if r.number.Number == 0 {
		return nil
	}

	return []mark{r.number.badge(point{r.x, y + badgeRoom(r.number)}, edge)}
}

func (r remark) text(y float64, edge int) []mark {
	if r.number.Number > 0 {
		y += badgeRoom(r.number) - 9 // the first line stands beside the number
	}

	return text(r.lines, r.x+r.indent, y, left, edge)
}

// between are the marks between an item and the next: what is written at the arrow, its badge, the heading.
func (l *stackLayout) between(i int, top float64) (marks []mark, height float64) {
	x := l.boxes[i].x
	if i+1 < len(l.boxes) {
		x = math.Max(x, l.boxes[i+1].x)
	}

	x += 18
	height = 12
	if a := l.down[i]; a != nil {
		room := uprightWidth - 2 - l.sides[1].width() - x - 18
		lines := a.says(room)
		_, h := size(lines)
		words := text(lines, x+18, top+8, left, a.edge)
		note := a.Note.place(x, room)
		marks = append(marks, note.badge(top+8+h+note.gap, a.edge)...)
		words = append(words, note.text(top+8+h+note.gap, a.edge)...)
		marks = append(marks, linked(a.Href, a.name(), words...)...)
		height = math.Max(30, 8+h+note.height+14)
	}

	return marks, height
}

// placeRows decides how high everything stands and draws what is between the boxes.
func (l *stackLayout) placeRows() {
	y := 2.0
	for i := range l.boxes {
		if i == 0 {
			y += l.heading(i, y)
		}

		l.boxes[i].y = y
		y = l.boxes[i].bottom()
		if i == len(l.boxes)-1 {
			break
		}

		marks, height := l.between(i, y)
		l.scene.add(marks...)
		height += l.heading(i+1, y+height)
		if a := l.down[i]; a != nil {
			x := math.Max(l.boxes[i].x, l.boxes[i+1].x) + 18
			l.scene.marks = slices.Insert(l.scene.marks, 0, mark(wire{[]point{{x, y}, {x, y + height}}, a.class(), true, i + 1, i + 2, a.edge}))
		}

		y += height
	}

	l.scene.height = y + 2
}

// heading draws what stands above an item and returns its height.
func (l *stackLayout) heading(i int, y float64) float64 {
	x := 2.0
	if i > 0 {
		x = math.Max(l.boxes[i].x, l.boxes[i-1].x) + 36
	}

	lines := set(l.items[i].heading, boldFont, "fig-soft", uprightWidth-2-l.sides[1].width()-x)
	if len(lines) == 0 {
		return 0
	}

	_, height := size(lines)
	l.scene.add(label{lines, x, y, left, 0})

	return height + 8
}

// placePorts decides at which height leads leave and arrive.
func (l *stackLayout) placePorts() {
	type port struct {
		lead *lead
		end  int // -1 for the start
		rank int
	}

	for i, b := range l.boxes {
		for side, g := range l.sides {
			var ports []port
			for _, d := range g.leads {
				near := d.track
				if side == 0 {
					near = g.tracks - d.track
				}

				for end, to := range d.to {
					if to == i {
						ports = append(ports, port{d, end, near})
					}
				}

				if d.from == i && d.loud() {
					d.start = b.y + d.top + boldFont.line()/2
				} else if d.from == i {
					ports = append(ports, port{d, -1, 2*g.tracks - near})
				}
			}

			slices.SortStableFunc(ports, func(a, b port) int { return cmp.Compare(a.rank, b.rank) })
			for n, p := range ports {
				y := round(b.y + l.heads[i]*float64(n+1)/float64(len(ports)+1))
				if p.end < 0 {
					p.lead.start = y
					continue
				}

				if p.lead.ends == nil {
					p.lead.ends = make([]float64, len(p.lead.to))
				}

				p.lead.ends[p.end] = y
			}
		}
	}
}

func (l *stackLayout) draw() {
	for _, g := range l.sides {
		for _, d := range g.leads {
			l.drawLead(d)
		}
	}

	for i, it := range l.items {
		b := l.boxes[i]
		x := b.x + 12
		marks := []mark{b}
		_, height := size(l.words[i])
		top := b.y + math.Round((l.heads[i]-height)/2)
		if it.gate {
			marks = append(marks, box{rect{x, top + 1, 16, 16}, it.class + " fig-gate", 0, true, 0})
			x += 24
		}

		marks = append(marks, text(l.words[i], x, top, left, 0)...)
		l.scene.add(linked(it.href, heard(l.words[i]), marks...)...)
		for _, d := range l.exits[i] {
			if d.loud() {
				l.drawExit(b, d)
			}
		}
	}
}

// drawExit writes what stands at a lead into the box that it leaves.
func (l *stackLayout) drawExit(b box, d *lead) {
	x, y := b.x+12, b.y+d.top
	d.note.x = x
	if d.Note.Number > 0 {
		d.note.x += badgeRoom(d.Note)
	}

	l.scene.add(rule{point{b.x + 12, y - 3}, point{b.right() - 12, y - 3}, "fig-hair"})
	marks := text(d.lines, x, y, left, d.edge)
	_, height := size(d.lines)
	y += height + d.note.gap
	l.scene.add(d.note.badge(y, d.edge)...)
	marks = append(marks, d.note.text(y, d.edge)...)
	l.scene.add(linked(d.Href, d.name(), marks...)...)
}

// drawLead draws the wire to the last target, and a branch of it to each of the others.
func (l *stackLayout) drawLead(d *lead) {
	g := l.sides[d.side]
	track := 2 + 5 + float64(g.tracks-1-d.track)*g.pitch
	if d.side == 1 {
		track = l.scene.width - track
	}

	side := func(node int) float64 {
		if d.side == 1 {
			return l.boxes[node].right()
		}

		return l.boxes[node].x
	}

	furthest := 0
	for i := range d.ends {
		if math.Abs(d.ends[i]-d.start) > math.Abs(d.ends[furthest]-d.start) {
			furthest = i
		}
	}

	for i, to := range d.to {
		end := point{side(to), d.ends[i]}
		w := wire{[]point{{side(d.from), d.start}, {track, d.start}, {track, end.y}, end}, d.class(), true, d.from + 1, to + 1, d.edge}
		if i != furthest {
			w.points, w.from = []point{{track, end.y}, end}, 0
		}

		l.scene.add(w)
	}
}

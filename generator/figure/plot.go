package figure

import (
	"math"
	"slices"
)

// A plot is a line chart on its way.
type plot struct {
	Line
	*scene
	x timeAxis
	y *scale
	// frame is where the line is drawn.
	frame rect
	// end is what stands at the end of the line, goal at the end of the target; above says that there is no room
	// for them there, and that they stand over the plot.
	end, goal []line
	above     bool
	events    []Event
	// guess is what stands beside a sample of the line that was not measured; none where all was.
	guess []line
	// named says that there is room for the name of every period below its point.
	named bool
	// eventRows are the rows of their names; rowTops is where each row starts below eventsTop, and the last ends.
	eventRows []int
	rowTops   []float64
	eventsTop float64
}

func (l Line) scene(o Orientation) *scene {
	base := scene{id: l.ID, title: l.Title, desc: l.Desc}
	l = l.planned()
	numbers := l.numbers()
	if len(l.Points) == 0 || len(numbers) == 0 {
		return nothing(base, o)
	}

	p := &plot{Line: l, scene: &base, above: o == Upright}
	p.width, p.height = width(o), 300

	p.y = newScale(numbers, l.Unit, l.Currency, false, 5)
	p.placeEnds()
	p.placeFrame()
	p.drawAxes()
	p.drawEvents()
	p.drawTarget()
	p.drawLine()
	p.drawEnds()
	p.drawHits()

	return p.scene
}

// placeEnds wraps the words at the right end.
func (p *plot) placeEnds() {
	room := p.width / 4
	if p.above {
		room = p.width - 30
	}

	if last := p.lastValue(); last >= 0 {
		value := whole(p.Points[last].Value, p.Unit, p.Currency, room)
		if guess := p.Points[last].guess(); guess != "" {
			value += " (" + guess + ")"
		}

		tone := "fig-tone" + p.Tone.class()
		if p.above {
			p.end = set(value+" "+p.Name, boldFont, tone, room)
		} else {
			p.end = append(set(value, boldFont, tone, room), set(p.Name, plainFont, tone, room)...)
		}
	}

	if n := len(p.Target); n > 0 && p.Target[n-1].Value != nil {
		goal := "Target " + whole(p.Target[n-1].Value, p.Unit, p.Currency, room)
		if from := p.Target[n-1].From; from.After(p.Points[len(p.Points)-1].On) {
			goal += " from " + fullDay(from)
		}

		p.goal = set(goal, plainFont, "fig-soft", room)
	}

	p.guess = set(p.guesses(), plainFont, "fig-soft", p.width-30)
}

// placeFrame decides where the line is drawn: what is left beside all the words.
func (p *plot) placeFrame() {
	endWidth, endHeight := size(p.end)
	goalWidth, goalHeight := size(p.goal)
	labels := widest(plainFont, p.y.labels()) + 10
	to := p.width - 6
	_, guessHeight := size(p.guess)
	top := 12.0 + guessHeight
	p.height += guessHeight
	if p.above {
		top += endHeight + goalHeight
		p.height += endHeight + goalHeight - 40
	} else if most := max(endWidth, goalWidth); most > 0 {
		to -= most + 10
	}

	p.x = timeAxis{first: p.Points[0].On, last: p.lastDay(), from: labels + 8, to: to, period: p.period()}

	below := 2*plainFont.line() + 11
	if p.named = p.periodsFit(); p.named {
		below -= plainFont.line()
		p.height -= plainFont.line()
	}

	p.eventsTop = top - 8
	top += p.placeEvents()
	least := 150.0
	if !p.above {
		least = max(least, endHeight+goalHeight)
	}

	if room := p.height - top - below; room < least {
		p.height += least - room
	}

	p.frame = rect{labels, top, to - labels, p.height - top - below}
	p.y.from, p.y.to = p.frame.bottom(), p.frame.y
}

// placeEvents gives the names of events rows in which they do not touch, and returns the height of all rows.
func (p *plot) placeEvents() float64 {
	for _, e := range p.Events {
		if !e.On.Before(p.x.first) && !e.On.After(p.x.last) && clean(e.Label) != "" {
			p.events = append(p.events, e)
		}
	}

	spans := make([]span, len(p.events))
	for i, e := range p.events {
		l := p.eventLabel(e).extent()
		spans[i] = span{l.x, l.right()}
	}

	p.eventRows = pack(spans, sorted(spans, func(a, b span) int { return 0 }), 8)
	var heights []float64
	for i, r := range p.eventRows {
		if r == len(heights) {
			heights = append(heights, 0)
		}

		heights[r] = max(heights[r], p.eventLabel(p.events[i]).extent().h)
	}

	sum := 0.0
	p.rowTops = []float64{0}
	for _, h := range heights {
		sum += h
		p.rowTops = append(p.rowTops, sum)
	}

	return sum
}

// eventLabel is the name of an event, beside its line and inside the figure.
func (p *plot) eventLabel(e Event) label {
	name := set(e.Label, plainFont, "fig-soft", p.width/2)
	w, _ := size(name)
	x := p.x.at(e.On) + 4
	if x+w > p.width-2 {
		x = max(2, p.width-2-w)
	}

	return label{lines: name, x: x}
}

func (p *plot) drawAxes() {
	p.grid(p.y, p.frame.x, p.x.to)
	y := p.frame.bottom() + 9
	if p.named {
		p.drawPeriods(y)
		return
	}

	for _, t := range p.x.ticks(52) {
		x := p.x.at(t.day)
		lines := []line{{t.name, plainFont, "fig-soft"}}
		if t.year != "" {
			lines = append(lines, line{t.year, plainFont, "fig-soft"})
		}

		half := widest(plainFont, []string{t.name, t.year}) / 2
		p.add(rule{point{x, p.frame.bottom()}, point{x, p.frame.bottom() + 4}, "fig-base"})
		p.add(label{lines, min(max(x, half), p.width-half), y, center, 0})
	}
}

// period returns the least number of days from one point to the next; 0 if there are not two.
func (l Line) period() int {
	least := 0
	for i := 1; i < len(l.Points); i++ {
		days := l.Points[i].On.Sub(l.Points[i-1].On)
		if days > 0 && (least == 0 || days < least) {
			least = days
		}
	}

	return least
}

// periodsFit reports whether there is room for the names of all periods below the points.
func (p *plot) periodsFit() bool {
	right := 0.0
	for i, point := range p.Points {
		w := plainFont.width(clean(point.Period))
		x := p.periodAt(point)
		if w == 0 || i > 0 && x-w/2 < right+14 {
			return false
		}

		right = x + w/2
	}

	return true
}

// periodAt is the middle of a period's name: below its point, and inside the figure.
func (p *plot) periodAt(point Point) float64 {
	half := plainFont.width(clean(point.Period)) / 2

	return min(max(p.x.at(point.On), half), p.width-half)
}

// drawPeriods writes the names of the periods below the points.
func (p *plot) drawPeriods(y float64) {
	for _, at := range p.Points {
		x := p.x.at(at.On)
		p.add(rule{point{x, p.frame.bottom()}, point{x, p.frame.bottom() + 4}, "fig-base"})
		p.add(label{[]line{{clean(at.Period), plainFont, "fig-soft"}}, p.periodAt(at), y, center, 0})
	}
}

func (p *plot) drawEvents() {
	for i, e := range p.events {
		l := p.eventLabel(e)
		l.y = p.eventsTop + p.rowTops[p.eventRows[i]]
		x := p.x.at(e.On)
		p.add(rule{point{x, p.eventTop(i)}, point{x, p.frame.bottom()}, "fig-event"})
		p.add(linked(e.Href, clean(e.Label), l)...)
	}
}

// eventTop returns where the line of an event starts: below its name, unless names below that are in its way.
func (p *plot) eventTop(i int) float64 {
	x := p.x.at(p.events[i].On)
	for n, e := range p.events {
		l := p.eventLabel(e).extent()
		if p.eventRows[n] > p.eventRows[i] && l.x < x+2 && x-2 < l.right() {
			return p.frame.y - 6
		}
	}

	return p.eventsTop + p.rowTops[p.eventRows[i]+1]
}

// drawEnds writes what the line and the target come to: beside them, or over the plot.
func (p *plot) drawEnds() {
	p.drawKey()
	if p.above {
		return
	}

	_, endHeight := size(p.end)
	_, goalHeight := size(p.goal)
	x := p.x.to + 10
	within := span{p.frame.y - 8, p.frame.bottom() + 8}
	endY, goalY := p.frame.middle().y, p.frame.middle().y
	if len(p.goal) > 0 {
		goalY = within.clamp(p.y.at(p.Target[len(p.Target)-1].Value), goalHeight)
	}

	if l, ok := p.besideLast(); ok {
		p.add(l)
		p.add(text(p.goal, x, round(goalY-goalHeight/2), left, 0)...)
		return
	}

	if last := p.lastValue(); last >= 0 {
		endY = within.clamp(p.at(last).y, endHeight)
	}

	if len(p.goal) > 0 {
		endY, goalY = apart(endY, endHeight, goalY, goalHeight, within)
	}

	p.add(text(p.end, x, round(endY-endHeight/2), left, 0)...)
	p.add(text(p.goal, x, round(goalY-goalHeight/2), left, 0)...)
}

// drawKey writes these words over the plot where there is no room beside it, and always what was not measured: each
// beside a sample of its line.
func (p *plot) drawKey() {
	y := 2.0
	measured, guessed := "fig-line"+p.Tone.class(), "fig-line fig-estimate"+p.Tone.class()
	keys := []keyLine{{p.guess, guessed}}
	if p.above {
		if last := p.lastValue(); last >= 0 && p.Points[last].guess() != "" {
			measured = guessed
		}

		keys = []keyLine{{p.end, measured}, {p.goal, "fig-target"}, {p.guess, guessed}}
	}

	for i, key := range keys {
		if len(key.words) == 0 {
			continue
		}

		middle := round(y + plainFont.line()/2)
		p.add(rule{point{2, middle}, point{22, middle}, key.class})
		if i == len(keys)-1 {
			p.add(dot{point{12, middle}, 3, "fig-dot fig-hollow" + p.Tone.class()})
		}

		p.add(label{key.words, 30, y, left, 0})
		_, h := size(key.words)
		y += h
	}
}

// A keyLine is some words beside a sample of what they mean.
type keyLine struct {
	words []line
	class string
}

// besideLast returns the words of a last point that is not at the right end of the plot: on its right, over or under
// it, where nothing else is drawn.
func (p *plot) besideLast() (label, bool) {
	last := p.lastValue()
	if last < 0 || p.at(last).x >= p.x.to || len(p.end) == 0 {
		return label{}, false
	}

	at := p.at(last)
	w, h := size(p.end)
	places := []point{{at.x + 10, span{p.frame.y, p.frame.bottom()}.clamp(at.y, h) - h/2}}
	for _, away := range []float64{8, 18} {
		for _, x := range []float64{at.x - w/2, at.x - w + 6} {
			places = append(places, point{x, at.y - h - away}, point{x, at.y + away})
		}
	}

	for _, place := range places {
		l := label{lines: p.end, x: round(place.x), y: round(place.y)}
		if r := l.extent(); p.frame.holds(r) && !p.isTaken(rect{r.x - 3, r.y - 3, r.w + 6, r.h + 6}) {
			return l, true
		}
	}

	return label{}, false
}

// isTaken reports whether a line, the line of an event or words are drawn in some room.
func (p *plot) isTaken(room rect) bool {
	return slices.ContainsFunc(p.scene.marks, func(m mark) bool {
		switch m := m.(type) {
		case curve:
			return m.meets(room)
		case rule:
			return m.class == "fig-event" && m.extent().overlapsLine(room)
		case label:
			return m.extent().overlaps(room)
		case dot:
			return m.extent().overlaps(room)
		default:
			return false
		}
	})
}

// overlapsLine is like overlaps for a line, which has no area.
func (r rect) overlapsLine(o rect) bool {
	return r.x <= o.right() && o.x <= r.right() && r.y <= o.bottom() && o.y <= r.bottom()
}

// meets reports whether a curve passes through a room: it looks at every unit of its way.
func (c curve) meets(room rect) bool {
	for i := 1; i < len(c.points); i++ {
		a, b := c.points[i-1], c.points[i]
		if max(a.x, b.x) < room.x || min(a.x, b.x) > room.right() || max(a.y, b.y) < room.y || min(a.y, b.y) > room.bottom() {
			continue
		}

		steps := math.Ceil(math.Max(math.Abs(a.x-b.x), math.Abs(a.y-b.y))) + 1
		for n := 0.0; n <= steps; n++ {
			x, y := a.x+float64((b.x-a.x)*n)/steps, a.y+float64((b.y-a.y)*n)/steps
			if x >= room.x && x <= room.right() && y >= room.y && y <= room.bottom() {
				return true
			}
		}
	}

	return false
}

package figure

import (
	"math"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// drawTarget draws the target as steps, each from the day on which it came into force.
func (p *plot) drawTarget() {
	var points []point
	flush := func() {
		if len(points) > 1 {
			p.add(curve{points, "fig-target"})
		}

		points = nil
	}

	levels := p.levels()
	for i, level := range levels {
		end := p.x.to
		if i+1 < len(levels) {
			end = p.x.at(levels[i+1].From)
		}

		if level.Value == nil {
			flush()
			continue
		}

		start := p.x.from
		if level.From.After(p.x.first) {
			start = p.x.at(level.From)
		}

		y := p.y.at(level.Value)
		points = append(points, point{start, y}, point{max(start, end), y})
	}

	flush()
}

func later(a, b worktime.Date) worktime.Date {
	if a.After(b) {
		return a
	}

	return b
}

func (p *plot) at(i int) point { return point{p.x.at(p.Points[i].On), p.y.at(p.Points[i].Value)} }

// drawLine draws what was measured in one stroke and what was not in another, with gaps where nothing is known.
func (p *plot) drawLine() {
	tone := p.Tone.class()
	if len(p.Points) > 4*mostHits {
		tone += " fig-fine"
	}

	var run []point
	dashed := false
	flush := func() {
		class := "fig-line" + tone
		if dashed {
			class = "fig-line fig-estimate" + tone
		}

		if len(run) > 1 {
			p.add(curve{thin(run), class})
		}

		run = nil
	}

	for i, now := range p.Points {
		if now.Value == nil {
			flush()
			continue
		}

		if len(run) > 0 && (now.guess() != "") != dashed {
			last := run[len(run)-1]
			flush()
			run = append(run, last)
		}

		dashed = now.guess() != ""
		run = append(run, p.at(i))
	}

	flush()
	p.drawDots(tone)
}

// thin leaves out points of a line that nobody can tell apart: of those in one unit of width stay the first, the
// lowest, the highest and the last.
func thin(points []point) []point {
	var few []point
	for from := 0; from < len(points); {
		to, low, high := from+1, from, from
		for ; to < len(points) && math.Floor(points[to].x) == math.Floor(points[from].x); to++ {
			if points[to].y < points[low].y {
				low = to
			}

			if points[to].y > points[high].y {
				high = to
			}
		}

		stay := []int{from, min(low, high), max(low, high), to - 1}
		for i, at := range stay {
			if i == 0 || at != stay[i-1] {
				few = append(few, points[at])
			}
		}

		from = to
	}

	return few
}

// dotted reports whether a point has a mark: each of a short line; of a long one the last, and those that stand alone.
func (l Line) dotted(i int) bool {
	if l.Points[i].Value == nil {
		return false
	}

	alone := (i == 0 || l.Points[i-1].Value == nil) && l.after(i) == nil

	return !l.long() || i == l.lastValue() || alone
}

// long reports whether a line has too many points to mark each.
func (l Line) long() bool { return len(l.Points) > mostHits }

// drawDots draws the marks of points.
func (p *plot) drawDots(tone string) {
	last := p.lastValue()
	for i, now := range p.Points {
		if !p.dotted(i) {
			continue
		}

		class, radius := "fig-dot"+tone, 3.0
		if now.guess() != "" {
			class = "fig-dot fig-hollow" + tone
		}

		if i == last {
			radius = 4.5
		}

		p.add(dot{p.at(i), radius, class})
	}
}

// drawHits makes the room around each point say what stands there; of a long line, the room around some points
// that follow each other.
func (p *plot) drawHits() {
	says := p.says()
	each := (len(p.Points) + mostHits - 1) / mostHits
	from := p.frame.x
	for i := 0; i < len(p.Points); i += each {
		last := min(i+each, len(p.Points)) - 1
		to := p.x.to
		if last+1 < len(p.Points) {
			to = round((p.x.at(p.Points[last].On) + p.x.at(p.Points[last+1].On)) / 2)
		}

		words := says[i]
		if last > i {
			words = p.saysAll(i, last)
		}

		p.add(hit{rect{from, p.frame.y, max(0, round(to-from)), p.frame.h}, words})
		from = to
	}
}

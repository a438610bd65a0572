package figure

import (
	"strings"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A Timeline shows what runs when: a row each, over days.
type Timeline struct {
	ID, Title, Desc string
	Rows            []Span
	// Today is marked with a line; the zero date is not.
	Today worktime.Date
}

// A Span is something that lasts from a day to another, both included.
type Span struct {
	Label string
	// Who is whose it is, in words: what the tone says; "" for nobody's.
	Who  string
	Tone Tone
	// From and To; a zero To is open, a Span without From is listed as not planned. One that ends before it
	// starts has no bar.
	From, To worktime.Date
	// State is how it stands: "running".
	State Verdict
	Href  string
}

// SVG returns the timeline in one orientation.
func (t Timeline) SVG(o Orientation) string { return svg(t.scene(o)) }

// HTML returns the timeline in both orientations.
func (t Timeline) HTML() string { return markup(t.scene(Wide), t.scene(Upright)) }

// Table returns a row per span: label, whose, from, to, state.
func (t Timeline) Table() Table {
	table := Table{Header: []string{"What", "Who", "From", "To", "State"}}
	for _, r := range t.Rows {
		from, to := fullDay(r.From), fullDay(r.To)
		switch {
		case r.From.IsZero():
			from, to = "not planned", ""
		case r.To.IsZero():
			to = "open"
		}

		table.Rows = append(table.Rows, []string{clean(r.Label), clean(r.Who), from, to, r.state()})
	}

	return table
}

func (t Timeline) scene(o Orientation) *scene {
	s := &scene{id: t.ID, title: t.Title, desc: t.Desc, width: width(o)}
	if len(t.Rows) == 0 {
		return nothing(*s, o)
	}

	x, planned := t.axis()
	x.to = s.width - 2
	x.from = 2
	y := 2.0
	if planned {
		y = t.drawAxis(s, x)
	}

	rows := t.Table().Rows
	named := t.dayNames()
	for i, r := range t.Rows {
		y = r.draw(s, x, y, named, rowSays(rows[i]))
		if t.shown(x) && planned {
			at := x.at(t.Today)
			s.add(over(rule{point{at, y - 25}, point{at, y - 9}, "fig-limit"})...)
		}
	}

	s.height = y
	if t.shown(x) && planned {
		name := "today, " + named(t.Today)
		w := plainFont.width(name)
		at := round(max(0, min(x.at(t.Today)-w/2, s.width-w)))
		s.add(label{[]line{{name, plainFont, "fig-soft"}}, at, y - 6, left, 0})
		s.height += plainFont.line() - 4
	}

	return s
}

// shown reports whether today is one of the days of the axis.
func (t Timeline) shown(x timeAxis) bool {
	return !t.Today.IsZero() && !t.Today.Before(x.first) && !t.Today.After(x.last)
}

// axis holds all days of the rows, and today if that is not far away.
func (t Timeline) axis() (x timeAxis, planned bool) {
	for _, r := range t.Rows {
		if !r.placed() {
			continue
		}

		last := later(r.From, r.To)
		if !planned {
			x.first, x.last = r.From, last
			planned = true
		}

		if r.From.Before(x.first) {
			x.first = r.From
		}

		x.last = later(x.last, last)
	}

	if !planned {
		return x, false
	}

	days := x.last.Sub(x.first)
	if !t.Today.IsZero() && t.Today.Before(x.first) && x.first.Sub(t.Today) <= 31+days/2 {
		x.first = t.Today
	}

	if t.Today.After(x.last) && t.Today.Sub(x.last) <= 31+days/2 {
		x.last = t.Today
	}

	x.last = x.last.AddDays(1 + days/20) // the last day is included, and an open end needs room

	return x, true
}

// dayNames returns how days are written beside the bars: with their year, if there is more than one.
func (t Timeline) dayNames() func(worktime.Date) string {
	year := 0
	for _, r := range t.Rows {
		for _, d := range []worktime.Date{r.From, r.To} {
			if !d.IsZero() && year != 0 && d.Year != year {
				return fullDay
			}

			if !d.IsZero() {
				year = d.Year
			}
		}
	}

	return dayName
}

// drawAxis writes the days over the rows and returns where these begin.
func (t Timeline) drawAxis(s *scene, x timeAxis) float64 {
	end := 0.0
	for _, tick := range x.ticks(78) {
		at := x.at(tick.day)
		name := tick.name
		if tick.year != "" {
			name += " " + tick.year
		}

		w := plainFont.width(name)
		if at < end || at+w+4 > s.width {
			continue
		}

		end = at + w + 10
		s.add(label{[]line{{name, plainFont, "fig-soft"}}, at + 4, 2, left, 0})
		s.add(rule{point{at, 2}, point{at, 2 + plainFont.line()}, "fig-hair"})
	}

	return 2 + plainFont.line() + 6
}

// rowSays is what a span says when it is pointed at: its row of the table.
func rowSays(row []string) string {
	days := row[2]
	if row[3] != "" && row[3] != row[2] {
		days += " to " + row[3]
	}

	return row[0] + ": " + sentence(row[1], strings.TrimSuffix(days, " to open"), row[4])
}

// draw writes a row's words over its bar and returns where the next begins.
func (r Span) draw(s *scene, x timeAxis, y float64, named func(worktime.Date) string, says string) float64 {
	days := "not planned yet"
	if !r.From.IsZero() {
		days = named(r.From)
		switch {
		case r.To.IsZero():
			days += ", no end"
		case r.To != r.From:
			days += " to " + named(r.To)
		}
	}

	room := s.width * 0.4
	how := r.state()
	tone := "fig-tone" + r.State.Tone.class()
	state := append(set(days, plainFont, "fig-soft", room), set(how, plainFont, tone, room)...)
	if one := days + ", " + how; s.width == chartWidth && how != "" && plainFont.width(one) < room {
		state = []line{{one, plainFont, tone}}
	}

	stateWidth, stateHeight := size(state)
	room = s.width - stateWidth - 16
	name := set(r.Label, boldFont, "fig-name"+r.Tone.class(), room)
	nameWidth, nameHeight := size(name)
	who := set(r.Who, plainFont, "fig-soft", room)
	whoWidth, whoHeight := size(who)
	beside := point{nameWidth + 8, y}
	if len(name) > 1 || len(who) > 1 || nameWidth+8+whoWidth > room {
		beside = point{0, y + nameHeight}
		nameHeight += whoHeight
	}

	height := max(nameHeight, stateHeight) + 3
	s.add(hit{rect{0, y - 1, s.width, height + 10 + 6}, says})
	s.add(linked(r.Href, sentence(r.Label, r.Who, days, r.State.Word), text(name, 0, y, left, 0)...)...)
	s.add(text(who, beside.x, beside.y, left, 0)...)
	s.add(text(state, s.width, y, right, 0)...)
	y += height
	r.drawBar(s, x, y)

	return y + 10 + 12
}

// placed reports whether the span has a place among the days.
func (r Span) placed() bool { return !r.From.IsZero() && (r.To.IsZero() || !r.To.Before(r.From)) }

// state is how it stands; a mark only where that is good or bad.
func (r Span) state() string {
	if r.State.Tone.class() == "" {
		return clean(r.State.Word)
	}

	return clean(r.State.String())
}

// leastSpan is how wide the bar of a span is at least.
const leastSpan = 8

func (r Span) drawBar(s *scene, x timeAxis, y float64) {
	s.add(box{rect{0, y, s.width, 10}, "fig-track", 0, false, 0})
	if !r.placed() {
		return
	}

	from := x.at(r.From)
	if r.To.IsZero() {
		s.add(bar(rect{from, y, round(x.to - from), 10}, r.Tone.class(), true))
		return
	}

	to := x.at(later(r.From, r.To).AddDays(1))
	if to-from < leastSpan { // a day under the mark of today is to be seen, too
		from = min(from, x.to-leastSpan)
		to = from + leastSpan
	}

	s.add(bar(rect{from, y, round(to - from), 10}, r.Tone.class(), false))
}

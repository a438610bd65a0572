package figure

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
)

// Bullets compare where things stand with where they shall be, a row each with its own scale from zero.
type Bullets struct {
	ID, Title, Desc string
	// Limit is the word before a target: "promised"; "" for "to".
	Limit string
	Rows  []Bullet
}

// A Bullet is one number and its target.
type Bullet struct {
	Label          string
	Unit, Currency string
	// Current and Target are nil where unknown.
	Current, Target *big.Rat
	// By is when the target is due: "Q1 2027"; "" for no day.
	By string
	// Estimate draws the bar as not measured.
	Estimate bool
	Verdict  Verdict
	// Note is what the number rests on: "11 of 12"; "" for nothing.
	Note string
	Tone Tone
	Href string
}

// SVG returns the chart in one orientation.
func (b Bullets) SVG(o Orientation) string { return svg(b.scene(o)) }

// HTML returns the chart in both orientations.
func (b Bullets) HTML() string { return markup(b.scene(Wide), b.scene(Upright)) }

// Table returns a row per bullet: label, current, target, by when, verdict, note.
func (b Bullets) Table() Table {
	t := Table{Header: []string{"What", "Today", "Target", "By", "Verdict", "Of"}}
	for _, r := range b.Rows {
		target := ""
		if r.Target != nil {
			target = Format(r.Target, r.Unit, r.Currency)
		}

		t.Rows = append(t.Rows, []string{clean(r.Label), r.today(), target, clean(r.By), clean(r.Verdict.String()), clean(r.Note)})
	}

	return t
}

func (r Bullet) today() string {
	switch {
	case r.Current == nil:
		return "unknown"
	case r.Estimate:
		return Format(r.Current, r.Unit, r.Currency) + " (estimate)"
	default:
		return Format(r.Current, r.Unit, r.Currency)
	}
}

// goal is "to 22% by Q1 2027".
func (r Bullet) goal(limit string) string {
	if r.Target == nil {
		return ""
	}

	goal := cmp.Or(clean(limit), "to") + " " + Format(r.Target, r.Unit, r.Currency)
	if by := clean(r.By); by != "" {
		goal += " by " + by
	}

	return goal
}

// says is all of a row in one sentence.
func (b Bullets) says(r Bullet) string {
	return sentence(clean(r.Label)+": "+r.today(), r.goal(b.Limit), r.Verdict.Word, r.Note)
}

func (b Bullets) scene(o Orientation) *scene {
	s := &scene{id: b.ID, title: b.Title, desc: b.Desc, width: width(o)}
	if len(b.Rows) == 0 {
		return nothing(*s, o)
	}

	y := 2.0
	for _, r := range b.Rows {
		y = b.draw(s, r, y)
	}

	s.height = y - 12

	return s
}

// draw writes the words over the bar, name on the left, numbers on the right, and returns where the next row begins.
func (b Bullets) draw(s *scene, r Bullet, y float64) float64 {
	numbers := r.numbers(b.Limit, s.width)
	numbersWidth, numbersHeight := 0.0, 0.0
	for _, l := range slices.Backward(numbers) {
		w, h := size(l)
		numbersWidth, numbersHeight = numbersWidth+w+16, max(numbersHeight, h)
	}

	name := set(r.Label, boldFont, "fig-name"+r.Tone.class(), s.width-numbersWidth)
	_, nameHeight := size(name)
	bar := y + max(nameHeight, numbersHeight) + 5

	s.add(hit{rect{0, y - 2, s.width, bar + 12 + 8 - y}, b.says(r)})
	s.add(linked(r.Href, sentence(r.Label, r.today(), r.goal(b.Limit), r.Verdict.Word), text(name, 0, y, left, 0)...)...)
	x := s.width
	for _, l := range slices.Backward(numbers) {
		s.add(text(l, x, y, right, 0)...)
		w, _ := size(l)
		x -= w + 16
	}

	r.drawBar(s, bar)

	return bar + 12 + 20
}

// numbers are the words on the right, in columns: value and target beside the outcome where there is room for that,
// else all below each other.
func (r Bullet) numbers(limit string, width float64) [][]line {
	goal, tone := r.goal(limit), "fig-tone"+r.Verdict.Tone.class()
	one := strings.TrimSpace(r.today() + " " + goal)
	if r.Current == nil || limit != "" {
		one = sentence(r.today(), goal)
	}

	if width == chartWidth && boldFont.width(one)+boldFont.width(r.outcome()) < width*0.62 {
		numbers := [][]line{{{one, boldFont, ""}}}
		if r.outcome() != "" {
			numbers = append(numbers, []line{{r.outcome(), boldFont, tone}})
		}

		return numbers
	}

	room := width * 0.5
	today := fitted(r.today(), r.Current, r.Unit, r.Currency, room)
	goal = fitted(goal, r.Target, r.Unit, r.Currency, room)
	numbers := append(set(today, boldFont, "", room), set(goal, plainFont, "fig-soft", room)...)

	numbers = append(numbers, r.Verdict.lines(room)...)

	return [][]line{append(numbers, set(r.Note, plainFont, "fig-soft", room)...)}
}

// outcome is the verdict with what it rests on: "✕ missed, 11 of 12".
func (r Bullet) outcome() string { return sentence(r.Verdict.String(), r.Note) }

func (r Bullet) drawBar(s *scene, y float64) {
	x := newScale([]*big.Rat{r.Current, r.Target}, r.Unit, r.Currency, true, 5)
	x.from, x.to = 0, s.width-1
	s.add(box{rect{0, y, s.width, 12}, "fig-track", 0, false, 0})
	if r.Current != nil {
		zero, end := x.zero(), x.at(r.Current)
		s.add(bar(rect{min(zero, end), y, max(1, max(zero, end)-min(zero, end)), 12}, r.Tone.class(), r.Estimate))
	}

	if x.min.Sign() < 0 {
		s.add(rule{point{x.zero(), y - 2}, point{x.zero(), y + 14}, "fig-base"})
	}

	if r.Target != nil {
		at := min(max(x.at(r.Target), 1), s.width-1)
		s.add(over(rule{point{at, y - 3}, point{at, y + 15}, "fig-limit"})...)
	}
}

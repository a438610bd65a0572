package figure

import (
	"math/big"
)

// Bullets compare where things stand with where they shall be, a row each with its own scale from zero.
type Bullets struct {
	ID, Title, Desc string
	Rows            []Bullet
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
	Tone     Tone
	Href     string
}

// SVG returns the chart in one orientation.
func (b Bullets) SVG(o Orientation) string { return svg(b.scene(o)) }

// HTML returns the chart in both orientations.
func (b Bullets) HTML() string { return markup(b.scene(Wide), b.scene(Upright)) }

// Table returns a row per bullet: label, current, target, by when, verdict.
func (b Bullets) Table() Table {
	t := Table{Header: []string{"What", "Today", "Target", "By", "Verdict"}}
	for _, r := range b.Rows {
		target := ""
		if r.Target != nil {
			target = Format(r.Target, r.Unit, r.Currency)
		}

		t.Rows = append(t.Rows, []string{clean(r.Label), r.today(), target, clean(r.By), clean(r.Verdict.String())})
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
func (r Bullet) goal() string {
	if r.Target == nil {
		return ""
	}

	goal := "to " + Format(r.Target, r.Unit, r.Currency)
	if by := clean(r.By); by != "" {
		goal += " by " + by
	}

	return goal
}

func (b Bullets) scene(o Orientation) *scene {
	s := &scene{id: b.ID, title: b.Title, desc: b.Desc, width: width(o)}
	if len(b.Rows) == 0 {
		return nothing(*s, o)
	}

	y := 2.0
	for _, r := range b.Rows {
		y = r.draw(s, y)
	}

	s.height = y - 12

	return s
}

// draw writes the words over the bar, name on the left, numbers on the right, and returns where the next row begins.
func (r Bullet) draw(s *scene, y float64) float64 {
	numbers := set(r.today(), boldFont, "", s.width*0.5)
	numbers = append(numbers, set(r.goal(), plainFont, "fig-soft", s.width*0.5)...)
	if one := r.today() + " " + r.goal(); s.width == chartWidth && boldFont.width(one) < s.width*0.5 && r.goal() != "" {
		numbers = []line{{one, boldFont, ""}}
	}

	numbers = append(numbers, r.Verdict.lines(s.width*0.5)...)
	numbersWidth, numbersHeight := size(numbers)
	name := set(r.Label, boldFont, "fig-name"+r.Tone.class(), s.width-numbersWidth-16)
	_, nameHeight := size(name)

	s.add(linked(r.Href, sentence(r.Label, r.today(), r.goal(), r.Verdict.Word), text(name, 0, y, left, 0)...)...)
	s.add(text(numbers, s.width, y, right, 0)...)
	y += max(nameHeight, numbersHeight) + 5
	r.drawBar(s, y)

	return y + 12 + 20
}

func (r Bullet) drawBar(s *scene, y float64) {
	x := newScale([]*big.Rat{r.Current, r.Target}, r.Unit, r.Currency, true, 5)
	x.from, x.to = 0, s.width-1
	s.add(box{rect{0, y, s.width, 12}, "fig-track", 0, false, 0})
	if r.Current != nil {
		zero, end := x.zero(), x.at(r.Current)
		s.add(bar(rect{min(zero, end), y, max(1, max(zero, end)-min(zero, end)), 12}, r.Tone.class(), r.Estimate))
	}

	if r.Target != nil {
		at := min(max(x.at(r.Target), 1), s.width-1)
		s.add(rule{point{at, y - 3}, point{at, y + 15}, "fig-limit"})
	}

	s.add(hit{rect{0, y - 3, s.width, 18}, sentence(clean(r.Label)+": "+r.today(), r.goal(), r.Verdict.Word)})
}

package figure

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A Swimlane shows who does what, one after the other: lanes in the order given, time from left to right.
// Upright it is a column of steps, each with the name of its lane.
type Swimlane struct {
	ID, Title, Desc string
	Lanes           []Lane
	// Columns are headings over the columns; nil for none. Steps then say their Column.
	Columns []string
	Steps   []Step
	Edges   []Edge
}

// A Lane is who does something.
type Lane struct {
	ID, Label string
	Tone      Tone
	Href      string
}

// A Step is what is done in a lane. Its tone is that of its lane.
type Step struct {
	// ID is what edges call it; unique within the figure.
	ID string
	// Lane is a lane's ID; a step of no known lane stands in the first.
	Lane string
	// Label says what is done; Sub is a softer text below, such as the time allowed.
	Label, Sub string
	// Items is a short list below the label; nil for none.
	Items []string
	// Column is where it stands, from 1 on; 0 puts it behind all steps that lead to it.
	Column int
	// Gate draws it as a diamond: something must hold here.
	Gate bool
	// Lead marks the one who leads where several take part; Sub should say so in a word.
	Lead bool
	Href string
}

// SVG returns the swimlane in one orientation. Swimlanes that are too long for a row are always upright.
func (s Swimlane) SVG(o Orientation) string {
	if wide := s.wide(); o == Wide && wide != nil {
		return svg(wide)
	}

	return svg(s.upright())
}

// HTML returns the swimlane in all the orientations that it needs.
func (s Swimlane) HTML() string { return markup(s.wide(), s.upright()) }

// Table returns a row per step: number, lane, step, details, what comes next.
func (s Swimlane) Table() Table {
	t := Table{Header: []string{"Step", "Who", "What", "Details", "Next"}}
	all := arrows(s.ids(), s.Edges)
	for i, step := range s.Steps {
		details := slices.Concat([]string{step.Sub}, step.Items)
		var next []string
		for _, a := range all {
			for _, to := range a.to {
				if a.from == i {
					next = append(next, sentence(strconv.Itoa(to+1), a.Label))
				}
			}
		}

		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), clean(s.lane(step).Label), clean(step.Label), sentence(details...), strings.Join(next, "; ")})
	}

	return t
}

func (s Swimlane) ids() []string {
	ids := make([]string, len(s.Steps))
	for i, step := range s.Steps {
		ids[i] = step.ID
	}

	return ids
}

// laneOf returns the index of a step's lane.
func (s Swimlane) laneOf(step Step) int {
	return max(0, slices.IndexFunc(s.Lanes, func(l Lane) bool { return l.ID == step.Lane }))
}

func (s Swimlane) lane(step Step) Lane {
	if len(s.Lanes) == 0 {
		return Lane{}
	}

	return s.Lanes[s.laneOf(step)]
}

func (s Swimlane) columns(all []arrow) []int {
	fixed := make([]int, len(s.Steps))
	for i, step := range s.Steps {
		fixed[i] = min(step.Column, 1000)
	}

	return columns(len(s.Steps), all, fixed)
}

// item is the step as a box; with the name of its lane where the place does not say it.
func (s Swimlane) item(step Step, named bool) item {
	lane := s.lane(step)
	class := "fig-box" + lane.Tone.class()
	if step.Lead {
		class += " fig-lead"
	}

	return item{
		name: step.Label, class: class, href: step.Href, gate: step.Gate,
		lines: func(width float64) []line {
			var lines []line
			main := plainFont
			if named {
				lines = set(lane.Label, boldFont, "fig-name"+lane.Tone.class(), width)
			}

			if step.Gate || len(step.Items) > 0 {
				main = boldFont
			}

			lines = append(lines, set(step.Label, main, "", width)...)
			for _, it := range step.Items {
				lines = append(lines, set(it, plainFont, "", width)...)
			}

			return append(lines, set(step.Sub, plainFont, "fig-soft", width)...)
		},
	}
}

func (s Swimlane) wide() *scene {
	all := arrows(s.ids(), s.Edges)
	cols := s.columns(all)
	l := layered{lanes: s.Lanes, heads: s.Columns, col: cols, row: make([]int, len(s.Steps)), laneRows: []int{0}}
	if len(s.Lanes) == 0 {
		l.lanes = []Lane{{}}
	}

	for i := range l.lanes {
		taken := make(map[int]int) // rows by column
		rows := 1
		for n, step := range s.Steps {
			if s.laneOf(step) == i {
				l.row[n] = l.laneRows[i] + taken[cols[n]]
				taken[cols[n]]++
				rows = max(rows, taken[cols[n]])
			}
		}

		l.laneRows = append(l.laneRows, l.laneRows[i]+rows)
	}

	for _, step := range s.Steps {
		l.items = append(l.items, s.item(step, false))
	}

	return layer(scene{id: s.ID, title: s.Title, desc: s.Desc}, l, all)
}

func (s Swimlane) upright() *scene {
	all := arrows(s.ids(), s.Edges)
	cols := s.columns(all)
	order := reading(cols, all)
	if len(s.Columns) > 0 {
		order = sorted(cols, cmp.Compare[int])
	}

	items := make([]item, len(order))
	ids := make([]string, len(order))
	for n, i := range order {
		items[n] = s.item(s.Steps[i], true)
		items[n].indent = s.laneOf(s.Steps[i])
		ids[n] = s.Steps[i].ID
		if c := cols[i]; c < len(s.Columns) && (n == 0 || cols[order[n-1]] != c) {
			items[n].heading = s.Columns[c]
		}
	}

	return stack(scene{id: s.ID, title: s.Title, desc: s.Desc}, items, arrows(ids, s.Edges))
}

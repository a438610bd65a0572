package figure

import "math/big"

// A Funnel shows how many of those who entered came how far. The bars are as long as their numbers.
type Funnel struct {
	ID, Title, Desc string
	Stages          []Stage
}

// A Stage is one part of a Funnel.
type Stage struct {
	Label string
	// Count is nil where unknown.
	Count *big.Rat
	// Who is whose stage it is, in words: what the tone says; "" for nobody's.
	Who  string
	Tone Tone
	Href string
}

// SVG returns the chart in one orientation.
func (f Funnel) SVG(o Orientation) string { return svg(f.scene(o)) }

// HTML returns the chart in both orientations.
func (f Funnel) HTML() string { return markup(f.scene(Wide), f.scene(Upright)) }

// Table returns a row per stage: label, count, part of the stage before, part of the first, whose.
func (f Funnel) Table() Table {
	t := Table{Header: []string{"Stage", "Entered", "Of the stage before", "Of the first", "Who"}}
	for i, s := range f.Stages {
		cells := []string{clean(s.Label), Format(s.Count, "count", ""), "", "", clean(s.Who)}
		if i > 0 {
			cells[2], cells[3] = percentOf(s.Count, f.Stages[i-1].Count), percentOf(s.Count, f.Stages[0].Count)
		}

		t.Rows = append(t.Rows, cells)
	}

	return t
}

// rows are the stages, ready to be drawn.
func (f Funnel) rows() []row {
	table := f.Table()
	rows := make([]row, len(f.Stages))
	for i, s := range f.Stages {
		cells := table.Rows[i]
		rows[i] = row{name: s.Label, sub: s.Who, href: s.Href, class: s.Tone.class(), value: s.Count, text: cells[1], says: cells[0] + ": " + sentence(cells[4], cells[1])}
		if cells[2] != "" {
			rows[i].between = "↓ " + cells[2]
			rows[i].says += ", " + cells[2] + " of the stage before, " + cells[3] + " of the first"
		}

		if last := len(rows) - 1; i == last && last > 1 && cells[3] != "" {
			rows[i].between = sentence(rows[i].between, cells[3]+" of the first")
		}
	}

	return rows
}

func (f Funnel) scene(o Orientation) *scene {
	return drawRows(scene{id: f.ID, title: f.Title, desc: f.Desc}, o, f.rows(), "count", "")
}

package figure

// A Spark is a line without axes, for a tile. What it says stands in its title: the tile has the numbers.
type Spark struct {
	ID, Title      string
	Unit, Currency string
	Tone           Tone
	Points         []Point
	Target         []Level
}

const (
	sparkWidth  = 260.0
	sparkHeight = 64.0
)

// SVG returns the picture, the same in both orientations.
func (s Spark) SVG(Orientation) string { return svg(s.scene()) }

// HTML returns the picture; "" if there is no number to show.
func (s Spark) HTML() string {
	if len(known(values(s.Points))) == 0 {
		return ""
	}

	return markup(nil, s.scene())
}

// Table returns a row per point: period, value, target in force, remarks.
func (s Spark) Table() Table { return s.line().Table() }

func (s Spark) line() Line {
	return Line{ID: s.ID, Title: s.Title, Unit: s.Unit, Currency: s.Currency, Tone: s.Tone, Points: s.Points, Target: s.Target}
}

func (s Spark) scene() *scene {
	l := s.line().planned()
	p := &plot{Line: l, scene: &scene{id: s.ID, title: s.Title, width: sparkWidth, height: sparkHeight}}
	numbers := l.numbers()
	if len(l.Points) == 0 || len(numbers) == 0 {
		return p.scene
	}

	p.x = timeAxis{first: l.Points[0].On, last: l.Points[len(l.Points)-1].On, from: 6, to: sparkWidth - 6}
	p.y = newScale(numbers, "", "", false, 5)
	p.y.from, p.y.to = sparkHeight-6, 6
	p.frame = rect{0, 0, sparkWidth, sparkHeight}
	p.drawTarget()
	p.drawLine()
	p.x.to = sparkWidth
	p.drawHits()

	return p.scene
}

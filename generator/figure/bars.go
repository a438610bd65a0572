package figure

import (
	"math"
	"math/big"
)

// Bars compare a number with its limit, period by period. The axis starts at zero. Upright it is a list, and so are
// the first two periods, which have nothing to show of a course.
type Bars struct {
	ID, Title, Desc string
	Unit, Currency  string
	// Limit names the stepped line: "promised"; "" for "limit".
	Limit string
	Bars  []Bar
}

// A Bar is one period.
type Bar struct {
	Label string
	// Value is nil where nothing is known: the place stays empty.
	Value *big.Rat
	// Limit is what was promised in that period; nil for nothing.
	Limit   *big.Rat
	Verdict Verdict
	// Note is a short remark for the table and the pointer, such as "41 of 45 leads".
	Note string
	Tone Tone
	// Running draws the bar as not yet complete.
	Running bool
	Href    string
}

// SVG returns the chart in one orientation.
func (b Bars) SVG(o Orientation) string {
	return svg(b.scene(o))
}

// HTML returns the chart in both orientations.
func (b Bars) HTML() string { return markup(b.scene(Wide), b.scene(Upright)) }

// mostRows is how many bars are listed; more stand beside each other also where there is little room. Up to fewBars are
// listed wherever they stand.
const mostRows, fewBars = 24, 2

func (b Bars) scene(o Orientation) *scene {
	if o == Upright && len(b.Bars) <= mostRows || len(b.Bars) > 0 && len(b.Bars) <= fewBars {
		return b.list(o)
	}

	return b.columns(o)
}

// Table returns a row per bar: label, value, limit, verdict, note.
func (b Bars) Table() Table {
	t := Table{Header: []string{"Period", "Value", "Limit", "Verdict", "Remarks"}}
	for _, bar := range b.Bars {
		limit := ""
		if bar.Limit != nil {
			limit = Format(bar.Limit, b.Unit, b.Currency)
		}

		running := ""
		if bar.Running {
			running = "not complete"
		}

		t.Rows = append(t.Rows, []string{clean(bar.Label), Format(bar.Value, b.Unit, b.Currency), limit, clean(bar.Verdict.String()), sentence(bar.Note, running)})
	}

	return t
}

// says is what a bar says when it is pointed at.
func (b Bars) says(row []string) string {
	limit := ""
	if row[2] != "" {
		limit = b.limitName() + " " + row[2]
	}

	return sentence(row[0]+": "+row[1], limit, row[3], row[4])
}

func (b Bars) limitName() string {
	if name := clean(b.Limit); name != "" {
		return name
	}

	return "limit"
}

// list draws the bars below each other.
func (b Bars) list(o Orientation) *scene {
	table := b.Table()
	rows := make([]row, len(b.Bars))
	for i, bar := range b.Bars {
		rows[i] = row{
			name: bar.Label, href: bar.Href, class: bar.Tone.class(), value: bar.Value, limit: bar.Limit, verdict: bar.Verdict,
			text: table.Rows[i][1], says: b.says(table.Rows[i]), hollow: bar.Running,
		}
		switch limit := table.Rows[i][2]; {
		case limit == "" || bar.Value == nil:
		case o == Wide:
			rows[i].text += ", " + b.limitName() + " " + limit
		default:
			rows[i].text += " of " + limit
		}

		if bar.Verdict.Word == rows[i].text {
			rows[i].verdict = Verdict{}
		}
	}

	return drawRows(scene{id: b.ID, title: b.Title, desc: b.Desc}, o, rows, b.Unit, b.Currency)
}

// A barChart is a row of bars.
type barChart struct {
	Bars
	*scene
	y     *scale
	frame rect
	slot  float64 // room for each bar
	// leastName is the room that every name needs.
	leastName float64
	goal      []line // what stands at the end of the limit
}

// columns draws the bars beside each other.
func (b Bars) columns(o Orientation) *scene {
	base := scene{id: b.ID, title: b.Title, desc: b.Desc}
	if len(b.Bars) == 0 {
		return nothing(base, o)
	}

	c := &barChart{Bars: b, scene: &base}
	c.width, c.height = width(o), 280
	c.y = newScale(b.numbers(), b.Unit, b.Currency, true, 5)
	c.placeFrame()
	c.grid(c.y, c.frame.x, c.frame.right())
	c.drawNames()
	c.drawBars()
	c.drawLimit()
	c.drawValues()
	c.drawHits()

	return c.scene
}

// numbers are all that the chart shows; some may be nil.
func (b Bars) numbers() []*big.Rat {
	var numbers []*big.Rat
	for _, bar := range b.Bars {
		numbers = append(numbers, bar.Value, bar.Limit)
	}

	return numbers
}

func (c *barChart) placeFrame() {
	labels := widest(plainFont, c.y.labels()) + 10
	to := c.width - 18
	if last := c.Bars.Bars[len(c.Bars.Bars)-1].Limit; last != nil {
		c.goal = set(whole(last, c.Unit, c.Currency, c.width/5)+" "+c.limitName(), plainFont, "fig-soft", c.width/5)
		w, _ := size(c.goal)
		to -= w + 8
	}

	c.leastName = 28
	for _, b := range c.Bars.Bars {
		c.leastName = max(c.leastName, min(plainFont.longest(clean(b.Label)), mostName))
	}

	names := c.namesHeight(to - labels)
	c.height += max(0, names-2*plainFont.line())
	// Two lines over the highest bar: its number and its mark.
	c.frame = rect{labels, 2*boldFont.line() + 4, to - labels, c.height - 2*boldFont.line() - 4 - names - 12}
	c.slot = c.frame.w / float64(len(c.Bars.Bars))
	c.y.from, c.y.to = c.frame.bottom(), c.frame.y
	for i, b := range c.Bars.Bars {
		if _, h := size(c.valueLines(i)); b.Value != nil && b.Value.Sign() < 0 {
			c.y.from = min(c.y.from, c.frame.bottom()-h) // and below the lowest
		}
	}
}

// name returns the name of a bar, in the room below it: that of the bar, or what every name needs.
func (c *barChart) name(i int) []line {
	return set(c.Bars.Bars[i].Label, plainFont, "fig-soft", max(c.slot-6, c.leastName))
}

// every is 1 if there is room for all names, 2 for every other one and so on: no word of them is broken, but those that
// are too long to stand anywhere.
func (c *barChart) every() int {
	if c.slot >= c.leastName+6 {
		return 1
	}

	return int(math.Ceil((c.leastName + 14) / c.slot)) // the last one may be moved into the figure
}

// mostName is up to how wide a word of a name has the room that it wants.
const mostName = 64.0

// namesHeight is the height of the highest name. Slots are not known yet, but not smaller.
func (c *barChart) namesHeight(width float64) float64 {
	c.slot = width / float64(len(c.Bars.Bars))
	most := 0.0
	for i := range c.Bars.Bars {
		_, h := size(c.name(i))
		most = max(most, h)
	}

	return most
}

// drawNames writes the names below the bars, the last one in any case.
func (c *barChart) drawNames() {
	for i := range c.Bars.Bars {
		fromEnd := len(c.Bars.Bars) - 1 - i
		if fromEnd%c.every() != 0 {
			continue
		}

		name := c.name(i)
		w, _ := size(name)
		x := max(w/2, min(c.middle(i), c.width-w/2))
		c.add(text(name, round(x), c.frame.bottom()+9, center, 0)...)
	}
}

// middle returns the x of a bar's middle.
func (c *barChart) middle(i int) float64 { return round(c.frame.x + c.slot*(float64(i)+0.5)) }

func (c *barChart) drawBars() {
	zero := c.y.zero()
	thick := round(min(44, max(1, c.slot*0.62)))
	for i, b := range c.Bars.Bars {
		if b.Value != nil {
			end := c.y.at(b.Value)
			c.add(bar(rect{round(c.middle(i) - thick/2), min(zero, end), thick, max(1, max(zero, end)-min(zero, end))}, b.Tone.class(), b.Running))
		}
	}
}

// drawValues writes the numbers over everything else, each beyond the end of its bar.
func (c *barChart) drawValues() {
	for i, b := range c.Bars.Bars {
		lines := c.valueLines(i)
		if len(lines) == 0 {
			continue
		}

		_, h := size(lines)
		y := c.y.zero() - h - 2
		switch {
		case b.Value != nil && b.Value.Sign() < 0:
			y = c.y.at(b.Value) + 2
		case b.Value != nil:
			y = c.y.at(b.Value) - h - 2
		}

		words := label{lines, c.middle(i), y, center, 0}
		around := words.extent()
		c.add(box{rect{around.x - 2, around.y + 1, around.w + 4, around.h - 1}, "fig-clear", 0, false, 0}, words)
	}
}

// leastNumber is the room in which a short number may fit.
const leastNumber = 20.0

// valueLines are a bar's mark and number, as far as there is room.
func (c *barChart) valueLines(i int) []line {
	b := c.Bars.Bars[i]
	if b.Value == nil {
		for _, words := range []string{"no data", "–"} {
			if plainFont.width(words) <= c.slot-4 {
				return []line{{words, plainFont, "fig-soft"}}
			}
		}

		return nil
	}

	tone := "fig-tone" + b.Verdict.Tone.class()
	var lines []line
	if mark := b.Verdict.Tone.Mark(); b.Verdict.Word != "" && boldFont.width(mark) <= c.slot-1 {
		lines = append(lines, line{mark, boldFont, tone})
	}

	value := Format(b.Value, c.Unit, c.Currency)
	if plainFont.width(value) > c.slot-2 && c.slot > leastNumber {
		value = whole(b.Value, c.Unit, c.Currency, 0)
	}

	for _, f := range []font{boldFont, plainFont} {
		if f.width(value) <= c.slot-2 {
			return append(lines, line{value, f, tone})
		}
	}

	return lines
}

// drawLimit draws the limit as steps over the bars for which it held.
func (c *barChart) drawLimit() {
	var points []point
	flush := func() {
		if len(points) > 1 {
			c.add(curve{points, "fig-halo"}, curve{points, "fig-target"})
		}

		points = nil
	}

	for i, b := range c.Bars.Bars {
		if b.Limit == nil {
			flush()
			continue
		}

		y := c.y.at(b.Limit)
		points = append(points, point{round(c.frame.x + c.slot*float64(i)), y}, point{round(c.frame.x + c.slot*float64(i+1)), y})
	}

	flush()
	if len(c.goal) > 0 {
		_, h := size(c.goal)
		y := c.y.at(c.Bars.Bars[len(c.Bars.Bars)-1].Limit)
		c.add(label{c.goal, c.frame.right() + 8, round(max(0, min(y-h/2, c.frame.bottom()+8-h))), left, 0})
	}
}

func (c *barChart) drawHits() {
	for i, r := range c.Table().Rows {
		from, to := round(c.frame.x+c.slot*float64(i)), round(c.frame.x+c.slot*float64(i+1))
		c.add(linked(c.Bars.Bars[i].Href, c.says(r), hit{rect{from, 0, to - from, c.frame.bottom()}, c.says(r)})...)
	}
}

// A Ranking is a list of things with a bar each, in the order given: reasons, sources.
type Ranking struct {
	ID, Title, Desc string
	Unit, Currency  string
	// Share adds each row's part of the sum in percent.
	Share bool
	Rows  []Rank
}

// A Rank is one row of a Ranking.
type Rank struct {
	Label string
	Value *big.Rat
	Tone  Tone
	Href  string
}

// SVG returns the chart in one orientation.
func (r Ranking) SVG(o Orientation) string { return svg(r.scene(o)) }

// HTML returns the chart in both orientations.
func (r Ranking) HTML() string { return markup(r.scene(Wide), r.scene(Upright)) }

// Table returns a row per thing: label, value and share.
func (r Ranking) Table() Table {
	t := Table{Header: []string{"What", "Value"}}
	if r.Share {
		t.Header = append(t.Header, "Share")
	}

	for _, rank := range r.Rows {
		cells := []string{clean(rank.Label), Format(rank.Value, r.Unit, r.Currency)}
		if r.Share {
			cells = append(cells, percentOf(rank.Value, r.sum()))
		}

		t.Rows = append(t.Rows, cells)
	}

	return t
}

func (r Ranking) sum() *big.Rat {
	sum := new(big.Rat)
	for _, rank := range r.Rows {
		if rank.Value != nil {
			sum.Add(sum, rank.Value)
		}
	}

	return sum
}

// percentOf returns "36%"; "" where that means nothing.
func percentOf(part, whole *big.Rat) string {
	if part == nil || whole == nil || whole.Sign() <= 0 || part.Sign() < 0 {
		return ""
	}

	return Format(new(big.Rat).Mul(new(big.Rat).Quo(part, whole), hundred), "percent", "")
}

// rows are the things, ready to be drawn.
func (r Ranking) rows() []row {
	table := r.Table()
	rows := make([]row, len(r.Rows))
	for i, rank := range r.Rows {
		cells := table.Rows[i]
		rows[i] = row{name: rank.Label, href: rank.Href, class: rank.Tone.class(), value: rank.Value, text: cells[1]}
		if r.Share && cells[2] != "" {
			rows[i].text += " (" + cells[2] + ")"
		}

		rows[i].says = cells[0] + ": " + rows[i].text
	}

	return rows
}

func (r Ranking) scene(o Orientation) *scene {
	return drawRows(scene{id: r.ID, title: r.Title, desc: r.Desc}, o, r.rows(), r.Unit, r.Currency)
}

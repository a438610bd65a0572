package figure

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A Week is a grid of days and times with what happens in them. The hours in which nothing happens are left out.
// Upright it is a list of days.
type Week struct {
	ID, Title, Desc string
	Slots           []Slot
}

// A Slot is something that happens every week, or in some.
type Slot struct {
	Label string
	// Sub is a softer text, such as "every second week".
	Sub string
	// Day is the day's number from Monday, 0, to Sunday, 6. Slots on other days are left out.
	Day int
	// Start is the time of day, Minutes how long it takes. Slots at no time of a day are left out.
	Start   worktime.Clock
	Minutes int
	Tone    Tone
	Href    string
}

// SVG returns the week in one orientation.
func (w Week) SVG(o Orientation) string { return svg(w.scene(o)) }

// HTML returns the week in both orientations.
func (w Week) HTML() string { return markup(w.scene(Wide), w.scene(Upright)) }

// Table returns a row per slot, by day and time: day, time, label, details.
func (w Week) Table() Table {
	t := Table{Header: []string{"Day", "Time", "What", "Details"}}
	for _, s := range w.inOrder() {
		t.Rows = append(t.Rows, []string{weekday(s.Day), s.time(), clean(s.Label), clean(s.Sub)})
	}

	return t
}

func (w Week) inOrder() []Slot {
	slots := slices.DeleteFunc(slices.Clone(w.Slots), func(s Slot) bool { return s.Day < 0 || s.Day > 6 || s.Start < 0 || s.Start >= 24*3600 })
	slices.SortStableFunc(slots, func(a, b Slot) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Start, b.Start)) })

	return slots
}

// end returns when a slot is over, in seconds from the start of its day.
func (s Slot) end() worktime.Clock { return s.Start + worktime.Clock(max(1, s.Minutes)*60) }

// time is "09:00 to 09:15".
func (s Slot) time() string {
	end := s.end()
	if end > 24*3600 {
		return clock(s.Start) + ", " + strconv.Itoa(s.Minutes) + " minutes"
	}

	return clock(s.Start) + "–" + clock(end)
}

func (w Week) scene(o Orientation) *scene {
	base := scene{id: w.ID, title: w.Title, desc: w.Desc}
	slots := w.inOrder()
	if len(slots) == 0 {
		return nothing(base, o)
	}

	if o == Upright {
		return weekList(base, slots)
	}

	if grid := weekGrid(base, slots); grid != nil {
		return grid
	}

	return weekList(base, slots)
}

// words are what stands in a slot's box.
func (s Slot) words(width float64) []line {
	lines := set(s.time(), plainFont, "fig-soft", width)
	lines = append(lines, set(s.Label, boldFont, "fig-name"+s.Tone.class(), width)...)

	return append(lines, set(s.Sub, plainFont, "fig-soft", width)...)
}

func weekList(s scene, slots []Slot) *scene {
	s.width = uprightWidth
	y := 2.0
	for i, g := range grouped(slots) {
		if i > 0 {
			y += 8
		}

		days := set(g.name(), boldFont, "fig-soft", s.width-4)
		_, h := size(days)
		s.add(label{days, 2, y, left, 0})
		y += h + 4
		for _, n := range g.slots {
			slot := slots[n]
			words := slot.words(s.width - 28)
			_, h := size(words)
			b := box{rect{2, y, s.width - 4, h + 12}, "fig-box" + slot.Tone.class(), 6, false, n + 1}
			s.add(slot.marks(b, text(words, 14, y+6, left, 0), heard(words), g.name())...)
			y += h + 12 + 6
		}
	}

	s.height = y

	return &s
}

// A dayGroup is what happens on the same days.
type dayGroup struct {
	days  []int
	slots []int // indices, the first of each that happens on several days
}

// grouped puts together what happens on the same days; what happens on most days is first.
func grouped(slots []Slot) []dayGroup {
	var groups []dayGroup
	for i, slot := range slots {
		var days []int
		first := true
		for n, other := range slots {
			same := other
			same.Day = slot.Day
			if same == slot {
				days = append(days, other.Day)
				first = first && n >= i
			}
		}

		if !first {
			continue
		}

		days = slices.Compact(days)
		at := slices.IndexFunc(groups, func(g dayGroup) bool { return slices.Equal(g.days, days) })
		if at < 0 {
			at = len(groups)
			groups = append(groups, dayGroup{days: days})
		}

		groups[at].slots = append(groups[at].slots, i)
	}

	slices.SortStableFunc(groups, func(a, b dayGroup) int {
		return cmp.Or(cmp.Compare(len(b.days), len(a.days)), cmp.Compare(a.days[0], b.days[0]))
	})

	return groups
}

// name is "Monday to Friday" or "Monday, Thursday".
func (g dayGroup) name() string {
	if last := g.days[len(g.days)-1]; len(g.days) > 2 && last-g.days[0] == len(g.days)-1 {
		return weekday(g.days[0]) + " to " + weekday(last)
	}

	names := make([]string, len(g.days))
	for i, d := range g.days {
		names[i] = weekday(d)
	}

	return strings.Join(names, ", ")
}

// A weekChart is a grid whose rows are the times at which something starts or ends.
type weekChart struct {
	*scene
	slots []Slot
	// times are those at which something starts or ends, ys where they are.
	times []worktime.Clock
	ys    []float64
	days  int
	// dayX is where each day starts, and after the last where it ends.
	dayX []float64
	// lanes and laneCount put slots of one day that overlap beside each other.
	lanes, laneCount []int
}

const weekLeft = 52.0

// weekGrid returns nil where so much happens at once that the words do not fit beside each other.
func weekGrid(s scene, slots []Slot) *scene {
	c := &weekChart{scene: &s, slots: slots, days: 5}
	c.width = wideWidth
	for _, slot := range slots {
		c.days = max(c.days, slot.Day+1)
		c.times = append(c.times, slot.Start, slot.end())
	}

	slices.Sort(c.times)
	c.times = slices.Compact(c.times)
	c.placeLanes()
	if !c.placeDays() {
		return nil
	}

	c.placeTimes()
	c.drawGrid()
	for i := range slots {
		c.drawSlot(i)
	}

	return c.scene
}

// placeLanes puts slots that overlap beside each other.
func (c *weekChart) placeLanes() {
	c.lanes, c.laneCount = make([]int, len(c.slots)), make([]int, len(c.slots))
	for from := 0; from < len(c.slots); {
		to := from + 1
		end := c.slots[from].end()
		for to < len(c.slots) && c.slots[to].Day == c.slots[from].Day && c.slots[to].Start < end {
			end = max(end, c.slots[to].end())
			to++
		}

		spans := make([]span, to-from)
		for i := range spans {
			slot := c.slots[from+i]
			spans[i] = span{float64(slot.Start), float64(slot.end())}
		}

		count := 0
		for i, lane := range pack(spans, sorted(spans, func(a, b span) int { return 0 }), 0) {
			c.lanes[from+i] = lane
			count = max(count, lane+1)
		}

		for i := from; i < to; i++ {
			c.laneCount[i] = count
		}

		from = to
	}
}

// placeDays gives days more room on which slots stand beside each other, and every day enough that no word of a slot is
// broken. It reports whether there is that much.
func (c *weekChart) placeDays() bool {
	leasts, shares := make([]float64, c.days), make([]float64, c.days)
	rest, sum := c.width-weekLeft, 0.0
	for d := range shares {
		shares[d] = 1
		leasts[d] = boldFont.width(weekday(d)) + 8
		for i, slot := range c.slots {
			if slot.Day == d {
				lanes := float64(c.laneCount[i])
				shares[d] = max(shares[d], 1+0.6*(lanes-1))
				leasts[d] = max(leasts[d], lanes*(longestWord(slot.words(1e6))+15)+6)
			}
		}

		rest -= leasts[d]
		sum += shares[d]
	}

	if rest < 0 {
		return false
	}

	x := weekLeft
	for _, width := range divided(c.width-weekLeft, leasts, shares) {
		c.dayX = append(c.dayX, x)
		x = round(x + width)
	}

	c.dayX = append(c.dayX, c.width)

	return true
}

// divided gives each a part of some room by its share, but not less than its least: what those that need more than
// their part take is missing in the parts of the others.
func divided(room float64, leasts, shares []float64) []float64 {
	widths := slices.Clone(leasts)
	free := make([]int, len(shares))
	for i := range free {
		free[i] = i
	}

	for {
		sum := 0.0
		for _, i := range free {
			sum += shares[i]
		}

		part := room / sum
		scarce := slices.IndexFunc(free, func(i int) bool { return shares[i]*part < leasts[i] })
		if scarce < 0 {
			for _, i := range free {
				widths[i] = shares[i] * part
			}

			return widths
		}

		room -= leasts[free[scarce]]
		free = slices.Delete(free, scarce, scarce+1)
	}
}

// box returns where a slot is drawn.
func (c *weekChart) box(i int) rect {
	slot := c.slots[i]
	width := (c.dayX[slot.Day+1] - c.dayX[slot.Day] - 6) / float64(c.laneCount[i])
	x := c.dayX[slot.Day] + 3 + width*float64(c.lanes[i])
	from, to := c.span(i)
	y, bottom := 0.0, 0.0
	if c.ys != nil {
		y, bottom = c.ys[from], c.ys[to]
	}

	return rect{round(x), y + 1, round(width - 2), bottom - y - 2}
}

// span returns the indices of the times at which a slot starts and ends.
func (c *weekChart) span(i int) (from, to int) {
	from, _ = slices.BinarySearch(c.times, c.slots[i].Start)
	to, _ = slices.BinarySearch(c.times, c.slots[i].end())

	return from, to
}

// placeTimes decides the heights: more for longer times, little where nothing happens, and enough for all words.
func (c *weekChart) placeTimes() {
	heights := make([]float64, len(c.times)-1)
	for i := range heights {
		busy := false
		for n := range c.slots {
			from, to := c.span(n)
			busy = busy || from <= i && i < to
		}

		minutes := float64(c.times[i+1]-c.times[i]) / 60
		heights[i] = min(14, max(4, minutes/10))
		if busy {
			heights[i] = min(60, max(22, minutes/2))
		}
	}

	for n, slot := range c.slots {
		from, to := c.span(n)
		_, need := size(slot.words(c.box(n).w - 12))
		need += 10
		for i := from; i < to; i++ {
			need -= heights[i]
		}

		if need > 0 {
			heights[to-1] += need
		}
	}

	y := boldFont.line() + 10
	c.ys = append(c.ys, y)
	for _, h := range heights {
		y += round(h)
		c.ys = append(c.ys, y)
	}

	c.height = y + 12
}

// drawGrid writes the days and the times at which something starts.
func (c *weekChart) drawGrid() {
	for d := range c.days {
		x := c.dayX[d]
		c.add(rule{point{x, 0}, point{x, c.height}, "fig-hair"})
		c.add(label{[]line{{weekday(d), boldFont, "fig-soft"}}, round((x + c.dayX[d+1]) / 2), 2, center, 0})
	}

	last := 0.0
	for i, at := range c.times {
		starts := slices.ContainsFunc(c.slots, func(s Slot) bool { return s.Start == at })
		if !starts || c.ys[i] < last {
			continue
		}

		c.add(rule{point{weekLeft - 6, c.ys[i]}, point{c.width, c.ys[i]}, "fig-hair"})
		c.add(label{[]line{{clock(at), plainFont, "fig-soft"}}, weekLeft - 9, c.ys[i] - 3, right, 0})
		last = c.ys[i] + plainFont.line()
	}
}

func (c *weekChart) drawSlot(i int) {
	slot, at := c.slots[i], c.box(i)
	words := slot.words(at.w - 12)
	b := box{at, "fig-box" + slot.Tone.class(), 4, false, i + 1}
	c.add(slot.marks(b, text(words, at.x+6, at.y+4, left, 0), heard(words), weekday(slot.Day))...)
}

// marks are the slot's box with its words, and the room in which a pointer means it: within the link, so that it can
// be pressed all the same.
func (s Slot) marks(b box, words []mark, name, days string) []mark {
	over := hit{b.rect, sentence(clean(s.Label)+": "+days, s.time(), s.Sub)}

	return linked(s.Href, name, append(append([]mark{b}, words...), over)...)
}

// clock is a time of day in hours and minutes.
func clock(c worktime.Clock) string { return c.String()[:5] }

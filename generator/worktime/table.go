package worktime

import (
	"math"
	"sort"
	"time"
)

// The years of the dates on which a calendar can open. They are few enough for nanoseconds in an int64.
const firstYear, lastYear = 1900, 2149

// All times in a table are Unix times in nanoseconds.
const (
	nanosPerSecond = int64(time.Second)
	nanosPerDay    = secondsPerDay * nanosPerSecond
)

// Moments beyond these are as good as these: nothing is open there.
var (
	beforeAll = time.Date(firstYear-1, time.December, 1, 0, 0, 0, 0, time.UTC)
	afterAll  = time.Date(lastYear+1, time.February, 1, 0, 0, 0, 0, time.UTC)
)

// nanoseconds returns a moment as tables have it.
func nanoseconds(t time.Time) int64 {
	switch seconds := t.Unix(); {
	case seconds < beforeAll.Unix():
		return beforeAll.UnixNano()
	case seconds > afterAll.Unix():
		return afterAll.UnixNano()
	default:
		return t.UnixNano()
	}
}

// A table is a calendar written out for some years: every stretch of open time, with the open time that
// came before. It makes Due and Elapsed a look-up. A table is immutable.
type table struct {
	first, last int   // years of its dates, both included
	from, until int64 // the moments for which it knows everything around, until exclusive

	stretches []stretch // in order, apart
	closes    []int64   // of each business day, when it closes for the day
	origin    int64     // number of the first UTC day of days
	days      []int32   // per UTC day, the first stretch that closes after the start of that day
}

type stretch struct {
	open, close int64
	before      int64 // open time in the table before this stretch
	day         int   // index in closes
}

// table returns a table that knows everything around two moments, and what is between them.
func (c *Calendar) table(from, to int64) *table {
	t := c.known.Load()
	if t != nil && t.from <= from && to < t.until {
		return t
	}

	first, last := yearOf(from)-1, yearOf(to)+1
	if t != nil {
		first, last = min(first, t.first), max(last, t.last)
	}

	return c.keep(first, last)
}

// longer returns a table that goes on for as many years again.
func (c *Calendar) longer(t *table) *table { return c.keep(t.first, t.last+(t.last-t.first)+1) }

// keep makes the table of those years and keeps it for the next question. Where two questions come at
// once, either table may be kept: that costs time, never a right answer.
func (c *Calendar) keep(first, last int) *table {
	t := c.newTable(max(first, firstYear), min(last, lastYear))
	c.known.Store(t)

	return t
}

func yearOf(moment int64) int { return time.Unix(0, moment).UTC().Year() }

func (c *Calendar) newTable(first, last int) *table {
	t := &table{first: first, last: last, from: startOf(first + 1), until: startOf(last)}
	if first == firstYear {
		t.from = math.MinInt64
	}

	if last == lastYear {
		t.until = math.MaxInt64
	}

	firstDate, lastDate := Date{first, time.January, 1}.number(), Date{last, time.December, 31}.number()
	weeks := int(lastDate-firstDate)/7 + 2
	perWeek, daysPerWeek := c.perWeek()
	t.stretches, t.closes = make([]stretch, 0, weeks*perWeek), make([]int64, 0, weeks*daysPerWeek)

	for date := firstDate; date <= lastDate; date++ {
		if windows := c.windowsOn(date); len(windows) > 0 {
			t.add(newDay(date, c.zone), windows)
		}
	}

	t.index(firstDate, lastDate)

	return t
}

// perWeek returns how many windows an ordinary week has, and on how many days.
func (c *Calendar) perWeek() (windows, days int) {
	for _, onDay := range c.hours {
		windows += len(onDay)
		if len(onDay) > 0 {
			days++
		}
	}

	return windows, days
}

func startOf(year int) int64 { return Date{year, time.January, 1}.number() * nanosPerDay }

// A day is a date in a zone, with the offsets of a day before it and a day after it.
type day struct {
	date          int64
	before, after int64
	zone          *time.Location
}

func newDay(date int64, zone *time.Location) day {
	start := date * secondsPerDay
	return day{date, offsetAt(start-secondsPerDay, zone), offsetAt(start+2*secondsPerDay, zone), zone}
}

// at returns the moment of a time of the day.
func (d day) at(clock Clock) int64 {
	unix, _ := resolve(d.date*secondsPerDay+int64(clock), d.before, d.after, d.zone)
	return unix * nanosPerSecond
}

// exists reports whether the zone has that day: some have left one out to change sides of the date line.
func (d day) exists() bool {
	return d.before == d.after || DateOf(time.Unix(0, d.at(0)).In(d.zone)).number() == d.date
}

// add appends the stretches of a day. Where a change of clocks moves a window into the next, or onto
// nothing, only what is left of it counts.
func (t *table) add(d day, windows []Window) {
	if !d.exists() {
		return
	}

	open := false
	for _, w := range windows {
		s := stretch{open: d.at(w.Open), close: d.at(w.Close), day: len(t.closes)}
		if last := len(t.stretches) - 1; last >= 0 {
			before := t.stretches[last]
			s.open = max(s.open, before.close)
			s.before = before.before + before.close - before.open
		}

		if s.open < s.close {
			t.stretches, open = append(t.stretches, s), true
		}
	}

	if open {
		t.closes = append(t.closes, t.stretches[len(t.stretches)-1].close)
	}
}

// index fills days. Local dates reach into the UTC day before and the one after.
func (t *table) index(firstDate, lastDate int64) {
	t.origin = firstDate - 1
	t.days = make([]int32, 0, lastDate-firstDate+3)

	next := 0
	for day := t.origin; day <= lastDate+1; day++ {
		for next < len(t.stretches) && t.stretches[next].close <= day*nanosPerDay {
			next++
		}

		t.days = append(t.days, int32(next))
	}
}

// find returns the first stretch that closes after a moment; len(t.stretches) if there is none.
func (t *table) find(moment int64) int {
	day := moment / nanosPerDay
	if moment%nanosPerDay < 0 {
		day--
	}

	day -= t.origin
	switch {
	case day < 0:
		return 0
	case day >= int64(len(t.days)):
		return len(t.stretches)
	}

	i := int(t.days[day])
	for i < len(t.stretches) && t.stretches[i].close <= moment {
		i++
	}

	return i
}

// openUntil returns the open time in the table before a moment.
func (t *table) openUntil(moment int64) int64 {
	i := t.find(moment)
	if i == len(t.stretches) {
		return t.total()
	}

	s := t.stretches[i]

	return s.before + max(0, moment-s.open)
}

// total returns the open time in the table.
func (t *table) total() int64 {
	if len(t.stretches) == 0 {
		return 0
	}

	s := t.stretches[len(t.stretches)-1]

	return s.before + s.close - s.open
}

// openFor returns when some open time after a moment has gone by; false if the table ends before. The
// time must be more than none.
func (t *table) openFor(moment, nanos int64) (int64, bool) {
	target := t.openUntil(moment) + nanos
	if target > t.total() {
		return 0, false
	}

	// Most durations end within a few stretches: the steps start small.
	low, high := t.find(moment), len(t.stretches)
	for step := 1; low+step < high; step *= 2 {
		if t.stretches[low+step].before >= target {
			high = low + step
			break
		}

		low += step
	}

	i := low + sort.Search(high-low, func(i int) bool { return t.stretches[low+i].before >= target }) - 1
	s := t.stretches[i]

	return s.open + target - s.before, true
}

// closeAfter returns when the n-th business day closes after the one that is the first to close after a
// moment; false if the table ends before.
func (t *table) closeAfter(moment, n int64) (int64, bool) {
	i := t.find(moment)
	if i == len(t.stretches) {
		return 0, false
	}

	day := int64(t.stretches[i].day) + n
	if day >= int64(len(t.closes)) {
		return 0, false
	}

	return t.closes[day], true
}

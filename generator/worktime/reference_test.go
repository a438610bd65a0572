package worktime

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// The reference answers the same questions minute by minute, from nothing but what clocks show.

// A wallTable says for every minute that clocks could show when they first do, and how often. Minutes
// count from two days before the first that was looked at.
type wallTable struct {
	zone  *time.Location
	base  int64 // Unix minute
	first []int64
	count []int
	dates map[int64]bool
}

// newWallTable looks at the clocks of a zone through all minutes from one date to another, UTC.
func newWallTable(zone *time.Location, from, to Date) *wallTable {
	size := (to.Sub(from) + 4) * 24 * 60
	w := &wallTable{
		zone: zone, base: from.AddDays(-2).number() * 24 * 60,
		first: make([]int64, size), count: make([]int, size), dates: map[int64]bool{},
	}

	previous := int64(-1)
	for minute := int64(2 * 24 * 60); minute < int64(size-2*24*60); minute++ {
		t := time.Unix((w.base+minute)*60, 0).In(zone)
		date := DateOf(t)
		shown := w.wall(date, t.Hour()*60+t.Minute())
		w.dates[date.number()] = true

		if w.count[shown] == 0 {
			w.first[shown] = minute
		}

		w.count[shown]++

		// Minutes that clocks pass over are shifted by as many.
		if previous >= 0 {
			for missing := previous + 1; missing < shown; missing++ {
				w.first[missing] = minute + missing - previous - 1
			}
		}

		previous = shown
	}

	return w
}

func (w *wallTable) wall(d Date, minute int) int64 { return d.number()*24*60 + int64(minute) - w.base }

// at returns the moment of a minute.
func (w *wallTable) at(minute int64) time.Time { return time.Unix((w.base+minute)*60, 0).In(w.zone) }

// A reference is a calendar as a row of minutes.
type reference struct {
	walls  *wallTable
	open   []bool
	closes map[int64]int64 // by business day
}

func newReference(c *Calendar, walls *wallTable, from, to Date) *reference {
	r := &reference{walls: walls, open: make([]bool, len(walls.first)), closes: map[int64]int64{}}
	reached := int64(0)
	for d := from; !d.After(to); d = d.AddDays(1) {
		if !walls.dates[d.number()] || c.IsHoliday(d) {
			continue
		}

		for _, w := range c.Hours(d.Weekday()) {
			opens, closes := walls.first[walls.wall(d, int(w.Open/60))], walls.first[walls.wall(d, int(w.Close/60))]
			for minute := max(opens, reached); minute < closes; minute++ {
				r.open[minute] = true
				r.closes[d.number()] = closes
			}

			reached = max(reached, closes)
		}
	}

	return r
}

func (r *reference) elapsed(from, to int64) (minutes int64) {
	for _, open := range r.open[from:to] {
		if open {
			minutes++
		}
	}

	return minutes
}

func (r *reference) dueMinutes(start, minutes int64) int64 {
	for minute := start; ; minute++ {
		if r.open[minute] {
			minutes--
		}

		if minutes == 0 {
			return minute + 1
		}
	}
}

func (r *reference) dueDays(start, days int64) int64 {
	date := DateOf(r.walls.at(start)).number()
	if closes, ok := r.closes[date]; !ok || start >= closes {
		date = r.nextDay(date)
	}

	for range days {
		date = r.nextDay(date)
	}

	return r.closes[date]
}

func (r *reference) nextDay(date int64) int64 {
	for {
		date++
		if _, ok := r.closes[date]; ok {
			return date
		}
	}
}

// referenceZones are zones with the spans of dates on which something happens to their clocks.
var referenceZones = []struct{ zone, from, to string }{
	{"America/New_York", "2026-02-20", "2026-04-10"},
	{"America/New_York", "2026-10-15", "2026-12-10"},
	{"Europe/Berlin", "2026-03-10", "2026-04-30"},
	{"Europe/Berlin", "2026-10-10", "2026-12-01"},
	{"Australia/Lord_Howe", "2026-03-20", "2026-05-05"},
	{"Australia/Lord_Howe", "2026-09-20", "2026-11-05"},
	{"Australia/Sydney", "2026-03-20", "2026-05-05"},
	{"America/Santiago", "2026-03-20", "2026-05-05"},
	{"America/Santiago", "2026-08-20", "2026-10-05"},
	{"America/St_Johns", "2006-10-15", "2006-12-01"}, // at 00:01, back into the day before
	{"Africa/Cairo", "2010-08-01", "2010-10-10"},     // four changes in two months
	{"America/New_York", "2040-12-15", "2041-03-25"}, // beyond the listed changes, over a leap year's end
	{"Pacific/Apia", "2011-12-10", "2012-01-31"},     // 30 December left out
	{"Asia/Kathmandu", "2026-01-01", "2026-02-15"},   // a quarter of an hour
	{"UTC", "1969-12-10", "1970-01-20"},              // around zero
}

func TestAgreesWithMinuteByMinute(t *testing.T) {
	for i, c := range referenceZones {
		t.Run(fmt.Sprintf("%s %s", c.zone, c.from), func(t *testing.T) {
			from, to := date(t, c.from), date(t, c.to)
			walls := newWallTable(zone(t, c.zone), from.AddDays(-3), to.AddDays(40))

			r := rand.New(rand.NewPCG(2026, uint64(i)))
			for range 12 {
				cal := randomCalendar(t, r, walls.zone, from, to)
				agree(t, r, cal, newReference(cal, walls, from.AddDays(-1), to.AddDays(36)), from, to)
			}
		})
	}
}

// agree asks both a calendar and its reference.
func agree(t *testing.T, r *rand.Rand, cal *Calendar, ref *reference, from, to Date) {
	t.Helper()

	at := ref.walls.at
	for range 40 {
		start := ref.walls.wall(from, 0) + r.Int64N(int64(to.Sub(from)*24*60))
		end := start + r.Int64N(14*24*60)
		if got, want := cal.Elapsed(at(start), at(end)), ref.elapsed(start, end); got != time.Duration(want)*time.Minute {
			t.Errorf("from %s to %s: %v, minute by minute %d", at(start), at(end), got, want)
		}

		n := 1 + r.Int64N(600)
		if got, _ := cal.Due(at(start), Of(n, BusinessMinutes)); !got.Equal(at(ref.dueMinutes(start, n))) {
			t.Errorf("%d business minutes after %s: %s, minute by minute %s", n, at(start), got, at(ref.dueMinutes(start, n)))
		}

		n = r.Int64N(8)
		if got, _ := cal.Due(at(start), Of(n, BusinessDays)); !got.Equal(at(ref.dueDays(start, n))) {
			t.Errorf("%d business days after %s: %s, minute by minute %s", n, at(start), got, at(ref.dueDays(start, n)))
		}
	}
}

// randomCalendar opens on three or more days a week, in up to three windows; half of them include those
// hours of the night at which clocks change.
func randomCalendar(t *testing.T, r *rand.Rand, zone *time.Location, from, to Date) *Calendar {
	t.Helper()

	var hours [7][]Window
	for _, day := range r.Perm(7)[:3+r.IntN(5)] {
		for range 1 + r.IntN(3) {
			opens := Clock(r.IntN(95))
			if r.IntN(2) == 0 {
				opens = Clock(r.IntN(12))
			}

			closes := opens + 1 + Clock(r.IntN(int(96-opens)))
			hours[day] = append(hours[day], Window{opens * 15 * 60, closes * 15 * 60})
		}
	}

	var holidays []Date
	for range r.IntN(4) {
		holidays = append(holidays, from.AddDays(r.IntN(to.Sub(from))))
	}

	return must(NewCalendar(zone, hours, holidays))(t)
}

// TestLocalTimesAgreeWithClocks resolves every local time, in steps, and compares with what clocks show.
func TestLocalTimesAgreeWithClocks(t *testing.T) {
	for _, c := range referenceZones {
		zone := zone(t, c.zone)
		from, to := date(t, c.from), date(t, c.to)
		walls := newWallTable(zone, from.AddDays(-3), to.AddDays(3))
		for d := from; d.Before(to); d = d.AddDays(1) {
			for minute := 0; minute < 24*60; minute += 5 {
				got, occurs := d.At(Clock(minute*60), zone)
				shown := walls.wall(d, minute)
				want := []Occurs{Never, Once, Twice}[walls.count[shown]]
				if first := walls.at(walls.first[shown]); !got.Equal(first) || occurs != want {
					t.Fatalf("%s %s is %s (%d), clocks say %s (%d)", d, Clock(minute*60), got, occurs, first, want)
				}
			}
		}
	}
}

// TestElapsedUntilDueIsTheDuration: business time runs out exactly when it is due, and not before.
func TestElapsedUntilDueIsTheDuration(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	from, to := date(t, "2020-01-01"), date(t, "2040-01-01")
	for range 12 {
		cal := randomCalendar(t, r, zone(t, "America/New_York"), from, to)
		for range 100 {
			start := from.Start(time.UTC).Add(time.Duration(r.Int64N(int64(20 * 365 * 24 * time.Hour))))
			d := Duration{thousandths: 1 + r.Int64N(10_000_000), unit: BusinessMinutes}
			want := minutes(d.thousandths)

			due, ok := cal.Due(start, d)
			if got := cal.Elapsed(start, due); !ok || got != want {
				t.Fatalf("%s after %s is due %s, after %v", d, start, due, got)
			}

			if got := cal.Elapsed(start, due.Add(-time.Nanosecond)); got != want-1 {
				t.Fatalf("%s after %s is due %s, but not a nanosecond earlier: %v", d, start, due, got)
			}
		}
	}
}

package figure

import (
	"strconv"
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A timeAxis says where days stand.
type timeAxis struct {
	first, last worktime.Date
	from, to    float64
	// period is the least number of days from one tick to the next: that of what is measured. 0 is a day.
	period int
}

// at returns where a day stands.
func (a timeAxis) at(d worktime.Date) float64 {
	days := a.last.Sub(a.first)
	if days <= 0 {
		return round((a.from + a.to) / 2)
	}

	return round(a.from + float64((a.to-a.from)*float64(d.Sub(a.first)))/float64(days))
}

// Months have from 28 to 31 days; those of a period of several are 31 at most.
const shortMonth, longMonth = 28, 31

// A dayTick is a day that is written at an axis, in one or two lines.
type dayTick struct {
	day        worktime.Date
	name, year string
}

// ticks returns the days to write, so that names of that width fit. The year stands at the first and at the
// first of each year.
func (a timeAxis) ticks(width float64) []dayTick {
	room := max(1, int((a.to-a.from)/width))
	days := a.last.Sub(a.first)
	switch {
	case days <= 0:
		return []dayTick{{a.first, dayName(a.first), strconv.Itoa(a.first.Year)}}
	case a.period < shortMonth && (days < 60 || days/31 < 2):
		return a.dayTicks(days, room)
	default:
		return a.monthTicks(days, room)
	}
}

func (a timeAxis) dayTicks(days, room int) []dayTick {
	step := 1
	for _, step = range []int{1, 2, 7, 14, 28, 56} {
		if step >= a.period && days/step < room {
			break
		}
	}

	var ticks []dayTick
	for d := a.first; !d.After(a.last); d = d.AddDays(step) {
		ticks = append(ticks, dayTick{day: d, name: dayName(d)})
	}

	return withYears(ticks)
}

func (a timeAxis) monthTicks(days, room int) []dayTick {
	step := 1
	for _, step = range []int{1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 120000} {
		if step*longMonth >= a.period && days/31/step < room {
			break
		}
	}

	start := a.first
	if start.Day > 1 {
		start = worktime.MonthOf(start).Add(1).First()
	}

	month := worktime.MonthOf(start)
	shift := 0 // of the first quarter from January, in a year that starts in another month
	if a.period > 2*longMonth && step < 12 {
		shift = (month.Year*12 + int(month.Month) - 1) % step
	}

	for step > 1 && (month.Year*12+int(month.Month)-1)%step != shift {
		month = month.Add(1)
	}

	var ticks []dayTick
	for ; !month.First().After(a.last); month = month.Add(step) {
		tick := dayTick{day: month.First(), name: month.Month.String()[:3]}
		if step >= 12 {
			tick.name = strconv.Itoa(month.Year)
		}

		ticks = append(ticks, tick)
	}

	if step >= 12 {
		return ticks
	}

	return withYears(ticks)
}

// withYears gives the first tick of every year its year.
func withYears(ticks []dayTick) []dayTick {
	year := 0
	for i := range ticks {
		if ticks[i].day.Year != year {
			year = ticks[i].day.Year
			ticks[i].year = strconv.Itoa(year)
		}
	}

	return ticks
}

// dayName returns "16 Nov".
func dayName(d worktime.Date) string { return strconv.Itoa(d.Day) + " " + d.Month.String()[:3] }

// fullDay returns "16 Nov 2026"; "" for no day.
func fullDay(d worktime.Date) string {
	if d.IsZero() {
		return ""
	}

	return dayName(d) + " " + strconv.Itoa(d.Year)
}

// weekdays are the names of days from Monday on.
func weekday(n int) string { return time.Weekday((n + 1) % 7).String() }

package ical

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// moreYears is for how long after a calendar's last day the clocks of its zones are looked at: series go on, and
// so long a look tells the fourth Sunday of a month from its last.
const moreYears = 10

// addZones writes how the clocks of every zone go, before the events that need them.
func (w *writer) addZones() {
	slices.SortFunc(w.order, func(a, b *time.Location) int { return cmp.Compare(a.String(), b.String()) })
	zones := make([]ics.Component, 0, len(w.order)+len(w.out.Components))
	for _, zone := range w.order {
		v := ics.NewTimezone(zone.String())
		v.Components = observances(changes(zone, w.zones[zone.String()], w.Until.AddMonths(12*moreYears)))
		zones = append(zones, v)
	}

	w.out.Components = append(zones, w.out.Components...)
}

// A change is when clocks in a zone start to show another time.
type change struct {
	// wall is what they show at that moment before the change, as if in UTC.
	wall     time.Time
	from, to int // seconds ahead of UTC
	name     string
	summer   bool
}

// changes returns how clocks in a zone go from a date on: the change that holds on that date, and all later ones
// until another date. A zone whose clocks never changed has one change, long ago.
func changes(zone *time.Location, first, last worktime.Date) []change {
	var all []change
	end := last.End(zone)
	for at := first.Start(zone); ; {
		start, next := at.ZoneBounds()
		name, to := at.Zone()
		c := change{wall: time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), from: to, to: to, name: name, summer: at.IsDST()}
		if !start.IsZero() {
			_, c.from = start.Add(-time.Second).Zone()
			c.wall = start.UTC().Add(time.Duration(c.from) * time.Second)
		}

		if len(all) == 0 || c.from != c.to || c.name != all[len(all)-1].name { // else the bounds are those of a table
			all = append(all, c)
		}

		if next.IsZero() || next.After(end) {
			return all
		}

		at = next
	}
}

// observances writes changes of one kind as one part each: by a rule where they follow one, else day by day.
func observances(all []change) []ics.Component {
	var parts []ics.Component
	done := make([]bool, len(all))
	for i, c := range all {
		if done[i] {
			continue
		}

		var same []change
		for n := i; n < len(all); n++ {
			if o := all[n]; o.from == c.from && o.to == c.to && o.name == c.name && o.summer == c.summer {
				same = append(same, o)
				done[n] = true
			}
		}

		parts = append(parts, observance(same))
	}

	return parts
}

func observance(same []change) ics.Component {
	c := same[0]
	var part ics.ComponentBase
	part.AddProperty(ics.ComponentPropertyDtStart, local(c.wall))
	part.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), offset(c.from))
	part.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), offset(c.to))
	part.AddProperty(ics.ComponentProperty(ics.PropertyTzname), c.name)
	if yearly := yearlyRule(same); yearly != "" {
		part.AddRrule(yearly)
	} else {
		for _, later := range same[1:] {
			part.AddRdate(local(later.wall))
		}
	}

	if c.summer {
		return &ics.Daylight{ComponentBase: part}
	}

	return &ics.Standard{ComponentBase: part}
}

// yearlyRule returns the rule that changes follow, one every year on the same weekday of a month, counted from
// its start or its end; "" if they follow none.
func yearlyRule(same []change) string {
	if len(same) < 3 {
		return ""
	}

	first := same[0].wall
	nth, last := true, true
	for i, c := range same {
		if c.wall.Year() != first.Year()+i || c.wall.Month() != first.Month() || c.wall.Weekday() != first.Weekday() || c.wall.Format("15:04:05") != first.Format("15:04:05") {
			return ""
		}

		nth = nth && (c.wall.Day()-1)/7 == (first.Day()-1)/7
		last = last && c.wall.AddDate(0, 0, 7).Month() != c.wall.Month()
	}

	ordinal := (first.Day()-1)/7 + 1
	switch {
	case last:
		ordinal = -1
	case !nth:
		return ""
	}

	return fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", first.Month(), ordinal, code(first.Weekday()))
}

func local(wall time.Time) string { return wall.Format("20060102T150405") }

// offset writes seconds ahead of UTC as -0500, with seconds only where there are some.
func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}

	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}

	return text
}

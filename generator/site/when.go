package site

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// when says on which days and at what time a meeting is: "Every Monday, 10:00–11:00".
func when(t plan.Timetable) string {
	words := onWhichDays(t.Rhythm)
	switch {
	case words == "":
		return "nobody has said on which day"
	case !t.Timed:
		return words + ", at no set time"
	}

	return words + ", " + clockSpan(t.Start, t.Minutes)
}

// clockSpan is "10:00–11:00".
func clockSpan(start worktime.Clock, minutes int) string {
	end := (start + worktime.Clock(minutes*60)) % worktime.EndOfDay
	if minutes == 0 {
		return start.String()
	}

	return start.String() + "–" + end.String()
}

var ordinals = map[int]string{1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}

// onWhichDays says on which days a rhythm falls; "" for one that does not say.
func onWhichDays(r worktime.Rhythm) string {
	if !r.Known() {
		return ""
	}

	days := dayNames(r.Days)
	switch r.Every {
	case worktime.Daily:
		return days
	case worktime.Weekly:
		return "Every " + days
	case worktime.Biweekly:
		return "Every second " + days
	}

	month := "the month"
	if r.Every == worktime.Quarterly {
		month = "the " + ordinals[max(1, r.MonthOfQuarter)] + " month of each quarter"
	}

	switch {
	case r.LastBusinessDay:
		return "Last business day of " + month
	case r.DayOfMonth > 28:
		return fmt.Sprintf("Day %d of %s, or its last", r.DayOfMonth, month)
	case r.DayOfMonth > 0:
		return fmt.Sprintf("Day %d of %s", r.DayOfMonth, month)
	}

	return fmt.Sprintf("%s %s of %s", strings.ToUpper(ordinals[r.Ordinal][:1])+ordinals[r.Ordinal][1:], r.Days[0], month)
}

// dayNames names days of a week from Monday on: "Monday to Friday", "Tuesday and Thursday".
func dayNames(days []time.Weekday) string {
	days = slices.Clone(days)
	slices.SortFunc(days, func(a, b time.Weekday) int { return mondayFirst(a) - mondayFirst(b) })
	if n := len(days); n > 2 && mondayFirst(days[n-1])-mondayFirst(days[0]) == n-1 {
		return days[0].String() + " to " + days[n-1].String()
	}

	names := make([]string, len(days))
	for i, day := range days {
		names[i] = day.String()
	}

	return join(names, "and")
}

// mondayFirst is the number of a day in a week from Monday, 0, on.
func mondayFirst(day time.Weekday) int { return (int(day) + 6) % 7 }

package ical

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// rule returns the rule of a rhythm, without its holidays. Weeks start on Monday.
func rule(r worktime.Rhythm, c *worktime.Calendar) string {
	switch r.Every {
	case worktime.Daily, worktime.Weekly:
		return "FREQ=WEEKLY;BYDAY=" + byDay(r.Days)
	case worktime.Biweekly:
		return "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=" + byDay(r.Days)
	case worktime.Quarterly:
		return "FREQ=MONTHLY;INTERVAL=3;" + inMonth(r, c)
	}

	return "FREQ=MONTHLY;" + inMonth(r, c)
}

// inMonth returns the part of a rule that says which day of the month.
func inMonth(r worktime.Rhythm, c *worktime.Calendar) string {
	switch {
	case r.LastBusinessDay:
		return "BYDAY=" + byDay(businessDays(c)) + ";BYSETPOS=-1"
	case r.DayOfMonth == 31:
		return "BYMONTHDAY=-1"
	case r.DayOfMonth > 28:
		return fmt.Sprintf("BYMONTHDAY=%d,-1;BYSETPOS=1", r.DayOfMonth) // its last day where the month is shorter
	case r.DayOfMonth > 0:
		return "BYMONTHDAY=" + strconv.Itoa(r.DayOfMonth)
	}

	return fmt.Sprintf("BYDAY=%d%s", r.Ordinal, code(r.Days[0]))
}

// businessDays are the days of the week on which a calendar opens.
func businessDays(c *worktime.Calendar) []time.Weekday {
	var days []time.Weekday
	for day := time.Sunday; c != nil && day <= time.Saturday; day++ {
		if len(c.Hours(day)) > 0 {
			days = append(days, day)
		}
	}

	if len(days) == 0 {
		return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	}

	return days
}

// byDay lists days of the week, from Monday on.
func byDay(days []time.Weekday) string {
	days = slices.Clone(days)
	slices.SortFunc(days, func(a, b time.Weekday) int { return (int(a)+6)%7 - (int(b)+6)%7 })
	codes := make([]string, 0, 7)
	for _, day := range slices.Compact(days) {
		codes = append(codes, code(day))
	}

	return strings.Join(codes, ",")
}

// code is MO, TU, WE, TH, FR, SA or SU.
func code(day time.Weekday) string { return strings.ToUpper(day.String()[:2]) }

package worktime_test

import (
	"fmt"
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A lead that comes in on Friday at 17:55 leaves five minutes for Friday, and the rest for Monday.
func ExampleCalendar_Due() {
	newYork, _ := worktime.LoadZone("America/New_York")
	days, _ := worktime.ParseDays("mon-fri")
	opens, _ := worktime.ParseClock("09:00")
	closes, _ := worktime.ParseClock("18:00")

	var hours [7][]worktime.Window
	for _, day := range days {
		hours[day] = []worktime.Window{{Open: opens, Close: closes}}
	}

	cal, _ := worktime.NewCalendar(newYork, hours, nil)
	received, _, _ := worktime.ParseInstant("2026-11-13 17:55", newYork)
	limit, _ := worktime.ParseDuration("4 business hours")
	due, _ := cal.Due(received, limit)
	contacted := time.Date(2026, time.November, 16, 10, 0, 0, 0, newYork)

	fmt.Println("due", due.Format("Mon 2 Jan 15:04"))
	fmt.Println("contacted after", cal.Elapsed(received, contacted).Minutes(), "business minutes")
	// Output:
	// due Mon 16 Nov 12:55
	// contacted after 65 business minutes
}

func ExampleParseDuration() {
	_, err := worktime.ParseDuration("4")
	fmt.Println(err)
	fmt.Println(err.(*worktime.ParseError).Hint)
	// Output:
	// a duration must say its unit, like "4 business hours", not "4"
	// did you mean "4 business hours"?
}

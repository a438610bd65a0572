package evidence

import (
	"testing"
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// TestMonths holds that the last and the first second of every month belong to it, wherever the count starts and
// however clocks change.
func TestMonths(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Sydney", "UTC"} {
		zone, err := worktime.LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}

		for start := range 12 {
			first := worktime.Date{Year: 2026, Month: time.Month(start + 1), Day: 5}
			all := newMonths(first, first.AddMonths(30), zone)
			for i := range 24 {
				month := worktime.MonthOf(first).Add(i)
				begin := month.First().Start(zone)
				end := month.Last().End(zone)
				for _, at := range []time.Time{begin, end} {
					if got := all.month(all.index(stampOf(at))); got != month {
						t.Errorf("%s from %s: %s is in %s", name, first, at, got)
					}
				}
			}
		}
	}
}

package evidence

import (
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// months are those from a first one on, in a zone.
type months struct {
	first  worktime.Month
	starts []stamp // of each, and of the one after the last
}

func newMonths(first, last worktime.Date, zone *time.Location) months {
	m := months{first: worktime.MonthOf(first)}
	for month := m.first; ; month = month.Add(1) {
		m.starts = append(m.starts, stampOf(month.First().Start(zone)))
		if month.First().After(last) {
			return m
		}
	}
}

// index returns the month of a moment: 0 for the first.
func (m months) index(at stamp) int {
	if at < m.starts[0] {
		return 0
	}

	i := int((at - m.starts[0]) / (32 * 86400)) // never too far: a month has at most 31 days and the hour of a clock change
	i = min(i, len(m.starts)-2)
	for i+1 < len(m.starts)-1 && m.starts[i+1] <= at {
		i++
	}

	return max(i, 0)
}

func (m months) month(i int) worktime.Month { return m.first.Add(i) }

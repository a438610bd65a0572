package worktime

import (
	"math/rand/v2"
	"testing"
	"time"
)

// benchmarkTimes are 4096 pairs of moments within two years, the second up to two weeks after the first.
func benchmarkTimes() (starts, ends [4096]time.Time) {
	r := rand.New(rand.NewPCG(1, 2))
	first := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	for i := range starts {
		starts[i] = first.Add(time.Duration(r.IntN(2*365*24*3600)) * time.Second)
		ends[i] = starts[i].Add(time.Duration(r.IntN(14*24*3600)) * time.Second)
	}

	return starts, ends
}

func BenchmarkDue(b *testing.B) {
	starts, _ := benchmarkTimes()
	cal := headquarters(b)
	for _, d := range []Duration{Of(4, Hours), Of(4, BusinessHours), Of(100, BusinessHours), Of(3, BusinessDays), Of(1, Months)} {
		b.Run(d.String(), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				cal.Due(starts[i%len(starts)], d)
			}
		})
	}
}

func BenchmarkElapsed(b *testing.B) {
	starts, ends := benchmarkTimes()
	cal := headquarters(b)
	for i := 0; b.Loop(); i++ {
		cal.Elapsed(starts[i%len(starts)], ends[i%len(ends)])
	}
}

// BenchmarkDueCold is the first question to a calendar.
func BenchmarkDueCold(b *testing.B) {
	start := time.Date(2026, time.November, 13, 17, 55, 0, 0, time.UTC)
	for b.Loop() {
		headquarters(b).Due(start, Of(4, BusinessHours))
	}
}

func BenchmarkParseInstant(b *testing.B) {
	zone := zone(b, "America/New_York")
	for _, text := range []string{"2026-11-13T17:55:00Z", "2026-11-13 17:55"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := ParseInstant(text, zone); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkParseDuration(b *testing.B) {
	for b.Loop() {
		if _, err := ParseDuration("4 business hours"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompareAcrossUnits(b *testing.B) {
	cal := headquarters(b)
	for b.Loop() {
		Compare(Of(2, BusinessDays), Of(18, BusinessHours), cal)
	}
}

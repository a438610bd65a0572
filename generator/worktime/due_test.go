package worktime

import (
	"strings"
	"sync"
	"testing"
	"time"
)

func TestDue(t *testing.T) {
	cases := []struct{ start, duration, due string }{
		{"2026-11-13 17:55", "4 business hours", "Mon 2026-11-16 12:55 -0500"},
		{"2026-11-25 17:00", "2 business hours", "Fri 2026-11-27 10:00 -0500"}, // over the holiday
		{"2026-11-24 11:00", "2 business hours", "Tue 2026-11-24 13:00 -0500"},
		{"2026-11-13 17:30", "30 business minutes", "Fri 2026-11-13 18:00 -0500"}, // ends exactly at close
		{"2026-11-13 18:00", "3 business days", "Thu 2026-11-19 18:00 -0500"},     // already closed
		{"2026-10-31 20:00", "24 hours", "Sun 2026-11-01 19:00 -0500"},            // clocks go back

		{"2026-11-13 17:30", "31 business minutes", "Mon 2026-11-16 09:01 -0500"},
		{"2026-11-13 18:00", "1 business minute", "Mon 2026-11-16 09:01 -0500"}, // close is exclusive
		{"2026-11-14 12:00", "9 business hours", "Mon 2026-11-16 18:00 -0500"},
		{"2026-11-16 08:00", "1.5 business hours", "Mon 2026-11-16 10:30 -0500"},
		{"2026-11-16 10:00", "0 business hours", "Mon 2026-11-16 10:00 -0500"},
		{"2026-11-14 12:00", "0 business hours", "Sat 2026-11-14 12:00 -0500"},
		{"2026-11-16 09:00", "45 business hours", "Fri 2026-11-20 18:00 -0500"},
		{"2026-11-16 09:00", "0.001 business hours", "Mon 2026-11-16 09:00 -0500"},

		{"2026-11-16 08:59", "0 business days", "Mon 2026-11-16 18:00 -0500"},
		{"2026-11-16 09:00", "1 business day", "Tue 2026-11-17 18:00 -0500"},
		{"2026-11-16 17:59", "1 business day", "Tue 2026-11-17 18:00 -0500"},
		{"2026-11-16 18:00", "1 business day", "Wed 2026-11-18 18:00 -0500"},
		{"2026-11-14 12:00", "1 business day", "Tue 2026-11-17 18:00 -0500"}, // day 0 is Monday
		{"2026-11-25 17:00", "1 business day", "Fri 2026-11-27 18:00 -0500"},
		{"2026-11-26 10:00", "1 business day", "Mon 2026-11-30 18:00 -0500"}, // day 0 is Friday

		{"2026-03-07 20:00", "24 hours", "Sun 2026-03-08 21:00 -0400"}, // clocks go forward
		{"2026-03-07 20:00", "1 day", "Sun 2026-03-08 21:00 -0400"},
		{"2026-10-31 20:00", "1 week", "Sat 2026-11-07 19:00 -0500"},
		{"2026-11-13 17:55", "90 minutes", "Fri 2026-11-13 19:25 -0500"},

		{"2026-01-31 10:00", "1 month", "Sat 2026-02-28 10:00 -0500"},
		{"2028-01-31 10:00", "1 month", "Tue 2028-02-29 10:00 -0500"},
		{"2026-11-30 10:00", "1 quarter", "Sun 2027-02-28 10:00 -0500"},
		{"2026-02-28 10:00", "1 month", "Sat 2026-03-28 10:00 -0400"},
		{"2026-02-08 02:30", "1 month", "Sun 2026-03-08 03:30 -0400"}, // 02:30 never occurs
		{"2026-10-01 01:30", "1 month", "Sun 2026-11-01 01:30 -0400"}, // 01:30 occurs twice
	}

	hq := headquarters(t)
	for _, c := range cases {
		d := duration(t, c.duration)
		due, ok := hq.Due(instant(t, c.start, hq.Zone()), d)
		if got := due.Format("Mon 2006-01-02 15:04 -0700"); !ok || got != c.due {
			t.Errorf("%s after %s is due %s (%v), want %s", c.duration, c.start, got, ok, c.due)
		}
	}
}

func TestDueOfAnotherZoneIsInTheCalendars(t *testing.T) {
	hq := headquarters(t)
	due, _ := hq.Due(time.Date(2026, time.November, 13, 22, 55, 0, 0, time.UTC), Of(4, BusinessHours))
	if got := due.Format(time.RFC3339); got != "2026-11-16T12:55:00-05:00" {
		t.Errorf("due %s", got)
	}
}

func TestDueKeepsFractionsOfASecond(t *testing.T) {
	hq := headquarters(t)
	start := instant(t, "2026-11-13 17:59:59.25", hq.Zone())
	for d, want := range map[string]string{
		"1 business minute": "2026-11-16T09:00:59.25-05:00",
		"1 minute":          "2026-11-13T18:00:59.25-05:00",
		"1 month":           "2026-12-13T17:59:59.25-05:00",
	} {
		if due, _ := hq.Due(start, duration(t, d)); due.Format(time.RFC3339Nano) != want {
			t.Errorf("%s is due %s, want %s", d, due.Format(time.RFC3339Nano), want)
		}
	}
}

func TestDueWithSeveralWindows(t *testing.T) {
	cal := calendar(t, "Europe/Berlin", []string{"mon-fri 13:00-17:00 09:00-12:00", "sat 20:00-24:00"})
	cases := []struct{ start, duration, due string }{
		{"2026-11-16 11:00", "2 business hours", "Mon 14:00"},
		{"2026-11-16 11:00", "1 business hour", "Mon 12:00"},
		{"2026-11-16 12:00", "1 business hour", "Mon 14:00"}, // during lunch
		{"2026-11-16 12:30", "1 business day", "Tue 17:00"},
		{"2026-11-20 16:00", "2 business hours", "Sat 21:00"},
		{"2026-11-21 23:30", "30 business minutes", "Sun 00:00"}, // Saturday, 24:00
		{"2026-11-21 23:30", "0 business days", "Sun 00:00"},
		{"2026-11-21 23:30", "1 business day", "Mon 17:00"},
		{"2026-11-22 00:00", "0 business days", "Mon 17:00"},
	}
	for _, c := range cases {
		due, ok := cal.Due(instant(t, c.start, cal.Zone()), duration(t, c.duration))
		if got := due.Format("Mon 15:04"); !ok || got != c.due {
			t.Errorf("%s after %s is due %s (%v), want %s", c.duration, c.start, got, ok, c.due)
		}
	}
}

func TestDueOfDecades(t *testing.T) {
	cal := calendar(t, "America/New_York", []string{"mon-fri 09:00-18:00"})
	start := instant(t, "2026-01-05 09:00", cal.Zone()) // a Monday
	cases := []struct{ duration, due string }{
		{"20000 business days", "2102-09-04 18:00"}, // 4,000 weeks
		{"90000 business hours", "2064-05-02 18:00"},
		{"100 weeks", "2027-12-06 09:00"},
		{"400 quarters", "2126-01-05 09:00"},
		{"1200 months", "2126-01-05 09:00"},
		{"36500 days", "2125-12-12 09:00"},
	}
	for _, c := range cases {
		due, ok := cal.Due(start, duration(t, c.duration))
		if got := due.Format("2006-01-02 15:04"); !ok || got != c.due {
			t.Errorf("%s is due %s (%v), want %s", c.duration, got, ok, c.due)
		}
	}
}

func TestDueOfNothing(t *testing.T) {
	never := calendar(t, "UTC", nil)
	rarely := calendar(t, "UTC", []string{"mon 09:00-09:01"})
	start := time.Date(2026, time.November, 16, 9, 0, 0, 0, time.UTC)
	cases := []struct {
		name     string
		cal      *Calendar
		start    time.Time
		duration Duration
	}{
		{"no duration", rarely, start, Duration{}},
		{"no calendar", nil, start, Of(1, BusinessHours)},
		{"no calendar, days", nil, start, Of(1, BusinessDays)},
		{"never open", never, start, Of(1, BusinessMinutes)},
		{"never open, days", never, start, Of(0, BusinessDays)},
		{"not often enough", rarely, start, duration(t, "50000000 business minutes")},
		{"after all", rarely, time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC), Of(1, BusinessMinutes)},
	}
	for _, c := range cases {
		if due, ok := c.cal.Due(c.start, c.duration); ok {
			t.Errorf("%s: due %s", c.name, due)
		}
	}
}

func TestDueWithoutCalendar(t *testing.T) {
	var none *Calendar
	start := instant(t, "2026-01-31 10:00", zone(t, "Europe/Berlin"))
	for d, want := range map[string]string{
		"2 hours": "2026-01-31T12:00:00+01:00", "1 week": "2026-02-07T10:00:00+01:00", "1 month": "2026-02-28T10:00:00+01:00",
	} {
		if due, ok := none.Due(start, duration(t, d)); !ok || due.Format(time.RFC3339) != want {
			t.Errorf("%s: due %s, want %s", d, due.Format(time.RFC3339), want)
		}
	}
}

func TestElapsed(t *testing.T) {
	cases := []struct {
		from, to string
		minutes  float64
	}{
		{"2026-11-13 17:55", "2026-11-16 10:00", 65},
		{"2026-11-13 18:00", "2026-11-16 09:00", 0},
		{"2026-11-13 17:59:30", "2026-11-13 23:00", 0.5},
		{"2026-11-16 10:00", "2026-11-16 10:00", 0},
		{"2026-11-16 11:00", "2026-11-16 10:00", 0},            // backwards
		{"2026-11-23 00:00", "2026-11-30 00:00", 4 * 9 * 60},   // the week of the holiday
		{"2026-01-01 00:00", "2027-01-01 00:00", 260 * 9 * 60}, // 261 weekdays, one a holiday
	}

	hq := headquarters(t)
	for _, c := range cases {
		got := hq.Elapsed(instant(t, c.from, hq.Zone()), instant(t, c.to, hq.Zone()))
		if got.Minutes() != c.minutes {
			t.Errorf("from %s to %s are %v business minutes, want %v", c.from, c.to, got.Minutes(), c.minutes)
		}
	}
}

// TestChangeOfClocks: the open time of one date on which clocks change.
func TestChangeOfClocks(t *testing.T) {
	cases := []struct {
		zone, hours, date string
		open              time.Duration
	}{
		{"America/New_York", "sun 00:00-24:00", "2026-03-08", 23 * time.Hour},
		{"America/New_York", "sun 00:00-24:00", "2026-11-01", 25 * time.Hour},
		{"America/New_York", "sun 01:00-04:00", "2026-03-08", 2 * time.Hour},
		{"America/New_York", "sun 01:00-04:00", "2026-11-01", 4 * time.Hour},
		{"America/New_York", "sun 02:00-10:00", "2026-03-08", 7 * time.Hour},
		{"America/New_York", "sun 02:30-10:00", "2026-03-08", 390 * time.Minute},            // opens at 03:30
		{"America/New_York", "sun 02:15-02:45", "2026-03-08", 30 * time.Minute},             // is 03:15 to 03:45
		{"America/New_York", "sun 01:00-02:30 03:00-04:00", "2026-03-08", 2 * time.Hour},    // 03:00 to 03:30 counts once
		{"America/New_York", "sun 01:00-02:30 03:00-03:30", "2026-03-08", 90 * time.Minute}, // nothing left of the second
		{"America/New_York", "sun 00:00-01:30", "2026-11-01", 90 * time.Minute},             // closes at the first 01:30
		{"America/New_York", "sun 01:30-03:00", "2026-11-01", 150 * time.Minute},            // opens at the first 01:30
		{"America/New_York", "sun 09:00-18:00", "2026-11-01", 9 * time.Hour},
		{"Europe/Berlin", "sun 00:00-24:00", "2026-03-29", 23 * time.Hour},
		{"Europe/Berlin", "sun 00:00-24:00", "2026-10-25", 25 * time.Hour},
		{"Europe/Berlin", "sun 02:30-06:00", "2026-03-29", 150 * time.Minute},
		{"Australia/Sydney", "sun 00:00-06:00", "2026-04-05", 7 * time.Hour},
		{"Australia/Sydney", "sun 00:00-06:00", "2026-10-04", 5 * time.Hour},
		{"Australia/Lord_Howe", "sun 00:00-06:00", "2026-04-05", 390 * time.Minute},
		{"Australia/Lord_Howe", "sun 00:00-06:00", "2026-10-04", 330 * time.Minute},
		{"Australia/Lord_Howe", "sun 02:15-06:00", "2026-10-04", 195 * time.Minute},
		{"America/Santiago", "sat 22:00-24:00", "2026-04-04", 3 * time.Hour}, // 23:00 comes twice
		{"America/Santiago", "sun 00:00-02:00", "2026-09-06", time.Hour},     // there is no 00:00
		{"Pacific/Apia", "fri 09:00-18:00", "2011-12-30", 0},                 // there is no such Friday
		{"Pacific/Apia", "fri-sat 09:00-18:00", "2011-12-31", 9 * time.Hour},
	}
	for _, c := range cases {
		cal := calendar(t, c.zone, []string{c.hours})
		d := date(t, c.date)
		if got := cal.Elapsed(d.Start(cal.Zone()), d.AddDays(1).Start(cal.Zone())); got != c.open {
			t.Errorf("%s, %s: %s has %v, want %v", c.zone, c.hours, c.date, got, c.open)
		}
	}
}

func TestDueAcrossAChangeOfClocks(t *testing.T) {
	cases := []struct{ zone, hours, start, duration, due string }{
		{"America/New_York", "sat-sun 22:00-24:00 00:00-06:00", "2026-03-07 23:00", "4 business hours", "Sun 04:00 -0400"},
		{"America/New_York", "sat-sun 22:00-24:00 00:00-06:00", "2026-10-31 23:00", "4 business hours", "Sun 02:00 -0500"},
		{"Europe/Berlin", "mon-sun 00:00-24:00", "2026-03-28 12:00", "24 business hours", "Sun 13:00 +0200"},
		{"Europe/Berlin", "mon-sun 00:00-24:00", "2026-10-24 12:00", "24 business hours", "Sun 11:00 +0100"},
		{"Europe/Berlin", "mon-fri 09:00-18:00", "2026-03-27 17:00", "2 business hours", "Mon 10:00 +0200"},
		{"Australia/Lord_Howe", "sun 00:00-06:00", "2026-10-04 01:30", "2 business hours", "Sun 04:00 +1100"},
		{"Australia/Lord_Howe", "sun 00:00-06:00", "2026-04-05 01:00", "2 business hours", "Sun 02:30 +1030"},
		{"America/Santiago", "sat-sun 00:00-24:00", "2026-09-05 23:00", "2 business hours", "Sun 02:00 -0300"},
		{"America/Santiago", "sat 00:00-24:00", "2026-04-04 22:00", "3 business hours", "Sun 00:00 -0400"},
		{"America/Santiago", "sat 00:00-24:00", "2026-04-04 22:00", "0 business days", "Sun 00:00 -0400"},
	}
	for _, c := range cases {
		cal := calendar(t, c.zone, []string{c.hours})
		due, ok := cal.Due(instant(t, c.start, cal.Zone()), duration(t, c.duration))
		if got := due.Format("Mon 15:04 -0700"); !ok || got != c.due {
			t.Errorf("%s, %s: %s after %s is due %s (%v), want %s", c.zone, c.hours, c.duration, c.start, got, ok, c.due)
		}
	}
}

func TestElapsedReachesFrom1900To2149(t *testing.T) {
	cal := calendar(t, "UTC", []string{"mon-sun 00:00-24:00"})
	all := cal.Elapsed(time.Time{}, time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC))
	days := date(t, "2150-01-01").Sub(date(t, "1900-01-01"))
	if all != time.Duration(days)*24*time.Hour {
		t.Errorf("all time has %v", all)
	}
}

// TestTurnOfTheYear: a local first of January lies in two UTC years, whatever was asked before.
func TestTurnOfTheYear(t *testing.T) {
	const day = 24 * time.Hour
	for _, name := range []string{"Pacific/Kiritimati", "Pacific/Pago_Pago"} {
		for year := 2023; year < 2031; year++ {
			newYear := time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
			for _, from := range []time.Time{newYear.Add(-day), newYear} {
				cal := calendar(t, name, []string{"mon-sun 00:00-24:00"})
				cal.Due(time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC), Of(1, BusinessHours))
				if got := cal.Elapsed(from, from.Add(day-1)); got != day-1 {
					t.Errorf("%s: the day after %s has %v", name, from, got)
				}
			}
		}
	}
}

// TestConcurrentUse asks one calendar about distant years at once: the answers are those of one at a time.
func TestConcurrentUse(t *testing.T) {
	shared := headquarters(t)
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			start := time.Date(1950+i*7, time.March, 7, 12, 0, 0, 0, time.UTC)
			for range 20 {
				got, _ := shared.Due(start, Of(300, BusinessHours))
				want, _ := headquarters(t).Due(start, Of(300, BusinessHours))
				if !got.Equal(want) {
					t.Errorf("from %s: due %s, alone %s", start, got, want)
				}
			}
		})
	}

	group.Wait()
}

// headquarters is open in New York from Monday to Friday, 9 to 18, but not on Thanksgiving 2026.
func headquarters(t testing.TB) *Calendar {
	return calendar(t, "America/New_York", []string{"mon-fri 09:00-18:00"}, "2026-11-26")
}

// calendar returns a calendar of lines like "mon-fri 09:00-12:00 13:00-18:00"; holidays are dates.
func calendar(t testing.TB, zoneName string, lines []string, holidays ...string) *Calendar {
	t.Helper()

	var hours [7][]Window
	for _, line := range lines {
		fields := strings.Fields(line)
		days, err := ParseDays(fields[0])
		if err != nil {
			t.Fatal(err)
		}

		for _, field := range fields[1:] {
			opens, closes, _ := strings.Cut(field, "-")
			for _, day := range days {
				hours[day] = append(hours[day], Window{clock(t, opens), clock(t, closes)})
			}
		}
	}

	var dates []Date
	for _, h := range holidays {
		dates = append(dates, date(t, h))
	}

	return must(NewCalendar(zone(t, zoneName), hours, dates))(t)
}

func zone(t testing.TB, name string) *time.Location { return must(LoadZone(name))(t) }
func clock(t testing.TB, s string) Clock            { return must(ParseClock(s))(t) }
func date(t testing.TB, s string) Date              { return must(ParseDate(s))(t) }
func duration(t testing.TB, s string) Duration      { return must(ParseDuration(s))(t) }

func instant(t testing.TB, s string, zone *time.Location) time.Time {
	at, _, err := ParseInstant(s, zone)
	return must(at, err)(t)
}

func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}

		return value
	}
}

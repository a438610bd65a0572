package worktime

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for _, text := range []string{"2026-11-16", " 2026-11-16 ", "2028-02-29", "0001-01-01", "9999-12-31"} {
		if d, err := ParseDate(text); err != nil || d.String() != text[len(text)-len(d.String()):] && text[0] != ' ' {
			t.Errorf("%q is %s, %v", text, d, err)
		}
	}
}

func TestParseDateExplains(t *testing.T) {
	const shape = "a date must be a day like 2026-11-16, not "
	cases := []struct{ text, sentence, hint string }{
		{"2026-02-30", "a date must exist: February 2026 has no day 30", "its last day is 2026-02-28"},
		{"2026-13-01", shape + `"2026-13-01"`, ""},
		{"2026-1-5", shape + `"2026-1-5"`, `did you mean "2026-01-05"?`},
		{"2026/11/16", shape + `"2026/11/16"`, `did you mean "2026-11-16"?`},
		{"16.11.2026", shape + `"16.11.2026"`, `did you mean "2026-11-16"?`},
		{"16 Nov 2026", shape + `"16 Nov 2026"`, `did you mean "2026-11-16"?`},
		{"November 16, 2026", shape + `"November 16, 2026"`, `did you mean "2026-11-16"?`},
		{"11/16/2026", shape + `"11/16/2026"`, `did you mean "2026-11-16"?`},
		{"16/11/2026", shape + `"16/11/2026"`, `did you mean "2026-11-16"?`},
		{"03/04/2026", shape + `"03/04/2026"`, ""}, // March or April
		{"2026-11-16T10:00:00Z", shape + `"2026-11-16T10:00:00Z"`, `did you mean "2026-11-16"?`},
		{"2026-11", shape + `"2026-11"`, ""},
		{"tomorrow", shape + `"tomorrow"`, ""},
		{"", shape + `""`, ""},
	}
	for _, c := range cases {
		_, err := ParseDate(c.text)
		explains(t, c.text, err, c.sentence, c.hint)
	}
}

func TestAddMonthsClamps(t *testing.T) {
	cases := []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-01-31", 3, "2026-04-30"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-01-15", -13, "2024-12-15"},
		{"2028-02-29", 12, "2029-02-28"},
		{"2026-11-16", 0, "2026-11-16"},
	}
	for _, c := range cases {
		if got := date(t, c.from).AddMonths(c.months); got.String() != c.want {
			t.Errorf("%s and %d months is %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	d := date(t, "2026-12-31")
	if next := d.AddDays(1); next.String() != "2027-01-01" || !d.Before(next) || !next.After(d) || next.Sub(d) != 1 {
		t.Errorf("the day after %s is %s", d, next)
	}

	if back := d.AddDays(-365); back.String() != "2025-12-31" || back.Sub(d) != -365 {
		t.Errorf("a year before %s is %s", d, back)
	}

	if d.Weekday() != time.Thursday || d.Compare(d) != 0 || (Date{}).String() != "" {
		t.Errorf("%s is a %s", d, d.Weekday())
	}
}

func TestDateStartAndEnd(t *testing.T) {
	cases := []struct{ zone, date, start, end string }{
		{"America/New_York", "2026-11-24", "2026-11-24T00:00:00-05:00", "2026-11-24T23:59:59-05:00"},
		{"America/New_York", "2026-11-01", "2026-11-01T00:00:00-04:00", "2026-11-01T23:59:59-05:00"},
		{"America/Santiago", "2026-09-06", "2026-09-06T01:00:00-03:00", "2026-09-06T23:59:59-03:00"}, // no midnight
		{"America/Santiago", "2026-04-04", "2026-04-04T00:00:00-03:00", "2026-04-04T23:59:59-04:00"},
	}
	for _, c := range cases {
		start, end := date(t, c.date).Start(zone(t, c.zone)), date(t, c.date).End(zone(t, c.zone))
		if start.Format(time.RFC3339) != c.start || end.Format(time.RFC3339) != c.end {
			t.Errorf("%s %s is from %s to %s", c.zone, c.date, start, end)
		}
	}
}

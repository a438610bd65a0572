package evidence

import (
	"testing"
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// TestNumber counts the days of all years that a stamp can hold.
func TestNumber(t *testing.T) {
	want := int64(0)
	for day := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2107; day = day.AddDate(0, 0, 1) {
		if got := number(worktime.DateOf(day)); got != want {
			t.Fatalf("%s is day %d, not %d", day.Format(time.DateOnly), got, want)
		}

		want++
	}
}

// TestParse reads times as exports have them, in New York.
func TestParse(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}

	calendar, err := worktime.NewCalendar(zone, [7][]worktime.Window{time.Monday: {{Open: 9 * 3600, Close: 18 * 3600}}}, nil)
	if err != nil {
		t.Fatal(err)
	}

	for _, test := range []struct {
		text, format, want string // in UTC; or why not
	}{
		{"2026-11-24T14:00:00Z", "", "2026-11-24 14:00:00"},
		{"2026-11-24T14:00:00.999+01:00", "", "2026-11-24 13:00:00"},
		{"2026-11-24 09:14", "", "2026-11-24 14:14:00"},
		{"2026-11-24 9:14:30 PM", "", "2026-11-25 02:14:30"},
		{"1795521600000", "", "2026-11-24 12:00:00"},
		{"1795521600", "", "2026-11-24 12:00:00"},
		{"3/15/2026 2:30 PM", "", "2026-03-15 18:30:00"},
		{"15/3/2026, 14:30", "", "2026-03-15 18:30:00"},
		{"3/3/2026 12:30 a.m.", "", "2026-03-03 05:30:00"},
		{"3/15/2026 2:30\u202fPM", "", "2026-03-15 18:30:00"},
		{"3/4/2026 2:30 PM", "", "two days"},
		{"3/4/2026 2:30 PM", "MM/DD/YYYY", "2026-03-04 19:30:00"},
		{"3/4/2026 2:30 PM", "DD/MM/YYYY", "2026-04-03 18:30:00"},
		{"03.04.26 14:30", "DD.MM.YY", "2026-04-03 18:30:00"},
		{"3/15/2026 2:30 PM", "DD/MM/YYYY", "unusable"},
		{"2026/03/15 14:30", "", "2026-03-15 18:30:00"},
		{"15 Mar 2026 14:30", "", "2026-03-15 18:30:00"},
		{"March 15, 2026 2:30 PM", "", "2026-03-15 18:30:00"},
		{"2026-11-23", "", "day from 2026-11-23 14:00:00"},
		{"2026-11-24", "", "day from 2026-11-24 05:00:00"},
		{"2026-11-01 01:30", "", "shifted 2026-11-01 05:30:00"},
		{"2026-03-08 02:30", "", "shifted 2026-03-08 07:30:00"},
		{"", "", "blank"}, {"0000000000", "", "blank"}, {"(No value)", "", "blank"},
		{"2026-02-29 10:00", "", "unusable"}, {"2026-11-24 24:00", "", "unusable"}, {"13:00 PM", "", "unusable"},
		{"2026-11-24 13:00 PM", "", "unusable"}, {"soon", "", "unusable"}, {"2026-11", "", "unusable"}, {"1.7E+12", "", "unusable"},
		{"2026-11-24 10:00 EST", "", "unusable"}, {"3-4-5", "", "unusable"}, {"2026-11-24 10", "", "unusable"},
	} {
		c := &clockwork{zone: zone, calendar: calendar, order: parseOrder(test.format)}
		at, how := c.parse(test.text)
		got := map[reading]string{blank: "blank", twoDays: "two days", unusable: "unusable", shifted: "shifted ", dateOnly: "day from ", fine: ""}[how]
		if how == fine || how == shifted || how == dateOnly {
			got += at.time().UTC().Format(time.DateTime)
		}

		if got != test.want {
			t.Errorf("%q, %q is %s, not %s", test.text, test.format, got, test.want)
		}
	}
}

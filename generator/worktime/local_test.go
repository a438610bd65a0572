package worktime

import (
	"strings"
	"testing"
	"time"
)

func TestParseInstant(t *testing.T) {
	cases := []struct {
		zone, text, want string
		occurs           Occurs
	}{
		{"America/New_York", "2026-11-13 17:55", "2026-11-13T17:55:00-05:00", Once},
		{"America/New_York", "2026-11-13 17:55:30", "2026-11-13T17:55:30-05:00", Once},
		{"America/New_York", "2026-11-13T17:55", "2026-11-13T17:55:00-05:00", Once},
		{"America/New_York", "2026-11-13 17:55:30.125", "2026-11-13T17:55:30.125-05:00", Once},
		{"America/New_York", "2026-11-13T22:55:00Z", "2026-11-13T17:55:00-05:00", Once},
		{"America/New_York", "2026-11-13t22:55:00z", "2026-11-13T17:55:00-05:00", Once},
		{"America/New_York", "2026-11-14T04:25:00.5+05:30", "2026-11-13T17:55:00.5-05:00", Once},
		{"America/New_York", "2026-11-13 12:55:00-10:00", "2026-11-13T17:55:00-05:00", Once},
		{"America/New_York", "2026-11-13T22:55:00.000+0000", "2026-11-13T17:55:00-05:00", Once},
		{"America/New_York", "2026-11-13T22:55:00.1234567899Z", "2026-11-13T17:55:00.123456789-05:00", Once},

		{"America/New_York", "2026-03-08 02:30", "2026-03-08T03:30:00-04:00", Never},
		{"America/New_York", "2026-03-08 02:00", "2026-03-08T03:00:00-04:00", Never},
		{"America/New_York", "2026-03-08 01:59:59", "2026-03-08T01:59:59-05:00", Once},
		{"America/New_York", "2026-03-08 03:00", "2026-03-08T03:00:00-04:00", Once},
		{"America/New_York", "2026-11-01 01:00", "2026-11-01T01:00:00-04:00", Twice},
		{"America/New_York", "2026-11-01 01:59:59", "2026-11-01T01:59:59-04:00", Twice},
		{"America/New_York", "2026-11-01 00:59:59", "2026-11-01T00:59:59-04:00", Once},
		{"America/New_York", "2026-11-01 02:00", "2026-11-01T02:00:00-05:00", Once},
		{"America/New_York", "2026-11-01T01:30:00-05:00", "2026-11-01T01:30:00-05:00", Once}, // the second one
		{"Europe/Berlin", "2026-03-29 02:15", "2026-03-29T03:15:00+02:00", Never},
		{"Europe/Berlin", "2026-10-25 02:15", "2026-10-25T02:15:00+02:00", Twice},
		{"Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-04T02:45:00+11:00", Never},
		{"Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-05T01:45:00+11:00", Twice},
		{"Australia/Sydney", "2026-10-04 02:30", "2026-10-04T03:30:00+11:00", Never},
		{"America/Santiago", "2026-04-04 23:30", "2026-04-04T23:30:00-03:00", Twice},
		{"America/Santiago", "2026-09-06 00:00", "2026-09-06T01:00:00-03:00", Never},
		{"Pacific/Apia", "2011-12-30 12:00", "2011-12-31T12:00:00+14:00", Never},
		{"America/New_York", "2040-12-31 12:00", "2040-12-31T12:00:00-05:00", Once},
		{"UTC", "0001-01-01 00:00", "0001-01-01T00:00:00Z", Once},
	}
	for _, c := range cases {
		got, occurs, err := ParseInstant(c.text, zone(t, c.zone))
		if err != nil || got.Format(time.RFC3339Nano) != c.want || occurs != c.occurs {
			t.Errorf("%s, %q is %s (%d), %v", c.zone, c.text, got.Format(time.RFC3339Nano), occurs, err)
		}
	}
}

func TestParseInstantExplains(t *testing.T) {
	cases := []struct{ text, hint string }{
		{"2026-11-13", `add the time of day, like "2026-11-13 09:00"`},
		{"2026-11-13 5:55 pm", `did you mean "2026-11-13 17:55"?`},
		{"2026-11-13 9:00", `did you mean "2026-11-13 09:00"?`},
		{"2026-11-13 24:00", `did you mean "2026-11-14 00:00"?`},
		{"2026-11-13 17:60", ""},
		{"2026-11-13T17:55:00+1", ""},
		{"2026-11-13T17:55:00+24:00", ""},
		{"2026-11-13T17:55:00.Z", ""},
		{"2026-02-30 10:00", "its last day is 2026-02-28"},
		{"13.11.2026 17:55", `did you mean "2026-11-13 17:55"?`},
		{"03/04/2026 17:55", ""},
		{"noon", ""},
		{"", ""},
	}
	for _, c := range cases {
		_, _, err := ParseInstant(c.text, time.UTC)
		explains(t, c.text, err, `a date and time must be like "2026-11-13 17:55", not "`+c.text+`"`, c.hint)
	}
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]Clock{"00:00": 0, "09:30": 9*3600 + 30*60, "23:59": 86340, "24:00": EndOfDay} {
		if got, err := ParseClock(text); err != nil || got != want || got.String() != text {
			t.Errorf("%q is %s, %v", text, got, err)
		}
	}

	for text, hint := range map[string]string{
		"9:00": `did you mean "09:00"?`, "9am": `did you mean "09:00"?`, "5:30 PM": `did you mean "17:30"?`, "9.30": `did you mean "09:30"?`,
		"9": `did you mean "09:00"?`, "1730": `did you mean "17:30"?`, "24:01": "", "25:00": "", "12:60": "", "noon": "", "-1:00": "", "": "",
	} {
		_, err := ParseClock(text)
		explains(t, text, err, `a time of day must be from 00:00 to 24:00, like 09:00, not "`+text+`"`, hint)
	}
}

func TestLoadZone(t *testing.T) {
	for _, name := range []string{"America/New_York", "UTC", "Etc/GMT+5", "America/Argentina/Buenos_Aires", "Europe/Berlin"} {
		if z, err := LoadZone(name); err != nil || z.String() != name {
			t.Errorf("%s is %v, %v", name, z, err)
		}
	}

	for name, guess := range map[string]string{
		"Local": "", "": "", "../UTC": "", "posix/UTC": "", "Mars/Olympus_Mons": "", "/etc/localtime": "",
		"america/new_york": "America/New_York", "America/New York": "America/New_York", "New York": "America/New_York",
		"berlin": "Europe/Berlin", "US/New_York": "America/New_York", "PST": "America/Los_Angeles", "utc": "UTC",
	} {
		hint := ""
		if guess != "" {
			hint = `did you mean "` + guess + `"?`
		}

		_, err := LoadZone(name)
		explains(t, name, err, `a time zone must be a name like America/New_York or Europe/Berlin, not "`+name+`"`, hint)
	}
}

func FuzzParseInstant(f *testing.F) {
	for _, seed := range []string{
		"2026-11-13 17:55", "2026-03-08 02:30", "2026-11-01T01:30:00-05:00", "2026-11-13T22:55:00.5Z", "2026-11-13", "2026-11-13 24:00", "9999-12-31 23:59:59",
	} {
		f.Add(seed)
	}

	zone := zone(f, "America/New_York")
	f.Fuzz(func(t *testing.T, text string) {
		got, occurs, err := ParseInstant(text, zone)
		if err != nil {
			return
		}

		if again, _, err := ParseInstant(got.Format(time.RFC3339Nano), zone); got.Year() > 0 && got.Year() < 10000 && (err != nil || !again.Equal(got)) {
			t.Errorf("%q is %s, then %s, %v", text, got, again, err)
		}

		local := strings.ToUpper(got.Format("2006-01-02 15:04"))
		if strings.HasPrefix(text, local) == (occurs == Never) && !strings.ContainsAny(text[10:], "zZ+-") && text == strings.TrimSpace(text) && text[10] == ' ' {
			t.Errorf("%q is %s (%d)", text, got, occurs)
		}
	})
}

package worktime

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

func TestParseDuration(t *testing.T) {
	cases := []struct{ text, usual, canonical string }{
		{"4 business hours", "4 business hours", "240 business minutes"},
		{"4 business_hours", "4 business hours", "240 business minutes"},
		{"1 business hour", "1 business hour", "60 business minutes"},
		{"1 business hours", "1 business hour", "60 business minutes"},
		{"  4   Business\tHours ", "4 business hours", "240 business minutes"},
		{"4hours", "4 hours", "240 minutes"},
		{"1.5 hours", "1.5 hours", "90 minutes"},
		{"1.50 hours", "1.5 hours", "90 minutes"},
		{"04 hours", "4 hours", "240 minutes"},
		{"0 hours", "0 hours", "0 minutes"},
		{"0.005 hours", "0.005 hours", "0.3 minutes"},
		{"0.001 weeks", "0.001 weeks", "10.08 minutes"},
		{"60 minutes", "60 minutes", "60 minutes"},
		{"2 days", "2 days", "2880 minutes"},
		{"1 week", "1 week", "10080 minutes"},
		{"3 business days", "3 business days", "3 business days"},
		{"3.0 business days", "3 business days", "3 business days"},
		{"3 months", "3 months", "3 months"},
		{"1 quarter", "1 quarter", "3 months"},
		{"100 business minutes", "100 business minutes", "100 business minutes"},
		{"36500 days", "36500 days", "52560000 minutes"},
	}
	for _, c := range cases {
		d, err := ParseDuration(c.text)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}

		if d.String() != c.usual || d.Canonical() != c.canonical || d.Text() != strings.TrimSpace(c.text) {
			t.Errorf("%q is %q, %q, written %q", c.text, d.String(), d.Canonical(), d.Text())
		}
	}
}

func TestParseDurationExplains(t *testing.T) {
	const shape = `must be a number and a unit, like "4 business hours", not `
	const units = "the units are minutes, hours, days, weeks, months, quarters, business minutes, business hours and business days"
	cases := []struct{ text, message, hint string }{
		{"", "must not be empty", `write a number and a unit, like "4 business hours"`},
		{"4", `must say its unit, like "4 business hours", not "4"`, `did you mean "4 business hours"?`},
		{"1", `must say its unit, like "1 business hour", not "1"`, `did you mean "1 business hour"?`},
		{"99999999", `must say its unit, like "4 business hours", not "99999999"`, ""},
		{"24-48 hours", `must be one number and a unit, not the range "24-48 hours"`, "write target: 24 hours and limit: 48 hours"},
		{"24 – 48 Business Hours", `must be one number and a unit, not the range "24 – 48 Business Hours"`, "write target: 24 business hours and limit: 48 business hours"},
		{"1 day to 2 days", `must be one number and a unit, not the range "1 day to 2 days"`, "write target: 1 day and limit: 2 days"},
		{"2 or 3", `must be one number and a unit, not the range "2 or 3"`, "give the lower number as target and the upper as limit"},
		{"-4 hours", `must not be negative, not "-4 hours"`, `did you mean "4 hours"?`},
		{"1.5 business days", `must be a whole number of business days, not "1.5 business days"`, "use business hours for parts of a business day"},
		{"1.5 months", `must be a whole number of months, not "1.5 months"`, "use weeks or days for parts of a month"},
		{"0.5 quarters", `must be a whole number of quarters, not "0.5 quarters"`, "use months for parts of a quarter"},
		{"1.2345 hours", `must have at most three decimals, not "1.2345 hours"`, ""},
		{"36500.001 days", `must be at most 100 years, not "36500.001 days"`, ""},
		{"401 quarters", `must be at most 100 years, not "401 quarters"`, ""},
		{"99999999999999999999 minutes", `must be at most 100 years, not "99999999999999999999 minutes"`, ""},

		{"4 horus", shape + `"4 horus"`, `did you mean "4 hours"?`},
		{"1 hurs", shape + `"1 hurs"`, `did you mean "1 hour"?`},
		{"4 bussiness hours", shape + `"4 bussiness hours"`, `did you mean "4 business hours"?`},
		{"4 business-hours", shape + `"4 business-hours"`, `did you mean "4 business hours"?`},
		{"4h", shape + `"4h"`, `did you mean "4 hours"?`},
		{"30 min.", shape + `"30 min."`, `did you mean "30 minutes"?`},
		{"2 working days", shape + `"2 working days"`, `did you mean "2 business days"?`},
		{"2 years", shape + `"2 years"`, `did you mean "24 months"?`},
		{"1h30m", shape + `"1h30m"`, `did you mean "90 minutes"?`},
		{"1 day and 4 hours", shape + `"1 day and 4 hours"`, `did you mean "28 hours"?`},
		{"1 hour, 30 minutes", shape + `"1 hour, 30 minutes"`, `did you mean "90 minutes"?`},
		{"1 hour and 1 business hour", shape + `"1 hour and 1 business hour"`, units},
		{"within 4 hours", shape + `"within 4 hours"`, `did you mean "4 hours"?`},
		{"<= 4 hours", shape + `"<= 4 hours"`, `did you mean "4 hours"?`},
		{"next business day", shape + `"next business day"`, `did you mean "1 business day"?`},
		{"an hour", shape + `"an hour"`, `did you mean "1 hour"?`},
		{"half a day", shape + `"half a day"`, `did you mean "0.5 days"?`},
		{"four hours", shape + `"four hours"`, `did you mean "4 hours"?`},
		{"1,5 hours", shape + `"1,5 hours"`, `did you mean "1.5 hours"?`},
		{"1,500 minutes", shape + `"1,500 minutes"`, `did you mean "1500 minutes"?`},
		{".5 hours", shape + `".5 hours"`, `did you mean "0.5 hours"?`},
		{"½ hour", shape + `"½ hour"`, `did you mean "30 minutes"?`},
		{"1½ business hours", shape + `"1½ business hours"`, `did you mean "90 business minutes"?`},
		{"2 ¼ days", shape + `"2 ¼ days"`, `did you mean "54 hours"?`},
		{"½ business day", shape + `"½ business day"`, ""},
		{"business day", shape + `"business day"`, ""},
		{"30 seconds", shape + `"30 seconds"`, units},
		{"10:00", shape + `"10:00"`, units},
		{"asap", shape + `"asap"`, ""},
		{strings.Repeat("long ", 1000), shape + `"` + strings.Repeat("long ", 11) + `long…"`, ""},
		{"same day", shape + `"same day"`, ""},
	}
	for _, c := range cases {
		_, err := ParseDuration(c.text)
		explains(t, c.text, err, "a duration "+c.message, c.hint)
	}
}

// explains checks an error and its hint. What a hint suggests in quotes stays to be tried by the caller.
func explains(t *testing.T, text string, err error, sentence, hint string) {
	t.Helper()
	e, ok := err.(*ParseError)
	if !ok {
		t.Errorf("%q: error is %#v", text, err)
		return
	}

	if e.Error() != sentence || e.Hint != hint {
		t.Errorf("%q:\n got %s [%s]\nwant %s [%s]", text, e, e.Hint, sentence, hint)
	}
}

func TestDurationOfNone(t *testing.T) {
	var none Duration
	if !none.IsZero() || none.String() != "" || none.Canonical() != "" || none.Business() {
		t.Errorf("none is %q, %q", none.String(), none.Canonical())
	}

	if zero := Of(0, Hours); zero.IsZero() || zero.Equal(none) {
		t.Error("0 hours is none")
	}
}

func TestDurationEqual(t *testing.T) {
	cases := []struct {
		a, b  string
		equal bool
	}{
		{"60 minutes", "1 hour", true},
		{"24 hours", "1 day", true},
		{"7 days", "1 week", true},
		{"90 business minutes", "1.5 business_hours", true},
		{"3 months", "1 quarter", true},
		{"1 hour", "1 business hour", false},
		{"1 day", "1 business day", false},
		{"4 weeks", "1 month", false},
		{"1 hour", "2 hours", false},
	}
	for _, c := range cases {
		a, b := duration(t, c.a), duration(t, c.b)
		if a.Equal(b) != c.equal || (a.Canonical() == b.Canonical()) != c.equal {
			t.Errorf("%s equals %s: %v, canonical %q and %q", a, b, a.Equal(b), a.Canonical(), b.Canonical())
		}
	}
}

func TestDurationAsJSON(t *testing.T) {
	text, err := json.Marshal(duration(t, "4 business_hours"))
	if err != nil || string(text) != `"4 business hours"` {
		t.Errorf("%s, %v", text, err)
	}
}

func TestCompare(t *testing.T) {
	nineToSix := headquarters(t)
	never := calendar(t, "UTC", nil)
	cases := []struct {
		a, b       string
		cal        *Calendar
		order      int
		comparable bool
	}{
		{"4 business hours", "2 business hours", nil, 1, true},
		{"30 business minutes", "1 business hour", nil, -1, true},
		{"60 minutes", "1 hour", nil, 0, true},
		{"1 day", "25 hours", nil, -1, true},
		{"2 business days", "3 business days", nil, -1, true},
		{"1 quarter", "2 months", nil, 1, true},

		{"1 business day", "9 business hours", nineToSix, 1, true},
		{"1 business day", "18 business hours", nineToSix, -1, true},
		{"18 business hours", "1 business day", nineToSix, 1, true},
		{"1 business day", "12 business hours", nineToSix, 0, false}, // sooner from a morning, later from an evening
		{"2 business days", "540 business minutes", nineToSix, 1, true},
		{"0 business days", "9 business hours", nineToSix, -1, true},

		{"1 business day", "9 business hours", nil, 0, false},
		{"1 business day", "9 business hours", never, 0, false},
		{"1 business day", "1 day", nineToSix, 0, false},
		{"1 hour", "1 business hour", nineToSix, 0, false},
		{"30 days", "1 month", nineToSix, 0, false},
		{"1 month", "20 business days", nineToSix, 0, false},
	}
	for _, c := range cases {
		order, comparable := Compare(duration(t, c.a), duration(t, c.b), c.cal)
		if order != c.order || comparable != c.comparable {
			t.Errorf("%s against %s: %d, %v; want %d, %v", c.a, c.b, order, comparable, c.order, c.comparable)
		}
	}

	if _, comparable := Compare(Duration{}, Duration{}, nineToSix); comparable {
		t.Error("none compares with none")
	}
}

// TestCompareAsksAWholeOrdinaryWeek: only from a weekend is the business day the longer of the two, and
// holidays on all Sundays change nothing.
func TestCompareAsksAWholeOrdinaryWeek(t *testing.T) {
	hours := []string{"mon-thu 09:00-10:00", "fri 23:00-24:00", "sat 09:00-10:00", "sun 00:00-24:00"}
	for _, cal := range []*Calendar{
		calendar(t, "UTC", hours),
		calendar(t, "America/New_York", hours, "2000-12-31", "2001-01-07", "2001-01-14"),
		calendar(t, "Australia/Lord_Howe", hours),
	} {
		if order, comparable := Compare(Of(1, BusinessDays), Of(2, BusinessHours), cal); comparable {
			t.Errorf("%s: %d", cal.Zone(), order)
		}
	}
}

var suggestion = regexp.MustCompile(`^did you mean "(.*)"\?$`)

func FuzzParseDuration(f *testing.F) {
	for _, seed := range []string{"4 business hours", "1.5 hours", "24-48 hours", "4 horus", "1h30m", "4", "", "half a day", "١ hour", "1,000,000 min"} {
		f.Add(seed)
	}

	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDuration(text)
		if err == nil {
			for _, same := range []string{d.String(), d.Canonical(), d.Text()} {
				if again, err := ParseDuration(same); err != nil || !again.Equal(d) {
					t.Errorf("%q, parsed from %q, is %s, %v", same, text, again, err)
				}
			}

			return
		}

		if m := suggestion.FindStringSubmatch(err.(*ParseError).Hint); m != nil {
			if _, err := ParseDuration(m[1]); err != nil {
				t.Errorf("%q suggests %q: %v", text, m[1], err)
			}
		}
	})
}

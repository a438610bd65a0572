package worktime

import (
	"testing"
	"time"
)

func TestQuarters(t *testing.T) {
	cases := []struct {
		quarter     string
		start       time.Month
		first, last string
	}{
		{"2027-Q1", time.January, "2027-01-01", "2027-03-31"},
		{"2027-Q4", time.January, "2027-10-01", "2027-12-31"},
		{"2027-Q1", time.April, "2026-04-01", "2026-06-30"}, // the fiscal year that ends in March 2027
		{"2027-Q4", time.April, "2027-01-01", "2027-03-31"},
		{"2028-Q1", time.February, "2027-02-01", "2027-04-30"},
		{"2028-Q4", time.February, "2027-11-01", "2028-01-31"},
		{"2027-Q1", time.December, "2026-12-01", "2027-02-28"},
		{"2028-Q1", time.December, "2027-12-01", "2028-02-29"},
	}
	for _, c := range cases {
		q := must(ParseQuarter(c.quarter))(t)
		first, last := q.First(c.start), q.Last(c.start)
		if first.String() != c.first || last.String() != c.last || q.String() != c.quarter {
			t.Errorf("%s of a year that starts in %s is %s to %s", q, c.start, first, last)
		}
	}
}

func TestQuarterOfIsTheQuarterThatHoldsTheDate(t *testing.T) {
	for start := time.January; start <= time.December; start++ {
		for d := date(t, "2025-01-01"); d.Year < 2028; d = d.AddDays(1) {
			q := QuarterOf(d, start)
			if d.Before(q.First(start)) || d.After(q.Last(start)) || q.Number < 1 || q.Number > 4 {
				t.Fatalf("%s is in %s, from %s to %s", d, q, q.First(start), q.Last(start))
			}
		}
	}
}

func TestQuarterAdd(t *testing.T) {
	q := Quarter{2026, 4}
	if q.Add(1) != (Quarter{2027, 1}) || q.Add(-4) != (Quarter{2025, 4}) || q.Add(1).Compare(q) <= 0 {
		t.Errorf("%s: %s, %s", q, q.Add(1), q.Add(-4))
	}
}

func TestWeeks(t *testing.T) {
	cases := []struct{ week, first, last string }{
		{"2026-W01", "2025-12-29", "2026-01-04"},
		{"2026-W07", "2026-02-09", "2026-02-15"},
		{"2026-W53", "2026-12-28", "2027-01-03"},
		{"2027-W01", "2027-01-04", "2027-01-10"},
	}
	for _, c := range cases {
		w := must(ParseWeek(c.week))(t)
		if w.First().String() != c.first || w.Last().String() != c.last || w.String() != c.week {
			t.Errorf("%s is %s to %s", w, w.First(), w.Last())
		}
	}

	for d := date(t, "2020-01-01"); d.Year < 2033; d = d.AddDays(1) {
		if w := WeekOf(d); d.Before(w.First()) || d.After(w.Last()) {
			t.Fatalf("%s is in %s, from %s to %s", d, w, w.First(), w.Last())
		}
	}
}

func TestMonths(t *testing.T) {
	m := must(ParseMonth("2028-02"))(t)
	if m.First().String() != "2028-02-01" || m.Last().String() != "2028-02-29" || m.Add(-2).String() != "2027-12" || m.Add(11).String() != "2029-01" {
		t.Errorf("%s: %s to %s", m, m.First(), m.Last())
	}

	if m.Compare(m.Add(1)) >= 0 || m.Add(12).Compare(m) <= 0 || m.Compare(m) != 0 {
		t.Errorf("%s is out of order", m)
	}
}

func TestParsePeriod(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-16": "2026-11-16 2026-11-16 2026-11-16",
		"2026-W07":   "2026-W07 2026-02-09 2026-02-15",
		" 2026-11 ":  "2026-11 2026-11-01 2026-11-30",
		"2027-Q1":    "2027-Q1 2026-04-01 2026-06-30",
	} {
		p, err := ParsePeriod(text, time.April)
		if got := p.Name + " " + p.First.String() + " " + p.Last.String(); err != nil || got != want {
			t.Errorf("%q is %s, %v", text, got, err)
		}
	}
}

func TestPeriodsExplain(t *testing.T) {
	month := func(s string) error { _, err := ParseMonth(s); return err }
	quarter := func(s string) error { _, err := ParseQuarter(s); return err }
	week := func(s string) error { _, err := ParseWeek(s); return err }
	period := func(s string) error { _, err := ParsePeriod(s, time.January); return err }

	const anyPeriod = "a period must be a day, week, month or quarter, like 2026-11-16, 2026-W07, 2026-11 or 2027-Q1, not "
	cases := []struct {
		parse                func(string) error
		text, sentence, hint string
	}{
		{month, "2026-1", `a month must be a month like 2026-11, not "2026-1"`, `did you mean "2026-01"?`},
		{month, "Nov 2026", `a month must be a month like 2026-11, not "Nov 2026"`, `did you mean "2026-11"?`},
		{month, "2026-11-16", `a month must be a month like 2026-11, not "2026-11-16"`, `did you mean "2026-11"?`},
		{month, "2026-13", `a month must be a month like 2026-11, not "2026-13"`, ""},
		{quarter, "Q1 2027", `a quarter must be a quarter like 2027-Q1, not "Q1 2027"`, `did you mean "2027-Q1"?`},
		{quarter, "2027q1", `a quarter must be a quarter like 2027-Q1, not "2027q1"`, `did you mean "2027-Q1"?`},
		{quarter, "FY2027 Q1", `a quarter must be a quarter like 2027-Q1, not "FY2027 Q1"`, `did you mean "2027-Q1"?`},
		{quarter, "2027-Q5", `a quarter must be a quarter like 2027-Q1, not "2027-Q5"`, ""},
		{week, "2026-W7", `a week must be a week like 2026-W07, not "2026-W7"`, `did you mean "2026-W07"?`},
		{week, "week 7 2026", `a week must be a week like 2026-W07, not "week 7 2026"`, `did you mean "2026-W07"?`},
		{week, "2027-W53", `a week must be a week that exists: the last of 2027 is 2027-W52, not "2027-W53"`, ""},
		{week, "2026-W00", `a week must be a week like 2026-W07, not "2026-W00"`, ""},
		{period, "2026-02-30", "a date must exist: February 2026 has no day 30", "its last day is 2026-02-28"},
		{period, "2027-W53", `a week must be a week that exists: the last of 2027 is 2027-W52, not "2027-W53"`, ""},
		{period, "Q3 2026", anyPeriod + `"Q3 2026"`, `did you mean "2026-Q3"?`},
		{period, "2026-7", anyPeriod + `"2026-7"`, `did you mean "2026-07"?`},
		{period, "2026", anyPeriod + `"2026"`, ""},
	}
	for _, c := range cases {
		explains(t, c.text, c.parse(c.text), c.sentence, c.hint)
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, seed := range []string{"2026-11-16", "2026-W07", "2026-11", "2027-Q1", "Q1 2027", "week 7 2026", "11/16/2026", "0000-00-00", "2026-W99"} {
		f.Add(seed, 1)
	}

	f.Fuzz(func(t *testing.T, text string, start int) {
		month := time.Month(max(1, min(start, 12)))
		p, err := ParsePeriod(text, month)
		if err == nil {
			if again, err := ParsePeriod(p.Name, month); err != nil || again != p || p.Last.Before(p.First) {
				t.Errorf("%q is %v, then %v, %v", text, p, again, err)
			}

			return
		}

		if m := suggestion.FindStringSubmatch(err.(*ParseError).Hint); m != nil {
			if _, err := ParsePeriod(m[1], month); err != nil {
				t.Errorf("%q suggests %q: %v", text, m[1], err)
			}
		}
	})
}

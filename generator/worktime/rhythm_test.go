package worktime

import (
	"math/big"
	"strings"
	"testing"
	"time"
)

// office is open from Monday to Friday, with the holidays around the end of 2026.
func office(t *testing.T) *Calendar {
	t.Helper()
	var hours [7][]Window
	for day := time.Monday; day <= time.Friday; day++ {
		hours[day] = []Window{{9 * 3600, 18 * 3600}}
	}

	c, err := NewCalendar(time.UTC, hours, []Date{{2026, 11, 26}, {2026, 12, 25}, {2026, 12, 31}, {2027, 1, 1}})
	if err != nil {
		t.Fatal(err)
	}

	return c
}

// TestRhythm holds rhythms against days counted by hand on a paper calendar. A day that is moved stands as
// planned>held, one that is left out as planned>.
func TestRhythm(t *testing.T) {
	workdays := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	tuesday, friday := []time.Weekday{time.Tuesday}, []time.Weekday{time.Friday}
	tests := []struct {
		name        string
		rhythm      Rhythm
		first, last string
		want        string
	}{
		{"every workday, without Thanksgiving", Rhythm{Every: Daily, Days: workdays}, "2026-11-24", "2026-11-30", "2026-11-24 2026-11-25 2026-11-26> 2026-11-27 2026-11-30"},
		{"a day that comes anyway is not held twice", Rhythm{Every: Daily, Days: workdays, Holidays: NextBusinessDay}, "2026-11-26", "2026-11-27", "2026-11-26> 2026-11-27"},
		{"every day of a weekend", Rhythm{Every: Daily, Days: []time.Weekday{time.Saturday, time.Sunday}}, "2026-11-27", "2026-11-30", "2026-11-28 2026-11-29"},
		{"Fridays", Rhythm{Every: Weekly, Days: friday}, "2026-12-18", "2027-01-08", "2026-12-18 2026-12-25> 2027-01-01> 2027-01-08"},
		{"Fridays, else the next business day", Rhythm{Every: Weekly, Days: friday, Holidays: NextBusinessDay}, "2026-12-18", "2027-01-08", "2026-12-18 2026-12-25>2026-12-28 2027-01-01>2027-01-04 2027-01-08"},
		{"Fridays, whatever comes", Rhythm{Every: Weekly, Days: friday, Holidays: Keep}, "2026-12-18", "2027-01-02", "2026-12-18 2026-12-25 2027-01-01"},
		{"two days a week", Rhythm{Every: Weekly, Days: []time.Weekday{time.Thursday, time.Tuesday}}, "2026-11-01", "2026-11-12", "2026-11-03 2026-11-05 2026-11-10 2026-11-12"},
		{"not before it starts", Rhythm{Every: Weekly, Days: friday, StartsOn: Date{2026, 11, 14}}, "2026-11-01", "2026-11-28", "2026-11-20 2026-11-27"},
		{"every second Tuesday", Rhythm{Every: Biweekly, Days: tuesday, StartsOn: Date{2026, 10, 6}}, "2026-09-01", "2026-11-20", "2026-10-06 2026-10-20 2026-11-03 2026-11-17"},
		{"every second Tuesday from the first after a Wednesday", Rhythm{Every: Biweekly, Days: tuesday, StartsOn: Date{2026, 10, 7}}, "2026-09-01", "2026-11-20", "2026-10-13 2026-10-27 2026-11-10"},
		{"every second week over new year, with week 53", Rhythm{Every: Biweekly, Days: tuesday, StartsOn: Date{2026, 12, 15}}, "2026-12-01", "2027-02-01", "2026-12-15 2026-12-29 2027-01-12 2027-01-26"},
		{"every second week on two days from a Friday", Rhythm{Every: Biweekly, Days: []time.Weekday{time.Tuesday, time.Friday}, StartsOn: Date{2026, 10, 9}}, "2026-10-01", "2026-11-07", "2026-10-09 2026-10-20 2026-10-23 2026-11-03 2026-11-06"},
		{"first Friday", Rhythm{Every: Monthly, Days: friday, Ordinal: 1}, "2026-10-01", "2027-02-28", "2026-10-02 2026-11-06 2026-12-04 2027-01-01> 2027-02-05"},
		{"first Friday, moved", Rhythm{Every: Monthly, Days: friday, Ordinal: 1, Holidays: NextBusinessDay}, "2027-01-01", "2027-01-31", "2027-01-01>2027-01-04"},
		{"fourth Friday", Rhythm{Every: Monthly, Days: friday, Ordinal: 4, Holidays: Keep}, "2026-10-01", "2026-12-31", "2026-10-23 2026-11-27 2026-12-25"},
		{"last Friday", Rhythm{Every: Monthly, Days: friday, Ordinal: -1, Holidays: Keep}, "2026-10-01", "2026-12-31", "2026-10-30 2026-11-27 2026-12-25"},
		{"the 31st, else the last day", Rhythm{Every: Monthly, DayOfMonth: 31, Holidays: Keep}, "2027-01-01", "2027-04-30", "2027-01-31 2027-02-28 2027-03-31 2027-04-30"},
		{"the 29th in a leap year", Rhythm{Every: Monthly, DayOfMonth: 29}, "2028-02-01", "2028-03-31", "2028-02-29 2028-03-29"},
		{"last business day", Rhythm{Every: Monthly, LastBusinessDay: true}, "2026-10-01", "2027-01-31", "2026-10-30 2026-11-30 2026-12-31>2026-12-30 2027-01-29"},
		{"last business day knows no other rule for holidays", Rhythm{Every: Monthly, LastBusinessDay: true, Holidays: Keep}, "2026-12-01", "2026-12-31", "2026-12-31>2026-12-30"},
		{"second month of calendar quarters", Rhythm{Every: Quarterly, DayOfMonth: 10, MonthOfQuarter: 2}, "2026-01-01", "2026-12-31", "2026-02-10 2026-05-10 2026-08-10 2026-11-10"},
		{"third month of quarters from February", Rhythm{Every: Quarterly, Days: friday, Ordinal: 1, MonthOfQuarter: 3, FiscalStart: time.February}, "2026-01-01", "2026-12-31", "2026-01-02 2026-04-03 2026-07-03 2026-10-02"},
		{"first month of quarters without saying so", Rhythm{Every: Quarterly, DayOfMonth: 1, Holidays: Keep}, "2026-03-01", "2027-01-31", "2026-04-01 2026-07-01 2026-10-01 2027-01-01"},
		{"weekly on no day", Rhythm{Every: Weekly}, "2026-11-01", "2026-12-01", ""},
		{"monthly without a rule", Rhythm{Every: Monthly, Days: friday}, "2026-11-01", "2026-12-01", ""},
		{"every second week from nowhere", Rhythm{Every: Biweekly, Days: friday}, "2026-11-01", "2026-12-01", ""},
		{"no rhythm", Rhythm{Days: friday}, "2026-11-01", "2026-12-01", ""},
	}
	for _, test := range tests {
		var got []string
		for _, o := range test.rhythm.Occasions(mustDate(t, test.first), mustDate(t, test.last), office(t)) {
			word := o.Planned.String()
			if o.On != o.Planned {
				word += ">" + o.On.String()
			}

			got = append(got, word)
		}

		if strings.Join(got, " ") != test.want {
			t.Errorf("%s:\nwant %s\ngot  %s", test.name, test.want, strings.Join(got, " "))
		}
	}
}

func mustDate(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}

	return d
}

// TestDates holds that a day is found where it is held, not where it was planned.
func TestDates(t *testing.T) {
	r := Rhythm{Every: Weekly, Days: []time.Weekday{time.Friday}, Holidays: NextBusinessDay}
	got := r.Dates(Date{2026, 12, 26}, Date{2026, 12, 31}, office(t))
	if len(got) != 1 || got[0] != (Date{2026, 12, 28}) {
		t.Errorf("the Friday of Christmas is held on %v", got)
	}

	if got := (Rhythm{Every: Monthly, LastBusinessDay: true}).Dates(Date{2026, 12, 30}, Date{2026, 12, 30}, office(t)); len(got) != 1 {
		t.Errorf("the last business day of the year is missing: %v", got)
	}

	if got := (Rhythm{Every: Monthly, LastBusinessDay: true}).Dates(Date{2026, 12, 1}, Date{2026, 12, 31}, nil); len(got) != 1 || got[0].Day != 31 {
		t.Errorf("without a calendar the last business day of the year is %v", got)
	}
}

func TestPerWeek(t *testing.T) {
	three := []time.Weekday{time.Monday, time.Tuesday, time.Friday}
	for want, r := range map[string]Rhythm{
		"3":    {Every: Daily, Days: three},
		"1":    {Every: Weekly, Days: three[:1]},
		"1/2":  {Every: Biweekly, Days: three[:1]},
		"3/13": {Every: Monthly, Days: three[:1], Ordinal: 1},
		"1/13": {Every: Quarterly, DayOfMonth: 3},
		"0":    {},
	} {
		if got := r.PerWeek(); got.Cmp(rational(want)) != 0 {
			t.Errorf("%v is %s times a week, want %s", r, got, want)
		}
	}

	for word, want := range map[string]Cadence{"daily": Daily, "quarterly": Quarterly, "per_event": 0, "": 0} {
		if got := ParseCadence(word); got != want {
			t.Errorf("ParseCadence(%q) = %d, want %d", word, got, want)
		}
	}
}

func rational(s string) *big.Rat {
	r, _ := new(big.Rat).SetString(s)
	return r
}

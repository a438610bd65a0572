package worktime

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestParseDays(t *testing.T) {
	for text, want := range map[string]string{
		"mon-fri": "Mon Tue Wed Thu Fri", "mon, wed": "Mon Wed", "Saturday": "Sat", "wed,MON,wed": "Mon Wed",
		"fri-mon": "Mon Fri Sat Sun", "mon-wed, friday": "Mon Tue Wed Fri", "sun": "Sun", "sat – sun": "Sat Sun",
		"mon-sun": "Mon Tue Wed Thu Fri Sat Sun", "tue-mon": "Mon Tue Wed Thu Fri Sat Sun", "Thursday-Thursday": "Thu",
	} {
		days, err := ParseDays(text)
		var got []string
		for _, day := range days {
			got = append(got, day.String()[:3])
		}

		if strings.Join(got, " ") != want || err != nil {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}

	for text, hint := range map[string]string{
		"weekdays": `did you mean "mon-fri"?`, "Daily": `did you mean "mon-sun"?`, "tues": `did you mean "tue"?`, "mondays": `did you mean "mon"?`,
		"mon to fri": `did you mean "mon-fri"?`, "Modnay": `did you mean "mon"?`, "mon-frid": `did you mean "mon-fri"?`,
		"mo": `did you mean "mon"?`, "": "", "soon": "", "mon-": "", "mon,,tue": "", "1-5": "",
	} {
		_, err := ParseDays(text)
		explains(t, text, err, fmt.Sprintf(`days must be weekdays like mon-fri or "mon, wed", not %q`, text), hint)
	}
}

func TestParseWeekday(t *testing.T) {
	for text, want := range map[string]time.Weekday{"mon": time.Monday, " Sunday ": time.Sunday, "FRI": time.Friday} {
		if got, err := ParseWeekday(text); err != nil || got != want {
			t.Errorf("%q is %s, %v", text, got, err)
		}
	}

	for text, hint := range map[string]string{
		"thurs": `did you mean "thursday"?`, "fridays": `did you mean "friday"?`, "wendesday": `did you mean "wednesday"?`, "mon-fri": "", "t": "", "5": "",
	} {
		_, err := ParseWeekday(text)
		explains(t, text, err, fmt.Sprintf("a weekday must be a day like mon or monday, not %q", text), hint)
	}
}

func TestNewCalendarJoinsWindows(t *testing.T) {
	cal := calendar(t, "UTC", []string{"mon 13:00-17:00 09:00-12:00", "mon 12:00-13:00", "tue 14:00-16:00 09:00-10:00 09:30-15:00", "wed 13:00-17:00 09:00-12:00"})
	for day, want := range map[time.Weekday]string{
		time.Monday: "[09:00-17:00]", time.Tuesday: "[09:00-16:00]", time.Wednesday: "[09:00-12:00 13:00-17:00]", time.Thursday: "[]",
	} {
		if got := fmt.Sprint(cal.Hours(day)); got != want {
			t.Errorf("%s: %s", day, got)
		}
	}
}

func TestNewCalendarLeavesItsArgumentsAlone(t *testing.T) {
	windows := []Window{{13 * 3600, 17 * 3600}, {9 * 3600, 12 * 3600}}
	holidays := []Date{date(t, "2026-12-25"), date(t, "2026-01-01")}
	cal := must(NewCalendar(time.UTC, [7][]Window{windows}, holidays))(t)
	windows[0], holidays[0] = Window{0, 1}, date(t, "2026-06-01")
	if cal.Hours(time.Sunday)[1].Open != 13*3600 || !cal.IsHoliday(date(t, "2026-12-25")) || cal.IsHoliday(date(t, "2026-06-01")) {
		t.Error("a change of an argument changed the calendar")
	}
}

func TestNewCalendarRefuses(t *testing.T) {
	if _, err := NewCalendar(nil, [7][]Window{}, nil); err == nil || err.Error() != "a calendar needs a time zone" {
		t.Error(err)
	}

	for window, want := range map[Window]string{
		{9 * 3600, 9 * 3600}:      "09:00-09:00",
		{18 * 3600, 9 * 3600}:     "18:00-09:00",
		{9 * 3600, EndOfDay + 60}: "09:00-24:01",
		{EndOfDay, EndOfDay}:      "24:00-24:00",
	} {
		_, err := NewCalendar(time.UTC, [7][]Window{1: {window}}, nil)
		if want = "a calendar must open before it closes, not " + want + " on Monday"; err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestBusinessDays(t *testing.T) {
	hq := calendar(t, "America/New_York", []string{"mon-fri 09:00-18:00"}, "2026-11-26", "2026-11-27", "2026-12-25")
	for text, want := range map[string]string{
		"2026-11-25": "2026-11-25 2026-11-25", "2026-11-26": "2026-11-25 2026-11-30",
		"2026-11-28": "2026-11-25 2026-11-30", "2026-12-26": "2026-12-24 2026-12-28",
	} {
		d := date(t, text)
		before, ok := hq.PreviousBusinessDay(d)
		after, alsoOK := hq.NextBusinessDay(d)
		if got := before.String() + " " + after.String(); got != want || !ok || !alsoOK {
			t.Errorf("around %s: %s", text, got)
		}

		if hq.IsBusinessDay(d) != (before == after) {
			t.Errorf("%s is a business day: %v", text, hq.IsBusinessDay(d))
		}
	}

	if n := hq.BusinessDays(date(t, "2026-11-01"), date(t, "2026-11-30")); n != 19 {
		t.Errorf("November has %d business days", n)
	}

	if n := hq.BusinessDays(date(t, "2026-11-30"), date(t, "2026-11-01")); n != 0 {
		t.Errorf("backwards there are %d business days", n)
	}
}

func TestBusinessDaysOfHardlyAny(t *testing.T) {
	d := date(t, "2026-11-16")
	if next, ok := calendar(t, "UTC", nil).NextBusinessDay(d); ok {
		t.Errorf("never open, but next on %s", next)
	}

	mondays := calendar(t, "UTC", []string{"mon 09:00-10:00"}, "2026-11-16", "2026-11-23", "2026-11-30")
	if next, ok := mondays.NextBusinessDay(d); !ok || next.String() != "2026-12-07" {
		t.Errorf("next on %s, %v", next, ok)
	}

	if previous, ok := mondays.PreviousBusinessDay(date(t, "2026-12-06")); !ok || previous.String() != "2026-11-09" {
		t.Errorf("previous on %s, %v", previous, ok)
	}
}

func TestOpens(t *testing.T) {
	hq := headquarters(t)
	for text, want := range map[string]string{
		"2026-11-16": "2026-11-16T09:00:00-05:00",
		"2026-11-14": "2026-11-14T00:00:00-05:00", // a Saturday
		"2026-11-26": "2026-11-26T00:00:00-05:00", // a holiday
		"2026-07-01": "2026-07-01T09:00:00-04:00",
	} {
		if got := hq.Opens(date(t, text)).Format(time.RFC3339); got != want {
			t.Errorf("%s opens at %s, want %s", text, got, want)
		}
	}
}

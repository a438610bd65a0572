package plan

import (
	"strconv"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

const meetingSite = `---
kind: site
title: Acme
timezone: Europe/Berlin
fiscal_year_start_month: 2
other_functions: [executive]
people:
  dana: {name: Dana, function: marketing}
  sam: {name: Sam, function: sales, active_from: 2027-01-01}
  kim: {name: Kim, function: sales}
  eve: {name: Eve, function: executive}
roles:
  rep: {title: Rep, function: sales, held_by: [sam, kim]}
  ceo: {title: CEO, function: executive, held_by: eve}
calendars:
  ny: {timezone: America/New_York, hours: [{days: mon-thu, open: "09:00", close: "17:00"}], holidays: {2026-11-26: Thanksgiving}}
---
`

const meetingPlan = `---
kind: plan
title: Acme
meetings:
  huddle: {rhythm: daily, duration_minutes: 15, schedule: {start_time: "09:00"}, attendees: [rep, dana]}
  few: {rhythm: daily, duration_minutes: 10, schedule: {days: [tue, thu-fri]}, attendees_same_as: huddle}
  review: {rhythm: weekly, duration_minutes: 60, timezone: Europe/Berlin, schedule: {weekday: Mon, start_time: "10:00"}, attendees: [sales, ceo]}
  second: {rhythm: biweekly, duration_minutes: 45, starts_on: 2026-11-18, attendees: all}
  growth: {rhythm: monthly, duration_minutes: 180, schedule: {weekday: fri, ordinal: 1}, attendees: [kim]}
  close: {rhythm: monthly, duration_minutes: 30, schedule: {last_business_day: true}, attendees: marketing}
  quarter: {rhythm: quarterly, duration_minutes: 130, schedule: {day_of_month: 3, month_of_quarter: 2}, attendees: [eve]}
  lost: {rhythm: weekly, duration_minutes: 20, attendees: [eve]}
---
`

func meetings(t *testing.T) *Plan {
	t.Helper()
	set, problems, err := Load(fstest.MapFS{"index.md": {Data: []byte(meetingSite)}, "acme/plan.md": {Data: []byte(meetingPlan)}}, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}

	return set.Plans[0]
}

// TestTimetable holds meetings against the days and hours that a reader of the plan would expect.
func TestTimetable(t *testing.T) {
	p := meetings(t)
	first, last := worktime.Date{Year: 2026, Month: 11, Day: 23}, worktime.Date{Year: 2026, Month: 12, Day: 7}
	for id, want := range map[string]string{
		"huddle":  "23 24 25 30 1 2 3 7 at 09:00 in America/New_York",
		"few":     "24 27 1 3 4 without a time", // Thursday the 26th is a holiday; Friday is named, open or not
		"review":  "23 30 7 at 10:00 in Europe/Berlin",
		"second":  "2 without a time",
		"growth":  "4 without a time",
		"close":   "30 without a time",
		"quarter": "3 without a time", // fiscal years start in February, so that December is a second month
		"lost":    " without a time",
	} {
		m, _ := p.Meetings.Get(id)
		table := p.Timetable(m)
		got := ""
		for i, d := range table.Dates(first, last) {
			if i > 0 {
				got += " "
			}

			got += strconv.Itoa(d.Day)
		}

		if table.Timed {
			got += " at " + table.Start.String() + " in " + table.Zone.String()
		} else {
			got += " without a time"
		}

		if got != want {
			t.Errorf("%s: want %s, got %s", id, want, got)
		}
	}

	review, _ := p.Meetings.Get("review")
	start, end, ok := p.Timetable(review).Span(first)
	if !ok || start.UTC() != time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) || end.Sub(start) != time.Hour {
		t.Errorf("the review is from %v to %v", start, end)
	}
}

// TestMeetingLoad reckons the minutes of a week by hand: daily × days, weekly × 1, biweekly ÷ 2, monthly × 12/52,
// quarterly × 4/52.
func TestMeetingLoad(t *testing.T) {
	p := meetings(t)
	for id, want := range map[string]string{
		"rep":  "5565/26", // 4 × 15 + 3 × 10 + 60 + 45/2, and 180 × 12/52 in which Kim sits, who holds the role
		"sam":  "345/2",
		"kim":  "5565/26",
		"dana": "3105/26", // 60 + 30 + 45/2 + 30 × 12/52
		"ceo":  "225/2",   // 60 + 45/2 + 20 + 130 × 4/52
		"eve":  "225/2",
	} {
		if got := p.MeetingLoad(id); got.RatString() != want {
			t.Errorf("%s: want %s minutes a week, got %s", id, want, got.RatString())
		}
	}
}

func TestAttending(t *testing.T) {
	p := meetings(t)
	for id, want := range map[string]string{"huddle": "Dana Kim", "few": "Dana Kim", "review": "Kim Eve", "second": "Dana Kim Eve", "close": "Dana", "lost": "Eve"} {
		m, _ := p.Meetings.Get(id)
		got := ""
		for _, person := range p.Attending(m, worktime.Date{Year: 2026, Month: 12, Day: 1}) {
			if got != "" {
				got += " "
			}

			got += person.Name
		}

		if got != want {
			t.Errorf("%s: want %s, got %s", id, want, got)
		}
	}

	second, _ := p.Meetings.Get("second")
	if got := len(p.Attending(second, worktime.Date{Year: 2027, Month: 1, Day: 1})); got != 4 {
		t.Errorf("with Sam there are %d", got)
	}
}

// TestDue holds freshness to its day: due on a day is current on that day.
func TestDue(t *testing.T) {
	half, _ := worktime.ParseDuration("6 months")
	day := func(month time.Month, d int) Date { return Date{Year: 2026, Month: month, Day: d} }
	for _, test := range []struct {
		asset   Asset
		on      Date
		due     string
		current bool
	}{
		{Asset{UpdatedOn: day(5, 24), ReviewEvery: Span{Duration: half}}, day(11, 24), "2026-11-24", true},
		{Asset{UpdatedOn: day(5, 23), ReviewEvery: Span{Duration: half}}, day(11, 24), "2026-11-23", false},
		{Asset{UpdatedOn: day(1, 1)}, day(11, 24), "", true},
		{Asset{ReviewEvery: Span{Duration: half}}, day(11, 24), "", false},
		{Asset{UpdatedOn: day(12, 1), ReviewEvery: Span{Duration: half}}, day(11, 24), "", false},
	} {
		if due, current := test.asset.Due(test.on); due.String() != test.due || current != test.current {
			t.Errorf("%v: due %s, current %v", test.asset, due, current)
		}
	}
}

// TestFacilitatorAttends holds that whoever leads a meeting is there, and so is the role of that person.
func TestFacilitatorAttends(t *testing.T) {
	p := meetings(t)
	few, _ := p.Meetings.Get("few")
	if p.Attends(few, "eve") || p.Attends(few, "ceo") {
		t.Fatal("Eve is in the small meeting already")
	}

	led := *few
	led.Facilitator = "eve"
	if !p.Attends(&led, "eve") || !p.Attends(&led, "ceo") {
		t.Error("Eve leads a meeting without being there")
	}
}

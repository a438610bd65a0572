package plan

import (
	"math/big"
	"slices"
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A Timetable is when a meeting is held.
type Timetable struct {
	Rhythm worktime.Rhythm
	// Calendar says which days are holidays; nil for none.
	Calendar *worktime.Calendar
	// Zone is where its clock runs.
	Zone *time.Location
	// Timed says that it has a time of day: it starts at Start.
	Timed bool
	Start worktime.Clock
	// Minutes is how long it takes; 0 where nobody has said.
	Minutes int
}

// Timetable returns when a meeting is held: by its own schedule, zone and calendar, else those of the plan. A
// daily meeting without days is on business days, a weekly or biweekly one on the weekday on which it starts.
func (p *Plan) Timetable(m *Meeting) Timetable {
	of := p.OnlyCalendar()
	if m.Calendar != "" {
		of = p.FindCalendar(m.Calendar)
	}

	t := Timetable{Zone: p.Zone()}
	t.Calendar, _ = of.Business()
	if t.Calendar != nil {
		t.Zone = t.Calendar.Zone()
	}

	if zone, err := worktime.LoadZone(m.Timezone); err == nil {
		t.Zone = zone
	}

	t.Rhythm = worktime.Rhythm{
		Every: worktime.ParseCadence(m.Rhythm), FiscalStart: p.Site.FiscalStart(), StartsOn: m.StartsOn,
		Holidays: map[string]worktime.OnHoliday{"next_business_day": worktime.NextBusinessDay, "keep": worktime.Keep}[m.OnHoliday],
	}
	if s := m.Schedule; s != nil {
		t.Rhythm.Ordinal, t.Rhythm.DayOfMonth, t.Rhythm.LastBusinessDay = s.Ordinal, s.DayOfMonth, s.LastBusinessDay
		t.Rhythm.MonthOfQuarter = s.MonthOfQuarter
		start, err := worktime.ParseClock(s.StartTime)
		t.Start, t.Timed = start, err == nil && start < worktime.EndOfDay
	}

	t.Rhythm.Days = t.days(m)
	if n := m.DurationMinutes.Rat(); n.IsInt() && n.Num().IsInt64() && n.Sign() > 0 {
		t.Minutes = int(min(n.Num().Int64(), 24*60))
	}

	return t
}

// days returns the days of the week of a meeting.
func (t Timetable) days(m *Meeting) []time.Weekday {
	var days []time.Weekday
	if s := m.Schedule; s != nil {
		if day, err := worktime.ParseWeekday(s.Weekday); err == nil {
			return []time.Weekday{day}
		}

		for _, written := range s.Days {
			more, _ := worktime.ParseDays(written)
			days = append(days, more...)
		}
	}

	slices.Sort(days)
	days = slices.Compact(days)
	switch {
	case len(days) > 0:
		return days
	case m.Rhythm == "daily":
		return t.workdays()
	case !m.StartsOn.IsZero() && (m.Rhythm == "weekly" || m.Rhythm == "biweekly"):
		return []time.Weekday{m.StartsOn.Weekday()}
	}

	return nil
}

// workdays are the days of the week on which the calendar opens, else Monday to Friday.
func (t Timetable) workdays() []time.Weekday {
	var days []time.Weekday
	for day := time.Sunday; day <= time.Saturday; day++ {
		if t.Calendar != nil && len(t.Calendar.Hours(day)) > 0 {
			days = append(days, day)
		}
	}

	if len(days) == 0 {
		return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	}

	return days
}

// Dates returns the days from first to last, both included, on which the meeting is held.
func (t Timetable) Dates(first, last Date) []Date { return t.Rhythm.Dates(first, last, t.Calendar) }

// Span returns from when to when the meeting is on a day; false for a meeting without a time.
func (t Timetable) Span(on Date) (start, end time.Time, ok bool) {
	if !t.Timed {
		return time.Time{}, time.Time{}, false
	}

	start, _ = on.At(t.Start, t.Zone)

	return start, start.Add(time.Duration(t.Minutes) * time.Minute), true
}

// PerWeek returns the minutes that the meeting takes in an average week: its minutes × its days for a daily
// meeting, × 1 for a weekly one, ÷ 2 for a biweekly one, × 12/52 for a monthly one, × 4/52 for a quarterly one.
func (t Timetable) PerWeek() *big.Rat {
	return new(big.Rat).Mul(t.Rhythm.PerWeek(), big.NewRat(int64(t.Minutes), 1))
}

// Attends reports whether a person or a role takes part in a meeting: by its own id, as one who holds a role or
// a role's holder, by its function or that of such a role, or with everybody. Whoever leads a meeting is there.
func (p *Plan) Attends(m *Meeting, id string) bool {
	names := []string{id}
	if role := p.Role(id); role != nil {
		names = append(append(names, string(role.Function)), role.HeldBy...)
	}

	if person := p.Person(id); person != nil {
		for _, f := range p.FunctionsOf(person) {
			names = append(names, string(f))
		}

		for _, role := range p.RolesOf(id) {
			names = append(names, role.ID)
		}
	}

	if m.Facilitator != "" && slices.Contains(names, m.Facilitator) {
		return true
	}

	return slices.ContainsFunc(p.Attendees(m), func(party Party) bool {
		return party == "all" || slices.Contains(names, string(party))
	})
}

// Attending returns the people who take part in a meeting and are there on a date, in the order in which the
// plan knows them.
func (p *Plan) Attending(m *Meeting, on Date) []*Person {
	return slices.DeleteFunc(p.AllPeople(), func(person *Person) bool {
		return !person.IsActive(on) || !p.Attends(m, person.ID)
	})
}

// MeetingLoad returns the minutes that a person or a role spends in the plan's meetings in an average week.
func (p *Plan) MeetingLoad(id string) *big.Rat {
	sum := new(big.Rat)
	for _, m := range p.Meetings.Values() {
		if m != nil && p.Attends(m, id) {
			sum.Add(sum, p.Timetable(m).PerWeek())
		}
	}

	return sum
}

// Due returns when an asset has to be looked at again, and whether it is current on a date: it was updated, and is
// not due before that date. There is no due date where nobody has said how often.
func (a *Asset) Due(on Date) (due Date, current bool) {
	return freshness(a.UpdatedOn, a.ReviewEvery, on)
}

// Due returns when a training has to be given again, and whether it is current on a date.
func (t *Training) Due(on Date) (due Date, current bool) {
	return freshness(t.LastDeliveredOn, t.RepeatEvery, on)
}

func freshness(last Date, every Span, on Date) (due Date, current bool) {
	if last.IsZero() || last.After(on) {
		return Date{}, false
	}

	due, ok := every.After(last)

	return due, !ok || !due.Before(on)
}

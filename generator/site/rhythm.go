package site

import (
	"cmp"
	"fmt"
	"html/template"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A meeting is a meeting as pages show it.
type meeting struct {
	*plan.Meeting
	// Table is when it is held.
	Table plan.Timetable
	// Name is what it is called, When on which days and at what time, both in words.
	Name, When string
	// Next is the next day on which it is held; none if that cannot be told. Days are that and those after it.
	Next worktime.Date
	Days []worktime.Date
	// People are who take part, also where that is said at another meeting.
	People []plan.Party
	// File is the path of its calendar file; "" where there is none.
	File string
}

// Meetings returns the meetings of the plan: the most frequent first, then by the day and the hour.
func (p *page) Meetings() []meeting {
	var all []meeting
	for _, m := range p.Plan.Meetings.Values() {
		if m != nil {
			all = append(all, p.meeting(m))
		}
	}

	slices.SortStableFunc(all, func(a, b meeting) int {
		return cmp.Or(
			cmp.Compare(a.Table.Rhythm.Every-1, b.Table.Rhythm.Every-1), // none is the largest, and last
			cmp.Compare(firstDay(a.Table.Rhythm.Days), firstDay(b.Table.Rhythm.Days)), cmp.Compare(a.Table.Start, b.Table.Start),
		)
	})

	return all
}

// firstDay is the number of the first of some days in a week from Monday on; 0 for none.
func firstDay(days []time.Weekday) int {
	first := 7
	for _, day := range days {
		first = min(first, mondayFirst(day))
	}

	return first % 7
}

// nextDays is how far ahead the next occasion of a meeting is looked for: a quarter, and some holidays.
const nextDays = 130

func (p *page) meeting(m *plan.Meeting) meeting {
	t := p.Plan.Timetable(m)
	shown := meeting{Meeting: m, Table: t, Name: cmp.Or(m.Name, m.Heading()), When: when(t), People: p.Plan.Attendees(m)}
	if shown.Days = p.next(t); len(shown.Days) > 0 {
		shown.Next = shown.Days[0]
	}

	if t.Rhythm.Known() && p.HasCalendars() {
		shown.File = calendarPath(p.Plan, "meeting-"+m.ID)
	}

	return shown
}

// next returns the next days on which a meeting is held. The present is a whole day, so that the pages of one day
// are alike.
func (p *page) next(t plan.Timetable) []worktime.Date {
	today := p.Plan.Today(nil, p.site.opts.AsOf)

	return slices.DeleteFunc(t.Dates(today.AddDays(-1), today.AddDays(nextDays)), func(d worktime.Date) bool {
		if _, end, timed := t.Span(d); timed && !p.site.opts.Present {
			return !end.After(p.site.opts.AsOf)
		}

		return d.Before(today)
	})
}

// NextDay says when a meeting is held next, with the days after that for the script, which says it to whoever reads the
// page later.
func (p *page) NextDay(m meeting) template.HTML {
	if m.Next.IsZero() {
		return ""
	}

	days := ""
	if !p.site.opts.Frozen {
		for _, d := range m.Days {
			days += " " + d.String()
		}

		days = ` data-next="` + days[1:] + `"`
	}

	return template.HTML(`<time datetime="` + m.Next.String() + `"` + days + `>` + m.Next.Weekday().String()[:3] + " " + day(m.Next) + `</time>`)
}

// Occasions returns what became of the planned days of a meeting within the next weeks, where holidays change
// something: "26 Nov 2026 is left out", "1 Jan 2027 moves to 4 Jan 2027".
func (p *page) Occasions(m meeting) []string {
	today := p.Plan.Today(nil, p.site.opts.AsOf)
	var words []string
	for _, o := range m.Table.Rhythm.Occasions(today, today.AddDays(gridWeeks*7), m.Table.Calendar) {
		switch {
		case o.On.IsZero():
			words = append(words, day(o.Planned)+" is left out")
		case o.On != o.Planned:
			words = append(words, day(o.Planned)+" moves to "+day(o.On))
		}
	}

	return words
}

// WeekGrids draws an ordinary week of meetings, once for each zone in which some are held. A zone is
// named above its week where there are several, or it is not the site's.
func (p *page) WeekGrids() []template.HTML {
	var zones []string
	weeks := map[string]*figure.Week{}
	for _, m := range p.Meetings() {
		zone := zoneName(m.Table.Zone)
		for _, slot := range p.slots(m) {
			if weeks[zone] == nil {
				zones = append(zones, zone)
				weeks[zone] = &figure.Week{
					ID: p.ID(fmt.Sprintf("fig.week-%d", len(zones))), Title: "A week of meetings, " + zone + " time",
					Desc: "What is when in an ordinary week, without holidays.",
				}
			}

			weeks[zone].Slots = append(weeks[zone].Slots, slot)
		}
	}

	var grids []template.HTML
	for _, zone := range zones {
		heading := template.HTML("")
		if len(zones) > 1 || zone != zoneName(p.Plan.Zone()) {
			heading = p.H(3, "", zone+" time")
		}

		week := redact.Value(p.site.redactor, weeks[zone])
		grids = append(grids, heading+template.HTML(week.HTML())+p.table("The week as a table, "+zone+" time", week.Table()))
	}

	return grids
}

// elsewhere reports whether a zone is another than the site's.
func (p *page) elsewhere(zone *time.Location) bool { return zone.String() != p.Plan.Zone().String() }

// slots are the places of a meeting in an ordinary week; none for one without a time or a day of the week.
func (p *page) slots(m meeting) []figure.Slot {
	r := m.Table.Rhythm
	if !m.Table.Timed || !r.Known() || r.LastBusinessDay || r.DayOfMonth > 0 {
		return nil
	}

	sub := ""
	switch r.Every {
	case worktime.Biweekly:
		sub = "every second week"
	case worktime.Monthly, worktime.Quarterly:
		sub = ordinals[r.Ordinal] + " of the " + map[worktime.Cadence]string{worktime.Monthly: "month", worktime.Quarterly: "month, each quarter"}[r.Every]
	}

	var slots []figure.Slot
	for _, day := range r.Days {
		slots = append(slots, figure.Slot{
			Label: m.Name, Sub: sub, Day: mondayFirst(day), Start: m.Table.Start, Minutes: m.Table.Minutes, Tone: p.meetingTone(m), Href: p.Here("meetings", m.ID),
		})
	}

	return slots
}

// meetingTone is the colour of a meeting of one function; several have none.
func (p *page) meetingTone(m meeting) figure.Tone {
	of := map[plan.Function]bool{}
	for _, party := range m.People {
		of[p.Plan.FunctionOf(string(party))] = true
	}

	if len(of) != 1 {
		return figure.Neutral
	}

	for f := range of {
		return tone(f)
	}

	return figure.Neutral
}

// A load is the time that a role or a person spends in meetings.
type load struct {
	ID string
	// Minutes a week, exact.
	Minutes  *big.Rat
	Meetings []string
}

// Shown is the minutes to one decimal.
func (l load) Shown() string { return decimal(l.Minutes) }

// decimal writes a number to one decimal, half up, without a zero behind the point.
func decimal(n *big.Rat) string { return strings.TrimSuffix(n.FloatString(1), ".0") }

// Loads returns the time that each role spends in meetings, most first, then that of people without a role.
func (p *page) Loads() []load {
	var ids []string
	held := map[string]bool{}
	for _, role := range p.Plan.AllRoles() {
		ids = append(ids, role.ID)
		for _, holder := range role.HeldBy {
			held[holder] = true
		}
	}

	today := p.Plan.Today(nil, p.site.opts.AsOf)
	for _, person := range p.Plan.AllPeople() {
		if !held[person.ID] && person.IsActive(today) && !p.Hidden() {
			ids = append(ids, person.ID)
		}
	}

	var all []load
	for _, id := range ids {
		l := load{ID: id, Minutes: p.Plan.MeetingLoad(id)}
		for _, m := range p.MyMeetings(id) {
			l.Meetings = append(l.Meetings, m.Name)
		}

		if l.Minutes.Sign() > 0 {
			all = append(all, l)
		}
	}

	slices.SortStableFunc(all, func(a, b load) int { return b.Minutes.Cmp(a.Minutes) })

	return all
}

// LoadChart draws who spends how much time in meetings; the table stands beside it.
func (p *page) LoadChart() template.HTML {
	chart := figure.Ranking{ID: p.ID("fig.load"), Title: "Minutes in meetings a week", Desc: "By role, an average week.", Unit: "minutes"}
	for _, l := range p.Loads() {
		value, _ := new(big.Rat).SetString(l.Minutes.FloatString(1))
		chart.Rows = append(chart.Rows, figure.Rank{Label: p.Plan.PartyName(l.ID), Value: value, Tone: tone(p.Plan.FunctionOf(l.ID))})
	}

	return p.explored(chart, "")
}

// found returns what a rule has to say about the plan.
func (p *page) found(rule string) []source.Problem {
	return slices.DeleteFunc(slices.Clone(p.problems()), func(problem source.Problem) bool { return problem.Rule != rule })
}

// Clashes returns the meetings between which somebody has to choose.
func (p *page) Clashes() []source.Problem { return p.found("meeting-clash") }

// MyMeetings returns the meetings in which a person, a role or anybody of a function takes part.
func (p *page) MyMeetings(id string) []meeting {
	return slices.DeleteFunc(p.Meetings(), func(m meeting) bool { return !takesPart(p.Plan, m.Meeting, id) })
}

// takesPart reports whether a person or a role takes part in a meeting; a function does where anybody of it does.
func takesPart(p *plan.Plan, m *plan.Meeting, id string) bool {
	if p.Person(id) != nil || p.Role(id) != nil {
		return p.Attends(m, id)
	}

	f := plan.ParseFunction(id)

	return p.FunctionOf(m.Facilitator) == f || slices.ContainsFunc(p.Attendees(m), func(party plan.Party) bool {
		return party == "all" || p.FunctionOf(string(party)) == f
	})
}

// MyMinutes returns the minutes a week that a person or a role spends in meetings, in words.
func (p *page) MyMinutes(id string) string { return decimal(p.Plan.MeetingLoad(id)) }

// Here returns the link to an entity that may stand on this very page, as a part of the whole plan.
func (p *page) Here(kind, id string) string {
	target := place(p.Plan, kind, id)
	if file, anchor, ok := strings.Cut(target, "#"); p.prefix != "" && ok && !strings.HasSuffix(p.Path, file) {
		return "#" + p.ID(anchor)
	}

	return p.To(target)
}

// ZoneName returns the city of a zone: "New York".
func (p *page) ZoneName(zone *time.Location) string { return zoneName(zone) }

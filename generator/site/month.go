package site

import (
	"cmp"
	"html/template"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// gridWeeks is how many weeks the month grid shows.
const gridWeeks = 5

// A gridDay is one day of the month grid.
type gridDay struct {
	Date worktime.Date
	// Past, Today and Quiet say how it is drawn; quiet is a day without business.
	Past, Today, Quiet bool
	// Holiday is its name; "" for none.
	Holiday string
	// Left are the meetings that the holiday takes.
	Left    []string
	Entries []gridEntry
}

// A gridEntry is something on a day. Its time names a zone that is not the site's: "15:00 Berlin".
type gridEntry struct{ Name, Time, Link, Note string }

// MonthGrid returns the days of this week and the next ones, with what is on them. Daily meetings are left out:
// they stand in the week.
func (p *page) MonthGrid() []gridDay {
	today := p.Plan.Today(nil, p.site.opts.AsOf)
	first := worktime.WeekOf(today).First()
	last := first.AddDays(7*gridWeeks - 1)
	days := make([]gridDay, 7*gridWeeks)
	for i := range days {
		d := first.AddDays(i)
		days[i] = gridDay{Date: d, Past: d.Before(today), Today: d == today, Quiet: mondayFirst(d.Weekday()) > 4, Holiday: p.holiday(d)}
	}

	for _, m := range p.Meetings() {
		p.putMeeting(days, m, first, last)
	}

	for _, e := range p.site.dated(p.Plan) {
		if n := e.on.Sub(first); n >= 0 && n < len(days) {
			days[n].Entries = append(days[n].Entries, gridEntry{Name: e.summary, Link: p.To(e.target)})
		}
	}

	for i := range days {
		slices.SortStableFunc(days[i].Entries, func(a, b gridEntry) int { return cmp.Compare(a.Time, b.Time) })
	}

	return days
}

// MonthOver returns the attributes of what holds once all days of the grid have passed.
func (p *page) MonthOver(days []gridDay) template.HTMLAttr {
	return p.From(days[len(days)-1].Date.AddDays(1))
}

func (p *page) putMeeting(days []gridDay, m meeting, first, last worktime.Date) {
	for _, o := range m.Table.Rhythm.Occasions(first.AddDays(-31), last, m.Table.Calendar) {
		planned, on := o.Planned.Sub(first), o.On.Sub(first)
		if planned >= 0 && (o.On.IsZero() || o.On != o.Planned) {
			days[planned].Left = append(days[planned].Left, m.Name)
		}

		if o.On.IsZero() || on < 0 || on >= len(days) || m.Table.Rhythm.Every == worktime.Daily {
			continue
		}

		entry := gridEntry{Name: m.Name, Link: p.Here("meetings", m.ID)}
		if m.Table.Timed {
			entry.Time = m.Table.Start.String()
			if p.elsewhere(m.Table.Zone) {
				entry.Time += " " + zoneName(m.Table.Zone)
			}
		}

		if o.On != o.Planned {
			entry.Note = "moved from " + day(o.Planned)
		}

		days[on].Entries = append(days[on].Entries, entry)
	}
}

// holiday returns the name of a holiday of a calendar by which meetings go.
func (p *page) holiday(d worktime.Date) string {
	for _, m := range p.Plan.Meetings.Values() {
		if m == nil {
			continue
		}

		of := p.Plan.OnlyCalendar()
		if m.Calendar != "" {
			of = p.Plan.FindCalendar(m.Calendar)
		}

		if of == nil {
			continue
		}

		if name, ok := of.Holidays.Get(d.String()); ok {
			return cmp.Or(name, "Holiday")
		}
	}

	return ""
}

// HasDaily reports whether a meeting is held every day, so that the month grid leaves it out.
func (p *page) HasDaily() bool {
	return slices.ContainsFunc(p.Meetings(), func(m meeting) bool { return m.Table.Rhythm.Every == worktime.Daily })
}

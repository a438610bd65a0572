package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/ical"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// qbrDays is by how many days after its end a quarter should have been looked back on.
const qbrDays = 30

// A dated is something of a plan that is on a day, and no meeting.
type dated struct {
	on worktime.Date
	// key names it within the plan, for ever.
	key, summary string
	// target is where the site says more.
	target string
	// by are the roles and people who have to do something; none if it concerns everybody.
	by []string
}

// concerns reports whether a person, a role or anybody of a function has to do something on that day.
func (d dated) concerns(p *plan.Plan, id string) bool {
	people := p.Holders(id)

	return len(d.by) == 0 || slices.ContainsFunc(d.by, func(by string) bool {
		return by == id || p.FunctionOf(by) == plan.ParseFunction(id) || slices.ContainsFunc(p.Holders(by), func(holder *plan.Person) bool { return slices.Contains(people, holder) })
	})
}

// dated lists when agreements are to be reviewed and come into force, and when quarters are looked back on.
func (s *Site) dated(p *plan.Plan) []dated {
	var all []dated
	at := &page{Path: p.ID + "/index.html", Plan: p, site: s}
	for _, a := range agreementsOf(at) {
		target := at.slaPath(a.SLA)
		if !a.Review.Due.IsZero() && a.Terms.Review != nil {
			all = append(all, dated{a.Review.Due, "sla-review." + a.SLA.ID, "Review of " + at.slaName(a.SLA) + " is due", target + "#review", a.Terms.Review.By})
		}

		all = append(all, s.effective(at, a.SLA)...)
	}

	return append(all, s.quarters(p)...)
}

// slaPath is the path of the page of an SLA.
func (p *page) slaPath(sla *plan.SLA) string { return p.Plan.ID + "/sla/" + sla.ID + ".html" }

// effective lists the days from which revisions hold, or would hold once they are signed.
func (s *Site) effective(p *page, sla *plan.SLA) []dated {
	var all []dated
	for _, r := range s.logs[sla].Revisions {
		on, verb := r.HoldsFrom, "comes into force"
		if r.Waits() && len(r.Unsigned) > 0 {
			on, verb = r.Entry.EffectiveFrom, "is to come into force, if it is signed"
		}

		if r.State == history.Draft || on.IsZero() {
			continue
		}

		all = append(all, dated{
			on, fmt.Sprintf("revision.%s.%d", sla.ID, r.Number), fmt.Sprintf("Revision %d of %s %s", r.Number, p.slaName(sla), verb),
			fmt.Sprintf("%s/sla/%s/r%d.html", p.Plan.ID, sla.ID, r.Number), nil,
		})
	}

	return all
}

// quarters lists the quarterly reviews that were held, and by when the next one is due.
func (s *Site) quarters(p *plan.Plan) []dated {
	var all []dated
	for _, item := range p.QBRs {
		if q := item.Value; q != nil && !q.HeldOn.IsZero() {
			all = append(all, dated{q.HeldOn, "qbr." + item.Key, "Quarterly review of " + quarterName(item.Key), place(p, "qbrs", item.Key), nil})
		}
	}

	today := p.Today(nil, s.opts.AsOf)
	quarter := p.Quarter(today)
	if q, ok := p.QBRs.Get(quarter.String()); len(p.QBRs) == 0 || ok && q != nil && !q.HeldOn.IsZero() || holdsQBRs(p) {
		return all
	}

	due := quarter.Last(p.Site.FiscalStart()).AddDays(qbrDays)

	return append(all, dated{due, "qbr." + quarter.String(), "Quarterly review of " + quarterName(quarter.String()) + " is due", p.ID + "/reviews.html", nil})
}

// holdsQBRs reports whether a meeting of the plan is for quarterly reviews: then it has days of its own.
func holdsQBRs(p *plan.Plan) bool {
	return slices.ContainsFunc(p.Meetings.Values(), func(m *plan.Meeting) bool { return m != nil && m.For == "qbr" })
}

// quarterName is "Q3 2026".
func quarterName(quarter string) string {
	year, number, _ := strings.Cut(quarter, "-")
	return number + " " + year
}

// calendarPath returns the path of a calendar file of a plan: of the whole plan, "plan", of a meeting, "meeting-<id>",
// or of a role, a function or a person: "role-<id>".
func calendarPath(p *plan.Plan, name string) string { return p.ID + "/calendar/" + name + ".ics" }

// calendars returns the calendar files of a plan: one of everything, one for each meeting and each role.
func (s *Site) calendars(p *plan.Plan) []Route {
	var routes []Route
	add := func(name, title string, events func() []ical.Event) {
		routes = append(routes, Route{calendarPath(p, name), func() ([]byte, error) { return s.calendar(title, events()), nil }})
	}

	if !s.hasCalendars(p) {
		return nil
	}

	for _, m := range p.Meetings.Values() {
		if m != nil && p.Timetable(m).Rhythm.Known() {
			add("meeting-"+m.ID, cmp.Or(m.Name, m.Heading()), func() []ical.Event { return []ical.Event{s.meetingEvent(p, m)} })
		}
	}

	add("plan", p.Title, func() []ical.Event { return s.events(p, "") })
	for _, o := range s.owners(p) {
		add(o.file(), p.Title+": "+p.PartyName(o.id), func() []ical.Event { return s.events(p, o.id) })
	}

	return routes
}

// An owner has a calendar file of its own: a role, a function, or a person.
type owner struct{ kind, id string }

// file is the name of the file, without the folder and the ending.
func (o owner) file() string {
	if o.kind == "function" {
		return o.kind + "-" + strings.ReplaceAll(o.id, "_", "-")
	}

	return o.kind + "-" + o.id
}

// owners returns who has a calendar file in a plan: the roles, the people, and the functions.
func (s *Site) owners(p *plan.Plan) []owner {
	var ids []string
	for _, role := range p.AllRoles() {
		ids = append(ids, role.ID)
	}

	for _, person := range p.AllPeople() {
		ids = append(ids, person.ID)
	}

	for _, f := range p.AllFunctions() {
		ids = append(ids, string(f))
	}

	var all []owner
	for _, id := range ids {
		if o, ok := s.ownerOf(p, id); ok && !slices.Contains(all, o) {
			all = append(all, o)
		}
	}

	return all
}

// ownerOf returns the owner of the calendar file with all meetings of a role, a function or a person, those of all their
// roles. People who have left have none, those who are yet to come have theirs, and nobody has one where the site names
// nobody. Where no meeting has days, there is no file.
func (s *Site) ownerOf(p *plan.Plan, id string) (o owner, ok bool) {
	if !s.hasCalendars(p) {
		return o, false
	}

	person := p.Person(id)
	switch {
	case p.Role(id) != nil:
		o = owner{"role", id}
	case person == nil:
		o = owner{"function", id}
	case !person.HasLeft(p.Today(nil, s.opts.AsOf)) && !p.Site.Publish.HidesPeople():
		o = owner{"person", id}
	default:
		return o, false
	}

	return o, slices.ContainsFunc(p.Meetings.Values(), func(m *plan.Meeting) bool {
		return m != nil && takesPart(p, m, id) && p.Timetable(m).Rhythm.Known()
	})
}

// calendar writes a file. It is stamped with the day of the site, so that files of one day are alike, and its
// exceptions reach to the end of the year after the next.
func (s *Site) calendar(name string, events []ical.Event) []byte {
	today := worktime.DateOf(s.opts.AsOf)
	file := ical.Calendar{Name: name, Stamp: today.Start(s.opts.AsOf.Location()).UTC(), Until: worktime.Date{Year: today.Year + 2, Month: time.December, Day: 31}, Events: events}

	return file.Bytes()
}

// events returns everything of a plan that is on a day; with an id only what concerns that person, role or function.
func (s *Site) events(p *plan.Plan, id string) []ical.Event {
	var all []ical.Event
	for _, m := range p.Meetings.Values() {
		if m != nil && p.Timetable(m).Rhythm.Known() && (id == "" || takesPart(p, m, id)) {
			all = append(all, s.meetingEvent(p, m))
		}
	}

	for _, d := range s.dated(p) {
		if id == "" || d.concerns(p, id) {
			all = append(all, ical.Event{UID: d.key + "." + p.ID + "@lockstep", Summary: d.summary, On: d.on, Link: s.absolute(d.target)})
		}
	}

	return all
}

// meetingEvent describes a meeting. Without starts_on it is written from the start of the site's year.
func (s *Site) meetingEvent(p *plan.Plan, m *plan.Meeting) ical.Event {
	at := &page{Path: p.ID + "/rhythm.html", Plan: p, site: s}
	t := p.Timetable(m)
	from := m.StartsOn
	if from.IsZero() {
		from = worktime.Date{Year: s.opts.AsOf.Year(), Month: time.January, Day: 1}
	}

	var lines []string
	if people := p.Attendees(m); len(people) > 0 {
		names := make([]string, len(people))
		for i, party := range people {
			names[i] = p.PartyName(string(party))
		}

		lines = append(lines, "Who: "+join(names, "and"))
	}

	for i, item := range m.Agenda {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, at.Plain(item)))
	}

	return ical.Event{
		UID: "meeting." + m.ID + "." + p.ID + "@lockstep", Summary: cmp.Or(at.Plain(m.Name), m.Heading()),
		Description: strings.Join(lines, "\n"), Where: at.Plain(m.Where), Link: s.absolute(place(p, "meetings", m.ID)),
		Series: &ical.Series{Rhythm: t.Rhythm, From: from, Calendar: t.Calendar, Timed: t.Timed, Zone: t.Zone, Start: t.Start, Minutes: t.Minutes},
	}
}

// absolute returns the address of a path of the site; "" where the site does not know its own.
func (s *Site) absolute(target string) string {
	base := s.baseURL()
	if base == "" {
		return ""
	}

	file, anchor, ok := strings.Cut(target, "#")
	if ok {
		anchor = "#" + anchor
	}

	return base + escapePath(file) + anchor
}

// CalendarOf returns the link to the calendar file of a role, a function or a person; "" where they have none.
func (p *page) CalendarOf(id string) string {
	if o, ok := p.site.ownerOf(p.Plan, id); ok {
		return p.To(calendarPath(p.Plan, o.file()))
	}

	return ""
}

// Calendars returns the calendar files of the plan: of everything, of each role, each person and each function.
func (p *page) Calendars() []crumb {
	all := []crumb{{Title: "Everything", Path: calendarPath(p.Plan, "plan")}}
	for _, o := range p.site.owners(p.Plan) {
		all = append(all, crumb{Title: p.Plan.PartyName(o.id), Path: calendarPath(p.Plan, o.file())})
	}

	return all
}

// hasCalendars reports whether a plan has calendar files: it does where a meeting has days, but outsiders get none, and
// a plan that is retired calls nobody to its meetings.
func (s *Site) hasCalendars(p *plan.Plan) bool {
	return !s.forOutsiders() && p.Status != "retired" && slices.ContainsFunc(p.Meetings.Values(), func(m *plan.Meeting) bool { return m != nil && p.Timetable(m).Rhythm.Known() })
}

// HasCalendars reports whether the plan has calendar files.
func (p *page) HasCalendars() bool { return p.site.hasCalendars(p.Plan) }

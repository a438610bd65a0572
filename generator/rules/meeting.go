package rules

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// clashDays is how far ahead meetings are looked at.
const clashDays = 60

// A sitting is a meeting with its days in the time that is looked at.
type sitting struct {
	*plan.Meeting
	table  plan.Timetable
	days   []plan.Date
	people []*plan.Person
}

// checkMeetingClash reports meetings between which somebody has to choose, each pair once, and monthly meetings
// of which nobody can tell.
func checkMeetingClash(c *checker, p *plan.Plan) {
	if p.Status == "retired" {
		return
	}

	today := c.today()
	var sittings []sitting
	for m := range entries(p.Meetings) {
		table := p.Timetable(m)
		sittings = append(sittings, sitting{m, table, table.Dates(today, today.AddDays(clashDays)), p.Attending(m, today)})
	}

	for i := range sittings {
		for n := range sittings[:i] {
			c.overlap(p, &sittings[n], &sittings[i])
		}

		c.untimed(p, sittings, i)
	}
}

// overlap reports the first time that two meetings overlap for the same people.
func (c *checker) overlap(p *plan.Plan, a, b *sitting) {
	who := shared(a, b)
	if len(who) == 0 || !a.table.Timed || !b.table.Timed {
		return
	}

	// In the same order of days, a meeting that is over before the other begins can meet only a later one.
	for i, n := 0, 0; i < len(a.days) && n < len(b.days); {
		start, end, _ := a.table.Span(a.days[i])
		other, otherEnd, _ := b.table.Span(b.days[n])
		switch {
		case !end.After(other):
			i++
		case !otherEnd.After(start):
			n++
		default:
			c.add(source.Warning, finding{
				key:     b.Node,
				message: fmt.Sprintf("%q and %q overlap on %s at %s for %s", meetingName(b), meetingName(a), b.days[n], c.clock(later(start, other), b.table.Zone), attendeeNames(p, who)),
				hint:    "move one of the two, or leave out those who cannot be in both",
				related: []*frontmatter.Node{a.Node},
			})

			return
		}
	}
}

// clock writes a time of day, with its zone where that is not the site's: "15:00 (Europe/Berlin)".
func (c *checker) clock(at time.Time, zone *time.Location) string {
	text := at.In(zone).Format("15:04")
	if zone.String() == c.set.Site.Zone().String() {
		return text
	}

	return text + " (" + zone.String() + ")"
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}

	return b
}

// untimed reports a monthly meeting without a time on a day with another one; of those on its first such day, the
// one that is rarest.
func (c *checker) untimed(p *plan.Plan, all []sitting, i int) {
	m := &all[i]
	if m.Rhythm != "monthly" || m.table.Timed {
		return
	}

	for _, day := range m.days {
		var other *sitting
		for n := range all {
			if o := &all[n]; n != i && slices.Contains(o.days, day) && len(shared(m, o)) > 0 && (other == nil || len(o.days) < len(other.days)) {
				other = o
			}
		}

		if other == nil {
			continue
		}

		c.add(source.Warning, finding{
			key:     m.Node,
			message: fmt.Sprintf("%q has no time, and on %s %q is on the same day for %s", meetingName(m), day, meetingName(other), attendeeNames(p, shared(m, other))),
			hint:    "add start_time to its schedule, so that nobody finds out on the day",
			related: []*frontmatter.Node{other.Node},
		})

		return
	}
}

func meetingName(s *sitting) string { return cmp.Or(s.Name, s.Heading()) }

// shared returns the people who are in both meetings.
func shared(a, b *sitting) []*plan.Person {
	return slices.DeleteFunc(slices.Clone(a.people), func(person *plan.Person) bool { return !slices.Contains(b.people, person) })
}

// attendeeNames names people: "Dana", "Dana and Sam", "Dana and 3 others".
func attendeeNames(p *plan.Plan, people []*plan.Person) string {
	names := p.PartyName(people[0].ID)
	switch n := len(people); {
	case n == 2:
		names += " and " + p.PartyName(people[1].ID)
	case n > 2:
		names += fmt.Sprintf(" and %d others", n-1)
	}

	return names
}

package plan

import (
	"slices"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A Reader is somebody who should have read a revision of an agreement.
type Reader struct {
	// Person is their id.
	Person string
	// Read says that they have: they said so, or signed that revision or a later one; then On is the day, none where
	// nobody noted it.
	Read bool
	On   Date
	// Signed says that they have read it because they signed it.
	Signed bool
	// Due is the day by which they should have; none where nobody said within what time, no calendar counts it, or the
	// plan is retired.
	Due Date
}

// Readers returns who should have read a revision of an agreement: those in the functions, roles and names of
// acknowledge.by who are there today, each once. Their time runs from the day on which the revision came into force, or
// from that on which they came, whichever is later; business time is counted as in that of an escalation.
func (p *Plan) Readers(s *SLA, r *Revision, today Date) []Reader {
	if s.Acknowledge == nil || r == nil {
		return nil
	}

	var all []Reader
	calendar, _ := p.CalendarOf(s).Business()
	add := func(person *Person) {
		if !person.IsActive(today) || slices.ContainsFunc(all, func(r Reader) bool { return r.Person == person.ID }) {
			return
		}

		one := s.reader(person.ID, r.Revision, today)
		from := r.HoldsFrom()
		if person.ActiveFrom.After(from) {
			from = person.ActiveFrom
		}

		if p.Status != "retired" {
			one.Due = readBy(s.Acknowledge.Within, from, calendar)
		}

		all = append(all, one)
	}

	for _, party := range s.Acknowledge.By {
		for _, person := range p.Holders(string(party)) {
			add(person)
		}

		for _, person := range p.AllPeople() {
			if slices.Contains(p.FunctionsOf(person), ParseFunction(string(party))) {
				add(person)
			}
		}
	}

	return all
}

// reader reports whether somebody has read a revision, or a later one: what is noted for a day to come has not happened
// yet.
func (s *SLA) reader(person string, revision int, today Date) Reader {
	one := Reader{Person: person}
	if ack, _ := s.Acknowledgements.Get(person); ack != nil && ack.Revision >= revision && !ack.On.After(today) {
		one.Read, one.On = true, ack.On
		return one
	}

	for i := range s.Revisions {
		for _, a := range s.Revisions[i].Approvals {
			if s.Revisions[i].Revision >= revision && a.Person == person && a.IsBound() && !a.On.After(today) {
				one.Read, one.Signed, one.On = true, true, a.On
			}
		}
	}

	return one
}

// readBy returns the day on which a time is over that runs from the hour at which the calendar opens on a date.
func readBy(within worktime.Duration, from Date, calendar *worktime.Calendar) Date {
	if !within.Business() {
		due, _ := Span{Duration: within}.After(from)
		return due
	}

	if calendar == nil || from.IsZero() {
		return Date{}
	}

	due, ok := calendar.Due(calendar.Opens(from), within)
	if !ok {
		return Date{}
	}

	return worktime.DateOf(due)
}

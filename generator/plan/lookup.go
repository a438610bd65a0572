package plan

import (
	"cmp"
	"slices"
)

// AllPeople returns everybody whom the plan knows: the site's people, then its own. Of two with one id
// the first counts.
func (p *Plan) AllPeople() []*Person { return join(p.Site.People, p.People) }

// AllRoles returns every role that the plan knows: the site's, then its own.
func (p *Plan) AllRoles() []*Role { return join(p.Site.Roles, p.Roles) }

// AllCalendars returns every calendar that the plan knows: the site's, then its own.
func (p *Plan) AllCalendars() []*Calendar { return join(p.Site.Calendars, p.Calendars) }

func join[T any](site, own Map[*T]) []*T {
	var all []*T
	for _, part := range []Map[*T]{site, own} {
		for _, item := range part {
			if item.Value != nil {
				all = append(all, item.Value)
			}
		}
	}

	return all
}

// Person returns the person of that id; nil if the plan knows none.
func (p *Plan) Person(id string) *Person { return find(p.Site.People, p.People, id) }

// Role returns the role of that id; nil if the plan knows none.
func (p *Plan) Role(id string) *Role { return find(p.Site.Roles, p.Roles, id) }

// FindCalendar returns the calendar of that id; nil if the plan knows none.
func (p *Plan) FindCalendar(id string) *Calendar { return find(p.Site.Calendars, p.Calendars, id) }

func find[T any](site, own Map[*T], id string) *T {
	if value, _ := site.Get(id); value != nil {
		return value
	}

	value, _ := own.Get(id)

	return value
}

// Holders returns the people behind an id: the person, or those who hold the role, in the order written.
// It is empty for a vacant role, a function, and an id that the plan does not know.
func (p *Plan) Holders(id string) []*Person {
	if person := p.Person(id); person != nil {
		return []*Person{person}
	}

	role := p.Role(id)
	if role == nil {
		return nil
	}

	var holders []*Person
	for _, holder := range role.HeldBy {
		if person := p.Person(holder); person != nil {
			holders = append(holders, person)
		}
	}

	return holders
}

// RolesOf returns the roles that a person holds, in the order in which the plan knows them.
func (p *Plan) RolesOf(person string) []*Role {
	var all []*Role
	for _, role := range p.AllRoles() {
		if slices.Contains(role.HeldBy, person) {
			all = append(all, role)
		}
	}

	return all
}

// FunctionsOf returns the functions in which a person works: their own, then those of the roles that they hold, each
// once.
func (p *Plan) FunctionsOf(person *Person) []Function {
	var all []Function
	add := func(f Function) {
		if f != "" && !slices.Contains(all, f) {
			all = append(all, f)
		}
	}

	add(person.Function)
	for _, role := range p.RolesOf(person.ID) {
		add(role.Function)
	}

	return all
}

// FunctionOf returns the function of a person or a role, or the function of that very name; "" for an id
// that the plan does not know.
func (p *Plan) FunctionOf(id string) Function {
	if person := p.Person(id); person != nil {
		return person.Function
	}

	if role := p.Role(id); role != nil {
		return role.Function
	}

	if f := ParseFunction(id); p.Site.HasFunction(f) {
		return f
	}

	return ""
}

// PartyName returns how to call a party: a person's name, a role's title, a function's name, "Everybody"
// for "all"; an id that the plan does not know in words. Where the site names nobody, a person is called by
// the function, "Somebody" without one.
func (p *Plan) PartyName(id string) string {
	if person := p.Person(id); person != nil {
		if p.Site.Publish.HidesPeople() {
			return cmp.Or(person.Function.String(), "Somebody")
		}

		return cmp.Or(person.Name, person.Heading())
	}

	if role := p.Role(id); role != nil {
		return role.Heading()
	}

	if id == "all" {
		return "Everybody"
	}

	return ParseFunction(id).String()
}

// HasFunction reports whether f is one of the four functions, or one that the site declares.
func (s *Site) HasFunction(f Function) bool {
	if f.IsFour() {
		return true
	}

	for _, other := range s.OtherFunctions {
		if other == f && f != "" {
			return true
		}
	}

	return false
}

// IsActive reports whether a person is there on a date.
func (p *Person) IsActive(on Date) bool {
	return (p.ActiveFrom.IsZero() || !on.Before(p.ActiveFrom)) && !p.HasLeft(on)
}

// HasLeft reports whether a person's last day was before a date.
func (p *Person) HasLeft(on Date) bool { return !p.ActiveTo.IsZero() && p.ActiveTo.Before(on) }

// SLAs returns all SLAs of the plan: the inline one of Marketing and Sales first.
func (p *Plan) SLAs() []*SLA {
	var all []*SLA
	if p.SLA != nil {
		all = append(all, p.SLA)
	}

	for _, s := range p.OtherSLAs {
		if s.Value != nil {
			all = append(all, s.Value)
		}
	}

	return all
}

// SLAByID returns the SLA of that id; nil if there is none. "sla" is another name for the inline one.
func (p *Plan) SLAByID(id string) *SLA {
	for _, s := range p.SLAs() {
		if s.ID == id {
			return s
		}
	}

	if id == "sla" {
		return p.SLA
	}

	return nil
}

// SLABetween returns the first SLA whose parties are these two; nil if there is none.
func (p *Plan) SLABetween(a, b Function) *SLA {
	for _, s := range p.SLAs() {
		if a != b && s.IsParty(a) && s.IsParty(b) {
			return s
		}
	}

	return nil
}

// IsParty reports whether the function is a party of the SLA.
func (s *SLA) IsParty(f Function) bool {
	for _, party := range s.Parties {
		if party == f {
			return true
		}
	}

	return false
}

// IsMarketingSales reports whether the parties are Marketing and Sales, whose commitments have keys of
// their own.
func (s *SLA) IsMarketingSales() bool {
	return len(s.Parties) == 2 && s.IsParty(Marketing) && s.IsParty(Sales)
}

// RevisionEntry returns the entry of that revision; nil if there is none.
func (s *SLA) RevisionEntry(n int) *Revision {
	for i := range s.Revisions {
		if s.Revisions[i].Revision == n {
			return &s.Revisions[i]
		}
	}

	return nil
}

// Archive returns the archived revision of that number; nil if there is none.
func (p *Plan) Archive(s *SLA, n int) *ArchivedRevision {
	for _, archived := range p.Archives {
		if archived.SLA == s.ID && archived.Revision == n {
			return archived
		}
	}

	return nil
}

// Newest returns the entry with the highest number; nil if there is none.
func (s *SLA) Newest() *Revision {
	var newest *Revision
	for i := range s.Revisions {
		if r := &s.Revisions[i]; newest == nil || r.Revision > newest.Revision {
			newest = r
		}
	}

	return newest
}

// LastApproval returns the date of the latest approval; none if there is no dated one.
func (r *Revision) LastApproval() Date {
	var last Date
	for _, a := range r.Approvals {
		if a.On.After(last) {
			last = a.On
		}
	}

	return last
}

// HoldsFrom returns the date from which a signed revision holds: its effective_from, or its last approval
// that holds if that is later, so that a late signature re-judges nothing.
func (r *Revision) HoldsFrom() Date {
	if last := r.lastSignature(); last.After(r.EffectiveFrom) {
		return last
	}

	return r.EffectiveFrom
}

// lastSignature returns the date of the latest approval that holds; none if there is no dated one.
func (r *Revision) lastSignature() Date {
	var last Date
	for _, a := range r.Approvals {
		if a.IsBound() && a.On.After(last) {
			last = a.On
		}
	}

	return last
}

// Side returns the party for which an approval signs: the one it names, else the signer's function.
func (p *Plan) Side(a Approval) Function {
	if a.For != "" {
		return a.For
	}

	if person := p.Person(a.Person); person != nil {
		return person.Function
	}

	return ""
}

// IsBound reports whether an approval holds: it has the digest of the terms, or says instead where the agreement
// signed outside can be found.
func (a Approval) IsBound() bool { return a.Digest != "" && !a.Void || a.IsElsewhere() }

// IsElsewhere reports whether an approval stands for one outside. Whoever gives a digest signs that.
func (a Approval) IsElsewhere() bool { return a.Digest == "" && a.Elsewhere != "" }

// Signs reports whether an approval is for the terms with a digest: it has that digest, or is one outside. Any
// digest will do for "".
func (a Approval) Signs(digest string) bool {
	return a.IsElsewhere() || a.Digest != "" && (digest == "" || a.Digest == digest)
}

// Unsigned returns the parties for which nobody has given a bound approval of that revision, in the order
// of the parties.
func (p *Plan) Unsigned(s *SLA, r *Revision) []Function {
	var open []Function
	for _, party := range s.Parties {
		signed := false
		for _, a := range r.Approvals {
			signed = signed || a.IsBound() && p.Side(a) == party
		}

		if !signed {
			open = append(open, party)
		}
	}

	return open
}

// InForce returns the revision that holds on a date: of those for which signed reports true, the one that
// holds from the latest date not after it; nil if there is none. A nil signed means that nobody is
// missing in Unsigned.
func (p *Plan) InForce(s *SLA, on Date, signed func(*Revision) bool) *Revision {
	if signed == nil {
		signed = func(r *Revision) bool { return len(p.Unsigned(s, r)) == 0 }
	}

	var inForce *Revision
	for i := range s.Revisions {
		r := &s.Revisions[i]
		from := r.HoldsFrom()
		if from.IsZero() || from.After(on) || !signed(r) {
			continue
		}

		if inForce == nil || cmp.Or(from.Compare(inForce.HoldsFrom()), cmp.Compare(r.Revision, inForce.Revision)) > 0 {
			inForce = r
		}
	}

	return inForce
}

// FocusMetrics returns the metrics in focus, in the order written; a complete plan has three.
func (p *Plan) FocusMetrics() []*Metric {
	var focus []*Metric
	for _, m := range p.Metrics {
		if m.Value != nil && m.Value.Focus {
			focus = append(focus, m.Value)
		}
	}

	return focus
}

// PrimaryLoop returns the first loop marked as primary; nil if there is none.
func (p *Plan) PrimaryLoop() *FeedbackLoop {
	for _, loop := range p.FeedbackLoops {
		if loop.Value != nil && loop.Value.Primary {
			return loop.Value
		}
	}

	return nil
}

// Attendees returns who attends a meeting, also where it says that they are those of another one; nil
// where such references run in a circle or lead nowhere.
func (p *Plan) Attendees(m *Meeting) []Party {
	for range len(p.Meetings) + 1 {
		if m == nil || m.AttendeesSameAs == "" {
			break
		}

		m, _ = p.Meetings.Get(m.AttendeesSameAs)
	}

	if m == nil || m.AttendeesSameAs != "" {
		return nil
	}

	return m.Attendees
}

// CalendarOf returns the calendar of an SLA: the one it names, else the only one that the plan knows; nil
// if there is none.
func (p *Plan) CalendarOf(s *SLA) *Calendar {
	if s != nil && s.Calendar != "" {
		return p.FindCalendar(s.Calendar)
	}

	return p.OnlyCalendar()
}

// OnlyCalendar returns the plan's default calendar, which is the only one that it knows; nil if there is
// none or a choice.
func (p *Plan) OnlyCalendar() *Calendar {
	for _, calendars := range []Map[*Calendar]{p.Calendars, p.Site.Calendars} {
		if len(calendars) > 0 {
			return only(calendars)
		}
	}

	return nil
}

func only(calendars Map[*Calendar]) *Calendar {
	if len(calendars) == 1 {
		return calendars[0].Value
	}

	return nil
}

package site

import (
	"slices"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An agreement is an SLA under the terms of one of its revisions.
type agreement struct {
	SLA *plan.SLA
	// Terms are those of the revision.
	Terms *plan.Terms
	// Revision is the one whose terms these are; its number is 0 for a draft.
	Revision *revision
	// InForce says that the terms are in force.
	InForce bool
	// Unknown is the revision in force where nobody has its terms, so that others are shown; nil elsewhere.
	Unknown *revision
	// Revisions are all of them, newest first; none for a draft.
	Revisions []*revision
	// Sides are what each party owes, in the order of the parties.
	Sides []side
	// Review is when the terms are looked at again; its date is none if that cannot be told.
	Review attention
	// Calendar is what its business hours mean; nil if there is none.
	Calendar *plan.Calendar
	// Readers are the people who should have read the revision in force, and whether they have.
	Readers []plan.Reader
}

// A revision is one version of the terms, and what has become of it.
type revision struct {
	*history.Revision
	// Class, Mark and Word are its state: "met", "✓", "in force".
	Class, Mark, Word string
}

// A side is what one party owes the other.
type side struct {
	Party, To        plan.Function
	Responsibilities []string
	Promises         []promise
}

// slaTitle is the SLA's title, or its parties: "Marketing and Sales".
func slaTitle(s *plan.SLA) string {
	if s.Title != "" {
		return s.Title
	}

	words := make([]string, len(s.Parties))
	for i, party := range s.Parties {
		words[i] = party.String()
	}

	if len(words) == 0 {
		return plan.Words(s.ID)
	}

	return join(words, "and")
}

func slaView(p *page, s *plan.SLA) any { return p.agreementRead(s) }

// agreementRead returns an SLA as it stands, with who has read it.
func (p *page) agreementRead(s *plan.SLA) *agreement {
	a := agreementOf(p, s)
	if now := a.Holds(); now != nil {
		a.Readers = p.Plan.Readers(s, now.Entry, p.site.logs[s].Today)
	}

	return a
}

// agreementsOf returns all SLAs of the page's plan as they stand.
func agreementsOf(p *page) []*agreement {
	var all []*agreement
	for _, sla := range p.Plan.SLAs() {
		all = append(all, agreementOf(p, sla))
	}

	return all
}

// agreementOf gathers an SLA as it stands on the day of the site: under the terms in force, else under those
// of the file, which are the newest.
func agreementOf(p *page, s *plan.SLA) *agreement {
	log := p.site.logs[s]
	shown, inForce := log.Current(), log.InForce(log.Today)
	if inForce != nil && inForce.Terms() != nil {
		shown = inForce
	}

	a := p.agreementAt(log, shown)
	a.Calendar = p.Plan.CalendarOf(s)
	if inForce != nil && shown != inForce {
		a.Unknown = stateOf(inForce)
	}

	if next := nextReview(p, a, inForce, log.Today); !next.IsZero() {
		a.Review = due(next, log.Today)
	}

	return a
}

// agreementAt gathers an SLA as one of its revisions has it; the terms of the revision must be known.
func (p *page) agreementAt(log *history.Log, r *history.Revision) *agreement {
	a := &agreement{SLA: log.SLA, Terms: r.Terms(), Revision: stateOf(r), InForce: r.State == history.InForce, Calendar: r.Calendar()}
	for _, one := range log.Revisions {
		if one.State != history.Draft {
			a.Revisions = append(a.Revisions, stateOf(one))
		}
	}

	for i, party := range log.SLA.Parties {
		to := plan.Function("")
		if len(log.SLA.Parties) == 2 {
			to = log.SLA.Parties[1-i]
		}

		owed := promises(p, a.Terms, party)
		for i := range owed {
			if a.InForce && !p.past {
				owed[i].Actual = p.actual(log.SLA, owed[i].Path)
			}
		}

		a.Sides = append(a.Sides, side{Party: party, To: to, Responsibilities: responsibilities(a.Terms, party), Promises: owed})
	}

	return a
}

// stateOf puts the state of a revision into words.
func stateOf(r *history.Revision) *revision {
	one := &revision{Revision: r, Class: "wait", Mark: "–"}
	switch r.State {
	case history.Draft:
		one.Mark, one.Word = "✎", "draft"
	case history.Proposed:
		one.Class, one.Mark, one.Word = "warn", "◔", "proposed"
		if !r.Waits() {
			one.Class, one.Mark, one.Word = "wait", "–", "never signed"
		}
	case history.Signed:
		one.Mark, one.Word = "◔", "signed, without a date"
	case history.Scheduled:
		one.Mark, one.Word = "◔", "scheduled"
	case history.InForce:
		one.Class, one.Mark, one.Word = "met", "✓", "in force"
	case history.Superseded:
		one.Word = "superseded"
	}

	return one
}

// Holds returns the revision in force, also where nobody has its terms; nil where none is.
func (a *agreement) Holds() *revision {
	if a.InForce {
		return a.Revision
	}

	return a.Unknown
}

// ToRead returns the revisions that people should have read: the one in force, then those that are signed and will be.
func (a *agreement) ToRead() []*revision {
	var all []*revision
	for _, r := range a.Revisions {
		if r.State == history.Scheduled {
			all = append(all, r)
		}
	}

	slices.Reverse(all)
	if now := a.Holds(); now != nil {
		all = slices.Insert(all, 0, now)
	}

	return all
}

// Waiting returns the revisions that may come into force, newest first.
func (a *agreement) Waiting() []*revision {
	var all []*revision
	for _, r := range a.Revisions {
		if r.Waits() {
			all = append(all, r)
		}
	}

	return all
}

// Unread counts the people who have not read the terms in force.
func (a *agreement) Unread() int { return len(unread(a.Readers)) }

// unread are those who have not read it.
func unread(all []plan.Reader) []plan.Reader {
	return slices.DeleteFunc(slices.Clone(all), func(r plan.Reader) bool { return r.Read })
}

func responsibilities(terms *plan.Terms, party plan.Function) []string {
	for _, item := range terms.Responsibilities {
		if item.Function() == party {
			return item.Value
		}
	}

	return nil
}

// nextReview is when an SLA is looked at again under the terms in force, or under those of the file where none are; none
// if that cannot be told, and of a plan that is retired.
func nextReview(p *page, a *agreement, inForce *history.Revision, today worktime.Date) worktime.Date {
	if p.retired() || a.Unknown != nil {
		return worktime.Date{}
	}

	var entry *plan.Revision
	if inForce != nil {
		entry = inForce.Entry
	}

	_, next, _, _ := p.Plan.NextReview(a.SLA, a.Terms, entry, today)

	return next
}

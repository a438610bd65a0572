// Package signing puts a signature under a revision of an agreement, in the file where its author keeps it,
// and changes nothing else there.
package signing

import (
	"fmt"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Request says who wants to sign what.
type Request struct {
	// Person is an id.
	Person string
	// Revision is a number; 0 for that of the terms in the files.
	Revision int
	// For is the party that the signature binds; "" for the person's own function.
	For string
	// On is the day of the signature; none for today.
	On plan.Date
}

// A Signature is ready to be written.
type Signature struct {
	Log      *history.Log
	Revision int
	Person   *plan.Person
	// For is the party that it binds where that is not the person's own function; else "".
	For plan.Function
	On  plan.Date
	// Digest is that of the terms that are signed.
	Digest string
	// Replaces says that it takes the place of a signature for other terms, or for none.
	Replaces bool
	// File is the file to be written, Text what it will hold.
	File *source.File
	Text string
}

// A Refusal says why nothing can be signed, and the way out.
type Refusal struct{ Reason, Hint string }

func (r *Refusal) Error() string { return r.Reason }

func refuse(hint, reason string, args ...any) *Refusal {
	return &Refusal{fmt.Sprintf(reason, args...), hint}
}

// Sign prepares a signature under an agreement. found are the problems of form of its content folder. The
// error is a *Refusal.
func Sign(l *history.Log, found source.Problems, r Request) (*Signature, error) {
	s := &Signature{Log: l, On: r.On}
	if err := s.readable(found); err != nil {
		return nil, err
	}

	entry, err := s.entry(r.Revision)
	if err != nil {
		return nil, err
	}

	if err := s.terms(entry); err != nil {
		return nil, err
	}

	if err := s.signer(r); err != nil {
		return nil, err
	}

	return s, s.write(entry)
}

// formal are the rules of form: while one of them is broken, nobody knows what would be signed.
var formal = map[string]bool{"syntax": true, "encoding": true, "schema": true, "duplicate-id": true}

// readable refuses where the files that say what is signed have errors of form.
func (s *Signature) readable(found source.Problems) error {
	files := map[*source.File]bool{s.Log.SLA.Node.File(): true, s.Log.Plan.Document.File: true}
	if calendar := s.Log.Plan.CalendarOf(s.Log.SLA); calendar != nil {
		files[calendar.Node.File()] = true
	}

	for _, p := range found {
		if p.Severity != source.Error || !formal[p.Rule] || !files[p.At.File] {
			continue
		}

		start, _ := p.At.Range()

		return refuse(`mend it first: "lockstep check" lists what is wrong`, "nothing is signed while %s:%d has an error: %s", p.At.File.Name, start.Line, p.Message)
	}

	return nil
}

// entry returns the entry of the revision that is to be signed.
func (s *Signature) entry(number int) (*plan.Revision, error) {
	sla := s.Log.SLA
	newest := sla.Newest()
	switch {
	case newest == nil && sla.Revision == 0:
		return nil, refuse("add revision: 1 above its terms, and revisions: [{revision: 1, effective_from: …}] with the day from which it is to hold",
			"%s is a draft without a revision: there is nothing to sign yet", s.title())
	case sla.Revision == 0:
		return nil, refuse(fmt.Sprintf("write revision: %d above the terms, if they are that revision", newest.Revision), "%s does not say which revision its terms are", s.title())
	case number == 0 && newest != nil && newest.Revision > sla.Revision:
		return nil, refuse(fmt.Sprintf("write revision: %d above the terms if they are that, or say which one with --revision", newest.Revision),
			"there is an entry for revision %d, and the terms are still called revision %d", newest.Revision, sla.Revision)
	case number == 0:
		number = sla.Revision
	}

	s.Revision = number
	var found *plan.Revision
	for i := range sla.Revisions {
		switch entry := &sla.Revisions[i]; {
		case entry.Revision != number || entry.Node == nil:
		case found != nil:
			return nil, refuse("keep one of them", "there are two entries for revision %d", number)
		default:
			found = entry
		}
	}

	switch {
	case found == nil && number == sla.Revision:
		return nil, refuse(fmt.Sprintf("add {revision: %d, effective_from: …, reason: …} under revisions", number), "there is no entry for revision %d, which the terms are", number)
	case found == nil:
		return nil, refuse(fmt.Sprintf("the terms are revision %d", sla.Revision), "%s has no revision %d", s.title(), number)
	case found.EffectiveFrom.IsZero():
		return nil, refuse("add effective_from first: the day is part of what is signed", "revision %d does not say from which day it is to hold", number)
	}

	return found, nil
}

// terms finds the digest of what is signed.
func (s *Signature) terms(entry *plan.Revision) error {
	p, sla := s.Log.Plan, s.Log.SLA
	if entry.Revision == sla.Revision && len(sla.Terms.Node.Children()) == 0 {
		return refuse("write what both sides promise under terms", "revision %d has no terms yet", entry.Revision)
	}

	known := s.Log.Revision(entry.Revision)
	s.Digest = known.Digest
	if entry.Revision == sla.Revision {
		s.Digest = history.Digest(p, sla)
	} else if known.Unknown != nil {
		return refuse(known.Unknown.Hint, "what revision %d says is not known: %s", entry.Revision, known.Unknown.Message)
	}

	if archive := p.Archive(sla, entry.Revision); archive != nil && history.ArchivedDigest(archive) != s.Digest {
		return refuse("delete the archive, or bring the terms back", "%s holds other terms of revision %d than the agreement", archive.Node.File().Name, entry.Revision)
	}

	return nil
}

// signer finds out who signs, for whom and when.
func (s *Signature) signer(r Request) error {
	p, sla := s.Log.Plan, s.Log.SLA
	s.Person = p.Person(r.Person)
	if s.Person == nil {
		return unknownPerson(p, r.Person)
	}

	if s.On.IsZero() {
		s.On = s.Log.Today
	}

	if s.On.After(s.Log.Today) {
		return refuse("today is "+s.Log.Today.String(), "nobody can sign on %s, which is still to come", s.On)
	}

	side := s.Person.Function
	if r.For != "" {
		side = plan.ParseFunction(r.For)
	}

	switch {
	case !sla.IsParty(side) && r.For != "":
		return refuse("it can be "+names(sla.Parties, " or "), "%s is no party of %s", r.For, s.title())
	case !sla.IsParty(side):
		return refuse("say for which side with --for: "+names(sla.Parties, " or "), "%s is of %s, which is no party of %s", s.name(), side, s.title())
	case side != s.Person.Function:
		s.For = side
	}

	return nil
}

func unknownPerson(p *plan.Plan, id string) error {
	if role := p.Role(id); role != nil {
		holders := make([]string, 0, 1)
		for _, person := range p.Holders(id) {
			holders = append(holders, person.ID)
		}

		if len(holders) == 0 {
			return refuse("say who signs for it", "%s is a role that nobody holds, and people sign", id)
		}

		return refuse("it is held by "+strings.Join(holders, " and "), "%s is a role, and people sign", id)
	}

	var ids []string
	for _, person := range p.AllPeople() {
		ids = append(ids, person.ID)
	}

	hint := "add them under people first"
	if near := source.Nearest(id, ids); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if len(ids) > 0 {
		hint = "it can be " + strings.Join(ids, ", ")
	}

	return refuse(hint, "nobody here has the id %q", id)
}

func names(functions []plan.Function, separator string) string {
	words := make([]string, len(functions))
	for i, f := range functions {
		words[i] = string(f)
	}

	return strings.Join(words, separator)
}

func (s *Signature) title() string { return history.TitleOf(s.Log.Plan, s.Log.SLA) }

func (s *Signature) name() string { return s.Log.Plan.PartyName(s.Person.ID) }

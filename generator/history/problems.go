package history

import (
	"fmt"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// problems returns what is wrong with the signatures and archives of an agreement.
func (l *Log) problems() source.Problems {
	var problems source.Problems
	for _, r := range l.Revisions {
		switch {
		case r.Entry == nil:
		case r.Source == Archive && r.mismatch() != nil:
			problems.Add(r.mismatch()...)
		case r.Number == l.SLA.Revision:
			problems.Add(l.void(r)...)
		case r.Source == Git:
			problems.Add(r.voidThen()...)
		}
	}

	return append(problems, l.orphans()...)
}

// orphans reports archives of revisions of which the agreement knows nothing.
func (l *Log) orphans() source.Problems {
	var problems source.Problems
	for _, archive := range l.Plan.Archives {
		if archive.SLA != l.SLA.ID || archive.Revision < 1 || l.SLA.RevisionEntry(archive.Revision) != nil {
			continue
		}

		problems.Add(source.Problem{
			At: archive.Place("revision"), Rule: "archive-mismatch", Path: "/revision",
			Message: fmt.Sprintf("this is the archive of revision %d, and the agreement has no entry for that", archive.Revision),
			Hint:    "add its entry under revisions: who signed it, and from when it held",
		})
	}

	return problems
}

// voidThen reports signatures of a past revision that are not for the terms that git has of it.
func (r *Revision) voidThen() source.Problems {
	var problems source.Problems
	for i := range r.Entry.Approvals {
		a := &r.Entry.Approvals[i]
		if !a.Void {
			continue
		}

		problems.Add(source.Problem{
			At: a.Place("digest"), Severity: source.Warning, Rule: "approval-void", Path: a.Node.Get("digest").Pointer(),
			Message: fmt.Sprintf("the terms of revision %d, as git has them, are not those that %s signed%s: their digest is %s", r.Number, r.log.Plan.PartyName(a.Person), r.sinceSigned(a, r.version), r.Digest),
			Hint:    "correct the digest if it was mistyped; terms that are in no commit can be kept in an archive",
		})
	}

	return problems
}

// sinceSigned says in brackets what changed since a signature; "" where nobody knows.
func (r *Revision) sinceSigned(a *plan.Approval, now *version) string {
	signed := r.signedBy(a)
	if signed == nil {
		return ""
	}

	return " (" + differences(signed, now, r.log.Plan.PartyName) + ")"
}

// void reports signatures of the current revision that are not for the terms of the files.
func (l *Log) void(r *Revision) source.Problems {
	now := current(l.Plan, l.SLA)
	severity := source.Warning
	if l.Plan.Status == "agreed" {
		severity = source.Error
	}

	var problems source.Problems
	for i := range r.Entry.Approvals {
		a := &r.Entry.Approvals[i]
		if a.Digest == "" || a.Digest == now.digest() {
			continue
		}

		problems.Add(source.Problem{
			At: a.Place("digest"), Severity: severity, Rule: "approval-void", Path: a.Node.Get("digest").Pointer(),
			Message: fmt.Sprintf("the terms of revision %d are not those that %s signed%s: their digest is %s", r.Number, l.Plan.PartyName(a.Person), r.sinceSigned(a, now), now.digest()),
			Hint:    fmt.Sprintf("bring the terms back, make the change a new revision, or sign again with %s", frontmatter.Line(a.Node, "digest", now.digest())),
		})
	}

	return problems
}

// VoidedBy names what differs between the terms that a signature is for and those of the revision: "first
// outreach 4 → 2 business hours"; "" if nobody has the terms that were signed, or nothing differs.
func (r *Revision) VoidedBy(a plan.Approval) string {
	signed := r.signedBy(&a)
	if signed == nil || r.version == nil {
		return ""
	}

	return differences(signed, r.version, r.log.Plan.PartyName)
}

// signedBy returns the version that a signature is for; nil if nobody has it.
func (r *Revision) signedBy(a *plan.Approval) *version {
	if r.version != nil && r.Digest == a.Digest {
		return r.version
	}

	for i := len(r.log.moments) - 1; i >= 0; i-- {
		v := r.log.moments[i].version()
		for _, one := range []*version{v, v.from(r.Entry)} {
			if one.digest() == a.Digest {
				return one
			}
		}
	}

	return nil
}

// differences names what differs between two versions of one revision, the first three.
func differences(old, new *version, names func(string) string) string {
	var said []string
	if old.revision != new.revision {
		said = append(said, fmt.Sprintf("revision %d → %d", old.revision, new.revision))
	}

	if old.holds != new.holds {
		said = append(said, fmt.Sprintf("effective_from %s → %s", old.holds, new.holds))
	}

	for _, c := range compare(old, new, names) {
		said = append(said, c.brief())
	}

	if more := len(said) - 3; more > 0 {
		said = append(said[:3], fmt.Sprintf("%d more", more))
	}

	return strings.Join(said, "; ")
}

// brief returns the change without who owes it and which way it goes.
func (c Change) brief() string {
	c.OwedBy, c.Direction, c.By, c.Definition = nil, Neutral, "", false
	if c.Words != nil || c.Kind != Changed {
		return c.What + " " + c.Kind
	}

	return c.Sentence()
}

// mismatch reports an archive that does not hold what was signed.
func (r *Revision) mismatch() source.Problems {
	archive := r.log.Plan.Archive(r.log.SLA, r.Number)
	problem := source.Problem{
		At: archive.Place("revision"), Rule: "archive-mismatch", Path: "/revision",
		Hint: "bring back the file as it was when it was archived",
	}

	for _, approvals := range [][]plan.Approval{r.Entry.Approvals, archive.Approvals} {
		for _, a := range approvals {
			if a.Digest == "" || a.Digest == r.Digest {
				continue
			}

			problem.Message = fmt.Sprintf("this is not what was signed as revision %d: its digest is %s, and %s was signed", r.Number, r.Digest, a.Digest)
			problem.Related = []source.Place{a.Place("digest")}

			return source.Problems{problem}
		}
	}

	if holds := scalarText(r.Entry.Node.Get("effective_from")); holds != r.version.holds {
		problem.At, problem.Path = archive.Place("effective_from"), "/effective_from"
		problem.Message = fmt.Sprintf("revision %d was archived as holding from %s, and the agreement says %s", r.Number, r.version.holds, holds)
		problem.Related = []source.Place{r.Entry.Place("effective_from")}

		return source.Problems{problem}
	}

	return nil
}

// CutOff warns of a clone that was cut off, for the plans of a set: what Read says of them as well. dir is the
// content folder on the disk; that it is in no repository is no problem.
func CutOff(set *plan.Set, dir string) source.Problems {
	repo, err := openRepository(dir)
	if err != nil || !repo.isShallow() {
		return nil
	}

	var problems source.Problems
	past := &Past{Gaps: []Gap{shallowGap}}
	for _, of := range set.Plans {
		problems.Add(past.shallow(of)...)
	}

	return problems
}

// shallow warns of a clone that was cut off, for a plan of which somebody will ask what it said before.
func (p *Past) shallow(of *plan.Plan) source.Problems {
	gap := p.Gap(Shallow)
	for _, s := range of.SLAs() {
		if gap == nil || len(s.Revisions) == 0 {
			continue
		}

		return source.Problems{{
			At: s.Place("revisions"), Severity: source.Warning, Rule: "shallow-history", Path: s.Node.Get("revisions").Pointer(),
			Message: gap.Message, Hint: gap.Hint,
		}}
	}

	return nil
}

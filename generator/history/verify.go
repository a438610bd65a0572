package history

import (
	"fmt"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// Verify holds every signature against the terms: those of the files for the current revision, those of
// the archive for a past one. A signature for other terms is marked as void and reported; so is an archive
// that does not hold what was signed. Call it once, before anything asks who has signed.
func Verify(set *plan.Set) source.Problems {
	var problems source.Problems
	for _, p := range set.Plans {
		for _, s := range p.SLAs() {
			for i := range s.Revisions {
				r := &s.Revisions[i]
				if archive := archiveOf(p, s, r); archive != nil {
					problems.Add(verifyArchive(r, archive)...)
				} else if r.Revision == s.Revision {
					problems.Add(verifyCurrent(p, s, r)...)
				}
			}
		}
	}

	return problems
}

// archiveOf returns the archived terms of a revision; nil if there are none.
func archiveOf(p *plan.Plan, s *plan.SLA, r *plan.Revision) *plan.ArchivedRevision {
	for _, archive := range p.Archives {
		if archive.SLA == s.ID && archive.Revision == r.Revision {
			return archive
		}
	}

	return nil
}

func verifyCurrent(p *plan.Plan, s *plan.SLA, r *plan.Revision) source.Problems {
	digest := Digest(p, s)
	severity := source.Warning
	if p.Status == "agreed" {
		severity = source.Error
	}

	var problems source.Problems
	for i := range r.Approvals {
		a := &r.Approvals[i]
		if a.Digest == "" || a.Digest == digest {
			continue
		}

		a.Void = true
		problems.Add(source.Problem{
			At: a.Place("digest"), Severity: severity, Rule: "approval-void", Path: a.Node.Get("digest").Pointer(),
			Message: fmt.Sprintf("the terms of revision %d are not those that %s signed: their digest is %s", r.Revision, p.PartyName(a.Person), digest),
			Hint:    fmt.Sprintf("bring the terms back, make the change a new revision, or sign again with digest: %s", quoted(digest)),
		})
	}

	return problems
}

func verifyArchive(r *plan.Revision, archive *plan.ArchivedRevision) source.Problems {
	digest := ArchivedDigest(archive)
	for _, a := range r.Approvals {
		if a.Digest == "" || a.Digest == digest {
			continue
		}

		return source.Problems{{
			At: archive.Place("revision"), Rule: "archive-mismatch", Path: "/revision",
			Message: fmt.Sprintf("this is not what was signed as revision %d: its digest is %s, and %s was signed", r.Revision, digest, a.Digest),
			Hint:    "bring back the file as it was when it was archived",
			Related: []source.Place{a.Place("digest")},
		}}
	}

	return nil
}

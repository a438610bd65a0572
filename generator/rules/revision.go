package rules

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// byNumber returns the revisions of an agreement from the first to the newest.
func byNumber(s *plan.SLA) []*plan.Revision {
	revisions := make([]*plan.Revision, 0, len(s.Revisions))
	for i := range s.Revisions {
		if s.Revisions[i].Node != nil {
			revisions = append(revisions, &s.Revisions[i])
		}
	}

	slices.SortStableFunc(revisions, func(a, b *plan.Revision) int { return cmp.Compare(a.Revision, b.Revision) })

	return revisions
}

// numberNode is where a revision says its number.
func numberNode(r *plan.Revision) *frontmatter.Node {
	if n := r.Node.Get("revision"); n != nil {
		return n
	}

	return r.Node
}

// checkRevisionOrder reports numbers and dates from which one cannot tell what held when.
func checkRevisionOrder(c *checker, p *plan.Plan) {
	for _, s := range p.SLAs() {
		revisions := byNumber(s)
		c.currentRevision(s, revisions)
		c.consecutive(revisions)
		c.increasing(revisions)
	}
}

// currentRevision compares the number of the terms with the entries.
func (c *checker) currentRevision(s *plan.SLA, revisions []*plan.Revision) {
	written := s.Node.Get("revision")
	switch {
	case written == nil && len(revisions) > 0:
		c.add(source.Error, finding{
			key:     s.Node.Get("revisions"),
			message: "there are revisions, and the agreement does not say which of them its terms are",
			hint:    fmt.Sprintf("add revision: %d above the terms", revisions[len(revisions)-1].Revision),
		})
	case written == nil || written.Kind != frontmatter.Int:
	case s.RevisionEntry(s.Revision) == nil:
		c.add(source.Error, finding{
			node:    written,
			message: fmt.Sprintf("the terms are called revision %d, and there is no entry for it under revisions", s.Revision),
			hint:    fmt.Sprintf("add {revision: %d, effective_from: …, reason: …} under revisions", s.Revision),
		})
	case s.Newest().Revision > s.Revision:
		c.add(source.Error, finding{
			node:    numberNode(s.Newest()),
			message: fmt.Sprintf("there is an entry for revision %d, and the terms are still called revision %d", s.Newest().Revision, s.Revision),
			hint:    fmt.Sprintf("write revision: %d above the terms, if they are that revision", s.Newest().Revision),
			related: []*frontmatter.Node{written},
		})
	}
}

func (c *checker) consecutive(revisions []*plan.Revision) {
	for i, r := range revisions {
		number := numberNode(r)
		if number.Kind != frontmatter.Int {
			return
		}

		before := 0
		if i > 0 {
			before = revisions[i-1].Revision
		}

		f := finding{node: number, hint: "revisions are numbered from 1 without gaps; a signed one keeps its number for ever"}
		switch {
		case i > 0 && r.Revision == before:
			f.message = fmt.Sprintf("there are two entries for revision %d", r.Revision)
			f.related = []*frontmatter.Node{numberNode(revisions[i-1])}
		case i == 0 && r.Revision != 1:
			f.message = fmt.Sprintf("the first revision is %d, not 1", r.Revision)
		case r.Revision != before+1:
			f.message = fmt.Sprintf("revision %d follows revision %d", r.Revision, before)
		default:
			continue
		}

		c.add(source.Error, f)
	}
}

func (c *checker) increasing(revisions []*plan.Revision) {
	var before *plan.Revision
	for _, r := range revisions {
		if r.EffectiveFrom.IsZero() {
			continue
		}

		if before != nil && r.Revision != before.Revision && !r.EffectiveFrom.After(before.EffectiveFrom) {
			c.add(source.Error, finding{
				node:    r.Node.Get("effective_from"),
				message: fmt.Sprintf("revision %d holds from %s, which is not after revision %d (%s)", r.Revision, r.EffectiveFrom, before.Revision, before.EffectiveFrom),
				hint:    "each revision starts later than the one before",
				related: []*frontmatter.Node{before.Node.Get("effective_from")},
			})
		}

		before = r
	}
}

// checkRevisionReason reports changed terms of which nobody will know why.
func checkRevisionReason(c *checker, p *plan.Plan) {
	for _, s := range p.SLAs() {
		for _, r := range byNumber(s) {
			if r.Revision >= 2 && !r.Has("reason") {
				c.add(source.Error, finding{
					node:    numberNode(r),
					message: fmt.Sprintf("revision %d does not say why the terms changed", r.Revision),
					hint:    "add reason: what was found, and what each side gave",
				})
			}
		}
	}
}

// checkApprovalSides reports signatures that bind neither party, and one person who signs for both.
func checkApprovalSides(c *checker, p *plan.Plan) {
	for _, s := range p.SLAs() {
		for _, r := range byNumber(s) {
			sides := map[string]plan.Function{}
			for i := range r.Approvals {
				c.approvalSide(p, s, r, &r.Approvals[i], sides)
			}
		}
	}
}

// approvalSide looks at one signature; sides are those for which each person has signed before.
func (c *checker) approvalSide(p *plan.Plan, s *plan.SLA, r *plan.Revision, a *plan.Approval, sides map[string]plan.Function) {
	side := p.Side(*a)
	if side == "" {
		return // the person is unknown, which is reported elsewhere
	}

	parties := functionNames(s.Parties)
	switch before, again := sides[a.Person]; {
	case !s.IsParty(side) && a.For != "":
		c.add(source.Error, finding{
			node:    a.Node.Get("for"),
			message: fmt.Sprintf("%s is no party of this agreement between %s", side, parties),
			hint:    "sign for one of the parties",
		})
	case !s.IsParty(side):
		c.add(source.Error, finding{
			node:    a.Node.Get("person"),
			message: fmt.Sprintf("%s is of %s, and the agreement is between %s", p.PartyName(a.Person), side, parties),
			hint:    "add for: with the party that this signature binds",
		})
	case again && before != side:
		c.add(source.Warning, finding{
			node:    a.Node.Get("person"),
			message: fmt.Sprintf("%s signs revision %d for both sides", p.PartyName(a.Person), r.Revision),
			hint:    "let somebody of the other side sign",
		})
	}

	sides[a.Person] = side
}

// checkUnbound reports signatures that do not say what was signed.
func checkUnbound(c *checker, p *plan.Plan) {
	for _, s := range p.SLAs() {
		for _, r := range byNumber(s) {
			for i := range r.Approvals {
				if a := &r.Approvals[i]; a.Node != nil && a.Person != "" && a.Digest == "" && a.Elsewhere == "" {
					c.unbound(p, s, r, a)
				}
			}
		}
	}
}

func (c *checker) unbound(p *plan.Plan, s *plan.SLA, r *plan.Revision, a *plan.Approval) {
	add := fmt.Sprintf("the digest of revision %d that lockstep changelog prints", r.Revision)
	if r.Revision == s.Revision {
		add = frontmatter.Line(a.Node, "digest", history.Digest(p, s))
	}

	c.add(source.Warning, finding{
		node:    a.Node.Get("person"),
		message: fmt.Sprintf("the approval of %s does not say which terms were signed, and does not count yet", p.PartyName(a.Person)),
		hint:    fmt.Sprintf("add %s, or elsewhere with the address of the signed document", add),
	})
}

// checkRetroactive reports revisions that were to hold before they were signed, and signatures of which nobody
// can tell whether they were late.
func checkRetroactive(c *checker, p *plan.Plan) {
	for _, s := range p.SLAs() {
		for _, r := range byNumber(s) {
			c.retroactive(p, s, r)
			c.undated(p, r)
		}
	}
}

func (c *checker) retroactive(p *plan.Plan, s *plan.SLA, r *plan.Revision) {
	last, so := r.LastApproval(), "it will hold from its last signature, which is still missing"
	if signed(p, s, r) {
		last, so = r.HoldsFrom(), "it holds from then on" // signatures that do not count move nothing
	}

	if r.EffectiveFrom.IsZero() || !last.After(r.EffectiveFrom) {
		return
	}

	c.add(source.Warning, finding{
		node:    r.Node.Get("effective_from"),
		message: fmt.Sprintf("revision %d was to hold from %s, and was last signed on %s: %s", r.Revision, r.EffectiveFrom, last, so),
		hint:    "let the next revision start after its last signature",
	})
}

func (c *checker) undated(p *plan.Plan, r *plan.Revision) {
	for i := range r.Approvals {
		if a := &r.Approvals[i]; a.IsBound() && a.On.IsZero() && !a.Has("on") {
			c.add(source.Warning, finding{
				node:    a.Node.Get("person"),
				message: fmt.Sprintf("the signature of %s has no date: nobody can tell since when revision %d holds", p.PartyName(a.Person), r.Revision),
				hint:    "add on: with the day on which it was given",
			})
		}
	}
}

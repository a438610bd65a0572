package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// otherNames checks the names that stand in fields which can also hold something else.
func (c *checker) otherNames(p *plan.Plan) {
	for m := range entries(p.Meetings) {
		if m.For != "" && m.For != "qbr" && m.For != "sla_review" {
			c.named(m.Node.Get("for"), "feedback loop", m.For, append([]string{"qbr", "sla_review"}, p.FeedbackLoops.Keys()...))
		}
	}

	for h := range entries(p.Handoffs) {
		c.commitmentName(p, h)
	}

	for m := range entries(p.Metrics) {
		if m.ComputedFrom != "" {
			of, _, _ := strings.Cut(m.ComputedFrom, ".")
			if p.SLAByID(of) == nil {
				ids, _ := knownIDs(p, "sla")
				c.named(m.Node.Get("computed_from"), "agreement", of, append(ids, "north_star"))
			}
		}
	}

	for _, s := range p.SLAs() {
		c.namesInSLA(p, s)
	}

	for e := range entries(p.Escalations) {
		c.revisionName(p, e.SLA, e.LedToRevision, e.Node.Get("led_to_revision"))
	}

	for r := range entries(p.SLAReviews) {
		c.revisionName(p, r.SLA, r.RevisionReviewed, r.Node.Get("revision_reviewed"))
		c.revisionName(p, r.SLA, r.LedToRevision, r.Node.Get("led_to_revision"))
	}

	for _, archived := range p.Archives {
		c.archivedName(p, archived)
	}
}

// archivedName reports the archive of an agreement that is not there: most likely it is the agreement that is missing.
func (c *checker) archivedName(p *plan.Plan, archived *plan.ArchivedRevision) {
	ids, _ := knownIDs(p, "sla")
	node := archived.Node.Get("sla")
	if node == nil || archived.SLA == "" || p.SLAByID(archived.SLA) != nil {
		return
	}

	fallback := "bring the agreement back, or delete its archives"
	if len(ids) > 0 {
		fallback += "; there is " + oneOf(ids)
	}

	c.addReference(&plan.Reference{At: plan.At{Node: node}, ID: archived.SLA}, fmt.Sprintf("there is no agreement %q", archived.SLA), didYouMean(archived.SLA, ids, fallback))
}

// commitmentName reports a commitment of a handoff that its agreement does not have. An agreement that the handoff names
// and that is not there is reported by itself.
func (c *checker) commitmentName(p *plan.Plan, h *plan.Handoff) {
	node, s := h.Node.Get("commitment"), slaOf(p, h)
	switch {
	case h.Commitment == "":
	case s != nil:
		c.named(node, "commitment", h.Commitment, commitments(s))
	case h.SLA == "":
		c.add(source.Error, finding{
			node: node, message: fmt.Sprintf("there is no commitment %q: the two functions have no agreement", h.Commitment),
			hint: "add the agreement, name another with sla, or delete the line",
		})
	}
}

// named reports a name that is not among the known ones.
func (c *checker) named(n *frontmatter.Node, kind, id string, known []string) {
	if n != nil && id != "" && !slices.Contains(known, id) {
		c.unknown(&plan.Reference{At: plan.At{Node: n}, ID: id}, kind, known)
	}
}

func (c *checker) namesInSLA(p *plan.Plan, s *plan.SLA) {
	for i := range s.Revisions {
		r := &s.Revisions[i]
		if r.TriggeredBy == nil || r.TriggeredBy.Ref == "" {
			continue
		}

		if known, kind := triggers(p, r.TriggeredBy.Type); kind != "" {
			c.named(r.TriggeredBy.Node.Get("ref"), kind, r.TriggeredBy.Ref, known)
		}
	}

	for ack := range entries(s.Acknowledgements) {
		c.revisionName(p, s.ID, ack.Revision, ack.Node.Get("revision"))
	}

	for commitment := range entries(s.Terms.MoreCommitments) {
		if commitment.Table != "" && p.Data != nil {
			c.named(commitment.Node.Get("table"), "table", commitment.Table, append([]string{"leads", "attempts"}, p.Data.Tables.Keys()...))
		}
	}
}

// slaOf returns the agreement of a handoff: the one it names, else that between the same functions.
func slaOf(p *plan.Plan, h *plan.Handoff) *plan.SLA {
	switch {
	case h.SLA != "":
		return p.SLAByID(h.SLA)
	case len(h.From) == 1 && len(h.To) == 1:
		return p.SLABetween(h.From[0], h.To[0])
	}

	return nil
}

// commitments returns the paths of all commitments of an agreement, each from the terms and by its last
// key alone.
func commitments(s *plan.SLA) []string {
	var paths []string
	for _, group := range []string{"marketing_commitment", "sales_commitment", "more_commitments"} {
		for _, commitment := range s.Terms.Node.Get(group).Children() {
			paths = append(paths, group+"."+commitment.Key(), commitment.Key())
		}
	}

	return paths
}

// triggers returns what a revision can be triggered by; "" for a trigger that is no entry.
func triggers(p *plan.Plan, kind string) (ids []string, name string) {
	switch kind {
	case "review":
		return p.SLAReviews.Keys(), "review"
	case "escalation":
		return p.Escalations.Keys(), "escalation"
	case "pressure_test":
		return p.PressureTests.Keys(), "pressure test"
	case "experiment":
		return p.Experiments.Keys(), "experiment"
	}

	return nil, ""
}

// revisionName reports the number of a revision that an agreement does not have.
func (c *checker) revisionName(p *plan.Plan, sla string, number int, n *frontmatter.Node) {
	s := p.SLAByID(sla)
	if sla == "" {
		s = p.SLA
	}

	if s == nil || n == nil || n.Kind != frontmatter.Int || s.RevisionEntry(number) != nil {
		return
	}

	var numbers []string
	for i := range s.Revisions {
		numbers = append(numbers, strconv.Itoa(s.Revisions[i].Revision))
	}

	hint := "the agreement has no revision yet"
	if len(numbers) > 0 {
		hint = "there is revision " + oneOf(numbers)
	}

	c.add(source.Error, finding{node: n, message: fmt.Sprintf("the agreement %q has no revision %d", s.ID, number), hint: hint})
}

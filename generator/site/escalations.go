package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An escalated dispute, and what was agreed about it at the time.
type escalated struct {
	*plan.Escalation
	SLA *plan.SLA
	// Revision is the one that was in force when it was raised; nil if none was, or nobody has its terms.
	Revision *history.Revision
	// To is who decides it first, Due the instant by which; "" and zero where nobody had said. Turns are all who decide,
	// one after the other; none where nobody had said.
	To    string
	Due   time.Time
	Turns []turn
	// State is the verdict: "3 days overdue", "resolved".
	State   attention
	Numbers []cited
}

// A cited number is one that an escalation rests on.
type cited struct {
	plan.EscalationEvidence
	// What is the promise in words, Promised how much of it at that time, Measured what the exports say of it now.
	What, Promised, Measured string
	// Href leads to the clause.
	Href string
}

func escalationsView(p *page) any { return escalationsOf(p) }

func escalationsOf(p *page) []escalated {
	var all []escalated
	for _, item := range p.Plan.Escalations {
		if item.Value != nil {
			all = append(all, p.escalated(item.Value))
		}
	}

	slices.SortStableFunc(all, func(a, b escalated) int {
		return cmp.Or(boolRank(!a.Open())-boolRank(!b.Open()), b.RaisedOn.Compare(a.RaisedOn))
	})

	return all
}

// Open reports whether it waits for a decision.
func (e escalated) Open() bool {
	return e.Status != "resolved" && e.Status != "withdrawn" && e.ResolvedOn.IsZero()
}

// openEscalations counts those of a plan that wait for a decision.
func (s *Site) openEscalations(p *plan.Plan) int {
	n := 0
	for _, item := range p.Escalations {
		if item.Value != nil && (escalated{Escalation: item.Value}).Open() {
			n++
		}
	}

	return n
}

// escalated gathers one escalation.
func (p *page) escalated(e *plan.Escalation) escalated {
	sla := p.Plan.SLAByID(e.SLA)
	if e.SLA == "" {
		sla = p.Plan.SLA
	}

	one := escalated{Escalation: e, SLA: sla}
	if sla == nil {
		return one
	}

	log := p.site.logs[sla]
	if r := log.InForce(e.RaisedOn); r != nil && r.Terms() != nil {
		one.Revision = r
		if path := r.Terms().Escalation; path != nil {
			one.To = path.To
		}

		calendar, _ := r.Calendar().Business()
		one.Due, _ = r.Terms().EscalationDue(e.RaisedOn, calendar, p.Plan.ZoneOf(sla))
		one.Turns = p.turnsOf(one)
	}

	one.State = p.escalationState(one, log.Today)
	for _, number := range e.Evidence {
		one.Numbers = append(one.Numbers, p.cite(one, number))
	}

	return one
}

func (p *page) escalationState(e escalated, today plan.Date) attention {
	switch {
	case e.Status == "withdrawn":
		return attention{Class: "wait", Mark: "–", Word: "withdrawn"}
	case !e.Open():
		return attention{Class: "met", Mark: "✓", Word: "resolved"}
	case e.Due.IsZero():
		return attention{Class: "wait", Mark: "◔", Word: "open"}
	}

	return p.dueBy(worktime.DateOf(e.Due), today)
}

// cite puts a number beside what was promised, and what the exports say.
func (p *page) cite(e escalated, number plan.EscalationEvidence) cited {
	path := strings.Split(strings.TrimPrefix(number.Term, "terms."), ".")
	c := cited{EscalationEvidence: number, What: plan.Words(path[len(path)-1]), Href: p.SLALink(e.SLA.ID) + "#" + clauseAnchor(path)}
	if len(path) > 1 && path[0] != "more_commitments" {
		c.What = plan.Words(path[1])
	}

	if e.Revision == nil {
		return c
	}

	c.Href = p.RevisionLink(e.SLA, e.Revision.Number) + "#" + clauseAnchor(path)
	if !p.hasClause(e.Revision, path) {
		c.Href = p.RevisionLink(e.SLA, e.Revision.Number)
	}

	if node := e.Revision.Terms().Node.Get(path...); node != nil {
		c.Promised = p.site.describe(p.Plan, node, path)
	}

	if report := p.site.evidence(p.Plan); report != nil {
		c.Measured = p.measuredIn(report.SLA(e.SLA.ID), path, string(number.Period), e.Revision.Number)
	}

	return c
}

// hasClause reports whether the page of a revision has an anchor for a clause.
func (p *page) hasClause(r *history.Revision, path []string) bool {
	for _, party := range r.Log().SLA.Parties {
		for _, pr := range promises(p, r.Terms(), party) {
			if pr.ID == clauseAnchor(path) {
				return true
			}
		}
	}

	return false
}

// measuredIn returns what the exports say of a clause in a month or quarter: "77.3%, 17 of 22"; "" for nothing. Of a
// month in which the promise changed it is what they say of the cases that a revision judged.
func (p *page) measuredIn(s *evidence.SLA, path []string, period string, revision int) string {
	if s == nil || len(path) < 2 {
		return ""
	}

	months := func(groups []evidence.Group) string {
		for _, g := range groups {
			if g.Key != period || g.Judged() == 0 {
				continue
			}

			of, which := g.Cases(), ""
			for _, part := range g.Parts {
				if g.Stepped() && part.Revision == revision && part.Judged() > 0 {
					of, which = part.Cases, fmt.Sprintf(" under revision %d", revision)
				}
			}

			return p.Ratio(evidence.Rate{Numerator: of.Met, Denominator: of.Judged()}) + which
		}

		return ""
	}

	switch path[1] {
	case "first_outreach":
		if s.FirstOutreach != nil {
			return months(s.FirstOutreach.ByMonth)
		}
	case "disposition":
		if s.Disposition != nil {
			return months(s.Disposition.ByMonth)
		}
	case "quality":
		return p.conversionIn(s.Conversion, period)
	case "mql_volume":
		return p.volumeIn(s.Volume, period)
	}

	for _, c := range s.Commitments {
		if path[0] == "more_commitments" && c.ID == path[1] {
			return months(c.ByMonth)
		}
	}

	return ""
}

func (p *page) conversionIn(c *evidence.Conversion, period string) string {
	if c == nil {
		return ""
	}

	for _, m := range c.Months {
		if m.Month.String() == period {
			return p.Ratio(m.Rate)
		}
	}

	return ""
}

func (p *page) volumeIn(v *evidence.Volume, period string) string {
	if v == nil {
		return ""
	}

	for _, one := range v.Periods {
		if one.Period.Name == period {
			return thousands(strconv.Itoa(one.Actual)) + " of " + one.Promised.String()
		}
	}

	return ""
}

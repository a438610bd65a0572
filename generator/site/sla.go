package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A promise is one clause with a number.
type promise struct {
	// ID is the clause's anchor on the SLA's page.
	ID string
	// What is promised, and how much of it; Short is the author's own short word for what.
	What, Value, Short string
	// Note says how it is counted.
	Note template.HTML
	// Path is that of the term whose verdict tells how it went, below the terms; "" where nothing is measured.
	Path string
	// Actual is what became of it; nil where that is not known, or the terms are not in force.
	Actual *actual
	// OwedBy are the roles and people who keep it, where the author named them.
	OwedBy []string
	plan.At
}

// clauseAnchor returns the anchor of a path below the terms of an SLA.
func clauseAnchor(below []string) string {
	step := below[0]
	switch step {
	case "marketing_commitment", "sales_commitment":
		if len(below) > 1 {
			step = below[1]
		} else {
			step = "promises"
		}
	case "more_commitments":
		step = "promises"
		if len(below) > 1 {
			step = "more-" + below[1]
		}
	}

	return strings.ReplaceAll(step, "_", "-")
}

// promises returns the clauses with numbers that a party owes.
func promises(p *page, terms *plan.Terms, party plan.Function) []promise {
	var all []promise
	if party == plan.Marketing && terms.MarketingCommitment != nil {
		all = append(all, marketingPromises(p, terms.MarketingCommitment)...)
	}

	if party == plan.Sales && terms.SalesCommitment != nil {
		all = append(all, salesPromises(p, terms.SalesCommitment)...)
	}

	for _, item := range terms.MoreCommitments {
		if c := item.Value; c != nil && c.Party == party {
			all = append(all, promise{
				ID: "more-" + item.Key, Path: "more_commitments." + item.Key, What: c.Heading(), Short: c.Short, Value: c.Limit.String(), Note: commitmentNote(c), OwedBy: c.OwedBy, At: c.At,
			})
		}
	}

	return all
}

// owedBy returns who keeps a promise: those named with it, else those named for all promises of the side.
func owedBy(own, all plan.OneOrMany[string]) []string {
	if len(own) > 0 {
		return own
	}

	return all
}

func marketingPromises(p *page, m *plan.MarketingCommitment) []promise {
	var all []promise
	if v := m.MQLVolume; v != nil {
		counts, proration := "each lead counts once", ""
		if v.Counts == "events" {
			counts = "a lead that qualifies twice counts twice"
		}

		if v.Proration == "by_days" {
			proration = "a change within a " + v.Per + " counts by days"
		}

		all = append(all, promise{ID: "mql-volume", Path: "marketing_commitment.mql_volume", What: "MQLs a " + v.Per, Value: thousands(string(v.Count)), Note: note(counts, proration), OwedBy: owedBy(v.OwedBy, m.OwedBy), At: v.At})
	}

	if q := m.Quality; q != nil {
		method := "of the leads that became MQLs in the window"
		if q.Method == "period" {
			method = "SQLs of the window against MQLs of the window"
		}

		all = append(all, promise{
			ID: "quality", Path: "marketing_commitment.quality", What: fmt.Sprintf("MQL to SQL within %s days", q.WindowDays), Value: number(q.MQLToSQLPct, "percent", ""),
			Note: note(method, "judged from "+string(q.MinSample)+" leads on"), OwedBy: owedBy(q.OwedBy, m.OwedBy), At: q.At,
		})
	}

	if len(m.Enablement) > 0 {
		all = append(all, promise{
			ID: "enablement", Path: "marketing_commitment.enablement", What: "Sales material kept current", Value: fmt.Sprint(len(m.Enablement)),
			Note: note(join(assetNames(p, m.Enablement), "and")), OwedBy: m.OwedBy, At: plan.At{Node: m.Node.Get("enablement")},
		})
	}

	return all
}

// assetNames returns the titles of content assets.
func assetNames(p *page, ids []string) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = plan.Words(id)
		if asset, ok := p.Plan.Enablement.Get(id); ok && asset != nil {
			names[i] = asset.Heading()
		}
	}

	return names
}

func salesPromises(p *page, c *plan.SalesCommitment) []promise {
	var all []promise
	if f := c.FirstOutreach; f != nil {
		all = append(all, promise{ID: "first-outreach", Path: "sales_commitment.first_outreach", What: "First outreach within", Value: f.Limit.String(), Note: outreachNote(f), OwedBy: owedBy(f.OwedBy, c.OwedBy), At: f.At})
		for _, tier := range f.Tiers {
			if tier.Value != nil {
				all = append(all, promise{
					ID: "tier-" + tier.Key, What: "First outreach, " + strings.ToLower(tier.Value.Heading()), Value: tier.Value.Limit.String(),
					Note: criteriaNote(p, tier.Value.When), OwedBy: owedBy(f.OwedBy, c.OwedBy), At: tier.Value.At,
				})
			}
		}
	}

	if l := c.AttemptLogging; l != nil {
		where := "in the CRM"
		if l.System != "" {
			where = "in " + l.System
		}

		all = append(all, promise{ID: "attempt-logging", Path: "sales_commitment.attempt_logging", What: "Attempts logged " + where, Value: number(l.RequiredPct, "percent", ""), OwedBy: owedBy(l.OwedBy, c.OwedBy), At: l.At})
	}

	if d := c.Disposition; d != nil {
		what := "Rejected leads answered within"
		if d.Scope == "all" {
			what = "Every lead accepted or rejected within"
		}

		var notes []string
		switch n := len(d.Reasons); {
		case n > 1:
			notes = append(notes, fmt.Sprintf("with one of %d reasons", n))
		case d.ReasonRequired:
			notes = append(notes, "with a reason")
		}

		all = append(all, promise{ID: "disposition", Path: "sales_commitment.disposition", What: what, Value: d.Limit.String(), Note: note(append(notes, share(d.ComplianceTargetPct, "leads"))...), OwedBy: owedBy(d.OwedBy, c.OwedBy), At: d.At})
	}

	if n := len(c.FollowUpCadence); n > 0 {
		last := c.FollowUpCadence[n-1]
		all = append(all, promise{
			ID: "follow-up-cadence", What: "Follow-up", Value: plural(n, "attempt"),
			Note: note("the last after " + last.After.String()), OwedBy: c.OwedBy, At: plan.At{Node: c.Node.Get("follow_up_cadence")},
		})
	}

	return all
}

func outreachNote(f *plan.FirstOutreach) template.HTML {
	var parts []string
	if !f.Target.IsZero() {
		parts = append(parts, "we aim for "+f.Target.String())
	}

	start := map[string]string{"mql_at": "counted from the moment a lead becomes an MQL", "assigned_at": "counted from its assignment", "created_at": "counted from its creation"}
	parts = append(parts, start[f.ClockStart])
	if len(f.CountsAs) > 0 {
		parts = append(parts, "by "+join(f.CountsAs, "or"))
	}

	if !f.AutomatedCounts {
		parts = append(parts, "automated messages do not count")
	}

	return note(append(parts, share(f.ComplianceTargetPct, "leads"))...)
}

// note joins what is to be said about a promise; empty parts are left out.
func note(parts ...string) template.HTML {
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })

	return template.HTML(template.HTMLEscapeString(strings.Join(parts, "; ")))
}

// share says for how many of all a promise is to be kept; "" where nobody has said.
func share(pct plan.Number, of string) string {
	if !pct.IsSet() {
		return ""
	}

	return "for " + string(pct) + "% of " + of
}

func commitmentNote(c *plan.Commitment) template.HTML {
	of, span := "cases", ""
	if c.Table == "leads" {
		of = "leads"
	}

	if c.StartEvent != "" && c.StopEvent != "" {
		span = "from " + eventWords(c.StartEvent) + " to " + eventWords(c.StopEvent)
	}

	return note(span, share(c.ComplianceTargetPct, of))
}

// eventWords names a moment by the column that holds it: "closed_won_at" is "closed won".
func eventWords(event string) string {
	return strings.ReplaceAll(strings.TrimSuffix(event, "_at"), "_", " ")
}

func criteriaNote(p *page, criteria []plan.Criterion) template.HTML {
	words := make([]string, len(criteria))
	for i, c := range criteria {
		words[i] = string(p.Criterion(c))
	}

	return template.HTML(join(words, "and"))
}

// Criterion returns a criterion as a sentence: its statement, or what it tests.
func (p *page) Criterion(c plan.Criterion) template.HTML {
	switch {
	case c.Statement != "":
		return p.Text(c.Statement)
	case c.ScoreAtLeast.IsSet():
		return p.scoreCriterion(c)
	}

	return template.HTML(template.HTMLEscapeString(p.test(c)))
}

// test puts into words what a criterion tests.
func (p *page) test(c plan.Criterion) string {
	if c.ScoreAtLeast.IsSet() {
		return "Score of " + string(c.ScoreAtLeast) + " or more"
	}

	name := c.Attribute
	if a, ok := p.Plan.Attributes.Get(c.Attribute); ok && a != nil && a.Label != "" {
		name = a.Label
	} else {
		name = plan.Words(name)
	}

	text := name + " " + operators[c.Op] + " " + join(c.Value.Items, "or")
	if c.Op == "between" {
		text = name + " between " + join(c.Value.Items, "and")
	}

	if c.WindowDays.IsSet() {
		text += " in " + string(c.WindowDays) + " days"
	}

	return text
}

// operators are the tests of a criterion in words.
var operators = map[string]string{
	"is": "is", "eq": "is", "is_not": "is not", "ne": "is not", "one_of": "is", "in": "is", "none_of": "is not", "not_in": "is not",
	"at_least": "at least", "gte": "at least", "at_most": "at most", "lte": "at most", "more_than": "more than", "gt": "more than",
	"less_than": "less than", "lt": "less than", "between": "between", "contains": "contains", "matches": "matches", "exists": "is known",
}

package site

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An agreement is an SLA as it stands on the day of the site.
type agreement struct {
	SLA *plan.SLA
	// Terms are those in force; the newest where none are.
	Terms *plan.Terms
	// Revision is the entry of those terms; nil for a draft.
	Revision *plan.Revision
	// InForce says that the terms are in force.
	InForce bool
	// Waiting are the newer revisions that are not in force, newest first.
	Waiting []waiting
	// Sides are what each party owes, in the order of the parties.
	Sides []side
	// Definition says that the terms hold a definition of the MQL or the SQL.
	Definition bool
	// NextReview is the day of the next review; none if it cannot be told.
	NextReview worktime.Date
	// Calendar is what its business hours mean; nil if there is none.
	Calendar *plan.Calendar
}

// waiting is a revision that is written down but not in force.
type waiting struct {
	Revision *plan.Revision
	// Scheduled says that everybody has signed, and the day has not come.
	Scheduled bool
	// Missing are the parties that have not signed.
	Missing []plan.Function
}

// A side is what one party owes the other.
type side struct {
	Party, To        plan.Function
	Responsibilities []string
	Promises         []promise
}

// A promise is one clause with a number.
type promise struct {
	// ID is the clause's anchor on the SLA's page.
	ID string
	// What is promised, and how much of it.
	What, Value string
	// Note says how it is counted.
	Note template.HTML
	plan.At
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

func slaView(p *page, s *plan.SLA) any { return agreementOf(p, s) }

// agreementOf gathers an SLA as it stands on the day of the site.
func agreementOf(p *page, s *plan.SLA) *agreement {
	today := p.Plan.Today(s, p.site.opts.AsOf)
	a := &agreement{SLA: s, Calendar: p.Plan.CalendarOf(s)}
	a.Terms, a.Revision, a.InForce = p.Plan.TermsInForce(s, today)
	a.Definition = a.Terms.MQLDefinition != nil || a.Terms.SQLCriteria != nil
	for i := range s.Revisions {
		r := &s.Revisions[i]
		if a.InForce && r.Revision <= a.Revision.Revision {
			continue
		}

		missing := p.Plan.Unsigned(s, r)
		a.Waiting = append(a.Waiting, waiting{Revision: r, Scheduled: len(missing) == 0, Missing: missing})
	}

	for i, party := range s.Parties {
		to := plan.Function("")
		if len(s.Parties) == 2 {
			to = s.Parties[1-i]
		}

		a.Sides = append(a.Sides, side{
			Party: party, To: to,
			Responsibilities: responsibilities(a.Terms, party),
			Promises:         promises(p, a.Terms, party),
		})
	}

	a.NextReview = nextReview(a)

	return a
}

func responsibilities(terms *plan.Terms, party plan.Function) []string {
	for _, item := range terms.Responsibilities {
		if item.Function() == party {
			return item.Value
		}
	}

	return nil
}

// nextReview is the last approval of the revision in force plus the cadence.
func nextReview(a *agreement) worktime.Date {
	if !a.InForce || a.Terms.Review == nil {
		return worktime.Date{}
	}

	months := map[string]int{"monthly": 1, "quarterly": 3}[a.Terms.Review.Cadence]
	last := a.Revision.LastApproval()
	if months == 0 || last.IsZero() {
		return worktime.Date{}
	}

	return last.AddMonths(months)
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
				ID: "more-" + item.Key, What: c.Heading(), Value: c.Limit.String(), Note: commitmentNote(p, c), At: c.At,
			})
		}
	}

	return all
}

func marketingPromises(p *page, m *plan.MarketingCommitment) []promise {
	var all []promise
	if v := m.MQLVolume; v != nil {
		note := "each lead counts once"
		if v.Counts == "events" {
			note = "a lead that qualifies twice counts twice"
		}

		if v.Proration == "by_days" {
			note += "; a change within a month counts by days"
		}

		all = append(all, promise{ID: "mql-volume", What: "MQLs a " + v.Per, Value: thousands(string(v.Count)), Note: template.HTML(note), At: v.At})
	}

	if q := m.Quality; q != nil {
		method := "of the leads that became MQLs in the window"
		if q.Method == "period" {
			method = "SQLs of the window against MQLs of the window"
		}

		all = append(all, promise{
			ID: "quality", What: fmt.Sprintf("MQL to SQL within %s days", q.WindowDays), Value: number(q.MQLToSQLPct, "percent", ""),
			Note: template.HTML(method + "; judged from " + string(q.MinSample) + " leads on"), At: q.At,
		})
	}

	if len(m.Enablement) > 0 {
		all = append(all, promise{
			ID: "enablement", What: "Sales material kept current", Value: fmt.Sprint(len(m.Enablement)),
			Note: template.HTML(template.HTMLEscapeString(join(m.Enablement, "and"))), At: plan.At{Node: m.Node.Get("enablement")},
		})
	}

	return all
}

func salesPromises(p *page, c *plan.SalesCommitment) []promise {
	var all []promise
	if f := c.FirstOutreach; f != nil {
		all = append(all, promise{ID: "first-outreach", What: "First outreach within", Value: f.Limit.String(), Note: outreachNote(f), At: f.At})
		for _, tier := range f.Tiers {
			if tier.Value != nil {
				all = append(all, promise{
					ID: "tier-" + tier.Key, What: "First outreach, " + strings.ToLower(tier.Value.Heading()), Value: tier.Value.Limit.String(),
					Note: criteriaNote(p, tier.Value.When), At: tier.Value.At,
				})
			}
		}
	}

	if l := c.AttemptLogging; l != nil {
		where := "in the CRM"
		if l.System != "" {
			where = "in " + l.System
		}

		all = append(all, promise{ID: "attempt-logging", What: "Attempts logged " + where, Value: number(l.RequiredPct, "percent", ""), At: l.At})
	}

	if d := c.Disposition; d != nil {
		what := "Rejected leads answered within"
		if d.Scope == "all" {
			what = "Every lead accepted or rejected within"
		}

		note := ""
		if d.ReasonRequired {
			note = "with a reason"
		}

		if len(d.Reasons) > 0 {
			note += fmt.Sprintf(", one of %d", len(d.Reasons))
		}

		all = append(all, promise{ID: "disposition", What: what, Value: d.Limit.String(), Note: template.HTML(strings.TrimPrefix(note, ", ")) + compliance(d.ComplianceTargetPct), At: d.At})
	}

	if n := len(c.FollowUpCadence); n > 0 {
		last := c.FollowUpCadence[n-1]
		all = append(all, promise{
			ID: "follow-up-cadence", What: "Follow-up", Value: fmt.Sprintf("%d attempts", n),
			Note: template.HTML("the last after " + last.After.String()), At: plan.At{Node: c.Node.Get("follow_up_cadence")},
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

	return template.HTML(template.HTMLEscapeString(strings.Join(parts, "; "))) + compliance(f.ComplianceTargetPct)
}

func compliance(pct plan.Number) template.HTML {
	if !pct.IsSet() {
		return ""
	}

	return template.HTML("; for " + template.HTMLEscapeString(string(pct)) + "% of leads")
}

func commitmentNote(p *page, c *plan.Commitment) template.HTML {
	note := ""
	if c.StartEvent != "" && c.StopEvent != "" {
		note = "from " + plan.Words(c.StartEvent) + " to " + plan.Words(c.StopEvent)
	}

	return template.HTML(template.HTMLEscapeString(note)) + compliance(c.ComplianceTargetPct)
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
		return template.HTML("Score of " + template.HTMLEscapeString(string(c.ScoreAtLeast)) + " or more")
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

	return template.HTML(template.HTMLEscapeString(text))
}

// operators are the tests of a criterion in words.
var operators = map[string]string{
	"is": "is", "eq": "is", "is_not": "is not", "ne": "is not", "one_of": "is", "in": "is", "none_of": "is not", "not_in": "is not",
	"at_least": "at least", "gte": "at least", "at_most": "at most", "lte": "at most", "more_than": "more than", "gt": "more than",
	"less_than": "less than", "lt": "less than", "between": "between", "contains": "contains", "matches": "matches", "exists": "is known",
}

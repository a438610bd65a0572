package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
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
	// Revisions are all of them, newest first, each with its state.
	Revisions []revision
	// Sides are what each party owes, in the order of the parties.
	Sides []side
	// Review is when the terms are looked at again; its date is none if that cannot be told.
	Review attention
	// Calendar is what its business hours mean; nil if there is none.
	Calendar *plan.Calendar
	// Readers are the people who should have read the revision in force, and whether they have.
	Readers []reader
}

// A revision is one version of the terms, and what has become of it.
type revision struct {
	*plan.Revision
	// Class, Mark and Word are its state: "met", "✓", "in force".
	Class, Mark, Word string
	// Newer says that it is newer than the terms in force.
	Newer bool
	// Missing are the parties that have not signed.
	Missing []plan.Function
}

// A reader is somebody who should know the terms in force; On is none until they do.
type reader struct {
	Person string
	Read   bool
	On     worktime.Date
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

func slaView(p *page, s *plan.SLA) any {
	a := agreementOf(p, s)
	if a.InForce && s.Acknowledge != nil {
		a.Readers = readers(p.Plan, s, a.Revision, p.Plan.Today(s, p.site.opts.AsOf))
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

// agreementOf gathers an SLA as it stands on the day of the site.
func agreementOf(p *page, s *plan.SLA) *agreement {
	today := p.Plan.Today(s, p.site.opts.AsOf)
	a := &agreement{SLA: s, Calendar: p.Plan.CalendarOf(s)}
	a.Terms, a.Revision, a.InForce = p.Plan.TermsInForce(s, today)
	for i := range s.Revisions {
		a.Revisions = append(a.Revisions, a.state(p, &s.Revisions[i], today))
	}

	slices.SortStableFunc(a.Revisions, func(x, y revision) int { return cmp.Compare(y.Revision.Revision, x.Revision.Revision) })
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

	if next := nextReview(p, a, today); !next.IsZero() {
		a.Review = due(next, today, "", "")
	}

	return a
}

// state says what has become of a revision.
func (a *agreement) state(p *page, r *plan.Revision, today worktime.Date) revision {
	line := revision{Revision: r, Missing: p.Plan.Unsigned(a.SLA, r), Newer: !a.InForce || r.Revision > a.Revision.Revision}
	switch {
	case a.InForce && r.Revision == a.Revision.Revision:
		line.Class, line.Mark, line.Word = "met", "✓", "in force"
	case !line.Newer && len(line.Missing) > 0:
		line.Class, line.Mark, line.Word = "wait", "–", "never signed"
	case len(line.Missing) > 0:
		line.Class, line.Mark, line.Word = "warn", "◔", "proposed"
	case r.HoldsFrom().After(today):
		line.Class, line.Mark, line.Word = "wait", "◔", "scheduled"
	default:
		line.Class, line.Mark, line.Word = "wait", "–", "superseded"
	}

	return line
}

// Waiting returns the newer revisions that are not in force, newest first.
func (a *agreement) Waiting() []revision {
	var all []revision
	for _, r := range a.Revisions {
		if r.Newer && r.Word != "in force" {
			all = append(all, r)
		}
	}

	return all
}

// Unread counts the people who have not read the terms in force.
func (a *agreement) Unread() int { return countUnread(a.Readers) }

func countUnread(all []reader) int {
	n := 0
	for _, r := range all {
		if !r.Read {
			n++
		}
	}

	return n
}

// readers lists the people who should have read a revision: those in the functions, roles and names of
// acknowledge.by who are there today.
func readers(p *plan.Plan, sla *plan.SLA, r *plan.Revision, today worktime.Date) []reader {
	var all []reader
	add := func(person *plan.Person) {
		if !person.IsActive(today) || slices.ContainsFunc(all, func(r reader) bool { return r.Person == person.ID }) {
			return
		}

		one := reader{Person: person.ID}
		if ack, ok := sla.Acknowledgements.Get(person.ID); ok && ack != nil && ack.Revision >= r.Revision {
			one.Read, one.On = true, ack.On
		}

		all = append(all, one)
	}

	for _, party := range sla.Acknowledge.By {
		for _, person := range p.Holders(string(party)) {
			add(person)
		}

		for _, person := range p.AllPeople() {
			if person.Function == plan.ParseFunction(string(party)) {
				add(person)
			}
		}
	}

	return all
}

func responsibilities(terms *plan.Terms, party plan.Function) []string {
	for _, item := range terms.Responsibilities {
		if item.Function() == party {
			return item.Value
		}
	}

	return nil
}

// nextReview is the last review of the SLA, or the last approval of the revision in force where there was
// none, plus the cadence.
func nextReview(p *page, a *agreement, today worktime.Date) worktime.Date {
	if !a.InForce || a.Terms.Review == nil {
		return worktime.Date{}
	}

	last := p.Plan.LastReview(a.SLA, today)
	if last.IsZero() {
		last = a.Revision.LastApproval()
	}

	next, _ := plan.NextDue(last, a.Terms.Review.Cadence)

	return next
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
				ID: "more-" + item.Key, What: c.Heading(), Value: c.Limit.String(), Note: commitmentNote(c), At: c.At,
			})
		}
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

		all = append(all, promise{ID: "mql-volume", What: "MQLs a " + v.Per, Value: thousands(string(v.Count)), Note: note(counts, proration), At: v.At})
	}

	if q := m.Quality; q != nil {
		method := "of the leads that became MQLs in the window"
		if q.Method == "period" {
			method = "SQLs of the window against MQLs of the window"
		}

		all = append(all, promise{
			ID: "quality", What: fmt.Sprintf("MQL to SQL within %s days", q.WindowDays), Value: number(q.MQLToSQLPct, "percent", ""),
			Note: note(method, "judged from "+string(q.MinSample)+" leads on"), At: q.At,
		})
	}

	if len(m.Enablement) > 0 {
		all = append(all, promise{
			ID: "enablement", What: "Sales material kept current", Value: fmt.Sprint(len(m.Enablement)),
			Note: note(join(assetNames(p, m.Enablement), "and")), At: plan.At{Node: m.Node.Get("enablement")},
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

		var notes []string
		switch n := len(d.Reasons); {
		case n > 1:
			notes = append(notes, fmt.Sprintf("with one of %d reasons", n))
		case d.ReasonRequired:
			notes = append(notes, "with a reason")
		}

		all = append(all, promise{ID: "disposition", What: what, Value: d.Limit.String(), Note: note(append(notes, share(d.ComplianceTargetPct, "leads"))...), At: d.At})
	}

	if n := len(c.FollowUpCadence); n > 0 {
		last := c.FollowUpCadence[n-1]
		all = append(all, promise{
			ID: "follow-up-cadence", What: "Follow-up", Value: fmt.Sprintf("%d attempts", n),
			Note: note("the last after " + last.After.String()), At: plan.At{Node: c.Node.Get("follow_up_cadence")},
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

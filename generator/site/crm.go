package site

import (
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/scoring"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A handover is what somebody must enter in the CRM so that it does what the plan says.
type handover struct {
	Fields []crmField
	Tests  []crmTest
	Models []*scored
	Timers []timer
	// Reasons are those of each agreement that has some.
	Reasons []reasonList
	// Stages are those of the pipeline that the CRM has a name for.
	Stages []*plan.PipelineStage
	// Agreements are those whose terms these are.
	Agreements []*agreement
}

// A crmField is an attribute, and what looks at it.
type crmField struct {
	// Attribute is its name; Anchor is "" where the name is none.
	Attribute, Anchor, Label, Field string
	Uses                            []crumb
	plan.At
}

// A crmTest is a criterion that the CRM can test.
type crmTest struct {
	// Of says whose criterion it is; Link leads there.
	Of, Link  string
	Field     template.HTML
	Test      string
	Window    string
	Statement string
}

// A timer is a limit that the CRM must watch.
type timer struct {
	What, Link string
	// Start and Stop are the moments between which it runs.
	Start, Stop   template.HTML
	Limit, Target worktime.Duration
	// Share is for how many of all it must hold, Remark what else the CRM must know.
	Share, Remark string
	Agreement     *agreement
}

// A reasonList are the reasons for which a lead may be rejected.
type reasonList struct {
	Agreement *agreement
	Reasons   []string
	Required  bool
}

func crmView(p *page) any {
	h := &handover{Agreements: agreementsOf(p)}
	h.Models = p.ScoringModels()
	h.Fields, h.Tests = p.fields(h.Models)
	for _, a := range h.Agreements {
		h.Timers = append(h.Timers, p.timers(a)...)
		if c := a.Terms.SalesCommitment; c != nil && c.Disposition != nil && len(c.Disposition.Reasons) > 0 {
			h.Reasons = append(h.Reasons, reasonList{a, c.Disposition.Reasons, c.Disposition.ReasonRequired})
		}
	}

	for _, s := range p.Pipeline() {
		if len(s.CRMValues) > 0 {
			h.Stages = append(h.Stages, s)
		}
	}

	return h
}

// attributeName is what the name of an attribute looks like.
var attributeName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,62}$`)

// isAttribute reports whether a text can be the name of an attribute, and so a part of an anchor.
func isAttribute(name string) bool { return attributeName.MatchString(name) }

// fieldAnchor returns the anchor of an attribute on the CRM sheet, "" for what is no attribute.
func fieldAnchor(attribute string) string {
	if !isAttribute(attribute) {
		return ""
	}

	return "field." + attribute
}

// handsOver reports whether there is anything to enter in a CRM.
func handsOver(pl *plan.Plan) bool {
	return len(pl.Attributes)+len(pl.Scoring)+len(pl.Pipeline) > 0 || slices.ContainsFunc(pl.SLAs(), func(s *plan.SLA) bool {
		return s.Terms.SalesCommitment != nil || len(s.Terms.MoreCommitments) > 0
	})
}

// fields returns the attributes that the plan declares, then those that it uses without, and the criteria that
// look at them.
func (p *page) fields(models []*scored) (fields []crmField, tests []crmTest) {
	for _, item := range p.Plan.Attributes {
		f := crmField{Attribute: item.Key, Anchor: fieldAnchor(item.Key), Label: p.AttributeName(item.Key), At: item.At}
		if item.Value != nil {
			f.Field = item.Value.CRMField
		}

		fields = append(fields, f)
	}

	use := func(attribute, title, link string) {
		i := slices.IndexFunc(fields, func(f crmField) bool { return f.Attribute == attribute })
		if i < 0 {
			i = len(fields)
			fields = append(fields, crmField{Attribute: attribute, Anchor: fieldAnchor(attribute), Label: p.AttributeName(attribute)})
		}

		if c := (crumb{Title: title, Path: link}); !slices.Contains(fields[i].Uses, c) {
			fields[i].Uses = append(fields[i].Uses, c)
		}
	}

	for _, place := range p.criteria() {
		for _, c := range place.criteria {
			if c.Attribute != "" {
				use(c.Attribute, place.name, place.link)
			}

			if c.Attribute != "" || c.ScoreAtLeast.IsSet() {
				tests = append(tests, p.crmTest(place, c))
			}
		}
	}

	for _, m := range models {
		for _, attribute := range m.Model.Attributes() {
			use(attribute, "score: "+p.Plain(m.Heading()), p.At("scoring", m.ID))
		}
	}

	return fields, tests
}

func (p *page) crmTest(place criteriaPlace, c plan.Criterion) crmTest {
	t := crmTest{Of: place.name, Link: place.link, Test: p.Test(c), Statement: c.Statement, Field: template.HTML("score")}
	if c.Attribute != "" {
		t.Field = p.Attribute(c.Attribute)
	} else if m, ok := p.Plan.Scoring.Get(c.Model); ok && m != nil {
		t.Field += template.HTML(" of " + esc(p.Plain(m.Heading())))
	}

	if c.WindowDays.IsSet() {
		t.Window = number(c.WindowDays, "days", "")
	}

	return t
}

// timers returns the limits of an agreement.
func (p *page) timers(a *agreement) []timer {
	base := p.SLALink(a.SLA.ID) + "#"
	var all []timer
	add := func(t timer) {
		if !t.Limit.IsZero() || !t.Target.IsZero() {
			t.Agreement, t.Link = a, base+t.Link
			all = append(all, t)
		}
	}

	if c := a.Terms.SalesCommitment; c != nil {
		p.salesTimers(c, add)
	}

	for _, item := range a.Terms.MoreCommitments {
		if c := item.Value; c != nil {
			add(timer{
				What: p.Plain(c.Heading()), Link: "more-" + item.Key, Start: column(c.StartEvent), Stop: column(c.StopEvent),
				Limit: c.Limit, Target: c.Target, Share: number(c.ComplianceTargetPct, "percent", ""),
			})
		}
	}

	if e := a.Terms.Escalation; e != nil {
		add(timer{What: "Escalation resolved", Link: "escalation", Start: "a dispute is raised", Stop: "it is decided", Limit: e.ResolveWithin})
		for _, level := range e.Levels {
			add(timer{What: "Escalation goes on to " + p.Plan.PartyName(level.To), Link: "escalation", Start: "a dispute is raised", Stop: "it is decided", Limit: level.After})
		}
	}

	if f := a.Terms.FeedbackGuidelines; f != nil {
		add(timer{What: "Feedback answered", Link: "feedback-guidelines", Start: "somebody gives feedback", Stop: "it is answered", Limit: f.RespondWithin})
	}

	return all
}

func (p *page) salesTimers(c *plan.SalesCommitment, add func(timer)) {
	if f := c.FirstOutreach; f != nil {
		remark := ""
		if len(f.CountsAs) > 0 {
			remark = "counts: " + join(f.CountsAs, "or")
		}

		if !f.AutomatedCounts {
			remark = strings.TrimPrefix(remark+"; automated messages do not count", "; ")
		}

		add(timer{What: "First outreach", Link: "first-outreach", Start: startWords[f.ClockStart], Stop: "somebody reaches out", Limit: f.Limit, Target: f.Target, Share: number(f.ComplianceTargetPct, "percent", ""), Remark: remark})
		for _, tier := range f.Tiers {
			if tier.Value != nil {
				add(timer{What: "First outreach, " + p.Lower(tier.Key), Link: "tier-" + tier.Key, Start: startWords[f.ClockStart], Stop: "somebody reaches out", Limit: tier.Value.Limit, Target: tier.Value.Target})
			}
		}
	}

	if d := c.Disposition; d != nil {
		start := "mql_at"
		if c.FirstOutreach != nil {
			start = c.FirstOutreach.ClockStart
		}

		remark := "rejected leads only"
		if d.Scope == "all" {
			remark = "every lead"
		}

		add(timer{What: "Accepted or rejected", Link: "disposition", Start: startWords[start], Stop: "it is accepted or rejected", Limit: d.Limit, Target: d.Target, Share: number(d.ComplianceTargetPct, "percent", ""), Remark: remark})
	}
}

// startWords name the moments from which the clock of a lead runs.
var startWords = map[string]template.HTML{"mql_at": "a lead becomes an MQL", "assigned_at": "it is assigned", "created_at": "it is created"}

// column names the moment that a column of an export holds.
func column(event string) template.HTML {
	if event == "" {
		return ""
	}

	return template.HTML("<code>" + esc(event) + "</code>")
}

// A scoreRow is a row of a model's table for the CRM: the head of a category, or one of its rules.
type scoreRow struct {
	// Category is nil in the row of a rule.
	Category *scoring.Category
	Rule     *scoring.Rule
	Written  *plan.ScoringRule
	// Window is the time that counts: "30 days".
	Window string
}

// Rows returns the rules of a model below the heads of their categories.
func (s *scored) Rows() []scoreRow {
	var rows []scoreRow
	for _, category := range s.Model.Categories {
		rows = append(rows, scoreRow{Category: category})
		written, _ := s.Categories.Get(category.ID)
		for _, rule := range category.Rules {
			row := scoreRow{Rule: rule}
			row.Written, _ = written.Rules.Get(rule.ID)
			row.Window = number(row.Written.WindowDays, "days", "")
			rows = append(rows, row)
		}
	}

	return rows
}

// Calendars are those of the agreements, each once.
func (h *handover) Calendars() []*plan.Calendar {
	var all []*plan.Calendar
	for _, a := range h.Agreements {
		if a.Calendar != nil && !slices.Contains(all, a.Calendar) {
			all = append(all, a.Calendar)
		}
	}

	return all
}

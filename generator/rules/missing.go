package rules

import (
	"fmt"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// checkMissing reports the fields of a complete plan that are absent: those that every entry of a kind
// has, which the model has noted, and those that depend on the rest of the entry.
func checkMissing(c *checker, p *plan.Plan) {
	m := &missing{checker: c, severity: unlessDraft(p)}
	for _, absence := range p.Missing {
		if absence.Key == "owner" && absence.Node == p.Node && len(peopleIDs(p)) == 0 {
			m.firstPeople(p)
			continue
		}

		m.absent(m.severity, absence.Node, absence.Key)
	}

	m.handoffs(p)
	m.slas(p)
	m.loops(p)
	m.metrics(p)
	m.rest(p)
}

// checkSharedMissing reports what is absent of what the plans share.
func checkSharedMissing(c *checker) {
	for _, absence := range c.set.Site.Missing {
		c.absent(c.unlessAllDraft(), absence.Node, absence.Key)
	}
}

// absent reports a key that a value lacks; the key may be a path such as terms/responsibilities.
func (c *checker) absent(severity source.Severity, n *frontmatter.Node, key string) {
	hint := "add " + dotted(key)
	if meaning := describe(n, key); meaning != "" {
		hint += ": " + meaning
	}

	c.add(severity, finding{key: n, absent: key, message: fmt.Sprintf("%s no %s", has(n), key[strings.LastIndexByte(key, '/')+1:]), hint: trimStop(hint)})
}

// firstPeople reports a plan without an owner that knows nobody who could be it.
func (m *missing) firstPeople(p *plan.Plan) {
	m.add(m.severity, finding{
		key: p.Node, absent: "people", message: "the plan has no owner",
		hint: fmt.Sprintf("add people: %s; then owner: one of them", trimStop(describe(p.Document.Root, "people"))),
	})
}

// A missing gathers what one plan lacks.
type missing struct {
	*checker
	severity source.Severity
}

// need reports those of the keys that a value lacks. What is no group of keys is the schema's business.
func (m *missing) need(n *frontmatter.Node, keys ...string) {
	if n == nil || n.Kind != frontmatter.Map {
		return
	}

	for _, key := range keys {
		if n.Get(key) == nil {
			m.absent(m.severity, n, key)
		}
	}
}

// handoffNeeds are the answers that each of the four handoffs owes beyond those of all.
var handoffNeeds = map[string][]string{
	"marketing-sales": {"mql_definition", "written_down", "agreed_by", "mechanism", "trigger", "visible_to", "follow_up_time"},
	"sales-cs":        {"information_received", "delivery_method", "handoff_document", "warm_introduction", "kickoff_meeting"},
	"cs-product":      {"feedback_path", "channel_type", "time_to_visible_action"},
	"product-gtm":     {"learns_by", "lead_time"},
}

func (m *missing) handoffs(p *plan.Plan) {
	for h := range entries(p.Handoffs) {
		m.need(h.Node, "from", "to")
		m.need(h.Node, handoffNeeds[h.ID]...)
		if h.ID == "marketing-sales" && h.Has("agreed_by") && !agreedByBoth(h) {
			m.need(h.Node, "mental_models")
		}

		if h.ChannelType == "structured" {
			m.need(h.Node, "channel")
		}

		if h.ID == "product-gtm" {
			m.need(h.Node.Get("learns_by"), "marketing", "sales", learnsCS(h))
		}

		m.need(h.Node, "friction")
	}
}

// learnsCS is the key under which Customer Success learns of releases, whichever of its names is used.
func learnsCS(h *plan.Handoff) string {
	for i := range h.LearnsBy {
		if h.LearnsBy[i].Function() == plan.CustomerSuccess {
			return h.LearnsBy[i].Key
		}
	}

	return "customer_success"
}

// agreedByBoth reports whether Marketing and Sales agree on what an MQL is.
func agreedByBoth(h *plan.Handoff) bool {
	marketing, sales := false, false
	for _, f := range h.AgreedBy {
		marketing, sales = marketing || f == plan.Marketing, sales || f == plan.Sales
	}

	return marketing && sales
}

func (m *missing) slas(p *plan.Plan) {
	for _, s := range p.SLAs() {
		around, prefix := s.Terms.Node, ""
		if around == nil {
			around, prefix = s.Node, "terms/"
			m.need(around, prefix+"responsibilities")
		}

		if s.IsMarketingSales() {
			m.need(around, prefix+"mql_definition", prefix+"sql_criteria")
		}

		m.sides(s)

		m.groups(s.Terms.MQLDefinition)
		if sql := s.Terms.SQLCriteria; sql != nil && sql.Framework == "custom" {
			m.need(sql.Node, "custom_name")
		}
	}
}

// sides reports a party whose responsibilities are not written down.
func (m *missing) sides(s *plan.SLA) {
	for _, party := range s.Parties {
		there := false
		for i := range s.Terms.Responsibilities {
			there = there || s.Terms.Responsibilities[i].Function() == party
		}

		if !there {
			m.need(s.Terms.Node.Get("responsibilities"), string(party))
		}
	}
}

func (m *missing) groups(definition *plan.MQLDefinition) {
	if definition == nil {
		return
	}

	for _, group := range groupsOf(definition) {
		if group != nil {
			m.need(group.Node, "criteria")
		}
	}
}

func groupsOf(definition *plan.MQLDefinition) [3]*plan.CriteriaGroup {
	return [3]*plan.CriteriaGroup{definition.FirmographicFit, definition.BehavioralSignal, definition.ContactFit}
}

func (m *missing) loops(p *plan.Plan) {
	for loop := range entries(p.FeedbackLoops) {
		if loop.Primary {
			m.need(loop.Node, "chosen_because")
		}

		if loop.Loop == "other" {
			m.need(loop.Node, "from", "to")
		}
	}
}

func (m *missing) metrics(p *plan.Plan) {
	for metric := range entries(p.Metrics) {
		bundle := len(metric.Components) > 0
		if !bundle {
			m.need(metric.Node, "unit", "direction")
		}

		if metric.Unit == "currency" {
			m.need(metric.Node, "currency")
		}

		for component := range entries(metric.Components) {
			if component.Unit == "currency" {
				m.need(component.Node, "currency")
			}
		}

		if metric.Focus && !bundle {
			m.values(metric)
		}

		if metric.Focus || metric.Class == "team" {
			m.need(metric.Node, "owner_function")
		}
	}
}

// values reports a metric in focus that does not say where it is and where it goes.
func (m *missing) values(metric *plan.Metric) {
	if metric.ComputedFrom == "" {
		m.need(metric.Node, "current")
		m.need(metric.Node.Get("current"), "value", "basis", "as_of")
	}

	m.need(metric.Node, "target")
	m.need(metric.Node.Get("target"), "value", "quarter")
}

// rest reports what gates, meetings, assets and data lack.
func (m *missing) rest(p *plan.Plan) {
	for gate := range entries(p.Gates) {
		if gate.DefinedBy != "sla" {
			m.need(gate.Node, "match")
		}
	}

	for asset := range entries(p.Enablement) {
		if asset.Type == "case_study" {
			m.need(asset.Node, "industry")
		}
	}

	for meeting := range entries(p.Meetings) {
		if meeting.Rhythm == "biweekly" {
			m.need(meeting.Node, "starts_on")
		}

		if meeting.AttendeesSameAs == "" {
			m.need(meeting.Node, "attendees")
		}
	}

	if p.Data != nil {
		m.need(p.Data.Node, "timezone", "exported_at")
	}
}

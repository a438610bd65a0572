package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// What templates say about the values of a plan.

// PlanPath returns the path of a page of the plan: {{.To (.PlanPath "metrics.html")}}.
func (p *page) PlanPath(name string) string { return p.Plan.ID + "/" + name }

// Owes says whose promises follow: "Marketing owes Sales".
func (p *page) Owes(party, to plan.Function) template.HTML {
	if to == "" {
		return p.Fn(party) + " owes"
	}

	return p.Fn(party) + " owes " + p.Fn(to)
}

// Clause returns the link to a clause of the SLA of Marketing and Sales.
func (p *page) Clause(id string) string { return p.At("sla", "") + "#" + id }

// Words returns an id or an enumerated value in words: "follow_up" becomes "Follow up".
func (p *page) Words(id string) string { return plan.Words(id) }

// Lower returns an id in words that stand within a sentence: "sla_compliance" is "SLA compliance".
func (p *page) Lower(id string) string {
	words := plan.Words(id)
	if first, _, _ := strings.Cut(words, " "); len(first) > 1 && first == strings.ToUpper(first) {
		return words
	}

	return strings.ToLower(words[:min(1, len(words))]) + words[min(1, len(words)):]
}

// Capital gives a text a capital letter.
func (p *page) Capital(text string) string { return strings.TrimSuffix(sentence(text+"."), ".") }

// Month returns the month of a date: "Nov 2026".
func (p *page) Month(d plan.Date) string { return d.Month.String()[:3] + " " + strconv.Itoa(d.Year) }

// Sentence gives a message a capital letter and a full stop.
func (p *page) Sentence(message string) string { return sentence(spoken(message)) }

// Spoken writes the dates of a message as people do.
func (p *page) Spoken(message string) string { return spoken(message) }

// NameOf returns the heading of an entry: its title, its name, or its id in words.
func (p *page) NameOf(entry any) string {
	switch e := entry.(type) {
	case *plan.Principle:
		return cmp.Or(e.Name, e.Heading())
	case *plan.Component:
		return cmp.Or(e.Name, e.Heading())
	case *plan.Metric:
		return cmp.Or(e.Name, e.Heading())
	case *plan.PressureTest:
		return e.Heading()
	case *plan.Handoff:
		return p.HandoffTitle(e)
	}

	return ""
}

// HandoffTitle returns the title of a handoff, or from whom to whom it goes.
func (p *page) HandoffTitle(h *plan.Handoff) string {
	if h.Title != "" || len(h.From) == 0 || len(h.To) == 0 {
		return h.Heading()
	}

	return names4(h.From) + " to " + names4(h.To)
}

func names4(functions []plan.Function) string {
	words := make([]string, len(functions))
	for i, f := range functions {
		words[i] = f.String()
	}

	return join(words, "and")
}

// SLALink returns the link to an SLA, SLAName the name of it.
func (p *page) SLALink(id string) string {
	if id == plan.MarketingSales {
		return p.At("sla", "")
	}

	return p.At("slas", id)
}

// SLAName returns the name of an SLA.
func (p *page) SLAName(id string) string {
	if s := p.Plan.SLAByID(id); s != nil {
		return slaTitle(s)
	}

	return plan.Words(id)
}

// LoopName returns the name of a feedback loop: its title, or from where to where it goes.
func (p *page) LoopName(id string) string {
	l, ok := p.Plan.FeedbackLoops.Get(id)
	if !ok || l == nil {
		return plan.Words(id)
	}

	name, known := map[string]string{
		"win_loss_to_marketing": "Won and lost deals to Marketing", "cs_to_product": "Customer Success to Product",
		"sales_to_marketing": "Sales to Marketing", "cs_to_marketing": "Customer Success to Marketing",
	}[l.Loop]
	if l.Title != "" || !known {
		return l.Heading()
	}

	return name
}

// Loops returns the feedback loops, the primary one first.
func (p *page) Loops() []*plan.FeedbackLoop {
	var all []*plan.FeedbackLoop
	for _, item := range p.Plan.FeedbackLoops {
		if item.Value != nil {
			all = append(all, item.Value)
		}
	}

	slices.SortStableFunc(all, func(a, b *plan.FeedbackLoop) int {
		return boolRank(b.Primary) - boolRank(a.Primary)
	})

	return all
}

func boolRank(b bool) int {
	if b {
		return 1
	}

	return 0
}

// A metricGroup is a heading and the metrics below it.
type metricGroup struct {
	Title   string
	Metrics []*plan.Metric
}

// MetricGroups returns the metrics in focus, then the shared ones, those of each function, and the rest.
func (p *page) MetricGroups() []metricGroup {
	groups := []metricGroup{{Title: "In focus"}, {Title: "Shared: revenue"}, {Title: "Shared: pipeline"}, {Title: "Shared"}}
	for _, f := range p.Plan.AllFunctions() {
		groups = append(groups, metricGroup{Title: f.String()})
	}

	groups = append(groups, metricGroup{Title: "Others"})
	for _, item := range p.Plan.Metrics {
		m := item.Value
		if m == nil {
			continue
		}

		i := metricRank(p, m, len(groups)-1)
		groups[i].Metrics = append(groups[i].Metrics, m)
	}

	return slices.DeleteFunc(groups, func(g metricGroup) bool { return len(g.Metrics) == 0 })
}

func metricRank(p *page, m *plan.Metric, last int) int {
	switch {
	case m.Focus:
		return 0
	case m.Class == "shared_kpi" && m.Group == "revenue":
		return 1
	case m.Class == "shared_kpi" && m.Group == "pipeline":
		return 2
	case m.Class == "shared_kpi":
		return 3
	}

	for i, f := range p.Plan.AllFunctions() {
		if m.OwnerFunction == f {
			return 4 + i
		}
	}

	return last
}

// Reached says how a metric stands to its target: reached, not reached in time, or in progress. Its word is
// "" where nothing can be said.
func (p *page) Reached(m *plan.Metric) attention {
	if m.Target == nil || !m.Current.Value.IsSet() || !m.Target.Value.IsSet() || m.Direction == "maintain" {
		return attention{}
	}

	order := m.Current.Value.Cmp(m.Target.Value)
	if m.Direction == "down" {
		order = -order
	}

	if order >= 0 {
		return attention{Class: "met", Mark: "✓", Word: "reached"}
	}

	period, err := worktime.ParsePeriod(string(m.Target.Quarter), p.Site().FiscalStart())
	if err == nil && p.Plan.Today(nil, p.site.opts.AsOf).After(period.Last) {
		return attention{Class: "missed", Mark: "✕", Word: "not reached"}
	}

	return attention{Class: "wait", Mark: "◔", Word: "in progress"}
}

// Due says how urgent a date is: "3 days overdue", "this week", "by 11 Dec 2026".
func (p *page) Due(on worktime.Date) attention {
	return p.dueBy(on, p.Plan.Today(nil, p.site.opts.AsOf))
}

// Metrics returns all metrics.
func (p *page) Metrics() []*plan.Metric {
	return slices.DeleteFunc(p.Plan.Metrics.Values(), func(m *plan.Metric) bool { return m == nil })
}

// MissingHandoffs returns those of the four handoffs that the plan says nothing of.
func (p *page) MissingHandoffs() []*plan.Handoff {
	four := []*plan.Handoff{
		{Entry: plan.Entry{ID: "marketing-sales"}, From: []plan.Function{plan.Marketing}, To: []plan.Function{plan.Sales}},
		{Entry: plan.Entry{ID: "sales-cs"}, From: []plan.Function{plan.Sales}, To: []plan.Function{plan.CustomerSuccess}},
		{Entry: plan.Entry{ID: "cs-product"}, From: []plan.Function{plan.CustomerSuccess}, To: []plan.Function{plan.Product}},
		{Entry: plan.Entry{ID: "product-gtm"}, From: []plan.Function{plan.Product}, To: []plan.Function{plan.Marketing, plan.Sales, plan.CustomerSuccess}},
	}

	return slices.DeleteFunc(four, func(h *plan.Handoff) bool {
		written, ok := p.Plan.Handoffs.Get(h.ID)
		return ok && written != nil
	})
}

// Value returns a number with the unit of its metric: 36% · $300 · 4 days.
func (p *page) Value(n plan.Number, m *plan.Metric) string { return number(n, m.Unit, m.Currency) }

// Part returns a number with the unit of a bundle's part.
func (p *page) Part(n plan.Number, c *plan.Component) string {
	if !n.IsSet() {
		return "–"
	}

	return number(n, c.Unit, c.Currency)
}

// Money returns an amount: $300.
func (p *page) Money(m *plan.Money) string {
	if m == nil {
		return ""
	}

	return money(thousands(string(m.Value)), m.Currency)
}

// Span returns a duration, or the honest word instead.
func (p *page) Span(s plan.Span) string {
	switch s.Word {
	case "":
		return s.Duration.String()
	case "unknown":
		return "nobody knows"
	case "none":
		return "none at all"
	}

	return s.Word
}

// Hours says when a calendar is open: "Mon–Fri 09:00–18:00, New York time".
func (p *page) Hours(c *plan.Calendar) string {
	var parts []string
	for _, h := range c.Hours {
		days := make([]string, len(h.Days))
		for i, written := range h.Days {
			from, to, isRange := strings.Cut(written, "-")
			days[i] = weekday(from)
			if isRange {
				days[i] += "–" + weekday(to)
			}
		}

		parts = append(parts, join(days, "and")+" "+h.Open+"–"+h.Close)
	}

	zone := c.Timezone
	if i := strings.LastIndexByte(zone, '/'); i >= 0 {
		zone = strings.ReplaceAll(zone[i+1:], "_", " ")
	}

	return strings.Join(parts, ", ") + ", " + zone + " time"
}

// weekday returns the short name of a day as written: "monday" is "Mon".
func weekday(written string) string {
	day, err := worktime.ParseWeekday(written)
	if err != nil {
		return written
	}

	return day.String()[:3]
}

// Date returns a day written as a key: "2026-11-26" is "26 Nov 2026".
func (p *page) Date(written string) template.HTML {
	d, err := worktime.ParseDate(written)
	if err != nil {
		return template.HTML(template.HTMLEscapeString(written))
	}

	return p.Day(d)
}

// A named group of criteria.
type namedGroup struct {
	Name  string
	Group *plan.CriteriaGroup
}

// Group names a group of criteria.
func (p *page) Group(name string, group *plan.CriteriaGroup) namedGroup {
	return namedGroup{name, group}
}

// Framework returns the name of a qualification framework: BANT.
func (p *page) Framework(c *plan.SQLCriteria) string {
	if c.CustomName != "" {
		return c.CustomName
	}

	if c.Framework == "custom" || c.Framework == "" {
		return "its own questions"
	}

	return strings.ToUpper(c.Framework)
}

// Where links the path of what a pressure test changed, where it leads somewhere.
func (p *page) Where(path string) template.HTML {
	term, problem := p.site.term(p.Plan, path, p.Plan.Place())
	if problem != nil || term.target == "" {
		return template.HTML(`<span class="soft">(` + template.HTMLEscapeString(path) + `)</span>`)
	}

	return template.HTML(`<a href="` + template.HTMLEscapeString(p.To(term.target)) + `">` + template.HTMLEscapeString(term.text) + `</a>`)
}

// Sponsor returns who reviewed the plan: a person of it, or a name.
func (p *page) Sponsor(reviewer string) template.HTML {
	if p.Plan.Person(reviewer) != nil || p.Plan.Role(reviewer) != nil {
		return p.Who(reviewer)
	}

	return template.HTML(template.HTMLEscapeString(reviewer))
}

// PersonLink returns the link to a person's page in the page's plan, or to the list of people.
func (p *page) PersonLink(id string) string {
	if target := place(p.Plan, "people", id); p.Has(target) {
		return p.To(target)
	}

	return p.To(p.PlanPath("people/index.html"))
}

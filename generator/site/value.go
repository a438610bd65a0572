package site

import (
	"html/template"
	"strings"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A found is what a path of a plan leads to.
type found struct {
	Text string
	// Kind and ID say to which entity it belongs, for the link; Anchor is the part of that page.
	Kind, ID, Anchor string
}

// lookUp follows a path of plan.json below the plan, with the terms of an SLA left out. Where it leads
// nowhere, near is the path that may have been meant.
func (s *Site) lookUp(p *plan.Plan, steps []string, today worktime.Date) (result *found, near string) {
	result = &found{Kind: steps[0]}
	if len(steps) > 1 {
		result.ID = steps[1]
	}

	node := p.Node
	rest := steps
	switch steps[0] {
	case "sla", "slas":
		sla, below := p.SLA, steps[1:]
		if steps[0] == "slas" && len(steps) > 1 {
			sla, below = p.SLAByID(steps[1]), steps[2:]
		}

		if sla == nil {
			return nil, ""
		}

		if len(below) == 0 {
			result.Text = slaTitle(sla)
			return result, ""
		}

		node, rest = sla.Node, below
		if terms, _, _ := p.TermsInForce(sla, today); terms.Node.Get(below[0]) != nil {
			node = terms.Node
			result.Anchor = clauseAnchor(below)
		}
	case "people", "roles", "calendars":
		if len(steps) > 1 && p.Node.Get(steps[:2]...) == nil {
			node = p.Site.Node
		}
	}

	for i, step := range rest {
		next := node.Get(step)
		if next == nil {
			return nil, nearPath(steps[:len(steps)-len(rest)+i], step, node)
		}

		node = next
	}

	result.Text = s.describe(p, node, steps)

	return result, ""
}

// nearPath suggests a key of the node in the place of the step that does not exist.
func nearPath(before []string, step string, node *frontmatter.Node) string {
	var keys []string
	for _, child := range node.Children() {
		keys = append(keys, child.Key())
	}

	near := source.Nearest(step, keys)
	if near == "" {
		return ""
	}

	return strings.Join(append(before[:len(before):len(before)], near), ".")
}

// describe returns a value as people read it: with its unit, or the name of an entity.
func (s *Site) describe(p *plan.Plan, n *frontmatter.Node, steps []string) string {
	key := steps[len(steps)-1]
	switch n.Kind {
	case frontmatter.Map:
		return s.describeMap(p, n, steps)
	case frontmatter.List:
		var words []string
		for _, item := range n.Children() {
			words = append(words, s.describe(p, item, steps))
		}

		return join(words, "and")
	case frontmatter.Int, frontmatter.Float:
		return number(plan.Number(n.Text()), unitOf(p, key, steps), currencyOf(p, steps))
	case frontmatter.Bool:
		if strings.EqualFold(n.Text(), "true") {
			return "yes"
		}

		return "no"
	}

	if d, err := worktime.ParseDuration(n.Text()); err == nil {
		return d.String()
	}

	if d, err := worktime.ParseDate(n.Text()); err == nil {
		return day(d)
	}

	if names(key) {
		return p.PartyName(n.Text())
	}

	return n.Text()
}

// names reports whether the values under a key are people, roles or functions.
func names(key string) bool {
	switch key {
	case "owner", "to", "by", "from", "parties", "recipients", "visible_to", "reviewer", "owner_person", "owner_function", "accepted_by", "fix_owner", "held_by", "owed_by", "author_function", "function", "attendees", "agreed_by":
		return true
	}

	return false
}

func (s *Site) describeMap(p *plan.Plan, n *frontmatter.Node, steps []string) string {
	if value := n.Get("value"); value != nil {
		shown := number(plan.Number(value.Text()), unitOf(p, steps[len(steps)-1], steps), currencyOf(p, steps))
		if currency := n.Get("currency"); currency != nil {
			shown = number(plan.Number(value.Text()), "currency", currency.Text())
		}

		return shown
	}

	for _, key := range []string{"name", "title", "question", "label"} {
		if text := n.Get(key); text != nil && text.Kind == frontmatter.Text {
			return text.Text()
		}
	}

	return plan.Words(steps[len(steps)-1])
}

// unitOf returns the unit of a number under a key: that of its metric, or the one that the key names.
func unitOf(p *plan.Plan, key string, steps []string) string {
	switch {
	case strings.HasSuffix(key, "_pct"):
		return "percent"
	case strings.HasSuffix(key, "_days"):
		return "days"
	case strings.HasSuffix(key, "_minutes"):
		return "minutes"
	}

	if steps[0] == "metrics" && len(steps) > 2 {
		if m, ok := p.Metrics.Get(steps[1]); ok && m != nil {
			if c, ok := m.Components.Get(steps[min(3, len(steps)-1)]); ok && c != nil && len(steps) > 3 {
				return c.Unit
			}

			return m.Unit
		}
	}

	return ""
}

func currencyOf(p *plan.Plan, steps []string) string {
	if steps[0] == "metrics" && len(steps) > 1 {
		if m, ok := p.Metrics.Get(steps[1]); ok && m != nil {
			return m.Currency
		}
	}

	return ""
}

// Large returns a number for large type: it stays in one line, so a long one is smaller, and one that is too long
// for any line is shortened.
func (p *page) Large(n plan.Number, m *plan.Metric) template.HTML {
	value, class := p.Value(n, m), "whole"
	switch length := utf8.RuneCountInString(value); {
	case length > 24:
		value = figure.Format(n.Rat(), m.Unit, m.Currency)
	case length > 20:
		class = "whole longest"
	case length > 14:
		class = "whole long"
	}

	return template.HTML(`<span class="` + class + `">` + template.HTMLEscapeString(value) + `</span>`)
}

// number writes a value with its unit: 1,234 · 36% · $300 · 4 days.
func number(n plan.Number, unit, currency string) string {
	if !n.IsSet() {
		return ""
	}

	shown := thousands(string(n))
	switch unit {
	case "percent":
		return shown + "%"
	case "currency":
		return money(shown, currency)
	case "days", "hours", "minutes":
		if n.Cmp("1") == 0 {
			unit = strings.TrimSuffix(unit, "s")
		}

		return shown + " " + unit
	}

	return shown
}

// money writes an amount as figures do.
func money(amount, currency string) string {
	if rest, ok := strings.CutPrefix(amount, "-"); ok {
		amount = "−" + rest
	}

	return figure.Money(amount, currency)
}

// thousands puts commas between groups of three digits.
func thousands(n string) string {
	sign, digits := "", n
	if rest, ok := strings.CutPrefix(strings.TrimPrefix(digits, "+"), "-"); ok {
		sign, digits = "-", rest
	}

	whole, fraction, _ := strings.Cut(digits, ".")
	if strings.Trim(whole, "0123456789") != "" {
		return n
	}

	var b strings.Builder
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}

		b.WriteRune(d)
	}

	if fraction != "" {
		b.WriteString("." + fraction)
	}

	return sign + b.String()
}

package site

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// The parts of the one-page plan, and of the section that goes into a larger document.

// handsPart lists the handoffs and those of the four that are missing, each with what goes wrong there.
func (p *page) handsPart() panel {
	s := panel{ID: "handoffs", Title: "Where work changes hands, and what goes wrong there"}
	if target := p.PlanPath("workflow.html"); p.Has(target) {
		s.Href = p.To(target)
	}

	for _, h := range p.Plan.Handoffs.Values() {
		if h != nil {
			s.Blocks = append(s.Blocks, p.hand(h))
		}
	}

	for _, h := range p.MissingHandoffs() {
		s.Blocks = append(s.Blocks, block{Head: way(h), Lines: []passage{plainly("Nobody has written it down yet.")}, Gap: true, At: p.Plan.At})
	}

	return s
}

func (p *page) hand(h *plan.Handoff) block {
	b := block{Head: way(h), At: h.At}
	f := h.Friction
	if f == nil || f.Title == "" && f.WhatHappens == "" && f.Short == "" {
		b.Gap, b.Lines = true, []passage{plainly("Nobody has said yet what goes wrong.")}
		return b
	}

	what := p.short(f.Short, f.WhatHappens)
	if title := p.Plain(f.Title); title != "" {
		b.Lines = append(b.Lines, boldly(title))
	}

	if what != "" {
		b.Lines = append(b.Lines, plainly(what))
	}

	b.At = f.At

	return b
}

// way says from whom to whom a handoff goes; to all the others is to everyone.
func way(h *plan.Handoff) passage {
	if len(h.From) == 0 || len(h.To) == 0 {
		return boldly(h.Heading())
	}

	head := passage{}
	for i, f := range h.From {
		if i > 0 {
			head = append(head, span{Text: ", "})
		}

		head = append(head, named(f))
	}

	head = append(head, span{Text: " → "})
	if len(h.To) > 2 {
		return append(head, span{Text: "everyone", Bold: true})
	}

	for i, f := range h.To {
		if i > 0 {
			head = append(head, span{Text: ", "})
		}

		head = append(head, named(f))
	}

	return head
}

// mqlPart says when a lead is an MQL.
func (p *page) mqlPart(a *agreement) panel {
	s := panel{ID: "mql", Title: "What an MQL is"}
	if a == nil || a.Terms.MQLDefinition == nil {
		s.Blocks = []block{notYet(p.Plan.At, "The two sides have no definition in common yet.")}
		return s
	}

	d := a.Terms.MQLDefinition
	s.Title, s.Href = "A lead is an MQL when all three hold", p.Clause("mql-definition")
	if d.Short != "" && !p.full {
		s.Blocks = []block{{Text: plainly(p.Plain(d.Short)), At: d.At}}
		return s
	}

	b := block{At: d.At}
	add := func(name, text string) {
		b.Pairs = append(b.Pairs, pair{Name: plainly(name), Text: plainly(text)})
	}
	for _, g := range []namedGroup{{"Firm", d.FirmographicFit}, {"Behavior", d.BehavioralSignal}, {"Contact", d.ContactFit}} {
		text := "not defined yet"
		if g.Group != nil && (g.Group.Short != "" || len(g.Group.Criteria) > 0) {
			text = p.short(g.Group.Short, p.groupText(g.Group))
		}

		add(g.Name, text)
	}

	if len(d.Exclusions) > 0 {
		add("Never", p.groupText(&plan.CriteriaGroup{Criteria: d.Exclusions}))
	}

	if len(d.FastTrack) > 0 {
		add("At once", p.groupText(&plan.CriteriaGroup{Criteria: d.FastTrack}))
	}

	s.Blocks = []block{b}

	return s
}

// groupText puts a group of criteria into one line. Each may begin with a capital letter, as its author wrote it, and so
// they are set apart by more than a comma.
func (p *page) groupText(g *plan.CriteriaGroup) string {
	between, texts := " · ", p.criterionTexts(g.Criteria)
	if p.full {
		between = "; "
	}

	text := strings.Join(texts, between)
	if g.Match == "any" && len(texts) > 1 {
		return "any of: " + text
	}

	return text
}

func (p *page) criterionTexts(criteria []plan.Criterion) []string {
	texts := make([]string, len(criteria))
	for i, c := range criteria {
		texts[i] = p.short(c.Short, c.Statement)
		if texts[i] == "" {
			texts[i] = p.test(c)
		}
	}

	return texts
}

// sqlPart says when Sales accepts a lead.
func (p *page) sqlPart(a *agreement) panel {
	s := panel{ID: "sql", Title: "What an SQL is"}
	if a == nil || a.Terms.SQLCriteria == nil {
		s.Blocks = []block{notYet(p.Plan.At, "What Sales confirms before it accepts a lead is not written down yet.")}
		return s
	}

	c := a.Terms.SQLCriteria
	s.Title, s.Href = "Sales accepts it as an SQL by "+p.Plain(p.Framework(c)), p.Clause("sql-criteria")
	b := block{At: c.At}
	for _, e := range c.Elements {
		if e.Value == nil {
			continue
		}

		text := p.short(e.Value.Short, e.Value.Confirm)
		if e.Value.WaivedBecause != "" {
			text = "not asked: " + p.Plain(e.Value.WaivedBecause)
		}

		b.Pairs = append(b.Pairs, pair{Name: plainly(plan.Words(e.Key)), Text: plainly(cmp.Or(text, "not written down yet"))})
	}

	if c.AcceptedBy != "" {
		b.Pairs = append(b.Pairs, pair{Name: plainly("Accepted"), Text: plainly("by " + p.called(c.AcceptedBy))})
	}

	if len(b.Pairs) == 0 {
		b = notYet(c.At, "What is confirmed is not written down yet.")
	}

	s.Blocks = []block{b}

	return s
}

// became says what became of a promise: the number, then the verdict.
func became(a *actual) passage {
	if a == nil {
		return nil
	}

	verdict := span{Text: a.Mark + "\u00a0" + a.Word, Bold: true, Verdict: a.Class}
	if a.Value == "" {
		return passage{verdict}
	}

	value := a.Value
	if a.Unit == "leads" {
		value += " of " + a.Promised.String()
	}

	return passage{{Text: value + " "}, verdict}
}

// sideParts list what each side promises, and what became of it.
func (p *page) sideParts(a *agreement) []panel {
	if a == nil {
		return []panel{
			{ID: "owes-1", Title: "Marketing owes Sales", Party: plan.Marketing, Blocks: []block{notYet(p.Plan.At, "Nothing is promised yet.")}},
			{ID: "owes-2", Title: "Sales owes Marketing", Party: plan.Sales, Blocks: []block{notYet(p.Plan.At, "Nothing is promised yet.")}},
		}
	}

	var parts []panel
	for i, side := range a.Sides {
		s := panel{ID: fmt.Sprintf("owes-%d", i+1), Title: side.Party.String() + " owes", Party: side.Party, Href: p.Clause("promises")}
		if side.To != "" {
			s.Title += " " + side.To.String()
		}

		b := block{At: a.Terms.At}
		for _, promise := range side.Promises {
			b.Rows = append(b.Rows, pair{
				Name: plainly(p.short(promise.Short, promise.What)), Text: boldly(cmp.Or(promise.Value, "not set yet")),
				Actual: became(promise.Actual), Note: plainly(withoutTags(string(promise.Note))),
			})
		}

		if len(b.Rows) == 0 {
			b = notYet(a.Terms.At, "Nothing is promised in numbers yet.")
		}

		s.Blocks = []block{b}
		parts = append(parts, s)
	}

	return parts
}

// breaksPart says who decides when the sides do not agree, and when they look at the terms again.
func (p *page) breaksPart(a *agreement) panel {
	s := panel{ID: "breaks", Title: "When it breaks"}
	if a == nil || a.Terms.Escalation == nil || a.Terms.Escalation.To == "" {
		s.Blocks = append(s.Blocks, notYet(p.Plan.At, "Nobody decides yet when the two do not agree."))
	} else {
		s.Href = p.Clause("escalation")
		s.Blocks = append(s.Blocks, p.escalation(a.Terms.Escalation))
	}

	if a == nil || a.Terms.Review == nil || a.Terms.Review.Cadence == "" {
		s.Blocks = append(s.Blocks, notYet(p.Plan.At, "No review is planned yet."))
		return s
	}

	review := passage{{Text: "Review", Bold: true}, {Text: " " + p.Lower(a.Terms.Review.Cadence)}}
	if by := a.Terms.Review.By; len(by) > 0 {
		names := make([]string, len(by))
		for i, id := range by {
			names[i] = p.called(id)
		}

		review = append(review, span{Text: " by " + join(names, "and")})
	}

	switch {
	case a.Review.Due.IsZero():
	case p.full && a.Review.Class == "missed": // which the sheet says in a verdict
		review = append(review, span{Text: "; the next one was due on " + day(a.Review.Due) + ", " + a.Review.Word})
	default:
		review = append(review, span{Text: "; the next one is due on " + day(a.Review.Due)})
	}

	review = append(review, span{Text: "."}, span{Urgent: a.Review})
	s.Blocks = append(s.Blocks, block{Text: review, At: a.Terms.Review.At})

	return s
}

func (p *page) escalation(e *plan.EscalationPath) block {
	if e.Short != "" && !p.full {
		return block{Text: plainly(p.Plain(e.Short)), At: e.At}
	}

	about := make([]string, len(e.Covers))
	for i, what := range e.Covers {
		about[i] = p.Lower(what)
	}

	text := passage{{Text: "A dispute"}}
	if len(about) > 0 {
		text = append(text, span{Text: " about " + join(about, "or")})
	}

	text = append(text, span{Text: " goes to "}, span{Text: p.called(e.To), Bold: true})
	if !e.ResolveWithin.IsZero() {
		text = append(text, span{Text: ", who decides within "}, span{Text: e.ResolveWithin.String(), Bold: true})
	}

	text = append(text, span{Text: "."})
	for _, level := range e.Levels {
		text = append(text, span{Text: " After " + level.After.String() + " it goes to " + p.called(level.To) + "."})
	}

	return block{Text: text, At: e.At}
}

// loopPart says how one function tells another what it learns.
func (p *page) loopPart() panel {
	s := panel{ID: "loop", Title: "What we tell each other"}
	l := p.Plan.PrimaryLoop()
	if l == nil {
		s.Blocks = []block{notYet(p.Plan.At, "Nobody has chosen yet how one function tells another what it learns.")}
		return s
	}

	s.Href = p.At("feedback_loops", l.ID)
	rhythm := []string{p.Plain(p.LoopName(l.ID))}
	if l.Cadence != "" {
		rhythm = append(rhythm, p.Lower(l.Cadence))
	}

	if l.Owner != "" {
		rhythm = append(rhythm, "run by "+p.called(l.Owner))
	}

	text := passage{{Text: strings.Join(rhythm, ", ") + ".", Bold: true}}
	for _, said := range p.loopTexts(l) {
		text = append(text, span{Text: " " + said})
	}

	s.Blocks = []block{{Text: text, At: l.At}}
	if p.full {
		s.Blocks = append(s.Blocks, p.loopFacts(l)...)
	}

	if l.ActedOn == nil {
		s.Blocks = append(s.Blocks, notYet(l.At, "Who acts on it, and how the answer comes back, is not said yet."))
	}

	return s
}

// loopFacts are what a loop was before, and who takes part in it.
func (p *page) loopFacts(l *plan.FeedbackLoop) []block {
	var b block
	add := func(name, text string) {
		if text != "" {
			b.Pairs = append(b.Pairs, pair{Name: plainly(name), Text: plainly(text)})
		}
	}
	add("Before", p.Plain(l.CurrentState))
	add("Now", p.Plain(l.Proposal))
	if l.ActedOn != nil {
		names := make([]string, len(l.ActedOn.Recipients))
		for i, party := range l.ActedOn.Recipients {
			names[i] = p.called(string(party))
		}

		add("Received by", join(names, "and"))
	}

	if len(b.Pairs) == 0 {
		return nil
	}

	return []block{b}
}

// loopTexts are the format of a loop, what is done and how the answer comes back, or what stands for all of it.
func (p *page) loopTexts(l *plan.FeedbackLoop) []string {
	if l.Short != "" && !p.full {
		return []string{stopped(p.Plain(l.Short))}
	}

	var texts []string
	add := func(text string) {
		if text = p.Plain(text); text != "" {
			texts = append(texts, stopped(text))
		}
	}
	if l.Format != nil {
		add(cmp.Or(p.short(l.Format.Short, l.Format.Detail), plan.Words(l.Format.Type)))
	}

	if l.ActedOn != nil && l.ActedOn.Short != "" && !p.full {
		add(l.ActedOn.Short)
	} else if l.ActedOn != nil {
		add(l.ActedOn.Action)
		add(l.ActedOn.ResponseToSource)
	}

	return texts
}

// stopped ends a text with a full stop, if nothing else ends it.
func stopped(text string) string {
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "。") {
		return text
	}

	return text + "."
}

// metricsPart lists the numbers in focus, and what each of the four functions does for them.
func (p *page) metricsPart() panel {
	focus := p.Plan.FocusMetrics()
	s := panel{ID: "metrics", Title: "The numbers we share, and what each of us does for them"}
	if len(focus) == 3 {
		s.Title = "Three numbers we share, and what each of us does for them"
	}

	if target := p.PlanPath("metrics.html"); p.Has(target) {
		s.Href = p.To(target)
	}

	for _, m := range focus {
		s.Blocks = append(s.Blocks, p.metricBlock(m))
	}

	switch missing := 3 - len(focus); {
	case missing == 3:
		s.Blocks = append(s.Blocks, notYet(p.Plan.At, "No number is shared yet. A plan has three in focus."))
	case missing > 0:
		s.Blocks = append(s.Blocks, notYet(p.Plan.At, []string{"", "One of the three is not chosen yet.", "Two of the three are not chosen yet."}[missing]))
	}

	return s
}

func (p *page) metricBlock(m *plan.Metric) block {
	b := block{Head: boldly(p.short(m.Short, p.NameOf(m))), At: m.At}
	now := "no value yet"
	switch {
	case m.Current.Unknown:
		now = "unknown today"
	case m.Current.Value.IsSet():
		now = p.Value(m.Current.Value, m) + " now"
		if m.Current.Basis == "estimate" {
			now += " (estimate)"
		}
	}

	if m.Target != nil && m.Target.Value.IsSet() {
		now += ", " + p.Value(m.Target.Value, m) + " by " + p.Period(m.Target.Quarter)
	}

	b.Lines = []passage{plainly(now)}
	switch {
	case m.OwnerFunction == "all":
		b.Lines = append(b.Lines, plainly("owned by everyone"))
	case m.OwnerFunction != "":
		b.Lines = append(b.Lines, passage{{Text: "owned by "}, named(m.OwnerFunction)})
	}

	for _, f := range plan.Functions {
		text := "not said yet"
		for _, action := range m.Actions {
			if action.Function() == f && action.Value != nil {
				text = cmp.Or(p.short(action.Value.Short, action.Value.Text), text)
			}
		}

		b.Notes = append(b.Notes, pair{Name: passage{named(f)}, Text: plainly(text)})
	}

	return b
}

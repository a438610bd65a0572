package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A sheet is the one-page plan: what everybody should know of a plan, on one printed page. All its text is
// plain, so that its room on paper can be told before anybody prints it.
type sheet struct {
	// At is where the signatures are written; without any, where the title is.
	plan.At
	// Org is whose plan it is, Title its name.
	Org, Title string
	// Stamp says what is signed, by whom and since when: a line each.
	Stamp []passage
	// Hands are the handoffs, each with its friction.
	Hands panel
	// MQL and SQL are when a lead is one; Sides what each of the two owes the other.
	MQL, SQL panel
	Sides    []panel
	// Breaks says who decides and when the terms are reviewed, Loop how one side tells the other what it learns.
	Breaks, Loop panel
	// Metrics are the numbers in focus.
	Metrics panel
	// Address is where the living version is, AsOf what this one shows.
	Address, AsOf passage
	// Density is how small the type must be for the page to hold it all: 1 is the largest.
	Density int
}

// A panel is a section under a heading of its own. Its blocks are paragraphs, pairs, rows of promises, or
// entries with notes.
type panel struct {
	ID, Title string
	// Href is the page that says more, "" if there is none.
	Href string
	// Party is the function whose colour the part has, "" for none.
	Party  plan.Function
	Blocks []block
}

// Told reports whether anything is known of what became of the promises in its rows.
func (b block) Told() bool {
	return slices.ContainsFunc(b.Rows, func(row pair) bool { return len(row.Actual) > 0 })
}

// A block is one of Text, Pairs, Rows and an entry with a Head.
type block struct {
	Text  passage
	Pairs []pair
	Rows  []pair
	// Head begins an entry of a list: a handoff, a metric. Lines follow, and Notes stand beside it.
	Head  passage
	Lines []passage
	Notes []pair
	// Gap says that it is not written yet.
	Gap bool
	plan.At
}

// A pair is a name and what is said of it. Actual is what became of a promise, nothing where that is not known;
// its note says how it counts, for which the sheet has no room.
type pair struct{ Name, Text, Actual, Note passage }

// A passage is a text of spans.
type passage []span

// A span is a text in one weight, the name of a function in its colour, a verdict in the colour of its class, or how
// urgent something is.
type span struct {
	Text    string
	Bold    bool
	Fn      plan.Function
	Verdict string
	// Urgent is what has to be done by a day. How urgent that is, the page says: it knows its reader's day.
	Urgent attention
}

func plainly(text string) passage { return passage{{Text: text}} }
func boldly(text string) passage  { return passage{{Text: text, Bold: true}} }
func named(f plan.Function) span  { return span{Text: f.String(), Bold: true, Fn: f} }

// Spans returns a passage as HTML.
func (p *page) Spans(of passage) template.HTML {
	var b strings.Builder
	for _, s := range of {
		text := template.HTMLEscapeString(s.Text)
		switch {
		case !s.Urgent.Due.IsZero():
			text = " " + string(p.Urgency(s.Urgent))
		case s.Fn != "":
			text = string(p.Fn(s.Fn))
		case s.Verdict != "":
			text = `<strong class="` + s.Verdict + `">` + text + "</strong>"
		case s.Bold:
			text = "<strong>" + text + "</strong>"
		}

		b.WriteString(text)
	}

	return template.HTML(b.String())
}

// sheetName is the one-page plan of a plan, in its folder.
const sheetName = "one-page.html"

func sheetView(p *page) any {
	s := sheetOf(p)
	s.Density = s.density()

	return s
}

// sheetOf gathers the one-page plan of the page's plan.
func sheetOf(p *page) *sheet {
	s := &sheet{At: plan.At{Node: p.Plan.Node.Get("title")}, Org: p.Plan.Organization.Name, Title: p.Plan.Title, Address: p.address(), AsOf: plainly("As of " + p.asOf())}
	if p.Plan.Organization.Hypothetical {
		s.Org += ", made up"
	}

	var a *agreement
	if p.Plan.SLA != nil {
		a = agreementOf(p, p.Plan.SLA)
		if revisions := p.Plan.SLA.Node.Get("revisions"); revisions != nil {
			s.At = plan.At{Node: revisions}
		}

		if digest := a.Revision.Digest; digest != "" {
			s.AsOf = append(s.AsOf, span{Text: " · digest " + digest})
		}
	}

	s.Stamp = p.stamp(a)
	s.Hands = p.handsPart()
	s.MQL, s.SQL = p.mqlPart(a), p.sqlPart(a)
	s.Sides = p.sideParts(a)
	s.Breaks = p.breaksPart(a)
	s.Loop = p.loopPart()
	s.Metrics = p.metricsPart()

	return s
}

// address says where the living version of the page is.
func (p *page) address() passage {
	if absolute := p.Absolute(); absolute != "" {
		return plainly("Living version: " + absolute)
	}

	return plainly("The living version is " + p.Path + " of “" + p.SiteTitle() + "”")
}

// stamp says what is signed, by whom, and what waits.
func (p *page) stamp(a *agreement) []passage {
	if a == nil {
		return []passage{plainly("Nobody has signed an SLA yet")}
	}

	var lines []passage
	add := func(format string, args ...any) { lines = append(lines, plainly(fmt.Sprintf(format, args...))) }
	r := a.Revision
	switch {
	case a.InForce:
		add("SLA revision %d, in force since %s", r.Number, day(r.HoldsFrom))
		add("signed by %s", join(p.signers(r), "and"))
	case a.Unknown != nil:
		add("SLA revision %d, in force since %s", a.Unknown.Number, day(a.Unknown.HoldsFrom))
		add("signed by %s", join(p.signers(a.Unknown), "and"))
		add("its terms are not here: these are those of revision %d", r.Number)
	case r.Number == 0:
		add("The SLA is a draft: nobody has been asked to sign it")
	case r.State == history.Proposed:
		add("SLA revision %d is proposed, not in force", r.Number)
	default:
		add("SLA revision %d is %s, not in force", r.Number, r.Word)
	}

	for _, waiting := range a.Waiting() {
		switch {
		case len(waiting.Unsigned) > 0:
			add("revision %d waits for %s", waiting.Number, names4(waiting.Unsigned))
		case waiting.HoldsFrom.IsZero():
			add("revision %d is signed, without a day from which it holds", waiting.Number)
		default:
			add("revision %d signed, holds from %s", waiting.Number, day(waiting.HoldsFrom))
		}
	}

	return lines
}

// signers returns who signed a revision, and when.
func (p *page) signers(r *revision) []string {
	var names []string
	for _, a := range r.Signatures() {
		name := p.Plan.PartyName(a.Person)
		if !a.On.IsZero() {
			name += " on " + day(a.On)
		}

		names = append(names, name)
	}

	return names
}

// short returns the short text where there is one, else the long one, without markup; where the page shows
// texts in full, the other way round.
func (p *page) short(short, long string) string {
	if p.full {
		short, long = long, short
	}

	return p.Plain(first(short, long))
}

// called returns what to call a party: a role with its holder.
func (p *page) called(id string) string {
	name := p.Plan.PartyName(id)
	if holders := p.Plan.Holders(id); p.Plan.Role(id) != nil && len(holders) == 1 && !p.Hidden() {
		name += " (" + p.Plan.PartyName(holders[0].ID) + ")"
	}

	return name
}

// notYet is a block that says what is missing.
func notYet(at plan.At, text string) block { return block{Text: plainly(text), Gap: true, At: at} }

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

	if !a.Review.Due.IsZero() {
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

// asOf returns the instant that is taken for today in words.
func (p *page) asOf() string {
	at := p.site.opts.AsOf
	if p.site.opts.Present {
		return day(worktime.DateOf(at))
	}

	return day(worktime.DateOf(at)) + at.Format(", 15:04 ") + zoneName(at.Location())
}

package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
)

// tone is the colour of a function.
func tone(f plan.Function) figure.Tone {
	switch f {
	case plan.Marketing:
		return figure.Marketing
	case plan.Sales:
		return figure.Sales
	case plan.CustomerSuccess:
		return figure.CS
	case plan.Product:
		return figure.Product
	}

	return figure.Neutral
}

// WorkflowMap draws the handoffs of the plan: who hands what to whom, and what goes wrong there.
func (p *page) WorkflowMap() template.HTML {
	m := figure.Map{
		ID: p.ID("fig.map"), Title: "Where the work changes hands",
		Desc: "Who hands what to whom, what sets it off, how fast it must be, and the one thing that goes wrong there.",
	}
	var functions []plan.Function
	for i, item := range p.Plan.Handoffs {
		h := item.Value
		if h == nil || len(h.From) == 0 || len(h.To) == 0 {
			continue
		}

		functions = append(append(functions, h.From...), h.To...)
		m.Edges = append(m.Edges, p.edge(i+1, h))
	}

	if len(m.Edges) == 0 {
		return ""
	}

	for _, f := range p.inOrder(functions) {
		node := figure.Node{ID: string(f), Label: p.FnName(f), Tone: tone(f)}
		if target := place(p.Plan, "functions", string(f)); p.Has(target) {
			node.Href = p.To(target)
		}

		m.Nodes = append(m.Nodes, node)
	}

	m = redact.Value(p.site.redactor, m)

	return template.HTML(m.HTML()) + p.table("The handoffs as a table", m.Table())
}

// inOrder returns each function once, in the order in which a customer meets them.
func (p *page) inOrder(functions []plan.Function) []plan.Function {
	var all []plan.Function
	for _, f := range p.Plan.AllFunctions() {
		if slices.Contains(functions, f) && !slices.Contains(all, f) {
			all = append(all, f)
		}
	}

	return all
}

// edge draws one handoff.
func (p *page) edge(number int, h *plan.Handoff) figure.Edge {
	e := figure.Edge{From: string(h.From[0]), Label: p.handoffLabel(h), Trigger: p.Plain(h.Trigger), Href: p.At("handoffs", h.ID)}
	for _, to := range h.To {
		e.To = append(e.To, string(to))
	}

	limit, outcome := p.handoffLimit(h)
	e.Sub = limit
	switch {
	case limit == "":
		e.Sub, e.Broken = "no agreement yet", true
	case outcome != nil:
		e.Verdict = figureVerdict(outcome.Verdict)
	}

	if f := h.Friction; f != nil {
		e.Note = figure.Note{Number: number, Text: p.Plain(first(f.Short, f.Title))}
		if f.Status == "resolved" {
			e.Note.Verdict = figure.Verdict{Tone: figure.Met, Word: "resolved"}
		}
	}

	return e
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}

	return ""
}

// handoffLabel returns what goes over the arrow: the author's label, the gate, or the usual thing.
func (p *page) handoffLabel(h *plan.Handoff) string {
	if h.Label != "" {
		return p.Plain(h.Label)
	}

	if gate, ok := p.Plan.Gates.Get(h.Gate); ok && gate != nil {
		return p.Plain(first(gate.Short, gate.Name))
	}

	return map[string]string{
		"marketing-sales": "MQL", "sales-cs": "Won deal", "cs-product": "Feedback", "product-gtm": "Release",
	}[h.ID]
}

// handoffLimit returns what is agreed for a handoff: the first timed commitment of its SLA, or the cadence of
// its loop; "" if nothing is. With it comes what became of the commitment, nil where that is not known.
func (p *page) handoffLimit(h *plan.Handoff) (limit string, outcome *actual) {
	sla := p.Plan.SLAByID(h.SLA)
	if sla == nil && h.SLA == "" && len(h.To) == 1 {
		sla = p.Plan.SLABetween(h.From[0], h.To[0])
	}

	if loop, ok := p.Plan.FeedbackLoops.Get(h.Loop); ok && loop != nil {
		return p.Lower(loop.Cadence), nil
	}

	if sla == nil {
		return "", nil
	}

	terms, _, _ := p.Plan.TermsInForce(sla, p.Plan.Today(sla, p.site.opts.AsOf))
	if c, ok := terms.MoreCommitments.Get(h.Commitment); ok && c != nil {
		return c.Limit.String(), p.actual(sla, "more_commitments."+h.Commitment)
	}

	if s := terms.SalesCommitment; s != nil && s.FirstOutreach != nil && !s.FirstOutreach.Limit.IsZero() {
		return s.FirstOutreach.Limit.String(), p.actual(sla, "sales_commitment.first_outreach")
	}

	for _, item := range terms.MoreCommitments {
		if item.Value != nil && !item.Value.Limit.IsZero() {
			return item.Value.Limit.String(), p.actual(sla, "more_commitments."+item.Key)
		}
	}

	return "", nil
}

// Swimlane draws the steps of a handoff.
func (p *page) Swimlane(h *plan.Handoff) template.HTML {
	lane := figure.Swimlane{
		ID: p.ID("fig.steps-" + h.ID), Title: p.HandoffTitle(h) + ", step by step", Desc: "Who does what, one after the other.",
	}
	var functions []plan.Function
	for i, step := range h.Steps {
		functions = append(functions, step.Function)
		id := fmt.Sprintf("s%d", i)
		sub := ""
		if step.Within.IsSet() {
			sub = "within " + p.Span(step.Within)
		}

		lane.Steps = append(lane.Steps, figure.Step{ID: id, Lane: string(step.Function), Label: p.Plain(step.Does), Sub: sub})
		if i > 0 {
			lane.Edges = append(lane.Edges, figure.Edge{From: fmt.Sprintf("s%d", i-1), To: []string{id}})
		}
	}

	for _, f := range p.inOrder(functions) {
		lane.Lanes = append(lane.Lanes, figure.Lane{ID: string(f), Label: p.FnName(f), Tone: tone(f)})
	}

	lane = redact.Value(p.site.redactor, lane)

	return template.HTML(lane.HTML()) + p.table("The steps as a table", lane.Table())
}

// LoopCycle draws a feedback loop: from the source over its owner to those who act, and back.
func (p *page) LoopCycle(l *plan.FeedbackLoop) template.HTML {
	if l.ActedOn == nil || l.Format == nil {
		return ""
	}

	from := p.loopSource(l)
	c := figure.Cycle{
		ID: p.ID("fig.cycle-" + l.ID), Title: p.LoopName(l.ID), Desc: "How what is learned goes round, and how the answer comes back.",
		Center: p.Words(l.Cadence),
	}
	receivers := make([]string, len(l.ActedOn.Recipients))
	for i, party := range l.ActedOn.Recipients {
		receivers[i] = p.Plan.PartyName(string(party))
	}

	answer := figure.Station{Label: "The answer comes back", Sub: p.Plain(l.ActedOn.ResponseToSource), Tone: figure.Neutral}
	if latest := p.LastRun(l); latest != nil {
		answer.Verdict = figure.Verdict{Tone: figure.Met, Word: "answered"}
		if latest.AnsweredOn.IsZero() {
			answer.Broken, answer.Verdict = true, figure.Verdict{Tone: figure.Missed, Word: "last run not answered"}
		}
	}

	owner := "nobody runs it yet"
	if l.Owner != "" {
		owner = "run by " + p.Plan.PartyName(l.Owner)
	}

	c.Stations = []figure.Station{
		{Label: first(from.String(), "The source") + " notices", Tone: tone(from)},
		{Label: first(p.Words(l.Format.Type), "No format yet"), Sub: owner, Tone: figure.Neutral},
		{Label: first(join(receivers, "and"), "Nobody yet"), Sub: p.Plain(first(l.ActedOn.Short, l.ActedOn.Action))},
		answer,
	}

	return template.HTML(redact.Value(p.site.redactor, c).HTML())
}

// LastRun returns the latest run of a loop; nil if it never ran.
func (p *page) LastRun(l *plan.FeedbackLoop) *plan.LoopRun {
	if len(l.Runs) == 0 {
		return nil
	}

	latest := slices.MaxFunc(l.Runs, func(a, b plan.LoopRun) int { return a.On.Compare(b.On) })

	return &latest
}

// loopSource returns the function from which a loop starts.
func (p *page) loopSource(l *plan.FeedbackLoop) plan.Function {
	if len(l.From) > 0 {
		return l.From[0]
	}

	switch {
	case strings.HasPrefix(l.Loop, "cs_"):
		return plan.CustomerSuccess
	case strings.HasPrefix(l.Loop, "sales_"), strings.HasPrefix(l.Loop, "win_loss"):
		return plan.Sales
	}

	return ""
}

// table returns the text beside a figure, folded; not on paper, where the figure says it all.
func (p *page) table(title string, t figure.Table) template.HTML {
	return p.folded("as-table", title, t)
}

// numbers returns the numbers beside a chart that may not write all of them, folded; on paper too.
func (p *page) numbers(title string, t figure.Table) template.HTML {
	return p.folded("as-table numbers", title, t)
}

func (p *page) folded(class, title string, t figure.Table) template.HTML {
	t = t.Filled()
	var b strings.Builder
	esc := template.HTMLEscapeString
	b.WriteString(`<details class="` + class + `"><summary>` + esc(title) + `</summary><div class="scroll" tabindex="0" role="group" aria-label="` + esc(title) + `"><table><thead><tr>`)
	for _, cell := range t.Header {
		b.WriteString(`<th scope="col">` + esc(cell) + `</th>`)
	}

	b.WriteString(`</tr></thead><tbody>`)
	for _, row := range t.Rows {
		b.WriteString(`<tr>`)
		for i, cell := range row {
			if i == 0 {
				b.WriteString(`<th scope="row">` + esc(cell) + `</th>`)
				continue
			}

			b.WriteString(`<td>` + esc(cell) + `</td>`)
		}

		b.WriteString(`</tr>`)
	}

	b.WriteString(`</tbody></table></div></details>`)

	return template.HTML(b.String())
}

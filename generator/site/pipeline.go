package site

import (
	"html/template"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
)

// Pipeline returns the stages of the pipeline.
func (p *page) Pipeline() []*plan.PipelineStage {
	return slices.DeleteFunc(slices.Clone(p.Plan.Pipeline), func(s *plan.PipelineStage) bool { return s == nil || s.ID == "" })
}

// Stages returns the stages of the pipeline on the way, Exits those in which deals are lost.
func (p *page) Stages() []*plan.PipelineStage { return p.stagesOf(false) }

// Exits returns the stages in which deals are lost.
func (p *page) Exits() []*plan.PipelineStage { return p.stagesOf(true) }

func (p *page) stagesOf(lost bool) []*plan.PipelineStage {
	return slices.DeleteFunc(p.Pipeline(), func(s *plan.PipelineStage) bool { return (s.Kind == "lost") != lost })
}

// DealStage returns what a stage of the pipeline is called.
func (p *page) DealStage(s *plan.PipelineStage) string { return p.Plain(first(s.Name, s.Heading())) }

// StageKind says what a stage of the pipeline is: "won", "after the sale".
func (p *page) StageKind(s *plan.PipelineStage) string {
	switch s.Kind {
	case "post_sale":
		return "after the sale"
	case "":
		return "open"
	}

	return s.Kind
}

// PipelineMap draws the stages in their order, with the gate before each, and the ways out.
func (p *page) PipelineMap() template.HTML {
	flow := figure.Flow{ID: p.ID("fig.pipeline"), Title: "The pipeline", Desc: "The stages of a deal in their order, what must hold before each, and the ways out."}
	before := ""
	for _, s := range p.Stages() {
		node := p.dealNode(s)
		flow.Nodes = append(flow.Nodes, node)
		if before != "" {
			edge := figure.Edge{From: before, To: []string{node.ID}}
			if g := p.Gate(s.EntryGate); g != nil {
				edge.Label = p.GateName(g)
			}

			flow.Edges = append(flow.Edges, edge)
		}

		before = node.ID
	}

	if len(flow.Nodes) == 0 {
		return ""
	}

	p.addWaysOut(&flow)

	flow = redact.Value(p.site.redactor, flow)

	return template.HTML(flow.HTML()) + p.table("The pipeline as a table", flow.Table())
}

// addWaysOut draws the exits, and the arrows to them: a deal is lost from any open stage.
func (p *page) addWaysOut(flow *figure.Flow) {
	var exits []string
	for _, s := range p.Exits() {
		node := p.dealNode(s)
		node.Sub = strings.TrimPrefix(node.Sub+", "+p.StageKind(s), ", ")
		flow.Nodes = append(flow.Nodes, node)
		exits = append(exits, s.ID)
	}

	for _, s := range p.Stages() {
		if p.StageKind(s) == "open" {
			flow.Edges = append(flow.Edges, figure.Edge{From: s.ID, To: exits})
		}
	}
}

func (p *page) dealNode(s *plan.PipelineStage) figure.Node {
	return figure.Node{ID: s.ID, Label: p.DealStage(s), Sub: s.OwnerFunction.String(), Tone: tone(s.OwnerFunction), Href: p.At("pipeline", s.ID)}
}

// Funnel draws how many entered each stage; "" where nobody has counted.
func (p *page) Funnel() template.HTML {
	counts := p.Plan.PipelineCounts
	if counts == nil {
		return ""
	}

	funnel := figure.Funnel{
		ID: p.ID("fig.funnel"), Title: "How many entered each stage, " + p.Period(counts.Period),
		Desc: "Each bar is as long as its number; between two bars stands the part that came through.",
	}
	for _, s := range p.Stages() {
		if n, ok := counts.Entered.Get(s.ID); ok && n.IsSet() {
			funnel.Stages = append(funnel.Stages, figure.Stage{Label: p.DealStage(s), Count: n.Rat(), Who: p.FnName(s.OwnerFunction), Tone: tone(s.OwnerFunction), Href: p.At("pipeline", s.ID)})
		}
	}

	if len(funnel.Stages) < 2 {
		return ""
	}

	return p.explored(funnel, p.table("The funnel as a table", funnel.Table()))
}

// Entered returns how many deals entered a stage in the period that was counted; "" if nobody has counted.
func (p *page) Entered(s *plan.PipelineStage) string {
	if p.Plan.PipelineCounts == nil {
		return ""
	}

	n, _ := p.Plan.PipelineCounts.Entered.Get(s.ID)

	return number(n, "count", "")
}

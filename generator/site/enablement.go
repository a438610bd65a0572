package site

import (
	"html/template"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A kept is a piece of content or a training, and whether it is current.
type kept struct {
	Asset    *plan.Asset
	Training *plan.Training
	Current  bool
	State    attention
	// Until is the last day on which it is current; none if it is not, or if nobody has said how long it is.
	Until worktime.Date
}

// Assets returns the content library, in the order written.
func (p *page) Assets() []kept {
	today := p.Plan.Today(nil, p.site.opts.AsOf)
	var all []kept
	for _, a := range p.Plan.Enablement.Values() {
		if a != nil {
			on, current := a.Due(today)
			all = append(all, aged(kept{Asset: a}, on, current, a.UpdatedOn, today))
		}
	}

	return all
}

// Trainings returns the trainings, in the order written.
func (p *page) Trainings() []kept {
	today := p.Plan.Today(nil, p.site.opts.AsOf)
	var all []kept
	for _, t := range p.Plan.Training.Values() {
		if t != nil {
			on, current := t.Due(today)
			all = append(all, aged(kept{Training: t}, on, current, t.LastDeliveredOn, today))
		}
	}

	return all
}

// soon is how many days before it is due something is shown as due soon.
const soon = 30

// aged says of something how current it is.
func aged(k kept, on worktime.Date, current bool, last, today worktime.Date) kept {
	k.Current, k.State = current, freshness(on, current, last, today)
	if current {
		k.Until = on
	}

	return k
}

func freshness(on worktime.Date, current bool, last, today worktime.Date) attention {
	switch {
	case last.IsZero() || last.After(today):
		return attention{Class: "missed", Mark: "✕", Word: "never yet"}
	case !current:
		return attention{Class: "missed", Mark: "✕", Word: plural(today.Sub(on), "day") + " overdue", Due: on}
	case !on.IsZero() && on.Sub(today) <= soon:
		return attention{Class: "warn", Mark: "!", Word: "due soon", Due: on}
	}

	return attention{Class: "met", Mark: "✓", Word: "current", Due: on}
}

// CurrentOf counts what is current.
func (p *page) CurrentOf(all []kept) int {
	n := 0
	for _, k := range all {
		n += boolRank(k.Current)
	}

	return n
}

// assetTypes are the kinds of content that a library should have.
var assetTypes = []string{"battle_card", "case_study", "roi_calculator", "demo_script", "email_template"}

// trainingTopics are what everybody who sells should be taught.
var trainingTopics = []string{"product_knowledge", "discovery_techniques", "objection_handling", "demo_best_practices", "closing_techniques"}

// typeNames say in the plural what cannot be said by an s.
var typeNames = map[string]string{
	"battle_card": "Battle cards", "case_study": "Case studies", "roi_calculator": "ROI calculator", "demo_script": "Demo scripts", "email_template": "Email templates",
	"other": "Others", "": "Others", "sla": "The SLA",
}

// A coverage is one kind of content, or one topic, and what there is of it.
type coverage struct {
	Name string
	All  []kept
	// ByStage are those for each stage of the pipeline, in its order.
	ByStage [][]kept
}

// Coverage returns the kinds of content, each with what there is for every stage of the pipeline.
func (p *page) Coverage() []coverage {
	assets, stages := p.Assets(), p.ContentStages()
	types := slices.Clone(assetTypes)
	if slices.ContainsFunc(assets, func(k kept) bool { return !slices.Contains(assetTypes, k.Asset.Type) }) {
		types = append(types, "other")
	}

	var all []coverage
	for _, kind := range types {
		c := coverage{Name: typeNames[kind], ByStage: make([][]kept, len(stages))}
		for _, k := range assets {
			if k.Asset.Type != kind && (kind != "other" || slices.Contains(assetTypes, k.Asset.Type)) {
				continue
			}

			c.All = append(c.All, k)
			for i, stage := range stages {
				if slices.Contains(k.Asset.Stages, stage.ID) {
					c.ByStage[i] = append(c.ByStage[i], k)
				}
			}
		}

		all = append(all, c)
	}

	return all
}

// ContentStages returns the stages of the pipeline for which some content is meant, in its order.
func (p *page) ContentStages() []*plan.PipelineStage {
	return slices.DeleteFunc(slices.Clone(p.Plan.Pipeline), func(s *plan.PipelineStage) bool {
		return s == nil || !slices.ContainsFunc(p.Plan.Enablement.Values(), func(a *plan.Asset) bool { return a != nil && slices.Contains(a.Stages, s.ID) })
	})
}

// ContentStage returns the name of a stage of the pipeline.
func (p *page) ContentStage(id string) string {
	for _, s := range p.Plan.Pipeline {
		if s != nil && s.ID == id {
			return first(s.Name, s.Heading())
		}
	}

	return plan.Words(id)
}

// Industries returns the case studies by industry.
func (p *page) Industries() []coverage {
	var all []coverage
	index := map[string]int{}
	for _, k := range p.Assets() {
		name := k.Asset.Industry
		if name == "" {
			continue
		}

		i, known := index[name]
		if !known {
			i = len(all)
			index[name] = i
			all = append(all, coverage{Name: name})
		}

		all[i].All = append(all[i].All, k)
	}

	return all
}

// Topics returns what is to be taught, each with the trainings that there are; others last.
func (p *page) Topics() []coverage {
	trainings := p.Trainings()
	topics := slices.Clone(trainingTopics)
	for _, k := range trainings {
		if !slices.Contains(topics, k.Training.Topic) {
			topics = append(topics, k.Training.Topic)
		}
	}

	var all []coverage
	for _, topic := range topics {
		c := coverage{Name: first(typeNames[topic], plan.Words(topic))}
		for _, k := range trainings {
			if k.Training.Topic == topic {
				c.All = append(c.All, k)
			}
		}

		all = append(all, c)
	}

	return all
}

// DataFlow draws from which tools to which others a customer's data goes, stage by stage.
func (p *page) DataFlow() template.HTML {
	stack := p.Plan.TechStack
	if stack == nil || len(stack.DataFlow) == 0 {
		return ""
	}

	flow := figure.Map{ID: p.ID("fig.data-flow"), Title: "Where the data goes at each stage", Desc: "Each arrow is a stage of a customer's life: from the tools that hold the data to those that get it."}
	held := map[string][]string{} // what stays where it is
	var used []string
	for _, s := range stack.DataFlow {
		stage, dataset := p.Words(s.Stage), p.Plain(s.Dataset)
		used = append(used, s.Source, s.Destination)
		if s.Destination == "" || s.Destination == s.Source {
			held[s.Source] = append(held[s.Source], stage+": "+dataset)
			continue
		}

		flow.Edges = append(flow.Edges, figure.Edge{From: s.Source, To: []string{s.Destination}, Label: stage, Sub: dataset})
	}

	for _, item := range stack.Areas {
		if slices.Contains(used, item.Key) {
			flow.Nodes = append(flow.Nodes, figure.Node{ID: item.Key, Label: p.AreaName(item.Key), Sub: strings.Join(held[item.Key], "; ")})
		}
	}

	return template.HTML(redact.Value(p.site.redactor, flow).HTML())
}

// AreaName returns the name of a group of tools.
func (p *page) AreaName(id string) string {
	if p.Plan.TechStack != nil {
		if area, ok := p.Plan.TechStack.Areas.Get(id); ok && area != nil {
			return first(area.Name, area.Heading())
		}
	}

	return plan.Words(id)
}

package site

import (
	"html/template"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// WorkflowMap draws the handoffs of the plan.
func (p *page) WorkflowMap() template.HTML { return "" }

// Swimlane draws the steps of a handoff.
func (p *page) Swimlane(h *plan.Handoff) template.HTML { return "" }

// LoopCycle draws a feedback loop.
func (p *page) LoopCycle(l *plan.FeedbackLoop) template.HTML { return "" }

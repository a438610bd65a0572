package site

import "github.com/lockstep-docs/lockstep/generator/source"

// A light says in a few words how a plan stands: red, amber or green, or that it is still a draft.
type light struct {
	// Class, Mark and Word are a verdict.
	Class, Mark, Word string
	// Path is where to read more; "" where there is nothing to do.
	Path string
}

// light returns the traffic light of the page's plan. Red is what is wrong or overdue, amber what waits for
// somebody.
func (p *page) light(o *overview) light {
	late, errors := 0, p.problems().Count(source.Error)
	for _, a := range o.Attention {
		if a.Class == "missed" {
			late++
		}
	}

	waits := p.PlanPath("index.html") + "#attention"
	switch n := len(o.Attention); {
	case errors > 0:
		return light{"missed", "✕", plural(errors, "error") + " to mend", "health.html#to-mend"}
	case late > 0:
		return light{"missed", "✕", plural(late, "thing") + " overdue", waits}
	case n == 1:
		return light{"warn", "!", "1 thing needs someone", waits}
	case n > 1:
		return light{"warn", "!", plural(n, "thing") + " need someone", waits}
	case p.Plan.Status == "retired":
		return light{}
	case len(o.Todo) > 0:
		return light{"wait", "✎", plural(len(o.Todo), "thing") + " to fill in", "health.html#to-fill-in"}
	}

	return light{"met", "✓", "all is well", ""}
}

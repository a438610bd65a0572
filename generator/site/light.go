package site

import "github.com/lockstep-docs/lockstep/generator/source"

// A light says in a few words how a plan stands: red, amber or green, or that it is still a draft.
type light struct {
	// Class, Mark and Word are a verdict.
	Class, Mark, Word string
	// Path is where to read more; "" where there is nothing to do.
	Path string
	// watch is what the script needs to keep it true; none where time changes nothing.
	watch watch
}

// light returns the traffic light of the page's plan. Red is what is wrong or overdue, amber what waits for
// somebody.
func (p *page) light(o *overview) light {
	w := watched(o.Attention, o.Coming)
	w.path = p.PlanPath("index.html") + "#attention"
	l := light{Class: "met", Mark: "✓", Word: "all is well", watch: w}
	switch errors := p.problems().Count(source.Error); {
	case errors > 0:
		return light{Class: "missed", Mark: "✕", Word: plural(errors, "error") + " to mend", Path: "health.html#to-mend"}
	case w.Late > 0:
		l.Class, l.Mark, l.Word, l.Path = "missed", "✕", plural(w.Late, "thing")+" overdue", w.path
	case w.Now > 0:
		l.Class, l.Mark, l.Word, l.Path = "warn", "!", needSomeone(w.Now), w.path
	case p.Plan.Status == "retired":
		return light{}
	case len(o.Todo) > 0:
		l.Class, l.Mark, l.Word, l.Path = "wait", "✎", plural(len(o.Todo), "thing")+" to fill in", "health.html#to-fill-in"
	}

	return l
}

// needSomeone is "1 thing needs someone", "3 things need someone".
func needSomeone(n int) string {
	if n == 1 {
		return "1 thing needs someone"
	}

	return plural(n, "thing") + " need someone"
}

package site

import (
	"hash/maphash"
	"html"
	"html/template"
	"strings"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A light says in a few words how a plan or the whole site stands: red, amber or green, or that it is still a draft.
type light struct {
	// Class, Mark and Word are a verdict.
	Class, Mark, Word string
	// Path is where to read more; "" where there is nothing to do.
	Path string
	// watch is what the script needs to keep it true; none where time changes nothing.
	watch watch
}

// lightOf returns the traffic light for what needs somebody, for the errors among it, and for what a draft lacks. Red is
// what is wrong, overdue, or promised and not kept; amber what waits for somebody.
func lightOf(w watch, errors, toFill int) light {
	l := light{Class: "met", Mark: "✓", Word: "all is well", watch: w}
	switch {
	case errors > 0:
		return light{Class: "missed", Mark: "✕", Word: plural(errors, "error") + " to mend", Path: "health.html#to-mend"}
	case w.Late+w.Missed > 0:
		l.Class, l.Mark, l.Word, l.Path = "missed", "✕", w.late(), w.path
	case w.Now > 0:
		l.Class, l.Mark, l.Word, l.Path = "warn", "!", needSomeone(w.Now), w.path
	case toFill > 0:
		l.Class, l.Mark, l.Word, l.Path = "wait", "✎", plural(toFill, "thing")+" to fill in", "health.html#to-fill-in"
	}

	return l
}

// late says what makes the light red: "1 promise missed, 3 things overdue", and of how many if it says that, too.
func (w watch) late() string {
	var words []string
	if w.Missed > 0 {
		words = append(words, plural(w.Missed, "promise")+" missed")
	}

	if w.Late > 0 {
		words = append(words, plural(w.Late, w.word)+" overdue")
	}

	if w.whole && w.Now > w.Late+w.Missed {
		words = append(words, needSomeone(w.Now)+" in all")
	}

	return strings.Join(words, ", ")
}

// needSomeone is "1 thing needs someone", "3 things need someone".
func needSomeone(n int) string {
	if n == 1 {
		return "1 thing needs someone"
	}

	return plural(n, "thing") + " need someone"
}

// light returns the traffic light of the page's plan.
func (p *page) light(o *overview) light {
	w := watched(o.now, o.later)
	w.path = p.PlanPath("index.html") + "#attention"
	errors := p.problems().Count(source.Error)
	if p.retired() && errors == 0 {
		return light{}
	}

	return lightOf(w, errors, len(o.Todo))
}

// wholeLight is how the whole site stands. It says both how much is overdue and how much needs somebody.
func (p *page) wholeLight(h *health) light {
	w := p.site.watch()
	w.whole = true
	l := lightOf(w, p.site.report.problems.Count(source.Error), h.ToFill.Count)
	l.Path, l.watch.path = "", "health.html"

	return l
}

// watch counts all that needs somebody on the whole site. Of a plan that is the same, and of which the rules found the
// same, it knows that already.
func (s *Site) watch() watch {
	front := &page{Path: "index.html", site: s}
	all := watch{word: "thing"}
	before := s.opts.Memo.counts.take()
	now := make(map[*plan.Plan]tallied, len(s.set.Plans))
	for _, p := range s.set.Plans {
		found := s.foundOf(p)
		known, ok := before[p]
		if !ok || known.found != found {
			known = tallied{found, watched(front.In(p).needs())}
		}

		now[p] = known
		all.add(known.watch)
	}

	s.opts.Memo.counts.put(now)
	if s.onlyPlan() == nil {
		all.add(watched(front.findings()))
	}

	return all
}

// add counts what another one counts, too.
func (w *watch) add(other watch) {
	w.Now, w.Late, w.Missed = w.Now+other.Now, w.Late+other.Late, w.Missed+other.Missed
	w.needs, w.overdue = append(w.needs, other.needs...), append(w.overdue, other.overdue...)
}

// A tallied plan is what was counted of it, and a sum of what the rules found.
type tallied struct {
	found uint64
	watch watch
}

var seed = maphash.MakeSeed()

// foundOf returns a sum of what the rules found of a plan, as far as it is counted.
func (s *Site) foundOf(p *plan.Plan) uint64 {
	var sum maphash.Hash
	sum.SetSeed(seed)
	add := func(problem source.Problem, from worktime.Date) {
		maphash.WriteComparable(&sum, problem.At)
		maphash.WriteComparable(&sum, [...]string{problem.Rule, problem.Due, problem.About})
		maphash.WriteComparable(&sum, problem.Severity)
		maphash.WriteComparable(&sum, from)
	}

	for _, i := range s.report.of[p] {
		add(s.report.problems[i], worktime.Date{})
	}

	for _, i := range s.report.laterOf[p] {
		add(s.report.later[i].Problem, s.report.later[i].From)
	}

	return sum.Sum64()
}

// counts are the tallied plans of the last site. They are safe for concurrent use: a page counts when it is shown.
type counts struct {
	mutex sync.Mutex
	of    map[*plan.Plan]tallied
}

func (c *counts) take() map[*plan.Plan]tallied {
	c.mutex.Lock()
	defer c.mutex.Unlock()

	return c.of
}

func (c *counts) put(of map[*plan.Plan]tallied) {
	c.mutex.Lock()
	defer c.mutex.Unlock()

	c.of = of
}

// Light returns how a plan stands as a verdict, with what the script needs to keep it true.
func (p *page) Light(l light) template.HTML {
	text := html.EscapeString(l.Word)
	if l.Path != "" {
		text = `<a href="` + html.EscapeString(p.To(l.Path)) + `">` + text + `</a>`
	}

	more := l.watch.attributes(p.site)
	if more != "" {
		more += ` data-more="` + html.EscapeString(p.To(l.watch.path)) + `"`
	}

	return template.HTML(`<span class="verdict light ` + l.Class + `" data-mark="` + l.Mark + `"` + more + `>` + text + `</span>`)
}

package site

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A researchWeek is what the functions heard in a week.
type researchWeek struct {
	Week worktime.Week
	// First and Last are its days; Running says that it is not over yet.
	First, Last worktime.Date
	Running     bool
	Notes       []*plan.ResearchNote
	// Silent are the functions that listen for something and wrote nothing.
	Silent []plan.Function
}

// ResearchWeeks returns the weeks in which somebody wrote, and those between them, newest first.
func (p *page) ResearchWeeks() []researchWeek {
	if p.Plan.Research == nil {
		return nil
	}

	byWeek := map[worktime.Week][]*plan.ResearchNote{}
	var first, last worktime.Week
	for _, note := range p.Plan.Research.Notes {
		if note == nil || note.On.IsZero() {
			continue
		}

		week := worktime.WeekOf(note.On)
		byWeek[week] = append(byWeek[week], note)
		if first == (worktime.Week{}) || week.Compare(first) < 0 {
			first = week
		}

		if week.Compare(last) > 0 {
			last = week
		}
	}

	today := p.Plan.Today(nil, p.site.opts.AsOf)
	var weeks []researchWeek
	for week := last; len(byWeek) > 0 && week.Compare(first) >= 0; week = worktime.WeekOf(week.First().AddDays(-7)) {
		w := researchWeek{Week: week, First: week.First(), Last: week.Last(), Running: !week.Last().Before(today), Notes: byWeek[week]}
		w.Silent = p.silent(w.Notes)
		slices.SortStableFunc(w.Notes, func(a, b *plan.ResearchNote) int {
			return p.functionRank(a.Function) - p.functionRank(b.Function)
		})
		weeks = append(weeks, w)
	}

	return weeks
}

// silent returns the functions that have something to listen for and no note.
func (p *page) silent(notes []*plan.ResearchNote) []plan.Function {
	var silent []plan.Function
	for _, input := range p.Plan.Research.Inputs {
		f := input.Function()
		if !slices.ContainsFunc(notes, func(n *plan.ResearchNote) bool { return n.Function == f }) {
			silent = append(silent, f)
		}
	}

	return silent
}

// functionRank orders functions as a customer meets them.
func (p *page) functionRank(f plan.Function) int {
	if i := slices.Index(p.Plan.AllFunctions(), f); i >= 0 {
		return i
	}

	return len(p.Plan.AllFunctions())
}

// A segment is a kind of customer, and what was heard from it.
type segment struct {
	*plan.Segment
	Name string
	// Interviews are those of the segment, newest first.
	Interviews []*plan.Interview
	// Next is when the next talk is due; its word is "" where that cannot be told.
	Next attention
}

var segmentNames = map[string]string{
	"recent": "Recent customers", "long_term": "Long-term customers", "churned": "Churned customers", "prospective": "Prospective customers",
}

// Segments returns the four kinds of customers, in the order of their names above, then others.
func (p *page) Segments() []segment {
	if p.Plan.Interviews == nil {
		return nil
	}

	today := p.Plan.Today(nil, p.site.opts.AsOf)
	var all []segment
	for _, item := range p.Plan.Interviews.Segments {
		if item.Value == nil {
			continue
		}

		s := segment{Segment: item.Value, Name: cmp.Or(segmentNames[item.Key], plan.Words(item.Key))}
		s.Interviews = slices.DeleteFunc(slices.Clone(item.Value.Interviews), func(i *plan.Interview) bool { return i == nil })
		slices.SortStableFunc(s.Interviews, func(a, b *plan.Interview) int { return b.On.Compare(a.On) })
		if len(s.Interviews) > 0 {
			if on, ok := plan.NextDue(s.Interviews[0].On, p.Plan.Interviews.Cadence); ok {
				s.Next = p.dueBy(on, today)
			}
		}

		all = append(all, s)
	}

	order := []string{"recent", "long_term", "churned", "prospective"}
	slices.SortStableFunc(all, func(a, b segment) int {
		return cmp.Compare(uint(slices.Index(order, a.ID)), uint(slices.Index(order, b.ID)))
	})

	return all
}

// A heard is something that customers said, and how often in each segment.
type heard struct {
	Name string
	// Counts are how many talks of each segment had it, in the order of Segments; Total is their sum.
	Counts []int
	Total  int
	// Wide is how many segments had it.
	Wide int
}

// Themes returns what was heard in the talks, what was heard most first.
func (p *page) Themes() []heard {
	segments := p.Segments()
	index := map[string]int{}
	var all []heard
	for n, s := range segments {
		for _, talk := range s.Interviews {
			for _, name := range distinct(talk.Themes) {
				i, known := index[strings.ToLower(name)]
				if !known {
					i = len(all)
					index[strings.ToLower(name)] = i
					all = append(all, heard{Name: name, Counts: make([]int, len(segments))})
				}

				all[i].Counts[n]++
				all[i].Total++
			}
		}
	}

	for i := range all {
		for _, n := range all[i].Counts {
			all[i].Wide += boolRank(n > 0)
		}
	}

	slices.SortStableFunc(all, func(a, b heard) int {
		return cmp.Or(b.Total-a.Total, b.Wide-a.Wide, cmp.Compare(a.Name, b.Name))
	})

	return all
}

// distinct returns each text once, whatever its case.
func distinct(texts []string) []string {
	seen := map[string]bool{}

	return slices.DeleteFunc(slices.Clone(texts), func(text string) bool {
		key := strings.ToLower(text)
		known := seen[key]
		seen[key] = true

		return known
	})
}

// Talks counts the interviews.
func (p *page) Talks() int {
	n := 0
	for _, s := range p.Segments() {
		n += len(s.Interviews)
	}

	return n
}

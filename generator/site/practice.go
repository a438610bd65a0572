package site

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// What templates say about meetings, research, experiments, reviews, content and tools.

// HasPractice reports whether the plan says anything of what is done again and again.
func (p *page) HasPractice() bool {
	pl := p.Plan

	return len(pl.Meetings)+len(pl.Experiments)+len(pl.TestingAreas)+len(pl.Enablement)+len(pl.Training) > 0 || pl.Research != nil ||
		pl.Interviews != nil || pl.TechStack != nil || len(pl.Scorecards)+len(pl.QBRs)+len(pl.PerformanceReviews)+len(pl.SLAReviews) > 0
}

// And joins names: "a, b and c".
func (p *page) And(names []string) string { return join(names, "and") }

// Texts puts text fields behind each other as HTML: "a · b · c".
func (p *page) Texts(texts []string) template.HTML {
	words := make([]string, len(texts))
	for i, text := range texts {
		words[i] = string(p.Text(text))
	}

	return template.HTML(strings.Join(words, " · "))
}

// PartyName returns the name of a person, role or function, without a link.
func (p *page) PartyName(id string) string { return p.Plan.PartyName(id) }

// Weekday is the day of the week of a date: "Friday"; WeekdayShort is "Fri".
func (p *page) Weekday(d worktime.Date) string { return d.Weekday().String() }

// WeekdayShort is "Fri".
func (p *page) WeekdayShort(d worktime.Date) string { return d.Weekday().String()[:3] }

// MonthOf is the month of a date: "Nov".
func (p *page) MonthOf(d worktime.Date) string { return d.Month.String()[:3] }

// WeekDays says from when to when a week is: "16 to 22 Nov 2026".
func (p *page) WeekDays(first, last worktime.Date) string {
	if first.Month == last.Month {
		return fmt.Sprintf("%d to %s", first.Day, day(last))
	}

	return fmt.Sprintf("%d %s to %s", first.Day, first.Month.String()[:3], day(last))
}

// MeetingName returns what a meeting is called.
func (p *page) MeetingName(id string) string {
	if m, ok := p.Plan.Meetings.Get(id); ok && m != nil {
		return first(m.Name, m.Heading())
	}

	return plan.Words(id)
}

// Purpose says what a meeting is for: the quarterly review, the review of an agreement, or a feedback loop.
func (p *page) Purpose(of string) template.HTML {
	switch of {
	case "qbr":
		return "the quarterly review"
	case "sla_review":
		return "the review of the agreements"
	}

	return template.HTML(`<a href="` + template.HTMLEscapeString(p.At("feedback_loops", of)) + `">` + template.HTMLEscapeString(p.LoopName(of)) + `</a>`)
}

// Decision says what is done with an experiment's result.
func (p *page) Decision(word string) string {
	return map[string]string{"ship": "We do it from now on", "discard": "We drop it", "repeat": "We try once more"}[word]
}

// Kind names a kind of content: "ROI calculator".
func (p *page) Kind(word string) string { return plan.Words(word) }

// Every says how often something comes again, behind the word every: "6 months", "month".
func (p *page) Every(s plan.Span) string {
	text := p.Span(s)
	if unit, ok := strings.CutPrefix(text, "1 "); ok {
		return unit
	}

	return text
}

// Quarterly is the heading of a quarterly review.
func (p *page) Quarterly(q qbr) string { return first(q.Title, quarterName(q.Quarter)) }

// Now is the month of the scorecard, Before are those before it, oldest first.
func (b *scoreboard) Now() worktime.Month { return b.Months[len(b.Months)-1] }

// Before are the months before that of the scorecard, oldest first.
func (b *scoreboard) Before() []worktime.Month { return b.Months[:len(b.Months)-1] }

// Columns is how many columns the scorecard's table has.
func (b *scoreboard) Columns() int { return 4 + len(b.Months) }

package site

import (
	"cmp"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/rules"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// What the rules found, in the words of pages.

// problems returns the problems of the page's plan; without a plan, those that count as no plan's.
func (p *page) problems() source.Problems {
	all := make(source.Problems, len(p.site.report.of[p.Plan]))
	for i, at := range p.site.report.of[p.Plan] {
		all[i] = p.site.report.problems[at]
	}

	return all
}

// countsFor returns the plan as whose a problem counts: that of its file. What no plan's file holds counts as the only
// plan's, where there is one.
func (s *Site) countsFor(problem source.Problem) *plan.Plan {
	if of := s.planOf[problem.At.File]; of != nil {
		return of
	}

	return s.onlyPlan()
}

// onlyPlan returns the plan for which the rest of the site stands, too: the only one; nil where there are several, or
// none that is alive.
func (s *Site) onlyPlan() *plan.Plan {
	if plans := s.set.Plans; len(plans) == 1 && plans[0].Status != "retired" {
		return plans[0]
	}

	return nil
}

func isEscalation(problem source.Problem) bool {
	return strings.HasPrefix(problem.About, "escalations/")
}

// findings are what somebody has to mend of the page's plan: now, the longest overdue first, and from a later day on.
func (p *page) findings() (now, later []attention) {
	for _, problem := range p.problems() {
		if p.site.asks(problem) {
			now = append(now, p.finding(problem))
		}
	}

	slices.SortStableFunc(now, func(a, b attention) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), boolRank(a.Due.IsZero())-boolRank(b.Due.IsZero()), a.Due.Compare(b.Due))
	})

	for _, at := range p.site.report.laterOf[p.Plan] {
		l := p.site.report.later[at]
		if p.site.asks(l.Problem) {
			one := p.finding(l.Problem)
			one.From = l.From
			later = append(later, one)
		}
	}

	return now, later
}

// asks reports whether a problem asks something of somebody: it is not only worth knowing, no gap of a draft, and of no
// plan that is retired. An escalation that is overdue waits already, before any rule says so.
func (s *Site) asks(problem source.Problem) bool {
	switch {
	case problem.Severity == source.Error:
		return true
	case problem.Severity == source.Info, s.ofDraft(problem), isEscalation(problem):
		return false
	}

	of := s.planOf[problem.At.File]

	return of == nil || of.Status != "retired"
}

// finding puts a problem into a row: how long it is overdue, what it is about and who should see to it.
func (p *page) finding(problem source.Problem) attention {
	kind, id, _ := strings.Cut(problem.About, "/")
	one := p.Overdue(problem)
	switch {
	case problem.Severity == source.Error:
		one = attention{Class: "missed", Mark: "✕", Word: "error", of: anError, group: "mend"}
	case one.Word == "":
		one = attention{Class: "warn", Mark: "!", Word: "to mend", group: "mend"}
	default:
		one.group = problem.Rule + " " + kind
		one.who = func() template.HTML { return p.inCharge(kind, id) }
	}

	one.At = problem.At
	one.what = func() template.HTML {
		return linked(cmp.Or(p.aboutLink(kind, id), p.Source(problem.At)), sentence(spoken(problem.Message)))
	}

	return one
}

// aboutLink returns the link to an entry that has a place on a page.
func (p *page) aboutLink(kind, id string) string {
	if kind == "" || p.Plan == nil {
		return ""
	}

	if kind == "slas" {
		return p.SLALink(id) + "#review"
	}

	target := place(p.Plan, kind, id)
	if path, _, _ := strings.Cut(target, "#"); !p.Has(path) {
		return ""
	}

	return p.To(target)
}

// inCharge is who should see to an entry.
func (p *page) inCharge(kind, id string) template.HTML {
	if p.Plan == nil {
		return ""
	}

	switch kind {
	case "metrics":
		if m, _ := p.Plan.Metrics.Get(id); m != nil && m.OwnerPerson != "" {
			return p.Who(m.OwnerPerson)
		} else if m != nil && m.OwnerFunction != "" {
			return p.Fn(m.OwnerFunction)
		}
	case "feedback_loops":
		if l, _ := p.Plan.FeedbackLoops.Get(id); l != nil && l.Owner != "" {
			return p.Who(l.Owner)
		}
	case "meetings":
		if m, _ := p.Plan.Meetings.Get(id); m != nil && m.Facilitator != "" {
			return p.Who(m.Facilitator)
		}
	case "enablement":
		if a, _ := p.Plan.Enablement.Get(id); a != nil && a.Owner != "" {
			return p.Who(a.Owner)
		}
	case "training":
		if t, _ := p.Plan.Training.Get(id); t != nil && t.Owner != "" {
			return p.Who(t.Owner)
		}
	case "slas":
		if s := p.Plan.SLAByID(id); s != nil {
			if review := agreementOf(p, s).Terms.Review; review != nil {
				return p.Everyone(review.By)
			}
		}
	}

	if p.Plan.Owner == "" {
		return ""
	}

	return p.Who(p.Plan.Owner)
}

// groupWords say what many findings of one kind have in common; those of others stand each for itself.
var groupWords = map[string]string{
	"stale metrics":        fmt.Sprintf("numbers were last looked at more than %d days ago", rules.MetricFresh),
	"stale feedback_loops": "feedback loops did not run when they were due",
	"stale meetings":       "meetings were not held when they were due",
	"stale enablement":     "assets were not updated when they were due",
	"stale training":       "trainings were not given again when they were due",
	"estimate-old metrics": "numbers are estimates of more than two quarters ago",
	"review-overdue slas":  "agreements were not reviewed when they were due",
	"owner-left ":          "parts are still those of people who left",
	"waiver-expired ":      "waivers have expired",
	"mend":                 "other things are to be mended",
}

// mostAlike is how many findings of one kind have a row each.
const mostAlike = 3

// grouped puts findings of one kind, of which there are many, into one row. Those that stand for themselves until there
// are too many do so until that day.
func (p *page) grouped(now, coming []attention) []attention {
	members := map[string][]attention{}
	for _, a := range slices.Concat(now, coming) {
		if groupWords[a.group] != "" {
			members[a.group] = append(members[a.group], a)
		}
	}

	var all []attention
	listed := map[string]bool{}
	for _, a := range slices.Concat(now, coming) {
		alike := members[a.group]
		if len(alike) <= mostAlike {
			all = append(all, a)
			continue
		}

		from := alike[mostAlike].From
		if !listed[a.group] {
			all = append(all, p.groupRow(alike, from))
			listed[a.group] = true
		}

		if !from.IsZero() && a.From.Before(from) {
			a.Until = from
			all = append(all, a)
		}
	}

	return byFrom(all)
}

// groupRow is the row for findings that are alike, from a day on.
func (p *page) groupRow(alike []attention, from worktime.Date) attention {
	row := alike[0]
	row.From, row.who, row.At = from, nil, source.Place{}
	row.rising = watch{word: "number"}
	for _, a := range alike {
		if a.From.IsZero() {
			row.rising.Now++
		} else {
			row.rising.needs = append(row.rising.needs, a.From)
		}

		if !a.Due.IsZero() && a.Due.Before(row.Due) {
			row.Class, row.Mark, row.Word, row.Due = a.Class, a.Mark, a.Word, a.Due
		}
	}

	text := fmt.Sprintf(`<span class="count"%s>%d</span> %s`, row.rising.attributes(p.site), row.rising.Now, template.HTMLEscapeString(groupWords[row.group]))
	row.what = func() template.HTML {
		return template.HTML(`<a href="` + template.HTMLEscapeString(p.To("health.html")) + `#to-mend">` + text + `</a>`)
	}

	return row
}

// days are the dates, months and quarters of a message.
var days = regexp.MustCompile(`\b\d{4}-(?:Q[1-4]|\d{2}-\d{2}(?: \d{2}:\d{2})?|\d{2})\b`)

// spoken writes the dates of a message as people do. What the message quotes stays as it was written.
func spoken(message string) string {
	parts := strings.Split(message, `"`)
	for i := 0; i < len(parts); i += 2 {
		parts[i] = days.ReplaceAllStringFunc(parts[i], func(written string) string {
			if at, err := time.Parse("2006-01-02 15:04", written); err == nil {
				return day(worktime.DateOf(at)) + at.Format(", 15:04")
			}

			return periodWords(plan.Period(written))
		})
	}

	return strings.Join(parts, `"`)
}

// sentence gives a message a capital letter and a full stop.
func sentence(message string) string {
	first, size := utf8.DecodeRuneInString(message)
	if size == 0 {
		return ""
	}

	message = string(unicode.ToUpper(first)) + message[size:]
	if !strings.HasSuffix(message, ".") && !strings.HasSuffix(message, "?") {
		message += "."
	}

	return message
}

package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// checkExamples reports worked cases that come out otherwise under the terms and the calendar of the files.
func checkExamples(c *checker, p *plan.Plan) {
	for _, s := range p.SLAs() {
		for i := range s.Terms.Examples {
			if e := &s.Terms.Examples[i]; e.Node != nil && e.Node.Kind == frontmatter.Map {
				(&example{checker: c, Example: e, sla: s, calendar: c.calendar(p.CalendarOf(s)), zone: p.ZoneOf(s)}).check()
			}
		}
	}
}

// An example is a worked case that is being worked.
type example struct {
	*checker
	*plan.Example
	sla      *plan.SLA
	calendar *worktime.Calendar // nil if there is none
	zone     *time.Location

	name  string // of the promise
	limit worktime.Duration
}

func (e *example) check() {
	if !e.promise() || e.limit.Business() && e.calendar == nil {
		return // that no calendar counts is reported where the limit stands
	}

	received, _, err := worktime.ParseInstant(e.Received, e.zone)
	expected, _, otherErr := worktime.ParseInstant(e.ExpectDue, e.zone)
	if err != nil || otherErr != nil {
		return // not of that form
	}

	due, ok := e.calendar.Due(received, e.limit)
	switch {
	case !ok:
		e.add(source.Error, finding{
			node:    e.Node.Get("received"),
			message: fmt.Sprintf("%s from %s on never ends: the calendar does not open often enough", e.limit, e.Received),
			hint:    "correct the year, or the hours of the calendar",
		})
	case !due.Equal(expected):
		e.add(source.Error, finding{
			node:    e.Node.Get("expect_due"),
			message: fmt.Sprintf("%s received on %s is due on %s (%s), not on %s", e.name, spokenTime(received), spokenTime(due), e.because(received, due), spokenTime(expected.In(e.zone))),
			hint:    fmt.Sprintf("write expect_due: %q, or correct the terms", localTime(due)),
		})
	}
}

// promise finds the promise that is tried, and its limit. It is false where there is none, which is then
// reported.
func (e *example) promise() bool {
	path := e.Commitment
	if path == "" {
		path = "first_outreach"
	}

	known := append([]string{"first_outreach"}, commitments(e.sla)...)
	if !slices.Contains(known, path) {
		e.addAs("unknown-ref", source.Error, finding{
			node: e.Node.Get("commitment"), message: fmt.Sprintf("there is no commitment %q", path),
			hint: didYouMean(path, promises(e.sla), "there is "+oneOf(promises(e.sla))),
		})

		return false
	}

	e.name = words(path[strings.LastIndexByte(path, '.')+1:])
	at := e.timed(path)
	switch {
	case e.Tier != "" && e.name != "first outreach":
		e.add(source.Error, finding{node: e.Node.Get("tier"), message: e.name + " has no tiers", hint: "leave the tier out"})
		return false
	case e.Tier != "":
		return e.tier()
	case e.limit.IsZero():
		e.noLimit(at)
		return false
	}

	return true
}

// timed sets the limit of a promise, and returns where the promise stands.
func (e *example) timed(path string) *frontmatter.Node {
	terms := &e.sla.Terms
	switch key := path[strings.LastIndexByte(path, '.')+1:]; key {
	case "first_outreach":
		if terms.SalesCommitment != nil && terms.SalesCommitment.FirstOutreach != nil {
			e.limit = terms.SalesCommitment.FirstOutreach.Limit
			return terms.SalesCommitment.FirstOutreach.Node
		}
	case "disposition":
		if terms.SalesCommitment != nil && terms.SalesCommitment.Disposition != nil {
			e.limit = terms.SalesCommitment.Disposition.Limit
			return terms.SalesCommitment.Disposition.Node
		}
	default:
		if commitment, _ := terms.MoreCommitments.Get(key); commitment != nil {
			e.name, e.limit = commitment.Heading(), commitment.Limit
			return commitment.Node
		}
	}

	return nil
}

// tier takes the limit of a tier, where that has one of its own.
func (e *example) tier() bool {
	var tiers plan.Map[*plan.Tier]
	if of := e.sla.Terms.SalesCommitment; of != nil && of.FirstOutreach != nil {
		tiers = of.FirstOutreach.Tiers
	}

	tier, ok := tiers.Get(e.Tier)
	if !ok {
		hint := "first_outreach has no tiers"
		if len(tiers) > 0 {
			hint = didYouMean(e.Tier, tiers.Keys(), "there is "+oneOf(tiers.Keys()))
		}

		e.addAs("unknown-ref", source.Error, finding{node: e.Node.Get("tier"), message: fmt.Sprintf("there is no tier %q", e.Tier), hint: hint})

		return false
	}

	e.name += " to " + words(strings.ReplaceAll(e.Tier, "-", " "))
	if tier != nil && !tier.Limit.IsZero() {
		e.limit = tier.Limit
	} else if tier != nil && tier.Node.Get("limit") != nil || e.limit.IsZero() {
		e.noLimit(tier.Node)
		return false
	}

	return true
}

// noLimit reports a promise that is never due. Of a limit that cannot be read the schema has spoken.
func (e *example) noLimit(at *frontmatter.Node) {
	if at.Get("limit") != nil {
		return
	}

	f := finding{key: e.Node, message: fmt.Sprintf("%s has no limit, so that nothing is ever due", e.name), hint: "add the limit, or try another commitment"}
	if n := e.Node.Get("commitment"); n != nil {
		f.node, f.key = n, nil
	}

	e.add(source.Error, f)
}

// promises returns the promises of an agreement that have a limit, as an example names them.
func promises(s *plan.SLA) []string {
	names := []string{"first_outreach", "disposition"}
	if !s.IsMarketingSales() {
		names = nil
	}

	return append(names, s.Terms.MoreCommitments.Keys()...)
}

// because says why a promise is due when it is.
func (e *example) because(received, due time.Time) string {
	switch e.limit.Unit() {
	case worktime.BusinessDays:
		return e.becauseDays(received) + e.holidays(received, due)
	case worktime.BusinessHours, worktime.BusinessMinutes:
		return e.becauseHours(received, due) + e.holidays(received, due)
	}

	return e.limit.String() + " later"
}

// holidays names the first holidays that lie between two moments.
func (e *example) holidays(received, due time.Time) string {
	var days []string
	last := worktime.DateOf(due.In(e.calendar.Zone()))
	for d := worktime.DateOf(received.In(e.calendar.Zone())); !d.After(last) && len(days) < 3; d = d.AddDays(1) {
		if e.calendar.IsHoliday(d) {
			days = append(days, spokenDay(d))
		}
	}

	if len(days) == 0 {
		return ""
	}

	return "; no work on " + list(days, "and")
}

// becauseDays says from which day on business days are counted.
func (e *example) becauseDays(received time.Time) string {
	first, zone := worktime.DateOf(received.In(e.calendar.Zone())), e.calendar.Zone()
	open := e.calendar.IsBusinessDay(first) && e.calendar.Elapsed(received, first.AddDays(1).Start(zone)) > 0
	if !open {
		next, ok := e.calendar.NextBusinessDay(first.AddDays(1))
		if !ok {
			return e.limit.String()
		}

		first = next
	}

	return fmt.Sprintf("the close of the day, %s after %s", e.limit, spokenDay(first))
}

// becauseHours lists how much of the limit passes on which day.
func (e *example) becauseHours(received, due time.Time) string {
	zone := e.calendar.Zone()
	var parts []string
	for d := worktime.DateOf(received.In(zone)); !d.After(worktime.DateOf(due.In(zone))) && len(parts) < 100; d = d.AddDays(1) {
		from, to := d.Start(zone), d.AddDays(1).Start(zone)
		if received.After(from) {
			from = received
		}

		if due.Before(to) {
			to = due
		}

		if passed := e.calendar.Elapsed(from, to); passed > 0 {
			parts = append(parts, spokenSpan(passed)+" on "+spokenDay(d))
		}
	}

	if len(parts) > 4 {
		parts = append(append(parts[:2:2], "…"), parts[len(parts)-1])
	}

	return e.limit.String() + ": " + strings.Join(parts, ", ")
}

// spokenSpan returns a stretch of business time like "3 h 55 min".
func spokenSpan(d time.Duration) string {
	hours, minutes, seconds := d/time.Hour, d%time.Hour/time.Minute, d%time.Minute/time.Second
	var parts []string
	if hours > 0 {
		parts = append(parts, fmt.Sprintf("%d h", hours))
	}

	if minutes > 0 {
		parts = append(parts, fmt.Sprintf("%d min", minutes))
	}

	if seconds > 0 {
		parts = append(parts, fmt.Sprintf("%d s", seconds))
	}

	return strings.Join(parts, " ")
}

// spokenDay returns a date like "Fri 13 Nov".
func spokenDay(d plan.Date) string {
	return fmt.Sprintf("%s %d %s", d.Weekday().String()[:3], d.Day, d.Month.String()[:3])
}

// spokenTime returns a moment like "Fri 2026-11-13 17:55".
func spokenTime(t time.Time) string { return t.Weekday().String()[:3] + " " + localTime(t) }

// localTime returns a moment as an example writes it: with seconds only where there are some.
func localTime(t time.Time) string {
	if t.Second() != 0 {
		return t.Format("2006-01-02 15:04:05")
	}

	return t.Format("2006-01-02 15:04")
}

package rules

import (
	"fmt"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// checkCalendars reports zones that do not exist, hours that end before they start, and business time
// that no calendar counts.
func checkCalendars(c *checker, p *plan.Plan) {
	c.hours(p.Calendars)
	c.businessTime(p)
	c.firstCalendar(p)
	if p.Data != nil {
		c.zoneName(p.Data.Node.Get("timezone"))
	}

	for m := range entries(p.Meetings) {
		c.zoneName(m.Node.Get("timezone"))
	}
}

// checkSharedCalendars does so for what the plans share.
func checkSharedCalendars(c *checker) {
	c.zoneName(c.set.Site.Node.Get("timezone"))
	c.hours(c.set.Site.Calendars)
}

func (c *checker) zoneName(n *frontmatter.Node) {
	if text(n) == "" || c.zone(n.Text()) != nil {
		return
	}

	f := finding{node: n, message: fmt.Sprintf("there is no time zone %q", n.Text()), hint: "zones are named like America/New_York or Europe/Berlin"}
	if _, err := worktime.LoadZone(n.Text()); err != nil {
		if parse, ok := err.(*worktime.ParseError); ok && parse.Hint != "" {
			f.hint = parse.Hint
		}
	}

	c.add(source.Error, f)
}

func (c *checker) hours(calendars plan.Map[*plan.Calendar]) {
	for calendar := range entries(calendars) {
		c.zoneName(calendar.Node.Get("timezone"))
		if list := calendar.Node.Get("hours"); list != nil && list.Kind == frontmatter.List && len(calendar.Hours) == 0 {
			c.add(source.Error, finding{node: list, message: fmt.Sprintf("the calendar %q never opens", calendar.Heading()), hint: `add hours, like {days: mon-fri, open: "09:00", close: "18:00"}`})
		}

		for _, h := range calendar.Hours {
			open, openErr := worktime.ParseClock(h.Open)
			closing, closeErr := worktime.ParseClock(h.Close)
			if openErr == nil && closeErr == nil && open >= closing {
				c.add(source.Error, finding{
					node:    h.Node.Get("close"),
					message: fmt.Sprintf("the calendar %q closes at %s, which is not after it opens at %s", calendar.Heading(), closing, open),
					hint:    `hours over midnight are two windows: one until "24:00", one from "00:00" on the next day`,
				})
			}
		}
	}
}

// firstCalendar reports a draft that is about to promise how soon something happens, and does not say when
// anybody works.
func (c *checker) firstCalendar(p *plan.Plan) {
	if p.Status != "draft" || p.SLA == nil || len(p.AllCalendars()) > 0 || p.SLA.Node.Get("terms", "sales_commitment", "first_outreach", "limit") != nil {
		return
	}

	c.add(source.Warning, finding{
		key: p.Node, absent: "calendars", message: "the plan does not say when you work, so that nothing can be promised in business hours or days",
		hint: "add calendars: " + trimStop(describe(p.Document.Root, "calendars")),
	})
}

// businessTime reports business hours and days for which there is no calendar: in an agreement its own,
// anywhere else any at all.
func (c *checker) businessTime(p *plan.Plan) {
	for _, s := range p.SLAs() {
		if s.Calendar == "" && p.OnlyCalendar() == nil && s.Node != nil {
			hint := "add calendar: with one of " + oneOf(calendarIDs(p))
			if len(p.AllCalendars()) == 0 {
				hint = "add calendars with your working hours, to the site or to this plan"
			}

			c.uncounted(s.Node, "the agreement does not say whose working hours count", hint)
		}
	}

	if len(p.AllCalendars()) > 0 {
		return
	}

	for _, part := range p.Node.Children() {
		if part.Key() != "sla" && part.Key() != "slas" {
			c.uncounted(part, "no calendar says when you work", "add calendars with your working hours, or write hours instead of business hours")
		}
	}
}

func calendarIDs(p *plan.Plan) []string {
	return append(p.Site.Calendars.Keys(), p.Calendars.Keys()...)
}

// durationKeys are the keys under which durations stand.
var durationKeys = map[string]bool{
	"limit": true, "target": true, "after": true, "within": true, "resolve_within": true, "respond_within": true,
	"typical": true, "review_every": true, "repeat_every": true,
}

// uncounted reports the first duration in business time below a value.
func (c *checker) uncounted(root *frontmatter.Node, message, hint string) {
	found := false
	walk(root, func(n *frontmatter.Node) {
		if found || n.Kind != frontmatter.Text || !durationKeys[n.Key()] && (n.Parent() == nil || n.Parent().Key() != "per_function") {
			return
		}

		if d, err := worktime.ParseDuration(n.Text()); err == nil && d.Business() && plan.Fits("duration", n.Text()) {
			found = true
			c.add(source.Error, finding{node: n, message: fmt.Sprintf("%q cannot be counted: %s", n.Text(), message), hint: hint})
		}
	})
}

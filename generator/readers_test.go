package generator

import (
	"strings"
	"testing"
	"time"
)

// readersSite is a site where a revision holds since Friday, 20 November, and Thanksgiving, on 26 November, is a holiday.
func readersSite(within, more string) map[string]string {
	return map[string]string{
		"index.md": `---
kind: site
title: Acme
timezone: UTC
people:
  dana: {name: Dana Reed, function: marketing}
  sam: {name: Sam Ortiz, function: sales}
  old: {name: Olga Lind, function: sales}
  late: {name: Lars Tate, function: sales, active_from: 2026-11-24}
  guest: {name: Gina Estes, function: product}
roles: {deal-desk: {title: Deal desk, function: sales, held_by: guest}}
calendars: {hq: {timezone: UTC, hours: [{days: mon-fri, open: "09:00", close: "17:00"}], holidays: {2026-11-26: Thanksgiving}}}
lint: {parts-missing: "off", missing: "off", not-agreed: "off", pressure-test: "off", one-way-sla: "off"}
---
`,
		"acme/plan.md": `---
kind: plan
title: Acme plan
status: agreed
owner: dana
sla:
  revision: 1
  calendar: hq
  terms: {review: {cadence: monthly, by: [sam]}}
  revisions: [{revision: 1, effective_from: 2026-11-20, approvals: [{person: dana, on: 2026-11-18, elsewhere: "https://acme.example/1"}, {person: sam, on: 2026-11-19, elsewhere: "https://acme.example/1"}]}]
  acknowledge: {by: [marketing, sales], within: ` + within + "}\n" + more + `---
`,
	}
}

// TestReaders holds by when people have to read a revision, the same on their page, on the agreement's, on the plan's
// first page and in the list of all that waits.
func TestReaders(t *testing.T) {
	for _, line := range []struct{ within, olga, lars, more string }{
		{"3 business days", "by 25 Nov 2026", "by 30 Nov 2026", ""}, // 24 Nov is day 0, and the 26th is a holiday
		{"16 business hours", "by 23 Nov 2026", "by 25 Nov 2026", ""},
		{"5 days", "by 25 Nov 2026", "by 29 Nov 2026", ""},
		{"1 month", "by 20 Dec 2026", "by 24 Dec 2026", ""},
	} {
		o := made(readersSite(line.within, line.more))
		o.Now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
		tree := render(t, o)
		olga, lars := wordOf(t, line.olga, o.Now), wordOf(t, line.lars, o.Now)
		for page, words := range map[string][]string{
			"acme/people/old.html":          {"To read: revision 1 of the SLA of Marketing and Sales, in force since 20 Nov 2026; " + olga},
			"acme/people/late.html":         {"To read: revision 1 of the SLA of Marketing and Sales, in force since 20 Nov 2026; " + lars},
			"acme/people/guest.html":        {"To read: revision 1 of the SLA of Marketing and Sales, in force since 20 Nov 2026; " + olga},
			"acme/sla/marketing-sales.html": {"3 of 5 have not read revision 1 yet", "Olga Lind: " + olga, "Lars Tate: " + lars, "Dana Reed: signed on 18 Nov 2026", "Sam Ortiz: signed on 19 Nov 2026"},
			"acme/people/deal-desk.html":    {"Not read yet: revision 1 of the SLA of Marketing and Sales, in force since 20 Nov 2026 Gina Estes: " + beside(line.olga, olga)},
			"acme/functions/sales.html":     {"Olga Lind: " + beside(line.olga, olga), "Gina Estes: " + beside(line.olga, olga), "Lars Tate: " + beside(line.lars, lars)},
			"acme/functions/product.html":   {"Gina Estes: " + beside(line.olga, olga)},
			"acme/functions/marketing.html": nil,
			"acme/people/dana.html":         nil,
			"acme/people/sam.html":          nil,
			"health.html":                   {olga + "2 people have not read revision 1 of the SLA yet"},
			"acme/index.html":               {olga + "2 people have not read revision 1 of the SLA yet"},
		} {
			text := mainText(t, tree[page])
			for _, words := range words {
				if !strings.Contains(text, words) {
					t.Errorf("within %s: %s does not say %q:\n%s", line.within, page, words, text)
				}
			}

			if len(words) == 0 && (strings.Contains(text, "To read") || strings.Contains(text, "Not read")) {
				t.Errorf("within %s: %s is told to read what they signed", line.within, page)
			}
		}
	}
}

// beside is what pages say beside the day itself: nothing while it is far away.
func beside(by, word string) string { return by + " " + strings.TrimPrefix(word, by) }

// TestReadersHidden holds that a site that names nobody does not say who has not read something either.
func TestReadersHidden(t *testing.T) {
	files := readersSite("5 days", "")
	files["index.md"] = strings.Replace(files["index.md"], "timezone: UTC\n", "timezone: UTC\npublish: {hide_people: true}\n", 1)
	o := made(files)
	o.Now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	tree := render(t, o)
	for _, page := range []string{"people/deal-desk", "functions/sales"} {
		if text := mainText(t, tree["acme/"+page+".html"]); text == "" || strings.Contains(text, "Not read yet") {
			t.Errorf("%s says who has not read it:\n%s", page, text)
		}
	}
}

// wordOf is what pages say of "by 25 Nov 2026" on a day.
func wordOf(t *testing.T, by string, now time.Time) string {
	t.Helper()
	due, err := time.Parse("by 2 Jan 2006", by)
	if err != nil {
		t.Fatal(err)
	}

	switch days := int(due.Sub(now.Truncate(24*time.Hour)).Hours()) / 24; {
	case days == -1:
		return "1 day overdue"
	case days <= 7:
		return "this week"
	}

	return by
}

// TestReadersInTime holds whom time has not asked yet, or no more: whoever is still to come, and what is noted for a day
// to come.
func TestReadersInTime(t *testing.T) {
	o := made(readersSite("16 business hours", "  acknowledgements: {old: {revision: 1, on: 2026-12-24}, late: {revision: 1}}\n"))
	o.Now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	text := mainText(t, render(t, o)["acme/sla/marketing-sales.html"])
	for _, words := range []string{"2 of 4 have not read", "Olga Lind: this week", "Gina Estes: this week"} {
		if !strings.Contains(text, words) {
			t.Errorf("it does not say %q:\n%s", words, text)
		}
	}

	if strings.Contains(text, "Lars Tate:") {
		t.Error("somebody is asked who is not there yet")
	}

	o.Now = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	if text := mainText(t, render(t, o)["acme/sla/marketing-sales.html"]); !strings.Contains(text, "Lars Tate: read Gina") {
		t.Errorf("whoever has come and read it has not:\n%s", text)
	}
}

// TestReadersToCome holds that the page of somebody who is yet to come has what the first day brings: what to read,
// counted from that day, and the calendar; and not what is over by then.
func TestReadersToCome(t *testing.T) {
	meeting := "meetings: {talk: {name: Talk, rhythm: weekly, duration_minutes: 30, schedule: {weekday: mon, start_time: \"09:00\"}, attendees: [sales]}}\n"
	files := readersSite("3 business days", meeting)
	files["index.md"] = strings.Replace(files["index.md"], "active_from: 2026-11-24", "active_from: 2026-12-14", 1)
	o := made(files)
	o.Now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	tree := render(t, o)
	text := mainText(t, tree["acme/people/late.html"])
	for _, words := range []string{"To read: revision 1 of the SLA of Marketing and Sales, in force since 20 Nov 2026; by 17 Dec 2026", "late: {revision: 1, on: 2026-12-14}", "All of them in your own calendar: Lars Tate (.ics)"} {
		if !strings.Contains(text, words) {
			t.Errorf("it does not say %q:\n%s", words, text)
		}
	}

	if events := eventsOf(t, tree["acme/calendar/person-late.ics"]); len(events) == 0 {
		t.Error("the calendar is empty")
	}

	if text := mainText(t, tree["health.html"]); !strings.Contains(text, "2 people have not read") {
		t.Errorf("who is yet to come is counted:\n%s", text)
	}

	next := `, {revision: 2, effective_from: 2026-12-07, reason: Calls come sooner, approvals: [{person: dana, on: 2026-11-21, elsewhere: "https://acme.example/2"}, {person: sam, on: 2026-11-21, elsewhere: "https://acme.example/2"}]}]`
	files["acme/plan.md"] = strings.Replace(strings.Replace(files["acme/plan.md"], `]}]`, `]}`+next, 1), "  revision: 1\n", "  revision: 2\n", 1)
	o = made(files)
	o.Now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	text = mainText(t, render(t, o)["acme/people/late.html"])
	if !strings.Contains(text, "To read: revision 2 of the SLA of Marketing and Sales, signed, holds from 7 Dec 2026; by 17 Dec 2026") || strings.Contains(text, "To read: revision 1") {
		t.Errorf("they are to read what is over by their first day:\n%s", text)
	}
}

// TestRetired holds that a retired plan asks nothing of anybody.
func TestRetired(t *testing.T) {
	files := readersSite("1 business day", "")
	files["acme/plan.md"] = strings.Replace(files["acme/plan.md"], "status: agreed", "status: retired\nmeetings: {talk: {name: Talk, rhythm: weekly, duration_minutes: 30, schedule: {weekday: mon, start_time: \"09:00\"}, attendees: [sales]}}", 1)
	o := made(files)
	o.Now = time.Date(2026, 12, 24, 12, 0, 0, 0, time.UTC)
	tree := render(t, o)
	for _, page := range []string{"people/old", "people/sam", "people/deal-desk", "functions/sales"} {
		text := mainText(t, tree["acme/"+page+".html"])
		if !strings.Contains(text, "This plan is retired: it asks nothing of anybody any more. What it said") {
			t.Errorf("%s does not say that the plan is retired:\n%s", page, text)
		}

		for _, never := range []string{"overdue", "To read", "Reviewing", "owes"} {
			if strings.Contains(text, never) && (never != "owes" || !strings.HasPrefix(page, "functions/")) {
				t.Errorf("%s says %q:\n%s", page, never, text)
			}
		}
	}

	if files := tree.names(".ics"); len(files) > 0 || strings.Contains(mainText(t, tree["acme/rhythm.html"]), "calendar") {
		t.Errorf("it still calls to its meetings: %v", files)
	}

	for _, page := range []string{"acme/sla/marketing-sales.html", "index.html", "health.html"} {
		if text := mainText(t, tree[page]); strings.Contains(text, "have not read revision 1 of") || strings.Contains(text, "Olga Lind: ") && !strings.Contains(text, "Olga Lind: not yet") {
			t.Errorf("%s asks somebody to read it:\n%s", page, text)
		}
	}
}

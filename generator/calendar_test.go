package generator

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	reader "github.com/emersion/go-ical"
)

// eventsOf reads a calendar file with a library that did not write it: the days of events without a time, and the
// rules and exceptions of the others, each behind the event's UID.
func eventsOf(t *testing.T, file []byte) []string {
	t.Helper()
	cal, err := reader.NewDecoder(bytes.NewReader(file)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, file)
	}

	var all []string
	for _, e := range cal.Events() {
		uid, err := e.Props.Text(reader.PropUID)
		if err != nil {
			t.Fatal(err)
		}

		line := uid + " " + e.Props.Get(reader.PropDateTimeStart).Value
		if id := e.Props.Get(reader.PropRecurrenceID); id != nil {
			line += " for " + id.Value
		}

		if rule := e.Props.Get(reader.PropRecurrenceRule); rule != nil {
			line += " " + rule.Value
		}

		for _, except := range e.Props.Values(reader.PropExceptionDates) {
			line += " without " + except.Value
		}

		all = append(all, line)
	}

	return all
}

// TestCalendars holds what is in the calendar files of a plan, and in whose.
func TestCalendars(t *testing.T) {
	site := "---\nkind: site\ntitle: Acme\ntimezone: America/New_York\nas_of: 2026-11-24 12:00\nbase_url: https://acme.example/plan\n" +
		"people:\n  dana: {name: Dana Reed, function: marketing}\n  sam: {name: Sam Ortiz, function: sales}\n  rory: {name: Rory Lind, function: product}\n  gone: {name: Gil Gone, function: product, active_to: 2026-10-31}\n" +
		"roles:\n  vp-marketing: {title: VP Marketing, function: marketing, held_by: dana}\n  vp-sales: {title: VP Sales, function: sales, held_by: sam}\n" +
		"calendars:\n  hq: {timezone: America/New_York, hours: [{days: mon-fri, open: \"09:00\", close: \"18:00\"}], holidays: {2026-11-27: A day off, 2027-01-01: New Year}}\n---\n"
	plan := "---\nkind: plan\ntitle: Acme plan\n" +
		"sla:\n  revision: 1\n  terms: {review: {cadence: quarterly, by: [vp-sales]}}\n  revisions: [{revision: 1, effective_from: 2026-10-01, approvals: [{person: dana, on: 2026-09-20, elsewhere: \"https://acme.example/1\"}, {person: sam, on: 2026-09-21, elsewhere: \"https://acme.example/1\"}]}]\n" +
		"qbrs: {2026-Q3: {held_on: 2026-10-13}}\n" +
		"meetings:\n" +
		"  weekly: {name: Review with Dana Reed, rhythm: weekly, starts_on: 2026-11-02, duration_minutes: 30, schedule: {weekday: fri, start_time: \"14:00\"}, attendees: [dana, rory, gone]}\n" +
		"  first: {name: Growth, rhythm: monthly, starts_on: 2026-11-02, duration_minutes: 180, on_holiday: next_business_day, schedule: {weekday: fri, ordinal: 1}, attendees: [sales]}\n" +
		"  someday: {name: Someday, rhythm: monthly, duration_minutes: 180, attendees: [sales]}\n---\n"
	files := map[string]string{"index.md": site, "acme/plan.md": plan}
	result, err := Check(made(files))
	if err != nil {
		t.Fatal(err)
	}

	tree := routes(t, result)
	if got, want := tree.names(".ics"), []string{"function-marketing", "function-product", "function-sales", "meeting-first", "meeting-weekly", "person-dana", "person-rory", "person-sam", "plan", "role-vp-marketing", "role-vp-sales"}; !slices.Equal(got, within("acme/calendar/", want, ".ics")) {
		t.Fatalf("the files are %v", got)
	}

	weekly := "meeting.weekly.acme@lockstep 20261106T140000 FREQ=WEEKLY;BYDAY=FR without 20261127T140000 without 20270101T140000"
	first := []string{"meeting.first.acme@lockstep 20261106 FREQ=MONTHLY;BYDAY=1FR", "meeting.first.acme@lockstep 20270104 for 20270101"}
	review := "sla-review.marketing-sales.acme@lockstep 20261221"
	others := []string{"revision.marketing-sales.1.acme@lockstep 20261001", "qbr.2026-Q3.acme@lockstep 20261013", "qbr.2026-Q4.acme@lockstep 20270130"}
	for name, want := range map[string][]string{
		"meeting-weekly":     {weekly},
		"meeting-first":      first,
		"plan":               slices.Concat([]string{weekly}, first, []string{review}, others),
		"role-vp-marketing":  append([]string{weekly}, others...),
		"role-vp-sales":      slices.Concat(first, []string{review}, others),
		"function-marketing": append([]string{weekly}, others...),
		"function-sales":     slices.Concat(first, []string{review}, others),
		"person-rory":        append([]string{weekly}, others...),
		"person-sam":         slices.Concat(first, []string{review}, others),
	} {
		if got := eventsOf(t, tree["acme/calendar/"+name+".ics"]); !slices.Equal(got, want) {
			t.Errorf("%s.ics:\nwant %s\ngot  %s", name, strings.Join(want, "\n     "), strings.Join(got, "\n     "))
		}
	}

	if text := string(tree["acme/calendar/plan.ics"]); !strings.Contains(text, "URL:https://acme.example/plan/acme/rhythm.html#meeting-weekly") || !strings.Contains(text, "Who: Dana Reed") {
		t.Errorf("the file does not say where to read more, or who comes:\n%s", text)
	}

	if page := mainText(t, tree["acme/rhythm.html"]); !strings.Contains(page, "nobody has said on which day") || strings.Contains(string(tree["acme/rhythm.html"]), "meeting-someday.ics") {
		t.Error("a meeting without a day is not shown as one")
	}

	// A site that names nobody names nobody here either.
	files["index.md"] = strings.Replace(site, "timezone: America/New_York\nas_of", "publish: {hide_people: true}\ntimezone: America/New_York\nas_of", 1)
	files["acme/plan.md"] = strings.Replace(plan, "Review with Dana Reed", "Review", 1)
	if result, err = Check(made(files)); err != nil {
		t.Fatal(err)
	}

	for name, text := range routes(t, result) {
		if strings.Contains(name, "person-") {
			t.Errorf("%s is of somebody", name)
		}

		if strings.HasSuffix(name, ".ics") && (bytes.Contains(text, []byte("Dana")) || bytes.Contains(text, []byte("Sam"))) {
			t.Errorf("%s names somebody:\n%s", name, text)
		}
	}

	// Two builds on one day are alike, also with a meeting between them.
	files["index.md"] = strings.Replace(site, "as_of: 2026-11-24 12:00\n", "", 1)
	morning, evening := made(files), made(files)
	morning.Now, evening.Now = time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC), time.Date(2026, 11, 20, 22, 0, 0, 0, time.UTC)
	early, err := Check(morning)
	if err != nil {
		t.Fatal(err)
	}

	late, err := Check(evening)
	if err != nil {
		t.Fatal(err)
	}

	sameTree(t, routes(t, early), routes(t, late))
}

// within puts something before and behind each name.
func within(before string, names []string, behind string) []string {
	for i := range names {
		names[i] = before + names[i] + behind
	}

	return names
}

// TestNoCalendarsForOutsiders holds that a site which publishes no calendar files speaks of none, and still says when
// everybody meets.
func TestNoCalendarsForOutsiders(t *testing.T) {
	tree := render(t, published(t, "{profile: public}"))
	for name, text := range tree {
		if strings.HasSuffix(name, ".ics") {
			t.Errorf("outsiders get %s", name)
		}

		for _, words := range []string{".ics", "calendar file", "your own calendar", `<th scope="col">Calendar</th>`} {
			if strings.HasPrefix(name, "larkmere/") && strings.Contains(string(text), words) {
				t.Errorf("%s says %q", name, words)
			}
		}
	}

	for page, words := range map[string]string{"rhythm": "Numbers day", "functions/sales": "Meetings", "people/vp-sales": "Meetings", "document": "Numbers day"} {
		if text := mainText(t, tree["larkmere/"+page+".html"]); !strings.Contains(text, words) {
			t.Errorf("%s does not say %q", page, words)
		}
	}
}

// TestOneCalendar holds that somebody with two roles has one calendar, with the meetings of both and their own, each once.
func TestOneCalendar(t *testing.T) {
	meeting := func(id, day, attendees string) string {
		return "  " + id + ": {name: Meeting " + id + ", rhythm: weekly, duration_minutes: 30, schedule: {weekday: " + day + ", start_time: \"09:00\"}, attendees: " + attendees + "}\n"
	}
	tree := render(t, made(map[string]string{
		"index.md": "---\nkind: site\ntitle: Acme\ntimezone: UTC\npeople:\n  zoe: {name: Zoe Ang, function: sales}\n  max: {name: Max Mo, function: marketing}\n" +
			"roles:\n  vp-s: {title: VP Sales, function: sales, held_by: zoe}\n  cro: {title: Acting CRO, function: sales, held_by: zoe}\n---\n",
		"acme/plan.md": "---\nkind: plan\ntitle: Acme plan\nowner: zoe\nmeetings:\n" + meeting("leads", "mon", "[vp-s]") + meeting("board", "tue", "[cro, vp-s]") + meeting("talk", "wed", "[zoe, max]") + "---\n",
	}))
	page := string(tree["acme/people/zoe.html"])
	if !strings.Contains(page, `href="../calendar/person-zoe.ics"`) || strings.Contains(page, "calendar/role-") {
		t.Error("the page does not lead to the one calendar")
	}

	var meetings []string
	for _, event := range eventsOf(t, tree["acme/calendar/person-zoe.ics"]) {
		if id, ok := strings.CutPrefix(event, "meeting."); ok {
			meetings = append(meetings, id[:strings.Index(id, ".")])
		}
	}

	if want := []string{"leads", "board", "talk"}; !slices.Equal(meetings, want) {
		t.Errorf("it holds %v, not %v", meetings, want)
	}
}

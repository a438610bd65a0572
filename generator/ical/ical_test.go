package ical

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	reader "github.com/emersion/go-ical"
	"github.com/teambition/rrule-go"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// holidays of 2026 and 2027 on which the meetings of the tests would fall.
var holidays = []worktime.Date{
	{Year: 2026, Month: 1, Day: 1}, {Year: 2026, Month: 3, Day: 31}, {Year: 2026, Month: 4, Day: 3}, {Year: 2026, Month: 11, Day: 26},
	{Year: 2026, Month: 12, Day: 25}, {Year: 2026, Month: 12, Day: 31}, {Year: 2027, Month: 1, Day: 1}, {Year: 2027, Month: 5, Day: 31},
}

func zoned(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := worktime.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}

	return zone
}

func office(t testing.TB, zone *time.Location) *worktime.Calendar {
	t.Helper()
	var hours [7][]worktime.Window
	for day := time.Monday; day <= time.Friday; day++ {
		hours[day] = []worktime.Window{{Open: 9 * 3600, Close: 18 * 3600}}
	}

	c, err := worktime.NewCalendar(zone, hours, holidays)
	if err != nil {
		t.Fatal(err)
	}

	return c
}

var (
	first = worktime.Date{Year: 2026, Month: 1, Day: 1}
	last  = worktime.Date{Year: 2028, Month: 1, Day: 31}
)

// rhythms are one of every kind.
func rhythms() map[string]worktime.Rhythm {
	workdays := []time.Weekday{time.Friday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday}
	friday := []time.Weekday{time.Friday}

	return map[string]worktime.Rhythm{
		"daily":             {Every: worktime.Daily, Days: workdays},
		"daily moved":       {Every: worktime.Daily, Days: workdays, Holidays: worktime.NextBusinessDay},
		"weekly":            {Every: worktime.Weekly, Days: friday},
		"weekly kept":       {Every: worktime.Weekly, Days: friday, Holidays: worktime.Keep},
		"weekly moved":      {Every: worktime.Weekly, Days: friday, Holidays: worktime.NextBusinessDay},
		"sundays":           {Every: worktime.Weekly, Days: []time.Weekday{time.Sunday}},
		"biweekly":          {Every: worktime.Biweekly, Days: friday, StartsOn: worktime.Date{Year: 2026, Month: 3, Day: 4}},
		"biweekly two days": {Every: worktime.Biweekly, Days: []time.Weekday{time.Sunday, time.Monday}, StartsOn: worktime.Date{Year: 2026, Month: 3, Day: 7}},
		"first friday":      {Every: worktime.Monthly, Days: friday, Ordinal: 1},
		"first friday move": {Every: worktime.Monthly, Days: friday, Ordinal: 1, Holidays: worktime.NextBusinessDay},
		"last friday":       {Every: worktime.Monthly, Days: friday, Ordinal: -1},
		"day 15":            {Every: worktime.Monthly, DayOfMonth: 15, Holidays: worktime.Keep},
		"day 29":            {Every: worktime.Monthly, DayOfMonth: 29},
		"day 30":            {Every: worktime.Monthly, DayOfMonth: 30, Holidays: worktime.Keep},
		"day 31":            {Every: worktime.Monthly, DayOfMonth: 31, Holidays: worktime.NextBusinessDay},
		"last business day": {Every: worktime.Monthly, LastBusinessDay: true},
		"quarterly":         {Every: worktime.Quarterly, Days: friday, Ordinal: 1, MonthOfQuarter: 2},
		"quarterly fiscal":  {Every: worktime.Quarterly, LastBusinessDay: true, MonthOfQuarter: 3, FiscalStart: time.February},
	}
}

// TestAnotherReader lets another program read the files and expand the rules, and compares every start over two
// years, with changes of clocks on both sides of the equator, with those of the rhythm.
func TestAnotherReader(t *testing.T) {
	for _, zoneName := range []string{"America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "America/Santiago", "UTC"} {
		zone := zoned(t, zoneName)
		for name, rhythm := range rhythms() {
			for _, clock := range []worktime.Clock{2*3600 + 30*60, 14 * 3600} {
				s := &Series{Rhythm: rhythm, From: first, Calendar: office(t, zone), Timed: true, Zone: zone, Start: clock, Minutes: 45}
				file := Calendar{Name: "Test", Stamp: time.Unix(0, 0), Until: last, Events: []Event{{UID: "a", Summary: "A", Series: s}}}.Bytes()
				got := expand(t, file, last)

				var want []string
				for _, d := range rhythm.Dates(first, last, s.Calendar) {
					at, occurs := d.At(clock, zone)
					if occurs == worktime.Never {
						continue // no clock shows it: programs differ, and the day is compared in TestDay
					}

					want = append(want, at.UTC().Format(time.RFC3339))
				}

				got = slices.DeleteFunc(got, func(s string) bool { return s == "never" })
				if !slices.Equal(got, want) {
					t.Errorf("%s in %s at %s:\nwant %v\ngot  %v\n%s", name, zoneName, clock, want, got, file)
				}
			}
		}
	}
}

// TestLastDay asks for the plainest rule of a last day: there are programs that pass over BYSETPOS beside days of
// the month.
func TestLastDay(t *testing.T) {
	s := &Series{Rhythm: worktime.Rhythm{Every: worktime.Monthly, DayOfMonth: 31}, From: first}
	file := Calendar{Name: "Test", Until: last, Events: []Event{{UID: "a", Summary: "A", Series: s}}}.Bytes()
	if !strings.Contains(string(file), "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1\r\n") {
		t.Errorf("no rule of the last day in\n%s", file)
	}
}

// TestDay compares the days of a meeting without a time.
func TestDay(t *testing.T) {
	for name, rhythm := range rhythms() {
		s := &Series{Rhythm: rhythm, From: first, Calendar: office(t, time.UTC)}
		file := Calendar{Name: "Test", Until: last, Events: []Event{{UID: "a", Summary: "A", Series: s}}}.Bytes()
		var want []string
		for _, d := range rhythm.Dates(first, last, s.Calendar) {
			want = append(want, d.String()+"T00:00:00Z")
		}

		if got := expand(t, file, last); !slices.Equal(got, want) {
			t.Errorf("%s:\nwant %v\ngot  %v", name, want, got)
		}
	}
}

// expand reads a file with another library and returns the starts of all events, each as an instant found by the
// file's own account of its zones; "never" for a time that clocks leave out.
func expand(t *testing.T, file []byte, until worktime.Date) []string {
	t.Helper()
	cal, err := reader.NewDecoder(bytes.NewReader(file)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, file)
	}

	zones := map[string]*reader.Component{}
	for _, c := range cal.Children {
		if c.Name == reader.CompTimezone {
			zones[c.Props.Get(reader.PropTimezoneID).Value] = c
		}
	}

	starts := map[string]string{} // by planned start
	for _, e := range cal.Events() {
		start := e.Props.Get(reader.PropDateTimeStart)
		zone := start.Params.Get("TZID")
		if zone != "" && zones[zone] == nil {
			t.Fatalf("no account of the zone %s", zone)
		}

		if id := e.Props.Get(reader.PropRecurrenceID); id != nil {
			starts[id.Value] = instant(t, zones[zone], wall(t, start.Value))
			continue
		}

		option, err := rrule.StrToROption(e.Props.Get(reader.PropRecurrenceRule).Value)
		if err != nil {
			t.Fatal(err)
		}

		option.Dtstart, option.Until = wall(t, start.Value), time.Date(until.Year, until.Month, until.Day, 23, 59, 59, 0, time.UTC)
		rule, err := rrule.NewRRule(*option)
		if err != nil {
			t.Fatal(err)
		}

		var except []string
		for _, exdate := range e.Props.Values(reader.PropExceptionDates) {
			except = append(except, exdate.Value)
		}

		all := rule.All()
		if len(all) == 0 || !all[0].Equal(option.Dtstart) {
			t.Fatalf("the rule %s does not start on its own start %s: %v", option.RRuleString(), start.Value, all)
		}

		for _, at := range all {
			key := at.Format("20060102T150405")
			switch {
			case len(start.Value) == 8:
				key = key[:8]
			case strings.HasSuffix(start.Value, "Z"):
				key += "Z"
			}

			if !slices.Contains(except, key) {
				starts[key] = instant(t, zones[zone], at)
			}
		}
	}

	// Overrides are read after the series, and stand in the place of what was planned.
	for _, e := range cal.Events() {
		if id := e.Props.Get(reader.PropRecurrenceID); id != nil {
			start := e.Props.Get(reader.PropDateTimeStart)
			starts[id.Value] = instant(t, zones[start.Params.Get("TZID")], wall(t, start.Value))
		}
	}

	var all []string
	for _, at := range starts {
		all = append(all, at)
	}

	slices.Sort(all)

	return all
}

// wall reads a local time as if it were in UTC.
func wall(t *testing.T, value string) time.Time {
	t.Helper()
	value = strings.TrimSuffix(value, "Z")
	layout := "20060102T150405"[:len(value)]
	at, err := time.Parse(layout, value)
	if err != nil {
		t.Fatal(err)
	}

	return at
}

// instant finds when clocks show a time, by the file's account of a zone alone: of its changes, the last one
// before that time.
func instant(t *testing.T, zone *reader.Component, at time.Time) string {
	t.Helper()
	if zone == nil {
		return at.Format(time.RFC3339)
	}

	var onset, latest time.Time
	offset, before := time.Duration(0), time.Duration(0)
	found := false
	for _, c := range zone.Children {
		var onsets []time.Time
		start := wall(t, c.Props.Get(reader.PropDateTimeStart).Value)
		if rule := c.Props.Get(reader.PropRecurrenceRule); rule != nil {
			option, err := rrule.StrToROption(rule.Value)
			if err != nil {
				t.Fatal(err)
			}

			option.Dtstart, option.Until = start, at.AddDate(1, 0, 0)
			expanded, err := rrule.NewRRule(*option)
			if err != nil {
				t.Fatal(err)
			}

			onsets = expanded.All()
			if len(onsets) > 0 && !onsets[0].Equal(start) {
				t.Fatalf("the rule %s does not start at %s", rule.Value, start)
			}
		}

		onsets = append(onsets, start)
		for _, rdate := range c.Props.Values(reader.PropRecurrenceDates) {
			onsets = append(onsets, wall(t, rdate.Value))
		}

		for _, on := range onsets {
			if !on.After(at) && (!found || on.After(latest)) {
				found, latest, onset = true, on, on
				offset, before = hours(t, c.Props.Get("TZOFFSETTO").Value), hours(t, c.Props.Get("TZOFFSETFROM").Value)
			}
		}
	}

	if !found {
		t.Fatalf("the account of the zone says nothing of %s", at)
	}

	if gap := offset - before; gap > 0 && at.Sub(onset) < gap {
		return "never"
	}

	// A time that clocks show twice is meant the first time; the account of onsets counts by the clock before, so
	// that such a time lies before the onset already.
	return at.Add(-offset).Format(time.RFC3339)
}

func hours(t *testing.T, offset string) time.Duration {
	t.Helper()
	at, err := time.Parse("-0700", offset)
	if err != nil {
		t.Fatal(err)
	}

	_, seconds := at.Zone()

	return time.Duration(seconds) * time.Second
}

// TestZones holds the account of a zone's clocks, whose rules go on, against the zone itself, for ten years after
// the last day of the file.
func TestZones(t *testing.T) {
	for _, name := range []string{"America/New_York", "Europe/Berlin", "Europe/Dublin", "Australia/Sydney", "America/Santiago", "Africa/Casablanca", "Asia/Kolkata", "America/Sao_Paulo"} {
		zone := zoned(t, name)
		s := &Series{Rhythm: rhythms()["weekly kept"], From: first, Timed: true, Zone: zone, Start: 12 * 3600, Minutes: 30}
		file := Calendar{Name: "Test", Until: last, Events: []Event{{UID: "a", Summary: "A", Series: s}}}.Bytes()
		cal, err := reader.NewDecoder(bytes.NewReader(file)).Decode()
		if err != nil {
			t.Fatal(err)
		}

		for d := first; d.Before(last.AddMonths(12 * moreYears)); d = d.AddDays(5) {
			at, _ := d.At(12*3600, zone)
			if got, want := instant(t, cal.Children[0], time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)), at.UTC().Format(time.RFC3339); got != want {
				t.Fatalf("noon of %s in %s is %s, the file says %s\n%s", d, name, want, got, file)
			}
		}
	}
}

// TestForm holds a file to the form that calendar programs ask for.
func TestForm(t *testing.T) {
	zone := zoned(t, "America/New_York")
	events := []Event{
		{UID: "one@x", Summary: "Größe, Preis; und\tmehr \\ é" + strings.Repeat(" wörter", 40), Description: "Zwei\r\nZeilen\x00\n" + strings.Repeat("語", 90), Where: "Room 4\nSecond floor", Series: &Series{
			Rhythm: rhythms()["first friday move"], From: first, Calendar: office(t, zone), Timed: true, Zone: zone, Start: 9 * 3600, Minutes: 15,
		}},
		{UID: "two@x", Summary: "Review due", On: worktime.Date{Year: 2026, Month: 12, Day: 31}},
		{UID: "never@x", Summary: "Never", Series: &Series{}},
		{UID: "nowhen@x", Summary: "No day"},
	}
	file := Calendar{Name: "Plan\nA", Stamp: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Until: last, Events: events}.Bytes()
	if !utf8.Valid(file) {
		t.Error("the file is no UTF-8")
	}

	for line := range strings.SplitAfterSeq(string(file), "\r\n") {
		if bare := strings.TrimSuffix(line, "\r\n"); strings.ContainsAny(bare, "\r\n\x00\t") || len(bare) > 75 || line != "" && bare == line {
			t.Errorf("a line has %d bytes, or a character that no line has: %q", len(bare), line)
		}
	}

	cal, err := reader.NewDecoder(bytes.NewReader(file)).Decode()
	if err != nil {
		t.Fatal(err)
	}

	var ids []string
	for _, e := range cal.Events() {
		uid, _ := e.Props.Text(reader.PropUID)
		ids = append(ids, uid)
		if stamp, err := e.Props.Get(reader.PropDateTimeStamp).DateTime(time.UTC); err != nil || !stamp.Equal(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s was made at %v, %v", uid, stamp, err)
		}
	}

	// The first Friday of 2026 is a holiday only in April and in January 2027, when the meeting is moved.
	if want := []string{"one@x", "one@x", "one@x", "two@x"}; !slices.Equal(ids, want) {
		t.Errorf("the file has %v, want %v", ids, want)
	}

	summary, _ := cal.Events()[0].Props.Text(reader.PropSummary)
	if want := strings.ReplaceAll(events[0].Summary, "\t", ""); summary != want {
		t.Errorf("the name came back as %q, want %q", summary, want)
	}

	again := Calendar{Name: "Plan\nA", Stamp: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Until: last, Events: events}.Bytes()
	if !bytes.Equal(file, again) {
		t.Error("the same calendar gives other bytes")
	}
}

func Example() {
	zone, _ := worktime.LoadZone("America/New_York")
	review := Event{UID: "review@acme", Summary: "Revenue review", Series: &Series{
		Rhythm: worktime.Rhythm{Every: worktime.Weekly, Days: []time.Weekday{time.Monday}},
		From:   worktime.Date{Year: 2026, Month: 11, Day: 2}, Timed: true, Zone: zone, Start: 10 * 3600, Minutes: 60,
	}}
	file := Calendar{Name: "Acme", Stamp: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Until: worktime.Date{Year: 2027, Month: 12, Day: 31}, Events: []Event{review}}.Bytes()
	fmt.Print(strings.ReplaceAll(string(file), "\r\n", "\n"))
	// Output:
	// BEGIN:VCALENDAR
	// VERSION:2.0
	// PRODID:-//lockstep//calendar//EN
	// METHOD:PUBLISH
	// X-WR-CALNAME:Acme
	// BEGIN:VTIMEZONE
	// TZID:America/New_York
	// BEGIN:STANDARD
	// DTSTART:20261101T020000
	// TZOFFSETFROM:-0400
	// TZOFFSETTO:-0500
	// TZNAME:EST
	// RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
	// END:STANDARD
	// BEGIN:DAYLIGHT
	// DTSTART:20270314T020000
	// TZOFFSETFROM:-0500
	// TZOFFSETTO:-0400
	// TZNAME:EDT
	// RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
	// END:DAYLIGHT
	// END:VTIMEZONE
	// BEGIN:VEVENT
	// UID:review@acme
	// DTSTAMP:20261101T000000Z
	// SUMMARY:Revenue review
	// DTSTART;TZID=America/New_York:20261102T100000
	// DURATION:PT60M
	// RRULE:FREQ=WEEKLY;BYDAY=MO
	// END:VEVENT
	// END:VCALENDAR
}

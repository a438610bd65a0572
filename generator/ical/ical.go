// Package ical writes calendar files (iCalendar, RFC 5545) that calendar programs read.
//
// A meeting is written as one event with a rule, not as a list of days, so that it goes on in the reader's
// calendar. Its times are local to its own zone, whose changes of clocks stand in the same file. A holiday that
// takes a meeting is an exception, one that moves it an event of its own in the place of the planned one.
//
// Everything here is a pure function of its arguments: the same calendar gives the same bytes. A file names no
// addresses, so that no program sends anybody a message.
package ical

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A Calendar is one file.
type Calendar struct {
	// Name is what calendar programs call it.
	Name string
	// Stamp is when the file was made. It is no part of any event's time.
	Stamp time.Time
	// Until is the last day for which the changes of clocks and the exceptions of every series are written out.
	Until  worktime.Date
	Events []Event
}

// An Event is something that happens on a day, or again and again.
type Event struct {
	// UID is the same for ever: by it a calendar program knows the event again.
	UID string
	// Summary is its name; the others may be "". Description may have several lines.
	Summary, Description, Where, Link string
	// On is the day of an event that happens once and takes the whole day.
	On worktime.Date
	// Series is when an event happens that comes again; nil for one that does not.
	Series *Series
}

// A Series is when something happens that comes again.
type Series struct {
	Rhythm worktime.Rhythm
	// From is the day from which occasions are looked for.
	From worktime.Date
	// Calendar says which days are holidays; nil for none.
	Calendar *worktime.Calendar
	// Timed says that it has a time of day, in Zone: it starts at Start and takes so many Minutes. Without, it
	// takes the whole day.
	Timed   bool
	Zone    *time.Location
	Start   worktime.Clock
	Minutes int
}

// Bytes returns the file. Events that never happen until the calendar's last day are left out.
func (c Calendar) Bytes() []byte {
	out := ics.NewCalendar()
	out.SetProductId("-//lockstep//calendar//EN")
	out.SetMethod(ics.MethodPublish)
	out.SetXWRCalName(clean(c.Name))

	w := &writer{Calendar: c, out: out, zones: map[string]worktime.Date{}}
	for _, e := range c.Events {
		if e.Series == nil {
			w.day(e)
		} else {
			w.series(e)
		}
	}

	w.addZones()

	return []byte(out.Serialize(ics.WithNewLineWindows))
}

// A writer is a file being made.
type writer struct {
	Calendar
	out *ics.Calendar
	// zones are those that events need, and the first day on which they do, in the order of names.
	zones map[string]worktime.Date
	order []*time.Location
}

// event starts an event.
func (w *writer) event(e Event) *ics.VEvent {
	v := w.out.AddEvent(e.UID)
	v.SetDtStampTime(w.Stamp)
	v.SetSummary(clean(e.Summary))
	for _, more := range []struct {
		property ics.ComponentProperty
		text     string
	}{{ics.ComponentPropertyDescription, e.Description}, {ics.ComponentPropertyLocation, e.Where}, {ics.ComponentPropertyUrl, e.Link}} {
		if text := clean(more.text); text != "" {
			v.SetProperty(more.property, text)
		}
	}

	return v
}

// day writes an event of one day. It leaves people's time free: nobody has to be anywhere.
func (w *writer) day(e Event) {
	if e.On.IsZero() {
		return
	}

	v := w.event(e)
	w.allDay(v, e.On)
	v.SetTimeTransparency(ics.TransparencyTransparent)
}

func (w *writer) allDay(v *ics.VEvent, d worktime.Date) {
	v.SetProperty(ics.ComponentPropertyDtStart, basic(d), ics.WithValue("DATE"))
	v.SetProperty(ics.ComponentPropertyDtEnd, basic(d.AddDays(1)), ics.WithValue("DATE"))
}

// series writes an event that comes again: its rule from the first occasion that is held, and its exceptions.
func (w *writer) series(e Event) {
	s := e.Series
	occasions := s.Rhythm.Occasions(s.From, w.Until, s.Calendar)
	for len(occasions) > 0 && occasions[0].On.IsZero() {
		occasions = occasions[1:]
	}

	if len(occasions) == 0 {
		return
	}

	first := occasions[0].Planned
	v := w.event(e)
	w.times(v, s, first)
	v.AddRrule(rule(s.Rhythm, s.Calendar))
	for _, o := range occasions {
		if o.On.IsZero() {
			value, params := w.start(s, o.Planned)
			v.AddExdate(value, params...)
		}
	}

	for _, o := range occasions {
		if !o.On.IsZero() && o.On != o.Planned {
			moved := w.event(e)
			value, params := w.start(s, o.Planned)
			moved.SetProperty(ics.ComponentPropertyRecurrenceId, value, params...)
			w.times(moved, s, o.On)
		}
	}
}

// times writes when an occasion of a series starts and ends.
func (w *writer) times(v *ics.VEvent, s *Series, d worktime.Date) {
	if !s.Timed {
		w.allDay(v, d)
		return
	}

	value, params := w.start(s, d)
	v.SetProperty(ics.ComponentPropertyDtStart, value, params...)
	v.SetProperty(ics.ComponentPropertyDuration, fmt.Sprintf("PT%dM", max(s.Minutes, 1)))
}

// start returns the start of an occasion as a value and its parameters, and notes the zone that it needs.
func (w *writer) start(s *Series, d worktime.Date) (string, []ics.PropertyParameter) {
	if !s.Timed {
		return basic(d), []ics.PropertyParameter{ics.WithValue("DATE")}
	}

	clock := fmt.Sprintf("T%02d%02d%02d", s.Start/3600, s.Start/60%60, s.Start%60)
	if s.Zone == time.UTC {
		return basic(d) + clock + "Z", nil
	}

	w.need(s.Zone, d)

	return basic(d) + clock, []ics.PropertyParameter{ics.WithTZID(s.Zone.String())}
}

func (w *writer) need(zone *time.Location, d worktime.Date) {
	first, known := w.zones[zone.String()]
	if !known {
		w.order = append(w.order, zone)
	}

	if !known || d.Before(first) {
		w.zones[zone.String()] = d
	}
}

// basic writes a date without hyphens.
func basic(d worktime.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// clean returns a text without characters that no line of a file may hold.
func clean(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsControl(r):
			return -1
		}

		return r
	}, strings.ToValidUTF8(text, "\uFFFD")))
}

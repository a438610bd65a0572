package evidence

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// rowFaults reports the rows that cannot be judged, by reason, with the first of each.
func (j *judge) rowFaults() {
	if j.reported {
		return // what is wrong with a row is the same for all agreements about leads
	}

	j.reported = true
	fs := j.leadFaults
	reasons := j.reasons()
	var e event // made once: reasons look at it through a pointer
	for i := range j.leads.rows {
		l := &j.leads.rows[i]
		if l.is(badRow) || l.is(doubtful) {
			continue
		}

		start, s := stamp(0), (*span)(nil)
		if l.mql != 0 && l.mql <= j.at {
			start, s = j.clockStart(l)
		}

		e = j.newEvent(l, start, s)
		for _, reason := range reasons {
			if !reason.of(&e) {
				continue
			}

			if reason.count == 0 {
				reason.row, reason.at = i+1, j.leads.at[reason.field(&e)]
			}

			reason.count++
		}
	}

	for _, reason := range reasons {
		if reason.count > 0 {
			fs.later(reason.fault, reason.row, reason.at)
		}
	}

	j.tooSoon()
	for i := range j.spans {
		s := &j.spans[i]
		if n := j.unknown[s]; n > 0 {
			fs.at(fs.export.sheet.mark(1, 1, ""), source.Warning,
				fmt.Sprintf("%s fall under revision %d of %s, whose terms are not known: %s", rowCount(n), s.revision, j.ID, s.unknown), "archive the revision: lockstep archive")
		}
	}
}

// A reason is what may be wrong with a row that can be read, and in which of leadFields. Its span is nil where nothing
// judges it.
type reason struct {
	*fault
	field func(e *event) int
	of    func(e *event) bool
}

// reasons are those for which a row is not judged, or not as it seems.
func (j *judge) reasons() []reason {
	in := func(field int) func(*event) int { return func(*event) int { return field } }
	warning := func(field int, of func(*event) bool, one, many, hint string) reason {
		return reason{plainFault(one, many, hint)(), in(field), of}
	}
	notStarted := warning(mqlAt, func(e *event) bool { return e.span != nil && e.start == 0 },
		"has no time yet at which its clock starts, and counts as a lead only", "have no time yet at which their clocks start, and count as leads only",
		"a lead starts no clock before it is assigned; where the CRM does not keep that date, agree on clock_start: mql_at")
	notStarted.severity = source.Info // nothing is wrong with such a row
	notStarted.field = func(e *event) int { return j.clockField(e.span) }

	return []reason{
		warning(mqlAt, func(e *event) bool { return e.mql == 0 },
			"has no time at which the lead qualified, and is left out", "have no time at which the lead qualified, and are left out",
			"export only leads that qualified; a CRM that clears the date when a stage is set by hand needs a field of its own for it"),
		{afterExport(), in(mqlAt), func(e *event) bool { return e.mql > j.at && j.ending.afterExport(e.mql) }},
		{notYet(), in(mqlAt), func(e *event) bool { return e.mql > j.at && !j.ending.afterExport(e.mql) }},
		notStarted,
		warning(outreachAt, j.tooEarly,
			"has an outreach before the clock starts, and does not count for the first outreach", "have an outreach before the clock starts, and do not count for the first outreach",
			"a date set again when the lead qualified anew, or an owner's old contact: look at the record"),
		{noChannelFault(), in(outreachChannel), j.silent},
		warning(dispositionAt, j.undated,
			"is decided on without a date, so that nobody can say it was in time", "are decided on without a date, so that nobody can say they were in time",
			"export the date of the decision: a field that the CRM sets when the status changes"),
	}
}

// clockField returns the field by which clocks start under a span, or that of mql_at where it has no column.
func (j *judge) clockField(s *span) int {
	field := mqlAt
	switch s.clockStart() {
	case "assigned_at":
		field = assignedAt
	case "created_at":
		field = createdAt
	}

	if j.leads.at[field] < 0 {
		return mqlAt
	}

	return field
}

// outreachOf returns what the export of leads says of outreach; nil where another tells it, or no clock runs.
func (j *judge) outreachOf(e *event) *plan.FirstOutreach {
	o := e.span.outreach()
	if o == nil || j.attempts != nil || e.start == 0 || e.outreach == 0 || !counts(o, e.channel(), e.is(automated)) {
		return nil
	}

	return o
}

// tooEarly reports whether the outreach of a row is dated before its clock starts.
func (j *judge) tooEarly(e *event) bool {
	return j.outreachOf(e) != nil && e.outreach < e.start
}

// silent reports whether the outreach of a row counts because nobody says on which channel it was.
func (j *judge) silent(e *event) bool {
	o := j.outreachOf(e)

	return o != nil && len(o.CountsAs) > 0 && e.channel() == noChannel && j.leads.has["first_outreach_channel"] && e.outreach >= e.start && e.outreach <= j.at
}

// undated reports whether a decision that counts has no date.
func (j *judge) undated(e *event) bool {
	d := e.span.disposition()

	return d != nil && e.start != 0 && e.decided == 0 && e.decision() != undecided && j.leads.has["disposition_at"] && (d.Scope == "all" || e.decision() == rejected)
}

// holidays reports calendars that have no holiday in a year that the data covers: its deadlines would fall on
// days on which nobody works.
func (m *measurement) holidays() {
	years := map[*plan.Calendar][]int{}
	var calendars []*plan.Calendar
	for _, a := range m.agreed {
		s := m.report.SLA(a.ID)
		of := m.plan.CalendarOf(a.SLA)
		if s == nil || of == nil || s.From.IsZero() {
			continue
		}

		if years[of] == nil {
			calendars = append(calendars, of)
		}

		for year := s.From.Year; year <= s.To.Year; year++ {
			if !slices.Contains(years[of], year) {
				years[of] = append(years[of], year)
			}
		}
	}

	for _, of := range calendars {
		var lacking []string
		slices.Sort(years[of])
		for _, year := range years[of] {
			if !hasHoliday(of, year) {
				lacking = append(lacking, strconv.Itoa(year))
			}
		}

		if len(lacking) == 0 {
			continue
		}

		m.problems.Add(source.Problem{
			At: of.Place("holidays"), Severity: source.Warning, Rule: "calendar", Path: of.Node.Pointer(),
			Message: fmt.Sprintf("the calendar %q has no holiday in %s, and the data of %s is from then", of.Heading(), strings.Join(lacking, " and "), m.plan.Heading()),
			Hint:    "add the days on which nobody works under holidays, like 2026-12-25: Christmas Day",
		})
	}
}

func hasHoliday(of *plan.Calendar, year int) bool {
	return slices.ContainsFunc(of.Holidays, func(h plan.Item[string]) bool {
		d, err := worktime.ParseDate(h.Key)
		return err == nil && d.Year == year
	})
}

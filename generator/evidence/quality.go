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
	reasons := []struct {
		of   func(*lead) bool
		one  string
		many string
		hint string
		fine bool // nothing is wrong with the row
	}{
		{of: func(l *lead) bool { return !l.is(badRow) && !l.is(doubtful) && l.mql == 0 },
			one: "has no time at which the lead qualified, and is left out", many: "have no time at which the lead qualified, and are left out",
			hint: "export only leads that qualified; a CRM that clears the date when a stage is set by hand needs a field of its own for it"},
		{of: func(l *lead) bool { return !l.is(badRow) && !l.is(doubtful) && l.mql > j.at },
			one: "is dated after the export, and is left out", many: "are dated after the export, and are left out",
			hint: "check exported_at, and the time zone of the data"},
		{of: j.notStarted, fine: true,
			one: "has no time yet at which its clock starts, and counts as a lead only", many: "have no time yet at which their clocks start, and count as leads only",
			hint: "a lead starts no clock before it is assigned; where the CRM does not keep that date, agree on clock_start: mql_at"},
		{of: func(l *lead) bool { return j.attempts == nil && j.tooEarly(l) },
			one: "has an outreach before the clock starts, and does not count for the first outreach", many: "have an outreach before the clock starts, and do not count for the first outreach",
			hint: "a date set again when the lead qualified anew, or an owner's old contact: look at the record"},
	}

	for _, reason := range reasons {
		f := plainFault(reason.one, reason.many, reason.hint)()
		for i := range j.leads.rows {
			if !reason.of(&j.leads.rows[i]) {
				continue
			}

			if f.count == 0 {
				f.row = i + 1
			}

			f.count++
		}

		if f.count > 0 {
			if reason.fine {
				f.severity = source.Info
			}

			f.first = fs.export.sheet.mark(j.leads.lines.line(f.row), 1, "")
			fs.all = append(fs.all, f)
		}
	}

	for i := range j.spans {
		s := &j.spans[i]
		if n := j.unknown[s]; n > 0 {
			fs.at(fs.export.sheet.mark(1, 1, ""), source.Warning,
				fmt.Sprintf("%s fall under revision %d of %s, whose terms are not known: %s", rowCount(n), s.revision, j.ID, s.unknown), "archive the revision: lockstep archive")
		}
	}
}

// notStarted reports whether the clock of a row has not started.
func (j *judge) notStarted(l *lead) bool {
	if l.is(badRow) || l.is(doubtful) || l.mql == 0 || l.mql > j.at {
		return false
	}

	start, s := j.clockStart(l)

	return start == 0 && s != nil
}

// tooEarly reports whether the outreach of a row is dated before its clock starts.
func (j *judge) tooEarly(l *lead) bool {
	if l.is(badRow) || l.is(doubtful) || l.mql == 0 || l.mql > j.at || l.outreach == 0 {
		return false
	}

	start, s := j.clockStart(l)
	o := s.outreach()

	return s != nil && o != nil && start != 0 && start <= j.at && l.outreach < start && counts(o, l.channel, l.is(automated))
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

package evidence

import (
	"slices"
	"time"

	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An ending says when that happened which ends a clock, where an export tells only the day of it.
type ending struct {
	zone *time.Location // of dates without a time
	now  stamp          // the instant of judgment
	made stamp          // that of the export; 0 where nobody says it
}

// afterExport reports whether a time is later than the export, which cannot be.
func (e ending) afterExport(at stamp) bool { return e.made != 0 && at > e.made }

// moment returns when something happened. Of a date without a time it is when the calendar opens on it; but on the
// day on which the clock starts no earlier than that, and on the day of judgment no later than that.
func (e ending) moment(at stamp, dateOnly bool, start stamp) stamp {
	if !dateOnly || at == 0 {
		return at
	}

	if at < start && e.sameDay(at, start) {
		at = start
	}

	if at > e.now && e.sameDay(at, e.now) {
		at = e.now
	}

	return at
}

func (e ending) sameDay(a, b stamp) bool {
	return worktime.DateOf(a.time().In(e.zone)) == worktime.DateOf(b.time().In(e.zone))
}

// afterExport is a row of a time at which nobody could have known of it.
func afterExport() *fault {
	return plainFault("is dated after the export, and is left out", "are dated after the export, and are left out", "check exported_at, and the time zone of the data")()
}

// impossible is a time of a row, later than the export.
func impossible() *fault {
	return plainFault("has a time after the export, and counts as one in which nothing has happened", "have a time after the export, and count as ones in which nothing has happened",
		"check exported_at, and the time zone of the data")()
}

// notYet is a row of a later time than the instant of judgment, with which nothing is wrong.
func notYet() *fault {
	f := plainFault("is dated after as-of, and is not counted yet", "are dated after as-of, and are not counted yet", "")()
	f.severity = source.Info

	return f
}

// timeless is a column of dates without times, by which a promise with a clock is measured. what is that which is
// measured, and other a header beside it that may have times; "" for none.
func timeless(what, field, other string) func() *fault {
	hint := "export a field that has the time of day"
	if other != "" {
		hint += "; if " + quote(other) + " has it, add to data: mapping: {" + field + ": " + quote(other) + "}"
	}

	return func() *fault {
		return &fault{
			rule: ruleQuality, severity: source.Warning, hint: hint,
			message: func(f *fault) string {
				where := " in the column " + quote(f.column)

				return f.rows("has a date without a time of day"+where, "have dates without times of day"+where) + ": each counts from when that day opens, so that times to " + what + " are at least what is shown"
			},
		}
	}
}

// another returns a header other than that of a column which is also known to stand for a field; "" for none.
func (t *table) another(f field, column int) string {
	i := slices.IndexFunc(t.Header, func(h string) bool { return h != t.Header[column] && has(f.labels(), h) })
	if i < 0 {
		return ""
	}

	return t.Header[i]
}

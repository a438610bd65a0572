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
}

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

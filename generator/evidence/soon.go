package evidence

import (
	"cmp"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// firstClock returns when the first clock of a lead started; 0 for none that a revision judges.
func firstClock(events []event) stamp {
	first := stamp(0)
	for _, e := range events {
		if e.index >= 0 && e.start != 0 && (first == 0 || e.start < first) {
			first = e.start
		}
	}

	return first
}

// tooSoon reports attempts that were made before any clock of their leads, which count nowhere.
func (j *judge) tooSoon() {
	if j.early == 0 {
		return
	}

	f := plainFault("is an outreach before the clock of its lead starts, and counts nowhere", "are outreach before the clocks of their leads start, and count nowhere",
		"nothing is wrong with a contact from before the lead qualified; where the day is wrong, look at the record")()
	f.severity, f.count = source.Info, j.early
	reader := &leadReader{short: j.plan.Data.Preset == "salesforce"}
	lead, at := j.attempts.at[attemptLead], j.attempts.at[attemptAt]
	clock := j.clockwork()
	j.attemptFaults.search(f, func(t *table) bool {
		made, how := clock.parse(t.Cell(at))
		id := reader.hash(t.Cell(lead))
		if id == 0 || how == blank || how == twoDays || how == unusable {
			return false
		}

		one := attempt{lead: id, at: made}
		if how == dateOnly {
			one.flags = attemptDay
		}

		events := j.clocked(id)

		return j.dated([]attempt{one}, events)[0].at < firstClock(events)
	}, at)
}

// clocked returns the events of a lead, as far as its clocks go.
func (j *judge) clocked(id uint64) []event {
	rows := j.leads.rows
	i, _ := slices.BinarySearchFunc(j.sorted, id, func(i uint32, id uint64) int { return cmp.Compare(rows[i].id, id) })
	var events []event
	for ; i < len(j.sorted) && rows[j.sorted[i]].id == id; i++ {
		l := &rows[j.sorted[i]]
		if l.is(badRow) || l.mql == 0 || l.mql > j.at {
			continue
		}

		start, s := j.clockStart(l)
		e := j.newEvent(l, start, s)
		if s != nil && s.terms != nil {
			e.index = j.indexOf(s)
		}

		events = append(events, e)
	}

	return events
}

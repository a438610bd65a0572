package evidence

import (
	"cmp"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// decisions counts what Sales made of the leads, and whether it was in time.
type decisions struct {
	*book
	leads   *leads
	out     Disposition
	reasons []int           // by number
	listed  []map[uint8]int // by span: 1 if it is listed, -1 if not
	other   int             // not listed
}

func newDecisions(spans []span, all months, now stamp, leads *leads) *decisions {
	d := &decisions{book: &book{spans: spans, months: all, now: now}, leads: leads, reasons: make([]int, 256)}
	for i := range spans {
		promised := pledge{}
		if terms := spans[i].disposition(); terms != nil {
			promised = pledge{share: share(terms.ComplianceTargetPct), limit: terms.Limit}
		}

		d.promised, d.listed = append(d.promised, promised), append(d.listed, map[uint8]int{})
	}

	return d
}

// take counts a row. A decision after the instant of judgment has not been made yet; one without a date was made by
// then, so that it waits until its time is over, and was late then for all that anybody can say.
func (d *decisions) take(e *event, now stamp) {
	terms := e.span.disposition()
	if terms == nil {
		return
	}

	due, ok := e.span.due(e.start, terms.Limit)
	if !ok {
		return
	}

	what := e.decision()
	if e.decided > now {
		what = undecided
	}

	v := judged{span: e.index, start: e.start}
	switch what {
	case undecided:
		d.wait(v, due, now, terms.Scope == "all")
		return
	case accepted:
		d.out.Accepted++
	case rejected:
		d.out.Rejected++
	case recycled:
		d.out.Recycled++
	}

	reasoned := what != rejected || d.reason(e, terms)
	if what != rejected && terms.Scope != "all" {
		return
	}

	switch {
	case !reasoned || e.decided > due:
		v.outcome = late
	case e.decided != 0:
		v.outcome = met
	case now <= due:
		v.outcome = pending
	default:
		v.outcome = late
	}

	d.book.take(v)
}

// wait counts a row on which nobody has decided.
func (d *decisions) wait(v judged, due, now stamp, all bool) {
	switch {
	case now <= due:
		v.outcome = pending
		d.book.take(v)
	case all:
		d.out.Overdue++
		v.outcome = open
		d.book.take(v)
	default:
		d.out.Overdue++
	}
}

// reason counts the reason of a rejected lead, and reports whether the terms accept it.
func (d *decisions) reason(e *event, terms *plan.Disposition) bool {
	given := e.lead.reason != 0
	listed := given && d.isListed(e, terms)
	if given && !listed && len(terms.Reasons) > 0 {
		d.other++
	} else {
		d.reasons[e.lead.reason]++
	}

	return (given || !terms.ReasonRequired) && (len(terms.Reasons) == 0 || listed || !given)
}

func (d *decisions) isListed(e *event, terms *plan.Disposition) bool {
	known := d.listed[e.index]
	if known[e.lead.reason] == 0 {
		name := squeeze(d.leads.reason.name(uint16(e.lead.reason)))
		known[e.lead.reason] = -1
		if slices.ContainsFunc(terms.Reasons, func(r string) bool { return squeeze(r) == name }) {
			known[e.lead.reason] = 1
		}
	}

	return known[e.lead.reason] > 0
}

func (d *decisions) result() *Disposition {
	out := &d.out
	out.Met, out.Breach, out.Pending = d.all.Met, d.all.Breach, d.all.Pending
	out.ByMonth, out.ByRevision = d.monthly(), d.revisions()
	out.Reasons = d.names()

	return out
}

// names counts reasons by name. A reason that no revision lists and that few rows have may tell of one lead,
// and is counted as other.
func (d *decisions) names() []Count {
	listed := map[string]string{}
	for i := range d.spans {
		if terms := d.spans[i].disposition(); terms != nil {
			for _, r := range terms.Reasons {
				listed[squeeze(r)] = r
			}
		}
	}

	sums, other := map[string]int{}, d.other
	for i, n := range d.reasons {
		name := d.leads.reason.name(uint16(i))
		switch as, ok := listed[squeeze(name)]; {
		case n == 0:
		case i == 0:
			sums[""] += n
		case ok:
			sums[as] += n
		case name == Other || !shareable(name, n, fewRows):
			other += n
		default:
			sums[name] += n
		}
	}

	var counts []Count
	for name, n := range sums {
		counts = append(counts, Count{name, n})
	}

	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})

	if other > 0 {
		counts = append(counts, Count{Other, other})
	}

	return counts
}

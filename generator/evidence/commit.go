package evidence

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// commitments counts the further commitments of an agreement.
func (j *judge) commitments() error {
	var ids []string
	for i := len(j.spans) - 1; i >= 0; i-- {
		if j.spans[i].terms == nil {
			continue
		}

		for _, id := range j.spans[i].terms.MoreCommitments.Keys() {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}

	counted := map[string]bool{"leads": j.leads != nil && j.aboutLeads()}
	for _, id := range ids {
		use := j.tableOf(id)
		k := slices.IndexFunc(j.exports, func(e *export) bool { return e.use == use })
		if k < 0 {
			continue
		}

		table, err := j.events(j.exports[k])
		if err != nil {
			return err
		}

		c := &committed{judge: j, id: id, events: table, countRows: !counted[use]}
		counted[use] = true
		if out := c.count(); out != nil {
			j.sla.Commitments = append(j.sla.Commitments, out)
		}
	}

	return nil
}

// tableOf returns the table of a commitment: the one that its newest revision names, else leads; else, where
// these have no such column, the first table that has it.
func (j *judge) tableOf(id string) string {
	for i := len(j.spans) - 1; i >= 0; i-- {
		if c := j.spans[i].commitment(id); c != nil {
			return j.tableFor(c)
		}
	}

	return "leads"
}

func (in *input) tableFor(c *plan.Commitment) string {
	if c.Has("table") {
		return c.Table
	}

	for _, e := range in.exports {
		if e.use != "attempts" && e.use != "" && in.hasEvent(e, c.StartEvent) {
			return e.use
		}
	}

	return "leads"
}

// hasEvent reports whether an export has a column for an event.
func (in *input) hasEvent(e *export, name string) bool {
	t, err := openTable(in.options.Content, e)
	if err != nil {
		return false // whoever reads it says why
	}
	defer t.close()

	return t.event(name, in.plan.Data) >= 0
}

// event returns the column of an event; -1 for none. In leads it may be one of their fields.
func (t *table) event(name string, data *plan.Data) int {
	headers := []string{name}
	known := slices.IndexFunc(leadFields, func(f field) bool { return f.name == name })
	if known >= 0 && t.export.use == "leads" {
		headers = leadFields[known].headers(data.Preset)
	}

	if mapped, ok := data.Mapping.Get(name); ok {
		headers = append([]string{mapped}, headers...)
	}

	if column := t.Column(headers...); column >= 0 {
		return column
	}

	return slices.IndexFunc(t.Header, func(h string) bool {
		return squeeze(strings.TrimSuffix(h, "__c")) == squeeze(name) // as Salesforce calls fields of one's own
	})
}

// A committed is a further commitment that is being counted.
type committed struct {
	*judge
	id        string
	events    *events
	countRows bool
}

// count returns what became of a commitment; nil where a column is missing.
func (c *committed) count() *Commitment {
	all := c.judge.monthsOf()
	b := &book{spans: c.spans, months: all, now: c.judge.at}
	starts, stops := make([]int, len(c.spans)), make([]int, len(c.spans))
	usable := false
	for i := range c.spans {
		starts[i], stops[i] = -1, -1
		promised := pledge{}
		if terms := c.spans[i].commitment(c.id); terms != nil {
			promised = pledge{share: share(terms.ComplianceTargetPct), limit: terms.Limit}
			starts[i], stops[i] = c.name(terms.StartEvent), c.name(terms.StopEvent)
			usable = usable || starts[i] >= 0 && stops[i] >= 0
		}

		b.promised = append(b.promised, promised)
	}

	if !usable {
		return nil
	}

	rows := &Rows{}
	for _, i := range c.distinct(rows, starts) {
		c.row(int(i), rows, b, starts, stops)
	}

	if c.countRows {
		c.sla.Rows.add(*rows)
	}

	out := &Commitment{ID: c.id, Outreach: *b.outreach(none, none, nil)}
	out.Anomaly = rows.Anomaly + rows.MissingMQLAt + rows.Future

	return out
}

func none(int) string { return "" }

// name returns the place of an event; -1 where there is no column.
func (c *committed) name(event string) int {
	i := slices.Index(c.events.names, event)
	if i < 0 || !c.events.has[i] {
		return -1
	}

	return i
}

// distinct returns the rows without those that repeat another: one thing that started twice is two.
func (c *committed) distinct(rows *Rows, starts []int) []uint32 {
	e := c.events
	rows.Read = len(e.ids)
	order := make([]uint32, len(e.ids))
	for i := range order {
		order[i] = uint32(i)
	}

	start := 0
	for _, s := range starts {
		if s >= 0 {
			start = s
		}
	}

	slices.SortFunc(order, func(i, j uint32) int {
		return cmp.Or(cmp.Compare(e.ids[i], e.ids[j]), cmp.Compare(e.at(int(i), start), e.at(int(j), start)), e.compare(i, j), cmp.Compare(i, j))
	})
	order = slices.CompactFunc(order, func(i, j uint32) bool {
		return e.ids[i] == e.ids[j] && e.ids[i] != 0 && e.at(int(i), start) == e.at(int(j), start) && e.at(int(i), start) != 0
	})
	rows.Duplicate = rows.Read - len(order)

	return order
}

// row judges one row by the revision in which its clock starts.
func (c *committed) row(i int, rows *Rows, b *book, starts, stops []int) {
	flags := c.events.flags[i]
	if flags&shiftedRow != 0 {
		rows.Ambiguous++
	}

	start, at := c.start(i, starts)
	switch {
	case flags&badRow != 0:
		rows.Unparseable++
		return
	case start == 0:
		rows.MissingMQLAt++
		return
	case start > c.judge.at:
		rows.Future++
		return
	case at < 0 || starts[at] < 0 || stops[at] < 0:
		rows.NoSLA++
		return
	}

	rows.Used++
	if c.countRows {
		c.used(start)
	}

	s := &c.spans[at]
	due, ok := s.due(start, s.commitment(c.id).Limit)
	if !ok {
		return
	}

	stop := c.ending.moment(c.events.at(i, stops[at]), c.events.dateOnly(i, stops[at]), start)
	if stop > c.judge.at {
		stop = 0
	}

	v := judged{span: at, start: start, outcome: outcomeOf(stop, due, c.judge.at)}
	if stop != 0 && stop < start {
		rows.Anomaly++
		v.outcome = anomaly
	} else if stop != 0 {
		v.happened, v.elapsed = true, s.elapsed(start, stop)
	}

	b.take(v)
}

// start returns when the clock of a row starts, and the span in which it does; -1 before the first.
func (c *committed) start(i int, starts []int) (stamp, int) {
	var any stamp
	for n := len(c.spans) - 1; n >= 0; n-- {
		if starts[n] < 0 {
			continue
		}

		at := c.events.at(i, starts[n])
		if at >= c.spans[n].from && at < c.spans[n].until && at != 0 {
			return at, n
		}

		any = max(any, at)
	}

	return any, -1
}

// add adds the counts of other rows.
func (r *Rows) add(o Rows) {
	r.Read += o.Read
	r.Used += o.Used
	r.Duplicate += o.Duplicate
	r.MissingMQLAt += o.MissingMQLAt
	r.Anomaly += o.Anomaly
	r.Future += o.Future
	r.Unparseable += o.Unparseable
	r.Ambiguous += o.Ambiguous
	r.NoSLA += o.NoSLA
	r.NotStarted += o.NotStarted
}

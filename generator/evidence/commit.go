package evidence

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// An events is a table of which only ids and the times of some events are kept.
type events struct {
	names  []string
	ids    []uint64
	stamps []stamp // of every row one by name
	flags  []uint8
	has    []bool // by name: there is a column
	hash   string
}

func (e *events) at(row, name int) stamp { return e.stamps[row*len(e.names)+name] }

// same reports whether two rows are of one thing that happened once.
func (e *events) compare(i, j uint32) int {
	if order := cmp.Compare(e.ids[i], e.ids[j]); order != 0 {
		return order
	}

	k := len(e.names)

	return slices.Compare(e.stamps[int(i)*k:int(i)*k+k], e.stamps[int(j)*k:int(j)*k+k])
}

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

	if column := t.column(headers...); column >= 0 {
		return column
	}

	return slices.IndexFunc(t.header, func(h string) bool {
		return squeeze(strings.TrimSuffix(h, "__c")) == squeeze(name) // as Salesforce calls fields of one's own
	})
}

// events reads the events of a table for which any agreement of the plan asks.
func (in *input) events(e *export) (*events, error) {
	if known := in.tables[e.use]; known != nil {
		return known, nil
	}

	fs := &faults{export: e}
	in.faults = append(in.faults, fs)
	out := &events{hash: e.hash}
	if in.tables == nil {
		in.tables = map[string]*events{}
	}

	in.tables[e.use] = out
	t, err := openTable(in.options.Content, e)
	if err != nil {
		return out, fs.shape(err)
	}
	defer t.close()

	starts := map[string]bool{}
	out.names = in.eventNames(e.use, starts)
	r := &eventReader{table: t, clock: in.clockwork(), faults: fs, out: out, starts: starts, leads: e.use == "leads"}
	r.find(in.plan.Data)
	if e.use != "leads" && e.use != "attempts" {
		r.watched = in.watch.columns(t)
	}

	if err := r.all(in.watch); err != nil {
		return out, fs.shape(err)
	}

	if e.use != "leads" && e.use != "attempts" {
		in.out.files = append(in.out.files, File{Name: e.name, Use: e.use, Hash: e.hash, Rows: len(out.ids)})
	}

	return out, nil
}

// eventNames returns the events of a table that any commitment names, and notes those that start a clock.
func (in *input) eventNames(use string, starts map[string]bool) []string {
	var names []string
	for _, a := range in.agreements {
		for i := range a.spans {
			if a.spans[i].terms == nil {
				continue
			}

			for _, item := range a.spans[i].terms.MoreCommitments {
				c := item.Value
				if c == nil || in.tableFor(c) != use {
					continue
				}

				starts[c.StartEvent] = true
				for _, name := range []string{c.StartEvent, c.StopEvent} {
					if name != "" && !slices.Contains(names, name) {
						names = append(names, name)
					}
				}
			}
		}
	}

	return names
}

// An eventReader reads a table of events.
type eventReader struct {
	*table
	clock   *clockwork
	faults  *faults
	out     *events
	starts  map[string]bool
	leads   bool // what is wrong with the columns of leads has been said
	id      int
	columns []int
	quiet   []bool // by name
	watched []watched
}

// find finds the columns.
func (r *eventReader) find(data *plan.Data) {
	header := "id"
	var alternatives []string
	if r.leads {
		alternatives = leadFields[leadID].headers(data.Preset)
		if mapped, ok := data.Mapping.Get("lead_id"); ok {
			alternatives = append([]string{mapped}, alternatives...)
		}
	} else if t, ok := data.Tables.Get(r.export.use); ok && t != nil && t.IDColumn != "" {
		header = t.IDColumn
	}

	r.id = r.column(append(alternatives, header)...)
	if r.id < 0 && (header == "id" && !r.leads) {
		r.id = 0
	}

	if r.id < 0 {
		r.faults.at(r.top(), source.Error, "no column is headed "+quote(header)+", which tells the rows apart", r.meant(header))
	}

	for _, name := range r.out.names {
		column := r.event(name, data)
		known := slices.ContainsFunc(leadFields, func(f field) bool { return f.name == name })
		r.columns, r.quiet = append(r.columns, column), append(r.quiet, r.leads && known)
		r.out.has = append(r.out.has, column >= 0)
		if column < 0 {
			r.faults.at(r.top(), source.Warning, "no column is headed "+quote(name)+", so that a promise cannot be measured", r.meant(name))
		}
	}
}

func (r *eventReader) all(w *watch) error {
	if r.id < 0 {
		return nil
	}

	for n := 1; ; n++ {
		err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}

		if err != nil {
			return err
		}

		if len(r.watched) > 0 {
			w.look(r.table, r.watched)
		}

		r.row(n)
	}
}

func (r *eventReader) row(n int) {
	id, flags := hashOf(r.get(r.id)), uint8(0)
	if id == 0 {
		flags |= badRow
		if !r.leads {
			r.faults.note(r.table, n, "id", r.id, plainFault("has no id, and is left out", "have no id, and are left out", "export the id of every record with it"))
		}
	}

	for i, name := range r.out.names {
		at, how := r.clock.parse(r.get(r.columns[i]), !r.starts[name])
		r.out.stamps = append(r.out.stamps, at)
		switch how {
		case shifted:
			flags |= shiftedRow
		case twoDays, unusable:
			flags |= badRow
			make, kind := unreadable, "time"
			if how == twoDays {
				make, kind = reversible, "two days"
			}

			if !r.quiet[i] {
				r.faults.note(r.table, n, kind, r.columns[i], make)
			}
		}
	}

	r.out.ids, r.out.flags = append(r.out.ids, id), append(r.out.flags, flags)
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
	b := &book{spans: c.spans, months: all}
	starts, stops := make([]int, len(c.spans)), make([]int, len(c.spans))
	usable := false
	for i := range c.spans {
		starts[i], stops[i] = -1, -1
		promised := plan.Number("")
		if terms := c.spans[i].commitment(c.id); terms != nil {
			promised = terms.ComplianceTargetPct
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

	stop := c.events.at(i, stops[at])
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
}

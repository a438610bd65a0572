package evidence

import (
	"cmp"
	"errors"
	"io"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// An events is a table of which only ids and the times of some events are kept.
type events struct {
	names  []string
	ids    []uint64
	stamps []stamp // of every row one by name
	dates  []bool  // whether it is a date without a time
	flags  []uint8
	has    []bool // by name: there is a column
	hash   string
}

func (e *events) at(row, name int) stamp { return e.stamps[row*len(e.names)+name] }

// dateOnly reports whether a time is a date without one.
func (e *events) dateOnly(row, name int) bool { return e.dates[row*len(e.names)+name] }

// same reports whether two rows are of one thing that happened once.
func (e *events) compare(i, j uint32) int {
	if order := cmp.Compare(e.ids[i], e.ids[j]); order != 0 {
		return order
	}

	k := len(e.names)

	return slices.Compare(e.stamps[int(i)*k:int(i)*k+k], e.stamps[int(j)*k:int(j)*k+k])
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
	r := &eventReader{table: t, clock: in.clockwork(), faults: fs, out: out, starts: starts, wanted: in.wanted(), leads: e.use == "leads"}
	r.find(in.plan.Data)
	if e.use != "leads" && e.use != "attempts" {
		r.watched = in.watch.columns(t, -1, -1)
	}

	if err := r.all(in.watch, &in.veil); err != nil {
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
	for _, a := range in.agreed {
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
	wanted  func(string) string
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

	r.id = r.Column(append(alternatives, header)...)
	if named := append(append(alternatives, header), r.out.names...); r.strange(append(named, data.Mapping.Values()...)...) {
		r.id = -1
		r.columns, r.quiet, r.out.has = make([]int, len(r.out.names)), make([]bool, len(r.out.names)), make([]bool, len(r.out.names))
		if !r.leads {
			r.untitled(r.faults, "if it has one, call its columns as the commitments do")
		}

		return
	}

	if r.id < 0 && (header == "id" && !r.leads) {
		r.id = 0
	}

	if r.id < 0 {
		near := r.suggest([]want{{labels: []string{header}, left: r.without(r.out.names...)}})[0]
		r.take(r.Column(near))
		r.faults.at(r.top(), source.Error, "no column is headed "+quote(header)+", which tells the rows apart", r.meant(near))
	}

	r.take(r.id)
	for _, name := range r.out.names {
		column := r.event(name, data)
		known := slices.ContainsFunc(leadFields, func(f field) bool { return f.name == name })
		r.columns, r.quiet = append(r.columns, column), append(r.quiet, r.leads && known)
		r.out.has = append(r.out.has, column >= 0)
		r.take(column)
	}

	wants := make([]want, len(r.out.names))
	for i, name := range r.out.names {
		if r.columns[i] < 0 {
			wants[i] = want{labels: []string{name}, left: r.leftFor(name, header, data), time: true}
		}
	}

	near := r.suggest(wants)
	for i, name := range r.out.names {
		if r.columns[i] < 0 {
			r.take(r.Column(near[i]))
			r.faults.at(r.top(), source.Warning, "no column is headed "+quote(name)+", so that a promise cannot be measured", r.meant(near[i]))
		}
	}

	if !r.leads {
		r.repeated(append([]int{r.id}, r.columns...), r.faults)
	}
}

// leftFor returns the headers that may be meant for an event.
func (r *eventReader) leftFor(name, id string, data *plan.Data) []string {
	if r.leads {
		return r.left(name, leadFields, data)
	}

	return r.without(append(slices.DeleteFunc(slices.Clone(r.out.names), func(n string) bool { return n == name }), id)...)
}

func (r *eventReader) all(w *watch, v *veil) error {
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
			w.look(r.table, r.watched, v)
		}

		r.row(n)
	}
}

func (r *eventReader) row(n int) {
	if !r.leads {
		r.faults.shapeOf(r.table, n)
	}

	id, flags := hashOf(r.Cell(r.id)), uint8(0)
	if id == 0 {
		flags |= badRow
		if !r.leads {
			r.faults.note(r.table, n, "id", r.id, plainFault("has no id, and is left out", "have no id, and are left out", "export the id of every record with it"))
		}
	}

	for i, name := range r.out.names {
		at, how := r.clock.parse(r.Cell(r.columns[i]))
		r.out.stamps, r.out.dates = append(r.out.stamps, at), append(r.out.dates, how == dateOnly)
		switch how {
		case dateOnly:
			if !r.starts[name] && (!r.quiet[i] || r.wanted(name) == "") {
				r.faults.note(r.table, n, "day", r.columns[i], timeless(quote(name), name, ""))
			}
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

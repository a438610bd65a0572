package evidence

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/rows"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// open scans the exports of the plan, in the order leads, attempts, tables. What is not there is a problem.
func (m *measurement) open() ([]*export, error) {
	data := m.plan.Data
	if data == nil {
		return nil, nil
	}

	var all []*export
	add := func(use, name string, at *frontmatter.Node) error {
		if name == "" {
			return nil
		}

		e, err := m.scan(use, name, at)
		if e != nil {
			all = append(all, e)
		}

		return err
	}

	err := add("leads", data.Leads, data.Node.Get("leads"))
	if err == nil {
		err = add("attempts", data.Attempts, data.Node.Get("attempts"))
	}

	for _, t := range data.Tables {
		if err == nil && t.Value != nil {
			err = add(t.Key, t.Value.File, t.Value.Node.Get("file"))
		}
	}

	return all, err
}

// scan finds a file, which is relative to the plan's folder.
func (m *measurement) scan(use, name string, at *frontmatter.Node) (*export, error) {
	folder := m.plan.Folder
	if m.plan.Document != nil {
		folder = path.Dir(m.plan.Document.Path)
		if m.plan.Folder != folder && !m.isFile(path.Join(folder, name)) {
			folder = m.plan.Folder
		}
	}

	e := &export{name: path.Join(folder, name), use: use}
	if !fs.ValidPath(e.name) || !m.isFile(e.name) {
		m.problems.Add(source.Problem{
			At: at.Place(), Rule: "link", Path: at.Pointer(),
			Message: fmt.Sprintf("there is no file %q", name), Hint: m.nearFile(folder, name),
		})

		return nil, nil
	}

	e.sheet = &sheet{name: m.options.Prefix + e.name}
	var err error
	e.scanned, err = scan(m.options.Content, e.name)

	return e, err
}

func (m *measurement) isFile(name string) bool {
	info, err := fs.Stat(m.options.Content, name)
	return err == nil && info.Mode().IsRegular()
}

// nearFile names the file that was probably meant.
func (m *measurement) nearFile(folder, name string) string {
	dir := path.Join(folder, path.Dir(name))
	entries, err := fs.ReadDir(m.options.Content, dir)
	if err != nil {
		return "export it there, or correct the path, which starts at the plan's folder"
	}

	var names []string
	for _, e := range entries {
		names = append(names, path.Join(path.Dir(name), e.Name()))
	}

	if near := source.Nearest(name, names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}

	return "export it there, or correct the path, which starts at the plan's folder"
}

// measure reads the exports and judges them.
func (m *measurement) measure(exports []*export) (*remembered, error) {
	r := &remembered{}
	in := &input{measurement: m, out: r, exports: exports}
	if m.plan.Data != nil {
		in.ending = ending{in.clockwork().dayZone(), stampOf(m.report.JudgedAt), stampOf(m.report.ExportedAt)}
	}

	for _, e := range exports {
		if err := in.read(e); err != nil {
			return nil, err
		}
	}

	if err := in.withhold(); err != nil {
		return nil, err
	}

	for _, a := range m.agreed {
		s, err := in.judge(a)
		if err != nil {
			return nil, err
		}

		r.slas = append(r.slas, s)
	}

	for _, f := range in.faults {
		if err := f.locate(m.options.Content); err != nil {
			return nil, fmt.Errorf("read %s again: %w", f.export.name, err)
		}

		r.problems.Add(f.problems()...)
		r.clashes = append(r.clashes, f.clashes...)
	}

	for _, e := range exports {
		r.sightings = append(r.sightings, e.seen...)
	}

	return r, nil
}

// An input is what was read of a plan's exports.
type input struct {
	*measurement
	out      *remembered
	leads    *leads
	attempts *attempts
	veil     veil
	ending   ending
	faults   []*faults

	leadFaults, attemptFaults *faults

	reported bool // of the leads, which rows cannot be judged

	exports []*export
	tables  map[string]*events // by use

	sorted []uint32 // indices of leads, by id and time, without duplicates
	sold   []uint32 // of all rows with an SQL, by id and time
	// Of the leads, whatever the agreement:
	duplicates, doubtful int
}

// read reads leads and attempts; tables are read by who asks for their columns.
func (in *input) read(e *export) error {
	if e.use != "leads" && e.use != "attempts" {
		return nil
	}

	fs := &faults{export: e}
	in.faults = append(in.faults, fs)
	t, err := openTable(in.options.Content, e)
	if err != nil {
		return fs.shape(err)
	}
	defer t.close()

	data, rows := in.plan.Data, 0
	clock := in.clockwork()
	if e.use == "leads" {
		in.leadFaults = fs
		in.leads, err = readLeads(t, data, clock, in.ending, in.watch, &in.veil, fs, in.wanted())
		rows = len(in.leads.rows)
	} else {
		in.attemptFaults = fs
		in.attempts, err = readAttempts(t, data, clock, in.ending, in.watch, &in.veil, fs, in.wanted())
		rows = in.attempts.read
	}

	if err != nil {
		in.leads, in.attempts = nil, nil // half of a file is no evidence

		return fs.shape(err)
	}

	in.out.files = append(in.out.files, File{Name: e.name, Use: e.use, Hash: e.hash, Rows: rows})
	if e.use == "leads" {
		in.sort(fs)
	}

	if e.use == "attempts" {
		in.match(&in.out.files[len(in.out.files)-1], fs)
	}

	return nil
}

// shape turns the error of a file that is no table into a problem.
func (fs *faults) shape(err error) error {
	var shape *rows.Error
	if !errors.As(err, &shape) {
		return err
	}

	fs.at(fs.export.sheet.mark(shape.Line, shape.Column, ""), source.Error, shape.Message, shape.Hint)

	return nil
}

// clockwork returns what reads the times of the exports.
func (in *input) clockwork() *clockwork {
	c := &clockwork{zone: dataZone(in.plan), order: parseOrder(in.plan.Data.DateFormat)}
	if in.plan.SLA != nil {
		c.calendar, _ = in.plan.CalendarOf(in.plan.SLA).Business()
	}

	return c
}

// wanted returns a function that says what follows where a field is missing that a promise needs; "" where none
// needs it.
func (in *input) wanted() func(string) string {
	const lost = "so that a promise cannot be measured"
	needs := map[string]string{}
	for _, a := range in.agreed {
		if promises(a, (*span).outreach) && in.plan.Data.Attempts == "" {
			needs["first_outreach_at"] = lost
		}

		if promises(a, (*span).disposition) {
			needs["disposition"], needs["disposition_at"] = lost, lost
		}

		for i := range a.spans {
			if c := a.spans[i].marketing(); c != nil && c.Quality != nil {
				needs["sql_at"] = lost
			}

			if o := a.spans[i].outreach(); o != nil {
				needs[o.ClockStart] = lost
				if len(o.CountsAs) > 0 {
					channel := map[bool]string{true: "first_outreach_channel", false: "channel"}[in.plan.Data.Attempts == ""]
					needs[channel] = "so that an outreach counts on whatever channel"
				}
			}
		}
	}

	return func(name string) string { return needs[name] }
}

// sort puts the rows in the order of leads and times, and drops those that repeat another. Of those, the one
// with the earliest outreach stays: which it is does not depend on the order of the file.
func (in *input) sort(fs *faults) {
	rows := in.leads.rows
	in.sold = in.leads.sold()
	in.sorted = make([]uint32, 0, len(rows))
	for i := range rows {
		switch {
		case rows[i].is(doubtful):
			in.doubtful++
		default:
			in.sorted = append(in.sorted, uint32(i))
		}
	}

	slices.SortFunc(in.sorted, func(i, j uint32) int {
		a, b := &rows[i], &rows[j]
		if a.id != b.id {
			return cmp.Compare(a.id, b.id)
		}

		if a.mql != b.mql {
			return cmp.Compare(a.mql, b.mql)
		}

		return cmp.Or(in.leads.compare(a, b), cmp.Compare(i, j))
	})

	first := -1
	in.sorted = slices.CompactFunc(in.sorted, func(i, j uint32) bool {
		same := rows[i].id == rows[j].id && rows[i].id != 0 && rows[i].mql == rows[j].mql && rows[i].mql != 0
		if same && (first < 0 || int(max(i, j)) < first) {
			first = int(max(i, j))
		}

		return same
	})

	in.duplicates = len(rows) - in.doubtful - len(in.sorted)
	if in.duplicates > 0 {
		f := plainFault("repeats the lead and time of another, and counts once", "repeat the lead and time of others, and count once", "export every lead once for each time it qualified")()
		f.count = in.duplicates
		fs.later(f, first+1, in.leads.at[leadID])
	}
}

// match counts the attempts that are of no use: those of leads that were not exported may be of no MQL.
func (in *input) match(file *File, fs *faults) {
	file.Unusable = in.attempts.unusable
	if in.leads == nil {
		return
	}

	rest := in.attempts.rows
	matched := 0
	for i, n := range in.sorted {
		id := in.leads.rows[n].id
		if i > 0 && in.leads.rows[in.sorted[i-1]].id == id {
			continue
		}

		var own []attempt
		own, rest = of(rest, id)
		matched += len(own)
	}

	file.Unmatched = len(in.attempts.rows) - matched
	if file.Unmatched == 0 {
		return
	}

	f := plainFault("is of a lead that the export of leads does not have, and is left out", "are of leads that the export of leads does not have, and are left out",
		"nothing is wrong with attempts to reach other people; if these leads qualified, export them with the others")()
	f.severity, f.count = source.Info, file.Unmatched
	reader := &leadReader{short: in.plan.Data.Preset == "salesforce"}
	column, at := in.attempts.at[attemptLead], in.attempts.at[attemptAt]
	clock := in.clockwork()
	fs.search(f, func(t *table) bool {
		_, how := clock.parse(t.Cell(at))
		usable := how != blank && how != twoDays && how != unusable

		return usable && in.unknown(reader.hash(t.Cell(column)))
	}, column)
}

// unknown reports whether the export of leads does not have a lead; 0 is none.
func (in *input) unknown(id uint64) bool {
	_, found := slices.BinarySearchFunc(in.sorted, id, func(i uint32, id uint64) int { return cmp.Compare(in.leads.rows[i].id, id) })

	return id != 0 && !found
}

// compare orders rows of one lead and time by everything else: those of which nothing is missing come first.
func (all *leads) compare(l, o *lead) int {
	return cmp.Or(
		cmp.Compare(l.flags&badRow, o.flags&badRow),
		cmp.Compare(l.outreach-1, o.outreach-1), // none is last
		cmp.Compare(l.decided-1, o.decided-1), cmp.Compare(l.sold-1, o.sold-1),
		cmp.Compare(l.created, o.created), cmp.Compare(l.assigned, o.assigned),
		cmp.Compare(l.flags, o.flags), cmp.Compare(l.words, o.words),
		cmp.Compare(all.tiers.name(uint16(l.tier)), all.tiers.name(uint16(o.tier))),
		cmp.Compare(all.sources.name(l.source), all.sources.name(o.source)),
		cmp.Compare(all.owners.name(l.owner), all.owners.name(o.owner)),
		cmp.Compare(all.reason.name(uint16(l.reason)), all.reason.name(uint16(o.reason))),
	)
}

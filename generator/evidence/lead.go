package evidence

import (
	"errors"
	"io"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A lead is what stays of a row: 40 bytes.
type lead struct {
	id                                              uint64 // hash
	created, mql, assigned, outreach, decided, sold stamp
	source, owner                                   uint16 // in names
	tier, reason                                    uint8  // in names
	words                                           uint8  // channel in the lower three bits, decision above
	flags                                           uint8
}

const (
	automated uint8 = 1 << iota
	shiftedRow
	badRow
	doubtful    // day and month could be the other way round
	outreachDay // the time of the outreach is a date without a time
	decidedDay  // that of the decision
)

func (l *lead) channel() channel { return channel(l.words & 7) }

func (l *lead) decision() decision { return decision(l.words >> 3) }

func (l *lead) is(flag uint8) bool { return l.flags&flag != 0 }

// leads are all rows of an export, in its order.
type leads struct {
	rows                           []lead
	sources, owners, tiers, reason names
	has                            map[string]bool // the fields that have a column
	at                             []int           // the columns of leadFields
	headers                        []string
}

// The indices of leadFields.
const (
	leadID = iota
	createdAt
	mqlAt
	assignedAt
	ownerName
	sourceName
	segmentName
	outreachAt
	outreachChannel
	outreachAutomated
	dispositionWord
	dispositionReason
	dispositionAt
	sqlAt
	tierName
)

// A leadReader reads an export of leads.
type leadReader struct {
	*table
	clock   *clockwork
	ending  ending
	wanted  func(string) string
	at      []int // the columns of leadFields
	faults  *faults
	watched []watched
	watch   *watch
	veil    *veil
	out     *leads
	short   bool // ids of Salesforce, of which the last three of 18 letters repeat the others

	channels  vocabulary[channel]
	yesNo     vocabulary[bool]
	decisions vocabulary[decision]
}

// readLeads reads an export of leads. wanted says what follows where a field is missing; "" for nothing.
func readLeads(t *table, data *plan.Data, clock *clockwork, end ending, w *watch, v *veil, fs *faults, wanted func(string) string) (*leads, error) {
	r := &leadReader{table: t, clock: clock, ending: end, wanted: wanted, faults: fs, watch: w, veil: v, out: &leads{has: map[string]bool{}}}
	r.at = columns(t, leadFields, data, wanted, fs)
	r.short = data.Preset == "salesforce"
	r.out.at, r.out.headers = r.at, t.Header
	r.channels.words, r.yesNo.words, r.decisions.words = channelWords, yesNo, decisionWords
	r.out.reason.limit, r.out.tiers.limit = 255, 255
	for i, f := range leadFields {
		r.out.has[f.name] = r.at[i] >= 0
	}

	r.watched = w.columns(t, r.at[ownerName], r.at[leadID])
	if r.at[leadID] < 0 || r.at[mqlAt] < 0 {
		return r.out, nil
	}

	r.out.rows = make([]lead, 0, t.export.capacity())

	for n := 1; ; n++ {
		err := t.next()
		if errors.Is(err, io.EOF) {
			return r.out, nil
		}

		if err != nil {
			return r.out, err
		}

		r.faults.lines.add(n, t.line())
		r.out.rows = append(r.out.rows, r.read(n))
		if len(r.watched) > 0 {
			w.look(t, r.watched, v)
		}
	}
}

// read turns a row into a lead.
func (r *leadReader) read(n int) lead {
	l := lead{id: r.hash(r.Cell(r.at[leadID]))}
	if l.id == 0 {
		l.flags |= badRow
		r.faults.note(r.table, n, "id", r.at[leadID], plainFault("has no id of a lead, and is left out", "have no id of a lead, and are left out", "export the id of every record with it"))
	}

	l.created, _ = r.stamp(n, &l, createdAt)
	l.mql, _ = r.stamp(n, &l, mqlAt)
	l.assigned, _ = r.stamp(n, &l, assignedAt)
	l.outreach = r.stop(n, &l, outreachAt, outreachDay)
	l.decided = r.stop(n, &l, dispositionAt, decidedDay)
	sold, dateOnly := r.stamp(n, &l, sqlAt)
	l.sold = r.ending.moment(sold, dateOnly, l.mql)
	l.source = r.free(&r.out.sources, r.Cell(r.at[sourceName]), n)
	l.owner = r.out.owners.add(r.Cell(r.at[ownerName]))
	l.tier = uint8(r.out.tiers.add(r.Cell(r.at[tierName])))
	l.reason = uint8(r.free(&r.out.reason, r.Cell(r.at[dispositionReason]), n))
	r.words(n, &l)
	r.faults.shapeOf(r.table, n)

	return l
}

// free keeps a free text. It is looked for among the people of the export once it is frequent enough to be shown.
func (r *leadReader) free(all *names, text string, n int) uint16 {
	at := all.add(text)
	if int(at) < len(all.count) && all.count[at] == fewRows {
		r.veil.add(text, n)
	}

	return at
}

func (r *leadReader) hash(id string) uint64 {
	if r.short && len(id) == 18 {
		id = id[:15]
	}

	return hashOf(id)
}

// stop reads the time of what ends a clock, and notes where it is a date without a time.
func (r *leadReader) stop(n int, l *lead, field int, flag uint8) stamp {
	at, dateOnly := r.stamp(n, l, field)
	if r.ending.afterExport(r.ending.moment(at, dateOnly, 0)) {
		r.faults.note(r.table, n, "after export", r.at[field], impossible)
	}

	if !dateOnly {
		return at
	}

	l.flags |= flag
	if r.wanted(leadFields[field].name) != "" {
		what := map[int]string{outreachAt: "the first outreach", dispositionAt: "decisions"}[field]
		r.faults.note(r.table, n, "day", r.at[field], timeless(what, leadFields[field].name, r.another(leadFields[field], r.at[field])))
	}

	return at
}

// stamp reads the time in a column, and reports whether it is a date without a time.
func (r *leadReader) stamp(n int, l *lead, field int) (stamp, bool) {
	column := r.at[field]
	if column < 0 {
		return 0, false
	}

	at, how := r.clock.parse(r.Cell(column))
	switch how {
	case shifted:
		l.flags |= shiftedRow
	case twoDays:
		l.flags |= doubtful
		r.faults.note(r.table, n, "two days", column, reversible)
	case unusable:
		l.flags |= badRow
		r.faults.note(r.table, n, "time", column, unreadable)
	}

	return at, how == dateOnly
}

// words reads the columns that hold one of a few words.
func (r *leadReader) words(n int, l *lead) {
	var known bool
	if text := r.Cell(r.at[outreachChannel]); text != "" {
		var c channel
		if c, known = r.channels.find(text); !known {
			c = otherChannel
			r.faults.note(r.table, n, "channel", r.at[outreachChannel], unknownWord("is no channel that counts", "call, email, meeting, sms or social"))
		}

		l.words |= uint8(c)
	}

	if text := r.Cell(r.at[outreachAutomated]); text != "" {
		yes, known := r.yesNo.find(text)
		if yes {
			l.flags |= automated
		}

		if !known {
			r.faults.note(r.table, n, "automated", r.at[outreachAutomated], unknownWord("says neither yes nor no, and is taken for no", "true or false"))
		}
	}

	if text := r.Cell(r.at[dispositionWord]); text != "" {
		d, known := r.decisions.find(text)
		l.words |= uint8(d) << 3
		if !known {
			r.faults.note(r.table, n, "decision", r.at[dispositionWord], unknownWord("is no decision, and is taken for none", "accepted, rejected or recycled"))
		}
	}
}

// unknownWord is a cell that holds none of a few words.
func unknownWord(what, known string) func() *fault {
	return func() *fault {
		return &fault{
			rule: ruleQuality, severity: source.Warning, hint: "write " + known,
			message: func(f *fault) string {
				return "what stands in the column " + quote(f.column) + " " + what + ", in " + rowCount(f.count)
			},
		}
	}
}

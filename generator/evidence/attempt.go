package evidence

import (
	"cmp"
	"errors"
	"io"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// An attempt is what stays of an attempt to reach a lead: 16 bytes.
type attempt struct {
	lead    uint64 // hash of its id
	at      stamp
	channel channel
	source  uint8 // in names
	flags   uint8
}

const (
	byMachine  uint8 = 1 << iota
	logged           // the column says so
	attemptDay       // its time is a date without a time
)

// attempts are those of an export, by lead and time.
type attempts struct {
	rows    []attempt
	sources names
	// hasLogged says that a column tells which are logged; else the source does.
	hasLogged, hasSource bool
	// named says that a promise asks for the channel, and a column tells it.
	named          bool
	read, unusable int
	at             []int // the columns of attemptFields

	channels vocabulary[channel]
	yesNo    vocabulary[bool]
}

// The indices of attemptFields.
const (
	attemptLead = iota
	attemptAt
	attemptChannel
	attemptSource
	attemptLogged
	attemptAutomated
)

// readAttempts reads an export of attempts, and sorts it by lead and time.
func readAttempts(t *table, data *plan.Data, clock *clockwork, end ending, w *watch, v *veil, fs *faults, wanted func(string) string) (*attempts, error) {
	out := &attempts{}
	out.sources.limit = 255
	out.channels.words, out.yesNo.words = channelWords, yesNo
	at := columns(t, attemptFields, data, wanted, fs)
	out.at = at
	out.named = wanted("channel") != "" && at[attemptChannel] >= 0
	out.hasLogged, out.hasSource = at[attemptLogged] >= 0, at[attemptSource] >= 0
	watched := w.columns(t, -1, at[attemptLead])
	if at[attemptLead] < 0 || at[attemptAt] < 0 {
		return out, nil
	}

	out.rows = make([]attempt, 0, t.export.capacity())
	short := data.Preset == "salesforce"
	reader := &leadReader{table: t, short: short}
	for {
		err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}

		if err != nil {
			return out, err
		}

		out.read++
		fs.shapeOf(t, out.read)
		if len(watched) > 0 {
			w.look(t, watched, v)
		}

		out.add(t, at, reader.hash(t.Cell(at[attemptLead])), clock, end, fs)
	}

	slices.SortFunc(out.rows, func(a, b attempt) int {
		return cmp.Or(cmp.Compare(a.lead, b.lead), cmp.Compare(a.at, b.at), cmp.Compare(a.channel, b.channel),
			cmp.Compare(a.flags, b.flags), cmp.Compare(a.source, b.source))
	})

	return out, nil
}

// add keeps a row, or notes why it cannot be used.
func (a *attempts) add(t *table, at []int, id uint64, clock *clockwork, end ending, fs *faults) {
	row := attempt{lead: id}
	var how reading
	row.at, how = clock.parse(t.Cell(at[attemptAt]))
	switch {
	case id == 0:
		a.unusable++
		fs.note(t, a.read, "id", at[attemptLead], plainFault("has no id of a lead, and is left out", "have no id of a lead, and are left out", "export the id of the lead with every attempt"))
		return
	case how == twoDays:
		a.unusable++
		fs.note(t, a.read, "two days", at[attemptAt], reversible)
		return
	case how == blank:
		a.unusable++
		fs.note(t, a.read, "no time", at[attemptAt], plainFault("has no time, and is left out", "have no time, and are left out", "export the time of every attempt"))
		return
	case how == unusable:
		a.unusable++
		fs.note(t, a.read, "time", at[attemptAt], unreadable)
		return
	}

	if how == dateOnly {
		row.flags |= attemptDay
		fs.note(t, a.read, "day", at[attemptAt], timeless("attempts", "at", t.another(attemptFields[attemptAt], at[attemptAt])))
	}

	switch moment := end.moment(row.at, how == dateOnly, 0); {
	case end.afterExport(moment):
		fs.note(t, a.read, "after export", at[attemptAt], afterExport)
	case moment > end.now:
		fs.note(t, a.read, "not yet", at[attemptAt], notYet)
	}

	var known bool
	if text := t.Cell(at[attemptChannel]); text != "" {
		if row.channel, known = a.channels.find(text); !known {
			row.channel = otherChannel
			fs.note(t, a.read, "channel", at[attemptChannel], unknownWord("is no channel that counts", "call, email, meeting, sms or social"))
		}
	} else if a.named {
		fs.note(t, a.read, "no channel", at[attemptChannel], noChannelFault)
	}

	if yes, _ := a.yesNo.find(t.Cell(at[attemptAutomated])); yes {
		row.flags |= byMachine
	}

	if yes, _ := a.yesNo.find(t.Cell(at[attemptLogged])); yes {
		row.flags |= logged
	}

	row.source = uint8(a.sources.add(t.Cell(at[attemptSource])))
	a.rows = append(a.rows, row)
}

// of returns the attempts of a lead, by time, and what is behind them.
func of(rows []attempt, lead uint64) (own, rest []attempt) {
	start := 0
	for start < len(rows) && rows[start].lead < lead {
		start++
	}

	end := start
	for end < len(rows) && rows[end].lead == lead {
		end++
	}

	return rows[start:end], rows[end:]
}

// dated returns the attempts of a lead as its clocks take them, by time: one of which only the day is known was made
// no earlier than the first clock that started on it.
func (j *judge) dated(own []attempt, events []event) []attempt {
	if !slices.ContainsFunc(own, func(a attempt) bool { return a.flags&attemptDay != 0 }) {
		return own
	}

	own = slices.Clone(own)
	for i := range own {
		a := &own[i]
		start := stamp(0)
		for _, e := range events {
			if e.start >= a.at && (start == 0 || e.start < start) && j.ending.sameDay(a.at, e.start) {
				start = e.start
			}
		}

		a.at = j.ending.moment(a.at, a.flags&attemptDay != 0, start)
	}

	slices.SortStableFunc(own, func(a, b attempt) int { return cmp.Compare(a.at, b.at) })

	return own
}

// inCRM returns a function that reports whether the CRM has an attempt: the column says so, else its source is
// the system that the terms name, else that of the preset.
func (a *attempts) inCRM(system, preset string) func(attempt) bool {
	if a.hasLogged {
		return func(row attempt) bool { return row.flags&logged != 0 }
	}

	names := map[string]bool{"crm": true, squeeze(system): system != "", squeeze(preset): preset != ""}
	var known [256]bool
	for i, name := range a.sources.list {
		known[i] = names[squeeze(name)]
	}

	return func(row attempt) bool { return known[row.source] }
}

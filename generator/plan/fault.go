package plan

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A flaw is a way in which a row of a file with a series is wrong: what is said of one row, of several with the same
// text, and of several with others. %s is the text.
type flaw struct{ one, same, others string }

var (
	noPeriod = &flaw{"the row is left out: it has no period: %s", "are left out: they have no period: %s", "are left out: they have no period"}
	surplus  = &flaw{"the row is left out: it has more cells than there are columns", "are left out: they have more cells than there are columns", ""}
	noNumber = &flaw{"the row is left out: it has no number: %s", "are left out: they have no number: %s", "are left out: they have no number"}
	noTarget = &flaw{"%s is no number, and the target is left out", "have %s for a target, which is no number and is left out", "have targets that are no numbers and are left out"}
	noBasis  = &flaw{"%s is no basis, and it is taken for measured", "have the basis %s, which is none, and are taken for measured", "have no basis that is known, and are taken for measured"}
)

// A reason is why rows are wrong: a flaw, the text that stands there, and the way out.
type reason struct {
	*flaw
	text, hint string
}

// A fault is some rows that are wrong for the same reason, with the place of the first.
type fault struct {
	reason
	at    source.Place
	lines []int
	// more says that these are others than those named before, each with a text of its own.
	more bool
}

// faults are what is wrong in a file, in the order of rows.
type faults struct {
	list []*fault
	by   map[reason]*fault
}

// note adds a row.
func (all *faults) note(f *flaw, at source.Place, text, hint string) {
	why := reason{f, text, hint}
	start, _ := at.Range()
	if before := all.by[why]; before != nil {
		before.lines = append(before.lines, start.Line)
		return
	}

	if all.by == nil {
		all.by = map[reason]*fault{}
	}

	all.by[why] = &fault{reason: why, at: at, lines: []int{start.Line}}
	all.list = append(all.list, all.by[why])
}

// mostNamed is how many faults of one flaw are told one by one.
const mostNamed = 5

// named returns the faults that are told: of each flaw a few, and one that stands for all others.
func (all *faults) named() []*fault {
	var told []*fault
	count := map[*flaw]int{}
	rest := map[*flaw]*fault{}
	for _, f := range all.list {
		count[f.flaw]++
		switch other := rest[f.flaw]; {
		case count[f.flaw] <= mostNamed:
			told = append(told, f)
		case other == nil:
			more := *f
			more.more = true
			rest[f.flaw] = &more
			told = append(told, &more)
		default:
			other.lines = append(other.lines, f.lines...)
			if other.hint != f.hint {
				other.hint = "mend them as those before"
			}
		}
	}

	return told
}

// message says what is wrong, and where if that is not the place alone.
func (f *fault) message() string {
	text := fmt.Sprintf("%q", cut(f.text))
	switch {
	case f.more && len(f.lines) > 1:
		return fmt.Sprintf("%d more rows, on lines %s, ", len(f.lines), lineList(f.lines)) + f.others
	case len(f.lines) > 1:
		return fmt.Sprintf("%d rows, on lines %s, ", len(f.lines), lineList(f.lines)) + strings.ReplaceAll(f.same, "%s", text)
	default:
		return strings.ReplaceAll(f.one, "%s", text)
	}
}

// mostLines is how many lines, or runs of lines, are written in one message.
const mostLines = 12

// lineList writes the numbers of lines: "2, 5–9 and 12". Of very many it writes the first: "2, 4 and others".
func lineList(lines []int) string {
	lines = slices.Clone(lines)
	slices.Sort(lines)
	var runs []string
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && lines[to] == lines[to-1]+1 {
			to++
		}

		run := fmt.Sprint(lines[from])
		switch to - from {
		case 1:
		case 2:
			runs, run = append(runs, run), fmt.Sprint(lines[to-1])
		default:
			run += fmt.Sprintf("–%d", lines[to-1])
		}

		runs = append(runs, run)
		from = to
	}

	if len(runs) > mostLines {
		runs = append(runs[:mostLines], "others")
	}

	last := len(runs) - 1
	if last == 0 {
		return runs[0]
	}

	return strings.Join(runs[:last], ", ") + " and " + runs[last]
}

// cut returns a text that fits into a message.
func cut(text string) string {
	if utf8.RuneCountInString(text) > 40 {
		return string([]rune(text)[:40]) + "…"
	}

	return text
}

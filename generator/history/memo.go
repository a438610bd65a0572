package history

import (
	"runtime"
	"sync"
	"time"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Memo keeps what became of the agreements of each plan for the next reading. A plan that is the same then is not
// read again, so that it must not be read with another past or as of another day. It never changes a result. The
// zero Memo is empty; it is not safe for concurrent use.
type Memo struct{ known map[*plan.Plan]*logs }

// logs are those of one plan, and what is wrong with its signatures and archives.
type logs struct {
	all      []*Log
	problems source.Problems
}

// Read is the method of that name of a past, with what the memo knows.
func (m *Memo) Read(p *Past, set *plan.Set, asOf time.Time) (*History, source.Problems) {
	before := m.known
	m.known = make(map[*plan.Plan]*logs, len(set.Plans))
	var fresh []*logs
	var unread []*Log
	for _, of := range set.Plans {
		known := before[of]
		if known == nil {
			known = &logs{}
			for _, s := range of.SLAs() {
				known.all = append(known.all, &Log{Plan: of, SLA: s, Today: of.Today(s, asOf), past: p, moments: p.lines[key{of.ID, s.ID}]})
			}

			fresh, unread = append(fresh, known), append(unread, known.all...)
		}

		m.known[of] = known
	}

	readLogs(unread)
	for _, l := range fresh {
		l.check(p)
	}

	h := &History{Past: p}
	var problems source.Problems
	for _, of := range set.Plans {
		h.Logs = append(h.Logs, m.known[of].all...)
		problems.Add(m.known[of].problems...)
	}

	return h, problems
}

// check finds what is wrong with the signatures and archives of a plan, and with its past.
func (l *logs) check(p *Past) {
	for _, one := range l.all {
		l.problems.Add(one.problems()...)
	}

	if len(l.all) > 0 {
		l.problems.Add(p.shallow(l.all[0].Plan)...)
	}
}

// readLogs fills in the logs, on all processors: none knows of another.
func readLogs(logs []*Log) {
	var wait sync.WaitGroup
	next := make(chan *Log)
	for range min(len(logs), runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for l := range next {
				l.read()
			}
		})
	}

	for _, l := range logs {
		next <- l
	}

	close(next)
	wait.Wait()
}

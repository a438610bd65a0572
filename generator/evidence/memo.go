package evidence

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A Memo keeps the results of one measurement for the next: by the hashes of the files, the digests of the
// revisions and whatever else an answer follows from. It is safe for concurrent use; the zero Memo is empty.
type Memo struct {
	mutex sync.Mutex
	known map[[32]byte]*remembered
}

// What is remembered of the exports of a plan. It does not change.
type remembered struct {
	files     []File
	slas      []*SLA
	problems  source.Problems
	sightings []sighting
	clashes   []clash
}

func (m *Memo) get(key [32]byte) *remembered {
	m.mutex.Lock()
	defer m.mutex.Unlock()

	return m.known[key]
}

// keep forgets everything but what was used last.
func (m *Memo) keep(used map[[32]byte]*remembered) {
	m.mutex.Lock()
	defer m.mutex.Unlock()

	m.known = used
}

// key hashes everything from which the results follow.
func (m *measurement) key(exports []*export) [32]byte {
	h := sha256.New()
	add := func(what ...any) {
		for _, v := range what {
			fmt.Fprintf(h, "%d:%v;", len(fmt.Sprint(v)), v)
		}
	}

	add(m.plan.ID, m.options.Prefix, m.report.JudgedAt.UTC(), m.plan.Site.Publish.PeopleMetrics, m.plan.Site.FiscalStart(), m.plan.Zone())
	if d := m.plan.Data; d != nil {
		add(m.watch.digest, strings.Join(m.watch.people, "\n"))
		text, _ := json.Marshal(struct{ A, B, C, D any }{d.Timezone, d.DateFormat, d.Preset, d.Attempts != ""})
		add(string(text))
		for _, item := range d.Mapping {
			add(item.Key, item.Value)
		}

		for _, item := range d.Tables {
			if item.Value != nil {
				add(item.Key, item.Value.IDColumn)
			}
		}
	}

	for _, e := range exports {
		add(e.use, e.name, e.hash)
	}

	for _, a := range m.agreed {
		add(a.ID, a.zone, a.Parties)
		if c := m.plan.CalendarOf(a.SLA); c != nil {
			add(c.Timezone, c.Holidays.Keys())
		}

		for i := range a.spans {
			s := &a.spans[i]
			add(s.revision, s.holds, s.digest, s.terms != nil, s.unknown, s.redefined)
			if s.calendar != nil {
				add(hoursOf(s.calendar))
			}
		}
	}

	return [32]byte(h.Sum(nil))
}

func hoursOf(c *worktime.Calendar) string {
	text := c.Zone().String()
	for day := range 7 {
		for _, w := range c.Hours(time.Weekday(day)) {
			text += fmt.Sprint(day, w)
		}
	}

	return text
}

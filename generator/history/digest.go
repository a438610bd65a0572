package history

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// DigestVersion is the number of the rules by which a digest is made. It changes only together with the
// defaults and forms that a digest takes for granted.
const DigestVersion = 1

// Digest returns what the parties sign of an SLA's current terms: the first 12 hexadecimal digits of the
// SHA-256 of the canonical JSON (RFC 8785) of the parties, the revision's number and effective_from, the
// terms, the calendar's time zone and hours, and the version of every scoring model that the terms name.
//
// Texts are taken without regard to white space, durations and numbers by value, lists in any order. What
// is absent, empty or the default makes no difference, nor do examples, which follow from the rest, and
// private extensions. Whatever else is wrong with the plan, there is a digest.
func Digest(p *plan.Plan, s *plan.SLA) string { return current(p, s).digest() }

// ArchivedDigest is the same for a revision in a file of its own.
func ArchivedDigest(a *plan.ArchivedRevision) string { return archived(a).digest() }

// A version is what a digest covers: the terms of an SLA at one time, with all that their meaning rests on.
type version struct {
	parties  []plan.Function
	revision int
	// holds is effective_from as written.
	holds string
	// terms is the map as written; nil if there is none.
	terms *frontmatter.Node
	// timezone and hours are the calendar's; "" and nil if there is none.
	timezone string
	hours    []plan.Hours
	// models are the scoring models that there are, with their versions.
	models []model

	once, hashed sync.Once
	normalized   *term
	sum          string
}

type model struct {
	id      string
	version int
}

// current returns the version that the files hold.
func current(p *plan.Plan, s *plan.SLA) *version {
	v := &version{parties: s.Parties, revision: s.Revision, terms: s.Terms.Node}
	if entry := s.RevisionEntry(s.Revision); entry != nil {
		v.holds = scalarText(entry.Node.Get("effective_from"))
	}

	if c := p.CalendarOf(s); c != nil {
		v.timezone, v.hours = c.Timezone, c.Hours
	}

	for _, item := range p.Scoring {
		if item.Value != nil {
			v.models = append(v.models, model{item.Key, item.Value.Version})
		}
	}

	return v
}

// archived returns the version that an archive holds.
func archived(a *plan.ArchivedRevision) *version {
	v := &version{
		parties: a.Parties, revision: a.Revision, terms: a.Terms.Node,
		holds: scalarText(a.Node.Get("effective_from")),
	}
	if a.Calendar != nil {
		v.timezone, v.hours = a.Calendar.Timezone, a.Calendar.Hours
	}

	for _, item := range a.Scoring {
		v.models = append(v.models, model{item.Key, item.Value})
	}

	return v
}

// business returns the calendar without its holidays; nil if there is none that can be read.
func (v *version) business() *worktime.Calendar {
	calendar, _ := (&plan.Calendar{Timezone: v.timezone, Hours: v.hours}).Business()
	return calendar
}

// scalarText returns a copy of a text: what is kept of a file must not keep the file.
func scalarText(n *frontmatter.Node) string {
	if n == nil {
		return ""
	}

	return strings.Clone(strings.TrimSpace(n.Text()))
}

// normal returns the terms in normal form; nil if there are none. They are kept, for versions are compared in
// many ways.
func (v *version) normal() *term {
	v.once.Do(func() { v.normalized = normal(v.terms, allTerms, "") })
	return v.normalized
}

func (v *version) digest() string {
	v.hashed.Do(func() {
		sum := sha256.Sum256(v.canonical())
		v.sum = hex.EncodeToString(sum[:])[:12]
	})

	return v.sum
}

// canonical returns the text that is hashed. It keeps nothing: every agreement has a digest, and few have
// versions to compare.
func (v *version) canonical() []byte {
	terms := normal(v.terms, allTerms, "")
	parties := make([]string, len(v.parties))
	for i, party := range v.parties {
		parties[i] = string(party)
	}

	slices.Sort(parties)
	covered := map[string]any{"parties": parties, "revision": v.revision}
	if v.holds != "" {
		covered["effective_from"] = v.holds
	}

	if terms != nil {
		covered["terms"] = terms.value()
	}

	if v.timezone != "" || len(v.hours) > 0 {
		covered["calendar"] = map[string]any{"timezone": v.timezone, "hours": openingHours(v.hours)}
	}

	if models := v.referenced(terms); len(models) > 0 {
		versions := map[string]int{}
		for _, m := range models {
			versions[m.id] = m.version
		}

		covered["scoring"] = versions
	}

	return canonical(covered)
}

// openingHours returns the windows by day of the week, however they were grouped: {"mon": ["09:00-18:00"]};
// the hours as they were written if they cannot be read.
func openingHours(hours []plan.Hours) any {
	var week [7][]worktime.Window
	for _, h := range hours {
		opens, openErr := worktime.ParseClock(h.Open)
		closes, closeErr := worktime.ParseClock(h.Close)
		for _, written := range h.Days {
			days, err := worktime.ParseDays(written)
			if err != nil || openErr != nil || closeErr != nil {
				return asWritten(hours)
			}

			for _, day := range days {
				week[day] = append(week[day], worktime.Window{Open: opens, Close: closes})
			}
		}
	}

	calendar, err := worktime.NewCalendar(time.UTC, week, nil)
	if err != nil {
		return asWritten(hours)
	}

	byDay := map[string][]string{}
	for day := range time.Saturday + 1 {
		name := strings.ToLower(day.String())[:3]
		for _, w := range calendar.Hours(day) {
			byDay[name] = append(byDay[name], w.String())
		}
	}

	return byDay
}

func asWritten(hours []plan.Hours) any {
	values := make([]any, len(hours))
	for i, h := range hours {
		values[i] = h.Node.Value()
	}

	return values
}

// referenced returns the scoring models that terms name, in the order of their ids. A criterion with a
// score and no model means the only one that there is. The version of a model that does not exist is 0.
func (v *version) referenced(terms *term) []model {
	versions := map[string]int{}
	v.reference(terms, versions)

	models := make([]model, 0, len(versions))
	for _, id := range slices.Sorted(maps.Keys(versions)) {
		models = append(models, model{id, versions[id]})
	}

	return models
}

// reference notes the models that the criteria in a term name.
func (v *version) reference(t *term, versions map[string]int) {
	if t.part("score_at_least") != nil {
		id := scalarText(t.part("model").written())
		if id == "" && len(v.models) == 1 {
			id = v.models[0].id
		}

		if id != "" {
			versions[id] = v.modelVersion(id)
		}
	}

	for _, part := range t.all() {
		v.reference(part, versions)
	}
}

// names reports whether the terms name a scoring model outright.
func (v *version) names(model string) bool { return v.normal().names(model) }

func (t *term) names(model string) bool {
	if t.part("score_at_least") != nil && scalarText(t.part("model").written()) == model {
		return true
	}

	return slices.ContainsFunc(t.all(), func(part *term) bool { return part.names(model) })
}

func (v *version) modelVersion(id string) int {
	for _, m := range v.models {
		if m.id == id {
			return m.version
		}
	}

	return 0
}

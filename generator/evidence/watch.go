package evidence

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A watch looks for people of the exports in the texts that become pages: addresses, telephone numbers and
// names that stand in both. It keeps what the texts have, and nothing of the exports.
type watch struct {
	texts  map[uint64]source.Place // what looks like a person in the texts, by hash, and where first
	quick  [1 << 10]uint64         // bits of the hashes, since nearly nothing of an export is in a text
	digest uint64                  // of all hashes
}

// What a column tells of a person.
type sensitive uint8

const (
	mailColumn sensitive = iota + 1
	phoneColumn
	nameColumn
	firstNameColumn
	lastNameColumn
)

// A watched column tells of people.
type watched struct {
	column int
	what   sensitive
}

var (
	mailPattern  = regexp.MustCompile(`[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)
	phonePattern = regexp.MustCompile(`\+?[0-9(][0-9 ()./-]{6,}[0-9]`)
	namePattern  = regexp.MustCompile(`\p{Lu}[\p{L}'’-]+`)
)

// newWatch reads the texts of a set. The people of the plans are no secret.
func newWatch(set *plan.Set) *watch {
	w := &watch{texts: map[uint64]source.Place{}}
	own := map[string]bool{}
	for _, p := range set.Plans {
		for _, person := range p.AllPeople() {
			own[strings.ToLower(person.Name)] = true
		}
	}

	for _, doc := range set.Documents {
		text := doc.File.Text
		for _, m := range mailPattern.FindAllStringIndex(text, -1) {
			w.add(lower(fresh, text[m[0]:m[1]]).sum(), doc.File.Place(m[0], m[1]))
		}

		for _, m := range phonePattern.FindAllStringIndex(text, -1) {
			if n := countDigits(text[m[0]:m[1]]); n >= minPhone {
				w.add(hashPhone(text[m[0]:m[1]], n), doc.File.Place(m[0], m[1]))
			}
		}

		w.names(doc.File, own)
	}

	return w
}

// names adds every two words in a row that begin with a capital.
func (w *watch) names(file *source.File, own map[string]bool) {
	var before []int
	for _, m := range namePattern.FindAllStringIndex(file.Text, -1) {
		if before != nil && m[0] == before[1]+1 && file.Text[before[1]] == ' ' {
			if name := strings.ToLower(file.Text[before[0]:m[1]]); !own[name] {
				w.add(lower(fresh, name).sum(), file.Place(before[0], m[1]))
			}
		}

		before = m
	}
}

func (w *watch) add(h uint64, at source.Place) {
	if _, seen := w.texts[h]; seen {
		return
	}

	w.texts[h] = at
	w.quick[h>>6&1023] |= 1 << (h & 63)
	w.digest += h
}

// columns returns the columns of an export that tell of people; none if no text has anything to look for.
func (w *watch) columns(t *table) []watched {
	if w == nil || len(w.texts) == 0 {
		return nil
	}

	var all []watched
	for i, header := range t.header {
		if what := tells(header); what != 0 {
			all = append(all, watched{i, what})
		}
	}

	return all
}

// tells says what a column tells of a person, going by its header.
func tells(header string) sensitive {
	h := squeeze(header)
	switch {
	case strings.Contains(h, "email") && !strings.Contains(h, "date") && !strings.Contains(h, "domain"):
		return mailColumn
	case strings.Contains(h, "phone"), strings.Contains(h, "mobile"), strings.HasPrefix(h, "fax"):
		return phoneColumn
	case h == "firstname" || h == "givenname":
		return firstNameColumn
	case h == "lastname" || h == "surname" || h == "familyname":
		return lastNameColumn
	case h == "name" || h == "fullname" || h == "contactname" || h == "leadname" || h == "contact" || h == "lead":
		return nameColumn
	}

	return 0
}

// look holds a row against the texts. It makes no copies: most rows are in no text.
func (w *watch) look(t *table, columns []watched) {
	first, last := "", ""
	for _, c := range columns {
		value := t.get(c.column)
		switch {
		case value == "":
		case c.what == firstNameColumn:
			first = value
		case c.what == lastNameColumn:
			last = value
		case c.what == phoneColumn:
			if n := countDigits(value); n >= minPhone {
				w.find(t, hashPhone(value, n), c.what)
			}
		default:
			w.find(t, lower(fresh, value).sum(), c.what)
		}
	}

	if first != "" && last != "" {
		w.find(t, lower(lower(lower(fresh, first), " "), last).sum(), nameColumn)
	}
}

// lower goes on with the hash of a text without case.
func lower(h rolling, text string) rolling {
	for i := range len(text) {
		if text[i] >= 0x80 {
			text = strings.ToLower(text)
			break
		}
	}

	for i := range len(text) {
		b := text[i]
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}

		h = h.add(b)
	}

	return h
}

// A telephone number has at least eight digits; its last nine are alike with and without the code of a country.
const minPhone, lastDigits = 8, 9

func countDigits(text string) int {
	n := 0
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' {
			n++
		}
	}

	return n
}

// hashPhone returns the hash of the last digits of a text that has n of them.
func hashPhone(text string, n int) uint64 {
	h := fresh
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			continue
		}

		if n <= lastDigits {
			h = h.add(text[i])
		}

		n--
	}

	return h.sum()
}

// find reports a text of which an export tells that it is a person's.
func (w *watch) find(t *table, h uint64, what sensitive) {
	if w.quick[h>>6&1023]&(1<<(h&63)) == 0 {
		return
	}

	if _, found := w.texts[h]; !found || slices.ContainsFunc(t.export.seen, func(s sighting) bool { return s.hash == h }) {
		return
	}

	t.export.seen = append(t.export.seen, sighting{h, what, t.export.name})
}

// A sighting is a person of an export in a text that becomes a page.
type sighting struct {
	hash uint64
	what sensitive
	file string
}

// problem says where it is.
func (w *watch) problem(s sighting) source.Problem {
	return source.Problem{
		At: w.texts[s.hash], Severity: source.Error, Rule: "privacy",
		Message: fmt.Sprintf("a page would show the %s of a lead, which stands in %s", s.what, s.file),
		Hint:    "write of the case without the person: its number in the CRM, or its kind",
	}
}

// String returns what it is in words.
func (s sensitive) String() string {
	switch s {
	case mailColumn:
		return "e-mail address"
	case phoneColumn:
		return "telephone number"
	}

	return "name"
}

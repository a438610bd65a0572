package evidence

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A watch looks for people of the exports in the texts that become pages: addresses, telephone numbers and
// names that stand in both. It keeps what the texts have, and nothing of the exports.
type watch struct {
	texts  map[uint64]source.Place // what looks like a person in the texts, by hash, and where first
	quick  [1 << 10]uint64         // bits of the hashes, since nearly nothing of an export is in a text
	digest uint64                  // of all hashes
	people []string                // the names of those of the site and its plans
}

// What a column tells of a person.
type sensitive uint8

const (
	mailColumn sensitive = iota + 1
	phoneColumn
	nameColumn
	firstNameColumn
	lastNameColumn
	ownerColumn
	companyColumn
	leadColumn // the id of a lead
)

// A watched column tells of people.
type watched struct {
	column int
	what   sensitive
}

var mailPattern = regexp.MustCompile(`[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)

// newWatch reads the texts of a set. The people of the plans are no secret.
func newWatch(set *plan.Set) *watch {
	w := &watch{texts: map[uint64]source.Place{}}
	own := map[string]bool{}
	for _, p := range set.Plans {
		for _, person := range p.AllPeople() {
			own[strings.ToLower(person.Name)] = true
			if !slices.Contains(w.people, person.Name) {
				w.people = append(w.people, person.Name)
			}
		}
	}

	for _, doc := range set.Documents {
		w.mails(doc.File)
		w.phones(doc.File)
		w.names(doc.File, own)
	}

	return w
}

// mails adds everything around an at sign that is an address.
func (w *watch) mails(file *source.File) {
	text := file.Text
	for at := 0; ; at++ {
		n := strings.IndexByte(text[at:], '@')
		if n < 0 {
			return
		}

		at += n
		from := at
		for from > 0 && at-from < 64 && (isLetter(text[from-1]) || strings.IndexByte("0123456789._%+'-", text[from-1]) >= 0) {
			from--
		}

		for _, m := range mailPattern.FindAllStringIndex(text[from:min(len(text), at+255)], 1) {
			w.add(spell(fresh, text[from+m[0]:from+m[1]]).sum(), file.Place(from+m[0], from+m[1]))
		}
	}
}

// phones adds every run of digits, and of the signs that people put between them, that has enough of them.
func (w *watch) phones(file *source.File) {
	text := file.Text
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			continue
		}

		start, digits, end := i, 0, i
		for ; i < len(text) && strings.IndexByte("0123456789 ()./-", text[i]) >= 0; i++ {
			if text[i] >= '0' && text[i] <= '9' {
				digits, end = digits+1, i+1
			}
		}

		if digits >= minPhone {
			for start > 0 && (text[start-1] == '+' || text[start-1] == '(') {
				start--
			}

			w.add(hashPhone(text[start:end], digits), file.Place(start, end))
		}
	}
}

// names adds every two words in a row that begin with a capital.
func (w *watch) names(file *source.File, own map[string]bool) {
	text := file.Text
	before, end := -1, -1 // of the word before
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsUpper(r) || i > 0 && isLetter(text[i-1]) {
			i += size
			continue
		}

		start := i
		for i += size; i < len(text); i += size {
			r, size = utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-' {
				break
			}
		}

		if before >= 0 && start == end+1 && text[end] == ' ' {
			if name := text[before:i]; !own[strings.ToLower(name)] {
				w.add(spell(fresh, name).sum(), file.Place(before, i))
			}
		}

		before, end = start, i
	}
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func (w *watch) add(h uint64, at source.Place) {
	if _, seen := w.texts[h]; seen {
		return
	}

	w.texts[h] = at
	w.quick[h>>6&1023] |= 1 << (h & 63)
	w.digest += h
}

// columns returns the columns of an export that tell of people. owner is that of the owner, and lead that of the
// lead's id, -1 for none.
func (w *watch) columns(t *table, owner, lead int) []watched {
	var all []watched
	for i, header := range t.Header {
		what := tells(header)
		switch i {
		case owner:
			what = ownerColumn
		case lead:
			what = leadColumn
		}

		if what != 0 {
			all = append(all, watched{i, what})
		}
	}

	return all
}

// columnWords are the headers of columns that tell of people, without case, spaces and signs.
var columnWords = map[string]sensitive{
	"firstname": firstNameColumn, "givenname": firstNameColumn, "middlename": firstNameColumn, "nickname": firstNameColumn, "vorname": firstNameColumn, "prénom": firstNameColumn, "prenom": firstNameColumn,
	"lastname": lastNameColumn, "surname": lastNameColumn, "familyname": lastNameColumn, "nachname": lastNameColumn,
	"name": nameColumn, "fullname": nameColumn, "contactname": nameColumn, "leadname": nameColumn, "contact": nameColumn, "lead": nameColumn, "leadfullname": nameColumn, "contactfullname": nameColumn, "associatedcontact": nameColumn, "fullnameoremail": nameColumn, "hsfullnameoremail": nameColumn,
	"company": companyColumn, "companyname": companyColumn, "companyaccount": companyColumn, "account": companyColumn, "accountname": companyColumn, "organization": companyColumn, "organisation": companyColumn, "associatedcompany": companyColumn, "primaryassociatedcompany": companyColumn, "employer": companyColumn, "firma": companyColumn,
	"companydomainname": companyColumn, "website": companyColumn, "websiteurl": companyColumn,
}

// tells says what a column tells of a person, going by its header.
func tells(header string) sensitive {
	h := squeeze(header)
	if what := columnWords[h]; what != 0 {
		return what
	}

	switch {
	case strings.Contains(h, "email") && !strings.Contains(h, "date") && !strings.Contains(h, "domain"):
		return mailColumn
	case strings.Contains(h, "phone"), strings.Contains(h, "mobile"), strings.HasPrefix(h, "fax"):
		return phoneColumn
	case strings.Contains(h, "owner") && !slices.ContainsFunc(noOwner, func(word string) bool { return strings.Contains(h, word) }):
		return ownerColumn
	}

	return 0
}

// noOwner are words of headers that tell something else of an owner than the name.
var noOwner = []string{"date", "assigned", "role", "team", "time", "status"}

// look holds a row against the texts of pages, and against those of the export. It makes no copies: most rows are
// in no text.
func (w *watch) look(t *table, columns []watched, v *veil) {
	first, last := "", ""
	pages := len(w.texts) > 0
	for _, c := range columns {
		value := t.Cell(c.column)
		if value == "" {
			continue
		}

		switch c.what {
		case phoneColumn:
			if n := countDigits(value); pages && n >= minPhone {
				w.find(t, hashPhone(value, n), c.what)
			}

			continue
		case leadColumn:
			v.id(value, c.column)

			continue
		case firstNameColumn:
			first = value
		case lastNameColumn:
			last = value
		case mailColumn:
			name, _, found := strings.Cut(value, "@")
			if !found {
				continue
			}

			if pages {
				w.find(t, spell(fresh, value).sum(), c.what)
			}

			value = name
		case nameColumn:
			if pages {
				w.find(t, spell(fresh, value).sum(), c.what)
			}
		}

		v.each(value, c.column, c.what != companyColumn)
	}

	if first != "" && last != "" {
		full := spell(spell(fresh, first), last).sum()
		w.find(t, full, nameColumn)
		v.find(full, columns[0].column)
	}
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

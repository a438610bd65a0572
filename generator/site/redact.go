package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// newRedactor returns what a site keeps to itself; nil if it keeps nothing.
func newRedactor(set *plan.Set, h *history.History, t *theme) *redact.Redactor {
	if !set.Site.Publish.HidesPeople() {
		return nil
	}

	all := set.Site.People.Values()
	for _, of := range set.Plans {
		all = append(all, of.People.Values()...)
	}

	var people []redact.Person
	for _, p := range all {
		if p != nil {
			people = append(people, redact.Person{ID: p.ID, Name: p.Name, Instead: cmp.Or(p.Function.String(), "Somebody")})
		}
	}

	for _, log := range h.Logs {
		for _, id := range strangers(log) {
			people = append(people, redact.Person{ID: id, Name: capitals(id)})
		}
	}

	texts, reserved := t.words()
	keys, values := plan.Vocabulary()
	o := redact.Options{
		Numbers: set.Site.Publish.Profile == "public", Secret: secretOf(set), Words: texts, Reserved: reserved, Keys: keys, Values: slices.Concat(weekdays, values),
		Public: []string{set.Site.BaseURL, set.Site.Repository},
	}
	for _, of := range set.Plans {
		for _, f := range of.AllFunctions() {
			o.Functions = append(o.Functions, f.String())
		}
	}

	return redact.New(people, o)
}

// capitals writes an id as a name.
func capitals(id string) string {
	words := strings.Split(id, "-")
	for i, word := range words {
		words[i] = plan.Words(word)
	}

	return strings.Join(words, " ")
}

// weekdays are as meetings have them.
var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// strangers are those whom the terms or the signatures of a revision name, and the plan does not know any more.
func strangers(log *history.Log) []string {
	var ids []string
	add := func(id string) {
		known := log.Plan.Person(id) != nil || log.Plan.Role(id) != nil || log.Plan.Site.HasFunction(plan.ParseFunction(id)) || id == "all" || id == ""
		if !known && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}

	for _, r := range log.Revisions {
		if r.Entry != nil {
			for _, a := range r.Entry.Approvals {
				add(a.Person)
			}
		}

		terms := r.Terms()
		if terms == nil {
			continue
		}

		if e := terms.Escalation; e != nil {
			add(e.To)
			for _, level := range e.Levels {
				add(level.To)
			}
		}

		if terms.Review != nil {
			for _, by := range terms.Review.By {
				add(by)
			}
		}
	}

	return ids
}

// secretOf returns what only those know who read the content.
func secretOf(set *plan.Set) string {
	sum := sha256.New()
	for _, doc := range set.Documents {
		io.WriteString(sum, doc.File.Text) // a sum takes everything
	}

	return hex.EncodeToString(sum.Sum(nil))
}

var (
	// staticIDs are those that a template gives whatever the plan says.
	staticIDs = regexp.MustCompile(` id="([a-z-]+)"`)
	// templateMarks are what a reader sees nothing of.
	templateMarks = regexp.MustCompile(`(?s)\{\{.*?\}\}|<[^>]*>`)
)

// words are those that the theme has in its texts, and in its own addresses.
func (t *theme) words() (texts, reserved []string) {
	apart := func(r rune) bool { return r < 'a' || r > 'z' }
	for name, file := range t.files {
		reserved = append(reserved, strings.FieldsFunc(name, apart)...)
		for _, id := range staticIDs.FindAllStringSubmatch(file.Text, -1) {
			reserved = append(reserved, strings.FieldsFunc(id[1], apart)...)
		}

		texts = append(texts, strings.FieldsFunc(templateMarks.ReplaceAllString(file.Text, " "), apart)...)
	}

	for _, asset := range t.assets {
		reserved = append(reserved, strings.FieldsFunc("assets/"+asset.name, apart)...)
	}

	return texts, reserved
}

// forOutsiders reports whether readers are to learn no numbers, and so not where these are written.
func (s *Site) forOutsiders() bool { return s.redactor != nil && s.redactor.Numbers() }

// Data reports whether the site has files of data, and says how to write them: outsiders get neither.
func (p *page) Data() bool { return !p.site.forOutsiders() }

// readable returns the value of a term as readers get it.
func (s *Site) readable(text string) string {
	switch {
	case s.redactor == nil:
		return text
	case s.redactor.Numbers():
		return redact.Unnumbered(s.redactor.Text(text))
	}

	return s.redactor.Text(text)
}

// redacted returns a file as readers get it; false for one that outsiders do not get at all. p is its page, nil for
// none.
func (s *Site) redacted(of Route, p *page) (Route, bool) {
	r, ending := s.redactor, path.Ext(of.Path)
	if r.Numbers() && (ending == ".json" || ending == ".xml" && of.Path != "sitemap.xml" || ending == ".ics") {
		return of, false
	}

	render := of.Render
	of.Path = r.Path(of.Path)
	of.Render = func() ([]byte, error) {
		text, err := render()
		if err != nil {
			return nil, err
		}

		switch ending {
		case ".html":
			page, err := r.Page(string(text), hidesAll(p))

			return []byte(page), err
		case ".json":
			return r.Data(text)
		case ".xml":
			return []byte(r.Feed(string(text))), nil
		case ".ics":
			return []byte(r.Calendar(string(text))), nil
		}

		return text, nil
	}

	return of, true
}

// copied returns a file of the content as readers get it.
func (s *Site) copied(name string) Route {
	route := Route{fileAddress(name), func() ([]byte, error) { return readFile(s.opts.Content, name) }}
	if s.redactor == nil {
		return route
	}

	read := route.Render
	route.Path = s.redactor.Path(route.Path)
	route.Render = func() ([]byte, error) {
		text, err := read()
		text, _ = s.redactor.File(path.Ext(name), text)

		return text, err
	}

	return route
}

// hidesAll reports whether outsiders see no number of a page. Those of the handbook and of the reference are
// their author's words, but for values of a plan.
func hidesAll(p *page) bool {
	return p != nil && p.plain == nil && p.template != "schema.html" && p.template != "rules.html" && p.template != "folder.html"
}

// redactedExport redacts a plan that leaves as one file.
func (s *Site) redactedExport(text string, plain bool) (string, error) {
	switch {
	case !plain:
		return s.redactor.Page(text, true)
	case s.redactor.Numbers():
		return redact.Unnumbered(s.redactor.Text(text)), nil
	}

	return s.redactor.Text(text), nil
}

var quotedID = regexp.MustCompile(`"[a-z0-9-]+"`)

// redactedProblems redacts messages: what they quote may be the id of a person, or one that names somebody.
func (s *Site) redactedProblems(all source.Problems) source.Problems {
	masked := slices.Clone(all)
	mask := func(text string) string {
		return quotedID.ReplaceAllStringFunc(text, func(quoted string) string {
			id := strings.Trim(quoted, `"`)

			return `"` + cmp.Or(s.redactor.ID(id), s.redactor.Path(id)) + `"`
		})
	}

	for i := range masked {
		masked[i].Message, masked[i].Hint = mask(masked[i].Message), mask(masked[i].Hint)
	}

	return masked
}

// checkNames reports what a site that names nobody cannot do: look into some files, and have two files at one address.
func (s *Site) checkNames() source.Problems {
	if s.redactor == nil {
		return nil
	}

	var problems source.Problems
	for name, at := range s.files {
		text, err := readFile(s.opts.Content, name)
		if err != nil {
			continue // it is said where the file is copied
		}

		message := "the site names nobody, and nothing can look into %s, which is published as it is"
		if _, ok := s.redactor.File(path.Ext(name), text); ok && s.forOutsiders() {
			message = "outsiders learn no numbers, and %s is published with those that are in it"
		} else if ok {
			continue
		}

		problems.Add(source.Problem{
			At: at, Severity: source.Info, Rule: "privacy", Message: fmt.Sprintf(message, path.Base(name)),
			Hint: "see that it tells nothing that nobody shall know, or take the link away",
		})
	}

	problems.Add(s.checkClashes()...)
	problems.Sort()

	return problems
}

// checkClashes reports pages that have one address where names are kept back.
func (s *Site) checkClashes() source.Problems {
	var problems source.Problems
	first := map[string]*page{}
	for _, p := range s.pages {
		shown := s.redactor.Path(p.Path)
		other := first[shown]
		if other == nil {
			first[shown] = p
			continue
		}

		at := s.set.Site.Place("publish")
		if p.plain != nil {
			at = p.plain.File.Place(0, 0)
		}

		problems.Add(source.Problem{
			At: at, Rule: "duplicate-id",
			Message: fmt.Sprintf("on a site that names nobody, %s and %s would both be %s", other.Path, p.Path, shown),
			Hint:    "rename one of the files",
		})
	}

	return problems
}

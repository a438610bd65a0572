package site

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// newRedactor returns what a site keeps to itself; nil if it keeps nothing.
func newRedactor(set *plan.Set, t *theme) *redact.Redactor {
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
			people = append(people, redact.Person{ID: p.ID, Name: p.Name, Instead: p.Function.String()})
		}
	}

	return redact.New(people, redact.Options{
		Numbers: set.Site.Publish.Profile == "public", Reserved: t.words(),
		Public: []string{set.Site.BaseURL, set.Site.Repository},
	})
}

// staticIDs are those that a template gives whatever the plan says.
var staticIDs = regexp.MustCompile(` id="([a-z-]+)"`)

// words are those that the theme has in its own addresses.
func (t *theme) words() []string {
	var all []string
	add := func(text string) {
		all = append(all, strings.FieldsFunc(text, func(r rune) bool { return r < 'a' || r > 'z' })...)
	}

	for name, file := range t.files {
		add(name)
		for _, id := range staticIDs.FindAllStringSubmatch(file.Text, -1) {
			add(id[1])
		}
	}

	for _, asset := range t.assets {
		add("assets/" + asset.name)
	}

	return all
}

// forOutsiders reports whether readers are to learn no numbers, and so not where these are written.
func (s *Site) forOutsiders() bool { return s.redactor != nil && s.redactor.Numbers() }

// Data reports whether the site has files of data: outsiders get none.
func (p *page) Data() bool { return !p.site.forOutsiders() }

// redacted returns a file as readers get it; false for one that outsiders do not get at all. p is its page, nil for
// none.
func (s *Site) redacted(of Route, p *page) (Route, bool) {
	r, ending := s.redactor, path.Ext(of.Path)
	if r.Numbers() && (ending == ".json" || ending == ".xml" && of.Path != "sitemap.xml" || ending == ".ics") {
		return of, false
	}

	render := of.Render
	of.Path = r.Address(of.Path)
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
	route.Path = s.redactor.Address(route.Path)
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

			return `"` + cmp.Or(s.redactor.ID(id), s.redactor.Address(id)) + `"`
		})
	}

	for i := range masked {
		masked[i].Message, masked[i].Hint = mask(masked[i].Message), mask(masked[i].Hint)
	}

	return masked
}

// checkNames reports, of a site that names nobody, the files into which nobody can look whether they do.
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

		if _, ok := s.redactor.File(path.Ext(name), text); !ok {
			problems.Add(source.Problem{
				At: at, Severity: source.Info, Rule: "privacy",
				Message: fmt.Sprintf("the site names nobody, and nothing can look into %s, which is published as it is", path.Base(name)),
				Hint:    "see that it names and shows nobody, or take the link away",
			})
		}
	}

	problems.Sort()

	return problems
}

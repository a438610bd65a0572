// Package site turns values into routes: pages, plan data and the files around them.
//
// [New] renders the Markdown bodies, resolves every link in them, and reports what does not resolve.
// [Site.Routes] returns a table from path to the function that renders it, [Site.Find] one row of it. A page is
// rendered when its function is called and kept nowhere, so that a site of any size needs the memory of its plans.
//
// A theme is a set of templates, one stylesheet and one script. Whatever a team puts into themes/<name>/
// takes the place of the file of that name in the default theme.
package site

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/markdown"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
	"github.com/lockstep-docs/lockstep/generator/rules"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Route is one file of the site.
type Route struct {
	// Path is below the output folder, slash-separated: "acme/index.html".
	Path string
	// Render returns the content. It may be called from any goroutine, and any number of times; the
	// bytes are the same every time. The error is that of a disk or of a template.
	Render func() ([]byte, error)
}

// Options say how the site is made.
type Options struct {
	// Content is the content folder, from which pictures and other linked files are copied.
	Content fs.FS
	// Themes is the project's folder of themes; nil if there is none.
	Themes fs.FS
	// ThemesPrefix is put before the paths of its files in problems: "themes/".
	ThemesPrefix string
	// History is what became of every agreement of the set; it must be there.
	History *history.History
	// Evidence is what the exports of the plans say; nil for nothing.
	Evidence *evidence.Evidence
	// AsOf is the instant that is taken for today, in the site's zone.
	AsOf time.Time
	// Frozen says that the site itself holds that instant still.
	Frozen bool
	// Present says that it is the present: then pages say the day only, and builds of one day are alike.
	Present bool
	// Version is that of the program.
	Version string
	// Memo keeps rendered bodies for the next site; nil for none.
	Memo *Memo
}

// A Site is a set of plans ready to be shown. It is safe for concurrent use.
type Site struct {
	set   *plan.Set
	opts  Options
	theme *theme

	logs      map[*plan.SLA]*history.Log
	signed    map[*frontmatter.Node]*plan.SLA // terms that were signed and are written elsewhere than those of today
	documents map[string]*plan.Document
	pages     []*page                       // every HTML page, in the order of their paths
	byPath    map[string]*page              // the same
	bound     map[*plan.Plan]func() []*page // the pages of whole plans; made when the first is asked for
	address   map[string]string             // of documents and folders of the content: path on the site
	anchors   map[string][]string           // of pages, filled while bodies are rendered
	bodies    map[*plan.Body]narrative
	files     map[string]source.Place // linked files of the content, to be copied, and the first link to each
	glossary  map[*plan.Plan]*markdown.Glossary
	// vocabulary is what the glossaries say
	vocabulary map[*plan.Plan]string
	words      map[*plan.Plan]map[string]string // of the glossary: their anchors
	tree       *folder
	planOf     map[*source.File]*plan.Plan

	neighbours func() directory // made when the first link leads nowhere

	report   report
	common   common
	nav      func() *navigation
	others   func() map[string]Route // the files that are no pages
	redactor *redact.Redactor        // nil where nothing is kept from readers
	// written are the paths of pages by those under which readers find them, where these differ.
	written func() map[string]string
}

// A report is what the rules found, for the health page.
type report struct {
	problems source.Problems
	waived   []rules.Waived
	// later are those to come; none on a site that holds the time still.
	later []rules.Later

	// of and laterOf are where they stand among these, by the plan as whose they count; nil has those of none.
	of, laterOf map[*plan.Plan][]int32
}

// New prepares a site. The problems are those of templates, links, HTML and terms in the content. The
// error is that of a disk.
func New(set *plan.Set, opts Options) (*Site, source.Problems, error) {
	theme, problems, err := loadTheme(opts.Themes, opts.ThemesPrefix, set.Site)
	if err != nil {
		return nil, nil, err
	}

	opts.Memo = cmp.Or(opts.Memo, &Memo{once: true})
	s := &Site{
		set: set, opts: opts, theme: theme,
		logs: map[*plan.SLA]*history.Log{}, documents: map[string]*plan.Document{}, byPath: map[string]*page{}, bound: map[*plan.Plan]func() []*page{}, address: map[string]string{},
		anchors: map[string][]string{}, bodies: map[*plan.Body]narrative{}, files: map[string]source.Place{},
		glossary: map[*plan.Plan]*markdown.Glossary{}, vocabulary: map[*plan.Plan]string{}, words: map[*plan.Plan]map[string]string{}, planOf: map[*source.File]*plan.Plan{},
	}
	s.redactor = newRedactor(set, opts.History, theme)
	s.neighbours = sync.OnceValue(s.listAll)
	s.nav = sync.OnceValue(s.navigate)
	s.others = sync.OnceValue(s.index)
	s.written = sync.OnceValue(s.renamed)
	for _, log := range opts.History.Logs {
		s.logs[log.SLA] = log
	}

	s.signed = s.signedTerms()

	for _, doc := range set.Documents {
		s.documents[doc.Path] = doc
		s.planOf[doc.File] = doc.Plan
	}

	problems.Add(s.lay()...)
	problems.Add(s.renderBodies()...)
	problems.Add(s.checkTexts()...)
	problems.Add(s.checkNames()...)
	problems.Add(s.checkFiles()...)
	problems.Add(s.checkSheets()...)

	return s, problems, nil
}

// Tell gives the site what the rules found and will find, for the health page and where somebody has to act. It must be
// called once, before any file is made.
func (s *Site) Tell(problems source.Problems, waived []rules.Waived, later []rules.Later) {
	if s.redactor != nil {
		problems, waived, later = s.redactedProblems(problems), slices.Clone(waived), slices.Clone(later)
		for i := range waived {
			waived[i].Problem = s.redactedProblems(source.Problems{waived[i].Problem})[0]
		}

		for i := range later {
			later[i].Problem = s.redactedProblems(source.Problems{later[i].Problem})[0]
		}
	}

	if s.opts.Frozen {
		later = nil
	}

	s.report = report{problems, waived, later, map[*plan.Plan][]int32{}, map[*plan.Plan][]int32{}}
	for i, problem := range problems {
		of := s.countsFor(problem)
		s.report.of[of] = append(s.report.of[of], int32(i))
	}

	for i, l := range later {
		of := s.countsFor(l.Problem)
		s.report.laterOf[of] = append(s.report.laterOf[of], int32(i))
	}
}

// Routes returns every file of the site, in the order of their paths.
func (s *Site) Routes() []Route {
	pages := s.everyPage()
	routes := make([]Route, 0, len(pages))
	for _, p := range pages {
		routes = append(routes, s.route(p))
	}

	routes = append(routes, slices.Collect(maps.Values(s.others()))...)
	slices.SortFunc(routes, func(a, b Route) int { return cmp.Compare(a.Path, b.Path) })

	return routes
}

// everyPage returns the pages of the site: of a whole plan all volumes.
func (s *Site) everyPage() []*page {
	pages := make([]*page, 0, len(s.pages))
	for _, p := range s.pages {
		if p.template == wholeTemplate {
			pages = append(pages, s.wholePlan(p.Plan)...)
			continue
		}

		pages = append(pages, p)
	}

	return pages
}

// Find returns the file of that path; false if the site has none.
func (s *Site) Find(path string) (Route, bool) {
	if p := s.page(path); p != nil {
		route := s.route(p)

		return route, route.Path == path
	}

	route, ok := s.others()[path]

	return route, ok
}

func (s *Site) route(p *page) Route {
	route := Route{Path: p.Path, Render: func() ([]byte, error) { return s.render(p) }}
	if s.redactor != nil {
		route, _ = s.redacted(route, p)
	}

	return route
}

// render writes a page. Where it takes too much with what it takes to explore its charts, it goes without.
func (s *Site) render(p *page) ([]byte, error) {
	text, err := s.theme.render(p)
	if err != nil || !s.theme.explore || !bytes.Contains(text, []byte(" data-explore=")) || Fits(text) {
		return text, err
	}

	still := *p
	still.still = true

	return s.theme.render(&still)
}

// renamed returns the paths of pages whose own names somebody, by those that name nobody.
func (s *Site) renamed() map[string]string {
	all := map[string]string{}
	if s.redactor == nil {
		return all
	}

	for _, p := range s.pages {
		if shown := s.redactor.Path(p.Path); shown != p.Path {
			all[shown] = p.Path
		}
	}

	return all
}

// index returns the files that are no pages, also those that are copies of files of the content.
func (s *Site) index() map[string]Route {
	all := map[string]Route{}
	for _, route := range s.made() {
		all[route.Path] = route
	}

	for name := range s.files {
		route := s.copied(name)
		all[route.Path] = route
	}

	return all
}

// made returns the files that are neither pages nor copies of files of the content.
func (s *Site) made() []Route {
	var routes []Route
	add := func(path string, render func() ([]byte, error)) {
		routes = append(routes, Route{Path: path, Render: render})
	}

	for _, p := range s.set.Plans {
		add(p.ID+"/plan.json", p.JSON)
		routes = append(routes, s.calendars(p)...)
		if logs := s.logsOf(p); len(logs) > 0 {
			add(p.ID+"/changes.json", func() ([]byte, error) {
				if s.set.Site.Publish.HidesPeople() {
					return history.RedactedJSON(logs)
				}

				return history.JSON(logs)
			})
		}
	}

	for _, p := range s.set.Plans {
		if report := s.evidence(p); report != nil {
			add(p.ID+"/evidence.json", report.JSON)
		}
	}

	for _, feed := range s.feeds() {
		add(feed.path, feed.render)
	}

	add(notFoundName, func() ([]byte, error) { return s.notFound(), nil })
	if s.baseURL() != "" && !s.set.Site.Publish.NoIndex {
		add("sitemap.xml", func() ([]byte, error) { return s.sitemap() })
	}

	if s.redactor != nil {
		made := routes
		routes = nil
		for _, route := range made {
			if redacted, ok := s.redacted(route, nil); ok {
				routes = append(routes, redacted)
			}
		}
	}

	for _, asset := range s.theme.assets {
		add("assets/"+asset.name, func() ([]byte, error) { return asset.text, nil })
	}

	add(searchName, func() ([]byte, error) { return s.script(s.sharedFinds()), nil })
	for _, p := range s.set.Plans {
		add(s.shownPath(p.ID+"/"+searchName), func() ([]byte, error) { return s.script(s.planFinds(p)), nil })
	}

	add("schema/plan.schema.json", func() ([]byte, error) { return []byte(plan.SchemaText()), nil })
	add(".nojekyll", func() ([]byte, error) { return nil, nil })
	add("robots.txt", func() ([]byte, error) { return s.robots(), nil })

	return routes
}

// shownPath returns a path as readers find it.
func (s *Site) shownPath(path string) string {
	if s.redactor == nil {
		return path
	}

	return s.redactor.Path(path)
}

// Try renders one page of every template of a team's own theme, and returns what is broken in them.
func (s *Site) Try() source.Problems {
	if !s.theme.own {
		return nil
	}

	tried := map[string]bool{}
	var broken source.Problems
	for _, p := range s.pages {
		if tried[p.template] || s.theme.pages[p.template] == nil {
			continue
		}

		tried[p.template] = true
		var failure *TemplateError
		if _, err := s.theme.render(p); errors.As(err, &failure) {
			broken.Add(failure.Problem)
		}
	}

	broken.Sort()

	return broken
}

func readFile(fsys fs.FS, name string) ([]byte, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}

	return text, nil
}

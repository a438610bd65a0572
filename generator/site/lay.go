package site

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// lay decides which pages there are and where every file of the content is found. Two sources of one page
// are reported.
func (s *Site) lay() source.Problems {
	var problems source.Problems
	s.layHome()
	for _, p := range s.set.Plans {
		s.layPlan(p)
	}

	s.layCommon()
	problems.Add(s.layPlain()...)
	for _, doc := range s.set.Documents {
		if target := s.partAddress(doc); target != "" {
			s.address[doc.Path] = target
		}
	}

	slices.SortFunc(s.pages, func(a, b *page) int { return cmp.Compare(a.Path, b.Path) })

	return append(problems, s.checkCase()...)
}

// add makes a page.
func (s *Site) add(p *page) {
	p.site = s
	s.pages = append(s.pages, p)
	s.byPath[p.Path] = p
}

func (s *Site) layHome() {
	home := &page{Path: "index.html", Title: s.title(), template: "home.html", view: homeView}
	for _, doc := range s.set.Documents {
		if doc.Kind == "site" && path.Dir(doc.Path) == "." {
			home.Document = doc
		}
	}

	s.add(home)
}

// layPlan makes the pages of a plan: only what it fills gets one.
func (s *Site) layPlan(p *plan.Plan) {
	base := p.ID + "/"
	add := func(name, title, template string, view func(*page) any, filled bool) {
		if filled {
			s.add(&page{Path: base + name, Title: title, Plan: p, template: template, view: view})
		}
	}

	add("index.html", p.Title, "overview.html", overviewView, true)
	add(sheetName, "One-page plan", "sheet.html", sheetView, true)
	add("workflow.html", "Workflow", "workflow.html", nil, len(p.Handoffs) > 0)
	for _, sla := range p.SLAs() {
		add("sla/"+sla.ID+".html", slaTitle(sla), "sla.html", func(pg *page) any { return slaView(pg, sla) }, true)
		s.byPath[base+"sla/"+sla.ID+".html"].of = sla.At
		s.layHistory(p, sla)
	}

	add("evidence.html", "Evidence", "evidence.html", evidenceView, s.evidence(p) != nil)
	add("escalations.html", "Escalations", "escalations.html", escalationsView, len(p.Escalations) > 0)
	add("loops.html", "Feedback loops", "loops.html", nil, len(p.FeedbackLoops) > 0)
	add("metrics.html", "Metrics", "metrics.html", nil, len(p.Metrics) > 0 || p.NorthStar != nil)
	add("scoring.html", "Lead scoring", "scoring.html", scoringView, len(p.Scoring) > 0)
	add("journey.html", "The customer’s journey", "journey.html", nil, len(p.Journey)+len(p.Gates) > 0)
	add("pipeline.html", "Pipeline", "pipeline.html", nil, len(p.Pipeline) > 0)
	add("crm.html", "CRM hand-over sheet", "crm.html", crmView, handsOver(p))
	add("reviews.html", "Reviews", "reviews.html", nil, hasReviews(p))
	add("rhythm.html", "When we meet", "rhythm.html", nil, len(p.Meetings) > 0)
	add("research.html", "What customers say", "research.html", nil, p.Research != nil || p.Interviews != nil)
	add("experiments.html", "Experiments", "experiments.html", nil, len(p.Experiments)+len(p.TestingAreas) > 0)
	add("enablement.html", "Content and training", "enablement.html", nil, len(p.Enablement)+len(p.Training) > 0)
	add("stack.html", "Tools and data", "stack.html", nil, p.TechStack != nil)
	people, roles := p.AllPeople(), p.AllRoles()
	add("people/index.html", "People and roles", "people.html", peopleView, len(people)+len(roles) > 0)
	if !s.set.Site.Publish.HidesPeople() {
		for _, person := range people {
			add("people/"+person.ID+".html", person.Name, "person.html", func(pg *page) any { return personView(pg, person) }, true)
			s.byPath[base+"people/"+person.ID+".html"].of = person.At
		}
	}

	for _, role := range roles {
		add("people/"+role.ID+".html", "Role: "+role.Heading(), "role.html", func(pg *page) any { return roleView(pg, role) }, p.Person(role.ID) == nil && role.ID != "index")
		if pg := s.byPath[base+"people/"+role.ID+".html"]; pg != nil && pg.template == "role.html" {
			pg.of = role.At
		}
	}

	for _, f := range p.AllFunctions() {
		add("functions/"+strings.ReplaceAll(string(f), "_", "-")+".html", f.String(), "function.html", func(pg *page) any { return functionView(pg, f) }, true)
	}

	add(wholeName, "The whole plan", wholeTemplate, documentView, true)
	s.bound[p] = sync.OnceValue(func() []*page { return s.bind(s.byPath[base+wholeName]) })
	s.address[p.Document.Path] = base + "index.html"
}

// layHistory makes the change log of an SLA that has revisions, and a page of each of them.
func (s *Site) layHistory(p *plan.Plan, sla *plan.SLA) {
	log, base := s.logs[sla], p.ID+"/sla/"+sla.ID
	if log.Revisions[0].State == history.Draft {
		return
	}

	feed := feedPath(p, sla)
	if s.forOutsiders() {
		feed = ""
	}

	s.byPath[base+".html"].feed = feed
	s.add(&page{
		Path: base + "/changes.html", Title: slaTitle(sla) + ": every revision", Plan: p, of: sla.At, feed: feed,
		template: "changes.html", view: func(pg *page) any { return changesView(pg, log) },
	})

	for _, r := range log.Revisions {
		s.add(&page{
			Path: fmt.Sprintf("%s/r%d.html", base, r.Number), Title: fmt.Sprintf("%s, revision %d", slaTitle(sla), r.Number), Plan: p, of: sla.At, past: true,
			template: "revision.html", view: func(pg *page) any { return newRevisionView(pg, log, r) },
		})
	}
}

// layPlain makes a page of every Markdown file without a kind, and one of every folder without an index.
func (s *Site) layPlain() source.Problems {
	var problems source.Problems
	s.tree = newTree(s.set.Pages, s.hasText)
	for _, doc := range s.set.Pages {
		target := plainAddress(doc.Path)
		if s.tree.isIndex(doc) {
			target = path.Join(path.Dir(target), "index.html")
		}

		other := s.byPath[target]
		if target == "index.html" && other != nil && other.Document == nil {
			other.Document = doc.Document
			s.address[doc.Path] = target
			continue
		}

		if other != nil || target == notFoundName {
			problems.Add(twice(doc, other, target))
			continue
		}

		s.add(&page{Path: target, Title: doc.Title, Document: doc.Document, plain: doc, template: "page.html", view: plainView})
		s.address[doc.Path] = target
	}

	s.tree.walk(func(f *folder) {
		if target := path.Join(f.path, "index.html"); s.byPath[target] == nil && f.path != "." {
			s.add(&page{Path: target, Title: f.title(), template: "folder.html", view: func(p *page) any { return folderView(p, f) }})
		}
	})

	return problems
}

// hasText reports whether there is a page already with something to show, as of a plan.
func (s *Site) hasText(target string) bool {
	p := s.byPath[target]

	return p != nil && (p.Plan != nil || p.Document != nil)
}

// twice reports a page whose place on the site is taken.
func twice(doc *plan.Page, other *page, target string) source.Problem {
	problem := source.Problem{
		At: doc.File.Place(0, 0), Severity: source.Warning, Rule: "duplicate-id",
		Message: fmt.Sprintf("this page is left out: it would be %s, and so is another", target),
		Hint:    "rename one of the two files",
	}
	first := (*plan.Document)(nil)
	switch {
	case other == nil:
	case other.Plan != nil:
		first = other.Plan.Document
	default:
		first = other.Document
	}

	if first == nil {
		problem.Message = fmt.Sprintf("this page is left out: it would be %s, and lockstep makes that page itself", target)
		problem.Hint = "rename the file, for example to our-" + path.Base(doc.Path)

		return problem
	}

	problem.Related = []source.Place{first.File.Place(0, 0)}
	problem.Message = fmt.Sprintf("this page is left out: it would be %s, and so would %s", target, first.File.Name)

	return problem
}

// plainAddress returns where a Markdown file is found on the site.
func plainAddress(name string) string {
	return siteName(strings.TrimSuffix(strings.TrimSuffix(name, path.Ext(name)), ".html") + ".html")
}

// siteName returns a path of the content as it is on the site, where # would begin an anchor.
func siteName(name string) string { return strings.ReplaceAll(name, "#", "-") }

// layCommon makes the pages that belong to no plan.
func (s *Site) layCommon() {
	add := func(name, title, template string, view func(*page) any) {
		s.add(&page{Path: name, Title: title, template: template, view: view})
	}

	add("health.html", "Health", "health.html", healthView)
	if slices.ContainsFunc(s.set.Plans, func(p *plan.Plan) bool { return len(p.Glossary)+len(gatesToExplain(p)) > 0 }) {
		add("glossary.html", "Glossary", "glossary.html", glossaryView)
	}

	if len(s.set.Plans) > 0 {
		add("people.html", "People", "everyone.html", everyoneView)
	}

	add("schema.html", "Front matter reference", "schema.html", schemaView)
	add("rules.html", "Rules", "rules.html", rulesView)
}

// partAddress returns where the entity of a file of its own is found.
func (s *Site) partAddress(doc *plan.Document) string {
	if doc.Kind == "site" {
		return "index.html"
	}

	if doc.Plan == nil || doc.Kind == "plan" {
		return ""
	}

	kind, id := plan.PartKey(doc), plan.PartID(doc)
	target := place(doc.Plan, kind, id)
	file, _, _ := strings.Cut(target, "#")
	if s.byPath[file] == nil {
		return doc.Plan.ID + "/" + wholeName
	}

	return target
}

func (s *Site) title() string {
	if s.set.Site.Title != "" {
		return s.set.Site.Title
	}

	if home := s.byPath["index.html"]; home != nil && home.Document != nil {
		if title := s.bodies[home.Document.Body].Title; title != "" {
			return title
		}
	}

	if len(s.set.Plans) > 0 {
		return s.titleOf(s.set.Plans[0])
	}

	return "Handbook"
}

// A folder is a folder of plain pages.
type folder struct {
	path    string // on the site; "." for the root
	index   *plan.Page
	pages   []*plan.Page
	folders map[string]*folder
}

// newTree puts pages into folders. A README where the folder's index page is taken is a page like others.
func newTree(pages []*plan.Page, taken func(target string) bool) *folder {
	root := &folder{path: ".", folders: map[string]*folder{}}
	for _, p := range pages {
		f := root.at(path.Dir(siteName(p.Path)))
		rank := indexRank(p.Path)
		if rank == readme && taken(path.Join(f.path, "index.html")) {
			rank = 0
		}

		if rank > 0 && (f.index == nil || rank < indexRank(f.index.Path)) {
			if f.index != nil {
				f.pages = append(f.pages, f.index)
			}

			f.index = p
			continue
		}

		f.pages = append(f.pages, p)
	}

	return root
}

// at returns the folder of a path, making those on the way.
func (f *folder) at(dir string) *folder {
	if dir == "." {
		return f
	}

	for _, step := range strings.Split(dir, "/") {
		next := f.folders[step]
		if next == nil {
			next = &folder{path: path.Join(f.path, step), folders: map[string]*folder{}}
			f.folders[step] = next
		}

		f = next
	}

	return f
}

// find returns the folder of a path, nil if there is none.
func (f *folder) find(dir string) *folder {
	if dir == "." {
		return f
	}

	for _, step := range strings.Split(dir, "/") {
		if f = f.folders[step]; f == nil {
			return nil
		}
	}

	return f
}

// sorted returns the folders below, in the order of their names.
func (f *folder) sorted() []*folder {
	var all []*folder
	for _, name := range slices.Sorted(maps.Keys(f.folders)) {
		all = append(all, f.folders[name])
	}

	return all
}

// walk calls visit for f and every folder below, in order.
func (f *folder) walk(visit func(*folder)) {
	visit(f)
	for _, below := range f.sorted() {
		below.walk(visit)
	}
}

func (f *folder) isIndex(p *plan.Page) bool {
	at := f.find(path.Dir(siteName(p.Path)))
	return at != nil && at.index == p
}

// title is that of the index page, or the folder's name in words.
func (f *folder) title() string { return plan.Words(path.Base(f.path)) }

// readme is the rank of a README.
const readme = 3

// indexRank says which file speaks for its folder: index.md before _index.md before README.md; 0 for others.
func indexRank(name string) int {
	switch strings.ToLower(path.Base(name)) {
	case "index.md", "index.markdown", "index.html.md":
		return 1
	case "_index.md":
		return 2
	case "readme.md":
		return readme
	}

	return 0
}

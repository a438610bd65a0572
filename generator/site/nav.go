package site

import (
	"cmp"
	"html"
	"html/template"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/markdown"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
)

// A navigation is the list of places beside every page. It is written once for each plan and each folder,
// and each page only gets its links made relative and its own place marked.
type navigation struct {
	site     string
	everyone string // what stands below in all of them
	folders  map[string]string

	mutex sync.Mutex
	plans map[*plan.Plan]string // of which any page was asked for
}

// of returns the navigation as seen from a page.
func (n *navigation) of(p *page) template.HTML {
	text := n.site
	switch {
	case p.Plan != nil:
		text = n.ofPlan(p.site, p.Plan)
	case n.folders[path.Dir(p.Path)] != "":
		text = n.folders[path.Dir(p.Path)]
	}

	here := `="` + rootMark + escapePath(cmp.Or(p.standsAt, p.Path)) + `"`
	text = strings.Replace(text, here, here+` aria-current="page"`, 1)

	return template.HTML(strings.ReplaceAll(text, `="`+rootMark, `="`+p.Root()))
}

func (n *navigation) ofPlan(s *Site, p *plan.Plan) string {
	n.mutex.Lock()
	defer n.mutex.Unlock()

	text, known := n.plans[p]
	if !known {
		text = s.planNav(p) + n.everyone
		n.plans[p] = text
	}

	return text
}

func (s *Site) navigate() *navigation {
	n := &navigation{plans: map[*plan.Plan]string{}, folders: map[string]string{}}
	everyone := s.everyoneNav() + s.ownNav()
	n.everyone = s.handbookNav(".") + everyone

	plans := s.plansNav()
	n.site = plans + n.everyone
	if s.tree != nil {
		s.tree.walk(func(f *folder) {
			n.folders[f.path] = plans + s.handbookNav(f.path) + everyone
		})
	}

	return n
}

// A navGroup collects the entries of one group.
type navGroup struct {
	site *Site
	b    strings.Builder
	n    int
}

func (g *navGroup) add(target, title string, count int) { g.counted(target, title, watch{Now: count}) }

// counted adds a page with a count that time may change.
func (g *navGroup) counted(target, title string, w watch) {
	file, _, _ := strings.Cut(target, "#")
	if g.site.byPath[file] == nil {
		return
	}

	g.n++
	g.b.WriteString(`<li><a href="` + rootMark + escapePath(file) + strings.TrimPrefix(target, file) + `">` + html.EscapeString(title))
	if more := w.attributes(g.site); w.Now > 0 {
		g.b.WriteString(` <span class="count"` + more + `>` + strconv.Itoa(w.Now) + `</span>`)
	} else if more != "" {
		g.b.WriteString(` <span class="count" hidden` + more + `></span>`)
	}

	g.b.WriteString(`</a></li>`)
}

// link adds a link as it stands.
func (g *navGroup) link(href, title string) {
	g.n++
	g.b.WriteString(`<li><a href="` + html.EscapeString(href) + `">` + html.EscapeString(title) + `</a></li>`)
}

// list returns the group under its heading, "" if it is empty.
func (g *navGroup) list(heading string) string {
	if g.n == 0 {
		return ""
	}

	return `<h2>` + html.EscapeString(heading) + `</h2><ul>` + g.b.String() + `</ul>`
}

func (s *Site) planNav(p *plan.Plan) string {
	base := p.ID + "/"
	agreement := &navGroup{site: s}
	agreement.add(base+sheetName, "One-page plan", 0)
	agreement.add(base+"index.html", "Overview", 0)
	agreement.add(base+"workflow.html", "Workflow", 0)
	for _, sla := range p.SLAs() {
		title := "SLA"
		if len(p.SLAs()) > 1 {
			title = "SLA " + slaTitle(sla)
		}

		agreement.add(base+"sla/"+sla.ID+".html", title, 0)
	}

	if p.SLA != nil {
		agreement.add(base+"sla/"+p.SLA.ID+"/changes.html", "Change log", 0)
	}

	agreement.add(base+"escalations.html", "Escalations", s.openEscalations(p))
	agreement.add(base+wholeName, "The whole plan", 0)

	numbers := &navGroup{site: s}
	numbers.add(base+"evidence.html", "Evidence", 0)
	numbers.add(base+"metrics.html", "Metrics", 0)
	numbers.add(base+"scoring.html", "Lead scoring", 0)
	numbers.add(base+"pipeline.html", "Pipeline", 0)

	practice := &navGroup{site: s}
	practice.add(base+"journey.html", "Journey", 0)
	practice.add(base+"loops.html", "Feedback loops", 0)
	practice.add(base+"rhythm.html", "Meetings", 0)
	practice.add(base+"research.html", "Customer research", 0)
	practice.add(base+"experiments.html", "Experiments", 0)
	practice.add(base+"reviews.html", "Reviews", 0)
	practice.add(base+"enablement.html", "Content and training", 0)
	practice.add(base+"stack.html", "Tools and data", 0)
	practice.add(base+"crm.html", "CRM sheet", 0)

	people := &navGroup{site: s}
	for _, f := range plan.Functions {
		people.add(place(p, "functions", string(f)), f.String(), 0)
	}

	people.add(base+"people/index.html", "People and roles", 0)

	return agreement.list("The agreement") + numbers.list("The numbers") + practice.list("The practice") + people.list("Who does what")
}

func (s *Site) plansNav() string {
	g := &navGroup{site: s}
	for _, p := range s.set.Plans {
		if g.n == 12 {
			g.add("index.html", "All plans", 0)
			break
		}

		g.add(p.ID+"/index.html", s.titleOf(p), 0)
	}

	if len(s.set.Plans) == 1 {
		return g.list("The plan")
	}

	return g.list("Plans")
}

// titleOf is the title of a plan as every page may say it: outsiders see no number of a plan, also where its name has
// one.
func (s *Site) titleOf(p *plan.Plan) string {
	if s.forOutsiders() {
		return redact.Unnumbered(p.Title)
	}

	return p.Title
}

// handbookNav lists the folder: its way up, its folders and its pages.
func (s *Site) handbookNav(dir string) string {
	f := s.tree.find(dir)
	if f == nil {
		return ""
	}

	g := &navGroup{site: s}
	heading := "Handbook"
	if dir != "." {
		heading = s.folderTitle(f)
		if parent := s.tree.find(path.Dir(dir)); parent != nil && path.Dir(dir) != "." {
			g.add(path.Join(parent.path, "index.html"), "Up: "+s.folderTitle(parent), 0)
		}

		g.add(path.Join(f.path, "index.html"), s.folderTitle(f), 0)
	}

	for _, below := range f.sorted() {
		g.add(path.Join(below.path, "index.html"), s.folderTitle(below), 0)
	}

	for _, doc := range f.pages {
		g.add(plainAddress(doc.Path), s.plainTitle(doc), 0)
	}

	return g.list(heading)
}

func (s *Site) everyoneNav() string {
	g := &navGroup{site: s}
	g.add("people.html", "People", 0)
	g.add("glossary.html", "Glossary", 0)
	g.counted("health.html", "Health", s.watch())
	g.add("schema.html", "Front matter", 0)
	g.add("rules.html", "Rules", 0)

	return g.list("Everyone")
}

// ownNav lists the links that the site's author wants beside every page.
func (s *Site) ownNav() string {
	g := &navGroup{site: s}
	at := &page{Path: "index.html", site: s}
	for _, entry := range s.set.Site.Navigation {
		address, ok := safeLink(entry.Link), true
		if address != "" && !isAbsolute(address) {
			address, ok = s.link(s.frontOf(at), markdown.Reference{Destination: address}, &rendered{})
		}

		if ok && address != "" {
			g.link(address, cmp.Or(entry.Title, entry.Link))
		}
	}

	return g.list("Further")
}

// folderTitle is the title of the folder's index page, else its name in words.
func (s *Site) folderTitle(f *folder) string {
	if f.index != nil {
		if title := s.plainTitle(f.index); title != "" {
			return title
		}
	}

	return f.title()
}

// plainTitle is the title of a plain page: that of its front matter, its first heading, or its file's name.
func (s *Site) plainTitle(doc *plan.Page) string {
	if doc.Title != "" {
		return doc.Title
	}

	if title := s.bodies[doc.Body].Title; title != "" {
		return title
	}

	name := path.Base(doc.Path)
	if s.tree.isIndex(doc) && path.Dir(doc.Path) != "." {
		name = path.Base(path.Dir(doc.Path))
	}

	return plan.Words(strings.TrimSuffix(name, path.Ext(name)))
}

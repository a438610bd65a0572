package site

import (
	"html"
	"html/template"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// Where readers change what they read.

// Written returns where that stands which the page shows: its text, or what it is about; nowhere for a page that lockstep
// makes of everything.
func (p *page) Written() source.Place {
	if p.Document != nil {
		return p.Document.File.Place(p.Document.Body.Start, p.Document.Body.Start)
	}

	about, key := p.about(), keyOf[p.template]
	if at := about.Node.Get(key).KeyPlace(); !at.IsZero() { // what has files of its own alone stands nowhere
		return at
	}

	return about.Place()
}

// about returns what the page is about.
func (p *page) about() plan.At {
	switch key := keyOf[p.template]; {
	case p.of.Node != nil:
		return p.of
	case p.Plan == nil:
		return p.site.aboutAll(key)
	case key == "people" && !p.Plan.Has(key):
		return p.site.set.Site.At
	}

	return p.Plan.At
}

// keyOf names the key of a plan that the pages of a template show.
var keyOf = map[string]string{
	"workflow.html": "handoffs", "evidence.html": "data", "escalations.html": "escalations", "loops.html": "feedback_loops",
	"metrics.html": "metrics", "scoring.html": "scoring", "journey.html": "journey", "pipeline.html": "pipeline",
	"research.html": "research", "rhythm.html": "meetings", "experiments.html": "experiments", "enablement.html": "enablement",
	"stack.html": "tech_stack", "glossary.html": "glossary", "everyone.html": "people", "people.html": "people",
}

// aboutAll returns what a page of the whole site is about: the site, where it has that key, or the only plan that has it.
func (s *Site) aboutAll(key string) plan.At {
	if s.set.Site.Has(key) {
		return s.set.Site.At
	}

	var having []*plan.Plan
	for _, p := range s.set.Plans {
		if p.Has(key) {
			having = append(having, p)
		}
	}

	if len(having) != 1 {
		return plan.At{}
	}

	return having[0].At
}

// Edit returns the link to the line of a value in the repository, where it stands today; "" without a repository.
func (p *page) Edit(at plan.At, keys ...string) string {
	return p.site.source(p.site.today(at).Place(keys...))
}

// EditPage returns the link to where the page is written; "" without a repository.
func (p *page) EditPage() string { return p.site.source(p.Written()) }

// EditLink returns a small link to the line of a value, "" without a repository.
func (p *page) EditLink(at plan.At, keys ...string) template.HTML {
	link := p.Edit(at, keys...)
	if link == "" || p.past {
		return ""
	}

	place := p.site.today(at).Place(keys...)
	start, _ := place.Range()
	name := html.EscapeString("Edit line " + strconv.Itoa(start.Line) + " of " + place.File.Name)

	return template.HTML(`<a class="edit" href="` + html.EscapeString(link) + `" title="` + name + `"><span class="sr">` + name + `</span></a>`)
}

// today returns where a value of terms stands that may be changed. Terms in force may be those of an archive or of a
// commit: what is signed stays as it is, and the file of the SLA is where the next revision is written. What is not in it
// any more leads to what was around it.
func (s *Site) today(at plan.At) plan.At {
	var path []string
	for n := at.Node; n != nil; n = n.Parent() {
		if sla := s.signed[n]; sla != nil {
			now := sla.Terms.Node
			for _, key := range path {
				if next := now.Get(key); next != nil {
					now = next
				}
			}

			if now == nil {
				return sla.At
			}

			return plan.At{Node: now}
		}

		path = append([]string{n.Key()}, path...)
	}

	return at
}

// signedTerms returns the terms of revisions that stand elsewhere than in the files of their SLAs.
func (s *Site) signedTerms() map[*frontmatter.Node]*plan.SLA {
	signed := map[*frontmatter.Node]*plan.SLA{}
	for sla, log := range s.logs {
		for _, r := range log.Revisions {
			if terms := r.Terms(); terms != nil && terms.Node != nil && terms.Node != sla.Terms.Node {
				signed[terms.Node] = sla
			}
		}
	}

	return signed
}

// A gap is something that a plan does not say yet, and the lines of front matter that say it.
type gap struct {
	What, Lines string
	// File is where the lines belong, Edit the link to it; "" without a repository.
	File, Edit string
}

// Gap returns the page for the part that says what is missing, and how to add it to the entry at:
// {{template "gap" (.Gap .Plan.At "Nobody has …" "sla: …")}}. The lines are shown below the keys under
// which they belong.
func (p *page) Gap(at plan.At, what, lines string) *page {
	g := gap{What: what, Edit: p.Edit(at)}
	if p.past {
		return p.With(gap{What: what})
	}

	if file := at.Place().File; file != nil {
		g.File = file.Name
	}

	indent := ""
	if at.Node != nil {
		for _, key := range strings.Split(strings.TrimPrefix(at.Node.Pointer(), "/"), "/") {
			if key != "" {
				g.Lines += indent + key + ":\n"
				indent += "  "
			}
		}
	}

	g.Lines += indent + strings.ReplaceAll(lines, "\n", "\n"+indent)

	return p.With(g)
}

// source returns the address of a place in the repository that the site names.
func (s *Site) source(at source.Place) string {
	repository := s.repository()
	if repository == "" || at.IsZero() {
		return ""
	}

	start, _ := at.Range()
	folder := repository + "/blob/HEAD"
	switch _, branch, named := strings.Cut(strings.TrimSuffix(s.set.Site.Repository, "/"), "/tree/"); {
	case named:
		folder = repository + "/blob/" + branch
	case strings.Contains(repository, "gitlab"):
		folder = repository + "/-/blob/HEAD"
	}

	return folder + "/" + escapePath(at.File.Name) + "?plain=1#L" + strconv.Itoa(start.Line)
}

// repository returns the address of the site's repository without a branch; "" if it has none on the web, and
// for outsiders, who would find everything there.
func (s *Site) repository() string {
	repository := strings.TrimSuffix(safeLink(s.set.Site.Repository), "/")
	if !strings.HasPrefix(repository, "http") || s.forOutsiders() {
		return ""
	}

	repository, _, _ = strings.Cut(repository, "/tree/")

	return strings.TrimSuffix(repository, "/-")
}

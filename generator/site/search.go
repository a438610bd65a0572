package site

import (
	"cmp"
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
)

// What can be searched stands in scripts, as pages opened from a disk can load nothing else: one for what all plans
// share, and one in the folder of every plan. A page loads the first and its plan's, when somebody searches.

// searchName is the script of what can be found, in the site's root and in a plan's folder.
const searchName = "search.js"

// A findable is something that can be searched for.
type findable struct {
	Title string `json:"t"`
	// Kind is a word for what it is: "Metric".
	Kind string `json:"k"`
	// Path is where it is, below the site's root.
	Path string `json:"p"`
	// Text is what else is said of it.
	Text string `json:"x,omitempty"`
}

// mostText is as many letters as are kept of what is said of one thing.
const mostText = 400

// Indexes names the scripts of what can be found from the page, as seen from it, with spaces between them.
func (p *page) Indexes() string {
	names := []string{p.To(searchName)}
	switch {
	case p.Plan != nil:
		names = append(names, p.To(p.PlanPath(searchName)))
	case len(p.Plans()) == 1:
		names = append(names, p.To(p.Plans()[0].ID+"/"+searchName))
	}

	return strings.Join(names, " ")
}

// script writes what can be found as a script that hands it on.
func (s *Site) script(all []findable) []byte {
	for i := range all {
		f := &all[i]
		f.Text = strings.Join(strings.Fields(f.Text), " ")
		if s.redactor != nil {
			path, anchor, _ := strings.Cut(f.Path, "#")
			f.Title, f.Text, f.Path = s.redactor.Text(f.Title), s.redactor.Text(f.Text), s.redactor.Path(path)
			if anchor != "" {
				f.Path += "#" + s.redactor.Anchor(anchor)
			}
		}

		if runes := []rune(f.Text); len(runes) > mostText {
			f.Text = string(runes[:mostText])
		}

		if s.forOutsiders() {
			f.Title, f.Kind, f.Text = redact.Unnumbered(f.Title), redact.Unnumbered(f.Kind), "" // which is full of numbers
		}
	}

	text, _ := json.Marshal(all) // texts always encode

	return slices.Concat([]byte("(window.lockstepFinds = window.lockstepFinds || []).push("), text, []byte(");\n"))
}

// sharedFinds are the pages of the handbook and of the whole site, and every plan.
func (s *Site) sharedFinds() []findable {
	var all []findable
	for _, p := range s.pages {
		if p.Plan != nil || p.Path == notFoundName {
			continue
		}

		f := findable{Title: p.Heading(), Kind: "Page", Path: p.Path}
		if p.plain != nil {
			body := s.bodies[p.plain.Body]
			words := []string{p.plain.Description, body.Summary}
			for _, h := range body.Headings {
				words = append(words, h.Text)
			}

			f.Text = strings.Join(words, " ")
		}

		all = append(all, f)
	}

	for _, p := range s.set.Plans {
		all = append(all, findable{Title: p.Title, Kind: "Plan", Path: p.ID + "/index.html", Text: p.Organization.Name})
	}

	return all
}

// A finder gathers what is to be found of a plan, as seen from one of its pages.
type finder struct {
	*page
	addresses map[*frontmatter.Node]bool
}

// planFinds are the pages of a plan, its clauses, its words, and every entry that has a place on one of the pages.
func (s *Site) planFinds(p *plan.Plan) []findable {
	at := finder{&page{Path: p.ID + "/index.html", Plan: p, site: s}, addresses(p.References)}
	all := s.planPages(p)
	for _, child := range p.Node.Children() {
		switch child.Key() {
		case "sla":
			all = append(all, at.clauses(p.SLA)...)
		case "slas":
			for _, other := range p.OtherSLAs.Values() {
				all = append(all, at.clauses(other)...)
			}
		case "people", "roles", "glossary": // pages, and words
		default:
			all = append(all, at.entries(child)...)
		}
	}

	for _, term := range p.Glossary {
		if term.Value != nil {
			all = append(all, findable{Title: term.Key, Kind: "Word", Path: "glossary.html#" + s.words[p][term.Key], Text: at.Plain(term.Value.Definition)})
		}
	}

	return slices.DeleteFunc(all, func(f findable) bool { return f.Title == "" || !at.Has(f.Path) })
}

// planPages are the pages of a plan; they stand together in the list of all.
func (s *Site) planPages(p *plan.Plan) []findable {
	base := p.ID + "/"
	first, _ := slices.BinarySearchFunc(s.pages, base, func(p *page, path string) int { return cmp.Compare(p.Path, path) })
	var all []findable
	for _, p := range s.pages[first:] {
		if !strings.HasPrefix(p.Path, base) {
			break
		}

		all = append(all, findable{Title: p.Heading(), Kind: cmp.Or(pageKinds[p.template], "Page"), Path: p.Path, Text: s.personText(p)})
	}

	return all
}

// pageKinds are the words for pages of one thing, by template.
var pageKinds = map[string]string{"person.html": "Person", "role.html": "Role", "function.html": "Function", "revision.html": "Revision", "sla.html": "SLA"}

// personText is what somebody is called beside the name.
func (s *Site) personText(p *page) string {
	if p.template != "person.html" {
		return ""
	}

	if person := p.Plan.Person(strings.TrimSuffix(path.Base(p.Path), ".html")); person != nil {
		return person.Title + " " + person.Function.String()
	}

	return ""
}

// clauses are the parts of an agreement, by their headings.
func (p finder) clauses(s *plan.SLA) []findable {
	if s == nil {
		return nil
	}

	var all []findable
	for _, term := range s.Terms.Node.Children() {
		parts := []*frontmatter.Node{term}
		if strings.HasSuffix(term.Key(), "_commitment") || term.Key() == "more_commitments" {
			parts = term.Children()
		}

		for _, part := range parts {
			below := []string{term.Key()}
			if part != term {
				below = append(below, part.Key())
			}

			all = append(all, findable{Title: plan.Words(part.Key()), Kind: slaTitle(s) + " SLA", Path: place(p.Plan, "slas", s.ID) + "#" + clauseAnchor(below), Text: p.said(part)})
		}
	}

	return all
}

// entries are what stands under a key of the plan: each of a map or a list of entries, else the value itself.
func (p finder) entries(part *frontmatter.Node) []findable {
	whole := place(p.Plan, part.Key(), "")
	kind := cmp.Or(entryKinds[part.Key()], strings.TrimSuffix(plan.Words(part.Key()), "s"))
	var all []findable
	for _, child := range part.Children() {
		id := child.Key()
		if part.Kind == frontmatter.List {
			id = textOf(child.Get("id"))
		}

		target := place(p.Plan, part.Key(), id)
		if id != "" && target != whole && strings.Contains(target, "#") && child.Kind == frontmatter.Map {
			title := p.Plain(entryTitle(child, id))
			all = append(all, findable{Title: title, Kind: kind, Path: target, Text: strings.TrimPrefix(p.said(child), title)})
		}
	}

	if len(all) == 0 && whole != "" && !strings.HasSuffix(whole, "#") && !strings.HasSuffix(whole, "-") {
		all = append(all, findable{Title: plan.Words(part.Key()), Kind: "Part", Path: whole, Text: p.said(part)})
	}

	return all
}

// entryKinds are the words for entries that their key does not say.
var entryKinds = map[string]string{
	"attributes": "CRM field", "pipeline": "Pipeline stage", "journey": "Journey stage", "enablement": "Content", "scoring": "Scoring model",
	"qbrs": "Quarterly review", "training": "Training",
}

// entryTitle is how an entry is called.
func entryTitle(n *frontmatter.Node, id string) string {
	for _, key := range []string{"name", "title", "question", "hypothesis", "heading", "statement", "summary"} {
		if title := textOf(n.Get(key)); title != "" {
			return title
		}
	}

	return plan.Words(id)
}

// said is the text in a value, in the order written, as much of it as is kept.
func (p finder) said(n *frontmatter.Node) string {
	var words strings.Builder
	var gather func(n *frontmatter.Node)
	gather = func(n *frontmatter.Node) {
		switch {
		case n.Key() == "x" || p.addresses[n] || words.Len() > 4*mostText:
		case n.Kind == frontmatter.Text && !technical.MatchString(n.Text()):
			words.WriteString(n.Text() + " ")
		case n.Kind == frontmatter.Int || n.Kind == frontmatter.Float:
			words.WriteString(plan.Words(n.Key()) + " " + n.Text() + " ")
		default:
			for _, child := range n.Children() {
				gather(child)
			}
		}
	}
	gather(n)

	return p.Plain(words.String())
}

// technical matches ids, days and other values that are no text.
var technical = regexp.MustCompile(`^[a-z0-9_:-]*$`)

package site

import (
	"fmt"
	"html"
	"path"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/markdown"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A term is the live value of {{term path}}.
type term struct{ text, target string }

// term resolves a path of a plan. Where the text belongs to no plan, the first step is the plan's id; it
// may be left out on a site with one plan.
func (s *Site) term(p *plan.Plan, written string, at source.Place) (term, *source.Problem) {
	steps := strings.Split(written, ".")
	for _, other := range s.set.Plans {
		if other.ID == steps[0] && len(steps) > 1 {
			p, steps = other, steps[1:]
			break
		}
	}

	if p == nil && len(s.set.Plans) == 1 {
		p = s.set.Plans[0]
	}

	if p == nil {
		return term{}, unknownTerm(written, at, "outside a plan's folder, put the plan's id in front")
	}

	found, near := s.lookUp(p, steps, p.Today(nil, s.opts.AsOf))
	if found == nil {
		hint := "the path is that in plan.json, below the plan"
		if near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}

		return term{}, unknownTerm(written, at, hint)
	}

	target := place(p, found.Kind, found.ID)
	if anchor := s.words[p][found.ID]; found.Kind == "glossary" && anchor != "" {
		target = "glossary.html#" + anchor
	}

	if found.Anchor != "" && !strings.Contains(target, "#") {
		target += "#" + found.Anchor
	}

	if file, _, _ := strings.Cut(target, "#"); s.byPath[file] == nil {
		target = ""
	}

	return term{text: s.readable(found.Text), target: target}, nil
}

func unknownTerm(path string, at source.Place, hint string) *source.Problem {
	return &source.Problem{
		At: at, Rule: "unknown-ref", Message: fmt.Sprintf("there is no term %q", path), Hint: hint,
	}
}

// inline says how a text field of a page's plan is shown. Problems, where asked for, are added to found.
func (s *Site) inline(p *page, at source.Place, found *source.Problems) markdown.InlineOptions {
	return markdown.InlineOptions{
		At: at,
		Link: func(ref markdown.Reference) (string, bool) {
			return s.fieldLink(p, ref)
		},
		Term: func(steps string, at source.Place) (string, string, bool) {
			term, problem := s.term(p.Plan, steps, at)
			if problem != nil {
				if found != nil {
					found.Add(*problem)
				}

				return "", "", false
			}

			if term.target != "" {
				term.target = p.To(term.target)
			}

			return html.EscapeString(term.text), term.target, true
		},
	}
}

// fieldLink resolves a relative link in a text field, seen from the folder of the plan or of the site.
func (s *Site) fieldLink(p *page, ref markdown.Reference) (string, bool) {
	var result rendered
	target, ok := s.link(s.frontOf(p), ref, &result)
	if !ok {
		return "", false
	}

	return strings.Replace(target, rootMark, p.Root(), 1), true
}

// frontOf returns the file in which the texts of a page are written.
func (s *Site) frontOf(p *page) *plan.Document {
	if p.Plan != nil {
		return p.Plan.Document
	}

	if home := s.byPath["index.html"].Document; home != nil {
		return home
	}

	return &plan.Document{Path: "index.md", Kind: "site"}
}

// checkTexts looks for terms and links that lead nowhere in all text fields. Which of them have any is remembered of
// plans that are the same.
func (s *Site) checkTexts() source.Problems {
	before := s.opts.Memo.texts
	s.opts.Memo.texts = make(map[*plan.Plan][]*frontmatter.Node, len(s.set.Plans))
	var problems source.Problems
	for _, p := range s.set.Plans {
		texts, known := before[p]
		if !known {
			texts = leading(p.Node, p.References)
		}

		s.opts.Memo.texts[p] = texts
		pg := &page{Path: p.ID + "/index.html", Plan: p, site: s}
		s.checkFields(texts, pg, &problems)
		s.checkAddresses(p.References, pg, &problems)
		problems.Add(s.checkSeries(p)...)
	}

	home := &page{Path: "index.html", site: s}
	s.checkFields(leading(s.set.Site.Node, s.set.Site.References), home, &problems)
	s.checkAddresses(s.set.Site.References, home, &problems)

	return problems
}

// mayLead reports whether there can be a term or a link in a text.
func mayLead(text string) bool {
	return strings.Contains(text, "{{") || strings.Contains(text, "](") || strings.Contains(text, "][")
}

// leading returns the texts at and below a value in which something may lead somewhere. Addresses are no texts.
func leading(n *frontmatter.Node, references []plan.Reference) []*frontmatter.Node {
	links := addresses(references)
	var texts []*frontmatter.Node
	var visit func(n *frontmatter.Node)
	visit = func(n *frontmatter.Node) {
		if n.Kind == frontmatter.Text && mayLead(n.Text()) && !links[n] {
			texts = append(texts, n)
		}

		for _, child := range n.Children() {
			if child.Key() != "x" {
				visit(child)
			}
		}
	}
	if n != nil {
		visit(n)
	}

	return texts
}

// addresses returns the values that are addresses.
func addresses(references []plan.Reference) map[*frontmatter.Node]bool {
	links := map[*frontmatter.Node]bool{}
	for _, r := range references {
		if r.Kind == "link" {
			links[r.Node] = true
		}
	}

	return links
}

// checkFields checks texts that lead somewhere.
func (s *Site) checkFields(texts []*frontmatter.Node, p *page, problems *source.Problems) {
	for _, n := range texts {
		var found source.Problems
		_, more := markdown.Inline(n.Text(), s.inline(p, n.Place(), &found))
		for _, problem := range append(found, more...) {
			problem.Path, problem.Severity = n.Pointer(), source.Error
			problems.Add(problem)
		}

		if !strings.Contains(n.Text(), "](") {
			continue
		}

		opts := s.inline(p, n.Place(), nil)
		opts.Link = func(ref markdown.Reference) (string, bool) { return "", s.checkFieldLink(n, p, ref, problems) }
		markdown.Inline(n.Text(), opts)
	}
}

// checkFieldLink reports a relative link of a field that leads nowhere, and whether it leads somewhere.
func (s *Site) checkFieldLink(n *frontmatter.Node, p *page, ref markdown.Reference, problems *source.Problems) bool {
	var result rendered
	_, ok := s.link(s.frontOf(p), ref, &result)
	s.copyFiles(result.files)
	for _, link := range result.anchors {
		result.problems.Add(s.checkAnchor(link)...)
	}

	for _, problem := range result.problems {
		problem.At, problem.Path = n.Place(), n.Pointer()
		problems.Add(problem)
	}

	return ok
}

// checkAddresses checks the values that are addresses.
func (s *Site) checkAddresses(references []plan.Reference, p *page, problems *source.Problems) {
	for _, r := range references {
		if r.Kind == "link" {
			s.checkAddress(r.Node, p, problems)
		}
	}
}

// checkAddress reports an address that no page may link to, or that leads nowhere.
func (s *Site) checkAddress(n *frontmatter.Node, p *page, problems *source.Problems) {
	address := safeLink(n.Text())
	switch {
	case address == "":
		problems.Add(source.Problem{
			At: n.Place(), Rule: "link", Path: n.Pointer(), Message: fmt.Sprintf("%q cannot be a link", n.Text()),
			Hint: "it must begin with https://, http:// or mailto:, or name a file, seen from " + path.Dir(s.frontOf(p).Path),
		})
	case !isAbsolute(address):
		s.checkFieldLink(n, p, markdown.Reference{Destination: address, At: n.Place()}, problems)
	}
}

// checkSeries reports histories of numbers whose file is not there. Their paths are seen from the plan's
// folder, and lead nowhere outside of the content.
func (s *Site) checkSeries(p *plan.Plan) source.Problems {
	var problems source.Problems
	folder := path.Dir(p.Document.Path)
	for _, series := range p.AllSeries() {
		if series.File == "" || p.Find(series.File, s.set.Assets) != "" {
			continue
		}

		problem := source.Problem{
			At: series.Node.Place(), Rule: "link", Path: series.Node.Pointer(),
			Message: fmt.Sprintf("there is no file %q", series.File),
			Hint:    "paths are seen from the folder of the plan: " + folder,
		}
		if near := s.near(p.Document, series.File); near != "" {
			problem.Hint = fmt.Sprintf("did you mean %q?", near)
		}

		problems.Add(problem)
	}

	return problems
}

package site

import (
	"cmp"
	"html/template"
	"path"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/markdown"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/rules"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A health is what the health page shows.
type health struct {
	// Light is "met", "warn" or "missed"; Words says what it means.
	Light, Mark, Words string
	Groups             []problemGroup
	Waived             []rules.Waived
	Errors, Warnings   int
	Infos              int
}

// A problemGroup holds the problems of one file.
type problemGroup struct {
	File     string
	Problems source.Problems
}

func healthView(p *page) any {
	found := p.site.report.problems
	h := &health{
		Waived: p.site.report.waived,
		Errors: found.Count(source.Error), Warnings: found.Count(source.Warning), Infos: found.Count(source.Info),
	}
	switch {
	case h.Errors > 0:
		h.Light, h.Mark, h.Words = "missed", "✕", plural(h.Errors, "error")
	case h.Warnings > 0:
		h.Light, h.Mark, h.Words = "warn", "!", plural(h.Warnings, "thing")+" to look at"
	default:
		h.Light, h.Mark, h.Words = "met", "✓", "all is well"
	}

	for _, problem := range found {
		name := ""
		if problem.At.File != nil {
			name = problem.At.File.Name
		}

		if n := len(h.Groups); n == 0 || h.Groups[n-1].File != name {
			h.Groups = append(h.Groups, problemGroup{File: name})
		}

		last := &h.Groups[len(h.Groups)-1]
		last.Problems.Add(problem)
	}

	return h
}

// Source returns the link to the place of a problem in the repository, "" without one.
func (p *page) Source(at source.Place) string { return p.site.source(at) }

// Line returns the 1-based line of a place.
func (p *page) Line(at source.Place) int {
	start, _ := at.Range()

	return start.Line
}

// A word is an entry of the glossary.
type word struct {
	Word, Anchor string
	Definition   template.HTML
	Source       string
	Plan         *plan.Plan
}

// glossaryView lists the words of all plans in alphabetical order.
func glossaryView(p *page) any {
	var words []word
	for _, pl := range p.Plans() {
		inPlan := *p
		inPlan.Plan = pl
		for _, term := range pl.Glossary {
			if term.Value == nil {
				continue
			}

			words = append(words, word{
				Word: term.Key, Anchor: termAnchor(term.Key), Definition: inPlan.Text(term.Value.Definition),
				Source: term.Value.Source, Plan: pl,
			})
		}
	}

	slices.SortStableFunc(words, func(a, b word) int {
		return cmp.Compare(strings.ToLower(a.Word), strings.ToLower(b.Word))
	})
	for i := range words {
		if i > 0 && words[i].Anchor == words[i-1].Anchor {
			words[i].Anchor += "-" + words[i].Plan.ID
		}
	}

	return words
}

func rulesView(*page) any { return rules.All() }

// A definition is a part of the schema for people: a kind, or a group of keys that several kinds use.
type definition struct {
	ID, Title, Description string
	Kind                   bool
	Fields                 []schemaField
}

// A schemaField is one key.
type schemaField struct {
	Key, Type, Description, Default, Examples string
	// Of is the definition to which the value belongs, "" if none.
	Of     string
	Values []string
}

// schemaView lists the kinds, then the groups of keys that they use, in the order of the schema.
func schemaView(*page) any {
	kinds := plan.Kinds()
	var all []definition
	for _, def := range plan.SchemaTree().Get("$defs").Children() {
		d := definition{
			ID: def.Key, Title: textOf(def.Get("title")), Description: textOf(def.Get("description")),
			Kind: slices.Contains(kinds, def.Key),
		}
		if d.Title == "" {
			d.Title = plan.Words(def.Key)
		}

		for _, property := range def.Get("properties").Children() {
			d.Fields = append(d.Fields, fieldOf(property))
		}

		if len(d.Fields) > 0 || d.Description != "" {
			all = append(all, d)
		}
	}

	shown := func(id string) bool { return slices.ContainsFunc(all, func(d definition) bool { return d.ID == id }) }
	for _, d := range all {
		for i := range d.Fields {
			if !shown(d.Fields[i].Of) {
				d.Fields[i].Of = ""
			}
		}
	}

	slices.SortStableFunc(all, func(a, b definition) int {
		return cmp.Compare(rank(kinds, a), rank(kinds, b))
	})

	return all
}

func rank(kinds []string, d definition) int {
	if i := slices.Index(kinds, d.ID); i >= 0 {
		return i
	}

	return len(kinds)
}

func fieldOf(property *frontmatter.Node) schemaField {
	f := schemaField{Key: property.Key, Description: textOf(property.Get("description")), Type: typeOf(property), Of: reference(property)}
	if value := property.Get("default"); value != nil {
		f.Default = shown(value)
	}

	var examples []string
	for _, example := range property.Get("examples").Children() {
		examples = append(examples, shown(example))
	}

	f.Examples = strings.Join(examples, " · ")
	for _, value := range property.Get("enum").Children() {
		f.Values = append(f.Values, shown(value))
	}

	return f
}

// reference returns the definition to which a property, its items or its values refer.
func reference(property *frontmatter.Node) string {
	for _, at := range []*frontmatter.Node{property, property.Get("items"), property.Get("additionalProperties")} {
		if name, ok := strings.CutPrefix(textOf(at.Get("$ref")), "#/$defs/"); ok {
			return name
		}
	}

	return ""
}

func typeOf(property *frontmatter.Node) string {
	name := func(n *frontmatter.Node) string {
		if ref, ok := strings.CutPrefix(textOf(n.Get("$ref")), "#/$defs/"); ok {
			return strings.ReplaceAll(ref, "_", " ")
		}

		t := n.Get("type")
		if t == nil {
			return "value"
		}

		var words []string
		for _, item := range t.Children() {
			words = append(words, typeWord(item.Text))
		}

		if len(words) == 0 {
			return typeWord(t.Text)
		}

		return join(words, "or")
	}

	switch {
	case property.Get("items") != nil:
		return "list of " + name(property.Get("items"))
	case property.Get("additionalProperties") != nil && property.Get("additionalProperties").Kind == frontmatter.Map:
		return "by id: " + name(property.Get("additionalProperties"))
	}

	return name(property)
}

func typeWord(t string) string {
	return map[string]string{"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "array": "list", "object": "group of keys"}[t]
}

func textOf(n *frontmatter.Node) string {
	if n == nil || n.Kind != frontmatter.Text {
		return ""
	}

	return n.Text
}

// shown returns a value of the schema as one would write it in YAML's flow style.
func shown(n *frontmatter.Node) string {
	var words []string
	switch n.Kind {
	case frontmatter.List:
		for _, child := range n.Children() {
			words = append(words, shown(child))
		}

		return "[" + strings.Join(words, ", ") + "]"
	case frontmatter.Map:
		for _, child := range n.Children() {
			words = append(words, child.Key+": "+shown(child))
		}

		return "{" + strings.Join(words, ", ") + "}"
	}

	return n.Text
}

// A plain is a page of the handbook.
type plain struct {
	Title, Description string
	// Heading says that the text has no title of its own.
	Heading bool
	// Contents are the headings to list beside a long text.
	Contents []markdown.Heading
	Crumbs   []crumb
	// Folder lists what is below, on the index page of a folder.
	Folder []crumb
}

// A crumb is a link to a page.
type crumb struct{ Title, Path, Description string }

func plainView(p *page) any {
	body := p.site.bodies[p.Document.Body]
	v := &plain{Crumbs: p.site.crumbs(p)}
	v.Title, v.Description = p.site.plainTitle(p.plain), p.plain.Description
	if p.site.tree.isIndex(p.plain) {
		v.Folder = p.site.listing(p.site.tree.find(path.Dir(p.plain.Path)))
	}

	v.Heading = body.Title == ""
	for _, h := range body.Headings {
		if h.Level == 2 || h.Level == 3 {
			v.Contents = append(v.Contents, h)
		}
	}

	if len(v.Contents) < 3 {
		v.Contents = nil
	}

	return v
}

func folderView(p *page, f *folder) any {
	return &plain{Title: f.title(), Heading: true, Crumbs: p.site.crumbs(p), Folder: p.site.listing(f)}
}

// listing returns what is in a folder: folders, then pages.
func (s *Site) listing(f *folder) []crumb {
	var all []crumb
	for _, below := range f.sorted() {
		c := crumb{Title: s.folderTitle(below), Path: path.Join(below.path, "index.html")}
		if below.index != nil {
			c.Description = below.index.Description
		}

		all = append(all, c)
	}

	for _, doc := range f.pages {
		all = append(all, crumb{Title: s.plainTitle(doc), Path: plainAddress(doc.Path), Description: doc.Description})
	}

	return all
}

// crumbs returns the folders above a page, outermost first.
func (s *Site) crumbs(p *page) []crumb {
	dir := path.Dir(p.Path)
	if path.Base(p.Path) == "index.html" {
		dir = path.Dir(dir)
	}

	var all []crumb
	for ; dir != "."; dir = path.Dir(dir) {
		if f := s.tree.find(dir); f != nil {
			all = append(all, crumb{Title: s.folderTitle(f), Path: path.Join(dir, "index.html")})
		}
	}

	slices.Reverse(all)

	return all
}

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
	// Link leads to the page that knows more, More says what is found there; "" if none does.
	Link, More string
}

// glossaryView lists the words of all plans in alphabetical order: those explained, and the names of
// metrics.
func glossaryView(p *page) any {
	var words []word
	for _, pl := range p.Plans() {
		words = append(words, wordsOf(p.In(pl))...)
	}

	slices.SortStableFunc(words, func(a, b word) int {
		return cmp.Compare(strings.ToLower(a.Word), strings.ToLower(b.Word))
	})
	taken := map[string]bool{}
	for i := range words {
		if taken[words[i].Anchor] {
			words[i].Anchor += "-" + words[i].Plan.ID
		}

		taken[words[i].Anchor] = true
	}

	return words
}

func wordsOf(p *page) []word {
	var words []word
	known := map[string]bool{}
	for _, term := range p.Plan.Glossary {
		if term.Value == nil {
			continue
		}

		known[strings.ToLower(term.Key)] = true
		w := word{
			Word: term.Key, Anchor: p.site.words[p.Plan][term.Key], Definition: p.Text(term.Value.Definition),
			Source: term.Value.Source, Plan: p.Plan,
		}
		if g := gateCalled(p.Plan, term.Key); g != nil {
			w.Link, w.More = p.At("gates", g.ID), "what must hold"
		}

		words = append(words, w)
	}

	for _, g := range gatesToExplain(p.Plan) {
		words = append(words, word{
			Word: g.word, Anchor: p.site.words[p.Plan][g.word], Definition: p.Text(g.Name), Plan: p.Plan,
			Link: p.At("gates", g.ID), More: "what must hold",
		})
	}

	for _, item := range p.Plan.Metrics {
		m := item.Value
		if m == nil || m.Definition == "" || known[strings.ToLower(p.NameOf(m))] {
			continue
		}

		words = append(words, word{
			Word: p.NameOf(m), Anchor: "metric-" + m.ID, Definition: p.Text(m.Definition), Plan: p.Plan,
			Link: p.At("metrics", m.ID), More: "where it stands",
		})
	}

	return words
}

func rulesView(*page) any { return rules.All() }

// A manual is the schema for people.
type manual struct {
	// Kinds are the kinds of files, Groups the groups of keys that they use, Values what a single value can be.
	Kinds, Groups, Values []definition
}

// A definition is a part of the schema: a kind, a group of keys, or what a value can be.
type definition struct {
	ID, Title, Description, Examples string
	Fields                           []schemaField
	// Of is the group of keys that a value can be instead of a text; "" if none.
	Of string
}

// A schemaField is one key.
type schemaField struct {
	Key, Type, Description, Default, Examples string
	// Of is the definition to which the value belongs, "" if none.
	Of     string
	Values []string
}

// schemaView lists the kinds, then the groups of keys and the values that they use, in the order of the
// schema.
func schemaView(*page) any {
	kinds := plan.Kinds()
	defs := plan.SchemaTree().Get("$defs")
	m := &manual{Kinds: make([]definition, len(kinds))}
	for _, def := range defs.Children() {
		d := definitionOf(defs, def)
		switch i := slices.Index(kinds, def.Key()); {
		case i >= 0:
			m.Kinds[i] = d
		case len(d.Fields) > 0:
			m.Groups = append(m.Groups, d)
		case explained(def):
			m.Values = append(m.Values, d)
		}
	}

	return m
}

func definitionOf(defs, def *frontmatter.Node) definition {
	d := definition{
		ID: def.Key(), Title: cmp.Or(textOf(def.Get("title")), plan.Words(def.Key())),
		Description: textOf(def.Get("description")), Examples: examplesOf(def),
	}
	for _, property := range def.Get("properties").Children() {
		if property.Key() != "x" && property.Key() != "kind" {
			d.Fields = append(d.Fields, fieldOf(defs, property))
		}
	}

	for _, branch := range []string{"then", "else"} {
		if group := reference(def.Get(branch)); defs.Get(group, "properties") != nil {
			d.Of = group
		}
	}

	return d
}

// explained reports whether the reference says something of a definition that is no group of keys: what
// its values look like, beyond being a text or one of a list that stands at each key.
func explained(def *frontmatter.Node) bool {
	return def.Get("description") != nil && def.Get("enum") == nil && def.Get("patternProperties") == nil && !slices.Contains([]string{"text", "extension"}, def.Key())
}

func fieldOf(defs, property *frontmatter.Node) schemaField {
	f := schemaField{Key: property.Key(), Description: textOf(property.Get("description")), Type: typeOf(property), Examples: examplesOf(property)}
	if value := property.Get("default"); value != nil {
		f.Default = shown(value)
	}

	values := property.Get("enum")
	if def := defs.Get(reference(property)); def != nil {
		if values == nil {
			values = def.Get("enum")
		}

		if def.Get("properties") != nil || explained(def) {
			f.Of = def.Key()
		}
	}

	for _, value := range values.Children() {
		f.Values = append(f.Values, shown(value))
	}

	return f
}

func examplesOf(n *frontmatter.Node) string {
	var examples []string
	for _, example := range n.Get("examples").Children() {
		examples = append(examples, shown(example))
	}

	return strings.Join(examples, " · ")
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

// typeOf says what a value is: "text", "list of criterion", "metric by id".
func typeOf(property *frontmatter.Node) string {
	switch {
	case property.Get("items") != nil:
		return "list of " + typeName(property.Get("items"))
	case property.Get("additionalProperties") != nil && property.Get("additionalProperties").Kind == frontmatter.Map:
		return typeName(property.Get("additionalProperties")) + ", by id"
	}

	return typeName(property)
}

func typeName(n *frontmatter.Node) string {
	if ref, ok := strings.CutPrefix(textOf(n.Get("$ref")), "#/$defs/"); ok {
		return strings.ReplaceAll(ref, "_", " ")
	}

	t := n.Get("type")
	if t == nil {
		return "value"
	}

	var words []string
	for _, item := range t.Children() {
		words = append(words, typeWord(item.Text()))
	}

	if len(words) == 0 {
		return typeWord(t.Text())
	}

	return join(words, "or")
}

func typeWord(t string) string {
	return map[string]string{"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "array": "list", "object": "group of keys"}[t]
}

func textOf(n *frontmatter.Node) string {
	if n == nil || n.Kind != frontmatter.Text {
		return ""
	}

	return n.Text()
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
			words = append(words, child.Key()+": "+shown(child))
		}

		return "{" + strings.Join(words, ", ") + "}"
	}

	return n.Text()
}

// A plain is a page of the handbook.
type plain struct {
	Title, Description string
	// Heading says that the text has no title of its own.
	Heading bool
	// Head is the title with which the text starts, "" if it does not; Text is the rest.
	Head, Text template.HTML
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
		v.Folder = p.site.listing(p.site.tree.find(path.Dir(p.Path)))
	}

	v.Head, v.Text = cutHeading(p.Body(p.Document.Body))
	v.Heading = body.Title == "" && v.Head == ""
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

// cutHeading cuts a text behind the heading of level 1 with which it starts, if it does.
func cutHeading(text template.HTML) (head, rest template.HTML) {
	const end = "</h1>"
	if i := strings.Index(string(text), end); i >= 0 && strings.HasPrefix(string(text), "<h1") {
		return text[:i+len(end)], text[i+len(end):]
	}

	return "", text
}

func folderView(p *page, f *folder) any {
	return &plain{Title: p.site.folderTitle(f), Crumbs: p.site.crumbs(p), Folder: p.site.listing(f)}
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

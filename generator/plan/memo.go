package plan

import (
	"io/fs"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Memo keeps the files of one reading for the next: what has the same name and the same text is not parsed
// again, and a plan all of whose files are as they were is the same plan, with what others have found out about
// it. It never changes a result, as long as nothing but the files decides what they find; see ForgetPlans. The zero
// Memo is empty; it is not safe for concurrent use.
type Memo struct {
	known map[string]parsed
	site  *Site
	root  *frontmatter.Node // of the site
	plans map[*frontmatter.Node]whole
}

// parsed is a file and what is wrong with its form. Neither changes.
type parsed struct {
	doc      Document // as it was before anybody knew of which plan it is
	problems source.Problems
}

// whole is a plan, the files of which it is made, first its own, and what is wrong with them together.
type whole struct {
	plan     *Plan
	files    []*Document
	problems source.Problems
}

// Load is the function of that name, with what the memo knows.
func (m *Memo) Load(fsys fs.FS, prefix string) (*Set, source.Problems, error) {
	return load(fsys, prefix, m)
}

// ForgetPlans has the plans of the next reading made anew. It is for who gives them another day, or another past.
func (m *Memo) ForgetPlans() { m.site, m.root, m.plans = nil, nil, nil }

// read parses a file, unless it is known.
func (m *Memo) read(doc *Document, name string, text []byte) source.Problems {
	if known, ok := m.known[name]; ok && known.doc.File.Text == string(text) {
		*doc = known.doc
		return slices.Clone(known.problems)
	}

	return doc.parse(name, string(text))
}

// keep forgets everything but these files. problems are those of each.
func (m *Memo) keep(docs []*Document, problems []source.Problems) {
	m.known = make(map[string]parsed, len(docs))
	for i, doc := range docs {
		m.known[doc.File.Name] = parsed{*doc, slices.Clone(problems[i])}
	}
}

// siteOf returns the site of that front matter, which may be nil, if it is known; nil if it is not.
func (m *Memo) siteOf(root *frontmatter.Node) *Site {
	if m.root != root {
		m.ForgetPlans() // the site decides what their numbers mean
		m.root = root
	}

	return m.site
}

// planOf returns the plan that is made of these files, if it is known.
func (m *Memo) planOf(files []*Document) (whole, bool) {
	known, ok := m.plans[files[0].Root]

	return known, ok && slices.EqualFunc(known.files, files, func(a, b *Document) bool { return a.File == b.File })
}

// keepPlans forgets all plans but these, which follow from their files alone.
func (m *Memo) keepPlans(site *Site, plans []whole) {
	m.site, m.plans = site, make(map[*frontmatter.Node]whole, len(plans))
	for _, w := range plans {
		if w.plan.Data == nil && !w.plan.hasFiles() {
			m.plans[w.files[0].Root] = w
		}
	}
}

// hasFiles reports whether any number of the plan stands in a file of its own.
func (p *Plan) hasFiles() bool {
	return slices.ContainsFunc(p.AllSeries(), func(s *Series) bool { return s.File != "" })
}

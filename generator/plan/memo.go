package plan

import (
	"io/fs"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Memo keeps the files of one reading for the next: what has the same name and the same text is not parsed
// again. It never changes a result. The zero Memo is empty; it is not safe for concurrent use.
type Memo struct{ known map[string]parsed }

// parsed is a file and what is wrong with its form. Neither changes.
type parsed struct {
	text     string
	doc      Document // as it was before anybody knew of which plan it is
	problems source.Problems
}

// Load is the function of that name, with what the memo knows.
func (m *Memo) Load(fsys fs.FS, prefix string) (*Set, source.Problems, error) {
	return load(fsys, prefix, m)
}

// read parses a file, unless it is known.
func (m *Memo) read(doc *Document, name, text string) source.Problems {
	if known, ok := m.known[name]; ok && known.text == text {
		*doc = known.doc
		return slices.Clone(known.problems)
	}

	return doc.parse(name, text)
}

// keep forgets everything but these files. problems are those of each.
func (m *Memo) keep(docs []*Document, texts []string, problems []source.Problems) {
	m.known = make(map[string]parsed, len(docs))
	for i, doc := range docs {
		m.known[doc.File.Name] = parsed{texts[i], *doc, slices.Clone(problems[i])}
	}
}

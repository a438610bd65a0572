package plan

import (
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
)

// Unreadable reports whether nobody can tell what kind of file this is.
func (doc *Document) Unreadable() bool {
	return doc.Kind != "" && !slices.Contains(Kinds(), doc.Kind)
}

// oversized reports whether a file that is too large to be read says a kind: it is no plain page.
func (doc *Document) oversized(parsed frontmatter.Document) bool {
	if parsed.Root != nil || parsed.Format != "" || !parsed.TooLarge() {
		return false
	}

	head := doc.File.Text[:4096]

	return strings.Contains("-+{", head[:1]) && saysKind.MatchString(head)
}

// hiddenPlan reports whether a folder, or one around it, holds a file that may be a plan and cannot be read.
func (l *loader) hiddenPlan(folder string) bool {
	return slices.ContainsFunc(l.set.Documents, func(doc *Document) bool {
		return doc.Unreadable() && within(FolderOf(doc.Path), folder)
	})
}

// Whole returns the set without the plans that cannot be read as a whole: what they say of their agreements is
// not all that their authors wrote.
func (s *Set) Whole() *Set {
	whole := *s
	whole.Plans = slices.DeleteFunc(slices.Clone(s.Plans), func(p *Plan) bool {
		return slices.ContainsFunc(s.Documents, func(doc *Document) bool { return doc.Damaged && p.restsOn(doc) })
	})

	return &whole
}

// restsOn reports whether the agreements of a plan follow from what is in a file.
func (p *Plan) restsOn(doc *Document) bool {
	switch doc.Kind {
	case "site":
		return true
	case "plan", "sla", "sla_revision":
		return doc.Plan == p
	}

	return false
}

// Hides reports whether a path of the content or of the site may be that of something that cannot be read.
func (s *Set) Hides(name string) bool {
	return slices.ContainsFunc(s.Documents, func(doc *Document) bool {
		return (doc.Damaged && doc.Kind != "" || doc.Unreadable()) && within(FolderOf(doc.Path), name)
	})
}

func within(folder, name string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }

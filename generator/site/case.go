package site

import (
	"fmt"
	"path"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// checkCase reports pages whose paths differ only in case. Web servers tell them apart, and so do the disks of most of
// them; nothing is left out.
func (s *Site) checkCase() source.Problems {
	var problems source.Problems
	seen := make(map[string]*page, len(s.pages))
	for _, p := range s.pages {
		folded := strings.ToLower(p.Path)
		if first := seen[folded]; first != nil {
			problems.Add(s.sameButCase(first, p)...)
		} else {
			seen[folded] = p
		}
	}

	return problems
}

// sameButCase reports two pages at the file of the second, or at that of the first where lockstep makes the second.
func (s *Site) sameButCase(first, second *page) source.Problems {
	one, other := s.sourceOf(first), s.sourceOf(second)
	if other == nil {
		one, other = nil, one
	}

	if other == nil {
		return nil
	}

	problem := source.Problem{
		At: other.File.Place(0, 0), Severity: source.Warning, Rule: "duplicate-id",
		Message: fmt.Sprintf("on some disks, such as those of Windows and macOS, %s and %s are one file: only one of the pages stays", first.Path, second.Path),
		Hint:    "rename one of the two files or folders",
	}
	if one != nil {
		problem.Related = []source.Place{one.File.Place(0, 0)}
	}

	return source.Problems{problem}
}

// sourceOf returns the file of which a page is made; for the list of a folder one that is in it, nil for a page that
// lockstep makes itself.
func (s *Site) sourceOf(p *page) *plan.Document {
	switch {
	case p.Document != nil:
		return p.Document
	case p.Plan != nil:
		return p.Plan.Document
	case path.Base(p.Path) != "index.html":
		return nil
	}

	var inside *plan.Document
	if f := s.tree.find(path.Dir(p.Path)); f != nil {
		f.walk(func(f *folder) {
			if inside == nil && len(f.pages) > 0 {
				inside = f.pages[0].Document
			}
		})
	}

	return inside
}

package history

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// Unread returns the files of a set that may hold an agreement, or what it rests on, and cannot be read. What
// the set says of agreements is not all that the files say, while there are any.
func Unread(set *plan.Set) []*plan.Document {
	var broken []*plan.Document
	for _, doc := range set.Documents {
		if (doc.Damaged || doc.Root == nil && doc.Kind == "?") && kindLine.MatchString(doc.File.Text) {
			broken = append(broken, doc)
		}
	}

	return broken
}

// Hidden reports whether any of some files that cannot be read may hold an agreement of a plan, or what it rests on.
// They may be those of another set, in which the plan looked otherwise.
func Hidden(p *plan.Plan, unread []*plan.Document) bool {
	return slices.ContainsFunc(unread, func(doc *plan.Document) bool {
		switch {
		case isShared(doc), p.Folder == ".", plan.FolderOf(doc.Path) == p.Folder, strings.HasPrefix(doc.Path, p.Folder+"/"):
			return true
		}

		return doc.Plan != nil && doc.Plan.ID == p.ID
	})
}

// isShared reports whether a file that cannot be read may hold what all plans share.
func isShared(doc *plan.Document) bool {
	return doc.Kind == "site" || doc.Kind == "?" && strings.TrimSuffix(doc.Path, path.Ext(doc.Path)) == "index"
}

// sides are two content folders that are held against each other, as far as both can be read.
type sides struct {
	old, new             *plan.Set
	unreadOld, unreadNew []*plan.Document
}

func sidesOf(old, new *plan.Set) *sides { return &sides{old, new, Unread(old), Unread(new)} }

// has reports whether a plan can be held against what it was, or is. What seems to be gone may be in any file that
// cannot be read.
func (s *sides) has(p *plan.Plan) bool {
	gone := planByID(s.new, p.ID) == nil && len(s.unreadNew) > 0

	return !gone && !Hidden(p, s.unreadOld) && !Hidden(p, s.unreadNew)
}

// unheld reports files of which nobody knows what was signed in them at a commit, each where it is now.
func (s *sides) unheld(at string) source.Problems {
	var problems source.Problems
	for _, doc := range s.unreadOld {
		place, held := s.new.Site.Node.Place(), true
		for _, now := range s.new.Documents {
			if now.Path == doc.Path {
				place, held = placeOf(now.Root), now.Root != nil && !now.Damaged
			}
		}

		if !held {
			continue // what is wrong with it now comes first
		}

		problems.Add(source.Problem{
			At: place, Severity: source.Info, Rule: "revision-unsigned",
			Message: fmt.Sprintf("%s could not be read at %s, so that its agreements are not held against what was signed there", doc.Path, at),
			Hint:    "look at the change yourself; from the next one on it is compared again",
		})
	}

	return problems
}

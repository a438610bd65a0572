package generator

import (
	"path"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// committed is the content as it was committed last, of which only the plans are read that are other ones now.
type committed struct {
	tree *history.Tree
	same map[*source.File]bool // whether a file of now is as it was committed
	had  map[string]bool       // whether a file that is a page now was more than one when it was committed

	differs difference // of the last time
	set     *plan.Set
}

// A difference names the folders of the plans of which any file differs, in order; all says that others do too, as
// that of the site, which holds the calendars and the names.
type difference struct {
	folders []string
	all     bool
}

// beside returns the plans of which any file differs from what was committed, as they were and as they are; nil if
// there are none. The error is that of git.
func (c *committed) beside(set *plan.Set) (old, now *plan.Set, err error) {
	if c == nil {
		return nil, nil, nil
	}

	differs := c.difference(set)
	if !differs.all && len(differs.folders) == 0 {
		return nil, nil, nil
	}

	if c.set == nil || differs.all != c.differs.all || !slices.Equal(differs.folders, c.differs.folders) {
		read, err := c.tree.Read(func(name string) bool { return differs.covers(name) || isShared(set, name) })
		if err != nil {
			return nil, nil, err
		}

		c.differs, c.set = differs, read
	}

	return differs.of(c.set), differs.of(set), nil
}

// difference holds every file against the one that was committed.
func (c *committed) difference(set *plan.Set) difference {
	var d difference
	add := func(p *plan.Plan) {
		switch {
		case p == nil || p.Folder == ".":
			d.all = true
		case !slices.Contains(d.folders, p.Folder):
			d.folders = append(d.folders, p.Folder)
		}
	}

	there, same := map[string]bool{}, map[*source.File]bool{}
	for _, doc := range set.Documents {
		there[doc.Path] = true
		is, known := c.same[doc.File]
		if !known {
			is = c.tree.Holds(doc.Path, doc.File.Text)
		}

		same[doc.File] = is
		switch {
		case is:
		case doc.Kind != "":
			add(doc.Plan)
		case c.hadKind(doc.Path):
			add(around(set, doc.Path))
		}
	}

	c.same = same
	for _, name := range c.tree.Names() {
		if there[name] {
			continue
		}

		add(around(set, name))
	}

	slices.Sort(d.folders)

	return d
}

// hadKind reports whether a file that is a page now was part of a plan, or of the site, when it was committed.
func (c *committed) hadKind(name string) bool {
	if had, known := c.had[name]; known {
		return had
	}

	if c.had == nil {
		c.had = map[string]bool{}
	}

	old, err := c.tree.Read(func(other string) bool { return other == name })
	c.had[name] = err == nil && slices.ContainsFunc(old.Documents, func(doc *plan.Document) bool { return doc.Kind != "" })

	return c.had[name]
}

// around returns the plan of the nearest folder around a file that is gone; nil if there is none.
func around(set *plan.Set, name string) *plan.Plan {
	var nearest *plan.Plan
	for _, p := range set.Plans {
		if strings.HasPrefix(name, p.Folder+"/") && (nearest == nil || len(p.Folder) > len(nearest.Folder)) {
			nearest = p
		}
	}

	return nearest
}

// covers reports whether a file may belong to a plan that differs.
func (d difference) covers(name string) bool {
	return d.all || slices.ContainsFunc(d.folders, func(folder string) bool {
		return strings.HasPrefix(name, folder+"/") || strings.TrimSuffix(name, path.Ext(name)) == folder
	})
}

// of returns a set with those of its plans that differ.
func (d difference) of(set *plan.Set) *plan.Set {
	if d.all {
		return set
	}

	part := *set
	part.Plans = slices.DeleteFunc(slices.Clone(set.Plans), func(p *plan.Plan) bool { return !slices.Contains(d.folders, p.Folder) })

	return &part
}

// isShared reports whether a file holds what the plans share.
func isShared(set *plan.Set, name string) bool {
	return slices.ContainsFunc(set.Documents, func(doc *plan.Document) bool { return doc.Kind == "site" && doc.Path == name })
}

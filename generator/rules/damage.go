package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A damage is what could not be read of a content folder. What seems to be absent around it may be there,
// so that of the rules only those count that are decided by what is there.
type damage struct {
	documents map[*source.File]*plan.Document
	any, site bool
	plans     map[*plan.Plan]bool
	folders   []string // in which a plan may be hidden
}

func newDamage(set *plan.Set) *damage {
	d := &damage{documents: map[*source.File]*plan.Document{}, plans: map[*plan.Plan]bool{}}
	for _, doc := range set.Documents {
		d.documents[doc.File] = doc
		if doc.Damaged && doc.Kind != "" || doc.Unreadable() {
			d.any = true
			d.add(set, doc)
		}
	}

	return d
}

// add notes how far the damage in a file reaches.
func (d *damage) add(set *plan.Set, doc *plan.Document) {
	folder := path.Dir(doc.Path)
	switch {
	case doc.Kind == "site", doc.Unreadable() && strings.TrimSuffix(doc.Path, path.Ext(doc.Path)) == "index":
		d.site = true
	case doc.Plan != nil:
		d.plans[doc.Plan] = true
	case folder == ".":
		d.folders = append(d.folders, plan.FolderOf(doc.Path))
	default:
		d.folders = append(d.folders, folder)
	}

	for _, p := range set.Plans {
		if doc.Unreadable() && strings.HasPrefix(doc.Path, p.Folder+"/") {
			d.plans[p] = true
		}
	}
}

// certain returns the problems that are there whatever it is that could not be read.
func (d *damage) certain(problems source.Problems, all []Rule) source.Problems {
	if !d.any {
		return problems
	}

	return slices.DeleteFunc(problems, func(p source.Problem) bool { return !d.isCertain(p, ruleByID(all, p.Rule)) })
}

func (d *damage) isCertain(p source.Problem, rule *Rule) bool {
	doc := d.documents[p.At.File]
	switch {
	case doc == nil:
		return true
	case p.Rule == "unknown-ref" && p.Path == "":
		return false // a term in a text below front matter: any of the plans may hold the value
	case rule != nil && rule.Fixed || !d.touches(doc):
		return true
	case rule == nil || !rule.alone:
		return false
	}

	return !doc.Damaged || p.Path != "" || p.At.Start >= doc.Body.Start
}

// touches reports whether a file may have to do with what could not be read.
func (d *damage) touches(doc *plan.Document) bool {
	return doc.Kind != "" && d.site || doc.Damaged || doc.Unreadable() || doc.Plan != nil && d.plans[doc.Plan] ||
		slices.ContainsFunc(d.folders, func(folder string) bool { return strings.HasPrefix(doc.Path, folder+"/") })
}

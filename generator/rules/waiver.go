package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// checkSettings reports lint settings and waivers of rules that do not exist, or that nobody may change.
func checkSettings(c *checker, all []Rule) source.Problems {
	c.problems = nil
	for i := range c.set.Site.Lint {
		setting := &c.set.Site.Lint[i]
		c.checkSetting(setting.Key, finding{key: setting.Node}, all)
	}

	for i := range c.set.Site.Waivers {
		if waiver := &c.set.Site.Waivers[i]; waiver.Rule != "" {
			c.checkSetting(waiver.Rule, finding{node: waiver.Node.Get("rule")}, all)
		}
	}

	return c.problems
}

func (c *checker) checkSetting(id string, f finding, all []Rule) {
	rule := ruleByID(all, id)
	if rule != nil && !rule.Fixed {
		return
	}

	if rule != nil {
		f.message = fmt.Sprintf("the rule %s always holds: a file with such a problem cannot be used as it is", id)
		f.hint = "delete this, and mend the problem"
		c.addAs("schema", source.Error, f)

		return
	}

	var ids []string
	for i := range all {
		ids = append(ids, all[i].ID)
	}

	f.message = fmt.Sprintf("there is no rule %q", id)
	f.hint = didYouMean(id, ids, "lockstep rules lists them all")
	c.addAs("unknown-ref", source.Error, f)
}

func ruleByID(all []Rule, id string) *Rule {
	i := slices.IndexFunc(all, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return nil
	}

	return &all[i]
}

// settle applies the site's lint settings and waivers.
func (c *checker) settle(problems source.Problems, all []Rule) (kept source.Problems, waived []Waived) {
	for _, problem := range problems {
		if rule := ruleByID(all, problem.Rule); rule != nil && rule.Fixed {
			kept = append(kept, problem)
			continue
		}

		level, _ := c.set.Site.Lint.Get(problem.Rule)
		switch level {
		case "off":
			continue
		case "info":
			problem.Severity = source.Info
		case "warning":
			problem.Severity = source.Warning
		case "error":
			problem.Severity = source.Error
		}

		if waiver := c.waiver(problem); waiver != nil {
			waived = append(waived, Waived{Problem: problem, Waiver: *waiver})
			continue
		}

		kept = append(kept, problem)
	}

	return kept, waived
}

// settleLater applies them to the problems to come: a waiver to those of its time.
func (c *checker) settleLater(d *damage, later []Later, all []Rule) []Later {
	var kept []Later
	for _, l := range later {
		found, waived := c.settle(d.certain(source.Problems{l.Problem}, all), all)
		for _, problem := range found {
			kept = append(kept, Later{problem, l.From})
		}

		for _, w := range waived {
			if expiry := w.Waiver.Expires; !expiry.IsZero() {
				kept = append(kept, Later{w.Problem, latest(l.From, expiry.AddDays(1))})
			}
		}
	}

	return kept
}

// renewed returns the problems that come back when their waiver has expired.
func renewed(waived []Waived) []Later {
	var later []Later
	for _, w := range waived {
		if !w.Waiver.Expires.IsZero() {
			later = append(later, Later{w.Problem, w.Waiver.Expires.AddDays(1)})
		}
	}

	return later
}

func latest(a, b plan.Date) plan.Date {
	if a.Before(b) {
		return b
	}

	return a
}

// waiver returns the waiver that accepts a problem at as-of; nil if there is none.
func (c *checker) waiver(problem source.Problem) *plan.Waiver {
	for i := range c.set.Site.Waivers {
		waiver := &c.set.Site.Waivers[i]
		if waiver.Rule == problem.Rule && !c.expired(waiver) && covers(waiver, problem) {
			return waiver
		}
	}

	return nil
}

// covers reports whether a problem is in the file, and at or below the path, that a waiver names. The
// file may be named from the working directory or from the content folder.
func covers(waiver *plan.Waiver, problem source.Problem) bool {
	if waiver.File != "" && !isNamed(fileName(problem.At), waiver.File) {
		return false
	}

	path := strings.TrimSuffix(waiver.Path, "/")

	return path == "" || problem.Path == path || strings.HasPrefix(problem.Path, path+"/")
}

// isNamed reports whether a path is what somebody wrote, seen from any folder.
func isNamed(name, written string) bool {
	return name == written || strings.HasSuffix(name, "/"+written)
}

// waivedFiles reports waivers for files that are not there. Templates of a theme are not known here.
func (c *checker) waivedFiles() {
	for i := range c.set.Site.Waivers {
		waiver := &c.set.Site.Waivers[i]
		if waiver.File == "" || strings.HasPrefix(waiver.File, "themes/") || c.isThere(waiver.File) {
			continue
		}

		var names []string
		for _, doc := range c.set.Documents {
			names = append(names, doc.File.Name)
		}

		c.add(source.Warning, finding{
			node: waiver.Node.Get("file"), message: fmt.Sprintf("there is no file %q, so that this waives nothing", waiver.File),
			hint: didYouMean(waiver.File, names, "correct the path, seen from the content folder, or delete the waiver"),
		})
	}
}

// isThere reports whether the content has a file of a name that somebody wrote.
func (c *checker) isThere(written string) bool {
	return slices.ContainsFunc(c.set.Documents, func(doc *plan.Document) bool { return isNamed(doc.File.Name, written) }) ||
		slices.ContainsFunc(c.set.Assets, func(name string) bool { return isNamed(name, written) || isNamed(written, name) })
}

func (c *checker) expired(waiver *plan.Waiver) bool {
	return !waiver.Expires.IsZero() && waiver.Expires.Before(c.today())
}

func checkExpired(c *checker) {
	for i := range c.set.Site.Waivers {
		waiver := &c.set.Site.Waivers[i]
		if waiver.Expires.IsZero() {
			continue
		}

		c.addFrom(waiver.Expires.AddDays(1), finding{
			node:    waiver.Node.Get("expires"),
			due:     waiver.Expires,
			message: fmt.Sprintf("the waiver of %s has expired on %s and no longer counts", waiver.Rule, waiver.Expires),
			hint:    "mend what it waived, or renew it with a new reason",
		})
	}
}

// text returns the text of a value that is one; "" for anything else.
func text(n *frontmatter.Node) string {
	if n == nil || n.Kind != frontmatter.Text {
		return ""
	}

	return n.Text()
}

package history

import (
	"cmp"
	"path"
	"slices"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A key is what tells an agreement from all others: not the file in which it stands.
type key struct{ plan, sla string }

// A moment is an agreement as it stood from one commit until the next moment.
type moment struct {
	// commit is nil where a shallow clone was cut off: what stood there then may be much older.
	commit *Commit
	live

	once sync.Once
	v    *version
}

// A live agreement is one that stands in the files.
type live struct {
	// path and slot are where it stands, home is the file of its plan.
	path, slot, home string
	// sla, site and plan are the texts of which a version is made.
	sla, site, plan string
}

// same reports whether two are alike in all that a version is made of.
func (l live) same(other live) bool {
	return l.sla == other.sla && l.site == other.site && l.plan == other.plan
}

func (m *moment) version() *version {
	m.once.Do(func() { m.v = versionOf(m.sla, m.site, m.plan) })
	return m.v
}

// Unreadable is a file of the past that nobody can read.
type Unreadable struct {
	Commit Commit
	// Path is below the content folder.
	Path string
	// Reason is a sentence without a full stop.
	Reason string
}

// A replay walks through the commits, from the oldest to the newest, and notes what became of every
// agreement.
type replay struct {
	files      map[string]*excerpt // that matter, by path
	submodules map[string]bool
	live       map[key]live
	lines      map[key][]*moment // oldest first
	unreadable []Unreadable

	// byFolder and ids tell which files are plans. They are made anew when a plan comes or goes.
	byFolder map[string]string
	ids      map[string]string // by path
}

func newReplay() *replay {
	return &replay{files: map[string]*excerpt{}, submodules: map[string]bool{}, live: map[key]live{}, lines: map[key][]*moment{}}
}

// step goes one commit further. moved are the files that git takes for moved ones, from new to old path.
func (r *replay) step(c *logged, excerpts map[string]*excerpt, boundary bool) {
	touched, moved, all := r.apply(c, excerpts)
	if len(touched) == 0 {
		return
	}

	before := r.owners(touched)
	if all {
		r.index()
	}

	commit := &c.Commit
	if boundary {
		commit = nil
	}

	affected := append(before, r.owners(touched)...)
	if all {
		affected = r.plans()
	}

	r.note(affected, all, moved, commit)
}

// apply changes the files. It returns the paths of those that matter, and whether plans came or went, or
// something changed that all of them share.
func (r *replay) apply(c *logged, excerpts map[string]*excerpt) (touched []string, moved map[string]string, all bool) {
	moved = map[string]string{}
	before := map[string]*excerpt{}
	take := func(name string) {
		if e := r.files[name]; e != nil {
			before[name] = e
			touched = append(touched, name)
			delete(r.files, name)
		}
	}

	for _, f := range c.files {
		take(f.path)
		if f.from != "" {
			take(f.from)
			moved[f.path] = f.from
		}
	}

	for _, f := range c.files {
		delete(r.submodules, f.path)
		if f.submodule {
			r.submodules[f.path] = true
		}

		e := excerpts[f.blob]
		if f.blob == "" || e == nil || !isContent(f.path) {
			continue
		}

		if e.Unread != "" {
			r.unreadable = append(r.unreadable, Unreadable{c.Commit, f.path, e.Unread})
			e = before[cmp.Or(moved[f.path], f.path)] // as it was
		}

		if e != nil && e.Kind != "" {
			r.files[f.path] = e
			touched = append(touched, f.path)
		}
	}

	for _, name := range touched {
		all = all || !alike(before[name], r.files[name])
	}

	return touched, moved, all
}

// alike reports whether a file is the same plan as before, or none; and no other site than before.
func alike(before, now *excerpt) bool {
	kindOf := func(e *excerpt) (kind, says string) {
		switch {
		case e == nil || e.Kind == "sla":
			return "", ""
		case e.Kind == "site":
			return e.Kind, e.Basis
		}

		return e.Kind, e.ID
	}

	kind, says := kindOf(before)
	kindNow, saysNow := kindOf(now)

	return kind == kindNow && says == saysNow
}

// index finds the plans, by the same rules as reading a content folder: of two in one folder or of one id
// the first counts.
func (r *replay) index() {
	r.byFolder, r.ids = map[string]string{}, map[string]string{}
	taken := map[string]bool{}
	for _, name := range r.sorted("plan") {
		folder := plan.FolderOf(name)
		id := cmp.Or(r.files[name].ID, plan.IDOf(name))
		if taken[id] || r.byFolder[folder] != "" && folder != "." {
			continue
		}

		taken[id], r.ids[name] = true, id
		if r.byFolder[folder] == "" {
			r.byFolder[folder] = name
		}
	}
}

// sorted returns the paths of the files of a kind, in order.
func (r *replay) sorted(kind string) []string {
	var names []string
	for name, e := range r.files {
		if e.Kind == kind {
			names = append(names, name)
		}
	}

	slices.Sort(names)

	return names
}

// plans returns the paths of all plans, in order.
func (r *replay) plans() []string {
	names := make([]string, 0, len(r.ids))
	for name := range r.ids {
		names = append(names, name)
	}

	slices.Sort(names)

	return names
}

// owners returns the plans to which files belong.
func (r *replay) owners(names []string) []string {
	var owners []string
	for _, name := range names {
		owner := name
		if r.ids[name] == "" {
			owner = r.owner(name)
		}

		if owner != "" {
			owners = append(owners, owner)
		}
	}

	return owners
}

// owner returns the plan of the nearest folder around a file; "" if there is none.
func (r *replay) owner(name string) string {
	folder := path.Dir(name)
	for folder != "." && r.byFolder[folder] == "" {
		folder = path.Dir(folder)
	}

	if owner := r.byFolder[folder]; owner != "" {
		return owner
	}

	if len(r.ids) == 1 {
		for only := range r.ids {
			if path.Dir(only) == "." {
				return only
			}
		}
	}

	return ""
}

// note compares the agreements of some plans with what they were, and notes a moment for each that is new or
// different. With all they are those of all plans.
func (r *replay) note(plans []string, all bool, moved map[string]string, commit *Commit) {
	slices.Sort(plans)
	plans = slices.Compact(plans)
	ids := map[string]bool{}
	now := map[key]live{}
	site, parts := r.site(), r.parts()
	var order []key
	for _, name := range plans {
		ids[r.ids[name]] = true
		order = append(order, r.agreements(name, site, parts[name], now)...)
	}

	gone := map[key]live{}
	for k, was := range r.live {
		if _, stays := now[k]; !stays && (all || ids[k.plan]) {
			gone[k] = was
			delete(r.live, k)
		}
	}

	for _, k := range order {
		is := now[k]
		was, lives := r.live[k]
		if !lives && len(r.lines[k]) == 0 {
			r.inherit(k, is, gone, moved)
		}

		if !lives || !was.same(is) {
			r.lines[k] = append(r.lines[k], &moment{commit: commit, live: is})
		}

		r.live[k] = is
	}
}

// inherit gives an agreement that is new the past of one that is gone, if it stands where that one stood:
// then it got another id, or its plan did.
func (r *replay) inherit(k key, is live, gone map[key]live, moved map[string]string) {
	from, home := cmp.Or(moved[is.path], is.path), cmp.Or(moved[is.home], is.home)
	for _, old := range sortedKeys(gone) {
		was := gone[old]
		if was.path == from && was.slot == is.slot || old.sla == k.sla && (was.path == from || was.home == home) {
			r.lines[k] = r.lines[old]
			delete(r.lines, old)
			delete(gone, old)

			return
		}
	}
}

func sortedKeys(of map[key]live) []key {
	keys := make([]key, 0, len(of))
	for k := range of {
		keys = append(keys, k)
	}

	slices.SortFunc(keys, func(a, b key) int { return cmp.Or(cmp.Compare(a.plan, b.plan), cmp.Compare(a.sla, b.sla)) })

	return keys
}

// site returns the calendars of the site; "" if there is none.
func (r *replay) site() string {
	if sites := r.sorted("site"); len(sites) > 0 {
		return r.files[sites[0]].Basis
	}

	return ""
}

// parts returns the agreements in files of their own, by plan, in the order of their paths.
func (r *replay) parts() map[string][]string {
	parts := map[string][]string{}
	for _, name := range r.sorted("sla") {
		if owner := r.owner(name); owner != "" {
			parts[owner] = append(parts[owner], name)
		}
	}

	return parts
}

// agreements adds the agreements of a plan; of two with one id the first counts.
func (r *replay) agreements(name, site string, parts []string, to map[key]live) []key {
	e, id := r.files[name], r.ids[name]
	if e == nil || id == "" {
		return nil
	}

	var keys []key
	add := func(from string, s slaExcerpt) {
		k := key{id, s.slaID(from)}
		if _, taken := to[k]; !taken {
			to[k] = live{path: from, slot: s.Slot, home: name, sla: s.Text, site: site, plan: e.Basis}
			keys = append(keys, k)
		}
	}

	for _, s := range e.SLAs {
		add(name, s)
	}

	for _, part := range parts {
		for _, s := range r.files[part].SLAs {
			add(part, s)
		}
	}

	return keys
}

package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A changeLog is how an SLA came to say what it says.
type changeLog struct {
	SLA *plan.SLA
	// InForce is the revision that holds; nil if none does.
	InForce *revision
	// Revisions are all of them, newest first.
	Revisions []*logged
	// Since is the day from which the first one held; none if none ever did.
	Since plan.Date
	// Commits is how many commits were read; Gaps are why the past is incomplete; Unreadable are the old
	// versions of the plan's files that nobody can read.
	Commits    int
	Gaps       []history.Gap
	Unreadable []history.Unreadable
}

// A logged revision is one entry of the log.
type logged struct {
	*revision
	// Before is the number of the revision before; 0 for the first.
	Before int
	// Changes are those from the revision before: first what somebody owes more or less of, then definitions, then
	// the rest, which begins with Rest.
	Changes []change
	Rest    int
	// Owes says who owes more now, and what is defined in another way; "" if nobody and nothing.
	Owes template.HTML
	// Unclear says that the changes are not known, because the terms of this revision or of the one before are
	// not.
	Unclear bool
	// Steps are the commits that changed terms while they had the number of this revision, newest first.
	Steps []step
}

// A step is what one commit changed.
type step struct {
	// Commit is nil for files as no commit holds them.
	Commit  *history.Commit
	Changes []change
}

// A change is one difference, ready to be shown.
type change struct {
	history.Change
	// By names who owes it, in colour; "" for nobody.
	By template.HTML
}

func changesView(p *page, log *history.Log) any {
	past := p.site.opts.History
	c := &changeLog{SLA: log.SLA, Commits: past.Commits, Gaps: past.Gaps}
	for _, r := range log.Revisions {
		c.Revisions = append(c.Revisions, p.logged(log, r))
		if !r.HoldsFrom.IsZero() {
			c.Since = r.HoldsFrom
		}
	}

	if r := log.InForce(log.Today); r != nil {
		c.InForce = stateOf(r)
	}

	for _, u := range past.Unreadable {
		if u.Path == p.Plan.Document.Path || strings.HasPrefix(u.Path, p.Plan.Folder+"/") {
			c.Unreadable = append(c.Unreadable, u)
		}
	}

	return c
}

// logged gathers one entry of the log.
func (p *page) logged(log *history.Log, r *history.Revision) *logged {
	entry := &logged{revision: stateOf(r)}
	entry.compare(p, log, r.Changes())
	if before := log.Revision(r.Number - 1); before != nil {
		entry.Before = before.Number
	}

	for _, s := range r.Steps() {
		entry.Steps = append(entry.Steps, step{s.Commit, p.changes(log, s.Changes)})
	}

	return entry
}

// compare sets the changes, those from another revision; nil if they are not known.
func (l *logged) compare(p *page, log *history.Log, changes []history.Change) {
	l.Changes, l.Owes, l.Unclear = p.changes(log, changes), p.owes(log, changes), changes == nil
	l.Rest = len(l.Changes)
	if i := slices.IndexFunc(l.Changes, func(c change) bool { return weight(c) == others }); i >= 0 {
		l.Rest = i
	}
}

// changes makes differences ready to be shown. What every party owes is owed by both, or all.
func (p *page) changes(log *history.Log, changes []history.Change) []change {
	shown := make([]change, len(changes))
	for i, c := range changes {
		shown[i] = change{Change: c, By: p.Fns(c.OwedBy)}
		if n := len(log.SLA.Parties); n > 1 && len(c.OwedBy) == n {
			shown[i].By = template.HTML(`<span class="fn">` + map[bool]string{true: "Both", false: "All"}[n == 2] + `</span>`)
		}
	}

	slices.SortStableFunc(shown, func(a, b change) int { return cmp.Compare(weight(a), weight(b)) })

	return shown
}

// The weights of changes: what people look for first.
const (
	numbers = iota
	definitions
	others
)

func weight(c change) int {
	switch {
	case c.Direction == history.Tightened || c.Direction == history.Loosened || c.Direction == history.Incomparable:
		return numbers
	case c.Definition:
		return definitions
	}

	return others
}

// owes says who owes more after some changes, and which definition is another one.
func (p *page) owes(log *history.Log, changes []history.Change) template.HTML {
	more, less := map[plan.Function]int{}, map[plan.Function]int{}
	mql, sql := false, false
	for _, c := range changes {
		for _, f := range c.OwedBy {
			switch c.Direction {
			case history.Tightened:
				more[f]++
			case history.Loosened:
				less[f]++
			}
		}

		mql = mql || c.Definition && strings.HasPrefix(c.Path, "mql_definition")
		sql = sql || c.Definition && strings.HasPrefix(c.Path, "sql_criteria")
	}

	var said []string
	var tighter, looser []plan.Function
	for _, f := range log.SLA.Parties {
		switch {
		case more[f] > 0 && less[f] > 0:
			said = append(said, fmt.Sprintf("%s owes more in %d of its promises and less in %d.", p.Fn(f), more[f], less[f]))
		case more[f] > 0:
			tighter = append(tighter, f)
		case less[f] > 0:
			looser = append(looser, f)
		}
	}

	for _, group := range []struct {
		who  []plan.Function
		what string
	}{{tighter, "more"}, {looser, "less"}} {
		if n := len(group.who); n > 0 {
			said = append(said, string(p.Fns(group.who))+map[bool]string{true: " owes ", false: " owe "}[n == 1]+group.what+" than before.")
		}
	}

	switch {
	case mql && sql:
		said = append(said, "What an MQL and an SQL are has changed: rates before and after do not compare.")
	case mql:
		said = append(said, "What an MQL is has changed: rates before and after do not compare.")
	case sql:
		said = append(said, "What an SQL is has changed: rates before and after do not compare.")
	}

	return template.HTML(strings.Join(said, " "))
}

// Cut returns the first n of some changes.
func (p *page) Cut(changes []change, n int) []change { return changes[:min(n, len(changes))] }

// revisionView is an SLA as one revision has it.
type revisionView struct {
	Log *logged
	// Agreement is the SLA under its terms; nil if they are not known.
	Agreement *agreement
	// Older and Newer are the revisions beside it; nil at the ends.
	Older, Newer *history.Revision
	// Now is the revision in force; nil if there is none.
	Now *history.Revision
}

func newRevisionView(p *page, log *history.Log, r *history.Revision) any {
	v := &revisionView{
		Log: p.logged(log, r), Older: log.Revision(r.Number - 1), Newer: log.Revision(r.Number + 1), Now: log.InForce(log.Today),
	}

	if r.Terms() != nil {
		v.Agreement = p.agreementAt(log, r)
	}

	return v
}

// A comparison holds terms against those that may follow, side by side.
type comparison struct {
	// Revisions are the columns: the one in force, if there is one, then those that wait.
	Revisions []*revision
	Rows      []compared
}

// A compared row is one clause in which the revisions differ; its cells are in the order of the columns.
type compared struct {
	By    template.HTML
	What  string
	Cells []cell

	key string // equal for the same clause
}

// A cell is what one revision says of a clause; "" where it says nothing. Remark says which way it differs
// from the first one.
type cell struct{ Text, Remark string }

// Comparison returns the terms in force beside those that wait; where none are in force, those that wait beside the
// ones that come into force first. It is nil where there is nothing to compare.
func (p *page) Comparison(a *agreement) *comparison {
	waiting := a.Waiting()
	slices.Reverse(waiting)
	columns := waiting
	if a.InForce {
		columns = append([]*revision{a.Revision}, waiting...)
	} else {
		slices.SortStableFunc(columns, soonest)
	}

	if len(columns) < 2 {
		return nil
	}

	c := &comparison{Revisions: columns}
	log := a.Revision.Log()
	for i, r := range columns[1:] {
		for _, one := range p.changes(log, r.Since(columns[0].Revision)) {
			c.add(i+1, one)
		}
	}

	if len(c.Rows) == 0 {
		return nil
	}

	return c
}

// soonest sorts revisions that wait: those with a day first, by the day from which they hold or are to hold.
func soonest(a, b *revision) int {
	on, other := a.comes(), b.comes()
	return cmp.Or(boolRank(on.IsZero())-boolRank(other.IsZero()), on.Compare(other))
}

func (r *revision) comes() worktime.Date {
	if !r.HoldsFrom.IsZero() {
		return r.HoldsFrom
	}

	return r.Entry.EffectiveFrom
}

// add notes a change of one of the revisions that wait.
func (c *comparison) add(column int, one change) {
	key := strings.Join([]string{one.Path, one.What, one.Kind, one.From}, "\n")
	if one.Kind == history.Added {
		key += one.To // one more of a list
	}

	at := slices.IndexFunc(c.Rows, func(r compared) bool { return r.key == key })
	if at < 0 {
		row := compared{By: one.By, What: one.What, key: key, Cells: make([]cell, len(c.Revisions))}
		for i := range row.Cells {
			row.Cells[i].Text = one.From // as long as nothing else is said
		}

		c.Rows = append(c.Rows, row)
		at = len(c.Rows) - 1
	}

	c.Rows[at].Cells[column] = cell{one.To, one.Remark()}
}

// RevisionPath is the page that shows a revision for ever.
func (p *page) RevisionPath(sla *plan.SLA, number int) string {
	return p.PlanPath(fmt.Sprintf("sla/%s/r%d.html", sla.ID, number))
}

// RevisionLink returns the link to the page of a revision.
func (p *page) RevisionLink(sla *plan.SLA, number int) string {
	return p.To(p.RevisionPath(sla, number))
}

// ChangesPath is the change log of an SLA.
func (p *page) ChangesPath(sla *plan.SLA) string {
	return p.PlanPath("sla/" + sla.ID + "/changes.html")
}

// ChangesLink returns the link to the change log of an SLA, "" if it has none.
func (p *page) ChangesLink(sla *plan.SLA) string {
	if !p.Has(p.ChangesPath(sla)) {
		return ""
	}

	return p.To(p.ChangesPath(sla))
}

// Feed is the page's own feed: that of the SLA whose change log it shows; "" for most pages.
func (p *page) Feed() string { return p.feed }

// CommitLink returns the address of a commit in the site's repository, "" without one.
func (p *page) CommitLink(c *history.Commit) string {
	repository := p.site.repository()
	switch {
	case repository == "":
		return ""
	case strings.Contains(repository, "gitlab"):
		return repository + "/-/commit/" + c.Hash
	}

	return repository + "/commit/" + c.Hash
}

// CommitDay returns the date of a commit in the zone of the page's plan.
func (p *page) CommitDay(c *history.Commit) template.HTML {
	return p.Day(worktime.DateOf(c.Time.In(p.Plan.Zone())))
}

// ShortHash returns the first letters of a commit's name.
func (p *page) ShortHash(c *history.Commit) string { return c.Hash[:min(7, len(c.Hash))] }

// Author returns who made a commit, "" where the site names nobody.
func (p *page) Author(c *history.Commit) string {
	if p.Hidden() {
		return ""
	}

	return c.Author
}

// ToSign returns what one adds to the files to sign a revision; without a line where nobody can tell in which.
func (p *page) ToSign(r *history.Revision) frontmatter.Paste {
	item := []frontmatter.Pair{{Key: "person", Value: "your-id"}, {Key: "on", Value: r.Log().Today.String()}, {Key: "digest", Value: r.Digest}}
	paste, err := frontmatter.ItemByHand(r.Entry.Node, "approvals", item...)
	if err != nil {
		return frontmatter.Paste{Text: frontmatter.Inline(r.Entry.Node, item...)}
	}

	return paste
}

// Signatures returns the signatures that hold, in the order written.
func (r *revision) Signatures() []plan.Approval {
	var all []plan.Approval
	for _, a := range r.Entry.Approvals {
		if a.IsBound() {
			all = append(all, a)
		}
	}

	return all
}

// Trigger says what made the parties revise: "After the pressure test Friday leads", linked where it has a page.
func (p *page) Trigger(t *plan.Trigger) template.HTML {
	kind, title := plan.Words(t.Type), ""
	key := map[string]string{"pressure_test": "pressure_tests", "review": "sla_reviews", "escalation": "escalations", "experiment": "experiments"}[t.Type]
	switch {
	case t.Type == "other":
		return template.HTML(template.HTMLEscapeString(t.Ref))
	case t.Ref != "" && key != "":
		if found, _ := p.site.lookUp(p.Plan, []string{key, t.Ref}, worktime.Date{}); found != nil {
			title = found.Text
		}
	}

	if title == "" {
		return template.HTML("After a" + map[bool]string{true: "n"}[t.Type[0] == 'e'] + " " + template.HTMLEscapeString(p.Lower(kind)))
	}

	shown := template.HTMLEscapeString(title)
	if target := place(p.Plan, key, t.Ref); p.Has(target) {
		shown = `<a href="` + template.HTMLEscapeString(p.To(target)) + `">` + shown + `</a>`
	}

	return template.HTML("After the " + template.HTMLEscapeString(p.Lower(kind)) + " " + shown)
}

// FileOf returns the name of the file in which an entry is written; "" for one that is in no file of today.
func (p *page) FileOf(at plan.At) string {
	if file := at.Place().File; file != nil {
		return file.Name
	}

	return ""
}

package generator

import (
	"fmt"
	"slices"
	"time"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A WorkingCopy is content that somebody is changing. It is checked after every change, and keeps what a change
// leaves as it was: parsed files, plans with what was found in them, rendered texts, what exports said, and the past,
// while the same commit is checked out. The zero value is ready; it is not safe for concurrent use.
type WorkingCopy struct {
	memo Memo
	// head is the commit that is checked out; "" for none. past is what git knows up to it.
	head string
	past *history.Past
	// committed is the content in it, nil where there is none to compare with.
	committed *committed
	day       day
}

// A day is what is taken for the present: plans are what they are as of it.
type day struct {
	asOf, epoch string
	now         time.Time
}

// An Edit is what somebody is changing in one agreement.
type Edit struct {
	// Title is how to call the agreement: "Acme: Marketing and Sales". Since is what it is compared with: "the
	// last commit", "revision 2, in force".
	Title, Since string
	// Gist says it in a few words: "tightens Sales by 2 business hours; voids 2 signatures".
	Gist string
	// Changes are sentences, in the order of the agreement.
	Changes []string
}

// Check is the function of that name, and finds the same.
func (w *WorkingCopy) Check(o Options) (*Result, error) {
	if err := w.remember(o); err != nil {
		return nil, err
	}

	if today := (day{o.AsOf, o.Epoch, o.Now}); today != w.day {
		w.memo.forgetPlans()
		w.day = today
	}

	o.Past, o.Memo = w.past, &w.memo

	return Check(o)
}

// remember reads the past where another commit is checked out than before. Without commits it is read every
// time, which is nothing.
func (w *WorkingCopy) remember(o Options) error {
	head := ""
	if o.Dir != "" {
		head = history.Head(o.Dir)
	}

	if w.past != nil && head != "" && head == w.head {
		return nil
	}

	past, err := history.ReadPast(o.Dir, history.Options{Cache: o.Cache})
	if err != nil {
		return err
	}

	w.memo.forgetPlans()
	w.head, w.past, w.committed = head, past, nil
	if head == "" {
		return nil
	}

	if tree, err := history.ReadTree(o.Dir, head); err == nil { // what git cannot have is no reason to show no page
		w.committed = &committed{tree: tree}
	}

	return nil
}

// Edits says what the files change in the agreements: since the last commit, and since the revision in force.
// Agreements that are as they were are left out. It is none while a file with an agreement cannot be read.
func (w *WorkingCopy) Edits(r *Result) []Edit {
	if len(history.Unread(r.Set)) > 0 {
		return nil
	}

	var edits []Edit
	if old, now := w.committed.beside(r.Set); old != nil {
		for _, a := range history.Diff(old, now, "", "").Agreements {
			edits = append(edits, committedEdit(a, r.History.SLA(a.Plan, a.SLA)))
		}
	}

	for _, l := range r.History.Logs {
		if edit, differs := signedEdit(l); differs {
			edits = append(edits, edit)
		}
	}

	return edits
}

// committedEdit compares with the last commit. The log is nil where the agreement is gone.
func committedEdit(a history.AgreementDifference, l *history.Log) Edit {
	edit := Edit{Title: a.Title, Since: "the last commit", Gist: history.Gist(a.Changes)}
	switch {
	case a.Kind == history.Removed:
		edit.Gist = "takes the agreement away"
	case a.Kind == history.Added:
		edit.Gist = "a new agreement"
	case a.OldRevision != a.NewRevision:
		edit.Gist = both(fmt.Sprintf("revision %d → %d", a.OldRevision, a.NewRevision), edit.Gist)
	}

	for _, c := range a.Changes {
		edit.Changes = append(edit.Changes, c.Sentence())
	}

	edit.Changes = append(append(edit.Changes, a.Dates...), a.Signatures...)
	if l != nil && len(a.Changes) > 0 {
		edit.Gist = both(edit.Gist, voids(l.Current()))
	}

	switch {
	case edit.Gist != "":
	case len(a.Dates) > 0:
		edit.Gist = "other dates"
	case len(a.Signatures) > 0:
		edit.Gist = "signatures"
	}

	return edit
}

// signedEdit compares with the revision in force, where the terms of the files are others.
func signedEdit(l *history.Log) (edit Edit, differs bool) {
	signed, now := l.InForce(l.Today), l.Current()
	if signed == nil || signed == now {
		return edit, false
	}

	changes := now.Since(signed)
	if len(changes) == 0 {
		return edit, false
	}

	edit = Edit{Title: history.TitleOf(l.Plan, l.SLA), Since: fmt.Sprintf("revision %d, in force", signed.Number), Gist: history.Gist(changes)}
	for _, c := range changes {
		edit.Changes = append(edit.Changes, c.Sentence())
	}

	return edit, true
}

// voids says how many signatures of a revision are for other terms.
func voids(r *history.Revision) string {
	if r.Entry == nil {
		return ""
	}

	void := len(slices.DeleteFunc(slices.Clone(r.Entry.Approvals), func(a plan.Approval) bool { return !a.Void }))
	switch void {
	case 0:
		return ""
	case 1:
		return "voids 1 signature"
	}

	return fmt.Sprintf("voids %d signatures", void)
}

// both joins two remarks, either of which may be "".
func both(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}

	return a + "; " + b
}

package generator

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lockstep-docs/lockstep/generator/history"
)

// A WorkingCopy is content that somebody is changing. It is checked after every change, and keeps what a change
// leaves as it was: parsed files, plans with what was found in them, rendered texts, what exports said, and the past,
// while the same commit is checked out. The zero value is ready; it is not safe for concurrent use.
type WorkingCopy struct {
	memo Memo
	// head is the commit that is checked out; "" for none. past is what git knows up to it.
	head, cut string
	past      *history.Past
	// committed is the content in it, nil where there is none to compare with; lost says why git cannot have it.
	committed *committed
	lost      error
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

// remember reads the past where another commit is checked out than before, or more of it has come. Without commits it is read every
// time, which is nothing.
func (w *WorkingCopy) remember(o Options) error {
	head, cut := "", ""
	if o.Dir != "" {
		head, cut = history.Head(o.Dir), history.CutAt(o.Dir)
	}

	if w.past != nil && head != "" && head == w.head && cut == w.cut {
		return nil
	}

	past, err := history.ReadPast(o.Dir, history.Options{Cache: o.Cache})
	if err != nil {
		return err
	}

	w.memo.forgetPlans()
	w.head, w.cut, w.past, w.committed, w.lost = head, cut, past, nil, nil
	if head == "" {
		return nil
	}

	tree, err := history.ReadTree(o.Dir, head)
	if err != nil {
		w.lost = err // which is no reason to show no page
		return nil
	}

	w.committed = &committed{tree: tree}

	return nil
}

// Edits are what the files change in the agreements.
type Edits struct {
	// All are those since the last commit, then those since the revision in force, or one that is signed and waits for
	// its day. Agreements that are as they were are left out.
	All []Edit
	// Unknown are sentences: what is not compared, and why.
	Unknown []string
}

// Edits says what the files change in the agreements, as far as it can be compared.
func (w *WorkingCopy) Edits(r *Result) Edits {
	var e Edits
	unread := history.Unread(r.Set)
	for _, doc := range unread {
		e.unknown(doc.File.Name+" cannot be read", "what it changes is not known", "")
	}

	w.sinceCommit(&e, r)
	for _, l := range r.History.Logs {
		if !history.Hidden(l.Plan, unread) {
			e.sinceSigned(l)
		}
	}

	return e
}

// unknown notes that something is not compared, why, and the way out, which may be "".
func (e *Edits) unknown(what, why, out string) {
	if out != "" {
		why += " (" + out + ")"
	}

	e.Unknown = append(e.Unknown, what+": "+why)
}

// sinceCommit compares with the last commit.
func (w *WorkingCopy) sinceCommit(e *Edits, r *Result) {
	const what = "What changes since the last commit is not known"
	old, now, err := w.committed.beside(r.Set)
	switch gaps := r.History.Gaps; {
	case len(r.History.Logs) == 0 && old == nil:
		return // there is no agreement that could change
	case w.committed == nil && w.lost == nil && len(gaps) > 0:
		e.unknown(what, gaps[0].Message, gaps[0].Hint)
		return
	case errors.Join(err, w.lost) != nil:
		e.unknown(what, errors.Join(err, w.lost).Error(), "")
		return
	case old == nil:
		return
	}

	for _, doc := range history.Unread(old) {
		e.unknown(doc.Path+" cannot be read in the last commit", "what changes in its agreements since then is not known", "")
	}

	for _, a := range history.Diff(old, now, "", "").Agreements {
		e.All = append(e.All, committedEdit(a))
	}
}

// committedEdit compares with the last commit.
func committedEdit(a history.AgreementDifference) Edit {
	edit := Edit{Title: a.Title, Since: "the last commit", Gist: history.Gist(a.Changes), Changes: sentences(a.Changes)}
	switch {
	case a.Kind == history.Removed:
		edit.Gist = "takes the agreement away"
	case a.Kind == history.Added:
		edit.Gist = "a new agreement"
	case a.OldRevision != a.NewRevision:
		edit.Gist = both(fmt.Sprintf("revision %d → %d", a.OldRevision, a.NewRevision), edit.Gist)
	}

	switch {
	case edit.Gist != "":
	case len(a.Dates) > 0:
		edit.Gist = "other dates"
	case len(a.Signatures) > 0:
		edit.Gist = "signatures"
	}

	edit.Gist = both(edit.Gist, voids(len(a.Voided)))
	edit.Changes = slices.Concat(edit.Changes, a.Dates, a.Signatures, a.Voided)

	return edit
}

// sinceSigned compares the terms of the files, where they are others, with those in force, and with those that all
// parties have signed under the number of the files and that do not hold yet.
func (e *Edits) sinceSigned(l *history.Log) {
	inForce := l.InForce(l.Today)
	if inForce != nil {
		e.sinceRevision(inForce, "in force")
	}

	if own := l.Revision(l.SLA.Revision); own != nil && (own.State == history.Signed || own.State == history.Scheduled) {
		e.sinceRevision(own, "signed")
	}
}

// sinceRevision compares the terms of the files with a signed revision.
func (e *Edits) sinceRevision(signed *history.Revision, state string) {
	l := signed.Log()
	since := fmt.Sprintf("revision %d, %s", signed.Number, state)
	if gap := signed.Unknown; gap != nil {
		e.unknown(history.TitleOf(l.Plan, l.SLA)+", what changes since "+since+", is not known", gap.Message, gap.Hint)
		return
	}

	changes := l.Files().Since(signed)
	if len(changes) == 0 {
		return
	}

	edit := Edit{Title: history.TitleOf(l.Plan, l.SLA), Since: since, Gist: history.Gist(changes), Changes: sentences(changes)}
	if signed.Number == l.SLA.Revision {
		edit.Gist = both(edit.Gist, voids(len(l.Void())))
	}

	e.All = append(e.All, edit)
}

func sentences(changes []history.Change) []string {
	var said []string
	for _, c := range changes {
		said = append(said, c.Sentence())
	}

	return said
}

// voids says that so many signatures are for other terms now; "" for none.
func voids(signatures int) string {
	switch signatures {
	case 0:
		return ""
	case 1:
		return "voids 1 signature"
	}

	return fmt.Sprintf("voids %d signatures", signatures)
}

// both joins two remarks, either of which may be "".
func both(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}

	return a + "; " + b
}

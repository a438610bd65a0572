package generator

import (
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

// Edits says what the files change in the agreements: since the last commit, and since the revision in force, or one
// that is signed and waits for its day.
// Agreements that are as they were are left out. It is none while a file with an agreement cannot be read.
func (w *WorkingCopy) Edits(r *Result) []Edit {
	if len(history.Unread(r.Set)) > 0 {
		return nil
	}

	var edits []Edit
	if old, now := w.committed.beside(r.Set); old != nil {
		for _, a := range history.Diff(old, now, "", "").Agreements {
			edits = append(edits, committedEdit(a))
		}
	}

	for _, l := range r.History.Logs {
		edits = append(edits, signedEdits(l)...)
	}

	return edits
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

// signedEdits compare the terms of the files, where they are others, with those in force, and with those that all
// parties have signed under the number of the files and that do not hold yet.
func signedEdits(l *history.Log) []Edit {
	var edits []Edit
	now, inForce := l.Files(), l.InForce(l.Today)
	if inForce != nil {
		edits = append(edits, signedEdit(now, inForce, "in force")...)
	}

	if own := l.Revision(l.SLA.Revision); own != nil && own != inForce && len(own.Unsigned) == 0 {
		edits = append(edits, signedEdit(now, own, "signed")...)
	}

	return edits
}

// signedEdit compares the terms of the files with a signed revision; it is none where they are the same.
func signedEdit(now, signed *history.Revision, state string) []Edit {
	changes := now.Since(signed)
	if len(changes) == 0 {
		return nil
	}

	l := signed.Log()
	edit := Edit{Title: history.TitleOf(l.Plan, l.SLA), Since: fmt.Sprintf("revision %d, %s", signed.Number, state), Gist: history.Gist(changes), Changes: sentences(changes)}
	if signed.Number == l.SLA.Revision {
		edit.Gist = both(edit.Gist, voids(len(l.Void())))
	}

	return []Edit{edit}
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

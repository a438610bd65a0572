package history

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A State says how far a revision is, on the day of the site.
type State string

// The states.
const (
	// Draft is an agreement without revisions.
	Draft State = "draft"
	// Proposed waits for signatures.
	Proposed State = "proposed"
	// Signed has all signatures and no date from which it holds.
	Signed State = "signed"
	// Scheduled has all signatures, and holds from a day to come.
	Scheduled State = "scheduled"
	// InForce holds.
	InForce State = "in_force"
	// Superseded held, or would have, until another one took its place.
	Superseded State = "superseded"
)

// A Source says where the terms of a revision come from.
type Source string

// The sources.
const (
	// Archive is a file of its own.
	Archive Source = "archive"
	// Git is a commit.
	Git Source = "git"
	// WorkingCopy is the file as it is, which no commit holds.
	WorkingCopy Source = "working_copy"
	// Unavailable is nowhere.
	Unavailable Source = "unavailable"
)

// A History is what became of all agreements of a content folder.
type History struct {
	*Past
	// Logs are in the order of the plans, and of their agreements.
	Logs []*Log
}

// A Log is the history of one agreement.
type Log struct {
	Plan *plan.Plan
	SLA  *plan.SLA
	// Today is the day on which the states depend, in the zone of the agreement.
	Today plan.Date
	// Revisions are the newest first. An agreement without revisions has one, a draft with the number 0.
	Revisions []*Revision

	now     *version // that of the files
	moments []*moment
	past    *Past
}

// A Revision is one version of an agreement.
type Revision struct {
	Number int
	State  State
	// Entry is what the files say of it: those of the agreement, else its archive; nil for a draft.
	Entry *plan.Revision
	// HoldsFrom is the later of effective_from and the last signature that counts; HoldsUntil is the day from
	// which another revision held. Both are none for what is not signed, HoldsUntil also if nothing follows.
	HoldsFrom, HoldsUntil plan.Date
	// Unsigned are the parties whose signature is missing.
	Unsigned []plan.Function
	// Digest is that of its terms; where they are not known that of the signatures, "" if these disagree.
	Digest string
	Source Source
	// Commit is the first commit that holds these terms; nil if none does or nobody knows.
	Commit *Commit
	// Unknown says why the terms are not known; nil if they are.
	Unknown *Gap

	log     *Log
	version *version // nil if the terms are not known
	moment  int      // the moment that holds them; -1 if none does

	once    sync.Once
	changes []Change
}

// Read finds out what became of every agreement of a set: the terms, the signatures and the state of every
// revision as of an instant. dir is the content folder on the disk, "" if there is none to look at; then
// only the files and archives are known.
//
// It completes the set: signatures for other terms become void, and past revisions get their terms. So it
// must be called once, before anything asks who has signed. The problems are what is wrong with signatures
// and archives, and a history that is not complete; the error is that of ReadPast.
func Read(set *plan.Set, dir string, asOf time.Time, o Options) (*History, source.Problems, error) {
	past, err := ReadPast(dir, o)
	if err != nil {
		return nil, nil, err
	}

	h, problems := past.Read(set, asOf)

	return h, problems, nil
}

// Read is the same with a past that is known already.
func (p *Past) Read(set *plan.Set, asOf time.Time) (*History, source.Problems) {
	return new(Memo).Read(p, set, asOf)
}

// SLA returns the log of an agreement; nil if there is none.
func (h *History) SLA(planID, slaID string) *Log {
	for _, l := range h.Logs {
		if l.Plan.ID == planID && l.SLA.ID == slaID {
			return l
		}
	}

	return nil
}

// Revision returns the revision of that number; nil if there is none.
func (l *Log) Revision(n int) *Revision {
	for _, r := range l.Revisions {
		if r.Number == n {
			return r
		}
	}

	return nil
}

// Current returns the revision of the number that the files carry; a draft if they carry none. Its terms are known:
// of a signed one those that were signed, also where the files say something else by now.
func (l *Log) Current() *Revision {
	if r := l.Revision(l.SLA.Revision); r != nil {
		return r
	}

	return l.draft(current(l.Plan, l.SLA))
}

// Files returns the terms of the files as they are, whatever was signed under their number: a revision without an entry.
func (l *Log) Files() *Revision { return l.draft(l.now) }

// Void returns the signatures under the number that the files carry, and for other terms than those of the files.
func (l *Log) Void() []plan.Approval { return void(l.Plan, l.SLA) }

// void returns the signatures under the number of an agreement's terms that are for others.
func void(p *plan.Plan, s *plan.SLA) []plan.Approval {
	entry := s.RevisionEntry(s.Revision)
	if entry == nil {
		return nil
	}

	digest := Digest(p, s)

	return slices.DeleteFunc(slices.Clone(entry.Approvals), func(a plan.Approval) bool { return a.Digest == "" || a.Digest == digest })
}

// InForce returns the revision that holds on a day; nil if none does.
func (l *Log) InForce(on plan.Date) *Revision {
	if r := l.Plan.InForce(l.SLA, on, nil); r != nil {
		return l.Revision(r.Revision)
	}

	return nil
}

// Terms returns the terms; nil if they are not known.
func (r *Revision) Terms() *plan.Terms {
	if r.Entry == nil {
		return &r.log.SLA.Terms
	}

	return r.Entry.Terms
}

// Calendar returns the calendar of a revision: the time zone and hours that were agreed, and the holidays of
// today, of which no revision speaks. It is nil if there is none or the terms are not known.
func (r *Revision) Calendar() *plan.Calendar {
	if r.version == nil || r.version.timezone == "" {
		return nil
	}

	c := &plan.Calendar{Timezone: r.version.timezone, Hours: r.version.hours}
	if now := r.log.Plan.CalendarOf(r.log.SLA); now != nil {
		c.Entry, c.Holidays = now.Entry, now.Holidays
	}

	return c
}

// Waits reports whether the revision may still come into force: it is newer than the one in force, and waits
// for signatures or for its day.
func (r *Revision) Waits() bool {
	switch r.State {
	case Proposed, Signed, Scheduled:
		now := r.log.InForce(r.log.Today)
		return now == nil || r.Number > now.Number
	}

	return false
}

// IsUncommitted reports whether the terms are in the files, and git says that no commit holds them.
func (r *Revision) IsUncommitted() bool { return r.Source == WorkingCopy && r.log.past.isReadable() }

// Log returns the history to which the revision belongs.
func (r *Revision) Log() *Log { return r.log }

// draft returns the terms of the files as a revision without an entry.
func (l *Log) draft(now *version) *Revision {
	return &Revision{State: Draft, log: l, Source: WorkingCopy, version: now, moment: -1, Digest: now.digest()}
}

// read fills in the revisions.
func (l *Log) read() {
	now := current(l.Plan, l.SLA)
	l.now = now
	entries := l.entries()
	if len(entries) == 0 {
		r := l.draft(now)
		r.trace(0)
		l.Revisions = []*Revision{r}

		return
	}

	for _, entry := range entries {
		r := &Revision{Number: entry.Revision, Entry: entry, log: l, moment: -1}
		r.find(now)
		r.verify()
		l.Revisions = append(l.Revisions, r)
	}

	l.states()
}

// entries returns the entries with the newest first, each number once.
func (l *Log) entries() []*plan.Revision {
	var entries []*plan.Revision
	for i := range l.SLA.Revisions {
		entry := &l.SLA.Revisions[i]
		same := func(e *plan.Revision) bool { return e.Revision == entry.Revision }
		if entry.Node != nil && !slices.ContainsFunc(entries, same) {
			entries = append(entries, entry)
		}
	}

	slices.SortStableFunc(entries, func(a, b *plan.Revision) int { return cmp.Compare(b.Revision, a.Revision) })

	return entries
}

// find finds the terms of a revision: its archive's; else those of the files or of the newest commit whose
// file carries its number, of a signed one the newest that was signed.
func (r *Revision) find(now *version) {
	if archive := r.log.Plan.Archive(r.log.SLA, r.Number); archive != nil {
		r.Source, r.version = Archive, archived(archive)
		r.Digest = r.version.digest()
		r.trace(r.Number)

		return
	}

	if r.log.SLA.Revision == r.Number {
		r.Source, r.version = WorkingCopy, now
	}

	r.search()
	r.searchBeside()
	if r.version == nil {
		r.Source = Unavailable
		gap := r.log.past.whyUnknown(r.log.file())
		r.Unknown, r.Digest = &gap, agreedDigest(r.Entry)
		r.Entry.Terms = nil

		return
	}

	r.Digest = r.version.digest()
	if r.Source == WorkingCopy {
		r.trace(r.Number)
	}

	if r.version == now {
		r.Entry.Terms = &r.log.SLA.Terms
	} else {
		r.Entry.Terms = plan.Decode[plan.Terms](r.version.terms)
	}
}

// search looks for the terms in git, unless the file's are signed or nothing is.
func (r *Revision) search() {
	if r.version != nil && (r.signedAs(r.version.digest()) || !r.signable()) {
		return
	}

	for i := len(r.log.moments) - 1; i >= 0; i-- {
		v := r.log.moments[i].version().from(r.Entry)
		if v.revision != r.Number {
			continue
		}

		if r.version == nil || r.signedAs(v.digest()) {
			r.Source, r.version, r.moment = Git, v, i
		}

		if r.signedAs(v.digest()) || !r.signable() {
			break
		}
	}

	if r.Source == Git {
		r.firstMoment()
	}
}

// searchBeside looks for terms that were signed and that the branch never held: a merge brought them together
// with a later revision. They are those of the first commit on the way that has the very digest.
func (r *Revision) searchBeside() {
	signed := agreedDigest(r.Entry)
	if signed == "" || r.log.past.beside == nil || r.version != nil && r.version.digest() == signed {
		return
	}

	for _, m := range r.log.past.beside()[key{r.log.Plan.ID, r.log.SLA.ID}] {
		if v := m.version().from(r.Entry); v.revision == r.Number && v.digest() == signed {
			r.Source, r.version, r.Commit = Git, v, m.commit
			return
		}
	}
}

// from returns the version as one that holds from the day that the entry of today says: whoever changes that
// day changes what was signed.
func (v *version) from(entry *plan.Revision) *version {
	written := scalarText(entry.Node.Get("effective_from"))
	if written == v.holds || v.revision != entry.Revision {
		return v
	}

	return &version{parties: v.parties, revision: v.revision, holds: written, terms: v.terms, timezone: v.timezone, hours: v.hours, models: v.models}
}

// trace looks for the moment that holds the terms. What a commit holds is no working copy.
func (r *Revision) trace(number int) {
	for i := len(r.log.moments) - 1; i >= 0; i-- {
		v := r.log.moments[i].version()
		if v.revision != number || v.digest() != r.Digest {
			if r.Source == WorkingCopy {
				return // the file is not as it was committed
			}

			continue
		}

		r.moment = i
		if r.Source == WorkingCopy {
			r.Source = Git
		}

		r.firstMoment()

		return
	}
}

// firstMoment goes back to the commit that first held the very terms.
func (r *Revision) firstMoment() {
	for i := r.moment - 1; i >= 0; i-- {
		v := r.log.moments[i].version()
		if v.revision != r.version.revision || v.digest() != r.log.moments[r.moment].version().digest() {
			break
		}

		r.moment = i
	}

	r.Commit = r.log.moments[r.moment].commit
}

// signable reports whether all parties have signed something.
func (r *Revision) signable() bool { return len(r.missing("")) == 0 }

// signedAs reports whether all parties have signed that digest.
func (r *Revision) signedAs(digest string) bool { return len(r.missing(digest)) == 0 }

// missing returns the parties that have not signed a digest; any digest for "".
func (r *Revision) missing(digest string) []plan.Function {
	var missing []plan.Function
	for _, party := range r.log.SLA.Parties {
		signed := slices.ContainsFunc(r.Entry.Approvals, func(a plan.Approval) bool {
			return a.Signs(digest) && r.log.Plan.Side(a) == party
		})

		if !signed {
			missing = append(missing, party)
		}
	}

	return missing
}

// agreedDigest returns the digest on which all signatures agree; "" if they do not.
func agreedDigest(entry *plan.Revision) string {
	agreed := ""
	for _, a := range entry.Approvals {
		if a.Digest == "" {
			continue
		}

		if agreed != "" && agreed != a.Digest {
			return ""
		}

		agreed = a.Digest
	}

	return agreed
}

// verify marks the signatures for other terms. Where the terms are not known, signatures that agree are
// taken on trust: nobody can tell, and a clone that was cut off must not turn back who signed.
func (r *Revision) verify() {
	for i := range r.Entry.Approvals {
		a := &r.Entry.Approvals[i]
		a.Void = a.Digest != "" && a.Digest != r.Digest
	}

	r.Unsigned = r.log.Plan.Unsigned(r.log.SLA, r.Entry)
}

// states derives the states of all revisions.
func (l *Log) states() {
	var signed []*Revision
	for _, r := range l.Revisions {
		r.State = Proposed
		if len(r.Unsigned) > 0 {
			continue
		}

		r.State = Signed
		if r.HoldsFrom = r.Entry.HoldsFrom(); !r.HoldsFrom.IsZero() {
			signed = append(signed, r)
		}
	}

	slices.SortStableFunc(signed, func(a, b *Revision) int {
		return cmp.Or(a.HoldsFrom.Compare(b.HoldsFrom), cmp.Compare(a.Number, b.Number))
	})

	for i, r := range signed {
		r.State = Scheduled
		if !r.HoldsFrom.After(l.Today) {
			r.State = InForce
		}

		if i+1 < len(signed) {
			r.HoldsUntil = signed[i+1].HoldsFrom
			if !r.HoldsUntil.After(l.Today) {
				r.State = Superseded
			}
		}
	}
}

// file returns the file of the agreement, below the content folder.
func (l *Log) file() string {
	if doc := l.Plan.Document; doc != nil && l.SLA.Node.File() == doc.File {
		return doc.Path
	}

	return l.Plan.Folder
}

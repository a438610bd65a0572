package history

import "slices"

// A Step is what one commit changed in an agreement.
type Step struct {
	// Commit is nil for the working copy.
	Commit *Commit
	// Changes are the differences from the step before; none for the first words that were written.
	Changes []Change
}

// Changes returns the differences from the revision before: nil if the terms of one of the two are not
// known, empty for the first revision. It may be called at any time, by several goroutines.
func (r *Revision) Changes() []Change {
	r.once.Do(func() {
		before := r.log.Revision(r.Number - 1)
		switch {
		case r.version == nil:
		case r.Number <= 1:
			r.changes = []Change{}
		case before != nil && before.version != nil:
			r.changes = r.Since(before)
		}
	})

	return r.changes
}

// Since returns the differences from another revision of the agreement, or from none for a nil other: all
// terms. It is nil if the terms of one of the two are not known.
func (r *Revision) Since(other *Revision) []Change {
	if r.version == nil || other != nil && other.version == nil {
		return nil
	}

	before := &version{parties: r.version.parties}
	if other != nil {
		before = other.version
	}

	if before == r.version {
		return []Change{}
	}

	changes := compare(before, r.version, r.log.Plan.PartyName)
	if changes == nil {
		changes = []Change{}
	}

	return changes
}

// Steps returns what the commits changed while the file carried the number of the revision, newest first; for
// the first revision also while it carried none. The working copy comes first if it is not as committed.
// Commits that changed no terms are left out, and so are those at which a clone was cut off.
func (r *Revision) Steps() []Step {
	var steps []Step
	var before *version
	for _, m := range r.log.moments {
		v := m.version()
		own := v.revision == r.Number || v.revision == 0 && r.Number == 1
		if own && m.commit != nil {
			steps = r.log.step(steps, m.commit, before, v)
		}

		before = v
	}

	if now := current(r.log.Plan, r.log.SLA); now.revision == r.Number && (before == nil || before.digest() != now.digest()) {
		steps = r.log.step(steps, nil, before, now)
	}

	slices.Reverse(steps)

	return steps
}

func (l *Log) step(steps []Step, commit *Commit, before, now *version) []Step {
	if before == nil {
		return append(steps, Step{Commit: commit})
	}

	if changes := compare(before, now, l.Plan.PartyName); len(changes) > 0 {
		return append(steps, Step{commit, changes})
	}

	return steps
}

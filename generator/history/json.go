package history

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// The shapes of the machine-readable change log. Absent values are null.
type (
	jsonLog struct {
		Version   int            `json:"version"`
		Revisions []jsonRevision `json:"revisions"`
	}

	jsonRevision struct {
		Plan           string         `json:"plan"`
		SLA            string         `json:"sla"`
		Revision       int            `json:"revision"`
		State          State          `json:"state"`
		EffectiveFrom  *string        `json:"effective_from"`
		EffectiveUntil *string        `json:"effective_until"`
		Reason         *string        `json:"reason"`
		Approvals      []jsonApproval `json:"approvals"`
		Digest         *string        `json:"digest"`
		Source         Source         `json:"source"`
		Commit         *string        `json:"commit"`
		Author         *string        `json:"author"`
		CommittedAt    *string        `json:"committed_at"`
		Changes        []jsonChange   `json:"changes"`
	}

	jsonApproval struct {
		Person string  `json:"person"`
		On     *string `json:"on"`
		Digest *string `json:"digest"`
		Valid  bool    `json:"valid"`
	}

	jsonChange struct {
		Path       string          `json:"path"`
		Kind       string          `json:"kind"`
		Old        any             `json:"old"`
		New        any             `json:"new"`
		Direction  string          `json:"direction"`
		OwedBy     []plan.Function `json:"owed_by"`
		Definition bool            `json:"definition"`
	}
)

// JSON returns the change log of some agreements as {"version":1,"revisions":[…]}: the newest first, by the
// day from which they were to hold; one without such a day before all others. A draft is revision 0.
// effective_until is the day from which another revision held. changes is [] for revision 1, and null where
// terms are not known.
func JSON(logs []*Log) ([]byte, error) { return write(logs, false) }

// RedactedJSON is the same for readers who are to learn no names: the function stands for the person who signed,
// and commits have no author.
func RedactedJSON(logs []*Log) ([]byte, error) { return write(logs, true) }

func write(logs []*Log, redacted bool) ([]byte, error) {
	var revisions []*Revision
	for _, l := range logs {
		revisions = append(revisions, l.Revisions...)
	}

	slices.SortStableFunc(revisions, func(a, b *Revision) int {
		from, other := a.effectiveFrom(), b.effectiveFrom()
		if from.IsZero() || other.IsZero() {
			return cmp.Compare(day(other), day(from))
		}

		return other.Compare(from)
	})

	out := jsonLog{Version: 1, Revisions: []jsonRevision{}}
	for _, r := range revisions {
		one := r.json()
		if redacted {
			one.redact(r.log.Plan)
		}

		out.Revisions = append(out.Revisions, one)
	}

	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	if err := encoder.Encode(out); err != nil {
		return nil, fmt.Errorf("write the change log: %w", err)
	}

	return text.Bytes(), nil
}

// day is 1 for no date, which comes first, and 0 for any other.
func day(d plan.Date) int {
	if d.IsZero() {
		return 1
	}

	return 0
}

func (r *Revision) effectiveFrom() plan.Date {
	if r.Entry == nil {
		return plan.Date{}
	}

	return r.Entry.EffectiveFrom
}

func (r *Revision) json() jsonRevision {
	out := jsonRevision{
		Plan: r.log.Plan.ID, SLA: r.log.SLA.ID, Revision: r.Number, State: r.State, Source: r.Source,
		EffectiveFrom: orNull(r.effectiveFrom().String()), EffectiveUntil: orNull(r.HoldsUntil.String()),
		Digest: orNull(r.Digest), Approvals: []jsonApproval{}, Changes: jsonChanges(r.Changes()),
	}

	if r.Entry != nil {
		out.Reason = orNull(r.Entry.Reason)
		for _, a := range r.Entry.Approvals {
			out.Approvals = append(out.Approvals, jsonApproval{a.Person, orNull(a.On.String()), orNull(a.Digest), a.IsBound()})
		}
	}

	if r.Commit != nil {
		out.Commit, out.Author = &r.Commit.Hash, &r.Commit.Author
		out.CommittedAt = orNull(r.Commit.Time.Format(time.RFC3339))
	}

	return out
}

func (r *jsonRevision) redact(p *plan.Plan) {
	r.Author = nil
	for i := range r.Approvals {
		r.Approvals[i].Person = string(p.FunctionOf(r.Approvals[i].Person))
	}
}

// jsonChanges keeps nil apart from none.
func jsonChanges(changes []Change) []jsonChange {
	if changes == nil {
		return nil
	}

	out := make([]jsonChange, len(changes))
	for i, c := range changes {
		out[i] = jsonChange{c.Path, c.Kind, c.Old, c.New, c.Direction, c.OwedBy, c.Definition}
	}

	return out
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}

	return &text
}

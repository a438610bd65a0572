package history

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Difference is what differs between the agreements of two content folders: those of two commits, or of a
// commit and the working files.
type Difference struct {
	// From and To are what was compared.
	From, To string
	// Agreements are those that differ, in the order of the new folder, then those that are gone.
	Agreements []AgreementDifference
	// Unread are sentences on the files that cannot be read at one of the two: the agreements of their plans are not
	// compared.
	Unread []string
}

// An AgreementDifference is what differs in one agreement.
type AgreementDifference struct {
	// Plan and SLA are the ids, Title is how to call it: "Acme: Marketing and Sales".
	Plan, SLA, Title string
	// Kind is Added, Removed or Changed.
	Kind string
	// OldRevision and NewRevision are the numbers of the terms; 0 for a draft and for what is not there.
	OldRevision, NewRevision int
	// HoldsFrom is the day from which the new terms are to hold; Unsigned are the parties whose signature
	// they lack.
	HoldsFrom plan.Date
	Unsigned  []plan.Function
	// Changes are those of the terms; none for an agreement that is new or gone.
	Changes []Change
	// Dates are sentences on revisions that are to hold from another day, or are not entered any more.
	Dates []string
	// Signatures are sentences on signatures that came or went, or are of another day. Voided are on those that are of
	// no use now.
	Signatures, Voided []string
}

// Diff compares two content folders, as far as both can be read. It calls neither of them right.
func Diff(old, new *plan.Set, from, to string) Difference {
	both := sidesOf(old, new)
	d := Difference{From: from, To: to, Unread: append(unread(both.unreadOld, from), unread(both.unreadNew, to)...)}
	for _, p := range new.Plans {
		if !both.has(p) {
			continue
		}

		for _, s := range p.SLAs() {
			was := planByID(old, p.ID)
			var before *plan.SLA
			if was != nil {
				before = was.SLAByID(s.ID)
			}

			if a, differs := diffAgreement(was, before, p, s); differs {
				d.Agreements = append(d.Agreements, a)
			}
		}
	}

	for _, p := range old.Plans {
		if !both.has(p) {
			continue
		}

		for _, s := range p.SLAs() {
			if now := planByID(new, p.ID); now == nil || now.SLAByID(s.ID) == nil {
				d.Agreements = append(d.Agreements, AgreementDifference{
					Plan: p.ID, SLA: s.ID, Title: TitleOf(p, s), Kind: Removed, OldRevision: s.Revision,
				})
			}
		}
	}

	return d
}

// unread says that files cannot be read at a place.
func unread(docs []*plan.Document, at string) []string {
	var said []string
	for _, doc := range docs {
		said = append(said, fmt.Sprintf("%s cannot be read in %s: what changes in the agreements of its plan is not known", doc.File.Name, at))
	}

	return said
}

func diffAgreement(was *plan.Plan, before *plan.SLA, p *plan.Plan, s *plan.SLA) (a AgreementDifference, differs bool) {
	a = AgreementDifference{Plan: p.ID, SLA: s.ID, Title: TitleOf(p, s), Kind: Added, NewRevision: s.Revision, Unsigned: s.Parties}
	if entry := s.RevisionEntry(s.Revision); entry != nil {
		a.HoldsFrom = entry.EffectiveFrom
		a.Unsigned = (&Revision{log: &Log{Plan: p, SLA: s}, Entry: entry}).missing(Digest(p, s))
	}

	if before == nil {
		return a, true
	}

	a.Kind, a.OldRevision = Changed, before.Revision
	a.Changes = compare(current(was, before), current(p, s), p.PartyName)
	a.Dates = dates(before, s)
	a.Signatures, a.Voided = signatures(p, before, s), voided(was, before, p, s)

	return a, len(a.Changes)+len(a.notes()) > 0 || a.OldRevision != a.NewRevision
}

// notes are what there is to say besides the terms.
func (a AgreementDifference) notes() []string { return slices.Concat(a.Dates, a.Signatures, a.Voided) }

// TitleOf returns how to call an agreement of a plan: "Acme: Marketing and Sales".
func TitleOf(p *plan.Plan, s *plan.SLA) string {
	parties := make([]string, len(s.Parties))
	for i, party := range s.Parties {
		parties[i] = party.String()
	}

	title := s.Title
	if title == "" {
		title = listed(parties)
	}

	return p.Heading() + ": " + title
}

// dates says which revisions are to hold from another day, and which are not entered any more.
func dates(before, now *plan.SLA) []string {
	var said []string
	for i := range before.Revisions {
		old := &before.Revisions[i]
		entry := now.RevisionEntry(old.Revision)
		if entry == nil {
			said = append(said, fmt.Sprintf("the entry of revision %d is gone", old.Revision))
			continue
		}

		was, is := scalarText(old.Node.Get("effective_from")), scalarText(entry.Node.Get("effective_from"))
		if was != is {
			said = append(said, fmt.Sprintf("revision %d to hold from %s → %s", old.Revision, or(was, "no day"), or(is, "no day")))
		}
	}

	return said
}

// signatures says who signed, whose signature is gone, and which is of another day.
func signatures(p *plan.Plan, before, now *plan.SLA) []string {
	var said []string
	for _, r := range now.Revisions {
		for _, a := range r.Approvals {
			switch old := signature(before, r.Revision, a); {
			case a.Digest == "" && a.Elsewhere == "":
			case old == nil:
				said = append(said, fmt.Sprintf("%s signed revision %d", p.PartyName(a.Person), r.Revision))
			case old.On != a.On:
				said = append(said, fmt.Sprintf("the signature of %s under revision %d is of %s → %s", p.PartyName(a.Person), r.Revision, or(old.On.String(), "no day"), or(a.On.String(), "no day")))
			}
		}
	}

	for _, r := range before.Revisions {
		for _, a := range r.Approvals {
			if (a.Digest != "" || a.Elsewhere != "") && signature(now, r.Revision, a) == nil {
				said = append(said, fmt.Sprintf("%s no longer signs revision %d", p.PartyName(a.Person), r.Revision))
			}
		}
	}

	return said
}

// signature returns the signature of the same person for the same terms and party; nil if there is none.
func signature(of *plan.SLA, revision int, a plan.Approval) *plan.Approval {
	entry := of.RevisionEntry(revision)
	if entry == nil {
		return nil
	}

	for i := range entry.Approvals {
		if b := &entry.Approvals[i]; b.Person == a.Person && b.Digest == a.Digest && b.Elsewhere == a.Elsewhere && b.For == a.For {
			return b
		}
	}

	return nil
}

// voided says whose signature is for other terms than those that stand under its number now, and was not before.
func voided(was *plan.Plan, before *plan.SLA, p *plan.Plan, now *plan.SLA) []string {
	var said []string
	digest := Digest(was, before)
	for _, a := range void(p, now) {
		stood := signature(before, now.Revision, a) != nil
		switch {
		case stood && a.Digest == digest:
			said = append(said, fmt.Sprintf("the signature of %s under revision %d is void now: it is for the terms before", p.PartyName(a.Person), now.Revision))
		case !stood || before.Revision != now.Revision:
			said = append(said, fmt.Sprintf("the signature of %s under revision %d is void: it is for other terms", p.PartyName(a.Person), now.Revision))
		}
	}

	return said
}

// headline says what became of an agreement, in a sentence without a full stop.
func (a AgreementDifference) headline() string {
	switch {
	case a.Kind == Removed:
		return "is gone"
	case a.Kind == Added && a.NewRevision == 0:
		return "is new, a draft"
	case a.Kind == Added:
		return fmt.Sprintf("is new, revision %d", a.NewRevision) + a.waits()
	case a.OldRevision == a.NewRevision && a.NewRevision == 0:
		return "a draft"
	case a.OldRevision == a.NewRevision:
		return fmt.Sprintf("revision %d", a.NewRevision) + a.waits()
	case a.NewRevision == 0:
		return fmt.Sprintf("no revision any more: revision %d → a draft", a.OldRevision)
	case a.OldRevision == 0:
		return fmt.Sprintf("becomes revision %d", a.NewRevision) + a.waits()
	}

	return fmt.Sprintf("revision %d → %d", a.OldRevision, a.NewRevision) + a.waits()
}

func (a AgreementDifference) waits() string {
	said := ""
	if !a.HoldsFrom.IsZero() {
		said = ", to hold from " + a.HoldsFrom.String()
	}

	if len(a.Unsigned) == 0 {
		return said + ", signed by both sides"
	}

	return said + ", waits for " + functionNames(a.Unsigned)
}

// Text returns the differences as plain text. No character of it would be obeyed by a terminal.
func (d Difference) Text() string {
	w := &textWriter{}
	if len(d.Agreements)+len(d.Unread) == 0 {
		w.line("%s", source.Plain(fmt.Sprintf("no changes in any agreement between %s and %s", d.From, d.To)))
	}

	for i, a := range d.Agreements {
		if i > 0 {
			w.line("")
		}

		w.line("%s", source.Plain(a.Title+": "+a.headline()))
		for _, c := range a.Changes {
			w.words("  ", "- ", c.Sentence())
		}

		for _, s := range a.notes() {
			w.words("  ", "- ", s)
		}
	}

	for i, s := range d.Unread {
		if i == 0 && len(d.Agreements) > 0 {
			w.line("")
		}

		w.words("", "", s)
	}

	return w.String()
}

// Markdown returns the differences for the summary of a pull request.
func (d Difference) Markdown() string {
	var b strings.Builder
	if len(d.Agreements)+len(d.Unread) == 0 {
		fmt.Fprintf(&b, "No changes in any agreement between %s and %s.\n", escape(d.From), escape(d.To))
	}

	for i, a := range d.Agreements {
		if i > 0 {
			b.WriteString("\n")
		}

		fmt.Fprintf(&b, "### %s\n\n%s\n", escape(a.Title), sentenceCase(escape(a.headline())))
		if len(a.Changes)+len(a.notes()) > 0 {
			b.WriteString("\n")
		}

		for _, c := range a.Changes {
			fmt.Fprintf(&b, "- %s\n", c.markdown())
		}

		for _, s := range a.notes() {
			fmt.Fprintf(&b, "- %s\n", escape(s))
		}
	}

	for i, s := range d.Unread {
		if i > 0 || len(d.Agreements) > 0 {
			b.WriteString("\n")
		}

		fmt.Fprintf(&b, "**Not compared:** %s.\n", escape(s))
	}

	return b.String()
}

func sentenceCase(text string) string { return strings.ToUpper(text[:1]) + text[1:] + "." }

// markdown returns the change with who owes it in bold, and in a text what was cut and put.
func (c Change) markdown() string {
	who, remark := "", ""
	if c.Who() != "" {
		who = "**" + escape(c.Who()) + "**: "
	}

	if c.Remark() != "" {
		remark = " (" + escape(c.Remark()) + ")"
	}

	if c.Words == nil {
		c.OwedBy = nil
		return who + escape(strings.TrimSuffix(c.Sentence(), " ("+c.Remark()+")")) + remark
	}

	words := make([]word, len(c.Words))
	for i, s := range c.Words {
		text := escape(s.Text)
		switch s.Op {
		case Cut:
			text = "~~" + text + "~~"
		case Put:
			text = "**" + text + "**"
		}

		words[i] = word{text, s.Joined}
	}

	return who + escape(c.What) + ": " + textOf(words) + remark
}

// escape makes text stand for itself in Markdown.
func escape(text string) string { return markdownEscapes.Replace(text) }

var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "|", `\|`, "~", `\~`, "#", `\#`, "@", "@\u200b", "\n", " ",
)

// JSON returns the differences as {"version":1,"from","to","agreements":[…],"unread":[…]}, the changes as in the change log.
func (d Difference) JSON() ([]byte, error) {
	type agreement struct {
		Plan        string          `json:"plan"`
		SLA         string          `json:"sla"`
		Kind        string          `json:"kind"`
		OldRevision int             `json:"old_revision"`
		NewRevision int             `json:"new_revision"`
		HoldsFrom   *string         `json:"effective_from"`
		Unsigned    []plan.Function `json:"unsigned"`
		Changes     []jsonChange    `json:"changes"`
		Dates       []string        `json:"dates"`
		Signatures  []string        `json:"signatures"`
	}

	agreements := []agreement{}
	for _, a := range d.Agreements {
		agreements = append(agreements, agreement{
			a.Plan, a.SLA, a.Kind, a.OldRevision, a.NewRevision, orNull(a.HoldsFrom.String()),
			append([]plan.Function{}, a.Unsigned...), jsonChanges(append([]Change{}, a.Changes...)), append([]string{}, a.Dates...), append(append([]string{}, a.Signatures...), a.Voided...),
		})
	}

	text, err := json.Marshal(struct {
		Version    int         `json:"version"`
		From       string      `json:"from"`
		To         string      `json:"to"`
		Agreements []agreement `json:"agreements"`
		Unread     []string    `json:"unread"`
	}{1, d.From, d.To, agreements, append([]string{}, d.Unread...)})
	if err != nil {
		return nil, fmt.Errorf("write the differences: %w", err)
	}

	return append(text, '\n'), nil
}

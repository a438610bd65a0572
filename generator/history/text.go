package history

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// TextOptions say how Text looks, and how much it says. The zero value is good.
type TextOptions struct {
	// Commits adds what every commit changed on the way to a revision.
	Commits bool
	// Strong and Dim mark text for a terminal; nil for neither.
	Strong, Dim func(string) string
}

// textWidth is where a line of the author's words ends.
const textWidth = 100

// Text returns the change logs of some agreements for people to read: the newest revision first, then what
// keeps the logs from being complete. No character of it would be obeyed by a terminal, but for what Strong
// and Dim add.
func (h *History) Text(logs []*Log, o TextOptions) string {
	w := &textWriter{TextOptions: o}
	for i, l := range logs {
		if i > 0 {
			w.line("")
		}

		w.log(l)
	}

	w.gaps(h.Past)

	return w.String()
}

type textWriter struct {
	strings.Builder
	TextOptions
}

func (w *textWriter) line(format string, args ...any) {
	fmt.Fprintf(w, strings.TrimRight(format, " ")+"\n", args...)
}

func (w *textWriter) strong(text string) string { return marked(w.Strong, text) }
func (w *textWriter) dim(text string) string    { return marked(w.Dim, text) }

// marked returns text without anything that a terminal would obey, marked.
func marked(mark func(string) string, text string) string {
	text = source.Plain(text)
	if mark == nil {
		return text
	}

	return mark(text)
}

// words writes text in lines of the usual width, the first of them behind a mark.
func (w *textWriter) words(indent, mark, text string) {
	blank := indent + strings.Repeat(" ", utf8.RuneCountInString(mark))
	start := indent + mark
	for _, line := range wrapped(source.Plain(text), textWidth-utf8.RuneCountInString(blank)) {
		w.line("%s%s", start, line)
		start = blank
	}
}

// wrapped returns text in lines of at most so many characters, but for words that are longer.
func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && utf8.RuneCountInString(line+" "+word) > width {
			lines, line = append(lines, line), ""
		}

		line = strings.TrimPrefix(line+" "+word, " ")
	}

	return append(lines, line)
}

func (w *textWriter) log(l *Log) {
	w.line("%s", w.strong(TitleOf(l.Plan, l.SLA)))
	for _, r := range l.Revisions {
		w.line("")
		w.revision(r)
	}
}

func (w *textWriter) revision(r *Revision) {
	w.line("%s %s", w.strong(r.name()), source.Plain(r.standing()))
	if r.Entry != nil {
		if r.Entry.Reason != "" {
			w.words("  ", "", r.Entry.Reason)
		}

		w.entry(r)
	}

	switch {
	case r.Unknown != nil:
		w.words("  ", "", "What it said is not known: "+r.Unknown.Message+".")
		w.words("  ", "→ ", r.Unknown.Hint)
	case r.Changes() == nil && r.Number > 1:
		w.words("  ", "", fmt.Sprintf("What changed is not known, as nobody knows what revision %d said.", r.Number-1))
	case len(r.Changes()) == 0 && r.Number > 1:
		w.line("  No term changed.")
	}

	for _, c := range r.Changes() {
		w.words("  ", "- ", c.Sentence())
	}

	if w.Commits {
		w.steps(r)
	}
}

// name returns "revision 3", or "draft".
func (r *Revision) name() string {
	if r.Entry == nil {
		return "draft"
	}

	return fmt.Sprintf("revision %d", r.Number)
}

// standing says how far a revision is, with its dates: "in force since 2026-11-16".
func (r *Revision) standing() string {
	switch r.State {
	case Draft:
		return "without a revision: nobody can sign it yet"
	case Scheduled:
		return "scheduled to hold from " + r.HoldsFrom.String()
	case InForce:
		said := "in force since " + r.HoldsFrom.String()
		if !r.HoldsUntil.IsZero() {
			said += ", until " + r.HoldsUntil.String()
		}

		return said
	case Superseded:
		if r.HoldsFrom.Compare(r.HoldsUntil) >= 0 {
			return "superseded before it held"
		}

		return fmt.Sprintf("superseded, held from %s until %s", r.HoldsFrom, r.HoldsUntil)
	}

	if r.Entry.EffectiveFrom.IsZero() {
		return string(r.State) + ", without a day from which it holds"
	}

	return fmt.Sprintf("%s, to hold from %s", r.State, r.Entry.EffectiveFrom)
}

// entry writes what made the parties revise, who signed, and what commit holds the terms.
func (w *textWriter) entry(r *Revision) {
	if t := r.Entry.TriggeredBy; t != nil && t.Type != "" {
		ref := ""
		if t.Ref != "" {
			ref = ": " + t.Ref
		}

		w.line("  %s", source.Plain("triggered by "+strings.ToLower(plan.Words(t.Type))+ref))
	}

	for i := range r.Entry.Approvals {
		w.line("  %s", source.Plain(r.signature(&r.Entry.Approvals[i])))
	}

	if names := functionNames(r.Unsigned); names != "" {
		w.line("  waits for %s", names)
	}

	w.line("  %s", w.dim(r.origin()))
}

// signature says who signed, when, for whom, and whether it counts.
func (r *Revision) signature(a *plan.Approval) string {
	said := "signed by " + r.log.Plan.PartyName(a.Person)
	if a.For != "" {
		said += " for " + a.For.String()
	}

	if !a.On.IsZero() {
		said += " on " + a.On.String()
	}

	switch {
	case a.IsElsewhere():
		return said + ", elsewhere and not bound to these terms: " + a.Elsewhere
	case a.Digest == "":
		return said + ", which does not count: it has no digest"
	case !a.Void:
		return said
	}

	signed := r.signedBy(a)
	if signed == nil || r.version == nil {
		return said + ", void: signed other terms"
	}

	since := differences(signed, r.version, r.log.Plan.PartyName)
	if since == "" {
		return said + ", void: signed other terms"
	}

	return said + ", void: since then " + since
}

// origin says where the terms come from, and their digest.
func (r *Revision) origin() string {
	said := ""
	switch {
	case r.Source == Archive:
		said = "from its archive"
	case r.IsUncommitted():
		said = "in the files, not committed"
	case r.Source == WorkingCopy:
		said = "in the files"
	case r.Commit != nil:
		said = fmt.Sprintf("commit %s by %s on %s", r.Commit.Short(), r.Commit.Author, r.Commit.Time.Format("2006-01-02"))
	}

	if r.Digest == "" {
		return said
	}

	return strings.TrimPrefix(said+", digest "+r.Digest, ", ")
}

// Short returns the start of the hash, as git abbreviates it in a repository of usual size.
func (c *Commit) Short() string { return c.Hash[:min(len(c.Hash), 7)] }

func functionNames(functions []plan.Function) string {
	names := make([]string, len(functions))
	for i, f := range functions {
		names[i] = f.String()
	}

	return listed(names)
}

// steps writes what each commit changed.
func (w *textWriter) steps(r *Revision) {
	for _, s := range r.Steps() {
		if s.Commit == nil {
			w.line("  %s", w.dim(map[bool]string{true: "not committed", false: "in the files"}[r.log.past.isReadable()]))
		} else {
			w.line("  %s %s", w.dim(s.Commit.Short()), source.Plain(fmt.Sprintf("%s, %s: %s", s.Commit.Time.Format("2006-01-02"), s.Commit.Author, s.Commit.Subject)))
		}

		if len(s.Changes) == 0 {
			w.line("    the first words")
		}

		for _, c := range s.Changes {
			w.words("    ", "- ", c.Sentence())
		}
	}
}

// gaps writes what keeps the logs from being complete.
func (w *textWriter) gaps(p *Past) {
	for _, gap := range p.Gaps {
		w.line("")
		w.words("", "", "Not all of the past is known: "+gap.Message+".")
		w.words("", "→ ", gap.Hint)
	}

	if len(p.Unreadable) > 0 {
		w.line("")
		w.line("These versions could not be read, and what they said is not in the log:")
	}

	for _, u := range p.Unreadable {
		w.words("", "- ", fmt.Sprintf("%s in %s by %s on %s: %s", u.Path, u.Commit.Short(), u.Commit.Author, u.Commit.Time.Format("2006-01-02"), u.Reason))
	}
}

package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/signing"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

func (p *program) signCommand() *cobra.Command {
	r, on := signing.Request{}, ""
	cmd := &cobra.Command{
		Use:   "sign --as <person> [plan] [sla]",
		Short: "Put your signature under a revision of an SLA",
		Long: `sign writes the approval of a person into the file of an SLA: who, when, and the digest of the terms as they
stand now. It changes nothing else in the file, prints what was signed, and takes the place of that person's
signature for other terms, if there is one. Commit the file, and the signature is part of the history.

Who signs by hand, in the web editor of a forge, copies the digest that "lockstep digest" prints.`,
		Example: "  lockstep sign --as dana\n  lockstep sign --as dana acme marketing-sales\n  lockstep sign --as cory --for sales",
		Args:    wantArgs(0, 2, "at most a plan and an SLA"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.sign(args, r, on)
		},
	}
	cmd.Flags().StringVar(&r.Person, "as", "", "the id of the `person` who signs")
	cmd.Flags().IntVar(&r.Revision, "revision", 0, "the `number` of the revision; without it, that of the terms in the files")
	cmd.Flags().StringVar(&r.For, "for", "", "the `party` for which somebody of another function signs")
	cmd.Flags().StringVar(&on, "on", "", "the `date` of the signature; without it, today")

	return cmd
}

func (p *program) sign(args []string, r signing.Request, on string) error {
	if err := p.oneOf("text", "json"); err != nil {
		return err
	}

	if r.Person == "" {
		return &usageError{"who signs?", "say it with --as, like: lockstep sign --as dana"}
	}

	if on != "" {
		day, err := worktime.ParseDate(on)
		if err != nil {
			return &usageError{fmt.Sprintf("--on must be a date, not %q", on), "like 2026-11-24"}
		}

		r.On = day
	}

	result, err := p.past()
	if err != nil {
		return err
	}

	l, err := p.chooseLog(result, args)
	if err != nil {
		return err
	}

	s, err := signing.Sign(l, result.Problems, r)
	if err != nil {
		return err
	}

	if err := p.writeSignature(s, result.Set); err != nil {
		return err
	}

	return p.signed(s)
}

// chooseLog returns the log of the agreement that the arguments name: a plan and an SLA, where there are
// several; an SLA alone, where only one plan has it.
func (p *program) chooseLog(result *generator.Result, args []string) (*history.Log, error) {
	if err := p.unread(result.Set); err != nil && len(result.History.Logs) == 0 {
		return nil, err
	}

	if l := onlyLog(result.History, args); l != nil {
		return l, nil
	}

	of, err := choose(result.Set, first(args), "say which, behind the command")
	if err != nil {
		return nil, err
	}

	logs := logsOf(result.History, of, "")
	var ids []string
	for _, l := range logs {
		ids = append(ids, l.SLA.ID)
	}

	switch {
	case len(logs) == 0:
		return nil, &usageError{fmt.Sprintf("the plan %q has no SLA yet", of.ID), "write what both sides promise under sla"}
	case len(args) < 2 && len(logs) == 1:
		return logs[0], nil
	case len(args) < 2:
		return nil, &usageError{fmt.Sprintf("the plan %q has several SLAs", of.ID), "say which, after the plan: " + listed(ids)}
	}

	if of := logsOf(result.History, of, args[1]); len(of) > 0 {
		return of[0], nil
	}

	return nil, &usageError{fmt.Sprintf("the plan %q has no SLA %q", of.ID, args[1]), meant(args[1], ids)}
}

// onlyLog returns the log of the only SLA of an id that is not the id of a plan; nil if that is not what the
// arguments say.
func onlyLog(h *history.History, args []string) *history.Log {
	var found *history.Log
	for _, l := range h.Logs {
		if len(args) != 1 || l.Plan.ID == args[0] {
			return nil
		}

		if l.SLA.ID != args[0] {
			continue
		}

		if found != nil {
			return nil
		}

		found = l
	}

	return found
}

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}

	return args[0]
}

func (p *program) writeSignature(s *signing.Signature, set *plan.Set) error {
	content, err := p.openContent()
	if err != nil {
		return err
	}
	defer content.Close()

	for _, doc := range set.Documents {
		if doc.File == s.File {
			return s.Write(content, doc.Path)
		}
	}

	return fmt.Errorf("sign %s: it is no file of the content folder", s.File.Name)
}

// signed says what was signed, and what the agreement waits for now.
func (p *program) signed(s *signing.Signature) error {
	result, err := p.read()
	if err != nil {
		return err
	}

	l := result.History.SLA(s.Log.Plan.ID, s.Log.SLA.ID)
	if l == nil || l.Revision(s.Revision) == nil {
		return fmt.Errorf("sign %s: the revision is not there any more", s.File.Name)
	}

	r := l.Revision(s.Revision)
	if p.format == "json" {
		return p.signedJSON(s, r)
	}

	var b strings.Builder
	fmt.Fprintf(&b, "%s signed revision %d of %s: digest %s\n", l.Plan.PartyName(s.Person.ID), r.Number, history.TitleOf(l.Plan, l.SLA), s.Digest)
	b.WriteString(signedTerms(l, r))
	fmt.Fprintf(&b, "\n%s\nwrote %s\n", waits(r), s.File.Name)

	_, err = io.WriteString(p.stdout, plainLines(b.String()))

	return err
}

// signedTerms returns the terms that were signed as sentences: what is new against the revision before, or
// all of them.
func signedTerms(l *history.Log, r *history.Revision) string {
	before := l.Revision(r.Number - 1)
	changes := r.Changes()
	var b strings.Builder
	switch {
	case before != nil && changes != nil && len(changes) == 0:
		fmt.Fprintf(&b, "\nNo term differs from revision %d.\n", before.Number)
	case before != nil && changes != nil:
		fmt.Fprintf(&b, "\nWhat it changes in revision %d:\n", before.Number)
		for _, c := range changes {
			fmt.Fprintf(&b, "- %s\n", c.Sentence())
		}
	default:
		b.WriteString("\nWhat it says:\n")
		for _, c := range r.Since(nil) {
			fmt.Fprintf(&b, "- %s\n", c.Statement())
		}
	}

	return b.String()
}

// waits says what a revision waits for now, in a sentence.
func waits(r *history.Revision) string {
	if len(r.Unsigned) > 0 {
		names := make([]string, len(r.Unsigned))
		for i, f := range r.Unsigned {
			names[i] = f.String()
		}

		return fmt.Sprintf("It waits for the signature of %s.", strings.Join(names, " and "))
	}

	return fmt.Sprintf("All parties have signed: it holds from %s.", r.HoldsFrom)
}

// plainLines returns text without what a terminal would obey, line by line.
func plainLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = source.Plain(lines[i])
	}

	return strings.Join(lines, "\n")
}

func (p *program) signedJSON(s *signing.Signature, r *history.Revision) error {
	unsigned := make([]string, len(r.Unsigned))
	for i, f := range r.Unsigned {
		unsigned[i] = string(f)
	}

	return p.json(struct {
		Version  int      `json:"version"`
		File     string   `json:"file"`
		Plan     string   `json:"plan"`
		SLA      string   `json:"sla"`
		Revision int      `json:"revision"`
		Person   string   `json:"person"`
		For      string   `json:"for,omitempty"`
		On       string   `json:"on"`
		Digest   string   `json:"digest"`
		Replaces bool     `json:"replaces"`
		State    string   `json:"state"`
		Unsigned []string `json:"unsigned"`
	}{1, s.File.Name, s.Log.Plan.ID, s.Log.SLA.ID, s.Revision, s.Person.ID, string(s.For), s.On.String(), s.Digest, s.Replaces, string(r.State), unsigned})
}

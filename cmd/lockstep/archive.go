package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/starter"
)

func (p *program) archiveCommand() *cobra.Command {
	all := false
	cmd := &cobra.Command{
		Use:   "archive [plan] [sla]",
		Short: "Keep past and signed revisions in files of their own",
		Long: `archive writes a file for every revision that was signed, or that another one followed, with the terms as
they were: in the folder "revisions" of the plan. From then on the site and the change log need no git history
to know what was agreed.

What a file would say is held against what was signed before it is written. Archives that are there stay as
they are.`,
		Example: "  lockstep archive\n  lockstep archive acme marketing-sales\n  lockstep archive --all",
		Args:    wantArgs(0, 2, "at most a plan and an SLA"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.archive(args, all)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "of all plans")

	return cmd
}

func (p *program) archive(args []string, all bool) error {
	if err := p.oneOf("text", "json"); err != nil {
		return err
	}

	result, err := p.past()
	if err != nil {
		return err
	}

	logs, err := p.chooseLogs(result, args, all)
	if err != nil {
		return err
	}

	var done archiving
	for _, l := range logs {
		for i := len(l.Revisions) - 1; i >= 0; i-- {
			if err := p.archiveOne(l.Revisions[i], l, &done); err != nil {
				return err
			}
		}
	}

	return p.archived(done, result)
}

// An archiving is what came of the revisions.
type archiving struct {
	Written []string     `json:"written"`
	Kept    []string     `json:"kept"`
	Failed  []notArchive `json:"failed"`
}

// A notArchive is a revision that could not be archived.
type notArchive struct {
	Plan     string `json:"plan"`
	SLA      string `json:"sla"`
	Revision int    `json:"revision"`
	Reason   string `json:"reason"`
	Hint     string `json:"hint"`
}

// chooseLogs returns the logs of the agreements that the arguments name.
func (p *program) chooseLogs(result *generator.Result, args []string, all bool) ([]*history.Log, error) {
	if all && len(args) > 0 {
		return nil, &usageError{"--all and " + args[0] + " contradict each other", "leave one of them out"}
	}

	if all {
		return result.History.Logs, nil
	}

	if len(args) == 2 {
		l, err := p.chooseLog(result, args)
		return []*history.Log{l}, err
	}

	of, err := choose(result.Set, first(args), "say which, or --all of them")
	if err != nil {
		return nil, err
	}

	return logsOf(result.History, of, ""), nil
}

// archiveOne writes the archive of a revision, unless there is one.
func (p *program) archiveOne(r *history.Revision, l *history.Log, done *archiving) error {
	if !r.CanArchive() {
		return nil
	}

	if archive := l.Plan.Archive(l.SLA, r.Number); archive != nil {
		done.Kept = append(done.Kept, archive.Node.File().Name)
		return nil
	}

	failed := notArchive{Plan: l.Plan.ID, SLA: l.SLA.ID, Revision: r.Number}
	text, why := r.ArchiveText()
	if why != nil {
		failed.Reason, failed.Hint = why.Message, why.Hint
		done.Failed = append(done.Failed, failed)

		return nil
	}

	_, err := starter.Write(p.path(p.content), []starter.File{{Path: r.ArchivePath(), Text: text}})
	var there *starter.Error
	if errors.As(err, &there) {
		failed.Reason, failed.Hint = there.Reason, there.Hint
		done.Failed = append(done.Failed, failed)

		return nil
	}

	if err == nil {
		done.Written = append(done.Written, p.prefix()+r.ArchivePath())
	}

	return err
}

// archived says what was written, what was not, and why.
func (p *program) archived(done archiving, result *generator.Result) error {
	if p.format == "json" {
		done.Written, done.Kept = nonNil(done.Written), nonNil(done.Kept)
		done.Failed = append([]notArchive{}, done.Failed...)
		if err := p.json(struct {
			Version int `json:"version"`
			archiving
		}{1, done}); err != nil {
			return err
		}
	} else {
		p.archivedText(done)
	}

	if err := p.unread(result.Set); err != nil || len(done.Failed) == 0 {
		return err
	}

	return errProblems
}

func (p *program) archivedText(done archiving) {
	for _, name := range done.Written {
		fmt.Fprintln(p.stdout, "wrote", source.Plain(name))
	}

	for _, name := range done.Kept {
		fmt.Fprintln(p.stdout, "kept", source.Plain(name)+", which was there already")
	}

	for _, f := range done.Failed {
		fmt.Fprintf(p.stderr, "revision %d of %s %s is not archived: %s\n", f.Revision, f.Plan, f.SLA, source.Plain(f.Reason))
		fmt.Fprintln(p.stderr, p.paint(p.stderr, dim, "hint:"), source.Plain(f.Hint))
	}

	if len(done.Written)+len(done.Kept)+len(done.Failed) == 0 {
		fmt.Fprintln(p.stdout, "there is nothing to archive: no revision was signed, and none is past")
	}
}

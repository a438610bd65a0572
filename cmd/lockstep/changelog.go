package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

func (p *program) changelogCommand() *cobra.Command {
	commits := false
	cmd := &cobra.Command{
		Use:   "changelog [plan]",
		Short: "Say what was agreed when, by whom, and what each revision changed",
		Long: `changelog prints every revision of every SLA, of all plans or of one: since when it holds, why it was made,
who signed it, and what it changed, in sentences. The newest comes first. What a revision said is taken from
its archive, else from git.`,
		Example: "  lockstep changelog\n  lockstep changelog acme --commits\n  lockstep changelog --format json",
		Args:    wantArgs(0, 1, "at most one plan"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.changelog(args, commits)
		},
	}
	cmd.Flags().BoolVar(&commits, "commits", false, "say what every commit changed on the way to a revision")

	return cmd
}

func (p *program) changelog(args []string, commits bool) error {
	if err := p.oneOf("text", "json"); err != nil {
		return err
	}

	result, err := p.past()
	if err != nil {
		return err
	}

	logs := result.History.Logs
	if len(args) > 0 {
		of, err := choose(result.Set, args[0], "")
		if err != nil {
			return err
		}

		logs = logsOf(result.History, of, "")
	}

	if p.format == "json" {
		text, err := history.JSON(logs)
		if err != nil {
			return err
		}

		if _, err := p.stdout.Write(text); err != nil {
			return err
		}

		return p.unread(result.Set)
	}

	text := result.History.Text(logs, history.TextOptions{Commits: commits, Strong: p.painter(p.stdout, bold), Dim: p.painter(p.stdout, dim)})
	if len(logs) == 0 {
		text = "there is no agreement yet: \"lockstep check\" says what a plan lacks\n" + text
	}

	if _, err := io.WriteString(p.stdout, text); err != nil {
		return err
	}

	return p.unread(result.Set)
}

// logsOf returns the logs of a plan, or of one of its agreements.
func logsOf(h *history.History, of *plan.Plan, sla string) []*history.Log {
	var logs []*history.Log
	for _, l := range h.Logs {
		if l.Plan == of && (sla == "" || l.SLA.ID == sla) {
			logs = append(logs, l)
		}
	}

	return logs
}

// past reads the content with its past. Of what is wrong with it only that is said which keeps the past from
// being complete.
func (p *program) past() (*generator.Result, error) {
	result, err := p.read()
	if err != nil {
		return nil, err
	}

	var cut source.Problems
	for _, problem := range result.Problems {
		if problem.Rule == "shallow-history" {
			cut.Add(problem)
		}
	}

	return result, p.warn(cut)
}

// warn writes problems that are not what was asked for.
func (p *program) warn(problems source.Problems) error {
	return source.Text(p.stderr, problems, source.Style{Color: p.color(p.stderr)})
}

// read is the same without a word.
func (p *program) read() (*generator.Result, error) {
	o, done, err := p.options()
	if err != nil {
		return nil, err
	}
	defer done()

	result, err := generator.Read(o)
	if err != nil {
		return nil, err
	}

	result.Set = result.Set.Whole()
	result.History.Logs = slices.DeleteFunc(result.History.Logs, func(l *history.Log) bool { return !slices.Contains(result.Set.Plans, l.Plan) })

	return result, nil
}

// unread says which files could not be read: what they hold is not part of the answer. It returns errProblems
// if there are any.
func (p *program) unread(set *plan.Set) error {
	broken := history.Unread(set)
	for _, doc := range broken {
		fmt.Fprintf(p.stderr, "%s cannot be read, and what it holds is left out: lockstep check says why\n", source.Plain(doc.File.Name))
	}

	if len(broken) > 0 {
		return errProblems
	}

	return nil
}

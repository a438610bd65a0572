package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator"
)

func (p *program) buildCommand() *cobra.Command {
	strict, out := false, "public"
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Build the site",
		Long: `build checks the plans and writes their site. Drafts build too. If there are errors, it writes nothing
and leaves the site of the last build as it was; with --strict also if there are warnings.

Files in the output folder that lockstep did not write stay. If somebody changed one that it wrote, nothing is
written either until that file is moved away or deleted: lockstep undoes nobody's work.`,
		Example: "  lockstep build\n  lockstep build -o /var/www/plans --strict",
		Args:    wantArgs(0, 0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			return p.build(out, strict)
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "take warnings for errors")
	cmd.Flags().StringVarP(&out, "out", "o", out, "the `folder` to write to")

	return cmd
}

func (p *program) build(out string, strict bool) error {
	if err := p.oneOf(problemFormats...); err != nil {
		return err
	}

	o, done, err := p.options()
	if err != nil {
		return err
	}
	defer done()

	o.Strict = strict
	result, err := generator.Build(o, p.path(out))
	if err != nil {
		return err
	}

	return p.built(result, out, strict)
}

// built says what came of a build. The problems go beside the one line for the reader, to stderr, except
// where a program asked for them.
func (p *program) built(result *generator.Result, out string, strict bool) error {
	problems, summary := p.stderr, p.stdout
	if p.format != "text" {
		problems, summary = p.stdout, p.stderr
	}

	if err := p.report(problems, result, strict); err != nil {
		return err
	}

	if result.Failed(strict) {
		fmt.Fprintf(p.stderr, "%s; nothing was written to %s\n", tally(result), filepath.ToSlash(out))
		return errProblems
	}

	if len(result.Problems) > 0 {
		fmt.Fprintln(p.stderr, tally(result))
	}

	fmt.Fprintln(summary, wrote(result.Written, filepath.ToSlash(out)))

	return nil
}

// wrote says what a build did to its folder: "built 34 files in public, 3 changed".
func wrote(written generator.Written, out string) string {
	words := []string{fmt.Sprintf("built %s in %s", count(written.Files, "file"), out)}
	switch {
	case written.Changed == 0 && written.Removed == 0:
		words = append(words, "nothing changed")
	case written.Changed > 0:
		words = append(words, fmt.Sprintf("%d changed", written.Changed))
	}

	if written.Removed > 0 {
		words = append(words, fmt.Sprintf("%d removed", written.Removed))
	}

	return strings.Join(words, ", ")
}

package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator"
)

func (p *program) exportCommand() *cobra.Command {
	out := ""
	cmd := &cobra.Command{
		Use:   "export <one-page|section|plan> [plan]",
		Short: "Write a plan as one file, for e-mail or another document",
		Long: `export writes a plan as one file that needs nothing else:

  one-page   the one-page plan as HTML, to send by e-mail or to print on one page
  section    the SLA, the feedback loop and the metrics in focus, to paste into a larger document:
             as Markdown, with --format html as HTML without any style
  plan       the whole plan as HTML, to read or to print

It writes to the standard output unless -o names a file. If there are errors, it writes nothing.`,
		Example:   "  lockstep export one-page -o acme.html\n  lockstep export section --format html acme\n  lockstep export plan -o acme-plan.html",
		Args:      wantArgs(1, 2, "one-page, section or plan, and the id of a plan where there are several"),
		ValidArgs: []string{"one-page", "section", "plan"},
		RunE: func(_ *cobra.Command, args []string) error {
			id := ""
			if len(args) > 1 {
				id = args[1]
			}

			return p.export(args[0], id, out)
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "the `file` to write to")

	return cmd
}

func (p *program) export(what, id, out string) error {
	form, err := p.exportForm(what)
	if err != nil {
		return err
	}

	o, done, err := p.options()
	if err != nil {
		return err
	}
	defer done()

	result, err := generator.Check(o)
	if err != nil {
		return err
	}

	of, err := choose(result.Set, id, "name one")
	if err != nil {
		return err
	}

	var text []byte
	if !result.Failed(false) {
		text, err = result.Export(of, form)
	}

	if err != nil {
		return err
	}

	if result.Failed(false) {
		p.format = "text"
		if err := p.report(p.stderr, result, false); err != nil {
			return err
		}

		fmt.Fprintf(p.stderr, "%s; nothing was exported\n", tally(result))

		return errProblems
	}

	if out == "" {
		_, err = p.stdout.Write(text)
		return err
	}

	if err := os.WriteFile(p.path(out), text, 0o666); err != nil {
		return err
	}

	_, err = fmt.Fprintln(p.stdout, "wrote", filepath.ToSlash(out))

	return err
}

// exportForm returns the form of what is to be exported.
func (p *program) exportForm(what string) (string, error) {
	forms := map[string]string{"one-page": generator.OnePage, "plan": generator.WholePlan, "section": generator.SectionText}
	form, known := forms[what]
	switch {
	case !known:
		return "", &usageError{fmt.Sprintf("there is no export %q", what), meant(what, []string{"one-page", "section", "plan"})}
	case what != "section":
		return form, p.oneOf("text", "html")
	case p.format == "html":
		return generator.SectionHTML, nil
	}

	return form, p.oneOf("text", "md", "html")
}

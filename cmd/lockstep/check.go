package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator"
	"github.com/lockstep-docs/lockstep/generator/rules"
	"github.com/lockstep-docs/lockstep/generator/source"
)

func (p *program) checkCommand() *cobra.Command {
	strict, against := false, ""
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is missing or wrong in the plans",
		Long: `check reads every plan and says what is missing or wrong, each on its line, with a way out.
In a draft, what is missing is a warning: the list is what remains to be filled in, in order.

With --against it also asks whether what was signed still stands: whether terms changed under a signed
revision, or whether such a revision is gone or has another number. REF is a commit, a branch or a tag; what
counts is how the content was when the branch that is checked out left it.

It exits with 1 if there are errors, with --strict also if there are warnings, and with 2 if it could not
compare.`,
		Example: "  lockstep check\n  lockstep check --strict --format github\n  lockstep check --against origin/main",
		Args:    wantArgs(0, 0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("against") && strings.TrimSpace(against) == "" {
				return &usageError{"--against needs a commit, a branch or a tag", "like --against origin/main"}
			}

			return p.check(strict, against)
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "take warnings for errors")
	cmd.Flags().StringVar(&against, "against", "", "hold the agreements against what was signed at this `ref`")

	return cmd
}

func (p *program) check(strict bool, against string) error {
	if err := p.oneOf(problemFormats...); err != nil {
		return err
	}

	o, done, err := p.options()
	if err != nil {
		return err
	}
	defer done()

	o.Against = against
	result, err := generator.Check(o)
	if err != nil {
		return err
	}

	if err := p.report(p.stdout, result, strict); err != nil {
		return err
	}

	fmt.Fprintln(p.stderr, tally(result))
	if result.Failed(strict) {
		return errProblems
	}

	return nil
}

// problemFormats are the forms in which problems can be written.
var problemFormats = []string{"text", "json", "github", "sarif", "junit"}

// report writes the problems of a result in the form of --format.
func (p *program) report(w io.Writer, result *generator.Result, strict bool) error {
	switch p.format {
	case "json":
		return source.JSON(w, result.Problems)
	case "github":
		return source.GitHub(w, result.Problems, strict)
	case "sarif":
		return source.SARIF(w, result.Problems, manual(), version())
	case "junit":
		return source.JUnit(w, result.Problems, checked(result), strict)
	}

	return source.Text(w, result.Problems, source.Style{Color: p.color(w)})
}

// manual returns all rules as a report carries them.
func manual() []source.Rule {
	var all []source.Rule
	for _, rule := range rules.All() {
		all = append(all, source.Rule{ID: rule.ID, Severity: severity(rule.Severity), Why: rule.Why, Help: rule.WayOut})
	}

	return all
}

// severity returns the first of the severities that a rule names in words.
func severity(words string) source.Severity {
	for _, s := range [...]source.Severity{source.Error, source.Warning, source.Info} {
		if strings.HasPrefix(words, s.String()) {
			return s
		}
	}

	return source.Warning
}

// checked returns the names of the files that were read.
func checked(result *generator.Result) []string {
	var names []string
	for _, doc := range result.Set.Documents {
		names = append(names, doc.File.Name)
	}

	return names
}

// tally says in one line how much was found in how much: "2 errors, 1 warning in 14 files, 1 waived".
func tally(result *generator.Result) string {
	line := result.Problems.Summary() + " in " + count(len(result.Set.Documents), "file")
	if n := len(result.Waived); n > 0 {
		line += fmt.Sprintf(", %d waived", n)
	}

	return line
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}

	return fmt.Sprintf("%d %ss", n, what)
}

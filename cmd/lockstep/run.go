package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lockstep-docs/lockstep/generator"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/signing"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/starter"
)

// The exit codes.
const (
	exitFine     = 0
	exitProblems = 1 // the author's
	exitFailure  = 2 // the machine's, and the command line's
)

// A program is one run: what it reads from and writes to, and the flags that every command has.
type program struct {
	env    func(string) string
	stdout io.Writer
	stderr io.Writer
	now    time.Time

	dir     string // -C
	content string // --content
	asOf    string // --as-of
	format  string // --format
}

// run runs one command line and returns the exit code.
func run(args []string, env func(string) string, stdout, stderr io.Writer, now time.Time) int {
	p := &program{env: env, stdout: stdout, stderr: stderr, now: now}
	root := p.root()
	root.SetArgs(args)

	err := root.Execute()
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errProblems):
		return exitProblems
	}

	fmt.Fprintln(stderr, p.paint(stderr, red, "lockstep:"), source.Plain(err.Error()))
	if hint := hintOf(err); hint != "" {
		fmt.Fprintln(stderr, p.paint(stderr, dim, "hint:"), source.Plain(hint))
	}

	return exitFailure
}

// errProblems says that the author has something to mend; all that there is to say has been said.
var errProblems = errors.New("problems")

// A usageError says what is wrong with the command line, and the way out.
type usageError struct{ reason, hint string }

func (e *usageError) Error() string { return e.reason }

// hintOf returns the way out of an error; "" if it has none.
func hintOf(err error) string {
	var usage *usageError
	var asked *generator.UsageError
	var folder *generator.FolderError
	var start *starter.Error
	var git *history.GitError
	var refusal *signing.Refusal

	switch {
	case errors.As(err, &refusal):
		return refusal.Hint
	case errors.As(err, &git) && git.Gap != nil:
		return git.Gap.Hint
	case errors.As(err, &usage):
		return usage.hint
	case errors.As(err, &asked):
		return asked.Hint
	case errors.As(err, &folder):
		return folder.Hint
	case errors.As(err, &start):
		return start.Hint
	}

	return ""
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "lockstep",
		Short: "One plan by which Marketing, Sales, Customer Success and Product work together",
		Long: `lockstep turns a plan, written as Markdown with its facts on top, into a site, and says what is
missing or wrong in it: which promise has no number, which loop has no owner, which deadline nobody
agreed on.

A plan starts with "lockstep init". Fill in what "lockstep check" lists, then "lockstep build".`,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}

			return cmd.Help()
		},
	}

	flags := root.PersistentFlags()
	flags.StringVarP(&p.dir, "dir", "C", ".", "do everything as if started in this `folder`")
	flags.StringVar(&p.content, "content", "content", "the `folder` that holds the plans")
	flags.StringVar(&p.asOf, "as-of", "", "take this `date` or instant for today")
	flags.StringVar(&p.format, "format", "text", "write results in this `form`: text or json; problems also as github, sarif or junit, differences as markdown")

	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SetUsageTemplate(usageTemplate)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(helpCommand())
	root.Version = version()
	root.SetVersionTemplate("lockstep {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(
		p.initCommand(), p.newCommand(), p.checkCommand(), p.buildCommand(), p.serveCommand(),
		p.changelogCommand(), p.diffCommand(), p.digestCommand(), p.signCommand(), p.archiveCommand(),
		p.evidenceCommand(), p.exportCommand(), p.scoreCommand(), p.schemaCommand(), p.rulesCommand(), p.versionCommand(),
	)

	return root
}

const usageTemplate = `Usage:
{{- if .HasAvailableSubCommands}}
  lockstep <command>

Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{- else}}
  {{.UseLine}}
{{- end}}
{{- if .HasExample}}

Examples:
{{.Example}}
{{- end}}
{{- if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{- end}}
{{- if .HasAvailableInheritedFlags}}

Flags of every command:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}
{{- end}}
`

// helpCommand is cobra's own, but for a command that does not exist.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "help [command]",
		Hidden: true,
		RunE: func(help *cobra.Command, args []string) error {
			cmd, rest, err := help.Root().Find(args)
			if err == nil && len(rest) > 0 {
				err = unknownCommand(help.Root(), rest[0])
			}

			if err != nil {
				return err
			}

			return cmd.Help()
		},
	}
}

func unknownCommand(root *cobra.Command, written string) error {
	var names []string
	for _, command := range root.Commands() {
		if command.IsAvailableCommand() {
			names = append(names, command.Name())
		}
	}

	return &usageError{fmt.Sprintf("there is no command %q", written), meant(written, names)}
}

// meant returns the name that was probably meant, or else all that there are.
func meant(written string, names []string) string {
	if near := source.Nearest(written, names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}

	return "it can be " + listed(names)
}

// flagError puts what is wrong with a flag in plain words, with the flag that was meant.
func flagError(cmd *cobra.Command, err error) error {
	hint := fmt.Sprintf("%q lists the flags", cmd.CommandPath()+" --help")

	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		written := unknown.GetSpecifiedName()
		if near := source.Nearest(written, flagNames(cmd)); near != "" {
			hint = fmt.Sprintf("did you mean --%s?", near)
		}

		return &usageError{"there is no flag " + dashed(written), hint}
	}

	var bare *pflag.ValueRequiredError
	if errors.As(err, &bare) {
		return &usageError{dashed(bare.GetSpecifiedName()) + " needs a value", hint}
	}

	return &usageError{err.Error(), hint}
}

func dashed(flag string) string {
	if len(flag) == 1 {
		return "-" + flag
	}

	return "--" + flag
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(flag *pflag.Flag) { names = append(names, flag.Name) })

	return names
}

// oneOf holds --format against those that a command has.
func (p *program) oneOf(formats ...string) error {
	for _, format := range formats {
		if p.format == format {
			return nil
		}
	}

	return &usageError{fmt.Sprintf("--format cannot be %q here", p.format), meant(p.format, formats)}
}

// wantArgs returns a check of the number of arguments that says in plain words what is wanted.
func wantArgs(least, most int, wanted string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= least && len(args) <= most {
			return nil
		}

		return &usageError{fmt.Sprintf("%s takes %s", cmd.CommandPath(), wanted), "usage: " + cmd.UseLine()}
	}
}

// listed returns "a, b, c".
func listed(words []string) string { return strings.Join(words, ", ") }

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const manualPage = "../../content/docs/commands.md"

// TestManual holds the page of all commands against what the program says of itself; -update rewrites it.
func TestManual(t *testing.T) {
	root := (&program{}).root()
	var page strings.Builder
	page.WriteString("---\ntitle: Commands\n---\n\n" +
		"What `lockstep help` says, command by command. This page is made from the program, and a test holds it against that.\n\n" +
		"The exit code is 0 when all is well, 1 when the author of a plan has something to mend, and 2 when the machine or the\n" +
		"command line stood in the way.\n")
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() {
			describe(&page, cmd)
		}
	}

	page.WriteString("\n## Flags of every command\n\n")
	flagTable(&page, root.PersistentFlags())
	if *update {
		if err := os.WriteFile(manualPage, []byte(page.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}

	text, err := os.ReadFile(manualPage)
	if err != nil {
		t.Fatal(err)
	}

	if string(text) != page.String() {
		t.Error("the commands say something else; run: go test ./cmd/lockstep -run TestManual -update")
	}
}

// describe writes the part of one command.
func describe(page *strings.Builder, cmd *cobra.Command) {
	fmt.Fprintf(page, "\n## lockstep %s\n\n%s.\n", cmd.Name(), literal(cmd.Short))
	if cmd.Long != "" {
		text := cmd.Long
		if rest, ok := strings.CutPrefix(text, cmd.Name()+" "); ok {
			text = "`" + cmd.Name() + "` " + rest
		}

		for _, paragraph := range strings.Split(text, "\n\n") {
			if code, ok := strings.CutPrefix(paragraph, "  "); ok {
				fmt.Fprintf(page, "\n```text\n%s\n```\n", code)
			} else {
				fmt.Fprintf(page, "\n%s\n", literal(paragraph))
			}
		}
	}

	fmt.Fprintf(page, "\n```console\n$ %s\n```\n", cmd.UseLine())
	if cmd.Example != "" {
		fmt.Fprintf(page, "\nFor example:\n\n```console\n%s\n```\n", strings.ReplaceAll("\n"+cmd.Example, "\n  ", "\n$ ")[1:])
	}

	if cmd.LocalNonPersistentFlags().HasAvailableFlags() {
		page.WriteString("\n")
		flagTable(page, cmd.LocalNonPersistentFlags())
	}
}

func flagTable(page *strings.Builder, flags *pflag.FlagSet) {
	page.WriteString("| Flag | What it does |\n|---|---|\n")
	flags.VisitAll(func(flag *pflag.Flag) {
		value, usage := pflag.UnquoteUsage(flag)
		name := "--" + flag.Name
		if flag.Shorthand != "" {
			name = "-" + flag.Shorthand + ", " + name
		}

		if value != "" {
			name += " " + value
		}

		if flag.DefValue != "" && flag.DefValue != "false" && flag.DefValue != "0" {
			usage += "; `" + flag.DefValue + "` if it is left out"
		}

		if flag.Name != "help" {
			fmt.Fprintf(page, "| `%s` | %s |\n", name, literal(usage))
		}
	})
}

// named matches what a text names by how it is typed.
var named = regexp.MustCompile(`(^|[ (])(--?[A-Za-z][a-z-]*)`)

// literal sets the names of flags as code, and keeps what means something in Markdown from doing so.
func literal(text string) string {
	text = named.ReplaceAllString(text, "$1`$2`")

	return strings.NewReplacer("<", `\<`, "*", `\*`, "_", `\_`, "|", `\|`).Replace(text)
}

// TestCommandLines holds every command line that the pages on lockstep show against the program.
func TestCommandLines(t *testing.T) {
	pages, err := filepath.Glob("../../content/docs/*.md")
	if err != nil {
		t.Fatal(err)
	}

	count := 0
	for _, name := range append(pages, "../../README.md") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}

		for _, line := range shown.FindAllStringSubmatch(string(text), -1) {
			count++
			if err := parses(strings.Fields(line[1])); err != nil && name != manualPage {
				t.Errorf("%s: lockstep %s: %v", name, line[1], err)
			}
		}
	}

	if count < 30 {
		t.Errorf("only %d command lines", count)
	}
}

// shown matches a command line up to what only a shell understands.
var shown = regexp.MustCompile(`(?m)^\$ lockstep ([^|>\n]+)`)

// parses reports what is wrong with a command line before anything is done.
func parses(args []string) error {
	cmd, rest, err := (&program{}).root().Find(args)
	if err != nil {
		return err
	}

	if err := cmd.ParseFlags(rest); err != nil {
		return err
	}

	if !cmd.HasParent() {
		return fmt.Errorf("there is no command %s", args[0])
	}

	return cmd.ValidateArgs(cmd.Flags().Args())
}

package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/rules"
)

func (p *program) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "schema [kind]",
		Short:     "Print the JSON Schema of the front matter",
		Long:      "schema prints the JSON Schema of what may stand at the top of a file: of every kind, or of one.",
		Example:   "  lockstep schema > plan.schema.json\n  lockstep schema metric",
		Args:      wantArgs(0, 1, "at most one kind"),
		ValidArgs: plan.Kinds(),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := p.oneOf("text", "json"); err != nil {
				return err
			}

			return p.schema(args)
		},
	}
}

func (p *program) schema(args []string) error {
	text := plan.SchemaText()
	if len(args) > 0 {
		one, ok := plan.SchemaOf(args[0])
		if !ok {
			return &usageError{fmt.Sprintf("there is no kind %q", args[0]), meant(args[0], plan.Kinds())}
		}

		text = one
	}

	_, err := fmt.Fprint(p.stdout, text)

	return err
}

func (p *program) rulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rules",
		Short: "Print every rule: why it is there, and the way out",
		Args:  wantArgs(0, 0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			if err := p.oneOf("text", "json"); err != nil {
				return err
			}

			return p.rules()
		},
	}
}

func (p *program) rules() error {
	if p.format == "json" {
		type rule struct {
			ID       string `json:"id"`
			Severity string `json:"severity"`
			Why      string `json:"why"`
			WayOut   string `json:"way_out"`
		}

		all := []rule{}
		for _, r := range rules.All() {
			all = append(all, rule{r.ID, r.Severity, r.Why, r.WayOut})
		}

		return p.json(struct {
			Version int    `json:"version"`
			Rules   []rule `json:"rules"`
		}{1, all})
	}

	for _, r := range rules.All() {
		fmt.Fprintf(p.stdout, "%s: %s\n    %s\n    %s\n", r.ID, r.Severity, r.Why, r.WayOut)
	}

	return nil
}

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of lockstep, of the schema, of digests and of Go",
		Args:  wantArgs(0, 0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			if err := p.oneOf("text", "json"); err != nil {
				return err
			}

			if p.format == "json" {
				return p.json(struct {
					Version  int    `json:"version"`
					Lockstep string `json:"lockstep"`
					Schema   string `json:"schema"`
					Digest   int    `json:"digest"`
					Go       string `json:"go"`
				}{1, version(), plan.SchemaID, history.DigestVersion, runtime.Version()})
			}

			_, err := fmt.Fprintf(p.stdout, "lockstep %s\nschema %s\ndigest %d\n%s\n", version(), plan.SchemaID, history.DigestVersion, runtime.Version())

			return err
		},
	}
}

// version returns the version that the Go tool has stamped into the program: a tag, or a commit after one;
// "devel" for a program built outside of version control.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}

	return info.Main.Version
}

func (p *program) json(value any) error {
	encoder := json.NewEncoder(p.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")

	return encoder.Encode(value)
}

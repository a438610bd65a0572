package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/starter"
)

func (p *program) newCommand() *cobra.Command {
	inPlan := ""
	kinds := starter.Kinds()
	cmd := &cobra.Command{
		Use:   "new <kind> <id>",
		Short: "Start a file of its own for a metric, a loop, a meeting …",
		Long: `new starts a file for an entry of a plan, or for another plan. Every line of it says what belongs there,
and only the facts are missing. A file that is there already is never written over.

The kinds are ` + listed(kinds) + `.`,
		Example:   "  lockstep new metric win-rate\n  lockstep new qbr 2027-Q1\n  lockstep new plan northern-europe",
		Args:      wantArgs(2, 2, "a kind and an id"),
		ValidArgs: kinds,
		RunE: func(_ *cobra.Command, args []string) error {
			return p.new(args[0], args[1], inPlan)
		},
	}
	cmd.Flags().StringVar(&inPlan, "plan", "", "the `id` of the plan to which it belongs, where there are several")

	return cmd
}

func (p *program) new(kind, id, inPlan string) error {
	if err := p.oneOf("text", "json"); err != nil {
		return err
	}

	kind = strings.ReplaceAll(kind, "-", "_")
	if !slices.Contains(starter.Kinds(), kind) {
		return &usageError{fmt.Sprintf("there can be no new %q", kind), meant(kind, starter.Kinds())}
	}

	file, err := p.entry(kind, id, inPlan)
	if err != nil {
		return err
	}

	written, err := starter.Write(p.dir, []starter.File{file})
	if err != nil {
		return err
	}

	if p.format == "json" {
		return p.wrote(written)
	}

	_, err = fmt.Fprintln(p.stdout, "wrote", file.Path)

	return err
}

// entry returns the file of a new entry, or of a new plan.
func (p *program) entry(kind, id, inPlan string) (starter.File, error) {
	set, err := p.load()
	if err != nil {
		return starter.File{}, err
	}

	if kind != "plan" {
		of, err := choose(set, inPlan, "say which with --plan")
		if err != nil {
			return starter.File{}, err
		}

		return starter.Entry(p.prefix(), of, kind, id)
	}

	for _, other := range set.Plans {
		if other.ID == id {
			return starter.File{}, &usageError{fmt.Sprintf("there is a plan %q already, in %s", id, other.Document.File.Name), "choose another id"}
		}
	}

	return starter.Plan(starter.Options{Content: p.prefix(), ID: id}), starter.CheckID(id)
}

// load reads the content. What is wrong with it is no matter here.
func (p *program) load() (*plan.Set, error) {
	if !filepath.IsLocal(filepath.FromSlash(p.prefix() + ".")) {
		return nil, &usageError{"--content must be a folder of the project, not " + p.content, "-C says where the project is"}
	}

	content, err := p.openContent()
	if err != nil {
		return nil, err
	}
	defer content.Close()

	set, _, err := plan.Load(content.FS(), p.prefix())
	if err != nil {
		return nil, err
	}

	return set.Whole(), nil
}

// choose returns the plan of that id, or the only one. how says in which way to choose among several.
func choose(set *plan.Set, id, how string) (*plan.Plan, error) {
	var ids []string
	for _, one := range set.Plans {
		if one.ID == id || id == "" && len(set.Plans) == 1 {
			return one, nil
		}

		ids = append(ids, one.ID)
	}

	switch {
	case len(ids) == 0:
		return nil, &usageError{"there is no plan yet", `"lockstep new plan" starts one`}
	case id == "":
		return nil, &usageError{"there are several plans", how + ": " + listed(ids)}
	}

	return nil, &usageError{fmt.Sprintf("there is no plan %q", id), meant(id, ids)}
}

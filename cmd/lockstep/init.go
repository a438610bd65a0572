package main

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator/starter"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

func (p *program) initCommand() *cobra.Command {
	o, example := starter.Options{}, false
	cmd := &cobra.Command{
		Use:   "init [folder]",
		Short: "Start a plan in which only the facts are missing",
		Long: `init writes a plan in which only the facts are missing: every line says what belongs there. It builds at
once, and "lockstep check" lists what is left to fill in. A first draft takes some 45 minutes. With it come
the workflows that check every pull request and publish the site on GitHub Pages.

Files that are there already are never written over.`,
		Example: "  lockstep init acme\n  lockstep init --org \"Acme Corp\"\n  lockstep init --example demo",
		Args:    wantArgs(0, 1, "at most one folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			folder := "."
			if len(args) > 0 {
				folder = args[0]
			}

			return p.init(folder, o, example)
		},
	}
	cmd.Flags().StringVar(&o.Organization, "org", "", "the `name` of the organization; without it, that of the folder")
	cmd.Flags().StringVar(&o.Title, "title", "", "the `title` of the plan")
	cmd.Flags().BoolVar(&example, "example", false, "write the complete plan of a made-up company instead")

	return cmd
}

func (p *program) init(folder string, o starter.Options, example bool) error {
	if err := p.oneOf("text", "json"); err != nil {
		return err
	}

	if !filepath.IsLocal(p.content) {
		return &usageError{"--content must be a folder inside the new one, not " + p.content, "leave it out"}
	}

	into := p.path(folder)
	absolute, err := filepath.Abs(into)
	if err != nil {
		return err
	}

	o.Content, o.ID, o.Version = p.prefix(), starter.ID(filepath.Base(absolute)), released(version())
	if o.Organization != "" {
		o.ID = starter.ID(o.Organization)
	}

	files := starter.Project(o)
	if example {
		today, err := p.today()
		if err != nil {
			return err
		}

		files = starter.Example(o, today)
	}

	written, err := starter.Write(into, files)
	if err != nil {
		return err
	}

	return p.started(written, into)
}

// released returns a version that the Go tool can install; "" for one that was built from what nobody published.
func released(version string) string {
	if version == "devel" || strings.Contains(version, "+") {
		return ""
	}

	return version
}

// today returns the day that --as-of, SOURCE_DATE_EPOCH or the clock says it is.
func (p *program) today() (worktime.Date, error) {
	if p.asOf != "" {
		day, err := worktime.ParseDate(p.asOf)
		if err != nil {
			return day, &usageError{fmt.Sprintf("--as-of must be a date here, not %q", p.asOf), "like 2026-11-24"}
		}

		return day, nil
	}

	if seconds, err := strconv.ParseInt(p.env("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return worktime.DateOf(time.Unix(seconds, 0).UTC()), nil
	}

	return worktime.DateOf(p.now), nil
}

// started says what has been written, and what comes next.
func (p *program) started(written starter.Written, into string) error {
	if p.format == "json" {
		return p.wrote(written)
	}

	for _, name := range written.Paths {
		fmt.Fprintln(p.stdout, "wrote", filepath.ToSlash(filepath.Join(into, name)))
	}

	for _, name := range written.Kept {
		fmt.Fprintln(p.stdout, "kept", filepath.ToSlash(filepath.Join(into, name))+", which was there already")
	}

	in := ""
	if filepath.Clean(into) != "." {
		in = " -C " + filepath.ToSlash(into)
	}

	_, err := fmt.Fprintf(p.stdout, `
Next:
  lockstep check%s   what is left to fill in, from top to bottom
  lockstep build%s   the site, in %s
`, in, in, filepath.ToSlash(filepath.Join(into, "public", "index.html")))

	return err
}

// wrote says what has been written, for programs.
func (p *program) wrote(written starter.Written) error {
	return p.json(struct {
		Version int      `json:"version"`
		Written []string `json:"written"`
		Kept    []string `json:"kept"`
	}{1, nonNil(written.Paths), nonNil(written.Kept)})
}

func nonNil(list []string) []string {
	if list == nil {
		return []string{}
	}

	return list
}

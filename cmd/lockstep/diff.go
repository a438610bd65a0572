package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
)

func (p *program) diffCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "diff REF[..REF]",
		Short: "Say what differs in the agreements of two commits",
		Long: `diff says what differs between the agreements of two commits, branches or tags, in sentences: which promise
is tightened, which is loosened, for whom, and who has signed. It calls neither of them right; "lockstep
check --against REF" does.

With one REF it compares the files as they are now with that commit. An end that is left out is HEAD. Three
dots compare with the commit at which the two parted, as a pull request does.

Where a file cannot be read at one of the two, the agreements of its plan are not compared. That is said, beside what
differs elsewhere, and the exit code is 2.`,
		Example: "  lockstep diff main\n  lockstep diff main...HEAD --format markdown\n  lockstep diff v1..v2 --format json",
		Args:    wantArgs(1, 1, "what to compare, such as main..HEAD"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.diff(args[0])
		},
	}
}

func (p *program) diff(what string) error {
	if err := p.oneOf("text", "markdown", "json"); err != nil {
		return err
	}

	if err := p.wantContent(); err != nil {
		return err
	}

	from, to, err := p.ends(what)
	if err != nil {
		return err
	}

	old, err := history.ReadRef(p.path(p.content), from)
	if err != nil {
		return err
	}

	now, shown, err := p.end(to)
	if err != nil {
		return err
	}

	if err := p.warn(history.CutOff(now, p.path(p.content))); err != nil {
		return err
	}

	return p.differences(history.Diff(old, now, shownRef(from), shown))
}

// ends returns the two commits to compare; the second is "" for the files as they are.
func (p *program) ends(what string) (from, to string, err error) {
	if strings.HasPrefix(what, "-") || strings.Trim(what, ".") == "" {
		return "", "", &usageError{"there is nothing to compare in " + what, "say what, such as main..HEAD"}
	}

	from, to, parted := strings.Cut(what, "...")
	if parted {
		from, to = orHead(from), orHead(to)
		from, err = history.MergeBase(p.path(p.content), from, to)

		return from, to, err
	}

	from, to, two := strings.Cut(what, "..")
	if two {
		return orHead(from), orHead(to), nil
	}

	return what, "", nil
}

func orHead(ref string) string {
	if ref == "" {
		return "HEAD"
	}

	return ref
}

// shownRef shortens the full name of a commit.
func shownRef(ref string) string {
	if len(ref) >= 40 && strings.Trim(ref, "0123456789abcdef") == "" {
		return ref[:7]
	}

	return ref
}

// end returns the content at a commit, or as it is, and how to call it.
func (p *program) end(ref string) (*plan.Set, string, error) {
	if ref != "" {
		set, err := history.ReadRef(p.path(p.content), ref)
		return set, shownRef(ref), err
	}

	set, err := p.load()

	return set, "the working copy", err
}

func (p *program) differences(d history.Difference) error {
	text := d.Text()
	switch p.format {
	case "markdown":
		text = d.Markdown()
	case "json":
		object, err := d.JSON()
		if err != nil {
			return err
		}

		text = string(object)
	}

	if _, err := io.WriteString(p.stdout, text); err != nil {
		return err
	}

	if len(d.Unread) > 0 {
		return &usageError{"not everything could be compared", "mend what cannot be read, or compare with a commit in which it could be read"}
	}

	return nil
}

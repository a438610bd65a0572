package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/preview"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A narrator tells the terminal of a preview what came of every save.
type narrator struct {
	*program
	unknown []string // what was said last of edits that nobody can tell
}

func (n *narrator) said(e preview.Event) {
	if e.Polling != nil {
		fmt.Fprintf(n.stderr, "%s; looking at them twice a second instead\n", source.Plain(e.Polling.Error()))
	}

	if e.Err != nil {
		fmt.Fprintln(n.stderr, n.paint(n.stderr, red, "lockstep:"), source.Plain(strings.ReplaceAll(e.Err.Error(), "\n", ": ")))
		return
	}

	var errs source.Problems
	for _, problem := range e.Edition.Problems {
		if problem.Severity == source.Error {
			errs.Add(problem)
		}
	}

	_ = source.Text(n.stderr, errs, source.Style{Color: n.color(n.stderr)})
	for _, sentence := range e.Edition.Unknown {
		if !slices.Contains(n.unknown, sentence) {
			fmt.Fprintln(n.stderr, source.Plain(sentence))
		}
	}

	n.unknown = e.Edition.Unknown
	fmt.Fprintf(n.stdout, "%s, read in %d ms\n", e.Edition.Problems.Summary(), e.Took.Milliseconds())
}

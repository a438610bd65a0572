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
	link     string   // to the first page
	unknown  []string // what was said last of edits that nobody can tell
	warnings []string // what there was to warn of last, each without its line
}

// mostWarnings are as many new ones as are said after a save: a draft has many, and the page of health has all.
const mostWarnings = 3

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
	where := n.warn(e.Edition.Problems)
	fmt.Fprintf(n.stdout, "%s, read in %d ms%s\n", e.Edition.Problems.Summary(), e.Took.Milliseconds(), where)
}

// warn says the first of the warnings that were not there before, and returns where the rest stands.
func (n *narrator) warn(problems source.Problems) (where string) {
	var all []string
	var fresh source.Problems
	for _, problem := range problems {
		if problem.Severity != source.Warning {
			continue
		}

		one := problem.Rule + problem.Path + problem.Message
		all = append(all, one)
		if !slices.Contains(n.warnings, one) {
			fresh.Add(problem)
		}
	}

	n.warnings = all
	_ = source.Text(n.stderr, fresh[:min(len(fresh), mostWarnings)], source.Style{Color: n.color(n.stderr)})
	if len(all) == 0 || problems.Count(source.Error) > 0 { // which the last good page of health does not know
		return ""
	}

	return "; " + n.link + healthPage + " lists them"
}

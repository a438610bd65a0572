package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator/history"
)

func (p *program) digestCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "digest",
		Short: "Print what one signs of each SLA: the digest of its terms",
		Long: `digest prints a line for every SLA: plan, SLA, revision and the digest of the terms as they stand in the
files. Whoever signs a revision writes that digest beside their name, under approvals: so everybody sees
later which terms were signed. Prose, holidays and people make no difference to it; numbers, criteria, the
calendar's hours and the revision do.`,
		Example: "  lockstep digest",
		Args:    wantArgs(0, 0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			if err := p.oneOf("text", "json"); err != nil {
				return err
			}

			return p.digest()
		},
	}
}

// A digestLine is what there is to sign of one SLA.
type digestLine struct {
	Plan     string `json:"plan"`
	SLA      string `json:"sla"`
	Revision int    `json:"revision"`
	Digest   string `json:"digest"`
}

func (p *program) digest() error {
	set, err := p.load()
	if err != nil {
		return err
	}

	if err := p.warn(history.CutOff(set, p.path(p.content))); err != nil {
		return err
	}

	lines := []digestLine{}
	for _, one := range set.Plans {
		for _, sla := range one.SLAs() {
			lines = append(lines, digestLine{one.ID, sla.ID, sla.Revision, history.Digest(one, sla)})
		}
	}

	if p.format == "json" {
		err := p.json(struct {
			Version       int          `json:"version"`
			DigestVersion int          `json:"digest_version"`
			Digests       []digestLine `json:"digests"`
		}{1, history.DigestVersion, lines})
		if err != nil {
			return err
		}

		return p.unread(set)
	}

	for _, line := range lines {
		if _, err := fmt.Fprintf(p.stdout, "%s %s %d %s\n", line.Plan, line.SLA, line.Revision, line.Digest); err != nil {
			return err
		}
	}

	return p.unread(set)
}

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/scoring"
	"github.com/lockstep-docs/lockstep/generator/source"
)

func (p *program) scoreCommand() *cobra.Command {
	model, lead := "", ""
	cmd := &cobra.Command{
		Use:   "score [plan] --model <id> --lead <file>",
		Short: "Say how many points a lead has under a scoring model, and why",
		Long: `score reads what is known of one lead from a file and reckons its score: the points of every rule, the sum
and the cap of every category, and the band. The file holds a value for each attribute, in JSON, YAML or
TOML, as its name ends:

  {"company_size": "50-200", "title": "Founder", "website_visits": 12, "webinar": true}

What is not known gives no points. A plan with one model needs no --model.`,
		Example: "  lockstep score --model inbound --lead ana.json\n  lockstep score acme --model inbound --lead ana.yaml --format json",
		Args:    wantArgs(0, 1, "at most one plan"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := p.oneOf("text", "json"); err != nil {
				return err
			}

			return p.score(strings.Join(args, ""), model, lead)
		},
	}
	cmd.Flags().StringVar(&model, "model", "", "the `id` of the scoring model")
	cmd.Flags().StringVar(&lead, "lead", "", "the `file` that holds the lead")

	return cmd
}

func (p *program) score(planID, modelID, leadName string) error {
	set, err := p.load()
	if err != nil {
		return err
	}

	owner, err := scoringPlan(set, planID)
	if err != nil {
		return err
	}

	model, err := chooseModel(owner, modelID)
	if err != nil {
		return err
	}

	lead, problems, err := p.readLead(leadName, model)
	if err != nil {
		return err
	}

	if err := source.Text(p.stderr, problems, source.Style{Color: p.color(p.stderr)}); err != nil {
		return err
	}

	if problems.Count(source.Error) > 0 {
		return errProblems
	}

	result := model.Score(lead)
	if p.format == "json" {
		return p.json(scoreJSON(model, result))
	}

	_, err = p.stdout.Write([]byte(scoreText(model, result)))

	return err
}

// scoringPlan returns the plan of that id, or the only one that has scoring models.
func scoringPlan(set *plan.Set, id string) (*plan.Plan, error) {
	var with, ids []string
	var found *plan.Plan
	for _, one := range set.Plans {
		ids = append(ids, one.ID)
		if len(one.Scoring) > 0 && id == "" {
			with, found = append(with, one.ID), one
		}

		if one.ID == id {
			return one, nil
		}
	}

	switch {
	case id != "":
		return nil, &usageError{fmt.Sprintf("there is no plan %q", id), meant(id, ids)}
	case len(with) == 0:
		return nil, &usageError{"no plan has a scoring model yet", "add scoring to a plan: lockstep schema plan describes it"}
	case len(with) > 1:
		return nil, &usageError{"several plans have scoring models", "say which: lockstep score <plan>, with " + listed(with)}
	}

	return found, nil
}

func chooseModel(owner *plan.Plan, id string) (*scoring.Model, error) {
	if model := scoring.Of(owner, id); model != nil {
		return model, nil
	}

	ids := owner.Scoring.Keys()
	switch {
	case len(ids) == 0:
		return nil, &usageError{fmt.Sprintf("the plan %q has no scoring model yet", owner.ID), "add scoring to it: lockstep schema plan describes it"}
	case id == "":
		return nil, &usageError{fmt.Sprintf("the plan %q has several scoring models", owner.ID), "say which with --model: " + listed(ids)}
	}

	return nil, &usageError{fmt.Sprintf("the plan %q has no scoring model %q", owner.ID, id), meant(id, ids)}
}

// readLead reads a lead. The problems are what cannot be read, what no rule can use, and what was probably meant
// for another attribute.
func (p *program) readLead(name string, model *scoring.Model) (scoring.Lead, source.Problems, error) {
	if name == "" {
		return nil, nil, &usageError{"score needs a lead", "name its file with --lead"}
	}

	text, err := os.ReadFile(p.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, &usageError{"there is no file " + name, "--lead names a file that holds one lead, seen from -C"}
	}

	if err != nil {
		return nil, nil, fmt.Errorf("read the lead: %w", err)
	}

	lead, problems := scoring.ReadLead(source.NewFile(filepath.ToSlash(name), string(text)), model)

	return lead, problems, nil
}

// A scored is a result as it is written in JSON.
type scored struct {
	Version      int           `json:"version"`
	Model        string        `json:"model"`
	ModelVersion int           `json:"model_version"`
	Score        json.Number   `json:"score"`
	Band         string        `json:"band"`
	Categories   subtotals     `json:"categories"`
	Rules        []scoredByOne `json:"rules"`
}

type scoredByOne struct {
	ID     string      `json:"id"`
	Points json.Number `json:"points"`
}

type subtotal struct {
	id       string
	Points   json.Number `json:"points"`
	Uncapped json.Number `json:"uncapped"`
}

// subtotals are written as an object, in the order of the model.
type subtotals []subtotal

func (s subtotals) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	for i, one := range s {
		value, err := json.Marshal(one)
		if err != nil {
			return nil, err
		}

		if i > 0 {
			out.WriteByte(',')
		}

		fmt.Fprintf(&out, "%q:%s", one.id, value)
	}

	return fmt.Appendf(nil, "{%s}", out.Bytes()), nil
}

func exact(value *big.Rat) json.Number { return json.Number(scoring.Decimal(value)) }

func scoreJSON(model *scoring.Model, result scoring.Result) scored {
	out := scored{Version: 1, Model: model.ID, ModelVersion: model.Version, Score: exact(result.Score), Band: result.Band, Rules: []scoredByOne{}}
	for i, category := range model.Categories {
		sum := result.Categories[i]
		out.Categories = append(out.Categories, subtotal{category.ID, exact(sum.Points), exact(sum.Uncapped)})
		for j, rule := range category.Rules {
			out.Rules = append(out.Rules, scoredByOne{rule.ID, exact(sum.Rules[j])})
		}
	}

	return out
}

// scoreText says the score in a line, then how it comes about, and what it would be without caps.
func scoreText(model *scoring.Model, result scoring.Result) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s of %s, %s\n", scoring.Decimal(result.Score), scoring.Decimal(model.MaxScore), cmp.Or(result.Band, "in no band"))

	wide := 0
	for _, category := range model.Categories {
		wide = max(wide, len(category.ID))
		for _, rule := range category.Rules {
			wide = max(wide, len(rule.ID)+2)
		}
	}

	for i, category := range model.Categories {
		sum := result.Categories[i]
		fmt.Fprintf(&out, "%-*s  %s", wide, category.ID, scoring.Decimal(sum.Points))
		if category.MaxPoints != nil {
			fmt.Fprintf(&out, " of %s", scoring.Decimal(category.MaxPoints))
		}

		if sum.Points.Cmp(sum.Uncapped) != 0 {
			fmt.Fprintf(&out, ", %s uncapped", scoring.Decimal(sum.Uncapped))
		}

		out.WriteString("\n")
		for j, rule := range category.Rules {
			if sum.Rules[j].Sign() != 0 {
				fmt.Fprintf(&out, "  %-*s  %s\n", wide-2, rule.ID, scoring.Decimal(sum.Rules[j]))
			}
		}
	}

	if result.Capped() {
		fmt.Fprintf(&out, "without the caps of the categories it would be %s, %s\n", scoring.Decimal(result.Uncapped), cmp.Or(result.UncappedBand, "in no band"))
	}

	return out.String()
}

package site

import (
	"fmt"
	"html/template"
	"math/big"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
	"github.com/lockstep-docs/lockstep/generator/scoring"
)

// A scored is a scoring model as pages show it.
type scored struct {
	*plan.ScoringModel
	Model *scoring.Model
	// Asks are the criteria in force, of agreements and gates, that ask for a score of this model.
	Asks []ask
	// Reach says in sentences what leads can score, with fit and without.
	Reach []template.HTML
	// Worked are the examples.
	Worked []worked
	// Inputs are what the calculator asks for, each beside the category that looks at it first.
	Inputs []inputGroup
}

// An ask is a place that asks for a score.
type ask struct {
	Score plan.Number
	// Name says whose criterion it is: "the MQL"; Link leads there.
	Name, Link string
}

// A worked is a lead of an example and what it gets.
type worked struct {
	*plan.ScoringExample
	Got scoring.Result
	// Known is what is known of the lead, in words.
	Known []string
	// Lead is the same for the calculator.
	Lead scoring.Lead
}

func scoringView(p *page) any { return p.ScoringModels() }

// ScoringModels gathers all models of the page's plan.
func (p *page) ScoringModels() []*scored {
	var all []*scored
	for _, item := range p.Plan.Scoring {
		if item.Value != nil && item.Value.ID != "" {
			all = append(all, p.scored(item.Value))
		}
	}

	return all
}

func (p *page) scored(written *plan.ScoringModel) *scored {
	s := &scored{ScoringModel: written, Model: scoring.New(written)}
	s.Asks = p.asks(s.Model)
	s.Reach = p.reach(s.Model)
	for i := range written.Examples {
		example := &written.Examples[i]
		lead := scoring.LeadOf(example.Lead)
		w := worked{ScoringExample: example, Got: s.Model.Score(lead), Lead: lead}
		for _, item := range example.Lead {
			w.Known = append(w.Known, p.known(item.Key, lead[item.Key]))
		}

		s.Worked = append(s.Worked, w)
	}

	s.Inputs = p.inputs(s.Model)

	return s
}

// known says in words what is known of an attribute: "Website visits 100", "Attended a webinar", "no answer".
func (p *page) known(attribute, value string) string {
	label := p.AttributeName(attribute)
	switch value {
	case "true":
		return label
	case "false":
		return "not: " + label
	}

	return label + " " + value
}

// AttributeName returns the label of an attribute, else its name in words.
func (p *page) AttributeName(id string) string {
	if a, ok := p.Plan.Attributes.Get(id); ok && a != nil && a.Label != "" {
		return p.Plain(a.Label)
	}

	return plan.Words(id)
}

// asks finds the criteria that ask for a score of a model, those of agreements under the terms in force.
func (p *page) asks(model *scoring.Model) []ask {
	var all []ask
	for _, place := range p.criteria() {
		for _, c := range place.criteria {
			if c.ScoreAtLeast.IsSet() && (c.Model == model.ID || c.Model == "" && len(p.Plan.Scoring) == 1) {
				all = append(all, ask{c.ScoreAtLeast, place.name, place.link})
			}
		}
	}

	return all
}

// reach says what leads can score under a model.
func (p *page) reach(model *scoring.Model) []template.HTML {
	if len(model.Categories) == 0 || len(model.Bands) == 0 {
		return nil
	}

	most := model.Most()
	said := []string{fmt.Sprintf("The best lead scores <strong>%s</strong>: %s.", scoring.Decimal(most), esc(bandWord(model.BandOf(most))))}
	fit := model.FitCategories(p.mqlDefinition())
	if len(fit) == 0 {
		said = append(said, "Which category is about fit cannot be told: nothing is said here of leads that do not fit.")
		return asHTML(said)
	}

	names := make([]string, len(fit))
	for i, id := range fit {
		names[i] = model.Category(id).Title
	}

	without, top := model.MostWithout(fit), model.Bands[len(model.Bands)-1]
	never := fmt.Sprintf(", and never %s", esc(bandWord(top.Name)))
	if without.Cmp(top.Min) >= 0 {
		never = ", however little it fits"
	}

	said = append(said, fmt.Sprintf("Without a point in %s a lead scores <strong>%s</strong> at most: %s%s.", esc(join(names, "and")), scoring.Decimal(without), esc(bandWord(model.BandOf(without))), never))

	return asHTML(said)
}

func esc(text string) string { return template.HTMLEscapeString(text) }

func bandWord(name string) string { return first(name, "in no band") }

func asHTML(sentences []string) []template.HTML {
	all := make([]template.HTML, len(sentences))
	for i, sentence := range sentences {
		all[i] = template.HTML(sentence)
	}

	return all
}

// mqlDefinition returns what an MQL is under the terms in force; nil if nobody has said.
func (p *page) mqlDefinition() *plan.MQLDefinition {
	s := p.Plan.SLABetween(plan.Marketing, plan.Sales)
	if s == nil {
		return nil
	}

	return agreementOf(p, s).Terms.MQLDefinition
}

// Decimal returns an exact number: "40", "12.5".
func (p *page) Decimal(value *big.Rat) string { return scoring.Decimal(value) }

// Band returns the name of a band, or the words for none.
func (p *page) Band(name string) string { return bandWord(name) }

// RulePoints says what a rule gives: "20", "2 each", "1 to 5".
func (p *page) RulePoints(r *scoring.Rule) string {
	text := givenPoints(r)
	if r.Type == "per_unit" {
		text += " each"
	}

	if r.MaxPoints != nil {
		text += ", " + scoring.Decimal(new(big.Rat).Abs(r.MaxPoints)) + " at most"
	}

	return text
}

// givenPoints says how many points a rule gives: "20", or "1 to 5" where its ranges have points of their own.
func givenPoints(r *scoring.Rule) string {
	given := []*big.Rat{}
	if len(r.Ranges) == 0 || len(r.Values) > 0 {
		given = append(given, r.Points)
	}

	for _, one := range r.Ranges {
		given = append(given, one.Points)
	}

	least, most := slices.MinFunc(given, (*big.Rat).Cmp), slices.MaxFunc(given, (*big.Rat).Cmp)
	if least.Cmp(most) == 0 {
		return signedDecimal(most)
	}

	return signedDecimal(least) + " to " + signedDecimal(most)
}

// RuleTest says for what a rule gives its points, one line a case: "50-200 or 200-500".
func (p *page) RuleTest(r *scoring.Rule) []string {
	var lines []string
	switch {
	case len(r.Values) > 0 && r.Contains:
		lines = append(lines, "has "+join(r.Values, "or")+" in it")
	case len(r.Values) > 0:
		lines = append(lines, join(r.Values, "or"))
	}

	for _, one := range r.Ranges {
		line := rangeText(one)
		if one.Points.Cmp(r.Points) != 0 {
			line += ": " + signedDecimal(one.Points)
		}

		lines = append(lines, line)
	}

	switch {
	case len(lines) > 0:
	case r.Type == "per_unit":
		lines = append(lines, "each one")
	case r.Type == "penalty":
		lines = append(lines, "yes, or each one")
	default:
		lines = append(lines, "yes")
	}

	return lines
}

// rangeText says which numbers are in a range: "50 to below 200", "200 to 500", "from 500".
func rangeText(r scoring.Range) string {
	below := "below "
	if r.Last {
		below = ""
	}

	switch {
	case r.From == nil && r.To == nil:
		return "any number"
	case r.From == nil && r.Last:
		return "up to " + scoring.Decimal(r.To)
	case r.From == nil:
		return "below " + scoring.Decimal(r.To)
	case r.To == nil:
		return "from " + scoring.Decimal(r.From)
	}

	return scoring.Decimal(r.From) + " to " + below + scoring.Decimal(r.To)
}

func signedDecimal(value *big.Rat) string {
	return strings.Replace(scoring.Decimal(value), "-", "−", 1)
}

// BandScale draws what scores mean, and where the examples and thresholds stand.
func (p *page) BandScale(s *scored) template.HTML {
	scale := figure.Bands{
		ID: p.ID("fig.bands-" + s.ID), Title: "What a score means: " + p.Plain(s.Heading()),
		Desc: "The bands from the lowest score to the highest, and what asks for a score.", Max: s.Model.MaxScore,
	}
	for i, band := range s.Model.Bands {
		scale.Bands = append(scale.Bands, figure.Band{Label: band.Name, Min: band.Min, Tone: bandTone(i, len(s.Model.Bands))})
	}

	for _, a := range s.Asks {
		scale.Marks = append(scale.Marks, figure.BandMark{Label: a.Name + " asks for", Value: a.Score.Rat(), Href: a.Link})
	}

	if fit := s.Model.FitCategories(p.mqlDefinition()); len(fit) > 0 {
		scale.Marks = append(scale.Marks, figure.BandMark{Label: "the most without fit:", Value: s.Model.MostWithout(fit)})
	}

	scale = redact.Value(p.site.redactor, scale)

	return template.HTML(scale.HTML()) + p.table("The bands as a table", scale.Table())
}

// bandTone is the colour of a band: the highest stands out, those below it less and less.
func bandTone(i, count int) figure.Tone {
	switch {
	case i == count-1:
		return figure.Met
	case i > 0 && i == count-2:
		return figure.Warn
	}

	return figure.Neutral
}

// MQLLink returns the link to what an MQL is; "" where no agreement says it.
func (p *page) MQLLink() string {
	s := p.Plan.SLABetween(plan.Marketing, plan.Sales)
	if s == nil || p.mqlDefinition() == nil {
		return ""
	}

	return p.SLALink(s.ID) + "#mql-definition"
}

// CapWords says how much a category gives at most, behind its name.
func (p *page) CapWords(c *scoring.Category) string {
	if c.MaxPoints == nil {
		return ", without a cap"
	}

	return ": " + scoring.Decimal(c.MaxPoints) + " at most"
}

// Attribute returns the label of an attribute, linked to its field on the CRM sheet.
func (p *page) Attribute(id string) template.HTML {
	name := template.HTML(esc(p.AttributeName(id)))
	if target := place(p.Plan, "attributes", id); p.Has(target) && isAttribute(id) {
		return `<a href="` + template.HTML(esc(p.To(target))) + `">` + name + `</a>`
	}

	return name
}

// AnyCapped reports whether a cap gives one of the examples another score.
func (p *page) AnyCapped(s *scored) bool {
	return slices.ContainsFunc(s.Worked, func(w worked) bool { return w.Got.Capped() })
}

// Next returns the number after n, as people count.
func (p *page) Next(n int) int { return n + 1 }

package generator

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/scoring"
)

// oddPlan has a scoring rule of every kind, with numbers and words that are easy to get wrong.
const oddPlan = `---
kind: plan
title: Acme
scoring:
  odd:
    title: Odd <b>model</b> & "co"
    version: 1
    max_score: 90.5
    categories:
      fit:
        max_points: 33.3
        rules:
          size: {type: match, attribute: size, ranges: [{from: 50, to: 200.5}, {from: 200.5, to: 500, points: 20.05}, {to: 10, points: -3}], points: 0.1}
          role: {type: match, attribute: role, values: [CEO, "  Größe  ", STRASSE, Ünï], points: 7}
          job: {type: match, attribute: job, values: [head of product, İstanbul, "</script>"], contains: true, points: 4.4}
      use:
        max_points: 60
        rules:
          visits: {type: per_unit, attribute: visits, points: 0.07, max_points: 12.5}
          downloads: {type: per_unit, attribute: downloads, points: 10}
          complaints: {type: penalty, attribute: complaints, ranges: [{from: 1, points: 2.5}]}
          role-again: {type: match, attribute: role, values: [ceo], points: 1}
      talk:
        title: Talk & <i>noise</i>
        rules:
          news: {type: flag, attribute: news, points: 5}
          left: {type: penalty, attribute: left, points: -8, max_points: 6}
          student: {type: penalty, attribute: job, values: [student], contains: true, points: 30}
    bands: [{name: Hot, min: 75.5}, {name: "Warm & <wet>", min: 50}, {name: Cold, min: 12.25}, {name: Ice, min: 0}]
    examples: [{title: "One </script>", lead: {size: 200.5, role: ceo, news: true, downloads: 2}, score: 53.05}]
---
`

// typed are texts that somebody may type into the calculator.
var typed = []string{
	"", "0", "1", "3", "10", "9.999", "50", "178.571428", "178.58", "200.4999", "200.5", "500", "500.01", " 1e2 ", "many", "-5", "+60", ".5", "5.",
	"0x10", "1e999", "1000000000000000000000000", "0.001", "Head Of Product", "the İSTANBUL office", "istanbul", "i̇stanbul", "STUDENT of </SCRIPT>",
	"ΣΑΣ", "\u00a012\u2003", "\ufeff7", "true", "größe", "１２",
}

// TestCalculator fills the calculators of the demo and of an odd model with many leads, and holds what the browser
// says against what the program reckons.
func TestCalculator(t *testing.T) {
	ctx := browser(t)
	for _, site := range []struct {
		options           Options
		page, plan, model string
	}{
		{made(map[string]string{"acme/plan.md": oddPlan}), "acme/scoring.html", "acme", "odd"},
		{demo(), "larkmere/scoring.html", "larkmere", "inbound"},
	} {
		folder := filepath.Join(t.TempDir(), "site")
		result, err := Build(site.options, folder)
		if err != nil || result.Failed(false) {
			t.Fatalf("%v\n%s", err, listing(result.Problems))
		}

		if err := chromedp.Do(ctx, chromedp.Navigate("file://"+filepath.Join(folder, filepath.FromSlash(site.page)))); err != nil {
			t.Fatal(err)
		}

		for _, p := range result.Set.Plans {
			if p.ID == site.plan {
				compareCalculator(t, ctx, p, site.model)
			}
		}
	}
}

// A field is an input of the calculator as the browser knows it.
type field struct {
	Attribute, Kind string
	Options         []string
}

func compareCalculator(t *testing.T, ctx context.Context, p *plan.Plan, id string) {
	t.Helper()
	model := scoring.Of(p, id)
	fields := evaluate[[]field](t, ctx, `[...document.querySelectorAll("[data-attribute]")].map(i => ({attribute: i.dataset.attribute, kind: i.inputMode || i.type, options: [...(i.options || [])].map(o => o.value)}))`)
	if len(fields) != len(model.Attributes()) {
		t.Fatalf("%s: %d inputs for %d attributes", id, len(fields), len(model.Attributes()))
	}

	random := rand.New(rand.NewPCG(3, 5))
	leads := make([]scoring.Lead, 1500)
	for i := range leads {
		leads[i] = scoring.Lead{}
		for _, f := range fields {
			choice := typed
			switch {
			case f.Kind == "checkbox":
				choice = []string{"", "true"}
			case len(f.Options) > 0:
				choice = f.Options
			case random.IntN(3) > 0:
				choice = typed[:12]
			}

			leads[i][f.Attribute] = choice[random.IntN(len(choice))]
		}
	}

	text, err := json.Marshal(leads)
	if err != nil {
		t.Fatal(err)
	}

	said := evaluate[[]string](t, ctx, `(leads => leads.map(lead => {
		const inputs = [...document.querySelectorAll("[data-attribute]")];
		for (const i of inputs) if (i.type === "checkbox") i.checked = lead[i.dataset.attribute] === "true"; else i.value = lead[i.dataset.attribute];
		inputs[0].dispatchEvent(new Event("input", {bubbles: true}));
		return [...document.querySelectorAll("[data-category], .result")].map(e => e.textContent).join(" | ");
	}))(`+string(text)+`)`)
	for i, got := range said {
		if want := calculated(model, fields, leads[i]); got != want {
			t.Fatalf("%s: %q\n the browser says %s\nthe program says %s", id, leads[i], got, want)
		}
	}

	byKeyboard(t, ctx, p, model, fields)
}

// byKeyboard chooses the first example by the keyboard.
func byKeyboard(t *testing.T, ctx context.Context, p *plan.Plan, model *scoring.Model, fields []field) {
	t.Helper()
	written, _ := p.Scoring.Get(model.ID)
	evaluate[bool](t, ctx, `document.querySelector("[data-example='0']").focus(), true`)
	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
		t.Fatal(err)
	}

	want := calculated(model, fields, scoring.LeadOf(written.Examples[0].Lead))
	got := evaluate[string](t, ctx, `[...document.querySelectorAll("[data-category], .result")].map(e => e.textContent).join(" | ")`)
	if got != want {
		t.Errorf("%s: the first example is %s, not %s", model.ID, got, want)
	}

	if role := evaluate[string](t, ctx, `document.querySelector(".result").getAttribute("role")`); role != "status" {
		t.Errorf("nobody hears the result: its role is %q", role)
	}
}

// calculated is what the calculator should say of a lead.
func calculated(model *scoring.Model, fields []field, lead scoring.Lead) string {
	show := func(value *big.Rat) string { return strings.Replace(scoring.Decimal(value), "-", "−", 1) }
	result := model.Score(lead)
	var parts []string
	for i, category := range model.Categories {
		sum := result.Categories[i]
		part := show(sum.Points)
		if category.MaxPoints != nil {
			part += " of " + show(category.MaxPoints)
		}

		if sum.Points.Cmp(sum.Uncapped) != 0 {
			part += fmt.Sprintf(" (%s uncapped)", show(sum.Uncapped))
		}

		parts = append(parts, part)
	}

	said := fmt.Sprintf("%s of %s: %s.", show(result.Score), show(model.MaxScore), result.Band)
	if result.Capped() {
		said += fmt.Sprintf(" Without the caps it would be %s: %s.", show(result.Uncapped), result.UncappedBand)
	}

	for _, f := range fields {
		value := strings.TrimSpace(lead[f.Attribute])
		if _, ok := scoring.ParseDecimal(value); f.Kind == "decimal" && value != "" && !ok {
			said += " What is no number gives no points."
			break
		}
	}

	return strings.Join(append(parts, said), " | ")
}

// TestWorkedLeadsWithoutScript holds that the page says it all where no script runs: the calculator is not shown,
// and each worked lead stands there with both of its scores.
func TestWorkedLeadsWithoutScript(t *testing.T) {
	text := string(render(t, demo())["larkmere/scoring.html"])
	for _, want := range []string{
		`data-calculator="calc.inbound" hidden>`, "A hundred visits and nothing else", "<strong>40 Cold</strong><br><span class=\"soft\">not 100 Hot</span>",
		"Without a point in Demographics a lead scores <strong>60</strong> at most: Warm, and never Hot.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not hold %s", want)
		}
	}
}

package scoring

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// inbound is a model of 40, 40 and 20 points.
const inbound = `
    version: 3
    categories:
      demographics:
        max_points: 40
        rules:
          size: {type: match, attribute: company_size, values: [50-200, 200-500], points: 20}
          funding: {type: match, attribute: funding_stage, values: [Series A, Series B], points: 15}
          title: {type: match, attribute: title, values: [CEO, Founder, Head of Product], points: 5}
      behavior:
        max_points: 40
        rules:
          opens: {type: per_unit, attribute: email_opens, points: 2}
          downloads: {type: per_unit, attribute: content_downloads, points: 10}
          visits: {type: per_unit, attribute: website_visits, points: 1}
          demos: {type: per_unit, attribute: demo_requests, points: 20}
      engagement:
        max_points: 20
        rules:
          social: {type: flag, attribute: social, points: 10}
          webinar: {type: flag, attribute: webinar, points: 5}
          survey: {type: flag, attribute: survey, points: 5}
    bands: [{name: Hot, min: 75}, {name: Warm, min: 50}, {name: Cold, min: 25}, {name: Nurture, min: 0}]
`

// model reads a model written in YAML, indented by four.
func model(t testing.TB, text string) *Model {
	t.Helper()
	set, problems, err := plan.Load(fstest.MapFS{"plan.md": {Data: []byte("---\nkind: plan\ntitle: T\nscoring:\n  inbound:\n" + strings.Trim(text, "\n") + "\n---\n")}}, "")
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v\n%s", err, problems, text)
	}

	return Of(set.Plans[0], "")
}

// lead reads a lead written in YAML's flow style.
func lead(t testing.TB, text string) Lead {
	t.Helper()
	root, problems := frontmatter.ParseData(source.NewFile("lead.yaml", "{"+text+"}"), "yaml")
	if len(problems) > 0 {
		t.Fatalf("%s: %v", text, problems)
	}

	l := Lead{}
	for _, n := range root.Children() {
		l[n.Key()] = fmt.Sprint(n.Value())
	}

	return l
}

func TestScore(t *testing.T) {
	m := model(t, inbound)
	tests := []struct{ lead, want string }{
		{"", "0 Nurture [0 0 0]"},
		{"website_visits: 100", "40 Cold [0 40 0], uncapped 100 Hot"},
		{"website_visits: 250", "40 Cold [0 40 0], uncapped 100 Hot"},
		{"website_visits: 24", "24 Nurture [0 24 0]"},
		{"website_visits: 25", "25 Cold [0 25 0]"},
		{"email_opens: 2.5, website_visits: 0.1", "5.1 Nurture [0 5.1 0]"},
		{"company_size: ' 50-200 ', funding_stage: SERIES a, title: founder", "40 Cold [40 0 0]"},
		{"company_size: 50-200 people", "0 Nurture [0 0 0]"},
		{"title: CEO and Founder", "0 Nurture [0 0 0]"},
		{"demo_requests: 1, email_opens: 10, social: true, webinar: true, survey: true, company_size: 200-500", "80 Hot [20 40 20]"},
		{"social: false, webinar: 'TRUE'", "5 Nurture [0 0 5]"},
		{"email_opens: many, demo_requests: -1, social: 3, unknown: 7", "0 Nurture [0 0 0]"},
		{"email_opens: '', title: '  '", "0 Nurture [0 0 0]"},
	}
	for _, test := range tests {
		if got := shown(m.Score(lead(t, test.lead))); got != test.want {
			t.Errorf("%s: %s, not %s", test.lead, got, test.want)
		}
	}
}

func shown(r Result) string {
	var parts []string
	for _, c := range r.Categories {
		parts = append(parts, Decimal(c.Points))
	}

	out := fmt.Sprintf("%s %s [%s]", Decimal(r.Score), r.Band, strings.Join(parts, " "))
	if r.Capped() {
		out += fmt.Sprintf(", uncapped %s %s", Decimal(r.Uncapped), r.UncappedBand)
	}

	return out
}

func TestRules(t *testing.T) {
	tests := []struct{ rule, value, want string }{
		{"type: match, values: [Head of Product], contains: true, points: 5", "'VP, head of PRODUCT (interim)'", "5"},
		{"type: match, values: [STRASSE, ÉCOLE], points: 5", "école", "5"},
		{"type: match, values: ['200'], points: 5", "200", "5"},
		{"type: match, values: ['true'], points: 5", "True", "5"},
		{"type: match, ranges: [{from: 50, to: 200}, {from: 200, to: 500, points: 30}], points: 20", "199.9", "20"},
		{"type: match, ranges: [{from: 50, to: 200}, {from: 200, to: 500, points: 30}], points: 20", "200", "30"},
		{"type: match, ranges: [{from: 50, to: 200}, {from: 200, to: 500, points: 30}], points: 20", "500", "30"},
		{"type: match, ranges: [{from: 50, to: 200}, {from: 200, to: 500, points: 30}], points: 20", "500.01", "0"},
		{"type: match, ranges: [{from: 200, to: 500, points: 30}, {from: 50, to: 200}], points: 20", "200", "30"},
		{"type: match, ranges: [{from: 200, to: 500, points: 30}, {from: 50, to: 200}], points: 20", "49", "0"},
		{"type: match, ranges: [{to: 10, points: 1}, {from: 10, points: 2}]", "-1e3", "1"},
		{"type: match, ranges: [{to: 10, points: 1}, {from: 10, points: 2}]", "10", "2"},
		{"type: match, ranges: [{to: 10, points: 1}, {from: 10, points: 2}]", "ten", "0"},
		{"type: match, values: [none], ranges: [{from: 1, to: 20, points: 3}], points: 4", "0x10", "3"},
		{"type: per_unit, points: 2, max_points: 7", "3", "6"},
		{"type: per_unit, points: 2, max_points: 7", "4", "7"},
		{"type: per_unit, points: 0.1", "3", "0.3"},
		{"type: per_unit, points: -2, max_points: 5", "3", "-5"},
		{"type: flag, points: 5", "yes", "0"},
		{"type: penalty, points: -10", "true", "-10"},
		{"type: penalty, points: 10", "true", "-10"},
		{"type: penalty, points: 10", "false", "0"},
		{"type: penalty, points: 3, max_points: 10", "2", "-6"},
		{"type: penalty, points: 3, max_points: 10", "5", "-10"},
		{"type: penalty, values: [Student], points: -15", "student", "-15"},
		{"type: penalty, ranges: [{to: 10, points: -4}], points: -15", "9", "-4"},
		{"type: match, points: 5", "anything", "0"},
	}
	for _, test := range tests {
		m := model(t, "    version: 1\n    categories: {c: {rules: {r: {attribute: a, "+test.rule+"}}}}\n")
		if got := Decimal(m.Score(lead(t, "a: "+test.value)).Categories[0].Rules[0]); got != test.want {
			t.Errorf("%s with %s gives %s, not %s", test.rule, test.value, got, test.want)
		}
	}
}

func TestPenaltiesAndLimits(t *testing.T) {
	m := model(t, `
    version: 1
    max_score: 50
    categories:
      plus: {max_points: 40, rules: {p: {type: per_unit, attribute: p, points: 1}}}
      free: {rules: {q: {type: per_unit, attribute: q, points: 1}}}
      minus: {max_points: 10, rules: {m: {type: penalty, attribute: m, points: 5}, n: {type: flag, attribute: n, points: 8}}}
    bands: [{name: High, min: 30}, {name: Middle, min: 10}]
`)
	tests := []struct{ lead, want string }{
		{"p: 45, q: 100", "50 High [40 100 0]"},
		{"p: 45, m: 3", "40 High [40 0 0], uncapped 30 High"},
		{"m: true, n: true", "3  [0 0 3]"},
		{"q: 29.99", "29.99 Middle [0 29.99 0]"},
	}
	for _, test := range tests {
		if got := shown(m.Score(lead(t, test.lead))); got != test.want {
			t.Errorf("%s: %s, not %s", test.lead, got, test.want)
		}
	}
}

func TestMisfits(t *testing.T) {
	m := model(t, inbound)
	l := lead(t, "email_opens: many, demo_requests: -1, webinar: 3, title: 7, other: x, website_visits: 4")
	got := fmt.Sprint(m.Misfits(l))
	if want := "[{demo_requests -1 a number that is not negative} {email_opens many a number that is not negative} {webinar 3 true or false}]"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

func TestMost(t *testing.T) {
	fit := []string{"demographics"}
	m := model(t, inbound)
	if all, without := Decimal(m.Most()), Decimal(m.MostWithout(fit)); all != "100" || without != "60" {
		t.Errorf("at most %s, without fit %s", all, without)
	}

	tests := []struct{ category, want string }{
		{"max_points: 30, rules: {a: {type: match, attribute: t, values: [CEO], points: 10}, b: {type: match, attribute: t, values: [VP, ceo], points: 7}}", "17"},
		{"max_points: 30, rules: {a: {type: match, attribute: t, values: [CEO], points: 10}, b: {type: match, attribute: t, values: [VP], points: 7}}", "10"},
		{"max_points: 30, rules: {a: {type: match, attribute: t, values: [Head], contains: true, points: 10}, b: {type: match, attribute: t, values: [Product], contains: true, points: 7}}", "17"},
		{"max_points: 30, rules: {a: {type: match, attribute: n, points: 4, ranges: [{from: 1, to: 5}, {from: 5, points: 9}]}, b: {type: match, attribute: n, ranges: [{from: 2, to: 3, points: 6}]}}", "10"},
		{"max_points: 30, rules: {a: {type: per_unit, attribute: n, points: 1, max_points: 12}, b: {type: flag, attribute: f, points: 5}}", "17"},
		{"max_points: 30, rules: {a: {type: per_unit, attribute: n, points: 1}}", "30"},
		{"rules: {a: {type: per_unit, attribute: n, points: 1}}", "100"},
		{"max_points: 30, rules: {a: {type: penalty, attribute: n, points: 10}, b: {type: flag, attribute: f, points: 5}}", "5"},
		{"max_points: 30", "0"},
	}
	for _, test := range tests {
		m := model(t, "    version: 1\n    categories: {c: {"+test.category+"}}\n")
		if got := Decimal(m.Most()); got != test.want {
			t.Errorf("%s gives %s at most, not %s", test.category, got, test.want)
		}
	}
}

func TestFitCategories(t *testing.T) {
	m := model(t, `
    version: 1
    categories:
      demographics: {rules: {a: {type: flag, attribute: a, points: 1}}}
      icp-fit: {rules: {b: {type: flag, attribute: b, points: 1}}}
      benefits: {rules: {c: {type: flag, attribute: c, points: 1}}}
      size: {rules: {d: {type: flag, attribute: employees, points: 1}}}
      seat: {rules: {e: {type: flag, attribute: seniority, points: 1}}}
      activity: {rules: {f: {type: flag, attribute: visits, points: 1}}}
      target-companies: {rules: {g: {type: flag, attribute: g, points: 1}}}
      contacts: {rules: {h: {type: flag, attribute: h, points: 1}}}
      account-intent: {rules: {i: {type: flag, attribute: i, points: 1}}}
`)
	definition := &plan.MQLDefinition{
		FirmographicFit:  &plan.CriteriaGroup{Criteria: []plan.Criterion{{Attribute: "employees"}, {Statement: "B2B"}}},
		BehavioralSignal: &plan.CriteriaGroup{Criteria: []plan.Criterion{{Attribute: "visits"}}},
		ContactFit:       &plan.CriteriaGroup{Criteria: []plan.Criterion{{Attribute: "seniority"}}},
	}
	if got := fmt.Sprint(m.FitCategories(definition), m.FitCategories(nil)); got != "[demographics icp-fit size seat target-companies contacts] [demographics icp-fit target-companies contacts]" {
		t.Error(got)
	}
}

// randomModel is a model of any shape, written as an author would.
func randomModel(t testing.TB, r *rand.Rand) *Model {
	t.Helper()
	type object = map[string]any
	attributes := []string{"size", "title", "visits", "opens", "news", "trial"}
	categories := object{}
	for i := range 1 + r.IntN(4) {
		rules := object{}
		for j := range 1 + r.IntN(4) {
			rule := object{"type": []string{"match", "per_unit", "flag", "penalty"}[r.IntN(4)], "attribute": attributes[r.IntN(6)], "points": json.Number(fmt.Sprintf("%d.%d", r.IntN(25), r.IntN(100)))}
			switch rule["type"] {
			case "match":
				if r.IntN(2) == 0 {
					rule["values"], rule["contains"] = []string{words[r.IntN(len(words))], words[r.IntN(len(words))]}, r.IntN(3) == 0
				} else {
					a := r.IntN(40)
					rule["ranges"] = []object{{"from": a, "to": a + 10}, {"from": a + 10, "to": a + 30, "points": r.IntN(20)}}
				}
			case "penalty":
				if r.IntN(2) == 0 {
					rule["values"] = []string{words[r.IntN(len(words))]}
				}
			}

			if r.IntN(3) == 0 {
				rule["max_points"] = r.IntN(30)
			}

			rules[fmt.Sprint("r", j)] = rule
		}

		categories[fmt.Sprint("c", i)] = object{"max_points": r.IntN(60), "rules": rules}
	}

	text, err := json.Marshal(object{"version": 1, "max_score": 1 + r.IntN(120), "categories": categories, "bands": []object{{"name": "Low", "min": 0}, {"name": "High", "min": 30}}})
	if err != nil {
		t.Fatal(err)
	}

	return model(t, "    "+string(text))
}

var words = []string{"CEO", "Founder", "Head of Product", "Händler", "12", "true", "product"}

func randomLead(r *rand.Rand) Lead {
	l := Lead{}
	for _, attribute := range []string{"size", "title", "visits", "opens", "news", "trial"} {
		switch r.IntN(5) {
		case 0:
			l[attribute] = fmt.Sprint(r.IntN(70))
		case 1:
			l[attribute] = fmt.Sprintf("%d.%d", r.IntN(50), r.IntN(1000))
		case 2:
			l[attribute] = []string{"true", "false"}[r.IntN(2)]
		case 3:
			l[attribute] = " " + strings.ToUpper(words[r.IntN(len(words))])
		}
	}

	return l
}

// TestProperties holds on many models and leads what must hold of any.
func TestProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for range 300 {
		m := randomModel(t, r)
		most := m.Most()
		for range 40 {
			l := randomLead(r)
			got := m.Score(l)
			if got.Score.Sign() < 0 || got.Score.Cmp(m.MaxScore) > 0 || got.Score.Cmp(most) > 0 {
				t.Fatalf("%v scores %s of %s, with %s at most", l, Decimal(got.Score), Decimal(m.MaxScore), Decimal(most))
			}

			for i, c := range got.Categories {
				sum := new(big.Rat)
				for _, points := range c.Rules {
					sum.Add(sum, points)
				}

				if c.Points.Sign() < 0 || c.Points.Cmp(m.Categories[i].MaxPoints) > 0 || sum.Cmp(c.Uncapped) != 0 {
					t.Fatalf("%v gets %s of %s in %s, uncapped %s of %s", l, Decimal(c.Points), Decimal(m.Categories[i].MaxPoints), m.Categories[i].ID, Decimal(c.Uncapped), Decimal(sum))
				}
			}

			if want := map[bool]string{true: "High", false: "Low"}[got.Score.Cmp(big.NewRat(30, 1)) >= 0]; got.Band != want {
				t.Fatalf("%v scores %s and is %s", l, Decimal(got.Score), got.Band)
			}

			if again := shuffled(m, r).Score(l); again.Score.Cmp(got.Score) != 0 || again.Band != got.Band {
				t.Fatalf("%v scores %s, and %s with its rules in another order", l, Decimal(got.Score), Decimal(again.Score))
			}

			monotone(t, m, l, got)
		}
	}
}

// shuffled returns the model with its categories and rules in another order.
func shuffled(m *Model, r *rand.Rand) *Model {
	other := *m
	other.Categories = nil
	for _, i := range r.Perm(len(m.Categories)) {
		c := *m.Categories[i]
		c.Rules = nil
		for _, j := range r.Perm(len(m.Categories[i].Rules)) {
			c.Rules = append(c.Rules, m.Categories[i].Rules[j])
		}

		other.Categories = append(other.Categories, &c)
	}

	return &other
}

// monotone holds that more of what is counted, and of nothing else, never gives a lower score.
func monotone(t *testing.T, m *Model, l Lead, got Result) {
	t.Helper()
	for _, attribute := range m.Attributes() {
		count, isNumber := ParseDecimal(l[attribute])
		counted := !slices.ContainsFunc(m.Categories, func(c *Category) bool {
			return slices.ContainsFunc(c.Rules, func(r *Rule) bool { return r.Attribute == attribute && r.Type != "per_unit" })
		})
		if !isNumber || !counted {
			continue
		}

		more := Lead{}
		for k, v := range l {
			more[k] = v
		}

		more[attribute] = Decimal(count.Add(count, big.NewRat(7, 2)))
		if after := m.Score(more); after.Score.Cmp(got.Score) < 0 {
			t.Fatalf("%v scores %s, and %v only %s", l, Decimal(got.Score), more, Decimal(after.Score))
		}
	}
}

// FuzzLead holds that any file can be scored, and that every value is either used or said not to be.
func FuzzLead(f *testing.F) {
	for _, text := range []string{"", "website_visits: 100", "{\"title\": \"CEO\", \"email_opens\": 1e300}", "title: [CEO]", "webinar: yes\ncompany_size: 50-200", "email_opens: .5e-99"} {
		f.Add("lead.yaml", text)
		f.Add("lead.json", text)
		f.Add("lead.toml", text)
	}

	m := model(f, inbound)
	f.Fuzz(func(t *testing.T, name, text string) {
		l, problems := ReadLead(source.NewFile(name, text), m)
		for _, p := range problems {
			if p.At.File == nil || p.At.End > len(p.At.File.Text) || p.Message == "" {
				t.Fatalf("%q: %+v", text, p)
			}
		}

		got := m.Score(l)
		if got.Score.Sign() < 0 || got.Score.Cmp(m.MaxScore) > 0 || got.Band == "" {
			t.Fatalf("%v scores %v %s", l, got.Score, got.Band)
		}

		for _, misfit := range m.Misfits(l) {
			if l[misfit.Attribute] != misfit.Value || misfit.Wanted == "" {
				t.Fatalf("%v: %v", l, misfit)
			}

			if problems.Count(source.Error) == 0 {
				t.Fatalf("%q: nobody says that %v", text, misfit)
			}
		}
	})
}

func BenchmarkScore(b *testing.B) {
	m := model(b, inbound)
	l := lead(b, "company_size: 50-200, title: CEO, email_opens: 12, website_visits: 100, webinar: true")
	b.ReportAllocs()
	for b.Loop() {
		m.Score(l)
	}
}

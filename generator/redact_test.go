package generator

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// published returns the demo in git, published in a way of its own.
func published(t *testing.T, publish string) Options {
	t.Helper()
	o := demoInGit(t)
	name := filepath.Join(o.Dir, "index.md")
	text := strings.Replace(readText(t, name), "kind: site\n", "kind: site\npublish: "+publish+"\n", 1)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}

	return o
}

// everything returns all files of a site, and its plan in every form.
func everything(t *testing.T, o Options) siteTree {
	t.Helper()
	tree := render(t, o)
	for _, form := range []string{OnePage, WholePlan, SectionText, SectionHTML} {
		tree["export/"+form+".txt"] = []byte(exported(t, o, form))
	}

	return tree
}

// TestHiddenPeople holds that a site that names nobody does so on every page and in every file: no name, no
// word of one, and no id.
func TestHiddenPeople(t *testing.T) {
	onlyOnce(t)
	for _, publish := range []string{"{hide_people: true}", "{profile: public}"} {
		o := published(t, publish)
		tree := everything(t, o)
		if len(tree) < 40 {
			t.Fatalf("there are only %d files", len(tree))
		}

		result, err := Check(o)
		if err != nil {
			t.Fatal(err)
		}

		for _, person := range result.Set.Plans[0].AllPeople() {
			words := append(strings.Fields(person.Name), strings.ToLower(person.Name), strings.ToLower(strings.Fields(person.Name)[0]), `"`+person.ID+`"`, `"`+person.ID+`":`, "/"+person.ID+".html", "#"+person.ID, "&#34;"+person.ID+"&#34;")
			for _, word := range words {
				whole := regexp.MustCompile(`(^|[^\pL])` + regexp.QuoteMeta(word) + `($|[^\pL])`)
				for name, text := range tree {
					if !bytes.Contains(text, []byte(word)) {
						continue
					}

					if found := whole.FindIndex(text); found != nil && !strings.HasPrefix(name, "schema") {
						t.Errorf("%s: %s tells of %s: …%s…", publish, name, word, text[max(0, found[0]-60):min(len(text), found[1]+40)])
					}
				}
			}
		}

		for _, fault := range tree.faults(false) {
			t.Error(fault)
		}

		if page := string(tree["larkmere/workflow.html"]); !strings.Contains(page, "Marketing asks him every Monday") {
			t.Error("the texts of the author are gone")
		}
	}
}

// secretPlan is a plan in which every number of terms and metrics is one that stands nowhere else.
const secretPlan = `---
kind: plan
title: Secret
status: draft
organization: {name: Secret}
owner: dana
north_star: {name: Revenue, target: {value: 7001, currency: USD}, per: day}
handoffs:
  marketing-sales:
    from: marketing
    to: sales
    current_state: It takes 7002 hours.
    follow_up_time: {typical: 7003 business minutes, basis: measured}
    steps: [{function: sales, does: Calls, within: 7004 hours}, {function: marketing, does: Reads 7005 notes}]
    friction: {title: 7006 leads wait, what_happens: About 7007 leads wait until Monday every week., kind: delay}
sla:
  calendar: hq
  revision: 1
  revisions: [{revision: 1, effective_from: 2026-11-02, reason: Because of 7008 leads}]
  terms:
    purpose: To call 7009 leads
    mql_definition:
      firmographic_fit: {match: all, criteria: [7010 employees]}
      behavioral_signal: {match: any, criteria: [{score_at_least: 7011}, {attribute: visits, op: at_least, value: 7012, window_days: 7013}]}
      contact_fit: {match: all, criteria: [Level 7014]}
    sql_criteria: {framework: bant, elements: {budget: Over 7015 dollars}}
    marketing_commitment:
      mql_volume: {count: 7016, per: month}
      quality: {mql_to_sql_pct: 70.17, window_days: 7018, min_sample: 7019}
      derivation: {revenue_target: {value: 7020, currency: USD}, marketing_share_pct: 70.21, avg_deal: {value: 7022, currency: USD}, mql_to_sql_pct: 70.23, sql_to_customer_pct: 70.24}
    sales_commitment:
      first_outreach: {limit: 7025 business hours, target: 7026 business minutes, compliance_target_pct: 70.27, tiers: {demo: {limit: 7028 business minutes}}}
      attempt_logging: {required_pct: 70.29}
      disposition: {limit: 7030 business days}
      follow_up_cadence: [{attempt: 1, after: 7031 hours}, {attempt: 2, after: 7032 hours}]
    more_commitments: {other: {party: sales, limit: 7033 hours}}
    escalation: {covers: [lead_quality], to: dana, resolve_within: 7034 business days, levels: [{to: dana, after: 7035 business days}]}
    feedback_guidelines: {channels: [Channel 7036], recipients: [dana], respond_within: 7037 business days}
metrics:
  secret:
    name: Secret
    focus: true
    definition: Counted over 7038 days
    unit: percent
    direction: up
    current: {value: 70.39, basis: measured, as_of: 2026-11-20}
    target: {value: 70.4, quarter: 2027-Q1}
    thresholds: {amber: 70.41, red: 70.42}
    owner_function: sales
    actions: {sales: Calls 7043 leads}
    series: [{period: 2026-09, value: 70.44}, {period: 2026-10, value: 70.45, target: 70.46}]
feedback_loops:
  one: {loop: cs_to_product, primary: true, owner: dana, cadence: weekly, current_state: 7047 requests, format: {type: meeting, detail: 7048 minutes, duration_minutes: 7049}, runs: [{on: 2026-11-03, items: 7050, decided: Built 7051 things}]}
open_questions: {one: {question: Are 7052 enough?, owner: dana, due: 2026-12-01}}
glossary: {ICP: {definition: One of 7053}}
---
We want {{term north_star.target}} and 7054 leads.
`

// TestPublicProfile holds that a site for outsiders leaks no number of terms and metrics, in no file.
func TestPublicProfile(t *testing.T) {
	content := map[string]string{
		"index.md":       strings.Replace(benchSite, "kind: site\n", "kind: site\nrepository: https://github.com/acme/plans\npublish: {profile: public}\n", 1),
		"secret/plan.md": secretPlan,
		"handbook.md":    "# Handbook\n\nA lead hears from us in {{term secret.sla.sales_commitment.first_outreach.limit}}, {{term secret.metrics.secret.current}}.\n",
	}
	secret := regexp.MustCompile(`\b7,?0[0-5]\d\b|\b70\.[0-4]\d?\b`)
	told := map[string]bool{}
	for _, number := range secret.FindAllString(secretPlan, -1) {
		told[number] = true
	}

	if len(told) < 54 {
		t.Fatalf("only %d numbers are looked for", len(told))
	}

	tree := everything(t, made(content))
	for name, text := range tree {
		for _, at := range secret.FindAllIndex(text, -1) {
			t.Errorf("%s tells a number: …%s…", name, text[max(0, at[0]-80):min(len(text), at[1]+20)])
			break
		}

		if strings.Contains(string(text), "github.com/acme") && !strings.HasPrefix(name, "schema") {
			t.Errorf("%s leads to the repository", name)
		}

		if strings.HasSuffix(name, ".json") && name != "schema/plan.schema.json" || strings.HasSuffix(name, ".xml") {
			t.Errorf("outsiders get %s", name)
		}
	}

	for _, fault := range tree.faults(false) {
		t.Error(fault)
	}

	shown := string(tree["secret/sla/marketing-sales.html"])
	for _, want := range []string{"MQLs a month", "• business hours", "revision 1", "2 Nov 2026", "MQL to SQL within • days"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the page of the SLA lacks %q", want)
		}
	}

	content["index.md"] = benchSite
	if full := everything(t, made(content)); len(secret.FindAll(full["secret/one-page.html"], -1)) < 20 {
		t.Error("the numbers that are looked for stand nowhere")
	}
}

// TestHiddenAddresses holds that a site that names nobody does so in whatever its authors call by a name: headings, files,
// folders, keys, pictures and addresses; and that all links still lead somewhere.
func TestHiddenAddresses(t *testing.T) {
	files := map[string]string{
		"index.md": "---\nkind: site\ntitle: Us\ntimezone: UTC\nbase_url: https://caleb.example/plans/\npublish: {hide_people: true}\npeople:\n" +
			"  caleb: {name: Dr. Caleb van der Stone Jr., function: sales}\n  lu: {name: Łukasz Müller, function: sales}\n  minsu: {name: 김민수, function: product}\n---\n" +
			"[Caleb](handbook/caleb/is.md#what-caleb-does), [a plan](caleb-plan/plan.md).\n",
		"caleb-plan/plan.md": "---\nkind: plan\ntitle: Plan of Caleb\nowner: caleb\nopen_questions: {caleb-asks: {question: Does Caleb know?, owner: caleb, due: 2026-12-01}}\n" +
			"metrics: {caleb-wins: {name: Wins of Caleb, class: team, definition: What Caleb wins, series: [{period: 2026-09, value: 4}, {period: 2026-10, value: 5}]}}\n---\nSee {{term metrics.caleb-wins}}.\n",
		"handbook/caleb/is.md": "# Is\n\n## What Caleb does\n\n[Back](../../caleb-plan/plan.md), [himself](#what-caleb-does), ![Stone at work](caleb.svg) and [his list](caleb-stone.csv).\n",
		"handbook/ask.md": "# Ask\n\nCALEB STONE, caleb stone, caleb.stone@example.com, [write](mailto:caleb.stone@example.com), [see](https://example.com/in/Caleb-Stone), caleb@example.com, " +
			"cstone@example.com, @caleb, Caleb van der Stone, Caleb-Stone, https://example.com/in/caleb. A stone is a stone.\n\n" +
			"Lukasz, Łukasz', Mueller, MULLER, l.mueller@example.com, [l](https://example.com/in/lukasz-muller), 김 민수, 김민수가.\n\n```yaml\nowner: caleb\n```\n\nand `owner: caleb`.\n",
		"handbook/caleb/caleb.svg":       `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Caleb</title><!-- by Caleb Stone --><text id="a">Stone</text></svg>`,
		"handbook/caleb/caleb-stone.csv": "who,what\nCaleb Stone,calls\ncaleb@example.com,calls\n",
	}
	tree := render(t, made(files))
	name := regexp.MustCompile(`(?i)caleb|lukasz|łukasz|zolc|m[uü]e?ller|cstone|van der|민수|Stone`)
	for path, text := range tree {
		shown := strings.ReplaceAll(strings.ReplaceAll(string(text), "https://caleb.example/plans/", ""), "A stone is a stone.", "")
		if found := name.FindString(path); found != "" {
			t.Errorf("the address %s names %s", path, found)
		}

		if found := name.FindStringIndex(shown); found != nil && !strings.HasPrefix(path, "schema") && !strings.HasPrefix(path, "assets/explore") {
			t.Errorf("%s names somebody: …%s…", path, shown[max(0, found[0]-60):min(len(shown), found[1]+40)])
		}
	}

	for _, fault := range tree.faults(false) {
		t.Error(fault)
	}

	page := string(tree["handbook/ask.html"])
	if !strings.Contains(page, "A stone is a stone.") {
		t.Error("a word was taken for a name")
	}

	files["handbook/ask.md"] += "\n[Brochure](brochure.pdf)\n"
	files["handbook/brochure.pdf"] = "%PDF-1.7\n\x00"
	result, err := Check(made(files))
	if err != nil {
		t.Fatal(err)
	}

	const want = "content/handbook/ask.md:13:12: info: the site names nobody, and nothing can look into brochure.pdf, which is published as it is [privacy]"
	if found := listing(result.Problems); !strings.Contains(found, want) {
		t.Errorf("it does not say %q:\n%s", want, found)
	}
}

// TestHiddenFigures holds that a name is kept back also where a figure breaks or cuts it.
func TestHiddenFigures(t *testing.T) {
	tree := render(t, made(map[string]string{
		"index.md": "---\nkind: site\ntitle: Us\ntimezone: UTC\npublish: {hide_people: true}\npeople: {min: {name: 김민수, function: product}, zoe: {name: Zoë Wolfeschlegelstein, function: sales}}\n---\n",
		"a/plan.md": "---\nkind: plan\ntitle: A\nowner: zoe\npipeline: [{id: one, name: First call by Wolfeschlegelstein and 김민수}, {id: two, name: Second call by Wolfeschlegelstein and by 김민수}]\n" +
			"metrics: {wins: {name: Wins of the Wolfeschlegelstein office and of 김민수, class: team, series: [{period: 2026-09, value: 4}, {period: 2026-10, value: 5}]}}\n---\n",
	}))
	drawings := 0
	for path, text := range tree {
		drawings += strings.Count(string(text), "<svg")
		if found := regexp.MustCompile(`Wolfe|schleg|stein|김|민수`).FindIndex(text); found != nil && !strings.HasPrefix(path, "schema") && !strings.HasPrefix(path, "assets/") {
			t.Errorf("%s names somebody: …%s…", path, text[max(0, found[0]-60):min(len(text), found[1]+40)])
		}
	}

	if drawings < 3 {
		t.Errorf("there are only %d figures", drawings)
	}
}

// TestHiddenClash holds that two pages of which nothing is left but the same address are an error.
func TestHiddenClash(t *testing.T) {
	result, err := Check(made(map[string]string{
		"index.md":                "---\nkind: site\ntitle: Us\ntimezone: UTC\npublish: {hide_people: true}\npeople: {ana: {name: Ana Lima, function: sales}}\n---\n",
		"handbook/ana.md":         "# One\n",
		"handbook/sales-1.md":     "# Two\n",
		"handbook/anas-office.md": "# Three\n",
		"handbook/ana-office.md":  "# Four\n",
	}))
	if err != nil {
		t.Fatal(err)
	}

	const want = "content/handbook/sales-1.md:1:1: on a site that names nobody, handbook/ana.html and handbook/sales-1.html would both be handbook/sales-1.html [duplicate-id]"
	if found := listing(result.Problems); !strings.Contains(found, want) || strings.Count(found, "would both be") != 1 {
		t.Errorf("it does not say %q once:\n%s", want, found)
	}
}

// TestPublicHandbook holds that outsiders find no number of a plan on a page of the handbook, which keeps its own.
func TestPublicHandbook(t *testing.T) {
	tree := render(t, made(map[string]string{
		"index.md":       "---\nkind: site\ntitle: Us\ntimezone: UTC\npublish: {profile: public}\n---\n",
		"a/plan.md":      "---\nkind: plan\ntitle: Plan 7101\norganization: {name: Firm 7105, hypothetical: true}\nglossary: {ICP: {definition: A firm with 7102 to ７１０３ people}}\nmetrics: {m: {name: 7104 wins, class: team}}\n---\n",
		"handbook.md":    "# Handbook\n\nCall an ICP twice, or 3 times, about {{term a.metrics.m}}.\n",
		"answers/one.md": "# Answer {{term a.metrics.m}}\n\n![Of {{term a.metrics.m}}](a.svg)\n",
		"answers/a.svg":  "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>12</title></svg>",
		"answers/two.md": "# Two\n",
	}))
	for _, name := range []string{"answers/one.html", "answers/two.html", "answers/index.html", "search.js"} {
		if found := regexp.MustCompile(`710\d`).FindString(string(tree[name])); found != "" {
			t.Errorf("%s tells %s", name, found)
		}
	}

	page := string(tree["handbook.html"])
	if found := regexp.MustCompile(`710\d|７`).FindString(page); found != "" {
		t.Errorf("it tells %s:\n%s", found, page)
	}

	if !strings.Contains(page, "or 3 times") {
		t.Error("it does not keep its own number")
	}
}

// TestPublicSearch holds that outsiders can search for what they may read.
func TestPublicSearch(t *testing.T) {
	tree := render(t, made(map[string]string{
		"index.md":       "---\nkind: site\ntitle: Us\ntimezone: UTC\npublish: {profile: public}\npeople: {ana: {name: Ana Lima, function: sales}}\n---\n",
		"team-1/plan.md": "---\nkind: plan\ntitle: Team\nowner: ana\nsla: {title: SLA 7201, terms: {purpose: To call leads}}\nmetrics: {wins: {name: 400 wins, definition: Ana Lima counts 12 of them, class: team, owner_function: sales}}\n---\n",
	}))
	if page := string(tree["index.html"]); !strings.Contains(page, `data-finds="search.js team-1/search.js"`) {
		t.Error("the page does not know where to search")
	}

	if found := string(tree["team-1/search.js"]); !strings.Contains(found, `{"t":"• wins","k":"Metric","p":"team-1/metrics.html#wins"}`) || strings.Contains(found, "Ana") || strings.Contains(found, "7201") {
		t.Errorf("this can be found: %s", found)
	}
}

package history

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// load reads a content folder of these files.
func load(t testing.TB, files map[string]string) *plan.Set {
	t.Helper()

	set, _, err := plan.Load(memory(files), "content/")
	if err != nil {
		t.Fatal(err)
	}

	return set
}

func memory(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}

	return fsys
}

const siteText = `---
kind: site
timezone: America/New_York
people:
  dana: {name: Dana Ortiz, function: marketing}
  sam: {name: Sam Lee, function: sales}
  gil: {name: Gil Roth, function: executive}
roles:
  vp-sales: {title: VP Sales, function: sales, held_by: sam}
calendars:
  hq:
    timezone: America/New_York
    hours: [{days: mon-fri, open: "09:00", close: "18:00"}]
    holidays: {2026-11-26: Thanksgiving}
---
`

// planText is a plan in which every form of a clause occurs.
const planText = `---
kind: plan
title: Acme
scoring:
  inbound: {version: 3, categories: {fit: {max_points: 100, rules: {a: {type: flag, attribute: demo, points: 100}}}}, bands: [{name: Hot, min: 0}]}
sla:
  parties: [marketing, sales]
  revision: 1
  calendar: hq
  terms:
    purpose: Leads are called at once, and none is forgotten.
    responsibilities:
      marketing: [Brings leads, Says why]
      sales: [Calls]
    mql_definition:
      firmographic_fit: {match: all, criteria: [50 to 500 employees, B2B SaaS]}
      behavioral_signal:
        match: any
        criteria:
          - {score_at_least: 75, model: inbound}
          - {statement: Pricing page twice, attribute: visits, op: at_least, value: 2, window_days: 30}
      contact_fit: {criteria: [{statement: Director or above, short: Director, attribute: seniority, op: one_of, value: [Director, VP]}]}
    sql_criteria:
      framework: bant
      elements: {budget: A range is named, authority: {confirm: The signer is known}, need: {waived_because: It is clear}}
    marketing_commitment:
      mql_volume: {count: 40, per: month, owed_by: vp-sales}
      quality: {mql_to_sql_pct: 20.5, window_days: 90, method: cohort}
      derivation: {revenue_target: {value: 800, currency: USD}}
    sales_commitment:
      first_outreach: {limit: 4 business hours, target: 60 business minutes, automated_counts: false, tiers: {demo-request: {when: [Asked for a demo], limit: 30 business minutes}}}
      disposition: {limit: 3 business days, reasons: [No budget, Wrong title]}
      follow_up_cadence: [{attempt: 1, after: 0 hours, channels: [call]}, {attempt: 2, after: 1 business day, channels: [call, email]}]
    more_commitments:
      kickoff: {party: cs, title: Kickoff held, limit: 5 business days}
    feedback_guidelines: {channels: [Chat], recipients: [cs], respond_within: 2 business days}
    review: {cadence: monthly, by: [vp-sales]}
    examples: [{received: "2026-11-13 17:55", expect_due: "2026-11-16 12:55"}]
  revisions:
    - {revision: 1, effective_from: 2026-01-01}
---
Prose.
`

func currentOf(t testing.TB, site, text string) *version {
	t.Helper()

	set := load(t, map[string]string{"index.md": site, "acme/plan.md": text})
	if len(set.Plans) != 1 || set.Plans[0].SLA == nil {
		t.Fatalf("no agreement in:\n%s", text)
	}

	return current(set.Plans[0], set.Plans[0].SLA)
}

func digestOf(t testing.TB, site, text string) string {
	t.Helper()
	return currentOf(t, site, text).digest()
}

// TestDigestIsFrozen holds the digest of one agreement for ever. If it fails, every signature that anybody
// ever gave is void: undo the change, or raise DigestVersion and say so in the release notes.
func TestDigestIsFrozen(t *testing.T) {
	const want = "6962e839b6b2"
	if got := digestOf(t, siteText, planText); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}

	const text = "testdata/canonical-v1.json"
	set := load(t, map[string]string{"index.md": siteText, "acme/plan.md": planText})
	got := string(current(set.Plans[0], set.Plans[0].SLA).canonical()) + "\n"
	golden(t, text, got)
}

func TestDigestKeeps(t *testing.T) {
	for _, test := range []struct{ name, old, new string }{
		{"prose", "\nProse.", "\nOther prose."},
		{"holidays", "2026-11-26: Thanksgiving", "2026-12-25: Christmas"},
		{"people", "name: Sam Lee", "name: Sam B. Lee"},
		{"the holder of a role", "held_by: sam", "held_by: gil"},
		{"a comment", "limit: 4 business hours, target", "limit: 4 business hours,     # was 6\n        target"},
		{"quotes", "framework: bant", `framework: "bant"`},
		{"the order of keys", "{count: 40, per: month, owed_by: vp-sales}", "{owed_by: vp-sales, per: month, count: 40}"},
		{"the order of a list", "[Brings leads, Says why]", "[Says why, Brings leads]"},
		{"the order of criteria", "[50 to 500 employees, B2B SaaS]", "[B2B SaaS, 50 to 500 employees]"},
		{"the order of attempts", "[{attempt: 1, after: 0 hours, channels: [call]}, {attempt: 2, after: 1 business day, channels: [call, email]}]", "[{attempt: 2, after: 1 business day, channels: [call, email]}, {attempt: 1, after: 0 hours, channels: [call]}]"},
		{"the order of parties", "[marketing, sales]", "[sales, marketing]"},
		{"the default parties", "  parties: [marketing, sales]\n", ""},
		{"a default left out", "per: month, ", ""},
		{"a default written down", "disposition: {limit", "disposition: {scope: rejected, reason_required: true, limit"},
		{"a default number", "window_days: 90, ", ""},
		{"a default that is false", "automated_counts: false, ", ""},
		{"an empty criterion", "[50 to 500 employees, B2B SaaS]", "[50 to 500 employees, \"\", B2B SaaS]"},
		{"an empty list", "sales_commitment:\n", "sales_commitment:\n      owed_by: []\n"},
		{"another unit of the same time", "target: 60 business minutes", "target: 1 business hour"},
		{"another spelling of a unit", "3 business days", "3 business_days"},
		{"another way to write a number", "mql_to_sql_pct: 20.5", "mql_to_sql_pct: 20.50"},
		{"an amount with decimals", "value: 800,", "value: 800.00,"},
		{"an operator's short form", "op: at_least", "op: gte"},
		{"an operator's short form of words", "op: one_of", "op: in"},
		{"a function's alias", "party: cs", "party: customer_success"},
		{"a function's alias among recipients", "recipients: [cs]", "recipients: [customer-success]"},
		{"a criterion as a map", "[50 to 500 employees, B2B SaaS]", "[{statement: 50 to 500 employees}, B2B SaaS]"},
		{"an element as a map", "budget: A range is named", "budget: {confirm: A range is named}"},
		{"one of many", "owed_by: vp-sales", "owed_by: [vp-sales]"},
		{"line breaks in a text", "purpose: Leads are called at once, and none is forgotten.", "purpose: |\n      Leads are called\n      at once, and none is forgotten."},
		{"examples", "17:55", "17:50"},
		{"a private extension", "    review:", "    x: {owner: legal}\n    review:"},
		{"hours in two parts", `hours: [{days: mon-fri, open: "09:00", close: "18:00"}]`, `hours: [{days: [mon, tue], open: "09:00", close: "13:00"}, {days: mon-tue, open: "13:00", close: "18:00"}, {days: wed-friday, open: "09:00", close: "18:00"}]`},
		{"the points of a model", "points: 100}}}}", "points: 90}}}}"},
		{"the only calendar by name", "  calendar: hq\n", ""},
		{"approvals and a reason", "effective_from: 2026-01-01}", "effective_from: 2026-01-01, reason: It was time, approvals: [{person: dana, on: 2026-01-01}]}"},
		{"an unrelated part", "title: Acme", "title: Acme Ltd\nstatus: proposed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			site, text := replaced(t, test.old, test.new)
			if got, want := digestOf(t, site, text), digestOf(t, siteText, planText); got != want {
				t.Errorf("the digest changed")
			}

			if changes := compare(currentOf(t, siteText, planText), currentOf(t, site, text), nil); len(changes) > 0 {
				t.Errorf("there are changes: %v", changes)
			}
		})
	}
}

func TestDigestChanges(t *testing.T) {
	seen := map[string]string{digestOf(t, siteText, planText): "the original"}
	for _, test := range []struct{ name, old, new string }{
		{"a number", "count: 40", "count: 41"},
		{"a number in its 20th digit", "count: 40", "count: 40000000000000000001"},
		{"a number in its 20th digit, again", "count: 40", "count: 40000000000000000002"},
		{"a percentage", "20.5", "20.51"},
		{"a limit", "4 business hours", "3 business hours"},
		{"a limit's unit", "4 business hours", "4 hours"},
		{"a limit that cannot be read", "4 business hours", "4"},
		{"another limit that cannot be read", "4 business hours", "5"},
		{"a criterion's text", "B2B SaaS", "B2B software"},
		{"a criterion's number", "value: 2,", "value: 3,"},
		{"a criterion's number as text", "value: 2,", `value: "2",`},
		{"a criterion's window", "window_days: 30}", "window_days: 31}"},
		{"a criterion's operator", "op: at_least", "op: more_than"},
		{"what the one-page plan prints for it", "short: Director", "short: Manager"},
		{"one criterion more", "[Director, VP]", "[Manager, Director, VP]"},
		{"how criteria combine", "match: any", "match: all"},
		{"a score", "score_at_least: 75", "score_at_least: 70"},
		{"an element", "A range is named", "A number is named"},
		{"an element that goes", ", need: {waived_because: It is clear}", ""},
		{"an element without a text", ", need: {waived_because: It is clear}", ", need: {}"},
		{"other than the default", "per: month", "per: quarter"},
		{"a default overruled", "automated_counts: false", "automated_counts: true"},
		{"a tier's name", "demo-request:", "demo:"},
		{"who owes", "owed_by: vp-sales", "owed_by: sam"},
		{"a party of a promise", "party: cs", "party: product"},
		{"the currency", "currency: USD", "currency: EUR"},
		{"the purpose", "none is forgotten", "few are forgotten"},
		{"the number of the revision", "revision: 1\n", "revision: 2\n"},
		{"the day it holds from", "2026-01-01}", "2026-01-02}"},
		{"the parties", "[marketing, sales]", "[marketing, customer_success]"},
		{"the hours", `close: "18:00"`, `close: "17:00"`},
		{"the days", "mon-fri", "mon-thu"},
		{"hours that cannot be read", `close: "18:00"`, `close: "6 pm"`},
		{"the time zone", "    timezone: America/New_York", "    timezone: Europe/Berlin"},
		{"the version of the scoring model", "version: 3", "version: 4"},
		{"an unknown key", "limit: 4 business hours", "limitt: 4 business hours"},
	} {
		t.Run(test.name, func(t *testing.T) {
			site, text := replaced(t, test.old, test.new)
			got := digestOf(t, site, text)
			if before, taken := seen[got]; taken {
				t.Errorf("the digest is that of %s", before)
			}

			changes := compare(currentOf(t, siteText, planText), currentOf(t, site, text), nil)
			if entry := test.name == "the number of the revision" || test.name == "the day it holds from"; entry != (len(changes) == 0) {
				t.Errorf("changes: %v", changes)
			}

			seen[got] = test.name
		})
	}
}

// replaced returns the site and the plan with one thing replaced, wherever it stands.
func replaced(t *testing.T, old, new string) (site, text string) {
	t.Helper()
	if !strings.Contains(siteText+planText, old) {
		t.Fatalf("there is no %q to replace", old)
	}

	return strings.Replace(siteText, old, new, 1), strings.Replace(planText, old, new, 1)
}

// TestDigestOfTwins compares YAML, TOML and JSON, inline and in a file of its own, and an archive.
func TestDigestOfTwins(t *testing.T) {
	const yaml = `kind: sla
revision: 2
parties: [marketing, sales]
terms:
  purpose: Nobody waits
  marketing_commitment: {mql_volume: {count: 40}, quality: {mql_to_sql_pct: 20.5}}
  mql_definition: {firmographic_fit: {match: all, criteria: [{attribute: size, op: between, value: [50, 500]}]}}
  sales_commitment: {first_outreach: {limit: 4 business hours, automated_counts: true}}
revisions: [{revision: 2, effective_from: 2026-11-16, reason: Because}]`

	const toml = `kind = "sla"
revision = 2
parties = ["marketing", "sales"]
[terms]
purpose = "Nobody waits"
marketing_commitment = {mql_volume = {count = 4_0}, quality = {mql_to_sql_pct = 20.5}}
[terms.mql_definition.firmographic_fit]
match = "all"
[[terms.mql_definition.firmographic_fit.criteria]]
attribute = "size"
op = "between"
value = [50, 500]
[terms.sales_commitment.first_outreach]
limit = "4 business hours"
automated_counts = true
[[revisions]]
revision = 2
effective_from = 2026-11-16
reason = "Because"`

	const json = `{"kind": "sla", "revision": 2, "parties": ["marketing", "sales"], "terms": {"purpose": "Nobody waits",
"marketing_commitment": {"mql_volume": {"count": 40}, "quality": {"mql_to_sql_pct": 2.05e1}},
"mql_definition": {"firmographic_fit": {"match": "all", "criteria": [{"attribute": "size", "op": "between", "value": [50, 500]}]}},
"sales_commitment": {"first_outreach": {"limit": "4 business hours", "automated_counts": true}}},
"revisions": [{"revision": 2, "effective_from": "2026-11-16", "reason": "Because"}]}
`

	const empty = "---\nkind: plan\ntitle: Acme\n---\n"
	inline := "---\nkind: plan\ntitle: Acme\nsla:\n  " + strings.ReplaceAll(strings.TrimPrefix(yaml, "kind: sla\n"), "\n", "\n  ") + "\n---\n"
	archive := "---\nkind: sla_revision\nsla: marketing-sales\neffective_from: 2026-11-16\ncalendar: {timezone: America/New_York, hours: [{days: mon-fri, open: \"09:00\", close: \"18:00\"}]}\n" +
		strings.TrimPrefix(yaml[:strings.Index(yaml, "revisions:")], "kind: sla\n") + "---\n"

	want := ""
	for _, test := range []struct {
		name  string
		files map[string]string
	}{
		{"yaml", map[string]string{"acme/plan.md": empty, "acme/sla.md": "---\n" + yaml + "\n---\n"}},
		{"toml", map[string]string{"acme/plan.md": empty, "acme/sla.md": "+++\n" + toml + "\n+++\n"}},
		{"json", map[string]string{"acme/plan.md": empty, "acme/sla.md": json}},
		{"inline", map[string]string{"acme/plan.md": inline}},
		{"archive", map[string]string{"acme/plan.md": empty, "acme/revisions/marketing-sales-r2.md": archive}},
	} {
		test.files["index.md"] = siteText
		p := load(t, test.files).Plans[0]

		var got string
		if test.name == "archive" {
			got = ArchivedDigest(p.Archives[0])
		} else {
			got = Digest(p, p.SLA)
		}

		if want == "" {
			want = got
		}

		if got != want {
			t.Errorf("%s: digest %s, want %s", test.name, got, want)
		}
	}
}

// TestClausesKnowTheTerms compares the table of clauses with the types of the terms: a field that nobody
// can name in a sentence would be signed unseen.
func TestClausesKnowTheTerms(t *testing.T) {
	compareClauses(t, allTerms, reflect.TypeFor[plan.Terms](), "terms")
}

func compareClauses(t *testing.T, c *clause, typ reflect.Type, path string) {
	t.Helper()
	if c.noun == "" && c.form != plain && c.form != function {
		t.Errorf("%s has no noun", path)
	}

	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}

	isMap := typ.Kind() == reflect.Slice && strings.HasPrefix(typ.Elem().Name(), "Item[")
	switch {
	case typ == reflect.TypeFor[worktime.Duration]():
		if c.form != duration {
			t.Errorf("%s is a duration", path)
		}
	case typ == reflect.TypeFor[plan.Function](), typ == reflect.TypeFor[plan.Party]():
		if c.form != function {
			t.Errorf("%s can be a function", path)
		}
	case typ == reflect.TypeFor[plan.Value]():
		if c.form != set {
			t.Errorf("%s can be a list", path)
		}
	case isMap:
		if c.form != named {
			t.Fatalf("%s is a map", path)
		}

		value, _ := typ.Elem().FieldByName("Value")
		compareClauses(t, c.each, value.Type, path+".*")
	case typ.Kind() == reflect.Slice:
		if c.form != set {
			t.Fatalf("%s is a list", path)
		}

		compareClauses(t, c.each, typ.Elem(), path+".*")
	case typ.Kind() == reflect.Struct:
		compareFields(t, c, typ, path)
	}
}

func compareFields(t *testing.T, c *clause, typ reflect.Type, path string) {
	t.Helper()
	known := map[string]bool{"title": true}
	for i := range typ.NumField() {
		f := typ.Field(i)
		key := f.Tag.Get("key")
		if key == "" || key == "examples" {
			continue
		}

		known[key] = true
		of := c.field(key)
		if !slices.Contains(c.of, of) {
			t.Errorf("%s.%s has no clause", path, key)
			continue
		}

		fallback := f.Tag.Get("default")
		if strings.Trim(of.fallback, `"`) != fallback && !(key == "table" && fallback == "") {
			t.Errorf("%s.%s has the default %q, its clause %s", path, key, fallback, of.fallback)
		}

		compareClauses(t, of, f.Type, path+"."+key)
	}

	for _, of := range c.of {
		if !known[of.key] {
			t.Errorf("%s.%s is no field of the plan", path, of.key)
		}
	}
}

// FuzzDigest looks for front matter of which the digest depends on anything but its values: it must not
// panic, and must be that of the same values written as JSON.
func FuzzDigest(f *testing.F) {
	f.Add(planText)
	f.Add("---\nkind: plan\nsla: {terms: {purpose: [1, {a: ~}], x: 1, mql_definition: text, more_commitments: {x: {}, cs: {}}}}\n---\n")
	f.Fuzz(func(t *testing.T, text string) {
		parsed, _ := frontmatter.Parse(source.NewFile("plan.md", text))
		terms := parsed.Root.Get("sla", "terms")
		before := (&version{terms: terms}).digest()

		again, problems := frontmatter.Parse(source.NewFile("plan.md", `{"terms": `+string(asJSON(terms))+"}\n"))
		if len(problems) > 0 {
			return // deeper than a file may be
		}

		if after := (&version{terms: again.Root.Get("terms")}).digest(); after != before {
			t.Errorf("digest %s, as JSON %s", before, after)
		}
	})
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	if got != string(want) {
		t.Errorf("%s is different; run with -update and look at the difference\n got: %s\nwant: %s", name, got, want)
	}
}

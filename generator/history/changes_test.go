package history

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// TestDemoChanges shows the sentences of the demo's change log.
func TestDemoChanges(t *testing.T) {
	set, _, err := plan.Load(os.DirFS("testdata/larkmere"), "content/")
	if err != nil {
		t.Fatal(err)
	}

	p := set.Plans[0]
	versions := []*version{archived(p.Archives[0]), archived(p.Archives[1]), current(p, p.SLA)}
	var b strings.Builder
	for i := range 2 {
		fmt.Fprintf(&b, "revision %d to %d\n", i+1, i+2)
		for _, c := range compare(versions[i], versions[i+1], p.PartyName) {
			fmt.Fprintf(&b, "  %s\n    %s\n", c.Sentence(), c.Path)
		}
	}

	golden(t, "testdata/demo-changes.txt", b.String())
}

// TestChanges replaces one thing in a plan and looks at the change: path, direction and sentence.
func TestChanges(t *testing.T) {
	for _, test := range []struct{ name, old, new, want string }{
		{"a shorter limit", "limit: 4 business hours", "limit: 2 business hours",
			"sales_commitment.first_outreach.limit|changed|tightened|Sales: first outreach 4 → 2 business hours (tightened, −50 %)"},
		{"a longer limit in another unit", "limit: 4 business hours", "limit: 300 business minutes",
			"sales_commitment.first_outreach.limit|changed|loosened|Sales: first outreach 4 business hours → 300 business minutes (loosened, +25 %)"},
		{"days that are always later than hours", "limit: 4 business hours", "limit: 3 business days",
			"sales_commitment.first_outreach.limit|changed|loosened|Sales: first outreach 4 business hours → 3 business days (loosened)"},
		{"days that are later or earlier", "limit: 3 business days", "limit: 30 business hours",
			"sales_commitment.disposition.limit|changed|incomparable|Sales: accept or reject a lead 3 business days → 30 business hours (neither longer nor shorter in every case)"},
		{"hours of another kind", "limit: 4 business hours", "limit: 4 hours",
			"sales_commitment.first_outreach.limit|changed|incomparable|Sales: first outreach 4 business hours → 4 hours (neither longer nor shorter in every case)"},
		{"a target gone", "limit: 4 business hours, target: 60 business minutes", "limit: 4 business hours",
			"sales_commitment.first_outreach.target|removed|loosened|Sales: first outreach, target removed: 60 business minutes (loosened)"},
		{"a higher count", "count: 40", "count: 50",
			"marketing_commitment.mql_volume.count|changed|tightened|Marketing: MQL volume 40 → 50 (tightened, +25 %)"},
		{"a lower share", "mql_to_sql_pct: 20.5", "mql_to_sql_pct: 19.5",
			"marketing_commitment.quality.mql_to_sql_pct|changed|loosened|Marketing: MQL to SQL rate 20.5 → 19.5 % (loosened, −1 point)"},
		{"the same count for longer", "per: month, ", "per: quarter, ",
			"marketing_commitment.mql_volume|changed|loosened|Marketing: MQL volume 40 a month → 40 a quarter (loosened, −67 %)"},
		{"a higher count that is less", "count: 40, per: month, ", "count: 90, per: quarter, ",
			"marketing_commitment.mql_volume|changed|loosened|Marketing: MQL volume 40 a month → 90 a quarter (loosened, −25 %)"},
		{"a higher count that is more", "count: 40, per: month, ", "count: 150, per: quarter, ",
			"marketing_commitment.mql_volume|changed|tightened|Marketing: MQL volume 40 a month → 150 a quarter (tightened, +25 %)"},
		{"the same rate", "count: 40, per: month, ", "count: 120, per: quarter, ",
			"marketing_commitment.mql_volume|changed|neutral|Marketing: MQL volume 40 a month → 120 a quarter"},
		{"a target for longer", "{value: 800, currency: USD}", "{value: 2400, currency: USD}, per: quarter",
			"marketing_commitment.derivation|changed|neutral|Marketing: revenue target behind the MQL volume 800 USD a month → 2400 USD a quarter"},
		{"yes and no", "automated_counts: false", "automated_counts: true",
			"sales_commitment.first_outreach.automated_counts|changed|neutral|Sales: first outreach, whether automated messages count: no → yes"},
		{"a reason more", "[No budget, Wrong title]", "[Wrong title, No budget, Duplicate]",
			"sales_commitment.disposition.reasons|added|neutral|Sales: reason for rejecting a lead added: Duplicate"},
		{"an attempt later", "after: 1 business day", "after: 2 business days",
			"sales_commitment.follow_up_cadence.2.after|changed|neutral|Sales: follow-up attempt 2, after 1 → 2 business days (+100 %)"},
		{"a stricter tier more", "tiers: {", "tiers: {trial: {limit: 10 business minutes}, ",
			"sales_commitment.first_outreach.tiers.trial|added|tightened|Sales: first outreach to trial added: limit 10 business minutes (tightened)"},
		{"a laxer tier more", "tiers: {", "tiers: {trial: {limit: 9 business hours}, ",
			"sales_commitment.first_outreach.tiers.trial|added|loosened|Sales: first outreach to trial added: limit 9 business hours (loosened)"},
		{"a promise of another party", "limit: 5 business days", "limit: 1 business day",
			"more_commitments.kickoff.limit|changed|tightened|Customer Success: Kickoff held 5 → 1 business day (tightened, −80 %)"},
		{"an amount", "{value: 800, currency: USD}", "{value: 900, currency: EUR}",
			"marketing_commitment.derivation.revenue_target|changed|neutral|Marketing: revenue target behind the MQL volume 800 USD → 900 EUR"},
		{"another score", "score_at_least: 75", "score_at_least: 80",
			"mql_definition.behavioral_signal.criteria|changed|neutral|Marketing: MQL, criterion of behavioral signal: “score of 75 or more (inbound)” → “score of 80 or more (inbound)” (definition changed)"},
		{"a criterion's number behind the same words", "value: 2,", "value: 3,",
			"mql_definition.behavioral_signal.criteria.visits.value|changed|neutral|Marketing: MQL, criterion of behavioral signal, “Pricing page twice”: what the criterion compares with 2 → 3 (definition changed)"},
		{"the version of a scoring model", "version: 3", "version: 4",
			"scoring.inbound|changed|neutral|Marketing: scoring model inbound, version 3 → 4 (definition changed)"},
		{"the hours", `close: "18:00"`, `close: "17:30"`,
			"calendar.hours|changed|incomparable|Marketing and Sales: office hours: Mon–Fri 09:00–18:00 → Mon–Fri 09:00–17:30 (changes what every business hour means)"},
		{"the zone", "    timezone: America/New_York", "    timezone: Europe/Berlin",
			"calendar.timezone|changed|incomparable|Marketing and Sales: time zone of the office hours: America/New_York → Europe/Berlin (changes what every business hour means)"},
		{"who reviews", "by: [vp-sales]", "by: [sam]",
			"review.by|added|neutral|Marketing and Sales: who reviews added: Sam Lee\nreview.by|removed|neutral|Marketing and Sales: who reviews removed: VP Sales"},
		{"how often", "cadence: monthly", "cadence: quarterly",
			"review.cadence|changed|neutral|Marketing and Sales: review: monthly → quarterly"},
		{"nothing", "limit: 4 business hours", "limit: 240 business minutes", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			site, text := replaced(t, test.old, test.new)
			p := load(t, map[string]string{"index.md": siteText, "acme/plan.md": planText}).Plans[0]

			var got []string
			for _, c := range compare(currentOf(t, siteText, planText), currentOf(t, site, text), p.PartyName) {
				got = append(got, strings.Join([]string{c.Path, c.Kind, c.Direction, c.Sentence()}, "|"))
			}

			if got := strings.Join(got, "\n"); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestChangesBothWays turns every change around: what was tightened is then loosened, and old is new.
func TestChangesBothWays(t *testing.T) {
	set, _, err := plan.Load(os.DirFS("testdata/larkmere"), "content/")
	if err != nil {
		t.Fatal(err)
	}

	p := set.Plans[0]
	old, new := archived(p.Archives[0]), archived(p.Archives[1])
	forth, back := compare(old, new, p.PartyName), compare(new, old, p.PartyName)
	if len(forth) != len(back) {
		t.Fatalf("%d changes forth, %d back", len(forth), len(back))
	}

	turned := map[string]string{Tightened: Loosened, Loosened: Tightened, Added: Removed, Removed: Added}
	for _, c := range forth {
		found := false
		for _, d := range back {
			if c.Path == d.Path && reflect.DeepEqual(c.Old, d.New) && reflect.DeepEqual(c.New, d.Old) {
				found = true
				direction, kind := c.Direction, c.Kind
				if t := turned[direction]; t != "" {
					direction = t
				}

				if t := turned[kind]; t != "" {
					kind = t
				}

				if d.Direction != direction || d.Kind != kind {
					t.Errorf("%s and back: %s", c.Sentence(), d.Sentence())
				}
			}
		}

		if !found {
			t.Errorf("%s has no way back", c.Sentence())
		}
	}
}

func TestWords(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{"The contact is a manager or above", "The contact is a director or above", "The contact is a [manager] {director} or above"},
		{"a b c", "a c", "a [b] c"},
		{"", "new words", "{new words}"},
		{"same", "same", "same"},
		{"", "", ""},
		{"良いリードにはすぐに電話します", "良いリードには必ず電話します", "良いリードには[すぐに]{必ず}電話します"},
		{"SLAの定義。次 に", "SLAの 定義、次 に", "SLAの[定] {定}義[。]{、}次 に"},
		{"ให้ดี", "ให้ไว", "ให้[ดี]{ไว}"},
	} {
		var got strings.Builder
		for i, s := range Words(test.old, test.new) {
			text := s.Text
			if !s.Joined && i > 0 {
				text = " " + text
			}

			switch s.Op {
			case Cut:
				text = strings.Replace("["+text+"]", "[ ", " [", 1)
			case Put:
				text = strings.Replace("{"+text+"}", "{ ", " {", 1)
			}

			got.WriteString(text)
		}

		if got.String() != test.want {
			t.Errorf("%q to %q: %s", test.old, test.new, got.String())
		}
	}
}

// FuzzWords puts the spans together again.
func FuzzWords(f *testing.F) {
	f.Add("a b c d", "b c e d a")
	f.Add("SLAの 定義。次", "の定義 次")
	f.Fuzz(func(t *testing.T, old, new string) {
		if len(old)+len(new) > 400 {
			return
		}

		var before, after []word
		for _, s := range Words(old, new) {
			if s.Op != Put {
				before = append(before, word{s.Text, s.Joined})
			}

			if s.Op != Cut {
				after = append(after, word{s.Text, s.Joined})
			}
		}

		if got, want := textOf(before), strings.Join(strings.Fields(old), " "); got != want {
			t.Errorf("old %q, want %q", got, want)
		}

		if got, want := textOf(after), strings.Join(strings.Fields(new), " "); got != want {
			t.Errorf("new %q, want %q", got, want)
		}
	})
}

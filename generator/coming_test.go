package generator

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// threeRevisions is a plan whose revisions were all signed elsewhere, but for the newest unless it is signed, too.
// The terms of the older ones are in archives.
func threeRevisions(newestSigned bool) map[string]string {
	signed := `[{person: dana, on: 2026-01-01, elsewhere: "https://a.example"}, {person: sam, on: 2026-01-01, elsewhere: "https://a.example"}]`
	newest := map[bool]string{true: signed, false: "[]"}[newestSigned]
	archive := func(n int, from, limit string) string {
		return fmt.Sprintf("---\nkind: sla_revision\nsla: marketing-sales\nrevision: %d\neffective_from: %s\nparties: [marketing, sales]\nterms: {sales_commitment: {first_outreach: {limit: %s}}}\n---\n", n, from, limit)
	}

	return map[string]string{
		"index.md":                             "---\nkind: site\ntitle: Acme\ntimezone: UTC\npeople: {dana: {name: Dana, function: marketing}, sam: {name: Sam, function: sales}}\n---\n",
		"acme/revisions/marketing-sales-r1.md": archive(1, "2026-03-02", "8 hours"),
		"acme/revisions/marketing-sales-r2.md": archive(2, "2027-02-01", "4 hours"),
		"acme/plan.md": "---\nkind: plan\ntitle: Acme\nsla:\n  revision: 3\n  terms: {sales_commitment: {first_outreach: {limit: 2 hours}}}\n  revisions:\n" +
			"    - {revision: 3, effective_from: 2027-06-01, reason: Faster, approvals: " + newest + "}\n" +
			"    - {revision: 2, effective_from: 2027-02-01, reason: Fast, approvals: " + signed + "}\n" +
			"    - {revision: 1, effective_from: 2026-03-02, approvals: " + signed + "}\n---\n",
	}
}

var changedSince = regexp.MustCompile(`(?s)<h2 id="changes">(.*?)</h2>.*?<div class="card changes">(.*?)</div></div>`)

// TestWhatChangedSince counts from the revision in force, so never from a day to come.
func TestWhatChangedSince(t *testing.T) {
	for _, test := range []struct {
		asOf   string
		signed bool
		want   string
	}{
		{"2026-02-01", false, "What changed last SalesFirst outreach 4 became 2 hourstightened, −50 %"},
		{"2026-11-24", false, "What changed since 2 Mar 2026 SalesFirst outreach 8 became 2 hourstightened, −75 %"},
		{"2026-11-24", true, "What changed since 2 Mar 2026 SalesFirst outreach 8 became 2 hourstightened, −75 %"},
		{"2027-03-01", false, "What changed since 1 Feb 2027 SalesFirst outreach 4 became 2 hourstightened, −50 %"},
		{"2027-07-01", true, "What changed since 1 Feb 2027 SalesFirst outreach 4 became 2 hourstightened, −50 %"},
	} {
		o := made(threeRevisions(test.signed))
		o.AsOf = test.asOf
		page := string(render(t, o)["acme/index.html"])
		if between := strings.Contains(textOf([]byte(page)), "Part of that is revision 2, scheduled from 1 Feb 2027."); between != (test.asOf == "2026-11-24") {
			t.Errorf("%s: it does not say whether there is a revision between", test.asOf)
		}

		found := changedSince.FindStringSubmatch(page)
		if found == nil {
			t.Errorf("%s: nothing changed", test.asOf)
			continue
		}

		got := strings.Join(strings.Fields(textOf([]byte(found[1]+" "+found[2]))), " ")
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.asOf, got, test.want)
		}
	}
}

var comparedColumns = regexp.MustCompile(`<th scope="col">(Revision \d)<br>`)

// TestNothingInForce shows revisions side by side before any holds: first the one that comes into force first.
func TestNothingInForce(t *testing.T) {
	for asOf, want := range map[string]string{"2026-02-01": "Revision 1 Revision 2 Revision 3", "2026-11-24": "Revision 1 Revision 2 Revision 3", "2027-03-01": "Revision 2 Revision 3"} {
		o := made(threeRevisions(false))
		o.AsOf = asOf
		var got []string
		for _, column := range comparedColumns.FindAllStringSubmatch(string(render(t, o)["acme/sla/marketing-sales.html"]), -1) {
			got = append(got, column[1])
		}

		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", asOf, got, want)
		}
	}
}

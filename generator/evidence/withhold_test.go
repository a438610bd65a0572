package evidence_test

import (
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/evidence"
)

// free returns the sources and reasons that are shown of a lead export in which three rows have each text.
func free(t *testing.T, ids string, texts ...string) string {
	t.Helper()
	var rows strings.Builder
	rows.WriteString("lead_id,mql_at,first_outreach_at,source,disposition,disposition_reason,disposition_at\n")
	for i, text := range texts {
		for n := range 3 {
			at := "2026-11-02 0" + string(rune('1'+i%9)) + ":1" + string(rune('0'+n))
			id := strings.ReplaceAll(ids, "#", string(rune('a'+i))+string(rune('1'+n)))
			rows.WriteString(id + "," + at + "," + at + ",\"" + text + "\",rejected,\"" + text + "\"," + at + "\n")
		}
	}

	files := agreed(bothPromises, bothPromises, `{leads: leads.csv, exported_at: "2026-12-31 12:00"}`)
	files["acme/leads.csv"] = rows.String()
	report, _ := measure(t, folder(files), after)
	s := report.SLAs[0]
	var shown []string
	for _, g := range s.FirstOutreach.BySource {
		shown = append(shown, g.Key)
	}

	for _, c := range s.Disposition.Reasons {
		shown = append(shown, c.Name)
	}

	return strings.Join(shown, "|")
}

const bothPromises = `{sales_commitment: {first_outreach: {limit: 4 business hours}, disposition: {limit: 2 business days}}}`

// TestPeopleOfTheSite are no sources and no reasons, wherever they are declared.
func TestPeopleOfTheSite(t *testing.T) {
	for text, hidden := range map[string]bool{
		"Sam Ortiz": true, "met sam ortiz": true, "Ortiz, Sam": true, "ORTIZ": true, "list of Dana": false, "Dana Reed via mail": true,
		"ortiz campaign": false, "Sam event": false, "Sam": false, "Samples": false,
	} {
		want := text + "|" + text
		if hidden {
			want = evidence.Withheld + "|" + evidence.Withheld
		}

		if got := free(t, "#", text); got != want {
			t.Errorf("%q is shown as %s", text, got)
		}
	}
}

// TestIDsOfLeads are withheld where they stand in free texts. One so short that it could mean anything is so where it is
// the whole text, or stands with a word of duplicates.
func TestIDsOfLeads(t *testing.T) {
	for _, test := range []struct{ ids, text, want string }{
		{"482#", "48201", "48201"}, // no lead has it
		{"482#0", "Dup 482A10", evidence.Withheld},
		{"LEADX00#", "leadx00a1", evidence.Withheld},
		{"LEAD-#", "dup of LEAD A1", evidence.Withheld},
		{"00Q5f00000AbC#AAA", "00Q5f00000AbCa1", evidence.Withheld},
		{"#", "A1", evidence.Withheld},
		{"#", "Hall A1", "Hall A1"},
		{"#", "dup of A1", evidence.Withheld},
		{"00#", "00A1", evidence.Withheld},
		{"#", "merged into a-1", evidence.Withheld},
		{"#", "Duplicates: A1", evidence.Withheld},
		{"#", "dupA1", evidence.Withheld},
		{"S1#", "dupS1A1", evidence.Withheld},
		{"#", "dups a1", evidence.Withheld},
		{"482#", "dup482a1", evidence.Withheld},
		{"#", "A9", "A9"}, // no lead has it
		{"#", "duplicate of A9", "duplicate of A9"},
		{"#", "duplicate", "duplicate"},
	} {
		if got, want := free(t, test.ids, test.text), test.want+"|"+test.want; got != want {
			t.Errorf("of leads like %s, %q is shown as %s, not %s", test.ids, test.text, got, want)
		}
	}

	numbers := strings.NewReplacer("a1", "48203", "a2", "2026", "a3", "77")
	files := agreed(bothPromises, bothPromises, `{leads: leads.csv, exported_at: "2026-12-31 12:00"}`)
	const rows = "lead_id,mql_at,first_outreach_at,source\n"
	for text, hidden := range map[string]bool{"48203": true, "Dup 48203": true, "Expo 2026": false, "Hall 77": false, "77": true, "dup of 77": true, "dup48203": true} {
		row := ",2026-11-02 09:30,2026-11-02 09:40," + text + "\n"
		files["acme/leads.csv"] = numbers.Replace(rows + "a1" + row + "a2" + row + "a3" + row)
		report, _ := measure(t, folder(files), after)
		if got := report.SLAs[0].FirstOutreach.BySource[0].Key; (got == evidence.Withheld) != hidden {
			t.Errorf("%q is shown as %s", text, got)
		}
	}
}

// TestAddressesInWords are kept back as addresses are.
func TestAddressesInWords(t *testing.T) {
	for text, shown := range map[string]bool{
		"Z3 AT x.example": false, "jane.roe [at] agency.example": false, "jane (at) agency": false, "jane at agency dot example": false,
		"jane @ agency.example": false, "555 0148": false, "call 555-0148": false, "5550148": false,
		"call jane at agency.example": false, "jane.roe at agency.example": false, "555 0148 or 0149": false, "+1 555 010 0199": false,
		"+49 30 20261117": false, "0049 20261117 3": false, "415 555 0100 contacts": false,
		"Webinar 2026-11-17 10:30": true, "2026-11-17 - 2026-11-20": true, "utm_20261117": true, "1,000-5,000 users": true,
		"2026-11-17 555 0148": false, "030 2026111": false,
		"Event at Salesforce.com": true, "Meetup at SaaStr.com": true, "Chat at acme.example": true,
		"Campaign 1234567": true, "1000000+ employees": true, "100 1000 employees": true, "10000-50000 employees": true,
		"UTM 2026-11-17": true, "20-24 Nov 2026": true, "Campaign 20261117": true, "Nov 20-24, 2026": true, "17.11.2026": true,
		"Booth at Hall 5": true, "Talk at noon. Later": true, "Q4 2026": true, "Expo 2026-11": true, "Ads v2.0 at scale": true,
	} {
		want := "other|other"
		if shown {
			want = text + "|" + text
		}

		if got := free(t, "#", text); got != want {
			t.Errorf("%q is shown as %s", text, got)
		}
	}
}

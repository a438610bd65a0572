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
	got := free(t, "#", "Sam Ortiz", "list of ortiz", "Dana", "Samples")
	want := "Samples|" + evidence.Withheld + "|" + evidence.Withheld + "|Samples"
	if got != want {
		t.Errorf("shown are %s, not %s", got, want)
	}
}

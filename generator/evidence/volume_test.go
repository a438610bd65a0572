package evidence_test

import (
	"fmt"
	"testing"
)

// TestVolumeBeforeTheExport has an export that begins in March, and no lead in April.
func TestVolumeBeforeTheExport(t *testing.T) {
	const terms = "{marketing_commitment: {mql_volume: {count: 1}}}"
	for export, want := range map[string]string{
		"lead_id,mql_at\na,2026-03-31 23:59\nb,2026-05-01 00:00\n,2026-01-01 10:00\n": "0 no_data, 0 no_data, 1 met, 0 missed, 1 met, 0 in_progress, ",
		"lead_id,mql_at\na,2025-12-31 23:59\n":                                        "0 missed, 0 missed, 0 missed, 0 missed, 0 missed, 0 in_progress, ",
		"lead_id,mql_at\n":                                                            "0 no_data, 0 no_data, 0 no_data, 0 no_data, 0 no_data, 0 in_progress, ",
	} {
		_, s := judge(t, terms, export, "2026-06-10 12:00 -0400", nil)
		got := ""
		for _, p := range s.Volume.Periods {
			got += fmt.Sprintf("%d %s, ", p.Actual, p.Verdict)
		}

		if got != want {
			t.Errorf("%q: got %s, want %s", export, got, want)
		}
	}
}

func TestVolume(t *testing.T) {
	export := "lead_id,mql_at\n"
	for i := range 60 {
		export += fmt.Sprintf("%d,2026-%02d-%02d 23:30\n", i%50, 10+i%2, 1+i%20)
	}

	volume := func(first, second, asOf string) string {
		files := agreed("{marketing_commitment: {mql_volume: "+first+"}}", "{marketing_commitment: {mql_volume: "+second+"}}", "{leads: leads.csv, exported_at: 2027-01-31}")
		files["acme/leads.csv"] = export
		report, _ := measure(t, folder(files), asOf)
		all := report.SLA("marketing-sales").Volume.Periods
		last := all[len(all)-1]

		return fmt.Sprintf("%s: %d of %s, %s by now, %s", last.Period, last.Actual, last.Promised.Round(3), last.Pace.Round(3), last.Verdict)
	}

	for _, test := range []struct{ first, second, asOf, want string }{
		{"{count: 30}", "{count: 40}", "2026-11-24 12:00 -0500", "2026-11: 25 of 35, 27 by now, in_progress"},
		{"{count: 30}", "{count: 40}", "2026-11-30 23:59 -0500", "2026-11: 25 of 35, 35 by now, in_progress"},
		{"{count: 30}", "{count: 40}", "2026-12-01 04:59 +0000", "2026-11: 25 of 35, 35 by now, in_progress"},
		{"{count: 30}", "{count: 40}", "2026-10-31 23:59 -0400", "2026-10: 25 of 30, 30 by now, in_progress"},
		{"{count: 30, counts: events}", "{count: 40, counts: events}", "2026-11-24 12:00 -0500", "2026-11: 30 of 35, 27 by now, in_progress"},
		{"{count: 30, proration: none}", "{count: 40}", "2026-11-24 12:00 -0500", "2026-11: 25 of 30, 23.143 by now, in_progress"},
		{"{count: 92, per: quarter}", "{count: 92, per: quarter}", "2026-11-24 12:00 -0500", "2026-Q4: 50 of 92, 55 by now, in_progress"},
	} {
		if got := volume(test.first, test.second, test.asOf); got != test.want {
			t.Errorf("%s and %s at %s:\ngot  %s\nwant %s", test.first, test.second, test.asOf, got, test.want)
		}
	}

	files := agreed("{marketing_commitment: {mql_volume: {count: 25}}}", "{marketing_commitment: {mql_volume: {count: 40}}}", "{leads: leads.csv, exported_at: 2027-01-31}")
	files["acme/leads.csv"] = export
	report, _ := measure(t, folder(files), "2026-12-02 12:00 -0500")
	verdicts := ""
	for _, p := range report.SLA("marketing-sales").Volume.Periods[8:] {
		verdicts += fmt.Sprintf("%s %s %s, ", p.Period, p.Promised.Round(2), p.Verdict)
	}

	if want := "2026-09 25 no_data, 2026-10 25 met, 2026-11 32.5 missed, 2026-12 40 in_progress, "; verdicts != want {
		t.Errorf("got %s, want %s", verdicts, want)
	}
}

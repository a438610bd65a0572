package evidence_test

import (
	"strings"
	"testing"
)

// TestNoCSV has files of other kinds under the name of an export: one problem says what each is.
func TestNoCSV(t *testing.T) {
	var every strings.Builder
	for b := range 256 {
		every.WriteByte(byte(b))
	}

	files := agreed(bothPromises, bothPromises, `{leads: leads.csv, exported_at: "2026-12-31 12:00"}`)
	for text, want := range map[string]string{
		"PK\x03\x04" + every.String():                "this is a workbook or an archive, and no CSV",
		"\xd0\xcf\x11\xe0" + every.String():          "this is a workbook or an archive, and no CSV",
		"%PDF-1.7\n" + every.String():                "this is a PDF, and no CSV",
		"\ufeff\n<!DOCTYPE html><html>log in</html>": "this is a web page or XML, and no CSV",
		`[{"lead_id": 1, "mql_at": "2026-11-02"}]`:   "this is JSON, and no CSV",
		every.String(): "this is no text, and so no CSV",
		"lead_id,mql_at\n1,2026-11-02 09:30\x00\n":     "",
		"l\x00e\x00a\x00d\x00_\x00i\x00d\x00\n\x00":    "no column holds mql_at",
		"lead_id,mql_at\n<table>,2026-11-02 09:30\n":   "",
		"\x0b\x01\x02lead_id,mql_at\n1,2026-11-02\x00": "this is no text, and so no CSV",
	} {
		files["acme/leads.csv"] = text
		_, problems := measure(t, folder(files), after)
		said := ""
		for _, p := range problems {
			if p.Severity.String() == "error" {
				said += p.Message
			}
		}

		if said != want || strings.HasPrefix(want, "this") && len(problems) != 1 {
			t.Errorf("of %.20q it is said: %v, not %s", text, problems, want)
		}
	}
}

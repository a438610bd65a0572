package evidence_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestPlacesOfRows has one row after the other be wrong, in a file in which rows and the header have several lines,
// blank rows stand between them, and the last ends without a line feed.
func TestPlacesOfRows(t *testing.T) {
	files := agreed(bothPromises, bothPromises, `{leads: leads.csv, exported_at: "2026-12-31 12:00"}`)
	const date = "2026-11-02 09:30"
	for wrong := range 6 {
		lines, line := []string{"sep=;", "Note;lead_id;\"and\nmore\";mql_at"}, 4
		place := ""
		for i := range 6 {
			note, at := "ü", date
			if i%2 == 1 {
				lines, line = append(lines, ";;;", ""), line+2
				note = "\"a\nb\""
			}

			if i == wrong {
				at = ""
				place = fmt.Sprintf("%d:%d", line+i%2, 7+i%2)
			}

			lines, line = append(lines, fmt.Sprintf("%s;l%d;;%s", note, i, at)), line+1+i%2
		}

		files["acme/leads.csv"] = strings.Join(lines, "\n")
		_, problems := measure(t, folder(files), after)
		found := ""
		for _, p := range problems {
			if strings.Contains(p.Message, "no time at which the lead qualified") {
				start, _ := p.At.Range()
				found += fmt.Sprintf("%d:%d", start.Line, start.Column)
			}
		}

		if found != place {
			t.Errorf("row %d is at %s, not %s", wrong+1, found, place)
		}
	}
}

package evidence

import (
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/rows"
)

// TestHeadless tells rows of headers from rows of data.
func TestHeadless(t *testing.T) {
	for _, test := range []struct {
		use, row string
		want     bool
	}{
		{"leads", "lead_id,mql_at", false},
		{"leads", "1,Zora,2026-11-02 09:30", true},
		{"leads", "1,Zora,2026-11-02", true},
		{"leads", "Zora,ann@made-up.example", true},
		{"leads", "Zora,+1 555 010 0199", true},
		{"leads", "Lead,1,2,3", true},
		{"leads", "lead_id,2026-01-01,2026-02-01", false},
		{"leads", "Kennung,Datum", false},
		{"leads", "Record ID,hs_v2_date_entered_177548962,18 Digit Lead ID", false},
		{"leads", "E-mail me @ work,Time 10:30", false},
		{"deals", "Deal,2026-01-01,2026-02-01", false},
		{"deals", "d1,2026-01-01 10:00", true},
	} {
		read, err := rows.New(strings.NewReader(test.row + "\n"))
		if err != nil {
			t.Fatal(err)
		}

		if got := (&table{Table: read, export: &export{use: test.use}}).headless(); got != test.want {
			t.Errorf("%s, %s: headless is %t", test.use, test.row, got)
		}
	}
}

package evidence_test

import (
	"testing"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/plan"
)

func TestLeaf(t *testing.T) {
	files := agreed(full, full, "{leads: leads.csv, exported_at: 2027-01-31}")
	files["acme/leads.csv"] = plainExport
	content := folder(files)
	report, _ := measure(t, content, after)
	set, _, err := plan.Load(content, "")
	if err != nil {
		t.Fatal(err)
	}

	p := set.Plans[0]
	leaf, ok := report.Leaf(p, "sla.first_outreach.compliance_pct")
	if !ok || leaf.Value.String() != "66.7" || leaf.Unit != "percent" || len(leaf.Points) != 1 || leaf.Points[0].Period.Name != "2026-11" || leaf.Denominator != 3 {
		t.Errorf("got %+v", leaf)
	}

	// Nobody promised a median: minutes have no target, shares have that of their month.
	for name, want := range map[string]string{"first_outreach.compliance_pct": "95", "first_outreach.median_business_minutes": "", "conversion.pct": "20", "conversion.numerator": "", "logging.pct": "100"} {
		leaf, ok := report.Leaf(p, "sla."+name)
		if !ok || len(leaf.Points) == 0 || leaf.Points[len(leaf.Points)-1].Target.String() != want {
			t.Errorf("%s: got %+v, want the target %q", name, leaf.Points, want)
		}
	}

	for _, name := range evidence.Leaves(p) {
		if _, ok := report.Leaf(p, name); !ok {
			t.Errorf("there is no %s", name)
		}

		if _, ok := (*evidence.Report)(nil).Leaf(p, name); !ok {
			t.Errorf("without a report there is no %s", name)
		}
	}

	if _, ok := report.Leaf(p, "marketing-sales.rows.read"); ok {
		t.Error("there is a leaf that nobody lists")
	}
}

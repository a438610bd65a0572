package generator

import (
	"strings"
	"testing"
)

// TestInstructionsToOthers holds that what another generator would act on, and a term without an end, is reported in the
// text of a plan as on a plain page, and nowhere that only shows it.
func TestInstructionsToOthers(t *testing.T) {
	const liquid, open = "this tells another site generator what to do, and means nothing here", "this term has no }} at its end, so it is shown as it is written"
	tests := []struct{ text, at, want string }{
		{"See {% include note.html %}.", "5:5", liquid},
		{"On {{ page.title }}.", "5:4", liquid},
		{"At {{term north_star.name and more.", "5:4", open},
		{"At {{term north_star.name} and more.", "5:4", open},
		{"At {{term north_star.name\n\nand more.", "5:4", open},
		{"At {{term north_star.name}} and {{term\nnorth_star.name}}, {{term north_star.name\n}}.", "", ""},
		{"Write `{{term north_star.name` and `{% x %}`.", "", ""},
		{"```\n{{term north_star.name\n{% x %}\n```", "", ""},
	}
	for _, test := range tests {
		plan := "---\nkind: plan\nnorth_star: {name: Revenue}\n---\n"
		for name, files := range map[string]map[string]string{
			"acme/plan.md": {"acme/plan.md": plan + test.text},
			"page.md":      {"acme/plan.md": plan, "page.md": "---\ntitle: A page\ndescription: Of ours\n---\n" + test.text},
		} {
			result, err := Check(made(files))
			if err != nil {
				t.Fatal(err)
			}

			found := listing(result.Problems)
			if want := "content/" + name + ":" + test.at + ": warning: " + test.want + " [raw-html]\n"; test.want != "" && !strings.Contains(found, want) {
				t.Errorf("want %s\ngot  %s", want, found)
			}

			if test.want == "" && (strings.Contains(found, liquid) || strings.Contains(found, open)) {
				t.Errorf("%s: %q is reported:\n%s", name, test.text, found)
			}
		}
	}
}

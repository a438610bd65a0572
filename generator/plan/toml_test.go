package plan_test

import (
	"testing"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// TestListOfTables holds that a list of tables where entries have ids is reported at its header.
func TestListOfTables(t *testing.T) {
	doc, _ := frontmatter.Parse(source.NewFile("plan.md", "+++\nkind = \"plan\"\ntitle = \"Acme\"\n[[metrics]]\nname = \"Win rate\"\n+++\n"))
	problems := plan.Validate(doc.Root)
	if len(problems) != 1 {
		t.Fatalf("there are %d problems: %+v", len(problems), problems)
	}

	if at, _ := problems[0].At.Range(); at.Line != 4 || at.Column != 3 || problems[0].Message != "metrics must be a group of keys, not a list" {
		t.Errorf("it says %q at %d:%d", problems[0].Message, at.Line, at.Column)
	}
}

package frontmatter_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
)

func TestWaitingLines(t *testing.T) {
	text := `---
kind: plan # "#owner:" waits
#owner:
sla:
  # advice on what follows
  #calendar:
  terms:
    purpose: |
      #quoted: is text
    #review:
      #cadence:
      # - {an: example}
    escalation: {to: kim}
      #within: 2 days
  #revision: 1
notes:
  - on: today
    #items:
  - >
    #folded: is text
#owner: again

#metrics:
  #win-rate:
    #focus: true
---
#body: is none
`
	want := []string{
		"/metrics 23:1", "/metrics/win-rate 24:3", "/metrics/win-rate/focus 25:5", "/notes/0/items 18:5", "/owner 3:1",
		"/sla/calendar 6:3", "/sla/revision 15:3", "/sla/terms/escalation/within 14:7", "/sla/terms/review 10:5", "/sla/terms/review/cadence 11:7",
	}

	for name, text := range map[string]string{"as it is": text, "windows": strings.ReplaceAll(text, "\n", "\r\n")} {
		doc, problems := frontmatter.Parse(source.NewFile("plan.md", text))
		if len(problems) > 0 {
			t.Fatal(problems)
		}

		var got []string
		for pointer, at := range frontmatter.Waiting(doc.Root.Get("sla")) {
			start, _ := at.Range()
			got = append(got, fmt.Sprintf("%s %d:%d", pointer, start.Line, start.Column))
		}

		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got\n%s", name, strings.Join(got, "\n"))
		}
	}
}

func TestNothingWaitsOutsideYAML(t *testing.T) {
	for _, text := range []string{"+++\nkind = \"plan\"\n#owner: dana\n+++\n", "{\"kind\": \"plan\"}\n"} {
		doc, _ := frontmatter.Parse(source.NewFile("plan.md", text))
		if got := frontmatter.Waiting(doc.Root); len(got) > 0 {
			t.Errorf("got %v of %q", got, text)
		}
	}

	if got := frontmatter.Waiting(frontmatter.NewMap()); len(got) > 0 {
		t.Errorf("got %v of nothing", got)
	}
}

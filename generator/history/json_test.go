package history

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestJSON(t *testing.T) {
	r, _, _ := signedTwice(t)
	r.write(map[string]string{"new/plan.md": planFile(slaYAML(0, "1 hour"))})
	h, _ := r.read("2026-06-01")
	got, err := JSON(h.Logs)
	if err != nil {
		t.Fatal(err)
	}

	var pretty bytes.Buffer
	if err := json.Indent(&pretty, got, "", "  "); err != nil {
		t.Fatal(err)
	}

	golden(t, "testdata/changelog.json", pretty.String())
}

// TestJSONOfNothing has lists where nothing is known, and null where nothing can be.
func TestJSONOfNothing(t *testing.T) {
	got, err := JSON(nil)
	if err != nil || string(got) != `{"version":1,"revisions":[]}`+"\n" {
		t.Errorf("%s %v", got, err)
	}
}

package plan

import (
	"testing"
	"testing/fstest"
)

// A file whose name nobody can see or type is left out, and said to be.
func TestUnreadableNames(t *testing.T) {
	set, problems, err := Load(fstest.MapFS{
		"a\u202eb.md": {Data: []byte("# A\n")}, "c\x07/d.md": {Data: []byte("# D\n")}, "ok.md": {Data: []byte("# OK\n")},
	}, "content/")
	if err != nil {
		t.Fatal(err)
	}

	if len(set.Documents) != 1 || set.Documents[0].Path != "ok.md" {
		t.Errorf("documents %v", set.Documents)
	}

	if len(problems) != 2 || problems[0].Rule != "encoding" || problems[1].Rule != "encoding" {
		t.Errorf("problems %+v", problems)
	}
}

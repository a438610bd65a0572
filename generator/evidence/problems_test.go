package evidence_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lockstep-docs/lockstep/generator/source"
)

var update = flag.Bool("update", false, "write what is found into the tables, and the demo's exports")

// TestProblems runs the cases of testdata: each holds files of a content folder, and what is said of them.
func TestProblems(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}

	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}

			content := fstest.MapFS{"index.md": {Data: []byte(office)}}
			var want []byte
			for _, file := range archive.Files {
				if file.Name == "want" {
					want = file.Data
					continue
				}

				content[file.Name] = &fstest.MapFile{Data: file.Data}
			}

			_, problems := measure(t, content, after)
			problems.Sort()
			var got bytes.Buffer
			if err := source.Text(&got, problems, source.Style{}); err != nil {
				t.Fatal(err)
			}

			if bytes.Equal(got.Bytes(), want) {
				return
			}

			if !*update {
				t.Errorf("want\n%s\ngot\n%s", want, got.Bytes())
				return
			}

			last := len(archive.Files) - 1
			archive.Files[last] = txtar.File{Name: "want", Data: got.Bytes()}
			if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
				t.Fatal(err)
			}
		})
	}
}

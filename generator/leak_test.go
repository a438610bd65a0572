package generator

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// sensitive are the columns of the demo's leads that tell of a person.
var sensitive = []string{"First Name", "Last Name", "Email", "Phone Number", "Company name"}

// TestNoLeadReachesThePages builds the demo, and the demo with an export in which something is wrong in every
// row, and looks for everything that tells of a lead in every file of both sites and in what is said of them.
func TestNoLeadReachesThePages(t *testing.T) {
	content := fstest.MapFS{}
	root := os.DirFS("../content")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}

		text, err := fs.ReadFile(root, name)
		content[name] = &fstest.MapFile{Data: text}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	const export = "larkmere/data/leads.csv"
	values := secrets(t, content[export].Data)
	searchSite(t, content, values)

	spoiled := bytes.ReplaceAll(content[export].Data, []byte(",OPEN"), []byte(",Ghosted"))
	spoiled = bytes.ReplaceAll(spoiled, []byte(",2026-08"), []byte(",soon"))
	lines := bytes.SplitAfterN(spoiled, []byte("\n"), 20)
	content[export] = &fstest.MapFile{Data: append(spoiled, bytes.Join(lines[1:19], nil)...)}
	if problems := searchSite(t, content, values); problems < 5 {
		t.Errorf("only %d problems in an export full of them", problems)
	}
}

// secrets returns what stands in the columns that tell of a person.
func secrets(t *testing.T, export []byte) []string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(export)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}

	var values []string
	for i, header := range rows[0] {
		for _, name := range sensitive {
			for _, row := range rows[1:] {
				// A first name of three letters may be part of a word.
				if header == name && len(row[i]) > 5 {
					values = append(values, row[i])
				}
			}
		}
	}

	if len(values) < 1000 {
		t.Fatalf("only %d values to look for", len(values))
	}

	return values
}

// searchSite renders a site and returns how many problems there are.
func searchSite(t *testing.T, content fs.FS, values []string) int {
	t.Helper()
	o := demo()
	o.Content = content
	result, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}

	var texts strings.Builder
	for _, p := range result.Problems {
		texts.WriteString(p.Message + p.Hint + "\n")
		if p.At.File != nil && strings.HasSuffix(p.At.File.Name, "leads.csv") {
			texts.WriteString(p.At.File.Text)
		}
	}

	for _, text := range routes(t, result) {
		texts.Write(text)
	}

	all := texts.String()
	for _, value := range values {
		if strings.Contains(all, value) {
			t.Errorf("%q is in the site, or in what is said of it", value)
		}
	}

	return len(result.Problems)
}

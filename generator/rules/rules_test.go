package rules

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

var update = flag.Bool("update", false, "write what is found into the tables")

// TestTables runs every table in testdata. Each is named for a rule and holds content folders, one per
// case: what stands in <case>/ is the folder, <case>.want the problems of that rule. The comment on top
// may set as-of, and with "rules:" the rules that are looked at ("all" for all).
func TestTables(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no tables", err)
	}

	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { runTable(t, name) })
	}
}

func runTable(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}

	only := setting(archive, "rules", strings.TrimSuffix(filepath.Base(name), ".txtar"))
	asOf, err := time.Parse("2006-01-02 15:04", setting(archive, "as-of", "2026-11-24 12:00"))
	if err != nil {
		t.Fatal(err)
	}

	folders, order, wants := cases(archive)
	changed := false
	for _, id := range order {
		set, found, err := plan.Load(folders[id], "")
		if err != nil {
			t.Fatal(err)
		}

		var got strings.Builder
		result := Check(set, asOf, found)
		for _, problem := range result.Problems {
			if problem.Hint == "" {
				t.Errorf("%s: there is no way out: %s", id, line(problem))
			}

			if only == "all" || problem.Rule == "syntax" || problem.Rule == "schema" || slices.Contains(strings.Fields(only), problem.Rule) {
				got.WriteString(line(problem))
			}
		}

		for _, waived := range result.Waived {
			fmt.Fprintf(&got, "waived: %s    because %s\n", line(waived.Problem), waived.Waiver.Reason)
		}

		if got.String() != wants[id] {
			changed = true
			setFile(archive, id+".want", got.String())
			if !*update {
				t.Errorf("%s:\n--- want\n%s--- got\n%s", id, wants[id], got.String())
			}
		}
	}

	if changed && *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func setting(archive *txtar.Archive, key, fallback string) string {
	for line := range strings.Lines(string(archive.Comment)) {
		if value, ok := strings.CutPrefix(line, key+":"); ok {
			return strings.TrimSpace(value)
		}
	}

	return fallback
}

// cases splits an archive into content folders and what is wanted of each.
func cases(archive *txtar.Archive) (folders map[string]fstest.MapFS, order []string, wants map[string]string) {
	folders, wants = map[string]fstest.MapFS{}, map[string]string{}
	for _, file := range archive.Files {
		id, rest, isContent := strings.Cut(file.Name, "/")
		if !isContent {
			wants[strings.TrimSuffix(id, ".want")] = string(file.Data)
			continue
		}

		if folders[id] == nil {
			folders[id] = fstest.MapFS{}
			order = append(order, id)
		}

		folders[id][rest] = &fstest.MapFile{Data: file.Data}
	}

	return folders, order, wants
}

// setFile puts a file behind the last one of its case.
func setFile(archive *txtar.Archive, name, text string) {
	at := len(archive.Files)
	for i, file := range archive.Files {
		if file.Name == name {
			archive.Files[i].Data = []byte(text)
			return
		}

		if strings.HasPrefix(file.Name, strings.TrimSuffix(name, ".want")+"/") {
			at = i + 1
		}
	}

	archive.Files = slices.Insert(archive.Files, at, txtar.File{Name: name, Data: []byte(text)})
}

// line prints a problem as the tables hold it.
func line(p source.Problem) string {
	start, _ := p.At.Range()
	out := fmt.Sprintf("%s:%d:%d: %s: %s [%s]\n", fileName(p.At), start.Line, start.Column, p.Severity, p.Message, p.Rule)
	if p.Hint != "" {
		out += "    " + p.Hint + "\n"
	}

	for _, related := range p.Related {
		at, _ := related.Range()
		out += fmt.Sprintf("    see %s:%d:%d\n", fileName(related), at.Line, at.Column)
	}

	return out
}

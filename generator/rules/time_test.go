package rules

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// TestTimeMakesNoErrors looks at every content folder in testdata again in later years: what is an error
// then was one before. A waiver is an exception that its author has dated.
func TestTimeMakesNoErrors(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}

		folders, order, _ := cases(archive)
		for _, id := range order {
			set, found, err := plan.Load(folders[id], "")
			if err != nil {
				t.Fatal(err)
			}

			set.Site.Waivers = nil
			before := map[string]bool{}
			for months := 0; months < 60; months += 5 {
				for _, problem := range Check(set, anInstant.AddDate(0, months, 0), found).Problems {
					if problem.Severity != source.Error {
						continue
					}

					key := fmt.Sprint(problem.Rule, fileName(problem.At), problem.At.Start)
					if months > 0 && !before[key] {
						t.Errorf("%s, %s: an error after %d months: %s", name, id, months, line(problem))
					}

					before[key] = true
				}
			}
		}
	}
}

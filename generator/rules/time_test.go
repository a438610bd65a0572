package rules

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

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

// TestLater holds what a check says of the days to come against checks on those days, and on the days before.
func TestLater(t *testing.T) {
	told := 0
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

			for i, l := range Check(set, anInstant, found).Later {
				if i > 20 { // by then every kind has been seen
					break
				}

				noon := time.Date(l.From.Year, l.From.Month, l.From.Day, 12, 0, 0, 0, anInstant.Location())
				if !says(Check(set, noon, found).Problems, l.Problem) {
					t.Errorf("%s, %s: a check on %s does not say: %s", name, id, l.From, line(l.Problem))
				}

				if says(Check(set, noon.AddDate(0, 0, -1), found).Problems, l.Problem) {
					t.Errorf("%s, %s: a check on the day before %s says it already: %s", name, id, l.From, line(l.Problem))
				}

				told++
			}
		}
	}

	if told < 20 {
		t.Errorf("only %d problems to come were told of", told)
	}
}

func says(problems source.Problems, one source.Problem) bool {
	return slices.ContainsFunc(problems, func(p source.Problem) bool { return line(p) == line(one) })
}

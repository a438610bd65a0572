package rules

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

var anInstant = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// wrong are values of every kind, hardly ever the one that is expected.
var wrong = []any{
	nil, true, 0, -1, 1e9, json.Number("1e999999"), "", "X hours", "nobody", "2026-02-30", "4 business hours", "all",
	[]any{}, []any{nil}, []any{"a", []any{map[string]any{}}}, map[string]any{}, map[string]any{"kind": 3}, map[string]any{"a": map[string]any{"b": nil}},
}

// TestMutations deletes every value of every content folder in testdata in turn, and puts values of other
// kinds in its place: no rule may panic, and every problem has a place in a file.
func TestMutations(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txtar")
	random := rand.New(rand.NewPCG(1, 2))
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}

		folders, order, _ := cases(archive)
		for _, id := range order {
			if testing.Short() && random.IntN(8) > 0 {
				continue
			}

			for path, file := range folders[id] {
				mutateFile(t, folders[id], path, string(file.Data), random)
			}
		}
	}
}

func mutateFile(t *testing.T, folder fstest.MapFS, path, text string, random *rand.Rand) {
	doc, _ := frontmatter.Parse(source.NewFile(path, text))
	if doc.Root == nil {
		return
	}

	walk(doc.Root, func(n *frontmatter.Node) {
		if n.Parent() == nil || n.Key() == "kind" {
			return
		}

		steps := strings.Split(n.Pointer(), "/")[1:]
		checkMutant(t, folder, path, mutant(doc.Root, steps, func(m any, key string) { remove(m, key) }))
		checkMutant(t, folder, path, mutant(doc.Root, steps, func(m any, key string) { replace(m, key, wrong[random.IntN(len(wrong))]) }))
	})
}

// mutant returns the front matter as JSON after a change to what holds the value at the end of steps.
func mutant(root *frontmatter.Node, steps []string, change func(around any, key string)) string {
	value := root.Value()
	around := value
	for _, step := range steps[:len(steps)-1] {
		switch at := around.(type) {
		case map[string]any:
			around = at[step]
		case []any:
			i, _ := strconv.Atoi(step)
			around = at[i]
		}
	}

	change(around, steps[len(steps)-1])
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}

	return string(text) + "\n"
}

func remove(around any, key string) {
	if m, ok := around.(map[string]any); ok {
		delete(m, key)
		return
	}

	replace(around, key, nil)
}

func replace(around any, key string, value any) {
	switch at := around.(type) {
	case map[string]any:
		at[key] = value
	case []any:
		i, _ := strconv.Atoi(key)
		at[i] = value
	}
}

func checkMutant(t *testing.T, folder fstest.MapFS, path, text string) {
	t.Helper()
	mutated := maps.Clone(folder)
	mutated[path] = &fstest.MapFile{Data: []byte(text)}
	defer func() {
		if err := recover(); err != nil {
			t.Fatalf("panic: %v\n%s: %s\n%s", err, path, text, debug.Stack())
		}
	}()

	set, _, err := plan.Load(mutated, "")
	if err != nil {
		t.Fatal(err)
	}

	for _, problem := range Check(set, anInstant, nil).Problems {
		if err := wellFormed(problem); err != nil {
			t.Fatalf("%v: %+v\n%s: %s", err, problem, path, text)
		}
	}
}

func wellFormed(p source.Problem) error {
	switch {
	case p.At.File == nil || p.At.Start < 0 || p.At.End < p.At.Start || p.At.End > len(p.At.File.Text):
		return fmt.Errorf("the place is not in a file")
	case p.Message == "" || strings.HasSuffix(p.Message, ".") || strings.HasSuffix(p.Hint, "."):
		return fmt.Errorf("the message is empty, or it or its hint ends with a full stop")
	case ruleByID(All(), p.Rule) == nil:
		return fmt.Errorf("the rule is not in the table")
	case strings.Contains(p.Message+p.Hint, "%!") || strings.Contains(p.Message, `""`):
		return fmt.Errorf("something is missing in the message")
	}

	for _, related := range p.Related {
		if related.File == nil {
			return fmt.Errorf("a related place is nowhere")
		}
	}

	return nil
}

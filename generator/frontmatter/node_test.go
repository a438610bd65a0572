package frontmatter

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

func parse(t *testing.T, name, text string) *Node {
	t.Helper()
	doc, problems := Parse(source.NewFile(name, text))
	if len(problems) > 0 {
		t.Fatalf("%s: %s", name, problems[0].Message)
	}

	return doc.Root
}

func TestGet(t *testing.T) {
	root := parse(t, "plan.md", "---\na:\n  b/c: [x, {~d: y}]\n  '0': z\n---\n")
	for _, c := range []struct {
		path    []string
		pointer string
		text    string
	}{
		{[]string{"a", "b/c", "0"}, "/a/b~1c/0", "x"},
		{[]string{"a", "b/c", "1", "~d"}, "/a/b~1c/1/~0d", "y"},
		{[]string{"a", "0"}, "/a/0", "z"},
	} {
		if n := root.Get(c.path...); n == nil || n.Pointer() != c.pointer || n.Text() != c.text {
			t.Errorf("%q: got %+v", c.path, n)
		}
	}

	if root.Get() != root {
		t.Error("no steps lead away")
	}

	for _, path := range [][]string{{"b"}, {"a", "b/c", "2"}, {"a", "b/c", "-1"}, {"a", "b/c", "00"}, {"a", "b/c", "+1"}, {"a", "0", "x"}} {
		if n := root.Get(path...); n != nil {
			t.Errorf("%q leads to %s", path, n.Pointer())
		}
	}
}

func TestNilNode(t *testing.T) {
	var n *Node
	if n.Get("a") != nil || n.Children() != nil || n.Parent() != nil || n.File() != nil || n.Value() != nil || n.Pointer() != "" ||
		!n.Place().IsZero() || !n.KeyPlace().IsZero() {
		t.Error("a nil node is not nothing")
	}
}

func TestGraft(t *testing.T) {
	plan := parse(t, "plan.md", "---\ntitle: Acme\nmetrics:\n  a: {unit: days}\n---\n")
	file := parse(t, "metrics/b.md", "---\nunit: hours\n---\n")
	inline := plan.Get("metrics", "a")
	merged := NewMap(plan.Get("title"), NewMap(inline, file.WithKey("b")).WithKey("metrics"))

	want := map[string]any{
		"title":   "Acme",
		"metrics": map[string]any{"a": map[string]any{"unit": "days"}, "b": map[string]any{"unit": "hours"}},
	}

	if !reflect.DeepEqual(merged.Value(), want) {
		t.Errorf("got %v", merged.Value())
	}

	unit := merged.Get("metrics", "b", "unit")
	if unit.File().Name != "metrics/b.md" || unit.Pointer() != "/unit" || unit.Place().Text() != "hours" {
		t.Errorf("%s in %s is %q", unit.Pointer(), unit.File().Name, unit.Place().Text())
	}

	if b := merged.Get("metrics", "b"); b.Key() != "b" || b.Pointer() != "" || b.KeyPlace().Text() != "unit: hours" || file.Key() != "" {
		t.Errorf("%q at %q: %q", b.Key(), b.Pointer(), b.KeyPlace().Text())
	}

	if renamed := inline.WithKey("z"); renamed.Pointer() != "/metrics/a" || renamed.KeyPlace().Text() != "a" || renamed.Parent() != plan.Get("metrics") {
		t.Errorf("%q: %q", renamed.Pointer(), renamed.KeyPlace().Text())
	}

	if metrics := merged.Get("metrics"); !metrics.Place().IsZero() || metrics.Pointer() != "" || metrics.File() != nil {
		t.Errorf("a map of no file is at %v", metrics.Place())
	}
}

// The first of two equal keys counts, for Get and Value alike.
func TestNewMapRepeats(t *testing.T) {
	root := parse(t, "plan.md", "---\na: 1\nb: 2\n---\n")
	twice := NewMap(root.Get("a"), root.Get("b").WithKey("a"))
	if twice.Get("a").Text() != "1" || !reflect.DeepEqual(twice.Value(), map[string]any{"a": json.Number("1")}) {
		t.Errorf("got %v", twice.Value())
	}
}

// Of a repeated key the first is kept, in small maps and in large ones, and the others do not shift the rest.
func TestRepeatedKeys(t *testing.T) {
	text := "---\n"
	for c := 'a'; c <= 'z'; c++ {
		text += string(c) + ": 1\n"
	}

	doc, problems := Parse(source.NewFile("plan.md", text+"c: {x: 2}\nlast: 3\n---\n"))
	if len(problems) != 1 || problems[0].Path != "/c" || problems[0].Related[0].Text() != "c" {
		t.Fatalf("got %+v", problems)
	}

	if n := doc.Root.Get("last"); len(doc.Root.Children()) != 27 || n.Pointer() != "/last" || doc.Root.Get("c").Text() != "1" {
		t.Errorf("%d keys, the last at %s", len(doc.Root.Children()), n.Pointer())
	}
}

// A key without a value is not lost: what follows a comma may be the rest of a sentence.
func TestCommaTrap(t *testing.T) {
	root := parse(t, "plan.md", "---\na: {limit: 4 hours, target}\nb:\n---\n")
	target := root.Get("a", "target")
	if start, end := target.Place().Range(); target.Kind != Null || start != (source.Pos{Line: 2, Column: 27}) || end != start {
		t.Errorf("%v at %v", target.Kind, start)
	}

	if start, _ := root.Get("b").Place().Range(); start != (source.Pos{Line: 3, Column: 3}) {
		t.Errorf("b has its value at %v", start)
	}
}

func TestKindWords(t *testing.T) {
	want := []string{"a map", "a list", "text", "a whole number", "a number", "true/false", "nothing"}
	for kind := Map; kind <= Null; kind++ {
		if kind.String() != want[kind] {
			t.Errorf("got %q, want %q", kind, want[kind])
		}
	}
}

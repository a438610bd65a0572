package frontmatter

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"

	"github.com/lockstep-docs/lockstep/generator/source"
)

func FuzzYAML(f *testing.F) {
	for _, trap := range traps {
		if strings.HasPrefix(trap.text, "---\n") {
			f.Add(strings.TrimSuffix(strings.TrimPrefix(trap.text, "---\n"), "---\n"))
		}
	}

	for _, twin := range twins {
		f.Add(twin.yaml)
	}

	for _, fault := range faults {
		f.Add(fault.yaml)
	}

	f.Fuzz(func(t *testing.T, text string) {
		checkAny(t, "---\n"+text+"\n---\n")
		checkAny(t, text)
	})
}

func FuzzTOML(f *testing.F) {
	for _, trap := range traps {
		if strings.HasPrefix(trap.text, "+++\n") {
			f.Add(strings.TrimSuffix(strings.TrimPrefix(trap.text, "+++\n"), "+++\n"))
		}
	}

	for _, twin := range twins {
		f.Add(twin.toml)
	}

	for _, fault := range faults {
		f.Add(fault.toml)
	}

	f.Fuzz(func(t *testing.T, text string) {
		doc, problems := checkAny(t, "+++\n"+text+"\n+++\n")
		if strings.Contains(text, "+++") {
			return
		}

		// The library agrees on what is given twice, and on what the keys are.
		var value map[string]any
		err := toml.Unmarshal([]byte(text), &value)
		for _, p := range problems {
			if err == nil && strings.Contains(p.Message, "given twice") {
				t.Errorf("%s, but the library takes it", p.Message)
			}
		}

		if len(problems) > 0 {
			return
		}

		if err == nil && len(value) != len(doc.Root.Children()) {
			t.Errorf("%d keys, want %d", len(doc.Root.Children()), len(value))
		}

		if err != nil && (strings.Contains(err.Error(), "already") || strings.Contains(err.Error(), "defined")) {
			t.Errorf("a repeated key went unnoticed: %v", err)
		}
	})
}

func FuzzJSON(f *testing.F) {
	for _, trap := range traps {
		if strings.HasPrefix(trap.text, "{") {
			f.Add(trap.text)
		}
	}

	for _, twin := range twins {
		f.Add(twin.json)
	}

	for _, fault := range faults {
		f.Add(fault.json)
	}

	f.Fuzz(func(t *testing.T, text string) {
		doc, problems := checkAny(t, text)
		if doc.Format != "json" || len(problems) > 0 {
			return
		}

		object := doc.File.Text[doc.Root.Place().Start:doc.Root.Place().End]
		if want := decodeJSON(t, object); !reflect.DeepEqual(doc.Root.Value(), want) {
			t.Errorf("got %v, want %v", doc.Root.Value(), want)
		}
	})
}

// checkAny checks what holds of every text.
func checkAny(t *testing.T, text string) (Document, source.Problems) {
	t.Helper()
	file := source.NewFile("plan.md", text)
	doc, problems := Parse(file)
	if doc.Body < 0 || doc.Body > len(file.Text) {
		t.Fatalf("body at %d of %d", doc.Body, len(file.Text))
	}

	for _, p := range problems {
		if p.Message == "" || p.At.File != file || p.At.Start < 0 || p.At.Start > p.At.End || p.At.End > len(file.Text) {
			t.Fatalf("problem out of place: %+v", p)
		}
	}

	garbled := slices.ContainsFunc(problems, func(p source.Problem) bool { return p.Rule == "encoding" })
	if doc.Salvaged != nil && !garbled {
		whole := doc
		whole.Root = doc.Salvaged
		checkNode(t, whole, whole.Root)
	}

	if doc.Root == nil {
		if len(problems) == 0 && doc.Format != "" {
			t.Fatal("front matter is lost without a word")
		}

		return doc, problems
	}

	checkNode(t, doc, doc.Root)
	if again, more := Parse(file); len(more) != len(problems) || !reflect.DeepEqual(again.Root.Value(), doc.Root.Value()) {
		t.Fatal("a second look gives another value")
	}

	checkTwin(t, doc.Root.Value())

	return doc, problems
}

// checkTwin checks that a value written as JSON is read as the same value.
func checkTwin(t *testing.T, value any) {
	t.Helper()
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		t.Fatal(err)
	}

	doc, problems := Parse(source.NewFile("twin.md", text.String()))
	for _, p := range problems {
		if p.Rule != "encoding" {
			t.Fatalf("%s: %s", text.String(), p.Message)
		}
	}

	if len(problems) == 0 && !reflect.DeepEqual(doc.Root.Value(), value) {
		t.Fatalf("as JSON: got %v, want %v", doc.Root.Value(), value)
	}
}

// checkNode checks the places of a node, and that it is found where it says it is.
func checkNode(t *testing.T, doc Document, n *Node) {
	t.Helper()
	place, key := n.Place(), n.KeyPlace()
	if n.File() != doc.File || place.Start > place.End || place.End > doc.Body || key.Start > key.End || key.End > doc.Body {
		t.Fatalf("%s is out of place: %d-%d, %d-%d", n.Pointer(), place.Start, place.End, key.Start, key.End)
	}

	if doc.Root.Get(steps(n)...) != n {
		t.Fatalf("%s leads elsewhere", n.Pointer())
	}

	switch n.Kind {
	case Int, Float, Bool:
		if bare := strings.Trim(place.Text(), `"'`); bare != n.Text() && !strings.Contains(doc.File.Text, "!!") {
			t.Fatalf("%s is %q at %q", n.Pointer(), n.Text(), place.Text())
		}
	case Text:
		checkText(t, doc, n)
	}

	for _, child := range n.Children() {
		inner := child.Place()
		if inner.Start < place.Start || inner.End > place.End {
			t.Fatalf("%s at %d-%d is outside of its parent at %d-%d", child.Pointer(), inner.Start, inner.End, place.Start, place.End)
		}

		if child.Parent() != n {
			t.Fatalf("%s has another parent", child.Pointer())
		}

		checkNode(t, doc, child)
	}
}

// checkText checks that text on one line is the same when its place is read alone.
func checkText(t *testing.T, doc Document, n *Node) {
	t.Helper()
	text := n.Place().Text()
	if doc.Format != "yaml" || strings.ContainsAny(text, "\n*|>") || strings.Contains(n.Text(), "\ufffd") || strings.Contains(doc.File.Text, "!!") {
		return
	}

	var alone yaml.Node
	if err := yaml.Load([]byte("["+text+"]"), &alone); err != nil {
		if err := yaml.Load([]byte(text), &alone); err != nil {
			t.Fatalf("%s: %q cannot be read alone: %v", n.Pointer(), text, err)
		}
	} else {
		alone = *alone.Content[0]
	}

	if got := alone.Content[0]; len(alone.Content) != 1 || got.Kind != yaml.ScalarNode || got.Value != n.Text() {
		if err := yaml.Load([]byte(text), &alone); err != nil || alone.Content[0].Value != n.Text() {
			t.Fatalf("%s is %q, but its place %q is %q", n.Pointer(), n.Text(), text, got.Value)
		}
	}
}

// steps is the way from the root to n.
func steps(n *Node) []string {
	pointer := n.Pointer()
	if pointer == "" {
		return nil
	}

	var path []string
	for step := range strings.SplitSeq(pointer[1:], "/") {
		path = append(path, strings.ReplaceAll(strings.ReplaceAll(step, "~1", "/"), "~0", "~"))
	}

	return path
}

func decodeJSON(t *testing.T, text string) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}

	return value
}

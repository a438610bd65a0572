package frontmatter

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

var signature = []Pair{{"person", "sam"}, {"on", "2026-11-11"}, {"digest", "123456789012"}}

// TestAddItem puts an item into lists that are written in all the ways that people have.
func TestAddItem(t *testing.T) {
	for _, test := range []struct{ name, path, text, want string }{
		{"lines", "r/0", "r:\n  - revision: 2\n    a:\n      - {person: dana} # first\n  - revision: 1\n",
			"r:\n  - revision: 2\n    a:\n      - {person: dana} # first\n      - {person: sam, on: 2026-11-11, digest: \"123456789012\"}\n  - revision: 1\n"},
		{"lines of keys", "", "a:\n- person: dana\n  on: 2026-11-10\n\n# more\nb: 1\n",
			"a:\n- person: dana\n  on: 2026-11-10\n- person: sam\n  on: 2026-11-11\n  digest: \"123456789012\"\n\n# more\nb: 1\n"},
		{"a dash alone", "", "a:\n  -\n    person: dana\n",
			"a:\n  -\n    person: dana\n  - person: sam\n    on: 2026-11-11\n    digest: \"123456789012\"\n"},
		{"brackets", "r/0", "r: [{n: 1, a: [{person: dana}]}, {n: 2}]\n",
			"r: [{n: 1, a: [{person: dana}, {person: sam, on: 2026-11-11, digest: \"123456789012\"}]}, {n: 2}]\n"},
		{"brackets over lines", "", "a: [\n  {person: dana}, # she\n  {person: lee} # he\n]\n",
			"a: [\n  {person: dana}, # she\n  {person: lee}, # he\n  {person: sam, on: 2026-11-11, digest: \"123456789012\"}\n]\n"},
		{"brackets with a comma at the end", "", "a: [\n  {person: dana}, # she\n]\n",
			"a: [\n  {person: dana}, # she\n  {person: sam, on: 2026-11-11, digest: \"123456789012\"},\n]\n"},
		{"empty", "r/0", "r: [{n: 1, a: []}]\n", "r: [{n: 1, a: [{person: sam, on: 2026-11-11, digest: \"123456789012\"}]}]\n"},
		{"empty in a line", "r/0", "r:\n  - n: 1\n    a: [ ] # nobody yet\n", "r:\n  - n: 1\n    a: [{person: sam, on: 2026-11-11, digest: \"123456789012\"} ] # nobody yet\n"},
		{"none", "r/0", "r:\n  - n: 1\n    why: >-\n      Because\n      of it.\n\n  - n: 0\n",
			"r:\n  - n: 1\n    why: >-\n      Because\n      of it.\n    a:\n      - {person: sam, on: 2026-11-11, digest: \"123456789012\"}\n\n  - n: 0\n"},
		{"none in brackets", "r/0", "r:\n  - {n: 1, from: 2026-01-01} # now\n", "r:\n  - {n: 1, from: 2026-01-01, a: [{person: sam, on: 2026-11-11, digest: \"123456789012\"}]} # now\n"},
		{"none at the end", "", "n: 1", "n: 1\na:\n  - {person: sam, on: 2026-11-11, digest: \"123456789012\"}"},
		{"windows", "r/0", "r:\r\n  - n: 1\r\n    a:\r\n      - {person: dana}\r\nb: 2\r\n",
			"r:\r\n  - n: 1\r\n    a:\r\n      - {person: dana}\r\n      - {person: sam, on: 2026-11-11, digest: \"123456789012\"}\r\nb: 2\r\n"},
		{"toml", "r/0", "+[[r]]\nn = 1\na = [{person = \"dana\"}] # one\n[r.t]\nx = 1\n",
			"+[[r]]\nn = 1\na = [{person = \"dana\"}, {person = \"sam\", on = 2026-11-11, digest = \"123456789012\"}] # one\n[r.t]\nx = 1\n"},
		{"toml over lines", "", "+a = [\n  {person = \"dana\"}, # she\n]\n", "+a = [\n  {person = \"dana\"}, # she\n  {person = \"sam\", on = 2026-11-11, digest = \"123456789012\"},\n]\n"},
		{"toml, none", "r/0", "+[[r]]\n  n = 1 # first\n\n  [r.t]\n  x = 1\n", "+[[r]]\n  n = 1 # first\n  a = [{person = \"sam\", on = 2026-11-11, digest = \"123456789012\"}]\n\n  [r.t]\n  x = 1\n"},
		{"toml, tables", "r/0", "+[[r]]\nn = 1\n\n[[r.a]] # she\nperson = \"dana\"\n\n[[r]]\nn = 0\n",
			"+[[r]]\nn = 1\n\n[[r.a]] # she\nperson = \"dana\"\n\n[[r.a]]\nperson = \"sam\"\non = 2026-11-11\ndigest = \"123456789012\"\n\n[[r]]\nn = 0\n"},
		{"json", "r/0", `{"r": [{"n": 1, "a": [{"person": "dana"}]}]}`, `{"r": [{"n": 1, "a": [{"person": "dana"}, {"person": "sam", "on": "2026-11-11", "digest": "123456789012"}]}]}`},
		{"json over lines", "r/0", "{\n  \"r\": [\n    {\n      \"n\": 1,\n      \"a\": [\n        {\n          \"person\": \"dana\"\n        }\n      ]\n    }\n  ]\n}",
			"{\n  \"r\": [\n    {\n      \"n\": 1,\n      \"a\": [\n        {\n          \"person\": \"dana\"\n        },\n        {\n          \"person\": \"sam\",\n          \"on\": \"2026-11-11\",\n          \"digest\": \"123456789012\"\n        }\n      ]\n    }\n  ]\n}"},
		{"json, none", "", "{\n  \"n\": 1\n}", "{\n  \"n\": 1,\n  \"a\": [{\"person\": \"sam\", \"on\": \"2026-11-11\", \"digest\": \"123456789012\"}]\n}"},
	} {
		root := parsed(t, test.text)
		got, err := AddItem(root.Get(way(test.path)...), "a", signature...)
		if err != nil || got != wrap(test.want) {
			t.Errorf("%s: %v\n--- got\n%s\n--- want\n%s", test.name, err, got, wrap(test.want))
		}

		byHand, err := ItemByHand(root.Get(way(test.path)...), "a", signature...)
		if test.name == "brackets over lines" {
			if !errors.Is(err, ErrEdit) {
				t.Errorf("%s: %+v, %v", test.name, byHand, err) // a comma here, the item there
			}

			continue
		}

		if got := pasted(wrap(test.text), byHand); err != nil || strings.ReplaceAll(got, "\r", "") != strings.ReplaceAll(wrap(test.want), "\r", "") {
			t.Errorf("%s, by hand: %v\n--- got\n%s\n--- want\n%s", test.name, err, got, wrap(test.want))
		}
	}
}

// pasted does what people do with a text that they are told to put into a file.
func pasted(text string, p Paste) string {
	lines := strings.Split(text, "\n")
	line := &lines[p.Line-1]
	if p.Behind == "" {
		*line += "\n" + p.Text
		return strings.Join(lines, "\n")
	}

	before, after, _ := strings.Cut(*line, p.Behind)
	*line = before + p.Behind + p.Text + after

	return strings.Join(lines, "\n")
}

// TestLine writes a key in the format of a file.
func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"a: {b: 1}\n":     `digest: "123456789012" {person: sam, on: 2026-11-11, digest: "123456789012"}`,
		"+a = {b = 1}\n":  `digest = "123456789012" {person = "sam", on = 2026-11-11, digest = "123456789012"}`,
		`{"a": {"b": 1}}`: `"digest": "123456789012" {"person": "sam", "on": "2026-11-11", "digest": "123456789012"}`,
	} {
		at := parsed(t, text).Get("a")
		if got := Line(at, "digest", "123456789012") + " " + Inline(at, signature...); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}

// TestSetTexts changes some texts of a map, and adds others.
func TestSetTexts(t *testing.T) {
	for _, test := range []struct{ name, path, text, want string }{
		{"lines", "a/0", "a:\n  - person: dana # she\n    on: 2026-01-01 # then\n    digest: abc\n", "a:\n  - person: sam # she\n    on: 2026-11-11 # then\n    digest: \"123456789012\"\n"},
		{"a line more", "a/0", "a:\n  - person: sam # he\nb: 1\n", "a:\n  - person: sam # he\n    on: 2026-11-11\n    digest: \"123456789012\"\nb: 1\n"},
		{"brackets", "a/0", "a: [{person: sam, digest: 'abc'}]\n", "a: [{person: sam, digest: \"123456789012\", on: 2026-11-11}]\n"},
		{"toml", "a/0", "+[[a]]\nperson = 'x'\ndigest = 'abc' # old\n[z]\n", "+[[a]]\nperson = \"sam\"\ndigest = \"123456789012\" # old\non = 2026-11-11\n[z]\n"},
		{"json", "a/0", `{"a": [{"person": "sam", "on": "x"}]}`, `{"a": [{"person": "sam", "on": "2026-11-11", "digest": "123456789012"}]}`},
	} {
		root := parsed(t, test.text)
		got, err := SetTexts(root.Get(way(test.path)...), signature...)
		if err != nil || got != wrap(test.want) {
			t.Errorf("%s: %v\n--- got\n%s\n--- want\n%s", test.name, err, got, wrap(test.want))
		}
	}
}

// TestEditSafely adds to every map of every twin: either all other values stay, or there is an error.
func TestEditSafely(t *testing.T) {
	done := 0
	for _, twin := range twins {
		for _, text := range []string{"---\n" + twin.yaml + "---\nBody.\n", "+++\n" + twin.toml + "+++\nBody.\n", twin.json} {
			doc, problems := Parse(source.NewFile("f.md", text))
			if doc.Root == nil || len(problems) > 0 {
				continue
			}

			visit(doc.Root, func(n *Node) {
				if n.Kind != Map {
					return
				}

				got, err := AddItem(n, "added", signature...)
				if err != nil {
					if !errors.Is(err, ErrEdit) {
						t.Error(err)
					}

					return
				}

				done++
				again, problems := Parse(source.NewFile("f.md", got))
				if len(problems) > 0 || again.Root.Get(append(wayTo(n), "added", "0", "person")...).Text() != "sam" {
					t.Errorf("%s became\n%s", text, got)
				}

				if !reflect.DeepEqual(without(again.Root.Value(), "added"), doc.Root.Value()) {
					t.Errorf("%s became\n%s", text, got)
				}
			})
		}
	}

	if done < 40 {
		t.Errorf("only %d maps could be added to", done)
	}
}

func visit(n *Node, each func(*Node)) {
	each(n)
	for _, child := range n.Children() {
		visit(child, each)
	}
}

// without returns a value without what stands anywhere under a key.
func without(value any, key string) any {
	switch value := value.(type) {
	case map[string]any:
		delete(value, key)
		for k := range value {
			value[k] = without(value[k], key)
		}
	case []any:
		for i := range value {
			value[i] = without(value[i], key)
		}
	}

	return value
}

func wrap(text string) string {
	switch {
	case strings.HasPrefix(text, "+"):
		return "+++\n" + text[1:] + "\n+++\nProse.\n"
	case strings.HasPrefix(text, "{"):
		return text + "\nProse.\n"
	case strings.Contains(text, "\r"):
		return "---\r\n" + text + "\r\n---\r\nProse.\r\n"
	}

	return "---\n" + text + "\n---\nProse.\n"
}

func parsed(t *testing.T, text string) *Node {
	t.Helper()
	doc, problems := Parse(source.NewFile("f.md", wrap(text)))
	if len(problems) > 0 {
		t.Fatal(problems)
	}

	return doc.Root
}

func way(path string) []string {
	if path == "" {
		return nil
	}

	return strings.Split(path, "/")
}

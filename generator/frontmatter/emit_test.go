package frontmatter

import (
	"reflect"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

func TestScalar(t *testing.T) {
	for text, want := range map[string]string{
		"dana": "dana", "4 business hours": "4 business hours", "2027-Q1": "2027-Q1", "2026-11-16": "2026-11-16",
		"10:00": `"10:00"`, "75": `"75"`, "1.5": `"1.5"`, "1e5": `"1e5"`, "no": `"no"`, "": `""`, "- a": `"- a"`,
		"a: b": `"a: b"`, "a #b": `"a #b"`, "a, b": `"a, b"`, "x:": `"x:"`, " a": `" a"`, "a\nb": `"a\nb"`,
		"https://acme.example/x": "https://acme.example/x", `say "hello"`: `say "hello"`, "50–500 employees": "50–500 employees",
	} {
		if got := Scalar(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func FuzzScalar(f *testing.F) {
	for _, seed := range []string{"a", "1_0", "0x1F", "~", "=", "a:b", "<<", "0o7", "\u2028", "\ufeff", "1 # x", "!t", "'", "\\"} {
		f.Add(seed)
	}

	f.Fuzz(func(t *testing.T, text string) {
		if !isText(text) {
			t.Skip()
		}

		doc, problems := Parse(source.NewFile("f.md", "---\nv: "+Scalar(text)+"\n---\n"))
		if len(problems) > 0 || doc.Root.Get("v").Kind != Text || doc.Root.Get("v").Text() != text {
			t.Fatalf("%q is written as %s, which reads as %q: %v", text, Scalar(text), doc.Root.Get("v").Text(), problems)
		}
	})
}

// isText reports whether a text holds only what front matter may hold.
func isText(text string) bool {
	_, problems := Parse(source.NewFile("f.md", "---\nv: 'x'\n---\n"+text+"\n"))
	return len(problems) == 0 && source.Plain(text) == text
}

// TestYAML writes every twin, whatever it was written in, and reads it again.
func TestYAML(t *testing.T) {
	long := strings.Repeat("words and more ", 20) + "end"
	for _, front := range []string{
		"a: " + long + "\nb:\n  - " + long + "\n  - x: 1\n    y: {z: [1, [2, {q: " + long + "}]]}\n",
		"a: |\n  one\n\n    two\n  three\nb: |-\n  one # no\n  - two: x\nc: \" one\\ntwo\"\nd: \"one \\ntwo\"\ne: \"a\\n\\n\"\n",
		"a: []\nb: {}\nc: [[], {}]\nd:\n  - - - x\n",
		"a: 0x1F\nb: TRUE\nc: ~\nd: -.5\ne: '12'\n\"no\": off\n",
		"a: |\n  x\n  ---\n  y\nb: '---'\n",
	} {
		checkYAML(t, "---\n"+front+"---\n")
	}

	for _, twin := range twins {
		for _, text := range []string{"---\n" + twin.yaml + "---\n", "+++\n" + twin.toml + "+++\n", twin.json} {
			checkYAML(t, text)
		}
	}
}

func checkYAML(t *testing.T, text string) {
	t.Helper()
	doc, _ := Parse(source.NewFile("f.md", text))
	if doc.Root == nil {
		return
	}

	written := "---\n" + YAML(doc.Root) + "---\n"
	again, problems := Parse(source.NewFile("f.md", written))
	if again.Root == nil || !reflect.DeepEqual(again.Root.Value(), doc.Root.Value()) || keysIn(again.Root) != keysIn(doc.Root) {
		t.Errorf("%s\nis written as\n%s\n%v", text, written, problems)
	}
}

// keysIn returns all keys in their order.
func keysIn(n *Node) string {
	var b strings.Builder
	for _, child := range n.Children() {
		b.WriteString(child.Key() + " " + keysIn(child))
	}

	return b.String()
}

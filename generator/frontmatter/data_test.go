package frontmatter

import (
	"fmt"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

func TestParseData(t *testing.T) {
	tests := []struct{ format, text, want string }{
		{"yaml", "a: 1\nb: x\n", "map[a:1 b:x]"},
		{"yaml", "---\na: 1\n", "map[a:1]"},
		{"yaml", "{\"a\": 0x10, b: yes}", "map[a:16 b:yes]"},
		{"yaml", "", "map[]"},
		{"yaml", "---", "map[]"},
		{"yaml", "a: 1\na: 2\n", `x:2:1: "a" is given twice`},
		{"yaml", "just words\n", "x:1:1: this file has no keys"},
		{"yaml", "- a\n- b\n", "x:1:1: this file has no keys"},
		{"yaml", "\n\na: &b 1\n", `x:3:4: anchors such as &b are not understood`},
		{"toml", "a = 1\n[b]\nc = true\n", "map[a:1 b:map[c:true]]"},
		{"json", "\n  {\"a\": 1.50}\n", "map[a:1.50]"},
		{"json", "", "x:1:1: this file has no keys"},
		{"json", "[1, 2]", "x:1:1: this file has no keys"},
		{"json", "{\"a\": 1", `x:1:1: this bracket is never closed`},
		{"json", "{\"a\": 1} x", `x:1:10: this follows the } that ends the front matter`},
		{"json", "{\"a\": \x00}", "x:1:7: there is a control character here (U+0000)"},
	}
	for _, test := range tests {
		root, problems := ParseData(source.NewFile("x", test.text), test.format)
		got := fmt.Sprint(root.Value())
		if len(problems) > 0 {
			start, _ := problems[0].At.Range()
			got = fmt.Sprintf("x:%d:%d: %s", start.Line, start.Column, problems[0].Message)
			if root != nil {
				t.Errorf("%q has both problems and a root", test.text)
			}
		}

		if got != test.want {
			t.Errorf("%s %q\n got %s\nwant %s", test.format, test.text, got, test.want)
		}
	}
}

// FuzzParseData holds that no file makes the readers panic, and that problems stand within it.
func FuzzParseData(f *testing.F) {
	for i := range 3 {
		for _, text := range []string{"", "a: 1", "---\na: [", "{\"a\": {\"b\": [1, 2.5e3, null]}}", "[a]\nb = 1", "- x", "{", "}"} {
			f.Add(i, text)
		}
	}

	f.Fuzz(func(t *testing.T, which int, text string) {
		format := []string{"yaml", "toml", "json"}[uint(which)%3]
		root, problems := ParseData(source.NewFile("x", text), format)
		if (root == nil) != (len(problems) > 0) {
			t.Fatalf("%s %q: root %v, problems %v", format, text, root, problems)
		}

		for _, p := range problems {
			if p.At.File == nil || p.At.Start > p.At.End || p.At.End > len(p.At.File.Text) {
				t.Fatalf("%s %q: %v", format, text, p)
			}
		}

		if root != nil && root.Kind != Map {
			t.Fatalf("%s %q: the root is %s", format, text, root.Kind)
		}
	})
}

package markdown

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// Whatever order tags and Markdown come in, the page around them stays whole.
func TestTangles(t *testing.T) {
	t.Parallel()
	pieces := []string{
		"\n\n", "\n\n", "\n", " ", "x", "*y*", "**", "`", "- ", "\n- ", "\n  ", "\n> ", "# ", "\n# h\n", "|", "\n| a | b |\n|---|---|\n", "[l](u)", "[", "](v)", "![i](p.png)",
		"[^1]", "\n[^1]: n", "\n: d", "{{term x}}", "MQL", "\n```go\n", "\n    c", "<!--", "-->", "<br>", "<hr>", "<img src=x>", "<script>", "</script>", "<no>", "<x ", ">", "/>",
	}
	for _, name := range slices.Sorted(maps.Keys(elements)) {
		pieces = append(pieces, "<"+name+">", "</"+name+">")
	}
	for _, name := range []string{"a href=y", "a id=z", "table", "td", "tr", "details", "summary", "p", "div", "li", "ul", "a href=w", "pre", "h2", "dl", "dd", "caption", "colgroup", "ruby", "rt"} {
		word, _, _ := strings.Cut(name, " ")
		pieces = append(pieces, "<"+name+">", "</"+word+">", "\n\n<"+name+">\n\n", "\n\n</"+word+">\n\n")
	}

	options := everything()
	random := rand.New(rand.NewPCG(1, 2))
	for range 2_000 {
		var b strings.Builder
		for range 1 + random.IntN(30) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}

		f := source.NewFile("tangle.md", b.String())
		checkPage(t, f, Render(f, 0, len(f.Text), options))
		if t.Failed() {
			t.Fatalf("of %q", f.Text)
		}
	}
}

package markdown

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// everything asks for all that can be asked for.
func everything() Options {
	return Options{
		Link: func(ref Reference) (string, bool) {
			return "../" + ref.Destination, !strings.Contains(ref.Destination, "no")
		},
		Term: func(path string, _ source.Place) (string, string, bool) {
			return "4\u00a0hours", "sla.html#x", !strings.Contains(path, "no")
		},
		Glossary: NewGlossary([]Entry{{Word: "MQL", Href: "g.html#mql", Definition: `a "lead"`}, {Word: "a b", Href: "g.html#ab"}, {Word: "日", Href: "g.html#d"}}),
		Taken:    []string{"main"},
	}
}

func FuzzRender(f *testing.F) {
	files, err := filepath.Glob("testdata/*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add(">\t#")
	f.Add("[](:) ![](#0://)")
	for _, vector := range vectors {
		f.Add(vector)
	}

	options := everything()
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("fuzz.md", "---\n"+text)
		checkPage(t, file, Render(file, 4, len(file.Text), options))
		checkPage(t, file, Render(file, 4, len(file.Text), Options{IDPrefix: "p-", HeadingBase: 3}))

		inline, _ := Inline(text, InlineOptions{Link: options.Link, Term: options.Term})
		checkInert(t, inline)
	})
}

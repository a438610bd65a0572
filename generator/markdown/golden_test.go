package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

var update = flag.Bool("update", false, "write what is rendered to testdata")

// Every testdata/x.md has the page it gives in x.html and what else is known about it in x.txt.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}

	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}

			f := source.NewFile(filepath.Base(name), string(text))
			p := Render(f, 0, len(f.Text), goldenOptions())
			checkPage(t, f, p)
			compare(t, strings.TrimSuffix(name, ".md")+".html", p.HTML)
			compare(t, strings.TrimSuffix(name, ".md")+".txt", facts(p))
		})
	}
}

func goldenOptions() Options {
	return Options{
		Link: func(ref Reference) (string, bool) {
			return ref.Destination, !strings.HasPrefix(ref.Destination, "missing")
		},
		Term: func(path string, _ source.Place) (string, string, bool) {
			switch path {
			case "sla.limit":
				return "4 business hours", "sla.html#limit", true
			case "metrics.win-rate":
				return "Win rate", "", true
			}
			return "", "", false
		},
		Glossary: NewGlossary([]Entry{
			{Word: "MQL", Href: "glossary.html#mql", Definition: `A lead that "fits" & acts`},
			{Word: "SQL", Href: "glossary.html#sql"},
			{Word: "win rate", Href: "metrics.html#win-rate"},
			{Word: "リード", Href: "glossary.html#リード"},
			{Word: "C++", Href: "glossary.html#c"},
		}),
		Root: "../",
	}
}

func facts(p Page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nsummary: %s\nwords: %d\ncode: %v\nanchors: %q\n", p.Title, p.Summary, p.Words, p.HasCode, p.Anchors)
	for _, h := range p.Headings {
		fmt.Fprintf(&b, "%s: heading %d %q #%s, then %q\n", rangeOf(h.At), h.Level, h.Text, h.ID, start(p.Text[h.Offset:]))
	}
	for _, l := range p.Links {
		fmt.Fprintf(&b, "%s: link %q image %v, written %q\n", rangeOf(l.At), l.Destination, l.Image, l.At.Text())
	}
	for _, problem := range p.Problems {
		fmt.Fprintf(&b, "%s: %s: %s [%s] at %q\n", rangeOf(problem.At), problem.Severity, problem.Message, problem.Rule, start(problem.At.Text()))
		if problem.Hint != "" {
			fmt.Fprintf(&b, "\t%s\n", problem.Hint)
		}
	}
	fmt.Fprintf(&b, "\n%s", p.Text)

	return b.String()
}

func rangeOf(at source.Place) string {
	from, to := at.Range()
	return fmt.Sprintf("%d:%d-%d:%d", from.Line, from.Column, to.Line, to.Column)
}

func start(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}

	return s
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}

	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		g, w := line(gotLines, i), line(wantLines, i)
		if g != w {
			t.Errorf("%s:%d (go test ./generator/markdown -update writes it)\ngot  %s\nwant %s", name, i+1, g, w)
			return
		}
	}
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}

	return "(end)"
}

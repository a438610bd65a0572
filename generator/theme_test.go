package generator

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// themed is the small site with a theme of its own, made of those files.
func themed(files map[string]string) Options {
	content := small()
	content["index.md"] = &fstest.MapFile{Data: []byte("---\nkind: site\ntitle: Small\ntimezone: UTC\ntheme: ours\n---\n")}
	theme := fstest.MapFS{}
	for name, text := range files {
		theme["ours/"+name] = &fstest.MapFile{Data: []byte(text)}
	}

	return Options{Content: content, Prefix: "content/", Themes: theme, Now: now, Version: "test"}
}

func TestOwnTheme(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site")
	result, err := Build(themed(map[string]string{
		"page.html": `{{define "main"}}<h1>ours: {{.View.Title}}</h1>{{end}}`,
		"style.css": "body { color: teal }",
		"logo.svg":  "<svg xmlns='http://www.w3.org/2000/svg'/>",
	}), out)
	if err != nil || result.Failed(true) {
		t.Fatalf("%v %v", err, result.Problems)
	}

	all := files(t, out)
	if !strings.Contains(all["a.html"], "<h1>ours: A</h1>") {
		t.Error("the page is not made by the team's template")
	}

	if !strings.HasPrefix(all["assets/style.css"], "body { color: teal }") || all["assets/logo.svg"] == "" {
		t.Error("the team's style or picture is not there")
	}

	if !strings.Contains(all["index.html"], `class="brand"`) {
		t.Error("what the team did not replace is not the default")
	}
}

// TestBrokenTheme shows that a broken template is a problem of its author, at its line, that a check finds
// it, and that the site stays as it was.
func TestBrokenTheme(t *testing.T) {
	cases := map[string]struct {
		template string
		line     int
	}{
		"unclosed":         {"{{define \"main\"}}\n<h1>{{if .Title}}</h1>\n{{end}}", 3},
		"unknown function": {"{{define \"main\"}}\n\n{{shout .Title}}{{end}}", 3},
		"unknown field":    {"{{define \"main\"}}\n<p>\n{{.Titel}}</p>{{end}}", 3},
		"no main":          {"<p>{{.Title}}</p>", 1},
		"endless":          {"{{define \"main\"}}\n{{template \"main\" .}}{{end}}", 2},
		"endless together": {"{{define \"main\"}}{{template \"a\" .}}{{end}}\n{{define \"a\"}}{{template \"b\" .}}{{end}}\n{{define \"b\"}}{{template \"a\" .}}{{end}}", 3},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "site")
			build(t, small(), out)
			before := files(t, out)
			o := themed(map[string]string{"page.html": c.template})
			for what, run := range map[string]func() (*Result, error){
				"check": func() (*Result, error) { return Check(o) },
				"build": func() (*Result, error) { return Build(o, out) },
			} {
				result, err := run()
				if err != nil {
					t.Fatalf("%s: %v", what, err)
				}

				if result.Problems.Count(source.Error) != 1 {
					t.Fatalf("%s: it says %v", what, result.Problems)
				}

				problem := result.Problems[len(result.Problems)-1]
				start, _ := problem.At.Range()
				if problem.Rule != "template" || problem.At.File.Name != "themes/ours/page.html" || start.Line != c.line {
					t.Errorf("%s: it says %s:%d: %s [%s]", what, problem.At.File.Name, start.Line, problem.Message, problem.Rule)
				}
			}

			if !maps.Equal(before, files(t, out)) {
				t.Error("the site has changed")
			}
		})
	}
}

func TestMissingTheme(t *testing.T) {
	o := themed(nil)
	o.Themes = os.DirFS(t.TempDir())
	result, err := Check(o)
	if err != nil || len(result.Problems) != 1 || result.Problems[0].Rule != "template" || !strings.Contains(result.Problems[0].Message, "themes/ours") {
		t.Errorf("it says %v %v", result.Problems, err)
	}
}

// TestStrayTemplate holds that a template under a name that no page uses is not passed over in silence.
func TestStrayTemplate(t *testing.T) {
	o := demo()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}

	name := filepath.Join(dir, "index.md")
	text := strings.Replace(readText(t, name), "kind: site\n", "kind: site\ntheme: ours\n", 1)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}

	o.Content = os.DirFS(dir)
	o.Themes = fstest.MapFS{"ours/workflo.html": {Data: []byte(`{{define "main"}}{{end}}`)}, "ours/_mine.html": {Data: []byte(`{{define "mine"}}{{end}}`)}}
	result, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}

	if len(result.Problems) != 1 || result.Problems[0].Rule != "template" || result.Problems[0].Hint != "did you mean workflow.html?" {
		t.Errorf("the problems are\n%s", listing(result.Problems))
	}
}

// TestThemeOfLinks holds that a link of the disk in a theme, which is not followed, is not passed over in silence.
func TestThemeOfLinks(t *testing.T) {
	o := themed(map[string]string{"_mine.html": `{{define "mine"}}{{end}}`})
	o.Themes.(fstest.MapFS)["ours/page.html"] = &fstest.MapFile{Data: []byte("../page.html"), Mode: fs.ModeSymlink | 0o777}
	result, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}

	const want = "themes/ours/page.html:1:1: warning: this is no file of its own, and links of the disk are not followed, so it is no part of the theme [template]\n"
	if found := listing(result.Problems); !strings.Contains(found, want) {
		t.Errorf("want %s\ngot  %s", want, found)
	}
}

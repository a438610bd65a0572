package site

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/markdown"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/themes"
)

// A theme is the default theme with a team's own files in the place of those of the same name.
type theme struct {
	pages  map[string]*template.Template // by file name
	files  map[string]*source.File       // the templates' texts, for problems
	assets []asset
	own    bool // a team's own files are among them
	// explore says that there is what it takes to explore charts.
	explore bool
}

// exploreName is the script that the button Explore loads; a program may be without.
const exploreName = "explore.js"

// An asset is a file of a theme that is copied as it is.
type asset struct {
	name string
	text []byte
}

// loadTheme returns the theme that the site names. prefix is put before the paths of own in problems.
func loadTheme(own fs.FS, prefix string, site *plan.Site) (*theme, source.Problems, error) {
	if name := themeName(site); name != "" && name != "default" {
		return readThemes(own, prefix, site)
	}

	t, err := defaultTheme()

	return t, nil, err
}

// defaultTheme is in the program, and the same every time.
var defaultTheme = sync.OnceValues(func() (*theme, error) {
	t, problems, err := readThemes(nil, "", &plan.Site{})
	if err == nil && len(problems) > 0 {
		err = fmt.Errorf("the default theme: %s", problems[0].Message)
	}

	return t, err
})

// readThemes reads and parses the default theme and, over it, the one that the site names. Templates whose
// names start with an underscore are parts that the others use.
func readThemes(own fs.FS, prefix string, site *plan.Site) (*theme, source.Problems, error) {
	t := &theme{pages: map[string]*template.Template{}, files: map[string]*source.File{}}
	texts := map[string]asset{}
	if err := readTheme(themes.Default(), texts, "themes/default/"); err != nil {
		return nil, nil, err
	}

	if err := readTheme(themes.Explore(), texts, "themes/explore/bundle/"); err != nil {
		return nil, nil, err
	}

	_, t.explore = texts[exploreName]

	var missing source.Problems
	if name := themeName(site); name != "" && name != "default" {
		var err error
		if missing, err = t.overlay(own, prefix, site, texts); err != nil {
			return nil, nil, err
		}

		t.own = !slices.ContainsFunc(missing, func(p source.Problem) bool { return p.Path == "/theme" })
	}

	names := make([]string, 0, len(texts))
	for name := range texts {
		names = append(names, name)
	}

	slices.Sort(names)
	for _, name := range names {
		file := texts[name]
		if path.Ext(name) == ".html" {
			t.files[name] = source.NewFile(file.name, string(file.text))
			continue
		}

		if name == "style.css" {
			file.text = slices.Concat(file.text, []byte(figure.Stylesheet()), []byte(markdown.Stylesheet()))
		}

		t.assets = append(t.assets, asset{name, file.text})
	}

	return t, append(missing, t.parse(names)...), nil
}

// overlay reads the team's own files over those of the default theme.
func (t *theme) overlay(own fs.FS, prefix string, site *plan.Site, texts map[string]asset) (source.Problems, error) {
	name := themeName(site)
	missing := source.Problems{{
		At: site.Place("theme"), Rule: "template", Path: "/theme",
		Message: fmt.Sprintf("there is no folder %s%s", prefix, name),
		Hint:    "make the folder and put the files into it that shall differ from the default theme, or delete the line",
	}}
	if own == nil || !fs.ValidPath(name) {
		return missing, nil
	}

	dir, err := fs.Sub(own, name)
	if err != nil {
		return missing, nil
	}

	files, shown := map[string]asset{}, prefix+name+"/"
	err = readTheme(dir, files, shown)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return missing, nil
	case err != nil:
		return nil, err
	}

	strays, err := notFollowed(dir, shown)
	for _, file := range slices.Sorted(maps.Keys(files)) {
		if _, known := texts[file]; !known && path.Ext(file) == ".html" && !strings.HasPrefix(path.Base(file), "_") {
			strays.Add(stray(files[file], file, texts))
		}
	}

	maps.Copy(texts, files)

	return strays, err
}

// notFollowed reports what is no file of its own in a theme, and so no part of it.
func notFollowed(dir fs.FS, shown string) (left source.Problems, err error) {
	err = fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Type().IsRegular() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}

		left.Add(source.Problem{
			At: source.NewFile(shown+name, "").Place(0, 0), Severity: source.Warning, Rule: "template",
			Message: "this is no file of its own, and links of the disk are not followed, so it is no part of the theme",
			Hint:    "put a copy of the file there, or delete it",
		})

		return nil
	})

	return left, err
}

// stray reports a template that takes no other's place, so that no page uses it.
func stray(file asset, name string, known map[string]asset) source.Problem {
	hint := "give it the name of the template that it is to replace, or one that begins with _ if it is a part of others"
	if near := source.Nearest(name, slices.Sorted(maps.Keys(known))); near != "" {
		hint = "did you mean " + near + "?"
	}

	return source.Problem{
		At: source.NewFile(file.name, string(file.text)).Place(0, 0), Severity: source.Warning, Rule: "template",
		Message: "no page uses this template: the default theme has none of that name", Hint: hint,
	}
}

// themeName returns the name of the folder in themes/ that the site names, with themes/ before it or not.
func themeName(site *plan.Site) string {
	return strings.TrimSuffix(strings.TrimPrefix(site.Theme, "themes/"), "/")
}

// readTheme adds the files of a folder to texts; a file of the same name is replaced.
func readTheme(dir fs.FS, texts map[string]asset, shown string) error {
	return fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}

		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return fmt.Errorf("read %s: %w", shown+name, err)
		}

		texts[name] = asset{shown + name, text}

		return nil
	})
}

// parse compiles the templates. Every page may use all the parts.
func (t *theme) parse(names []string) source.Problems {
	var problems source.Problems
	parts := template.New("")
	for _, name := range names {
		if file := t.files[name]; file != nil && strings.HasPrefix(name, "_") {
			if _, err := parts.New(name).Parse(file.Text); err != nil {
				problems.Add(t.problem(name, err))
			}
		}
	}

	for _, name := range names {
		file := t.files[name]
		if file == nil || strings.HasPrefix(name, "_") {
			continue
		}

		page := template.New("").Option("missingkey=error")
		_, err := page.New(name).Parse(file.Text)
		if err == nil {
			err = reach(page, parts)
		}

		if err == nil {
			err = endless(page)
		}

		if err != nil {
			problems.Add(t.problem(name, err))
			continue
		}

		t.pages[name] = page
	}

	return problems
}

// render executes the template of a page.
func (t *theme) render(p *page) ([]byte, error) {
	tmpl := t.pages[p.template]
	if tmpl == nil {
		return nil, fmt.Errorf("the theme has no template %s", p.template)
	}

	out := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(out)
	out.Reset()
	if err := tmpl.ExecuteTemplate(out, "_base.html", p); err != nil {
		return nil, &TemplateError{t.problem(p.template, err)}
	}

	return bytes.Clone(out.Bytes()), nil
}

// buffers are those in which pages grow: a page takes no more room than it needs, and no growing is thrown
// away with each.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// isOwn reports whether a template is the team's.
func (t *theme) isOwn(name string) bool {
	file := t.files[name]

	return file != nil && !strings.HasPrefix(file.Name, "themes/default/")
}

// A TemplateError says that a template of a theme failed while a page was rendered.
type TemplateError struct{ Problem source.Problem }

func (e *TemplateError) Error() string { return e.Problem.Message }

// position finds the place in the messages of html/template: "template: overview.html:12:4: …".
var templatePosition = regexp.MustCompile(`(?:html/template|template): ?"?([^":]+\.html)"?:(\d+)(?::(\d+))?:? ?`)

// problem says where a template is broken. Where that shows in the default theme, what is wrong is the team's own
// template of the page, which lacks what the default one has.
func (t *theme) problem(name string, err error) source.Problem {
	message := err.Error()
	line, column := 1, 1
	if found := templatePosition.FindStringSubmatchIndex(message); found != nil {
		if shown := message[found[2]:found[3]]; t.isOwn(shown) || !t.isOwn(name) {
			name = shown
			line, _ = strconv.Atoi(message[found[4]:found[5]])
			if found[6] >= 0 {
				column, _ = strconv.Atoi(message[found[6]:found[7]])
				column++
			}
		}

		message = message[found[1]:]
	}

	file := t.files[name]
	if file == nil {
		file = source.NewFile("themes/"+name, "")
	}

	start := file.Offset(line, max(column, 1))
	end := file.LineStart(line) + len(file.Line(line))

	return source.Problem{
		At: file.Place(start, end), Rule: "template",
		Message: "the template is broken: " + cmp.Or(strings.TrimSpace(message), "it cannot be executed"),
		Hint:    "compare it with the file of that name in the default theme",
	}
}

package starter

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

var options = Options{Content: "content/", ID: "acme"}

// load reads files as a project and returns the problems of form.
func load(t *testing.T, files ...File) (*plan.Set, source.Problems) {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, file := range files {
		if name, ok := strings.CutPrefix(file.Path, "content/"); ok {
			fsys[name] = &fstest.MapFile{Data: []byte(file.Text)}
		}
	}

	set, problems, err := plan.Load(fsys, "content/")
	if err != nil {
		t.Fatal(err)
	}

	return set, problems
}

func wantNoProblems(t *testing.T, problems source.Problems) {
	t.Helper()
	if len(problems) > 0 {
		var b strings.Builder
		_ = source.Text(&b, problems, source.Style{})
		t.Errorf("there are problems:\n%s", b.String())
	}
}

func TestProjectHasNoProblemOfForm(t *testing.T) {
	for name, o := range map[string]Options{
		"plain":     options,
		"odd names": {Content: "content/", ID: "x", Organization: `#1: "Müller" & Söhne, {x} - 名`, Title: "{{term sla}}: no"},
	} {
		t.Run(name, func(t *testing.T) {
			set, problems := load(t, Project(o)...)
			wantNoProblems(t, problems)
			if len(set.Plans) != 1 || set.Plans[0].ID != o.ID || set.Plans[0].Organization.Name != o.organization() {
				t.Errorf("got %d plans", len(set.Plans))
			}
		})
	}
}

func TestExampleHasNoProblemOfForm(t *testing.T) {
	for _, day := range []string{"2026-11-24", "2028-02-29", "2027-12-31"} {
		today, err := worktime.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}

		set, problems := load(t, Example(options, today)...)
		wantNoProblems(t, problems)
		if len(set.Plans) != 1 || len(set.Plans[0].Missing) > 0 {
			t.Errorf("the example lacks %v", set.Plans[0].Missing)
		}

		if strings.Contains(set.Plans[0].Document.File.Text, "{{start") {
			t.Error("a date was left out")
		}
	}
}

// entries returns a new entry of every kind, in a plan that has nothing else.
func entries(t *testing.T) []File {
	t.Helper()
	set, _ := load(t, Plan(options))
	ids := map[string]string{"scorecard": "2026-11", "qbr": "2026-Q4"}

	var files []File
	for _, kind := range Kinds() {
		if kind == "plan" {
			continue
		}

		id := ids[kind]
		if id == "" {
			id = "one-more"
		}

		file, err := Entry("content/", set.Plans[0], kind, id)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}

		files = append(files, file)
	}

	return files
}

func TestEntriesHaveNoProblemOfForm(t *testing.T) {
	files := append(Project(options), entries(t)...)
	set, problems := load(t, files...)
	wantNoProblems(t, problems)
	for _, doc := range set.Documents {
		if doc.Kind != "site" && doc.Plan == nil {
			t.Errorf("%s belongs to no plan", doc.Path)
		}
	}
}

// TestFormsAskOnlyForWhatTheSchemaKnows walks through every line of every form.
func TestFormsAskOnlyForWhatTheSchemaKnows(t *testing.T) {
	for _, kind := range append(Kinds(), "site") {
		lines := wholeOutline(kind)
		if content, err := texts.ReadFile("outline/" + kind + ".md"); err == nil {
			lines = string(content)
		}

		var path trail
		for line := range strings.Lines(lines) {
			m := formLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
			if m == nil {
				continue
			}

			if of, named := path.enter(kind, len(m[1]), m[3]); of.node == nil {
				t.Errorf("a %s has no key %s", kind, m[3])
			} else if named && of.description() == "" {
				t.Errorf("the schema does not say what %s of a %s is", m[3], kind)
			}
		}
	}
}

// TestWhatAFormSuggestsIsValid fills in every form with its own examples.
func TestWhatAFormSuggestsIsValid(t *testing.T) {
	files := append(Project(options), entries(t)...)
	for i := range files {
		files[i].Text = filled(files[i].Text)
	}

	_, problems := load(t, files...)
	wantNoProblems(t, problems)
}

// filled puts the example of the advice after every key of a form that has one, and lets the examples below
// a key be what stands there.
func filled(form string) string {
	lines := strings.Split(form, "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		m := formLine.FindStringSubmatch(lines[i])
		if m == nil || m[2] == "" {
			continue
		}

		for j := i + 1; exampleLine.MatchString(lines[j]); j++ {
			lines[j] = strings.Replace(lines[j], "# ", "", 1)
			lines[i] = m[1] + m[3] + ":"
		}

		value := m[4]
		if value == "" {
			value = suggestion(lines[:i], m[1]+"# ")
		}

		if value != "" || hasChild(lines[i+1:], m[1]) {
			lines[i] = m[1] + m[3] + ":" + value
		}
	}

	return strings.Join(lines, "\n")
}

// exampleLine matches a line of a form that shows what could stand there.
var exampleLine = regexp.MustCompile(`^ +# (- |[a-z-]+: )\{`)

// hasChild reports whether one of the lines that are indented further holds a fact.
func hasChild(lines []string, indent string) bool {
	for _, line := range lines {
		m := formLine.FindStringSubmatch(line)
		if m != nil && len(m[1]) <= len(indent) {
			return false
		}

		if m != nil && m[2] == "" {
			return true
		}
	}

	return false
}

// suggestion returns what the advice at the end of lines suggests, with a space before; "" for nothing.
func suggestion(lines []string, prefix string) string {
	text := ""
	for i := len(lines) - 1; i >= 0 && strings.HasPrefix(lines[i], prefix); i-- {
		text = strings.TrimPrefix(lines[i], prefix) + " " + text
	}

	if _, example, ok := strings.Cut(text, "e.g. "); ok {
		example = strings.TrimSpace(example)
		if strings.Contains(text, "(e.g. ") {
			example = strings.TrimSuffix(example, ")")
		}

		return " " + example
	}

	if strings.HasSuffix(text, "(true or false) ") {
		return " true"
	}

	return ""
}

// TestExamplesReadBack holds every example of the schema against what the form makes of it.
func TestExamplesReadBack(t *testing.T) {
	count := 0
	var walk func(n *frontmatter.Node)
	walk = func(n *frontmatter.Node) {
		for _, example := range n.Get("examples").Children() {
			if n.Kind != frontmatter.Map || n.Get("examples").Kind != frontmatter.List {
				break
			}

			count++
			text := "---\nv: " + frontmatter.Flow(example) + "\nw: [" + frontmatter.Flow(example) + "]\n---\n"
			doc, problems := frontmatter.Parse(source.NewFile("f.md", text))
			if len(problems) > 0 || !same(doc.Root.Get("v"), example) || !same(doc.Root.Get("w", "0"), example) {
				t.Errorf("%s reads back as something else: %v", frontmatter.Flow(example), problems)
			}
		}

		for _, child := range n.Children() {
			walk(child)
		}
	}

	walk(plan.SchemaTree())
	if count < 100 {
		t.Errorf("only %d examples", count)
	}
}

func same(a, b *frontmatter.Node) bool {
	if a == nil || a.Kind != b.Kind || a.Text() != b.Text() || len(a.Children()) != len(b.Children()) {
		return false
	}

	for i, child := range b.Children() {
		if a.Children()[i].Key() != child.Key() || !same(a.Children()[i], child) {
			return false
		}
	}

	return true
}

func TestID(t *testing.T) {
	for name, want := range map[string]string{
		"acme": "acme", "Acme Corp.": "acme-corp", "--a--": "a", "": "plan", "名前": "plan", "2027 Q1": "2027-q1",
		strings.Repeat("ab ", 40): strings.TrimSuffix(strings.Repeat("ab-", 21), "-"),
	} {
		if got := ID(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestEntryRefusesWhatIsThere(t *testing.T) {
	set, _ := load(t, File{Path: "content/acme/plan.md", Text: "---\nkind: plan\ntitle: Acme\nmetrics:\n  win-rate: {name: Win rate}\nsla: {calendar: hq}\n---\n"})
	for _, c := range []struct{ kind, id, want string }{
		{"metric", "win-rate", `the plan "acme" has win-rate already, in content/acme/plan.md:5`},
		{"sla", "marketing-sales", `the plan "acme" has marketing-sales already, in content/acme/plan.md:6`},
		{"metric", "Win Rate", `"Win Rate" cannot be an id: an id has lower-case letters, digits and hyphens`},
		{"scorecard", "november", `a scorecard is named for its month, not "november"`},
		{"qbr", "2026-11", `a quarterly review is named for its quarter, not "2026-11"`},
	} {
		_, err := Entry("content/", set.Plans[0], c.kind, c.id)
		var refused *Error
		if !errors.As(err, &refused) || refused.Reason != c.want || refused.Hint == "" {
			t.Errorf("%s %s: %v", c.kind, c.id, err)
		}
	}
}

func TestWriteNeverWritesOver(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "README.md"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}

	files := []File{{Path: "a/b.md", Text: "b"}, {Path: "README.md", Text: "theirs", Optional: true}}
	written, err := Write(dir, files)
	if err != nil || !slices.Equal(written.Paths, []string{"a/b.md"}) || !slices.Equal(written.Kept, []string{"README.md"}) {
		t.Fatalf("%+v, %v", written, err)
	}

	_, err = Write(dir, []File{{Path: "new.md", Text: "n"}, {Path: "a/b.md", Text: "other"}})
	var refused *Error
	if !errors.As(err, &refused) {
		t.Fatalf("got %v", err)
	}

	for name, want := range map[string]string{"README.md": "mine", "a/b.md": "b"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}

	if _, err := os.Stat(filepath.Join(dir, "new.md")); err == nil {
		t.Error("something was written beside the clash")
	}
}

func TestWriteStaysInItsFolder(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "content")); err != nil {
		t.Skip("no symbolic links here")
	}

	if _, err := Write(dir, []File{{Path: "content/index.md", Text: "x"}}); err == nil {
		t.Error("a link led out of the folder")
	}

	if entries, _ := os.ReadDir(outside); len(entries) > 0 {
		t.Error("something was written outside")
	}
}

// TestTheEditorUnderstandsProblems holds the pattern of the editor's task against a printed problem.
func TestTheEditorUnderstandsProblems(t *testing.T) {
	var tasks struct {
		Tasks []struct {
			ProblemMatcher json.RawMessage
		}
	}
	var matcher struct {
		Pattern struct {
			Regexp                                      string
			File, Line, Column, Severity, Message, Code int
		}
	}
	if err := json.Unmarshal([]byte(text("project/tasks.json")), &tasks); err != nil {
		t.Fatal(err)
	}

	if err := json.Unmarshal(tasks.Tasks[0].ProblemMatcher, &matcher); err != nil {
		t.Fatal(err)
	}

	pattern := matcher.Pattern
	file := source.NewFile("content/a b/plan.md", "kind: plan\n\towner: A & B\n")
	for severity, want := range map[source.Severity]string{source.Error: "", source.Warning: "warning"} {
		var b strings.Builder
		_ = source.Text(&b, source.Problems{{At: file.Place(19, 24), Severity: severity, Rule: "one-person", Message: "say: one [person]"}}, source.Style{})
		first, rest, _ := strings.Cut(b.String(), "\n")
		re := regexp.MustCompile(pattern.Regexp)
		m := re.FindStringSubmatch(first)
		if m == nil || m[pattern.File] != "content/a b/plan.md" || m[pattern.Line] != "2" || m[pattern.Column] != "9" ||
			m[pattern.Severity] != want || m[pattern.Message] != "say: one [person]" || m[pattern.Code] != "one-person" {
			t.Errorf("%q is read as %q", first, m)
		}

		for line := range strings.Lines(rest) {
			if re.MatchString(line) {
				t.Errorf("the excerpt %q is taken for a problem", line)
			}
		}
	}
}

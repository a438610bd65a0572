package starter

import (
	"strings"
	"testing"
	"time"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/rules"
	"github.com/lockstep-docs/lockstep/generator/source"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// toDo returns what lockstep check lists for files.
func toDo(t *testing.T, files ...File) source.Problems {
	t.Helper()
	set, problems := load(t, files...)

	return rules.Check(set, now, problems).Problems
}

// TestWarningsOfAFormPointAtItsLines holds that each thing that is left to do in a new project, or in a new entry
// of any kind, is listed at the line that waits for it.
func TestWarningsOfAFormPointAtItsLines(t *testing.T) {
	files := append(Project(options), entries(t)...)
	problems := toDo(t, files...)
	if len(problems) < 60 {
		t.Errorf("only %d things are left to do", len(problems))
	}

	for _, problem := range problems {
		if problem.Rule == "stale" {
			continue // time asks for it, not the form
		}

		start, _ := problem.At.Range()
		if line := strings.TrimSpace(problem.At.File.Line(start.Line)); !strings.HasPrefix(line, "#") {
			t.Errorf("%s:%d: %s, but the line is %q", problem.At.File.Name, start.Line, problem.Message, line)
		}
	}
}

// TestTheListFollowsTheForm fills in every form from top to bottom, and after every fact looks at what comes first
// on the list: it stands further and further down, until nothing is left.
func TestTheListFollowsTheForm(t *testing.T) {
	project := Project(options)
	for i := range project {
		t.Run(project[i].Path, func(t *testing.T) {
			if strings.HasPrefix(project[i].Path, "content/") {
				fillFromTheTop(t, project, i)
			}
		})
	}
}

func fillFromTheTop(t *testing.T, files []File, i int) {
	lines := strings.Split(files[i].Text, "\n")
	first := firstLine(t, files, i)
	if first == 0 {
		t.Fatal("nothing is left to do")
	}

	kind, path := kindOf(lines), trail{}
	for at, line := range lines {
		m := formLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}

		of, _ := path.enter(kind, len(m[1]), m[3])
		if m[2] == "" || strings.HasPrefix(m[3], "revision") { // nobody signs a draft
			continue
		}

		lines[at] = m[1] + m[3] + ":" + m[4]
		switch below := lines[at+1]; {
		case exampleLine.MatchString(below):
			for j := at + 1; exampleLine.MatchString(lines[j]); j++ {
				lines[j] = strings.Replace(lines[j], "# ", "", 1)
			}
		case strings.HasPrefix(below, m[1]+"  "):
			continue // its first key makes it whole
		case m[4] == "":
			lines[at] += " " + fact(m[3], of)
		}

		files[i].Text = strings.Join(lines, "\n")
		next := firstLine(t, files, i)
		if next != 0 && next < first {
			t.Errorf("with line %d filled in, the list starts at line %d; before, it started at %d", at+1, next, first)
		}

		first = max(first, next)
	}

	for _, problem := range toDo(t, files...) {
		if start, _ := problem.At.Range(); problem.At.File.Name == files[i].Path && problem.Severity < source.Info && problem.Rule != "parts-missing" {
			t.Errorf("with everything filled in, line %d: %s", start.Line, problem.Message)
		}
	}
}

// firstLine returns the line of the first thing that is left to do in a file; 0 if there is none.
func firstLine(t *testing.T, files []File, i int) int {
	for _, problem := range toDo(t, files...) {
		if problem.At.File.Name == files[i].Path && problem.Severity < source.Info {
			start, _ := problem.At.Range()
			return start.Line
		}
	}

	return 0
}

func kindOf(lines []string) string {
	for _, line := range lines {
		if kind, ok := strings.CutPrefix(line, "kind: "); ok {
			return kind
		}
	}

	return ""
}

// facts are what the schema has no example of and cannot be a sentence, or where its example contradicts another.
var facts = map[string]string{
	"agreed_by":     "[marketing]",
	"mental_models": "[{function: marketing, says: A demo request}, {function: sales, says: A budget and a date}]",
	"changes":       "[{what: The limit of the first outreach, where: sla}]",
}

// fact returns something that can stand under a key.
func fact(key string, of schema) string {
	enum, examples, kind := of.get("enum"), of.get("examples"), of.get("type")
	switch {
	case facts[key] != "":
		return facts[key]
	case len(enum.Children()) > 0:
		return frontmatter.Flow(enum.Children()[0])
	case len(examples.Children()) > 0:
		return frontmatter.Flow(examples.Children()[0])
	case kind != nil && kind.Text() == "boolean":
		return "true"
	}

	return "The SDR on duty writes the " + strings.ReplaceAll(key, "_", " ") + " into the deal on the same day"
}

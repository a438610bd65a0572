package source_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// at returns the place of the first occurrence of part in text.
func at(f *source.File, part string) source.Place {
	i := strings.Index(f.Text, part)
	if i < 0 {
		panic("no " + part)
	}

	return f.Place(i, i+len(part))
}

func text(t *testing.T, style source.Style, problems ...source.Problem) string {
	t.Helper()
	var b strings.Builder
	if err := source.Text(&b, problems, style); err != nil {
		t.Fatal(err)
	}

	return b.String()
}

func TestTextShowsThePlace(t *testing.T) {
	long := "goals: " + strings.Repeat("and so on, ", 30) + "HERE" + strings.Repeat(", and so forth", 30)
	cases := []struct {
		name, text, at, hint string
		want                 []string // the excerpt, line by line
	}{
		{"a value", "  limit: 4", "4", `did you mean "4 hours"?`, []string{
			`    1 |   limit: 4`,
			`      |          ^ did you mean "4 hours"?`,
		}},
		{"a word, no hint", "ownr: dana\n", "ownr", "", []string{
			`    1 | ownr: dana`,
			`      | ^^^^`,
		}},
		{"a later line, windows line ends", "a: 1\r\nb: 22\r\nc: 3\r\n", "22", "", []string{
			`    2 | b: 22`,
			`      |    ^^`,
		}},
		{"tabs are copied", "\tlimit:\t4\t# why", "4", "unit?", []string{
			"    1 | \tlimit:\t4\t# why",
			"      | \t      \t^ unit?",
		}},
		{"a tab inside", "ab\tcd", "b\tc", "", []string{
			"    1 | ab\tcd",
			"      |  ^^^^^^^^",
		}},
		{"wide characters", "名前: 田中", "田中", "one person", []string{
			"    1 | 名前: 田中",
			"      |       ^^^^ one person",
		}},
		{"marks take no room", "re\u0301sume\u0301: x", "x", "", []string{
			"    1 | re\u0301sume\u0301: x",
			"      |         ^",
		}},
		{"emoji", "🎯 goal: x", "x", "", []string{
			"    1 | 🎯 goal: x",
			"      |          ^",
		}},
		{"many lines", "a:\n  b: 1  \n  c: 2\n", "b: 1  \n  c: 2", "", []string{
			"    2 |   b: 1",
			"      |   ^^^^",
		}},
		{"control characters", "a: \x1b[31mred\u202e", "red", "", []string{
			"    1 | a: �[31mred�",
			"      |         ^^^",
		}},
		{"bytes that are no text", "a: \xff\xfe b", "b", "", []string{
			"    1 | a: �� b",
			"      |       ^",
		}},
		{"a long line", long, "HERE", "where?", []string{
			"    1 | …so on, and so on, and so on, and so on, HERE, and so forth, and so forth, and so forth, and so forth…",
			"      |                                          ^^^^ where?",
		}},
	}

	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := source.NewFile("plan.md", c.text)
			got := text(t, source.Style{}, source.Problem{At: at(f, c.at), Rule: "schema", Message: "m", Hint: c.hint})
			_, excerpt, _ := strings.Cut(got, "\n")
			if want := strings.Join(c.want, "\n") + "\n"; excerpt != want {
				t.Errorf("got\n%s\nwant\n%s", excerpt, want)
			}
		})
	}
}

func TestTextOfNothingThere(t *testing.T) {
	f := source.NewFile("plan.md", "owner:\n\n")
	cases := []struct {
		start int
		want  string
	}{
		{6, "plan.md:1:7: m [r]\n    1 | owner:\n      |       ^ fill it in\n"},
		{7, "plan.md:2:1: m [r]\n    2 |\n      | ^ fill it in\n"},
		{8, "plan.md:3:1: m [r]\n    3 |\n      | ^ fill it in\n"},
	}

	for _, c := range cases {
		problem := source.Problem{At: f.Place(c.start, c.start), Rule: "r", Message: "m", Hint: "fill it in"}
		if got := text(t, source.Style{}, problem); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
}

func TestTextOfAClashShowsBothPlaces(t *testing.T) {
	f := source.NewFile("content/acme/plan.md", "metrics:\n  win-rate: {}\n")
	g := source.NewFile("content/acme/metrics/win-rate.md", "---\nkind: metric\n---\n")
	got := text(t, source.Style{}, source.Problem{
		At: at(g, "kind"), Rule: "duplicate-id", Message: `metric "win-rate" stands twice`, Related: []source.Place{at(f, "win-rate")},
	})

	want := `content/acme/metrics/win-rate.md:2:1: metric "win-rate" stands twice [duplicate-id]
    2 | kind: metric
      | ^^^^
content/acme/plan.md:2:3: note: the first is here
    2 |   win-rate: {}
      |   ^^^^^^^^
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTextNamesWhatIsNoError(t *testing.T) {
	got := text(t, source.Style{},
		source.Problem{Rule: "template", Message: "bad \x1b[2J"},
		source.Problem{Severity: source.Warning, Rule: "stale", Message: "two\nlines", Hint: "look"},
		source.Problem{Severity: source.Info, Rule: "unused", Message: "nobody uses it"},
	)

	want := "bad �[2J [template]\nwarning: two lines [stale]\n      | look\ninfo: nobody uses it [unused]\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTextInColor(t *testing.T) {
	f := source.NewFile("plan.md", "a: 1\n")
	got := text(t, source.Style{Color: true}, source.Problem{
		At: at(f, "1"), Severity: source.Warning, Rule: "percent", Message: "m", Hint: "h",
	})

	want := "\x1b[1mplan.md:1:4:\x1b[0m \x1b[1;33mwarning:\x1b[0m m\x1b[2m [percent]\x1b[0m\n" +
		"\x1b[2m    1 | \x1b[0ma: 1\n\x1b[2m      | \x1b[0m   \x1b[1;33m^\x1b[0m h\n"
	if got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestSummary(t *testing.T) {
	e, w, i := source.Problem{}, source.Problem{Severity: source.Warning}, source.Problem{Severity: source.Info}
	cases := []struct {
		problems source.Problems
		want     string
	}{
		{nil, "no problems"},
		{source.Problems{e}, "1 error"},
		{source.Problems{w, e, e, w, e}, "3 errors, 2 warnings"},
		{source.Problems{i, w}, "1 warning, 1 info"},
	}

	for _, c := range cases {
		if got := c.problems.Summary(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// sample has a problem of every sort, with every character that a format must escape.
func sample() source.Problems {
	plan := source.NewFile("content/acme/plan.md", "---\nkind: plan\nowner: \"A & B\"\nsla:\n  terms:\n    x: 1\n---\n")
	odd := source.NewFile("content/büro, 100%/a:b <c>.md", "---\nkind: metric\n名: \u0007\n---\n")

	problems := source.Problems{
		{At: at(odd, "名"), Rule: "schema", Message: "a metric has no key \"名\" \u0007", Hint: "50% of a, b: <c>", Path: "/名"},
		{At: at(plan, "x: 1"), Severity: source.Info, Rule: "unused", Message: "nobody refers to x", Path: "/sla/terms/x"},
		{At: at(plan, `"A & B"`), Rule: "one-person", Message: `owner must be one person, not "A & B"`, Hint: "name one of them", Path: "/owner"},
		{At: at(plan, "sla:\n  terms"), Severity: source.Warning, Rule: "missing", Message: "the SLA has no review", Path: "/sla"},
		{At: at(odd, "kind"), Rule: "duplicate-id", Message: "it stands twice", Hint: "keep one", Related: []source.Place{at(plan, "kind")}},
		{Severity: source.Warning, Rule: "shallow-history", Message: "only 1 commit is here"},
	}
	problems.Sort()

	return problems
}

func formats() map[string]func(io.Writer, source.Problems) error {
	rules := []source.Rule{
		{ID: "missing", Severity: source.Warning, Why: "a complete plan says it", Help: "add the line"},
		{ID: "one-person", Why: "a team is nobody", Help: "name one person"},
	}

	return map[string]func(io.Writer, source.Problems) error{
		"text.txt":    func(w io.Writer, ps source.Problems) error { return source.Text(w, ps, source.Style{}) },
		"json.json":   source.JSON,
		"github.txt":  func(w io.Writer, ps source.Problems) error { return source.GitHub(w, ps, false) },
		"sarif.sarif": func(w io.Writer, ps source.Problems) error { return source.SARIF(w, ps, rules, "v1.2.3") },
		"junit.xml": func(w io.Writer, ps source.Problems) error {
			return source.JUnit(w, ps, []string{"content/index.md", "content/acme/plan.md"}, false)
		},
		"github-strict.txt": func(w io.Writer, ps source.Problems) error { return source.GitHub(w, ps, true) },
		"junit-strict.xml":  func(w io.Writer, ps source.Problems) error { return source.JUnit(w, ps, nil, true) },
		"json-none.json":    func(w io.Writer, _ source.Problems) error { return source.JSON(w, nil) },
		"sarif-none.sarif":  func(w io.Writer, _ source.Problems) error { return source.SARIF(w, nil, nil, "") },
		"junit-none.xml": func(w io.Writer, _ source.Problems) error {
			return source.JUnit(w, nil, []string{"content/index.md"}, false)
		},
	}
}

func TestFormats(t *testing.T) {
	for name, format := range formats() {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := format(&b, sample()); err != nil {
				t.Fatal(err)
			}

			golden := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}

			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}

			if !bytes.Equal(b.Bytes(), want) {
				t.Errorf("%s differs; run with -update. got\n%s", golden, b.Bytes())
			}
		})
	}
}

func TestFormatsCanBeRead(t *testing.T) {
	for name, format := range formats() {
		var b bytes.Buffer
		if err := format(&b, sample()); err != nil {
			t.Fatal(err)
		}

		switch filepath.Ext(name) {
		case ".json", ".sarif":
			if !json.Valid(b.Bytes()) {
				t.Errorf("%s is no JSON", name)
			}
		case ".xml":
			var tree struct {
				Tests  int `xml:"tests,attr"`
				Suites []struct {
					Cases []struct{} `xml:"testcase"`
				} `xml:"testsuite"`
			}

			if err := xml.Unmarshal(b.Bytes(), &tree); err != nil || tree.Tests == 0 || len(tree.Suites) == 0 {
				t.Errorf("%s is no JUnit report: %v", name, err)
			}
		}
	}
}

// TestSARIFHasWhatItsSchemaRequires follows the required properties of the SARIF 2.1.0 schema.
func TestSARIFHasWhatItsSchemaRequires(t *testing.T) {
	var b bytes.Buffer
	if err := formats()["sarif.sarif"](&b, sample()); err != nil {
		t.Fatal(err)
	}

	var log struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct{ ID string }
				}
			}
			ColumnKind string
			Results    []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}

	run := log.Runs[0]
	if log.Version != "2.1.0" || run.Tool.Driver.Name == "" || run.ColumnKind != "unicodeCodePoints" || len(run.Results) != 6 {
		t.Errorf("%+v", log)
	}

	for _, result := range run.Results {
		if result.Message.Text == "" || result.Level == "" || run.Tool.Driver.Rules[result.RuleIndex].ID != result.RuleID {
			t.Errorf("%+v", result)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestFormatsReportWhatTheWriterSays(t *testing.T) {
	for name, format := range formats() {
		if err := format(full{}, sample()); err == nil || !strings.Contains(err.Error(), "disk full") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("a: 1\n\tb: 田中\r\n", 3, 9)
	f.Add(strings.Repeat("x\u0301名\t", 200), 700, 703)
	f.Add("\xff\x1b[31m\u202e", 1, 2)
	f.Fuzz(func(t *testing.T, content string, start, end int) {
		file := source.NewFile("f", content)
		got := text(t, source.Style{}, source.Problem{At: file.Place(start, end), Rule: "r", Message: content, Hint: content})
		lines := strings.Split(got, "\n")
		if len(lines) != 4 || lines[3] != "" {
			t.Fatalf("want three lines, got %q", got)
		}

		if strings.Count(lines[2], "^") == 0 || !utf8.ValidString(got) && utf8.ValidString(content) {
			t.Fatalf("no caret, or no text: %q", got)
		}

		for _, r := range got {
			if unicode.IsControl(r) && r != '\n' && r != '\t' {
				t.Fatalf("control character %q reaches the terminal", r)
			}
		}
	})
}

// TestLongLine holds the columns of a line that is longer than what is counted anew for each of them.
func TestLongLine(t *testing.T) {
	line := strings.Repeat("añ界😀 ", 4000)
	file := source.NewFile("long.md", "first\n"+line+"\nlast")
	column := 1
	for i := range line {
		if got := file.Pos(len("first\n") + i); got != (source.Pos{Line: 2, Column: column}) {
			t.Fatalf("byte %d is at %v, not at column %d", i, got, column)
		}

		column++
	}
}

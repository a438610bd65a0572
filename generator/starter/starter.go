// Package starter holds what a new plan starts with.
//
// A new file is a form: every key that a complete plan has stands in it, commented out, below a sentence on
// what belongs there. The sentences are the descriptions of the schema, so that they cannot fall behind it.
// Facts are left out rather than made up: what is missing is found by the same rules as in any other plan,
// and a plan that has just been started builds.
package starter

import (
	"cmp"
	"embed"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

//go:embed outline example project
var texts embed.FS

// A File is a file to be written.
type File struct {
	// Path is slash-separated, below the project's folder.
	Path string
	Text string
	// Optional says that the plan works without it: where such a file is there already, it stays.
	Optional bool
}

// An Error says why nothing can be started, and the way out.
type Error struct{ Reason, Hint string }

func (e *Error) Error() string { return e.Reason }

// Options say what a project starts with.
type Options struct {
	// Content is what stands before the paths of the content folder: "content/".
	Content string
	// ID is the id of the plan, see ID.
	ID string
	// Organization is its name; "" for the id in words.
	Organization string
	// Title is the plan's; "" for one made of the organization.
	Title string
	// Version is the one of lockstep that the project's workflows install; "" for the latest.
	Version string
}

// ID returns a name as an id: "Acme Corp." becomes "acme-corp". A name of which nothing is left becomes
// "plan".
func ID(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})

	id := strings.Join(words, "-")
	if id == "" {
		return "plan"
	}

	return strings.TrimRight(id[:min(len(id), 63)], "-")
}

// Project returns the files of a project with one plan in which only the facts are missing.
func Project(o Options) []File {
	return append([]File{
		{Path: o.Content + "index.md", Text: o.form("site", "How "+o.organization()+" goes to market")},
		Plan(o),
	}, surroundings(o)...)
}

// Plan returns the file of a plan in which only the facts are missing.
func Plan(o Options) File {
	title := o.Title
	if title == "" {
		title = o.organization() + " go-to-market plan"
	}

	return File{Path: o.Content + o.ID + "/plan.md", Text: o.form("plan", title)}
}

// Example returns the files of a project with a complete plan of a made-up company, as of today.
func Example(o Options, today worktime.Date) []File {
	o.ID = "northlight"
	dates := datesFor(today)

	return append([]File{
		{Path: o.Content + "index.md", Text: dates.Replace(text("example/index.md"))},
		{Path: o.Content + o.ID + "/plan.md", Text: dates.Replace(text("example/plan.md"))},
	}, surroundings(o)...)
}

// surroundings returns what a project has beside its content.
func surroundings(o Options) []File {
	return []File{
		{Path: "README.md", Text: o.replace(text("project/README.md")), Optional: true},
		{Path: ".gitignore", Text: text("project/gitignore"), Optional: true},
		{Path: ".vscode/settings.json", Text: text("project/settings.json"), Optional: true},
		{Path: ".vscode/tasks.json", Text: text("project/tasks.json"), Optional: true},
		{Path: ".github/workflows/check.yml", Text: o.replace(text("project/check.yml")), Optional: true},
		{Path: ".github/workflows/publish.yml", Text: o.replace(text("project/publish.yml")), Optional: true},
	}
}

// parts says of each kind of entry into which folder of its plan a new file goes, and under which key of the
// plan the entries stand that have ids.
var parts = map[string]struct{ folder, key string }{
	"sla": {"slas", "slas"}, "feedback_loop": {"loops", "feedback_loops"}, "metric": {"metrics", "metrics"},
	"meeting": {"meetings", "meetings"}, "enablement": {"enablement", "enablement"},
	"training": {"training", "training"}, "experiment": {"experiments", "experiments"},
	"escalation": {"escalations", "escalations"}, "sla_review": {"sla-reviews", "sla_reviews"},
	"pressure_test": {"pressure-tests", "pressure_tests"}, "qbr": {"qbrs", "qbrs"},
	"scorecard": {"scorecards", "scorecards"}, "interview": {"interviews", ""}, "research_note": {"research", ""},
}

// Kinds returns the kinds of which there can be new files, in the order of the schema: plan, and those of
// Entry.
func Kinds() []string {
	var kinds []string
	for _, kind := range plan.Kinds() {
		if _, ok := parts[kind]; ok || kind == "plan" {
			kinds = append(kinds, kind)
		}
	}

	return kinds
}

// Entry returns the file of a new entry of a plan in which only the facts are missing. kind is one of Kinds,
// but not plan. An id that cannot be, or that the plan has already, is an *Error.
func Entry(content string, of *plan.Plan, kind, id string) (File, error) {
	if err := checkID(kind, id); err != nil {
		return File{}, err
	}

	if before := existing(of, kind, id); !before.IsZero() {
		start, _ := before.Range()
		return File{}, &Error{
			fmt.Sprintf("the plan %q has %s already, in %s:%d", of.ID, id, before.File.Name, start.Line),
			"choose another id",
		}
	}

	lines, err := texts.ReadFile("outline/" + kind + ".md")
	if err != nil {
		lines = []byte(wholeOutline(kind))
	}

	name := path.Join(of.Folder, parts[kind].folder, strings.ToLower(id)+".md")

	return File{Path: content + name, Text: fillIn(kind, string(lines))}, nil
}

// existing returns where a plan has that entry already; nowhere if it has not.
func existing(of *plan.Plan, kind, id string) source.Place {
	if kind == "sla" && id == plan.MarketingSales && of.SLA != nil {
		return of.SLA.Place()
	}

	if key := parts[kind].key; key != "" {
		return of.Node.Get(key, id).Place()
	}

	return source.Place{}
}

// checkID holds the id of an entry against what the schema says of ids: those of scorecards and quarterly
// reviews are periods.
func checkID(kind, id string) error {
	switch kind {
	case "scorecard":
		if _, err := worktime.ParseMonth(id); err != nil {
			return &Error{fmt.Sprintf("a scorecard is named for its month, not %q", id), "like 2026-11"}
		}
	case "qbr":
		if _, err := worktime.ParseQuarter(strings.ToUpper(id)); err != nil {
			return &Error{fmt.Sprintf("a quarterly review is named for its quarter, not %q", id), "like 2026-Q4"}
		}
	default:
		return CheckID(id)
	}

	return nil
}

// CheckID returns an *Error for a text that cannot be an id.
func CheckID(id string) error {
	if ID(id) == id {
		return nil
	}

	return &Error{
		fmt.Sprintf("%q cannot be an id: an id has lower-case letters, digits and hyphens", id),
		fmt.Sprintf("try %q", ID(id)),
	}
}

// form returns the filled-in outline of a kind.
func (o Options) form(kind, title string) string {
	lines := fillIn(kind, text("outline/"+kind+".md"))
	return strings.ReplaceAll(o.replace(lines), "{{title}}", frontmatter.Scalar(title))
}

func (o Options) replace(text string) string {
	return strings.NewReplacer(
		"{{organization}}", frontmatter.Scalar(o.organization()),
		"{{content}}", o.Content,
		"{{id}}", o.ID,
		"{{lockstep}}", o.command(),
		"{{version}}", cmp.Or(o.Version, "latest"),
		"{{installed}}", o.installed(),
	).Replace(text)
}

// installed says which lockstep the workflows install, and how to choose another.
func (o Options) installed() string {
	if o.Version == "" {
		return "Both install the newest lockstep with every run. To stay with one, put its version in place of `latest` after the @."
	}

	return "Both install the version of lockstep that wrote them, " + o.Version + ". For a newer one, change the number after the @."
}

// command returns how a shell starts lockstep at the top of the project.
func (o Options) command() string {
	folder := strings.TrimSuffix(o.Content, "/")
	switch {
	case folder == "content":
		return "lockstep"
	case plainWord.MatchString(folder):
		return "lockstep --content " + folder
	}

	return "lockstep --content '" + strings.ReplaceAll(folder, "'", `'\''`) + "'"
}

// plainWord matches what means itself in a shell.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./-]+$`)

func (o Options) organization() string {
	if o.Organization != "" {
		return source.Plain(o.Organization)
	}

	return plan.Words(o.ID)
}

// text returns an embedded text; that it is there is tested.
func text(name string) string {
	content, err := texts.ReadFile(name)
	if err != nil {
		panic(err)
	}

	return string(content)
}

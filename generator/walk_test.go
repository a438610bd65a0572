package generator_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lockstep-docs/lockstep/generator"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/starter"
)

// TestWalk fills in a new plan as somebody would who has never seen one: check, do what the first warning asks
// for with the example that the form gives, check again, until nothing is left. No step may ask for something
// that an earlier one did not let be defined, so no error appears on the way.
func TestWalk(t *testing.T) {
	for _, id := range []string{"acme", "zebra"} { // one before index.md, one after it
		t.Run(id, func(t *testing.T) {
			w := &walk{t: t, files: map[string][]string{}}
			for _, file := range starter.Project(starter.Options{Content: "content/", ID: id}) {
				if name, ok := strings.CutPrefix(file.Path, "content/"); ok {
					w.files[name] = strings.Split(file.Text, "\n")
				}
			}

			steps := 0
			for next := w.check(); next != nil; next = w.check() {
				if steps++; steps > 100 {
					t.Fatalf("this never ends: %s", w.say(*next))
				}

				w.fill(*next)
			}

			if steps < 40 {
				t.Errorf("only %d steps: the list of what to do is too short", steps)
			}
		})
	}
}

// A walk is a project that is being filled in.
type walk struct {
	t     *testing.T
	files map[string][]string // lines by path
	last  string
}

// check returns the first warning; nil if there is none.
func (w *walk) check() *source.Problem {
	fsys := fstest.MapFS{}
	for name, lines := range w.files {
		fsys[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
	}

	problems := checkFiles(w.t, fsys)
	if i := slices.IndexFunc(problems, func(p source.Problem) bool { return p.Severity == source.Error }); i >= 0 {
		w.t.Fatalf("after %s, there is an error:\n%s", w.last, w.say(problems[i]))
	}

	i := slices.IndexFunc(problems, func(p source.Problem) bool { return p.Severity == source.Warning })
	if i < 0 {
		return nil
	}

	said := w.say(problems[i])
	if said == w.last {
		w.t.Fatalf("this was done, and is asked for again:\n%s", said)
	}

	w.last = said

	return &problems[i]
}

// checkFiles returns the problems of a content folder.
func checkFiles(t *testing.T, content fstest.MapFS) source.Problems {
	t.Helper()
	result, err := generator.Check(generator.Options{
		Content: content, Prefix: "content/", Now: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}

	return result.Problems
}

func (w *walk) say(p source.Problem) string {
	var b strings.Builder
	_ = source.Text(&b, source.Problems{p}, source.Style{})
	return b.String()
}

var asked = regexp.MustCompile(`\b(?:add|then) (?:the answers under )?([a-z_]+)(?::|\.|,| with|$)`)

// fill does what a warning asks for.
func (w *walk) fill(p source.Problem) {
	start, _ := p.At.Range()
	name := strings.TrimPrefix(p.At.File.Name, "content/")
	if strings.Contains(p.Hint, "more metrics") {
		w.repeat(name, "  mql-to-sql:", "  win-rate:", "Won deals per decision")
		w.repeat(name, "  mql-to-sql:", "  churn:", "Customers lost per quarter")
		return
	}

	all := asked.FindAllStringSubmatch(p.Hint, -1)
	if all == nil {
		w.t.Fatalf("nobody knows what to add here:\n%s", w.say(p))
	}

	for _, key := range all {
		w.add(name, start.Line-1, key[1], p)
	}
}

var waiting = regexp.MustCompile(`^( *)#([a-z][a-z0-9_-]*):(.*)$`)

// add writes the fact for the first key of that name that waits at or below a line.
func (w *walk) add(name string, from int, key string, p source.Problem) {
	lines := w.files[name]
	for i := from; i < len(lines); i++ {
		if m := waiting.FindStringSubmatch(lines[i]); m != nil && m[2] == key {
			w.write(lines, i)
			return
		}
	}

	w.t.Fatalf("the form has no line for %s:\n%s", key, w.say(p))
}

// exampleEntry is a line of the form that shows what could stand there.
var exampleEntry = regexp.MustCompile(`^(?:- |[a-z-]+: )\{.*\}$`)

// write takes the # away from a line, and from those that belong to it.
func (w *walk) write(lines []string, i int) {
	m := waiting.FindStringSubmatch(lines[i])
	indent, value := m[1], m[3]
	if value == "" {
		value = answer(lines[:i], indent+"# ", m[2])
	}

	lines[i] = indent + m[2] + ":" + value
	group := false
	for j := i + 1; j < len(lines) && (lines[j] == "" || strings.HasPrefix(lines[j], indent+"  ")); j++ {
		if bare := strings.TrimPrefix(lines[j], indent+"  # "); bare != lines[j] && exampleEntry.MatchString(bare) {
			lines[j], group = indent+"  "+bare, true
		}

		if child := waiting.FindStringSubmatch(lines[j]); child != nil && child[1] == indent+"  " {
			w.write(lines, j)
			group = group || !strings.HasPrefix(strings.TrimSpace(lines[j]), "#")
		}
	}

	if value == "" && !group {
		lines[i] = indent + "#" + m[2] + ":"
	}
}

// facts are what the form has no example for.
var facts = map[string]string{
	"current_state": "Marketing tags the deal in the CRM and posts it to the channel of the week",
	"what_happens":  "A lead that comes in after four on a Friday lies in the queue until Tuesday, since nobody has duty",
	"title":         "Friday leads wait", "mechanism": "A workflow in the CRM", "feedback_path": "Tickets with the tag product, read on Mondays",
	"marketing": "Writes two pages on what churned customers said", "sales": "Calls every demo request on the same day",
	"customer_success": "Notes the reason of every ticket in the CRM", "product": "Ships the import that trial users ask for",
	"system": "HubSpot", "proposal": "Each Monday the five tickets with the most votes go to the product lead",
	"detail": "A page with the five tickets of the week", "action": "Picks two of the five tickets for the next sprint",
	"response_to_source":        "A line under the ticket says what was decided, by Friday",
	"surprising_or_unrealistic": "Nobody thought that four hours could be kept", "missing": "A word on holidays",
	"no_change_reason": "The hours were measured last month",
}

// answer returns what the form suggests for a key, with a space before; "" for nothing.
func answer(above []string, prefix, key string) string {
	text := ""
	for i := len(above) - 1; i >= 0 && strings.HasPrefix(above[i], prefix); i-- {
		text = strings.TrimPrefix(above[i], prefix) + " " + text
	}

	text = strings.TrimSpace(text)
	if _, example, ok := strings.Cut(text, "(e.g. "); ok {
		return " " + strings.TrimSuffix(example, ")")
	}

	if _, example, ok := strings.Cut(text, "e.g. "); ok {
		return " " + example
	}

	if fact := facts[key]; fact != "" {
		return " " + fact
	}

	if m := regexp.MustCompile(`\(?\b([a-z_]+)(?:, [a-z_]+)* or [a-z_]+\)?$`).FindStringSubmatch(text); m != nil {
		return " " + m[1]
	}

	return ""
}

// repeat copies an entry under another id.
func (w *walk) repeat(name, entry, as, called string) {
	lines := w.files[name]
	start := slices.Index(lines, entry)
	if start < 0 {
		w.t.Fatalf("there is no entry %s", entry)
	}

	end := start + 1
	for end < len(lines) && (lines[end] == "" || strings.HasPrefix(lines[end], "    ")) {
		end++
	}

	again := slices.Clone(lines[start:end])
	again[0] = as
	for i, line := range again {
		if strings.HasPrefix(line, "    name:") {
			again[i] = fmt.Sprintf("    name: %s", called)
		}
	}

	w.files[name] = slices.Concat(lines[:end], again, lines[end:])
}

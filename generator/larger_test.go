package generator

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lockstep-docs/lockstep/generator/site"
)

// larger makes a content folder with the demo's plan and n-1 variations of whatever it has: as many entries of each
// kind, in other words.
func larger(t *testing.T, n int) fstest.MapFS {
	t.Helper()
	var outer struct{ Plan map[string]any }
	if err := json.Unmarshal(render(t, demo())["larkmere/plan.json"], &outer); err != nil {
		t.Fatal(err)
	}

	v := &variation{Rand: rand.New(rand.NewPCG(1, 2)), words: strings.Fields("lead waits answer team reads report nobody calls before week promise number owner agreed missed trial market buyer quarter demo price seat invoice renewal page")}
	plan := outer.Plan
	for _, kind := range []string{
		"principles", "handoffs", "feedback_loops", "metrics", "gates", "scoring", "enablement", "training", "meetings", "experiments",
		"escalations", "open_questions", "pressure_tests", "sla_reviews", "attributes", "performance_reviews", "scorecards", "qbrs", "glossary",
	} {
		entries := plan[kind].(map[string]any)
		for _, id := range slices.Sorted(maps.Keys(entries)) {
			for i := 2; i <= n; i++ {
				entries[copyID(id, i)] = v.entry(kind, entries[id], i)
			}
		}
	}

	for _, list := range []string{"journey", "pipeline"} {
		stages := plan[list].([]any)
		for i := 2; i <= n; i++ {
			for _, stage := range stages[:len(stages)/(i-1)] {
				other := v.vary(stage, "").(map[string]any)
				other["id"] = copyID(other["id"].(string), i)
				plan[list] = append(plan[list].([]any), other)
			}
		}
	}

	notes := plan["research"].(map[string]any)["notes"].([]any)
	for range n - 1 {
		for _, note := range notes {
			plan["research"].(map[string]any)["notes"] = append(plan["research"].(map[string]any)["notes"].([]any), v.vary(note, ""))
		}
	}

	plan["kind"], plan["status"] = "plan", "draft"
	front, err := json.MarshalIndent(plan, "", " ")
	if err != nil {
		t.Fatal(err)
	}

	whole, err := os.ReadFile("../content/larkmere/plan.md")
	if err != nil {
		t.Fatal(err)
	}

	_, body, _ := strings.Cut(string(whole), "\n---\n")
	body = regexp.MustCompile(`\]\([^)]*\)`).ReplaceAllString(body, "]")
	text := string(front) + "\n" + body
	for range n - 1 {
		text += "\n" + v.text(body)
	}

	content := fstest.MapFS{"larkmere/plan.md": {Data: []byte(text)}}
	index, err := os.ReadFile("../content/index.md")
	if err != nil {
		t.Fatal(err)
	}

	head, _, _ := strings.Cut(strings.TrimPrefix(string(index), "---\n"), "\n---\n")
	content["index.md"] = &fstest.MapFile{Data: []byte("---\n" + head + "\n---\n")}
	for _, folder := range []string{"larkmere/data", "larkmere/revisions"} {
		below, err := fs.Sub(os.DirFS("../content"), folder)
		if err != nil {
			t.Fatal(err)
		}

		part := fstest.MapFS{}
		if err := copyFiles(part, below); err != nil {
			t.Fatal(err)
		}

		for name, file := range part {
			content[folder+"/"+name] = file
		}
	}

	return content
}

// copyID is the id of the i-th of an entry: another year where it is a period.
func copyID(id string, i int) string {
	if year, err := strconv.Atoi(id[:min(4, len(id))]); err == nil {
		return fmt.Sprint(year-i+1) + id[4:]
	}

	return fmt.Sprintf("%s-%d", id, i)
}

// A variation says what others say in other words.
type variation struct {
	*rand.Rand
	words []string
}

// entry varies an entry of a kind, so that there may be another one like it.
func (v *variation) entry(kind string, of any, i int) any {
	other, ok := v.vary(of, "").(map[string]any)
	if !ok {
		return of
	}

	drop := func(keys ...string) {
		for _, key := range keys {
			delete(other, key)
		}
	}
	switch kind {
	case "metrics":
		other["name"], other["focus"] = fmt.Sprint(other["name"], " ", i), false
		drop("computed_from")
	case "feedback_loops":
		other["primary"] = false
		drop("chosen_because")
	case "scoring":
		drop("examples")
	case "gates":
		other["name"], other["match"] = fmt.Sprint(other["name"], " ", i), "all"
		drop("short", "defined_by")
		if other["criteria"] == nil {
			other["criteria"] = []any{"Somebody owns the record"}
		}
	case "handoffs":
		known := []string{"title", "from", "to", "owner", "current_state", "target_state", "basis", "trigger", "visible_to", "steps", "friction", "label"}
		for key := range other {
			if !slices.Contains(known, key) {
				drop(key)
			}
		}
	}

	return other
}

// vary returns a copy of a value in which every text has other words.
func (v *variation) vary(of any, key string) any {
	switch of := of.(type) {
	case map[string]any:
		other := map[string]any{}
		for _, key := range slices.Sorted(maps.Keys(of)) {
			other[key] = v.vary(of[key], key)
		}

		return other
	case []any:
		other := make([]any, len(of))
		for i, one := range of {
			other[i] = v.vary(one, key)
		}

		return other
	case string:
		if key != "short" && key != "values" && strings.Contains(of, " ") && (of[0] < '0' || of[0] > '9') {
			return v.text(of)
		}
	}

	return of
}

var smallWord = regexp.MustCompile(`\{\{.*?\}\}|\b[a-z]+\b`)

// text puts other words in the place of half of those of a text that have small letters only.
func (v *variation) text(of string) string {
	return smallWord.ReplaceAllStringFunc(of, func(word string) string {
		if word[0] == '{' || v.IntN(2) == 0 {
			return word
		}

		return v.words[v.IntN(len(v.words))]
	})
}

// TestLargerPlans holds that no page of plans three and six times the demo's size takes more than it may, and that their
// whole plans are bound in volumes in which everything stands once, in order, and every link leads somewhere.
func TestLargerPlans(t *testing.T) {
	onlyOnce(t)
	for _, n := range []int{3, 6} {
		o := demo()
		o.Content = larger(t, n)
		result, err := Check(o)
		if err != nil || result.Failed(false) {
			t.Fatalf("%v\n%s", err, listing(result.Problems))
		}

		tree := routes(t, result)
		for _, name := range tree.names(".html") {
			if packed := site.Packed(tree[name]); packed > site.MostBytes {
				t.Errorf("%d times: %s takes %d bytes packed, more than %d", n, name, packed, site.MostBytes)
			}
		}

		for _, fault := range tree.faults(false) {
			t.Errorf("%d times: %s", n, fault)
		}

		whole, err := result.Export(result.Set.Plans[0], WholePlan)
		if err != nil {
			t.Fatal(err)
		}

		volumes := 0
		for name := range tree {
			if strings.HasPrefix(name, "larkmere/document") {
				volumes++
			}
		}

		if volumes < n/3+1 {
			t.Errorf("%d times: there are only %d volumes, which test little", n, volumes)
		}

		said := ""
		for i := range volumes {
			name := "larkmere/document.html"
			if i > 0 {
				name = fmt.Sprintf("larkmere/document-%d.html", i+1)
			}

			found, ok := result.Find(name)
			if !ok {
				t.Fatalf("%d times: there is no %s", n, name)
			}

			if text, err := found.Render(); err != nil || string(text) != string(tree[name]) {
				t.Errorf("%d times: %s is found as another page: %v", n, name, err)
			}

			parts := volumeList.Split(string(tree[name]), -1)
			if len(parts) != 3 || !strings.Contains(string(tree[name]), fmt.Sprintf("<strong>Page %s of %s</strong>", numerals[i], numerals[volumes-1])) {
				t.Fatalf("%d times: %s does not say twice that it is page %d of %d", n, name, i+1, volumes)
			}

			said += " " + mainText(t, []byte("<main>"+parts[1]+"</main>"))
		}

		_, main, _ := strings.Cut(string(whole), "<main")
		main = "<main>" + main[strings.Index(main, "<section"):]
		if got, want := strings.TrimSpace(said), mainText(t, []byte(main)); got != want {
			at := 0
			for at < min(len(got), len(want)) && got[at] == want[at] {
				at++
			}

			t.Errorf("%d times: the volumes do not say what the whole says: …%s, not …%s", n, got[max(0, at-60):min(len(got), at+60)], want[max(0, at-60):min(len(want), at+60)])
		}
	}
}

// numerals are how volumes are counted.
var numerals = []string{"one", "two", "three", "four", "five", "six"}

// volumeList is the list of the pages of a whole plan.
var volumeList = regexp.MustCompile(`<p class="line">[^\n]*<strong>Page \w+ of \w+</strong>[^\n]*</p>`)

// TestLargerPlanForOutsiders holds that the volumes of a plan are found, light and linked also where names and numbers
// are kept back.
func TestLargerPlanForOutsiders(t *testing.T) {
	onlyOnce(t)
	content := larger(t, 3)
	content["index.md"].Data = []byte(strings.Replace(string(content["index.md"].Data), "kind: site\n", "kind: site\npublish: {profile: public}\n", 1))
	o := demo()
	o.Content = content
	result, err := Check(o)
	if err != nil || result.Failed(false) {
		t.Fatalf("%v\n%s", err, listing(result.Problems))
	}

	tree := routes(t, result)
	for _, fault := range tree.faults(false) {
		t.Error(fault)
	}

	for _, name := range []string{"larkmere/document.html", "larkmere/document-2.html"} {
		if found, ok := result.Find(name); !ok || found.Path != name || len(tree[name]) == 0 || site.Packed(tree[name]) > site.MostBytes {
			t.Errorf("%s: found %t, %d bytes packed", name, ok, site.Packed(tree[name]))
		}

		for _, secret := range []string{"Priya", "Mirela", "$300"} {
			if strings.Contains(string(tree[name]), secret) {
				t.Errorf("%s says %s", name, secret)
			}
		}
	}

	if _, ok := result.Find("larkmere/document-9.html"); ok {
		t.Error("a volume is found that is not there")
	}
}

package plan

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A file whose name nobody can see or type is left out, and said to be.
func TestUnreadableNames(t *testing.T) {
	set, problems, err := Load(fstest.MapFS{
		"a\u202eb.md": {Data: []byte("# A\n")}, "c\x07/d.md": {Data: []byte("# D\n")}, "ok.md": {Data: []byte("# OK\n")},
	}, "content/")
	if err != nil {
		t.Fatal(err)
	}

	if len(set.Documents) != 1 || set.Documents[0].Path != "ok.md" {
		t.Errorf("documents %v", set.Documents)
	}

	if len(problems) != 2 || problems[0].Rule != "encoding" || problems[1].Rule != "encoding" {
		t.Errorf("problems %+v", problems)
	}
}

// Moving the entries of a kind to files of their own changes no byte of plan.json.
func TestOwnFilesAreTwins(t *testing.T) {
	raw, err := os.ReadFile("testdata/schema/valid/plan-full.json")
	if err != nil {
		t.Fatal(err)
	}

	doc, _ := frontmatter.Parse(source.NewFile("plan.json", string(raw)))
	want := planJSON(t, fstest.MapFS{"acme/plan.md": {Data: raw}})
	for kind, key := range partOf {
		if key == "" {
			continue
		}

		files := fstest.MapFS{}
		rest := moved(files, doc.Root, kind, key)
		if len(files) == 0 {
			t.Errorf("no %s was moved", kind)
		}

		files["acme/plan.md"] = &fstest.MapFile{Data: []byte(object(doc.Root, "", rest) + "\n")}
		if got := planJSON(t, files); got != want {
			t.Errorf("%s in files of their own: %s", kind, difference(got, want))
		}
	}

	files := fstest.MapFS{
		"acme/plan.md": {Data: []byte(object(doc.Root, "", map[string]string{"sla": ""}) + "\n")},
		"acme/sla.md":  {Data: []byte(object(doc.Root.Get("sla"), `"kind": "sla", `, nil) + "\n")},
	}
	if got := planJSON(t, files); got != want {
		t.Errorf("the SLA in a file of its own: %s", difference(got, want))
	}
}

// moved writes each entry of a kind to a file of its own, in the order of the plan, and returns what is left
// under the keys of the plan that held them; "" for nothing.
func moved(files fstest.MapFS, root *frontmatter.Node, kind, key string) map[string]string {
	write := func(entry *frontmatter.Node, head string) {
		text := object(entry, fmt.Sprintf(`"kind": %q, %s`, kind, head), nil)
		if entry.Get("title") == nil && entry.Get("name") != nil {
			text = strings.Replace(text, `"name":`, `"title":`, 1)
		}

		files[fmt.Sprintf("acme/part-%d.md", 100+len(files))] = &fstest.MapFile{Data: []byte(text + "\n")}
	}

	part := root.Get(key)
	switch kind {
	case "research_note":
		for _, note := range part.Get("notes").Children() {
			write(note, "")
		}

		return map[string]string{key: object(part, "", map[string]string{"notes": ""})}
	case "interview":
		segments := map[string]string{}
		for _, segment := range part.Get("segments").Children() {
			for _, interview := range segment.Get("interviews").Children() {
				write(interview, fmt.Sprintf(`"segment": %q, `, segment.Key()))
			}

			segments[segment.Key()] = object(segment, "", map[string]string{"interviews": ""})
		}

		return map[string]string{key: object(part, "", map[string]string{"segments": object(part.Get("segments"), "", segments)})}
	}

	for _, entry := range part.Children() {
		write(entry, fmt.Sprintf(`"id": %q, `, entry.Key()))
	}

	return map[string]string{key: ""}
}

// object writes a map as JSON, with head first and other values for some keys: "" leaves the key out.
func object(n *frontmatter.Node, head string, other map[string]string) string {
	var pairs []string
	for _, child := range n.Children() {
		value, changed := other[child.Key()]
		if !changed {
			value = child.Place().Text()
		}

		if value != "" {
			pairs = append(pairs, fmt.Sprintf("%q: %s", child.Key(), value))
		}
	}

	return "{" + head + strings.Join(pairs, ", ") + "}"
}

func planJSON(t *testing.T, files fstest.MapFS) string {
	t.Helper()
	set, problems, err := Load(files, "")
	if err != nil || len(problems) > 0 || len(set.Plans) != 1 {
		t.Fatalf("%v %+v", err, problems)
	}

	text, err := set.Plans[0].JSON()
	if err != nil {
		t.Fatal(err)
	}

	return string(text)
}

// difference shows where two texts part.
func difference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}

	from := max(0, i-80)

	return fmt.Sprintf("\n%s\nwant\n%s", got[from:min(len(got), i+80)], want[from:min(len(want), i+80)])
}

// Of two files that hold the SLA of Marketing and Sales the second is reported, and so is one beside an SLA
// inline; an entry of another kind whose id is sla is none of them.
func TestOneSLA(t *testing.T) {
	sla := &fstest.MapFile{Data: []byte("---\nkind: sla\nid: marketing-sales\n---\n")}
	for name, test := range map[string]struct {
		files fstest.MapFS
		want  int
	}{
		"two files":   {fstest.MapFS{"a/plan.md": {Data: []byte("---\nkind: plan\ntitle: A\n---\n")}, "a/sla.md": sla, "a/two.md": sla}, 1},
		"also inline": {fstest.MapFS{"a/plan.md": {Data: []byte("---\nkind: plan\ntitle: A\nsla: {revision: 1}\n---\n")}, "a/sla.md": sla}, 1},
		"a training":  {fstest.MapFS{"a/plan.md": {Data: []byte("---\nkind: plan\ntitle: A\n---\n")}, "a/sla.md": {Data: []byte("---\nkind: training\n---\n")}}, 0},
	} {
		set, problems, err := Load(test.files, "")
		if err != nil || len(problems) != test.want || test.want > 0 && problems[0].Rule != "duplicate-id" {
			t.Errorf("%s: %v %+v", name, err, problems)
		}

		if training := len(set.Plans[0].Training); test.want == 0 && training != 1 {
			t.Errorf("%s: %d trainings", name, training)
		}
	}
}

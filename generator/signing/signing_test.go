package signing

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

const siteText = "---\nkind: site\ntitle: Acme\ntimezone: UTC\n" +
	"people: {dana: {name: Dana, function: marketing}, sam: {name: Sam, function: sales}}\n---\n"

// ways are one agreement as people write it.
var ways = map[string]map[string]string{
	"yaml":           {"acme/plan.md": "---\nkind: plan\ntitle: Acme\nsla:\n  revision: 1\n  terms:\n    purpose: To talk\n  revisions:\n    - revision: 1\n      effective_from: 2026-12-01\n      approvals:\n        - person: dana\n          on: 2026-11-01\n          digest: abcabcabcabc # old\n---\nBody.\n"},
	"yaml, windows":  {"acme/plan.md": "\ufeff---\r\nkind: plan\r\ntitle: Acme\r\nsla:\r\n  revision: 1\r\n  terms: {purpose: To talk}\r\n  revisions:\r\n  - revision: 1\r\n    effective_from: 2026-12-01\r\n---\r\nBody.\r\n"},
	"yaml, brackets": {"acme/plan.md": "---\nkind: plan\ntitle: Acme\nsla: {revision: 1, terms: {purpose: To talk}, revisions: [{revision: 1, effective_from: 2026-12-01, approvals: []}]}\n---\nBody.\n"},
	"own file":       {"acme/plan.md": "---\nkind: plan\ntitle: Acme\n---\n", "acme/sla.md": "---\nkind: sla\nrevision: 1\nterms: {purpose: To talk}\nrevisions:\n  - {revision: 1, effective_from: 2026-12-01} # first\n---\nBody.\n"},
	"toml":           {"acme/plan.md": "+++\nkind = \"plan\"\ntitle = \"Acme\"\n[sla]\nrevision = 1\nterms = {purpose = \"To talk\"}\n\n[[sla.revisions]]\nrevision = 1\neffective_from = 2026-12-01\n\n[sla.revisions.triggered_by]\ntype = \"review\"\n+++\nBody.\n"},
	"json":           {"acme/plan.md": "{\n  \"kind\": \"plan\",\n  \"title\": \"Acme\",\n  \"sla\": {\n    \"revision\": 1,\n    \"terms\": {\"purpose\": \"To talk\"},\n    \"revisions\": [\n      {\"revision\": 1, \"effective_from\": \"2026-12-01\"}\n    ]\n  }\n}\nBody.\n"},
}

// TestSign lets both sides sign an agreement in all the ways it can be written: nothing else changes, and the
// agreement is signed.
func TestSign(t *testing.T) {
	for name, files := range ways {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, "index.md", siteText)
			for file, text := range files {
				write(t, dir, file, text)
			}

			before := withoutApprovals(t, dir)
			sign(t, dir, "dana")
			sign(t, dir, "sam")

			if after := withoutApprovals(t, dir); !reflect.DeepEqual(before, after) {
				t.Errorf("it was\n%s\nand is\n%s", before, after)
			}

			l := read(t, dir)
			if r := l.Revision(1); len(r.Unsigned) > 0 || len(r.Entry.Approvals) != 2 || r.Entry.Approvals[1].On.String() != "2026-11-24" {
				t.Errorf("%+v has not signed: %+v", r.Unsigned, r.Entry.Approvals)
			}

			_, err := Sign(l, nil, Request{Person: "sam"})
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Hint == "" {
				t.Errorf("sam can sign twice: %v", err)
			}
		})
	}
}

func TestWriteMindsWhatChanged(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "index.md", siteText)
	write(t, dir, "acme/plan.md", ways["yaml"]["acme/plan.md"])
	s, err := Sign(read(t, dir), nil, Request{Person: "dana"})
	if err != nil {
		t.Fatal(err)
	}

	other := ways["yaml, brackets"]["acme/plan.md"]
	write(t, dir, "acme/plan.md", other)
	if err := s.Write(open(t, dir), "acme/plan.md"); !errors.Is(err, ErrChanged) {
		t.Error(err)
	}

	if got, _ := os.ReadFile(filepath.Join(dir, "acme/plan.md")); string(got) != other {
		t.Errorf("the file is now\n%s", got)
	}

	if left, _ := filepath.Glob(filepath.Join(dir, "acme", ".*")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// TestSignRefusesWhatCannotBeRead holds form against who wants to sign: of the file itself, not of others.
func TestSignRefusesWhatCannotBeRead(t *testing.T) {
	files := fstest.MapFS{"index.md": {Data: []byte(siteText)}, "page.md": {Data: []byte("---\nkind: metric\nid: x\nnonsense: 1\n---\n")}, "acme/plan.md": {Data: []byte(ways["yaml"]["acme/plan.md"])}}
	set, found, _ := plan.Load(files, "")
	h, _, _ := history.Read(set, "", noon, history.Options{})
	if found.Count(source.Error) == 0 {
		t.Fatal("nothing is wrong")
	}

	if _, err := Sign(h.Logs[0], found, Request{Person: "dana"}); err != nil {
		t.Error(err)
	}
}

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func read(t *testing.T, dir string) *history.Log {
	t.Helper()
	set, found, err := plan.Load(os.DirFS(dir), "")
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}

	h, _, err := history.Read(set, "", noon, history.Options{})
	if err != nil {
		t.Fatal(err)
	}

	return h.Logs[0]
}

func sign(t *testing.T, dir, person string) {
	t.Helper()
	l := read(t, dir)
	s, err := Sign(l, nil, Request{Person: person})
	if err != nil {
		t.Fatal(err)
	}

	if err := s.Write(open(t, dir), s.File.Name); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dir string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() { root.Close() })

	return root
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}

// withoutApprovals returns everything in the files but the approvals: values, bodies, line ends, comments of
// other lines.
func withoutApprovals(t *testing.T, dir string) string {
	t.Helper()
	var all []any
	names, _ := filepath.Glob(filepath.Join(dir, "acme", "*.md"))
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}

		doc, problems := frontmatter.Parse(source.NewFile(name, string(text)))
		if len(problems) > 0 {
			t.Fatal(problems)
		}

		value := doc.Root.Value()
		drop(value)
		bare := strings.Count(string(text), "\n") - strings.Count(string(text), "\r\n")
		all = append(all, filepath.Base(name), value, doc.File.Text[doc.Body:], strings.HasPrefix(string(text), "\ufeff"), bare == 0)
	}

	text, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}

	return string(text)
}

func drop(value any) {
	switch value := value.(type) {
	case map[string]any:
		delete(value, "approvals")
		for _, part := range value {
			drop(part)
		}
	case []any:
		for _, part := range value {
			drop(part)
		}
	}
}

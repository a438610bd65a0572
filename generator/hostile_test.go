package generator

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// hostile is what every text tries at once.
const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>' onmouseover='alert(1) {{.}} {{term x}} </title></textarea> ]]> [l](javascript:alert(1)) ` + "`" + ` \u202e &lt;`

// spoil puts hostile text into a value: into every text of several words, and into every text if all;
// addresses become scripts. What a file is stays as it is.
func spoil(value any, key string, all bool) any {
	switch v := value.(type) {
	case map[string]any:
		for k, child := range v {
			v[k] = spoil(child, k, all)
		}
	case []any:
		for i, child := range v {
			v[i] = spoil(child, key, all)
		}
	case string:
		switch {
		case key == "kind" || key == "id":
		case strings.Contains(v, "://"):
			return "javascript:alert(1)//" + v
		case all || strings.Contains(v, " ") || key == "title" || key == "name":
			return v + hostile
		}
	}

	return value
}

// TestHostileContent shows that whatever stands in the fields of a plan comes out as text. The plans are
// full: every key of every kind is there.
func TestHostileContent(t *testing.T) {
	names, err := filepath.Glob("plan/testdata/schema/valid/*-full.json")
	if err != nil || len(names) < 2 {
		t.Fatalf("there are no full plans: %v %v", names, err)
	}

	for _, all := range []bool{false, true} {
		content := fstest.MapFS{}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}

			var value map[string]any
			if err := json.Unmarshal(text, &value); err != nil {
				t.Fatal(err)
			}

			spoiled, err := json.MarshalIndent(spoil(value, "", all), "", "  ")
			if err != nil {
				t.Fatal(err)
			}

			place := "acme/" + strings.TrimSuffix(filepath.Base(name), "-full.json") + ".md"
			switch value["kind"] {
			case "site":
				place = "index.md"
			case "plan":
				place = "acme/plan.md"
			}

			content[place] = &fstest.MapFile{Data: append(spoiled, "\n\n# Words "+hostile+"\n"...)}
		}

		result, err := Check(Options{Content: content, Prefix: "content/", Now: now, Version: "test"})
		if err != nil {
			t.Fatal(err)
		}

		tree := siteTree{}
		for _, route := range result.site.Routes(result.Problems, result.Waived) {
			if tree[route.Path], err = route.Render(); err != nil {
				t.Fatalf("%s: %v", route.Path, err)
			}
		}

		if len(tree.names(".html")) < 15 {
			t.Fatalf("only %d pages: %v", len(tree), tree.names(".html"))
		}

		for _, fault := range tree.faults(true) {
			if !harmless(fault) {
				t.Error(fault)
			}
		}

		for _, name := range tree.names(".html") {
			for _, link := range readPage(name, tree[name]).links {
				if strings.HasPrefix(strings.ToLower(strings.TrimSpace(link)), "javascript:") {
					t.Errorf("%s: links to %s", name, link)
				}
			}
		}

		for _, name := range tree.names(".json") {
			if !json.Valid(tree[name]) || strings.Contains(string(tree[name]), "<script>") {
				t.Errorf("%s is no JSON, or would act in a page", name)
			}
		}
	}
}

// harmless reports whether a fault is one of spoiled content, not of what a page does with it: a text that
// looks like a template, a name that leads nowhere, a date that is none, a person who is there twice.
func harmless(fault string) bool {
	for _, sign := range []string{`: holds "`, `: the link "`, "has the title of", "has an empty <dl>", "has an empty <a>", "2 elements with the id"} {
		if strings.Contains(fault, sign) {
			return true
		}
	}

	return false
}

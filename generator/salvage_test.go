package generator_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/starter"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// TestOneErrorHasNoFollowers spoils a plan without a problem by one character, anywhere, in each format. If that
// is an error of syntax it is the only thing to be said: what it hides is not called absent.
func TestOneErrorHasNoFollowers(t *testing.T) {
	today, err := worktime.ParseDate("2026-11-24")
	if err != nil {
		t.Fatal(err)
	}

	files := starter.Example(starter.Options{Content: ""}, today)
	site, yaml := files[0].Text, files[1].Text
	doc, _ := frontmatter.Parse(source.NewFile("plan.md", yaml))
	indented, err := json.MarshalIndent(doc.Root.Value(), "", "  ")
	if err != nil {
		t.Fatal(err)
	}

	texts := map[string]string{
		"yaml": yaml[:doc.Body], "json": string(indented) + "\n", "toml": "+++\n" + tables(doc.Root.Value().(map[string]any)) + "+++\n",
	}
	for _, format := range slices.Sorted(maps.Keys(texts)) {
		text, random, found := texts[format], rand.New(rand.NewSource(1)), 0
		for range 60 {
			at := 20 + random.Intn(len(text)-30)
			spoilt := text[:at] + text[at+1:]
			if random.Intn(2) == 0 {
				spoilt = text[:at] + string(`"[]{}@'`[random.Intn(7)]) + text[at:]
			}

			problems := checkFiles(t, fstest.MapFS{"index.md": {Data: []byte(site)}, "acme/plan.md": {Data: []byte(spoilt)}})
			unread := func(p source.Problem) bool { return p.Rule == "syntax" && !strings.Contains(p.Message, "given twice") }
			if !slices.ContainsFunc(problems, unread) {
				continue
			}

			found++
			for _, p := range problems {
				if p.Rule != "syntax" && p.Rule != "encoding" && p.Severity != source.Info {
					t.Errorf("%s, spoilt before %q: %s [%s]", format, text[at:min(at+30, len(text))], p.Message, p.Rule)
				}
			}
		}

		if found < 10 {
			t.Errorf("%s: only %d errors", format, found)
		}
	}
}

// tables writes a map as TOML, with a table for each map of its first level.
func tables(m map[string]any) string {
	var top, below strings.Builder
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if of, ok := m[key].(map[string]any); ok {
			fmt.Fprintf(&below, "[%s]\n", key)
			for _, inner := range slices.Sorted(maps.Keys(of)) {
				fmt.Fprintf(&below, "%q = %s\n", inner, inlineTOML(of[inner]))
			}
		} else {
			fmt.Fprintf(&top, "%s = %s\n", key, inlineTOML(m[key]))
		}
	}

	return top.String() + below.String()
}

func inlineTOML(v any) string {
	switch v := v.(type) {
	case map[string]any:
		var pairs []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			pairs = append(pairs, fmt.Sprintf("%q = %s", key, inlineTOML(v[key])))
		}

		return "{" + strings.Join(pairs, ", ") + "}"
	case []any:
		var items []string
		for _, item := range v {
			items = append(items, inlineTOML(item))
		}

		return "[" + strings.Join(items, ", ") + "]"
	case string:
		return fmt.Sprintf("%q", v)
	}

	return fmt.Sprint(v)
}

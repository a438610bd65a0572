package generator

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// demo are the options with which the repository's own content is built.
func demo() Options {
	return Options{Content: os.DirFS("../content"), Prefix: "content/", Themes: os.DirFS("../themes"), Now: now, Version: "test"}
}

// made are the options for a content folder made of texts.
func made(files map[string]string) Options {
	return Options{Content: mapFS(files), Prefix: "content/", Now: now, Version: "test"}
}

func mapFS(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}

	return fsys
}

// render returns the whole site as a build would write it.
func render(t testing.TB, o Options) siteTree {
	t.Helper()
	result, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}

	if result.Failed(false) {
		t.Fatalf("the content has errors:\n%s", listing(result.Problems))
	}

	return routes(t, result)
}

// routes renders all routes of a result, whatever its problems are.
func routes(t testing.TB, result *Result) siteTree {
	t.Helper()
	tree := siteTree{}
	for _, route := range result.Routes() {
		if _, twice := tree[route.Path]; twice {
			t.Errorf("two routes have the path %s", route.Path)
		}

		text, err := route.Render()
		if err != nil {
			t.Fatalf("%s: %v", route.Path, err)
		}

		tree[route.Path] = text
	}

	return tree
}

func listing(problems source.Problems) string {
	var b strings.Builder
	_ = source.Text(&b, problems, source.Style{})

	return b.String()
}

// smallSites are contents that are short of something.
var smallSites = map[string]map[string]string{
	"only a site":      {"index.md": "---\nkind: site\ntitle: Us\ntimezone: Europe/Berlin\n---\n"},
	"only a page":      {"notes.md": "# Notes\n\nSome text.\n"},
	"an empty page":    {"notes.md": ""},
	"only a readme":    {"README.md": "# Read me\n\n[Here](README.md#read-me)\n"},
	"an empty plan":    {"acme/plan.md": "---\nkind: plan\ntitle: Acme\n---\n"},
	"a plan in a file": {"acme.md": "---\nkind: plan\ntitle: Acme\n---\n# Acme\n\n## Part\n\nText with a [link](#part).\n"},
	"entries with only what they need": {"acme/plan.md": `---
kind: plan
title: Acme
people: {dana: {name: Dana, function: marketing}}
calendars: {hq: {timezone: Europe/Berlin, hours: [{days: mon-fri, open: "09:00", close: "18:00"}]}}
open_questions: {why-not: {question: Why not?}}
glossary: {ICP: {source: the handbook}}
gates: {mql: {match: all}, sal: {match: any, short: SAL}}
journey: [{id: first, lead: marketing, exit_gate: mql}]
pressure_tests: {first: {reviewer: dana, answers: {missing: Nothing}}}
meetings:
  stand-up: {rhythm: daily, duration_minutes: 15, attendees: all, agenda: [News], schedule: {start_time: "09:00"}}
  retro: {title: Looking back, rhythm: weekly, schedule: {weekday: fri, start_time: "16:00"}, duration_minutes: 60, attendees: [marketing], agenda: [News]}
---
The ICP, the MQL and the SAL.
`},
	"plans and pages": {
		"index.md":              "---\nkind: site\ntitle: Us\ntimezone: UTC\nbase_url: https://example.com/plans/\npublish: {noindex: false}\n---\n# Welcome\n\n[A](a/plan.md), [B](b.md), [deep](one/two/three/page.md)\n",
		"a/plan.md":             "---\nkind: plan\ntitle: Plan A\nglossary: {MQL: {definition: A lead}}\n---\n",
		"b.md":                  "---\nkind: plan\ntitle: Plan B\nopen_questions: {one: {question: Why?}}\n---\nA MQL.\n",
		"one/two/three/page.md": "# Deep\n\n[up](../../../b.md#questions) ![](../dot.png)\n",
		"one/two/dot.png":       "not really",
	},
	"readmes beside other first pages": {
		"index.md":      "---\nkind: site\ntitle: Us\ntimezone: UTC\n---\n[r](README.md) [a](a/README.md) [b](b/README.md) [c](c)\n",
		"README.md":     "no title, [home](index.md)\n",
		"a/plan.md":     "---\nkind: plan\ntitle: A\n---\n",
		"a/README.md":   "# Beside a plan\n",
		"b/index.md":    "# First\n",
		"b/README.md":   "# Second\n",
		"c/README.md":   "# Only\n",
		"c/d/_index.md": "# Deeper\n\n[up](../README.md#only)\n",
		"c/d/readme.md": "# Deep\n",
	},
	"names with signs": {
		"a b/c#d.md":          "# Sharp\n\n[next](<e?f.md>) [same](#sharp) [other](ü%25/ø.md)\n",
		"a b/e?f.md":          "# Question\n\n[back](c%23d.md#sharp) ![p](<p 'q' \"r\".png>)\n",
		"a b/p 'q' \"r\".png": "x",
		"x#b/c#d.md":          "# One\n", "x#b/p#q.png": "x",
		"a b/ü%/ø.md":  "# Ünï\n\n[up](../../q%26a.md)\n",
		"q&a.md":       "# Q&A\n\n[down](<a b/e?f.md>) [folder](<x%23b/>) [file](<x%23b/c%23d.md#one>) ![](<x%23b/p%23q.png>)\n",
		"x:y.md":       "# Colon\n\n[q](q&a.md)\n",
		"..dots/...md": "# Dots\n",
		"<b>.md":       "# Angle\n",
	},
}

// TestFaultless builds sites, from nearly nothing to the whole demo, and looks for faults in their pages.
func TestFaultless(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(smallSites)) {
		t.Run(name, func(t *testing.T) {
			for _, fault := range render(t, made(smallSites[name])).faults(false) {
				t.Error(fault)
			}
		})
	}

	t.Run("a thousand plans", func(t *testing.T) {
		for _, fault := range render(t, Options{Content: manyPlans(3), Now: now}).faults(false) {
			t.Error(fault)
		}
	})
	t.Run("demo", func(t *testing.T) {
		for _, fault := range render(t, demo()).faults(false) {
			t.Error(fault)
		}
	})
}

// TestClashes holds that no two files of a site have one name: what would is a problem of its author.
func TestClashes(t *testing.T) {
	tests := []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{"404.md": "# Gone\n"}, "content/404.md:1:1: warning: this page is left out: it would be 404.html, and lockstep makes that page itself [duplicate-id]"},
		{map[string]string{"health.md": "# Our insurance\n"}, "content/health.md:1:1: warning: this page is left out: it would be health.html, and lockstep makes that page itself [duplicate-id]"},
		{map[string]string{"rules.html.md": "# Ours\n"}, "content/rules.html.md:1:1: warning: this page is left out: it would be rules.html, and lockstep makes that page itself [duplicate-id]"},
		{map[string]string{"a.md": "# A\n", "a.markdown": "# A\n"}, "content/a.md:1:1: warning: this page is left out: it would be a.html, and so would content/a.markdown [duplicate-id]"},
		{map[string]string{"a#b.md": "# A\n", "a-b.md": "# B\n"}, "content/a-b.md:1:1: warning: this page is left out: it would be a-b.html, and so would content/a#b.md [duplicate-id]"},
		{map[string]string{"acme/plan.md": "---\nkind: plan\ntitle: A\n---\n", "acme/index.md": "# A\n"}, "content/acme/index.md:1:1: warning: this page is left out: it would be acme/index.html, and so would content/acme/plan.md [duplicate-id]"},
		{map[string]string{"a.md": "# A\n\n[style](assets/style.css)\n", "assets/style.css": "p {}"}, "content/a.md:3:9: the file assets/style.css would be assets/style.css on the site, and so is another [duplicate-id]"},
		{map[string]string{"a.md": "# A\n\n[0](p.png)\n[1](p%23.png) [2](p-.png)\n", "p#.png": "", "p-.png": ""}, "content/a.md:4:19: the file p-.png would be p-.png on the site, and so is another [duplicate-id]"},
		{map[string]string{"acme/plan.md": "---\nkind: plan\ntitle: A\n---\n[data](plan.json)\n", "acme/plan.json": "{}"}, "content/acme/plan.md:5:8: the file acme/plan.json would be acme/plan.json on the site, and so is another [duplicate-id]"},
		{map[string]string{"a.md": "# A\n\n[1](robots.txt)\n", "robots.txt": "User-agent: *"}, "content/a.md:3:5: the file robots.txt would be robots.txt on the site, and so is another [duplicate-id]"},
	}
	for _, test := range tests {
		result, err := Check(made(test.files))
		if err != nil {
			t.Fatal(err)
		}

		if found := listing(result.Problems); !strings.Contains(found, test.want+"\n") {
			t.Errorf("want %s\ngot  %s", test.want, found)
		}

		routes(t, result)
	}
}

// TestPagesThatDifferInCase holds that both are made, and that it is said what other disks make of them.
func TestPagesThatDifferInCase(t *testing.T) {
	tests := []struct {
		files       map[string]string
		at          string
		first, then string
	}{
		{map[string]string{"a.md": "# A\n", "A.md": "# B\n"}, "a.md", "A.html", "a.html"},
		{map[string]string{"h/a.md": "# A\n", "H/b.md": "# B\n"}, "h/a.md", "H/index.html", "h/index.html"},
		{map[string]string{"h/x/a.md": "# A\n", "H/b.md": "# B\n"}, "h/x/a.md", "H/index.html", "h/index.html"},
		{map[string]string{"ÄÖ.md": "# A\n", "äö.md": "# B\n"}, "äö.md", "ÄÖ.html", "äö.html"},
		{map[string]string{"Health.md": "# A\n"}, "Health.md", "Health.html", "health.html"},
		{map[string]string{"acme/plan.md": "---\nkind: plan\ntitle: A\n---\n", "Acme/index.md": "# A\n"}, "acme/plan.md", "Acme/index.html", "acme/index.html"},
	}
	for _, test := range tests {
		result, err := Check(made(test.files))
		if err != nil {
			t.Fatal(err)
		}

		want := fmt.Sprintf("content/%s:1:1: warning: on some disks, such as those of Windows and macOS, %s and %s are one file: only one of the pages stays [duplicate-id]\n", test.at, test.first, test.then)
		if found := listing(result.Problems); strings.Count(found, "on some disks") != 1 || !strings.Contains(found, want) {
			t.Errorf("want %s\ngot  %s", want, found)
		}

		tree := routes(t, result)
		if tree[test.first] == nil || tree[test.then] == nil {
			t.Errorf("not both of %s and %s are there", test.first, test.then)
		}
	}
}

// TestOwnPages holds that a page of the handbook never takes the place of one that lockstep makes, and that it may have
// the name of one that the site has not.
func TestOwnPages(t *testing.T) {
	names := []string{"health", "people", "rules", "schema", "glossary"}
	files := map[string]string{}
	for _, name := range names {
		files[name+".md"] = "# The handbook's own page\n"
	}

	for _, plan := range []string{"", "---\nkind: plan\ntitle: Acme\nglossary: {MQL: {definition: A lead}}\n---\n"} {
		if plan != "" {
			files["acme/plan.md"] = plan
		}

		result, err := Check(made(files))
		if err != nil {
			t.Fatal(err)
		}

		found, tree := listing(result.Problems), routes(t, result)
		for _, name := range names {
			made := plan != "" || name != "people" && name != "glossary"
			if shown := bytes.Contains(tree[name+".html"], []byte("The handbook's own page")); shown == made {
				t.Errorf("%s.html is the handbook's: %v", name, shown)
			}

			if said := strings.Contains(found, "rename the file, for example to our-"+name+".md"); said != made {
				t.Errorf("that %s.md is left out is said: %v\n%s", name, said, found)
			}
		}
	}
}

// TestDeterminism builds the demo again, on one processor and then on more, and from files of other times.
func TestDeterminism(t *testing.T) {
	first := render(t, demo())
	content := fstest.MapFS{}
	err := fs.WalkDir(demo().Content, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}

		text, err := fs.ReadFile(demo().Content, name)
		content[name] = &fstest.MapFile{Data: text, Mode: 0o600, ModTime: time.Unix(int64(len(name)), 0)}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, processors := range []int{1, 7} {
		runtime.GOMAXPROCS(processors)
		o := demo()
		o.Content = content
		sameTree(t, first, render(t, o))
	}

	o := demo()
	o.Now = now.AddDate(1, 2, 3) // the demo holds its own time
	sameTree(t, first, render(t, o))
}

// sameTree reports the files that differ.
func sameTree(t *testing.T, want, got siteTree) {
	t.Helper()
	for _, name := range want.names("") {
		if text, exists := got[name]; !exists {
			t.Errorf("%s is gone", name)
		} else if !bytes.Equal(want[name], text) {
			t.Errorf("%s differs %s", name, firstDifference(want[name], text))
		}
	}

	for _, name := range got.names("") {
		if _, exists := want[name]; !exists {
			t.Errorf("%s is new", name)
		}
	}
}

func firstDifference(a, b []byte) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("at byte %d: %q, not %q", i, b[i:min(i+60, len(b))], a[i:min(i+60, len(a))])
		}
	}

	return fmt.Sprintf("in length: %d, not %d", len(b), len(a))
}

// TestFilesAroundPages holds what is not a page against what others expect of it.
func TestFilesAroundPages(t *testing.T) {
	tree := render(t, demo())
	if string(tree["schema/plan.schema.json"]) != plan.SchemaText() {
		t.Error("schema/plan.schema.json is not the schema")
	}

	if text, exists := tree[".nojekyll"]; !exists || len(text) > 0 {
		t.Errorf(".nojekyll: %v %q", exists, text)
	}

	if robots := string(tree["robots.txt"]); robots != "User-agent: *\nAllow: /\n" {
		t.Errorf("robots.txt of a site that says noindex on its pages: %q", robots)
	}

	if _, exists := tree["sitemap.xml"]; exists {
		t.Error("there is a sitemap, but no address")
	}

	for _, name := range tree.names(".html") {
		if name != "404.html" && !bytes.Contains(tree[name], []byte(`<meta name="robots" content="noindex">`)) {
			t.Errorf("%s lets itself be indexed", name)
		}
	}

	wellFormed(t, tree)
}

// wellFormed parses every file that is neither a page nor a picture of the author.
func wellFormed(t *testing.T, tree siteTree) {
	t.Helper()
	for _, name := range tree.names(".json") {
		if !json.Valid(tree[name]) {
			t.Errorf("%s is not JSON", name)
		}
	}

	for _, name := range tree.names(".xml") {
		decoder := xml.NewDecoder(bytes.NewReader(tree[name]))
		for {
			if _, err := decoder.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
		}
	}
}

// TestNoSitemap holds that a site with an address tells search engines of no page unless it lets itself be found.
func TestNoSitemap(t *testing.T) {
	tree := render(t, made(map[string]string{"index.md": "---\nkind: site\ntitle: Us\ntimezone: UTC\nbase_url: https://example.com/\n---\n"}))
	if _, exists := tree["sitemap.xml"]; exists || strings.Contains(string(tree["robots.txt"]), "Sitemap") {
		t.Errorf("there is a sitemap, and robots.txt says %q", tree["robots.txt"])
	}
}

func TestSitemap(t *testing.T) {
	for _, test := range []struct{ base, want, robots string }{
		{"https://example.com/plans/", "https://example.com/plans/", "User-agent: *\nAllow: /\nSitemap: https://example.com/plans/sitemap.xml\n"},
		{"https://example.com", "https://example.com/", "User-agent: *\nAllow: /\nSitemap: https://example.com/sitemap.xml\n"},
	} {
		tree := render(t, made(map[string]string{
			"index.md":    "---\nkind: site\ntitle: Us\ntimezone: UTC\nbase_url: " + test.base + "\npublish: {noindex: false}\n---\n",
			"a&b/page.md": "# A & B\n",
		}))
		var set struct {
			XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
			Loc     []string `xml:"url>loc"`
		}
		if err := xml.Unmarshal(tree["sitemap.xml"], &set); err != nil {
			t.Fatal(err)
		}

		want := []string{test.want}
		for _, name := range []string{"a&b/", "a&b/page.html", "health.html", "rules.html", "schema.html"} {
			want = append(want, test.want+name)
		}

		for _, address := range want {
			if !slices.Contains(set.Loc, address) {
				t.Errorf("the sitemap of %s lacks %s: %q", test.base, address, set.Loc)
			}
		}

		if robots := string(tree["robots.txt"]); robots != test.robots {
			t.Errorf("robots.txt of %s: %q", test.base, robots)
		}

		if page := string(tree["a&b/page.html"]); !strings.Contains(page, `<link rel="canonical" href="`+test.want+`a&amp;b/page.html">`) || strings.Contains(page, "noindex") {
			t.Errorf("a page of %s: %s", test.base, page[:min(len(page), 1200)])
		}
	}
}

// TestPlanJSON reads plan.json as a plan again: it validates, and has the same plan.json.
func TestPlanJSON(t *testing.T) {
	tree := render(t, demo())
	for _, name := range tree.names("/plan.json") {
		var outer struct {
			Version int
			Plan    json.RawMessage
		}
		if err := json.Unmarshal(tree[name], &outer); err != nil || outer.Version != 1 {
			t.Fatalf("%s: version %d, %v", name, outer.Version, err)
		}

		var text bytes.Buffer
		if err := json.Indent(&text, append([]byte(`{"kind":"plan",`), outer.Plan[1:]...), "", "  "); err != nil {
			t.Fatal(err)
		}

		content := fstest.MapFS{path.Dir(name) + "/plan.md": {Data: append(text.Bytes(), "\n\n"...)}}
		if site, err := os.ReadFile("../content/index.md"); err == nil {
			front, _, _ := strings.Cut(strings.TrimPrefix(string(site), "---\n"), "\n---\n")
			content["index.md"] = &fstest.MapFile{Data: []byte("---\n" + front + "\n---\n")}
		}

		set, problems, err := plan.Load(content, "")
		if err != nil || len(problems) > 0 {
			t.Fatalf("%s is no valid plan: %v\n%s", name, err, listing(problems))
		}

		again, err := set.Plans[0].JSON()
		if err != nil {
			t.Fatal(err)
		}

		if !bytes.Equal(again, tree[name]) {
			t.Errorf("%s differs when it is read again: %s", name, firstDifference(tree[name], again))
		}
	}

	for key, want := range map[string]string{
		`sla.terms.sales_commitment.first_outreach.clock_start`: `"mql_at"`, // a default
		`sla.terms.marketing_commitment.mql_volume.proration`:   `"by_days"`,
		`metrics.mql-to-sql.unit`:                               `"percent"`, // from a file of its own
		`feedback_loops.cs-to-product.loop`:                     `"cs_to_product"`,
		`slas.sales-cs.id`:                                      `"sales-cs"`,
	} {
		value := json.RawMessage(tree["larkmere/plan.json"])
		for _, step := range strings.Split("plan."+key, ".") {
			var object map[string]json.RawMessage
			if err := json.Unmarshal(value, &object); err != nil {
				t.Fatalf("%s: %v", key, err)
			}

			value = object[step]
		}

		if string(value) != want {
			t.Errorf("%s is %s, not %s", key, value, want)
		}
	}
}

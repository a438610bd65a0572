package generator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// hostile are texts that try to become something else in a page, each in its own way, and all at once.
var hostile = []string{
	`"><script>alert(1)</script>`,
	`' onmouseover='alert(1)`,
	`" autofocus onfocus="alert(1)`,
	`<img src=x onerror=alert(1)><svg onload=alert(1)><style>*{color:red}</style>`,
	`<a href="javascript:alert(1)">x</a> [x](javascript:alert(1)) ![x](data:text/html,y) <javascript:alert(1)> [x]: javascript:alert(1)`,
	`[x](<//evil.example/>) [x](/\evil.example) ![x](https://evil.example/x.png) https://ok.example/"onclick="x`,
	`{{.}} {{template "x"}} {{term sla}} {{term x"><b>}} {{ {{{`,
	`</title></textarea></style></script></svg></a></main></body>`,
	`]]> --> <!-- <![CDATA[ <?php`,
	"` `` *a _b **c ~~d | # > - + 1. \\",
	"\u202e\u2066 \u200b\u00ad \u2028\u2029 e\u0301\u0301\u0301",
	`&lt;b&gt; &amp;amp; &#x3c;script&#x3e; &quot;`,
	`%!s(MISSING) %00 %2e%2e%2f ../../ ..\..\ C:\ \\evil\x`,
	`="@root/x" @root/ ="@root/../../x"`,
	strings.Repeat("long", 60) + " 長い言葉" + strings.Repeat("あ", 80),
}

// hostileAddresses are what stands in the place of every address.
var hostileAddresses = []string{
	"javascript:alert(1)//", " JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>",
	`https://ok.example/"><script>alert(1)</script>`, `https://ok.example/' onclick='alert(1)`, "//evil.example/", `\\evil.example\`,
	"vbscript:x", "../../../etc/passwd", "nowhere.md#\"><script>alert(1)</script>",
}

// spoil puts a hostile text into a value: behind every text of several words, and behind every text if
// all. An address stands for every address, and words of the glossary are spoiled as well.
func spoil(value any, key, text, address string, all bool) any {
	switch v := value.(type) {
	case map[string]any:
		spoiled := map[string]any{}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			name := k
			if key == "glossary" || key == "holidays" && all {
				name += text
			}

			spoiled[name] = spoil(v[k], k, text, address, all)
		}

		return spoiled
	case []any:
		for i, child := range v {
			v[i] = spoil(child, key, text, address, all)
		}
	case string:
		_, link := map[string]bool{"url": true, "link": true, "elsewhere": true, "notes_url": true, "definition_url": true}[key]
		switch {
		case link || all && strings.Contains(v, "://"):
			return address
		case key == "kind" || key == "id" || strings.Contains(v, "://") || key == "short" || key == "label":
		case key == "received" || key == "expect_due" || key == "limit" || key == "within" || key == "after" || key == "target" || strings.HasSuffix(key, "_within"):
		case all || strings.Contains(v, " ") || key == "title" || key == "name":
			return v + text
		}
	}

	return value
}

// spoiled returns the full plans of the schema's tests, in which every key of every kind stands, with that
// text and that address in them.
func spoiled(t *testing.T, text, address string, all bool) fstest.MapFS {
	t.Helper()
	names, err := filepath.Glob("plan/testdata/schema/valid/*-full.json")
	if err != nil || len(names) < 2 {
		t.Fatalf("there are no full plans: %v %v", names, err)
	}

	content := fstest.MapFS{"acme/" + `a 'b' "c" #d?e%f&g.md`: {Data: []byte("# " + text + "\n\n" + text + "\n\n[x](" + address + ")\n")}}
	for _, name := range names {
		written, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}

		var value map[string]any
		if err := json.Unmarshal(written, &value); err != nil {
			t.Fatal(err)
		}

		place := "acme/" + strings.TrimSuffix(filepath.Base(name), "-full.json") + ".md"
		switch value["kind"] {
		case "site":
			place = "index.md"
			delete(value, "theme")
		case "plan":
			place = "acme/plan.md"
			delete(value, "people") // those of the site
			delete(value, "roles")
			delete(value, "calendars")
		}

		front, err := json.MarshalIndent(spoil(value, "", text, address, all), "", "  ")
		if err != nil {
			t.Fatal(err)
		}

		content[place] = &fstest.MapFile{Data: append(front, "\n\n# Words "+text+"\n\n"+text+"\n"...)}
	}

	return content
}

// TestHostileContent shows that whatever stands in the fields of a plan comes out as text, and that every
// page stays whole.
func TestHostileContent(t *testing.T) {
	onlyOnce(t)
	for i := range max(len(hostile), len(hostileAddresses)) {
		text, address := hostile[i%len(hostile)], hostileAddresses[i%len(hostileAddresses)]
		for _, all := range []bool{false, true} {
			if all && i%4 != 0 {
				continue
			}

			t.Run(fmt.Sprintf("%d,%v", i, all), func(t *testing.T) {
				result, err := Check(Options{Content: spoiled(t, text, address, all), Prefix: "content/", Now: now, Version: "test"})
				if err != nil {
					t.Fatal(err)
				}

				inert(t, routes(t, result), all)
			})
		}
	}
}

// TestHeadingsOfAuthors gives the narratives headings that are called as everything on the pages around
// them, at levels that leave some out: ids stay unique, links to the page's own parts still lead there, and no page
// goes from one level to another but the next.
func TestHeadingsOfAuthors(t *testing.T) {
	content := func(headings string) Options {
		o := demo()
		files := fstest.MapFS{}
		for _, name := range []string{"index.md", "larkmere/plan.md", "larkmere/sla.md", "larkmere/loops/win-loss.md", "handbook/index.md"} {
			text, err := fs.ReadFile(o.Content, name)
			if err != nil {
				t.Fatal(err)
			}

			files[name] = &fstest.MapFile{Data: append(text, headings...)}
		}

		o.Content = merged{files, o.Content}

		return o
	}

	ids := map[string]bool{}
	tree := render(t, content(""))
	for _, name := range []string{"index.html", "larkmere/index.html", "larkmere/document.html", "larkmere/sla/marketing-sales.html", "larkmere/loops.html", "handbook/index.html"} {
		for id := range readPage(name, tree[name]).ids {
			ids[id] = true
		}
	}

	if len(ids) < 100 {
		t.Fatalf("only %d ids", len(ids))
	}

	var headings strings.Builder
	for i, id := range slices.Sorted(maps.Keys(ids)) {
		headings.WriteString("\n" + strings.Repeat("#", 2+i*2%5) + " " + id + "\n") // levels left out
	}

	headings.WriteString("\n| | Marketing |\n|---|---|\n| Leads | 40 |\n")

	for _, fault := range render(t, content(headings.String())).faults(false) {
		t.Error(fault)
	}
}

// merged shows the files of the first folder over those of the second.
type merged struct {
	fstest.MapFS
	below fs.FS
}

func (m merged) Open(name string) (fs.File, error) {
	if f, err := m.MapFS.Open(name); err == nil && m.MapFS[name] != nil {
		return f, nil
	}

	return m.below.Open(name)
}

func (m merged) ReadFile(name string) ([]byte, error) {
	if file := m.MapFS[name]; file != nil {
		return file.Data, nil
	}

	return fs.ReadFile(m.below, name)
}

func (m merged) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(m.below, name) }
func (m merged) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(m.below, name) }

// inert reports what a site should not hold whatever its author wrote. Where ids are spoiled as well, the
// build fails and links lead nowhere; its pages are harmless all the same.
func inert(t *testing.T, tree siteTree, spoiledIDs bool) {
	t.Helper()
	if len(tree.names(".html")) < 15 {
		t.Fatalf("only %d files: %v", len(tree), tree.names(".html"))
	}

	for _, fault := range tree.faults(true) {
		if !spoiledIDs || !strings.Contains(fault, `: the link "`) && !strings.Contains(fault, "has an empty <a>") {
			t.Error(fault)
		}
	}

	for _, name := range tree.names(".html") {
		for _, link := range readPage(name, tree[name]).links {
			if strings.HasPrefix(tree.follow(nil, name, link), "has a scheme") {
				t.Errorf("%s: links to %s", name, link)
			}
		}
	}

	wellFormed(t, tree)
}

// TestLongWords gives every text of a plan a word that is wider than a phone: no page scrolls sideways for it.
func TestLongWords(t *testing.T) {
	ctx := browser(t)
	word := strings.Repeat("Donaudampfschiff", 5)
	content := spoiled(t, word, "https://"+strings.ToLower(word)+".example/", false)
	front := content["index.md"]
	front.Data = bytes.Replace(bytes.Replace(front.Data, []byte(`"profile": "public"`), nil, 1), []byte(`"people_metrics": false,`), []byte(`"people_metrics": false`), 1)
	front.Data = bytes.Replace(front.Data, []byte(`"hide_people": true`), []byte(`"hide_people": false`), 1)
	result, err := Check(Options{Content: content, Prefix: "content/", Now: now, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}

	tree := routes(t, result)
	server := httptest.NewServer(http.FileServerFS(tree.fs()))
	t.Cleanup(server.Close)

	long := 0
	for _, name := range tree.names(".html") {
		if !bytes.Contains(tree[name], []byte(word)) {
			continue
		}

		long++
		show(t, ctx, 360, "light")
		open(t, ctx, server.URL+"/"+(&url.URL{Path: name}).EscapedPath())
		evaluate[int](t, ctx, openAll)
		if wide := evaluate[string](t, ctx, sticksOut); wide != "" {
			t.Errorf("%s is wider than a phone: %s", name, wide)
		}

		if cut := evaluate[string](t, ctx, cutText); cut != "" {
			t.Errorf("%s: text is cut off: %s", name, cut)
		}
	}

	if long < 30 {
		t.Errorf("only %d pages have such a word", long)
	}
}

// sticksOut finds what stands outside of a page that scrolls sideways, innermost first.
const sticksOut = `document.documentElement.scrollWidth <= 360 ? "" : document.documentElement.scrollWidth + " pixels: " + [...document.querySelectorAll("body *")].reverse()
	.filter(e => e.getBoundingClientRect().right > 361 && e.checkVisibility() && !e.closest(".scroll, pre")).slice(0, 6)
	.map(e => e.parentElement.tagName + "." + e.parentElement.className + " > " + e.outerHTML.slice(0, 90)).join("\n\t")`

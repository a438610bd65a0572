package markdown

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

func render1(t *testing.T, text string, opts Options) Page {
	t.Helper()
	f := source.NewFile("page.md", text)
	p := Render(f, 0, len(f.Text), opts)
	checkPage(t, f, p)

	return p
}

func TestPlacesAreThoseOfTheFile(t *testing.T) {
	t.Parallel()
	front := "---\r\ntitle: é\r\n---\r\n"
	body := "Ünicode\r\n\r\n> - x\x00y <blink> [a](javascript:x)\r\n>\r\n>   <div>\r\n>   <form>\r\n>   </div>\r\n\r\n# {{term no}}\r\n"
	f := source.NewFile("page.md", front+body)
	var paths []string
	p := Render(f, len(front), len(f.Text), Options{Term: func(path string, at source.Place) (string, string, bool) {
		paths = append(paths, path+" "+rangeOf(at)+" "+at.Text())
		return "", "", false
	}})
	checkPage(t, f, p)

	var got []string
	for _, problem := range p.Problems {
		got = append(got, problem.Rule+" "+rangeOf(problem.At)+" "+problem.At.Text())
	}
	want := []string{
		"raw-html 6:9-6:16 <blink>",
		"link 6:21-6:33 javascript:x",
		"raw-html 9:5-9:11 <form>",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if !slices.Equal(paths, []string{"no 12:10-12:12 no"}) {
		t.Errorf("terms asked for: %q", paths)
	}
	if at := rangeOf(p.Headings[0].At); at != "12:1-12:14" {
		t.Errorf("heading at %s", at)
	}
}

func TestLineEndingsMakeNoDifference(t *testing.T) {
	t.Parallel()
	text := "# A\n\nb  \nc\\\nd\n\n```go\nx\n```\n\n<div>\n\n- e\n\n</div>\n\n| a |\n|---|\n| b |\n"
	want := render1(t, text, Options{}).HTML
	for _, ending := range []string{"\r\n", "\r"} {
		if got := render1(t, strings.ReplaceAll(text, "\n", ending), Options{}).HTML; got != want {
			t.Errorf("with %q\n%s\nwant\n%s", ending, got, want)
		}
	}
}

func TestUnreadableCharactersAreReplaced(t *testing.T) {
	t.Parallel()
	p := render1(t, "a\xffb \x07 &#7; &#0; \u0085\u202e&#x202e; `\x1b[0m`\n", Options{})
	if want := "<p>a\ufffdb \ufffd \ufffd \ufffd \ufffd\ufffd <code>\ufffd[0m</code></p>\n"; p.HTML != want {
		t.Errorf("got %q, want %q", p.HTML, want)
	}
}

func TestHeadingLevelsFollowTheBase(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		base int
		want string
	}{
		{"# a\n## b\n", 0, "1 2"},
		{"# a\n## b\n", 3, "3 4"},
		{"## a\n### b\n", 3, "3 4"},
		{"### a\n## b\n", 2, "2 2"},
		{"# a\n###### b\n", 4, "4 5"},
		{"### a\n", 1, "1"},
		{"# a\n#### b\n## c\n### d\n###### e\n", 0, "1 2 2 3 4"},
		{"### a\n# b\n##### c\n", 0, "2 1 2"},
		{"# a\n## b\n### c\n#### d\n##### e\n", 4, "4 5 6 6 6"},
		{"# a\n## <!-- nothing -->\n### b\n", 2, "2 3"},
		{"# a\n\n<h3>b</h3>\n\n#### c\n", 2, "2 4"},
	} {
		var levels []string
		for _, h := range render1(t, test.text, Options{HeadingBase: test.base}).Headings {
			levels = append(levels, fmt.Sprint(h.Level))
		}
		if got := strings.Join(levels, " "); got != test.want {
			t.Errorf("%q on %d: levels %s, want %s", test.text, test.base, got, test.want)
		}
	}

	if got := render1(t, "# a\n\n<h1>b</h1>\n", Options{HeadingBase: 3}).HTML; !strings.Contains(got, "<h3>b</h3>") {
		t.Errorf("a heading in HTML keeps its level:\n%s", got)
	}
	if got := render1(t, "<h2>b</h2>\n", Options{HeadingBase: 3}).HTML; !strings.Contains(got, "<h3>b</h3>") {
		t.Errorf("a heading in HTML alone keeps its level:\n%s", got)
	}
}

func TestPictureWithoutWordsHeadsNothing(t *testing.T) {
	t.Parallel()
	p := render1(t, "# a\n\n## ![](b.png)\n\n## ![c](b.png)\n", Options{})
	if len(p.Headings) != 2 || strings.Count(p.HTML, "<h2") != 1 || !strings.Contains(p.HTML, "<p><img") {
		t.Errorf("headings %v in\n%s", p.Headings, p.HTML)
	}
}

func TestHeadersThatSayNothingAreNone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"| | Marketing |\n|:-:|---|\n| Leads | 40 |\n": `<td class="align-center"></td>` + "\n" + `<th scope="col">Marketing</th>`,
		"| <!-- corner --> | a |\n|---|---|\n":         "<td></td>\n" + `<th scope="col">a</th>`,
		"| ![a](b.png) |\n|---|\n":                     `<th scope="col"><img`,
		"<table><tr><th scope=\"col\"><b> </b></th><th colspan=\"2\"></th><th>a</th></tr></table>\n": `<td><b> </b></td><td colspan="2"></td><th>a</th>`,
		"<h3></h3>\n\n<h3>a</h3>\n": "<div></div>\n\n<h2>a</h2>",
	} {
		if got := render1(t, text, Options{Link: everything().Link}).HTML; !strings.Contains(got, want) {
			t.Errorf("%q: no %s in\n%s", text, want, got)
		}
	}
}

func TestIdsAreUniqueInThePage(t *testing.T) {
	t.Parallel()
	text := "# Main\n\n# Main\n\n# Main 1\n\n<a id=\"main\"></a><b id=\"x\">x</b> <b id=\"x\">y</b> [top](#main) [^1]\n\n# fn 1\n\n[^1]: z\n"
	p := render1(t, text, Options{IDPrefix: "p-", Taken: []string{"p-main", "p-fn-1"}})
	want := []string{"p-main-1", "p-main-2", "p-main-1-1", "p-x", "p-fnref-1", "p-fn-1-1", "p-fn-1-2"}
	if !slices.Equal(p.Anchors, want) {
		t.Errorf("anchors %q, want %q", p.Anchors, want)
	}
	if !strings.Contains(p.HTML, `href="#p-main"`) || !strings.Contains(p.HTML, `href="#p-fn-1-2"`) {
		t.Errorf("links within the text do not follow:\n%s", p.HTML)
	}
}

func TestSlug(t *testing.T) {
	t.Parallel()
	for heading, want := range map[string]string{
		"Überschrift 日本":            "überschrift-日本",
		"What's new in 2.0?":        "whats-new-in-20",
		"snake_case and kebab-case": "snake_case-and-kebab-case",
		"  a & b  ":                 "a--b",
		"🎉":                         "section",
		"":                          "section",
		"ΑΒΓ Ж":                     "αβγ-ж",
		"हिन्दी":                    "हिन्दी",
		"a\tb":                      "a-b",
		"<script>":                  "script",
		"Cafe\u0301":                "cafe\u0301",
	} {
		if got := slug(heading); got != want {
			t.Errorf("slug(%q) = %q, want %q", heading, got, want)
		}
	}
}

func TestClassify(t *testing.T) {
	t.Parallel()
	for destination, want := range map[string]kind{
		"": relative, "a.md": relative, "./a:b": relative, "#a:b": relative, "?a:b": relative, "/a": relative, "../a//b": relative,
		"http://x": web, "HTTPS://x": web, "https:x": web, "mailto:a@b": mail, "MailTo:a": mail,
		"javascript:x": forbidden, "a:b": forbidden, ":": forbidden, "//x": forbidden, `\\x`: forbidden, `/\x`: forbidden, `\/x`: forbidden,
		"java\nscript:x": forbidden, "a\x00": forbidden, "data:,": forbidden, "http\u200b:x": forbidden, `java\script:x`: forbidden,
		"ftp://x": forbidden, "tel:1": forbidden, "https\t://x": forbidden,
	} {
		if got := classify(destination); got != want {
			t.Errorf("classify(%q) = %d, want %d", destination, got, want)
		}
	}
}

func TestWhatALinkHookReturnsIsCheckedToo(t *testing.T) {
	t.Parallel()
	p := render1(t, "[a](x) ![b](y)", Options{Link: func(Reference) (string, bool) { return "javascript:x", true }})
	if p.HTML != "<p>a b</p>\n" {
		t.Errorf("got %s", p.HTML)
	}
}

func TestLinkHookIsAskedForRelativeOnesOnly(t *testing.T) {
	t.Parallel()
	var asked []string
	render1(t, "[a](a) ![b](b.png) <a href=\"c\">c</a> <img src=\"d.png\"> [e](https://e) <mailto:f@f.f> https://g.example [h](javascript:h) [i](#i)", Options{Link: func(ref Reference) (string, bool) {
		asked = append(asked, fmt.Sprintf("%s %v", ref.Destination, ref.Image))
		return ref.Destination, true
	}})
	if want := []string{"a false", "b.png true", "c false", "d.png true", "#i false"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %q, want %q", asked, want)
	}
}

func TestMuchOfEverythingIsBounded(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		text string
		rule string
	}{
		"emphasis":    {strings.Repeat("*a_ ", 20_000), "syntax"},
		"brackets":    {strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), "syntax"},
		"links":       {strings.Repeat("[a](b \"", 20_000), "syntax"},
		"definitions": {strings.Repeat("[a]: b\n", 20_000), "syntax"},
		"expansion":   {"[a]: <" + strings.Repeat("x", 5_000) + ">\n\n" + strings.Repeat("[a]\n\n", 1_000), "syntax"},
		"columns":     {strings.Repeat("a|", 300) + "\n" + strings.Repeat("-|", 300) + "\n|\n", "syntax"},
		"cells":       {strings.Repeat("a|", 150) + "\n" + strings.Repeat("-|", 150) + "\n" + strings.Repeat("|\n", 20_000), "syntax"},
		"quotes":      {strings.Repeat(">", 5_000) + "a", "syntax"},
		"lists":       {strings.Repeat("- ", 5_000) + "a", "syntax"},
		"notes":       {strings.Repeat("[^a]: ", 5_000) + "a", "syntax"},
		"elements":    {strings.Repeat("<div>", 5_000) + strings.Repeat("</div>", 5_000), "raw-html"},
		"spans":       {strings.Repeat("*a **b ", 1_000) + strings.Repeat("c** d* ", 1_000), ""},
		"too long":    {strings.Repeat("a *b*\n", maxText/6+1), "syntax"},
	} {
		p := render1(t, test.text, Options{})
		if len(p.HTML) > 20*len(test.text)+2*maxExpansion {
			t.Errorf("%s: %d bytes give %d", name, len(test.text), len(p.HTML))
		}
		if found := slices.ContainsFunc(p.Problems, func(q source.Problem) bool { return q.Rule == test.rule }); found != (test.rule != "") {
			t.Errorf("%s: problems %+v", name, p.Problems)
		}
	}
}

func TestHonestSizesAreNot(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a long paragraph": strings.Repeat("A *word* with `code`, [a link](x.md \"title\") and **more**. ", 500),
		"a long list":      strings.Repeat("- *item* with [a link](x.md)\n", 5_000),
		"a long table":     "| a | b | c |\n|---|---|---|\n" + strings.Repeat("| 1 | `2` | [3](x) |\n", 10_000),
		"a wide table":     strings.Repeat("| a ", 100) + "|\n" + strings.Repeat("|---", 100) + "|\n" + strings.Repeat(strings.Repeat("| 1 ", 100)+"|\n", 500),
		"references":       strings.Repeat("[a] [b][a] ", 300) + "\n\n" + strings.Repeat("[a]: b\n", 500),
		"nesting":          nestedList(20),
	} {
		if p := render1(t, text, Options{}); len(p.Problems) > 0 {
			t.Errorf("%s: %+v", name, p.Problems)
		}
	}
}

func nestedList(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat("  ", i) + "- item\n")
	}

	return b.String()
}

func TestRenderIsSafeForConcurrentUse(t *testing.T) {
	t.Parallel()
	options := everything()
	f := source.NewFile("dense.md", strings.Repeat(dense, 3)+"<div><b>x</b></div>\n\n[^1]: y\n")
	want := Render(f, 0, len(f.Text), options).HTML

	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 5 {
				if got := Render(f, 0, len(f.Text), options).HTML; got != want {
					t.Error("another page")
				}
				Inline("*a* {{term x}} https://x.example", InlineOptions{})
			}
		})
	}
	group.Wait()
}

func TestPageTextHoldsTheSections(t *testing.T) {
	t.Parallel()
	p := render1(t, "Intro *one*\ntwo.\n\n# A `b`\n\nText [^1]\n\n| c | d |\n|---|---|\n| e | f |\n\n## G\n\n<p>h<br>i</p>\n\n[^1]: note\n", Options{})
	if want := "Intro one two.\nA b\nText\nc d\ne f\nG\nh i\nnote\n"; p.Text != want {
		t.Errorf("text %q, want %q", p.Text, want)
	}
	if got := p.Text[p.Headings[0].Offset:p.Headings[1].Offset]; got != "A b\nText\nc d\ne f\n" {
		t.Errorf("first section %q", got)
	}
	if p.Summary != "Intro one two." || p.Title != "A b" || p.Words != 14 {
		t.Errorf("summary %q, title %q, %d words", p.Summary, p.Title, p.Words)
	}
}

func TestCountWords(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{
		"": 0, "one": 1, "one two": 2, "it's a follow-up": 3, "4 hours, 20 %": 3, "営業が返信": 5, "MQLを渡す": 4, "a–b": 2,
	} {
		if got := countWords(s); got != want {
			t.Errorf("countWords(%q) = %d, want %d", s, got, want)
		}
	}
}

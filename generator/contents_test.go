package generator

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestContents holds that the whole plan lists all its chapters, and the parts of the practice.
func TestContents(t *testing.T) {
	text := exported(t, demoInGit(t), WholePlan)
	_, after, _ := strings.Cut(text, `<nav class="contents chapters"`)
	list, chapters, found := strings.Cut(after, "</nav>")
	if !found {
		t.Fatal("there are no contents")
	}

	var listed []string
	for _, link := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(list, -1) {
		listed = append(listed, html.UnescapeString(link[1]))
	}

	for _, want := range []string{"What would change", "have not read revision 2 yet", "When we did not agree"} {
		if !strings.Contains(chapters, want) {
			t.Errorf("the whole plan does not say %q", want)
		}
	}

	headings := regexp.MustCompile(`<h2[^>]* id="([^"]*)"|<h3[^>]* id="(practice\.[a-z]+\.all)"`).FindAllStringSubmatch(chapters, -1)
	if len(headings) < 20 || strings.Count(chapters, "<h2") != strings.Count(chapters, "<h2 id=") {
		t.Fatalf("only %d of %d chapters can be linked to", len(headings), strings.Count(chapters, "<h2"))
	}

	for _, h := range headings {
		if !slices.Contains(listed, html.UnescapeString(h[1]+h[2])) {
			t.Errorf("the contents lack %s%s", h[1], h[2])
		}
	}
}

// TestSectionSaysWhatIsOverdue holds that a section that is pasted somewhere does not call a day of the past the next one.
func TestSectionSaysWhatIsOverdue(t *testing.T) {
	text := exported(t, made(map[string]string{
		"index.md": "---\nkind: site\ntitle: Us\ntimezone: UTC\nas_of: 2026-11-27\npeople: {dana: {name: Dana Ortiz, function: marketing}, sam: {name: Sam Lee, function: sales}}\n---\n",
		"a/plan.md": "---\nkind: plan\ntitle: A\nowner: dana\nsla:\n  revision: 1\n  revisions:\n    - {revision: 1, effective_from: 2026-08-03, approvals: [{person: dana, on: 2026-08-28, elsewhere: \"https://a.example/1\"}, {person: sam, on: 2026-08-28, elsewhere: \"https://a.example/1\"}]}\n" +
			"  terms:\n    purpose: Calls\n    review: {cadence: monthly, by: [dana]}\n---\n",
	}), SectionText)
	if want := "the next one was due on 28 Sep 2026, 60 days overdue"; !strings.Contains(text, want) {
		t.Errorf("the section does not say %q:\n%s", want, text)
	}
}

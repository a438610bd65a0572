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

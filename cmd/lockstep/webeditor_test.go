package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestWebEditor does what the page for those who have a browser and nothing else says: it follows the pencil beside a
// promise that was signed, changes the number, and makes the change the next revision.
func TestWebEditor(t *testing.T) {
	page := readAll(t, "../../content/docs/web-editor.md")
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}

	inGit(t, folder)
	output(folder, "build")
	_, clause, _ := strings.Cut(readAll(t, filepath.Join(folder, "public/larkmere/sla/marketing-sales.html")), `id="first-outreach"`)
	link := regexp.MustCompile(`href="[^"]*/blob/HEAD/([^"]*)\?plain=1#L(\d+)"`).FindStringSubmatch(clause)
	if link == nil {
		t.Fatal("there is no pencil beside the promise")
	}

	name := filepath.Join(folder, filepath.FromSlash(link[1]))
	written := readAll(t, name)
	line, _ := strconv.Atoi(link[2])
	lines := strings.SplitAfter(written, "\n")
	above, below := strings.Join(lines[:line-1], ""), strings.Join(lines[line-1:], "")
	propose := func(text string) string {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}

		return output(folder, "check", "--against", "HEAD")
	}

	limit := func(value string) string {
		return strings.Replace(below, "limit: 2 business hours\n", "limit: "+value+"\n", 1)
	}
	_, answer, _ := strings.Cut(page, "```text\n")
	answer, _, _ = strings.Cut(answer, "```")
	got := propose(above + limit("4"))
	for sentence := range strings.Lines(answer) {
		if !strings.Contains(got, strings.TrimSpace(sentence)) {
			t.Errorf("the page says the check answers %q, but it says:\n%s", strings.TrimSpace(sentence), got)
		}
	}

	if got := propose(above + limit("1 business hour")); !strings.Contains(got, "are not those that Priya Raman signed") {
		t.Errorf("the check does not say that the number was signed:\n%s", got)
	}

	entry := regexp.MustCompile("(?s)```yaml\n *revisions:\n(.*?) *```").FindStringSubmatch(page)
	if entry == nil {
		t.Fatal("the page shows no revision")
	}

	above = strings.Replace(above, "\nrevision: 3\n", "\nrevision: 4\n", 1)
	next := "\nrevisions:\n" + strings.ReplaceAll("\n"+strings.Replace(entry[1], "revision: 3", "revision: 4", 1), "\n   ", "\n")[1:]
	below = strings.Replace(limit("1 business hour"), "\nrevisions:\n", next, 1)
	got = propose(above + below)
	for _, due := range regexp.MustCompile(`expect_due: "([^"]+)"\}\n.*write expect_due: "([^"]+)"`).FindAllStringSubmatch(got, -1) {
		below = strings.Replace(below, due[1], due[2], 1)
	}

	if again := propose(above + below); !strings.HasPrefix(again, "no problems") {
		t.Errorf("the check still finds:\n%s\nand found before:\n%s", again, got)
	}

	if got := output(folder, "diff", "HEAD"); !strings.Contains(got, "revision 3 → 4") || !strings.Contains(got, "Sales: first outreach 2 → 1 business hour (tightened, −50 %)") {
		t.Errorf("those who sign read:\n%s", got)
	}
}

func readAll(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	return string(text)
}

package generator

import (
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// editLinks matches a link to a line in the repository of the demo, and what the link is called.
var editLinks = regexp.MustCompile(`<a (?:class="edit" )?href="https://github\.com/lockstep-docs/lockstep/blob/HEAD/([^"]+)\?plain=1#L(\d+)"[^>]*>(.*?)</a>`)

// TestEditLinks follows every link to the repository. Each page of a plan has one in its foot; each leads to a line that
// there is, and none to what was signed and is kept.
func TestEditLinks(t *testing.T) {
	o := demo()
	for name, text := range render(t, o) {
		found := editLinks.FindAllStringSubmatch(string(text), -1)
		for _, link := range found {
			written, err := fs.ReadFile(o.Content, strings.TrimPrefix(link[1], "content/"))
			if line, _ := strconv.Atoi(link[2]); err != nil || line < 1 || line > strings.Count(string(written), "\n") {
				t.Errorf("%s: %s, line %s, is not there: %v", name, link[1], link[2], err)
			}

			if strings.Contains(link[1], "/revisions/") {
				t.Errorf("%s: asks to edit an archive: %s, line %s", name, link[1], link[2])
			}
		}

		_, foot, _ := strings.Cut(string(text), "<footer class=\"foot\">")
		if last := editLinks.FindStringSubmatch(foot); strings.HasPrefix(name, "larkmere/") && strings.HasSuffix(name, ".html") && (last == nil || last[3] != "Edit "+last[1]) {
			t.Errorf("%s: nobody learns from its foot where it is written", name)
		}
	}
}

// TestEditWhatIsInForce changes a number that is in force where the page says so. The terms in force come from an archive,
// or from a commit; the pencil leads to the file in which the next revision is written.
func TestEditWhatIsInForce(t *testing.T) {
	for name, o := range map[string]Options{"archive": demo(), "commit": demoInGit(t)} {
		t.Run(name, func(t *testing.T) {
			tree := render(t, o)
			page := string(tree["larkmere/sla/marketing-sales.html"])
			if !strings.Contains(page, "✓ In force</span><span>revision 2") {
				t.Fatalf("revision 2 is not in force:\n%.2000s", page[strings.Index(page, "<main"):])
			}

			_, clause, _ := strings.Cut(page, `id="first-outreach"`)
			link := editLinks.FindStringSubmatch(clause)
			if link == nil {
				t.Fatal("there is no pencil")
			}

			written, err := fs.ReadFile(o.Content, strings.TrimPrefix(link[1], "content/"))
			if err != nil {
				t.Fatal(err)
			}

			line, _ := strconv.Atoi(link[2])
			if got := strings.Split(string(written), "\n")[line-1]; link[1] != "content/larkmere/sla.md" || !strings.Contains(got, "first_outreach:") {
				t.Errorf("the pencil leads to line %d of %s, which says %q", line, link[1], got)
			}

			if want := "Edit line " + link[2] + " of " + link[1]; !strings.Contains(link[3], want) {
				t.Errorf("the pencil is called %s, not %s", link[3], want)
			}
		})
	}
}

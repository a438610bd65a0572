package generator

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

const pasteSite = "---\nkind: site\ntitle: Acme\ntimezone: UTC\npeople: {your-id: {name: Dana, function: marketing}, sam: {name: Sam, function: sales}}\n---\n"

// paste matches what a page says on where to put what.
var paste = regexp.MustCompile(`(?:in line (\d+), right behind <code>(.*?)</code>|below line (\d+)):</p>\s*<pre><code>([^<]*)</code></pre></details>`)

// TestPasteSignature does by hand what the page of an agreement says, in all three formats: then it is signed.
func TestPasteSignature(t *testing.T) {
	for name, text := range map[string]string{
		"yaml":                 "---\nkind: plan\ntitle: Acme\nsla:\n  revision: 1\n  terms: {purpose: To talk}\n  revisions:\n    - revision: 1\n      effective_from: 2026-12-01\n---\nBody.\n",
		"yaml, brackets":       "---\nkind: plan\ntitle: Acme\nsla:\n  revision: 1\n  terms: {purpose: To talk}\n  revisions:\n    - {revision: 1, effective_from: 2026-12-01, approvals: []}\n---\nBody.\n",
		"toml":                 "+++\nkind = \"plan\"\ntitle = \"Acme\"\n[sla]\nrevision = 1\nterms = {purpose = \"To talk\"}\n[[sla.revisions]]\nrevision = 1\neffective_from = 2026-12-01\n+++\nBody.\n",
		"toml, an array":       "+++\nkind = \"plan\"\ntitle = \"Acme\"\n[sla]\nrevision = 1\nterms = {purpose = \"To talk\"}\n[[sla.revisions]]\nrevision = 1\neffective_from = 2026-12-01\napprovals = [{person = \"sam\", elsewhere = \"https://a.example\"}]\n+++\nBody.\n",
		"toml, tables":         "+++\nkind = \"plan\"\ntitle = \"Acme\"\n[sla]\nrevision = 1\nterms = {purpose = \"To talk\"}\n[[sla.revisions]]\nrevision = 1\neffective_from = 2026-12-01\n\n[[sla.revisions.approvals]]\nperson = \"sam\"\nelsewhere = \"https://a.example\"\n+++\nBody.\n",
		"json":                 "{\n  \"kind\": \"plan\",\n  \"title\": \"Acme\",\n  \"sla\": {\n    \"revision\": 1,\n    \"terms\": {\"purpose\": \"To talk\"},\n    \"revisions\": [\n      {\n        \"revision\": 1,\n        \"effective_from\": \"2026-12-01\"\n      }\n    ]\n  }\n}\nBody.\n",
		"json, one more entry": "{\n  \"kind\": \"plan\",\n  \"title\": \"Acme\",\n  \"sla\": {\"revision\": 1, \"terms\": {\"purpose\": \"To talk\"}, \"revisions\": [{\"revision\": 1, \"effective_from\": \"2026-12-01\", \"approvals\": [{\"person\": \"sam\", \"elsewhere\": \"https://a.example\"}]}]}\n}\nBody.\n",
	} {
		page := string(render(t, made(map[string]string{"index.md": pasteSite, "acme/plan.md": text}))["acme/sla/marketing-sales.html"])
		where := paste.FindStringSubmatch(page)
		if where == nil {
			t.Errorf("%s: the page does not say what to paste, and where", name)
			continue
		}

		lines := strings.Split(text, "\n")
		number, _ := strconv.Atoi(where[1] + where[3])
		if line := &lines[number-1]; where[3] != "" {
			*line += "\n" + html.UnescapeString(where[4])
		} else {
			before, after, _ := strings.Cut(*line, html.UnescapeString(where[2]))
			*line = before + html.UnescapeString(where[2]) + html.UnescapeString(where[4]) + after
		}

		signed, err := Read(made(map[string]string{"index.md": pasteSite, "acme/plan.md": strings.Join(lines, "\n")}))
		if err != nil || signed.Problems.Count(source.Error) > 0 {
			t.Errorf("%s: %v\n%s", name, err, listing(signed.Problems))
			continue
		}

		if missing := signed.History.Logs[0].Revision(1).Unsigned; len(missing) > 1 || len(missing) == 1 && missing[0] != "sales" {
			t.Errorf("%s: %v is missing in\n%s", name, missing, strings.Join(lines, "\n"))
		}
	}
}

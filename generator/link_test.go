package generator

import (
	"fmt"
	"strings"
	"testing"
)

// linked is a site with links in front matter, each of which says where it stands.
var linked = map[string]string{
	"index.md": `---
kind: site
title: Us
timezone: UTC
description: "Read [how](handbook/how.md#why) first."
repository: https://github.com/acme/gtm/tree/trunk/docs
navigation:
  - {title: Handbook, link: handbook}
  - {link: "https://crm.example/a?b=1&c=2"}
  - {title: Paper, link: acme/sheet.pdf}
glossary_of: 1
---
`,
	"acme/plan.md": `---
kind: plan
title: Acme
handoffs:
  marketing-sales:
    from: marketing
    to: sales
    written_down: true
    definition_url: definition.md
    current_state: "As [written](definition.md), in [{{term glossary.MQL}}](sheet.pdf)."
  sales-cs:
    from: sales
    to: customer_success
    handoff_document: {exists: true, url: ../handbook/how.md#why}
feedback_loops:
  win-loss:
    loop: win_loss_to_marketing
    runs:
      - {on: 2026-11-02, items: 1, link: sheet.pdf}
      - {on: 2026-11-03, items: 1, link: "mailto:dana@acme.example"}
glossary: {MQL: {definition: Acme's MQL}, "A/B test": {definition: One of two}}
---
An MQL.
`,
	"acme/definition.md": "# The definition\n",
	"acme/sheet.pdf":     "%PDF",
	"beta/plan.md":       "---\nkind: plan\ntitle: Beta\nglossary: {MQL: {definition: Beta's MQL}}\n---\nAn MQL.\n",
	"handbook/how.md":    "# How\n\n## Why\n",
}

// TestLinksOfFrontMatter follows the links that stand in fields.
func TestLinksOfFrontMatter(t *testing.T) {
	files := map[string]string{}
	for name, text := range linked {
		files[name] = strings.Replace(text, "glossary_of: 1\n", "", 1)
	}

	tree := render(t, made(files))
	for _, fault := range tree.faults(false) {
		t.Error(fault)
	}

	tests := []struct{ page, holds string }{
		{"index.html", `Read <a href="handbook/how.html#why">how</a> first.`},
		{"index.html", `<h2>Further</h2><ul><li><a href="handbook/index.html">Handbook</a></li><li><a href="https://crm.example/a?b=1&amp;c=2">https://crm.example/a?b=1&amp;c=2</a></li><li><a href="acme/sheet.pdf">Paper</a></li></ul>`},
		{"acme/workflow.html", `<a href="../acme/definition.html">definition.md</a>`},
		{"acme/workflow.html", `As <a href="../acme/definition.html">written</a>`},
		{"acme/workflow.html", `<a href="../handbook/how.html#why">here</a>`},
		{"acme/loops.html", `<a href="../acme/sheet.pdf">`},
		{"acme/loops.html", `<a href="mailto:dana@acme.example">`},
		{"acme/sheet.pdf", "%PDF"},
		{"acme/index.html", `href="../glossary.html#term-mql"`},
		{"beta/index.html", `href="../glossary.html#term-mql-beta"`},
		{"glossary.html", `<dt id="term-mql-beta">MQL</dt><dd>Beta's MQL`},
		{"glossary.html", `<dt id="term-a-b-test">A/B test</dt>`},
		{"acme/definition.html", `href="https://github.com/acme/gtm/blob/trunk/docs/content/acme/definition.md?plain=1#L1"`},
	}
	for _, test := range tests {
		if !strings.Contains(string(tree[test.page]), test.holds) {
			t.Errorf("%s does not hold %s", test.page, test.holds)
		}
	}
}

// TestSettingOfLinks holds that the severity of the rule about links is no link.
func TestSettingOfLinks(t *testing.T) {
	result, err := Check(made(map[string]string{
		"index.md": "---\nkind: site\ntitle: Us\ntimezone: UTC\nlint: {link: error}\nnavigation: [{link: lost.md}]\n---\n[lost](lost.md)\n",
		"page.md":  "[lost](lost.md)\n",
	}))
	if err != nil {
		t.Fatal(err)
	}

	found := listing(result.Problems)
	for _, place := range []string{"index.md:6:21", "index.md:8:8", "page.md:1:8"} {
		if want := "content/" + place + `: the link "lost.md" leads nowhere [link]`; !strings.Contains(found, want+"\n") {
			t.Errorf("want %s\ngot  %s", want, found)
		}
	}

	if len(result.Problems) != 3 {
		t.Errorf("there are %d problems, not 3:\n%s", len(result.Problems), found)
	}
}

// TestBrokenLinksOfFrontMatter reports the addresses that cannot be followed, at their places.
func TestBrokenLinksOfFrontMatter(t *testing.T) {
	const text = "---\nkind: plan\ntitle: Acme\nhandoffs:\n  marketing-sales:\n    from: marketing\n    to: sales\n    %s\n---\n"
	tests := []struct{ line, want string }{
		{`definition_url: "javascript:alert(1)"`, `content/acme/plan.md:8:21: "javascript:alert(1)" cannot be a link [link]`},
		{`definition_url: "//example.com/x"`, `content/acme/plan.md:8:21: "//example.com/x" cannot be a link [link]`},
		{`definition_url: definitoin.md`, `content/acme/plan.md:8:21: the link "definitoin.md" leads nowhere [link]`},
		{`definition_url: definition.md#parts`, `content/acme/plan.md:8:21: the page has no part "#parts" [link]`},
		{`trigger: "See [this](../../secrets.md)"`, `content/acme/plan.md:8:14: the link "../../secrets.md" leads nowhere [link]`},
		{`definition_url: definition.md#part`, ""},
		{`definition_url: definition.md#top`, ""},
		{`definition_url: https://example.com/x?a=b#c`, ""},
		{`agreed_by: []` + "\nscoring: {fit: {version: 1, categories: {}, examples: [{lead: {url: none, link: no address}, score: 0}]}}", ""},
		{`definition_url: "[this](nowhere.md)"`, `content/acme/plan.md:8:21: the link "[this](nowhere.md)" leads nowhere [link]`},
		{`x: {link: "anything goes", "{{term x}}": "{{term y}}"}`, ""},
	}
	for _, test := range tests {
		result, err := Check(made(map[string]string{"acme/plan.md": fmt.Sprintf(text, test.line), "acme/definition.md": "# D\n\n## Part\n"}))
		if err != nil {
			t.Fatal(err)
		}

		found := listing(result.Problems)
		if test.want != "" && !strings.Contains(found, test.want+"\n") || test.want == "" && strings.Contains(found, "[link]") {
			t.Errorf("%s: want %q in\n%s", test.line, test.want, found)
		}

		for _, fault := range routes(t, result).faults(false) {
			t.Errorf("%s: %s", test.line, fault)
		}
	}
}

// TestNearLinks holds that a link is suggested as its author would write it, so that what is copied leads there.
func TestNearLinks(t *testing.T) {
	tests := []struct{ file, written, want string }{
		{"prüfung/größe.md", "größe.md", "prüfung/größe.md"},
		{"漢字/名前.md", "名前.md", "漢字/名前.md"},
		{"a b/c d.md", "c%20d.md", "a%20b/c%20d.md"},
		{"a/c#d.md", "c%23d.md", "a/c%23d.md"},
		{"a/100%é.md", "100%25é.md", "a/100%25é.md"},
	}
	for _, test := range tests {
		link := func(written string) string {
			result, err := Check(made(map[string]string{"page.md": "[x](" + written + ")\n", test.file: "# Here\n"}))
			if err != nil {
				t.Fatal(err)
			}

			return listing(result.Problems)
		}

		if found, want := link(test.written), `did you mean "`+test.want+`"?`; !strings.Contains(found, want) {
			t.Errorf("%s: want %s\ngot  %s", test.written, want, found)
		}

		if found := link(test.want); found != "" {
			t.Errorf("%s leads nowhere: %s", test.want, found)
		}
	}
}

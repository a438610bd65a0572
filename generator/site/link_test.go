package site

import (
	"slices"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
)

// TestLinkKeys holds the keys that are looked at as links against those that the schema calls links.
func TestLinkKeys(t *testing.T) {
	var keys []string
	var visit func(n *frontmatter.Node)
	visit = func(n *frontmatter.Node) {
		for _, property := range n.Get("properties").Children() {
			if textOf(property.Get("$ref")) == "#/$defs/link" && !slices.Contains(keys, property.Key()) {
				keys = append(keys, property.Key())
			} else if isLink(property.Key()) && textOf(property.Get("$ref")) != "#/$defs/link" {
				t.Errorf("%s is no link at %s", property.Key(), n.Pointer())
			}
		}

		for _, child := range n.Children() {
			visit(child)
		}
	}
	visit(plan.SchemaTree())
	if len(keys) == 0 {
		t.Fatal("the schema has no links")
	}

	for _, key := range keys {
		if !isLink(key) {
			t.Errorf("the values of %s are links", key)
		}
	}
}

func TestSafeLink(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.com/a?b=c#d": "https://example.com/a?b=c#d",
		"HTTP://example.com/":         "HTTP://example.com/",
		"mailto:a@example.com":        "mailto:a@example.com",
		" a/b.md#c ":                  "a/b.md#c",
		"#c":                          "#c",
		"javascript:alert(1)":         "",
		"JavaScript:alert(1)":         "",
		" javascript:alert(1)":        "",
		"java\tscript:alert(1)":       "",
		"\x01javascript:alert(1)":     "",
		"data:text/html,<script>":     "",
		"vbscript:x":                  "",
		"file:///etc/passwd":          "",
		"blob:https://example.com/x":  "",
		"feed:javascript:alert(1)":    "",
		"//example.com/a":             "",
		`\\example.com\a`:             "",
		`/\example.com/a`:             "",
		"http://[::1":                 "",
		":":                           "",
	} {
		if got := safeLink(address); got != want {
			t.Errorf("%q becomes %q, not %q", address, got, want)
		}
	}
}

package site

import "testing"

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

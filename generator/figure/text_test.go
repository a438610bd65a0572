package figure

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text  string
		width float64
		want  string
	}{
		{"", 100, ""},
		{" \t\n", 100, ""},
		{"Sales", 100, "Sales"},
		{"  two   words\n", 100, "two words"},
		{"CS asks for goals the buyer already gave", 150, "CS asks for goals the|buyer already gave"},
		{"within 2 business hours", 100, "within 2|business hours"},
		{"follow-up", 50, "follow-|up"},
		{"Donaudampfschifffahrt", 80, "Donaudamp|fschifffahrt"},
		{"两个工作小时之内必须联系客户。", 110, "两个工作小时之内|必须联系客户。"},
		{"100\u00a0% of it", 60, "100\u00a0%|of it"},
		{"evil \u202etxet\x00", 100, "evil txet"},
	} {
		if got := strings.Join(plainFont.wrap(test.text, test.width), "|"); got != test.want {
			t.Errorf("wrap %q at %v = %q, want %q", test.text, test.width, got, test.want)
		}
	}
}

// FuzzWrap checks that wrapping loses nothing but spaces, and that what is longer than a line is a single sign.
func FuzzWrap(f *testing.F) {
	for _, w := range words {
		f.Add(w, 80)
	}

	f.Fuzz(func(t *testing.T, text string, width int) {
		width = 20 + max(width, -width)%400
		lines := plainFont.wrap(text, float64(width))
		if got, want := strings.Join(lines, ""), clean(text); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%q became %q", want, lines)
		}

		for _, line := range lines {
			if line == "" || plainFont.width(line) > float64(width)+1 && plainFont.width(line) > plainFont.width("漢")*1.2 {
				t.Errorf("line %q is %v wide, not %d", line, plainFont.width(line), width)
			}
		}

		if err := wellFormed(Map{ID: text, Title: text, Nodes: []Node{{ID: "1", Label: text, Href: text}}}.HTML()); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}

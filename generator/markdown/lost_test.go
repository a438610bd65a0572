package markdown

import (
	"fmt"
	"slices"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// References that lead nowhere are reported where they stand; what is in brackets for other reasons is not.
func TestLostReferences(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		want []string
	}{
		{"[the guide][nope] and ![a picture][none]", []string{"1:13 nope", "1:36 none"}},
		{"[the guide][]", []string{"1:2 the guide"}},
		{"[the long\nguide][nope]", []string{"2:8 nope"}},
		{"> - [the *long* `[x]`][nope]: here", []string{"1:24 nope"}},
		{"[the guide][giude]\n\n[guide]: a.md", []string{"1:13 giude"}},
		{"[the guide][Guide] [guide][] [guide]\n\n[guide]: a.md", nil},
		{"A claim.[^nope] Another[^1]\n\n[^note]: x", []string{"1:11 nope", "1:26 1", "3:3 note"}},
		{"A claim.[^note]\n\n[^note]: see[^other]\n\n[^other]: y", nil},
		{"- [ ] a [x] b [X][ ]\n- [x] [text] [other text]", nil},
		{"arr[0][1] m[i][j] rows[first][second] f()[a b][c d] [0][1] [12][34]", nil},
		{"`[the guide][nope]` and `x[^nope]`\n\n    [the guide][nope]\n\n```\n[the guide][nope] x[^nope]\n```", nil},
		{"{{ page[the key][nope] }} {% link [the key][nope] %}", nil},
		{"[define size][your name] [timeframe] [monthly / quarterly]", nil},
		{"[a word](b.md)[other](c.md) [one][two](c.md) [one] [two]", nil},
		{"the set [^a-z]+ or [^x] or [^abc]* or [^/]", nil},
		{`\[the guide][nope] [the guide\][nope] [the guide] [nope]`, nil},
		{"<div>\n[the guide][nope]\n</div>\n\n<!-- [the guide][nope] -->", nil},
	} {
		var got []string
		f := source.NewFile("page.md", test.text+"\n")
		for _, p := range Render(f, 0, len(f.Text), Options{}).Problems {
			if p.Rule == "link" {
				start, _ := p.At.Range()
				got = append(got, fmt.Sprintf("%d:%d %s", start.Line, start.Column, p.At.Text()))
			}
		}

		if !slices.Equal(got, test.want) {
			t.Errorf("%q: problems at %q, want %q", test.text, got, test.want)
		}
	}
}

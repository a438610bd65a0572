package figure

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	tests := []struct {
		name string
		ems  float64
		runs []Run
		want int
	}{
		{"nothing", 10, nil, 0},
		{"only spaces", 10, []Run{{Text: " \n "}}, 0},
		{"a word", 10, []Run{{Text: "word"}}, 1},
		{"spaces around", 3, []Run{{Text: "  word  "}}, 1},
		{"two words on a line", 5.5, []Run{{Text: "word word"}}, 1},
		{"two words on two", 4, []Run{{Text: "word word"}}, 2},
		{"bold is wider", 5.5, []Run{{Text: "word word", Bold: true}}, 2},
		{"runs go on in the line", 5.5, []Run{{Text: "word "}, {Text: "word"}}, 1},
		{"runs without a space are one word", 4.5, []Run{{Text: "word"}, {Text: "word"}}, 2},
		{"a hyphen is no place to break", 5, []Run{{Text: "to follow-up"}}, 2},
		{"no break at a hard space", 4, []Run{{Text: "to word\u00a0word"}}, 4},
		{"a long word is broken", 5, []Run{{Text: strings.Repeat("a", 20)}}, 3},
		{"after what stands before it", 5, []Run{{Text: "a " + strings.Repeat("a", 20)}}, 4},
		{"where nobody knows where, lines are half full", 5, []Run{{Text: strings.Repeat("a-b", 7)}}, 5},
		{"Chinese breaks between letters", 5, []Run{{Text: "由两个团队共同负责"}}, 3},
		{"but not before a stop", 3.2, []Run{{Text: "由两个。"}}, 2},
		{"an East Asian space is as wide as a letter", 4.5, []Run{{Text: "由两\u3000个团"}}, 2},
		{"and every one counts", 4, []Run{{Text: "w\u2003\u2003\u2003\u2003w"}}, 2},
		{"a figure space breaks nowhere", 4, []Run{{Text: "to word\u2007word"}}, 4},
		{"a long dash is three letters wide", 5, []Run{{Text: "⸻ ⸻"}}, 2},
		{"a number in one sign is no letter", 5, []Run{{Text: "Ⅷ Ⅻ Ⅷ"}}, 2},
		{"nor is a pair of letters", 3.5, []Run{{Text: "Ǆ ‰ ﬃ"}}, 2},
		{"Korean too", 5, []Run{{Text: "마케팅영업고객성공"}}, 3},
		{"a column of no width ends", 0, []Run{{Text: "word"}}, 247},
	}
	for _, test := range tests {
		if got := Lines(test.ems, test.runs...); got != test.want {
			t.Errorf("%s: %d lines, not %d", test.name, got, test.want)
		}
	}
}

// TestLinesGrow holds that a narrower column, and a longer text, never takes fewer lines.
func TestLinesGrow(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("a word follow-up 由两个团队 https://example.com/a?b=c Qualifizierungsgespräch 👍🏽 é · –")
	for range 2000 {
		var text []string
		for range random.IntN(12) {
			text = append(text, words[random.IntN(len(words))])
		}

		ems := 2 + random.Float64()*20
		runs := []Run{{Text: strings.Join(text, " "), Bold: random.IntN(2) == 0}}
		lines := Lines(ems, runs...)
		if more := Lines(ems, append(runs, Run{Text: " word"})...); more < lines {
			t.Errorf("%q takes %d lines of %.1f ems, %d with a word more", runs[0].Text, lines, ems, more)
		}

		if wider := Lines(ems*2, runs...); wider > lines {
			t.Errorf("%q takes %d lines of %.1f ems, and %d of twice as many", runs[0].Text, lines, ems, wider)
		}
	}
}

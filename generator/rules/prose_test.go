package rules

import "testing"

// FuzzProse looks for all placeholders of any text: each is behind the one before, and within the text.
func FuzzProse(f *testing.F) {
	for _, text := range []string{
		"X hours $X [define it] TBD ??? <your name> lorem ipsum", "`$X` ``TBD` `` [a](TODO)", "```\nTBD\n", "> ~~~\n> X%\n\n    X%\n",
		"- a\n\n      TODO\n", "<!-- TODO", "{{term TODO}}", "[your a]: b\n[your a]", "€ XX.XX", "`\n\n`TODO`",
	} {
		f.Add(text)
	}

	f.Fuzz(func(t *testing.T, text string) {
		p := newProse(text)
		for from := 0; ; {
			start, end, ok := p.placeholder(from)
			if !ok {
				break
			}

			if start < from || end <= start || end > len(text) {
				t.Fatalf("from %d: %d to %d of %d", from, start, end, len(text))
			}

			from = end
		}

		last := 0
		for _, s := range p.hidden() {
			if s.start < last || s.end < s.start || s.end > len(text) {
				t.Fatalf("hidden %v after %d of %d", s, last, len(text))
			}

			last = s.end
		}
	})
}

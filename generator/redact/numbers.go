package redact

import (
	"regexp"
	"strings"
)

// What a site for outsiders may say of numbers: dates, days of a month, and which revision is meant. All others, and what
// looks like a digest, from which numbers could be guessed, become a dot.
var (
	sayable = regexp.MustCompile(`\b(?:\d{1,2}–)?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b|\b[Rr]evision \d+\b`)
	digests = regexp.MustCompile(`\b[0-9a-f]{7,64}\b`)
	figures = regexp.MustCompile(`\p{N}(?:[\p{N}.,:]*\p{N})?`)
)

// Unnumbered puts a dot in the place of every number.
func Unnumbered(s string) string {
	var b strings.Builder
	hide := func(text string) {
		text = digests.ReplaceAllStringFunc(text, func(word string) string {
			if strings.ContainsAny(word, "0123456789") {
				return "•"
			}

			return word
		})
		b.WriteString(figures.ReplaceAllString(text, "•"))
	}

	from := 0
	for _, at := range sayable.FindAllStringIndex(s, -1) {
		hide(s[from:at[0]])
		b.WriteString(s[at[0]:at[1]])
		from = at[1]
	}

	hide(s[from:])

	return b.String()
}

package markdown

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Entry is a word or name with a definition.
type Entry struct {
	// Word is what is looked for, such as "MQL" or "win rate". Without a small letter it is matched
	// exactly, otherwise in any case; a plural s may follow.
	Word string
	// Href is the destination of the link; Options.Root is put before it.
	Href string
	// Definition is plain text. It is written to the attribute data-definition, for a style to show on
	// hover and focus.
	Definition string
}

// A Glossary finds words in running text: the first occurrence in each section, never in headings, links
// or code. Build it once and share it; it is safe for concurrent use.
type Glossary struct {
	entries []entry
	byFirst map[rune][]int // indices of entries by their first character in lower case, longest first
}

type entry struct {
	Entry
	exact bool
}

// NewGlossary prepares entries. Of two with the same word the first wins; those without a word are left
// out.
func NewGlossary(entries []Entry) *Glossary {
	g := &Glossary{byFirst: map[rune][]int{}}
	for _, e := range entries {
		e.Word = strings.Join(strings.Fields(e.Word), " ")
		if e.Word == "" {
			continue
		}

		first, _ := utf8.DecodeRuneInString(e.Word)
		first = unicode.ToLower(first)
		g.byFirst[first] = append(g.byFirst[first], len(g.entries))
		g.entries = append(g.entries, entry{Entry: e, exact: !strings.ContainsFunc(e.Word, unicode.IsLower)})
	}

	for _, list := range g.byFirst {
		slices.SortStableFunc(list, func(a, b int) int {
			return cmp.Compare(len(g.entries[b].Word), len(g.entries[a].Word))
		})
	}

	return g
}

// find returns the first word of the glossary in s from offset on for which wanted is true; -1 if there is
// none.
func (g *Glossary) find(s string, offset int, wanted func(int) bool) (index, start, end int) {
	before, _ := utf8.DecodeLastRuneInString(s[:offset])
	for i := offset; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		if isBoundary(before, c) {
			for _, index := range g.byFirst[unicode.ToLower(c)] {
				if length := g.entries[index].match(s[i:]); length > 0 && wanted(index) {
					return index, i, i + length
				}
			}
		}
		before, i = c, i+size
	}

	return -1, 0, 0
}

// isBoundary reports whether a word may start at c after before.
func isBoundary(before, c rune) bool {
	return isWord(c) && (!isWord(before) || isUnspaced(before) || isUnspaced(c)) || !isWord(c) && !unicode.IsSpace(c)
}

// match returns the length of the entry's word at the start of s, with a plural s; 0 if it is not there.
func (e entry) match(s string) int {
	i := 0
	for _, want := range e.Word {
		if want == ' ' {
			length := len(s[i:]) - len(strings.TrimLeft(s[i:], " \t\n"))
			if length == 0 {
				return 0
			}
			i += length
			continue
		}

		got, size := utf8.DecodeRuneInString(s[i:])
		if size == 0 || got != want && (e.exact || unicode.ToLower(got) != unicode.ToLower(want)) {
			return 0
		}
		i += size
	}

	last, _ := utf8.DecodeLastRuneInString(e.Word)
	for _, plural := range []string{"", "s", "es"} {
		if rest, ok := strings.CutPrefix(s[i:], plural); ok {
			if next, _ := utf8.DecodeRuneInString(rest); rest == "" || isUnspaced(last) || isUnspaced(next) || !isWord(last) || !isWord(next) {
				return i + len(plural)
			}
		}
	}

	return 0
}

// linked writes running text with the words of the glossary linked that its section has not linked yet.
func (r *renderer) linked(s string) {
	g := r.opts.Glossary
	if r.seen == nil {
		r.seen = make([]int, len(g.entries))
	}

	wanted := func(i int) bool { return r.seen[i] != r.section+1 }
	done := 0
	for done < len(s) {
		index, start, end := g.find(s, done, wanted)
		if index < 0 {
			break
		}

		r.seen[index] = r.section + 1
		r.raw(escape(s[done:start]))
		r.entry(g.entries[index].Entry, s[start:end])
		done = end
	}
	r.raw(escape(s[done:]))
}

func (r *renderer) entry(e Entry, written string) {
	href, ok := checked(r.opts.Root + e.Href)
	if !ok {
		r.raw(escape(written))
		return
	}

	r.raw(`<a class="term"`)
	if e.Definition != "" {
		r.raw(` data-definition="`, attribute(e.Definition), `"`)
	}
	r.raw(` href="`, attribute(href), `">`, escape(written), `</a>`)
}

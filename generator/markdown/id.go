package markdown

import (
	"strconv"
	"strings"
	"unicode"
)

// ids hands out ids, each once.
type ids struct {
	prefix string
	used   map[string]bool
	next   map[string]int
}

func newIDs(prefix string, taken []string) *ids {
	s := &ids{prefix: prefix, used: map[string]bool{}, next: map[string]int{}}
	for _, id := range taken {
		s.used[id] = true
	}

	return s
}

// claim takes an id as it is; false if it is taken.
func (s *ids) claim(id string) (string, bool) {
	id = s.prefix + id
	if s.used[id] {
		return id, false
	}
	s.used[id] = true

	return id, true
}

// unique takes an id, or the first free one of id-1, id-2 …
func (s *ids) unique(id string) string {
	got, ok := s.claim(id)
	for !ok {
		s.next[id]++
		got, ok = s.claim(id + "-" + strconv.Itoa(s.next[id]))
	}

	return got
}

// slug returns the id of a heading: letters, digits, marks, hyphens and underscores of all scripts in
// lower case, with hyphens for spaces, as forges make it.
func slug(heading string) string {
	var b strings.Builder
	for _, c := range strings.TrimSpace(heading) {
		switch {
		case c == ' ' || c == '\t' || c == '\n':
			b.WriteByte('-')
		case c == '-' || isWord(c):
			b.WriteRune(unicode.ToLower(c))
		}
	}

	if b.Len() == 0 {
		return "section"
	}

	return b.String()
}

package evidence

import (
	"strings"
	"unicode"
)

// A vocabulary knows a few words in any spelling, and remembers the spellings of an export.
type vocabulary[T any] struct {
	words map[string]T
	seen  map[string]meaning[T]
}

type meaning[T any] struct {
	value T
	known bool
}

// find returns what a text means; false if nobody knows. Punctuation alone means nothing, and is known.
func (v *vocabulary[T]) find(text string) (T, bool) {
	if m, ok := v.seen[text]; ok {
		return m.value, m.known
	}

	word := squeeze(text)
	value, known := v.words[word]
	if v.seen == nil {
		v.seen = map[string]meaning[T]{}
	}

	if len(v.seen) < 1000 {
		v.seen[strings.Clone(text)] = meaning[T]{value, known || word == ""}
	}

	return value, known || word == ""
}

// squeeze makes words alike that differ in case, spaces and signs only.
func squeeze(text string) string {
	if text == "" {
		return ""
	}

	plain := true
	for i := range len(text) {
		plain = plain && (text[i] >= 'a' && text[i] <= 'z' || text[i] >= '0' && text[i] <= '9')
	}

	if plain {
		return text
	}

	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 0x80 && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)):
			return unicode.ToLower(r)
		}

		return -1
	}, text)
}

// hashOf returns a number for an id; 0 for none.
func hashOf(id string) uint64 {
	if id == "" {
		return 0
	}

	h := fresh
	for i := range len(id) {
		h = h.add(id[i])
	}

	return h.sum()
}

// A rolling hash is FNV-1a, with its bits mixed once more at the end.
type rolling uint64

const fresh rolling = 14695981039346656037

func (h rolling) add(b byte) rolling { return (h ^ rolling(b)) * 1099511628211 }

func (h rolling) sum() uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33

	return max(uint64(h), 1)
}

// names gives few texts small numbers: 0 is none, and what comes after limit others is one of "other".
type names struct {
	limit int
	list  []string
	count []uint32 // how often each was added
	index map[string]uint16
	last  string
	at    uint16
}

func (n *names) add(text string) uint16 {
	if text == "" {
		return 0
	}

	if text == n.last {
		n.count[n.at]++

		return n.at
	}

	at, known := n.index[text]
	if !known {
		if n.index == nil {
			n.index, n.list, n.count = map[string]uint16{}, []string{""}, []uint32{0}
			if n.limit == 0 {
				n.limit = 4096
			}
		}

		text = strings.Clone(text)
		at = uint16(len(n.list))
		if len(n.list) >= n.limit {
			at = uint16(n.limit)
		} else {
			n.list, n.count = append(n.list, text), append(n.count, 0)
			n.index[text] = at
		}
	}

	if at < uint16(n.limit) {
		n.last, n.at = n.list[at], at
		n.count[at]++
	}

	return at
}

// name returns the text of a number.
func (n *names) name(at uint16) string {
	switch {
	case int(at) < len(n.list):
		return n.list[at]
	case at == 0:
		return ""
	}

	return Other
}

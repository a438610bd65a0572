package history

import "strings"

// An Op says what happened to some words of a text.
type Op uint8

const (
	// Kept words are in both texts.
	Kept Op = iota
	// Cut words are only in the old text.
	Cut
	// Put words are only in the new text.
	Put
)

// A Span is some words of a text, and what happened to them.
type Span struct {
	Text string
	Op   Op
}

// mostWords is the number of words up to which two texts are compared word by word.
const mostWords = 2000

// Words compares two texts word by word. Kept and Cut spans, joined by spaces, are the words of the old
// text, Kept and Put spans those of the new one; where words were replaced, the old ones come first.
func Words(old, new string) []Span {
	a, b := strings.Fields(old), strings.Fields(new)
	var spans []Span
	add := func(words []string, op Op) {
		if len(words) > 0 {
			spans = append(spans, Span{strings.Join(words, " "), op})
		}
	}

	if len(a) > mostWords || len(b) > mostWords {
		add(a, Cut)
		add(b, Put)

		return spans
	}

	i, j := 0, 0
	kept := common(a, b)
	for n := 0; n < len(kept); {
		add(a[i:kept[n].a], Cut)
		add(b[j:kept[n].b], Put)

		start := n
		for n++; n < len(kept) && kept[n].a == kept[n-1].a+1 && kept[n].b == kept[n-1].b+1; n++ {
		}

		i, j = kept[n-1].a+1, kept[n-1].b+1
		add(a[kept[start].a:i], Kept)
	}

	add(a[i:], Cut)
	add(b[j:], Put)

	return spans
}

// A match is the positions of one word in two texts.
type match struct{ a, b int }

// common returns a longest common subsequence.
func common(a, b []string) []match {
	if len(a)*len(b) > mostWords*mostWords {
		return nil
	}

	// lengths[i][j] is the length of the longest common subsequence of a[i:] and b[j:].
	lengths := make([][]int16, len(a)+1)
	row := make([]int16, (len(a)+1)*(len(b)+1))
	for i := range lengths {
		lengths[i] = row[i*(len(b)+1) : (i+1)*(len(b)+1)]
	}

	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				lengths[i][j] = lengths[i+1][j+1] + 1
			} else {
				lengths[i][j] = max(lengths[i+1][j], lengths[i][j+1])
			}
		}
	}

	var kept []match
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			kept = append(kept, match{i, j})
			i, j = i+1, j+1
		case lengths[i+1][j] >= lengths[i][j+1]:
			i++
		default:
			j++
		}
	}

	return kept
}

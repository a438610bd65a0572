package history

import (
	"cmp"
	"slices"
)

// A pair is an item of a list before and after; one of the two is nil where the item is new or gone.
type pair struct{ old, new *term }

// pairs tells which items of two lists are the same thing. Equal ones are and are left out; then those that
// alone have the same value under the first identity key that they have; then texts that have more than half
// of their words in common, the most similar first. Pairs are in the order of the new list, then come the
// items that are gone.
func pairs(old, new []*term, identity []string) []pair {
	old, new = slices.Clone(old), slices.Clone(new)
	before := map[string][]int{}
	for i, t := range old {
		key := string(t.canonical())
		before[key] = append(before[key], i)
	}

	gone := make([]bool, len(old))
	partner := make([]int, len(new)) // 1 + the index in old; 0 for none
	same := make([]bool, len(new))
	for j, t := range new {
		key := string(t.canonical())
		if left := before[key]; len(left) > 0 {
			gone[left[0]], same[j], before[key] = true, true, left[1:]
		}
	}

	pairByIdentity(old, new, identity, gone, same, partner)
	pairByWords(old, new, gone, same, partner)

	var all []pair
	for j, t := range new {
		switch {
		case same[j]:
		case partner[j] > 0:
			all = append(all, pair{old[partner[j]-1], t})
		default:
			all = append(all, pair{nil, t})
		}
	}

	for i, t := range old {
		if !gone[i] {
			all = append(all, pair{t, nil})
		}
	}

	return all
}

// identify returns the value under the first identity key that the item has; nil for none.
func (t *term) identify(identity []string) *term {
	for _, key := range identity {
		if part := t.part(key); part != nil && part.scalar != nil {
			return part
		}
	}

	return nil
}

func pairByIdentity(old, new []*term, identity []string, gone, same []bool, partner []int) {
	for j, t := range new {
		id := t.identify(identity)
		if same[j] || id == nil {
			continue
		}

		has := func(other *term) bool {
			with := other.identify(identity)
			return with != nil && with.key == id.key && with.scalar == id.scalar
		}

		i := only(old, has)
		if i >= 0 && !gone[i] && only(new, has) == j {
			gone[i], partner[j] = true, i+1
		}
	}
}

// only returns the index of the one term for which has reports true; -1 if there is none or a choice.
func only(terms []*term, has func(*term) bool) int {
	found := -1
	for i, t := range terms {
		if !has(t) {
			continue
		}

		if found >= 0 {
			return -1
		}

		found = i
	}

	return found
}

// likeness is how many words two texts of old and new share.
type likeness struct {
	old, new int
	share    float64
}

func pairByWords(old, new []*term, gone, same []bool, partner []int) {
	var alike []likeness
	for j, t := range new {
		for i, other := range old {
			if same[j] || partner[j] > 0 || gone[i] {
				continue
			}

			if share := wordsShared(wordsOf(other), wordsOf(t)); share > 0.5 {
				alike = append(alike, likeness{i, j, share})
			}
		}
	}

	slices.SortStableFunc(alike, func(a, b likeness) int { return -cmp.Compare(a.share, b.share) })
	for _, l := range alike {
		if !gone[l.old] && partner[l.new] == 0 {
			gone[l.old], partner[l.new] = true, l.old+1
		}
	}
}

// wordsOf returns the words of a text, or of the text that a thing has; nil where they are too few to be
// recognized by.
func wordsOf(t *term) []word {
	if t.clause.bare != "" {
		t = t.part(t.clause.bare)
	}

	if t == nil {
		return nil
	}

	text, _ := t.scalar.(string)
	if words := wordsIn(text); len(words) >= 4 {
		return words
	}

	return nil
}

// wordsShared returns the share of words that two texts have in common, in that order, from 0 to 1.
func wordsShared(a, b []word) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}

	return 2 * float64(len(common(a, b))) / float64(len(a)+len(b))
}

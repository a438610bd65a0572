package source

import "strings"

// Nearest returns the candidate closest to what was written, for "did you mean": at most two edits away
// and no more than a third of its length, or equal but for case, spaces, hyphens and underscores. It
// returns "" if none is near. Of equally near candidates the first wins, so their order should be stable.
func Nearest(written string, candidates []string) string {
	best, bestDistance := "", 3
	folded, runes := fold(written), []rune(strings.ToLower(written))
	for _, candidate := range candidates {
		if candidate == written {
			continue
		}

		if fold(candidate) == folded {
			return candidate
		}

		d := distance(runes, []rune(strings.ToLower(candidate)))
		if d < bestDistance && d <= (len([]rune(written))+2)/3 {
			best, bestDistance = candidate, d
		}
	}

	return best
}

var joined = strings.NewReplacer(" ", "", "-", "", "_", "")

func fold(s string) string { return joined.Replace(strings.ToLower(s)) }

// distance is the number of insertions, deletions, substitutions and swaps of neighbours between a and
// b (optimal string alignment). Texts longer than any name are far apart by definition, and so are those that
// only more than two insertions make equally long.
func distance(a, b []rune) int {
	if len(a) > 64 || len(b) > 64 || len(a) > len(b)+2 || len(b) > len(a)+2 {
		return 64
	}

	before, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}

	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}

			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}

		before, prev, row = prev, row, before
	}

	return prev[len(b)]
}

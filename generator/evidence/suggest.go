package evidence

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A want is what has no column: the headers that it may have, and those of the export that may be meant.
type want struct {
	labels, left []string
	time         bool // it holds times
}

// wantOf returns the want of a field of leads or attempts.
func wantOf(f field, left []string) want {
	return want{append(f.labels(), kin[f.name]...), left, strings.HasSuffix(f.name, "at")}
}

// kin are further words of headers that people give to a field.
var kin = map[string][]string{
	"first_outreach_at": {"activity", "contacted", "touch"},
	"at":                {"attempt", "call", "task", "occurred"},
	"disposition":       {"decision"},
	"disposition_at":    {"decision"},
}

// suggest returns for every want the header that was probably meant; "" rather than one that is not plausible. Each
// header is suggested once, to what it fits best.
func (t *table) suggest(wants []want) []string {
	type pair struct {
		want  int
		near  string
		score int
	}

	var pairs []pair
	var looks []look
	for i, w := range wants {
		for _, h := range w.left {
			n := w.score(h)
			if n == 0 {
				continue
			}

			if looks == nil {
				looks = t.looks()
			}

			if w.fits(h, n >= alike, looks[t.Column(h)]) {
				pairs = append(pairs, pair{i, h, n})
			}
		}
	}

	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.score, a.score) })
	found := make([]string, len(wants))
	for _, p := range pairs {
		if found[p.want] == "" && !slices.Contains(found, p.near) {
			found[p.want] = p.near
		}
	}

	return found
}

// How near a header is: fewer points than alike are words that are the same, of which the telling ones come first.
const equal, alike, telling = 1000, 500, 20

// score says how near a header is to one that is wanted; 0 for not at all.
func (w want) score(header string) int {
	best := 0
	later := hasWord(header, laterWords)
	for _, label := range w.labels {
		switch {
		case strings.EqualFold(label, header):
			return equal
		case source.Nearest(label, []string{header}) != "":
			best = max(best, alike)
		case !later || hasWord(label, laterWords):
			best = max(best, shared(label, header))
		}
	}

	return best
}

// laterWords make a column one of another time: of the last outreach instead of the first.
var laterWords = []string{"last", "latest", "recent", "next", "modified", "updated"}

// fits reports whether a column can hold what is wanted, going by its name and by what stands in it.
func (w want) fits(header string, spelled bool, of look) bool {
	timely := hasWord(header, timeWords) || strings.HasSuffix(strings.ToLower(header), "date") || strings.HasSuffix(strings.ToLower(header), "time")
	switch {
	case w.time && of.filled > 0:
		return 2*of.times >= of.filled || timely && 2*(of.times+of.numbers) >= of.filled
	case w.time:
		return timely || spelled
	}

	return !timely && (of.filled == 0 || 2*of.times < of.filled)
}

// timeWords are those of headers that hold times.
var timeWords = []string{"date", "time", "datetime", "timestamp", "at", "on", "day", "when"}

func hasWord(header string, of []string) bool {
	return slices.ContainsFunc(allWords(header), func(w string) bool { return slices.Contains(of, w) })
}

// A look is what stands in the first rows of a column: how many cells are filled, and hold times or plain numbers.
type look struct{ filled, times, numbers int }

// looks reads the first rows of the export once more. What cannot be read is told by whoever reads all of it.
func (t *table) looks() []look {
	all := make([]look, len(t.Header))
	again, err := openTable(t.content, t.export)
	if err != nil {
		return all
	}
	defer again.close()

	clock := &clockwork{zone: time.UTC}
	for range 50 {
		if again.next() != nil {
			break
		}

		for i := range all {
			text := again.Cell(i)
			_, number := digits(text)
			_, how := clock.parse(text)
			switch {
			case how == blank:
				continue
			case number:
				all[i].numbers++
			case how != unusable:
				all[i].times++
			}

			all[i].filled++
		}
	}

	return all
}

// shared returns how near two headers are by the words that are the same: 0 without a telling one. Of those that are
// equally near by them, "Type of Activity" is nearer to "Activity type" than "Activity ID" is.
func shared(a, b string) int {
	n := same(words(a), words(b))
	if n == 0 {
		return 0
	}

	return min(alike-1, n*telling+min(telling-1, same(allWords(a), allWords(b))))
}

// same returns how many of some words are among others.
func same(some, others []string) int {
	n := 0
	for _, word := range some {
		if slices.Contains(others, word) {
			n++
		}
	}

	return n
}

// dull are words that many headers have.
var dull = []string{
	"date", "time", "at", "the", "of", "a", "an", "is", "lead", "contact", "record", "became", "entered", "c", "hs", "stage",
	"first", "last", "latest", "name", "id", "type", "on",
}

// words returns the telling words of a header.
func words(header string) []string {
	return slices.DeleteFunc(allWords(header), func(w string) bool { return slices.Contains(dull, w) })
}

func allWords(header string) []string {
	return strings.FieldsFunc(strings.ToLower(header), func(r rune) bool {
		return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

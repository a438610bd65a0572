package redact

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// names are the words by which people are called, each in all the ways in which it is spelt.
type names struct {
	// words are found by their folded spelling; locals are what only addresses and programs have, as cstone.
	words, locals map[string]*word
	// pairs are two words of one name, folded, with a space between them; reversed those with the later word first.
	pairs, reversed map[string]bool
	// particles are the words of names that begin with a small letter: van, de.
	particles map[string]bool
	// unspaced are names in scripts that put no spaces between words, longest first.
	unspaced []*word
	// plain, alone and reserved are words that are others, too: in small letters, wherever they stand alone, and in
	// addresses.
	plain, alone, reserved map[string]bool
	count                  int
}

// A word is one of somebody's name.
type word struct {
	spelt string
	// instead stands in its place in a text.
	instead string
	// number tells it from others in addresses.
	number int
	// joined says that it is several words of a name in one: "calebstone".
	joined bool
}

func newNames(o Options) names {
	n := names{
		words: map[string]*word{}, locals: map[string]*word{}, pairs: map[string]bool{}, reversed: map[string]bool{}, particles: map[string]bool{},
		plain: setOf(strings.Fields(english)), alone: setOf(strings.Fields(short)), reserved: setOf(o.Reserved),
	}
	for _, text := range o.Words {
		n.plain[fold(text)] = true
	}

	for _, function := range o.Functions {
		for _, part := range wordsOf(function) {
			n.alone[fold(part)] = true
		}
	}

	return n
}

// titles are words that stand with names and name nobody, folded.
var titles = setOf([]string{"dr", "jr", "sr", "mr", "mrs", "ms", "prof", "ii", "iii"})

// learn adds the name of a person.
func (n *names) learn(p Person) {
	name := norm.NFC.String(p.Name)
	all := slices.DeleteFunc(wordsOf(name), func(word string) bool { return titles[fold(word)] })
	capital := slices.ContainsFunc(all, func(word string) bool { return !startsSmall(word) })
	var words []string
	for _, one := range all {
		first, _ := utf8.DecodeRuneInString(one)
		switch {
		case breaksNowhere(first):
			n.learnUnspaced(one, p.Instead)
		case capital && unicode.IsLower(first):
			n.particles[fold(one)] = true
		case utf8.RuneCountInString(one) > 1:
			words = append(words, one)
			n.add(n.words, one, p.Instead, false)
		}
	}

	for i, one := range words {
		for j, other := range words {
			if i != j {
				n.pair(one, other, p.Instead, i > j)
			}
		}
	}

	n.learnTails(words, p.Instead)
	if len(words) > 0 {
		n.learnTails(all, p.Instead)
	}

	n.learnID(p)
	if whole := strings.Join(all, ""); len(all) > 1 && len(words) == 0 && whole != "" && breaksNowhere([]rune(whole)[0]) {
		n.learnUnspaced(whole, p.Instead)
		n.learnUnspaced(strings.Join(all, " "), p.Instead)
	}
}

// learnID adds the id of a person as a word, if it is made of the name.
func (n *names) learnID(p Person) {
	for _, part := range wordsOf(p.ID) {
		if n.locals[fold(part)] != nil && len(part) > 3 && !n.plain[fold(part)] {
			n.add(n.words, part, p.Instead, true)
		}
	}
}

// pair adds two words of one name as they stand together.
func (n *names) pair(one, other, instead string, reversed bool) {
	for _, a := range spellings(one) {
		for _, b := range spellings(other) {
			n.pairs[a+" "+b] = true
			n.reversed[a+" "+b] = n.reversed[a+" "+b] || reversed
			n.add(n.words, a+b, instead, true)
			n.add(n.locals, initial(a)+b, instead, false)
			n.add(n.locals, b+initial(a), instead, false)
		}
	}
}

// learnTails adds names as programs write them: family names of several words in one, vandenberg and obrien, and all or
// the first of those after or before the initials of what stands before them, jlfernandez.
func (n *names) learnTails(all []string, instead string) {
	initials := ""
	for from := range all {
		for to := from + 1; to <= len(all); to++ {
			for _, tail := range spellings(strings.Join(all[from:to], "")) {
				if to-from > 1 && len(tail) > 5 {
					n.add(n.words, tail, instead, true)
				}

				if from > 0 {
					n.add(n.locals, initials+tail, instead, false)
					n.add(n.locals, tail+initials, instead, false)
				}
			}
		}

		initials += initial(fold(all[from]))
	}
}

// add adds a word in all its spellings.
func (n *names) add(to map[string]*word, text, instead string, joined bool) {
	for _, spelt := range spellings(text) {
		known := to[spelt]
		switch {
		case known == nil:
			n.count++
			to[spelt] = &word{spelt: spelt, instead: instead, number: n.count, joined: joined}
		case known.instead != instead:
			known.instead = somebody
		}

		to[spelt].joined = to[spelt].joined && joined
	}
}

// learnUnspaced adds a name in a script without spaces. A single letter is one of many words.
func (n *names) learnUnspaced(name, instead string) {
	if utf8.RuneCountInString(name) < 2 {
		return
	}

	letters := []rune(name)
	if !strings.Contains(name, " ") {
		for i := 1; i < len(letters); i++ {
			n.learnUnspaced(string(letters[:i])+" "+string(letters[i:]), instead)
		}

		if len(letters) == 4 && !unicode.Is(unicode.Thai, letters[0]) { // two letters of each name
			n.learnUnspaced(string(letters[:2]), instead)
			n.learnUnspaced(string(letters[2:]), instead)
		}
	}

	i := slices.IndexFunc(n.unspaced, func(w *word) bool { return w.spelt == name })
	switch {
	case i < 0:
		n.count++
		n.unspaced = append(n.unspaced, &word{spelt: name, instead: instead, number: n.count})
	case n.unspaced[i].instead != instead:
		n.unspaced[i].instead = somebody
	}
}

// settle ends the learning. Where one name begins another, the longer one goes first.
func (n *names) settle() {
	slices.SortStableFunc(n.unspaced, func(a, b *word) int {
		return cmp.Or(len(b.spelt)-len(a.spelt), strings.Compare(a.spelt, b.spelt))
	})
}

func (n *names) all() []*word {
	all := slices.Clone(n.unspaced)
	for _, w := range n.words {
		all = append(all, w)
	}

	for _, w := range n.locals {
		all = append(all, w)
	}

	return all
}

// find returns the word of a name that a word of a text is, however it is spelt; nil if it is none.
func (n *names) find(text string) *word {
	spelt := fold(text)
	w := n.words[spelt]
	if genitive, ok := strings.CutSuffix(spelt, "s"); ok && w == nil && len(genitive) > 3 {
		w = n.words[genitive]
	}

	return w
}

// meant reports whether a word that is one of a name names somebody where it stands. paired says that it stands beside
// another of the same name, program that programs read the text.
func (n *names) meant(w *word, text string, paired, program bool) bool {
	switch spelt := w.spelt; {
	case paired || w.joined:
		return true
	case n.alone[spelt]:
		return false
	case program || !startsSmall(text):
		return true
	default:
		return !n.plain[spelt] && len(spelt) > 2
	}
}

// address returns what stands for the word in an address, where it is spelt like this. Words that differ there go on to
// differ.
func (w *word) address(text string) string {
	variant := ""
	switch spelt := fold(text); {
	case spelt != w.spelt:
		variant = "s"
	case spelt != strings.ToLower(text):
		variant = "x"
	}

	return fmt.Sprintf("%s-%d%s", somebody, w.number, variant)
}

// spellings returns a word folded as it is written, and as people write it who have no key for ä, ö and ü.
func spellings(text string) []string {
	all := []string{fold(text)}
	if spelt := fold(umlauts.Replace(text)); spelt != all[0] {
		all = append(all, spelt)
	}

	return all
}

var (
	umlauts = strings.NewReplacer("Ä", "Ae", "ä", "ae", "Ö", "Oe", "ö", "oe", "Ü", "Ue", "ü", "ue", "Å", "Aa", "å", "aa", "Ø", "Oe", "ø", "oe")
	// bars are letters that have no mark to take away.
	bars = strings.NewReplacer("Ł", "L", "ł", "l", "Ø", "O", "ø", "o", "Đ", "D", "đ", "d", "Æ", "Ae", "æ", "ae", "Œ", "Oe", "œ", "oe", "ı", "i", "Þ", "Th", "þ", "th", "Ð", "D", "ð", "d")
)

// fold returns a text without marks on its letters, in small ones.
func fold(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}

	return cases.Fold().String(unmarked(text))
}

// unmarked returns a text without marks on its letters.
func unmarked(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}

		return r
	}, norm.NFD.String(bars.Replace(text)))
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}

	return true
}

func initial(text string) string {
	_, size := utf8.DecodeRuneInString(text)

	return text[:size]
}

func startsSmall(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)

	return unicode.IsLower(first)
}

func breaksNowhere(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Hangul)
}

// isLetter reports whether a rune is part of a word. U+02BC is an apostrophe that counts as a letter.
func isLetter(r rune) bool { return (unicode.IsLetter(r) || unicode.IsMark(r)) && r != 0x2bc }

// wordsOf returns the words of a text.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !isLetter(r) })
}

package redact

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// names are the words by which people are called, each in all the ways in which it is spelt.
type names struct {
	// words are found by their folded spelling.
	words map[string]*word
	// exact are words too short to be found in any other spelling: those of two letters.
	exact map[string]*word
	// pairs are two words of one name, folded, with a space between them.
	pairs map[string]bool
	// locals are what addresses have before the @: cstone, c.stone.
	locals map[string]bool
	// particles are the words of names that begin with a small letter: van, de.
	particles map[string]bool
	// unspaced are names in scripts that put no spaces between words, and what stands for them.
	unspaced map[string]string
	// inTexts and inAddresses replace them; nil for none.
	inTexts, inAddresses *strings.Replacer
}

// A word is one of somebody's name.
type word struct {
	// instead stands in its place in a text.
	instead string
	// number tells it from others in addresses.
	number int
	// always says that it is a name also in small letters: "calebstone".
	always bool
	// reserved says that addresses have it for other reasons.
	reserved bool
}

// noNames are words that stand with names and name nobody, folded.
var noNames = map[string]bool{"dr": true, "jr": true, "sr": true, "mr": true, "mrs": true, "ms": true, "prof": true, "ii": true, "iii": true}

// learn adds the name of a person.
func (n *names) learn(p Person) {
	if n.words == nil {
		n.words, n.exact = map[string]*word{}, map[string]*word{}
		n.pairs, n.locals, n.particles, n.unspaced = map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]string{}
	}

	var all []string
	for _, name := range wordsOf(norm.NFC.String(p.Name)) {
		first, _ := utf8.DecodeRuneInString(name)
		switch {
		case breaksNowhere(first):
			n.learnUnspaced(name, p.Instead)
		case unicode.IsLower(first):
			n.particles[name] = true
		case utf8.RuneCountInString(name) > 1 && !noNames[fold(name)]:
			all = append(all, name)
			n.add(name, p.Instead, false)
			n.locals[fold(name)] = true
		}
	}

	for i, one := range all {
		for _, other := range slices.Concat(all[:i], all[i+1:]) {
			n.pair(one, other, p.Instead)
		}
	}
}

// pair adds two words of one name as they stand together.
func (n *names) pair(one, other, instead string) {
	for _, a := range spellings(one) {
		initial, _ := utf8.DecodeRuneInString(a)
		for _, b := range spellings(other) {
			n.pairs[a+" "+b] = true
			n.add(a+b, instead, true)
			n.locals[string(initial)+b] = true
			n.locals[b+string(initial)] = true
		}
	}
}

// add adds a word in all its spellings.
func (n *names) add(text, instead string, always bool) {
	if utf8.RuneCountInString(text) < 3 {
		n.put(n.exact, text, instead, always)
		n.put(n.exact, unmarked(text), instead, always)

		return
	}

	for _, spelt := range spellings(text) {
		n.put(n.words, spelt, instead, always)
	}
}

func (n *names) put(into map[string]*word, spelt, instead string, always bool) {
	known := into[spelt]
	switch {
	case known == nil:
		into[spelt] = &word{instead: instead, number: len(n.words) + len(n.exact) + 1, always: always}
	case known.instead != instead:
		known.instead = somebody
	}

	into[spelt].always = into[spelt].always && always
}

// learnUnspaced adds a name in a script without spaces, and its parts: of three or four letters in one word, people are
// also called by the given name.
func (n *names) learnUnspaced(name, instead string) {
	letters := []rune(name)
	parts := []string{name}
	switch {
	case unicode.Is(unicode.Thai, letters[0]):
	case len(letters) == 3:
		parts = append(parts, string(letters[1:]))
	case len(letters) == 4:
		parts = append(parts, string(letters[:2]), string(letters[2:]))
	}

	for _, part := range parts {
		if known := n.unspaced[part]; known != "" && known != instead {
			n.unspaced[part] = somebody
		} else {
			n.unspaced[part] = instead
		}
	}
}

// reserve takes a word for none in addresses.
func (n *names) reserve(text string) {
	if w := n.words[fold(text)]; w != nil {
		w.reserved = true
	}
}

// settle ends the learning. Where one name begins another, the longer one goes first.
func (n *names) settle() {
	unspaced := make([]string, 0, len(n.unspaced))
	for name := range n.unspaced {
		unspaced = append(unspaced, name)
	}

	slices.SortFunc(unspaced, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	var inTexts, inAddresses []string
	for i, name := range unspaced {
		inTexts = append(inTexts, name, n.unspaced[name])
		inAddresses = append(inAddresses, name, (&word{number: len(n.words) + len(n.exact) + i + 1}).address())
	}

	if len(unspaced) > 0 {
		n.inTexts, n.inAddresses = strings.NewReplacer(inTexts...), strings.NewReplacer(inAddresses...)
	}
}

// find returns the word of a name that a word of a text is, however it is spelt; nil if it is none. In a text, a name
// begins with a capital letter, where its script has such; anyCase finds it also without.
func (n *names) find(text string, anyCase bool) *word {
	first, _ := utf8.DecodeRuneInString(text)
	small := unicode.IsLower(first)
	if w := n.exact[text]; w != nil {
		return w
	}

	spelt := fold(text)
	w := n.words[spelt]
	if genitive, ok := strings.CutSuffix(spelt, "s"); ok && w == nil && len(genitive) > 3 {
		w = n.words[genitive]
	}

	if w == nil || small && !anyCase && !w.always {
		return nil
	}

	return w
}

// address returns what stands for the word in an address.
func (w *word) address() string { return fmt.Sprintf("%s-%d", somebody, w.number) }

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
	bars = strings.NewReplacer("Ł", "L", "ł", "l", "Ø", "O", "ø", "o", "Đ", "D", "đ", "d", "ß", "ss", "Æ", "Ae", "æ", "ae", "Œ", "Oe", "œ", "oe", "ı", "i", "Þ", "Th", "þ", "th", "Ð", "D", "ð", "d")
)

// fold returns a text without marks on its letters, in small ones.
func fold(text string) string {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return strings.ToLower(unmarked(text))
		}
	}

	return strings.ToLower(text)
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

func breaksNowhere(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Hangul)
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// wordsOf returns the words of a text.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !isLetter(r) })
}

package redact

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Text puts in the place of every name the function of the one who has it; words of one name become one. A month is
// no name: "3 May 2026".
func (r *Redactor) Text(s string) string { return r.text(s, false) }

// Code is like [Redactor.Text] for what programs read, where names and ids are often in small letters.
func (r *Redactor) Code(s string) string { return r.text(s, true) }

var (
	mailbox = regexp.MustCompile(`[\pL\pM\pN._%+'-]+@`)
	handle  = regexp.MustCompile(`@[\pL\pM\pN._-]+`)
	// located is an address, the path of a file, or an anchor.
	located = regexp.MustCompile(`(?:\b[A-Za-z][A-Za-z+-]*://|\bwww\.|\b[\w-]+(?:\.[\w-]+)+/)[^\s<>"]*|[^\s<>"]*/[^\s<>"]*\.[a-z]{2,5}\b[^\s<>"]*|#[\pL\pN_-]+`)
	// quoted is code within a text.
	quoted = regexp.MustCompile("`[^`\n]+`")
	// unseen are letters that nobody sees.
	unseen = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "")
)

func (r *Redactor) text(s string, program bool) string {
	if prefix := r.publicPart(s); prefix != "" && !strings.ContainsAny(s, " \n") {
		return prefix + r.Address(s[len(prefix):])
	}

	plain := s
	if !isASCII(s) {
		plain = norm.NFC.String(unseen.Replace(s))
		plain = r.unspaced(plain, (*word).text)
	}

	if !program && strings.Contains(plain, "`") {
		plain = quoted.ReplaceAllStringFunc(plain, r.Code)
	}

	if strings.Contains(plain, "@") {
		plain = mailbox.ReplaceAllStringFunc(plain, r.mailbox)
		plain = handle.ReplaceAllStringFunc(plain, func(name string) string { return r.inAddress(name, func(*word, string) string { return somebody }) })
	}

	if strings.ContainsAny(plain, "/#") {
		plain = located.ReplaceAllStringFunc(plain, func(text string) string {
			prefix := r.publicPart(text)

			return prefix + r.Path(text[len(prefix):])
		})
	}

	hidden, found := r.words(plain, program)
	if !found && norm.NFC.String(unseen.Replace(s)) == hidden {
		return s // as it is written
	}

	return hidden
}

// text is what stands for the word in a text.
func (w *word) text(string) string { return w.instead }

// unspaced replaces names in scripts that put no spaces between words. The given name alone must begin a word, where
// there are spaces at all.
func (r *Redactor) unspaced(s string, instead func(*word, string) string) string {
	for _, w := range r.names.unspaced {
		if !strings.Contains(s, w.spelt) {
			continue
		}

		var b strings.Builder
		for {
			at := strings.Index(s, w.spelt)
			if at < 0 {
				break
			}

			end := at + len(w.spelt)
			if last := lastRune(s[:at]); len([]rune(w.spelt)) == 2 && unicode.Is(unicode.Hangul, last) {
				b.WriteString(s[:end])
			} else {
				b.WriteString(s[:at] + instead(w, w.spelt))
			}

			s = s[end:]
		}

		s = b.String() + s
	}

	return s
}

func lastRune(s string) rune {
	runes := []rune(s[max(0, len(s)-8):])
	if len(runes) == 0 {
		return ' '
	}

	return runes[len(runes)-1]
}

// mailbox hides what stands before an @ if it names somebody.
func (r *Redactor) mailbox(local string) string {
	text, _, _ := strings.Cut(strings.TrimSuffix(local, "@"), "+")
	joined := fold(strings.Join(wordsOf(text), ""))
	if r.names.locals[joined] != nil || r.ids[text] != "" {
		return somebody + "@"
	}

	if hidden := r.inAddress(text, func(*word, string) string { return somebody }); hidden != text {
		return somebody + "@"
	}

	return local
}

// A token is a word of a text, and what stands before it.
type token struct {
	gap, said string
	// name is the word of a name that it is; nil for none.
	name *word
	// paired says that it stands beside another word of the same name, follows that it is the first name after the last.
	paired, follows bool
}

// tokens takes a text apart; nil if no word of it is one of a name. rest stands behind the last word.
func (r *Redactor) tokens(s string) (all []token, rest string) {
	found := false
	for s != "" {
		n := lead(s, isOther)
		gap := s[:n]
		s = s[n:]
		n = lead(s, isLetter)
		if n == 0 {
			rest = gap
			break
		}

		t := token{gap: gap, said: s[:n], name: r.names.find(s[:n])}
		s = s[n:]
		found = found || t.name != nil
		all = append(all, t)
	}

	if !found {
		return nil, ""
	}

	for i := range all {
		if all[i].name == nil {
			continue
		}

		j := r.next(all, i)
		if j == 0 {
			continue
		}

		pair := fold(all[i].said) + " " + fold(all[j].said)
		comma := all[j].gap == ", " // Stone, Caleb
		if !r.names.pairs[pair] || comma && (!r.names.reversed[pair] || all[i].paired || startsSmall(all[i].said) || startsSmall(all[j].said)) {
			continue
		}

		all[i].paired, all[j].paired, all[j].follows = true, true, comma
	}

	return all, rest
}

func isOther(r rune) bool { return !isLetter(r) }

// next returns the word of a name that stands beside another one, perhaps with particles between them; 0 for none.
func (r *Redactor) next(all []token, i int) int {
	for j := i + 1; j < len(all) && j < i+4; j++ {
		if !joins(all[j].gap) && all[j].gap != ", " {
			return 0
		}

		if all[j].name != nil {
			return j
		}

		if !r.names.particles[fold(all[j].said)] {
			return 0
		}
	}

	return 0
}

// joins reports whether what stands between two words of names joins them to one.
func joins(gap string) bool {
	return gap != "" && strings.Trim(gap, " -_\u00a0\n\t\r") == "" || gap == "." || gap == "+"
}

// words hides the words of names; false if there are none.
func (r *Redactor) words(s string, program bool) (string, bool) {
	all, rest := r.tokens(s)
	var b strings.Builder
	last, hides := "", false // what stands for the name that was written just now
	for i := 0; i < len(all); i++ {
		t := all[i]
		if !r.hides(all, i, rest, program) {
			if apostrophe(t, all, i) && r.hides(all, i+1, rest, program) { // O’Brien
				all[i+1].gap = t.gap
				continue
			}

			if last != "" && r.names.particles[fold(t.said)] && joins(t.gap) {
				if j := r.next(all, i-1); j > 0 && all[j].name != nil && all[j].name.instead == last {
					all[j].gap = " "
					i = j - 1

					continue
				}
			}

			b.WriteString(t.gap + t.said)
			last = ""

			continue
		}

		hides = true
		if t.name.instead == last && (joins(t.gap) || t.follows) {
			continue
		}

		b.WriteString(t.gap + t.name.instead)
		last = t.name.instead
	}

	if !hides {
		return s, false
	}

	b.WriteString(rest)

	return b.String(), true
}

// hides reports whether a word of a text is hidden.
func (r *Redactor) hides(all []token, i int, rest string, program bool) bool {
	t := all[i]
	if t.name == nil {
		return false
	}

	after := rest
	if i+1 < len(all) {
		after = all[i+1].gap
	}

	if isOfDate(t.said) && !t.paired && (digitLast(t.gap) || digitNext(after)) {
		return false
	}

	return r.names.meant(t.name, t.said, t.paired, program)
}

// apostrophe reports whether a token is the O of O’Brien.
func apostrophe(t token, all []token, i int) bool {
	return len([]rune(t.said)) == 1 && i+1 < len(all) && (all[i+1].gap == "'" || all[i+1].gap == "’") && all[i+1].name != nil
}

// lead returns how many bytes at the beginning of a text are letters of that kind.
func lead(s string, is func(rune) bool) int {
	n := strings.IndexFunc(s, func(c rune) bool { return !is(c) })
	if n < 0 {
		return len(s)
	}

	return n
}

func digitLast(gap string) bool {
	text := strings.TrimRight(gap, " \u00a0")

	return text != "" && text[len(text)-1] >= '0' && text[len(text)-1] <= '9'
}

func digitNext(s string) bool {
	s = strings.TrimPrefix(strings.TrimLeft(s, " \u00a0"), ",") // as in the cells of a table

	return s != "" && s[0] >= '0' && s[0] <= '9'
}

// isOfDate reports whether a word is a month or a day of the week, as dates have it.
func isOfDate(word string) bool {
	for _, name := range [...]string{
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
		"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
	} {
		if word == name || word == name[:3] {
			return true
		}
	}

	return false
}

package redact

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text puts in the place of every name the function of the one who has it; words of one name become one. A month is
// no name: "3 May 2026".
func (r *Redactor) Text(s string) string { return r.text(s, false) }

// Code is like [Redactor.Text] for what programs read, where names and ids are often in small letters.
func (r *Redactor) Code(s string) string { return r.text(s, true) }

var (
	mailbox = regexp.MustCompile(`[\pL\pM\pN._%+-]+@`)
	handle  = regexp.MustCompile(`@[\pL\pM\pN._-]+`)
	// located is an address, the path of a file, or an anchor.
	located = regexp.MustCompile(`(?:\b[A-Za-z][A-Za-z+-]*://|\bwww\.|\b[\w-]+(?:\.[\w-]+)+/)[^\s<>"]*|[^\s<>"]*/[^\s<>"]*\.[a-z]{2,5}\b[^\s<>"]*|#[\pL\pN_-]+`)
)

func (r *Redactor) text(s string, anyCase bool) string {
	if prefix := r.isPublic(s); prefix != "" && !strings.ContainsAny(s, " \n") {
		return prefix + r.Address(s[len(prefix):])
	}

	if r.names.inTexts != nil {
		s = r.names.inTexts.Replace(s)
	}

	if strings.Contains(s, "@") {
		s = mailbox.ReplaceAllStringFunc(s, r.mailbox)
		s = handle.ReplaceAllStringFunc(s, func(name string) string { return r.eachWord(name, func(*word) string { return somebody }) })
	}

	if strings.ContainsAny(s, "/#") {
		s = located.ReplaceAllStringFunc(s, r.location)
	}

	return r.words(s, anyCase)
}

// mailbox hides what stands before an @ if it names somebody.
func (r *Redactor) mailbox(local string) string {
	text := strings.TrimSuffix(local, "@")
	if r.names.locals[fold(text)] || r.names.locals[strings.NewReplacer(".", "", "_", "", "-", "").Replace(fold(text))] {
		return somebody + "@"
	}

	for _, part := range wordsOf(text) {
		if r.names.find(part, true) != nil {
			return somebody + "@"
		}
	}

	return local
}

// location hides names in an address that stands in a text.
func (r *Redactor) location(text string) string {
	prefix := r.isPublic(text)

	return prefix + r.Address(text[len(prefix):])
}

// Address hides names in a path, an anchor or an id, whatever their letters: every word of a name becomes another one
// there, the same one everywhere, so that what leads to it still does.
func (r *Redactor) Address(path string) string {
	if strings.Contains(path, "%") {
		if plain, err := url.PathUnescape(path); err == nil {
			if hidden := r.address(plain); hidden != plain {
				return (&url.URL{Path: hidden}).EscapedPath()
			}
		}

		return path
	}

	return r.address(path)
}

func (r *Redactor) address(path string) string {
	if r.names.inAddresses != nil {
		path = r.names.inAddresses.Replace(path)
	}

	return r.eachWord(path, func(w *word) string {
		if w.reserved {
			return ""
		}

		return w.address()
	})
}

// Names reports whether an address names somebody.
func (r *Redactor) Names(address string) bool { return r.Address(address) != address }

// eachWord replaces the words that are one of a name, whatever their letters; those for which instead is "" stay.
func (r *Redactor) eachWord(text string, instead func(*word) string) string {
	var b strings.Builder
	for text != "" {
		n := lead(text, isLetter)
		said, found := text[:n], ""
		if w := r.names.find(said, true); w != nil {
			found = instead(w)
		}

		if found == "" {
			found = said
		}

		b.WriteString(found)
		text = text[n:]
		n = lead(text, func(c rune) bool { return !isLetter(c) })
		b.WriteString(text[:n])
		text = text[n:]
	}

	return b.String()
}

// words hides the words of names.
func (r *Redactor) words(s string, anyCase bool) string {
	var b strings.Builder
	last := ""      // what stands for the name that was written just now
	gap := ""       // what was read after it, and not yet written
	paired := false // this word belongs to the one before it
	for s != "" {
		n := lead(s, isLetter)
		said := s[:n]
		s = s[n:]
		w := r.names.find(said, anyCase || paired)
		if w == nil && !paired && said != "" && r.beginsPair(said, s) {
			w = r.names.find(said, true)
		}

		paired = w != nil && r.beginsPair(said, s)
		switch {
		case said == "":
		case w == nil && last != "" && r.names.particles[said] && len(gap) < 64 && joins(gap, r.names.particles):
			gap += said // perhaps "van" within a name
		case w == nil || isMonth(said) && (digitLast(gap) || digitNext(s)):
			b.WriteString(gap + said)
			last, gap = "", ""
		case w.instead == last && joins(gap, r.names.particles):
			gap = ""
		default:
			b.WriteString(gap + w.instead)
			last, gap = w.instead, ""
		}

		n = lead(s, func(c rune) bool { return !isLetter(c) })
		gap += s[:n]
		s = s[n:]
	}

	return b.String() + gap
}

// beginsPair reports whether a word and the one that follows it are a name, as in "caleb stone" and caleb_stone.
func (r *Redactor) beginsPair(said, rest string) bool {
	if len(r.names.pairs) == 0 || rest == "" || !strings.ContainsAny(rest[:1], " ._-+") {
		return false
	}

	if known := r.names.find(said, true); known == nil {
		return false
	}

	return r.names.pairs[fold(said)+" "+fold(rest[1:1+lead(rest[1:], isLetter)])]
}

// joins reports whether what stands between two words of names joins them to one.
func joins(gap string, particles map[string]bool) bool {
	return strings.IndexFunc(gap, func(c rune) bool { return !isLetter(c) && !strings.ContainsRune(" -_.\u00a0", c) }) < 0 &&
		!strings.Contains(gap, ". ") && onlyKnown(wordsOf(gap), particles)
}

func onlyKnown(words []string, known map[string]bool) bool {
	for _, word := range words {
		if !known[word] {
			return false
		}
	}

	return true
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
	s = strings.TrimLeft(s, " \u00a0")

	return s != "" && s[0] >= '0' && s[0] <= '9'
}

func isMonth(word string) bool {
	if len(word) < 3 {
		return false
	}

	first, _ := utf8.DecodeRuneInString(word)
	for _, name := range [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"} {
		if unicode.IsUpper(first) && (word == name || word == name[:3]) {
			return true
		}
	}

	return false
}

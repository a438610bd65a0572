package redact

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Path hides names in a path as files have it, whatever their letters: every word of a name becomes another one there,
// the same one everywhere, so that what leads to it still does.
func (r *Redactor) Path(path string) string {
	steps := strings.Split(path, "/")
	for i, step := range steps {
		steps[i] = r.step(step)
	}

	return strings.Join(steps, "/")
}

// step hides names in a step of a path, an anchor or an id. One that is the id of a person is another id, also where it
// is before an ending.
func (r *Redactor) step(step string) string {
	id, ending, _ := strings.Cut(step, ".")
	if instead := r.ids[id]; instead != "" && !r.names.reserved[id] {
		if ending != "" {
			ending = "." + ending
		}

		return instead + ending
	}

	if !isASCII(step) {
		step = r.unspaced(norm.NFC.String(step), (*word).address)
	}

	return r.inAddress(step, (*word).address)
}

// Address is Path for a link, with its escapes, and with its anchor, in which a site for outsiders has no number.
func (r *Redactor) Address(link string) string {
	path, anchor, hasAnchor := strings.Cut(link, "#")
	if plain, err := url.PathUnescape(path); err == nil {
		if hidden := r.Path(plain); hidden != plain {
			path = (&url.URL{Path: hidden}).EscapedPath()
		}
	}

	if !hasAnchor {
		return path
	}

	plain, err := url.PathUnescape(anchor)
	if err != nil {
		plain = anchor
	}

	if hidden := r.Anchor(plain); hidden != plain {
		anchor = (&url.URL{Fragment: hidden}).EscapedFragment()
	}

	return path + "#" + anchor
}

var digits = regexp.MustCompile(`\d+`)

// Anchor hides names in the id of a part of a page; on a site for outsiders, also numbers, which become others that
// nobody can guess them from.
func (r *Redactor) Anchor(id string) string {
	id = r.step(id)
	if !r.numbers {
		return id
	}

	return digits.ReplaceAllStringFunc(id, func(number string) string {
		if len(number) < 2 {
			return number
		}

		sum := sha256.Sum256([]byte(r.secret + number))

		return "n" + hex.EncodeToString(sum[:4])
	})
}

// Names reports whether an address outside of the site names somebody.
func (r *Redactor) Names(address string) bool {
	address = address[len(r.publicPart(address)):]
	plain, err := url.PathUnescape(address)
	if err != nil {
		plain = address
	}

	return r.text(plain, true) != plain || r.inAddress(plain, (*word).address) != plain
}

// inAddress replaces the words that are one of a name, whatever their letters.
func (r *Redactor) inAddress(text string, instead func(*word, string) string) string {
	all, rest := r.tokens(text)
	if all == nil {
		all, rest = r.locals(text)
	}

	if all == nil {
		return text
	}

	var b strings.Builder
	for _, t := range all {
		w := t.name
		if w == nil {
			w = r.names.locals[fold(t.said)]
		}

		if w == nil || r.names.reserved[w.spelt] || !r.names.meant(w, t.said, t.paired, true) {
			b.WriteString(t.gap + t.said)
		} else {
			b.WriteString(t.gap + instead(w, t.said))
		}
	}

	b.WriteString(rest)

	return b.String()
}

// locals takes a text apart that has words as addresses have them: cstone.
func (r *Redactor) locals(text string) (all []token, rest string) {
	found := false
	for _, said := range wordsOf(text) {
		at := strings.Index(text, said)
		w := r.names.locals[fold(said)]
		found = found || w != nil
		all = append(all, token{gap: text[:at], said: said, name: w})
		text = text[at+len(said):]
	}

	if !found {
		return nil, ""
	}

	return all, text
}

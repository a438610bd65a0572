// Package redact keeps names of people, and on a site for outsiders numbers, out of what is published.
//
// It works on the finished files, whoever wrote what is in them, so that no page and no file is forgotten: a name
// becomes the function of the one who has it, in texts however it is spelt, in addresses and in data. What it takes for a
// name are the words of the names it was told, and their ids. It knows no nicknames, and no endings that a language gives
// to names but a genitive -s.
package redact

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Person is somebody whose name is kept back.
type Person struct {
	// ID is how data name the person, Name how people do.
	ID, Name string
	// Instead is what stands in texts in the place of the name; "" for "somebody".
	Instead string
}

// Options say what is kept back, and what is not.
type Options struct {
	// Numbers says that numbers are kept back as well. Secret is a text that no reader knows; what stands for numbers in
	// anchors is made with it.
	Numbers bool
	Secret  string
	// Functions are names of functions. They name nobody, whoever is called like one.
	Functions []string
	// Words are those of the site's own texts. In small letters they name nobody.
	Words []string
	// Reserved are words that addresses have for other reasons, in small letters.
	Reserved []string
	// Keys and Values are what data have as keys and as values for other reasons.
	Keys, Values []string
	// Public are beginnings of addresses that stay as they are, whoever they name: that of the site, and that of the
	// repository.
	Public []string
}

// A Redactor knows whose names are kept back. It is safe for concurrent use.
type Redactor struct {
	numbers      bool
	secret       string
	public       []string
	names        names
	ids          map[string]string
	keys, values map[string]bool
}

// somebody stands for a name that more than one function has.
const somebody = "somebody"

// New returns what keeps these names back. What stands for a person and for a word of a name depends on the order.
func New(people []Person, o Options) *Redactor {
	r := &Redactor{numbers: o.Numbers, secret: o.Secret, names: newNames(o), ids: map[string]string{}, keys: setOf(o.Keys), values: setOf(o.Values)}
	for _, prefix := range o.Public {
		if prefix != "" {
			r.public = append(r.public, prefix)
		}
	}

	for _, p := range people {
		p.Instead = cmp.Or(p.Instead, somebody)
		r.names.learn(p)
	}

	r.names.settle()
	r.nameNobody()
	counts := map[string]int{}
	for _, p := range people {
		if p.ID == "" || r.ids[p.ID] != "" {
			continue
		}

		instead := cmp.Or(p.Instead, somebody)
		if r.Text(instead) != instead {
			instead = somebody
		}

		counts[instead]++
		r.ids[p.ID] = fmt.Sprintf("%s-%d", strings.ReplaceAll(strings.ToLower(instead), " ", "-"), counts[instead])
	}

	return r
}

// nameNobody takes care that nothing that stands for a name names somebody, as a function may that is called by its head.
func (r *Redactor) nameNobody() {
	for _, w := range r.names.all() {
		if w.instead != somebody && r.Text(w.instead) != w.instead {
			w.instead = somebody
		}
	}
}

func setOf(words []string) map[string]bool {
	all := make(map[string]bool, len(words))
	for _, word := range words {
		all[word] = true
	}

	return all
}

// Numbers reports whether numbers are kept back as well.
func (r *Redactor) Numbers() bool { return r.numbers }

// ID returns what stands in data for the id of a person; "" for what is no such id.
func (r *Redactor) ID(id string) string { return r.ids[id] }

// publicPart returns the beginning of an address that stays as it is; "" if none does.
func (r *Redactor) publicPart(address string) string {
	i := slices.IndexFunc(r.public, func(prefix string) bool { return strings.HasPrefix(address, prefix) })
	if i < 0 {
		return ""
	}

	return r.public[i]
}

// Package redact keeps names of people, and on a site for outsiders numbers, out of what is published.
//
// It works on the finished files, whoever wrote what is in them, so that no page and no file is forgotten: a name
// becomes the function of the one who has it, in texts however it is spelt, in addresses and in data. What it takes
// for a name are the words of the names it was told, and their ids; it knows no nicknames.
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
	// Numbers says that numbers are kept back as well.
	Numbers bool
	// Reserved are words that addresses have for other reasons, in small letters.
	Reserved []string
	// Public are beginnings of addresses that stay as they are, whoever they name: that of the site, and that of the
	// repository.
	Public []string
}

// A Redactor knows whose names are kept back. It is safe for concurrent use.
type Redactor struct {
	numbers bool
	public  []string
	names   names
	ids     map[string]string
}

// somebody stands for a name that more than one function has.
const somebody = "somebody"

// New returns what keeps these names back. What stands for a person and for a word of a name depends on the order.
func New(people []Person, o Options) *Redactor {
	r := &Redactor{numbers: o.Numbers, ids: map[string]string{}}
	for _, prefix := range o.Public {
		if prefix != "" {
			r.public = append(r.public, prefix)
		}
	}

	counts := map[string]int{}
	for _, p := range people {
		p.Instead = cmp.Or(p.Instead, somebody)
		r.names.learn(p)
		if p.ID != "" && r.ids[p.ID] == "" {
			counts[p.Instead]++
			r.ids[p.ID] = fmt.Sprintf("%s-%d", strings.ReplaceAll(strings.ToLower(p.Instead), " ", "-"), counts[p.Instead])
		}
	}

	for _, word := range o.Reserved {
		r.names.reserve(word)
	}

	r.names.settle()

	return r
}

// Numbers reports whether numbers are kept back as well.
func (r *Redactor) Numbers() bool { return r.numbers }

// ID returns what stands in data for the id of a person; "" for what is no such id.
func (r *Redactor) ID(id string) string { return r.ids[id] }

// isPublic returns the beginning of an address that stays as it is; "" if none does.
func (r *Redactor) isPublic(address string) string {
	i := slices.IndexFunc(r.public, func(prefix string) bool { return strings.HasPrefix(address, prefix) })
	if i < 0 {
		return ""
	}

	return r.public[i]
}

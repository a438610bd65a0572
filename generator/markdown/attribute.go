package markdown

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// attributes returns the attributes of a tag as written in the page, without those of the policy taken
// off. Presentation that a class can say becomes that class.
func (r *renderer) attributes(t *tag) string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, a := range t.Attr {
		key, value, ok := r.attribute(t, a.Key, strings.Map(character, a.Val))
		if !ok || seen[key] {
			continue
		}
		seen[key] = true
		b.WriteString(` ` + key + `="` + attribute(value) + `"`)
	}

	return b.String()
}

func (r *renderer) attribute(t *tag, key, value string) (string, string, bool) {
	switch {
	case key == "style" || strings.HasPrefix(key, "on"):
		r.refused.add("attribute "+key, "the attribute "+strconv.Quote(key)+" is left out: HTML in a text can neither style nor act", "", r.tagPlace(t))
		return "", "", false
	case key == "class":
		return "", "", false
	case key == "align":
		value = strings.ToLower(value)
		return "class", "align-" + value, value == "left" || value == "center" || value == "right"
	case key == "href" && t.Data == "a":
		if r.inLink > 0 {
			return "", "", false
		}
		address, _, ok := r.destination(value, false, r.attributePlace(t, key))
		return key, address, ok
	case key == "id", key == "name" && t.Data == "a":
		id, ok := r.htmlID(value)
		return "id", id, ok
	}

	return key, value, true
}

// htmlID claims an id written in HTML.
func (r *renderer) htmlID(id string) (string, bool) {
	if id == "" || strings.ContainsAny(id, " \t\n\f") {
		return "", false
	}

	id, ok := r.ids.claim(id)
	if ok {
		r.anchor(id)
	}

	return id, ok
}

// attributePlace returns the place of an attribute's value, else of the tag.
func (r *renderer) attributePlace(t *tag, key string) source.Place {
	lower := strings.Map(lowerASCII, t.written)
	for from := 0; ; {
		i := strings.Index(lower[from:], key)
		if i < 0 {
			return r.tagPlace(t)
		}

		from += i + len(key)
		rest := strings.TrimLeft(lower[from:], " \t\n")
		if !strings.HasPrefix(rest, "=") || !strings.ContainsRune(" \t\n\"'/", rune(lower[from-len(key)-1])) {
			continue
		}

		rest = strings.TrimLeft(rest[1:], " \t\n")
		start := len(lower) - len(rest)
		end := len(lower) - 1
		if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
			start++
			end = start + max(strings.IndexByte(lower[start:], rest[0]), 0)
		} else if i := strings.IndexAny(rest, " \t\n>"); i >= 0 {
			end = start + i
		}

		return r.place(t.offset(start), t.offset(max(start, end)))
	}
}

func lowerASCII(c rune) rune {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}

	return c
}

func (r *renderer) htmlImage(t *tag) {
	var src, alt string
	for i := len(t.Attr) - 1; i >= 0; i-- {
		switch t.Attr[i].Key {
		case "src":
			src = strings.Map(character, t.Attr[i].Val)
		case "alt":
			alt = strings.Map(character, t.Attr[i].Val)
		}
	}

	at := r.attributePlace(t, "src")
	address, k, ok := r.destination(src, true, at)
	switch {
	case !ok:
		r.raw(escape(alt))
	case k == web:
		r.foreignImage(address, alt, at)
	default:
		others := *t
		others.Attr = slices.DeleteFunc(slices.Clone(t.Attr), func(a html.Attribute) bool {
			return a.Key == "src" || a.Key == "alt" || a.Key == "loading"
		})
		r.say(alt)
		r.raw(sanitized(`<img src="` + attribute(address) + `" alt="` + attribute(alt) + `"` + r.attributes(&others) + ` loading="lazy">`))
	}
}

package markdown

import (
	"bytes"
	"path"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A kind of destination.
type kind uint8

const (
	relative  kind = iota // a path, a query or a fragment
	web                   // http: or https:
	mail                  // mailto:
	forbidden             // everything else
)

// classify tells what a destination is, as a browser would read it. Only what is listed is allowed: a
// scheme counts as one in any case, slashes may be backslashes, and a control character anywhere spoils
// all, since browsers drop some of them.
func classify(destination string) kind {
	for i := 0; i < len(destination); i++ {
		if c := destination[i]; c < ' ' || c == 0x7f {
			return forbidden
		}
	}

	if len(destination) > 1 && strings.ContainsRune(`/\`, rune(destination[0])) && strings.ContainsRune(`/\`, rune(destination[1])) {
		return forbidden
	}

	i := strings.IndexAny(destination, ":/?#")
	if i < 0 || destination[i] != ':' {
		return relative
	}

	switch strings.ToLower(destination[:i]) {
	case "http", "https":
		return web
	case "mailto":
		return mail
	}

	return forbidden
}

// checked returns a destination for an attribute, with what no address may hold percent-encoded; false if
// it is not allowed.
func checked(destination string) (string, bool) {
	destination = strings.TrimSpace(destination)
	if classify(destination) == forbidden {
		return "", false
	}

	const spoiling = " \"<>\\`{|}^"
	if !strings.ContainsAny(destination, spoiling) {
		return destination, true
	}

	var b strings.Builder
	for i := 0; i < len(destination); i++ {
		if c := destination[i]; strings.IndexByte(spoiling, c) >= 0 {
			b.WriteByte('%')
			b.WriteByte("0123456789ABCDEF"[c>>4])
			b.WriteByte("0123456789ABCDEF"[c&15])
		} else {
			b.WriteByte(c)
		}
	}

	return b.String(), true
}

// destination notes a link or picture and returns the address to write and what it is; ok false drops it.
func (r *renderer) destination(written string, image bool, at source.Place) (address string, k kind, ok bool) {
	written = strings.TrimSpace(written)
	ref := Reference{Destination: written, Image: image, At: at}
	r.page.Links = append(r.page.Links, ref)

	k = classify(written)
	if k == forbidden || image && k == mail {
		r.forbid(written, image, at)
		return "", k, false
	}

	if k != relative {
		address, ok = checked(written)
		return address, k, ok
	}

	address, ok = written, true
	if r.hookLink != nil {
		if address, ok = r.hookLink(ref); !ok {
			return "", k, false
		}
	}

	if prefix := r.opts.IDPrefix; prefix != "" && len(address) > 1 && address[0] == '#' {
		address = "#" + prefix + address[1:]
	}
	address, ok = checked(address)

	return address, k, ok
}

func (r *renderer) forbid(written string, image bool, at source.Place) {
	message, hint := "this address is not allowed", "use http:, https:, mailto: or a relative path"
	i := strings.IndexAny(written, ":/?#")
	switch {
	case strings.HasPrefix(written, "//"):
		message, hint = "an address must not start with //", "write https:// for another site"
	case image && classify(written) == mail:
		message, hint = "a picture cannot come from a mail address", ""
	case i > 0 && i <= 30 && written[i] == ':':
		message = "addresses that start with " + strconv.QuoteToASCII(written[:i+1]) + " are not allowed"
		if near := source.Nearest(written[:i], []string{"https", "http", "mailto"}); near != "" {
			hint = `did you mean "` + near + `:"?`
		}
	}

	r.warn(at, "link", message+", so the link is left out and its text kept", hint)
}

// placeOf returns the place of a part of the text, given as a slice of it, else of the node.
func (r *renderer) placeOf(part []byte, n ast.Node) source.Place {
	start := cap(r.src) - cap(part)
	if len(part) > 0 && start >= 0 && start+len(part) <= len(r.src) && &r.src[start] == &part[0] {
		return r.place(start, start+len(part))
	}

	return r.place(max(n.Pos(), 0), max(n.Pos(), 0)+1)
}

// affordable reports whether a link definition may be written out once more.
func (r *renderer) affordable(n ast.Node, reference *ast.ReferenceLink, destination, title []byte) bool {
	if reference == nil {
		return true
	}

	before := r.expanded
	r.expanded += len(destination) + len(title)
	if r.expanded <= maxExpansion {
		return true
	}

	if before <= maxExpansion {
		r.warn(r.placeOf(nil, n), "syntax", "the links of this text that use long definitions are too many; from here on only their text is shown", "")
	}

	return false
}

func (r *renderer) link(n *ast.Link) {
	if !r.affordable(n, n.Reference, n.Destination, n.Title) {
		r.inline(n)
		return
	}

	address, _, ok := r.destination(string(unescape(nil, n.Destination)), false, r.placeOf(n.Destination, n))
	if !ok || r.inLink > 0 || r.spans >= maxSpans {
		r.inline(n)
		return
	}

	r.raw(`<a href="`, attribute(address), `"`)
	r.titleAttribute(n.Title)
	r.raw(">")
	r.inLink++
	r.spans++
	before, said := len(r.out), len(r.text)
	r.inline(n)
	if len(r.out) == before { // nobody could see it
		r.words(address)
	}

	if r.spelt && strings.Contains(address, "://") && string(r.text[said:]) != address {
		r.text = append(r.text, " ("+address+")"...)
	}

	r.spans--
	r.inLink--
	r.raw("</a>")
}

func (r *renderer) titleAttribute(title []byte) {
	if len(title) > 0 {
		r.raw(` title="`, attribute(string(unescape(nil, title))), `"`)
	}
}

// image writes a picture; in a text field, what it shows in words. One from another site is shown as a link to it, since a page fetches nothing
// from other sites.
func (r *renderer) image(n *ast.Image) {
	alt := strings.Join(strings.Fields(r.textOf(n, false)), " ")
	if r.field || !r.affordable(n, n.Reference, n.Destination, n.Title) {
		r.words(alt)
		return
	}

	at := r.placeOf(n.Destination, n)
	address, k, ok := r.destination(string(unescape(nil, n.Destination)), true, at)
	switch {
	case !ok:
		r.words(alt)
	case k == web:
		r.foreignImage(address, alt, at)
	default:
		r.say(alt)
		r.raw(`<img src="`, attribute(address), `" alt="`, attribute(alt), `"`)
		r.titleAttribute(n.Title)
		r.raw(` loading="lazy">`)
	}
}

func (r *renderer) foreignImage(address, alt string, at source.Place) {
	r.page.Problems.Add(source.Problem{
		At: at, Severity: source.Info, Rule: "link",
		Message: "this picture is on another site and pages fetch nothing from there, so a link to it is shown",
		Hint:    "keep the picture beside the text",
	})

	if alt == "" {
		alt = path.Base(strings.TrimRight(strings.SplitN(address, "?", 2)[0], "/"))
	}
	r.say(alt)
	if r.inLink > 0 {
		r.raw(escape(alt))
		return
	}
	r.raw(`<a href="`, attribute(address), `">`, escape(alt), `</a>`)
}

func (r *renderer) autoLink(n *ast.AutoLink) {
	label := n.Label(r.src)
	written := string(n.URL(r.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(label), []byte("mailto:")) {
		written = "mailto:" + written
	}

	r.say(string(label))
	address, _, ok := r.destination(written, false, r.placeOf(label, n))
	if !ok || r.inLink > 0 {
		r.raw(escape(string(label)))
		return
	}

	r.raw(`<a href="`, attribute(address), `">`, escape(string(label)), `</a>`)
}

package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/site"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// pages are those of one edition, or of none. They are safe for concurrent use.
type pages struct {
	edition *Edition // nil before the first

	mutex sync.Mutex
	made  map[string]*answer // some of those that were asked for, by path
}

// mostMade are as many answers as are kept: those of the pages that somebody has open.
const mostMade = 32

// An answer is what a browser gets for an address.
type answer struct {
	code int
	kind string
	text []byte
	// sum tells a page from what it was before, also in its style, its scripts and its pictures.
	sum string
	// ours says that it is no page of the site.
	ours bool
	// elsewhere is where the browser is sent; "" if the text is the answer.
	elsewhere string
}

func newPages(e *Edition) *pages { return &pages{edition: e, made: map[string]*answer{}} }

// isPage reports whether the answer is one that a browser shows as a page.
func (a *answer) isPage() bool { return strings.HasPrefix(a.kind, "text/html") }

// at returns the answer for an address. It is made once for all who ask soon after each other.
func (p *pages) at(address string) *answer {
	p.mutex.Lock()
	defer p.mutex.Unlock()

	if a := p.made[address]; a != nil {
		return a
	}

	a := p.answer(address)
	if len(p.made) == mostMade {
		clear(p.made)
	}

	if a.isPage() {
		p.made[address] = a
	}

	return a
}

func (p *pages) answer(address string) *answer {
	if p.edition == nil {
		return instead(http.StatusServiceUnavailable, "There is nothing to show yet", "The site is shown as soon as its content can be read.")
	}

	name := strings.TrimPrefix(address, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}

	route, ok := p.edition.Find(name)
	if !ok {
		if _, folder := p.edition.Find(name + "/index.html"); folder {
			return &answer{elsewhere: (&url.URL{Path: "/" + name + "/"}).EscapedPath()}
		}

		return instead(http.StatusNotFound, "There is no such page", "It is shown here as soon as somebody writes it.")
	}

	text, err := route.Render()
	if err != nil {
		return broken(err)
	}

	return &answer{code: http.StatusOK, kind: contentType(name), text: text, sum: sum(text, p.edition.Around)}
}

func sum(text []byte, around string) string {
	all := sha256.New()
	_, _ = all.Write(text)
	_, _ = all.Write([]byte(around))

	return hex.EncodeToString(all.Sum(nil)[:8])
}

// broken answers for a page that cannot be made.
func broken(err error) *answer {
	said := err.Error()
	var template *site.TemplateError
	if errors.As(err, &template) {
		said = excerpt(source.Problems{template.Problem})
	}

	return instead(http.StatusInternalServerError, "This page cannot be made", said)
}

// instead is a page of the preview's own.
func instead(code int, title, text string) *answer {
	page := fmt.Appendf(nil, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>%[1]s</title></head>\n"+
		"<body class=\"lockstep-instead\"><main><h1>%[1]s</h1><pre>%[2]s</pre><p><a href=\"/\">First page</a></p></main></body></html>\n", html.EscapeString(title), html.EscapeString(text))

	return &answer{code: code, kind: types[".html"], text: page, sum: sum(page, ""), ours: true}
}

// types are those of a site's files; the machine may know others, or call these by other names.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
	".webp": "image/webp", ".gif": "image/gif", ".ics": "text/calendar; charset=utf-8", ".xml": "application/xml",
	".atom": "application/atom+xml", ".txt": "text/plain; charset=utf-8", ".pdf": "application/pdf", ".csv": "text/csv; charset=utf-8",
}

func contentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if known := types[ext]; known != "" {
		return known
	}

	if known := mime.TypeByExtension(ext); known != "" {
		return known
	}

	return "application/octet-stream"
}

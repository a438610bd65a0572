package preview

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/lockstep-docs/lockstep/generator/site"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// own is the folder of the preview's own files. Nothing of a site has such a name.
const own = "/.lockstep/"

var (
	//go:embed preview.js
	script []byte
	//go:embed preview.css
	style []byte
)

// A server answers browsers. It is safe for concurrent use.
type server struct {
	name  string // by which it was asked for
	start int64  // tells its editions from those of a server before

	mutex   sync.Mutex
	number  int                               // of the edition
	routes  map[string]func() ([]byte, error) // of the last good edition; nil before the first
	status  []byte                            // for the pages, as JSON on one line
	changed chan struct{}                     // is closed when the status changes
}

func newServer(name string) *server {
	return &server{name: name, start: time.Now().UnixNano(), changed: make(chan struct{})}
}

// A status is what open pages are told.
type status struct {
	// Edition is the name of the last good one: a page of another one loads again.
	Edition string `json:"edition"`
	// Trouble says why the files are not shown as they are; "" if they are. Excerpt shows where.
	Trouble string `json:"trouble"`
	Excerpt string `json:"excerpt"`
	// Notes says how many warnings there are; "" for none.
	Notes string `json:"notes"`
	Edits []Edit `json:"edits"`
}

// mostProblems are as many as a reader wants to see at once.
const mostProblems = 20

// publish shows an edition, or why there is none.
func (s *server) publish(e *Edition, err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()

	said := status{Edits: []Edit{}}
	switch {
	case err != nil:
		said.Trouble, said.Excerpt = "The content cannot be read", err.Error()
	case e.Problems.Count(source.Error) > 0:
		said.Trouble, said.Excerpt = e.Problems.Summary(), excerpt(e.Problems)
	default:
		s.number++
		s.routes = make(map[string]func() ([]byte, error), len(e.Routes))
		for _, r := range e.Routes {
			s.routes[r.Path] = r.Render
		}
	}

	if e != nil {
		said.Edits = append(said.Edits, e.Edits...)
		if n := e.Problems.Count(source.Warning); n > 0 && said.Trouble == "" {
			said.Notes = e.Problems.Summary()
		}
	}

	said.Edition = s.edition()
	s.status, _ = json.Marshal(said) // texts always encode
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *server) edition() string { return fmt.Sprintf("%x-%d", s.start, s.number) }

// excerpt returns the errors as a person reads them, the first of many.
func excerpt(problems source.Problems) string {
	var errs source.Problems
	for _, p := range problems {
		if p.Severity == source.Error {
			errs.Add(p)
		}
	}

	more := len(errs) - mostProblems
	var b strings.Builder
	_ = source.Text(&b, errs[:min(len(errs), mostProblems)], source.Style{})
	if more > 0 {
		fmt.Fprintf(&b, "and %d more\n", more)
	}

	return b.String()
}

// ServeHTTP answers one request. Whoever got a browser to take its name for ours is turned away.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Cache-Control", "no-store")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	head.Set("Referrer-Policy", "no-referrer")

	switch {
	case !s.knows(r.Host):
		http.Error(w, "this server does not go by that name: open it as localhost", http.StatusMisdirectedRequest)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		head.Set("Allow", "GET, HEAD")
		http.Error(w, "this server only shows pages", http.StatusMethodNotAllowed)
	case r.URL.Path == own+"preview.js":
		send(w, r, "text/javascript; charset=utf-8", http.StatusOK, script)
	case r.URL.Path == own+"preview.css":
		send(w, r, "text/css; charset=utf-8", http.StatusOK, style)
	case r.URL.Path == own+"events":
		s.stream(w, r)
	default:
		s.page(w, r)
	}
}

// knows reports whether a browser may call the server so. No name that somebody else could let lead here is
// taken: only localhost, addresses, and what the server was asked to be.
func (s *server) knows(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}

	host = strings.ToLower(strings.Trim(host, "[]"))
	host, _, _ = strings.Cut(host, "%") // the zone of an address

	return host == "localhost" || net.ParseIP(host) != nil || s.name != "" && host == strings.ToLower(s.name)
}

// stream tells a page the status, and again whenever it changes.
func (s *server) stream(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	flusher := http.NewResponseController(w)
	for {
		s.mutex.Lock()
		text, changed := s.status, s.changed
		s.mutex.Unlock()

		if r.Method == http.MethodHead {
			return
		}

		if _, err := fmt.Fprintf(w, "data: %s\n\n", text); err != nil || flusher.Flush() != nil {
			return
		}

		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// page answers with a file of the site.
func (s *server) page(w http.ResponseWriter, r *http.Request) {
	s.mutex.Lock()
	routes, edition := s.routes, s.edition()
	s.mutex.Unlock()

	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}

	render := routes[name]
	switch {
	case render != nil:
	case routes[name+"/index.html"] != nil:
		http.Redirect(w, r, (&url.URL{Path: "/" + name + "/"}).EscapedPath(), http.StatusFound)
		return
	case routes == nil:
		s.instead(w, r, edition, http.StatusServiceUnavailable, "There is nothing to show yet", "The site is shown as soon as its content can be read.")
		return
	default:
		s.instead(w, r, edition, http.StatusNotFound, "There is no such page", "It is shown here as soon as somebody writes it.")
		return
	}

	text, err := render()
	if err != nil {
		s.broken(w, r, edition, err)
		return
	}

	if path.Ext(name) == ".html" {
		text = inject(text, edition)
	}

	send(w, r, contentType(name), http.StatusOK, text)
}

// broken answers for a page that cannot be made.
func (s *server) broken(w http.ResponseWriter, r *http.Request, edition string, err error) {
	said := err.Error()
	var template *site.TemplateError
	if errors.As(err, &template) {
		said = excerpt(source.Problems{template.Problem})
	}

	s.instead(w, r, edition, http.StatusInternalServerError, "This page cannot be made", said)
}

// instead answers with a page of the preview's own, which loads again with the next edition.
func (s *server) instead(w http.ResponseWriter, r *http.Request, edition string, code int, title, text string) {
	page := fmt.Sprintf("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>%[1]s</title></head>\n"+
		"<body class=\"lockstep-instead\"><main><h1>%[1]s</h1><pre>%[2]s</pre><p><a href=\"/\">First page</a></p></main></body></html>\n", html.EscapeString(title), html.EscapeString(text))
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'")
	send(w, r, "text/html; charset=utf-8", code, inject([]byte(page), edition))
}

// inject puts the preview's script and style into a page.
func inject(page []byte, edition string) []byte {
	tags := `<link rel="stylesheet" href="` + own + `preview.css"><script src="` + own + `preview.js" data-edition="` + edition + `" defer></script>`
	at := bytes.Index(page, []byte("</head>"))
	if at < 0 {
		at = len(page)
	}

	return append(append(append(make([]byte, 0, len(page)+len(tags)), page[:at]...), tags...), page[at:]...)
}

func send(w http.ResponseWriter, r *http.Request, kind string, code int, text []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", fmt.Sprint(len(text)))
	w.WriteHeader(code)
	if r.Method != http.MethodHead {
		_, _ = w.Write(text)
	}
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

package preview

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"

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
	names []string // in lower case

	mutex   sync.Mutex
	pages   *pages        // of the last good edition
	said    status        // about the newest
	changed chan struct{} // is closed when one of the two changes
}

func newServer(names []string) *server {
	s := &server{pages: newPages(nil), changed: make(chan struct{})}
	for _, name := range names {
		if name != "" {
			s.names = append(s.names, strings.ToLower(name))
		}
	}

	return s
}

// A status is what an open page is told.
type status struct {
	// Page is the sum of the page as it is now: one that has another loads again.
	Page string `json:"page"`
	// Trouble says why the files are not shown as they are; "" if they are. Excerpt shows where.
	Trouble string `json:"trouble"`
	Excerpt string `json:"excerpt"`
	// Notes says how many warnings there are; "" for none. Health is the address of the page that lists them.
	Notes  string `json:"notes"`
	Health string `json:"health"`
	Edits  []Edit `json:"edits"`
	// Unknown are sentences on edits of which nobody can tell.
	Unknown []string `json:"unknown"`
}

// mostProblems are as many as a reader wants to see at once.
const mostProblems = 20

// publish shows an edition, or why there is none.
func (s *server) publish(e *Edition, err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()

	said := status{Edits: []Edit{}, Unknown: []string{}}
	switch {
	case err != nil:
		said.Trouble, said.Excerpt = "The content cannot be read", err.Error()
	case e.Problems.Count(source.Error) > 0:
		said.Trouble, said.Excerpt = e.Problems.Summary(), excerpt(e.Problems)
	default:
		s.pages = newPages(e)
	}

	if e != nil {
		for _, edit := range e.Edits {
			edit.Changes = append([]string{}, edit.Changes...) // pages expect a list
			said.Edits = append(said.Edits, edit)
		}

		said.Unknown = append(said.Unknown, e.Unknown...)
		if n := e.Problems.Count(source.Warning); n > 0 && said.Trouble == "" {
			said.Notes = e.Problems.Summary()
			if e.Health != "" {
				said.Health = "/" + e.Health
			}
		}
	}

	s.said = said
	close(s.changed)
	s.changed = make(chan struct{})
}

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
		http.Error(w, "this server does not go by that name: open it as localhost, or from another machine by the name or an address of this one; lockstep serve --addr takes one more name", http.StatusMisdirectedRequest)
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
// taken: only localhost, addresses, and the names that the server was given.
func (s *server) knows(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}

	host = strings.ToLower(strings.Trim(host, "[]"))
	host, _, _ = strings.Cut(host, "%") // the zone of an address

	return host == "localhost" || net.ParseIP(host) != nil || slices.Contains(s.names, strings.TrimSuffix(host, "."))
}

// stream tells the page of the address ?page= the status, and again whenever it changes.
func (s *server) stream(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	flusher := http.NewResponseController(w)
	for {
		s.mutex.Lock()
		said, pages, changed := s.said, s.pages, s.changed
		s.mutex.Unlock()

		if r.Method == http.MethodHead {
			return
		}

		if page := r.FormValue("page"); page != "" {
			said.Page = pages.at(page).sum
		}

		text, _ := json.Marshal(said) // texts always encode

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
	pages := s.pages
	s.mutex.Unlock()

	a := pages.at(r.URL.Path)
	switch {
	case a.elsewhere != "":
		http.Redirect(w, r, a.elsewhere, http.StatusFound)
		return
	case a.ours:
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'")
	}

	text := a.text
	if a.isPage() {
		text = inject(text, a.sum)
	}

	send(w, r, a.kind, a.code, text)
}

// inject puts the preview's script and style into a page.
func inject(page []byte, sum string) []byte {
	tags := `<link rel="stylesheet" href="` + own + `preview.css"><script src="` + own + `preview.js" data-page="` + sum + `" defer></script>`
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

package preview_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lockstep-docs/lockstep/generator/preview"
	"github.com/lockstep-docs/lockstep/generator/site"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A project is a folder that is shown: index.html has the names and the texts of all files in content.
type project struct {
	dir, address string
	made         atomic.Int32
	status       chan status
	end          func() error
}

type status struct {
	Page, Trouble, Excerpt, Notes string
	Edits                         []preview.Edit
}

// show serves a folder with those files, and waits for the first status.
func show(t *testing.T, poll bool, files map[string]string) *project {
	t.Helper()
	p := &project{dir: t.TempDir()}
	for name, text := range files {
		p.write(t, name, text)
	}

	p.serve(t, poll)

	return p
}

func (p *project) serve(t *testing.T, poll bool) {
	t.Helper()

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}

	ctx, cancel := context.WithCancel(context.Background())
	p.address = "http://" + listener.Addr().String() + "/"
	done := make(chan error, 1)
	go func() {
		done <- preview.Serve(ctx, preview.Options{
			Listener: listener, Names: []string{"", "plans.test", "Desk"}, Poll: poll, Make: p.make,
			Folders: []string{filepath.Join(p.dir, "content"), filepath.Join(p.dir, "themes")},
			Files: func() []string {
				at, _ := os.ReadFile(p.path(".git/at"))
				return []string{p.path(".git/at"), p.path(".git/" + strings.TrimSpace(string(at)))}
			},
		})
	}()

	p.end = func() error {
		cancel()
		err := <-done
		done <- err

		return err
	}
	t.Cleanup(func() {
		if err := p.end(); err != nil {
			t.Error(err)
		}
	})

	p.status = p.listen(t, "/")
	p.next(t)
}

// make is the site: a file that says "error" has one.
func (p *project) make() (*preview.Edition, error) {
	p.made.Add(1)
	e := &preview.Edition{}
	var all strings.Builder
	root := os.DirFS(p.dir)
	if _, err := fs.Stat(root, "content"); err != nil {
		return nil, errors.New("there is no folder content")
	}

	add := func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil
		}

		text, _ := fs.ReadFile(root, name)
		fmt.Fprintf(&all, "%s=%s\n", name, text)
		if at := strings.Index(string(text), "error"); at >= 0 {
			file := source.NewFile(name, string(text))
			e.Problems.Add(source.Problem{At: file.Place(at, at+5), Rule: "test", Message: "this is wrong", Hint: "write it right"})
		}

		if strings.Contains(string(text), "panic") {
			panic("out of words")
		}

		return nil
	}
	_ = fs.WalkDir(root, ".", add)
	if info, err := os.Lstat(p.path("content")); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		root = os.DirFS(p.path("content"))
		_ = fs.WalkDir(root, ".", add)
	}

	page := "<html><head><title>t</title></head><body>" + all.String() + "</body></html>"
	texts := map[string]string{"index.html": page, "deep/index.html": "<p>no head", "data.json": "{}"}
	e.Find = func(path string) (site.Route, bool) {
		text, there := texts[path]
		if path == "broken.html" {
			return site.Route{Path: path, Render: func() ([]byte, error) { return nil, errors.New("a <broken> template") }}, true
		}

		return site.Route{Path: path, Render: func() ([]byte, error) { return []byte(text), nil }}, there
	}
	if strings.Contains(page, "agreement") {
		e.Edits = []preview.Edit{{Title: "A", Since: "the last commit", Gist: "a new agreement"}}
	}

	if style, err := fs.ReadFile(root, "themes/ours/style.css"); err == nil {
		e.Around = string(style)
	}

	return e, nil
}

func (p *project) path(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }

func (p *project) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(p.path(name)), 0o777); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(p.path(name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func (p *project) rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(p.path(from), p.path(to)); err != nil {
		t.Fatal(err)
	}
}

func (p *project) remove(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(p.path(name)); err != nil {
		t.Fatal(err)
	}
}

// listen receives what a page is told.
func (p *project) listen(t *testing.T, page string) chan status {
	t.Helper()
	told := make(chan status, 100)
	answer, err := http.Get(p.address + ".lockstep/events?page=" + url.QueryEscape(page))
	if err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() { answer.Body.Close() })
	go func() {
		defer close(told)
		lines := bufio.NewScanner(answer.Body)
		for lines.Scan() {
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var s status
				_ = json.Unmarshal([]byte(text), &s)
				told <- s
			}
		}
	}()

	return told
}

func (p *project) next(t *testing.T) status {
	t.Helper()
	select {
	case s, ok := <-p.status:
		if !ok {
			t.Fatal("the stream has ended")
		}

		return s
	case <-time.After(30 * time.Second):
		t.Fatal("nothing was told")
	}

	return status{}
}

// until waits for a status.
func (p *project) until(t *testing.T, what string, is func(status) bool) status {
	t.Helper()
	for {
		if s := p.next(t); is(s) {
			return s
		}
	}
}

// shows waits until the first page has a text, or has it no more.
func (p *project) shows(t *testing.T, text string, there bool) {
	t.Helper()
	for {
		_, body := p.get(t, "")
		if strings.Contains(body, text) == there {
			return
		}

		p.next(t)
	}
}

func (p *project) get(t *testing.T, path string) (*http.Response, string) {
	t.Helper()
	answer, err := http.Get(p.address + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()

	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}

	return answer, string(body)
}

var start = map[string]string{"content/a.md": "one", "content/b.md": "other"}

// TestChanges changes files as editors and git do.
func TestChanges(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll %v", poll), func(t *testing.T) {
			t.Parallel()
			p := show(t, poll, start)

			p.write(t, "content/a.md", "in place")
			p.shows(t, "a.md=in place", true)

			// vim: the old file becomes a backup, a new one takes its name
			p.write(t, "content/4913", "")
			p.rename(t, "content/a.md", "content/a.md~")
			p.write(t, "content/a.md", "as vim")
			p.remove(t, "content/a.md~")
			p.shows(t, "a.md=as vim", true)

			// JetBrains: a new file, the old one aside, a rename
			p.write(t, "content/a.md___jb_tmp___", "as idea")
			p.rename(t, "content/a.md", "content/a.md___jb_old___")
			p.rename(t, "content/a.md___jb_tmp___", "content/a.md")
			p.remove(t, "content/a.md___jb_old___")
			p.shows(t, "a.md=as idea", true)

			p.rename(t, "content/a.md", "content/c.md")
			p.shows(t, "c.md=as idea", true)
			p.shows(t, "content/a.md", false)

			p.remove(t, "content/b.md")
			p.shows(t, "content/b.md", false)

			// folders in folders, written at once, then moved, and written to again
			p.write(t, "content/x/y/z/deep.md", "deep")
			p.shows(t, "x/y/z/deep.md=deep", true)
			p.rename(t, "content/x", "content/w")
			p.shows(t, "w/y/z/deep.md=deep", true)
			p.write(t, "content/w/y/z/deep.md", "deeper")
			p.shows(t, "w/y/z/deep.md=deeper", true)
			p.remove(t, "content/w")
			p.shows(t, "deep.md", false)

			// a theme that comes later, and a commit
			p.write(t, "themes/ours/home.html", "ours")
			p.shows(t, "home.html=ours", true)
			p.write(t, ".git/at", "refs/one")
			p.shows(t, "at=refs/one", true)
			p.write(t, ".git/refs/one", "a commit")
			p.shows(t, "one=a commit", true)
			p.write(t, ".git/at", "refs/two")
			p.shows(t, "at=refs/two", true)
			p.write(t, ".git/refs/two", "another")
			p.shows(t, "two=another", true)
		})
	}
}

// TestBranchSwitch changes many files at once, and takes the whole folder away and back.
func TestBranchSwitch(t *testing.T) {
	p := show(t, false, start)
	for i := range 300 {
		p.write(t, fmt.Sprintf("content/n%d/plan.md", i), "branch")
	}

	p.shows(t, "n299/plan.md=branch", true)
	if _, body := p.get(t, ""); strings.Count(body, "=branch") != 300 {
		t.Errorf("it shows %d files of 300", strings.Count(body, "=branch"))
	}

	for _, back := range []string{"moved back", "another folder"} {
		p.rename(t, "content", "away")
		s := p.until(t, "trouble", func(s status) bool { return s.Trouble != "" })
		if !strings.Contains(s.Excerpt, "there is no folder content") {
			t.Errorf("it says %q", s.Excerpt)
		}

		if answer, body := p.get(t, ""); answer.StatusCode != http.StatusOK || !strings.Contains(body, "=branch") {
			t.Errorf("the last good page is gone: %s", answer.Status)
		}

		if back == "moved back" {
			p.rename(t, "away", "content")
		} else {
			p.write(t, "content/other.md", "new")
		}

		p.until(t, "good", func(s status) bool { return s.Trouble == "" })
		p.write(t, "content/new.md", back)
		p.shows(t, "new.md="+back, true)
		p.remove(t, "away")
	}
}

// TestLinks shows a folder of content that is a link, in a project that is reached over one, and turns both.
func TestLinks(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll %v", poll), func(t *testing.T) {
			t.Parallel()
			elsewhere := t.TempDir()
			p := &project{dir: filepath.Join(elsewhere, "project")}
			link := func(target, name string) {
				t.Helper()
				_ = os.Remove(name)
				if err := os.Symlink(target, name); err != nil {
					t.Fatal(err)
				}
			}

			p.write(t, "../one/a.md", "first")
			p.write(t, "../far/two/a.md", "second")
			p.write(t, "../first/themes/x", "in the first")
			p.write(t, "../second/themes/x", "in the second project")
			link("first", p.dir)
			link(filepath.Join("..", "one"), filepath.Join(elsewhere, "first", "content"))
			link(filepath.Join(elsewhere, "far", "two"), filepath.Join(elsewhere, "second", "content"))
			p.serve(t, poll)
			p.shows(t, "a.md=first", true)

			p.write(t, "content/a.md", "saved")
			p.shows(t, "a.md=saved", true)
			p.write(t, "content/x/y/deep.md", "deep")
			p.shows(t, "x/y/deep.md=deep", true)

			p.rename(t, "../one", "../away")
			p.until(t, "trouble", func(s status) bool { return s.Trouble != "" })
			p.rename(t, "../away", "../one")
			p.write(t, "content/a.md", "back")
			p.shows(t, "a.md=back", true)

			link(filepath.Join(elsewhere, "far", "two"), p.path("content"))
			p.shows(t, "a.md=second", true)
			p.write(t, "../far/two/a.md", "turned")
			p.shows(t, "a.md=turned", true)

			link("second", p.dir)
			p.shows(t, "in the second project", true)
			p.write(t, "content/b.md", "there")
			p.shows(t, "b.md=there", true)
		})
	}
}

// TestTrouble holds that errors stand above the last good page, and go when they are mended.
func TestTrouble(t *testing.T) {
	p := show(t, false, start)
	p.write(t, "content/a.md", "one\nan error here")
	s := p.until(t, "trouble", func(s status) bool { return s.Trouble != "" })
	want := "content/a.md:2:4: this is wrong [test]\n    2 | an error here\n      |    ^^^^^ write it right\n"
	if s.Trouble != "1 error" || s.Excerpt != want {
		t.Errorf("it says %q and %q", s.Trouble, s.Excerpt)
	}

	if _, body := p.get(t, ""); !strings.Contains(body, "a.md=one\n") || strings.Contains(body, "error") {
		t.Errorf("not the last good page: %s", body)
	}

	p.write(t, "content/a.md", "panic")
	s = p.until(t, "a panic", func(s status) bool { return strings.Contains(s.Excerpt, "out of words") })
	page := s.Page
	p.write(t, "content/a.md", "mended")
	s = p.until(t, "mended", func(s status) bool { return s.Trouble == "" })
	if s.Page == page {
		t.Error("pages are not told to load again")
	}

	p.shows(t, "a.md=mended", true)
}

// TestOtherPages holds that a page is not to load again when another one has changed, and is when its style has.
func TestOtherPages(t *testing.T) {
	p := show(t, false, start)
	other := &project{address: p.address}
	other.status = other.listen(t, "/deep/")
	before := other.next(t).Page
	if _, body := p.get(t, "deep/"); !strings.Contains(body, `data-page="`+before+`"`) {
		t.Errorf("the page does not have the sum %q: %s", before, body)
	}

	p.write(t, "content/a.md", "two")
	p.shows(t, "a.md=two", true)
	if now := other.next(t).Page; now != before {
		t.Errorf("a page that did not change is to load again: %q, not %q", now, before)
	}

	p.write(t, "themes/ours/style.css", "p { color: red }")
	other.until(t, "another style", func(s status) bool { return s.Page != before })
}

// TestNewAgreement holds that pages get a list of changes also where it is empty: they go through it.
func TestNewAgreement(t *testing.T) {
	p := show(t, false, start)
	p.write(t, "content/sla.md", "agreement")
	s := p.until(t, "an edit", func(s status) bool { return len(s.Edits) > 0 })
	if s.Edits[0].Changes == nil {
		t.Error("the changes are no list")
	}
}

// TestFromTrouble starts with an error: there is nothing to show until it is mended.
func TestFromTrouble(t *testing.T) {
	p := show(t, false, map[string]string{"content/a.md": "error"})
	answer, body := p.get(t, "")
	if answer.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "There is nothing to show yet") || !strings.Contains(body, "/.lockstep/preview.js") {
		t.Errorf("%s: %s", answer.Status, body)
	}

	p.write(t, "content/a.md", "right")
	p.shows(t, "a.md=right", true)
}

// TestNoChange holds that a save without a change, and what editors leave about, make nothing.
func TestNoChange(t *testing.T) {
	p := show(t, false, start)
	made := p.made.Load()
	p.write(t, "content/a.md", "one")
	p.write(t, "content/.a.md.swp", "swap")
	p.write(t, "content/a.md~", "backup")
	p.write(t, "content/node_modules/x/index.js", "x")
	if err := os.Chmod(p.path("content/a.md"), 0o600); err != nil {
		t.Fatal(err)
	}

	// events come in order: when this one is seen, the others were
	p.write(t, "content/b.md", "last")
	p.shows(t, "b.md=last", true)
	if now := p.made.Load(); now > made+2 { // the last file may be seen half written
		t.Errorf("the site was made %d times", now-made)
	}
}

// TestAnswers holds what the server answers to whom.
func TestAnswers(t *testing.T) {
	p := show(t, false, start)
	cases := []struct {
		method, path, host string
		code               int
		kind, text         string
	}{
		{"GET", "", "", 200, "text/html; charset=utf-8", `defer></script></head>`},
		{"GET", "index.html", "", 200, "text/html; charset=utf-8", "a.md=one"},
		{"GET", "deep/", "", 200, "text/html; charset=utf-8", `<p>no head<link rel="stylesheet" href="/.lockstep/preview.css">`},
		{"GET", "data.json", "", 200, "application/json", "{}"},
		{"HEAD", "data.json", "", 200, "application/json", ""},
		{"GET", "broken.html", "", 500, "text/html; charset=utf-8", "a &lt;broken&gt; template"},
		{"GET", "nowhere.html", "", 404, "text/html; charset=utf-8", "There is no such page"},
		{"GET", ".lockstep/", "", 404, "text/html; charset=utf-8", "There is no such page"},
		{"GET", "content/", "", 404, "text/html; charset=utf-8", "There is no such page"},
		{"GET", "../content/a.md", "", 404, "text/html; charset=utf-8", "There is no such page"},
		{"GET", "%2e%2e/content/a.md", "", 404, "text/html; charset=utf-8", "There is no such page"},
		{"GET", "deep", "", 302, "text/html; charset=utf-8", `"/deep/"`},
		{"GET", ".lockstep/preview.js", "", 200, "text/javascript; charset=utf-8", "EventSource"},
		{"GET", ".lockstep/preview.css", "", 200, "text/css; charset=utf-8", ".lockstep-preview"},
		{"POST", "", "", 405, "text/plain; charset=utf-8", "only shows pages"},
		{"DELETE", "a.md", "", 405, "text/plain; charset=utf-8", "only shows pages"},
		{"GET", "", "localhost:1", 200, "text/html; charset=utf-8", "a.md=one"},
		{"GET", "", "[::1]:1313", 200, "text/html; charset=utf-8", "a.md=one"},
		{"GET", "", "192.168.0.7", 200, "text/html; charset=utf-8", "a.md=one"},
		{"GET", "", "PLANS.test:80", 200, "text/html; charset=utf-8", "a.md=one"},
		{"GET", "", "desk:1313", 200, "text/html; charset=utf-8", "a.md=one"},
		{"GET", "", "desk.:1313", 200, "text/html; charset=utf-8", "a.md=one"},
		{"GET", "", "desk.evil.example", 421, "text/plain; charset=utf-8", "by the name or an address of this one"},
		{"GET", "", ".", 421, "text/plain; charset=utf-8", "does not go by that name"},
		{"GET", "", "evil.example", 421, "text/plain; charset=utf-8", "does not go by that name"},
		{"GET", "", "localhost.evil.example:1313", 421, "text/plain; charset=utf-8", "does not go by that name"},
		{"GET", ".lockstep/events", "127.0.0.1.evil.example", 421, "text/plain; charset=utf-8", "does not go by that name"},
	}

	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, c := range cases {
		request, err := http.NewRequest(c.method, p.address+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}

		request.Host = c.host
		answer, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}

		body, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		if answer.StatusCode != c.code || answer.Header.Get("Content-Type") != c.kind || !strings.Contains(string(body), c.text) {
			t.Errorf("%s /%s as %q: %s, %s: %s", c.method, c.path, c.host, answer.Status, answer.Header.Get("Content-Type"), body)
		}
	}
}

// TestEnd holds that open streams do not keep the server.
func TestEnd(t *testing.T) {
	p := show(t, false, start)
	if err := p.end(); err != nil {
		t.Fatal(err)
	}

	for range p.status {
	}

	if _, err := http.Get(p.address); err == nil {
		t.Error("it still answers")
	}
}

package generator

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// publishable is the demo's content for a site that knows its address; "" for one that does not.
func publishable(t *testing.T, address string) Options {
	t.Helper()
	o := demo()
	content := fstest.MapFS{}
	for name, text := range files(t, "../content") {
		content[filepath.ToSlash(name)] = &fstest.MapFile{Data: []byte(text)}
	}

	if address != "" {
		settings := content["index.md"]
		settings.Data = bytes.Replace(settings.Data, []byte("kind: site\n"), []byte("kind: site\nbase_url: "+address+"\npublish: {noindex: false}\n"), 1)
	}

	o.Content = content

	return o
}

// TestFromAZip packs the site, unpacks it somewhere else, and follows every link from file to file.
func TestFromAZip(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	if result, err := Build(publishable(t, ""), public); err != nil || result.Failed(false) {
		t.Fatalf("%v %v", err, result)
	}

	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	if err := w.AddFS(os.DirFS(public)); err != nil {
		t.Fatal(err)
	}

	if err := w.Close(); err != nil {
		t.Fatal(err)
	}

	r, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		t.Fatal(err)
	}

	away := filepath.Join(t.TempDir(), "Our plan (März #2)")
	if err := os.CopyFS(away, r); err != nil {
		t.Fatal(err)
	}

	tree := siteTree{}
	for name, text := range files(t, away) {
		tree[filepath.ToSlash(name)] = []byte(text)
	}

	if len(tree) < 90 {
		t.Errorf("only %d files came out of the archive", len(tree))
	}

	for _, fault := range tree.faults(false) {
		t.Error(fault)
	}
}

// pages serves a site below an address as GitHub Pages does: index.html for a folder, 404.html for what is not
// there, and nothing for what lies outside.
func pages(t *testing.T, tree siteTree, address string) http.Handler {
	t.Helper()
	root, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, within := strings.CutPrefix(r.URL.Path, root.Path)
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}

		text, exists := tree[name]
		if !exists || !within || r.Host != root.Host {
			w.WriteHeader(http.StatusNotFound)
			text = tree["404.html"]
		}

		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write(text)
	})
}

// get asks for an address and returns the status and the body.
func get(handler http.Handler, address string) (int, []byte) {
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	text, _ := io.ReadAll(w.Body)

	return w.Code, text
}

// TestAtAnyAddress goes from the first page to every other one, as a browser reads its links, at the addresses
// that a site can have. It gets to all pages, and nowhere else of its own host.
func TestAtAnyAddress(t *testing.T) {
	for _, address := range []string{
		"https://acme.github.io/", "https://acme.github.io/plans/", "https://plans.example.com/", "http://localhost:8080/deep/er/",
	} {
		t.Run(address, func(t *testing.T) {
			tree := render(t, publishable(t, address))
			seen := crawl(t, pages(t, tree, address), address)
			for _, name := range tree.names(".html") {
				if !seen[address+name] && !seen[address+strings.TrimSuffix(name, "index.html")] && name != "404.html" {
					t.Errorf("no link leads to %s", name)
				}
			}

			for _, missing := range []string{"gone.html", "larkmere/no/such/page.html"} {
				status, text := get(pages(t, tree, address), address+missing)
				if status != http.StatusNotFound || !bytes.Contains(text, []byte(`<a href="`+address+`">`)) {
					t.Errorf("%s: %d, and no way back to %s:\n%s", missing, status, address, text)
				}
			}
		})
	}
}

// crawl follows all links that stay on the host of the first address, and returns what it saw.
func crawl(t *testing.T, handler http.Handler, first string) map[string]bool {
	t.Helper()
	seen, todo := map[string]bool{first: true}, []string{first}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		status, text := get(handler, at)
		if status != http.StatusOK {
			t.Errorf("%s: %d", at, status)
			continue
		}

		from, err := url.Parse(at)
		if err != nil {
			t.Fatal(err)
		}

		if ending := path.Ext(from.Path); ending != ".html" && !strings.HasSuffix(from.Path, "/") {
			continue
		}

		for _, link := range readPage(at, text).links {
			to, err := from.Parse(link)
			if err != nil || to.Host != from.Host {
				continue
			}

			to.Fragment = ""
			if next := to.String(); !seen[next] {
				seen[next] = true
				todo = append(todo, next)
			}
		}
	}

	return seen
}

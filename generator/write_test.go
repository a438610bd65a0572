package generator

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/lockstep-docs/lockstep/generator/site"
)

// small is a site of three pages.
func small() fstest.MapFS {
	return fstest.MapFS{
		"index.md":   {Data: []byte("---\nkind: site\ntitle: Small\ntimezone: UTC\n---\nhome\n")},
		"a.md":       {Data: []byte("# A\n\n[b](b.md) ![p](p.svg)\n")},
		"b.md":       {Data: []byte("# B\n")},
		"p.svg":      {Data: []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")},
		"secret.csv": {Data: []byte("lead,mail\n")},
	}
}

func build(t *testing.T, content fs.FS, out string) *Result {
	t.Helper()
	result, err := Build(Options{Content: content, Now: now, Version: "test"}, out)
	if err != nil {
		t.Fatal(err)
	}

	return result
}

// files reads a folder: contents by path, "→ target" for links.
func files(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(full string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}

		name, _ := filepath.Rel(folder, full)
		if entry.Type()&fs.ModeSymlink != 0 {
			target, err := os.Readlink(full)
			all[name] = "→ " + target

			return err
		}

		text, err := os.ReadFile(full)
		all[name] = string(text)

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	return all
}

func put1(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestBuildsAreAlike(t *testing.T) {
	demo := Options{Content: os.DirFS("../content"), Prefix: "content/", Now: now, Version: "test"}
	first, second := filepath.Join(t.TempDir(), "site"), filepath.Join(t.TempDir(), "other")
	if _, err := Build(demo, first); err != nil {
		t.Fatal(err)
	}

	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if _, err := Build(demo, second); err != nil {
		t.Fatal(err)
	}

	a, b := files(t, first), files(t, second)
	if !maps.Equal(a, b) || len(a) < 30 {
		t.Errorf("two builds of %d and %d files differ", len(a), len(b))
	}
}

func TestBuildWritesWhatChanged(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site")
	content := small()
	first := build(t, content, out)
	if first.Written.Changed != first.Written.Files {
		t.Errorf("the first build: %+v", first.Written)
	}

	if _, copied := files(t, out)["secret.csv"]; copied {
		t.Error("a file that nothing links to was copied")
	}

	before, err := os.Stat(filepath.Join(out, "b.html"))
	if err != nil {
		t.Fatal(err)
	}

	content["a.md"] = &fstest.MapFile{Data: []byte("# A\n\nother words\n")}
	if again := build(t, content, out); again.Written.Changed != 2 || again.Written.Removed != 1 {
		t.Errorf("one page and what can be found on it changed, and its picture went: %+v", again.Written)
	}

	after, err := os.Stat(filepath.Join(out, "b.html"))
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("a page that did not change was written again: %v", err)
	}

	delete(content, "a.md")
	build(t, content, out)
	if _, there := files(t, out)["a.html"]; there {
		t.Error("a page that is no more is still there")
	}
}

func TestBuildKeepsWhatIsNotOurs(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site")
	put1(t, filepath.Join(out, ".gitignore"), "*")
	build(t, small(), out)
	put1(t, filepath.Join(out, "CNAME"), "plans.example.com")
	put1(t, filepath.Join(out, "deep/er/note.txt"), "mine")
	if err := os.Mkdir(filepath.Join(out, "empty"), 0o777); err != nil {
		t.Fatal(err)
	}

	if err := os.Symlink("/etc/hostname", filepath.Join(out, "link")); err != nil {
		t.Fatal(err)
	}

	build(t, small(), out)
	all := files(t, out)
	want := map[string]string{".gitignore": "*", "CNAME": "plans.example.com", "deep/er/note.txt": "mine", "link": "→ /etc/hostname"}
	for name, text := range want {
		if all[name] != text {
			t.Errorf("%s is %q", name, all[name])
		}
	}

	if info, err := os.Stat(filepath.Join(out, "empty")); err != nil || !info.IsDir() {
		t.Error("an empty folder is gone")
	}

	siblings, err := os.ReadDir(filepath.Dir(out))
	if err != nil || len(siblings) != 1 {
		t.Errorf("something was left beside the site: %v %v", siblings, err)
	}
}

func TestBuildRefuses(t *testing.T) {
	cases := map[string]func(t *testing.T, out string){
		"was not made by lockstep": func(t *testing.T, out string) { put1(t, filepath.Join(out, "thesis.doc"), "x") },
		"is a file":                func(t *testing.T, out string) { put1(t, out, "x") },
		"in the way of a page": func(t *testing.T, out string) {
			build(t, fstest.MapFS{"index.md": small()["index.md"]}, out)
			put1(t, filepath.Join(out, "a.html"), "mine")
		},
		"a.html in ": func(t *testing.T, out string) { // a page that has changed twice
			before := small()
			before["a.md"] = &fstest.MapFile{Data: []byte("# As it was\n")}
			build(t, before, out)
			put1(t, filepath.Join(out, "a.html"), "mine")
		},
		"old.html and 1 more in ": func(t *testing.T, out string) { // pages that are no more
			before := small()
			before["old.md"], before["older.md"] = before["a.md"], before["a.md"]
			build(t, before, out)
			put1(t, filepath.Join(out, "old.html"), "mine")
			if err := errors.Join(os.Remove(filepath.Join(out, "older.html")), os.Symlink("a.html", filepath.Join(out, "older.html"))); err != nil {
				t.Fatal(err)
			}
		},
		"not as lockstep left it": func(t *testing.T, out string) { // the same length, as after a search and replace
			build(t, small(), out)
			page := files(t, out)["b.html"]
			put1(t, filepath.Join(out, "b.html"), strings.ReplaceAll(page, "B", "Z"))
		},
	}
	for want, prepare := range cases {
		t.Run(want, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "site")
			prepare(t, out)
			before := files(t, filepath.Dir(out))
			_, err := Build(Options{Content: small(), Now: now}, out)
			var refused *FolderError
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), want) || refused.Hint == "" {
				t.Errorf("it says %v", err)
			}

			if !maps.Equal(before, files(t, filepath.Dir(out))) {
				t.Error("something was changed all the same")
			}
		})
	}
}

// A file that is gone, or that somebody changed into what it is to be, is no reason to stop; nor is a folder whose
// list, of an earlier version, says nothing of what was written.
func TestBuildRefusesNothingElse(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site")
	before := small()
	before["a.md"] = &fstest.MapFile{Data: []byte("# As it was\n")}
	build(t, small(), out)
	page := files(t, out)["a.html"]
	build(t, before, out)
	put1(t, filepath.Join(out, "a.html"), page)
	if err := os.Remove(filepath.Join(out, "b.html")); err != nil {
		t.Fatal(err)
	}

	build(t, small(), out)
	if after := files(t, out); after["a.html"] != page || after["b.html"] == "" {
		t.Error("the pages are not there")
	}

	put1(t, filepath.Join(out, manifestName), `{"version":1,"files":["a.html","gone.html"]}`)
	put1(t, filepath.Join(out, "a.html"), "of an earlier version")
	for name := range files(t, out) {
		if name != manifestName && name != "a.html" {
			if err := os.Remove(filepath.Join(out, name)); err != nil {
				t.Fatal(err)
			}
		}
	}

	build(t, small(), out)
	if files(t, out)["a.html"] != page {
		t.Error("the page was not written")
	}
}

func TestFailedBuildLeavesTheSite(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site")
	build(t, small(), out)
	before := files(t, out)

	broken := small()
	broken["plan.md"] = &fstest.MapFile{Data: []byte("---\nkind: plan\ntitle: 7\n---\n")}
	if result := build(t, broken, out); !result.Failed(false) {
		t.Error("a wrong title stops nothing")
	}

	failing := []site.Route{
		{Path: "index.html", Render: func() ([]byte, error) { return []byte("new"), nil }},
		{Path: "z.html", Render: func() ([]byte, error) { return nil, errors.New("the disk is gone") }},
	}
	if _, err := write(failing, out); err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("it says %v", err)
	}

	if !maps.Equal(before, files(t, out)) {
		t.Error("the site has changed")
	}

	if siblings, err := os.ReadDir(filepath.Dir(out)); err != nil || len(siblings) != 1 {
		t.Errorf("something was left beside the site: %v %v", siblings, err)
	}
}

func TestBuildSweepsAfterKilledOnes(t *testing.T) {
	folder := t.TempDir()
	out := filepath.Join(folder, "site")
	put1(t, filepath.Join(folder, ".site.next-999999999-1/index.html"), "half")
	put1(t, filepath.Join(folder, ".site.next-mine/note"), "not ours")
	build(t, small(), out)
	var names []string
	entries, err := os.ReadDir(folder)
	for _, entry := range entries {
		names = append(names, entry.Name())
	}

	if want := []string{".site.next-mine", "site"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("beside the site: %v %v", names, err)
	}
}

func TestBuildFollowsALinkToItsFolder(t *testing.T) {
	folder := t.TempDir()
	real, link := filepath.Join(folder, "real"), filepath.Join(folder, "public")
	if err := os.Mkdir(real, 0o777); err != nil {
		t.Fatal(err)
	}

	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}

	build(t, small(), link)
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is no link any more: %v", err)
	}

	if files(t, real)["index.html"] == "" {
		t.Error("the site is not where the link leads")
	}
}

// Where nothing can be made beside the output folder, as beside a mounted volume, the site is built in it. A
// name too long to have a longer one beside it does that to every user, to root as well.
func TestBuildInsideItsFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), strings.Repeat("x", 250))
	if err := os.Mkdir(out, 0o777); err != nil {
		t.Fatal(err)
	}

	content := small()
	build(t, content, out)
	put1(t, filepath.Join(out, "CNAME"), "plans.example.com")
	put1(t, filepath.Join(out, "deep/er/note.txt"), "mine")
	put1(t, filepath.Join(out, innerPrefix+"999999999-1/index.html"), "half")
	if err := os.Symlink("/etc/hostname", filepath.Join(out, "link")); err != nil {
		t.Fatal(err)
	}

	delete(content, "p.svg")
	content["a.md"] = &fstest.MapFile{Data: []byte("# A\n\nother words [d](d/e.md)\n")}
	content["d/e.md"] = &fstest.MapFile{Data: []byte("# E\n")}
	result := build(t, content, out)
	if result.Written.Removed != 1 {
		t.Errorf("written: %+v", result.Written)
	}

	plain := filepath.Join(t.TempDir(), "site")
	build(t, content, plain)
	want := files(t, plain)
	want["CNAME"], want["deep/er/note.txt"], want["link"] = "plans.example.com", "mine", "→ /etc/hostname"
	if got := files(t, out); !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

// A build that is killed while its files take their places leaves a list of all of them: the next one knows what
// is its own.
func TestBuildGoesOnAfterAKilledOne(t *testing.T) {
	out, next := t.TempDir(), t.TempDir()
	build(t, small(), out)
	content := small()
	delete(content, "b.md")
	build(t, content, next)
	if err := listBoth(out, next); err != nil {
		t.Fatal(err)
	}

	build(t, content, out)
	if got, want := files(t, out), files(t, next); !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

func TestBuildSaysWhereItCannotWrite(t *testing.T) {
	out := filepath.Join(t.TempDir(), strings.Repeat("x", 250)) // not there, and nothing can be made beside it
	_, err := Build(Options{Content: small(), Now: now}, out)
	var refused *FolderError
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), "cannot be written to "+out) || refused.Hint == "" {
		t.Errorf("it says %v", err)
	}
}

// TestBuildOvertaken lets another build write to the folder while one is about to: the last one to end is right, and
// what it replaces is no change of somebody's.
func TestBuildOvertaken(t *testing.T) {
	out := filepath.Join(t.TempDir(), "site")
	page := func(text string, before func()) []site.Route {
		return []site.Route{
			{Path: "a.html", Render: func() ([]byte, error) { before(); return []byte(text), nil }},
			{Path: text + ".html", Render: func() ([]byte, error) { return nil, nil }},
		}
	}
	nothing := func() {}
	if _, err := write(page("first", nothing), out); err != nil {
		t.Fatal(err)
	}

	var once sync.Once
	overtake := func() {
		once.Do(func() {
			if _, err := write(page("second", nothing), out); err != nil {
				t.Error(err)
			}
		})
	}
	if _, err := write(page("third", overtake), out); err != nil {
		t.Fatal(err)
	}

	found := files(t, out)
	delete(found, manifestName)
	if want := map[string]string{"a.html": "third", "third.html": ""}; !maps.Equal(found, want) {
		t.Errorf("the folder holds %q, not %q", found, want)
	}

	var edited *FolderError
	again := 0
	overtake = func() {
		again++
		if _, err := write(page(strings.Repeat("x", again), nothing), out); err != nil {
			t.Error(err)
		}
	}
	if _, err := write(page("last", overtake), out); !errors.As(err, &edited) || !strings.Contains(edited.Reason, "other builds keep writing") {
		t.Errorf("it says %v", err)
	}
}

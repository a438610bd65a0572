package lockstep_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/lockstep-docs/lockstep/"

// layers says which of our own packages each package may import. A package that is not listed here fails
// the test: it gets its line together with the one sentence that says what it hides.
var layers = map[string][]string{
	"cmd/lockstep":          {"generator", "generator/evidence", "generator/history", "generator/plan", "generator/preview", "generator/rules", "generator/scoring", "generator/signing", "generator/source", "generator/starter", "generator/worktime"},
	"generator":             {"generator/evidence", "generator/history", "generator/plan", "generator/rules", "generator/site", "generator/source", "generator/worktime"},
	"generator/site":        {"generator/evidence", "generator/figure", "generator/frontmatter", "generator/history", "generator/ical", "generator/markdown", "generator/plan", "generator/redact", "generator/rules", "generator/scoring", "generator/source", "generator/worktime", "themes"},
	"generator/preview":     {"generator/site", "generator/source"},
	"generator/signing":     {"generator/frontmatter", "generator/history", "generator/plan", "generator/source"},
	"generator/starter":     {"generator/frontmatter", "generator/plan", "generator/source", "generator/worktime"},
	"generator/rules":       {"generator/frontmatter", "generator/history", "generator/markdown", "generator/plan", "generator/scoring", "generator/source", "generator/worktime"},
	"generator/evidence":    {"generator/frontmatter", "generator/history", "generator/plan", "generator/rows", "generator/source", "generator/worktime"},
	"generator/history":     {"generator/frontmatter", "generator/plan", "generator/source", "generator/worktime"},
	"generator/scoring":     {"generator/frontmatter", "generator/plan", "generator/source"},
	"generator/plan":        {"generator/frontmatter", "generator/rows", "generator/source", "generator/worktime"},
	"generator/figure":      {"generator/worktime"},
	"generator/ical":        {"generator/worktime"},
	"generator/markdown":    {"generator/source"},
	"generator/frontmatter": {"generator/source"},
	"generator/redact":      {},
	"generator/rows":        {},
	"generator/worktime":    {"generator/source"},
	"generator/source":      {},
	"themes":                {},
}

// homes says in which packages an outside library may be imported: one, so that it can be replaced there.
var homes = map[string]string{
	"github.com/adrg/frontmatter":                 "generator/frontmatter",
	"go.yaml.in/yaml/v4":                          "generator/frontmatter",
	"github.com/pelletier/go-toml/v2":             "generator/frontmatter",
	"github.com/santhosh-tekuri/jsonschema/v6":    "generator/plan",
	"github.com/yuin/goldmark":                    "generator/markdown",
	"github.com/yuin/goldmark-emoji":              "generator/markdown",
	"github.com/microcosm-cc/bluemonday":          "generator/markdown",
	"golang.org/x/net/html":                       "generator/markdown",
	"github.com/arran4/golang-ical":               "generator/ical",
	"golang.org/x/text/width":                     "generator/source",
	"golang.org/x/text/unicode":                   "generator/redact",
	"golang.org/x/text/cases":                     "generator/redact",
	"golang.org/x/text/encoding":                  "generator/evidence",
	"golang.org/x/text/currency":                  "generator/rules",
	"golang.org/x/sys/unix":                       "generator",
	"github.com/go-json-experiment/json/jsontext": "generator/history",
	"github.com/fsnotify/fsnotify":                "generator/preview",
	"github.com/go-echarts/go-echarts/v2":         "generator/figure",
	"github.com/spf13/cobra":                      "cmd/lockstep",
	"github.com/spf13/pflag":                      "cmd/lockstep",
	"golang.org/x/term":                           "cmd/lockstep",
}

// TestLayers holds the picture of the house against the imports: they run down only, and each outside
// library has one home. Tests may import what they like.
func TestLayers(t *testing.T) {
	found := map[string]bool{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testdata" || entry.Name() == "public" || name != "." && strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}

		pkg := filepath.ToSlash(filepath.Dir(name))
		found[pkg] = true
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}

		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}

			checkImport(t, name, pkg, imported)
		}

		return nil
	})
	if err != nil {
		t.Fatal(err)
	}

	for pkg := range found {
		if _, listed := layers[pkg]; !listed {
			t.Errorf("package %s is not in the picture: say in layers what it may import, and what it hides", pkg)
		}
	}

	for pkg := range layers {
		if !found[pkg] {
			t.Errorf("the picture has package %s, the tree has not", pkg)
		}
	}
}

func checkImport(t *testing.T, file, pkg, imported string) {
	t.Helper()
	if own, ok := strings.CutPrefix(imported, module); ok {
		if !slices.Contains(layers[pkg], own) {
			t.Errorf("%s: %s may not import %s", file, pkg, own)
		}

		return
	}

	if !strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
		return
	}

	for library := imported; library != "."; library = path.Dir(library) {
		if home, ok := homes[library]; ok {
			if home != pkg {
				t.Errorf("%s: %s is imported in %s only", file, library, home)
			}

			return
		}
	}

	t.Errorf("%s: %s has no home: say in homes which package may import it", file, imported)
}

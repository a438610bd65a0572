package generator

import (
	"os"
	"testing"
)

// demo are the options with which the repository's own content is built.
func demo() Options {
	return Options{Content: os.DirFS("../content"), Prefix: "content/", Themes: os.DirFS("../themes"), Now: now, Version: "test"}
}

// render returns the whole site as a build would write it.
func render(t testing.TB, o Options) siteTree {
	t.Helper()
	result, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}

	if result.Failed(false) {
		t.Fatalf("the content has errors:\n%v", result.Problems)
	}

	tree := siteTree{}
	for _, route := range result.site.Routes(result.Problems, result.Waived) {
		if tree[route.Path], err = route.Render(); err != nil {
			t.Fatalf("%s: %v", route.Path, err)
		}
	}

	return tree
}

func TestDemo(t *testing.T) {
	for _, fault := range render(t, demo()).faults() {
		t.Error(fault)
	}
}

package main

import (
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"go.yaml.in/yaml/v4"

	"github.com/lockstep-docs/lockstep/generator/starter"
)

// A workflow is what GitHub Actions reads of a file in .github/workflows.
type workflow struct {
	Permissions map[string]string
	Jobs        map[string]struct {
		Permissions map[string]string
		Steps       []step
	}
}

// A step is an action that is used, or a command that is run.
type step struct {
	Name, Uses, If, Run string
	With                map[string]any
	GoesOn              bool `yaml:"continue-on-error"`
}

func readWorkflow(text string) (w workflow, err error) {
	err = yaml.Unmarshal([]byte(text), &w)

	return w, err
}

// job runs the commands of a workflow one after the other, as a runner does: in bash, which ends at the first
// that fails, and after a failure only those that want to run even then. Its actions, which bring the
// repository and Go, are done by the script. All that the commands write is the output of the whole.
func job(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: [!] job workflow")
	}

	w, err := readWorkflow(ts.ReadFile(args[0]))
	ts.Check(err)

	var out, complaints strings.Builder
	failed, ran := false, 0
	for _, j := range w.Jobs {
		for _, s := range j.Steps {
			if s.Run == "" || failed && !strings.Contains(s.If, "!cancelled()") {
				continue
			}

			name := ts.MkAbs(filepath.Join(ts.Getenv("WORK"), "step.sh"))
			ts.Check(os.WriteFile(name, []byte(s.Run), 0o666))
			failed = ts.Exec("bash", "-e", name) != nil && !s.GoesOn || failed
			out.WriteString(ts.ReadFile("stdout"))
			complaints.WriteString(ts.ReadFile("stderr"))
			ran++
		}
	}

	_, err = ts.Stdout().Write([]byte(out.String()))
	ts.Check(err)
	_, err = ts.Stderr().Write([]byte(complaints.String()))
	ts.Check(err)
	if ran == 0 || failed != neg {
		ts.Fatalf("of the commands %d were run; failed: %v\n%s", ran, failed, complaints.String())
	}
}

// product copies this repository, without what is built, and lets Go build it there without a network.
func product(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: product folder")
	}

	into := ts.MkAbs(args[0])
	for _, name := range []string{"cmd", "generator", "themes", "content", ".github"} {
		ts.Check(os.CopyFS(filepath.Join(into, name), os.DirFS("../../"+name)))
	}

	for _, name := range []string{"go.mod", "go.sum", ".gitignore"} {
		text, err := os.ReadFile("../../" + name)
		ts.Check(err)
		ts.Check(os.WriteFile(filepath.Join(into, name), text, 0o666))
	}

	out, err := exec.Command("go", "env", "-json", "GOCACHE", "GOMODCACHE", "GOPATH").Output()
	ts.Check(err)

	var settings map[string]string
	ts.Check(json.Unmarshal(out, &settings))
	for name, value := range settings {
		ts.Setenv(name, value)
	}

	ts.Setenv("GOPROXY", "off")
	ts.Setenv("GOTOOLCHAIN", "local")
}

var pinned = regexp.MustCompile(`(?m)uses: actions/[a-z-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$`)

// TestWorkflows holds what cannot be tried without a runner: the workflows see the whole history, may do no more
// than they must, and name every action by what it was when it was read.
func TestWorkflows(t *testing.T) {
	for _, name := range []string{"check.yml", "publish.yml"} {
		text := written(t, starter.Options{Content: "content/", ID: "acme"}, ".github/workflows/"+name)
		w, err := readWorkflow(text)
		if err != nil {
			t.Fatal(err)
		}

		if len(w.Permissions) != 1 || w.Permissions["contents"] != "read" {
			t.Errorf("%s may do %v", name, w.Permissions)
		}

		if got, all := len(pinned.FindAllString(text, -1)), strings.Count(text, "uses:"); got != all || all < 2 {
			t.Errorf("%s: of %d actions %d are pinned", name, all, got)
		}

		for id, j := range w.Jobs {
			if more := len(j.Permissions) > 0; more != (id == "deploy") {
				t.Errorf("%s: %s may do %v", name, id, j.Permissions)
			}

			for _, s := range j.Steps {
				if strings.Contains(s.Run, "${{") {
					t.Errorf("%s: what somebody chose becomes a command: %s", name, s.Run)
				}

				if strings.HasPrefix(s.Uses, "actions/checkout@") && (s.With["fetch-depth"] != 0 || s.With["persist-credentials"] != false) {
					t.Errorf("%s: checkout with %v", name, s.With)
				}
			}
		}

		checkOwnWorkflow(t, name, text)
	}
}

// checkOwnWorkflow holds a workflow of this repository against the one that init writes: it differs only in
// that the program is at hand.
func checkOwnWorkflow(t *testing.T, name, text string) {
	t.Helper()
	install := regexp.MustCompile(` +- name: Install lockstep\n +run: \|\n.*\n`)
	want := install.ReplaceAllString(text, "")
	want = strings.ReplaceAll(want, "          lockstep ", "          go run ./cmd/lockstep ")
	want = strings.ReplaceAll(want, "go-version: stable\n          cache: false", "go-version-file: go.mod")

	own, err := os.ReadFile("../../.github/workflows/" + name)
	if err != nil {
		t.Fatal(err)
	}

	if string(own) != want {
		t.Errorf("the repository's own %s must be:\n%s", name, want)
	}
}

// written returns the text of a file that init writes.
func written(t *testing.T, o starter.Options, name string) string {
	t.Helper()
	files := starter.Project(o)
	i := slices.IndexFunc(files, func(f starter.File) bool { return f.Path == name })
	if i < 0 {
		t.Fatalf("init does not write %s", name)
	}

	return files[i].Text
}

func TestReleased(t *testing.T) {
	for version, want := range map[string]string{
		"devel": "", "v1.2.0": "v1.2.0", "v1.2.0+dirty": "",
		"v0.0.0-20261124120000-eb6e64e00000": "v0.0.0-20261124120000-eb6e64e00000",
	} {
		if got := released(version); got != want {
			t.Errorf("%s: %q, want %q", version, got, want)
		}
	}

	text := written(t, starter.Options{Content: "our plans/gtm/", Version: "v1.2.0"}, ".github/workflows/check.yml")
	w, err := readWorkflow(text)
	if err != nil {
		t.Fatal(err)
	}

	var runs []string
	for _, s := range w.Jobs["plan"].Steps {
		runs = append(runs, s.Run)
	}

	for _, want := range []string{"lockstep/cmd/lockstep@v1.2.0\n", "lockstep --content 'our plans/gtm' check --against"} {
		if !strings.Contains(strings.Join(runs, ""), want) {
			t.Errorf("no command has %q: %q", want, runs)
		}
	}
}

// TestVersionToChange holds what the README of a project says of its workflows against what stands in them.
func TestVersionToChange(t *testing.T) {
	for version, want := range map[string]string{
		"":       "Both install the newest lockstep with every run. To stay with one, put its version in place of `latest` after the @.",
		"v1.2.0": "Both install the version of lockstep that wrote them, v1.2.0. For a newer one, change the number after the @.",
	} {
		o := starter.Options{Content: "content/", ID: "acme", Version: version}
		if text := written(t, o, "README.md"); !strings.Contains(text, want) {
			t.Errorf("the README for version %q does not say %q:\n%s", version, want, text)
		}

		after := "@" + cmp.Or(version, "latest") + "\n"
		for _, name := range []string{"check.yml", "publish.yml"} {
			if text := written(t, o, ".github/workflows/"+name); !strings.Contains(text, after) {
				t.Errorf("%s does not install %q", name, after)
			}
		}
	}
}

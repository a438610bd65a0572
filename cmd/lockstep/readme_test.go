package main

import (
	"bytes"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lockstep-docs/lockstep/themes"
)

// TestReadme holds the transcripts of the README against what the commands say. The demo is copied, so
// that the check can be of a file that somebody broke.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}

	demo := t.TempDir()
	if err := os.CopyFS(filepath.Join(demo, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}

	build := withBundle(transcript(t, string(readme), "$ go run ./cmd/lockstep build\n"))
	if got := output(demo, "build"); got != build {
		t.Errorf("the README says of the build:\n%s\nbut it is:\n%s", build, got)
	}

	evidence := transcript(t, string(readme), "$ lockstep evidence | head -9\n")
	if got := output(demo, "evidence"); !strings.HasPrefix(got, evidence) || strings.Count(evidence, "\n") != 9 {
		t.Errorf("the README says of the evidence:\n%s\nbut it is:\n%s", evidence, got)
	}

	inGit(t, demo)
	breakUnit(t, filepath.Join(demo, "content/larkmere/sla.md"))
	check := transcript(t, string(readme), "$ lockstep check\n")
	if got := output(demo, "check"); got != check {
		t.Errorf("the README says of the check:\n%s\nbut it is:\n%s", check, got)
	}
}

// TestPicture holds the picture of the README against what a reader should have to load.
func TestPicture(t *testing.T) {
	picture, err := os.ReadFile("../../content/docs/overview.png")
	if err != nil {
		t.Fatal(err)
	}

	config, err := png.DecodeConfig(bytes.NewReader(picture))
	if err != nil || config.Width != 1200 || config.Height != 900 || len(picture) > 200_000 {
		t.Errorf("%d × %d in %d bytes, %v; make picture takes it anew", config.Width, config.Height, len(picture), err)
	}
}

// transcript returns what follows a command in the README, up to the end of its block.
func transcript(t *testing.T, readme, command string) string {
	t.Helper()
	_, after, ok := strings.Cut(readme, command)
	if !ok {
		t.Fatalf("the README has no %q", command)
	}

	text, _, _ := strings.Cut(after, "```")

	return text
}

// withBundle counts the files of the bundle for exploring charts, where the program has it: the README speaks of
// one that was built with Go alone.
func withBundle(text string) string {
	extra, _ := fs.Glob(themes.Explore(), "explore*")

	return regexp.MustCompile(`\b[0-9]+\b`).ReplaceAllStringFunc(text, func(count string) string {
		n, _ := strconv.Atoi(count)
		return strconv.Itoa(n + len(extra))
	})
}

// output runs a command in a folder and returns what a terminal shows.
func output(folder string, args ...string) string {
	var both bytes.Buffer
	run(append([]string{"-C", folder}, args...), func(string) string { return "" }, &both, &both, time.Now())

	return both.String()
}

// inGit puts a folder under version control, as everybody's plan is.
func inGit(t *testing.T, folder string) {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=Dana", "-c", "user.email=dana@example.com", "commit", "-q", "-m", "the plan as it was signed"}} {
		if out, err := exec.Command("git", append([]string{"-C", folder}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
}

// breakUnit takes the unit from the first outreach's limit.
func breakUnit(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	broken := strings.Replace(string(text), "limit: 2 business hours\n", "limit: 2\n", 1)
	if broken == string(text) {
		t.Fatal("the demo has no such limit any more")
	}

	if err := os.WriteFile(name, []byte(broken), 0o666); err != nil {
		t.Fatal(err)
	}
}

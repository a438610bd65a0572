package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTutorial does what the tutorial says, in order: it types the commands and holds what they print against
// the page, and makes the changes in the file that was named last. What is pushed in the end is published by
// the commands of the workflow that init wrote.
func TestTutorial(t *testing.T) {
	page, err := os.ReadFile("../../content/docs/tutorial.md")
	if err != nil {
		t.Fatal(err)
	}

	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("the tutorial needs bash")
	}

	r := newReader(t)
	for _, block := range blocks.FindAllStringSubmatch(string(page), -1) {
		switch file, kind, text := block[1], block[2], block[3]; {
		case file != "":
			r.file = file
		case kind == "console":
			r.typeAll(text)
		case kind == "diff":
			r.change(text)
		default:
			t.Errorf("nobody knows what to do with a block of %s", kind)
		}
	}

	r.publish()
}

// blocks matches the names of files below content, and the fenced blocks of the page, in their order.
var blocks = regexp.MustCompile("(?s)`(content/[a-z/-]+\\.md)`|```([a-z]+)\n(.*?)```")

// A reader is somebody at a desk.
type reader struct {
	t    *testing.T
	desk string   // where everything happens
	dir  string   // the folder of the terminal
	file string   // the file that is open in the editor
	env  []string // what a terminal knows
}

// newReader sets a desk up: the installation of the program is played, and so is the forge, by a folder.
func newReader(t *testing.T) *reader {
	t.Helper()
	desk := t.TempDir()
	r := &reader{t: t, desk: desk, dir: desk}
	if err := os.MkdirAll(filepath.Join(desk, "bin"), 0o777); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(filepath.Join(desk, "bin", "go"), []byte("#!/bin/sh\n[ \"$1\" = install ]\n"), 0o777); err != nil {
		t.Fatal(err)
	}

	for _, setting := range os.Environ() {
		if name, _, _ := strings.Cut(setting, "="); name != "PATH" && !strings.HasPrefix(name, "GIT_") {
			r.env = append(r.env, setting)
		}
	}

	r.env = append(r.env,
		"PATH="+filepath.Join(desk, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"),
		"HOME="+desk, "XDG_CACHE_HOME="+filepath.Join(desk, "cache"), "SOURCE_DATE_EPOCH=1795521600",
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull, "GIT_ALLOW_PROTOCOL=file",
		"GIT_AUTHOR_NAME=Dana", "GIT_AUTHOR_EMAIL=dana@example.com", "GIT_COMMITTER_NAME=Dana", "GIT_COMMITTER_EMAIL=dana@example.com",
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=url."+filepath.ToSlash(desk)+"/forge/.insteadOf", "GIT_CONFIG_VALUE_0=https://github.com/",
	)
	r.run("git init -q --bare forge/you/our-plan.git")

	return r
}

// run runs a command in the terminal, which stays where the command went, and returns what it prints; what it
// says beside that, such as how many problems there are, the page leaves out.
func (r *reader) run(command string) string {
	r.t.Helper()
	var printed, complaints bytes.Buffer
	cmd := exec.Command("bash", "-c", command+"\nstatus=$?\npwd > '"+r.desk+"/dir'\nexit $status")
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = r.dir, r.env, &printed, &complaints
	err := cmd.Run()
	if err != nil && printed.Len() == 0 && !strings.Contains(command, "grep") {
		r.t.Fatalf("%s: %v\n%s", command, err, complaints.String())
	}

	dir, err := os.ReadFile(filepath.Join(r.desk, "dir"))
	if err != nil {
		r.t.Fatal(err)
	}

	r.dir = strings.TrimSpace(string(dir))

	return printed.String()
}

// typeAll types the commands of a block, each after its "$ ". A line of "…" stands for any number of lines.
func (r *reader) typeAll(block string) {
	r.t.Helper()
	for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
		command, want, _ := strings.Cut(strings.TrimSuffix(part, "\n")+"\n", "\n")
		if strings.HasPrefix(want, "built ") {
			want = withBundle(want)
		}

		got := r.run(command)
		pattern := strings.ReplaceAll(regexp.QuoteMeta(want), "…\n", `(.*\n)*`)
		if !regexp.MustCompile(`^` + pattern + `$`).MatchString(got) {
			r.t.Errorf("$ %s\nthe page says:\n%s\nbut it prints:\n%s", command, want, got)
		}
	}
}

// change makes a change in the open file: the lines that stay or go must stand there once.
func (r *reader) change(diff string) {
	r.t.Helper()
	var before, after strings.Builder
	for line := range strings.Lines(diff) {
		if line[0] != '+' {
			before.WriteString(line[1:])
		}

		if line[0] != '-' {
			after.WriteString(line[1:])
		}
	}

	name := filepath.Join(r.dir, filepath.FromSlash(r.file))
	text, err := os.ReadFile(name)
	if err != nil {
		r.t.Fatal(err)
	}

	if n := strings.Count("\n"+string(text), "\n"+before.String()); n != 1 {
		r.t.Fatalf("%s has this %d times:\n%s", r.file, n, before.String())
	}

	changed := strings.Replace("\n"+string(text), "\n"+before.String(), "\n"+after.String(), 1)
	if err := os.WriteFile(name, []byte(changed[1:]), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

// publish does what the forge does with the main branch.
func (r *reader) publish() {
	r.t.Helper()
	r.dir = r.desk
	r.run("git clone -q -b main forge/you/our-plan.git runner && cd runner")
	text, err := os.ReadFile(filepath.Join(r.dir, ".github", "workflows", "publish.yml"))
	if err != nil {
		r.t.Fatal(err)
	}

	w, err := readWorkflow(string(text))
	if err != nil {
		r.t.Fatal(err)
	}

	for _, s := range w.Jobs["build"].Steps {
		if s.Run != "" {
			r.run(s.Run)
		}
	}

	page, err := os.ReadFile(filepath.Join(r.dir, "public", "our-plan", "sla", "marketing-sales.html"))
	if err != nil || !bytes.Contains(page, []byte("4 business hours")) {
		r.t.Errorf("the promise is not published: %v", err)
	}

	if !bytes.Contains(page, []byte(`href="https://github.com/you/our-plan/blob/HEAD/content/our-plan/plan.md?plain=1#L`)) {
		r.t.Error("the promise does not lead to its line")
	}
}

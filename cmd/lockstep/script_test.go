package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"lockstep": main})
}

// TestScript runs the scripts of testdata/script: what people see of the program, command by command.
//
// Today is 24 November 2026. Beside the commands of testscript there are
//
//	cram folder           write to the disk of a folder until it is full
//	disk folder size      make a folder a small disk of its own; where the condition mount holds
//	exits code command…   run a command that must exit with that very code
//	fill file bytes       lengthen a file with Markdown until it has at least so many bytes
//	job workflow          run the commands of a workflow, as a runner of GitHub Actions does
//	product folder        copy this repository to where Go can build it
//	nest file depth       write a plain page whose front matter has lists in lists, so many deep
//	commit day author …   commit the content as that author, at noon of that day, with that message
//	replace file old new  put one text, which must be there once, for another; \n is a line feed
//	save path file old new flag…  do that while lockstep serve runs, print the page when it is another one
//	serve path flag…      run lockstep serve at any free port, print a page of it, interrupt it, print what it said
//	taken variable        let another program have a port, and put its address into the variable
//	tree folder           print the paths of all files below a folder, for stdout and cmp
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SOURCE_DATE_EPOCH", "1795521600")
			hermetic(env)

			return nil
		},
		Condition: func(name string) (bool, error) {
			if name == "mount" {
				return mounts(), nil
			}

			return false, fmt.Errorf("there is no condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"commit": commit, "cram": cram, "disk": disk, "exits": exits, "fill": fill, "job": job, "nest": nest, "product": product, "replace": replace,
			"save": save, "serve": serve, "taken": taken, "tree": tree,
		},
	})
}

// hermetic keeps git from the settings of the machine, and the cache of history within the script.
func hermetic(env *testscript.Env) {
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1",
		"GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main",
		"GIT_CONFIG_KEY_1": "core.hooksPath", "GIT_CONFIG_VALUE_1": os.DevNull,
		"GIT_COMMITTER_NAME": "Forge", "GIT_COMMITTER_EMAIL": "forge@example.com", "GIT_ALLOW_PROTOCOL": "file",
		"GIT_CEILING_DIRECTORIES": filepath.Dir(env.WorkDir), "XDG_CACHE_HOME": filepath.Join(env.WorkDir, ".cache"),
	} {
		env.Setenv(name, value)
	}
}

func commit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: commit day author message…")
	}

	at := args[0] + "T12:00:00Z"
	ts.Setenv("GIT_COMMITTER_DATE", at)
	ts.Check(ts.Exec("git", "add", "-A", "content"))
	ts.Check(ts.Exec("git", "commit", "-q", "--date", at, "--author", args[1]+" <"+strings.ToLower(args[1])+"@example.com>", "-m", strings.Join(args[2:], " ")))
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command…")
	}

	want, err := strconv.Atoi(args[0])
	ts.Check(err)

	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}

	if got != want {
		ts.Fatalf("it exits with %d, not with %d", got, want)
	}
}

func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: fill file bytes")
	}

	size, err := strconv.Atoi(args[1])
	ts.Check(err)

	name := ts.MkAbs(args[0])
	text, err := os.ReadFile(name)
	ts.Check(err)

	const line = "A line of a long page that says nothing.\n\n"
	if missing := size - len(text); missing > 0 {
		text = append(text, strings.Repeat(line, missing/len(line)+1)...)
	}

	ts.Check(os.WriteFile(name, text, 0o666))
}

func nest(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: nest file depth")
	}

	depth, err := strconv.Atoi(args[1])
	ts.Check(err)

	value := strings.Repeat("[", depth) + strings.Repeat("]", depth)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("---\nx: "+value+"\n---\n"), 0o666))
}

func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace file old new")
	}

	name := ts.MkAbs(args[0])
	text, err := os.ReadFile(name)
	ts.Check(err)

	lines := strings.NewReplacer(`\n`, "\n")
	if n := strings.Count(string(text), lines.Replace(args[1])); n != 1 {
		ts.Fatalf("%q is there %d times", args[1], n)
	}

	ts.Check(os.WriteFile(name, []byte(strings.Replace(string(text), lines.Replace(args[1]), lines.Replace(args[2]), 1)), 0o666))
}

func tree(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: tree folder")
	}

	var names []string
	folder := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(folder, func(name string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			below, _ := filepath.Rel(folder, name)
			names = append(names, filepath.ToSlash(below)+"\n")
		}

		return err
	}))

	slices.Sort(names)
	_, err := ts.Stdout().Write([]byte(strings.Join(names, "")))
	ts.Check(err)
}

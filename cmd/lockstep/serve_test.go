package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// serve runs the server as a person would: until it says where the site is, and until it is interrupted.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: serve path flag…")
	}

	cmd := exec.Command(lockstep(ts), append([]string{"serve", "--addr", "127.0.0.1:0"}, args[1:]...)...)
	cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"SOURCE_DATE_EPOCH", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES", "XDG_CACHE_HOME", "PATH"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}

	cmd.Stderr = ts.Stderr()
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())

	var said bytes.Buffer
	lines := bufio.NewReader(io.TeeReader(out, &said))
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			ts.Fatalf("it ends before it says where the site is: %s", said.String())
		}

		if address, _, found := strings.Cut(line, " shows "); found {
			answer, err := http.Get(address + args[0])
			ts.Check(err)
			_, err = io.Copy(ts.Stdout(), answer.Body)
			ts.Check(err)
			ts.Check(answer.Body.Close())

			break
		}
	}

	ts.Check(cmd.Process.Signal(os.Interrupt))
	_, err = io.Copy(io.Discard, lines)
	ts.Check(err)
	ts.Check(cmd.Wait())
	fmt.Fprint(ts.Stdout(), said.String())
}

// lockstep finds the program among those of the script.
func lockstep(ts *testscript.TestScript) string {
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		if name := filepath.Join(dir, "lockstep"); isFile(name) {
			return name
		}
	}

	ts.Fatalf("there is no program lockstep")

	return ""
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func taken(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: taken variable")
	}

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { listener.Close() })
	ts.Setenv(args[0], listener.Addr().String())
}

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
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// serve shows a page of the site as a person would see it: when the server has said where the site is.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: serve path flag…")
	}

	shown := running(ts, args[1:])
	fmt.Fprint(ts.Stdout(), shown.page(args[0]))
	shown.end()
}

// save shows a page of the site again after a file was saved.
func save(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 {
		ts.Fatalf("usage: save path file old new flag…")
	}

	shown := running(ts, args[4:])
	before := shown.page(args[0])
	client := http.Client{Timeout: time.Minute} // for a server that never tells
	told, err := client.Get(shown.address + ".lockstep/events?page=/" + args[0])
	ts.Check(err)
	defer told.Body.Close()

	replace(ts, false, args[1:4])
	events := bufio.NewScanner(told.Body)
	for shown.page(args[0]) == before {
		if !events.Scan() {
			ts.Fatalf("the page is the same as before: %v", events.Err())
		}
	}

	fmt.Fprint(ts.Stdout(), shown.page(args[0]))
	shown.end()
}

// A server is one that runs.
type server struct {
	ts      *testscript.TestScript
	cmd     *exec.Cmd
	address string
	said    bytes.Buffer
	lines   *bufio.Reader
}

// running starts the server and waits until it has said where the site is.
func running(ts *testscript.TestScript, flags []string) *server {
	s := &server{ts: ts, cmd: exec.Command(lockstep(ts), append([]string{"serve", "--addr", "127.0.0.1:0"}, flags...)...)}
	s.cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"SOURCE_DATE_EPOCH", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES", "XDG_CACHE_HOME", "PATH"} {
		s.cmd.Env = append(s.cmd.Env, name+"="+ts.Getenv(name))
	}

	s.cmd.Stderr = ts.Stderr()
	out, err := s.cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(s.cmd.Start())
	ts.Defer(func() { _ = s.cmd.Process.Kill() }) // nothing where it has ended

	s.lines = bufio.NewReader(io.TeeReader(out, &s.said))
	for {
		line, err := s.lines.ReadString('\n')
		if err != nil {
			ts.Fatalf("it ends before it says where the site is: %s", s.said.String())
		}

		if address, _, found := strings.Cut(line, " shows "); found {
			s.address = address
			return s
		}
	}
}

// page returns a page as a browser gets it.
func (s *server) page(path string) string {
	answer, err := http.Get(s.address + path)
	s.ts.Check(err)
	defer answer.Body.Close()

	var body io.Reader = answer.Body
	if strings.HasPrefix(answer.Header.Get("Content-Type"), "text/event-stream") {
		body = firstLine(body)
	}

	text, err := io.ReadAll(body)
	s.ts.Check(err)

	return string(text)
}

// end interrupts the server, and prints what it has said.
func (s *server) end() {
	s.ts.Check(s.cmd.Process.Signal(os.Interrupt))
	_, err := io.Copy(io.Discard, s.lines)
	s.ts.Check(err)
	s.ts.Check(s.cmd.Wait())
	fmt.Fprint(s.ts.Stdout(), s.said.String())
}

// firstLine returns what a stream says first: it does not end by itself.
func firstLine(stream io.Reader) io.Reader {
	line, _ := bufio.NewReader(stream).ReadString('\n')
	return strings.NewReader(line)
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

// TestOpenFails has the system fail to open a browser, at once and after a while: the address is said.
func TestOpenFails(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("plays xdg-open")
	}

	said := func() string {
		t.Helper()
		read, write := io.Pipe()
		defer read.Close()
		p := &program{stdout: io.Discard, stderr: write, content: "content"}
		go p.ready(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1313}, "http://127.0.0.1:1313/", nil, true)
		line, err := bufio.NewReader(read).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}

		return line
	}

	dir := t.TempDir()
	t.Setenv("PATH", dir)
	if got := said(); !strings.Contains(got, "not found") || !strings.HasSuffix(got, ": open http://127.0.0.1:1313/\n") {
		t.Errorf("without a program to open it, it says %q", got)
	}

	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\nexit 3\n"), 0o777); err != nil {
		t.Fatal(err)
	}

	if got, want := said(), "no browser opens by itself (xdg-open: exit status 3): open http://127.0.0.1:1313/\n"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

func TestMachineNames(t *testing.T) {
	for host, want := range map[string]string{"": "", "desk": "desk desk.local", "desk.local": "desk.local desk", "desk.corp.example.": "desk.corp.example desk desk.local"} {
		if got := strings.Join(machineNames(host), " "); got != want {
			t.Errorf("%q is called %q, want %q", host, got, want)
		}
	}
}

// TestReadyForOthers says to whoever serves to a network where others find it.
func TestReadyForOthers(t *testing.T) {
	var said bytes.Buffer
	p := &program{stdout: io.Discard, stderr: &said, content: "content"}
	p.ready(&net.TCPAddr{IP: net.IPv4zero, Port: 4816}, "http://localhost:4816/", []string{"0.0.0.0", "desk", "desk.local"}, false)
	if want := "everybody in this network can read it, as http://desk:4816/ or by an address of this machine\n"; said.String() != want {
		t.Errorf("it says %q, want %q", said.String(), want)
	}
}

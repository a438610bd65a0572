package main

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// mounts reports whether this user can make a small disk, in memory: on Linux, root can.
var mounts = sync.OnceValue(func() bool {
	folder, err := os.MkdirTemp("", "disk")
	if err != nil {
		return false
	}
	defer os.RemoveAll(folder)

	if exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder).Run() != nil {
		return false
	}

	return exec.Command("umount", folder).Run() == nil
})

// disk makes a folder a disk of its own of that size, until the script ends.
func disk(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: disk folder size")
	}

	folder := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(folder, 0o777))
	ts.Check(exec.Command("mount", "-t", "tmpfs", "-o", "size="+args[1], "tmpfs", folder).Run())
	ts.Defer(func() { ts.Check(exec.Command("umount", "-l", folder).Run()) })
}

// cram writes a file into a folder until its disk takes no more byte.
func cram(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: cram folder")
	}

	file, err := os.Create(filepath.Join(ts.MkAbs(args[0]), "crammed"))
	ts.Check(err)
	defer file.Close()

	for _, size := range []int{4 << 10, 1} { // whole pages of the disk, then single bytes
		_, err = io.Copy(file, endless(make([]byte, size)))
	}

	if !errors.Is(err, syscall.ENOSPC) {
		ts.Fatalf("the disk does not get full: %v", err)
	}
}

// endless reads as the same bytes for ever.
type endless []byte

func (e endless) Read(p []byte) (int, error) { return copy(p, e), nil }

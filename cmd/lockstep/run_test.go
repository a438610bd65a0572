package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

// full is a disk, or a pipe, that takes nothing more.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestRunSaysWhatTheMachineSays(t *testing.T) {
	for _, args := range []string{"version", "schema", "schema metric", "version --format json", "rules --format json"} {
		var stderr bytes.Buffer
		code := run(strings.Fields(args), func(string) string { return "" }, full{}, &stderr, time.Time{})
		if code != exitFailure || stderr.String() != "lockstep: disk full\n" {
			t.Errorf("%s: exits with %d and says %q", args, code, stderr.String())
		}
	}
}

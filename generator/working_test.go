package generator

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/preview"
)

// TestEdits changes a signed term of the demo in its working files, and asks what is being changed.
func TestEdits(t *testing.T) {
	o := demoInGit(t)
	agreement := filepath.Join(o.Dir, "larkmere", "sla.md")
	text := readText(t, agreement)
	var working WorkingCopy

	edits := func() string {
		t.Helper()
		result, err := working.Check(o)
		if err != nil {
			t.Fatal(err)
		}

		var said []string
		for _, e := range working.Edits(result).All {
			said = append(said, e.Since+": "+e.Gist)
			for _, c := range e.Changes {
				said = append(said, "- "+c)
			}
		}

		return strings.Join(said, "\n")
	}

	waiting := `revision 2, in force: tightens Marketing, tightens Sales by 1 business day
- Marketing: MQL to SQL rate 20 → 22 % (tightened, +2 points)
- Marketing: MQL to SQL rate behind the MQL volume 20 → 22 % (+2 points)
- Sales: accept or reject a lead 3 → 2 business days (tightened, −33 %)`
	if got := edits(); got != waiting {
		t.Errorf("as committed, it says\n%s", got)
	}

	writeText(t, agreement, strings.Replace(text, "limit: 2 business hours", "limit: 1 business hour", 1))
	want := `the last commit: tightens Sales by 1 business hour; voids 1 signature
- Sales: first outreach 2 → 1 business hour (tightened, −50 %)
- the signature of Priya Raman under revision 3 is void now: it is for the terms before
revision 2, in force: tightens Marketing, tightens Sales
- Marketing: MQL to SQL rate 20 → 22 % (tightened, +2 points)
- Marketing: MQL to SQL rate behind the MQL volume 20 → 22 % (+2 points)
- Sales: first outreach 2 → 1 business hour (tightened, −50 %)
- Sales: accept or reject a lead 3 → 2 business days (tightened, −33 %)`
	if got := edits(); got != want {
		t.Errorf("with a shorter limit, it says\n%s", got)
	}

	writeText(t, agreement, "---\nkind: sla\nrevision: [\n---\n")
	if got := edits(); got != "" {
		t.Errorf("of a file that cannot be read, it says\n%s", got)
	}

	writeText(t, agreement, text)
	if got := edits(); got != waiting {
		t.Errorf("mended, it says\n%s", got)
	}

	other := filepath.Join(o.Dir, "larkmere", "slas", "sales-cs.md")
	writeText(t, other, strings.Replace(readText(t, other), "kind: sla\n", "", 1))
	if got := edits(); !strings.Contains(got, "the last commit: takes the agreement away") {
		t.Errorf("of a file that is a page now, it says\n%s", got)
	}
}

// TestWorkingCopy edits the demo step by step: what is kept between two checks changes no byte of any file, and
// no problem.
func TestWorkingCopy(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}

	o := demo()
	o.Content = os.DirFS(dir)
	steps := []struct{ file, old, new string }{
		{"larkmere/sla.md", "limit: 2 business hours", "limit: 1 business hour"},
		{"index.md", "title:", "title: New"},
		{"larkmere/plan.md", "owner:", "ownr:"},
		{"larkmere/plan.md", "ownr:", "owner:"},
		{"handbook/index.md", "\n\n", "\n\nA new line with [a link](nowhere.md) and [another](../larkmere/plan.md).\n\n"},
		{"handbook/leads/life-of-a-lead.md", "", ""},
		{"larkmere/sla.md", "limit: 1 business hour", "limit: 2 business hours"},
		{"handbook/nowhere.md", "", "# Here"},
	}

	var working WorkingCopy
	for i, step := range steps {
		name := filepath.Join(dir, filepath.FromSlash(step.file))
		switch {
		case step.old != "":
			text := readText(t, name)
			if !strings.Contains(text, step.old) {
				t.Fatalf("step %d: %s has no %q", i, step.file, step.old)
			}

			writeText(t, name, strings.Replace(text, step.old, step.new, 1))
		case step.new != "":
			writeText(t, name, step.new)
		default:
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
		}

		kept, err := working.Check(o)
		if err != nil {
			t.Fatal(err)
		}

		afresh, err := Check(o)
		if err != nil {
			t.Fatal(err)
		}

		if got, want := shown(kept), shown(afresh); got != want {
			t.Errorf("step %d: it finds\n%s\nnot\n%s", i, got, want)
		}

		sameFiles(t, i, kept, afresh)
	}
}

func sameFiles(t *testing.T, step int, a, b *Result) {
	t.Helper()
	got, want := a.Routes(), b.Routes()
	if len(got) != len(want) {
		t.Fatalf("step %d: %d files, not %d", step, len(got), len(want))
	}

	for i := range got {
		one, err := got[i].Render()
		if err != nil {
			t.Fatal(err)
		}

		other, err := want[i].Render()
		if err != nil {
			t.Fatal(err)
		}

		if got[i].Path != want[i].Path || !bytes.Equal(one, other) {
			t.Fatalf("step %d: %s is not as afresh:\n%s", step, got[i].Path, firstDifference(other, one))
		}
	}
}

func shown(r *Result) string {
	var lines []string
	for _, p := range r.Problems {
		start, _ := p.At.Range()
		name := ""
		if p.At.File != nil {
			name = p.At.File.Name
		}

		lines = append(lines, fmt.Sprintf("%s:%d:%d: %s [%s]", name, start.Line, start.Column, p.Message, p.Rule))
	}

	return strings.Join(lines, "\n")
}

func writeText(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkRebuildOne saves a change of one plan, and waits until a browser has the page that shows it: what is
// written to the disk, noticed, read, checked and sent.
func BenchmarkRebuildOne(b *testing.B) {
	b.Run("demo", func(b *testing.B) {
		dir := b.TempDir()
		if err := os.CopyFS(dir, os.DirFS("../content")); err != nil {
			b.Fatal(err)
		}

		rebuildOne(b, dir, "larkmere/plan.md", "larkmere/")
	})

	b.Run("1000 plans", func(b *testing.B) {
		defer debug.SetGCPercent(debug.SetGCPercent(25)) // as cmd/lockstep does for a site of this size
		dir := b.TempDir()
		if err := os.CopyFS(dir, manyPlans(1000)); err != nil {
			b.Fatal(err)
		}

		rebuildOne(b, dir, "team-0500/plan.md", "team-0500/document.html")
	})
}

func rebuildOne(b *testing.B, dir, file, page string) {
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "all"}} {
		if out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput(); err != nil {
			b.Fatalf("git %v: %s", args, out)
		}
	}

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}

	var working WorkingCopy
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- preview.Serve(ctx, preview.Options{Listener: listener, Folders: []string{dir}, Make: func() (*preview.Edition, error) {
			result, err := working.Check(Options{Content: os.DirFS(dir), Prefix: "content/", Dir: dir, Now: now})
			if err != nil {
				return nil, err
			}

			e := &preview.Edition{Problems: result.Problems, Find: result.Find, Around: result.Around()}
			for _, edit := range working.Edits(result).All {
				e.Edits = append(e.Edits, preview.Edit(edit))
			}

			return e, nil
		}})
	}()
	defer func() { cancel(); <-done }()

	address := "http://" + listener.Addr().String() + "/"
	answer, err := http.Get(address + ".lockstep/events?page=/" + page)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()

	events := bufio.NewReaderSize(answer.Body, 1<<20)
	name := filepath.Join(dir, filepath.FromSlash(file))
	text := readText(b, name)
	i := 0
	before := processor()
	for b.Loop() {
		i++
		mark := fmt.Sprintf("This is version %d of it.", i)
		writeText(b, name, text+"\n\n"+mark+"\n")
		for got := ""; !strings.Contains(got, mark); got = fetch(b, address+page) {
			if _, err := events.ReadString('\n'); err != nil {
				b.Fatal(err)
			}
		}
	}

	b.ReportMetric(float64(peakMemory())/1e6, "peak-MB")
	b.ReportMetric((processor()-before)/float64(i), "cpu-ms/op")
}

// processor is the time, in milliseconds, that processors have spent on this process: where a machine does other
// things as well it says more than the clock on the wall. It is 0 where the system does not tell.
func processor() float64 {
	text, _ := os.ReadFile("/proc/self/stat")
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}

	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)

	return (user + system) * 10 // in hundredths of a second
}

func fetch(b *testing.B, address string) string {
	b.Helper()
	answer, err := http.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()

	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.Fatal(err)
	}

	return string(body)
}

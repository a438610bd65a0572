package history

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// BenchmarkRead reads 2,000 commits of 200 plans of some 8 KB: a third of them change a
// term or start a revision, the others prose.
func BenchmarkRead(b *testing.B) {
	hermetic(b)
	dir := bigRepo(b, 200, 2000)
	for _, cache := range []string{"", b.TempDir()} {
		name := "cold"
		if cache != "" {
			name = "cached"
			if _, err := ReadPast(dir, Options{Cache: cache}); err != nil {
				b.Fatal(err)
			}
		}

		b.Run("past/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				past, err := ReadPast(dir, Options{Cache: cache})
				if err != nil || past.Commits != 2000 {
					b.Fatalf("%d commits, %v", past.Commits, err)
				}
			}
		})

		b.Run("all/"+name, func(b *testing.B) {
			b.ReportAllocs()
			set := loadDir(b, dir)
			for b.Loop() {
				h, _, err := Read(set, dir, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Options{Cache: cache})
				if err != nil || len(h.Logs) != 200 || h.Logs[0].Revisions[0].Source != Git {
					b.Fatal(err)
				}

				for _, l := range h.Logs {
					for _, r := range l.Revisions {
						r.Changes()
					}
				}
			}
		})
	}
}

// bigRepo makes a repository from one stream.
func bigRepo(b *testing.B, plans, commits int) string {
	b.Helper()
	sla, err := os.ReadFile("testdata/larkmere/larkmere/sla.md")
	if err != nil {
		b.Fatal(err)
	}

	terms := string(sla)
	terms = terms[strings.Index(terms, "terms:"):strings.Index(terms, "revisions:")]
	limits, revisions, prose := make([]int, plans), make([]int, plans), make([]int, plans)
	text := func(i int) string {
		var entries strings.Builder
		for n := revisions[i]; n >= 1; n-- {
			fmt.Fprintf(&entries, "  - {revision: %d, effective_from: 2026-%02d-%02d, reason: A reason}\n", n, 1+n/28, 1+n%28)
		}

		changed := strings.Replace(terms, "limit: 2 business hours", fmt.Sprintf("limit: %d business minutes", 100+limits[i]), 1)
		changed = strings.Replace(changed, "purpose: ", fmt.Sprintf("purpose: Of plan %d. ", i), 1)

		return fmt.Sprintf("---\nkind: sla\nrevision: %d\n%s\nrevisions:\n%s---\nText %d.\n", revisions[i], changed, entries.String(), prose[i])
	}

	var stream bytes.Buffer
	commit := func(n int) {
		fmt.Fprintf(&stream, "commit refs/heads/main\ncommitter Dana <d@example.com> %d +0000\ndata 6\nchange\n", 1767225600+n*3600)
	}

	file := func(name, text string) {
		fmt.Fprintf(&stream, "M 644 inline content/%s\ndata %d\n%s\n", name, len(text), text)
	}

	commit(0)
	file("index.md", siteText)
	for i := range plans {
		revisions[i] = 1
		file(fmt.Sprintf("p%d/plan.md", i), "---\nkind: plan\ntitle: P\n---\n")
		file(fmt.Sprintf("p%d/sla.md", i), text(i))
	}

	for n := 1; n < commits; n++ {
		i := n * 7 % plans
		switch {
		case n%9 == 0:
			revisions[i]++
			limits[i]++
		case n%3 == 0:
			limits[i]++
		default:
			prose[i] = n
		}

		commit(n)
		file(fmt.Sprintf("p%d/sla.md", i), text(i))
	}

	dir := b.TempDir()
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"fast-import", "--quiet"}, {"reset", "-q", "--hard"}} {
		cmd := exec.Command("git", append([]string{"-C", dir}, args...)...)
		cmd.Stdin = &stream
		if args[0] != "fast-import" {
			cmd.Stdin = nil
		}

		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}

	return dir + "/content"
}

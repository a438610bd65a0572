package generator

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// now is the instant of every test here.
var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// BenchmarkBuild builds a site of 1,000 plans of some 17 KB each: front matter of all parts, 8 KB of text.
func BenchmarkBuild(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(25)) // as cmd/lockstep does for a site of this size
	content := manyPlans(1000)
	b.ReportAllocs()
	for b.Loop() {
		out := b.TempDir()
		result, err := Build(Options{Content: content, Prefix: "content/", Now: now, Version: "bench"}, out)
		if err != nil || result.Written.Files == 0 {
			b.Fatalf("built %+v: %v %v", result.Written, err, result.Problems[:min(3, len(result.Problems))])
		}

		b.ReportMetric(float64(result.Written.Files), "files")
	}

	b.ReportMetric(float64(peakMemory())/1e6, "peak-MB")
}

// BenchmarkCheck reads and checks the same content without writing anything.
func BenchmarkCheck(b *testing.B) {
	content := manyPlans(1000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Check(Options{Content: content, Prefix: "content/", Now: now}); err != nil {
			b.Fatal(err)
		}
	}
}

// peakMemory is the most that the process has ever held, in bytes; 0 where the system does not tell.
func peakMemory() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.Sys)
	}

	for _, line := range strings.Split(string(status), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			var kb int64
			fmt.Sscan(rest, &kb)
			return kb * 1024
		}
	}

	return 0
}

// manyPlans makes a content folder of n plans. The same n gives the same content.
func manyPlans(n int) fstest.MapFS {
	random := rand.New(rand.NewPCG(1, 2))
	content := fstest.MapFS{"index.md": {Data: []byte(benchSite)}}
	for i := range n {
		id := fmt.Sprintf("team-%04d", i)
		text := fmt.Sprintf(benchPlan, i, 20+random.IntN(60), 10+random.IntN(30), 1+random.IntN(8), 1+random.IntN(5)) + prose(random, 8<<10)
		content[id+"/plan.md"] = &fstest.MapFile{Data: []byte(text)}
	}

	return content
}

// prose writes Markdown of that many bytes: headings, paragraphs, lists, tables, links and quotes.
func prose(random *rand.Rand, size int) string {
	words := strings.Fields(`a lead waits for an answer while the team reads the report and nobody calls before the week is over
		so every promise has a number and an owner who knows what was agreed when it holds and what happens if it is missed`)
	sentence := func(n int) string {
		var s []string
		for range n {
			s = append(s, words[random.IntN(len(words))])
		}

		return strings.ToUpper(s[0][:1]) + strings.Join(s, " ")[1:] + "."
	}

	var b strings.Builder
	for section := 1; b.Len() < size; section++ {
		fmt.Fprintf(&b, "\n## Part %d: %s\n\n%s **%s** %s\n\n", section, strings.TrimSuffix(sentence(4), "."), sentence(18), sentence(3), sentence(14))
		fmt.Fprintf(&b, "- %s\n- %s\n- [%s](#part-1)\n\n> %s\n\n", sentence(8), sentence(9), strings.TrimSuffix(sentence(3), "."), sentence(12))
		fmt.Fprintf(&b, "| Who | What |\n|---|---|\n| Sales | %s |\n| Marketing | %s |\n\n", sentence(6), sentence(7))
	}

	return strings.ReplaceAll(b.String(), "(#part-1)", "(plan.md)")
}

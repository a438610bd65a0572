package evidence_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// many returns an export of that many leads of a year, as wide as those of HubSpot.
func many(rows int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	var out bytes.Buffer
	out.WriteString("Record ID,First Name,Last Name,Email,Phone Number,Company name,Job Title,Contact owner,Original Source,Lead Status,Disqualification reason,Disposition date,Create Date,Became a Marketing Qualified Lead Date,First outreach date,Type of first engagement,Became a Sales Qualified Lead Date\n")
	start := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	for i := range rows {
		created := start.Add(time.Duration(random.IntN(320*24*60)) * time.Minute)
		mql := created.Add(time.Duration(random.IntN(600)) * time.Minute)
		outreach := mql.Add(time.Duration(random.IntN(900)) * time.Minute)
		decided := outreach.Add(time.Duration(random.IntN(5*24*60)) * time.Minute)
		const layout = "2006-01-02 15:04"
		fmt.Fprintf(&out, "%d,Lead,Number%d,lead%d@made-up.example,+1 555 01%05d,Firm %d,Director,Rep %d,Source %d,%s,Reason %d,%s,%s,%s,%s,CALL,%s\n",
			100000+i, i, i, i%100000, i%5000, i%7, i%9, []string{"UNQUALIFIED", "OPEN_DEAL", "NEW"}[i%3], i%8,
			decided.Format(layout), created.Format(layout), mql.Format(layout), outreach.Format(layout), decided.Format(layout))
	}

	return out.Bytes()
}

// BenchmarkEvidence measures an export of a million leads: rows a second, and the bytes that stay of a row
// beside the file, at most.
func BenchmarkEvidence(b *testing.B) {
	const rows = 1_000_000
	terms := func(limit string) string {
		return `{marketing_commitment: {mql_volume: {count: 40}, quality: {mql_to_sql_pct: 20}}, sales_commitment: {first_outreach: {limit: ` + limit + `, compliance_target_pct: 90}, attempt_logging: {required_pct: 100}, disposition: {limit: 3 business days}}}`
	}

	files := agreed(terms("4 business hours"), terms("2 business hours"), `{leads: leads.csv, exported_at: "2026-12-31 12:00", preset: hubspot}`)
	files["acme/leads.csv"] = string(many(rows))
	dir := b.TempDir()
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			b.Fatal(err)
		}

		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			b.Fatal(err)
		}
	}

	b.SetBytes(int64(len(files["acme/leads.csv"])))
	content := os.DirFS(dir)
	files = nil
	b.ReportAllocs()
	peak := watchHeap(b)
	for b.Loop() {
		measureAll(b, content, "2026-12-31 12:00 -0500", nil)
	}

	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(peak())/rows, "peakbytes/row")
}

// watchHeap looks at the heap every few milliseconds, and returns a function that stops and says how much it
// grew at most.
func watchHeap(b *testing.B) func() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	before, most := stats.HeapAlloc, stats.HeapAlloc
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}

			runtime.ReadMemStats(&stats)
			most = max(most, stats.HeapAlloc)
		}
	}()

	return func() uint64 {
		close(stop)
		<-done

		return most - before
	}
}

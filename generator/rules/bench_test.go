package rules

import (
	"os"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// BenchmarkCheck holds the demo, a whole plan in several files with its handbook, against all rules.
func BenchmarkCheck(b *testing.B) {
	set, found, err := plan.Load(os.DirFS("../../content"), "content/")
	if err != nil {
		b.Fatal(err)
	}

	bytes := 0
	for _, doc := range set.Documents {
		bytes += len(doc.File.Text)
	}

	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		Check(set, anInstant, found)
	}
}

package source_test

import (
	"io"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// BenchmarkTextOfOneLine prints 17,000 problems of one line of 80 KB.
func BenchmarkTextOfOneLine(b *testing.B) {
	const n = 17000
	f := source.NewFile("plan.md", strings.Repeat("*ab, ", n))
	problems := make(source.Problems, n)
	for i := range problems {
		problems[i] = source.Problem{At: f.Place(5*i, 5*i+3), Rule: "syntax", Message: "aliases are not understood", Hint: "write it out"}
	}

	b.ReportAllocs()
	for b.Loop() {
		if err := source.Text(io.Discard, problems, source.Style{}); err != nil {
			b.Fatal(err)
		}
	}
}

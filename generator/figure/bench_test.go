package figure

import "testing"

// BenchmarkFigure draws each example in all its orientations, as a page does.
func BenchmarkFigure(b *testing.B) {
	for _, e := range examples() {
		b.Run(e.name, func(b *testing.B) {
			b.ReportAllocs()
			bytes := 0
			for b.Loop() {
				bytes = len(e.HTML())
			}

			b.ReportMetric(float64(bytes), "bytes/figure")
		})
	}
}

package frontmatter

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unsafe"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// benchPlan is a plan of some 9 KB and 450 values.
func benchPlan() string {
	var b strings.Builder
	b.WriteString("---\nkind: plan\ntitle: Acme go-to-market collaboration plan\nstatus: draft\n")
	b.WriteString("handoffs:\n")
	for i := range 8 {
		fmt.Fprintf(&b, "  handoff-%d:\n    from: marketing\n    to: [sales, customer-success]\n    owner: dana\n", i)
		b.WriteString("    current_state: |\n      A lead is sent by mail, and nobody\n      knows when it was read.\n")
		b.WriteString("    friction: {title: \"Leads: cold on arrival\", what_happens: Nobody calls on Friday, kind: delay}\n")
		b.WriteString("    steps:\n      - {function: marketing, does: sends the lead, within: 4 business hours}\n      - function: sales\n        does: 'calls, or writes'\n        within: 1 business day\n")
	}

	b.WriteString("metrics:\n")
	for i := range 26 {
		fmt.Fprintf(&b, "  metric-%d:\n    name: Conversion of marketing qualified leads\n    target: %d.5\n    unit: percent\n    actions: {marketing: nurture, sales: call, customer_success: listen, product: fix}\n    current: %d # as of today\n", i, i+20, i)
	}

	b.WriteString("---\n# Why\n\nThe story.\n")

	return b.String()
}

func BenchmarkParse(b *testing.B) {
	text := benchPlan()
	doc, problems := Parse(source.NewFile("plan.md", text))
	if len(problems) > 0 {
		b.Fatal(problems[0].Message)
	}

	twin, err := json.Marshal(doc.Root.Value())
	if err != nil {
		b.Fatal(err)
	}

	for _, in := range []struct{ format, text string }{{"yaml", text}, {"json", string(twin)}} {
		b.Run(in.format, func(b *testing.B) {
			b.SetBytes(int64(len(in.text)))
			b.ReportAllocs()
			for b.Loop() {
				Parse(source.NewFile("plan.md", in.text))
			}

			b.ReportMetric(float64(count(doc.Root)), "nodes")
		})
	}
}

// BenchmarkRetained tells how many bytes stay for each node, beside the text of the file.
func BenchmarkRetained(b *testing.B) {
	text := benchPlan()
	file := source.NewFile("plan.md", text)
	kept := make([]Document, 200)

	var before, after runtime.MemStats
	for b.Loop() {
		clear(kept)
		runtime.GC()
		runtime.ReadMemStats(&before)
		for i := range kept {
			kept[i], _ = Parse(file)
		}

		runtime.GC()
		runtime.ReadMemStats(&after)
	}

	nodes := len(kept) * count(kept[0].Root)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(nodes), "B/node")
	b.ReportMetric(float64(unsafe.Sizeof(Node{})), "B/Node")
}

func count(n *Node) int {
	total := 1
	for _, child := range n.Children() {
		total += count(child)
	}

	return total
}

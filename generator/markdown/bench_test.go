package markdown

import (
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// dense is a section with a little of everything.
const dense = `## Who follows up, and when

Marketing hands over **40 MQLs** a month; [sales](sla.md#sales) answers within {{term sla.limit}}. See
` + "`first_outreach`" + ` and *the calendar* of https://example.com/hours for what counts[^1].

| stage | owner | win rate |
|:------|:-----:|---------:|
| MQL | marketing | 20 % |
| SQL | **sales** | ` + "`35 %`" + ` |

- [x] agreed
- [ ] measured, see [the log](log.md "weekly")
  - by whom
  - since when

> [!NOTE]
> A lead counts once.

` + "```yaml\nsla:\n  limit: 4 business hours # no default unit\n```" + `

`

func BenchmarkRender(b *testing.B) {
	text := strings.Repeat(dense, 10*1024/len(dense)+1) + "\n[^1]: A note.\n"
	f := source.NewFile("dense.md", text)
	options := everything()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Render(f, 0, len(text), options)
	}
}

func BenchmarkRenderHTML(b *testing.B) {
	text := strings.Repeat(dense+"<table><tr><td align=\"right\">a</td><td><a href=\"x.md\">b</a></td></tr></table>\n\n<details><summary>more</summary>\n\n", 10*1024/(len(dense)+100)+1)
	text += strings.Repeat("</details>\n\n", strings.Count(text, "<details>"))
	f := source.NewFile("dense.md", text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Render(f, 0, len(text), Options{})
	}
}

func BenchmarkInline(b *testing.B) {
	for name, text := range map[string]string{
		"plain":  "Respond to every MQL within four business hours, 95 % of the time.",
		"marked": "Respond to every **MQL** within {{term sla.limit}}, see [the log](log.md).",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Inline(text, InlineOptions{})
			}
		})
	}
}

package markdown

import (
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

func TestInline(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, html, plain string }{
		{"", "", ""},
		{"plain", "plain", "plain"},
		{"R&D < 5 > 3 \"q\" 'a'", "R&amp;D &lt; 5 &gt; 3 \"q\" 'a'", "R&D < 5 > 3 \"q\" 'a'"},
		{"  two\n\nlines\there  ", "two lines here", "two lines here"},
		{"a\u00a0b", "a\u00a0b", "a\u00a0b"},
		{"*em* **strong** `c<d` ~~gone~~", "<em>em</em> <strong>strong</strong> <code>c&lt;d</code> <del>gone</del>", "em strong c<d gone"},
		{"[log](log.md \"t\")", `<a href="log.md" title="t">log</a>`, "log"},
		{"see https://example.com.", `see <a href="https://example.com">https://example.com</a>.`, "see https://example.com."},
		{"dana@example.com", `<a href="mailto:dana@example.com">dana@example.com</a>`, "dana@example.com"},
		{"<https://example.com>", `<a href="https://example.com">https://example.com</a>`, "https://example.com"},
		{"![alt *x*](p.png)", "alt x", "alt x"},
		{"<b>x</b> <br> <your-name>", "&lt;b&gt;x&lt;/b&gt; &lt;br&gt; &lt;your-name&gt;", "<b>x</b> <br> <your-name>"},
		{"<!-- x -->", "&lt;!-- x --&gt;", "<!-- x -->"},
		{"# no heading", "# no heading", "# no heading"},
		{"- no list\n- at all", "- no list - at all", "- no list - at all"},
		{"1. no list with *em*", "1. no list with <em>em</em>", "1. no list with em"},
		{"    no *code* block", "no <em>code</em> block", "no code block"},
		{"> no *quote*", "&gt; no <em>quote</em>", "> no quote"},
		{"| no | *table* |", "| no | <em>table</em> |", "| no | table |"},
		{"``` no fence *x*", "``` no fence <em>x</em>", "``` no fence x"},
		{"[ ] no box, [^1] no note, [x] no link", "[ ] no box, [^1] no note, [x] no link", "[ ] no box, [^1] no note, [x] no link"},
		{"[x]: y", "[x]: y", "[x]: y"},
		{"lead_id_field and 2 * 3 * 4", "lead_id_field and 2 * 3 * 4", "lead_id_field and 2 * 3 * 4"},
		{"&copy; Q&A; \\*x\\*", "© Q&amp;A; *x*", "© Q&A; *x*"},
		{":tada: at 10:30:00", "🎉 at 10:30:00", "🎉 at 10:30:00"},
		{"{{term sla.limit}} or {{term no}} or {{x}}", `<a class="value" href="sla.html">4 hours</a> or {{term no}} or {{x}}`, "4 hours or {{term no}} or {{x}}"},
		{"[in {{term sla.limit}}](x)", `<a href="x">in <span class="value">4 hours</span></a>`, "in 4 hours"},
		{"`{{term sla.limit}}`", "<code>{{term sla.limit}}</code>", "{{term sla.limit}}"},
		{"日本語 **営業**", "日本語 <strong>営業</strong>", "日本語 営業"},
		{"bad \xff byte \x07", "bad \ufffd byte \ufffd", "bad \ufffd byte \ufffd"},
		{"trailing backslash\\", "trailing backslash\\", "trailing backslash\\"},
	} {
		opts := InlineOptions{Term: func(path string, _ source.Place) (string, string, bool) {
			return "4&nbsp;hours", "sla.html", path == "sla.limit"
		}}
		html, problems := Inline(test.text, opts)
		html = strings.ReplaceAll(html, "4&nbsp;hours", "4 hours")
		if html != test.html || len(problems) > 0 {
			t.Errorf("Inline(%q)\ngot  %s %v\nwant %s", test.text, html, problems, test.html)
		}
		checkInert(t, html)
		if plain := strings.ReplaceAll(PlainWith(test.text, opts), "4\u00a0hours", "4 hours"); plain != test.plain {
			t.Errorf("PlainWith(%q) = %q, want %q", test.text, plain, test.plain)
		}
	}
}

func TestInlineProblemsAreAtTheField(t *testing.T) {
	t.Parallel()
	f := source.NewFile("plan.md", "purpose: '[x](javascript:y) [z](gone.md)'\n")
	at := f.Place(9, 41)
	var asked []Reference
	html, problems := Inline("[x](javascript:y) [z](gone.md)", InlineOptions{At: at, Link: func(ref Reference) (string, bool) {
		asked = append(asked, ref)
		return "", false
	}})
	if html != "x z" || len(problems) != 1 || problems[0].At != at || problems[0].Rule != "link" || problems[0].Severity != source.Warning {
		t.Errorf("%s %+v", html, problems)
	}
	if len(asked) != 1 || asked[0].Destination != "gone.md" || asked[0].At != at {
		t.Errorf("asked %+v", asked)
	}
}

func TestInlineLinksAreDefinedWhereTheyStand(t *testing.T) {
	t.Parallel()
	html, problems := Inline("As in [the book][book], [x] and rows[i][j]", InlineOptions{})
	if html != "As in [the book][book], [x] and rows[i][j]" || len(problems) != 1 || !strings.Contains(problems[0].Message, "[book]") || !strings.Contains(problems[0].Hint, "(book.md)") {
		t.Errorf("%s %+v", html, problems)
	}
}

func TestFieldsWithoutMarkupTakeTheShortWay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Respond within 4 business hours, Mon–Fri": false, "R&D": false, "Note: all leads": false, "a {b} c": false, "5 > 3 – ¿qué?": false,
		"a*b": true, "a_b": true, "`a`": true, "[a]": true, "~a": true, "\\a": true, "<a": true, "a@b": true, "{{term x}}": true,
		"&amp;": true, "https://x": true, ":a:": true, "www.x": true,
	} {
		if got := isMarkdown(text); got != want {
			t.Errorf("isMarkdown(%q) = %v", text, got)
		}
	}
}

package site

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestRedactedText(t *testing.T) {
	r := &redactor{
		words:    map[string]string{"Noor": "Sales", "Haddad": "Sales", "May": "Product", "Lin": "Product", "Tomás": "Sales", "O": "Marketing", "Brien": "Marketing"},
		unspaced: []string{"王伟", "Sales"},
		ids:      map[string]string{"noor": "sales-1"},
	}
	tests := []struct{ text, want string }{
		{"", ""},
		{"nobody", "nobody"},
		{"Noor Haddad", "Sales"},
		{"Noor Haddad and May Lin", "Sales and Product"},
		{"by Noor, Haddad's deal", "by Sales, Sales's deal"},
		{"Noor-Haddad", "Sales"},
		{"noor and NOOR", "noor and NOOR"},
		{"Noora is another", "Noora is another"},
		{"due 3 May 2026, says May", "due 3 May 2026, says Product"},
		{"Tomás.", "Sales."},
		{" O'Brien ", " Marketing'Marketing "},
		{"由王伟负责", "由Sales负责"},
		{"«Noor»", "«Sales»"},
	}
	for _, test := range tests {
		if got := r.text(test.text); got != test.want {
			t.Errorf("%q becomes %q, not %q", test.text, got, test.want)
		}
	}

	const data = `{"people":{"noor":{"name":"Noor Haddad","x":"a \"noor\" b"}},"owner":"noor","n":[1,"noor"]}`
	const want = `{"people":{"sales-1":{"name":"Sales","x":"a \"noor\" b"}},"owner":"sales-1","n":[1,"sales-1"]}`
	if got, err := r.data([]byte(data)); err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}

func TestRedactedFeed(t *testing.T) {
	r := &redactor{words: map[string]string{"Noor": "Sales"}}
	const feed = "<?xml version=\"1.0\"?>\n<a href=\"x\">&lt;p&gt;Noor ]]&gt; &amp;amp;&lt;/p&gt;</a>"
	const want = "<?xml version=\"1.0\"?>\n<a href=\"x\">&lt;p&gt;Sales ]]&gt; &amp;amp;&lt;/p&gt;</a>"
	if got := r.feed(feed); got != want {
		t.Errorf("%s", got)
	}
}

func TestRedactedCalendar(t *testing.T) {
	r := &redactor{words: map[string]string{"Noor": "Sales", "Haddad": "Sales"}}
	const file = "BEGIN:VCALENDAR\r\nSUMMARY:Noor Had\r\n dad\r\nEND:VCALENDAR\r\n"
	if got := r.calendar(file); got != "BEGIN:VCALENDAR\r\nSUMMARY:Sales\r\nEND:VCALENDAR\r\n" {
		t.Errorf("%q", got)
	}

	long := r.calendar("SUMMARY:" + strings.Repeat("é", 100) + "\r\n")
	for line := range strings.SplitSeq(long, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
}

func TestUnnumbered(t *testing.T) {
	tests := []struct{ text, want string }{
		{"40 MQLs a month, 17.5% of 1,200", "• MQLs a month, •% of •"},
		{"revision 2, since 16 Nov 2026, 12:00", "revision 2, since 16 Nov 2026, •"},
		{"digest f392bbd9b788 of a defaced feed", "digest • of a defaced feed"},
		{"Q1 2027 and 2027-Q1", "Q• • and •-Q•"},
		{"٤٠ и 40", "• и •"},
		{"none", "none"},
		{"1–15 Nov 2026: 90%, 9 of 10", "1–15 Nov 2026: •%, • of •"},
		{"5–15 leads, 3 May", "•–• leads, • May"},
	}
	for _, test := range tests {
		if got := unnumbered(test.text); got != test.want {
			t.Errorf("%q becomes %q, not %q", test.text, got, test.want)
		}
	}
}

func TestRedactedPage(t *testing.T) {
	r := &redactor{public: true, words: map[string]string{"Noor": "Sales"}, ids: map[string]string{}}
	const page = `<!doctype html>
<p title="40 of Noor" class="c40" id="i40">Noor &amp; 40 <a href="a40.html">40</a></p><svg class="x" aria-labelledby="fig.line-1"><path d="M40"/><g><text>40</text></g></svg><svg aria-labelledby="fig.map-t"><text x="40">Noor 40</text></svg><style>p{width:40px}</style><script type="application/json">{"a":40}</script>`
	const want = `<!doctype html>
<p title="• of Sales" class="c40" id="i40">Sales &amp; • <a href="a40.html">•</a></p><svg aria-labelledby="fig.map-t"><text x="40">Sales •</text></svg><style>p{width:40px}</style><script type="application/json"></script>`
	if got := r.page(page, true); got != want {
		t.Errorf("got\n%s\nnot\n%s", got, want)
	}

	const book = `<p>40 <a class="value" href="b">40 <em>41</em></a> 42 <span class="value">43</span></p>`
	if got := r.page(book, false); got != `<p>40 <a class="value" href="b">• <em>•</em></a> 42 <span class="value">•</span></p>` {
		t.Errorf("got %s", got)
	}
}

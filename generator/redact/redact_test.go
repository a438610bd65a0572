package redact

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// staff are people whose names make trouble.
func staff(numbers bool) *Redactor {
	return New([]Person{
		{"noor", "Noor Haddad", "Sales"},
		{"may", "May Lin", "Product"},
		{"tomas", "Tomás O'Brien", "Marketing"},
		{"caleb", "Dr. Caleb van der Stone Jr.", "Customer Success"},
		{"jurgen", "Jürgen Müller", "Sales"},
		{"lukasz", "Łukasz Żółć", "Sales"},
		{"wei", "王伟", "Sales"},
		{"minsu", "김민수", "Product"},
		{"al", "Al Day", ""},
		{"hooks", "bell hooks", "Product"},
		{"jdoe7", "John Doe", "Sales"},
		{"ha", "Hà Wu", "Product"},
		{"ortega", "Inés de la Cruz Ortega", "Marketing"},
		{"rick", "Rick Sales", "Marketing"},
		{"giorgos", "Γιώργος Παπαδόπουλος", "Sales"},
		{"gross", "Jan Groß", "Sales"},
		{"greta", "Greta Hollis", "Office of Greta"},
		{"tanaka", "田中太郎", "Product"},
		{"suzuki", "鈴木 一郎", "Product"},
		{"jose", "José Luis Fernández Ortiz", "Sales"},
		{"matthias", "Matthias von Hohenberg", "Sales"},
	}, Options{Numbers: numbers, Secret: "s", Reserved: []string{"day"}, Functions: []string{"Sales"}, Words: []string{"page"}, Keys: []string{"max"}, Values: []string{"day"}, Public: []string{"https://noor.example/plans/", ""}})
}

func TestText(t *testing.T) {
	r := staff(false)
	tests := []struct{ text, want string }{
		{"", ""},
		{"nobody", "nobody"},
		{"Noor Haddad", "Sales"},
		{"Noor Haddad and May Lin", "Sales and Product"},
		{"by Noor, Haddad's deal", "by Sales, Sales's deal"},
		{"HADDAD, Noor calls", "Sales calls"},
		{"Noor-Haddad, Haddad_Noor, NoorHaddad, noorhaddad", "Sales, Sales, Sales, Sales"},
		{"NOOR and noor haddad and a noor", "Sales and Sales and a Sales"},
		{"Noor\nHaddad, Ha\u00addd\u200bad", "Sales, Sales"},
		{"Noora is another", "Noora is another"},
		{"Noors Leads, the Stones", "Sales Leads, the Customer Success"},
		{"due 3 May 2026, in May, says May, it may", "due 3 May 2026, in Product, says Product, it may"},
		{"Tomás. Toma\u0301s, Tomas, TOMAS", "Marketing. Marketing, Marketing, Marketing"},
		{" O'Brien, OBrien and TOBRIEN@x.com ", " Marketing, Marketing and somebody@x.com "},
		{"Jurgen Mueller and Juergen, Lukasz Zolc", "Sales and Sales, Sales"},
		{"Dr. Caleb van der Stone Jr. calls van der Ende; a stone, caleb stone", "Dr. Customer Success Jr. calls van der Ende; a stone, Customer Success"},
		{"vanderstone@x.com, c.vanderstone@x.com, Vanderstone, delacruzortega", "somebody@x.com, somebody@x.com, Customer Success, Marketing"},
		{"由王伟负责, 민수가 한다, 김민수가, 김 민수", "由Sales负责, 민수가 한다, Product가, Product"},
		{"田中さん, 太郎, 田中 太郎", "Productさん, Product, Product"},
		{"鈴木さん, 一郎", "Productさん, Product"},
		{"jlfernandez@x.com, @fernandezjl, mvhohenberg@x.com", "somebody@x.com, @somebody, somebody@x.com"},
		{"jdoe7 and jdoe, run `ask stone` or ask stone", "Sales7 and Sales, run `ask Customer Success` or ask stone"},
		{"DIE VAN DER STONE, Jan,1, Sun 29 Nov", "DIE VAN DER Customer Success, Jan,1, Sun 29 Nov"},
		{"«Noor»", "«Sales»"},
		{"Noor2, 2Noor", "Sales2, 2Sales"},
		{"Al Day, Al, a page a day", "somebody, Al, a page a day"},
		{"Bell Hooks, bell hooks, the bell", "Product, Product, the bell"},
		{"WU; Wu; HÀ; Ha\u0300", "Product; Product; Product; Product"},
		{"what Sales wants, Rick Sales wants", "what Sales wants, Marketing wants"},
		{"ΓΙΩΡΓΟΣ ΠΑΠΑΔΟΠΟΥΛΟΣ, GROẞ, groß", "Sales, Sales, groß"},
		{"Greta Hollis", "somebody"},
		{"noor@acme.com n.haddad@acme.com, nhaddad+x@acme.com, sales@acme.com, @noor, @nhaddad, jdoe7@x.com", "somebody@acme.com somebody@acme.com, somebody@acme.com, sales@acme.com, @somebody, @somebody, somebody@x.com"},
		{"see https://x.example/in/noor-haddad, content/stone/a.md", "see https://x.example/in/somebody-1-somebody-2, content/somebody-3/a.md"},
		{"https://x.example/in/nhaddad", "https://x.example/in/somebody-1"},
		{"https://noor.example/plans/haddad.html", "https://noor.example/plans/somebody-1.html"},
		{"and/or, Noor/May", "and/or, Sales/Product"},
		{"The day's Price", "The day's Price"},
	}
	for _, test := range tests {
		got := r.Text(test.text)
		if got = regexp.MustCompile(`somebody-\d+`).ReplaceAllStringFunc(got, numbered()); got != test.want {
			t.Errorf("%q becomes %q, not %q", test.text, got, test.want)
		}
	}

	if got := r.Code("owner: stone # a to-day, jdoe7"); got != "owner: Customer Success # a to-somebody, Sales7" {
		t.Errorf("code becomes %q", got)
	}
}

// numbered counts words anew.
func numbered() func(string) string {
	known := map[string]string{}
	return func(word string) string {
		if known[word] == "" {
			known[word] = "somebody-" + string(rune('1'+len(known)))
		}

		return known[word]
	}
}

// TestAddress holds that addresses that differ go on to differ, and are the same wherever they stand.
func TestAddress(t *testing.T) {
	r := staff(false)
	seen := map[string]string{}
	for _, address := range []string{"noor.html", "noors.html", "haddad.html", "may.html", "caleb.html", "zolc.html", "żółć.html", "王伟.html", "김민수.html", "noor-haddad.html", "noorhaddad.html", "a/noor/b.html#what-noor-does", "caleb 100%.html"} {
		got := r.Path(address)
		if other := seen[got]; other != "" {
			t.Errorf("%s and %s both become %s", address, other, got)
		}

		seen[got] = address
		if regexp.MustCompile(`noor|haddad|may|caleb|zolc|żółć|王|민`).MatchString(got) {
			t.Errorf("%s becomes %s", address, got)
		}

		if twice := r.Path(got); twice != got {
			t.Errorf("%s becomes %s, and that %s", address, got, twice)
		}
	}

	for _, address := range []string{"", "metrics.html", "the-day.html", "../../a/b.html?x=1#y"} {
		if got := r.Address(address); got != address {
			t.Errorf("%s becomes %s", address, got)
		}
	}

	if got, want := r.Address("%E7%8E%8B%E4%BC%9F.html#%C5%BC%C3%B3%C5%82%C4%87"), r.Path("王伟.html")+"#"+r.Anchor("żółć"); got != want {
		t.Errorf("an escaped address becomes %s, not %s", got, want)
	}

	if got, want := r.Address("caleb%20100%25.html"), strings.NewReplacer(" ", "%20", "%", "%25").Replace(r.Path("caleb 100%.html")); got != want {
		t.Errorf("a per cent sign becomes %s, not %s", got, want)
	}
}

func TestData(t *testing.T) {
	const data = `{"people":{"noor":{"name":"Noor Haddad","x":"a \"noor\" b"}}, "owner":"noor","n":[1,"stone"],"per":"day","at":"noor-leads","max":1,"day_basis":2,"timezone":"America/Wu","stone":{"Noor":3,"Haddad":4}}`
	const want = `{"people":{"sales-1":{"name":"Sales","x":"a \"Sales\" b"}}, "owner":"sales-1","n":[1,"somebody-1"],"per":"day","at":"somebody-2-leads","max":1,"day_basis":2,"timezone":"America/Wu","somebody-1":{"somebody-2":3,"somebody-3":4}}`
	got, err := staff(false).Data([]byte(data))
	if text := regexp.MustCompile(`somebody-\d+`).ReplaceAllStringFunc(string(got), numbered()); err != nil || text != want {
		t.Errorf("%s, %v", text, err)
	}

	if _, err := staff(false).Data([]byte(`{"a`)); err == nil {
		t.Error("a text that is cut off is no JSON")
	}
}

func TestFeed(t *testing.T) {
	const feed = "<?xml version=\"1.0\"?>\n<a href=\"https://noor.example/plans/lin.html\">&lt;p&gt;Noor ]]&gt; &amp;amp;&lt;/p&gt;</a>"
	got := staff(false).Feed(feed)
	got = regexp.MustCompile(`somebody-\d+`).ReplaceAllStringFunc(got, numbered())
	if want := "<?xml version=\"1.0\"?>\n<a href=\"https://noor.example/plans/somebody-1.html\">&lt;p&gt;Sales ]]&gt; &amp;amp;&lt;/p&gt;</a>"; got != want {
		t.Errorf("%s", got)
	}
}

func TestCalendar(t *testing.T) {
	r := staff(false)
	for _, end := range []string{"\r\n", "\n"} {
		file := strings.ReplaceAll("BEGIN:VCALENDAR\nSUMMARY:Noor Had\n dad\\nMay\nUID:a.stone@x\nORGANIZER;CN=Noor:x\nDTSTART;TZID=America/Wu:20261101\nEND:VCALENDAR\n", "\n", end)
		got := regexp.MustCompile(`somebody-\d+`).ReplaceAllStringFunc(r.Calendar(file), numbered())
		if want := "BEGIN:VCALENDAR\r\nSUMMARY:Sales\\nProduct\r\nUID:a.somebody-1@x\r\nORGANIZER;CN=Sales:x\r\nDTSTART;TZID=America/Wu:20261101\r\nEND:VCALENDAR\r\n"; got != want {
			t.Errorf("%q", got)
		}
	}

	long := r.Calendar("SUMMARY:" + strings.Repeat("é", 100) + "\r\n")
	for line := range strings.SplitSeq(long, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
}

func TestFile(t *testing.T) {
	r := staff(false)
	tests := []struct {
		ending, text, want string
		ok                 bool
	}{
		{".svg", `<svg><text id="a">Noor</text></svg>`, `<svg><text id="a">Sales</text></svg>`, true},
		{".csv", "owner,n\nnoor.haddad@x.com,3\n", "owner,n\nsomebody@x.com,3\n", true},
		{".json", `{"a":"x\nNoor"}`, `{"a":"x\nSales"}`, true},
		{".json", `{"a":"Noor`, `{"a":"Noor`, false},
		{".svg", `<svg><!-- by Noor > --><text aria-label="Noor">Toma&#769;s &amp; <b>x</b></text></svg>`, `<svg><!-- by Sales > --><text aria-label="Sales">Marketing &amp; <b>x</b></text></svg>`, true},
		{".pdf", "%PDF Noor", "%PDF Noor", false},
		{".yaml", "owner: stone\n", "owner: Customer Success\n", true},
		{".pdf", "%PDF\x00Noor", "%PDF\x00Noor", false},
		{".txt", "\xff\xfeNoor", "\xff\xfeNoor", false},
	}
	for _, test := range tests {
		if got, ok := r.File(test.ending, []byte(test.text)); string(got) != test.want || ok != test.ok {
			t.Errorf("%q becomes %q, %v", test.text, got, ok)
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
		if got := Unnumbered(test.text); got != test.want {
			t.Errorf("%q becomes %q, not %q", test.text, got, test.want)
		}
	}
}

func TestPage(t *testing.T) {
	const page = `<!doctype html>
<p title="40 of Noor" class="c40" id="i40">Noor &amp; 40 <a href="a40.html">40</a></p><svg class="x" aria-labelledby="fig.line-1"><path d="M40"/><g><text>40</text></g></svg><svg aria-labelledby="fig.map-t"><text x="40">Noor 40</text></svg><style>p{width:40px}</style><script type="application/json">{"a":40}</script>`
	const want = `<!doctype html>
<p title="• of Sales" class="c40" id="ind091f2af">Sales &amp; • <a href="a40.html">•</a></p><svg aria-labelledby="fig.map-t"><text x="40">Sales •</text></svg><style>p{width:40px}</style><script type="application/json"></script>`
	if got, err := staff(true).Page(page, true); err != nil || got != want {
		t.Errorf("got\n%s, %v\nnot\n%s", got, err, want)
	}

	const book = `<p>40 <a class="value" href="b">40 <em>41</em></a> 42 <span class="value">43</span></p>`
	if got, _ := staff(true).Page(book, false); got != `<p>40 <a class="value" href="b">• <em>•</em></a> 42 <span class="value">•</span></p>` {
		t.Errorf("got %s", got)
	}

	const named = `<h2 id="ask-noor">Ask Noor</h2><a href="#ask-noor">x</a> <a href="https://noor.example/plans/x.html">here</a> <a href="https://y.example/noor">there</a> <a href="mailto:nhaddad@x.com">m</a> <code>owner: <b>noor</b></code> <i data-mark="Noor" class="noor">noor</i><svg fill="url(#stone)"></svg><ol start="7"></ol><b title="data: Noor"></b><script type="application/json">{"max":"Noor","stone":"day_stone"}</script><svg><text>Jan</text></svg><select data-attribute="stone"><option value="Noor">Noor</option></select><script data-numbers="a">{"type":"per_unit","attribute":"stone","values":["Noor"],"name":"Noor"}</script>`
	got, err := staff(false).Page(named, false)
	got = regexp.MustCompile(`somebody-\d+`).ReplaceAllStringFunc(got, numbered())
	if want := `<h2 id="ask-somebody-1">Ask Sales</h2><a href="#ask-somebody-1">x</a> <a href="https://noor.example/plans/x.html">here</a> <span>there</span> <span>m</span> <code>owner: <b>Sales</b></code> <i data-mark="Sales" class="noor">Sales</i><svg fill="url(#somebody-2)"></svg><ol start="7"></ol><b title="data: Sales"></b><script type="application/json">{"max":"Sales","stone":"day_stone"}</script><svg><text>Jan</text></svg><select data-attribute="somebody-2"><option value="somebody-1">Sales</option></select><script data-numbers="a">{"type":"per_unit","attribute":"somebody-2","values":["somebody-1"],"name":"Sales"}</script>`; err != nil || got != want {
		t.Errorf("got\n%s, %v\nnot\n%s", got, err, want)
	}
}

// TestDrawing holds that a drawing that somebody made goes on to hang together.
func TestDrawing(t *testing.T) {
	const drawing = `<svg><style>#Stone{fill:red}</style><g id="Stone" class="Noor" font-family="Noor Sans"/><use xlink:href="#Stone" fill="url(#Stone)" aria-label="Noor"/><image href="Stone.png"/></svg>`
	got, _ := staff(false).File(".svg", []byte(drawing))
	text := regexp.MustCompile(`somebody-\d+`).ReplaceAllStringFunc(string(got), numbered())
	if want := `<svg><style>#somebody-1{fill:red}</style><g id="somebody-1" class="Noor" font-family="Noor Sans"/><use xlink:href="#somebody-1" fill="url(#somebody-1)" aria-label="Sales"/><image href="somebody-1.png"/></svg>`; text != want {
		t.Errorf("got\n%s\nnot\n%s", text, want)
	}
}

// FuzzText holds that no text panics, that what is hidden stays hidden, and that every name that stands alone is.
func FuzzText(f *testing.F) {
	for _, text := range []string{"Noor", "noor haddad@", "a/b.md https://x/noor", "3 May", "van der", "王伟%E7", "\xff@\xfe/", "caleb stone van der Caleb"} {
		f.Add(text)
	}

	r := staff(false)
	f.Fuzz(func(t *testing.T, text string) {
		hidden := r.Text(text)
		if strings.Contains(hidden, "Noor Haddad") || strings.Contains(hidden, "王伟") {
			t.Errorf("%q becomes %q", text, hidden)
		}

		if got := r.Text(text + " | Noor | " + text); !strings.Contains(got, " | Sales | ") {
			t.Errorf("with a name in it: %q", got)
		}

		r.Address(text)
		if _, err := r.Page("<p>"+text+"</p>", true); err != nil && !strings.Contains(text, "<script") {
			t.Error(err)
		}
	})
}

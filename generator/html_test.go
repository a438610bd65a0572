package generator

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A siteTree is a built site: the content of its files by their paths.
type siteTree map[string][]byte

// names returns the paths of all files that end so, in order.
func (s siteTree) names(ending string) []string {
	var names []string
	for name := range s {
		if strings.HasSuffix(name, ending) {
			names = append(names, name)
		}
	}

	slices.Sort(names)

	return names
}

// fs returns the files as a file system.
func (s siteTree) fs() fs.FS {
	files := fstest.MapFS{}
	for name, text := range s {
		files[name] = &fstest.MapFile{Data: text}
	}

	return files
}

// faults returns everything that is wrong with the pages of a site, in order. A site whose author quotes
// what templates leave behind is not searched for that.
func (s siteTree) faults(quoted bool) []string {
	pages := map[string]*htmlPage{}
	var faults []string
	for _, name := range s.names(".html") {
		pages[name] = readPage(name, s[name])
		if !quoted {
			pages[name].leftovers(s[name])
		}

		faults = append(faults, pages[name].faults...)
	}

	titles := map[string]string{}
	for _, name := range s.names(".html") {
		p := pages[name]
		if other, taken := titles[p.title]; taken {
			faults = append(faults, fmt.Sprintf("%s: has the title of %s: %q", name, other, p.title))
		}

		titles[p.title] = name
		for _, link := range p.links {
			if fault := s.follow(pages, name, link); fault != "" {
				faults = append(faults, fmt.Sprintf("%s: the link %q %s", name, link, fault))
			}
		}
	}

	return faults
}

// follow says why a link of a page does not lead anywhere, or not everywhere; "" if it does.
func (s siteTree) follow(pages map[string]*htmlPage, from, link string) string {
	u, err := url.Parse(link)
	switch {
	case err != nil:
		return "is no address"
	case u.Scheme == "http", u.Scheme == "https", u.Scheme == "mailto":
		return ""
	case u.Scheme != "" || u.Host != "":
		return "has a scheme or host that no page may have"
	case link == "":
		return "is empty"
	case strings.HasPrefix(link, "/") || strings.HasSuffix(u.Path, "/"):
		return "does not name a file seen from its page"
	}

	target := from
	if u.Path != "" {
		target = path.Join(path.Dir(from), u.Path)
	}

	if _, exists := s[target]; !exists {
		return "leads to no file"
	}

	if u.Fragment == "" {
		return ""
	}

	page := pages[target]
	if page == nil || page.ids[u.Fragment] == 0 {
		return "leads to no part of " + target
	}

	return ""
}

// An htmlPage is what the checks want to know of a page.
type htmlPage struct {
	name   string
	title  string
	ids    map[string]int
	links  []string // of a, area, link, script, img and svg's a and use
	scopes []string // of aria-labelledby, for, popovertarget …: ids of this page
	faults []string
}

func (p *htmlPage) fault(format string, args ...any) {
	p.faults = append(p.faults, p.name+": "+fmt.Sprintf(format, args...))
}

// remains are what a template or a mistake in escaping leaves behind.
var remains = []string{"{{", "<nil>", "&lt;nil&gt;", "%!", "ZgotmplZ", "&amp;lt;", "&amp;amp;", "&amp;#", "<no value>", "&lt;no value&gt;", "@root/"}

// leftovers reports what a template or a mistake in escaping left behind.
func (p *htmlPage) leftovers(text []byte) {
	for _, left := range remains {
		if i := bytes.Index(text, []byte(left)); i >= 0 && !(left == "{{" && bytes.HasPrefix(text[i:], []byte("{{term …")) && speaksOfTerms[p.name]) {
			p.fault("holds %q: …%s…", left, text[max(0, i-40):min(len(text), i+60)])
		}
	}
}

// speaksOfTerms are the pages on which the program itself says how to write a term.
var speaksOfTerms = map[string]bool{"rules.html": true, "schema.html": true, "health.html": true}

// readPage parses a page and holds it against what every page must be.
func readPage(name string, text []byte) *htmlPage {
	p := &htmlPage{name: name, ids: map[string]int{}}
	if !bytes.HasPrefix(text, []byte("<!doctype html>\n")) {
		p.fault("does not start with a doctype")
	}

	p.balance(text)
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		p.fault("%v", err)
		return p
	}

	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			p.element(n)
		}
	}

	p.outline(root)
	for id, n := range p.ids {
		if n > 1 {
			p.fault("has %d elements with the id %q", n, id)
		}
	}

	for _, id := range p.scopes {
		if p.ids[id] == 0 {
			p.fault("refers to the id %q, which it does not have", id)
		}
	}

	slices.Sort(p.faults)

	return p
}

// balance holds the tags as written against the tree that a browser makes of them: what is not closed,
// closed twice or stands where it must not is moved in the tree.
func (p *htmlPage) balance(text []byte) {
	var written []string
	var open []string
	tokens := html.NewTokenizer(bytes.NewReader(text))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			break
		}

		token := tokens.Token()
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			written = append(written, strings.Repeat(" ", len(open))+token.Data)
			p.attributes(token)
			foreign := slices.Contains(open, "svg")
			if kind == html.SelfClosingTagToken && !foreign && !void[token.Data] {
				p.fault("<%s/> cannot close itself", token.Data)
			}

			if !void[token.Data] && (kind == html.StartTagToken || !foreign) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				p.fault("</%s> closes nothing within %s", token.Data, strings.Join(open, " "))
				return
			}

			open = open[:len(open)-1]
		}
	}

	if len(open) > 0 {
		p.fault("does not close %s", strings.Join(open, " "))
		return
	}

	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return
	}

	var parsed []string
	treeOf(root, -1, &parsed)
	for i := range min(len(written), len(parsed)) {
		if strings.ToLower(parsed[i]) != written[i] {
			p.fault("element %d is written as %q but read as %q, after %q", i+1, written[i], parsed[i], written[max(0, i-6):i])
			return
		}
	}

	if len(written) != len(parsed) {
		p.fault("%d elements are written but %d are read", len(written), len(parsed))
	}
}

// treeOf lists the elements of a tree, each behind as many spaces as it is deep.
func treeOf(n *html.Node, depth int, list *[]string) {
	if n.Type == html.ElementNode {
		*list = append(*list, strings.Repeat(" ", depth)+n.Data)
	}

	for child := range n.ChildNodes() {
		treeOf(child, depth+1, list)
	}
}

var void = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true,
	"meta": true, "source": true, "track": true, "wbr": true,
}

// attributes holds those of one tag against what no page may have.
func (p *htmlPage) attributes(token html.Token) {
	seen := map[string]bool{}
	for _, a := range token.Attr {
		if seen[a.Key] {
			p.fault("<%s> has %s twice", token.Data, a.Key)
		}

		seen[a.Key] = true
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") || a.Key == "srcdoc" || a.Key == "ping" {
			p.fault("<%s> has the attribute %s=%q", token.Data, a.Key, a.Val)
		}

		if !plainName.MatchString(a.Key) {
			p.fault("<%s> has an attribute of the name %q", token.Data, a.Key)
		}
	}
}

var plainName = regexp.MustCompile(`^[a-zA-Z][a-zA-Z:-]*[a-zA-Z0-9]?$`)

// element holds one element against what every page keeps to.
func (p *htmlPage) element(n *html.Node) {
	if id, has := attr(n, "id"); has {
		p.ids[id]++
		if id == "" || strings.ContainsAny(id, " \t\n") {
			p.fault("<%s> has the id %q", n.Data, id)
		}
	}

	for _, key := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "for", "popovertarget", "list", "headers"} {
		if ids, has := attr(n, key); has {
			p.scopes = append(p.scopes, strings.Fields(ids)...)
		}
	}

	p.address(n)
	p.content(n)
	p.accessible(n)
}

// address gathers the links, and reports what would be fetched from somewhere else.
func (p *htmlPage) address(n *html.Node) {
	for _, key := range []string{"href", "src", "srcset", "poster", "data", "action", "formaction", "cite", "background"} {
		link, has := attr(n, key)
		if !has {
			continue
		}

		rel, _ := attr(n, "rel")
		if rel == "icon" && strings.HasPrefix(link, "data:image/svg+xml;base64,") { // it is in the page
			continue
		}

		p.links = append(p.links, link)
		u, err := url.Parse(link)
		if n.DataAtom != atom.A && rel != "canonical" && (err != nil || u.IsAbs() || u.Host != "") {
			p.fault("<%s> fetches %s", n.Data, link)
		}
	}

	switch n.DataAtom {
	case atom.Script:
		if src, has := attr(n, "src"); !has || n.FirstChild != nil {
			kind, _ := attr(n, "type")
			if kind != "application/json" {
				p.fault("has a script of its own %s", src)
			}
		}
	case atom.Style:
		if p.name != "404.html" {
			p.fault("has a <style>")
		}
	case atom.Iframe, atom.Object, atom.Embed, atom.Base, atom.Form, atom.Applet, atom.Frame:
		p.fault("has a <%s>", n.Data)
	case atom.A:
		if _, has := attr(n, "href"); !has && n.Namespace == "" {
			p.fault("has an <a> without href: %q", textIn(n))
		}
	}
}

// inline are elements that may hold only what stands in a line of text.
var inline = []atom.Atom{
	atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Span, atom.Strong, atom.Em, atom.Code, atom.Small, atom.Button,
	atom.Summary, atom.Pre, atom.Dt, atom.B, atom.I, atom.Kbd, atom.Sub, atom.Sup, atom.Del, atom.Ins, atom.Dfn, atom.Abbr, atom.Time, atom.Label,
}

// block are elements that never stand within a line.
var block = []atom.Atom{
	atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Div, atom.Dl, atom.Fieldset, atom.Figure, atom.Footer, atom.H1, atom.H2,
	atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hr, atom.Main, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Table,
	atom.Ul, atom.Li, atom.Details,
}

// content holds the children of an element against what may stand in it.
func (p *htmlPage) content(n *html.Node) {
	if n.Namespace != "" {
		return
	}

	only := map[atom.Atom][]atom.Atom{
		atom.Ul: {atom.Li}, atom.Ol: {atom.Li}, atom.Dl: {atom.Dt, atom.Dd, atom.Div}, atom.Tr: {atom.Td, atom.Th},
		atom.Table: {atom.Caption, atom.Colgroup, atom.Thead, atom.Tbody, atom.Tfoot}, atom.Thead: {atom.Tr}, atom.Tbody: {atom.Tr},
	}[n.DataAtom]
	for child := range n.ChildNodes() {
		if only == nil {
			break
		}

		if child.Type == html.ElementNode && !slices.Contains(only, child.DataAtom) || child.Type == html.TextNode && strings.TrimSpace(child.Data) != "" {
			p.fault("<%s> holds %q", n.Data, child.Data)
		}
	}

	if slices.Contains(block, n.DataAtom) {
		for up := range n.Ancestors() {
			if slices.Contains(inline, up.DataAtom) && !(up.DataAtom == atom.Summary && strings.HasPrefix(n.Data, "h")) {
				p.fault("<%s> stands within <%s>", n.Data, up.Data)
			}
		}
	}

	if n.DataAtom == atom.Dt || n.DataAtom == atom.Dd {
		if n.Parent.DataAtom != atom.Dl && n.Parent.DataAtom != atom.Div {
			p.fault("<%s> stands outside a list", n.Data)
		}
	}

	if n.DataAtom == atom.Ul || n.DataAtom == atom.Ol || n.DataAtom == atom.Table {
		if n.FirstChild == nil {
			p.fault("has an empty <%s>", n.Data)
		}
	}
}

// accessible reports what has no name for those who do not see it.
func (p *htmlPage) accessible(n *html.Node) {
	label, _ := attr(n, "aria-label")
	by, _ := attr(n, "aria-labelledby")
	named := strings.TrimSpace(label+by) != ""
	switch n.DataAtom {
	case atom.Img:
		if _, has := attr(n, "alt"); !has {
			p.fault("has an <img> without alt")
		}
	case atom.Input, atom.Select, atom.Textarea:
		if id, _ := attr(n, "id"); !named && id == "" && !inside(n, atom.Label) {
			p.fault("has an <%s> without a name", n.Data)
		}
	case atom.Label, atom.Button, atom.Summary, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.A:
		if !named && strings.TrimSpace(textIn(n)) == "" {
			p.fault("has an empty <%s>", n.Data)
		}
	case atom.Nav, atom.Section:
		if n.DataAtom == atom.Nav && !named {
			p.fault("has a <nav> without a name")
		}
	}

	if role, _ := attr(n, "role"); role == "region" && !named {
		p.fault("has a region without a name")
	}
}

// outline holds head and headings against what every page has.
func (p *htmlPage) outline(root *html.Node) {
	counts := map[atom.Atom]int{}
	level := 0
	var first *html.Node
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Namespace != "" {
			continue
		}

		counts[n.DataAtom]++
		switch n.DataAtom {
		case atom.Title:
			p.title = strings.TrimSpace(textIn(n))
		case atom.Html:
			if lang, _ := attr(n, "lang"); lang == "" {
				p.fault("names no language")
			}
		case atom.Meta, atom.Link, atom.Script, atom.Style:
			if _, charset := attr(n, "charset"); first == nil && !charset {
				first = n
			}
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			next := int(n.Data[1] - '0')
			if next > level+1 && !inside(n, atom.Nav) && level > 0 {
				p.fault("goes from h%d to h%d at %q", level, next, textIn(n))
			}

			if !inside(n, atom.Nav) {
				level = next
			}
		}
	}

	for _, want := range []atom.Atom{atom.H1, atom.Main, atom.Title, atom.Head, atom.Body} {
		if counts[want] != 1 {
			p.fault("has %d <%s>", counts[want], want)
		}
	}

	if p.title == "" {
		p.fault("has no title")
	}

	if policy, _ := attr(first, "http-equiv"); policy != "Content-Security-Policy" {
		p.fault("has something before its policy")
	}
}

func inside(n *html.Node, what atom.Atom) bool {
	for up := range n.Ancestors() {
		if up.DataAtom == what {
			return true
		}
	}

	return false
}

func attr(n *html.Node, key string) (string, bool) {
	if n == nil {
		return "", false
	}

	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}

	return "", false
}

func textIn(n *html.Node) string {
	var b strings.Builder
	for child := range n.Descendants() {
		if child.Type == html.TextNode {
			b.WriteString(child.Data)
		}
	}

	return b.String()
}

// TestReadPage keeps the checks honest: each of these pages has the one fault that it is here for.
func TestReadPage(t *testing.T) {
	const head = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>T</title></head><body><main><h1>T</h1>`
	const end = `</main></body></html>`
	if good := readPage("good.html", []byte(head+`<p id="a"><a href="#a">a</a></p><svg><path d=""/></svg>`+end)); len(good.faults) > 0 {
		t.Errorf("a good page has faults: %q", good.faults)
	}

	tests := []struct{ body, fault string }{
		{`<p>a<div>b</div></p>`, "but read as"},
		{`<div><p>a</div>`, "closes nothing"},
		{`<p><ul><li>a</li></ul></p>`, "read"},
		{`<a href="#a">a<a href="#b">b</a></a>`, "read"},
		{`<table><tr><td>a</td></tr></table>`, "read"},
		{`<span><ul><li>a</li></ul></span>`, "<ul> stands within <span>"},
		{`<div/></div>`, "cannot close itself"},
		{`<p id="a">a</p><p id="a">b</p>`, `2 elements with the id "a"`},
		{`<p style="color:red">a</p>`, "attribute style"},
		{`<p onclick="a()">a</p>`, "attribute onclick"},
		{`<p title=""b"">a</p>`, "attribute of the name"},
		{`<script>alert(1)</script>`, "script of its own"},
		{`<style>p{}</style>`, "has a <style>"},
		{`<img src="https://example.com/a.png" alt="">`, "<img> fetches"},
		{`<img src="a.png">`, "without alt"},
		{`<iframe src="a.html"></iframe>`, "has a <iframe>"},
		{`<h3>a</h3>`, "from h1 to h3"},
		{`<h1>a</h1>`, "2 <h1>"},
		{`<h2></h2>`, "empty <h2>"},
		{`<section aria-labelledby="b"><p>a</p></section>`, `id "b"`},
		{`<ul></ul>`, "empty <ul>"},
		{`<ul><p>a</p></ul>`, `<ul> holds "p"`},
		{`<p>{{.Title}}</p>`, `holds "{{"`},
		{`<p>&amp;lt;b&gt;</p>`, `holds "&amp;lt;"`},
		{`<p>%!d(string=a)</p>`, `holds "%!"`},
		{`<input>`, "without a name"},
		{`<nav><p>a</p></nav>`, "<nav> without a name"},
	}
	for _, test := range tests {
		text := []byte(head + test.body + end)
		page := readPage("page.html", text)
		page.leftovers(text)
		found := page.faults
		if !strings.Contains(strings.Join(found, "\n"), test.fault) {
			t.Errorf("%s: want %q, got %q", test.body, test.fault, found)
		}
	}

	pages := siteTree{
		"a/index.html": []byte(head + `<p id="x"><a href="../b.html#y">b</a> <a href="index.html#x">a</a> <a href="https://example.com/">c</a></p>` + end),
		"b.html":       []byte(strings.Replace(head, "<title>T", "<title>B", 1) + `<p><a href="a/index.html#z">1</a><a href="/a/index.html">2</a><a href="a/">3</a><a href="c.html">4</a><a href="javascript:alert(1)">5</a><a href="">6</a></p>` + end),
	}
	want := []string{`"../b.html#y" leads to no part`, `"a/index.html#z" leads to no part`, `"/a/index.html" does not name`, `"a/" does not name`, `"c.html" leads to no file`, `"javascript:alert(1)" has a scheme`, `"" is empty`}
	found := pages.faults(false)
	for i, fault := range want {
		if i >= len(found) || !strings.Contains(found[i], fault) {
			t.Errorf("link %d: want %q in %q", i, fault, found)
		}
	}
}

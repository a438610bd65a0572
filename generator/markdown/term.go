package markdown

import (
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A term is {{term path}}.
type term struct {
	ast.BaseInline
	start, end         int // of the whole construct
	pathStart, pathEnd int
}

var kindTerm = ast.NewNodeKind("Term")

func (*term) Kind() ast.NodeKind              { return kindTerm }
func (n *term) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// termPattern also allows the line break that an editor may have put in place of the space.
var termPattern = regexp.MustCompile(`^\{\{[ \t]*term(?:\s+([^{}\s](?:[^{}\n]*[^{}\s])?))?\s*\}\}`)

// matchTerm returns the length of the {{term …}} that starts s and where its path is; 0 if there is none.
func matchTerm(s []byte) (length, pathStart, pathEnd int) {
	if !bytes.HasPrefix(s, []byte("{{")) {
		return 0, 0, 0
	}

	m := termPattern.FindSubmatchIndex(s[:min(len(s), maxTerm)])
	switch {
	case m == nil:
		return 0, 0, 0
	case m[2] < 0: // {{term}}
		return m[1], m[1] - 2, m[1] - 2
	}

	return m[1], m[2], m[3]
}

type termParser struct{}

func (termParser) Trigger() []byte { return []byte{'{'} }

func (termParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	source := block.Source()[segment.Start:]
	if segment.Padding > 0 || !bytes.HasPrefix(line, []byte("{{")) {
		return nil
	}

	length, pathStart, pathEnd := matchTerm(source)
	if length == 0 {
		return nil
	}

	if length <= len(line) {
		block.Advance(length)
	} else if !advanceTo(block, segment.Start+length) {
		return nil
	}

	at := segment.Start

	return &term{start: at, end: at + length, pathStart: at + pathStart, pathEnd: at + pathEnd}
}

// advanceTo moves on to an offset on the next line, and reports whether the block gets that far.
func advanceTo(block text.Reader, offset int) bool {
	block.AdvanceLine()
	line, segment := block.PeekLine()
	if line == nil || offset < segment.Start || offset > segment.Stop {
		return false
	}

	block.Advance(offset - segment.Start)

	return true
}

// A resolved term.
type resolved struct {
	html, href string
	ok         bool
}

// resolve asks for the value of a term, once.
func (r *renderer) resolve(n *term) resolved {
	if v, ok := r.terms[n.start]; ok {
		return v
	}

	var v resolved
	if r.hookTerm != nil {
		v.html, v.href, v.ok = r.hookTerm(string(r.src[n.pathStart:n.pathEnd]), r.place(n.pathStart, n.pathEnd))
	}

	if r.terms == nil {
		r.terms = map[int]resolved{}
	}
	r.terms[n.start] = v

	return v
}

func (r *renderer) term(n *term) {
	v := r.resolve(n)
	if !v.ok {
		r.words(string(r.src[n.start:n.end]))
		return
	}

	r.say(plainHTML(v.html))
	href, allowed := checked(v.href)
	if v.href == "" || !allowed || r.inLink > 0 {
		r.raw(`<span class="value">`, v.html, `</span>`)
		return
	}

	r.raw(`<a class="value" href="`, attribute(href), `">`, v.html, `</a>`)
}

// termText returns what a term says, without markup; as a slug, the last part of its path, which stays
// when the value changes.
func (r *renderer) termText(n *term, slug bool) string {
	if slug {
		path := string(r.src[n.pathStart:n.pathEnd])
		return path[strings.LastIndexByte(path, '.')+1:]
	}

	if v := r.resolve(n); v.ok {
		return plainHTML(v.html)
	}

	return string(r.src[n.start:n.end])
}

var tagPattern = regexp.MustCompile(`<[^>]*>`)

// plainHTML returns the text of safe HTML.
func plainHTML(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}

	return html.UnescapeString(tagPattern.ReplaceAllString(s, ""))
}

package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// code writes a block of code, reachable by keyboard since it may scroll.
func (r *renderer) code(n ast.Node, info string) {
	var b strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		b.Write(line.Value(r.src))
	}

	code := b.String()
	if code != "" && code[len(code)-1] != '\n' {
		code += "\n"
	}
	r.text = append(r.text, code...)
	r.endBlock()

	r.raw(`<pre class="code" tabindex="0"><code`)
	language := languageOf(info)
	if language != "" {
		r.raw(` class="language-`, attribute(language), `"`)
	}
	r.raw(">")

	if highlight, ok := highlighters()[language]; ok {
		r.page.HasCode = true
		p := painter{code: code}
		highlight(&p)
		code = p.done()
	} else {
		code = escape(code)
	}
	r.raw(code, "</code></pre>\n")
}

// languageOf returns the language that the first word after a fence names, as in "go", "js,linenos" or
// "{.python}"; "" if it is no name.
func languageOf(info string) string {
	info = strings.ToLower(strings.Trim(string(unescape(nil, []byte(info))), "{}."))
	if i := strings.IndexAny(info, ",{ "); i >= 0 {
		info = info[:i]
	}

	if len(info) > 32 || strings.ContainsFunc(info, func(c rune) bool { return !isWord(c) && !strings.ContainsRune("+#.-", c) }) {
		return ""
	}

	return info
}

// A painter puts parts of code in spans by what they are. Painting is one pass from start to end.
type painter struct {
	code  string
	at    int // how far the code is read
	plain int // how far it is written
	line  int // where the line being read ends, if that is after at
	b     strings.Builder
}

// What a part of code is; the class in the page has "hl-" before it.
const (
	asWord    = "word"   // a word of the language
	asText    = "text"   // text in quotes
	asNumber  = "number" // a number or another value
	asName    = "name"   // a tag, a section, what is called
	asKey     = "key"    // a key, an attribute, a variable
	asNote    = "note"   // a comment
	asAdded   = "added"
	asRemoved = "removed"
)

// paint reads on to end and marks what it read.
func (p *painter) paint(class string, end int) {
	p.b.WriteString(escape(p.code[p.plain:p.at]))
	p.b.WriteString(`<span class="hl-` + class + `">` + escape(p.code[p.at:end]) + "</span>")
	p.at, p.plain = end, end
}

func (p *painter) done() string {
	p.b.WriteString(escape(p.code[p.plain:]))

	return p.b.String()
}

// rest returns what is not yet read.
func (p *painter) rest() string { return p.code[p.at:] }

// lineEnd returns where the line being read ends.
func (p *painter) lineEnd() int {
	if p.line > p.at || p.line == p.at && p.at < len(p.code) && p.code[p.at] == '\n' {
		return p.line
	}

	p.line = len(p.code)
	if i := strings.IndexByte(p.rest(), '\n'); i >= 0 {
		p.line = p.at + i
	}

	return p.line
}

// find returns the end of the first s from offset on, or the end of the code.
func (p *painter) find(s string, offset int) int {
	offset = min(offset, len(p.code))
	if i := strings.Index(p.code[offset:], s); i >= 0 {
		return offset + i + len(s)
	}

	return len(p.code)
}

// before returns the byte before what is not yet read, a line feed at the start.
func (p *painter) before() byte {
	if p.at == 0 {
		return '\n'
	}

	return p.code[p.at-1]
}

// Stylesheet returns the rules for highlighted code: a color for each class, as custom properties that a
// theme may set anew, for light and for dark. Each has a contrast of 4.5:1 and more on white and #fafaf8,
// or on #131519 and #1a1d22.
func Stylesheet() string { return stylesheet }

const stylesheet = `:root { --hl-word: #8a2d6b; --hl-text: #1f6b35; --hl-number: #7a4a00; --hl-name: #1d4fb8; --hl-key: #0b6a72; --hl-note: #626a75; --hl-added: #1a7436; --hl-removed: #b8231f; }
@media (prefers-color-scheme: dark) { :root { --hl-word: #e59ac8; --hl-text: #8fd19e; --hl-number: #e3b872; --hl-name: #93b8ff; --hl-key: #76cdd2; --hl-note: #9aa2ad; --hl-added: #6fce8b; --hl-removed: #ff8d86; } }
.hl-word { color: var(--hl-word); } .hl-text { color: var(--hl-text); } .hl-number { color: var(--hl-number); } .hl-name { color: var(--hl-name); } .hl-key { color: var(--hl-key); }
.hl-note { color: var(--hl-note); font-style: italic; } .hl-added { color: var(--hl-added); } .hl-removed { color: var(--hl-removed); }
`

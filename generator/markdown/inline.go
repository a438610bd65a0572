package markdown

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// Inline turns the text of a field into HTML for the inside of a paragraph: emphasis, code, links,
// strikethrough and {{term …}}. Line breaks are spaces, and HTML is text. Problems are warnings of the rule
// "link", all at opts.At.
func Inline(text string, opts InlineOptions) (string, source.Problems) {
	text = oneLine(text)
	if !isMarkdown(text) {
		return escape(text), nil
	}

	r := field(text, opts)
	r.page.Problems.Sort()

	return string(r.out), r.page.Problems
}

// Plain returns the text of a field without its markup, on one line: for titles, descriptions and JSON.
// It is not escaped. {{term …}} stays as written; see PlainWith.
func Plain(text string) string { return PlainWith(text, InlineOptions{}) }

// PlainWith is Plain with terms resolved by opts.Term.
func PlainWith(text string, opts InlineOptions) string {
	text = oneLine(text)
	if !isMarkdown(text) {
		return text
	}

	return strings.TrimSpace(string(field(text, opts).text))
}

// field renders the text of a field.
func field(s string, opts InlineOptions) *renderer {
	r := &renderer{src: []byte(s), hookLink: opts.Link, hookTerm: opts.Term, field: true, spelt: opts.Spelt}
	r.place = func(int, int) source.Place { return opts.At }
	if len(s) > maxText {
		r.words(s)
		return r
	}

	pc := parser.NewContext()
	root := fieldParser().Parse(text.NewReader(r.src), parser.WithContext(pc))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if p, ok := n.(*ast.Paragraph); ok {
			r.inline(p)
		}
	}

	r.reportLostLinks(pc)

	return r
}

// oneLine returns a text without space around it, with a single space for any space in it, and with
// nothing that no page may hold.
func oneLine(s string) string {
	spaces := strings.HasPrefix(s, " ") || strings.HasSuffix(s, " ") || strings.Contains(s, "  ")
	control := false
	for _, c := range s {
		spaces = spaces || c == '\n' || c == '\t' || c == '\r'
		control = control || source.Control(c)
	}

	if control {
		s = strings.Map(character, s)
	}

	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	if spaces {
		s = strings.Join(strings.FieldsFunc(s, isSpace), " ")
	}

	return s
}

// isSpace tells the spaces of a source text; a no-break space is not one.
func isSpace(c rune) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// isMarkdown reports whether a text may hold markup. It errs on the side of true.
func isMarkdown(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '*', '_', '`', '[', '~', '\\', '<', '@':
			return true
		case '{':
			if strings.HasPrefix(s[i:], "{{") {
				return true
			}
		case '&':
			if strings.IndexByte(s[i:], ';') > 0 {
				return true
			}
		case ':': // https://…, :tada:
			if strings.HasPrefix(s[i:], "://") || strings.IndexByte(s[i+1:], ':') > 0 {
				return true
			}
		case '.':
			if strings.HasSuffix(s[:i], "www") {
				return true
			}
		}
	}

	return false
}

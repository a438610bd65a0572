package markdown

import (
	"strings"
	"sync"
)

// Highlighting needs to know little of a language: how comments, texts and variables look, and its words.
// That is read in one pass without looking back, so that no code takes longer than its length asks for and
// the result depends on nothing else. A library of full grammars was ruled out since it is neither.

// A grammar is what is known of a language.
type grammar struct {
	comments  []string // what starts a comment up to the end of the line
	block     [2]string
	quotes    string   // characters around texts in one line, in which a backslash escapes
	long      []string // what stands around texts of several lines
	variables string   // characters before variables
	words     map[string]bool
	values    map[string]bool
	anyCase   bool   // words in any case
	keys      string // characters after keys, at the start of a line or of an entry
	sections  bool   // [section] alone on a line
	inWord    string // characters of words beside letters, digits and underscores
}

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}

	return m
}

func (g *grammar) paint(p *painter) {
	for p.at < len(p.code) {
		c := p.code[p.at]
		switch {
		case c == '\n' || c == ' ' || c == '\t':
			p.at++
		case g.comment(p), g.text(p), g.section(p), g.variable(p):
		case isWordByte(c) || strings.IndexByte(g.inWord, c) >= 0 && c != '-':
			g.word(p)
		default:
			p.at++
		}
	}
}

func (g *grammar) comment(p *painter) bool {
	rest := p.rest()
	for _, start := range g.comments {
		if strings.HasPrefix(rest, start) && (start != "#" || !isWordByte(p.before()) && p.before() != '$' && p.before() != '{') {
			p.paint(asNote, p.lineEnd())
			return true
		}
	}

	if g.block[0] != "" && strings.HasPrefix(rest, g.block[0]) {
		p.paint(asNote, p.find(g.block[1], p.at+len(g.block[0])))
		return true
	}

	return false
}

func (g *grammar) text(p *painter) bool {
	for _, quote := range g.long {
		if strings.HasPrefix(p.rest(), quote) {
			p.paint(asText, p.find(quote, p.at+len(quote)))
			return true
		}
	}

	quote := p.code[p.at]
	if strings.IndexByte(g.quotes, quote) < 0 || quote == '\'' && isWordByte(p.before()) {
		return false
	}

	end, line := p.at+1, p.lineEnd()
	for end < line && p.code[end] != quote {
		if p.code[end] == '\\' {
			end++
		}
		end++
	}
	end = min(end+1, line)

	if g.isKey(p, end) {
		p.paint(asKey, end)
	} else {
		p.paint(asText, end)
	}

	return true
}

// isKey reports whether what ends at end is a key.
func (g *grammar) isKey(p *painter, end int) bool {
	if g.keys == "" {
		return false
	}

	for end < len(p.code) && p.code[end] == ' ' {
		end++
	}
	if end == len(p.code) || strings.IndexByte(g.keys, p.code[end]) < 0 {
		return false
	}

	next := end + 1

	return p.code[end] == '=' || next == len(p.code) || strings.IndexByte(" \n\"'{[", p.code[next]) >= 0
}

func (g *grammar) section(p *painter) bool {
	if !g.sections || p.code[p.at] != '[' || p.before() != '\n' {
		return false
	}
	p.paint(asName, p.lineEnd())

	return true
}

func (g *grammar) variable(p *painter) bool {
	if strings.IndexByte(g.variables, p.code[p.at]) < 0 {
		return false
	}

	end := p.at + 1
	if end < len(p.code) && p.code[end] == '{' {
		end = min(p.find("}", end), p.lineEnd())
	} else {
		for end < len(p.code) && isWordByte(p.code[end]) {
			end++
		}
	}
	if end == p.at+1 {
		return false
	}
	p.paint(asKey, end)

	return true
}

func (g *grammar) word(p *painter) {
	end := p.at + 1
	for end < len(p.code) && (isWordByte(p.code[end]) || strings.IndexByte(g.inWord, p.code[end]) >= 0) {
		end++
	}

	if isDigit(p.code[p.at]) {
		for end+1 < len(p.code) && p.code[end] == '.' && isDigit(p.code[end+1]) {
			for end++; end < len(p.code) && isDigit(p.code[end]); end++ {
			}
		}
	}

	w := p.code[p.at:end]
	if g.anyCase {
		w = strings.ToLower(w)
	}

	switch {
	case g.isKey(p, end):
		p.paint(asKey, end)
	case isDigit(w[0]), g.values[w]:
		p.paint(asNumber, end)
	case g.words[w]:
		p.paint(asWord, end)
	case end < len(p.code) && p.code[end] == '(':
		p.paint(asName, end)
	default:
		p.at = end
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isWordByte(c byte) bool { return c >= 0x80 || isWord(rune(c)) }

// markup paints HTML and XML.
func markup(p *painter) {
	for p.at < len(p.code) {
		start := strings.IndexByte(p.rest(), '<')
		if start < 0 {
			break
		}

		p.at += start
		switch rest := p.rest(); {
		case strings.HasPrefix(rest, "<!--"):
			p.paint(asNote, p.find("-->", p.at+4))
		case len(rest) > 1 && (isWordByte(rest[1]) || strings.IndexByte("/!?", rest[1]) >= 0):
			markupTag(p)
		default:
			p.at++
		}
	}
	p.at = len(p.code)
}

func markupTag(p *painter) {
	end := p.at + 2
	for end < len(p.code) && (isWordByte(p.code[end]) || strings.IndexByte("-:.", p.code[end]) >= 0) {
		end++
	}
	p.paint(asName, end)

	for p.at < len(p.code) && p.code[p.at] != '>' {
		switch c := p.code[p.at]; {
		case c == '"' || c == '\'':
			p.paint(asText, p.find(string(c), p.at+1))
		case isWordByte(c):
			end := p.at
			for end < len(p.code) && (isWordByte(p.code[end]) || strings.IndexByte("-:.", p.code[end]) >= 0) {
				end++
			}
			p.paint(asKey, end)
		default:
			p.at++
		}
	}

	if p.at < len(p.code) {
		p.paint(asName, p.at+1)
	}
}

// diff paints lines by how they start.
func diff(p *painter) {
	for ; p.at < len(p.code); p.at = min(p.lineEnd()+1, len(p.code)) {
		end := p.lineEnd()
		switch line := p.code[p.at:end]; {
		case line == "":
		case strings.HasPrefix(line, "@@"):
			p.paint(asName, end)
		case strings.HasPrefix(line, "diff "), strings.HasPrefix(line, "index "), strings.HasPrefix(line, "+++ "), strings.HasPrefix(line, "--- "):
			p.paint(asNote, end)
		case line[0] == '+':
			p.paint(asAdded, end)
		case line[0] == '-':
			p.paint(asRemoved, end)
		}
	}
}

// console paints what is typed after a prompt and leaves what is answered plain.
func console(p *painter) {
	for ; p.at < len(p.code); p.at = min(p.lineEnd()+1, len(p.code)) {
		end := p.lineEnd()
		line := p.code[p.at:end]
		for _, prompt := range []string{"$ ", "# ", "> ", "% "} {
			if strings.HasPrefix(line, prompt) {
				p.paint(asNote, p.at+1)
				typed := painter{code: p.code[p.at:end]}
				shell.paint(&typed)
				p.b.WriteString(typed.done())
				p.at, p.plain = end, end
			}
		}
	}
}

var shell = &grammar{
	comments: []string{"#"}, quotes: `"'`, variables: "$", inWord: "-",
	words: set("if then else elif fi for in do done while until case esac function return export local set unset source exit cd echo read shift trap exec eval sudo"),
}

// cLike is what most languages with braces share.
func cLike(more string) *grammar {
	return &grammar{
		comments: []string{"//"}, block: [2]string{"/*", "*/"}, quotes: "\"'", long: []string{"`"},
		words:  set("if else for while do switch case default break continue return goto throw try catch finally new class struct enum interface import package public private protected static const void extends implements abstract final super this " + more),
		values: set("true false null nil nullptr undefined None Some"),
	}
}

// highlighters paint a language, by the names people write after a fence.
var highlighters = sync.OnceValue(func() map[string]func(*painter) {
	m := map[string]func(*painter){}
	add := func(paint func(*painter), names string) {
		for n := range set(names) {
			m[n] = paint
		}
	}

	add(markup, "html xml svg xhtml rss vue liquid erb haml")
	add(diff, "diff patch")
	add(console, "console shell-session sh-session")
	add(shell.paint, "bash sh shell zsh fish")
	for names, g := range grammars {
		add(g.paint, names)
	}

	return m
})

var grammars = map[string]*grammar{
	"yaml yml": {
		comments: []string{"#"}, quotes: `"'`, keys: ":", inWord: "-./'", variables: "&*",
		values: set("true false null yes no on off"),
	},
	"json jsonc json5": {comments: []string{"//"}, quotes: `"`, keys: ":", values: set("true false null")},
	"toml ini cfg conf properties env dotenv editorconfig": {
		comments: []string{"#", ";"}, quotes: `"'`, long: []string{`"""`, "'''"}, keys: "=", inWord: "-.", sections: true, values: set("true false"),
	},
	"sql postgresql postgres mysql sqlite tsql plsql bigquery snowflake": {
		comments: []string{"--"}, block: [2]string{"/*", "*/"}, quotes: "\"'`", anyCase: true,
		words:  set("select from where and or not in is as on join left right inner outer full cross group by order having limit offset union all distinct insert into values update set delete create table view index alter drop add column primary key foreign references unique constraint default check case when then else end with recursive over partition rows between like ilike exists asc desc if begin commit rollback grant revoke to using returning interval cast"),
		values: set("null true false"),
	},
	"python py python3": {
		comments: []string{"#"}, quotes: `"'`, long: []string{`"""`, "'''"}, variables: "@",
		words:  set("def class return if elif else for while in not and or is lambda import from as with try except finally raise yield pass break continue global nonlocal assert async await del match case"),
		values: set("True False None self"),
	},
	"ruby rb": {
		comments: []string{"#"}, quotes: "\"'`", variables: "@$",
		words:  set("def class module end if elsif else unless while until for in do begin rescue ensure raise return yield require require_relative include extend attr_reader attr_accessor attr_writer case when then and or not lambda proc new"),
		values: set("true false nil self"),
	},
	"go golang":                      cLike("func type map chan range select defer go var fallthrough string int bool error byte rune any"),
	"javascript js jsx mjs node":     cLike("function let var of in instanceof typeof async await yield export from delete as get set"),
	"typescript ts tsx":              cLike("function let var of in instanceof typeof async await yield export from delete as type readonly declare namespace string number boolean any unknown never keyof"),
	"java kotlin kt scala groovy":    cLike("int long double float boolean char byte short throws instanceof synchronized volatile transient native fun val var object when is in override data sealed companion def trait with match given"),
	"c h cpp c++ cc hpp objective-c": cLike("int long double float char unsigned signed short size_t bool auto typedef union sizeof extern inline volatile namespace using template typename virtual override delete operator"),
	"csharp c# cs":                   cLike("int long double float bool string char var using namespace async await get set override virtual sealed readonly in out ref is as foreach where select from"),
	"rust rs":                        cLike("fn let mut pub impl trait mod use crate match loop in where async await move ref dyn type as unsafe self Self"),
	"swift":                          cLike("func let var guard in where protocol extension self init deinit override mutating async await throws inout associatedtype typealias"),
	"php":                            cLike("function echo foreach as use namespace require include elseif endif endforeach fn match array isset unset"),
	"css scss less sass": {
		comments: []string{"//"}, block: [2]string{"/*", "*/"}, quotes: `"'`, keys: ":", inWord: "-", variables: "@$",
	},
	"graphql gql":      {comments: []string{"#"}, quotes: `"`, long: []string{`"""`}, variables: "$@", words: set("query mutation subscription fragment on type input enum interface union scalar schema extend implements directive"), values: set("true false null")},
	"hcl terraform tf": {comments: []string{"#", "//"}, block: [2]string{"/*", "*/"}, quotes: `"`, keys: "=", inWord: "-", words: set("resource data variable output module provider terraform locals for in if dynamic"), values: set("true false null")},
	"dockerfile docker": {
		comments: []string{"#"}, quotes: `"'`, variables: "$", inWord: "-",
		words: set("FROM RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG ONBUILD STOPSIGNAL HEALTHCHECK SHELL AS"),
	},
	"makefile make": {comments: []string{"#"}, quotes: `"'`, variables: "$", keys: ":=", inWord: "-./", words: set("include ifeq ifneq ifdef ifndef else endif define endef export")},
	"powershell ps1 pwsh": {
		comments: []string{"#"}, block: [2]string{"<#", "#>"}, quotes: `"'`, variables: "$", inWord: "-", anyCase: true,
		words: set("function param if else elseif foreach for while do switch return try catch finally throw begin process end in"),
	},
	"r":       {comments: []string{"#"}, quotes: `"'`, words: set("function if else for while repeat in next break return library require"), values: set("TRUE FALSE NULL NA Inf NaN")},
	"lua":     {comments: []string{"--"}, quotes: `"'`, words: set("function local if then else elseif end for in do while repeat until return break and or not"), values: set("true false nil")},
	"perl pl": {comments: []string{"#"}, quotes: `"'`, variables: "$@%", words: set("sub my our local use package if elsif else unless while until for foreach return last next require and or not")},
}

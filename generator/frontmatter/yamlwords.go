package frontmatter

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A yamlFault is a syntax error as the library tells it.
type yamlFault struct {
	message string
	while   string // what the library was reading, or ""
	at      int    // where it stumbled
	context int    // where what it was reading starts
}

const (
	tabIndent = "this line is indented with a tab"
	tabHint   = "indent it with spaces"

	noDirectives = "lines that start with % are not understood"
)

// explain reports a syntax error in plain words, with the way out that is most often the right one.
func (y *yamlReader) explain(f yamlFault) {
	says := func(words ...string) bool {
		for _, word := range words {
			if strings.Contains(f.message, word) || strings.Contains(f.while, word) {
				return true
			}
		}

		return false
	}

	start, end := f.at, y.lineEnd(f.at, y.end)
	switch {
	case says("flow level"):
		y.checkDepth(&twig{depth: maxDepth + 1}, f.at)
	case says("max depth"):
		y.checkDepth(&twig{depth: maxDepth + 1}, f.context)
	case y.tabBefore(f.at) >= 0:
		y.complain(nil, y.tabBefore(f.at), y.textStart(f.at), tabIndent, tabHint)
	case says("quoted scalar") && says("escape", "hexadecimal"):
		slash := strings.LastIndexByte(y.file.Text[:min(f.at+1, y.end)], '\\')
		if half := halfPair.FindString(y.file.Text[slash:y.end]); half != "" && strings.HasPrefix(y.file.Text[slash:], half) {
			y.garbled(nil, slash, slash+len(half)+2, halfEscape, halfHint)
			return
		}

		y.complain(nil, slash, slash+1+y.runeSize(slash+1), badEscape, badEscapeHint)
	case says("quoted scalar"):
		y.complain(nil, f.context, f.context+1, unclosedQuote, closeQuote)
	case says("expected ',' or"):
		y.explainBrackets(f)
	case says("mapping values"):
		y.explainColon(f.at)
	case says("could not find expected ':'"):
		y.noKey(f.context)
	case says("did not find expected key"):
		y.explainNoKey(f.at)
	case says("expected '-' indicator"):
		y.complain(nil, start, end, `this line stands in the column of a list, but does not start with "-"`, "indent it more, or less")
	case says("block sequence entries"):
		y.complain(nil, start, end, "a list starts on the line below its key", `write "- …" there, or [a, b] here; if it is text, put it in quotes`)
	case says("flow node") && strings.HasPrefix(y.file.Text[start:y.end], ","):
		y.complain(nil, start, start+1, surplusComma, "delete one, or write what is missing")
	case says("directive", "incompatible YAML document"):
		y.complain(nil, start, end, noDirectives, "delete it")
	case says("<document start>"):
		y.complain(nil, start, max(start, end), "this does not belong to what stands above it", `write "key: value" in each line`)
	case says("block scalar") && start < end:
		y.complain(nil, start, end, "the text starts on the line below | or >", "if | or > is part of the text, put it in quotes")
	case says("comment without"):
		y.complain(nil, start, start+1, "a space is missing before #", "if # is part of the text, put it in quotes")
	case says("cannot construct"):
		y.explainTag(f)
	case says("cannot start any token", "node content", "anchor", "alias", "tag", "mapping keys"):
		y.explainStart(f)
	default:
		y.complain(nil, start, max(end, start), "this is not YAML: "+f.message, "put the value in quotes, or correct what stands here")
	}
}

func (y *yamlReader) runeSize(at int) int {
	_, size := utf8.DecodeRuneInString(y.file.Text[min(at, y.end):y.end])
	return size
}

// textStart returns where the text of the line around an offset starts.
func (y *yamlReader) textStart(at int) int { return y.pass(y.lineStart(at), " \t") }

// tabBefore returns where the first tab stands that indents the line around an offset; -1 for none.
func (y *yamlReader) tabBefore(at int) int {
	start := y.lineStart(at)
	if i := strings.IndexByte(y.file.Text[start:y.textStart(at)], '\t'); i >= 0 {
		return start + i
	}

	return -1
}

// explainBrackets reports a map or list in brackets that does not go on as it should.
func (y *yamlReader) explainBrackets(f yamlFault) {
	switch {
	case objectSize(y.file.Text[f.context:y.end]) < 0:
		y.complain(nil, f.context, f.context+1, unclosedBracket,
			"close it with "+closing(y.file.Text[f.context])+"; if it is text, put it in quotes")
	case strings.HasPrefix(y.file.Text[f.at:y.end], ":"):
		y.complain(nil, f.at, f.at+1, `this ":" starts another key`, "put a comma before that key; if it is text, put the whole in quotes")
	default:
		y.complain(nil, f.at, f.at+y.runeSize(f.at), missingComma, "text that holds , [ ] { or } is in quotes")
	}
}

// explainColon reports a colon where no key can be.
func (y *yamlReader) explainColon(at int) {
	start := y.lineStart(at)
	if i := strings.Index(y.file.Text[start:at], ": "); i >= 0 {
		from := y.pass(start+i+1, " \t")
		if end := y.lineEnd(from, y.end); end > at+1 {
			y.complain(nil, from, end, `the ": " in this text starts another key`, `put the text in quotes: it holds ": "`)
		} else {
			y.complain(nil, from, end, "the colon at the end of this text makes it a key", "put the text in quotes: it ends in a colon")
		}

		return
	}

	above := y.lineAbove(start)
	if above < 0 || y.textStart(at)-start <= y.textStart(above)-above || !strings.Contains(lineAt(y.file.Text, above), ": ") {
		y.noKey(max(above, y.start))
		return
	}

	y.complain(nil, y.textStart(at), at, "this key is indented below a key that has a value",
		"start both in the same column; if it is text that goes on, put the whole text in quotes")
}

// lineAbove returns the start of the nearest line above that is neither blank nor a comment; -1 for none.
func (y *yamlReader) lineAbove(start int) int {
	for start > y.start {
		start = y.lineStart(start - 1)
		if bare := strings.TrimSpace(lineAt(y.file.Text, start)); bare != "" && bare[0] != '#' {
			return start
		}
	}

	return -1
}

var (
	tightColon = regexp.MustCompile(`^(- +)?["']?[\w-]+["']?:\S`)
	equalSign  = regexp.MustCompile(`^[\w-]+ *=`)
)

// noKey reports a line without a key.
func (y *yamlReader) noKey(at int) {
	start := y.textStart(at)
	end := y.lineEnd(start, y.end)
	text := y.file.Text[start:end]
	if strings.HasPrefix(text, "%") {
		y.complain(nil, start, end, noDirectives, "delete it")
		return
	}

	hint := "text of several lines is indented, or in quotes"
	if i := strings.IndexFunc(text, func(r rune) bool { return r > 0x7f && unicode.IsSpace(r) }); i >= 0 {
		r, size := utf8.DecodeRuneInString(text[i:])
		start, end = start+i, start+i+size
		hint = fmt.Sprintf("the space here is no plain one (%U): type it again", r)
	} else if i := strings.Index(text, "："); i >= 0 {
		start, end = start+i, start+i+len("：")
		hint = "the colon is a wide one: write a plain colon and a space"
	} else if tightColon.MatchString(text) {
		hint = "put a space after the colon"
	} else if equalSign.MatchString(text) {
		hint = "write a colon and a space for ="
	}

	y.complain(nil, start, end, `this line is not "key: value"`, hint)
}

// explainNoKey reports what follows a value, or a line that is indented like no other.
func (y *yamlReader) explainNoKey(at int) {
	start := y.lineStart(at)
	before := strings.TrimRight(y.file.Text[start:at], " \t")
	switch last := before[max(len(before)-1, 0):]; {
	case before == "" && strings.HasPrefix(y.file.Text[at:y.end], "- "):
		y.complain(nil, at, y.lineEnd(at, y.end), "no list can start here", "indent it like the lines that it belongs to, below a key without a value")
	case before == "":
		y.complain(nil, at, y.lineEnd(at, y.end), "this line is indented like none of the lines above",
			"start it in the column of the keys that it belongs to")
	case last == `"` || last == "'":
		y.explainQuote(at, start, last)
	default:
		y.complain(nil, at, y.lineEnd(at, y.end), "this follows the end of the value", "if it is all text, put the whole in quotes")
	}
}

// explainQuote reports what follows text in quotes: if the text started in a line above, its own end is
// missing.
func (y *yamlReader) explainQuote(at, start int, quote string) {
	if strings.Count(y.file.Text[start:at], quote) < 2 {
		opens := regexp.MustCompile(`(?:[:\-,\[{] |^)` + quote + `[^` + quote + `]*$`)
		for above := y.lineAbove(start); above >= 0; above = y.lineAbove(above) {
			line := lineAt(y.file.Text, above)
			if opens.MatchString(line) {
				open := above + strings.LastIndex(line, quote)
				y.complain(nil, open, open+1, unclosedQuote, closeQuote)

				return
			}
		}
	}

	hint := `write \" for a quote within the text, or put the whole text in single quotes`
	if quote == "'" {
		hint = "write '' for an apostrophe within the text, or put the whole text in double quotes"
	}

	y.complain(nil, at, max(y.lineEnd(at, y.end), at+1), "this follows the end of the text in quotes", hint)
}

// explainTag reports a tag that does not fit its value; the library does not say where.
func (y *yamlReader) explainTag(f yamlFault) {
	start, end := y.start, y.start
	if i := strings.LastIndex(f.message, "!!"); i >= 0 {
		if at := strings.Index(y.file.Text[y.start:y.end], f.message[i:]); at >= 0 {
			start = y.start + at
			end = start + len(f.message[i:])
		}
	}

	y.complain(nil, start, end, "what follows is not what this tag says", "delete the tag")
}

// explainStart reports text that starts with a character that YAML keeps for itself.
func (y *yamlReader) explainStart(f yamlFault) {
	start := f.context
	if start >= y.end || isSpace(y.file.Text[start]) {
		y.complain(nil, start, start, "a value is missing here", "write it, or delete what stands around it")
		return
	}

	first := y.file.Text[start : start+y.runeSize(start)]
	y.complain(nil, start, max(y.lineEnd(start, y.end), start+len(first)), "text cannot start with "+first, inQuotes)
}

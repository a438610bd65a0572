package frontmatter

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// What the library does not tell is found in the text: where things end.

// skip returns the first offset from at on that holds neither white space nor a comment.
func (y *yamlReader) skip(at int) int { return y.skipAll(at, " \t\r\n") }

func (y *yamlReader) skipAll(at int, characters string) int {
	text := y.file.Text[:y.end]
	for at < len(text) {
		switch {
		case strings.IndexByte(characters, text[at]) >= 0:
			at++
		case text[at] == '#':
			at += len(lineAt(text, at))
		default:
			return at
		}
	}

	return at
}

// close returns the end of a map or list in brackets, whose last value ends at at.
func (y *yamlReader) close(at int, bracket byte) int {
	end := y.skipAll(at, " \t\r\n,:?")
	if end < y.end && y.file.Text[end] == bracket {
		return end + 1
	}

	return at
}

// afterColon returns where the value of a key would stand that has none.
func (y *yamlReader) afterColon(keyEnd int) int {
	at := y.skip(keyEnd)
	if at < y.end && y.file.Text[at] == ':' {
		return at + 1
	}

	return keyEnd
}

// quoted returns the end of text in quotes.
func (y *yamlReader) quoted(at int, quote byte) int {
	text := y.file.Text[:y.end]
	for i := at + 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote == '"':
			i++
		case text[i] != quote:
		case quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		default:
			return i + 1
		}
	}

	return len(text)
}

// plain returns the end of text without quotes: its characters are those of the value, but for white space,
// which is folded where lines end.
func (y *yamlReader) plain(at int, value string) int {
	text := y.file.Text[:y.end]
	if strings.HasPrefix(text[at:], value) {
		return at + len(value)
	}

	for i := 0; i < len(value) && at < len(text); {
		switch {
		case isSpace(value[i]):
			i++
		case isSpace(text[at]):
			at++
		case value[i] != text[at]:
			return at
		default:
			i++
			at++
		}
	}

	return at
}

// swallowed warns of text without quotes that goes on with " #12" or " #word": that is a comment, and the text
// ends before it. A comment that is meant as one has a space behind its #.
func (y *yamlReader) swallowed(n *twig, at, end int) {
	rest := y.file.Text[end:y.end]
	if n.Kind != Text || !strings.HasPrefix(rest, " #") {
		return
	}

	after, _ := utf8.DecodeRuneInString(rest[len(" #"):])
	if !unicode.IsLetter(after) && !unicode.IsDigit(after) {
		return
	}

	line := strings.TrimRight(lineAt(rest, 0), " \t\r")
	y.complain(n, end+1, end+len(line), "this is a comment, so that the text ends before it",
		"if it belongs to the text, put the whole in quotes; if not, put a space behind the #")
	y.problems[len(y.problems)-1].Severity = source.Warning
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// block returns the end of a block of text that starts with its | or >: the end of its last line that is
// not blank. The first such line shows how far the block is indented; the value, how far it is more so.
func (y *yamlReader) block(at int, value string) int {
	text := y.file.Text[:y.end]
	header := lineAt(text, at)
	end := at + len(strings.TrimRight(header, " \t\r"))
	if i := strings.Index(header, " #"); i >= 0 {
		end = at + len(strings.TrimRight(header[:i], " \t"))
	}

	first := firstLine(value)
	if first == len(value) {
		return end
	}

	extra := indent(lineAt(value, first))

	depth := -1
	for next := at + len(header) + 1; next < len(text); {
		line := lineAt(text, next)
		if strings.TrimSpace(line) != "" {
			if depth < 0 {
				depth = indent(line) - extra
			}

			if indent(line) < depth {
				break
			}

			end = next + len(strings.TrimRight(line, "\r"))
		}

		next += len(line) + 1
	}

	return end
}

// indent returns how many spaces a line starts with.
func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// tabs reports lines that are indented with tabs, which the library lets pass in some places.
func (y *yamlReader) tabs() {
	text := y.file.Text[:y.end]
	for start := y.start; start < len(text); {
		line := lineAt(text, start)
		white := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		bare := strings.Trim(line, " \t\r")
		if i := strings.IndexByte(white, '\t'); i >= 0 && bare != "" && bare[0] != '#' && !y.inText(start) {
			y.complain(nil, start+i, start+len(white), tabIndent, tabHint)
		}

		start += len(line) + 1
	}
}

// inText reports whether a line starts within a text of several lines. Lines are asked for in their order.
func (y *yamlReader) inText(at int) bool {
	for len(y.folded) > 0 && y.folded[0].End <= at {
		y.folded = y.folded[1:]
	}

	return len(y.folded) > 0 && y.folded[0].Start < at
}

// markers reports lines that end a YAML document or start another, and blanks them in raw, the text of the
// front matter. It returns how many there are.
func (y *yamlReader) markers(raw []byte) int {
	count := 0
	for start := y.start; start < y.end; {
		line := lineAt(y.file.Text[:y.end], start)
		if mark, _, _ := strings.Cut(strings.TrimRight(line, "\r"), " "); mark == "..." || mark == "---" {
			count++
			end := start + len(mark)
			if mark == "..." {
				y.complain(nil, start, end, "this line ends the front matter too early", "delete it")
			} else {
				y.complain(nil, start, end, "a second YAML document starts here", "delete the line: a file has one front matter")
			}

			clear := raw[start-y.start : start-y.start+len(line)]
			for i := range clear {
				clear[i] = ' '
			}
		}

		start += len(line) + 1
	}

	return count
}

// blank overwrites with spaces the key at the first column in raw, with all that belongs to it, around an
// offset in the file: what follows can then be read. It reports whether there was anything left to blank.
func (y *yamlReader) blank(raw []byte, at int) bool {
	at = max(at, y.start)
	from := min(at-y.start, len(raw))
	for from > 0 && (raw[from-1] != '\n' || !topLevel(raw, from)) {
		from--
	}

	to := max(from, at-y.start)
	for to < len(raw) && (raw[to] != '\n' || !topLevel(raw, to+1)) {
		to++
	}

	changed := false
	for i := from; i < to; i++ {
		changed = changed || !isSpace(raw[i])
		if raw[i] != '\n' && raw[i] != '\r' {
			raw[i] = ' '
		}
	}

	return changed
}

var quotedKey = regexp.MustCompile(`^(?:"[^"\n]*"|'[^'\n]*')[ \t]*:`)

// topLevel reports whether a key starts in the first column of a line.
func topLevel(raw []byte, line int) bool {
	return line < len(raw) && (strings.IndexByte(" \t\r\n#-[]{},:@`%&*!|>\"'", raw[line]) < 0 || quotedKey.Match(raw[line:]))
}

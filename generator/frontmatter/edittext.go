package frontmatter

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"
)

// dateLike matches what TOML takes for a date without quotes.
var dateLike = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

func quoteJSON(text string) string {
	quoted, _ := json.Marshal(text) // a text always can be
	return string(quoted)
}

// startOf returns where a value starts with its key.
func startOf(n *Node) int {
	if n.keyEnd > 0 {
		return int(n.keyStart)
	}

	return int(n.start)
}

// leads returns what stands before an offset in its line, and whether that is only white space.
func (e *editor) leads(at int) (before string, blank bool) {
	before = e.text[1+strings.LastIndexByte(e.text[:at], '\n') : at]
	return before, strings.TrimLeft(before, " \t") == ""
}

// rest returns what follows an offset in its line, without its line end, and that line end.
func (e *editor) rest(at int) (rest, lineEnd string) {
	line := lineAt(e.text, at)
	rest = strings.TrimSuffix(line, "\r")
	if rest != line {
		return rest, "\r\n"
	}

	return rest, "\n"
}

// addBetween puts more between the brackets of a map or a list, behind what is there and as that is written:
// in a line of its own if the last one has one.
func (e *editor) addBetween(to *Node, written ...string) {
	if len(to.Children()) == 0 {
		at := int(to.start) + 1
		e.change(at, at, strings.Join(written, ", "))

		return
	}

	last := to.Children()[len(to.Children())-1]
	at := int(last.end)
	before, ownLine := e.leads(startOf(last))
	rest, lineEnd := e.rest(at)
	if !ownLine {
		e.change(at, at, ", "+strings.Join(written, ", "))
		return
	}

	separator := "," + lineEnd + before
	behind, comma := strings.CutPrefix(strings.TrimLeft(rest, " \t"), ",")
	if !strings.HasPrefix(strings.TrimLeft(behind, " \t"), "#") {
		e.change(at, at, separator+strings.Join(written, separator))
		return
	}

	// What a comment says of the last one stays in its line.
	end := ","
	if !comma {
		e.change(at, at, ",")
		end = ""
	}

	e.change(at+len(rest), at+len(rest), separator[1:]+strings.Join(written, separator)+end)
}

// likeItems writes an item of a list between brackets: in one line, or in lines as the last item has them.
func (e *editor) likeItems(list *Node, item []Pair) string {
	if len(list.Children()) == 0 {
		return e.inline(item)
	}

	last := list.Children()[len(list.Children())-1]
	if last.Kind != Map || len(last.Children()) == 0 || !e.inBrackets(last) {
		return e.inline(item)
	}

	inner, ownLine := e.leads(startOf(last.Children()[0]))
	closing, alone := e.leads(int(last.end) - 1)
	if !ownLine || !alone {
		return e.inline(item)
	}

	_, lineEnd := e.rest(int(last.start))
	lines := make([]string, len(item))
	for i, pair := range item {
		lines[i] = inner + e.pair(pair)
	}

	return "{" + lineEnd + strings.Join(lines, ","+lineEnd) + lineEnd + closing + "}"
}

// lastOf returns the value of a map without brackets behind which there is room for more keys: in TOML those
// of the tables below come later.
func (e *editor) lastOf(to *Node) (last *Node, indent string) {
	for _, child := range to.Children() {
		before, _ := e.leads(startOf(child))
		if e.doc.Format == "toml" && strings.HasPrefix(strings.TrimLeft(before, " \t"), "[") {
			continue
		}

		if last == nil || child.end > last.end {
			last = child
		}
	}

	if last == nil {
		return nil, ""
	}

	before, _ := e.leads(startOf(to.Children()[0]))
	if e.doc.Format == "toml" {
		before, _ = e.leads(startOf(last))
		return last, before[:len(before)-len(strings.TrimLeft(before, " \t"))]
	}

	return last, strings.Repeat(" ", utf8.RuneCountInString(before))
}

// addLines puts lines behind the one in which a value ends.
func (e *editor) addLines(last *Node, indent string, lines ...string) {
	if last == nil {
		return // the values will not be what they should be
	}

	at := int(last.end)
	rest, lineEnd := e.rest(at)
	at += len(rest)

	var b strings.Builder
	for _, line := range lines {
		b.WriteString(lineEnd)
		if line != "" {
			b.WriteString(indent + line)
		}
	}

	e.change(at, at, b.String())
}

// addDash puts one more item behind those of a YAML list without brackets: in one line or in several, as the
// last one is.
func (e *editor) addDash(list *Node, item []Pair) {
	last := list.Children()[len(list.Children())-1]
	before, _ := e.leads(int(list.start))
	indent := strings.Repeat(" ", utf8.RuneCountInString(before))
	lines := []string{"- " + e.inline(item)}
	if last.Kind == Map && !e.inBrackets(last) {
		lines = nil
		for i, pair := range item {
			mark := "  "
			if i == 0 {
				mark = "- "
			}

			lines = append(lines, mark+e.pair(pair))
		}
	}

	e.addLines(last, indent, lines...)
}

// addTable puts one more [[table]] behind those of a TOML list.
func (e *editor) addTable(list *Node, item []Pair) {
	last := list.Children()[len(list.Children())-1]
	at := 1 + strings.LastIndexByte(e.text[:last.start], '\n')
	for !strings.HasPrefix(strings.TrimLeft(lineAt(e.text, at), " \t"), "[[") {
		if at == 0 {
			return
		}

		at = 1 + strings.LastIndexByte(e.text[:at-1], '\n')
	}

	header := strings.TrimRight(lineAt(e.text, at), "\r")
	bare := strings.TrimLeft(header, " \t")
	indent := header[:len(header)-len(bare)]
	bare = bare[:strings.Index(bare, "]]")+2]

	lines := []string{bare}
	for _, pair := range item {
		lines = append(lines, e.pair(pair))
	}

	if at > 1 && strings.TrimSpace(e.text[1+strings.LastIndexByte(e.text[:at-1], '\n'):at]) == "" {
		lines = append([]string{""}, lines...)
	}

	e.addLines(last, indent, lines...)
}

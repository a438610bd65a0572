package frontmatter

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// A jsonReader walks over the tokens of one JSON object.
type jsonReader struct {
	*tree
	dec  *json.Decoder
	base int // offset of the object in the file
	end  int

	endless bool // its brackets do not match
	keyEnd  int  // where the last key ended
	fault   int  // where it could not be read
}

func (t *tree) readJSON(r region) *Node {
	j := &jsonReader{tree: t, base: r.start, end: r.end, endless: r.endless}
	raw := []byte(t.file.Text[r.start:r.end])
	if r.loose {
		t.faulty = true
		if raw = j.withoutSurplus(r); raw == nil {
			return nil
		}
	}

	for faults := 0; ; faults++ {
		known := len(t.problems)
		j.dec = json.NewDecoder(bytes.NewReader(raw))
		j.dec.UseNumber()

		root := t.node(nil)
		if j.value(root) {
			j.nothingBehind()
			return t.finish(root)
		}

		t.faulty = true
		switch {
		case t.deep || faults == 8:
			return nil
		case r.endless && faults == 0 && j.balance(&raw):
		case r.endless:
			j.dropLast(root) // it holds the bracket that is not closed
			return t.finish(root)
		case !j.mend(raw, known):
			return nil
		}
	}
}

// nothingBehind reports what follows the object in a file that holds nothing else.
func (j *jsonReader) nothingBehind() {
	if start := j.tokenStart(); start < j.end {
		j.faulty = true
		j.complain(nil, start, start+1, "this follows the } that ends the front matter", "delete it")
	}
}

func (j *jsonReader) dropLast(root *twig) {
	if last := len(root.children) - 1; last >= 0 {
		root.children = root.children[:last]
	}
}

// value reads the next value into n. It reports whether reading can go on.
func (j *jsonReader) value(n *twig) bool {
	start := j.tokenStart()
	token, err := j.dec.Token()
	if err != nil {
		j.fail(err, start, n)
		return false
	}

	n.start, n.end = uint32(start), uint32(j.offset())
	switch token := token.(type) {
	case json.Delim:
		return j.inside(n, token)
	case string:
		n.Kind, n.Text = Text, token
	case json.Number:
		n.Kind, n.Text = coreKind(token.String()), token.String()
	default:
		n.Text = j.file.Text[start:n.end]
		n.Kind = coreKind(n.Text)
	}

	return true
}

// inside reads what is in a map or list up to its closing bracket.
func (j *jsonReader) inside(n *twig, open json.Delim) bool {
	if open == '[' {
		n.Kind = List
	}

	for j.dec.More() {
		child := n
		if open == '[' {
			child = j.item(n, j.tokenStart())
		} else if child = j.key(n); child == nil {
			return false
		}

		if j.deep || !j.value(child) {
			return false
		}
	}

	start := j.tokenStart()
	if _, err := j.dec.Token(); err != nil {
		j.fail(err, start, n)
		return false
	}

	n.end = uint32(j.offset())

	return true
}

// key reads the key of the next member; nil if there is none.
func (j *jsonReader) key(n *twig) *twig {
	start := j.tokenStart()
	token, err := j.dec.Token()
	if err != nil {
		j.fail(err, start, n)
		return nil
	}

	key, _ := token.(string)
	end := j.offset()
	j.keyEnd = end

	return j.member(n, key, start, end)
}

// offset returns where the last token ended.
func (j *jsonReader) offset() int { return j.base + int(j.dec.InputOffset()) }

// tokenStart returns where the next token starts.
func (j *jsonReader) tokenStart() int {
	at := j.offset()
	for at < j.end && strings.IndexByte(" \t\r\n,:", j.file.Text[at]) >= 0 {
		at++
	}

	return at
}

// fail reports a syntax error in the token that starts at start, in or after the value n.
func (j *jsonReader) fail(err error, start int, n *twig) {
	text := j.file.Text[:j.end]
	open := j.opener(n)
	says := func(words string) bool { return strings.HasSuffix(err.Error(), words) }
	if at := j.pass(j.offset(), " \t\r\n"); at < j.end && strings.HasPrefix(err.Error(), "invalid character '"+text[at:at+1]+"'") {
		start = at // a comma or colon that does not belong here is no token
	}

	j.fault = start
	if says("after object key") {
		j.fault = j.keyEnd
	}

	switch cut := start >= j.end; {
	case !cut && text[start] == '"' && !says("after array element") && !says("after object key:value pair"):
		j.failText(start)
		return
	case cut, says("after array element") && j.endless, says("after object key:value pair") && j.endless:
		j.complain(nil, open, open+1, unclosedBracket, "close it with "+closing(text[open]))
		return
	}

	before := strings.TrimRight(text[:start], " \t\r\n")
	_, size := utf8.DecodeRuneInString(text[start:])
	end := start + size

	switch c := text[start]; {
	case says("after object key"):
		j.complain(nil, start, end, "a colon and a value are missing before this", `write "key": value`)
	case '0' <= c && c <= '9' && text[start-1] == '0':
		j.complain(nil, start-1, end, leadingZero, leadingZeroHint)
	case (c == '}' || c == ']') && strings.HasSuffix(before, ","):
		j.complain(nil, len(before)-1, len(before), surplusComma, "delete it, or write what is missing")
	case (c == '}' || c == ']') && says("beginning of value"):
		j.complain(nil, start, end, "a value is missing before this", "write it, or delete the key")
	case c == '}' || c == ']':
		j.complain(nil, open, open+1, unclosedBracket, "close it with "+closing(text[open]))
	case c == ',' && strings.HasSuffix(before, ":"):
		j.complain(nil, start, end, "a value is missing before this", "write it, or delete the key")
	case c == ',':
		j.complain(nil, start, end, surplusComma, "delete it, or write what is missing")
	case c == '/' || c == '#':
		j.complain(nil, start, end, "there are no comments in JSON", "delete it, or use lines of --- and YAML")
	case says("after array element"), says("after object key:value pair"):
		j.complain(nil, start, end, missingComma, inDoubleQuotes)
	default:
		j.complain(nil, start, end, "this is neither text nor a number, true, false or null", inDoubleQuotes)
	}
}

// opener returns where the innermost bracket around n opens.
func (j *jsonReader) opener(n *twig) int {
	for n.parent != nil && (n.start == 0 || n.Kind > List) {
		n = n.parent
	}

	return max(int(n.start), j.base)
}

// failText reports what is wrong with the text that starts at a quote.
func (j *jsonReader) failText(start int) {
	text := j.file.Text[:j.end]
	for i := start + 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n' || c == '\r':
			j.complain(nil, start, start+1, unclosedQuote, closeQuote)
			return
		case c < 0x20:
			j.complain(nil, i, i+1, "a tab in text is written \\t", `write \t, or a space`)
			return
		case c == '\\' && (i+1 == len(text) || strings.IndexByte(`"\/bfnrt`, text[i+1]) < 0):
			end := min(i+2, len(text))
			if i+1 < len(text) {
				_, size := utf8.DecodeRuneInString(text[i+1:])
				end = i + 1 + size
			}

			j.complain(nil, i, end, badEscape, badEscapeHint)

			return
		case c == '\\':
			i++
		}
	}

	j.complain(nil, start, start+1, unclosedQuote, closeQuote)
}

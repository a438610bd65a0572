package frontmatter

import (
	"bytes"
	"regexp"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// mend changes raw, the text of the object, so that it can be read past the last fault: it adds or takes
// away a comma, takes away a comment, or else the whole member of the object that holds the fault. Lengths
// stay. known is how many problems there were before raw was read: what was seen on the way to the fault
// will be seen again, but for what is taken away. It reports whether anything was left to change.
func (j *jsonReader) mend(raw []byte, known int) bool {
	seen := j.problems[known:]
	fault := seen[len(seen)-1]
	from, to := j.repair(raw, fault)
	if from == to {
		from, to = j.cut(raw)
	}

	kept := j.problems[:known:known]
	for i, p := range seen {
		if at := p.At.Start - j.base; i == len(seen)-1 || from <= at && at < to {
			kept = append(kept, p)
		}
	}

	j.problems = kept

	return from < to
}

// balance takes away the members whose brackets do not match from an object laid out in lines, and what
// follows the line that ends it. The problem found last, the bracket that nothing closes, is put where one of
// those members has it. It reports whether there was one.
func (j *jsonReader) balance(raw *[]byte) bool {
	end := bytes.Index(*raw, []byte("\n}"))
	if end < 0 {
		return false
	}

	text := (*raw)[:end+2]
	starts := append(members(text), len(text)-1)
	found := false
	for i := len(starts) - 2; i >= 0; i-- {
		open := openBracket(text[starts[i]:starts[i+1]])
		if open < 0 {
			continue
		}

		at := j.base + starts[i] + open
		j.problems[len(j.problems)-1].At = j.written.Place(at, at+1)
		j.problems[len(j.problems)-1].Hint = "close it with " + closing(text[starts[i]+open])
		j.fault, found = at, true
		j.cut(text)
	}

	*raw = text

	return found
}

// withoutSurplus returns the text of an object that a bracket too many has ended, up to where it was meant to
// end and without the members that hold such brackets; nil where nobody can tell.
func (j *jsonReader) withoutSurplus(r region) []byte {
	if r.meant == 0 {
		return nil
	}

	text := []byte(j.file.Text[r.start:r.meant])
	j.end = r.meant
	starts := append(members(text), len(text)-1)
	for i := len(starts) - 2; i >= 0; i-- {
		if member := text[starts[i]:starts[i+1]]; openBracket(member) >= 0 || objectSize("{"+string(member)+"}") < len(member)+2 {
			j.fault = j.base + starts[i]
			j.cut(text)
		}
	}

	return text
}

// openBracket returns where the last of the brackets opens that nothing closes; -1 if there is none.
func openBracket(text []byte) int {
	var open []int
	quoted := false
	for i, c := range text {
		switch {
		case c == '"' && (i == 0 || text[i-1] != '\\'):
			quoted = !quoted
		case c == '\n':
			quoted = false
		case quoted:
		case c == '{' || c == '[':
			open = append(open, i)
		case c != '}' && c != ']' || len(open) == 0:
		case c-text[open[len(open)-1]] == 2: // in ASCII, a closing bracket comes second after its own
			open = open[:len(open)-1]
		default:
			return open[len(open)-1]
		}
	}

	if len(open) == 0 {
		return -1
	}

	return open[len(open)-1]
}

// repair mends what loses nothing. It returns the extent of what has changed, empty if nothing has.
func (j *jsonReader) repair(raw []byte, fault source.Problem) (from, to int) {
	at := fault.At.Start - j.base
	switch {
	case fault.Message == surplusComma && raw[at] == ',':
		raw[at] = ' '
		return at, at + 1
	case fault.Message == missingComma && raw[at] == '"' && isSpace(raw[at-1]) && len(bytes.TrimLeft(raw[j.lineStart(fault.At.Start)-j.base:at], " \t")) == 0:
		raw[at-1] = ','
		return at - 1, at
	case raw[at] == '/' || raw[at] == '#':
		return at, wipe(raw, at, commentEnd(raw, at))
	}

	return 0, 0
}

// commentEnd returns the end of a comment as JavaScript has them.
func commentEnd(raw []byte, at int) int {
	end := []byte("\n")
	if bytes.HasPrefix(raw[at:], []byte("/*")) {
		end = []byte("*/")
	}

	if i := bytes.Index(raw[at:], end); i >= 0 {
		return at + i + len(end)
	}

	return len(raw) - 1
}

// wipe overwrites with spaces, up to the bracket that ends the object.
func wipe(raw []byte, from, to int) int {
	to = min(to, len(raw)-1)
	for i := from; i < to; i++ {
		if raw[i] != '\n' && raw[i] != '\r' {
			raw[i] = ' '
		}
	}

	return to
}

// cut takes away the member of the object that holds the fault. It returns its extent, empty if there is
// nothing left to take.
func (j *jsonReader) cut(raw []byte) (from, to int) {
	at := min(j.fault-j.base, len(raw)-1)
	from, to = 1, len(raw)-1
	for _, start := range members(raw) {
		if start > at {
			to = start
			break
		}

		from = start
	}

	if len(bytes.TrimSpace(raw[from:to])) == 0 {
		return 0, 0
	}

	wipe(raw, from, to)
	if before := bytes.TrimRight(raw[:from], " \t\r\n"); to == len(raw)-1 && before[len(before)-1] == ',' {
		raw[len(before)-1] = ' '
	}

	return from, to
}

// jsonLine is a line that starts with a key.
var jsonLine = regexp.MustCompile(`(?m)^([ \t]*)"(?:[^"\\\n]|\\.)*"[ \t]*:`)

// members returns where the members of the object start. One that is laid out in lines tells by its indents,
// whatever is wrong with its brackets and quotes.
func members(raw []byte) []int {
	var starts []int
	lines := jsonLine.FindAllSubmatchIndex(raw, -1)
	if len(lines) > 0 && len(bytes.TrimSpace(raw[1:lines[0][0]])) == 0 && bytes.IndexByte(raw[:lines[0][0]], '\n') >= 0 {
		indent := raw[lines[0][2]:lines[0][3]]
		for _, line := range lines {
			if bytes.Equal(raw[line[2]:line[3]], indent) {
				starts = append(starts, line[3])
			}
		}

		return starts
	}

	depth, quoted, open := 0, false, true
	for i, c := range raw[:len(raw)-1] {
		switch {
		case depth == 1 && open && !isSpace(c) && c != ',':
			starts, open = append(starts, i), false
		case c == ',' && depth == 1 && !quoted:
			open = true
		}

		switch {
		case c == '"' && raw[max(i, 1)-1] != '\\':
			quoted = !quoted
		case c == '\n':
			quoted = false
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
	}

	return starts
}

package frontmatter

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// special matches texts that YAML reads as something else, or reads differently in places: numbers, times,
// truth and nothing, and whatever holds or starts with a character that means something to it.
var special = regexp.MustCompile(`^$|^\s|\s$|: |:$| #|[,\[\]{}\pC]|^[-?:#&*!|>'"%@\x60~=]` +
	`|^[-+]?[.\d][\d_.]*([eE][-+]?\d+)?$|^0[xo]|^<<$|^\d+:\d|^(?i:true|false|null|yes|no|on|off|y|n|\.?inf|\.?nan)$`)

// Scalar writes a text as a YAML scalar in one line, in quotes where it needs them; it can stand anywhere,
// also between brackets.
func Scalar(text string) string {
	if special.MatchString(text) {
		return strconv.Quote(text)
	}

	return text
}

// plainKey matches keys that need no quotes: on is one, though other readers of YAML take it for true.
var plainKey = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)

func yamlKey(key string) string {
	if plainKey.MatchString(key) && coreKind(key) == Text {
		return key
	}

	return Scalar(key)
}

// Flow writes a value as YAML in one line.
func Flow(n *Node) string {
	switch n.Kind {
	case Map:
		var pairs []string
		for _, child := range n.Children() {
			pairs = append(pairs, yamlKey(child.Key())+": "+Flow(child))
		}

		return "{" + strings.Join(pairs, ", ") + "}"
	case List:
		var items []string
		for _, child := range n.Children() {
			items = append(items, Flow(child))
		}

		return "[" + strings.Join(items, ", ") + "]"
	case Text:
		return Scalar(n.Text())
	case Null:
		return "null"
	case Bool:
		return strings.ToLower(n.Text())
	}

	return decimal(n.Text())
}

// emitWidth is where a line of text ends, and how long a list or map in one line may be.
const emitWidth = 110

// YAML writes a map as the lines of a YAML front matter, without those that enclose it. What is short stands
// in one line, long text in several. Read again it has the same Value, with its keys in the same order.
func YAML(n *Node) string {
	e := &emitter{}
	e.members(n, "")

	return e.String()
}

type emitter struct{ strings.Builder }

func (e *emitter) members(n *Node, indent string) {
	for _, child := range n.Children() {
		key := yamlKey(child.Key()) + ":"
		e.WriteString(indent + key)
		e.value(child, indent, len(key)+1, 1)
	}
}

func (e *emitter) items(n *Node, indent string) {
	for _, child := range n.Children() {
		e.WriteString(indent + "-")
		if child.Kind == Map && !fits(child, len(indent)+2, 2) {
			e.WriteString(" ")
			e.firstMember(child, indent+"  ")

			continue
		}

		e.value(child, indent, 2, 2)
	}
}

// firstMember writes a map whose first key stands behind a dash.
func (e *emitter) firstMember(n *Node, indent string) {
	inner := &emitter{}
	inner.members(n, indent)
	e.WriteString(strings.TrimPrefix(inner.String(), indent))
}

// value writes what follows a key or a dash, with the line feed. used is how much of the line is written
// behind the indentation, height how deep a value in one line may be.
func (e *emitter) value(n *Node, indent string, used, height int) {
	switch {
	case n.Kind == Text:
		e.WriteString(" " + text(n.Text(), indent+"  ", len(indent)+used) + "\n")
	case n.Kind > List || fits(n, len(indent)+used, height):
		e.WriteString(" " + Flow(n) + "\n")
	case n.Kind == Map:
		e.WriteString("\n")
		e.members(n, indent+"  ")
	default:
		e.WriteString("\n")
		e.items(n, indent+"  ")
	}
}

// fits reports whether a map or list is to stand in one line.
func fits(n *Node, used, height int) bool {
	return len(n.Children()) == 0 || heightOf(n) <= height && used+utf8.RuneCountInString(Flow(n)) <= emitWidth
}

func heightOf(n *Node) int {
	if n.Kind > List {
		return 0
	}

	height := 0
	for _, child := range n.Children() {
		height = max(height, heightOf(child))
	}

	return height + 1
}

// foldable matches text that can be broken between any two words.
var foldable = regexp.MustCompile(`^[^\s\pC]+( [^\s\pC]+)*$`)

// literal matches text whose lines can stand as they are.
var literal = regexp.MustCompile(`^([^\s\pC]([^\t\r\n\pC]*[^\s\pC])?\n)([^\t\r\n\pC]*[^\s\pC]\n|\n)*[^\t\r\n\pC]*[^\s\pC]\n?$`)

// text writes a text behind a key: long text in several lines.
func text(value, indent string, used int) string {
	switch {
	case foldable.MatchString(value) && used+utf8.RuneCountInString(value) > emitWidth:
		return ">-" + folded(value, indent)
	case literal.MatchString(value):
		mark := "|-"
		if strings.HasSuffix(value, "\n") {
			mark = "|"
		}

		lines := strings.Split(strings.TrimSuffix(value, "\n"), "\n")
		for i, line := range lines {
			if line != "" {
				lines[i] = indent + line
			}
		}

		return mark + "\n" + strings.Join(lines, "\n")
	}

	return Scalar(value)
}

// folded breaks text between words.
func folded(value, indent string) string {
	var b strings.Builder
	room := 0
	for word := range strings.FieldsSeq(value) {
		size := utf8.RuneCountInString(word) + 1
		if size > room {
			b.WriteString("\n" + indent + word)
			room = emitWidth - len(indent) - size
			continue
		}

		b.WriteString(" " + word)
		room -= size
	}

	return b.String()
}

package frontmatter

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Pair is a key and the text that stands under it.
type Pair struct{ Key, Value string }

// ErrEdit says that there is no safe way to put something into a front matter.
var ErrEdit = errors.New("the front matter is written in a way that cannot be added to safely")

// AddItem returns the text of the file in which a map stands, with one more item at the end of the list under
// a key of the map: an item that is a map of texts. A list that is not there is added. The item is written as
// those before it are, and no other byte changes. It is ErrEdit where the file cannot be read, and where any
// other value would become a different one.
func AddItem(of *Node, key string, item ...Pair) (string, error) {
	_, text, err := addItem(of, key, item)
	return text, err
}

func addItem(of *Node, key string, item []Pair) (*editor, string, error) {
	e, at, err := edit(of)
	if err != nil {
		return nil, "", err
	}

	values := map[string]any{}
	for _, pair := range item {
		values[pair.Key] = pair.Value
	}

	list := at.Get(key)
	if list == nil {
		e.addList(at, key, item)
	} else {
		e.addItem(list, item)
	}

	text, err := e.apply(at, func(now map[string]any) {
		items, _ := now[key].([]any)
		now[key] = append(slices.Clone(items), any(values))
	})

	return e, text, err
}

// SetTexts returns the text of the file in which a map stands, with other texts under some of its keys, which
// are added where they are not there. The same holds as for AddItem.
func SetTexts(of *Node, pairs ...Pair) (string, error) {
	e, at, err := edit(of)
	if err != nil {
		return "", err
	}

	var added []Pair
	for _, pair := range pairs {
		if before := at.Get(pair.Key); before != nil {
			e.replace(before, pair.Value)
		} else {
			added = append(added, pair)
		}
	}

	if len(added) > 0 {
		e.addTexts(at, added)
	}

	return e.apply(at, func(now map[string]any) {
		for _, pair := range pairs {
			now[pair.Key] = pair.Value
		}
	})
}

// An editor gathers changes of one file.
type editor struct {
	doc   Document
	text  string
	edits []change
}

// A change puts text in the place of some bytes.
type change struct {
	start, end int
	text       string
}

// edit reads the file of a map again, and finds the map in it.
func edit(of *Node) (*editor, *Node, error) {
	if of.File() == nil {
		return nil, nil, fmt.Errorf("%w: it stands in no file", ErrEdit)
	}

	doc, problems := Parse(of.File())
	if len(problems) > 0 || doc.Root == nil {
		return nil, nil, fmt.Errorf("%w: it cannot be read", ErrEdit)
	}

	at := doc.Root.Get(wayTo(of)...)
	if at == nil || at.Kind != Map || len(at.Children()) == 0 {
		return nil, nil, ErrEdit
	}

	return &editor{doc: doc, text: of.File().Text}, at, nil
}

// wayTo returns the way from the root of a file to a value in it.
func wayTo(n *Node) []string {
	var path []string
	for step := range strings.SplitSeq(n.Pointer(), "/") {
		path = append(path, strings.NewReplacer("~1", "/", "~0", "~").Replace(step))
	}

	return path[1:]
}

func (e *editor) change(start, end int, text string) {
	e.edits = append(e.edits, change{start, end, text})
}

// apply makes the changes. It is an error unless all values are then as before, but for what now does to
// the map.
func (e *editor) apply(at *Node, now func(map[string]any)) (string, error) {
	slices.SortStableFunc(e.edits, func(a, b change) int { return a.start - b.start })

	var b strings.Builder
	done := 0
	for _, c := range e.edits {
		if c.start < done {
			return "", ErrEdit
		}

		b.WriteString(e.text[done:c.start] + c.text)
		done = c.end
	}

	b.WriteString(e.text[done:])
	again, problems := Parse(source.NewFile(e.doc.File.Name, b.String()))
	if len(problems) > 0 || again.Root == nil || b.String()[again.Body:] != e.text[e.doc.Body:] {
		return "", ErrEdit
	}

	if !reflect.DeepEqual(again.Root.Value(), changed(e.doc.Root, at, now)) {
		return "", ErrEdit
	}

	return b.String(), nil
}

// changed returns the value of a tree in which one map is another.
func changed(n, at *Node, now func(map[string]any)) any {
	switch {
	case n == at:
		values := maps.Clone(n.Value().(map[string]any))
		now(values)

		return values
	case n.Kind == Map:
		values := map[string]any{}
		for _, child := range n.Children() {
			values[child.Key()] = changed(child, at, now)
		}

		return values
	case n.Kind == List:
		values := make([]any, len(n.Children()))
		for i, child := range n.Children() {
			values[i] = changed(child, at, now)
		}

		return values
	}

	return n.Value()
}

// inBrackets reports whether a map or list stands between brackets.
func (e *editor) inBrackets(n *Node) bool {
	return n.end > n.start && (e.text[n.start] == '{' || e.text[n.start] == '[')
}

// replace puts a text in the place of a value.
func (e *editor) replace(n *Node, value string) {
	e.change(int(n.start), int(n.end), e.scalar(value))
}

// scalar writes a text in the format of the file.
func (e *editor) scalar(value string) string {
	switch {
	case e.doc.Format == "yaml":
		return Scalar(value)
	case e.doc.Format == "toml" && dateLike.MatchString(value):
		return value
	}

	return quoteJSON(value)
}

func (e *editor) pair(p Pair) string {
	switch e.doc.Format {
	case "yaml":
		return yamlKey(p.Key) + ": " + e.scalar(p.Value)
	case "toml":
		return p.Key + " = " + e.scalar(p.Value)
	}

	return quoteJSON(p.Key) + ": " + e.scalar(p.Value)
}

// key writes a key and what stands between it and its value.
func (e *editor) key(key string) string {
	return strings.TrimSuffix(e.pair(Pair{key, "0"}), e.scalar("0"))
}

// inline writes a map of texts in one line.
func (e *editor) inline(pairs []Pair) string {
	written := make([]string, len(pairs))
	for i, pair := range pairs {
		written[i] = e.pair(pair)
	}

	return "{" + strings.Join(written, ", ") + "}"
}

func (e *editor) addList(to *Node, key string, item []Pair) {
	if e.inBrackets(to) {
		e.addBetween(to, e.key(key)+"["+e.inline(item)+"]")
		return
	}

	last, indent := e.lastOf(to)
	if e.doc.Format == "toml" {
		e.addLines(last, indent, e.key(key)+"["+e.inline(item)+"]")
		return
	}

	e.addLines(last, indent, yamlKey(key)+":", "  - "+e.inline(item))
}

func (e *editor) addTexts(to *Node, pairs []Pair) {
	written := make([]string, len(pairs))
	for i, pair := range pairs {
		written[i] = e.pair(pair)
	}

	if e.inBrackets(to) {
		e.addBetween(to, written...)
		return
	}

	last, indent := e.lastOf(to)
	e.addLines(last, indent, written...)
}

func (e *editor) addItem(to *Node, item []Pair) {
	switch {
	case e.inBrackets(to):
		e.addBetween(to, e.likeItems(to, item))
	case e.doc.Format == "toml":
		e.addTable(to, item)
	default:
		e.addDash(to, item)
	}
}

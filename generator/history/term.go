package history

import (
	"bytes"
	"cmp"
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A term is a value of the terms in normal form: two terms with one canonical text mean the same. It
// remembers how its author wrote it.
type term struct {
	key    string
	clause *clause
	// scalar is the canonical value of what has no parts: a string, a json.Number or a bool; nil else.
	scalar any
	// parts are the values of a map, or the items of a set, in the order written.
	parts []*term
	// list says that the parts are items, and have no keys.
	list bool
	// node is what the author wrote; for one text that stands for a map or a set, that text.
	node *frontmatter.Node
}

// normal returns a value in normal form; nil for what is as good as absent: nothing, an empty map or list
// that is no thing with an id, and the default.
func normal(n *frontmatter.Node, c *clause, key string) *term {
	if n == nil || n.Kind == frontmatter.Null {
		return nil
	}

	t := &term{key: key, clause: c, node: n, list: c.form == set || n.Kind == frontmatter.List}
	switch {
	case t.list:
		t.parts = normalItems(n, cmp.Or(c.each, &clause{}))
	case n.Kind == frontmatter.Map:
		t.parts = normalFields(n, c)
	case c.form == fields && c.bare != "" && n.Kind == frontmatter.Text:
		if part := normal(n, c.field(c.bare), c.bare); part != nil {
			t.parts = []*term{part}
		}
	default:
		t.scalar = normalScalar(n, c.form)
	}

	if (t.scalar == nil || t.scalar == "") && len(t.parts) == 0 || c.fallback != "" && string(t.canonical()) == c.fallback {
		return nil
	}

	return t
}

// normalItems returns the items of a list, or what stands alone where a list could be.
func normalItems(n *frontmatter.Node, each *clause) []*term {
	children := []*frontmatter.Node{n}
	if n.Kind == frontmatter.List {
		children = n.Children()
	}

	var items []*term
	for _, child := range children {
		if item := normal(child, each, ""); item != nil {
			items = append(items, item)
		}
	}

	return items
}

func normalFields(n *frontmatter.Node, c *clause) []*term {
	var parts []*term
	taken := map[string]bool{}
	for _, child := range n.Children() {
		key, of := child.Key(), c.each
		if c.form != named {
			of = c.field(key)
		} else if c.functions {
			key = string(plan.ParseFunction(key))
		}

		if taken[key] || c.omits(key) {
			continue
		}

		part := normal(child, of, key)
		if part == nil && c.form == named && child.Kind != frontmatter.Null {
			part = &term{key: key, clause: of, node: child} // that it is named says something
		}

		if part != nil {
			parts = append(parts, part)
			taken[key] = true
		}
	}

	return parts
}

// omits reports whether nobody signs what stands under a key: private extensions, and examples, which
// follow from the rest.
func (c *clause) omits(key string) bool {
	return c.form != named && key == "x" || c.top && key == "examples"
}

func normalScalar(n *frontmatter.Node, f form) any {
	switch n.Kind {
	case frontmatter.Int, frontmatter.Float:
		return normalNumber(n)
	case frontmatter.Bool:
		return n.Value()
	}

	written := strings.Join(strings.Fields(n.Text()), " ")
	switch f {
	case duration:
		if d, err := worktime.ParseDuration(written); err == nil {
			return d.Canonical()
		}
	case function:
		return string(plan.ParseFunction(written))
	case operator:
		if long, ok := operators[written]; ok {
			return long
		}
	}

	return written
}

var operators = map[string]string{
	"eq": "is", "ne": "is_not", "in": "one_of", "not_in": "none_of",
	"gte": "at_least", "lte": "at_most", "gt": "more_than", "lt": "less_than",
}

// normalNumber returns a number as RFC 8785 writes it. That format has no more than 64 bits: a number that
// needs more is the text of its exact decimal, so that no two numbers are taken for one.
func normalNumber(n *frontmatter.Node) any {
	written, _ := n.Value().(json.Number)
	exact, ok := new(big.Rat).SetString(string(written))
	if !ok {
		return n.Text()
	}

	float, _ := exact.Float64()
	short := strconv.FormatFloat(float, 'g', -1, 64)
	if back, ok := new(big.Rat).SetString(short); ok && back.Cmp(exact) == 0 {
		return json.Number(short)
	}

	places, _ := exact.FloatPrec()

	return exact.FloatString(places)
}

// all returns the parts; nil for a nil term.
func (t *term) all() []*term {
	if t == nil {
		return nil
	}

	return t.parts
}

// part returns what stands under a key; nil if nothing does.
func (t *term) part(key string) *term {
	for _, part := range t.all() {
		if part.key == key && !t.list {
			return part
		}
	}

	return nil
}

// written returns what the author wrote; nil for a nil term.
func (t *term) written() *frontmatter.Node {
	if t == nil {
		return nil
	}

	return t.node
}

// value returns the term as encoding/json takes it. Sets are sorted by the canonical text of their items.
func (t *term) value() any {
	switch {
	case t == nil:
		return nil
	case t.scalar != nil:
		return t.scalar
	case t.list:
		items := make([]jsontext.Value, len(t.parts))
		for i, part := range t.parts {
			items[i] = part.canonical()
		}

		slices.SortFunc(items, func(a, b jsontext.Value) int { return bytes.Compare(a, b) })

		return items
	}

	values := make(map[string]any, len(t.parts))
	for _, part := range t.parts {
		values[part.key] = part.value()
	}

	return values
}

func (t *term) canonical() jsontext.Value { return canonical(t.value()) }

// canonical returns a value as canonical JSON (RFC 8785).
func canonical(value any) jsontext.Value {
	text, err := json.Marshal(value)
	if err != nil {
		return jsontext.Value("null")
	}

	canonical := jsontext.Value(text)
	if canonical.Canonicalize() != nil {
		return jsontext.Value(text)
	}

	return canonical
}

// asJSON returns a value as JSON, its keys in the order written.
func asJSON(n *frontmatter.Node) []byte {
	var out bytes.Buffer
	writeJSON(&out, n)

	return out.Bytes()
}

func writeJSON(out *bytes.Buffer, n *frontmatter.Node) {
	if n == nil || n.Kind != frontmatter.Map && n.Kind != frontmatter.List {
		scalar, err := json.Marshal(n.Value())
		if err != nil {
			scalar = []byte("null")
		}

		out.Write(scalar)

		return
	}

	opens, closes := byte('{'), byte('}')
	if n.Kind == frontmatter.List {
		opens, closes = '[', ']'
	}

	out.WriteByte(opens)
	for i, child := range n.Children() {
		if i > 0 {
			out.WriteByte(',')
		}

		if n.Kind == frontmatter.Map {
			key, _ := json.Marshal(child.Key())
			out.Write(key)
			out.WriteByte(':')
		}

		writeJSON(out, child)
	}

	out.WriteByte(closes)
}

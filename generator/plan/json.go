package plan

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
)

// JSON returns the plan as {"version":1,"plan":{…}}: its merged front matter with defaults filled in, the parts
// of the plan in the order of the reference, everything in them in the order written. Entries of files of
// their own look as if they had been written inline.
func (p *Plan) JSON() ([]byte, error) {
	w := &jsonWriter{}
	w.out.WriteString(`{"version":1,"plan":`)
	if err := w.value(p.Node, reflect.TypeFor[Plan](), p.ID); err != nil {
		return nil, fmt.Errorf("write %s/plan.json: %w", p.ID, err)
	}

	w.out.WriteString("}\n")

	return w.out.Bytes(), nil
}

// A jsonWriter writes a tree as JSON, with the defaults that its type knows.
type jsonWriter struct {
	out bytes.Buffer
}

// value writes a node that was decoded into type t. id is written into the plan and its SLAs, which are
// known by it outside.
func (w *jsonWriter) value(n *frontmatter.Node, t reflect.Type, id string) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}

	switch {
	case n.Kind == frontmatter.Map && isMap(t):
		return w.object(n, func(child *frontmatter.Node) error { return w.value(child, t.Elem().Field(1).Type, child.Key()) })
	case n.Kind == frontmatter.Map && t.Kind() == reflect.Struct && !isSpecial(t):
		return w.structure(n, t, id)
	case n.Kind == frontmatter.List && t.Kind() == reflect.Slice && !isMap(t):
		return w.list(n, t.Elem())
	}

	return w.plain(n.Value())
}

// isMap reports whether a type is a Map: a slice of named items.
func isMap(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct && strings.HasPrefix(t.Elem().Name(), "Item[")
}

// isSpecial reports whether a type decodes itself, and so has no fields with defaults of its own.
func isSpecial(t reflect.Type) bool {
	special := reflect.PointerTo(t).Implements(reflect.TypeFor[nodeDecoder]())
	switch t {
	case reflect.TypeFor[Approval](), reflect.TypeFor[Criterion](), reflect.TypeFor[SQLElement](), reflect.TypeFor[Action]():
		return false
	}

	return special
}

func (w *jsonWriter) structure(n *frontmatter.Node, t reflect.Type, id string) error {
	types := map[string]reflect.Type{}
	written := map[string]bool{}
	for _, child := range n.Children() {
		written[child.Key()] = true
	}

	fields := fieldsOf(t)
	for _, f := range fields {
		types[f.key] = t.Field(f.index).Type
	}

	if t == reflect.TypeFor[Plan]() || t == reflect.TypeFor[SLA]() {
		w.out.WriteString(`{"id":`)
		if t == reflect.TypeFor[SLA]() && id == "sla" {
			id = MarketingSales
		}

		if own := text(n.Get("id")); own != "" {
			id = own
		}

		if err := w.plain(id); err != nil {
			return err
		}
	} else {
		w.out.WriteByte('{')
	}

	children := n.Children()
	if t == reflect.TypeFor[Plan]() {
		children = inOrder(children, fields)
	}

	for _, child := range children {
		if child.Key() == "kind" && (t == reflect.TypeFor[Plan]() || n.Parent() == nil) || child.Key() == "id" && !isItem(n) {
			continue
		}

		if err := w.key(child.Key()); err != nil {
			return err
		}

		of := types[child.Key()]
		if of == nil {
			of = reflect.TypeFor[any]()
		}

		if err := w.value(child, of, child.Key()); err != nil {
			return err
		}
	}

	for _, f := range fields {
		if f.fallback == "" || written[f.key] {
			continue
		}

		if err := w.fallback(f, types[f.key]); err != nil {
			return err
		}
	}

	w.out.WriteByte('}')

	return nil
}

// isItem reports whether a node stands in a list: nothing outside says its id.
func isItem(n *frontmatter.Node) bool {
	return n.Parent() != nil && n.Parent().Kind == frontmatter.List
}

// inOrder returns the parts of a plan in the order of its fields, wherever they were written.
func inOrder(parts []*frontmatter.Node, fields []field) []*frontmatter.Node {
	place := map[string]int{}
	for i, f := range fields {
		place[f.key] = i + 1
	}

	last := len(fields) + 1
	sorted := slices.Clone(parts)
	slices.SortStableFunc(sorted, func(a, b *frontmatter.Node) int {
		return cmp.Compare(cmp.Or(place[a.Key()], last), cmp.Or(place[b.Key()], last))
	})

	return sorted
}

// fallback writes a field with its default.
func (w *jsonWriter) fallback(f field, t reflect.Type) error {
	if err := w.key(f.key); err != nil {
		return err
	}

	switch {
	case t.Kind() == reflect.Slice:
		return w.plain(strings.Split(f.fallback, ","))
	case t == reflect.TypeFor[Number](), t.Kind() == reflect.Bool, t.Kind() == reflect.Int:
		w.out.WriteString(f.fallback)
		return nil
	}

	return w.plain(f.fallback)
}

func (w *jsonWriter) object(n *frontmatter.Node, each func(*frontmatter.Node) error) error {
	w.out.WriteByte('{')
	for _, child := range n.Children() {
		if err := w.key(child.Key()); err != nil {
			return err
		}

		if err := each(child); err != nil {
			return err
		}
	}

	w.out.WriteByte('}')

	return nil
}

func (w *jsonWriter) list(n *frontmatter.Node, t reflect.Type) error {
	w.out.WriteByte('[')
	for i, child := range n.Children() {
		if i > 0 {
			w.out.WriteByte(',')
		}

		if err := w.value(child, t, ""); err != nil {
			return err
		}
	}

	w.out.WriteByte(']')

	return nil
}

// key writes a key, after a comma where one is needed.
func (w *jsonWriter) key(key string) error {
	if last := w.out.Bytes()[w.out.Len()-1]; last != '{' {
		w.out.WriteByte(',')
	}

	if err := w.plain(key); err != nil {
		return err
	}

	w.out.WriteByte(':')

	return nil
}

// plain writes a value that has no defaults. <, > and & are escaped, so that the text is inert in HTML.
func (w *jsonWriter) plain(value any) error {
	text, err := json.Marshal(value)
	w.out.Write(text)

	return err
}

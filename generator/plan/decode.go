package plan

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A decoder turns front matter into typed values. What does not fit its type is left at its zero value:
// the schema has already said so.
type decoder struct {
	bodies     map[*source.File]*Body
	missing    []Absence
	references []Reference
}

// An Absence is a field that a complete plan has, and this one has not.
type Absence struct {
	// At is what lacks the field.
	At
	// Key is the field's.
	Key string
}

// A Reference is a place that names something else.
type Reference struct {
	// At is the name, or the key of a map whose keys are names.
	At
	// Kind says what is named: person, role, holder (a person or a role), party (a person, a role or a
	// function), function, metric, gate, loop, sla, asset, calendar, meeting, model, stage or area; link for an
	// address.
	Kind string
	// ID is the name.
	ID string
}

// A field is what the tags of a struct field say.
type field struct {
	index    int
	key      string
	need     bool
	ref      string // the kind of thing that it names, "" if none
	fallback string // the default, "" if none
	embedded bool
}

// Decode returns the front matter of an entry as a typed value, as far as it can be read: what does not fit
// its type is left at its zero value. It is for front matter of the past, which no file holds any more.
func Decode[T any](n *frontmatter.Node) *T {
	value := new(T)
	newDecoder().decode(n, reflect.ValueOf(value).Elem())

	return value
}

func newDecoder() *decoder {
	return &decoder{bodies: map[*source.File]*Body{}}
}

// knownFields are the results of fieldsOf, by type: to read the tags takes longer than to decode with them.
var knownFields sync.Map

// fieldsOf returns the tagged and embedded fields of a struct type.
func fieldsOf(t reflect.Type) []field {
	if fields, ok := knownFields.Load(t); ok {
		return fields.([]field)
	}

	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		key := f.Tag.Get("key")
		if key == "" && !f.Anonymous {
			continue
		}

		fields = append(fields, field{
			index: i, key: key, embedded: f.Anonymous,
			need: f.Tag.Get("need") != "", fallback: f.Tag.Get("default"),
			ref: f.Tag.Get("ref"),
		})
	}

	knownFields.Store(t, fields)

	return fields
}

// A nodeDecoder is a value that is not simply a struct, a list or a scalar.
type nodeDecoder interface {
	decodeNode(n *frontmatter.Node, d *decoder)
}

// decode sets the value that v points to from n; a nil n leaves the defaults.
func (d *decoder) decode(n *frontmatter.Node, v reflect.Value) {
	if special, ok := v.Addr().Interface().(nodeDecoder); ok {
		if n != nil {
			special.decodeNode(n, d)
		}

		return
	}

	if decodeForeign(n, v) {
		return
	}

	switch v.Kind() {
	case reflect.Pointer:
		if n == nil || n.Kind == frontmatter.Null {
			return
		}

		v.Set(reflect.New(v.Type().Elem()))
		d.decode(n, v.Elem())
	case reflect.Struct:
		d.decodeStruct(n, v)
	case reflect.Slice:
		d.decodeList(n, v)
	default:
		decodeScalar(n, v)
	}
}

func (d *decoder) decodeStruct(n *frontmatter.Node, v reflect.Value) {
	if n != nil && n.Kind != frontmatter.Map {
		n = nil
	}

	for _, f := range fieldsOf(v.Type()) {
		target := v.Field(f.index)
		if f.embedded {
			d.decodeEmbedded(n, target)
			continue
		}

		child := n.Get(f.key)
		if child == nil && f.need && n != nil {
			d.missing = append(d.missing, Absence{At: At{n}, Key: f.key})
		}

		if child == nil && f.fallback != "" {
			setDefault(target, f.fallback)
			continue
		}

		d.refer(child, f.ref)
		d.decode(child, target)
	}
}

// refer notes the names in a value: a text, a list of texts, or the keys of a map.
func (d *decoder) refer(n *frontmatter.Node, kind string) {
	if n == nil || kind == "" {
		return
	}

	of, keys := strings.CutPrefix(kind, "key:")
	if n.Kind == frontmatter.Text && !keys {
		d.references = append(d.references, Reference{At: At{n}, Kind: kind, ID: n.Text()})
	}

	for _, child := range n.Children() {
		if keys {
			d.references = append(d.references, Reference{At: At{child}, Kind: of, ID: child.Key()})
		} else {
			d.refer(child, kind)
		}
	}
}

// decodeEmbedded fills At and Entry.
func (d *decoder) decodeEmbedded(n *frontmatter.Node, v reflect.Value) {
	switch target := v.Addr().Interface().(type) {
	case *At:
		target.Node = n
	case *Entry:
		target.Node = n
		if n == nil {
			return
		}

		target.ID = n.Key()
		target.Title = text(n.Get("title"))
		if id := text(n.Get("id")); id != "" {
			target.ID = id
		}

		if n.Parent() == nil {
			target.Body = d.bodies[n.File()]
		}
	}
}

func (d *decoder) decodeList(n *frontmatter.Node, v reflect.Value) {
	if n == nil || n.Kind != frontmatter.List {
		return
	}

	children := filled(n)
	v.Set(reflect.MakeSlice(v.Type(), len(children), len(children)))
	for i, child := range children {
		d.decode(child, v.Index(i))
	}
}

// filled returns the children that hold something: what is empty has been reported, and no entry is nil.
func filled(n *frontmatter.Node) []*frontmatter.Node {
	return slices.DeleteFunc(slices.Clone(n.Children()), func(child *frontmatter.Node) bool {
		return child.Kind == frontmatter.Null
	})
}

func decodeScalar(n *frontmatter.Node, v reflect.Value) {
	if n == nil {
		return
	}

	switch v.Kind() {
	case reflect.String:
		if n.Kind == frontmatter.Text || n.Kind == frontmatter.Int {
			v.SetString(n.Text()) // a number may serve as text where the schema allows it: section: 9
		}
	case reflect.Bool:
		if n.Kind == frontmatter.Bool {
			v.SetBool(strings.EqualFold(n.Text(), "true"))
		}
	case reflect.Int:
		if n.Kind == frontmatter.Int {
			i, _ := strconv.ParseInt(n.Text(), 10, 32)
			v.SetInt(i)
		}
	}
}

// setDefault sets a scalar, or a list from a default with commas.
func setDefault(v reflect.Value, fallback string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(fallback)
	case reflect.Bool:
		v.SetBool(fallback == "true")
	case reflect.Int:
		i, _ := strconv.Atoi(fallback)
		v.SetInt(int64(i))
	case reflect.Slice:
		parts := strings.Split(fallback, ",")
		v.Set(reflect.MakeSlice(v.Type(), len(parts), len(parts)))
		for i, part := range parts {
			v.Index(i).SetString(part)
		}
	}
}

// text returns the text of a scalar node, "" for anything else.
func text(n *frontmatter.Node) string {
	if n == nil || n.Kind != frontmatter.Text {
		return ""
	}

	return n.Text()
}

// number returns the text of a number node, "" for anything else.
func number(n *frontmatter.Node) Number {
	if n == nil || n.Kind != frontmatter.Int && n.Kind != frontmatter.Float {
		return ""
	}

	return Number(n.Text())
}

func (m *Map[T]) decodeNode(n *frontmatter.Node, d *decoder) {
	if n.Kind != frontmatter.Map {
		return
	}

	children := filled(n)
	*m = make(Map[T], 0, len(children))
	for _, child := range children {
		item := Item[T]{Key: child.Key(), At: At{child}}
		d.decode(child, reflect.ValueOf(&item.Value).Elem())
		*m = append(*m, item)
	}
}

func (l *OneOrMany[T]) decodeNode(n *frontmatter.Node, d *decoder) {
	children := []*frontmatter.Node{n}
	if n.Kind == frontmatter.List {
		children = n.Children()
	}

	*l = make(OneOrMany[T], len(children))
	for i, child := range children {
		d.decode(child, reflect.ValueOf(&(*l)[i]).Elem())
	}
}

func (f *Function) decodeNode(n *frontmatter.Node, d *decoder) {
	*f = ParseFunction(text(n))
	d.refer(n, "function")
}

func (p *Party) decodeNode(n *frontmatter.Node, _ *decoder) { *p = Party(ParseFunction(text(n))) }

// decodeNode reads a digest in capitals as the same.
func (a *Approval) decodeNode(n *frontmatter.Node, d *decoder) {
	d.decodeStruct(n, reflect.ValueOf(a).Elem())
	a.Digest = strings.ToLower(a.Digest)
}

func (n *Number) decodeNode(node *frontmatter.Node, _ *decoder) { *n = number(node) }

func (p *Period) decodeNode(n *frontmatter.Node, _ *decoder) {
	*p = Period(text(n))
	if n.Kind == frontmatter.Int {
		*p = Period(n.Text())
	}
}

func (s *Span) decodeNode(n *frontmatter.Node, _ *decoder) {
	switch word := text(n); word {
	case "unknown", "never", "none":
		s.Word = word
	default:
		s.Duration, _ = worktime.ParseDuration(word)
	}
}

func (x *Definition) decodeNode(n *frontmatter.Node, _ *decoder) {
	x.Node, x.Text, x.See = n, text(n), text(n.Get("see"))
}

func (x *Information) decodeNode(n *frontmatter.Node, d *decoder) {
	x.Node, x.None = n, text(n) == "none"
	d.decodeList(n, reflect.ValueOf(&x.Items).Elem())
}

func (x *Current) decodeNode(n *frontmatter.Node, _ *decoder) {
	x.Node, x.Unknown = n, text(n) == "unknown"
	x.Value, x.Basis = number(n.Get("value")), text(n.Get("basis"))
	x.AsOf, _ = worktime.ParseDate(text(n.Get("as_of")))
}

func (x *Actual) decodeNode(n *frontmatter.Node, _ *decoder) {
	x.Node, x.Value, x.Computed = n, number(n), text(n) == "computed"
}

func (x *Value) decodeNode(n *frontmatter.Node, _ *decoder) {
	x.Node, x.List = n, n.Kind == frontmatter.List
	if !x.List {
		x.Items = []string{n.Text()}
		return
	}

	for _, child := range n.Children() {
		x.Items = append(x.Items, child.Text())
	}
}

func (x *Series) decodeNode(n *frontmatter.Node, d *decoder) {
	x.Node, x.File = n, text(n)
	d.decodeList(n, reflect.ValueOf(&x.Points).Elem())
}

func (x *Criterion) decodeNode(n *frontmatter.Node, d *decoder) {
	d.decodeStruct(n, reflect.ValueOf(x).Elem())
	if n.Kind == frontmatter.Text {
		x.Statement = n.Text()
	}

	x.Node = n
}

func (x *SQLElement) decodeNode(n *frontmatter.Node, d *decoder) {
	d.decodeStruct(n, reflect.ValueOf(x).Elem())
	if n.Kind == frontmatter.Text {
		x.Confirm = n.Text()
	}

	x.Node, x.ID = n, n.Key()
}

func (x *Action) decodeNode(n *frontmatter.Node, d *decoder) {
	d.decodeStruct(n, reflect.ValueOf(x).Elem())
	if n.Kind == frontmatter.Text {
		x.Text = n.Text()
	}

	x.Node, x.ID = n, n.Key()
}

// decodeForeign sets a type of worktime, which knows nothing of front matter; false for any other type.
func decodeForeign(n *frontmatter.Node, v reflect.Value) bool {
	switch target := v.Addr().Interface().(type) {
	case *worktime.Date:
		if written := text(n); written != "" {
			*target, _ = worktime.ParseDate(written)
		}
	case *worktime.Duration:
		if written := text(n); written != "" {
			*target, _ = worktime.ParseDuration(written)
		}
	default:
		return false
	}

	return true
}

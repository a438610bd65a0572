package plan

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// kindTypes are the Go types of the kinds.
var kindTypes = map[string]reflect.Type{
	"site": reflect.TypeFor[Site](), "plan": reflect.TypeFor[Plan](), "sla": reflect.TypeFor[SLA](),
	"feedback_loop": reflect.TypeFor[FeedbackLoop](), "metric": reflect.TypeFor[Metric](), "meeting": reflect.TypeFor[Meeting](),
	"enablement": reflect.TypeFor[Asset](), "training": reflect.TypeFor[Training](), "experiment": reflect.TypeFor[Experiment](),
	"escalation": reflect.TypeFor[Escalation](), "sla_review": reflect.TypeFor[SLAReview](),
	"pressure_test": reflect.TypeFor[PressureTest](), "qbr": reflect.TypeFor[QBR](), "scorecard": reflect.TypeFor[Scorecard](),
	"interview": reflect.TypeFor[Interview](), "research_note": reflect.TypeFor[ResearchNote](),
	"sla_revision": reflect.TypeFor[ArchivedRevision](),
}

// TestSchemaAndTypesAgree holds the schema and the Go types together: every property has a field, every
// field a property, and defaults and links are the same.
func TestSchemaAndTypesAgree(t *testing.T) {
	seen := map[string]bool{}
	missing := map[string]int{} // type and key: how many shapes of it lack the key
	shapes := map[string]int{}  // type: how many shapes the schema has
	defer func() {
		for key, n := range missing {
			if name, _, _ := strings.Cut(key, "."); n == shapes[name] {
				t.Errorf("%s: the schema has it nowhere", key)
			}
		}
	}()

	for _, kind := range Kinds() {
		if kindTypes[kind] == nil {
			t.Errorf("kind %s has no Go type", kind)
			continue
		}

		agree(t, SchemaTree().Get("$defs", kind), kindTypes[kind], kind, walk{seen, missing, shapes})
	}

	for kind := range kindTypes {
		if !slices.Contains(Kinds(), kind) {
			t.Errorf("the schema has no kind %s", kind)
		}
	}
}

// walk is what agree has seen so far. One type may serve several shapes, as Handoff does; a field must be
// in one of them.
type walk struct {
	seen            map[string]bool
	missing, shapes map[string]int
}

func agree(t *testing.T, schema *frontmatter.Node, goType reflect.Type, at string, w walk) {
	t.Helper()
	for goType.Kind() == reflect.Pointer {
		goType = goType.Elem()
	}

	schema = target(schema)
	if w.seen[at] || schema == nil {
		return
	}

	w.seen[at] = true
	switch {
	case isMap(goType):
		for _, child := range schema.Get("properties").Children() {
			agree(t, child, goType.Elem().Field(1).Type, at+"/"+child.Key(), w)
		}

		if values := schema.Get("additionalProperties"); values != nil && values.Kind == frontmatter.Map {
			agree(t, values, goType.Elem().Field(1).Type, at+"/*", w)
		}
	case goType.Kind() == reflect.Slice:
		if items := schema.Get("items"); items != nil {
			agree(t, items, goType.Elem(), at+"[]", w)
		}
	case goType.Kind() == reflect.Struct && schema.Get("properties") != nil && !foreign(goType):
		agreeStruct(t, schema, goType, at, w)
	}
}

func foreign(t reflect.Type) bool {
	return t == reflect.TypeFor[worktime.Date]() || t == reflect.TypeFor[worktime.Duration]() || isSpecial(t)
}

// target follows references and takes the branch of a conditional that is a map.
func target(schema *frontmatter.Node) *frontmatter.Node {
	for range 10 {
		if ref := text(schema.Get("$ref")); ref != "" {
			schema = schemaAt(ref)
			continue
		}

		if then := schema.Get("then"); then != nil && text(schema.Get("if", "type")) == "object" {
			schema = then
			continue
		}

		break
	}

	return schema
}

func agreeStruct(t *testing.T, schema *frontmatter.Node, goType reflect.Type, at string, w walk) {
	fields := map[string]field{}
	known := map[string]bool{"kind": true, "x": true}
	for _, f := range fieldsOf(goType) {
		if f.embedded && goType.Field(f.index).Name == "Entry" {
			known["id"], known["title"] = true, true
			continue
		}

		if !f.embedded {
			fields[f.key] = f
		}
	}

	for _, property := range schema.Get("properties").Children() {
		f, ok := fields[property.Key()]
		if !ok && !known[property.Key()] {
			t.Errorf("%s: the schema has %q, %s has not", at, property.Key(), goType.Name())
		}

		if !ok {
			continue
		}

		if got, want := f.fallback, defaultOf(property); got != want {
			t.Errorf("%s: the default of %q is %q in the schema and %q in %s", at, property.Key(), want, got, goType.Name())
		}

		if got, want := f.ref == "link", text(property.Get("$ref")) == "#/$defs/link"; got != want {
			t.Errorf("%s: %q is a link in the schema: %v, and in %s: %v", at, property.Key(), want, goType.Name(), got)
		}

		agree(t, property, goType.Field(f.index).Type, at+"/"+property.Key(), w)
		delete(fields, property.Key())
	}

	w.shapes[goType.Name()]++
	for key := range fields {
		w.missing[goType.Name()+"."+key]++
	}
}

// defaultOf returns the default of a property as the tags of fields write it.
func defaultOf(property *frontmatter.Node) string {
	value := property.Get("default")
	if value == nil {
		return ""
	}

	if value.Kind != frontmatter.List {
		return value.Text()
	}

	var all []string
	for _, item := range value.Children() {
		all = append(all, item.Text())
	}

	return strings.Join(all, ",")
}

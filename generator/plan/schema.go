package plan

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
)

//go:embed schema.json
var schemaJSON string

// SchemaID is the address by which the schema names itself.
const SchemaID = "https://lockstep-docs.github.io/lockstep/schema/plan.schema.json"

// SchemaText returns the JSON Schema (2020-12) of the front matter of every kind.
func SchemaText() string { return schemaJSON }

// SchemaTree returns the schema as a tree that keeps the order of its keys.
func SchemaTree() *frontmatter.Node { return schemaTree() }

// Vocabulary returns the keys that the schema names, and the words of which one must be chosen as a value.
func Vocabulary() (keys, values []string) { return vocabulary().keys, vocabulary().values }

type terms struct{ keys, values []string }

var vocabulary = sync.OnceValue(func() (found terms) {
	var gather func(n *frontmatter.Node)
	gather = func(n *frontmatter.Node) {
		for _, child := range n.Children() {
			switch child.Key() {
			case "properties":
				for _, property := range child.Children() {
					found.keys = append(found.keys, property.Key())
				}
			case "enum":
				for _, value := range child.Children() {
					found.values = append(found.values, value.Text())
				}
			case "const", "default":
				found.values = append(found.values, child.Text())
			}

			gather(child)
		}
	}
	gather(schemaTree())

	return found
})

var schemaTree = sync.OnceValue(func() *frontmatter.Node {
	doc, _ := frontmatter.Parse(source.NewFile("schema.json", schemaJSON))

	return doc.Root
})

// compiled is the schema as validator. The schema is part of the program: that it compiles is tested.
var compiled = sync.OnceValue(func() *jsonschema.Schema {
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(schemaJSON))
	if err != nil {
		panic(err)
	}

	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(SchemaID, value); err != nil {
		panic(err)
	}

	return compiler.MustCompile(SchemaID)
})

// Fits reports whether a text is written as a definition of the schema wants it, such as duration or function. Every text
// fits a definition without a pattern.
func Fits(definition, written string) bool {
	form := forms()[definition]

	return form == nil || form.MatchString(written)
}

// forms are the patterns of the definitions. The schema is part of the program: that they compile is tested.
var forms = sync.OnceValue(func() map[string]*regexp.Regexp {
	all := map[string]*regexp.Regexp{}
	for _, definition := range SchemaTree().Get("$defs").Children() {
		if pattern := text(definition.Get("pattern")); pattern != "" {
			all[definition.Key()] = regexp.MustCompile(pattern)
		}
	}

	return all
})

// Kinds returns every kind of file, in the order of the schema.
func Kinds() []string {
	var kinds []string
	for _, name := range SchemaTree().Get("properties", "kind", "enum").Children() {
		kinds = append(kinds, name.Text())
	}

	return kinds
}

// SchemaOf returns the JSON Schema of one kind: the whole schema with only that kind's branch and the
// definitions it needs. ok is false for a kind that does not exist.
func SchemaOf(name string) (schema string, ok bool) {
	if !slices.Contains(Kinds(), name) {
		return "", false
	}

	var all map[string]json.RawMessage
	if err := json.Unmarshal([]byte(schemaJSON), &all); err != nil {
		return "", false
	}

	var defs map[string]json.RawMessage
	if err := json.Unmarshal(all["$defs"], &defs); err != nil {
		return "", false
	}

	needed := map[string]bool{}
	gather(name, defs, needed)
	for def := range defs {
		if !needed[def] {
			delete(defs, def)
		}
	}

	out, err := json.MarshalIndent(map[string]any{
		"$schema": all["$schema"], "$id": strings.TrimSuffix(SchemaID, "plan.schema.json") + name + ".schema.json",
		"title": "lockstep " + strings.ReplaceAll(name, "_", " "),
		"type":  "object", "required": []string{"kind"}, "properties": map[string]any{"kind": map[string]string{"const": name}},
		"$ref": "#/$defs/" + name, "$defs": defs,
	}, "", "  ")

	return string(out) + "\n", err == nil
}

// gather marks a definition and all that it refers to.
func gather(def string, defs map[string]json.RawMessage, needed map[string]bool) {
	if needed[def] {
		return
	}

	needed[def] = true
	for _, part := range strings.Split(string(defs[def]), `"#/$defs/`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		gather(name, defs, needed)
	}
}

// Validate holds the front matter of one file, which says its kind, against the schema. The problems are in
// the order of the file.
func Validate(root *frontmatter.Node) source.Problems {
	problems := ids(root)
	err := compiled().Validate(root.Value())
	if err == nil {
		return problems
	}

	failure, ok := err.(*jsonschema.ValidationError)
	if !ok {
		return source.Problems{{At: root.Place(), Rule: "schema", Message: err.Error()}}
	}

	for _, leaf := range leaves(failure, nil) {
		problems.Add(structural(root, leaf)...)
	}

	problems.Sort()

	return problems
}

// ids reports entries inside a collection that say another id than the key under which they stand.
func ids(root *frontmatter.Node) source.Problems {
	var problems source.Problems
	for _, collection := range root.Children() {
		if collection.Kind != frontmatter.Map {
			continue
		}

		for _, entry := range collection.Children() {
			id := entry.Get("id")
			if id == nil || id.Text() == entry.Key() || entry.Kind != frontmatter.Map {
				continue
			}

			problems.Add(source.Problem{
				At: id.Place(), Rule: "duplicate-id", Path: id.Pointer(), Related: []source.Place{entry.KeyPlace()},
				Message: fmt.Sprintf("this entry has two ids: its key is %q already", entry.Key()),
				Hint:    "delete the line, or rename the key",
			})
		}
	}

	return problems
}

// schemaAt returns the part of the schema to which an address points.
func schemaAt(url string) *frontmatter.Node {
	_, fragment, _ := strings.Cut(url, "#")
	unescape := strings.NewReplacer("~1", "/", "~0", "~", "%24", "$")
	node := SchemaTree()
	for _, step := range strings.Split(fragment, "/")[1:] {
		node = node.Get(unescape.Replace(step))
	}

	return node
}

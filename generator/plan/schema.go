package plan

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

//go:embed schema.json
var schemaJSON string

// SchemaID is the address by which the schema names itself.
const SchemaID = "https://lockstep-docs.github.io/lockstep/schema/plan.schema.json"

// SchemaText returns the JSON Schema (2020-12) of the front matter of every kind.
func SchemaText() string { return schemaJSON }

// SchemaTree returns the schema as a tree that keeps the order of its keys.
func SchemaTree() *frontmatter.Node { return schemaTree() }

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

	for _, leaf := range leaves(failure) {
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

// leaves returns the failures that have no further cause.
func leaves(failure *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(failure.Causes) == 0 {
		return []*jsonschema.ValidationError{failure}
	}

	var all []*jsonschema.ValidationError
	for _, cause := range failure.Causes {
		all = append(all, leaves(cause)...)
	}

	return all
}

// structural says in plain words where and how the front matter does not have the form of its kind.
func structural(root *frontmatter.Node, failure *jsonschema.ValidationError) source.Problems {
	node := root.Get(failure.InstanceLocation...)
	if node == nil {
		node = root
	}

	schema := schemaAt(failure.SchemaURL)
	problem := source.Problem{At: node.Place(), Rule: "schema", Path: node.Pointer()}

	switch k := failure.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		return unknownKeys(node, schema, k.Properties)
	case *kind.Required:
		problem.At = node.KeyPlace()
		problem.Message = fmt.Sprintf("%s needs %s", label(node), list(k.Missing, "and"))
		problem.Hint = "add " + list(k.Missing, "and")
	case *kind.Type:
		problem.Message, problem.Hint = typeProblem(node, schema, k.Want)
	case *kind.Pattern:
		problem.Message, problem.Hint = patternProblem(node, schema)
	case *kind.Enum:
		problem.Message, problem.Hint = enumProblem(node, k.Want)
	case *kind.Const:
		problem.Message, problem.Hint = constProblem(node, schema, k.Want)
	default:
		problem.Message = fmt.Sprintf("%s: %s", label(node), boundProblem(failure))
	}

	problem.Rule = ruleOf(node, schema, problem.Rule)
	switch problem.Rule {
	case "one-friction":
		problem.Message = node.Parent().Key() + " names several frictions, and a handoff has one"
		problem.Hint = "keep the one that costs most, as friction: {title, what_happens, kind}; the others can be open_questions"
	case "one-person":
		problem.Message = "a loop is run by one person, not by " + node.Kind.String()
		problem.Hint = "name the one who makes sure that it happens"
	}

	return source.Problems{problem}
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

// ruleOf gives a violation the id of the rule that describes it, where there is one.
func ruleOf(node, schema *frontmatter.Node, fallback string) string {
	parent := node.Parent()
	switch {
	case node.Key() == "friction" && node.Kind == frontmatter.List:
		return "one-friction"
	case node.Key() == "owner" && isLoop(parent):
		return "one-person"
	case node.Key() == "match" && parent != nil && parent.Key() == "mql_definition":
		return "mql-match"
	case schema.Key() == "function" && node.Kind == frontmatter.Text:
		return "unknown-ref"
	}

	return fallback
}

// isLoop reports whether n is a feedback loop, inline or in its own file.
func isLoop(n *frontmatter.Node) bool {
	if n == nil {
		return false
	}

	return text(n.Get("kind")) == "feedback_loop" || n.Parent() != nil && n.Parent().Key() == "feedback_loops"
}

func unknownKeys(node, schema *frontmatter.Node, keys []string) source.Problems {
	var known []string
	for _, property := range schema.Get("properties").Children() {
		known = append(known, property.Key())
	}

	unknown := map[string]bool{}
	for _, key := range keys {
		unknown[key] = true
	}

	var problems source.Problems
	for _, child := range node.Children() {
		key := child.Key()
		if !unknown[key] {
			continue
		}

		problem := source.Problem{
			At: child.KeyPlace(), Rule: "schema", Path: child.Pointer(),
			Message: fmt.Sprintf("%s has no key %q", label(node), key),
		}

		if schema.Get("patternProperties") != nil {
			problems.Add(badKey(problem, node, schema, key))
			continue
		}

		switch near := source.Nearest(key, known); {
		case near != "":
			problem.Hint = fmt.Sprintf("did you mean %q?", near)
		case child.Kind == frontmatter.Null && strings.Contains(key, " "):
			problem.Hint = "if it is the rest of a sentence, put the whole sentence in quotes: it holds a comma"
		case len(known) > 0:
			problem.Hint = "it may have " + list(known, "and") + "; put your own keys under x:"
		}

		problems.Add(problem)
	}

	return problems
}

// badKey completes the problem of a key that cannot be one in its map.
func badKey(problem source.Problem, node, schema *frontmatter.Node, key string) source.Problem {
	problem.Message = fmt.Sprintf("%q cannot be a key of %s", key, label(node))
	problem.Hint = text(schema.Get("description"))
	if schema.Key() == "id_keys" {
		problem.Hint = fmt.Sprintf("lower-case letters, digits and hyphens: %q", slug(key))
	}

	if schema.Key() == "function_keys" {
		problem.Rule = "unknown-ref"
	}

	return problem
}

func typeProblem(node, schema *frontmatter.Node, want []string) (message, hint string) {
	name := label(node)
	switch {
	case node.Kind == frontmatter.Null:
		return name + " has no value", "fill it in or delete the line; if it is the rest of a sentence, quote the whole: it holds a comma"
	case isDuration(schema):
		return durationProblem(node)
	case node.Kind == frontmatter.Text && slices.Equal(want, []string{"boolean"}):
		return fmt.Sprintf("%s must be true or false, not %q", name, node.Text()), "write " + truth(node.Text())
	case node.Kind == frontmatter.Text && isNumber(want):
		if _, err := strconv.ParseFloat(node.Text(), 64); err == nil {
			return fmt.Sprintf("%s must be a number, not text", name), "take the quotes away: " + node.Text()
		}

		return fmt.Sprintf("%s must be a number, not %q", name, node.Text()), ""
	case slices.Contains(want, "string") && node.Kind != frontmatter.Map && node.Kind != frontmatter.List:
		return fmt.Sprintf("%s must be text, not %s", name, node.Kind), fmt.Sprintf("put it in quotes: %q", node.Text())
	}

	words := make([]string, len(want))
	for i, w := range want {
		words[i] = typeWords[w]
	}

	message = fmt.Sprintf("%s must be %s, not %s", name, list(words, "or"), node.Kind)
	if slices.Contains(want, "array") && node.Kind == frontmatter.Text {
		hint = fmt.Sprintf("write it as a list: [%s]", node.Text())
	}

	if slices.Equal(want, []string{"string"}) && node.Kind == frontmatter.List {
		hint = "one only: a plain text instead of a list"
	}

	return message, hint
}

var typeWords = map[string]string{
	"string": "text", "number": "a number", "integer": "a whole number", "boolean": "true or false",
	"array": "a list", "object": "a group of keys", "null": "nothing",
}

func isNumber(want []string) bool {
	return !slices.ContainsFunc(want, func(w string) bool { return w != "number" && w != "integer" })
}

func truth(word string) string {
	switch strings.ToLower(word) {
	case "no", "n", "off", "false":
		return "false"
	case "yes", "y", "on", "true":
		return "true"
	}

	return "true or false"
}

func isDuration(schema *frontmatter.Node) bool {
	for n := schema; n != nil; n = n.Parent() {
		if strings.Contains(n.Key(), "duration") && n.Parent() != nil && n.Parent().Key() == "$defs" {
			return true
		}
	}

	return false
}

func durationProblem(node *frontmatter.Node) (message, hint string) {
	_, err := worktime.ParseDuration(node.Text())
	if parse, ok := err.(*worktime.ParseError); ok {
		return label(node) + " " + parse.Message, parse.Hint
	}

	return fmt.Sprintf("%s must be a duration, like %q, not %s", label(node), "4 business hours", node.Kind), ""
}

func patternProblem(node, schema *frontmatter.Node) (message, hint string) {
	if isDuration(schema) {
		return durationProblem(node)
	}

	what := strings.ToLower(text(schema.Get("title")))
	if what == "" {
		return fmt.Sprintf("%s cannot be %q", label(node), node.Text()), examples(schema)
	}

	return fmt.Sprintf("%s must be %s, not %q", label(node), article(what), node.Text()), examples(schema)
}

// examples returns "like a or b" from the examples of a schema, "" if it has none.
func examples(schema *frontmatter.Node) string {
	var all []string
	for _, example := range schema.Get("examples").Children() {
		if example.Text() != "" {
			all = append(all, fmt.Sprintf("%q", example.Text()))
		}
	}

	if len(all) == 0 {
		return text(schema.Get("description"))
	}

	return "like " + list(all[:min(len(all), 3)], "or")
}

func enumProblem(node *frontmatter.Node, want []any) (message, hint string) {
	var words []string
	for _, w := range want {
		words = append(words, fmt.Sprint(w))
	}

	if node.Kind == frontmatter.Null {
		return label(node) + " has no value", "one of " + list(words, "or")
	}

	message = fmt.Sprintf("%s must be %s, not %q", label(node), list(words, "or"), node.Text())
	if near := source.Nearest(node.Text(), words); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}

	return message, hint
}

// constProblem speaks of a value that is a group of keys or a list, or else one certain word.
func constProblem(node, schema *frontmatter.Node, want any) (message, hint string) {
	group := schema
	if group.Key() == "else" {
		group = group.Parent()
	}

	message = fmt.Sprintf("%s cannot be %q", label(node), node.Text())
	if node.Kind == frontmatter.Null {
		message = label(node) + " has no value"
	}

	hint = fmt.Sprintf("write %v", want)
	if description := text(group.Get("description")); description != "" {
		hint = strings.ToLower(description[:1]) + strings.TrimSuffix(description[1:], ".")
	}

	if near := source.Nearest(node.Text(), []string{fmt.Sprint(want)}); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}

	return message, hint
}

func boundProblem(failure *jsonschema.ValidationError) string {
	switch k := failure.ErrorKind.(type) {
	case *kind.Minimum:
		return "must be at least " + k.Want.RatString()
	case *kind.ExclusiveMinimum:
		return "must be more than " + k.Want.RatString()
	case *kind.Maximum:
		return "must be at most " + k.Want.RatString()
	case *kind.ExclusiveMaximum:
		return "must be less than " + k.Want.RatString()
	case *kind.MinItems:
		return fmt.Sprintf("must have at least %d entries", k.Want)
	case *kind.MaxItems:
		return fmt.Sprintf("must have at most %d entries", k.Want)
	case *kind.MinLength:
		return "must not be empty"
	case *kind.MaxLength:
		return fmt.Sprintf("must have at most %d characters, not %d", k.Want, k.Got)
	case *kind.MinProperties:
		return fmt.Sprintf("must have at least %d entries", k.Want)
	case *kind.UniqueItems:
		return "says the same thing twice"
	}

	return "does not have the form of its kind"
}

// label names a value as its author knows it: its key and the one around it, "first_outreach limit".
func label(node *frontmatter.Node) string {
	parent := node.Parent()
	switch {
	case parent == nil:
		if k := text(node.Get("kind")); k != "" {
			return "a " + strings.ReplaceAll(k, "_", " ")
		}

		return "the front matter"
	case node.Key() == "":
		pointer := node.Pointer()
		i, _ := strconv.Atoi(pointer[strings.LastIndexByte(pointer, '/')+1:])

		return fmt.Sprintf("%s %d", cmpKey(parent), i+1)
	case parent.Parent() == nil:
		return node.Key()
	case parent.Key() == "":
		return label(parent) + " " + node.Key()
	}

	return parent.Key() + " " + node.Key()
}

func cmpKey(n *frontmatter.Node) string {
	if n.Key() != "" {
		return n.Key()
	}

	return "entry"
}

// list joins words: "a, b and c".
func list(words []string, conjunction string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}

	last := len(words) - 1

	return strings.Join(words[:last], ", ") + " " + conjunction + " " + words[last]
}

func article(what string) string {
	if what == "" || strings.HasPrefix(what, "a ") || strings.HasPrefix(what, "an ") {
		return what
	}

	if strings.ContainsRune("aeio", rune(what[0])) {
		return "an " + what
	}

	return "a " + what
}

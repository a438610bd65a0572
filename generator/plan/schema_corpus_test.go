package plan_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const schemaID = "https://lockstep-docs.github.io/lockstep/schema/plan.schema.json"

// readJSON reads a file as the validator wants it: numbers stay as written.
func readJSON(t *testing.T, name string) any {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()

	value, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}

	return value
}

// compiler returns a compiler that knows the schema and checks it against that of JSON Schema.
func compiler(t *testing.T) *jsonschema.Compiler {
	t.Helper()
	c := jsonschema.NewCompiler()
	if err := c.AddResource(schemaID, readJSON(t, "schema.json")); err != nil {
		t.Fatal(err)
	}

	return c
}

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := compiler(t).Compile(schemaID)
	if err != nil {
		t.Fatal(err)
	}

	return schema
}

// corpus returns the front matter of the files in testdata/schema/<folder> by name, and the names in order.
func corpus(t *testing.T, folder string) (names []string, values map[string]any) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "schema", folder, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s: %v", folder, err)
	}

	values = map[string]any{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		names, values[name] = append(names, name), readJSON(t, file)
	}

	return names, values
}

func TestSchemaAcceptsValidFrontMatter(t *testing.T) {
	schema := compile(t)
	names, values := corpus(t, "valid")
	for _, name := range names {
		if err := schema.Validate(values[name]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSchemaRefusesInvalidFrontMatter also holds down where the fault is found and by which keyword: each
// file has one fault, and it must be found at one place.
func TestSchemaRefusesInvalidFrontMatter(t *testing.T) {
	schema := compile(t)
	names, values := corpus(t, "invalid")
	var got strings.Builder
	for _, name := range names {
		err := schema.Validate(values[name])
		if err == nil {
			t.Errorf("%s is accepted", name)
			continue
		}

		faults := leaves(err.(*jsonschema.ValidationError))
		if len(faults) != 1 {
			t.Errorf("%s has %d faults: %v", name, len(faults), faults)
		}

		fmt.Fprintf(&got, "%s: %s\n", name, strings.Join(faults, "; "))
	}

	golden := filepath.Join("testdata", "schema", "invalid.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}

	if got.String() != string(want) {
		t.Errorf("faults differ from %s (run with -update to accept):\n%s", golden, got.String())
	}
}

// leaves returns the innermost errors as "/pointer keyword", in order and without repetition.
func leaves(err *jsonschema.ValidationError) []string {
	if len(err.Causes) > 0 {
		var all []string
		for _, cause := range err.Causes {
			all = append(all, leaves(cause)...)
		}

		slices.Sort(all)

		return slices.Compact(all)
	}

	fault := "/" + strings.Join(err.InstanceLocation, "/") + " " + strings.Join(err.ErrorKind.KeywordPath(), "/")
	switch k := err.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		fault += " " + strings.Join(k.Properties, ", ")
	case *kind.Required:
		fault += " " + strings.Join(k.Missing, ", ")
	}

	return []string{fault}
}

// TestSchemaRefusesMutations breaks every place of the valid front matter in turn.
func TestSchemaRefusesMutations(t *testing.T) {
	schema := compile(t)
	names, values := corpus(t, "valid")
	for _, name := range names {
		if !strings.HasSuffix(name, "-full") {
			continue
		}

		mutate(values[name], "", func(path, fault string) {
			if schema.Validate(values[name]) == nil {
				t.Errorf("%s: %s at %s is accepted", name, fault, path)
			}
		})
	}
}

var (
	// aText are the texts in whose place true is as good.
	aText = regexp.MustCompile(`/criteria/\d+/value(/\d+)?$|/exclusions/\d+/value(/\d+)?$|/lead/[^/]+$`)
	// anyKey are the maps whose keys are words.
	anyKey = regexp.MustCompile(`^/glossary$`)
)

// mutate puts null in the place of each value below v, true in the place of each text, and an unknown key
// into each map; it calls try after each and then undoes it. Private extensions are left alone.
func mutate(v any, path string, try func(path, fault string)) {
	switch v := v.(type) {
	case map[string]any:
		if !anyKey.MatchString(path) {
			v["No such key"] = map[string]any{}
			try(path, "an unknown key")
			delete(v, "No such key")
		}

		for _, key := range slices.Sorted(maps.Keys(v)) {
			if key != "x" {
				mutateValue(v[key], func(other any) { v[key] = other }, path+"/"+key, try)
			}
		}
	case []any:
		for i := range v {
			mutateValue(v[i], func(other any) { v[i] = other }, fmt.Sprintf("%s/%d", path, i), try)
		}
	}
}

func mutateValue(v any, set func(any), path string, try func(path, fault string)) {
	set(nil)
	try(path, "null")
	if _, ok := v.(string); ok && !aText.MatchString(path) {
		set(true)
		try(path, "true for a text")
	}

	set(v)
	mutate(v, path, try)
}

// walkSchema calls visit for the schema at pointer and every schema in it, in order.
func walkSchema(schema map[string]any, pointer string, visit func(schema map[string]any, pointer string)) {
	visit(schema, pointer)
	for _, keyword := range slices.Sorted(maps.Keys(schema)) {
		at := pointer + "/" + keyword
		switch value := schema[keyword].(type) {
		case map[string]any:
			switch keyword {
			case "properties", "patternProperties", "$defs":
				for _, key := range slices.Sorted(maps.Keys(value)) {
					if inner, ok := value[key].(map[string]any); ok {
						walkSchema(inner, at+"/"+key, visit)
					}
				}
			case "items", "additionalProperties", "if", "then", "else":
				walkSchema(value, at, visit)
			}
		case []any:
			if keyword == "allOf" {
				for i := range value {
					walkSchema(value[i].(map[string]any), fmt.Sprintf("%s/%d", at, i), visit)
				}
			}
		}
	}
}

var (
	isDef      = regexp.MustCompile(`^/\$defs/[^/]+$`)
	isProperty = regexp.MustCompile(`/properties/[^/]+$`)
	// condition is where a schema only narrows one that is described and closed elsewhere.
	condition = regexp.MustCompile(`/allOf/|/if$`)
	sentence  = regexp.MustCompile(`^[A-Z][^\n]*\.$`)
)

// keywords are all that a schema may use: no formats, and no combinations that make errors a riddle.
// There is no propertyNames, since jsonschema v6.0.3 reports wrong places for it: what keys a map takes is
// said by the definitions whose names end in _keys.
var keywords = []string{
	"$defs", "$id", "$ref", "$schema", "additionalProperties", "allOf", "const", "default", "dependentRequired",
	"description", "else", "enum", "examples", "if", "items", "maxItems", "maxLength", "maximum", "minItems",
	"minimum", "pattern", "patternProperties", "properties", "required", "then", "title", "type", "uniqueItems",
}

func TestSchemaIsDescribedAndClosed(t *testing.T) {
	root := readJSON(t, "schema.json").(map[string]any)
	defs := root["$defs"].(map[string]any)
	used := map[string]bool{}

	walkSchema(root, "", func(schema map[string]any, pointer string) {
		for keyword := range schema {
			if !slices.Contains(keywords, keyword) {
				t.Errorf("%s uses %s", pointer, keyword)
			}
		}

		ref, _ := schema["$ref"].(string)
		if target := lookup(root, ref); ref != "" && target == nil {
			t.Errorf("%s refers to %s, which does not exist", pointer, ref)
		}

		used[strings.Split(strings.TrimPrefix(ref, "#/$defs/"), "/")[0]] = true
		if isDef.MatchString(pointer) && schema["title"] == nil {
			t.Errorf("%s has no title", pointer)
		}

		if isProperty.MatchString(pointer) && !condition.MatchString(pointer) && !sentence.MatchString(describe(root, schema)) {
			t.Errorf("%s has no description that is a sentence: %q", pointer, describe(root, schema))
		}

		if schema["type"] == "object" && pointer != "" && !condition.MatchString(pointer) {
			checkClosed(t, schema, pointer)
		}
	})

	for name := range defs {
		if !used[name] {
			t.Errorf("$defs/%s is not used", name)
		}
	}
}

// checkClosed wants every object either to list its keys and take x, or to be a map that says what its
// keys and values are. The elements of a framework have keys that depend on the framework.
func checkClosed(t *testing.T, schema map[string]any, pointer string) {
	t.Helper()
	properties, _ := schema["properties"].(map[string]any)
	_, isMap := schema["additionalProperties"].(map[string]any)
	conditions, _ := json.Marshal(schema["allOf"])
	switch {
	case isMap:
		if !strings.Contains(string(conditions), `_keys"`) && pointer != "/$defs/sql_criteria/properties/elements" {
			t.Errorf("%s does not say what its keys are", pointer)
		}
	case schema["additionalProperties"] != false:
		t.Errorf("%s is not closed", pointer)
	case schema["patternProperties"] != nil:
	case properties["x"] == nil && pointer != "/$defs/segments" && pointer != "/$defs/mapping":
		t.Errorf("%s has no room for private extensions", pointer)
	}
}

// describe returns the description of a schema; one that is nothing but a reference has that of its target.
func describe(root, schema map[string]any) string {
	if ref, _ := schema["$ref"].(string); ref != "" && len(schema) == 1 {
		schema = lookup(root, ref)
	}

	description, _ := schema["description"].(string)

	return description
}

// lookup returns the schema at a reference within the root; nil if there is none.
func lookup(root map[string]any, ref string) map[string]any {
	schema := root
	for _, step := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		next, ok := schema[step].(map[string]any)
		if !ok {
			return nil
		}

		schema = next
	}

	return schema
}

func TestSchemaExamplesAndDefaultsAreValid(t *testing.T) {
	c, checked := compiler(t), 0
	walkSchema(readJSON(t, "schema.json").(map[string]any), "", func(schema map[string]any, pointer string) {
		examples, _ := schema["examples"].([]any)
		if fallback, ok := schema["default"]; ok {
			examples = append(slices.Clone(examples), fallback)
		}

		if len(examples) == 0 || pointer == "" {
			return
		}

		compiled, err := c.Compile(schemaID + "#" + pointer)
		if err != nil {
			t.Fatal(err)
		}

		for _, example := range examples {
			checked++
			if err := compiled.Validate(example); err != nil {
				text, _ := json.Marshal(example)
				t.Errorf("%s: %s: %v", pointer, text, err)
			}
		}
	})

	if checked < 100 {
		t.Errorf("only %d examples and defaults were found", checked)
	}
}

func TestSchemaHasACaseForEveryKind(t *testing.T) {
	root := readJSON(t, "schema.json").(map[string]any)
	kinds := lookup(root, "#/properties/kind")["enum"].([]any)
	cases := root["allOf"].([]any)
	if len(cases) != len(kinds) {
		t.Fatalf("%d kinds, %d cases", len(kinds), len(cases))
	}

	_, valid := corpus(t, "valid")
	for i, name := range kinds {
		def := lookup(root, fmt.Sprintf("#/$defs/%s", name))
		if def == nil || lookup(def, "#/properties/kind")["const"] != name {
			t.Errorf("$defs/%s does not hold the kind", name)
		}

		if got := lookup(cases[i].(map[string]any), "#/then")["$ref"]; got != fmt.Sprintf("#/$defs/%s", name) {
			t.Errorf("case %d leads to %v, not to %s", i, got, name)
		}

		if valid[fmt.Sprintf("%s-bare", name)] == nil {
			t.Errorf("no valid front matter with nothing but kind: %s", name)
		}
	}
}

// TestSchemaSharesTheBaseOfHandoffs holds the four handoffs to what every handoff takes.
func TestSchemaSharesTheBaseOfHandoffs(t *testing.T) {
	root := readJSON(t, "schema.json").(map[string]any)
	base := lookup(root, "#/$defs/handoff/properties")
	for key, value := range lookup(root, "#/$defs/handoffs/properties") {
		four := lookup(root, value.(map[string]any)["$ref"].(string)+"/properties")
		for property := range base {
			own, _ := four[property].(map[string]any)
			if describe(root, own) != describe(root, base[property].(map[string]any)) {
				t.Errorf("%s: %s is not that of every handoff", key, property)
			}
		}
	}
}

// TestSchemaKnowsTheCalendar holds the pattern of dates against the calendar, day by day.
func TestSchemaKnowsTheCalendar(t *testing.T) {
	root := readJSON(t, "schema.json").(map[string]any)
	date := regexp.MustCompile(lookup(root, "#/$defs/date")["pattern"].(string))
	for _, year := range []int{0, 4, 100, 400, 1900, 1999, 2000, 2023, 2024, 2026, 2027, 2028, 2100, 2400, 9996, 9999} {
		for month := range 15 {
			for day := range 34 {
				text := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
				_, err := time.Parse(time.DateOnly, text)
				if got := date.MatchString(text); got != (err == nil) {
					t.Errorf("%s: the pattern says %v", text, got)
				}
			}
		}
	}
}

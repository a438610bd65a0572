package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// shape says in the words of the schema what a value of a type looks like: an example, or its keys. schemas are those of
// the value, the one that speaks of it alone first.
func shape(schemas []*frontmatter.Node, wanted string) string {
	for _, schema := range schemas {
		for _, example := range schema.Get("examples").Children() {
			if typeOf(example) == wanted || typeOf(example) == "integer" && wanted == "number" {
				return "like " + frontmatter.Flow(example)
			}
		}
	}

	inner := schemas[len(schemas)-1]
	entry := "…"
	for _, of := range []string{"additionalProperties", "items"} {
		if keys := keysOf(inner.Get(of)); len(keys) > 0 {
			entry = "{" + keys[0] + ": …}"
		}
	}

	switch keys := keysOf(inner); {
	case wanted == "object" && len(keys) > 0:
		return "write keys below it, such as " + list(keys[:min(len(keys), 3)], "and")
	case wanted == "object":
		return "write each entry below an id of its own, like first-one: " + entry
	case wanted == "array":
		return "write each entry after a hyphen: - " + entry
	case wanted == "string":
		return "write one text: " + cmp.Or(purpose(schemas), "no list, and no keys")
	}

	return cmp.Or(purpose(schemas), "write "+typeWords[wanted])
}

// keysOf returns the keys of a group of keys that say something about it: first those that it needs.
func keysOf(schema *frontmatter.Node) []string {
	for range 4 {
		ref := text(schema.Get("$ref"))
		if ref == "" {
			break
		}

		schema = schemaAt(ref)
	}

	var needed, keys []string
	for _, key := range schema.Get("required").Children() {
		needed = append(needed, key.Text())
	}

	for _, property := range schema.Get("properties").Children() {
		if key := property.Key(); !slices.Contains(append(needed, "kind", "id", "title", "short", "x"), key) {
			keys = append(keys, key)
		}
	}

	return append(needed, keys...)
}

func typeOf(n *frontmatter.Node) string {
	switch n.Kind {
	case frontmatter.Map:
		return "object"
	case frontmatter.List:
		return "array"
	case frontmatter.Int:
		return "integer"
	case frontmatter.Float:
		return "number"
	case frontmatter.Bool:
		return "boolean"
	case frontmatter.Text:
		return "string"
	}

	return "null"
}

// choice returns the word that somebody meant who wrote another: one spelt nearly so, or the only one that it is a part
// of, as broken is of most_broken; "" for none.
func choice(written string, words []string) string {
	if near := source.Nearest(written, words); near != "" {
		return near
	}

	part := "_" + strings.ToLower(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.TrimSpace(written))) + "_"
	var found string
	for _, word := range words {
		if !strings.Contains("_"+word+"_", part) {
			continue
		}

		if found != "" {
			return ""
		}

		found = word
	}

	return found
}

// purpose says what a value is for, in the words of the schema.
func purpose(schemas []*frontmatter.Node) string {
	for _, schema := range schemas {
		if description := strings.TrimSuffix(text(schema.Get("description")), "."); len(description) > 1 {
			if first := description[:1]; strings.ToUpper(description[:2]) != description[:2] {
				return strings.ToLower(first) + description[1:]
			}

			return description
		}
	}

	return ""
}

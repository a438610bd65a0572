package rules

import (
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
)

// describe returns what the schema says of a key that a value may have, or of a path of keys below it such
// as acted_on/action: "Whose plan this is."; "" where it says nothing.
func describe(n *frontmatter.Node, key string) string {
	root := n
	for root.Parent() != nil {
		root = root.Parent()
	}

	kind := root.Get("kind")
	if kind == nil {
		return ""
	}

	schema := definition(kind.Text())
	for _, step := range strings.Split(n.Pointer()+"/"+key, "/")[1:] {
		if schema = property(schema, unescape.Replace(step)); schema == nil {
			return ""
		}
	}

	return description(schema)
}

var unescape = strings.NewReplacer("~1", "/", "~0", "~")

func definition(name string) *frontmatter.Node { return plan.SchemaTree().Get("$defs", name) }

// referred returns what a $ref points to; nil if there is none.
func referred(schema *frontmatter.Node) *frontmatter.Node {
	ref := schema.Get("$ref")
	if ref == nil || !strings.HasPrefix(ref.Text(), "#/") {
		return nil
	}

	return plan.SchemaTree().Get(strings.Split(ref.Text(), "/")[1:]...)
}

// property returns the schema of what stands under a key of a map, or at an index of a list.
func property(schema *frontmatter.Node, step string) *frontmatter.Node {
	if schema == nil {
		return nil
	}

	if found := schema.Get("properties", step); found != nil {
		return found
	}

	if found := schema.Get("items"); found != nil && strings.Trim(step, "0123456789") == "" {
		return found
	}

	for _, next := range []*frontmatter.Node{referred(schema), schema.Get("then"), schema.Get("else")} {
		if found := property(next, step); found != nil {
			return found
		}
	}

	if found := schema.Get("additionalProperties"); found != nil && found.Kind == frontmatter.Map {
		return found
	}

	return nil
}

func description(schema *frontmatter.Node) string {
	for ; schema != nil; schema = referred(schema) {
		if text := schema.Get("description"); text != nil {
			return text.Text()
		}
	}

	return ""
}

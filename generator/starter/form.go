package starter

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A schema is a part of the JSON Schema of front matter.
type schema struct{ node *frontmatter.Node }

// schemaOf returns the schema of a kind of file.
func schemaOf(kind string) schema { return schema{plan.SchemaTree().Get("$defs", kind)} }

// chain returns the node and, one after the other, those that it refers to: what it does not say itself, the
// next one may.
func (s schema) chain() []*frontmatter.Node {
	var all []*frontmatter.Node
	for node := s.node; node != nil; {
		all = append(all, node)
		ref := node.Get("$ref")
		if ref == nil {
			break
		}

		node = plan.SchemaTree().Get(strings.Split(strings.TrimPrefix(ref.Text(), "#/"), "/")...)
	}

	return all
}

// get returns what the schema, or the nearest that it refers to, says under key; nil if nobody says it.
func (s schema) get(key string) *frontmatter.Node {
	for _, node := range s.chain() {
		if found := node.Get(key); found != nil {
			return found
		}
	}

	return nil
}

// property returns the schema of the value under key, and whether key is a name that the schema knows; it is
// not where authors choose the keys themselves. The zero schema says that there can be no such key.
func (s schema) property(key string) (of schema, named bool) {
	if node := s.get("properties").Get(key); node != nil {
		return schema{node}, true
	}

	if then := s.get("then"); then != nil {
		return schema{then}.property(key)
	}

	if other := s.get("additionalProperties"); other != nil && other.Kind == frontmatter.Map {
		return schema{other}, false
	}

	return schema{}, false
}

// description says what the value is; "" if nobody says it.
func (s schema) description() string {
	if description := s.get("description"); description != nil {
		return strings.TrimSuffix(description.Text(), ".")
	}

	return ""
}

// example says what the value can be, or gives one: "weekly or monthly", "e.g. dana"; "" if nobody does.
func (s schema) example() string {
	switch enum, examples, kind := s.get("enum"), s.get("examples"), s.get("type"); {
	case enum != nil:
		return either(enum.Children())
	case kind != nil && kind.Text() == "boolean":
		return "true or false"
	case len(examples.Children()) > 0:
		return "e.g. " + frontmatter.Flow(examples.Children()[0])
	}

	return s.fields()
}

// fields says what each of several values has: "each with on, items and decided"; "" for a value that is not
// a list or a map of such.
func (s schema) fields() string {
	item := s.get("items")
	if item == nil {
		item = s.get("additionalProperties")
	}

	if item == nil || item.Kind != frontmatter.Map {
		return ""
	}

	var keys []string
	for _, key := range (schema{item}).get("properties").Children() {
		if !slices.Contains(unasked, key.Key()) {
			keys = append(keys, key.Key())
		}
	}

	if len(keys) == 0 {
		return ""
	}

	return "each with " + list(keys, "and")
}

// either returns "a, b or c".
func either(nodes []*frontmatter.Node) string {
	var words []string
	for _, node := range nodes {
		words = append(words, frontmatter.Flow(node))
	}

	return list(words, "or")
}

// list returns "a, b and c".
func list(words []string, conjunction string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}

	return strings.Join(words[:last], ", ") + " " + conjunction + " " + words[last]
}

// adviceWidth is where a line of advice ends.
const adviceWidth = 100

// formLine matches a key of an outline: its indentation, a # if it waits for a fact, and what follows it.
var formLine = regexp.MustCompile(`^( *)(#?)([a-z][a-z0-9_-]*):(.*)$`)

// fillIn returns an outline of a file of that kind with advice above every key that waits for a fact, from
// the schema's own descriptions. A line that says something after its key stays as it is, and so does an id.
//
// Advice never stands beside a key: a comment between a sentence and its second line would end the sentence.
func fillIn(kind, outline string) string {
	var out strings.Builder
	var path trail
	lines := strings.Split(strings.TrimSuffix(outline, "\n"), "\n")
	for i, line := range lines {
		m := formLine.FindStringSubmatch(line)
		if m == nil {
			out.WriteString(line + "\n")
			continue
		}

		indent := m[1]
		of, named := path.enter(kind, len(indent), m[3])
		if m[2] != "" && m[4] == "" && named {
			group := i+1 < len(lines) && strings.HasPrefix(lines[i+1], indent+"  ")
			if i > 0 && needsRoom(lines[i-1], indent) {
				out.WriteString("\n")
			}

			out.WriteString(advice(indent+"# ", of, group))
		}

		out.WriteString(line + "\n")
	}

	return out.String()
}

// needsRoom reports whether advice below a line needs an empty line between, so that it is not taken for a
// part of what stands there.
func needsRoom(before, indent string) bool {
	start := len(before) - len(strings.TrimLeft(before, " "))
	return strings.TrimSpace(before) != "" && before != "---" && start >= len(indent) && !strings.HasPrefix(before[start:], "# ")
}

// advice returns lines that say what belongs there: the description, and what it can be or an example. A
// group of keys is only described: its keys have advice of their own.
func advice(prefix string, of schema, group bool) string {
	description, example := of.description(), of.example()
	if group || example == "" {
		return wrap(prefix, description)
	}

	line := prefix + description + " (" + example + ")"
	if utf8.RuneCountInString(line) <= adviceWidth {
		return line + "\n"
	}

	return wrap(prefix, description) + wrap(prefix, example)
}

// wrap breaks text into lines of at most adviceWidth columns that start with prefix.
func wrap(prefix, text string) string {
	var out strings.Builder
	line := prefix
	for i, word := range strings.Fields(text) {
		if i > 0 && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > adviceWidth {
			out.WriteString(strings.TrimRight(line, " ") + "\n")
			line = prefix
		}

		if line != prefix {
			line += " "
		}

		line += word
	}

	return out.String() + line + "\n"
}

// A trail is the keys above a line of an outline, outermost first.
type trail []struct {
	indent int
	schema schema
}

// enter goes to a key at an indentation and returns its schema; see property.
func (t *trail) enter(kind string, indent int, key string) (of schema, named bool) {
	for len(*t) > 0 && (*t)[len(*t)-1].indent >= indent {
		*t = (*t)[:len(*t)-1]
	}

	within := schemaOf(kind)
	if len(*t) > 0 {
		within = (*t)[len(*t)-1].schema
	}

	of, named = within.property(key)
	*t = append(*t, struct {
		indent int
		schema schema
	}{indent, of})

	return of, named
}

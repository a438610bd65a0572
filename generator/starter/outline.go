package starter

import (
	"slices"
	"strings"
)

// wholeOutline returns an outline of everything that the schema knows of a kind.
func wholeOutline(kind string) string {
	var b strings.Builder
	b.WriteString("---\nkind: " + kind + "\n")
	keys := outlineKeys(schemaOf(kind), "", 0)
	if first, _, ok := strings.Cut(keys, "\n"); ok {
		b.WriteString("# " + `"` + first + `" is a line that waits for a fact: take the # away and write the fact after the colon.` + "\n")
		b.WriteString("# Leave out what does not apply; \"lockstep check\" says what a complete entry needs.\n\n")
	}

	b.WriteString(keys + "---\n")

	return b.String()
}

// unasked are the keys that a form leaves out: the kind stands there already, the id is the file's name, the
// others can wait.
var unasked = []string{"kind", "id", "short", "x"}

// outlineDepth is how many levels below a key stand in lines of their own; deeper ones are left to examples.
const outlineDepth = 2

// outlineKeys returns the lines of the keys of a map, and of those below them.
func outlineKeys(s schema, indent string, depth int) string {
	var b strings.Builder
	for _, property := range s.get("properties").Children() {
		if slices.Contains(unasked, property.Key()) {
			continue
		}

		b.WriteString(indent + "#" + property.Key() + ":\n")
		if of := (schema{property}); depth < outlineDepth && of.get("examples") == nil {
			b.WriteString(outlineKeys(of, indent+"  ", depth+1))
		}
	}

	return b.String()
}

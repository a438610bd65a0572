package frontmatter

import (
	"regexp"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// waitingLine matches what a line of a form that waits for a fact starts with: "#owner:".
var waitingLine = regexp.MustCompile(`^#([A-Za-z0-9][A-Za-z0-9_-]*):`)

// A level is a line of YAML that others can stand below.
type level struct {
	indent         int
	within, itself string // pointers of the map that holds it, and of what it holds
}

// Waiting returns the lines that wait for a fact in the front matter of the file in which n stands, "#owner:" in
// a comment of its own, by the JSON pointer that the value would have there. A line belongs to what it is
// indented below, whether that is written or waits itself. Only YAML has such lines.
func Waiting(n *Node) map[string]source.Place {
	file := n.File()
	if file == nil || !strings.HasPrefix(file.Text, "---") {
		return nil
	}

	waiting := map[string]source.Place{}
	keys, texts := landmarks(n.in)

	var above []level
	for at, end := int(n.in.nodes[0].start), 0; at < len(file.Text); at = end {
		end = nextLine(file.Text, at)
		line := file.Text[at:end]
		if strings.HasPrefix(line, "---") {
			break
		}

		start := at + len(line) - len(strings.TrimLeft(line, " -"))
		if key := keys[start]; key != nil {
			above = append(under(above, start-at), level{start - at, key.Parent().Pointer(), key.Pointer()})
			continue
		}

		name := waitingLine.FindStringSubmatch(file.Text[start:end])
		for len(texts) > 0 && int(texts[0].end) <= start {
			texts = texts[1:]
		}

		if name == nil || len(texts) > 0 && int(texts[0].start) < start {
			continue
		}

		within := holder(above, start-at)
		pointer := within + "/" + name[1]
		above = append(under(above, start-at), level{start - at, within, pointer})
		if _, known := waiting[pointer]; !known {
			waiting[pointer] = file.Place(start, start+len(name[0]))
		}
	}

	return waiting
}

// landmarks returns the values with keys by where the key starts, and the texts of several lines, in order.
func landmarks(t *table) (keys map[int]*Node, texts []*Node) {
	keys = map[int]*Node{}
	for i := range t.nodes {
		n := &t.nodes[i]
		if n.keyEnd > 0 {
			keys[int(n.keyStart)] = n
		}

		if n.Kind == Text && strings.Contains(t.file.Text[n.start:n.end], "\n") {
			texts = append(texts, n)
		}
	}

	return keys, texts
}

// under returns the levels below which a line of that indentation stands.
func under(above []level, indent int) []level {
	for len(above) > 0 && above[len(above)-1].indent >= indent {
		above = above[:len(above)-1]
	}

	return above
}

// holder returns the pointer of the map to which a line of that indentation belongs: that of the line before it
// of the same indentation, else what the nearest line above holds.
func holder(above []level, indent int) string {
	if same := under(above, indent+1); len(same) > 0 && same[len(same)-1].indent == indent {
		return same[len(same)-1].within
	}

	if above = under(above, indent); len(above) > 0 {
		return above[len(above)-1].itself
	}

	return ""
}

// nextLine returns where the line after that of an offset starts.
func nextLine(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}

	return len(text)
}

package frontmatter

import (
	"strings"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// ParseData reads a whole file in "yaml", "toml" or "json" as a map, without lines that enclose it. Its problems
// are errors of the rules "syntax" and "encoding", in the order of the file; with any of them the root is nil.
func ParseData(f *source.File, format string) (*Node, source.Problems) {
	if problem, ok := tooLarge(f); ok {
		return nil, source.Problems{problem}
	}

	problems := checkEncoding(f)
	problems.Add(checkInvisible(f, 0, len(f.Text))...)
	if len(problems) > 0 {
		return nil, problems
	}

	r := region{format: format, start: firstLine(f.Text), end: len(f.Text), body: len(f.Text), closed: true}
	if format == "yaml" && strings.TrimRight(lineAt(f.Text, r.start), " \t\r") == "---" {
		r.start = min(r.start+len(lineAt(f.Text, r.start))+1, len(f.Text)) // a document may be opened by a line
	}

	if format == "json" && !strings.HasPrefix(strings.TrimLeft(f.Text[r.start:], " \t"), "{") {
		return nil, noKeys(f, r)
	}

	r.endless = format == "json" && objectSize(f.Text[r.start:]) < 0
	t := &tree{written: f, file: f}
	root := t.read(r)
	t.problems.Sort()
	switch {
	case t.prose:
		return nil, noKeys(f, r)
	case len(t.problems) > 0:
		return nil, t.problems
	}

	return root, nil
}

func noKeys(f *source.File, r region) source.Problems {
	hint := `write "key: value" in each line`
	if r.format == "json" {
		hint = `write {"key": value}`
	}

	return source.Problems{{At: f.Place(r.start, r.start+len(lineAt(f.Text, r.start))), Rule: "syntax", Message: "this file has no keys", Hint: hint}}
}

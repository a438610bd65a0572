// Package frontmatter reads the front matter of a file as a tree of values that know their places.
//
// YAML between lines of ---, TOML between lines of +++ and a JSON object at the start of a file give the
// same values, the same kinds and the same messages. YAML is read with the types of its core schema
// (version 1.2): no, on, 10:00, 1_000 and 2026-11-16 are text. What has no twin in all three is a problem:
// anchors, aliases, merge keys, tags beyond the core, keys that are not text, numbers without an end. So are
// repeated keys, values more than 64 levels deep, files of more than 1 MB, and bytes that are no text.
package frontmatter

import (
	"fmt"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// maxSize is the number of bytes of the largest file that is read.
const maxSize = 1 << 20

// A Document is a file taken apart.
type Document struct {
	// File is the whole file.
	File *source.File
	// Root is the map in the front matter; nil if there is none or it cannot be read. It has no children
	// if there is nothing between the lines that enclose it.
	Root *Node
	// Salvaged is what could be read around the faults, without the top-level keys that hold them; nil if
	// Root is there, or nothing could be read. It serves to find what else is wrong.
	Salvaged *Node
	// Format is "yaml", "toml" or "json"; "" if the file has no front matter.
	Format string
	// Body is the byte offset in File.Text at which the body starts.
	Body int
}

// TooLarge reports whether the file has more than 1 MB: nothing of it is read.
func (doc Document) TooLarge() bool { return len(doc.File.Text) > maxSize }

// Parse reads the front matter of f. Its problems are errors of the rules "syntax" and "encoding", in the
// order of the file.
//
// Without a Root, Format tells two cases apart. If it is set, front matter was meant and cannot be read:
// Body is then behind it, or at the end of the file if nobody can tell where it ends. If it is "", the whole
// file is body; a problem then says that it starts much like front matter, which a plain page may do.
func Parse(f *source.File) (Document, source.Problems) {
	doc := Document{File: f}
	if problem, ok := tooLarge(f); ok {
		return doc, source.Problems{problem}
	}

	problems := checkEncoding(f)
	r, more := split(f)
	problems.Add(more...)
	if r.format != "" {
		problems.Add(checkInvisible(f, r.start, r.end)...)
	}

	doc.Format, doc.Body = r.format, r.body
	text, clean := f, !slices.ContainsFunc(problems, func(p source.Problem) bool { return p.Rule == "encoding" && p.At.Start < r.end })
	if masked, ok := legible(f, r.start, r.end); !clean && ok {
		text = source.NewFile(f.Name, masked)
	}

	if r.closed && (clean || text != f) {
		t := &tree{written: f, file: text}
		doc.Root = t.read(r)
		if t.faulty || !clean {
			doc.Root, doc.Salvaged = nil, doc.Root
		}

		problems.Add(t.problems...)
		if doc.Root == nil && t.prose {
			doc.Format, doc.Body = "", 0
		}
	}

	problems.Sort()

	return doc, problems
}

// tooLarge says so of a file that is.
func tooLarge(f *source.File) (problem source.Problem, ok bool) {
	if !(Document{File: f}).TooLarge() {
		return problem, false
	}

	message := fmt.Sprintf("this file is too large: %.1f MB, where 1 MB is the most", float64(len(f.Text))/maxSize)

	return source.Problem{At: f.Place(0, 0), Rule: "syntax", Message: message, Hint: "move parts of it to files of their own"}, true
}

// read returns the root of a region; nil if nothing of it can be read. With a fault the tree is faulty, and
// the root holds what could be read around it.
func (t *tree) read(r region) *Node {
	switch r.format {
	case "toml":
		return t.readTOML(r)
	case "json":
		return t.readJSON(r)
	default:
		return t.readYAML(r)
	}
}

package plan

import (
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// nameable reports whether a name can stand in an address and on a page.
func nameable(name string) bool {
	return utf8.ValidString(name) && strings.IndexFunc(name, func(r rune) bool { return source.Control(r) || r < ' ' }) < 0
}

func badName(name string) source.Problem {
	return source.Problem{
		At: source.NewFile(strings.ToValidUTF8(name, "\ufffd"), "").Place(0, 0), Rule: "encoding",
		Message: "the name of this file holds a character that cannot be seen or read, so it is left out",
		Hint:    "rename it",
	}
}

// notFollowed says that a link, a pipe or the like is left out.
func notFollowed(name string, entry fs.DirEntry) source.Problem {
	problem := source.Problem{
		At: source.NewFile(name, "").Place(0, 0), Severity: source.Info, Rule: "link",
		Message: "this is no file of its own, so it is left out", Hint: "put a file there, or delete it",
	}
	if entry.Type()&fs.ModeSymlink != 0 {
		problem.Message = "this is a link to another place, and links of the disk are not followed, so it is left out"
	}

	return problem
}

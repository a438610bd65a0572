package preview

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A way leads to a name that was asked for: over links, which may be anywhere in the name, may lead to others, and may
// be turned to something else.
type way struct {
	name string // absolute
	// steps are the links, and then what they lead to, which need not exist. Only the last part of each may be a link.
	steps []string
}

func waysTo(names []string) []*way {
	var all []*way
	for _, name := range names {
		if abs, err := filepath.Abs(name); err == nil { // else the working folder is gone, and everything in it
			w := &way{name: abs}
			w.find()
			all = append(all, w)
		}
	}

	return all
}

// end is what the way leads to.
func (w *way) end() string { return w.steps[len(w.steps)-1] }

// mostLinks are as many as a system follows.
const mostLinks = 40

// find follows the links as they are now.
func (w *way) find() {
	w.steps = nil
	at, rest := parts(w.name)
	for len(rest) > 0 {
		next := filepath.Join(at, rest[0])
		rest = rest[1:]
		target, err := os.Readlink(next)
		if err != nil || len(w.steps) == mostLinks {
			at = next
			continue
		}

		w.steps = append(w.steps, next)
		if !filepath.IsAbs(target) {
			target = filepath.Join(at, target)
		}

		var further []string
		at, further = parts(target)
		rest = slices.Concat(further, rest)
	}

	w.steps = append(w.steps, at)
}

// parts returns the top of an absolute name, and what follows below it.
func parts(name string) (top string, below []string) {
	const sep = string(filepath.Separator)
	top = filepath.VolumeName(name) + sep

	return top, strings.FieldsFunc(filepath.Clean(name)[len(top)-1:], func(r rune) bool { return r == filepath.Separator })
}

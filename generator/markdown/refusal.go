package markdown

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"github.com/lockstep-docs/lockstep/generator/source"
)

func (r *renderer) refuse(t *tag) {
	at := r.tagPlace(t)
	kind, what, hint := "other", "this", "to show angle brackets, write the text in backticks or \\<"
	switch {
	case t.Type == html.CommentToken && strings.HasPrefix(t.written, "<!--"):
		r.refused.add("comment", "this comment is never closed with -->, so it is shown as text", "", at)
		return
	case t.Type == html.EndTagToken && r.refused.has("<"+t.Data):
		return
	case t.Type == html.EndTagToken:
		kind, what = "</"+t.Data, "</"+t.Data+">"
	case t.Type == html.StartTagToken, t.Type == html.SelfClosingTagToken:
		kind, what = "<"+t.Data, "<"+t.Data+">"
	}

	r.refused.add(kind, what+" is not among the HTML that a text may hold, so it is shown as text", hint, at)
}

// A tally counts what was refused, by kind, and where it was met first.
type tally struct {
	kinds map[string]int
	list  []refusal
}

type refusal struct {
	message, hint string
	at            source.Place
	count         int
}

func (t *tally) has(kind string) bool {
	_, ok := t.kinds[kind]
	return ok
}

func (t *tally) add(kind, message, hint string, at source.Place) {
	if t.kinds == nil {
		t.kinds = map[string]int{}
	}

	i, ok := t.kinds[kind]
	if !ok {
		i = len(t.list)
		t.kinds[kind] = i
		t.list = append(t.list, refusal{message: message, hint: hint, at: at})
	}
	t.list[i].count++
}

// report turns what was refused into problems.
func (r *renderer) report() {
	for _, v := range r.refused.list {
		if v.count > 1 {
			v.message += fmt.Sprintf(" (%d times in this text)", v.count)
		}
		r.warn(v.at, "raw-html", v.message, v.hint)
	}
}

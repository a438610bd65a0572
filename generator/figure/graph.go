package figure

import (
	"slices"
	"strconv"
	"strings"
)

// A Node is a box with words in it.
type Node struct {
	// ID is what edges call it; unique within the figure.
	ID string
	// Label is its name; Sub is a softer second text below, "" for none.
	Label, Sub string
	Tone       Tone
	// Href makes the box a link; "" for none. It is written as given, escaped: the caller has checked it.
	Href string
}

// An Edge is an arrow from a node to one or more others. Ends that are no node's ID are left out.
type Edge struct {
	From string
	To   []string
	// Label is what goes over, in bold; Sub is a softer text below it, such as the limit. Either may be "".
	Label, Sub string
	// Verdict is how it went last.
	Verdict Verdict
	// Trigger is what sets it off, "" for nothing; it stands first, in softer text.
	Trigger string
	// Note is what is wrong with it.
	Note Note
	// Broken draws the arrow dashed: nothing is agreed here, or nobody answered. Say in Sub or Verdict what.
	Broken bool
	// Href makes the label a link; "" for none.
	Href string
}

// A Note is a numbered remark at an edge. The zero Note is none.
type Note struct {
	// Number is shown as a badge on the arrow; 0 for none.
	Number int
	Text   string
	// Verdict is what became of it: "✓ resolved".
	Verdict Verdict
}

// An arrow is an edge whose ends are indices of nodes. An edge may become several arrows.
type arrow struct {
	Edge
	from int
	to   []int
	// edge is the index of its edge, from 1 on.
	edge int
}

// arrows finds the ends of edges. What leads from or to nowhere is left out, and so is a target named twice.
func arrows(ids []string, edges []Edge) []arrow {
	index := make(map[string]int, len(ids))
	for i := len(ids) - 1; i >= 0; i-- {
		index[ids[i]] = i
	}

	var found []arrow
	for i, e := range edges {
		from, ok := index[e.From]
		if !ok {
			continue
		}

		a := arrow{Edge: e, from: from, edge: i + 1}
		for _, id := range e.To {
			if to, ok := index[id]; ok && !slices.Contains(a.to, to) {
				a.to = append(a.to, to)
			}
		}

		if len(a.to) > 0 {
			found = append(found, a)
		}
	}

	return found
}

// split cuts an arrow in two by where its targets are. What it says stays with the first that has targets; the
// other keeps only the label.
func (a arrow) split(first func(to int) bool) (one, other arrow) {
	one, other = a, a
	one.to, other.to = nil, nil
	for _, to := range a.to {
		if first(to) {
			one.to = append(one.to, to)
		} else {
			other.to = append(other.to, to)
		}
	}

	if len(one.to) > 0 {
		other.Edge = Edge{From: a.From, To: a.To, Label: a.Label, Broken: a.Broken, Href: a.Href}
	}

	return one, other
}

// class is that of the arrow's wire.
func (a arrow) class() string {
	if a.Broken {
		return "fig-wire fig-broken"
	}

	return "fig-wire"
}

// Sizes of type. Nothing is smaller: a figure is shown at no less than 7/10 of its size when it is wide, and
// at no less than 8/10 when it is upright.
var (
	nameFont  = font{15, true}
	boldFont  = font{13, true}
	plainFont = font{13, false}
)

// set wraps a text and gives every line a class.
func set(text string, f font, class string, width float64) []line {
	var lines []line
	for _, t := range f.wrap(text, width) {
		lines = append(lines, line{t, f, class})
	}

	return lines
}

// says returns what stands at the arrow: what sets it off, and then, next to the arrow where that lies below, label,
// limit and verdict.
func (a arrow) says(width float64) []line {
	sub := "fig-soft"
	if a.Broken {
		sub = "fig-tone fig-missed"
	}

	lines := set(a.trigger(), plainFont, "fig-soft", width)
	lines = append(lines, set(a.Label, boldFont, "", width)...)
	lines = append(lines, set(a.Sub, plainFont, sub, width)...)

	return append(lines, a.Verdict.lines(width)...)
}

// trigger says what sets the arrow off, so that it is not taken for what is wrong with it.
func (a arrow) trigger() string {
	if clean(a.Trigger) == "" {
		return ""
	}

	return "Trigger: " + a.Trigger
}

// lines returns the verdict in its colour.
func (v Verdict) lines(width float64) []line {
	return set(v.String(), boldFont, "fig-tone"+v.Tone.class(), width)
}

// lines returns the note's text and what became of it.
func (n Note) lines(width float64) []line {
	return append(set(n.Text, plainFont, "fig-soft", width), n.Verdict.lines(width)...)
}

// badge returns the number in a circle.
func (n Note) badge(at point, edge int) badge {
	return badge{center: at, text: strconv.Itoa(n.Number), font: boldFont, edge: edge}
}

// name is what a reader hears of the arrow.
func (a arrow) name() string {
	return sentence(a.trigger(), a.Label, a.Sub, a.Verdict.Word, a.Note.Text)
}

// sentence joins the texts that are not empty.
func sentence(texts ...string) string {
	var some []string
	for _, t := range texts {
		if t = clean(t); t != "" {
			some = append(some, t)
		}
	}

	return strings.Join(some, ", ")
}

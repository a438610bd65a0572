package figure

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// A parts is a scene's marks by kind.
type parts struct {
	*scene
	boxes  []box
	wires  []wire
	labels []placed
	badges []badge
}

// A placed is a label and where it is, measured once.
type placed struct {
	label
	rect
}

func partsOf(s *scene) parts {
	p := parts{scene: s}
	var sort func(marks []mark)
	sort = func(marks []mark) {
		for _, m := range marks {
			switch m := m.(type) {
			case link:
				sort(m.marks)
			case box:
				if m.node > 0 {
					p.boxes = append(p.boxes, m)
				}
			case wire:
				p.wires = append(p.wires, m)
			case label:
				p.labels = append(p.labels, placed{m, m.extent()})
			case badge:
				p.badges = append(p.badges, m)
			}
		}
	}
	sort(s.marks)

	return p
}

// problems lists what is wrong with how a scene is laid out. Wants are the arrows that it must show.
func (p parts) problems(wants []arrow) []string {
	var found []string
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }

	page := rect{0, 0, p.width, p.height}
	for _, m := range p.marks {
		if !page.holds(m.extent()) {
			say("%T %v leaves the page %v", m, m.extent(), page)
		}
	}

	for i, b := range p.boxes {
		for _, o := range p.boxes[:i] {
			if b.overlaps(o.rect) {
				say("box %d %v lies on box %d %v", b.node, b.rect, o.node, o.rect)
			}
		}
	}

	p.checkLabels(say)
	for i, w := range p.wires {
		p.checkWire(w, say)
		for _, o := range p.wires[:i] {
			if o.edge != w.edge && w.runsOn(o) {
				say("edge %d %v runs on edge %d %v", w.edge, w.points, o.edge, o.points)
			}
		}
	}

	for _, a := range wants {
		for _, to := range a.to {
			count := 0
			for _, w := range p.wires {
				if w.edge == a.edge && w.to == to+1 && w.arrow {
					count++
				}
			}

			if count != 1 {
				say("edge %d from %d to %d is drawn %d times", a.edge, a.from+1, to+1, count)
			}
		}
	}

	return found
}

func (p parts) checkLabels(say func(string, ...any)) {
	for i, l := range p.labels {
		for _, o := range p.labels[:i] {
			if l.overlaps(o.rect) {
				say("label %q %v lies on label %q %v", l.lines[0].text, l.rect, o.lines[0].text, o.rect)
			}
		}

		for _, b := range p.boxes {
			if b.overlaps(l.rect) && !b.holds(l.rect) {
				say("label %q %v lies on the side of box %d %v", l.lines[0].text, l.rect, b.node, b.rect)
			}
		}

		for _, b := range p.badges {
			if b.extent().overlaps(l.rect) {
				say("label %q %v lies on badge %s %v", l.lines[0].text, l.rect, b.text, b.extent())
			}
		}

		for _, line := range l.lines {
			if line.font.size < 13 {
				say("label %q is too small", line.text)
			}
		}
	}
}

func (p parts) checkWire(w wire, say func(string, ...any)) {
	for i := 1; i < len(w.points); i++ {
		a, b := w.points[i-1], w.points[i]
		if a.x != b.x && a.y != b.y {
			say("edge %d has a slope: %v", w.edge, w.points)
		}

		s := rect{math.Min(a.x, b.x), math.Min(a.y, b.y), math.Abs(a.x - b.x), math.Abs(a.y - b.y)}
		for _, box := range p.boxes {
			inner := rect{box.x + 1, box.y + 1, box.w - 2, box.h - 2}
			if box.diamond && (box.node == w.from || box.node == w.to) {
				inner = rect{box.x + box.w/4 + 1, box.y + box.h/4 + 1, box.w/2 - 2, box.h/2 - 2}
			}

			if inner.meets(s) {
				say("edge %d %v runs through box %d %v", w.edge, w.points, box.node, box.rect)
			}
		}

		for _, l := range p.labels {
			if l.meets(s) {
				say("edge %d %v runs through label %q %v", w.edge, w.points, l.lines[0].text, l.rect)
			}
		}

		for _, badge := range p.badges {
			if badge.edge != w.edge && badge.extent().meets(s) {
				say("edge %d %v runs through badge %s %v", w.edge, w.points, badge.text, badge.extent())
			}
		}
	}

	if w.from > 0 && !p.boxes[p.at(w.from)].borders(w.points[0]) {
		say("edge %d %v does not start at box %d %v", w.edge, w.points, w.from, p.boxes[p.at(w.from)].rect)
	}

	if w.to > 0 && !p.boxes[p.at(w.to)].borders(w.points[len(w.points)-1]) {
		say("edge %d %v does not end at box %d %v", w.edge, w.points, w.to, p.boxes[p.at(w.to)].rect)
	}

	if w.from == 0 && !p.branches(w) {
		say("edge %d %v starts from nowhere", w.edge, w.points)
	}
}

// at is the index of a node's box.
func (p parts) at(node int) int {
	for i, b := range p.boxes {
		if b.node == node {
			return i
		}
	}

	panic("no such box")
}

// meets is like overlaps for a line, which has no area.
func (r rect) meets(s rect) bool {
	return r.x < s.right() && s.x < r.right() && r.y < s.bottom() && s.y < r.bottom()
}

// borders reports whether a point is on the outline.
func (b box) borders(p point) bool {
	m := b.middle()
	if b.diamond {
		return math.Abs(math.Abs(p.x-m.x)/(b.w/2)+math.Abs(p.y-m.y)/(b.h/2)-1) < 0.02
	}

	within := p.x >= b.x && p.x <= b.right() && p.y >= b.y && p.y <= b.bottom()

	return within && (p.x == b.x || p.x == b.right() || p.y == b.y || p.y == b.bottom())
}

// branches reports whether a wire starts on another of its edge.
func (p parts) branches(w wire) bool {
	start := w.points[0]
	for _, o := range p.wires {
		for i := 1; i < len(o.points); i++ {
			a, b := o.points[i-1], o.points[i]
			on := start.x >= math.Min(a.x, b.x) && start.x <= math.Max(a.x, b.x) && start.y >= math.Min(a.y, b.y) && start.y <= math.Max(a.y, b.y)
			if o.edge == w.edge && o.from > 0 && on {
				return true
			}
		}
	}

	return false
}

// runsOn reports whether two wires have more than a crossing in common.
func (w wire) runsOn(o wire) bool {
	for i := 1; i < len(w.points); i++ {
		for j := 1; j < len(o.points); j++ {
			a, b, c, d := w.points[i-1], w.points[i], o.points[j-1], o.points[j]
			if a.y == b.y && c.y == d.y && math.Abs(a.y-c.y) < 2 && math.Min(math.Max(a.x, b.x), math.Max(c.x, d.x))-math.Max(math.Min(a.x, b.x), math.Min(c.x, d.x)) > 0 {
				return true
			}

			if a.x == b.x && c.x == d.x && math.Abs(a.x-c.x) < 2 && math.Min(math.Max(a.y, b.y), math.Max(c.y, d.y))-math.Max(math.Min(a.y, b.y), math.Min(c.y, d.y)) > 0 {
				return true
			}
		}
	}

	return false
}

// words are what random figures say.
var words = []string{
	"", "MQL", "Signed trial", "within 2 business hours", "Runs the discovery call: accepts as SQL or rejects with a reason", "合格线索：试用申请以及演示请求",
	"WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "https://example.com/a/very/long/path/without/any/space/at/all?id=1234567890", "Ärger mit Übergabe", "ж", "مرحبا بالعالم", "👩‍👩‍👧‍👦 family", "a b c d e f g h",
	`</script><script>alert("1")</script> & 'x' ]]>`, "bell\x07 and \xff broken",
}

type dice struct{ *rand.Rand }

func (d dice) words() string { return words[d.IntN(len(words))] }

func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

func (d dice) verdict() Verdict {
	if d.chance(50) {
		return Verdict{}
	}

	return Verdict{[]Tone{Met, Missed, Warn, Wait, Neutral}[d.IntN(5)], d.words()}
}

func (d dice) nodes(count int) []Node {
	nodes := make([]Node, count)
	for i := range nodes {
		nodes[i] = Node{ID: fmt.Sprint("n", i), Label: "Node " + d.words(), Sub: d.words(), Tone: []Tone{Marketing, Sales, CS, Product, Neutral}[d.IntN(5)]}
		if d.chance(30) {
			nodes[i].Href = "x.html#" + nodes[i].ID
		}
	}

	return nodes
}

func (d dice) edges(ids []string, count int) []Edge {
	edges := make([]Edge, count)
	for i := range edges {
		e := Edge{From: ids[d.IntN(len(ids))], To: []string{ids[d.IntN(len(ids))]}}
		if d.chance(40) && i < len(ids)-1 {
			e.From, e.To = ids[i], []string{ids[i+1]}
		}

		for d.chance(25) {
			e.To = append(e.To, ids[d.IntN(len(ids))])
		}

		if d.chance(60) {
			e.Label, e.Sub, e.Verdict, e.Broken = d.words(), d.words(), d.verdict(), d.chance(20)
		}

		if d.chance(30) {
			e.Note = Note{d.IntN(12), d.words(), d.verdict()}
		}

		if d.chance(20) {
			e.Href = "#e"
		}

		edges[i] = e
	}

	return edges
}

func (d dice) swimlane(count int) Swimlane {
	s := Swimlane{ID: "s", Title: "t"}
	for i := range 1 + d.IntN(5) {
		s.Lanes = append(s.Lanes, Lane{ID: fmt.Sprint("l", i), Label: d.words()})
	}

	fixed := d.chance(30)
	if fixed {
		s.Columns = []string{d.words(), d.words(), d.words()}
	}

	for i := range count {
		step := Step{ID: fmt.Sprint("n", i), Lane: s.Lanes[d.IntN(len(s.Lanes))].ID, Label: "Step " + d.words(), Sub: d.words(), Gate: d.chance(20), Lead: d.chance(20)}
		if fixed {
			step.Column = 1 + d.IntN(4)
		}

		if d.chance(20) {
			step.Items = []string{d.words(), d.words()}
		}

		s.Steps = append(s.Steps, step)
	}

	s.Edges = d.edges(s.ids(), d.IntN(2*count))

	return s
}

// TestLayout draws many random figures and looks at the very scenes that are written.
func TestLayout(t *testing.T) {
	check := func(t *testing.T, seed uint64, kind string, s *scene, wants []arrow) {
		t.Helper()
		if s == nil {
			return
		}

		if problems := partsOf(s).problems(wants); len(problems) > 0 {
			t.Fatalf("seed %d, %s: %d problems\n%s", seed, kind, len(problems), strings.Join(problems[:min(5, len(problems))], "\n"))
		}

		if err := wellFormed(svg(s)); err != nil {
			t.Fatalf("seed %d, %s: %v", seed, kind, err)
		}
	}

	wide := 0
	for seed := range uint64(300) {
		d := dice{rand.New(rand.NewPCG(seed, 7))}
		count := 3 + d.IntN(28)
		if d.chance(70) {
			count = 1 + d.IntN(7)
		}

		nodes := d.nodes(count)
		edges := d.edges(nodeIDs(nodes), d.IntN(2*count+1))
		all := arrows(nodeIDs(nodes), edges)

		m := Map{ID: "m", Title: "t", Nodes: nodes, Edges: edges}
		check(t, seed, "wide map", m.wide(), all)
		check(t, seed, "upright map", m.upright(), all)

		f := Flow{ID: "f", Title: "t", Nodes: nodes, Edges: edges}
		check(t, seed, "wide flow", f.wide(), all)
		check(t, seed, "upright flow", f.upright(), nil)

		s := d.swimlane(count)
		all = arrows(s.ids(), s.Edges)
		check(t, seed, "wide swimlane", s.wide(), all)
		check(t, seed, "upright swimlane", s.upright(), nil)

		c := Cycle{ID: "c", Title: "t", Center: d.words()}
		for range 1 + d.IntN(7) {
			c.Stations = append(c.Stations, Station{Label: d.words(), Sub: d.words(), On: d.words(), Verdict: d.verdict(), Broken: d.chance(30)})
		}

		check(t, seed, "wide cycle", c.wide(), c.arrows())
		check(t, seed, "upright cycle", c.upright(), c.arrows())

		for _, s := range []*scene{m.wide(), f.wide(), s.wide(), c.wide()} {
			if s != nil {
				wide++
			}
		}
	}

	if wide < 450 {
		t.Errorf("only %d wide scenes were looked at", wide)
	}
}

// wellFormed reports what is wrong with SVG as XML, and whether it has what a page must not have.
func wellFormed(svg string) error {
	if strings.Contains(svg, "style=") || strings.Contains(svg, "<style") || strings.Contains(svg, "<script") {
		return errors.New("has style or script")
	}

	ids := make(map[string]bool)
	decoder := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return nil
		}

		if err != nil {
			return err
		}

		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}

		for _, a := range start.Attr {
			switch {
			case a.Name.Local == "id" && ids[a.Value]:
				return fmt.Errorf("id %s is there twice", a.Value)
			case a.Name.Local == "id":
				ids[a.Value] = true
			case strings.HasPrefix(a.Name.Local, "on"):
				return fmt.Errorf("has a handler %s", a.Name.Local)
			case strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf"):
				return fmt.Errorf("%s is %s", a.Name.Local, a.Value)
			}
		}
	}
}

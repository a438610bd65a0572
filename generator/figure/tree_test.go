package figure

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// tree returns a random tree of some branches.
func (d dice) tree(count int) Tree {
	nodes := d.nodes(count)
	parts := make([][]int, count)
	for i := 1; i < count; i++ {
		of := d.IntN(i)
		if d.chance(30) {
			of = max(0, i-1-d.IntN(3))
		}

		parts[of] = append(parts[of], i)
	}

	var grow func(i int) Branch
	grow = func(i int) Branch {
		b := Branch{Label: nodes[i].Label, Sub: nodes[i].Sub, Tone: nodes[i].Tone, Href: nodes[i].Href, Verdict: d.verdict()}
		for _, part := range parts[i] {
			b.Parts = append(b.Parts, grow(part))
		}

		return b
	}

	return Tree{ID: "t", Title: d.words(), Root: grow(0)}
}

// missing lists the branches of a scene that are not bound to that of which they are a part, and those that stand
// above or left of it.
func (p parts) missing(twigs []twig) []string {
	var found []string
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	for i, w := range twigs {
		if w.parent < 0 {
			continue
		}

		var bound []wire
		for _, line := range p.wires {
			if line.to == i+1 {
				bound = append(bound, line)
			}
		}

		if len(bound) != 1 || bound[0].edge != w.parent+1 || bound[0].from != 0 && bound[0].from != w.parent+1 {
			say("branch %d is bound by %v, not once to %d", i+1, bound, w.parent+1)
		}

		whole, part := p.boxes[p.at(w.parent+1)], p.boxes[p.at(i+1)]
		if part.x <= whole.x {
			say("branch %d %v does not stand right of %d %v", i+1, part.rect, w.parent+1, whole.rect)
		}
	}

	return found
}

// TestTreeLayout draws many random trees and looks at the very scenes that are written.
func TestTreeLayout(t *testing.T) {
	wide := 0
	for seed := range uint64(600) {
		d := dice{rand.New(rand.NewPCG(seed, 11))}
		tree := d.tree(1 + d.IntN(30))
		twigs := tree.twigs()
		for kind, s := range map[string]*scene{"wide": tree.wide(), "upright": tree.upright()} {
			if s == nil {
				continue
			}

			if kind == "wide" {
				wide++
			}

			p := partsOf(s)
			problems := append(p.problems(nil), p.missing(twigs)...)
			if len(p.boxes) != len(twigs) {
				problems = append(problems, fmt.Sprintf("%d boxes of %d branches", len(p.boxes), len(twigs)))
			}

			if err := wellFormed(svg(s)); err != nil {
				problems = append(problems, err.Error())
			}

			if len(problems) > 0 {
				t.Fatalf("seed %d, %s: %d problems\n%s", seed, kind, len(problems), strings.Join(problems[:min(5, len(problems))], "\n"))
			}
		}

		if once, again := tree.HTML(), tree.HTML(); once != again {
			t.Fatalf("seed %d: other bytes the second time", seed)
		}

		if rows := tree.Table().Rows; len(rows) != len(twigs) {
			t.Errorf("seed %d: %d rows of %d branches", seed, len(rows), len(twigs))
		}
	}

	if wide < 150 {
		t.Errorf("only %d wide trees were looked at", wide)
	}
}

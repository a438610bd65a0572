package site

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// made writes sections within sections, every text with words of its own.
func made(random *rand.Rand, depth int, words *int) string {
	var b strings.Builder
	text := func() {
		for range 5 + random.IntN(60) {
			*words++
			fmt.Fprintf(&b, "w%d%x ", *words, random.Uint32())
		}
	}
	for range 1 + random.IntN(6) {
		*words++
		fmt.Fprintf(&b, `<section class="x"><h%d id="s%d">S%d</h%d>`, 5-depth, *words, *words, 5-depth)
		text()
		if depth > 0 && random.IntN(3) > 0 {
			b.WriteString(made(random, depth-1, words))
			text()
		}

		b.WriteString("</section>\n")
	}

	return b.String()
}

var goneOn = regexp.MustCompile(`<h[2-5]>[^<]*, continued</h[2-5]>`)

// TestVolumes cuts made-up plans: nothing is lost, doubled or put elsewhere, every volume is whole, and none is too
// large unless it holds one piece that cannot be cut.
func TestVolumes(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	cut := 0
	for i := range 100 {
		words := 0
		text, room := made(random, 3, &words), 500+random.IntN(4000)
		all := leaves(text, nil, room)
		volumes := distribute(all, room)
		joined := ""
		for _, v := range volumes {
			if opened, closed := strings.Count(v, "<section"), strings.Count(v, "</section>"); opened != closed {
				t.Fatalf("%d: %d sections begin and %d end in\n%s", i, opened, closed, v)
			}

			cut += len(goneOn.FindAllString(v, -1))
			joined += goneOn.ReplaceAllString(v, "")
		}

		if got, want := strings.Fields(withoutTags(joined)), strings.Fields(withoutTags(text)); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("%d: the volumes hold other words than the whole:\n%s\n%s", i, joined, text)
		}

		for _, v := range volumes {
			// A piece of its own has what stands around it, too.
			if packed := Packed([]byte(v)); packed > room+200 && !alone(v, all) {
				t.Errorf("%d: a volume of %d bytes where there is room for %d", i, packed, room)
			}
		}

		if len(volumes) > 1 && Packed([]byte(text)) < room/2 {
			t.Errorf("%d: %d volumes of what would have had room in one", i, len(volumes))
		}
	}

	if cut < 30 {
		t.Errorf("only %d sections were cut: this tests little", cut)
	}
}

// alone reports whether a volume holds one piece only.
func alone(volume string, all []leaf) bool {
	n := 0
	for _, l := range all {
		if strings.Contains(volume, l.text) {
			n++
		}
	}

	return n == 1
}

// TestHeadingWhereASectionGoesOn holds the words of a heading that stands again on the next page.
func TestHeadingWhereASectionGoesOn(t *testing.T) {
	if got, want := goesOn(`<h3 id="a">Q&amp;A <a href="#">x</a></h3><p>y</p>`), "<h3>Q&amp;A x, continued</h3>"; got != want {
		t.Errorf("%s, want %s", got, want)
	}

	if got := goesOn("<p>y</p>"); got != "" {
		t.Errorf("a section without a heading goes on with %s", got)
	}
}

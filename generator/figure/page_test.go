package figure

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestStyle holds the drawings and the style sheet together.
func TestStyle(t *testing.T) {
	classes := regexp.MustCompile(`class="([^"]*)"`)
	for _, e := range examples() {
		for _, match := range classes.FindAllStringSubmatch(e.HTML(), -1) {
			for class := range strings.FieldsSeq(match[1]) {
				if !strings.Contains(Stylesheet(), "."+class) {
					t.Errorf("%s has class %s, of which the style sheet knows nothing", e.name, class)
				}
			}
		}
	}

	tokens := strings.Fields(`--ink --soft --line --strong-line --paper --raised --accent --sans --tone --tone-wash --marketing --marketing-wash
		--sales --sales-wash --cs --cs-wash --product --product-wash --met --met-wash --missed --missed-wash --warn --warn-wash`)
	for _, match := range regexp.MustCompile(`var\((--[a-z-]+)`).FindAllStringSubmatch(Stylesheet(), -1) {
		if !slices.Contains(tokens, match[1]) {
			t.Errorf("the style sheet needs %s, which no page promises", match[1])
		}
	}

	if colour := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|rgb|hsl`).FindString(Stylesheet()); colour != "" {
		t.Errorf("the style sheet has a colour of its own: %s", colour)
	}
}

// TestTwins looks for every number of a chart's table in its drawing.
func TestTwins(t *testing.T) {
	for _, e := range examples() {
		switch e.drawn.(type) {
		case Line, Bars, Ranking, Shares, Bullets, Funnel, Bands:
		default:
			continue
		}

		if e.name == "line-long" {
			continue // more points than can be pointed at
		}

		for _, o := range []Orientation{Wide, Upright} {
			svg := html.UnescapeString(regexp.MustCompile(`</text><text[^>]*>`).ReplaceAllString(e.SVG(o), " "))
			for _, row := range e.Table().Rows {
				for _, cell := range row[1:] {
					if strings.ContainsAny(cell, "0123456789") && !strings.Contains(svg, cell) {
						t.Errorf("%s: %q of row %q is not in drawing %d", e.name, cell, row, o)
					}
				}
			}
		}
	}
}

func TestRoles(t *testing.T) {
	plain := Map{ID: "a b", Title: "Two & more", Nodes: []Node{{ID: "1", Label: "One"}}}
	if got := plain.SVG(Wide); !strings.Contains(got, `role="img" aria-labelledby="a-b-only-t"><title id="a-b-only-t">Two &amp; more</title>`) {
		t.Errorf("a figure without links is no image with a name: %s", got)
	}

	plain.Nodes[0].Href = "one.html?a=1&b=2"
	if got := plain.SVG(Wide); !strings.Contains(got, `role="group"`) || !strings.Contains(got, `<a class="fig-link" href="one.html?a=1&amp;b=2">`) || !strings.Contains(got, ">One</text>") {
		t.Errorf("a figure with links is no group, or its link has no name: %s", got)
	}

	both := plain.HTML()
	if !strings.Contains(both, `id="a-b-wide-t"`) || !strings.Contains(both, `id="a-b-upright-t"`) {
		t.Errorf("the two drawings do not have names of their own: %s", both)
	}
}

// TestEmpty draws figures without anything in them.
func TestEmpty(t *testing.T) {
	for _, f := range []drawn{Map{}, Swimlane{}, Flow{}, Tree{}, Cycle{}, Line{}, Bars{}, Ranking{}, Shares{}, Bullets{}, Funnel{}, Bands{}, Timeline{}, Week{}, Spark{}} {
		for _, text := range []string{f.SVG(Wide), f.SVG(Upright), f.HTML()} {
			if err := wellFormed(text); err != nil {
				t.Errorf("%T: %v in %s", f, err, text)
			}
		}

		if rows := f.Table().Rows; len(rows) > 0 {
			t.Errorf("%T has rows %q", f, rows)
		}
	}
}

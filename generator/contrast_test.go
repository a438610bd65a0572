package generator

import (
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/themes"
)

// TestContrast holds the colours of the default theme against each other, as pages and figures use them: text
// at 4.5 to 1 and the marks of figures at 3 to 1, in the light and in the dark. The accessibility checker
// does not look into drawings.
func TestContrast(t *testing.T) {
	style, err := fs.ReadFile(themes.Default(), "style.css")
	if err != nil {
		t.Fatal(err)
	}

	blocks := regexp.MustCompile(`(?s):root \{(.*?)\n\s*\}`).FindAllSubmatch(style, 2)
	if len(blocks) != 2 {
		t.Fatal("the style has no light and dark tokens")
	}

	for i, scheme := range []string{"light", "dark"} {
		colours := map[string]float64{}
		for _, found := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{3,6});`).FindAllSubmatch(blocks[i][1], -1) {
			colours[string(found[1])] = luminance(t, string(found[2]))
		}

		hold := func(front, back string, least float64) {
			a, b := colours[front], colours[back]
			if a == 0 && b == 0 {
				t.Errorf("%s: there is no colour %s or %s", scheme, front, back)
			}

			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, not %.1f", scheme, front, back, ratio, least)
			}
		}

		for _, tone := range []string{"marketing", "sales", "cs", "product", "met", "missed", "warn"} {
			for _, back := range []string{"paper", "raised", tone + "-wash"} {
				hold(tone, back, 4.5)
			}

			hold("ink", tone+"-wash", 4.5)
			hold("soft", tone+"-wash", 4.5)
		}

		// What lies over bars has a border: it is told from the border, and the border from every bar.
		halo, _ := stroke(t, "fig-halo")
		for _, class := range []string{"fig-limit", "fig-target"} {
			mark, width := stroke(t, class)
			if _, border := stroke(t, "fig-halo"); border < width+2 {
				t.Errorf("the border of %s is %.1f units wide, its line %.1f", class, border, width)
			}

			hold(mark, halo, 3)
		}

		for _, bar := range []string{"marketing", "sales", "cs", "product", "met", "missed", "warn", "soft"} {
			hold(bar, halo, 3)
		}

		for _, back := range []string{"paper", "raised"} {
			hold("ink", back, 4.5)
			hold("soft", back, 4.5)
			hold("accent", back, 4.5)
			hold("strong-line", back, 3)
		}
	}
}

// stroke returns the colour and the width of a line of figures.
func stroke(t *testing.T, class string) (colour string, width float64) {
	t.Helper()
	found := regexp.MustCompile(`(?m)^\.` + class + ` \{.* stroke: var\(--([a-z-]+)\); stroke-width: ([0-9.]+);`).FindStringSubmatch(figure.Stylesheet())
	if found == nil {
		t.Fatalf("figures have no lines %s", class)
	}

	width, _ = strconv.ParseFloat(found[2], 64)

	return found[1], width
}

// luminance is the relative luminance of a colour, as WCAG 2 reckons it.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 4 {
		hex = fmt.Sprintf("#%c%c%c%c%c%c", hex[1], hex[1], hex[2], hex[2], hex[3], hex[3])
	}

	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}

		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}

	return sum
}

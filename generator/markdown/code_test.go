package markdown

import (
	"html"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// All code is shown, none is added, and the spans are balanced, whatever the language makes of it.
func FuzzHighlight(f *testing.F) {
	names := make([]string, 0, len(highlighters()))
	for name := range highlighters() {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, code := range []string{"a: 'b' # c\n", "<a b='c'>&amp;<!-- d", "$ x \"y\\", "+a\n-b\n@@", "[s]\nk = \"v\"", "${a", "\"\"\"é", "/* x", "'\\", "日本: 1.2.3"} {
		f.Add(code)
	}

	f.Fuzz(func(t *testing.T, code string) {
		code = strings.ToValidUTF8(strings.ReplaceAll(code, "\r", ""), "")
		for _, name := range names {
			p := painter{code: code}
			highlighters()[name](&p)
			got := p.done()
			if shown := html.UnescapeString(tagPattern.ReplaceAllString(got, "")); shown != code {
				t.Fatalf("%s shows %q as %q", name, code, got)
			}
		}
	})
}

func TestEveryLanguageNameIsListedOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for names := range grammars {
		for _, name := range strings.Fields(names) {
			if seen[name] {
				t.Errorf("%s is listed twice", name)
			}
			seen[name] = true
		}
	}
}

func TestLanguageOf(t *testing.T) {
	t.Parallel()
	for info, want := range map[string]string{
		"go": "go", "JavaScript": "javascript", "js,linenos": "js", "{.python}": "python", "yaml {hl=1}": "yaml", "c++": "c++", "c#": "c#",
		"": "", "<script>": "", `x"y`: "", strings.Repeat("a", 40): "",
	} {
		if got := languageOf(info); got != want {
			t.Errorf("languageOf(%q) = %q, want %q", info, got, want)
		}
	}
}

func TestStylesheetColorsCanBeRead(t *testing.T) {
	t.Parallel()
	light, dark, ok := strings.Cut(Stylesheet(), "@media")
	if !ok {
		t.Fatal("no dark colors")
	}

	colors := regexp.MustCompile(`--hl-(\w+): (#[0-9a-f]{6});`)
	for scheme, backgrounds := range map[string][]string{light: {"#ffffff", "#fafaf8"}, dark: {"#131519", "#1a1d22"}} {
		found := colors.FindAllStringSubmatch(scheme, -1)
		if len(found) != 8 {
			t.Errorf("%d colors", len(found))
		}
		for _, m := range found {
			if !strings.Contains(Stylesheet(), ".hl-"+m[1]+" { color: var(--hl-"+m[1]+")") {
				t.Errorf("no rule for %s", m[1])
			}
			for _, background := range backgrounds {
				if got := contrast(m[2], background); got < 4.5 {
					t.Errorf("%s on %s: contrast %.2f", m[0], background, got)
				}
			}
		}
	}
}

// contrast is the contrast ratio of WCAG 2.2.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)

	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(color string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(color[1+2*i:3+2*i], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}

	return sum
}

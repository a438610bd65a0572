package frontmatter

import (
	"math/big"
	"strings"
)

// decimal returns a number of YAML, TOML or JSON as JSON writes it, digits kept.
func decimal(text string) string {
	text = strings.ReplaceAll(text, "_", "")
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign = "-"
	}

	text = strings.TrimLeft(text, "+-")
	if len(text) > 1 && text[0] == '0' && strings.IndexByte("xob", text[1]) >= 0 {
		n, ok := new(big.Int).SetString(text, 0)
		if !ok {
			return "0"
		}

		return sign + n.String()
	}

	whole, rest := text, ""
	if i := strings.IndexAny(text, ".eE"); i >= 0 {
		whole, rest = text[:i], text[i:]
	}

	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}

	// "5." and "5.e3" are numbers in YAML: JSON wants a digit after the point.
	if rest == "." || strings.HasPrefix(rest, ".e") || strings.HasPrefix(rest, ".E") {
		rest = ".0" + rest[1:]
	}

	return sign + whole + rest
}

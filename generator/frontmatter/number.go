package frontmatter

import (
	"math/big"
	"strconv"
	"strings"
)

// coreKind returns what a plain scalar means in the core schema of YAML 1.2 (section 10.3.2).
func coreKind(text string) Kind {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return Null
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool
	}

	if strings.IndexByte("+-.0123456789", text[0]) < 0 {
		return Text
	}

	if digits, ok := strings.CutPrefix(text, "0x"); ok {
		return kindIf(Int, digits != "" && strings.Trim(digits, "0123456789abcdefABCDEF") == "")
	}

	if digits, ok := strings.CutPrefix(text, "0o"); ok {
		return kindIf(Int, digits != "" && strings.Trim(digits, "01234567") == "")
	}

	return decimalKind(text)
}

func kindIf(kind Kind, ok bool) Kind {
	if ok {
		return kind
	}

	return Text
}

// decimalKind tells [-+]? [0-9]+ from [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
// and from the words for infinity and "not a number".
func decimalKind(text string) Kind {
	rest := text
	if rest[0] == '+' || rest[0] == '-' {
		rest = rest[1:]
	}

	switch rest {
	case ".inf", ".Inf", ".INF":
		return Float
	case ".nan", ".NaN", ".NAN":
		return kindIf(Float, rest == text)
	}

	whole := digits(rest)
	rest = rest[whole:]
	if rest == "" {
		return kindIf(Int, whole > 0)
	}

	fraction := 0
	if rest[0] == '.' {
		fraction = digits(rest[1:])
		rest = rest[1+fraction:]
	}

	if whole+fraction == 0 {
		return Text
	}

	if rest == "" {
		return Float
	}

	if rest[0] != 'e' && rest[0] != 'E' {
		return Text
	}

	rest = rest[1:]
	if rest != "" && (rest[0] == '+' || rest[0] == '-') {
		rest = rest[1:]
	}

	return kindIf(Float, rest != "" && digits(rest) == len(rest))
}

// digits returns how many decimal digits text starts with.
func digits(text string) int {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}

	return n
}

// unusable says why a number cannot be calculated with: it is infinite, not a number, or so long, large or
// small that exact arithmetic with it would take all the machine's memory. It returns "" for other numbers.
func unusable(text string) string {
	bare := strings.TrimLeft(strings.ToLower(text), "+-.")
	if bare == "inf" || bare == "nan" {
		return "is not a number to calculate with"
	}

	if len(text) > 400 {
		return "is too long for a number"
	}

	value, err := strconv.ParseFloat(decimal(text), 64)
	if err != nil {
		return "is too large for a number"
	}

	mantissa := text
	if i := strings.IndexAny(text, "eE"); i >= 0 && !strings.HasPrefix(text, "0x") {
		mantissa = text[:i]
	}

	if value == 0 && strings.ContainsAny(mantissa, "123456789") {
		return "is too small for a number"
	}

	return ""
}

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

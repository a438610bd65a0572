package source

import (
	"fmt"
	"strings"
)

// Summary returns how many problems there are, in words: "3 errors, 2 warnings"; "no problems" if there
// are none.
func (ps Problems) Summary() string {
	var words []string
	for _, s := range [...]Severity{Error, Warning, Info} {
		switch n := ps.Count(s); n {
		case 0:
		case 1:
			words = append(words, "1 "+s.String())
		default:
			words = append(words, fmt.Sprintf("%d %ss", n, s))
		}
	}

	if len(words) == 0 {
		return "no problems"
	}

	return strings.Join(words, ", ")
}

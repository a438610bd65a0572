package frontmatter

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/adrg/frontmatter"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A region is the front matter of a file, as offsets in its text.
type region struct {
	format     string // "yaml", "toml" or "json"; "" if there is none
	open       int    // the line that opens it
	start, end int    // what stands between the lines; for JSON the object itself
	body       int    // where the body starts
	closed     bool
	endless    bool // a JSON object whose brackets do not match
	loose      bool // a bracket too many has ended the JSON object
	meant      int  // where it was meant to end then, by its lines; 0 where they do not tell
}

var (
	// keyLine is how a line of front matter starts. Prose seldom starts in such a way.
	keyLine = regexp.MustCompile(`(?m)^[a-z][a-z0-9_-]*[ \t]*(?::(?:[^/]|$)|=)`)
	// strictKey is a JSON object, also one with comments: reading it says that JSON has none.
	strictKey = regexp.MustCompile(`^\{(?:\s*["}]|(?:\s|//[^\n]*\n|#[^\n]*\n|/\*(?s:.*?)\*/)*"[A-Za-z0-9_-]+"\s*:)`)
)

// split finds the front matter of f. Where something looks like front matter but is not, it says so; the
// format is then "" if the file can be a page that happens to start in that way.
func split(f *source.File) (region, source.Problems) {
	open := firstLine(f.Text)
	line := lineAt(f.Text, open)
	next := min(open+len(line)+1, len(f.Text))

	switch mark := strings.TrimRight(line, " \t\r"); {
	case mark == "---":
		return enclosed(f, "yaml", mark, open, next)
	case mark == "+++":
		return enclosed(f, "toml", mark, open, next)
	case strictKey.MatchString(f.Text[open:]):
		return object(f, open)
	case strings.HasPrefix(line, "---\r") || strings.HasPrefix(line, "+++\r"):
		return region{format: formatOf(line), open: open, start: open, end: len(f.Text), body: len(f.Text)}, nil
	default:
		return region{}, almost(f, open)
	}
}

// object finds the end of a JSON object. One that never ends is the whole text: reading it says what is wrong.
func object(f *source.File, open int) (region, source.Problems) {
	size := objectSize(f.Text[open:])
	if size < 0 {
		all := len(f.Text)
		return region{format: "json", open: open, start: open, end: all, body: all, closed: true, endless: true}, nil
	}

	r := region{format: "json", open: open, start: open, end: open + size, closed: true}
	line := lineAt(f.Text, r.end)
	r.body = min(r.end+len(line)+1, len(f.Text))
	rest := strings.TrimLeft(f.Text[r.end:], " \t\r\n")
	r.loose = rest != "" && strings.IndexByte("}],", rest[0]) >= 0
	if strings.TrimSpace(line) == "" && !r.loose {
		return r, nil
	}

	start := len(f.Text) - len(rest)
	line = lineAt(f.Text, start)
	r.body = r.end
	if end := open + strings.Index(f.Text[open:], "\n}") + len("\n}"); r.loose && end >= r.end {
		r.meant = end
		r.body = min(end+len(lineAt(f.Text, end))+1, len(f.Text))
	}

	hint := "start the page on a line of its own"
	if r.loose {
		hint = "a bracket above closes what nothing opens: delete it"
	}

	return r, source.Problems{{
		At: f.Place(start, start+len(strings.TrimRight(line, " \t\r"))), Rule: "syntax",
		Message: "this follows the } that ends the front matter", Hint: hint,
	}}
}

// objectSize returns the length of the JSON object that text starts with; -1 if its brackets do not match.
func objectSize(text string) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == '\n':
			quoted = false
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}

	return -1
}

func formatOf(mark string) string {
	if mark[0] == '+' {
		return "toml"
	}

	return "yaml"
}

// enclosed cuts out what stands between two lines of mark.
func enclosed(f *source.File, format, mark string, open, next int) (region, source.Problems) {
	var raw []byte
	found := false
	capture := frontmatter.NewFormat(mark, mark, func(data []byte, _ any) error {
		raw, found = data, true
		return nil
	})

	masked := mask(f.Text, mark, next)
	rest, err := frontmatter.Parse(strings.NewReader(masked), nil, capture)
	if err == nil && found {
		return region{
			format: format, open: open, start: next, end: next + len(raw),
			body: len(f.Text) - len(rest), closed: true,
		}, nil
	}

	r, p := region{open: open}, unclosed(f, mark, open, next)
	if format == "toml" || startsLikeKeys(f.Text[next:]) {
		r = region{format: format, open: open, start: next, end: len(f.Text), body: len(f.Text)}
	} else {
		p.Hint += "; " + onlyARule
	}

	return r, source.Problems{p}
}

const onlyARule = "if the line only divides the page, write *** for it"

// mask returns text in which an indented line of mark is no longer one: the splitter would take it for the
// end of the front matter. Lengths stay.
func mask(text, mark string, from int) string {
	var masked []byte
	for start := from; start < len(text); {
		line := lineAt(text, start)
		if strings.TrimSpace(line) == mark && strings.TrimRight(line, " \t\r") != mark {
			if masked == nil {
				masked = []byte(text)
			}

			masked[start+strings.Index(line, mark)] = 'x'
		}

		start += len(line) + 1
	}

	if masked == nil {
		return text
	}

	return string(masked)
}

// unclosed reports front matter without an end, and shows a line that was probably meant to be it.
func unclosed(f *source.File, mark string, open, next int) source.Problem {
	p := source.Problem{
		At: f.Place(open, open+len(mark)), Rule: "syntax",
		Message: "the front matter that opens here is never closed",
		Hint:    "put a line of " + mark + " after its last line",
	}

	for start := next; start < len(f.Text); {
		line := lineAt(f.Text, start)
		switch bare := strings.TrimSpace(line); {
		case bare == mark:
			p.Hint = fmt.Sprintf("the %s in line %d is indented: start it in the first column", mark, f.Pos(start).Line)
		case bare == "..." || len(bare) > len(mark) && strings.Trim(bare, mark[:1]) == "":
			p.Hint = fmt.Sprintf("end it with %s, not with the %s in line %d", mark, bare, f.Pos(start).Line)
		default:
			start += len(line) + 1
			continue
		}

		p.Related = []source.Place{f.Place(start, start+len(strings.TrimRight(line, "\r")))}

		break
	}

	return p
}

// startsLikeKeys reports whether the first line that is neither blank nor a comment starts with a key.
func startsLikeKeys(text string) bool {
	for start := firstLine(text); start < len(text); {
		line := lineAt(text, start)
		if strings.TrimSpace(line) != "" && line[0] != '#' {
			return keyLine.MatchString(line)
		}

		start += len(line) + 1
	}

	return false
}

// firstLine returns the offset of the first line that is not blank.
func firstLine(text string) int {
	for start := 0; start < len(text); {
		line := lineAt(text, start)
		if strings.TrimSpace(line) != "" {
			return start
		}

		start += len(line) + 1
	}

	return len(text)
}

// lineAt returns the line that starts at an offset, without its line feed.
func lineAt(text string, start int) string {
	if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
		return text[start : start+i]
	}

	return text[start:]
}

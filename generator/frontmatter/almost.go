package frontmatter

import (
	"regexp"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/source"
)

var (
	// looseKey is a JSON object written by hand, without the quotes.
	looseKey = regexp.MustCompile(`^\{\s*'?[A-Za-z_][A-Za-z0-9_-]*'?\s*:`)
	// curlyKey is a JSON object that went through a word processor.
	curlyKey = regexp.MustCompile(`^\{\s*[“”„«][^“”„«»"\n]*[“”»]\s*:`)
	// kindLine says a kind, in YAML and in TOML.
	kindLine = regexp.MustCompile(`^kind[ \t]*[:=][ \t]*["'“”]?(?:` + kinds + `)["'“”]?[ \t]*(?:#.*)?$`)
	// kindKey says a kind, in JSON.
	kindKey = regexp.MustCompile(`["“”]kind["“”]\s*:\s*["“”](?:` + kinds + `)["“”]`)
	// title is a line of words.
	title = regexp.MustCompile(`^\pL[^:]*$`)
	// dashes is what word processors make of ---.
	dashes = regexp.MustCompile(`^[-‐‑‒–—―−]+$`)
)

// kinds are those that a file may have. What says another word is an example, or a letter: "kind regards".
const kinds = "site|plan|sla|feedback_loop|metric|meeting|enablement|training|experiment|escalation|sla_review|pressure_test|qbr|scorecard|interview|research_note|sla_revision"

// almost reports what looks like front matter and is none, at the start of a file that has no other: its keys without
// quotes, a line that nearly opens it, or none, or something above it. Where the look alone does not tell, it must say
// a kind. What stands in a code fence, or below text, is an example.
func almost(f *source.File, open int) source.Problems {
	if strings.HasPrefix(f.Text[open:], "\ufeff") {
		return checkInvisible(f, open, open+len("\ufeff"))
	}

	start := belowHeadings(f.Text, open)
	line := lineAt(f.Text, start)
	bare := strings.TrimSpace(line)
	first := start + strings.Index(line, bare)
	next := min(start+len(line)+1, len(f.Text))
	at, top := f.Place(first, first+len(bare)), start == open
	indented := strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "    ") // code
	switch object := f.Text[first:min(first+objectLength(f.Text[first:]), len(f.Text))]; {
	case indented:
	case top && looseKey.MatchString(object):
		return looks(f.Place(first, first+1), "this looks like front matter in JSON, but its keys have no double quotes", `write {"title": "…"}, or use lines of --- and YAML`)
	case top && curlyKey.MatchString(object):
		return looks(f.Place(first, first+1), "this looks like front matter in JSON, but its quotes are curly", `write {"title": "…"}, with the quotes of a keyboard`)
	case strictKey.MatchString(object) && kindKey.MatchString(object) && top:
		return looks(f.Place(first, first+1), "this looks like front matter in JSON, but it is indented", "take away what stands before the {")
	case strictKey.MatchString(object) && kindKey.MatchString(object):
		return looks(f.Place(first, first+1), notAtTop, moveAbove)
	case top && (strings.HasPrefix(bare, "---") || strings.HasPrefix(bare, "+++")) && keyFollows(f.Text[next:]):
		return looks(at, notOpening, "write "+bare[:3]+" and nothing else, from the first column on")
	case top && dashes.MatchString(bare) && saysKind(f.Text[next:]):
		return looks(at, notOpening, "write ---, three hyphens and nothing else, from the first column on")
	case !top && (dashes.MatchString(bare) || bare == "+++") && saysKind(f.Text[next:]):
		return looks(at, notAtTop, moveAbove)
	case title.MatchString(bare) && dashes.MatchString(strings.TrimSpace(lineAt(f.Text, next))) && saysKind(f.Text[min(next+len(lineAt(f.Text, next))+1, len(f.Text)):]): // a title above it
		return looks(f.Place(next, next+len(strings.TrimRight(lineAt(f.Text, next), " \t\r"))), notAtTop, moveAbove)
	case saysKind(f.Text[start:]):
		return looks(at, "this looks like front matter, but no line opens it", "put a line of --- above its first line, and one below its last")
	}

	return nil
}

// objectLength is where an object ends that a text begins with; of one without an end, its first paragraph.
func objectLength(text string) int {
	if size := objectSize(text); size >= 0 {
		return size
	}

	if end := strings.Index(text, "\n\n"); end >= 0 {
		return end
	}

	return len(text)
}

const (
	notOpening = "this line does not open the front matter that seems to follow"
	notAtTop   = "this looks like front matter, but it does not stand at the top of the file"
	moveAbove  = "move what stands above it to the text below it"
)

func looks(at source.Place, message, hint string) source.Problems {
	return source.Problems{{At: at, Rule: "syntax", Message: message, Hint: hint}}
}

// keyFollows reports whether the first line that is not blank starts with a key.
func keyFollows(text string) bool {
	first := keyLine.FindStringIndex(text)

	return first != nil && first[0] == firstLine(text)
}

// saysKind reports whether text starts with lines of keys, of which one says a kind. They end at a line of dashes, or at
// one that belongs to prose.
func saysKind(text string) bool {
	if !startsLikeKeys(text) {
		return false
	}

	blank := false // the line before
	for start := 0; start < len(text); {
		line := lineAt(text, start)
		bare := strings.TrimRight(line, " \t\r")
		switch {
		case kindLine.MatchString(bare):
			return true
		case dashes.MatchString(bare) || bare == "+++" || bare == "...":
			return false
		case blank && bare != "" && strings.IndexByte("#-", bare[0]) >= 0: // a heading, or a list, of prose
			return false
		case bare != "" && strings.IndexByte(" \t#-[]}", bare[0]) < 0 && !keyLine.MatchString(bare):
			return false
		}

		blank = bare == ""
		start += len(line) + 1
	}

	return false
}

// belowHeadings returns the offset of the first line that is not blank, no heading, and no part of a comment.
func belowHeadings(text string, start int) int {
	for start < len(text) {
		line := lineAt(text, start)
		bare := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(bare, "<!--"):
			end := strings.Index(text[start:], "-->")
			if end < 0 {
				return start
			}

			start += end + len("-->")
			start += len(lineAt(text, start)) + 1
		case strings.HasPrefix(line, "/*") && strings.Contains(text[start:], "*/"):
			start += strings.Index(text[start:], "*/") + len("*/")
			start += len(lineAt(text, start)) + 1
		case bare == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//"):
			start += len(line) + 1
		default:
			return start
		}
	}

	return len(text)
}

package rules

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// hidden returns the parts of a Markdown text that are no prose: fenced and indented code, and in what
// is left code in backticks, comments, {{…}} and links. They are in order and do not overlap.
func hidden(text string) []span {
	spans := blocks(text)
	from := 0
	for _, block := range spans {
		spans = append(spans, inlines(text, from, block.start)...)
		from = block.end
	}

	return merge(append(spans, inlines(text, from, len(text))...))
}

// merge sorts spans and makes one of those that overlap.
func merge(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.start, b.start) })

	merged := spans[:0]
	for _, s := range spans {
		if last := len(merged) - 1; last >= 0 && s.start < merged[last].end {
			merged[last].end = max(merged[last].end, s.end)
			continue
		}

		merged = append(merged, s)
	}

	return merged
}

var linkDefinition = regexp.MustCompile(`(?m)^ {0,3}(\[[^\]\n]+\]):`)

// definedLinks returns the names for which a text says where they lead, with their brackets in lower case.
func definedLinks(text string) map[string]bool {
	names := map[string]bool{}
	for _, m := range linkDefinition.FindAllStringSubmatch(text, -1) {
		names[strings.ToLower(m[1])] = true
	}

	return names
}

// blocks returns the fenced and indented code of a text, in order.
func blocks(text string) []span {
	var found []span
	fence, fenceStart := "", 0
	blank, inList := true, false
	for start := 0; start < len(text); {
		end := start + strings.IndexByte(text[start:], '\n') + 1
		if end <= start {
			end = len(text)
		}

		line := text[start:end]
		switch mark := fenceOf(line); {
		case fence != "" && closes(line, fence):
			found = append(found, span{fenceStart, end})
			fence, blank = "", false
		case fence != "":
		case mark != "" && !(blank && !inList && isIndented(line)):
			fence, fenceStart = mark, start
		case strings.TrimSpace(line) == "":
			blank = true
		case blank && !inList && isIndented(line):
			found = append(found, span{start, end})
		default:
			if !isIndented(line) {
				inList = listItem.MatchString(line) || inList && !blank || inList && line[0] == ' '
			}

			blank = false
		}

		start = end
	}

	if fence != "" {
		found = append(found, span{fenceStart, len(text)})
	}

	return found
}

var listItem = regexp.MustCompile(`^ {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]`)

func isIndented(line string) bool {
	return strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "\t")
}

// bare returns a line without the marks of a quotation and the space around.
func bare(line string) string { return strings.TrimLeft(strings.TrimSpace(line), "> ") }

// fenceOf returns the backticks or tildes that open a fenced block; "" if the line opens none.
func fenceOf(line string) string {
	line = bare(line)
	for _, mark := range []string{"`", "~"} {
		if strings.HasPrefix(line, mark+mark+mark) {
			rest := strings.TrimLeft(line, mark)
			if mark == "`" && strings.Contains(rest, mark) {
				return "" // code in a line of text
			}

			return line[:len(line)-len(rest)]
		}
	}

	return ""
}

func closes(line, fence string) bool {
	line = bare(line)
	return strings.HasPrefix(line, fence) && strings.Trim(line, fence[:1]) == ""
}

// notProse matches comments, {{…}}, links, definitions of links, and bare addresses.
var notProse = regexp.MustCompile(`<!--(?s:.*?)-->|\{\{[^{}\n]*\}\}|\[[^\[\]\n]*\]\([^()\n]*\)|<?https?://[^\s<>]+>?|(?m:^ {0,3}\[[^\]\n]+\]:[^\n]*$)`)

// inlines returns the code in backticks and what else is no prose in a part of a text.
func inlines(text string, start, end int) []span {
	part := text[start:end]
	spans := codeSpans(part)
	for _, m := range notProse.FindAllStringIndex(part, -1) {
		spans = append(spans, span{m[0], m[1]})
	}

	for i := range spans {
		spans[i].start += start
		spans[i].end += start
	}

	return spans
}

// codeSpans returns the code between equally long runs of backticks, not across empty lines.
func codeSpans(text string) []span {
	var spans []span
	for i := 0; i < len(text); {
		if text[i] != '`' {
			i++
			continue
		}

		run := len(text[i:]) - len(strings.TrimLeft(text[i:], "`"))
		if end := closing(text, i+run, run); end > 0 {
			spans = append(spans, span{i, end})
			i = end
			continue
		}

		i += run
	}

	return spans
}

// closing returns the end of the next run of exactly so many backticks; 0 if there is none before the
// paragraph ends.
func closing(text string, from, run int) int {
	for i := from; i < len(text); i++ {
		switch {
		case strings.HasPrefix(text[i:], "\n\n"):
			return 0
		case text[i] != '`':
			continue
		}

		n := len(text[i:]) - len(strings.TrimLeft(text[i:], "`"))
		if n == run {
			return i + n
		}

		i += n - 1
	}

	return 0
}

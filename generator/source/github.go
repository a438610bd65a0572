package source

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

var githubLevels = [...]string{Error: "error", Warning: "warning", Info: "notice"}

// GitHub writes problems as workflow commands of GitHub Actions, in the order given, which shows them on the
// lines of a pull request. Under strict, warnings are errors: what fails a run is red. A place of several lines
// has no columns: GitHub accepts them within one line only.
func GitHub(w io.Writer, problems Problems, strict bool) error {
	var b bytes.Buffer
	for _, p := range problems {
		level := githubLevels[p.Severity]
		if p.fails(strict) {
			level = githubLevels[Error]
		}

		b.WriteString("::" + level + " ")
		if !p.At.IsZero() {
			b.WriteString(githubPlace(p.At))
		}

		fmt.Fprintf(&b, "title=%s::%s\n", githubProperty("lockstep ("+p.Rule+")"), githubData(sentence(p)))
	}

	_, err := w.Write(b.Bytes())

	return err
}

func githubPlace(p Place) string {
	start, end := p.Range()
	lines := fmt.Sprintf("file=%s,line=%d,endLine=%d,", githubProperty(p.name()), start.Line, end.Line)
	if start.Line != end.Line {
		return lines
	}

	return lines + fmt.Sprintf("col=%d,endColumn=%d,", start.Column, end.Column)
}

// sentence returns the message and, on a line of its own, the hint.
func sentence(p Problem) string {
	if p.Hint == "" {
		return p.Message
	}

	return p.Message + "\n" + p.Hint
}

var githubEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

func githubData(s string) string { return githubEscapes.Replace(s) }

var githubSeparators = strings.NewReplacer(":", "%3A", ",", "%2C")

func githubProperty(s string) string { return githubSeparators.Replace(githubData(s)) }

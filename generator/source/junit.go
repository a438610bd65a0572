package source

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// The form of a JUnit report, as the test views of CI servers read it.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}

	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}

	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitFailure `xml:"failure"`
		Out     string        `xml:"system-out,omitempty"`
	}

	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes problems as a JUnit report: a suite for each file, in the order of their names, with a test
// for each problem, in the order given. Errors are failures, under strict also warnings; the rest passes and says what it has to
// say. files are the names of all files that were checked: one without problems has a single test that
// passes.
func JUnit(w io.Writer, problems Problems, files []string, strict bool) error {
	report := junitSuites{Name: "lockstep"}
	byFile := map[string][]junitCase{}
	for _, p := range problems {
		byFile[p.At.name()] = append(byFile[p.At.name()], p.junit(strict))
		files = append(files, p.At.name())
	}

	for _, name := range sortedNames(files) {
		suite := junitSuite{Name: name, Cases: byFile[name]}
		if len(suite.Cases) == 0 {
			suite.Cases = []junitCase{{Name: "no problems", Class: printableXML(name), File: printableXML(name)}}
		}

		suite.count()
		report.Tests += suite.Tests
		report.Failures += suite.Failures
		report.Suites = append(report.Suites, suite)
	}

	var b bytes.Buffer
	b.WriteString(xml.Header)
	encoder := xml.NewEncoder(&b)
	encoder.Indent("", " ")
	if err := encoder.Encode(report); err != nil {
		return err
	}

	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())

	return err
}

// count fills in the numbers of a suite, and the name of the one without a file.
func (s *junitSuite) count() {
	s.Tests = len(s.Cases)
	for _, c := range s.Cases {
		if c.Failure != nil {
			s.Failures++
		}
	}

	if s.Name == "" {
		s.Name = "lockstep"
	}

	s.Name = printableXML(s.Name)
}

func (p Problem) junit(strict bool) junitCase {
	start, _ := p.At.Range()
	c := junitCase{
		Name:  fmt.Sprintf("%d:%d %s", start.Line, start.Column, p.Rule),
		Class: printableXML(p.At.name()), File: printableXML(p.At.name()), Line: start.Line,
	}

	if p.At.IsZero() {
		c.Name, c.Class = p.Rule, "lockstep"
	}

	text := printableXML(sentence(p))
	if p.fails(strict) {
		c.Failure = &junitFailure{Message: printableXML(p.Message), Type: p.Severity.String(), Text: text}
	} else {
		c.Out = p.Severity.String() + ": " + text
	}

	return c
}

func sortedNames(names []string) []string {
	names = slices.Clone(names)
	slices.Sort(names)

	return slices.Compact(names)
}

// printableXML drops what XML 1.0 cannot hold.
func printableXML(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r >= ' ' && r <= '\ud7ff', r >= '\ue000' && r <= '\ufffd', r >= 0x10000:
			return r
		}

		return -1
	}, text)
}

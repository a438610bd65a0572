package site

import (
	"fmt"
	"html"
	"html/template"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/markdown"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// rootMark stands in rendered bodies for the way to the site's root, which differs between the pages
// that show a body.
const rootMark = "@root/"

// renderBodies renders every body once, on all processors, and resolves its links.
func (s *Site) renderBodies() source.Problems {
	s.prepareGlossary()
	docs := s.set.Documents
	results := make([]rendered, len(docs))
	each(len(docs), func(i int) {
		if !docs[i].Body.Empty() {
			results[i] = s.renderBody(docs[i])
		}
	})

	s.opts.Memo.bodies = map[*source.File]*rememberedBody{}
	var problems source.Problems
	for i, result := range results {
		if result.body == nil {
			continue
		}

		doc := docs[i]
		s.opts.Memo.bodies[doc.File] = result.body
		if result.body.narrative.size == 0 {
			continue
		}

		s.bodies[doc.Body] = result.body.narrative
		problems.Add(result.problems...)
		s.copyFiles(result.files)

		target, _, _ := strings.Cut(s.address[doc.Path], "#")
		s.anchors[target] = append(s.anchors[target], result.body.ids...)
	}

	for _, result := range results {
		for _, link := range result.anchors {
			problems.Add(s.checkAnchor(link)...)
		}
	}

	return problems
}

// rendered is a body and what is still to be done about it.
type rendered struct {
	body     *rememberedBody
	problems source.Problems
	anchors  []anchorLink
	files    []linkedFile
}

// An anchorLink is a link to a part of a page, to be looked up when all pages are known.
type anchorLink struct {
	target, anchor string
	at             source.Place
	strict         bool
}

// renderBody renders the body of a file, unless it is known.
func (s *Site) renderBody(doc *plan.Document) rendered {
	var result rendered
	with := given{taken: strings.Join(s.taken(doc), " "), words: s.vocabulary[doc.Plan]}
	switch {
	case doc.Kind == "plan", doc.Kind == "site":
		with.level = 2
	case doc.Kind == "sla", doc.Kind == "feedback_loop": // below an h2 on their pages
		with.level, with.prefix = 3, plan.PartID(doc)+"-"
	case doc.Kind != "":
		with.level, with.prefix = 4, plan.PartID(doc)+"-"
	}

	result.problems.Add(leftovers(doc.Body)...)
	result.problems.Add(unclosedTerms(doc.Body)...)
	known := s.recall(doc, with, &result)
	if known == nil {
		known = s.renderAfresh(doc, with, &result)
	}

	for _, problem := range known.problems {
		if problem.Rule == "link" && problem.Severity == source.Warning && doc.Kind != "" {
			problem.Severity = source.Error
		}

		if doc.Kind == "" {
			problem.Severity = max(problem.Severity, source.Warning) // no plain page stops a build
		}

		result.problems.Add(problem)
	}

	result.body = known

	return result
}

// renderAfresh renders the body of a file, and notes what it asks.
func (s *Site) renderAfresh(doc *plan.Document, with given, result *rendered) *rememberedBody {
	body := &rememberedBody{given: with}
	ask := func(q asked) asked {
		q = s.answer(doc, q, result)
		if !s.opts.Memo.once {
			body.asked = append(body.asked, q)
		}

		return q
	}

	page := markdown.Render(doc.File, doc.Body.Start, len(doc.File.Text), markdown.Options{
		Link: func(ref markdown.Reference) (string, bool) {
			q := ask(asked{link: ref})
			return q.target, q.ok
		},
		Term: func(path string, at source.Place) (string, string, bool) {
			q := ask(asked{isTerm: true, term: path, at: at})
			return q.text, q.target, q.ok
		},
		Glossary: s.glossary[doc.Plan], Root: rootMark, HeadingBase: with.level, IDPrefix: with.prefix,
		Taken: strings.Fields(with.taken),
	})

	if doc.Kind != "" {
		page.Headings = nil // only plain pages have a table of contents
	}

	body.narrative, body.ids, body.problems = keep(page), page.Anchors, page.Problems
	if (frontmatter.Document{File: doc.File}).TooLarge() {
		body.problems = nil // that has been said of the whole file
	}

	return body
}

// liquid finds what other generators would have acted on: Liquid tags and Kramdown's lists of attributes.
var liquid = regexp.MustCompile(`\{%-?[ \t]*[A-Za-z]|\{\{-?[ \t]*[A-Za-z_]+(?:[.\[][^}\n]*|[ \t]*)\}\}|(?m:^[ \t]*\{::?[ \t]*[^}\n]*\})`)

// leftovers reports instructions to another generator, once a text: here they are shown as text, but for
// an id below a heading.
func leftovers(body *plan.Body) source.Problems {
	if !strings.Contains(body.Text(), "{") {
		return nil
	}

	var first []int
	count := 0
	eachLine(body, func(line string, offset int) {
		found := liquid.FindStringIndex(line)
		if found == nil || inCode(line, found[0]) {
			return
		}

		if count++; count == 1 {
			first = []int{offset + found[0], offset + len(strings.TrimRight(line, "\r\n"))}
		}
	})

	if count == 0 {
		return nil
	}

	times := ""
	if count > 1 {
		times = fmt.Sprintf(" (%d lines of this text)", count)
	}

	return source.Problems{{
		At: body.File.Place(first[0], first[1]), Severity: source.Warning, Rule: "raw-html",
		Message: "this tells another site generator what to do, and means nothing here" + times,
		Hint:    "write what it stands for, or put it in backticks to show it",
	}}
}

// openTerm finds a term that does not end on its line.
var openTerm = regexp.MustCompile(`\{\{[ \t]*term\b[^{}\r\n]*`)

// unclosedTerms reports terms without their two braces at the end. They may stand on the next line.
func unclosedTerms(body *plan.Body) source.Problems {
	var problems source.Problems
	if !strings.Contains(body.Text(), "{{") {
		return nil
	}

	eachLine(body, func(line string, offset int) {
		for _, found := range openTerm.FindAllStringIndex(line, -1) {
			rest := body.File.Text[offset+found[1]:]
			if strings.HasPrefix(strings.TrimLeft(rest, " \t\r\n"), "}}") || wrapped.MatchString(rest) || inCode(line, found[0]) {
				continue
			}

			problems.Add(source.Problem{
				At: body.File.Place(offset+found[0], offset+len(strings.TrimRight(line[:found[1]], " \t"))), Severity: source.Warning, Rule: "raw-html",
				Message: "this term has no }} at its end, so it is shown as it is written", Hint: "put }} behind its path, or the whole in backticks to show it",
			})
		}
	})

	return problems
}

// wrapped finds the end of a term whose path an editor put on the next line.
var wrapped = regexp.MustCompile(`^\r?\n[ \t]*[^{}\s]+[ \t]*\}\}`)

// eachLine calls visit for the lines of a body outside of code fences, with the offset of each in its file.
func eachLine(body *plan.Body, visit func(line string, offset int)) {
	offset, fenced := body.Start, false
	for line := range strings.Lines(body.Text()) {
		if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~") {
			fenced = !fenced
		} else if !fenced {
			visit(line, offset)
		}

		offset += len(line)
	}
}

// inCode reports whether what starts at an offset of a line stands in backticks.
func inCode(line string, at int) bool { return strings.Count(line[:at], "`")%2 == 1 }

// body returns a rendered body with its links as seen from a page, and its headings as deep as the page's.
func (s *Site) body(p *page, body *plan.Body) template.HTML {
	text := strings.ReplaceAll(s.bodies[body].html(), `="`+rootMark, `="`+p.Root())
	if p.shift > 0 {
		text = headingTag.ReplaceAllStringFunc(text, func(tag string) string {
			last := len(tag) - 1
			return tag[:last] + strconv.Itoa(min(int(tag[last]-'0')+p.shift, 6))
		})
	}

	return template.HTML(text)
}

// headingTag finds the tags of headings, but for their end; in a text < is written &lt;.
var headingTag = regexp.MustCompile(`</?h[1-6]`)

// prepareGlossary gives each plan the words that are linked in its texts, and plain pages those of the
// only plan.
func (s *Site) prepareGlossary() {
	taken := map[string]bool{}
	for _, p := range s.set.Plans {
		s.words[p] = map[string]string{}
		var entries []markdown.Entry
		for _, term := range p.Glossary {
			anchor := termAnchor(term.Key)
			for taken[anchor] {
				anchor += "-" + p.ID
			}

			taken[anchor] = true
			s.words[p][term.Key] = anchor
			entries = append(entries, markdown.Entry{
				Word: term.Key, Href: "glossary.html#" + anchor, Definition: s.plainTerms(p, term.Value.Definition),
			})
		}

		for _, g := range gatesToExplain(p) {
			anchor := termAnchor(g.word)
			for taken[anchor] {
				anchor += "-" + p.ID
			}

			taken[anchor] = true
			s.words[p][g.word] = anchor
			entries = append(entries, markdown.Entry{Word: g.word, Href: "glossary.html#" + anchor, Definition: s.plainTerms(p, g.Name)})
		}

		if len(entries) > 0 {
			s.glossary[p], s.vocabulary[p] = markdown.NewGlossary(entries), vocabulary(entries)
		}
	}

	if len(s.set.Plans) == 1 {
		only := s.set.Plans[0]
		s.glossary[nil], s.vocabulary[nil] = s.glossary[only], s.vocabulary[only]
	}
}

// plainTerms returns a text without markup, with its terms resolved.
func (s *Site) plainTerms(p *plan.Plan, text string) string {
	return markdown.PlainWith(text, markdown.InlineOptions{Term: func(path string, at source.Place) (string, string, bool) {
		term, problem := s.term(p, path, at)
		return html.EscapeString(term.text), "", problem == nil
	}})
}

// each calls f for 0 … n-1 on all processors.
func each(n int, f func(i int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}

	for i := range n {
		next <- i
	}

	close(next)
	wait.Wait()
}

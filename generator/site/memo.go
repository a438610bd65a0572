package site

import (
	"html"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/markdown"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Memo keeps rendered bodies for the next site. A body asks the site where its links lead and what its terms
// say; where the answers are the same as before, so is its HTML. It also keeps what follows from one plan alone:
// whether it is too long for one page, which of its texts lead somewhere, and how much needs somebody; a plan that is the same must be so in
// all that the site knows of it. It never changes a result. The
// zero Memo is empty; it is for one [New] at a time.
type Memo struct {
	bodies map[*source.File]*rememberedBody
	sheets map[*plan.Plan]source.Problems
	texts  map[*plan.Plan][]*frontmatter.Node
	counts counts
	once   bool // nobody asks again
}

// A rememberedBody is what rendering a file gave, and all from which that followed. It does not change.
type rememberedBody struct {
	given given
	asked []asked

	narrative narrative
	ids       []string
	problems  source.Problems // of the Markdown itself
}

// given is what a body is rendered with.
type given struct {
	level                int
	prefix, taken, words string
}

// asked is a question of a body to the site, and the answer: where a link leads, or what a term says.
type asked struct {
	isTerm bool
	link   markdown.Reference
	term   string
	at     source.Place // of the term

	text, target string
	ok           bool
}

// answer asks the site.
func (s *Site) answer(doc *plan.Document, q asked, result *rendered) asked {
	if !q.isTerm {
		q.target, q.ok = s.link(doc, q.link, result)
		return q
	}

	q.text, q.target, q.ok = "", "", false
	term, problem := s.term(doc.Plan, q.term, q.at)
	if problem != nil {
		result.problems.Add(*problem)
		return q
	}

	if term.target != "" {
		q.target = rootMark + relative("", term.target)
	}

	q.text, q.ok = html.EscapeString(term.text), true

	return q
}

// recall returns a body that was rendered before, if it would be the same now; nil if it would not. Its
// questions are asked again, and what is wrong with the answers is added to the result.
func (s *Site) recall(doc *plan.Document, now given, result *rendered) *rememberedBody {
	known := s.opts.Memo.bodies[doc.File]
	if known == nil || known.given != now {
		return nil
	}

	var again rendered
	for _, q := range known.asked {
		if s.answer(doc, q, &again) != q {
			return nil
		}
	}

	result.problems.Add(again.problems...)
	result.anchors, result.files = again.anchors, again.files

	return known
}

// vocabulary returns all that a glossary says, as one text.
func vocabulary(entries []markdown.Entry) string {
	var b strings.Builder
	for _, e := range entries {
		b.WriteString(e.Word + "\x00" + e.Href + "\x00" + e.Definition + "\x00")
	}

	return b.String()
}

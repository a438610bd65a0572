package rules

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

func checkSharedPlaceholders(c *checker) { checkPlaceholders(c, nil) }

func checkPlaceholders(c *checker, p *plan.Plan) {
	c.walk(p, func(n *frontmatter.Node) {
		switch n.Kind {
		case frontmatter.Text:
			c.placeholderIn(n, n.Text())
		case frontmatter.List:
			c.placeholderList(n)
		}
	})

	for _, doc := range c.documents[p] {
		c.placeholdersInBody(doc.Body)
	}
}

// placeholderIn reports the first placeholder of a text field, as precisely as its notation allows.
func (c *checker) placeholderIn(n *frontmatter.Node, text string) {
	prose := newProse(text)
	start, end, ok := prose.placeholder(0)
	if !ok {
		return
	}

	found := text[start:end]
	c.add(source.Error, placeholderFinding(n, found))

	problem := &c.problems[len(c.problems)-1]
	if at := strings.Index(problem.At.Text(), found); at >= 0 && problem.At.File != nil {
		problem.At = problem.At.File.Place(problem.At.Start+at, problem.At.Start+at+len(found))
	}
}

func placeholderFinding(n *frontmatter.Node, found string) finding {
	return finding{
		node:    n,
		message: fmt.Sprintf("%s still has the template's %q", keyOf(n), found),
		hint:    "write the fact, or delete the line until you know it",
	}
}

// templateList matches what a template's bracket becomes when YAML takes it for a list.
var templateList = regexp.MustCompile(`^\[\s*(?i:define |your |name the |name a |timeframe\s*\]|monthly / quarterly\s*\])`)

// placeholderList reports a bracket of a template that YAML has read as a list: [define size, industry].
func (c *checker) placeholderList(n *frontmatter.Node) {
	if n.File() == nil || len(n.Children()) == 0 || n.Children()[0].Kind != frontmatter.Text {
		return
	}

	if written := n.Place().Text(); templateList.MatchString(written) {
		c.add(source.Error, placeholderFinding(n, written))
	}
}

func (c *checker) placeholdersInBody(body *plan.Body) {
	if body.Empty() {
		return
	}

	prose := newProse(body.Text())
	for from := 0; ; {
		start, end, ok := prose.placeholder(from)
		if !ok {
			return
		}

		c.problems.Add(source.Problem{
			At: body.File.Place(body.Start+start, body.Start+end), Severity: source.Warning, Rule: c.rule,
			Message: fmt.Sprintf("the text still has the template's %q", prose.text[start:end]),
			Hint:    "write the fact, or delete it until you know it",
		})
		from = end
	}
}

// A prose is Markdown in which placeholders are looked for. Its code, comments and addresses are found
// only when something in it looks like a placeholder, which is rare.
type prose struct {
	text   string
	hidden func() []span          // in order, apart
	names  func() map[string]bool // what links are defined, in lower case with brackets
}

type span struct{ start, end int }

func newProse(text string) *prose {
	return &prose{
		text:   text,
		hidden: sync.OnceValue(func() []span { return hidden(text) }),
		names:  sync.OnceValue(func() map[string]bool { return definedLinks(text) }),
	}
}

// placeholder returns the first placeholder at or after an offset.
func (p *prose) placeholder(from int) (start, end int, ok bool) {
	for i := from; i < len(p.text); i++ {
		at, length := i, 0
		switch p.text[i] {
		case '[':
			length = p.bracket(i)
		case 'X':
			at, length = p.unknownNumber(i)
		case 'T', 'F', 't':
			length = p.toDo(i)
		case '?':
			length = p.questionMarks(i)
		case 'l', 'L':
			length = prefixFold(p.text[i:], "lorem ipsum")
		case '<':
			length = len(yourTag.FindString(p.text[i:]))
		}

		if length > 0 && at >= from && !p.isHidden(at) {
			return at, at + length, true
		}
	}

	return 0, 0, false
}

func prefixFold(s, prefix string) int {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return 0
	}

	return len(prefix)
}

var (
	yourTag = regexp.MustCompile(`^<(?i:your|insert)\b[^<>\n]{0,80}>`)

	// templateBracket matches the brackets of templates: [define company size], [Your framework],
	// [name the person], [timeframe], [monthly / quarterly], [X MQLs per month].
	templateBracket = regexp.MustCompile(`^\[(?i:(?:define|your|insert|enter|describe|specify|fill in|replace|add your|be honest)\b[^\[\]]{0,300}|name(?: [^\[\]]{0,300})?|time ?frame|monthly ?/ ?quarterly|date|company(?: name)?|number|amount|placeholder|todo|tbd)\s*\]`)
)

// bracket returns the length of a template's bracket; 0 for a link, a footnote or any other bracket.
func (p *prose) bracket(i int) int {
	found := templateBracket.FindString(p.text[i:])
	if found == "" || i > 0 && p.text[i-1] == '!' {
		return 0
	}

	rest := p.text[i+len(found):]
	if rest != "" && strings.IndexByte("([:", rest[0]) >= 0 || p.names()[strings.ToLower(found)] {
		return 0
	}

	return len(found)
}

var (
	// counted matches what a template counts with an X: X hours, X%, X MQLs, XX business days.
	counted = regexp.MustCompile(`^X{1,4}(?: ?%|\+? (?:(?:business |working |calendar )?(?:hours?|days?|minutes?|weeks?|months?|quarters?)|(?i:mqls?|sqls?|sals?|pqls?)|percent|leads|points?|per (?:day|week|month|quarter))\b)`)

	// anX matches the X of an amount of money: $X, €XX.
	anX = regexp.MustCompile(`^X{1,4}(?:[.,]X+)*(?:$|[^A-Za-z0-9])`)

	// calledX matches what stands before an X that is a name: Series X, on X.
	calledX = regexp.MustCompile(`(?i:\b(?:series|model|gen|generation|class|type|factor|brand|tier|plan|segment|group|team|project|product|version|variant|planet|on|from|via|at|mac os|iphone) )$`)
)

// unknownNumber returns where the X of a template starts, with its currency, and the length; 0 for the X
// of a name such as "Series X" or "X (Twitter)".
func (p *prose) unknownNumber(i int) (start, length int) {
	before, rest := p.text[:i], p.text[i:]
	for _, sign := range []string{"$", "€", "£"} {
		for _, gap := range []string{"", " "} {
			if strings.HasSuffix(before, sign+gap) && anX.MatchString(rest) {
				n := len(rest) - len(strings.TrimLeft(rest, "X.,"))
				n = len(strings.TrimRight(rest[:n], ".,"))

				return i - len(sign+gap), n + len(sign+gap)
			}
		}
	}

	if i > 0 && isWordByte(p.text[i-1]) || calledX.MatchString(before[max(0, i-16):]) {
		return i, 0
	}

	found := counted.FindString(rest)
	if strings.HasSuffix(found, "leads") && isVerb(rest[len(found):]) {
		return i, 0
	}

	return i, len(found)
}

// isVerb reports whether "leads" goes on as a verb does: "X leads to …".
func isVerb(rest string) bool {
	return strings.HasPrefix(rest, " to ") || strings.HasPrefix(rest, " us ") || strings.HasPrefix(rest, " the ")
}

func isWordByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '_' || b >= 0x80
}

// toDo returns the length of TBD (in any case), TODO or FIXME as a word; a TODO list is a thing.
func (p *prose) toDo(i int) int {
	if i > 0 && (isWordByte(p.text[i-1]) || strings.IndexByte("#/-.@", p.text[i-1]) >= 0) {
		return 0
	}

	rest := p.text[i:]
	for _, word := range []string{"TBD", "tbd", "TODO", "FIXME"} {
		if !strings.HasPrefix(rest, word) || len(rest) > len(word) && isWordByte(rest[len(word)]) {
			continue
		}

		after := rest[len(word):]
		for _, noun := range []string{" list", " app", " board", " item", " page", "-list"} {
			if strings.HasPrefix(after, noun) {
				return 0
			}
		}

		return len(word)
	}

	return 0
}

// questionMarks returns the length of three or more question marks that stand alone: "really???" is a
// question.
func (p *prose) questionMarks(i int) int {
	if i > 0 && (isWordByte(p.text[i-1]) || strings.IndexByte("?!)\"'*_", p.text[i-1]) >= 0) {
		return 0
	}

	rest := p.text[i:]
	if n := len(rest) - len(strings.TrimLeft(rest, "?")); n >= 3 {
		return n
	}

	return 0
}

// isHidden reports whether an offset lies in code, a comment, a link or {{…}}.
func (p *prose) isHidden(offset int) bool {
	spans := p.hidden()
	i := sort.Search(len(spans), func(i int) bool { return spans[i].end > offset })

	return i < len(spans) && spans[i].start <= offset
}

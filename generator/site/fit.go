package site

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/figure"
	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// Whether the one-page plan fits one printed page is told from its text alone, on the safe side. The numbers
// here are those of sheet.css: lengths are in ems of the type of the page, and grow with it.

// A paper is what can be printed on a page, in points, with the margins of sheet.css.
type paper struct {
	name          string
	width, height float64
}

const millimeter = 72 / 25.4

var papers = [...]paper{
	{"A4", (210 - 24) * millimeter, (297 - 22) * millimeter},
	{"Letter", 8.5*72 - 24*millimeter, 11*72 - 22*millimeter},
}

// A density is how much a page holds: the size of its type in points, the height of a line and the space
// between parts, both in ems.
type density struct{ size, line, space float64 }

// densities are the classes fit-1 to fit-8 of sheet.css, the most readable first.
var densities = [...]density{
	{9.5, 1.42, 1.1}, {9.25, 1.41, 1.05}, {9, 1.4, 1}, {8.75, 1.38, .95}, {8.5, 1.36, .9}, {8.25, 1.34, .8}, {8, 1.32, .75}, {8, 1.2, .5},
}

// density returns the number of the first density at which the sheet fits all papers; the last if it fits
// none.
func (s *sheet) density() int {
	for i := range densities {
		if !slices.ContainsFunc(papers[:], func(p paper) bool { return s.over(p, densities[i]) > 0 }) {
			return i + 1
		}
	}

	return len(densities)
}

// over returns how many points the sheet is longer than a page of paper.
func (s *sheet) over(on paper, d density) float64 {
	l := layout{ems: on.width / d.size, density: d}
	height := l.head(s) + l.foot(s) + d.space
	for _, wide := range []panel{s.Hands, s.Metrics} {
		height += l.part(l.ems, wide) + d.space
	}

	for row := range slices.Chunk(s.halves(), 2) {
		height += l.row(row) + d.space
	}

	return height*d.size + 1 - on.height
}

// halves are the parts that stand two and two beside each other, in order.
func (s *sheet) halves() []panel {
	return slices.Concat([]panel{s.MQL, s.SQL}, s.Sides, []panel{s.Breaks, s.Loop})
}

// A layout adds up heights on a paper, in ems.
type layout struct {
	density
	ems float64 // the width of the page
}

// point is the width of a hairline in ems, as a browser rounds it.
func (l layout) point() float64 { return 1 / l.size }

func (l layout) lines(ems float64, of passage) float64 {
	runs := make([]figure.Run, len(of))
	for i, s := range of {
		runs[i] = figure.Run{Text: s.Text, Bold: s.Bold}
		if !s.Urgent.Due.IsZero() {
			runs[i] = figure.Run{Text: mostUrgent, Bold: true}
		}
	}

	return float64(figure.Lines(ems, runs...))
}

// mostUrgent is the longest that a page may come to say of something to be done, however late it is read.
const mostUrgent = " ✕\u20029999 days overdue"

// text returns the height of a passage in a column.
func (l layout) text(ems float64, of passage) float64 { return l.lines(ems, of) * l.line }

// split returns the widths of the two columns of head and foot.
func (l layout) split() (left, right float64) { return (l.ems - 2) * .6, (l.ems - 2) * .4 }

func (l layout) head(s *sheet) float64 {
	left, right := l.split()
	title := l.text(left, plainly(s.Org)) + l.lines(left/1.7, boldly(s.Title))*1.7*1.15
	stamp := 1.7
	for _, line := range s.Stamp {
		stamp += l.text(right, line)
	}

	return max(title, stamp) + .6*l.space + 2*l.point()
}

func (l layout) foot(s *sheet) float64 {
	left, right := l.split()

	return max(l.text(left, s.Address), l.text(right, s.AsOf)) + .4*l.space + l.point()
}

// half is the width of a part that has one beside it.
func (l layout) half() float64 { return (l.ems - 2) / 2 }

// row returns the height of parts that stand side by side.
func (l layout) row(parts []panel) float64 {
	height := 0.0
	for _, p := range parts {
		height = max(height, l.part(l.half(), p))
	}

	return height
}

func (l layout) part(ems float64, p panel) float64 {
	height := l.lines(ems/1.1, boldly(p.Title))*1.1*1.2 + .3*l.space
	if p.Party != "" {
		height += .4*l.space + 2*l.point()
	}

	switch {
	case p.ID == "handoffs":
		return height + l.entries(ems, p.Blocks)
	case p.ID == "metrics":
		for _, b := range p.Blocks {
			height += l.metric(ems, b)
		}

		return height
	}

	for i, b := range p.Blocks {
		if i > 0 {
			height += .3 * l.space
		}

		height += l.block(ems, b)
	}

	return height
}

func (l layout) block(ems float64, b block) float64 {
	height := l.text(ems, b.Text)
	for _, pair := range b.Pairs {
		height += max(l.text(6, pair.Name), l.text(ems-6.6, pair.Text))
	}

	name, value, actual := ems*.6, ems*.4-.6, ems
	if b.Told() {
		name, value, actual = ems*.38, ems*.33-.6, ems*.29-.6
	}

	for _, row := range b.Rows {
		height += max(l.text(name, row.Name), l.text(value, row.Text), l.text(actual, row.Actual)) + .3*l.space + l.point()
	}

	return height
}

// entries returns the height of a list in four columns.
func (l layout) entries(ems float64, blocks []block) float64 {
	const columns, gap = 4, 1.2
	each, total := (ems-gap*(columns-1))/columns, 0.0
	for row := range slices.Chunk(blocks, columns) {
		if total > 0 {
			total += .6 * l.space
		}

		tallest := 0.0
		for _, b := range row {
			tallest = max(tallest, l.entry(each, b))
		}

		total += tallest
	}

	return total
}

func (l layout) entry(ems float64, b block) float64 {
	height := l.text(ems, b.Head)
	for _, line := range b.Lines {
		height += l.text(ems, line)
	}

	return height
}

// metric returns the height of a metric: its numbers in a wide column, what four functions do in four others.
func (l layout) metric(ems float64, b block) float64 {
	const gap, wide = 1, 1.3
	rule := .4*l.space + l.point()
	if b.Head == nil {
		return l.text(ems, b.Text) + rule
	}

	share := (ems - gap) / (4 + wide)
	each := share - .75*gap
	height := l.entry(share*wide, b)
	for _, note := range b.Notes {
		height = max(height, l.text(each, note.Name)+l.text(each, note.Text))
	}

	return height + rule
}

// shares are how much of a page each part may take, so that all of them fit.
var shares = map[string]float64{
	"head": .06, "handoffs": .19, "mql": .15, "sql": .15, "owes-1": .14, "owes-2": .14, "breaks": .13, "loop": .13, "metrics": .26, "foot": .03,
}

// A surplus is a part that takes more than its share of a page.
type surplus struct {
	part  panel
	lines int
}

// surpluses returns the parts that are over their shares, the worst first.
func (s *sheet) surpluses(on paper) []surplus {
	d := densities[len(densities)-1]
	l := layout{ems: on.width / d.size, density: d}
	var all []surplus
	edge := func(height float64, p panel) {
		if over := height - shares[p.ID]*on.height/d.size; over > 0 {
			all = append(all, surplus{p, int(math.Ceil(over / l.line))})
		}
	}

	check := func(ems float64, p panel) { edge(l.part(ems, p), p) }
	edge(l.head(s), panel{ID: "head", Title: "Whose plan it is, and who signed", Blocks: []block{{At: s.At}}})
	edge(l.foot(s), panel{ID: "foot", Title: "Where the living version is", Blocks: []block{{At: s.At}}})
	check(l.ems, s.Hands)
	check(l.ems, s.Metrics)
	for _, p := range s.halves() {
		check(l.half(), p)
	}

	slices.SortStableFunc(all, func(a, b surplus) int { return cmp.Compare(b.lines, a.lines) })

	return all
}

// checkSheets reports the plans whose one-page plan would take more than a page, before anybody prints it. What was
// found in a plan that is the same is remembered, but where it says what other plans know.
func (s *Site) checkSheets() source.Problems {
	before := s.opts.Memo.sheets
	s.opts.Memo.sheets = make(map[*plan.Plan]source.Problems, len(s.set.Plans))
	var problems source.Problems
	for _, p := range s.set.Plans {
		found, known := before[p]
		if !known {
			found = s.checkSheet(p)
		}

		if !s.asksOthers(p) {
			s.opts.Memo.sheets[p] = found
		}

		problems.Add(found...)
	}

	return problems
}

// asksOthers reports whether a text of a plan may say a value of another plan.
func (s *Site) asksOthers(p *plan.Plan) bool {
	return slices.ContainsFunc(s.opts.Memo.texts[p], func(n *frontmatter.Node) bool {
		for _, found := range termOf.FindAllStringSubmatch(n.Text(), -1) {
			if found[1] != p.ID && slices.ContainsFunc(s.set.Plans, func(other *plan.Plan) bool { return other.ID == found[1] }) {
				return true
			}
		}

		return false
	})
}

// termOf finds the first step of a term.
var termOf = regexp.MustCompile(`\{\{\s*term\s+([^.\s}]+)\.`)

func (s *Site) checkSheet(p *plan.Plan) source.Problems {
	if p.Status == "retired" {
		return nil
	}

	of := sheetOf(s.byPath[p.ID+"/"+sheetName])
	last := densities[len(densities)-1]
	worst, over := papers[0], 0.0
	var names []string
	for _, on := range papers {
		by := of.over(on, last)
		if by > 0 {
			names = append(names, on.name)
		}

		if by > over {
			worst, over = on, by
		}
	}

	if over == 0 {
		return nil
	}

	problem := source.Problem{
		At: p.Place("title"), Rule: "one-page", Severity: source.Warning,
		Message: fmt.Sprintf("the one-page plan is about %s too long for one page of %s paper", plural(int(math.Ceil(over/last.size/last.line)), "line"), join(names, "or")),
		Hint:    "give the longest texts a short of at most 60 characters",
	}
	s.blame(&problem, p, of.surpluses(worst))

	return source.Problems{problem}
}

// blame says which parts of a sheet take more than their share of a page, and where the longest text is.
func (s *Site) blame(problem *source.Problem, p *plan.Plan, surpluses []surplus) {
	if len(surpluses) == 0 {
		return
	}

	var words []string
	for _, one := range surpluses[:min(3, len(surpluses))] {
		words = append(words, fmt.Sprintf("%q by %s", one.part.Title, plural(one.lines, "line")))
	}

	problem.Message += "; over its share of it is " + join(words, "and")
	if at := longest(surpluses[0].part); s.planOf[at.Place().File] == p {
		problem.At, problem.Path = at.Place(), at.Node.Pointer()
	}

	if surpluses[0].part.ID == "head" {
		problem.Hint = "give the plan a shorter title, or let fewer people sign: one for each side is enough"
	}
}

// longest returns where the longest block of a part is written.
func longest(p panel) plan.At {
	l := layout{ems: 30, density: densities[0]}
	worst := slices.MaxFunc(p.Blocks, func(a, b block) int {
		height := func(b block) float64 {
			total := l.block(30, b) + l.entry(30, b)
			for _, note := range b.Notes {
				total += l.text(30, note.Text)
			}

			return total
		}

		return cmp.Compare(height(a), height(b))
	})

	return worst.At
}

package rules

import (
	"fmt"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// checkSeries reports points of a series that do not count, and periods that are not there.
func checkSeries(c *checker, p *plan.Plan) {
	seen := map[string]bool{}
	for _, s := range p.AllSeries() {
		if s.Node == nil || seen[s.File] {
			continue // nobody wrote it, it comes from the evidence; or its file was looked at
		}

		seen[s.File] = s.File != ""
		points, left := s.InOrder(p.Site.FiscalStart())
		c.leftPoints(left)
		c.order(p, s)
		c.gaps(p, points)
	}
}

// leftPoints reports what does not count, once for each reason.
func (c *checker) leftPoints(left []plan.Left) {
	count := map[string]int{}
	for _, l := range left {
		count[l.Why]++
	}

	for _, why := range []string{"kind", "again", "old"} {
		for _, l := range left {
			if l.Why == why {
				c.leftPoint(l, count[why])
				break
			}
		}
	}
}

// leftPoint reports the first of count points that do not count for one reason.
func (c *checker) leftPoint(l plan.Left, count int) {
	others := ""
	if count > 1 {
		others = fmt.Sprintf(", and %d more like it", count-1)
	}

	problem := source.Problem{At: l.Place("period"), Severity: source.Warning, Rule: c.rule, Path: l.Node.Pointer()}
	switch l.Why {
	case "kind":
		problem.Message = fmt.Sprintf("%s is left out: most periods here are of another kind%s", l.Period, others)
		problem.Hint = "keep to days, weeks, months or quarters"
	case "again":
		problem.Message = fmt.Sprintf("%s is left out: it stands twice%s", l.Period, others)
		problem.Hint = "keep the one that is true; now the first counts"
		problem.Related = []source.Place{l.For.Place("period")}
	case "old":
		problem.Severity = source.Info
		problem.Message = fmt.Sprintf("%s is left out: there are more points than can be shown%s", l.Period, others)
		problem.Hint = "move the oldest to another file"
	}

	c.problems.Add(problem)
}

// order reports the first period that stands neither where time runs forward nor where it runs back.
func (c *checker) order(p *plan.Plan, s *plan.Series) {
	points, _ := s.InOrder(p.Site.FiscalStart())
	place := map[*plan.Point]int{}
	for i, point := range points {
		place[point.Point] = i
	}

	var before, steps int
	last := -1
	for i := range s.Points {
		at, counts := place[&s.Points[i]]
		if !counts {
			continue
		}

		step := 1
		if at < last {
			step = -1
		}

		if last >= 0 && steps > 0 && step != before {
			c.problems.Add(source.Problem{
				At: s.Points[i].Place("period"), Severity: source.Info, Rule: c.rule, Path: s.Points[i].Node.Pointer(),
				Message: fmt.Sprintf("%s does not stand where it belongs in time", s.Points[i].Period),
				Hint:    "it counts all the same; in order the file is easier to read",
			})

			return
		}

		if last >= 0 {
			before = step
			steps++
		}

		last = at
	}
}

// mostMissing is how many missing periods are counted.
const mostMissing = 1000

// gaps reports how many periods are not there between others, and which is the first.
func (c *checker) gaps(p *plan.Plan, points []plan.Dated) {
	count, worked := 0, p.Worked()
	var first, at plan.Dated
	name := ""
	for i := 1; i < len(points); i++ {
		missing := plan.Missing(points[i-1], points[i], p.Site.FiscalStart(), worked, mostMissing-count)
		if len(missing) > 0 && count == 0 {
			first, at, name = points[i-1], points[i], missing[0].Name
		}

		count += len(missing)
	}

	if count == 0 {
		return
	}

	message := fmt.Sprintf("%s is missing between %s and %s", name, first.In, at.In)
	if count > 1 {
		message = fmt.Sprintf("%d periods are missing, the first of them %s", count, name)
	}

	c.problems.Add(source.Problem{
		At: at.Place("period"), Severity: source.Info, Rule: c.rule, Path: at.Node.Pointer(),
		Message: message, Hint: "add it, without a value if none is known; the line is interrupted there",
	})
}

package history

import (
	"math/big"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
)

// months are how long a period is.
var months = map[string]int64{"month": 1, "quarter": 3}

// rate notes one change of an amount and of the period that it is for, as both together are what is owed: 40 a
// month are 120 a quarter. It reports false where the period is the same, or nobody can tell.
func (c *comparison) rate(old, new *term, of *clause, at place) bool {
	a, b := old.part(of.rate), new.part(of.rate)
	if a == nil || b == nil {
		return false
	}

	per, nowPer := orDefault(old.part("per"), of.field("per")), orDefault(new.part("per"), of.field("per"))
	before, now := scalarText(per.node), scalarText(nowPer.node)
	if before == now || months[before] == 0 || months[now] == 0 {
		return false
	}

	change := Change{
		Path: strings.Join(at.path, "."), Kind: Changed, OwedBy: at.owes, Direction: Neutral, What: a.clause.noun,
		Old: rated(a, per), New: rated(b, nowPer), node: b.node,
		From: spoken(a, c.names) + " a " + before, To: spoken(b, c.names) + " a " + now,
	}

	if n, m := exact(a), exact(b); n != nil && m != nil && a.clause.tighter != 0 {
		n, m = n.Quo(n, big.NewRat(months[before], 1)), m.Quo(m, big.NewRat(months[now], 1))
		change.Direction, change.By = tightened(m.Cmp(n)*int(a.clause.tighter)), percent(n, m)
	}

	c.changes = append(c.changes, change)

	return true
}

// rated returns an amount and its period as the author wrote them.
func rated(amount, per *term) any {
	return frontmatter.NewMap(amount.node.WithKey(amount.key), per.node.WithKey("per")).Value()
}

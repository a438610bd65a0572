package history

import (
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// Sentence returns the change in plain words: "Sales: first outreach 4 → 2 business hours (tightened,
// −50 %)". It has no full stop.
func (c Change) Sentence() string {
	var b strings.Builder
	if who := c.Who(); who != "" {
		b.WriteString(who + ": ")
	}

	b.WriteString(c.What)
	switch {
	case c.Kind != Changed:
		b.WriteString(" " + c.Kind)
		if value := c.From + c.To; value != "" {
			b.WriteString(": " + value)
		}
	case c.Words != nil:
		b.WriteString(": “" + c.From + "” → “" + c.To + "”")
	case startsWithNumber(c.From) && startsWithNumber(c.To):
		b.WriteString(" " + c.Was() + " → " + c.To)
	default:
		b.WriteString(": " + c.From + " → " + c.To)
	}

	if remark := c.Remark(); remark != "" {
		b.WriteString(" (" + remark + ")")
	}

	return b.String()
}

// Was returns the old value as it stands before the new one: without its unit where both count the same,
// since the new one names it.
func (c Change) Was() string {
	if c.count != "" {
		return c.count
	}

	return c.From
}

// Statement returns what holds now in plain words, whatever held before: "Sales: first outreach: 2 business
// hours". It has no full stop.
func (c Change) Statement() string {
	said := c.What
	if who := c.Who(); who != "" {
		said = who + ": " + said
	}

	if c.To != "" {
		said += ": " + c.To
	}

	return said
}

// Who returns the names of those who owe what changed: "Marketing and Sales"; "" for nobody.
func (c Change) Who() string {
	names := make([]string, len(c.OwedBy))
	for i, f := range c.OwedBy {
		names[i] = f.String()
	}

	return listed(names)
}

// Remark says which way the change goes, by how much, and what it breaks: "tightened, −50 %"; "" if there
// is nothing to say.
func (c Change) Remark() string {
	var remarks []string
	switch c.Direction {
	case Tightened, Loosened:
		remarks = append(remarks, c.Direction)
	case Incomparable:
		remarks = append(remarks, "neither longer nor shorter in every case")
		if strings.HasPrefix(c.Path, "calendar.") {
			remarks = []string{"changes what every business hour means"}
		}
	}

	if c.By != "" {
		remarks = append(remarks, c.By)
	}

	if c.Definition {
		remarks = append(remarks, "definition changed")
	}

	return strings.Join(remarks, ", ")
}

// listed returns "a", "a and b" or "a, b and c".
func listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}

	last := len(names) - 1

	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func startsWithNumber(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

func itoa(n int) string { return strconv.Itoa(n) }

// say notes two values as people say them, and by how much they differ.
func (c *comparison) say(change *Change, old, new *term, of *clause) {
	change.From, change.To = spokenAs(old, of, c.names), spokenAs(new, of, c.names)
	if old == nil || new == nil {
		return
	}

	if a, b, ok := durations(old, new, of); ok {
		if a.Unit() == b.Unit() {
			change.count = a.Count()
		}

		n, of := a.Amount()
		m, otherOf := b.Amount()
		if of == otherOf {
			change.By = percent(big.NewRat(n, 1), big.NewRat(m, 1))
		}

		return
	}

	a, b := exact(old), exact(new)
	switch {
	case a == nil || b == nil:
		return
	case of.unit == "%":
		change.By = signed(new.minus(old)) + points(new.minus(old))
	case of.tighter != 0:
		change.By = percent(a, b)
	}

	if of.unit != "" {
		change.count = strings.TrimSuffix(change.From, " "+of.unit)
	}
}

func (t *term) minus(other *term) *big.Rat { return new(big.Rat).Sub(exact(t), exact(other)) }

func points(difference *big.Rat) string {
	if new(big.Rat).Abs(difference).Cmp(big.NewRat(1, 1)) == 0 {
		return " point"
	}

	return " points"
}

// exact returns the value of a number; nil for anything else.
func exact(t *term) *big.Rat {
	if t == nil || t.node == nil || t.node.Kind != frontmatter.Int && t.node.Kind != frontmatter.Float {
		return nil
	}

	written, _ := t.node.Value().(json.Number)
	n, ok := new(big.Rat).SetString(string(written))
	if !ok {
		return nil
	}

	return n
}

// percent returns by how much b differs from a: "+14 %"; "" if that rounds to nothing or cannot be said.
func percent(a, b *big.Rat) string {
	if a.Sign() <= 0 {
		return ""
	}

	difference := new(big.Rat).Sub(b, a)
	difference.Quo(difference, a).Mul(difference, big.NewRat(100, 1))
	places := 0
	if new(big.Rat).Abs(difference).Cmp(big.NewRat(1, 1)) < 0 {
		places = 1
	}

	rounded, _ := new(big.Rat).SetString(difference.FloatString(places))
	if rounded.Sign() == 0 {
		return ""
	}

	return signed(rounded) + " %"
}

// signed returns a number with its sign, as it is set in print.
func signed(n *big.Rat) string {
	sign := "+"
	if n.Sign() < 0 {
		sign = "−"
	}

	return sign + decimal(new(big.Rat).Abs(n))
}

// decimal returns a number without needless zeros.
func decimal(n *big.Rat) string {
	places, _ := n.FloatPrec()
	return n.FloatString(min(places, 3))
}

// durations reads two durations; false if one of them is none.
func durations(old, new *term, of *clause) (a, b worktime.Duration, ok bool) {
	if of.form != duration || old == nil || new == nil {
		return a, b, false
	}

	a, errA := worktime.ParseDuration(old.node.Text())
	b, errB := worktime.ParseDuration(new.node.Text())

	return a, b, errA == nil && errB == nil
}

// direction says which way a change goes.
func (c *comparison) direction(old, new *term, of *clause, at place) string {
	switch {
	case at.definition:
		return Neutral
	case old == nil || new == nil:
		return c.directionOfWhole(old, new, at)
	case of.tighter == 0:
		return Neutral
	}

	order := 0
	if of.form == duration {
		a, b, ok := durations(old, new, of)
		if order, ok = c.order(a, b, ok); !ok {
			return Incomparable
		}
	} else if a, b := exact(old), exact(new); a != nil && b != nil {
		order = b.Cmp(a)
	} else {
		return Incomparable
	}

	return tightened(order * int(of.tighter))
}

// order compares the new duration with the old one.
func (c *comparison) order(old, new worktime.Duration, known bool) (order int, ok bool) {
	if !known {
		return 0, false
	}

	return worktime.Compare(new, old, c.calendar)
}

func tightened(sign int) string {
	switch {
	case sign > 0:
		return Tightened
	case sign < 0:
		return Loosened
	}

	return Neutral
}

// directionOfWhole judges what is new or gone. A promise more is tighter; a limit of its own for some leads
// is compared with the limit that they would have without.
func (c *comparison) directionOfWhole(old, new *term, at place) string {
	t, sign, general := new, +1, c.general[1]
	if new == nil {
		t, sign, general = old, -1, c.general[0]
	}

	if len(at.path) > 1 && at.path[len(at.path)-2] == "tiers" {
		a, b, ok := durations(general, t.part("limit"), t.clause.field("limit"))
		order, ok := c.order(a, b, ok)
		if !ok {
			return Incomparable
		}

		return tightened(-order * sign)
	}

	if t.promises() {
		return tightened(sign)
	}

	return Neutral
}

// promises reports whether a term holds anything that can be tightened.
func (t *term) promises() bool {
	return t.clause.tighter != 0 || slices.ContainsFunc(t.all(), (*term).promises)
}

// spoken returns a value as people say it.
func spoken(t *term, names func(string) string) string {
	if t == nil {
		return ""
	}

	return spokenAs(t, t.clause, names)
}

func spokenAs(t *term, of *clause, names func(string) string) string {
	switch {
	case t == nil:
		return ""
	case t.scalar != nil:
		return spokenScalar(t, of, names)
	case t.list:
		return spokenList(t, names)
	case of.whole:
		return spoken(t.part("value"), names) + " " + spoken(t.part("currency"), names)
	case of.bare != "" && t.part(of.bare) != nil:
		return spoken(t.part(of.bare), names)
	case t.part("score_at_least") != nil:
		return spokenScore(t, names)
	}

	var said []string
	for _, part := range t.parts {
		key := strings.TrimSuffix(strings.ReplaceAll(part.key, "_", " "), " pct")
		said = append(said, key+" "+spoken(part, names))
	}

	return strings.Join(said, "; ")
}

// spokenList returns items with commas between them; in quotation marks where they have commas themselves.
func spokenList(t *term, names func(string) string) string {
	items := make([]string, len(t.parts))
	for i, part := range t.parts {
		items[i] = spoken(part, names)
	}

	if slices.ContainsFunc(items, func(item string) bool { return strings.ContainsAny(item, ",;") }) {
		for i := range items {
			items[i] = "“" + items[i] + "”"
		}
	}

	return strings.Join(items, ", ")
}

func spokenScore(t *term, names func(string) string) string {
	said := "score of " + spoken(t.part("score_at_least"), names) + " or more"
	if m := t.part("model"); m != nil {
		said += " (" + spoken(m, names) + ")"
	}

	return said
}

func spokenScalar(t *term, of *clause, names func(string) string) string {
	written := strings.Join(strings.Fields(t.node.Text()), " ")
	switch {
	case t.node.Kind == frontmatter.Bool:
		if strings.EqualFold(written, "true") {
			return "yes"
		}

		return "no"
	case exact(t) != nil:
		said := decimal(exact(t))
		if of.unit != "" {
			said += " " + of.unit
		}

		return said
	case of.form == duration:
		if d, err := worktime.ParseDuration(written); err == nil {
			return d.String()
		}
	case of.names && names != nil:
		return names(written)
	case of.form == function:
		return plan.ParseFunction(written).String()
	case of.form == operator, of.fallback != "", of.words:
		return strings.ReplaceAll(written, "_", " ")
	}

	return written
}

// sayHours returns opening hours like "Mon–Fri 09:00–18:00, Sat 10:00–12:00"; "" if there are none.
func sayHours(hours []plan.Hours) string {
	byDay, ok := openingHours(hours).(map[string][]string)
	if !ok {
		return "hours that cannot be read"
	}

	var said []string
	for i := 0; i < 7; i++ {
		first, last := weekday(i), i
		windows := byDay[strings.ToLower(first)]
		if len(windows) == 0 {
			continue
		}

		for last < 6 && slices.Equal(byDay[strings.ToLower(weekday(last+1))], windows) {
			last++
		}

		days := first
		if last > i {
			days += "–" + weekday(last)
		}

		said = append(said, days+" "+strings.ReplaceAll(strings.Join(windows, " and "), "-", "–"))
		i = last
	}

	return strings.Join(said, ", ")
}

// weekday returns the short name of the i-th day of a week that starts on Monday: "Mon".
func weekday(i int) string { return time.Weekday((i + 1) % 7).String()[:3] }

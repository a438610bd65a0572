package evidence

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// An outcome is what became of a case.
type outcome uint8

const (
	met outcome = iota
	late
	open // late, and nothing has happened to this day
	pending
	anomaly
)

// A judged case, with the groups to which it belongs.
type judged struct {
	outcome             outcome
	happened            bool
	elapsed             uint32 // business seconds, if it happened
	span                int
	start               stamp
	tier, source, owner uint16
}

// A book counts the cases of one commitment, all of them and by group.
type book struct {
	spans                             []span
	promised                          []pledge // by span
	months                            months
	now                               stamp // the instant of judgment
	all                               counter
	byMonth, bySpan, byTier, bySource []counter
	byOwner                           []counter
	times                             []timed
}

// A timed case is what is kept of one that happened, for medians: 16 bytes.
type timed struct {
	elapsed                           uint32
	month, span, tier, source, person uint16
}

// A counter is a tally that is being made.
type counter struct {
	Tally
	parts []Cases // by span
	n     int32   // with a time
	seen  int32
	low   uint32
}

func (c *counter) add(j judged, spans int) {
	switch j.outcome {
	case met:
		c.Met++
	case late:
		c.Breach++
	case open:
		c.Breach++
		c.BreachOpen++
	case pending:
		c.Pending++
	case anomaly:
		c.Anomaly++
		return
	}

	if j.happened {
		c.n++
	}

	if c.parts == nil {
		c.parts = make([]Cases, spans)
	}

	part := &c.parts[j.span]
	switch j.outcome {
	case met:
		part.Met++
	case pending:
		part.Pending++
	default:
		part.Breach++
	}
}

// take counts a case.
func (b *book) take(j judged) {
	month := b.months.index(j.start)
	b.all.add(j, len(b.spans))
	at(&b.byMonth, month).add(j, len(b.spans))
	at(&b.bySpan, j.span).add(j, len(b.spans))
	at(&b.byTier, int(j.tier)).add(j, len(b.spans))
	at(&b.bySource, int(j.source)).add(j, len(b.spans))
	at(&b.byOwner, int(j.owner)).add(j, len(b.spans))
	if j.happened && j.outcome != anomaly {
		b.times = append(b.times, timed{j.elapsed, uint16(month), uint16(j.span), j.tier, j.source, j.owner})
	}
}

// at returns the i-th counter.
func at(counters *[]counter, i int) *counter {
	for len(*counters) <= i {
		*counters = append(*counters, counter{})
	}

	return &(*counters)[i]
}

// quantiles fills in the medians and 90th percentiles of all groups in one walk from quick to slow.
func (b *book) quantiles() {
	slices.SortFunc(b.times, func(x, y timed) int { return cmp.Compare(x.elapsed, y.elapsed) })
	for _, t := range b.times {
		b.all.pass(t.elapsed)
		b.byMonth[t.month].pass(t.elapsed)
		b.bySpan[t.span].pass(t.elapsed)
		b.byTier[t.tier].pass(t.elapsed)
		b.bySource[t.source].pass(t.elapsed)
		b.byOwner[t.person].pass(t.elapsed)
	}
}

// pass goes on to the next time of a counter: the median is the mean of the two in the middle, the 90th
// percentile that of rank ⌈0.9 n⌉.
func (c *counter) pass(elapsed uint32) {
	if c.seen == (c.n-1)/2 {
		c.low = elapsed
	}

	if c.seen == c.n/2 {
		c.Median = minutes(int64(c.low)+int64(elapsed), 2)
	}

	if c.seen == (9*c.n+9)/10-1 {
		c.P90 = minutes(int64(elapsed), 1)
	}

	c.seen++
}

// minutes returns seconds ÷ by as minutes.
func minutes(seconds, by int64) Value { return Exact(big.NewRat(seconds, 60*by)) }

// delay returns the median and 90th percentile of some times.
func delay(times []uint32) Delay {
	slices.Sort(times)
	c := counter{n: int32(len(times))}
	for _, t := range times {
		c.pass(t)
	}

	return Delay{len(times), c.Median, c.P90}
}

var hundred = big.NewRat(100, 1)

// A pledge is what a revision promises of a commitment with a clock; the zero pledge is nothing.
type pledge struct {
	share Value // in percent, that is to be met
	limit worktime.Duration
	tiers []TierLimit
}

// share returns the share in percent that a promise is about: a limit without a share is a promise about every
// case.
func share(promised plan.Number) Value {
	if !promised.IsSet() {
		return Exact(hundred)
	}

	return Exact(promised.Rat())
}

// group returns what a counter says. held reports whether the promise of a span was made to the group, also
// where it has judged no case of it.
func (b *book) group(key string, c *counter, held func(span int) bool) Group {
	g := Group{Key: key, Tally: c.Tally}
	for i, promised := range b.promised {
		part := Part{Revision: b.spans[i].revision, From: b.spans[i].holds, Promised: promised.share, Limit: promised.limit, Tiers: promised.tiers}
		if c.parts != nil {
			part.Cases = c.parts[i]
		}

		if promised.share.IsSet() && (part.some() || held(i)) {
			part.Verdict = verdict(part.Compliance(), promised.share, part.Pending)
			g.Parts = append(g.Parts, part)
		}
	}

	g.Promised, g.Verdict = common(g.Parts)
	if g.Promised.IsSet() {
		g.Verdict = verdict(g.Compliance(), g.Promised, c.Pending)
	}

	return g
}

// common returns what parts have in common: the share that was promised, if the promise was the same in all of
// them, and the verdict of those that have cases. Either is none where they differ.
func common(parts []Part) (promised Value, v Verdict) {
	if len(parts) > 0 && !slices.ContainsFunc(parts, func(p Part) bool { return !p.promises(parts[0]) }) {
		promised = parts[0].Promised
	}

	for _, part := range parts {
		switch {
		case !part.some():
		case v == "":
			v = part.Verdict
		case v != part.Verdict:
			return promised, ""
		}
	}

	if v == "" {
		v = NoData
	}

	return promised, v
}

// verdict compares a share with what was promised.
func verdict(actual, promised Value, waiting int) Verdict {
	switch {
	case !actual.IsSet() && waiting > 0:
		return Pending
	case !actual.IsSet() || !promised.IsSet():
		return NoData
	case actual.Cmp(promised) >= 0:
		return Met
	}

	return Missed
}

// some reports whether a counter has any case.
func (c *counter) some() bool { return c.Judged()+c.Pending+c.Anomaly > 0 }

// ordered returns the groups of a dimension in its order. held reports whether a group was promised what a span
// promises.
func (b *book) ordered(counters []counter, key func(int) string, held func(i, span int) bool) []Group {
	var groups []Group
	for i := range counters {
		if counters[i].some() {
			groups = append(groups, b.group(key(i), &counters[i], func(span int) bool { return held(i, span) }))
		}
	}

	return groups
}

// named returns the groups of a dimension of names, those with most cases first; nil where nothing has a name.
// Names behind which stand few cases, and those that look like a person's address, are counted as one, and so are
// those that are withheld.
func (b *book) named(counters []counter, key func(int) string, fewest int) []Group {
	rest := map[string]*counter{Withheld: b.none(), Other: b.none()}
	never := func(int) bool { return false }
	var groups []Group
	for i := range counters {
		c := &counters[i]
		if !c.some() {
			continue
		}

		switch name := key(i); {
		case name == Withheld:
			rest[Withheld].merge(c)
		case i > 0 && (name == Other || !shareable(name, c.Judged()+c.Pending, fewest)):
			rest[Other].merge(c)
		default:
			groups = append(groups, b.group(name, c, never))
		}
	}

	slices.SortStableFunc(groups, func(x, y Group) int {
		return cmp.Or(cmp.Compare(y.Judged()+y.Pending, x.Judged()+x.Pending), cmp.Compare(x.Key, y.Key))
	})

	for _, name := range []string{Withheld, Other} {
		if rest[name].some() {
			groups = append(groups, b.group(name, rest[name], never))
		}
	}

	if len(groups) == 1 && groups[0].Key == "" {
		return nil
	}

	return groups
}

// none returns a counter of nothing, to which others can be added.
func (b *book) none() *counter { return &counter{parts: make([]Cases, len(b.spans))} }

// merge adds the counts of another counter; medians cannot be added.
func (c *counter) merge(other *counter) {
	c.Met += other.Met
	c.Breach += other.Breach
	c.BreachOpen += other.BreachOpen
	c.Pending += other.Pending
	c.Anomaly += other.Anomaly
	for i, part := range other.parts {
		c.parts[i].Met += part.Met
		c.parts[i].Breach += part.Breach
		c.parts[i].Pending += part.Pending
	}
}

// fewRows is how many rows must share a text for it to be shown.
const fewRows = 3

// bins counts times by length. The times are sorted.
func (b *book) bins() []Bin {
	edges := []int{5, 15, 30, 60, 120, 240, 480, 960, 0}
	bins := make([]Bin, len(edges))
	over := 0
	for i, edge := range edges {
		bins[i] = Bin{Over: over, UpTo: edge}
		over = edge
	}

	i := 0
	for _, t := range b.times {
		for bins[i].UpTo > 0 && t.elapsed > uint32(bins[i].UpTo*60) {
			i++
		}

		bins[i].Count++
	}

	return bins
}

// outreach returns what the book says. The functions name tiers, sources and people; that of people is nil
// where their numbers are not published.
func (b *book) outreach(tier, source, person func(int) string) *Outreach {
	b.quantiles()
	o := &Outreach{Tally: b.all.Tally, Times: b.bins()}
	o.ByMonth, o.ByRevision = b.monthly(), b.revisions()
	o.ByTier = b.named(b.byTier, tier, 1)
	o.BySource = b.named(b.bySource, source, fewRows)
	if person != nil {
		o.ByPerson = b.named(b.byOwner, person, 1)
	}

	return o
}

// monthly returns the months. What was promised in one is what each revision promised that was in force in it.
func (b *book) monthly() []Group {
	return b.ordered(b.byMonth, func(i int) string { return b.months.month(i).String() }, func(i, span int) bool {
		s := &b.spans[span]
		return s.from < b.months.starts[i+1] && s.until > b.months.starts[i] && s.from <= b.now
	})
}

func (b *book) revisions() []Group {
	return b.ordered(b.bySpan, func(i int) string { return strconv.Itoa(b.spans[i].revision) }, func(i, span int) bool { return i == span })
}

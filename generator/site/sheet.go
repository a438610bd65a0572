package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A sheet is the one-page plan: what everybody should know of a plan, on one printed page. All its text is
// plain, so that its room on paper can be told before anybody prints it.
type sheet struct {
	// At is where the signatures are written; without any, where the title is.
	plan.At
	// Org is whose plan it is, Title its name.
	Org, Title string
	// Stamp says what is signed, by whom and since when: a line each.
	Stamp []passage
	// Hands are the handoffs, each with its friction.
	Hands panel
	// MQL and SQL are when a lead is one; Sides what each of the two owes the other.
	MQL, SQL panel
	Sides    []panel
	// Breaks says who decides and when the terms are reviewed, Loop how one side tells the other what it learns.
	Breaks, Loop panel
	// Metrics are the numbers in focus.
	Metrics panel
	// Address is where the living version is, AsOf what this one shows.
	Address, AsOf passage
	// Density is how small the type must be for the page to hold it all: 1 is the largest.
	Density int
}

// A panel is a section under a heading of its own. Its blocks are paragraphs, pairs, rows of promises, or
// entries with notes.
type panel struct {
	ID, Title string
	// Href is the page that says more, "" if there is none.
	Href string
	// Party is the function whose colour the part has, "" for none.
	Party  plan.Function
	Blocks []block
}

// Told reports whether anything is known of what became of the promises in its rows.
func (b block) Told() bool {
	return slices.ContainsFunc(b.Rows, func(row pair) bool { return len(row.Actual) > 0 })
}

// A block is one of Text, Pairs, Rows and an entry with a Head.
type block struct {
	Text  passage
	Pairs []pair
	Rows  []pair
	// Head begins an entry of a list: a handoff, a metric. Lines follow, and Notes stand beside it.
	Head  passage
	Lines []passage
	Notes []pair
	// Gap says that it is not written yet.
	Gap bool
	plan.At
}

// A pair is a name and what is said of it. Actual is what became of a promise, nothing where that is not known;
// its note says how it counts, for which the sheet has no room.
type pair struct{ Name, Text, Actual, Note passage }

// A passage is a text of spans.
type passage []span

// A span is a text in one weight, the name of a function in its colour, a verdict in the colour of its class, or how
// urgent something is.
type span struct {
	Text    string
	Bold    bool
	Fn      plan.Function
	Verdict string
	// Urgent is what has to be done by a day. How urgent that is, the page says: it knows its reader's day.
	Urgent attention
}

func plainly(text string) passage { return passage{{Text: text}} }
func boldly(text string) passage  { return passage{{Text: text, Bold: true}} }
func named(f plan.Function) span  { return span{Text: f.String(), Bold: true, Fn: f} }

// Spans returns a passage as HTML.
func (p *page) Spans(of passage) template.HTML {
	var b strings.Builder
	for _, s := range of {
		text := template.HTMLEscapeString(s.Text)
		switch {
		case !s.Urgent.Due.IsZero():
			text = " " + string(p.Urgency(s.Urgent))
		case s.Fn != "":
			text = string(p.Fn(s.Fn))
		case s.Verdict != "":
			text = `<strong class="` + s.Verdict + `">` + text + "</strong>"
		case s.Bold:
			text = "<strong>" + text + "</strong>"
		}

		b.WriteString(text)
	}

	return template.HTML(b.String())
}

// sheetName is the one-page plan of a plan, in its folder.
const sheetName = "one-page.html"

func sheetView(p *page) any {
	s := sheetOf(p)
	s.Density = s.density()

	return s
}

// sheetOf gathers the one-page plan of the page's plan.
func sheetOf(p *page) *sheet {
	s := &sheet{At: plan.At{Node: p.Plan.Node.Get("title")}, Org: p.Plan.Organization.Name, Title: p.Plan.Title, Address: p.address(), AsOf: plainly("As of " + p.asOf())}
	if p.Plan.Organization.Hypothetical {
		s.Org += ", made up"
	}

	var a *agreement
	if p.Plan.SLA != nil {
		a = agreementOf(p, p.Plan.SLA)
		if revisions := p.Plan.SLA.Node.Get("revisions"); revisions != nil {
			s.At = plan.At{Node: revisions}
		}

		if digest := a.Revision.Digest; digest != "" {
			s.AsOf = append(s.AsOf, span{Text: " · digest " + digest})
		}
	}

	s.Stamp = p.stamp(a)
	s.Hands = p.handsPart()
	s.MQL, s.SQL = p.mqlPart(a), p.sqlPart(a)
	s.Sides = p.sideParts(a)
	s.Breaks = p.breaksPart(a)
	s.Loop = p.loopPart()
	s.Metrics = p.metricsPart()

	return s
}

// address says where the living version of the page is.
func (p *page) address() passage {
	if absolute := p.Absolute(); absolute != "" {
		return plainly("Living version: " + absolute)
	}

	return plainly("The living version is " + p.Path + " of “" + p.SiteTitle() + "”")
}

// stamp says what is signed, by whom, and what waits.
func (p *page) stamp(a *agreement) []passage {
	if a == nil {
		return []passage{plainly("Nobody has signed an SLA yet")}
	}

	var lines []passage
	add := func(format string, args ...any) { lines = append(lines, plainly(fmt.Sprintf(format, args...))) }
	r := a.Revision
	switch {
	case a.InForce:
		add("SLA revision %d, in force since %s", r.Number, day(r.HoldsFrom))
		add("signed by %s", join(p.signers(r), "and"))
	case a.Unknown != nil:
		add("SLA revision %d, in force since %s", a.Unknown.Number, day(a.Unknown.HoldsFrom))
		add("signed by %s", join(p.signers(a.Unknown), "and"))
		add("its terms are not here: these are those of revision %d", r.Number)
	case r.Number == 0:
		add("The SLA is a draft: nobody has been asked to sign it")
	case r.State == history.Proposed:
		add("SLA revision %d is proposed, not in force", r.Number)
	default:
		add("SLA revision %d is %s, not in force", r.Number, r.Word)
	}

	for _, waiting := range a.Waiting() {
		switch {
		case len(waiting.Unsigned) > 0:
			add("revision %d waits for %s", waiting.Number, names4(waiting.Unsigned))
		case waiting.HoldsFrom.IsZero():
			add("revision %d is signed, without a day from which it holds", waiting.Number)
		default:
			add("revision %d signed, holds from %s", waiting.Number, day(waiting.HoldsFrom))
		}
	}

	return lines
}

// signers returns who signed a revision, and when.
func (p *page) signers(r *revision) []string {
	var names []string
	for _, a := range r.Signatures() {
		name := p.Plan.PartyName(a.Person)
		if !a.On.IsZero() {
			name += " on " + day(a.On)
		}

		names = append(names, name)
	}

	return names
}

// short returns the short text where there is one, else the long one, without markup; where the page shows
// texts in full, the other way round.
func (p *page) short(short, long string) string {
	if p.full {
		short, long = long, short
	}

	return p.Plain(first(short, long))
}

// called returns what to call a party: a role with its holder.
func (p *page) called(id string) string {
	name := p.Plan.PartyName(id)
	if holders := p.Plan.Holders(id); p.Plan.Role(id) != nil && len(holders) == 1 && !p.Hidden() {
		name += " (" + p.Plan.PartyName(holders[0].ID) + ")"
	}

	return name
}

// notYet is a block that says what is missing.
func notYet(at plan.At, text string) block { return block{Text: plainly(text), Gap: true, At: at} }

// asOf returns the instant that is taken for today in words.
func (p *page) asOf() string {
	at := p.site.opts.AsOf
	if p.site.opts.Present {
		return day(worktime.DateOf(at))
	}

	return day(worktime.DateOf(at)) + at.Format(", 15:04 ") + zoneName(at.Location())
}

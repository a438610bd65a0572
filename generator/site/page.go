package site

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/markdown"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/redact"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A page is one HTML page. Templates see its exported fields and methods.
type page struct {
	// Path is below the site's root.
	Path string
	// Title is that of the page, without the site's.
	Title string
	// Plan is whose page it is; nil for a page of the site.
	Plan *plan.Plan
	// Document is the Markdown file that the page shows; nil if it is made of a plan.
	Document *plan.Document

	site     *Site
	plain    *plan.Page // of a plain page
	template string
	view     func(*page) any
	of       plan.At // what the page is about; nothing for the plan, or the site
	past     bool    // it shows what was, which nobody is to edit
	feed     string  // the path of a feed that tells what changes on the page; "" for none
	standsAt string  // the page that stands for it in the list of places; "" for itself
	full     bool    // it shows texts in full, also where there is a short one
	still    bool    // its charts cannot be explored: that would be too much for a page

	// It is the value that a part of a page is about; see With.
	It any
	// shift is added to the levels of headings, prefix is put before ids: for parts within a longer page.
	shift  int
	prefix string
}

// With returns the page for a part that is about something: {{template "_friction.html" ($.With .Friction)}}.
func (p *page) With(it any) *page {
	part := *p
	part.It = it

	return &part
}

// Within returns the page for a part below a heading of that level, with ids of its own.
func (p *page) Within(levels int, prefix string, it any) *page {
	part := p.With(it)
	part.shift += levels
	part.prefix = prefix

	return part
}

// View returns the values that the page shows.
func (p *page) View() any {
	if p.view == nil {
		return nil
	}

	return p.view(p)
}

// Site returns what the author wrote of the site.
func (p *page) Site() *plan.Site { return p.site.set.Site }

// Plans returns all plans.
func (p *page) Plans() []*plan.Plan { return p.site.set.Plans }

// SiteTitle is the site's title, or the name of its first plan.
func (p *page) SiteTitle() string { return p.site.title() }

// Style is the name of a stylesheet that the page has beside the theme's; "" for none.
func (p *page) Style() string {
	if p.template == "sheet.html" {
		return "sheet.css"
	}

	return ""
}

// Heading returns the page's title; that of a page of the handbook may stand in its text.
func (p *page) Heading() string {
	if p.plain != nil {
		return p.site.plainTitle(p.plain)
	}

	return p.Title
}

// Above is the plan to name above the page, so that its reader knows which of several it is about; nil for none.
func (p *page) Above() *plan.Plan {
	if p.Plan == nil || len(p.Plans()) < 2 || p.Heading() == p.Plan.Title {
		return nil
	}

	return p.Plan
}

// Hypothetical returns the name of the made-up organization whose plan the page shows, "" for a real one.
// A page of the whole site is about all plans.
func (p *page) Hypothetical() string {
	shown := p.Plans()
	if p.Plan != nil {
		shown = []*plan.Plan{p.Plan}
	}

	var names []string
	for _, pl := range shown {
		if !pl.Organization.Hypothetical {
			return ""
		}

		if !slices.Contains(names, pl.Organization.Name) {
			names = append(names, pl.Organization.Name)
		}
	}

	if p.site.forOutsiders() {
		return redact.Unnumbered(join(names, "and"))
	}

	return join(names, "and")
}

// Root is the relative path to the site's root: "../".
func (p *page) Root() string { return up(p.Path) }

// To returns the link to a path of the site.
func (p *page) To(path string) string { return relative(p.Path, path) }

// Has reports whether the site has a page.
func (p *page) Has(path string) bool {
	path, _, _ = strings.Cut(path, "#")
	return p.site.byPath[path] != nil
}

// At returns the link to an entity of the page's plan: {{$.At "metrics" .ID}}.
func (p *page) At(kind, id string) string { return p.To(place(p.Plan, kind, id)) }

// ID returns an anchor on this page.
func (p *page) ID(id string) string { return p.prefix + id }

// H returns a heading: {{$.H 2 "today" "How it works today"}}. Text may be HTML from Text.
func (p *page) H(level int, id string, text any) template.HTML {
	shown := ""
	switch text := text.(type) {
	case template.HTML:
		shown = string(text)
	default:
		shown = html.EscapeString(fmt.Sprint(text))
	}

	level = min(level+p.shift, 6)
	if id == "" {
		return template.HTML(fmt.Sprintf("<h%d>%s</h%d>", level, shown, level))
	}

	return template.HTML(fmt.Sprintf(`<h%d id="%s">%s</h%d>`, level, html.EscapeString(p.ID(id)), shown, level))
}

// Text returns a text field as HTML: inline Markdown and {{term …}}.
func (p *page) Text(text string) template.HTML {
	shown, _ := markdown.Inline(text, p.site.inline(p, source.Place{}, nil))

	return template.HTML(shown)
}

// Plain returns a text field without markup; where the page shows texts in full, with the addresses of its links. Names are
// kept back already here, as figures break and cut texts.
func (p *page) Plain(text string) string {
	opts := p.site.inline(p, source.Place{}, nil)
	opts.Spelt = p.full

	text = markdown.PlainWith(text, opts)
	if p.site.redactor != nil {
		text = p.site.redactor.Text(text)
	}

	return text
}

// Body returns the narrative of a file, "" if it has none.
func (p *page) Body(body *plan.Body) template.HTML {
	if body.Empty() || p.site.bodies[body].packed == nil {
		return ""
	}

	return p.site.body(p, body)
}

// Fn returns the name of a function in its colour.
func (p *page) Fn(function plan.Function) template.HTML {
	return template.HTML(`<span class="fn` + functionClass(function) + `">` + html.EscapeString(p.FnName(function)) + `</span>`)
}

// FnName returns the name of a function.
func (p *page) FnName(function plan.Function) string { return function.String() }

// Fns returns the names of several functions: "Marketing, Sales and Customer Success".
func (p *page) Fns(functions []plan.Function) template.HTML {
	words := make([]string, len(functions))
	for i, f := range functions {
		words[i] = string(p.Fn(f))
	}

	return template.HTML(join(words, "and"))
}

func functionClass(f plan.Function) string {
	switch f {
	case plan.Marketing, plan.Sales, plan.Product:
		return " fn-" + string(f)
	case plan.CustomerSuccess:
		return " fn-cs"
	}

	return ""
}

// FnClass returns the class of a function's colour: "marketing", "sales", "cs", "product" or "other".
func (p *page) FnClass(f plan.Function) string {
	if class := functionClass(f); class != "" {
		return strings.TrimPrefix(class, " fn-")
	}

	return "other"
}

// Who returns the name of a person, role or function, linked to its page.
func (p *page) Who(party any) template.HTML {
	id := fmt.Sprint(party)
	if f, ok := party.(plan.Function); ok {
		id = string(f)
	}

	if id == "" {
		return ""
	}

	if id == "all" {
		return "everyone"
	}

	if p.Plan == nil {
		return template.HTML(html.EscapeString(id))
	}

	if f := plan.ParseFunction(id); p.Plan.Person(id) == nil && p.Plan.Role(id) == nil {
		if target := place(p.Plan, "functions", string(f)); p.Has(target) {
			return template.HTML(`<a class="fn` + functionClass(f) + `" href="` + html.EscapeString(p.To(target)) + `">` + html.EscapeString(p.FnName(f)) + `</a>`)
		}

		return template.HTML(html.EscapeString(p.FnName(f)))
	}

	name := html.EscapeString(p.Plan.PartyName(id))
	if holders := p.Plan.Holders(id); p.Plan.Role(id) != nil && len(holders) == 1 && !p.Hidden() {
		id = holders[0].ID
		name += ` (` + html.EscapeString(holders[0].Name) + `)`
	}

	target := place(p.Plan, "people", id)
	if p.Plan.Role(id) != nil {
		target = place(p.Plan, "roles", id)
	}

	if !p.Has(target) {
		return template.HTML(name)
	}

	return template.HTML(`<a href="` + html.EscapeString(p.To(target)) + `">` + name + `</a>`)
}

// Hidden reports whether the site keeps people's names to itself.
func (p *page) Hidden() bool {
	return p.Site().Publish.HidesPeople()
}

// Everyone returns the names of several parties: "Dana, Sam and Marketing".
func (p *page) Everyone(parties any) template.HTML {
	var words []string
	switch parties := parties.(type) {
	case []plan.Party:
		for _, party := range parties {
			words = append(words, string(p.Who(party)))
		}
	case []string:
		for _, id := range parties {
			words = append(words, string(p.Who(id)))
		}
	case plan.OneOrMany[string]:
		return p.Everyone([]string(parties))
	case plan.OneOrMany[plan.Party]:
		return p.Everyone([]plan.Party(parties))
	}

	return template.HTML(join(words, "and"))
}

// Day returns a date as people write it: "16 Nov 2026".
func (p *page) Day(d worktime.Date) template.HTML {
	if d.IsZero() {
		return ""
	}

	return template.HTML(`<time datetime="` + d.String() + `">` + day(d) + `</time>`)
}

func day(d worktime.Date) string { return fmt.Sprintf("%d %s %d", d.Day, d.Month.String()[:3], d.Year) }

// Period returns a day, week, month or quarter as people say it: "Q1 2027", "Nov 2026"; others as written.
func (p *page) Period(period plan.Period) string { return periodWords(period) }

func periodWords(period plan.Period) string {
	written := string(period)
	if year, quarter, ok := strings.Cut(written, "-Q"); ok {
		return "Q" + quarter + " " + year
	}

	if year, week, ok := strings.Cut(written, "-W"); ok {
		return "week " + strings.TrimPrefix(week, "0") + " of " + year
	}

	if m, err := time.Parse("2006-01", written); err == nil {
		return m.Format("Jan 2006")
	}

	if d, err := worktime.ParseDate(written); err == nil {
		return day(d)
	}

	return written
}

// Moment returns a local time as people write it: "Fri 20 Nov 2026, 17:15"; anything else as written.
func (p *page) Moment(written string) string {
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05", time.RFC3339} {
		if at, err := time.Parse(layout, written); err == nil {
			return at.Format("Mon ") + day(worktime.DateOf(at)) + at.Format(", 15:04")
		}
	}

	return written
}

// AsOf returns the instant that is taken for today: "24 Nov 2026, 12:00 New York". The present is a day.
func (p *page) AsOf() template.HTML {
	at := p.site.opts.AsOf
	if p.site.opts.Present {
		return p.Day(worktime.DateOf(at))
	}

	return template.HTML(`<time datetime="` + at.Format(time.RFC3339) + `">` + html.EscapeString(p.asOf()) + `</time>`)
}

func zoneName(zone *time.Location) string {
	name := zone.String()
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}

	return strings.ReplaceAll(name, "_", " ")
}

// Frozen says that the site itself holds the time still.
func (p *page) Frozen() bool { return p.site.opts.Frozen }

// Zone is the time zone of the site, by which days are counted: "Europe/Berlin".
func (p *page) Zone() string { return p.site.opts.AsOf.Location().String() }

// Version is that of the program.
func (p *page) Version() string { return p.site.opts.Version }

// Link returns an address of the author as a link that may be followed, "" if it may not. One that names a
// file of the content is seen from the plan's folder.
func (p *page) Link(address string) template.URL {
	address = safeLink(address)
	if address == "" || isAbsolute(address) {
		return template.URL(address)
	}

	target, _ := p.site.fieldLink(p, markdown.Reference{Destination: address})

	return template.URL(target)
}

// Nav returns the navigation of the page.
func (p *page) Nav() template.HTML { return p.site.nav().of(p) }

// join joins words: "a, b and c".
func join(words []string, conjunction string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}

	last := len(words) - 1

	return strings.Join(words[:last], ", ") + " " + conjunction + " " + words[last]
}

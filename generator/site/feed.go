package site

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A feed is an Atom feed of the revisions of some agreements.
type feed struct {
	path, title string
	logs        []*history.Log
	site        *Site
}

// feedPath is the feed of an SLA.
func feedPath(p *plan.Plan, sla *plan.SLA) string { return p.ID + "/sla/" + sla.ID + "/changes.xml" }

// feeds returns the feed of every agreement that has revisions, and one of all of them.
func (s *Site) feeds() []feed {
	all := feed{path: "changes.xml", title: s.title() + ": what changed", site: s}
	var feeds []feed
	for _, log := range s.opts.History.Logs {
		if log.Revisions[0].State == history.Draft {
			continue
		}

		all.logs = append(all.logs, log)
		title := log.Plan.Title + ": what changed between " + slaTitle(log.SLA)
		feeds = append(feeds, feed{feedPath(log.Plan, log.SLA), title, []*history.Log{log}, s})
	}

	if len(all.logs) > 0 {
		feeds = append(feeds, all)
	}

	return feeds
}

// logsOf returns the histories of a plan's agreements.
func (s *Site) logsOf(p *plan.Plan) []*history.Log {
	var logs []*history.Log
	for _, sla := range p.SLAs() {
		logs = append(logs, s.logs[sla])
	}

	return logs
}

// The parts of an Atom feed (RFC 4287).
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  atomPerson  `xml:"author"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}

	atomEntry struct {
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Link    atomLink `xml:"link"`
		Content atomText `xml:"content"`
	}

	atomPerson struct {
		Name string `xml:"name"`
	}

	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}

	atomText struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// render writes the feed. Each revision is an entry whose id never changes; it is updated when somebody signs.
func (f feed) render() ([]byte, error) {
	about := "index.html"
	if len(f.logs) == 1 && f.path != "changes.xml" {
		about = strings.TrimSuffix(f.path, ".xml") + ".html"
	}

	out := atomFeed{
		ID: f.site.atomID(f.path), Title: f.title, Author: atomPerson{f.site.title()},
		Links: []atomLink{
			{"self", "application/atom+xml", f.link(f.path)},
			{"alternate", "text/html", f.link(about)},
		},
	}

	for _, log := range f.logs {
		for _, r := range log.Revisions {
			out.Entries = append(out.Entries, f.entry(log, r))
		}
	}

	slices.SortStableFunc(out.Entries, func(a, b atomEntry) int { return cmp.Compare(b.Updated, a.Updated) })
	out.Updated = out.Entries[0].Updated

	var text bytes.Buffer
	text.WriteString(xml.Header)
	encoder := xml.NewEncoder(&text)
	encoder.Indent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return nil, fmt.Errorf("write %s: %w", f.path, err)
	}

	text.WriteByte('\n')

	return text.Bytes(), nil
}

// atomID returns an id that is the same for ever: the address of the page, or a tag where the site does not
// know its own address.
func (s *Site) atomID(path string) string {
	if base := s.baseURL(); base != "" {
		return base + escapePath(path)
	}

	return "tag:lockstep.invalid,2026:" + escapePath(path)
}

// link returns the address of a page of the site, relative to the feed where the site does not know its own.
func (f feed) link(path string) string {
	if base := f.site.baseURL(); base != "" {
		return base + escapePath(path)
	}

	return relative(f.path, path)
}

// entry writes a revision: what changed, why, and who signed.
func (f feed) entry(log *history.Log, r *history.Revision) atomEntry {
	path := fmt.Sprintf("%s/sla/%s/r%d.html", log.Plan.ID, log.SLA.ID, r.Number)
	title := fmt.Sprintf("Revision %d, %s", r.Number, stateOf(r).Word)
	if f.path == "changes.xml" {
		title = log.Plan.Title + ", " + slaTitle(log.SLA) + ": " + strings.ToLower(title[:1]) + title[1:]
	}

	return atomEntry{
		ID: f.site.atomID(path), Title: title, Updated: updated(r).Format(time.RFC3339),
		Link: atomLink{"alternate", "text/html", f.link(path)}, Content: atomText{"html", f.content(log, r)},
	}
}

// updated is when there was last something new to tell of a revision: the last signature; else the day on
// which it was written, else that from which it is to hold.
func updated(r *history.Revision) time.Time {
	zone := r.Log().Plan.ZoneOf(r.Log().SLA)
	if last := r.Entry.LastApproval(); !last.IsZero() {
		return last.Start(zone)
	}

	if r.Commit != nil {
		return r.Commit.Time.In(zone)
	}

	if !r.Entry.EffectiveFrom.IsZero() {
		return r.Entry.EffectiveFrom.Start(zone)
	}

	return time.Unix(0, 0).UTC()
}

func (f feed) content(log *history.Log, r *history.Revision) string {
	p := &page{Path: f.path, Plan: log.Plan, site: f.site}
	var b strings.Builder
	paragraph := func(text string) {
		if text != "" {
			b.WriteString("<p>" + html.EscapeString(text) + "</p>")
		}
	}

	paragraph(sentence(p.Plain(r.Entry.Reason)))
	if changes := r.Changes(); len(changes) > 0 {
		b.WriteString("<ul>")
		for _, c := range changes {
			b.WriteString("<li>" + html.EscapeString(c.Sentence()) + "</li>")
		}

		b.WriteString("</ul>")
	} else if changes == nil {
		paragraph("What changed is not known: the terms before or after are not available.")
	}

	for _, a := range r.Entry.Approvals {
		if a.IsBound() {
			paragraph("Signed by " + log.Plan.PartyName(a.Person) + signedOn(a) + ".")
		}
	}

	if len(r.Unsigned) > 0 {
		names := make([]string, len(r.Unsigned))
		for i, function := range r.Unsigned {
			names[i] = function.String()
		}

		paragraph("Not signed by " + join(names, "and") + ".")
	}

	return b.String()
}

func signedOn(a plan.Approval) string {
	if a.On.IsZero() {
		return ""
	}

	return " on " + day(a.On)
}

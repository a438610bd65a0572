package site

import (
	"html"
	"html/template"
	"strings"
)

// What stands in the head of a page.

// TabTitle is what a browser calls the page, among those of other sites.
func (p *page) TabTitle() string {
	if p.Path == "index.html" {
		return p.SiteTitle()
	}

	title := p.Heading()
	if p.Plan != nil && p.Plan.Title != title {
		title += " · " + p.Plan.Title
	}

	return title + " · " + p.SiteTitle()
}

// Meta returns what the page says of itself to search engines and to those that show a link to it.
func (p *page) Meta() template.HTML {
	var b strings.Builder
	say := func(kind, name, content string) {
		if content != "" {
			b.WriteString(`<meta ` + kind + `="` + name + `" content="` + html.EscapeString(content) + "\">\n")
		}
	}

	description := p.Description()
	say("name", "description", description)
	if p.Site().Publish.NoIndex {
		say("name", "robots", "noindex")
	}

	say("property", "og:title", p.Heading())
	say("property", "og:type", "article")
	say("property", "og:site_name", p.SiteTitle())
	say("property", "og:description", description)
	if address := p.Absolute(); address != "" {
		say("property", "og:url", address)
		b.WriteString(`<link rel="canonical" href="` + html.EscapeString(address) + "\">\n")
	}

	return template.HTML(b.String())
}

// Links returns the links to what the page loads: its icon, its stylesheets, its feed and its script.
func (p *page) Links() template.HTML {
	assets := html.EscapeString(p.Root()) + "assets/"
	b := `<link rel="icon" href="` + assets + `icon.svg" type="image/svg+xml">` + "\n" + `<link rel="stylesheet" href="` + assets + `style.css">` + "\n"
	if style := p.Style(); style != "" {
		b += `<link rel="stylesheet" href="` + assets + style + `">` + "\n"
	}

	if feed := p.Feed(); feed != "" {
		b += `<link rel="alternate" type="application/atom+xml" title="What changed" href="` + html.EscapeString(p.To(feed)) + `">` + "\n"
	}

	return template.HTML(b + `<script src="` + assets + `site.js" defer></script>` + "\n")
}

// Description says in a sentence what the page is about, for search engines and shared links.
func (p *page) Description() string {
	switch {
	case p.plain != nil && p.plain.Description != "":
		return p.plain.Description
	case p.plain != nil:
		return shorten(p.site.bodies[p.plain.Body].Summary)
	case p.Plan != nil && p.Title != p.Plan.Title:
		return p.Title + " · " + p.Plan.Title
	}

	return p.Site().Description
}

// shorten cuts a text at a word, after some 160 characters.
func shorten(text string) string {
	runes := []rune(text)
	if len(runes) <= 160 {
		return text
	}

	cut := strings.LastIndexByte(string(runes[:160]), ' ')
	if cut < 1 {
		return string(runes[:160]) + "…"
	}

	return string(runes[:160])[:cut] + "…"
}

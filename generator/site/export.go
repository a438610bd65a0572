package site

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"mime"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// The forms in which a plan leaves the site as one file.
const (
	OnePage     = "one-page"     // the one-page plan, as a page that stands alone
	WholePlan   = "plan"         // the whole plan, as a page that stands alone
	SectionText = "section.md"   // what a larger document holds of it, as Markdown
	SectionHTML = "section.html" // the same as HTML without any style
)

// Export returns a plan in one of the forms. A page that stands alone has its style and its pictures in it,
// no script, and only links that lead somewhere wherever it lies. The error is that of a disk or of a template.
func (s *Site) Export(p *plan.Plan, form string) ([]byte, error) {
	text, err := s.export(p, form)
	if err == nil && s.redactor != nil {
		text, err = s.redactedExport(text, form == SectionText)
	}

	return []byte(text), err
}

func (s *Site) export(p *plan.Plan, form string) (string, error) {
	switch form {
	case OnePage:
		return s.alone(s.byPath[p.ID+"/"+sheetName])
	case WholePlan:
		return s.alone(s.byPath[p.ID+"/"+wholeName])
	case SectionText:
		return s.sectionOf(p).markdown(), nil
	case SectionHTML:
		return s.sectionOf(p).html(), nil
	}

	return "", fmt.Errorf("there is no export %q", form)
}

// aloneStyle is for a page that has nothing around it.
const aloneStyle = `
body { max-width: 66rem; margin: 0 auto; padding: 1.5rem; }
.edit { display: none; }
.banner { margin-bottom: 1rem; border-radius: var(--radius); padding-inline: 1rem; }
@media print { body { max-width: none; padding: 0; } .contents { display: block; } }
`

// alone renders a page that needs no other file.
func (s *Site) alone(p *page) (string, error) {
	body, err := s.theme.renderPart(p, "main")
	if err != nil {
		return "", err
	}

	style := s.theme.asset("style.css") + s.theme.asset(p.Style()) + aloneStyle
	sum := sha256.Sum256([]byte(style))
	title := html.EscapeString(p.Plan.Title)
	if p.Heading() != p.Plan.Title {
		title = html.EscapeString(p.Heading()) + " · " + title
	}

	banner := ""
	if name := p.Hypothetical(); name != "" {
		banner = `<aside class="banner" aria-label="Note">` + html.EscapeString(name) + " is made up, to show what a filled plan looks like.</aside>\n"
	}

	return fmt.Sprintf(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<style>%s</style>
</head>
<body>
%s<main id="main">%s</main>
<footer class="foot"><span>As of %s</span><span>Made by lockstep</span></footer>
</body>
</html>
`, base64.StdEncoding.EncodeToString(sum[:]), title, style, banner, s.detach(p, body), html.EscapeString(p.asOf())), nil
}

var (
	tagPattern = regexp.MustCompile(`<(/?)(!?[a-zA-Z][a-zA-Z0-9]*)((?:[^>"]|"[^"]*")*)>`)
	scripts    = regexp.MustCompile(`(?s)<script\b.*?</script>| data-explore="[^"]*"`)
	idPattern  = regexp.MustCompile(` id="([^"]*)"`)
	hrefValue  = regexp.MustCompile(` href="([^"]*)"`)
	srcValue   = regexp.MustCompile(` src="([^"]*)"`)
	classValue = regexp.MustCompile(` class="[^"]*"`)
)

// detach makes the content of a page independent of the site: links lead to the site's address, or are none
// where it has none; pictures are part of the file; what is folded is open.
func (s *Site) detach(p *page, body string) string {
	body = scripts.ReplaceAllLiteralString(body, "")
	ids := map[string]bool{"main": true}
	for _, id := range idPattern.FindAllStringSubmatch(body, -1) {
		ids[id[1]] = true
	}

	var ends []string // of the links that are open: what closes them
	depth := 0        // of pictures
	return tagPattern.ReplaceAllStringFunc(body, func(tag string) string {
		parts := tagPattern.FindStringSubmatch(tag)
		closes, name, attributes := parts[1] != "", parts[2], parts[3]
		switch {
		case name == "svg" && closes:
			depth--
		case name == "svg" && !strings.HasSuffix(attributes, "/"):
			depth++
		case name == "details" && !closes && !strings.Contains(attributes, " open"):
			return "<details" + attributes + " open>"
		case name == "img":
			return s.embed(p, tag)
		case name == "a" && closes:
			last := len(ends) - 1
			end := ends[last]
			ends = ends[:last]

			return end
		case name == "a":
			link := s.outside(p, html.UnescapeString(firstMatch(hrefValue, attributes)), ids)
			if link == "" {
				begin, end := noLink(depth, classValue.FindString(attributes))
				ends = append(ends, end)

				return begin
			}

			ends = append(ends, "</a>")

			return "<a" + hrefValue.ReplaceAllLiteralString(attributes, ` href="`+html.EscapeString(link)+`"`) + ">"
		}

		return tag
	})
}

// withoutTags returns the text of HTML.
func withoutTags(text string) string {
	return html.UnescapeString(tagPattern.ReplaceAllLiteralString(text, ""))
}

// noLink returns what stands around a text that was a link, within a figure or not: what keeps its class.
func noLink(depth int, class string) (begin, end string) {
	switch {
	case class == "":
		return "", ""
	case depth > 0:
		return "<g" + class + ">", "</g>"
	}

	return "<span" + class + ">", "</span>"
}

func firstMatch(pattern *regexp.Regexp, text string) string {
	if found := pattern.FindStringSubmatch(text); found != nil {
		return found[1]
	}

	return ""
}

// outside returns where a link of a page leads from outside of the site: to the same thing in this file, else
// to the site; "" if it leads nowhere there.
func (s *Site) outside(p *page, link string, ids map[string]bool) string {
	if isAbsolute(link) {
		return link
	}

	file, anchor, _ := strings.Cut(link, "#")
	file, err := url.PathUnescape(file)
	target := p.Path
	if file != "" {
		target = path.Join(path.Dir(p.Path), file)
	}

	for _, id := range within(p, target, anchor) {
		if err == nil && ids[id] {
			return "#" + id
		}
	}

	if s.baseURL() == "" {
		return ""
	}

	if anchor != "" {
		target += "#" + anchor
	}

	return s.baseURL() + relative("", target)
}

// within returns the ids that something on a page of a plan may have on the page of the whole plan.
func within(p *page, target, anchor string) []string {
	name, own := strings.CutPrefix(target, p.Plan.ID+"/")
	sla, isSLA := strings.CutPrefix(strings.TrimSuffix(name, ".html"), "sla/")
	switch {
	case !own:
		return nil
	case target == p.Path, name == "index.html":
		return []string{anchor}
	case isSLA && anchor == "":
		return []string{"part-sla-" + sla}
	case isSLA:
		return []string{"sla." + sla + "." + anchor}
	}

	part := strings.TrimSuffix(name, ".html")
	if part == "reviews" {
		part = "tests"
	}

	if anchor == "" {
		return []string{"part-" + part}
	}

	return []string{part + "." + anchor}
}

// embed returns a picture with its content in it; its description where the file is none of the content.
func (s *Site) embed(p *page, tag string) string {
	src, err := url.PathUnescape(html.UnescapeString(firstMatch(srcValue, tag)))
	target := path.Join(path.Dir(p.Path), src)
	for name := range s.files {
		kind := mime.TypeByExtension(path.Ext(name))
		if err != nil || fileAddress(name) != target || !strings.HasPrefix(kind, "image/") {
			continue
		}

		if text, err := s.copied(name).Render(); err == nil {
			data := "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(text)
			return srcValue.ReplaceAllLiteralString(tag, ` src="`+data+`"`)
		}
	}

	return srcValue.ReplaceAllLiteralString(tag, ` src="data:,"`)
}

// asset returns the text of a file of the theme that is copied as it is; "" if there is none of that name.
func (t *theme) asset(name string) string {
	i := slices.IndexFunc(t.assets, func(a asset) bool { return a.name == name })
	if i < 0 {
		return ""
	}

	return string(t.assets[i].text)
}

// renderPart executes one part of the template of a page.
func (t *theme) renderPart(p *page, part string) (string, error) {
	tmpl := t.pages[p.template]
	if tmpl == nil {
		return "", fmt.Errorf("the theme has no template %s", p.template)
	}

	var out strings.Builder
	if err := tmpl.ExecuteTemplate(&out, part, p); err != nil {
		return "", &TemplateError{t.problem(p.template, err)}
	}

	return out.String(), nil
}

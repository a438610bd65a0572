package site

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// Once returns a part of the page that is the same on all pages of its plan in that folder and about the same thing:
// {{.Once "gates" .Knows}}. It is written for the first of them.
func (p *page) Once(name string, it fmt.Stringer) (template.HTML, error) {
	return p.site.common.get(p.Plan, fmt.Sprintf("%s %s %s %d %s", name, it, p.Root(), p.shift, p.prefix), func() (template.HTML, error) {
		var out bytes.Buffer
		err := p.site.theme.pages[p.template].ExecuteTemplate(&out, name, p.With(it))

		return template.HTML(out.String()), err
	})
}

// Rendered returns a part of the page, for what is said of it elsewhere: {{$all := .Rendered "chapters"}}.
func (p *page) Rendered(part string) (template.HTML, error) {
	var out bytes.Buffer
	err := p.site.theme.pages[p.template].ExecuteTemplate(&out, part, p)

	return template.HTML(out.String()), err
}

// An entry of contents is a heading that can be linked to. Below says that it stands under the one before it that does not.
type content struct {
	ID, Title string
	Below     bool
}

// chapter is a heading of the first level, or one of the practice, whose parts are chapters of their own.
var chapter = regexp.MustCompile(`(?s)<h(2) id="([^"]*)"[^>]*>(.*?)</h2>|<h(3) id="(practice\.[a-z]+\.all)"[^>]*>(.*?)</h3>`)

// Contents returns the chapters of a rendered part.
func (p *page) Contents(part template.HTML) []content {
	var all []content
	for _, h := range chapter.FindAllStringSubmatch(string(part), -1) {
		title := strings.TrimSpace(html.UnescapeString(tagPattern.ReplaceAllLiteralString(h[3]+h[6], "")))
		if title != "" {
			all = append(all, content{html.UnescapeString(h[2] + h[5]), title, h[4] != ""})
		}
	}

	return all
}

// common keeps parts of pages of the plans that were shown last: pages are made plan by plan. It is safe for
// concurrent use.
type common struct {
	mutex  sync.Mutex
	recent []*commonParts // the newest first
}

// commonParts are those of one plan.
type commonParts struct {
	plan *plan.Plan

	mutex sync.Mutex
	texts map[string]template.HTML
}

// mostRecent are as many plans as are shown at the same time by many processors.
const mostRecent = 4

func (c *common) get(of *plan.Plan, key string, make func() (template.HTML, error)) (template.HTML, error) {
	parts := c.of(of)
	parts.mutex.Lock()
	defer parts.mutex.Unlock()

	if text, known := parts.texts[key]; known {
		return text, nil
	}

	text, err := make()
	if err == nil {
		parts.texts[key] = text
	}

	return text, err
}

func (c *common) of(p *plan.Plan) *commonParts {
	c.mutex.Lock()
	defer c.mutex.Unlock()

	if i := slices.IndexFunc(c.recent, func(parts *commonParts) bool { return parts.plan == p }); i >= 0 {
		return c.recent[i]
	}

	parts := &commonParts{plan: p, texts: map[string]template.HTML{}}
	c.recent = append([]*commonParts{parts}, c.recent[:min(len(c.recent), mostRecent-1)]...)

	return parts
}

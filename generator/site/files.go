package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// baseURL returns the address under which the site is published, with a slash at the end; "" if none.
func (s *Site) baseURL() string {
	base := safeLink(s.set.Site.BaseURL)
	if !strings.HasPrefix(base, "http://") && !strings.HasPrefix(base, "https://") {
		return ""
	}

	return strings.TrimSuffix(base, "/") + "/"
}

// Absolute returns the address of the page, "" without a base_url.
func (p *page) Absolute() string {
	base := p.site.baseURL()
	if base == "" {
		return ""
	}

	return base + escapePath(strings.TrimSuffix(p.Path, "index.html"))
}

// A linkedFile is a file of the content to which a text links, and where.
type linkedFile struct {
	name string
	at   source.Place
}

// copyFiles takes files of the content into the site.
func (s *Site) copyFiles(files []linkedFile) {
	for _, file := range files {
		if s.files[file.name].IsZero() {
			s.files[file.name] = file.at
		}
	}
}

// Around names what the pages show besides their text: it is another one where their style, a script or a picture
// is. Pictures are told by their size and the time of their last change.
func (s *Site) Around() string {
	sum := sha256.New()
	for _, asset := range s.theme.assets {
		fmt.Fprintf(sum, "%s %d\n%s", asset.name, len(asset.text), asset.text)
	}

	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if info, err := fs.Stat(s.opts.Content, name); err == nil { // one that is gone is no picture, but a link that leads nowhere
			fmt.Fprintln(sum, name, info.Size(), info.ModTime().UnixNano())
		}
	}

	return hex.EncodeToString(sum.Sum(nil))
}

// checkFiles reports the files that would be in the place of another one, and leaves them out.
func (s *Site) checkFiles() source.Problems {
	if len(s.files) == 0 {
		return nil
	}

	taken := map[string]bool{}
	for _, route := range s.made() {
		taken[route.Path] = true
	}

	var problems source.Problems
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		target := fileAddress(name)
		if taken[target] || s.byPath[target] != nil {
			problems.Add(source.Problem{
				At: s.files[name], Rule: "duplicate-id",
				Message: fmt.Sprintf("the file %s would be %s on the site, and so is another", name, target),
				Hint:    "rename the file",
			})
			delete(s.files, name)
		}

		taken[target] = true
	}

	return problems
}

// notFoundName is the page that servers show for every address that does not exist.
const notFoundName = "404.html"

// notFoundStyle is the style of 404.html, which is shown at any depth and so can refer to no file.
const notFoundStyle = `:root{color-scheme:light dark}body{background:Canvas;color:CanvasText;font:1rem/1.55 system-ui,sans-serif;max-width:36rem;margin:18vh auto 0;padding:0 1.25rem}h1{font-size:1.75rem;line-height:1.2}a{color:inherit}`

// notFound returns 404.html. It stands alone: its style is allowed by its hash, its icon is in it, so that no browser
// asks the server's root for one, and it links to the home page only where the site knows its own address.
func (s *Site) notFound() []byte {
	sum := sha256.Sum256([]byte(notFoundStyle))
	link := "Go back, or start from the first page of the site."
	if base := s.baseURL(); base != "" {
		link = `<a href="` + html.EscapeString(base) + `">Start from the first page</a>.`
	}

	icon := base64.StdEncoding.EncodeToString([]byte(s.theme.asset("icon.svg")))

	return fmt.Appendf(nil, `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<link rel="icon" href="data:image/svg+xml;base64,%s">
<title>There is no such page · %s</title><style>%s</style></head>
<body><main><h1>There is no such page</h1>
<p>The address may have a mistake, or the page was renamed. %s</p></main></body></html>
`, base64.StdEncoding.EncodeToString(sum[:]), icon, html.EscapeString(s.title()), notFoundStyle, link)
}

// robots returns robots.txt. Keeping pages out of search engines is said on every page; crawlers must be
// able to read it there.
func (s *Site) robots() []byte {
	text := "User-agent: *\nAllow: /\n"
	if base := s.baseURL(); base != "" && !s.set.Site.Publish.NoIndex {
		text += "Sitemap: " + base + "sitemap.xml\n"
	}

	return []byte(text)
}

// sitemap returns sitemap.xml; it needs the site's address.
func (s *Site) sitemap() ([]byte, error) {
	type entry struct {
		Loc string `xml:"loc"`
	}

	set := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []entry  `xml:"url"`
	}{}
	for _, p := range s.everyPage() {
		set.URLs = append(set.URLs, entry{p.Absolute()})
	}

	var out bytes.Buffer
	out.WriteString(xml.Header)
	encoder := xml.NewEncoder(&out)
	encoder.Indent("", "  ")
	if err := encoder.Encode(set); err != nil {
		return nil, fmt.Errorf("write sitemap.xml: %w", err)
	}

	out.WriteByte('\n')

	return out.Bytes(), nil
}

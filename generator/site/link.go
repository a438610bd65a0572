package site

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/markdown"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// link resolves a relative link of a body to a page or a file of the site. One that leads nowhere is
// dropped and reported; its text stays.
func (s *Site) link(doc *plan.Document, ref markdown.Reference, result *rendered) (string, bool) {
	written, anchor, hasAnchor := strings.Cut(ref.Destination, "#")
	written, _, _ = strings.Cut(written, "?")
	if unescaped, err := url.PathUnescape(written); err == nil {
		written = unescaped
	}

	if unescaped, err := url.PathUnescape(anchor); err == nil {
		anchor = unescaped
	}

	target := s.address[doc.Path]
	if written != "" {
		target = s.resolve(doc, written)
	}

	if target == "" {
		if !s.set.Hides(contentPath(doc, written)) {
			result.problems.Add(s.broken(doc, ref, written))
		}

		return "", false
	}

	if s.isFile(target) {
		result.files = append(result.files, linkedFile{target, ref.At})
		return rootMark + relative("", fileAddress(target)), true
	}

	page, own, _ := strings.Cut(target, "#")
	if !hasAnchor {
		return rootMark + relative("", target), true
	}

	if anchor != "" {
		if part := s.documents[contentPath(doc, written)]; own != "" && part != nil {
			anchor = plan.PartID(part) + "-" + anchor
		}

		result.anchors = append(result.anchors, anchorLink{target: page, anchor: anchor, at: ref.At, strict: doc.Kind != ""})
		page += "#" + url.PathEscape(anchor)
	}

	return rootMark + escapeTarget(page), true
}

// contentPath returns the path below the content folder to which a link was written.
func contentPath(doc *plan.Document, written string) string {
	if written == "" {
		return doc.Path
	}

	return path.Join(path.Dir(doc.Path), written)
}

// escapeTarget escapes the path of a target, whose anchor is escaped already.
func escapeTarget(target string) string {
	file, anchor, has := strings.Cut(target, "#")
	if !has {
		return escapePath(file)
	}

	return escapePath(file) + "#" + anchor
}

// fileAddress returns where a file of the content is found on the site. Folders with a dot in front do
// not reach every web server: the dot goes.
func fileAddress(name string) string {
	return siteName(strings.ReplaceAll(strings.TrimPrefix(name, "."), "/.", "/"))
}

// isFile reports whether a target is a file of the content that is not Markdown.
func (s *Site) isFile(target string) bool {
	_, found := slices.BinarySearch(s.set.Assets, target)

	return found && s.byPath[target] == nil
}

// resolve finds what a link means: the file as written, seen from the folder of its file; the page to
// which it was or will be rendered; a folder; or the same as if the page were a folder, as some
// generators have it. A link that starts with a slash is seen from the root of the content, or from a
// folder around the file that may have been the root of another site.
func (s *Site) resolve(doc *plan.Document, written string) string {
	from := path.Dir(doc.Path)
	name := strings.TrimSuffix(path.Base(doc.Path), path.Ext(doc.Path))
	tries := []string{path.Join(from, written), path.Join(from, name, written)}
	if strings.HasPrefix(written, "/") {
		tries = []string{strings.TrimPrefix(path.Clean(written), "/")}
		for dir := from; dir != "."; dir = path.Dir(dir) {
			tries = append(tries, path.Join(dir, written))
		}
	}

	for _, try := range tries {
		if target := s.find(try); target != "" {
			return target
		}
	}

	return ""
}

// find returns the target for a path of the content or of the site.
func (s *Site) find(name string) string {
	if name == "." || name == "" {
		return "index.html"
	}

	if strings.HasPrefix(name, "../") || name == ".." {
		return ""
	}

	if target := s.address[name]; target != "" {
		return target
	}

	if s.byPath[name] != nil || s.isFile(name) {
		return name
	}

	stem := strings.TrimSuffix(strings.TrimSuffix(name, ".html"), ".htm")
	for _, try := range []string{stem + ".md", stem + ".markdown", path.Join(name, "index.md"), path.Join(name, "_index.md"), path.Join(name, "README.md"), path.Join(path.Dir(name), "README.md")} {
		if target := s.address[try]; target != "" && (path.Base(try) != "README.md" || path.Dir(try) == name || path.Base(stem) == "index") {
			return target
		}
	}

	for _, try := range []string{siteName(path.Join(name, "index.html")), siteName(stem + ".html")} {
		if s.byPath[try] != nil {
			return try
		}
	}

	return ""
}

// broken reports a link that leads nowhere, and what may have been meant.
func (s *Site) broken(doc *plan.Document, ref markdown.Reference, written string) source.Problem {
	what := "link"
	if ref.Image {
		what = "picture"
	}

	problem := source.Problem{
		At: ref.At, Rule: "link", Severity: source.Warning,
		Message: fmt.Sprintf("the %s %q leads nowhere", what, ref.Destination),
	}
	if doc.Kind != "" {
		problem.Severity = source.Error
	}

	if near := s.near(doc, written); near != "" {
		problem.Hint = fmt.Sprintf("did you mean \"%s\"?", writtenPath(near))
	} else {
		problem.Hint = "links are seen from the folder of the file: " + path.Dir(doc.Path)
	}

	return problem
}

// near returns the way to what the author may have meant: a file of the same name elsewhere, or one in the
// same folder whose name is nearly the same.
func (s *Site) near(doc *plan.Document, written string) string {
	written = strings.TrimPrefix(written, "/")
	if name := s.neighbours().byStem[stemOf(written)]; name != "" {
		return pathTo(doc.Path, name)
	}

	dir := path.Join(path.Dir(doc.Path), path.Dir(written))
	if near := source.Nearest(path.Base(written), s.neighbours().byFolder[dir]); near != "" {
		return pathTo(doc.Path, path.Join(dir, near))
	}

	return ""
}

// A directory is everything that a link can lead to, by name and by folder.
type directory struct {
	byStem   map[string]string // the first file of that name, in any folder
	byFolder map[string][]string
}

// listAll lists the content: Markdown first, in order.
func (s *Site) listAll() directory {
	d := directory{byStem: map[string]string{}, byFolder: map[string][]string{}}
	add := func(name string) {
		if stem := stemOf(name); d.byStem[stem] == "" && indexRank(name) == 0 {
			d.byStem[stem] = name
		}

		d.byFolder[path.Dir(name)] = append(d.byFolder[path.Dir(name)], path.Base(name))
	}

	for _, doc := range s.set.Documents {
		add(doc.Path)
	}

	for _, name := range s.set.Assets {
		add(name)
	}

	return d
}

// stemOf returns the name of a file without folder and ending, in lower case.
func stemOf(name string) string {
	base := path.Base(name)

	return strings.ToLower(strings.TrimSuffix(base, path.Ext(base)))
}

// checkAnchor reports a link to a part of a page that does not exist.
func (s *Site) checkAnchor(link anchorLink) source.Problems {
	known := s.anchorsOf(link.target)
	if known == nil || strings.EqualFold(link.anchor, "top") || // which browsers know on every page
		slices.Contains(known, link.anchor) || s.set.Hides(link.target) {
		return nil
	}

	problem := source.Problem{
		At: link.at, Rule: "link", Severity: source.Warning,
		Message: fmt.Sprintf("the page has no part %q", "#"+link.anchor),
	}
	if link.strict {
		problem.Severity = source.Error
	}

	if near := source.Nearest(link.anchor, known); near != "" {
		problem.Hint = fmt.Sprintf("did you mean %q?", "#"+near)
	} else if len(known) > 0 {
		problem.Hint = "it has #" + strings.Join(known[:min(len(known), 6)], ", #")
	}

	return source.Problems{problem}
}

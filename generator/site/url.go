package site

import (
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// relative returns the link from one page to another path of the site, which may have an #anchor. Both
// are below the site's root. Links name files, so that they work at any base path and from a disk.
func relative(from, to string) string {
	to, anchor, hasAnchor := strings.Cut(to, "#")
	link := ""
	switch {
	case to == from || to == "":
		if hasAnchor {
			return "#" + anchor
		}

		link = path.Base(from)
	default:
		link = escapePath(pathTo(from, to))
	}

	if hasAnchor {
		link += "#" + anchor
	}

	return link
}

// pathTo returns the relative path between two files.
func pathTo(from, to string) string {
	dirs := strings.Split(from, "/")
	dirs = dirs[:len(dirs)-1]
	steps := strings.Split(to, "/")
	shared := 0
	for shared < len(dirs) && shared < len(steps)-1 && dirs[shared] == steps[shared] {
		shared++
	}

	return strings.Repeat("../", len(dirs)-shared) + strings.Join(steps[shared:], "/")
}

// up returns the relative path from a page to the root of the site: "", "../", "../../" …
func up(from string) string { return strings.Repeat("../", strings.Count(from, "/")) }

// escapePath escapes what cannot stand in the path of a link.
func escapePath(p string) string {
	escaped := (&url.URL{Path: p}).EscapedPath()

	return strings.ReplaceAll(escaped, ":", "%3A")
}

// writtenPath returns the path of a link as people write it: what has a meaning in links is escaped, and letters of any
// alphabet are not.
func writtenPath(p string) string {
	var b strings.Builder
	for _, r := range p {
		if r >= utf8.RuneSelf && unicode.IsGraphic(r) && !unicode.IsSpace(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(escapePath(string(r)))
		}
	}

	return b.String()
}

// place returns where an entity of a plan is on the site: a page and an anchor. kind is the key of the
// plan under which it stands. It returns "" for what has no page.
func place(p *plan.Plan, kind, id string) string {
	base := p.ID + "/"
	switch kind {
	case "handoffs":
		return base + "workflow.html#" + id
	case "sla":
		return base + "sla/" + plan.MarketingSales + ".html"
	case "slas":
		return base + "sla/" + id + ".html"
	case "feedback_loops":
		return base + "loops.html#" + id
	case "metrics":
		return base + "metrics.html#" + id
	case "escalations":
		return base + "escalations.html#" + id
	case "pressure_tests":
		return base + "reviews.html#" + id
	case "scorecards", "performance_reviews", "qbrs", "sla_reviews":
		return base + "reviews.html#" + strings.TrimSuffix(strings.ReplaceAll(kind, "_", "-"), "s") + "-" + id
	case "meetings":
		return base + "rhythm.html#meeting-" + id
	case "research", "interviews":
		return base + "research.html#" + kind
	case "experiments", "testing_areas":
		return base + "experiments.html#" + map[string]string{"experiments": "experiment-" + id, "testing_areas": "areas"}[kind]
	case "enablement":
		return base + "enablement.html#asset-" + id
	case "training":
		return base + "enablement.html#training-" + id
	case "tech_stack":
		return base + "stack.html"
	case "people", "roles": // their ids are of one kind
		return base + "people/" + id + ".html"
	case "functions":
		return base + "functions/" + strings.ReplaceAll(id, "_", "-") + ".html"
	case "scoring":
		return base + "scoring.html#" + id
	case "gates":
		return base + "journey.html#gate." + id
	case "journey":
		return base + "journey.html#" + id
	case "pipeline":
		return base + "pipeline.html#" + id
	case "attributes":
		return base + "crm.html#field." + id
	case "open_questions":
		return base + "index.html#question-" + id
	case "principles":
		return base + "index.html#principles"
	case "north_star":
		return base + "index.html#north-star"
	}

	return ""
}

// termAnchor is the anchor of a word in the glossary, if no other word has it.
func termAnchor(word string) string {
	return "term-" + strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || r == '_' {
			return r
		}

		return '-'
	}, strings.ToLower(word))
}

// isAbsolute reports whether an address that may stand in a link has a scheme: it leads out of the site.
func isAbsolute(address string) bool {
	u, err := url.Parse(address)

	return err == nil && u.Scheme != ""
}

// safeLink returns an address that may stand in a link: http, https, mailto or relative; "" for all others.
func safeLink(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || strings.HasPrefix(strings.ReplaceAll(address, `\`, "/"), "//") {
		return ""
	}

	switch strings.ToLower(u.Scheme) {
	case "", "http", "https", "mailto":
		return address
	}

	return ""
}

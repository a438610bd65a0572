package plan

import (
	"cmp"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// partOf says under which key of the plan the files of a kind belong.
var partOf = map[string]string{
	"sla": "slas", "feedback_loop": "feedback_loops", "metric": "metrics", "meeting": "meetings",
	"enablement": "enablement", "training": "training", "experiment": "experiments",
	"escalation": "escalations", "sla_review": "sla_reviews", "pressure_test": "pressure_tests",
	"qbr": "qbrs", "scorecard": "scorecards",
	"interview": "interviews", "research_note": "research", "sla_revision": "",
}

// PartKey returns the key of the plan under which a file of its own belongs: "metrics".
func PartKey(doc *Document) string {
	if doc.Kind == "sla" && PartID(doc) == MarketingSales {
		return "sla"
	}

	return partOf[doc.Kind]
}

// PartID returns the id of a part in a file of its own: its id, else the file's stem. The stems of
// periods are written in capitals (2026-q4.md is 2026-Q4), and sla.md is the SLA of Marketing and Sales.
func PartID(doc *Document) string {
	id := text(doc.Root.Get("id"))
	if id != "" {
		return id
	}

	id = stem(doc.Path)
	switch {
	case doc.Kind == "qbr":
		return strings.ToUpper(id)
	case doc.Kind == "sla":
		return SLAID(doc.Path)
	}

	return id
}

// SLAID returns the id of an SLA in that file that does not say one.
func SLAID(name string) string {
	if id := stem(name); id != "sla" {
		return id
	}

	return MarketingSales
}

// merge returns the front matter of a plan with the parts from files of their own under their keys, as if
// everything had been written in one file. Every node keeps its own file and place.
func (l *loader) merge(root *frontmatter.Node, parts []*Document) *frontmatter.Node {
	added := map[string][]*frontmatter.Node{}
	var order []string
	for _, doc := range parts {
		key, node := l.part(doc)
		if node == nil {
			continue
		}

		if len(added[key]) == 0 {
			order = append(order, key)
		}

		added[key] = append(added[key], node)
	}

	var children []*frontmatter.Node
	for _, child := range root.Children() {
		more := added[child.Key()]
		if len(more) > 0 {
			child = l.extend(child.Key(), child, more)
			delete(added, child.Key())
		}

		children = append(children, child)
	}

	for _, key := range order {
		if more := added[key]; len(more) > 0 {
			children = append(children, l.extend(key, emptyPart(key), more))
			delete(added, key)
		}
	}

	return root.Replace(children...)
}

// emptyPart returns what a plan that does not mention a part would hold.
func emptyPart(key string) *frontmatter.Node {
	if key == "sla" {
		return nil
	}

	return frontmatter.NewMap().WithKey(key)
}

// part returns the key of the plan under which a file belongs, and the node to put there.
func (l *loader) part(doc *Document) (string, *frontmatter.Node) {
	key, id := partOf[doc.Kind], PartID(doc)
	if !l.checkID(doc, id) {
		return "", nil
	}

	node := nameFromTitle(doc).WithKey(id)
	if doc.Kind == "sla" && id == MarketingSales {
		return "sla", doc.Root.WithKey("sla")
	}

	return key, node
}

// nameFromTitle returns the front matter of a file of its own. Where the entry would have a name and has only a
// title, as a file may, the title is its name.
func nameFromTitle(doc *Document) *frontmatter.Node {
	title := doc.Root.Get("title")
	if doc.Kind != "metric" && doc.Kind != "meeting" || title == nil || doc.Root.Get("name") != nil {
		return doc.Root
	}

	children := slices.Clone(doc.Root.Children())
	i := slices.IndexFunc(children, func(n *frontmatter.Node) bool { return n.Key() == "title" })
	children[i] = title.WithKey("name")

	return doc.Root.Replace(children...)
}

// checkID reports a file whose stem cannot be its id.
func (l *loader) checkID(doc *Document, id string) bool {
	if key := partOf[doc.Kind]; key == "" || doc.Kind == "scorecard" || doc.Kind == "qbr" || validID(id) {
		return key != ""
	}

	if doc.Root.Get("id") == nil {
		l.problems.Add(source.Problem{
			At: doc.Root.Get("kind").Place(), Rule: "schema", Path: "/kind",
			Message: fmt.Sprintf("the file's name %q cannot be an id: an id has lower-case letters, digits and hyphens", path.Base(doc.Path)),
			Hint:    fmt.Sprintf("rename the file, or add a line like id: %s", slug(id)),
		})
	}

	return false
}

func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		default:
			b.WriteByte('-')
		}
	}

	return cmp.Or(strings.Trim(b.String(), "-"), "my-id")
}

// extend puts the parts of files after those written inline under a key. The same id twice is reported, and
// the first one counts.
func (l *loader) extend(key string, inline *frontmatter.Node, more []*frontmatter.Node) *frontmatter.Node {
	switch key {
	case "sla":
		return l.oneSLA(inline, more)
	case "research":
		return inline.Replace(withChild(inline.Children(), appendTo(inline.Get("notes"), "notes", more))...)
	case "interviews":
		return l.extendInterviews(inline, more)
	}

	seen := map[string]*frontmatter.Node{}
	for _, child := range inline.Children() {
		seen[child.Key()] = child
	}

	var kept []*frontmatter.Node
	for _, node := range more {
		if first := seen[node.Key()]; first != nil {
			at := first
			if first.Parent() == nil {
				at = idNode(first)
			}

			l.twice(idNode(node), at, fmt.Sprintf("%s %q stands twice", strings.TrimSuffix(strings.ReplaceAll(inline.Key(), "_", " "), "s"), node.Key()), "keep one of them, or give one another id")
			continue
		}

		seen[node.Key()] = node
		kept = append(kept, node)
	}

	return inline.With(kept...)
}

// oneSLA returns the SLA of Marketing and Sales: the one written inline, else the first in a file of its own.
func (l *loader) oneSLA(inline *frontmatter.Node, more []*frontmatter.Node) *frontmatter.Node {
	first := inline
	if first == nil {
		first, more = more[0], more[1:]
	}

	at := first
	if first.Parent() == nil {
		at = idNode(first)
	}

	for _, node := range more {
		l.twice(idNode(node), at, "the SLA of Marketing and Sales stands twice", "keep one of them")
	}

	return first
}

// appendTo returns the list under key with more items.
func appendTo(list *frontmatter.Node, key string, more []*frontmatter.Node) *frontmatter.Node {
	if list == nil {
		return frontmatter.NewList(more...).WithKey(key)
	}

	return list.With(more...)
}

// withChild returns the children with one replaced, or added at the end.
func withChild(children []*frontmatter.Node, child *frontmatter.Node) []*frontmatter.Node {
	var all []*frontmatter.Node
	replaced := false
	for _, c := range children {
		if c.Key() == child.Key() {
			c, replaced = child, true
		}

		all = append(all, c)
	}

	if !replaced {
		all = append(all, child)
	}

	return all
}

// extendInterviews puts each interview under its segment.
func (l *loader) extendInterviews(inline *frontmatter.Node, more []*frontmatter.Node) *frontmatter.Node {
	segments := inline.Get("segments")
	if segments == nil {
		segments = frontmatter.NewMap().WithKey("segments")
	}

	for _, node := range more {
		name := text(node.Get("segment"))
		if name == "" {
			l.decoder.missing = append(l.decoder.missing, Absence{At: At{node}, Key: "segment"})
			continue
		}

		segment := segments.Get(name)
		if segment == nil {
			segment = frontmatter.NewMap().WithKey(name)
		}

		node = node.Replace(slices.DeleteFunc(slices.Clone(node.Children()), func(n *frontmatter.Node) bool { return n.Key() == "segment" })...)
		segment = segment.Replace(withChild(segment.Children(), appendTo(segment.Get("interviews"), "interviews", []*frontmatter.Node{node}))...)
		segments = segments.Replace(withChild(segments.Children(), segment)...)
	}

	return inline.Replace(withChild(inline.Children(), segments)...)
}

// archives decodes the archived revisions among the parts.
func (l *loader) archives(p *Plan, parts []*Document) {
	for _, doc := range parts {
		if doc.Kind != "sla_revision" {
			continue
		}

		archived := &ArchivedRevision{}
		l.decoder.decode(doc.Root, reflect.ValueOf(archived).Elem())
		archived.ID = PartID(doc)
		for _, before := range p.Archives {
			if before.SLA == archived.SLA && before.Revision == archived.Revision {
				l.twice(doc.Root.Get("kind"), before.Node.Get("kind"), fmt.Sprintf("revision %d of %q is archived twice", archived.Revision, archived.SLA), "keep the one that was signed")
			}
		}

		p.Archives = append(p.Archives, archived)
	}

	l.decoder.take() // an archive holds what was signed, complete or not
}

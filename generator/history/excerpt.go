package history

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// An excerpt is what history needs of one file of the past. It depends on nothing but the text of the file,
// so that it can be kept under the name of its blob.
type excerpt struct {
	// Kind is site, plan, sla or "": all other files do not matter.
	Kind string
	// ID is what the front matter says; "" if nothing.
	ID string
	// Basis holds calendars and scoring models: a JSON object as in the front matter.
	Basis string
	// SLAs are the agreements in the file.
	SLAs []slaExcerpt
	// Unread says why the front matter cannot be read, in a sentence; "" if it can.
	Unread string
}

// A slaExcerpt is one agreement in a file.
type slaExcerpt struct {
	// Slot says where: "" for the file itself, "sla", or "slas/" and the key.
	Slot string
	// ID is what the author says; "" if nothing.
	ID string
	// Text holds the parties, the revision, the terms and when they hold from: a JSON object as in the front
	// matter.
	Text string
}

// read returns the excerpt of a file.
func read(text []byte) *excerpt {
	if !mayMatter(text) {
		return &excerpt{}
	}

	parsed, problems := frontmatter.Parse(source.NewFile("", string(text)))
	if parsed.Root == nil && len(problems) > 0 && kindLine.Match(text) {
		return &excerpt{Unread: problems[0].Message}
	}

	e := &excerpt{Kind: scalarText(parsed.Root.Get("kind")), ID: scalarText(parsed.Root.Get("id"))}
	switch e.Kind {
	case "site":
		e.Basis = basisOf(parsed.Root)
	case "plan":
		e.Basis = basisOf(parsed.Root)
		e.add("sla", parsed.Root.Get("sla"))
		for _, child := range parsed.Root.Get("slas").Children() {
			e.add("slas/"+child.Key(), child)
		}
	case "sla":
		e.add("", parsed.Root)
	default:
		return &excerpt{}
	}

	return e
}

// kindLine is where a file says that it matters, as far as one can tell of one that cannot be read.
var kindLine = regexp.MustCompile(`\bkind["']?[ \t]*[:=][ \t]*["']?(?:plan|sla|site)\b`)

// mayMatter reports, at a glance, whether a file can be of a kind that matters: most are not.
func mayMatter(text []byte) bool {
	text = bytes.TrimLeft(bytes.TrimPrefix(text, []byte("\ufeff")), " \t\r\n")
	if len(text) == 0 || text[0] != '-' && text[0] != '+' && text[0] != '{' {
		return false
	}

	return bytes.Contains(text, []byte("kind")) && (bytes.Contains(text, []byte("plan")) || bytes.Contains(text, []byte("sla")) || bytes.Contains(text, []byte("site")))
}

func (e *excerpt) add(slot string, n *frontmatter.Node) {
	if n == nil || n.Kind != frontmatter.Map {
		return
	}

	text := object{}
	for _, key := range []string{"parties", "revision", "calendar", "terms"} {
		text.add(key, n.Get(key))
	}

	if entries := entriesOf(n); entries != "" {
		text.write("revisions", entries)
	}

	e.SLAs = append(e.SLAs, slaExcerpt{Slot: slot, ID: scalarText(n.Get("id")), Text: text.String()})
}

// entriesOf returns the entry of the current revision, with nothing but when it holds from; "" if there is
// none.
func entriesOf(n *frontmatter.Node) string {
	for _, child := range n.Get("revisions").Children() {
		number := child.Get("revision")
		if number == nil || scalarText(number) != scalarText(n.Get("revision")) {
			continue
		}

		entry := object{}
		entry.add("revision", number)
		entry.add("effective_from", child.Get("effective_from"))

		return "[" + entry.String() + "]"
	}

	return ""
}

// basisOf returns the calendars without their holidays, and the versions of the scoring models.
func basisOf(n *frontmatter.Node) string {
	calendars, models := object{}, object{}
	for _, child := range n.Get("calendars").Children() {
		calendar := object{}
		calendar.add("timezone", child.Get("timezone"))
		calendar.add("hours", child.Get("hours"))
		calendars.write(child.Key(), calendar.String())
	}

	for _, child := range n.Get("scoring").Children() {
		model := object{}
		model.add("version", child.Get("version"))
		models.write(child.Key(), model.String())
	}

	basis := object{}
	basis.write("calendars", calendars.String())
	basis.write("scoring", models.String())

	return basis.String()
}

// An object is the text of a JSON object in the making.
type object struct{ bytes.Buffer }

func (o *object) add(key string, n *frontmatter.Node) {
	if n != nil {
		o.write(key, string(asJSON(n)))
	}
}

func (o *object) write(key, value string) {
	if o.Len() > 0 {
		o.WriteByte(',')
	}

	name, _ := json.Marshal(key)
	o.Write(name)
	o.WriteByte(':')
	o.WriteString(value)
}

// String returns the whole object.
func (o *object) String() string { return "{" + o.Buffer.String() + "}" }

// parse returns the tree of a text that an object made.
func parse(text string) *frontmatter.Node {
	parsed, _ := frontmatter.Parse(source.NewFile("", text))
	return parsed.Root
}

// versionOf returns the version that files of the past held: an agreement with the calendars and models of
// its site and plan.
func versionOf(sla, site, inPlan string) *version {
	p := plan.Decode[plan.Plan](parse(inPlan))
	p.Site = &plan.Site{}
	if site != "" {
		p.Site = plan.Decode[plan.Site](parse(site))
	}

	return current(p, plan.Decode[plan.SLA](parse(sla)))
}

// slaID returns the id of an agreement in a file of that path.
func (s slaExcerpt) slaID(path string) string {
	key, inMap := strings.CutPrefix(s.Slot, "slas/")
	switch {
	case s.ID != "":
		return s.ID
	case inMap:
		return key
	case s.Slot == "sla":
		return plan.MarketingSales
	}

	return plan.SLAID(path)
}

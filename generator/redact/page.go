package redact

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

var (
	tagPattern = regexp.MustCompile(`<(/?)(!?[a-zA-Z][a-zA-Z0-9]*)((?:[^>"]|"[^"]*")*)>`)
	// attribute is a name and a value of a tag.
	attribute = regexp.MustCompile(` ([a-zA-Z:-]+)="([^"]*)"`)
	// unpublished is a link to a file that outsiders do not get.
	unpublished = regexp.MustCompile(` href="[^":]*(?:\b(?:plan|changes|evidence)\.json|\bcalendar/[^":/]*\.ics)"`)
	// outward is a link that leads out of the site.
	outward = regexp.MustCompile(` href="([A-Za-z][A-Za-z+-]*:[^"]*)"`)
	// explorable says that there is data to explore.
	explorable = regexp.MustCompile(` data-explore="[^"]*"`)
	// diagram is how the picture of a diagram begins, whose shape depends on no number.
	diagram = regexp.MustCompile(`aria-labelledby="[^"]*fig\.(?:map|journey|pipeline|steps-|cycle-)`)
)

// Attributes that lead to a place on the site, those that are a place or name some, and those that readers see or hear; all
// others that begin with data- belong to these, but for those that hold nothing of the author's: days, and how many things
// wait.
var (
	links     = []string{"href", "src", "data-finds", "data-root", "data-explore", "data-more"}
	anchors   = []string{"id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "list", "headers"}
	spoken    = []string{"title", "alt", "aria-label", "aria-description", "aria-roledescription", "content", "placeholder", "value"}
	untouched = []string{"data-due", "data-from", "data-until", "data-word", "data-now", "data-late", "data-needs", "data-overdue", "data-missed", "data-next", "data-zone"}
)

// A reader goes through a page and writes what is left of it.
type reader struct {
	*Redactor
	// all says whether outsiders see no number, or only none of a plan's values.
	all bool
	out strings.Builder
	// ends closes the links that are open.
	ends []string
	// silent, value and code count the open elements that outsiders do not see, that hold a value, and that
	// hold code.
	silent, value, code int
	// drawn counts the open drawings.
	drawn int
	// skip is the element whose text is none, kept where it is data; "" for none. reckons says that it holds what a
	// form reckons with.
	skip    string
	reckons bool
}

// Page redacts a page. all says whether outsiders see no number in it, or only none of a plan's values. What stands in a
// figure for outsiders is only what its text says: charts are left out.
func (r *Redactor) Page(text string, all bool) (string, error) {
	to := reader{Redactor: r, all: all}
	from := 0
	for _, at := range tagPattern.FindAllStringSubmatchIndex(text, -1) {
		tag, closes, name := text[at[0]:at[1]], at[3] > at[2], text[at[4]:at[5]]
		if to.skip != "" && (!closes || name != to.skip) {
			continue
		}

		before := text[from:at[0]]
		from = at[1]
		if to.skip != "" {
			if err := to.script(before); err != nil {
				return "", err
			}

			to.skip = ""
			to.out.WriteString(tag)

			continue
		}

		to.text(before)
		to.element(tag, name, closes)
	}

	to.text(text[from:])

	return to.out.String(), nil
}

// text writes a text between two tags.
func (to *reader) text(text string) {
	if to.silent > 0 || text == "" {
		return
	}

	if to.drawn > 0 && isOfDate(text) { // at an axis
		to.out.WriteString(text)
		return
	}

	text = to.Redactor.text(html.UnescapeString(text), to.code > 0)
	if to.numbers && (to.all || to.value > 0) {
		text = Unnumbered(text)
	}

	to.out.WriteString(html.EscapeString(text))
}

// script writes a style, and the data of a figure, which outsiders do not get.
func (to *reader) script(text string) error {
	switch {
	case to.skip == "style":
		to.out.WriteString(text)
	case !to.numbers && text != "":
		change := to.label
		if to.reckons {
			change = to.operand
		}

		data, err := to.data([]byte(text), change)
		if err != nil {
			return err
		}

		to.out.Write(data)
	}

	return nil
}

// element writes a tag.
func (to *reader) element(tag, name string, closes bool) {
	step := 1
	if closes {
		step = -1
	}

	if name == "svg" {
		to.drawn += step
	}

	switch {
	case (name == "style" || name == "script") && !closes:
		to.skip, to.reckons = name, strings.Contains(tag, " data-numbers=")
	case name == "code" || name == "pre" || name == "kbd" || name == "samp":
		to.code += step
	case name == "svg" && to.numbers && (to.silent > 0 || !closes && !diagram.MatchString(tag)):
		to.silent += step

		return
	case (name == "a" || name == "span") && (to.value > 0 || !closes && strings.Contains(tag, `class="value`)):
		to.value += step
	}

	if to.silent > 0 {
		return
	}

	switch last := len(to.ends) - 1; {
	case name == "a" && closes && last >= 0:
		tag, to.ends = to.ends[last], to.ends[:last]
	case name == "a" && (to.numbers && unpublished.MatchString(tag) || to.leadsToSomebody(tag)):
		tag, to.ends = "<span>", append(to.ends, "</span>")
	case name == "a":
		to.ends = append(to.ends, "</a>")
	}

	to.out.WriteString(to.tag(tag))
}

// leadsToSomebody reports whether a link leads to an address outside that names somebody.
func (r *Redactor) leadsToSomebody(tag string) bool {
	found := outward.FindStringSubmatch(tag)
	if found == nil {
		return false
	}

	return r.Names(html.UnescapeString(found[1]))
}

// tag redacts what an element says without text. What a page says of itself to other programs may come from any text.
func (to *reader) tag(tag string) string {
	all := to.all
	switch {
	case !strings.HasPrefix(tag, "<meta"):
	case strings.Contains(tag, `description"`) || strings.Contains(tag, `"og:`):
		all = true
	default:
		return tag
	}

	if to.numbers {
		tag = explorable.ReplaceAllLiteralString(tag, "")
	}

	return attribute.ReplaceAllStringFunc(tag, func(found string) string {
		parts := attribute.FindStringSubmatch(found)
		name, said := parts[1], html.UnescapeString(parts[2])
		hidden := said
		switch {
		case slices.Contains(untouched, name) || name == "src" && strings.HasPrefix(said, "data:"):
		case name == "data-attribute" || name == "value" && strings.HasPrefix(tag, "<option"): // as in the data of the form
			hidden = to.Path(said)
		case slices.Contains(links, name):
			hidden = each(said, to.link)
		case slices.Contains(anchors, name) || name == "class" && strings.HasPrefix(said, "language-"):
			hidden = each(said, to.Anchor)
		case strings.HasPrefix(said, "url(#"):
			hidden = reference.ReplaceAllStringFunc(said, func(part string) string { return "url(#" + to.Anchor(part[5:len(part)-1]) + ")" })
		case to.numbers && (name == "start" || name == "value" && strings.HasPrefix(tag, "<li")):
			return ""
		case slices.Contains(spoken, name) || strings.HasPrefix(name, "data-"):
			hidden = to.Redactor.Text(said)
			if to.numbers && (all || name == "data-definition") { // words are explained by the plan
				hidden = Unnumbered(hidden)
			}
		}

		if hidden == said {
			return found
		}

		return " " + name + `="` + html.EscapeString(hidden) + `"`
	})
}

// link hides names in where a link leads, but in the beginning of what is public.
func (r *Redactor) link(address string) string {
	prefix := r.publicPart(address)

	return prefix + r.Address(address[len(prefix):])
}

// each changes the parts of a list with spaces between them.
func each(list string, change func(string) string) string {
	parts := strings.Split(list, " ")
	for i, part := range parts {
		parts[i] = change(part)
	}

	return strings.Join(parts, " ")
}

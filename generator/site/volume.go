package site

import (
	"cmp"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A whole plan that takes too much for one page is bound in volumes: pages that hold its sections, one after the other.
// A section is cut only where it alone is too much, and there between the sections in it.

// wholeName is the whole plan of a plan, in its folder, or its first volume; wholeTemplate what shows it.
const wholeName, wholeTemplate = "document.html", "document.html"

// surelyFits is what a plan may have in its files for the whole of it to fit one page, without looking: a page takes some
// two thirds of what was written.
const surelyFits = MostBytes / 2

// spare is what a volume leaves free: for the links to the others, and for what is put in the place of names.
const spare = 3 << 10

// A volume is one page of a whole plan.
type volume struct {
	// Top stands above every volume: the title, and the links to all sections. Text are its sections.
	Top, Text template.HTML
	// Pages are all volumes, each with what it begins with; Count is how many, in words.
	Pages []crumb
	Count string
}

// wholePlan returns the pages that show a whole plan: one, or its volumes.
func (s *Site) wholePlan(p *plan.Plan) []*page {
	return s.bound[p]()
}

// page returns the page of that path, also where that is another one than its author wrote, or of a volume of a whole
// plan; nil for none.
func (s *Site) page(path string) *page {
	at := func(path string) *page { return s.byPath[cmp.Or(s.written()[path], path)] }
	folder, name, _ := strings.Cut(path, "/")
	if whole := at(folder + "/" + wholeName); whole != nil && strings.HasPrefix(name, strings.TrimSuffix(wholeName, ".html")) {
		for _, volume := range s.wholePlan(whole.Plan) {
			if s.route(volume).Path == path {
				return volume
			}
		}
	}

	return at(path)
}

// bind decides whether a whole plan needs several pages, and makes them. Where a template is broken, rendering the one
// page says so.
func (s *Site) bind(whole *page) []*page {
	one := []*page{whole}
	if bytesOf(s.set, whole.Plan) <= surelyFits {
		return one
	}

	text, err := s.theme.render(whole)
	if err != nil || Fits(text) {
		return one
	}

	main, err := s.theme.renderPart(whole, "main")
	if err != nil {
		return one
	}

	start := max(0, strings.Index(main, "<section"))
	top := main[:start]
	around := strings.Replace(string(text), main[start:], "", 1)
	room := max(MostBytes-spare-Packed([]byte(around)), MostBytes/4)
	volumes := distribute(leaves(main[start:], nil, room), room)
	if len(volumes) < 2 {
		return one
	}

	return s.volumes(whole, top, volumes)
}

// bytesOf returns how many bytes the files of a plan have: the texts, and the numbers of its metrics.
func bytesOf(set *plan.Set, p *plan.Plan) int {
	n := 0
	for _, doc := range set.Documents {
		if doc.Plan == p {
			n += len(doc.File.Text)
		}
	}

	const perPoint = 64 // drawn twice, and listed
	for _, m := range p.Metrics.Values() {
		if m == nil {
			continue
		}

		n += len(m.Series.Points) * perPoint
		for _, c := range m.Components.Values() {
			if c != nil {
				n += len(c.Series.Points) * perPoint
			}
		}
	}

	return n
}

// volumes makes the pages. A link to a section in another volume leads there.
func (s *Site) volumes(whole *page, top string, texts []string) []*page {
	in := map[string]*page{}
	all, pages := make([]*page, len(texts)), make([]crumb, len(texts))
	number := 1
	for i, text := range texts {
		v := *whole
		v.Title = fmt.Sprintf("%s, page %s of %s", whole.Title, inWords(i+1), inWords(len(texts)))
		v.template, v.standsAt = "volume.html", whole.Path
		for i > 0 && (v.Path == whole.Path || s.byPath[v.Path] != nil) {
			number++
			v.Path = strings.TrimSuffix(whole.Path, ".html") + fmt.Sprintf("-%d.html", number)
		}

		all[i] = &v
		pages[i] = crumb{Title: "Page " + inWords(i+1), Path: v.Path, Description: headingOf(text)}
		if i == 0 {
			pages[i].Description = ""
		}
		for _, id := range idPattern.FindAllStringSubmatch(text, -1) {
			in[id[1]] = &v
		}
	}

	for i, v := range all {
		leading := func(text string) template.HTML {
			return template.HTML(ownAnchor.ReplaceAllStringFunc(text, func(link string) string {
				anchor := ownAnchor.FindStringSubmatch(link)[1]
				if other := in[anchor]; other != nil && other != v {
					return ` href="` + v.To(other.Path) + "#" + anchor + `"`
				}

				return link
			}))
		}

		shown := volume{Top: leading(top), Text: leading(texts[i]), Pages: pages, Count: inWords(len(all))}
		v.view = func(*page) any { return shown }
	}

	return all
}

// inWords writes a small number in words, which outsiders may see as well.
func inWords(n int) string {
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < len(words) {
		return words[n]
	}

	return strconv.Itoa(n)
}

// ownAnchor is a link to a place on the same page.
var ownAnchor = regexp.MustCompile(` href="#([^"]*)"`)

// A leaf is a piece of a page that is not cut. within are the sections around it that are, the outermost first.
type leaf struct {
	text   string
	within []*shell
}

// A shell is a section that is cut: how it begins, and its heading where it goes on.
type shell struct{ open, heading string }

var (
	sectionTag  = regexp.MustCompile(`<(/?)section\b[^>]*>`)
	headingText = regexp.MustCompile(`(?s)<h([2-5])[^>]*>(.*?)</h[2-5]>`)
)

// leaves cuts a text into its sections, and into the sections of those that alone have no room on a page. What stands
// between sections belongs to the one that follows.
func leaves(text string, within []*shell, room int) []leaf {
	var all []leaf
	between := ""
	for len(text) > 0 {
		before, section, after := nextSection(text)
		between, text = between+before, after
		switch {
		case section == "":
		case Packed([]byte(section)) <= room || strings.Count(section, "<section") < 2:
			all = append(all, leaf{between + section, within})
			between = ""
		default:
			open := sectionTag.FindString(section)
			inner := strings.TrimSuffix(section[len(open):], "</section>")
			if strings.TrimSpace(between) != "" {
				all = append(all, leaf{between, within})
			}

			all = append(all, leaves(inner, append(slices.Clone(within), &shell{open, goesOn(inner)}), room)...)
			between = ""
		}
	}

	switch {
	case strings.TrimSpace(between) == "":
	case len(all) > 0 && slices.Equal(all[len(all)-1].within, within):
		all[len(all)-1].text += between
	default:
		all = append(all, leaf{between, within})
	}

	return all
}

// nextSection returns the first section of a text, what is before it and what is after; no section where there is none.
func nextSection(text string) (before, section, after string) {
	depth, start := 0, -1
	for _, tag := range sectionTag.FindAllStringSubmatchIndex(text, -1) {
		if closes := tag[3] > tag[2]; !closes {
			if depth == 0 {
				start = tag[0]
			}

			depth++
			continue
		}

		if depth--; depth == 0 {
			return text[:start], text[start:tag[1]], text[tag[1]:]
		}
	}

	return text, "", ""
}

// goesOn returns the heading of a section for where it goes on in another volume.
func goesOn(section string) string {
	found := headingText.FindStringSubmatch(section)
	if found == nil {
		return ""
	}

	return "<h" + found[1] + ">" + template.HTMLEscapeString(headingOf(section)) + ", continued</h" + found[1] + ">"
}

// headingOf returns the words of the first heading of a text; "" for none.
func headingOf(text string) string {
	found := headingText.FindStringSubmatch(text)
	if found == nil {
		return ""
	}

	return strings.TrimSpace(withoutTags(found[2]))
}

// distribute puts leaves into as few volumes as have room for them, and those to about the same size. A leaf that is too much
// has a volume of its own.
func distribute(all []leaf, room int) []string {
	sizes := make([]int, len(all))
	for i, l := range all {
		sizes[i] = Packed([]byte(l.text))
	}

	ends := fill(sizes, room)
	const step = 1 << 10
	for less := room - step; less > 0; less -= step {
		fewer := fill(sizes, less)
		if len(fewer) > len(ends) {
			break
		}

		ends = fewer
	}

	opened := map[*shell]bool{}
	volumes := make([]string, len(ends))
	start := 0
	for i, end := range ends {
		volumes[i] = bound(all[start:end], opened)
		start = end
	}

	return volumes
}

// fill returns where each volume ends if every one takes what it has room for.
func fill(sizes []int, room int) []int {
	var ends []int
	full := 0
	for i, size := range sizes {
		if full > 0 && full+size > room {
			ends = append(ends, i)
			full = 0
		}

		full += size
	}

	return append(ends, len(sizes))
}

// bound returns the text of leaves within the sections around them. opened are those that began in a volume before.
func bound(all []leaf, opened map[*shell]bool) string {
	var b strings.Builder
	var around []*shell
	inside := func(within []*shell) {
		same := 0
		for same < min(len(around), len(within)) && around[same] == within[same] {
			same++
		}

		b.WriteString(strings.Repeat("</section>", len(around)-same))
		for _, s := range within[same:] {
			b.WriteString(s.open)
			if opened[s] {
				b.WriteString(s.heading)
			}

			opened[s] = true
		}

		around = within
	}

	for _, l := range all {
		inside(l.within)
		b.WriteString(l.text)
	}

	inside(nil)

	return b.String()
}

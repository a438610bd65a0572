package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A redactor keeps from readers what they are not to learn: names of people and, on a site for outsiders,
// numbers. It works on what would be published, whoever wrote it, so that no page and no file is forgotten.
// What stands in a figure for outsiders is only what its text says: charts are left out.
type redactor struct {
	public bool
	// words are the words of names, and what stands in their place.
	words map[string]string
	// unspaced are names in scripts that put no spaces between words.
	unspaced []string
	// ids are those of people, and what stands for them in data.
	ids map[string]string
	// handles finds names as addresses have them: caleb.stone, caleb@; nil for none.
	handles *regexp.Regexp
}

// newRedactor returns what a site keeps to itself; nil if it keeps nothing.
func newRedactor(set *plan.Set) *redactor {
	if !set.Site.Publish.HidesPeople() {
		return nil
	}

	r := &redactor{public: set.Site.Publish.Profile == "public", words: map[string]string{}, ids: map[string]string{}}
	counts := map[string]int{}
	people := set.Site.People.Values()
	for _, of := range set.Plans {
		people = append(people, of.People.Values()...)
	}

	var handles []string
	for _, p := range people {
		r.learn(p, counts)
		handles = append(handles, handlesOf(p)...)
	}

	if len(handles) > 0 {
		r.handles = regexp.MustCompile(`(?i)\b(?:` + strings.Join(handles, "|") + `)\b`)
	}

	return r
}

// handlesOf returns patterns of how addresses name a person: by the first and the last name, or by one of them before
// an @.
func handlesOf(p *plan.Person) []string {
	if p == nil {
		return nil
	}

	var all []string
	for _, name := range []string{p.Name, unaccented.Replace(p.Name)} {
		words := nameWords(name)
		for i := range words {
			words[i] = regexp.QuoteMeta(words[i])
			all = append(all, words[i]+"@")
		}

		if last := len(words) - 1; last > 0 {
			all = append(all, words[0]+"[._-]?"+words[last], words[last]+"[._-]?"+words[0])
		}
	}

	return all
}

// unaccented spells names as addresses do, and people without these keys.
var unaccented = strings.NewReplacer(pairs("ÀÁÂÃÅĀĂĄ", "A", "àáâãåāăą", "a", "ÇĆČ", "C", "çćč", "c", "ĎĐ", "D", "ďđ", "d", "ÈÉÊËĒĖĘĚ", "E", "èéêëēėęě", "e",
	"Ğ", "G", "ğ", "g", "ÌÍÎÏĪĮİ", "I", "ìíîïīįı", "i", "Ł", "L", "ł", "l", "ÑŃŇ", "N", "ñńň", "n", "ÒÓÔÕØŌŐ", "O", "òóôõøōő", "o", "ŘŔ", "R", "řŕ", "r",
	"ŚŞŠȘ", "S", "śşšș", "s", "ŤȚŢ", "T", "ťțţ", "t", "ÙÚÛŪŮŰŲ", "U", "ùúûūůűų", "u", "ÝŸ", "Y", "ýÿ", "y", "ŹŻŽ", "Z", "źżž", "z",
	"Ä", "A", "ä", "a", "Ö", "O", "ö", "o", "Ü", "U", "ü", "u", "ß", "ss", "Æ", "Ae", "æ", "ae")...)

// pairs takes letters apart that one other stands for.
func pairs(lists ...string) []string {
	var all []string
	for i := 0; i < len(lists); i += 2 {
		for _, letter := range lists[i] {
			all = append(all, string(letter), lists[i+1])
		}
	}

	return all
}

// forOutsiders reports whether readers are to learn no numbers, and so not where these are written.
func (s *Site) forOutsiders() bool { return s.redactor != nil && s.redactor.public }

// Data reports whether the site has files of data: outsiders get none.
func (p *page) Data() bool { return !p.site.forOutsiders() }

// learn adds a person.
func (r *redactor) learn(p *plan.Person, counts map[string]int) {
	if p == nil {
		return
	}

	instead := p.Function.String()
	if instead == "" {
		instead = "somebody"
	}

	if r.ids[p.ID] == "" {
		counts[instead]++
		r.ids[p.ID] = fmt.Sprintf("%s-%d", strings.ReplaceAll(strings.ToLower(instead), " ", "-"), counts[instead])
	}

	for _, word := range nameWords(p.Name) {
		first := []rune(word)[0]
		switch {
		case breaksNowhere(first):
			r.unspaced = append(r.unspaced, word, instead)
		case !unicode.IsLetter(first) || unicode.IsLower(first) || len([]rune(word)) < 2:
		case r.words[word] != "" && r.words[word] != instead:
			r.words[word] = "somebody"
		default:
			r.words[word] = instead
		}

		if r.words[word] == "" || len([]rune(word)) < 3 {
			continue
		}

		for _, spelt := range []string{unaccented.Replace(word), strings.ToUpper(word), strings.ToUpper(unaccented.Replace(word))} {
			r.words[spelt] = r.words[word]
		}
	}
}

func breaksNowhere(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Hangul)
}

func isNameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_'
}

// nameWords returns the words of a text.
func nameWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !isNameRune(r) })
}

// text puts functions in the place of names; words of one name become one. A month is none: "3 May 2026".
func (r *redactor) text(s string) string {
	if len(r.unspaced) > 0 {
		s = strings.NewReplacer(r.unspaced...).Replace(s)
	}

	if r.handles != nil && strings.ContainsAny(s, ".@_-") {
		s = r.handles.ReplaceAllStringFunc(s, func(handle string) string {
			if strings.HasSuffix(handle, "@") {
				return "somebody@"
			}

			if strings.ContainsAny(handle, "._-") {
				return "somebody"
			}

			return handle
		})
	}

	var b strings.Builder
	last := "" // what stands for the name that was written just now
	gap := ""
	for s != "" {
		n := strings.IndexFunc(s, func(c rune) bool { return !isNameRune(c) })
		if n < 0 {
			n = len(s)
		}

		word := s[:n]
		s = s[n:]
		instead := r.words[word]
		switch {
		case word == "":
		case instead == "" || isMonth(word) && (digitLast(gap, &b) || digitNext(s)):
			b.WriteString(gap + word)
			last = ""
		case instead != last || strings.Trim(gap, " -\u00a0") != "":
			b.WriteString(gap + instead)
			last = instead
		}

		n = strings.IndexFunc(s, isNameRune)
		if n < 0 {
			n = len(s)
		}

		if word != "" {
			gap = ""
		}

		gap += s[:n]
		s = s[n:]
	}

	return b.String() + gap
}

func digitLast(gap string, b *strings.Builder) bool {
	text := b.String()

	return strings.TrimSpace(gap) == "" && text != "" && text[len(text)-1] >= '0' && text[len(text)-1] <= '9'
}

func digitNext(s string) bool {
	s = strings.TrimLeft(s, " \u00a0")

	return s != "" && s[0] >= '0' && s[0] <= '9'
}

func isMonth(word string) bool {
	for month := range 12 {
		name := [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}[month]
		if word == name || word == name[:3] {
			return true
		}
	}

	return false
}

// What a site for outsiders may say of numbers: dates, days of a month, and which revision is meant. All others, and what
// looks like a digest, from which numbers could be guessed, become a dot.
var (
	sayable = regexp.MustCompile(`\b(?:\d{1,2}–)?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b|\b[Rr]evision \d+\b`)
	digests = regexp.MustCompile(`\b[0-9a-f]{7,64}\b`)
	figures = regexp.MustCompile(`\p{N}(?:[\p{N}.,:]*\p{N})?`)
)

// unnumbered puts a dot in the place of every number.
func unnumbered(s string) string {
	var b strings.Builder
	hide := func(text string) {
		text = digests.ReplaceAllStringFunc(text, func(word string) string {
			if strings.ContainsAny(word, "0123456789") {
				return "•"
			}

			return word
		})
		b.WriteString(figures.ReplaceAllString(text, "•"))
	}

	from := 0
	for _, at := range sayable.FindAllStringIndex(s, -1) {
		hide(s[from:at[0]])
		b.WriteString(s[at[0]:at[1]])
		from = at[1]
	}

	hide(s[from:])

	return b.String()
}

// spoken are the attributes that readers see or hear, and those that hold data of figures.
// untouched are the attributes that hold paths, days, and how many things wait: nothing of the author's.
var untouched = []string{"data-finds", "data-root", "data-more", "data-due", "data-from", "data-until", "data-word", "data-now", "data-late", "data-needs", "data-overdue"}

var spoken = regexp.MustCompile(` (title|alt|aria-label|aria-description|aria-roledescription|content|placeholder|value|data-[a-z-]+)="([^"]*)"`)

// unpublished is a link to a file that outsiders do not get.
var unpublished = regexp.MustCompile(` href="[^":]*\.(?:json|ics)"`)

// outward is a link that leads out of the site.
var outward = regexp.MustCompile(` href="[a-z]+:`)

// explorable says that there is data to explore.
var explorable = regexp.MustCompile(` data-explore="[^"]*"`)

// diagram is how the picture of a diagram begins, whose shape depends on no number.
var diagram = regexp.MustCompile(`aria-labelledby="[^"]*fig\.(?:map|journey|pipeline|steps-|cycle-)`)

// page redacts a page. all says whether outsiders see no number in it, or only none of a plan's values.
func (r *redactor) page(text string, all bool) string {
	var b strings.Builder
	var ends []string // what closes the links that are open
	skip, silent, value := "", 0, 0
	write := func(text string) {
		if silent > 0 {
			return
		}

		text = html.UnescapeString(text)
		text = r.text(text)
		if r.public && (all || value > 0) {
			text = unnumbered(text)
		}

		b.WriteString(html.EscapeString(text))
	}

	from := 0
	for _, at := range tagPattern.FindAllStringSubmatchIndex(text, -1) {
		tag, closes, name := text[at[0]:at[1]], at[3] > at[2], text[at[4]:at[5]]
		if skip != "" {
			if closes && name == skip {
				if !r.public || skip == "style" { // data of figures
					b.WriteString(text[from:at[0]])
				}

				b.WriteString(tag)
				skip, from = "", at[1]
			}

			continue
		}

		write(text[from:at[0]])
		from = at[1]
		switch {
		case (name == "style" || name == "script") && !closes:
			skip = name
		case name == "svg" && r.public:
			if closes && silent > 0 {
				silent--
				continue
			}

			if !closes && (silent > 0 || !diagram.MatchString(tag)) {
				silent++
				continue
			}
		case value > 0 && closes && (name == "a" || name == "span"):
			value--
		case !closes && (name == "a" || name == "span") && (value > 0 || strings.Contains(tag, `class="value`)):
			value++
		}

		if silent > 0 {
			continue
		}

		switch last := len(ends) - 1; {
		case name == "a" && closes && last >= 0:
			tag, ends = ends[last], ends[:last]
		case name == "a" && (r.public && unpublished.MatchString(tag) || r.handles != nil && outward.MatchString(tag) && r.handles.MatchString(html.UnescapeString(tag))):
			tag, ends = "<span>", append(ends, "</span>")
		case name == "a":
			ends = append(ends, "</a>")
		}

		b.WriteString(r.tag(tag, all))
	}

	write(text[from:])

	return b.String()
}

// tag redacts what an element says without text. What a page says of itself to other programs may come from
// any text.
func (r *redactor) tag(tag string, all bool) string {
	switch {
	case !strings.HasPrefix(tag, "<meta"):
	case strings.Contains(tag, `description"`) || strings.Contains(tag, `"og:`):
		all = true
	default:
		return tag
	}

	if r.public {
		tag = explorable.ReplaceAllLiteralString(tag, "")
	}

	return spoken.ReplaceAllStringFunc(tag, func(attribute string) string {
		parts := spoken.FindStringSubmatch(attribute)
		if slices.Contains(untouched, parts[1]) {
			return attribute
		}

		said := r.text(html.UnescapeString(parts[2]))
		if r.public && (all || parts[1] == "data-definition") { // words are explained by the plan
			said = unnumbered(said)
		}

		return " " + parts[1] + `="` + html.EscapeString(said) + `"`
	})
}

// data redacts JSON: ids of people are others, in keys as in values, and texts have no names.
func (r *redactor) data(text []byte) ([]byte, error) {
	var out bytes.Buffer
	for len(text) > 0 {
		begin := bytes.IndexByte(text, '"')
		if begin < 0 {
			break
		}

		out.Write(text[:begin])
		end := begin + 1
		for text[end] != '"' {
			if text[end] == '\\' {
				end++
			}

			end++
		}

		var said string
		if err := json.Unmarshal(text[begin:end+1], &said); err != nil {
			return nil, fmt.Errorf("redact data: %w", err)
		}

		instead := r.ids[said]
		if instead == "" {
			instead = r.text(said)
		}

		quoted, err := json.Marshal(instead)
		if err != nil {
			return nil, fmt.Errorf("redact data: %w", err)
		}

		out.Write(quoted)
		text = text[end+1:]
	}

	out.Write(text)

	return out.Bytes(), nil
}

// feed redacts XML.
func (r *redactor) feed(text string) string {
	var b strings.Builder
	for text != "" {
		begin := strings.IndexByte(text+"<", '<')
		b.WriteString(inXML.Replace(r.text(html.UnescapeString(text[:begin]))))
		end := min(begin+strings.IndexByte(text[begin:]+">", '>')+1, len(text))
		b.WriteString(text[begin:end])
		text = text[end:]
	}

	return b.String()
}

// calendar redacts an iCalendar file, in which a name may be cut by the end of a line (RFC 5545, 3.1: lines of at
// most 75 octets).
func (r *redactor) calendar(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n") {
		room := 75
		for _, c := range r.text(line) {
			if n := utf8.RuneLen(c); n > room {
				b.WriteString("\r\n ")
				room = 74
			}

			b.WriteRune(c)
			room -= utf8.RuneLen(c)
		}

		b.WriteString("\r\n")
	}

	return b.String()
}

var inXML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// problems redacts messages: what they quote may be the id of a person.
func (r *redactor) problems(all source.Problems) source.Problems {
	masked := slices.Clone(all)
	for i := range masked {
		masked[i].Message, masked[i].Hint = r.message(masked[i].Message), r.message(masked[i].Hint)
	}

	return masked
}

var quotedID = regexp.MustCompile(`"[a-z0-9-]+"`)

func (r *redactor) message(text string) string {
	return quotedID.ReplaceAllStringFunc(text, func(quoted string) string {
		if instead := r.ids[strings.Trim(quoted, `"`)]; instead != "" {
			return `"` + instead + `"`
		}

		return quoted
	})
}

// export redacts a plan that leaves as one file.
func (r *redactor) export(text string, plain bool) string {
	switch {
	case !plain:
		return r.page(text, true)
	case r.public:
		return unnumbered(r.text(text))
	}

	return r.text(text)
}

// redact returns what readers get of files that are made of the content.
func (s *Site) redact(routes []Route) []Route {
	if s.redactor == nil {
		return routes
	}

	var all []Route
	for _, route := range routes {
		if redacted, ok := s.redactor.route(route, s.byPath[route.Path]); ok {
			all = append(all, redacted)
		}
	}

	return all
}

// route returns a route whose content is redacted; false for one that outsiders do not get at all.
func (r *redactor) route(of Route, p *page) (Route, bool) {
	ending := path.Ext(of.Path)
	switch {
	case r.public && (ending == ".json" || ending == ".xml" && of.Path != "sitemap.xml" || ending == ".ics"):
		return of, false
	case ending == ".html" || ending == ".json" || ending == ".xml" || ending == ".ics" || ending == ".js":
	default:
		return of, true
	}

	render := of.Render
	of.Render = func() ([]byte, error) {
		text, err := render()
		switch {
		case err != nil:
			return nil, err
		case ending == ".json":
			return r.data(text)
		case ending == ".html":
			return []byte(r.page(string(text), r.hidesAll(p))), nil
		case ending == ".xml":
			return []byte(r.feed(string(text))), nil
		case ending == ".ics":
			return []byte(r.calendar(string(text))), nil
		}

		return []byte(r.text(string(text))), nil
	}

	return of, true
}

// hidesAll reports whether outsiders see no number of a page. Those of the handbook and of the reference are
// their author's words, but for values of a plan.
func (r *redactor) hidesAll(p *page) bool {
	return p != nil && p.plain == nil && p.template != "schema.html" && p.template != "rules.html" && p.template != "folder.html"
}

// checkNames reports what tells of people although the site names nobody: addresses come from headings and from the
// names of files, and others may lead to them.
func (s *Site) checkNames() source.Problems {
	if s.redactor == nil {
		return nil
	}

	var problems source.Problems
	for _, p := range s.pages {
		if p.plain == nil {
			continue
		}

		for _, h := range s.bodies[p.plain.Body].Headings {
			if name := s.redactor.nameIn(h.Text, false); name != "" {
				problems.Add(source.Problem{
					At: h.At, Severity: source.Warning, Rule: "privacy",
					Message: fmt.Sprintf("the site names nobody, and this heading gives its part of the page the address #%s, which names %s", h.ID, name),
					Hint:    "write of the role in the heading",
				})
			}
		}

		if name := s.redactor.nameIn(p.Path, true); name != "" {
			problems.Add(source.Problem{
				At: p.plain.File.Place(0, 0), Severity: source.Info, Rule: "privacy",
				Message: fmt.Sprintf("the site names nobody, and the address of this page is %s, which may name %s", p.Path, name),
				Hint:    "call the file or the folder by the role, if it is a person's name",
			})
		}
	}

	return problems
}

// nameIn returns the first word of a text that is one of somebody's name, in an address also in small letters; "" if
// there is none.
func (r *redactor) nameIn(text string, address bool) string {
	for _, word := range nameWords(text) {
		if r.words[word] != "" {
			return word
		}

		first, size := utf8.DecodeRuneInString(word)
		if capital := string(unicode.ToUpper(first)) + word[size:]; address && r.words[capital] != "" {
			return capital
		}
	}

	return ""
}

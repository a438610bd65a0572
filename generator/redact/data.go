package redact

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	// slug is how data write ids, and paths.
	slug = regexp.MustCompile(`^[\pL\pN]+(?:[-./#]+[\pL\pN]+)*$`)
	// zone is a zone of time: America/New_York.
	zone = regexp.MustCompile(`^[A-Z]\w+(?:/[A-Z][\w+-]+)+$`)
	// token is a text or a mark of JSON.
	jsonToken = regexp.MustCompile(`"(?:[^"\\]|\\.)*"?|[{}:,\[\]]`)
)

// Data redacts JSON: ids of people are others, in keys as in values, and so are ids and paths that name somebody; texts have
// no names. Keys and values that are no author's stay. The error is that of a text that is no JSON.
func (r *Redactor) Data(text []byte) ([]byte, error) { return r.data(text, r.datum) }

// A change of what stands in data: of a key within the objects that have these keys, or of the value of a key.
type change func(said, key string, owners []string, isKey bool) string

// data redacts JSON.
func (r *Redactor) data(text []byte, hide change) ([]byte, error) {
	if !json.Valid(text) {
		return nil, fmt.Errorf("redact data: this is no JSON")
	}

	var out strings.Builder
	var owners []string // the keys of the objects that are open
	key, from := "", 0
	for _, at := range jsonToken.FindAllIndex(text, -1) {
		token := string(text[at[0]:at[1]])
		switch token[0] {
		case '{':
			owners, key = append(owners, key), ""
		case '}':
			owners = owners[:len(owners)-1]
		}

		if token[0] != '"' {
			continue
		}

		var said string
		if err := json.Unmarshal([]byte(token), &said); err != nil {
			return nil, fmt.Errorf("redact data: %w", err)
		}

		isKey := strings.HasPrefix(strings.TrimLeft(string(text[at[1]:min(len(text), at[1]+8)]), " \n\t\r"), ":")
		hidden := hide(said, key, owners, isKey)
		if isKey {
			key = said
		}

		if hidden != said {
			quoted, _ := json.Marshal(hidden) // texts always encode
			token = string(quoted)
		}

		out.Write(text[from:at[0]])
		out.WriteString(token)
		from = at[1]
	}

	out.Write(text[from:])

	return []byte(out.String()), nil
}

// key redacts a key of data. Keys that differ go on to differ.
func (r *Redactor) key(said string, owners []string) string {
	if len(owners) > 0 && slices.Contains([]string{"people", "acknowledgements"}, owners[len(owners)-1]) {
		if instead := r.ids[said]; instead != "" {
			return instead
		}
	}

	if r.keys[said] || strings.Contains(said, "_") {
		return said
	}

	return r.Path(said)
}

// label redacts what a chart says. Its keys are the chart's own.
func (r *Redactor) label(said, _ string, _ []string, isKey bool) string {
	if isKey {
		return said
	}

	return r.Text(said)
}

// operand redacts what a form reckons with: values that differ go on to differ, and are the same in the form.
func (r *Redactor) operand(said, key string, _ []string, isKey bool) string {
	switch {
	case isKey || key == "type" || key == "op":
		return said
	case key == "name":
		return r.Text(said)
	}

	return r.Path(said)
}

// datum redacts a value or a key of data.
func (r *Redactor) datum(said, _ string, owners []string, isKey bool) string {
	switch {
	case isKey:
		return r.key(said, owners)
	case r.values[said] || zone.MatchString(said):
		return said
	case r.ids[said] != "":
		return r.ids[said]
	case slug.MatchString(said) && said == strings.ToLower(said):
		return r.Path(said)
	}

	return r.Text(said)
}

// Feed redacts XML as the site writes it: what stands between tags, and where links lead.
func (r *Redactor) Feed(text string) string {
	return r.markup(text, func(tag string) string {
		return linked.ReplaceAllStringFunc(tag, func(found string) string {
			return ` href="` + html.EscapeString(r.link(html.UnescapeString(linked.FindStringSubmatch(found)[1]))) + `"`
		})
	})
}

// markup redacts what stands between tags, and tags as tag does.
func (r *Redactor) markup(text string, tag func(string) string) string {
	var b strings.Builder
	for text != "" {
		begin := strings.IndexByte(text+"<", '<')
		said := html.UnescapeString(text[:begin])
		if hidden := r.Text(said); hidden != said {
			b.WriteString(inXML.Replace(hidden))
		} else {
			b.WriteString(text[:begin])
		}

		text = text[begin:]
		end := tagEnd(text)
		if strings.HasPrefix(text, "<!") { // a comment, or what is no markup
			b.WriteString(r.Text(text[:end]))
		} else {
			b.WriteString(tag(text[:end]))
		}

		text = text[end:]
	}

	return b.String()
}

// own are the attributes of a file that somebody wrote in which no name is one.
var own = []string{"class", "style", "font-family", "d", "points", "transform", "viewBox"}

// attributes redacts a tag of a file that somebody wrote.
func (r *Redactor) attributes(tag string) string {
	return attribute.ReplaceAllStringFunc(tag, func(found string) string {
		parts := attribute.FindStringSubmatch(found)
		name, said := parts[1], html.UnescapeString(parts[2])
		hidden := said
		switch {
		case strings.HasPrefix(said, "data:") || slices.Contains(own, name) && !strings.Contains(said, "#"):
		case name == "id" || slices.Contains(anchors, name):
			hidden = each(said, r.Anchor)
		case name == "src" || strings.HasSuffix(name, "href"):
			hidden = r.link(said)
		case strings.Contains(said, "url(#"):
			hidden = reference.ReplaceAllStringFunc(said, func(to string) string { return "url(#" + r.Anchor(to[5:len(to)-1]) + ")" })
		default:
			hidden = r.Text(said)
		}

		if hidden == said {
			return found
		}

		return " " + name + `="` + html.EscapeString(hidden) + `"`
	})
}

// reference is a reference to a part of a drawing.
var reference = regexp.MustCompile(`url\(#[^)]*\)`)

// tagEnd returns where a tag ends, or a comment.
func tagEnd(text string) int {
	last := ">"
	switch {
	case strings.HasPrefix(text, "<!--"):
		last = "-->"
	case strings.HasPrefix(text, "<![CDATA["):
		last = "]]>"
	}

	if end := strings.Index(text, last); end >= 0 {
		return end + len(last)
	}

	return len(text)
}

var (
	inXML  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	linked = regexp.MustCompile(` href="([^"]*)"`)
)

// Calendar redacts an iCalendar file, in which a name may be cut by the end of a line (RFC 5545, 3.1: lines of at
// most 75 octets).
func (r *Redactor) Calendar(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n\t", "\n ")
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.ReplaceAll(text, "\n ", ""), "\n"), "\n") {
		room := 75
		for _, c := range r.property(line) {
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

// written are the properties of a calendar that somebody wrote.
var written = []string{"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "CATEGORIES", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "ORGANIZER", "ATTENDEE", "URL"}

// property redacts a line of a calendar. What tells events apart goes on to do so.
func (r *Redactor) property(line string) string {
	name, value, _ := strings.Cut(line, ":")
	bare, parameters, _ := strings.Cut(name, ";")
	switch {
	case bare == "UID":
		return name + ":" + r.Path(value)
	case !slices.Contains(written, bare):
		return line
	case parameters != "":
		name = bare + ";" + r.Text(parameters)
	}

	return name + ":" + strings.ReplaceAll(r.Text(strings.ReplaceAll(value, `\n`, "\n")), "\n", `\n`)
}

// File redacts a file that somebody wrote, by the ending of its name, if it is a text of a kind that is known; false for
// one into which nobody can look.
func (r *Redactor) File(ending string, text []byte) ([]byte, bool) {
	if !utf8.Valid(text) {
		return text, false
	}

	switch strings.ToLower(ending) {
	case ".json":
		data, err := r.Data(text)
		if err != nil {
			return text, false
		}

		return data, true
	case ".ics":
		return []byte(r.Calendar(string(text))), true
	case ".svg", ".xml", ".html", ".htm":
		return []byte(r.markup(string(text), r.attributes)), true
	case ".yaml", ".yml", ".toml":
		return []byte(r.Code(string(text))), true
	case ".csv", ".tsv", ".txt", ".md":
		return []byte(r.Text(string(text))), true
	}

	return text, false
}

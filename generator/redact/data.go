package redact

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode/utf8"
)

// slug is how data write ids of several words, and paths.
var slug = regexp.MustCompile(`^[\pL\pN]+(?:[-_./#]+[\pL\pN]+)+$`)

// Data redacts JSON: ids of people are others, in keys as in values, and so are paths that name somebody; texts have no
// names. The error is that of a text that is no JSON.
func (r *Redactor) Data(text []byte) ([]byte, error) {
	var out bytes.Buffer
	for len(text) > 0 {
		begin := bytes.IndexByte(text, '"')
		if begin < 0 {
			break
		}

		out.Write(text[:begin])
		end := begin + 1
		for end < len(text) && text[end] != '"' {
			if text[end] == '\\' {
				end++
			}

			end++
		}

		end = min(end+1, len(text))
		var said string
		if err := json.Unmarshal(text[begin:end], &said); err != nil {
			return nil, fmt.Errorf("redact data: %w", err)
		}

		if hidden := r.datum(said); hidden != said {
			quoted, _ := json.Marshal(hidden) // texts always encode
			out.Write(quoted)
		} else {
			out.Write(text[begin:end])
		}

		text = text[end:]
	}

	out.Write(text)

	return out.Bytes(), nil
}

// datum redacts a string of data.
func (r *Redactor) datum(said string) string {
	switch {
	case r.ids[said] != "":
		return r.ids[said]
	case slug.MatchString(said) && said == strings.ToLower(said):
		return r.Address(said)
	}

	return r.Text(said)
}

// Feed redacts XML as the site writes it: what stands between tags, and where links lead.
func (r *Redactor) Feed(text string) string {
	var b strings.Builder
	for text != "" {
		begin := strings.IndexByte(text+"<", '<')
		b.WriteString(inXML.Replace(r.Text(html.UnescapeString(text[:begin]))))
		end := min(begin+strings.IndexByte(text[begin:]+">", '>')+1, len(text))
		b.WriteString(linked.ReplaceAllStringFunc(text[begin:end], func(found string) string {
			address := html.UnescapeString(linked.FindStringSubmatch(found)[1])
			prefix := r.isPublic(address)

			return ` href="` + html.EscapeString(prefix+r.Address(address[len(prefix):])) + `"`
		}))
		text = text[end:]
	}

	return b.String()
}

var (
	inXML  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	linked = regexp.MustCompile(` href="([^"]*)"`)
)

// Calendar redacts an iCalendar file, in which a name may be cut by the end of a line (RFC 5545, 3.1: lines of at
// most 75 octets).
func (r *Redactor) Calendar(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n") {
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

// property redacts a line of a calendar. What tells events apart goes on to do so.
func (r *Redactor) property(line string) string {
	name, value, found := strings.Cut(line, ":")
	switch {
	case !found:
		return r.Text(line)
	case name == "UID":
		return name + ":" + r.Address(value)
	}

	return r.Text(name) + ":" + strings.ReplaceAll(r.Text(strings.ReplaceAll(value, `\n`, "\n")), "\n", `\n`)
}

// File redacts a file that somebody wrote, by the ending of its name, if it is a text; false for one into which nobody
// can look.
func (r *Redactor) File(ending string, text []byte) ([]byte, bool) {
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return text, false
	}

	switch strings.ToLower(ending) {
	case ".json":
		if data, err := r.Data(text); err == nil {
			return data, true
		}
	case ".ics":
		return []byte(r.Calendar(string(text))), true
	}

	return []byte(r.Text(string(text))), true
}

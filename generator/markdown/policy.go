package markdown

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// An element is one of HTML that a text may hold.
type element struct {
	span     bool   // stands in running text
	optional bool   // needs no end tag
	own      string // attributes beside those of all elements, separated by spaces
}

var (
	block = element{}
	span  = element{span: true}
	tail  = element{optional: true}
)

// elements is the HTML that a text may hold: what neither styles nor acts, and takes no input.
var elements = map[string]element{
	"a": {span: true, own: "href"}, "abbr": span, "b": span, "br": span, "cite": span, "code": span,
	"del": span, "dfn": span, "em": span, "i": span, "img": {span: true, own: "src alt width height loading"},
	"ins": span, "kbd": span, "mark": span, "picture": span, "q": span, "s": span, "samp": span, "small": span,
	"rp": {span: true, optional: true}, "rt": {span: true, optional: true}, "ruby": span, "source": span, "span": span, "strong": span, "sub": span, "sup": span, "time": {span: true, own: "datetime"}, "u": span, "var": span, "wbr": span,

	"blockquote": block, "caption": block, "col": {own: "span"}, "colgroup": {optional: true, own: "span"}, "details": {own: "open"}, "div": block, "dl": block,
	"figcaption": block, "figure": block, "h1": block, "h2": block, "h3": block, "h4": block, "h5": block,
	"h6": block, "hr": block, "ol": {own: "start reversed type"}, "pre": block, "summary": block,
	"table": block, "ul": block,

	"dd": tail, "dt": tail, "li": {optional: true, own: "value"}, "p": tail, "tbody": tail, "tfoot": tail,
	"thead": tail, "tr": tail, "td": {optional: true, own: "colspan rowspan"},
	"th": {optional: true, own: "colspan rowspan scope"},
}

// voids are the elements without content.
var voids = map[string]bool{"br": true, "col": true, "hr": true, "img": true, "input": true, "source": true, "wbr": true}

// values says what the value of an attribute may be; those not listed may be anything.
var values = map[string]*regexp.Regexp{
	"class":    regexp.MustCompile(`^align-(left|center|right)$`),
	"datetime": regexp.MustCompile(`^[0-9A-Z:+. -]{1,40}$`),
	"colspan":  regexp.MustCompile(`^[1-9][0-9]{0,2}$`),
	"dir":      regexp.MustCompile(`^(ltr|rtl|auto)$`),
	"height":   regexp.MustCompile(`^[0-9]{1,5}%?$`),
	"lang":     regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`),
	"loading":  regexp.MustCompile(`^lazy$`),
	"open":     regexp.MustCompile(`^(open)?$`),
	"reversed": regexp.MustCompile(`^(reversed)?$`),
	"rowspan":  regexp.MustCompile(`^[1-9][0-9]{0,3}$`),
	"scope":    regexp.MustCompile(`^(col|row|colgroup|rowgroup)$`),
	"span":     regexp.MustCompile(`^[1-9][0-9]{0,2}$`),
	"start":    regexp.MustCompile(`^-?[0-9]{1,9}$`),
	"type":     regexp.MustCompile(`^[1aAiI]$`),
	"value":    regexp.MustCompile(`^-?[0-9]{1,9}$`),
	"width":    regexp.MustCompile(`^[0-9]{1,5}%?$`),
}

var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	allow := func(names []string, on ...string) {
		for _, name := range names {
			rule := p.AllowAttrs(name)
			if values[name] != nil {
				rule = rule.Matching(values[name])
			}
			if len(on) == 0 {
				rule.Globally()
			} else {
				rule.OnElements(on...)
			}
		}
	}

	names := make([]string, 0, len(elements))
	for name := range elements {
		names = append(names, name)
	}
	slices.Sort(names)

	p.AllowElements(names...)
	p.AllowNoAttrs().OnElements(names...)
	allow([]string{"id", "title", "lang", "dir", "class"})
	for _, name := range names {
		allow(strings.Fields(elements[name].own), name)
	}

	return p
})

// sanitized returns a tag of a safe element with the attributes that the policy allows. Addresses in it
// have been checked before.
func sanitized(tag string) string {
	if !strings.Contains(tag, " ") {
		return tag
	}

	return policy().Sanitize(tag)
}

package markdown

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// written are the elements and attributes that may ever be written, listed here once more so that no
// change of the policy goes unseen.
var (
	writtenElements   = set("a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p picture pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr")
	writtenAttributes = set("alt aria-label checked class colspan data-definition datetime dir disabled height href id lang loading open reversed role rowspan scope span src start tabindex title type value width")
)

// checkInert fails unless a piece of HTML is balanced, is what a parser makes of it, and can neither style
// nor act. It returns the ids in it.
func checkInert(t *testing.T, page string) []string {
	t.Helper()
	if !utf8.ValidString(page) {
		t.Errorf("invalid UTF-8 in\n%q", page)
	}

	var open, ids []string
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		switch token.Type {
		case html.StartTagToken:
			if !voids[token.Data] {
				open = append(open, token.Data)
			}
			ids = append(ids, checkTag(t, token)...)
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> where %v are open in\n%s", token.Data, open, page)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
			t.Errorf("%q in\n%s", token, page)
		}
	}
	if len(open) > 0 {
		t.Errorf("%v never closed in\n%s", open, page)
	}

	again, _, ok := balance(page)
	if !ok || again != page {
		t.Errorf("a parser makes of it\n%s\nfrom\n%s", again, page)
	}
	if sorted := slices.Compact(slices.Sorted(slices.Values(ids))); len(sorted) != len(ids) {
		t.Errorf("ids are not unique: %q in\n%s", ids, page)
	}

	return ids
}

func checkTag(t *testing.T, token html.Token) (ids []string) {
	t.Helper()
	if !writtenElements[token.Data] {
		t.Errorf("element in %s", token)
	}
	if token.Data == "input" && token.String() != `<input type="checkbox" disabled="">` && token.String() != `<input type="checkbox" disabled="" checked="">` {
		t.Errorf("input %s", token)
	}

	for _, a := range token.Attr {
		switch {
		case !writtenAttributes[a.Key] || a.Namespace != "":
			t.Errorf("attribute %s in %s", a.Key, token)
		case a.Key == "id":
			ids = append(ids, a.Val)
		case a.Key == "href", a.Key == "src":
			checkAddress(t, a.Val)
			if a.Key == "src" && otherSite.MatchString(a.Val) {
				t.Errorf("picture of another site in %s", token)
			}
		}
	}

	return ids
}

// checkAddress reads an address as a browser does: what it drops is dropped first.
func checkAddress(t *testing.T, address string) {
	t.Helper()
	read := strings.Map(func(c rune) rune {
		if c <= ' ' {
			return -1
		}
		return c
	}, strings.ToLower(strings.ReplaceAll(address, `\`, "/")))
	if strings.HasPrefix(read, "//") {
		t.Errorf("address %q leaves the site", address)
	}

	scheme, _, found := strings.Cut(read, ":")
	if found && !strings.ContainsAny(scheme, "/?#") && scheme != "http" && scheme != "https" && scheme != "mailto" {
		t.Errorf("address %q", address)
	}
}

// checkPage fails unless a page holds what it promises.
func checkPage(t *testing.T, f *source.File, p Page) {
	t.Helper()
	ids := checkInert(t, p.HTML)
	if !slices.Equal(ids, p.Anchors) {
		t.Errorf("ids %q, anchors %q", ids, p.Anchors)
	}

	offset := 0
	for _, h := range p.Headings {
		checkPlace(t, f, h.At)
		if !slices.Contains(ids, h.ID) || h.Level < 1 || h.Level > 6 || h.Offset < offset || h.Offset > len(p.Text) {
			t.Errorf("heading %+v", h)
		}
		offset = h.Offset
	}
	for i := 1; i < len(p.Headings) && !strings.Contains(f.Text, "<"); i++ {
		if p.Headings[i].Level > p.Headings[i-1].Level+1 {
			t.Errorf("heading %+v follows %+v", p.Headings[i], p.Headings[i-1])
		}
	}

	for _, link := range p.Links {
		checkPlace(t, f, link.At)
	}
	for _, problem := range p.Problems {
		checkPlace(t, f, problem.At)
		if problem.Message == "" || !slices.Contains([]string{"link", "raw-html", "encoding", "syntax"}, problem.Rule) {
			t.Errorf("problem %+v", problem)
		}
	}
}

func checkPlace(t *testing.T, f *source.File, at source.Place) {
	t.Helper()
	if at.File != f || at.Start < 0 || at.Start > at.End || at.End > len(f.Text) {
		t.Errorf("place %d to %d of %d bytes", at.Start, at.End, len(f.Text))
	}
}

// otherSite matches an address that leads away from the site.
var otherSite = regexp.MustCompile(`^\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2})`)

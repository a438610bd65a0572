// Package markdown turns Markdown into HTML and tells everything one needs to know about a text: its
// headings, anchors, links and plain words, and what is wrong in it.
//
// There are two entrances. [Render] takes a whole body: CommonMark with tables, strikethrough, task
// lists, autolinks, footnotes, definition lists, alerts, highlighted code, {{term …}} and a safe subset
// of HTML. [Inline] takes the value of a text field: emphasis, code, links and {{term …}} only; [Plain]
// is the same text without its markup.
//
// What comes out is inert whatever goes in: well-formed HTML that neither styles (no style attribute) nor
// acts (no script, no handler, no address but http, https, mailto and relative ones), so that it stands
// in a page with a strict content security policy. Of what a reader could see nothing is dropped silently.
//
// A theme styles these classes: pre.code with hl-word, hl-text, hl-number, hl-name, hl-key, hl-note,
// hl-added and hl-removed in it (see [Stylesheet]); div.scroll around tables; align-left, align-center and
// align-right; li.task; div.alert with alert-note, -tip, -important, -warning or -caution and p.alert-title;
// sup.footnote-ref, section.footnotes and a.footnote-back; .value for terms; a.term for words of the
// glossary, whose definition is in the attribute data-definition.
//
// Everything here is a pure function of its arguments and safe for concurrent use.
package markdown

import (
	"strings"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// Options say how a body is shown. The zero value shows it as it is written.
type Options struct {
	// Link is asked for the destination of every relative link and picture (also those in HTML), and
	// returns the one to write; ok false drops the link and keeps its text. Nil keeps all as written.
	// Destinations with a scheme are not asked for: the allowed ones are written, the others dropped.
	Link func(Reference) (destination string, ok bool)
	// Term resolves the path of {{term path}} to safe HTML and the destination of its link ("" for
	// none); ok false shows the construct as written. At is the path. It is asked once per occurrence,
	// in order, and is the one who reports an unknown path. Nil knows none.
	Term func(path string, at source.Place) (html, href string, ok bool)
	// Glossary holds the words to link where they stand in running text; nil for none.
	Glossary *Glossary
	// Root is put before the destination of every glossary link: the relative path from the page to
	// where these destinations start, such as "../".
	Root string
	// HeadingBase is the level of a heading that stands under no other, and the next level that of those under it, down
	// to level 6: none is left out, whatever the author left out. 0 is for a text that is a page: its headings of level 1
	// are 1, all others stand under one, or under the page's title.
	HeadingBase int
	// IDPrefix is put before every id, and links within the text follow: for several texts on one page.
	IDPrefix string
	// Taken lists ids of the page around the text: no id in the text will be one of them.
	Taken []string
}

// A Reference is a link or a picture as written.
type Reference struct {
	// Destination is the address with escapes and entities resolved.
	Destination string
	// Image says that a picture is shown from there, rather than linked to.
	Image bool
	// At is the destination, where it can be told apart, else the link.
	At source.Place
}

// A Heading is a heading of the text.
type Heading struct {
	// Level is the level in the page, 1 to 6, after HeadingBase.
	Level int
	// Text is the heading without markup, ID its anchor in the page.
	Text, ID string
	// At is the line of the heading.
	At source.Place
	// Offset is where its section starts in Page.Text; the section ends where the next one starts.
	Offset int
}

// A Page is a rendered body and what is known about it.
type Page struct {
	// HTML is balanced and inert, without a wrapper around it.
	HTML string
	// Headings in order.
	Headings []Heading
	// Anchors are all ids in HTML, in order: headings, footnotes, and those written in HTML.
	Anchors []string
	// Links are all links and pictures in order, dropped ones too; those of {{term}} and glossary are not.
	Links []Reference
	// Title is the text of the first heading of level 1 as written, or "".
	Title string
	// Summary is the text of the first paragraph that is not in a list or quote, or "".
	Summary string
	// Text is everything a reader sees, without markup, a line for each block: for searching.
	Text string
	// Words is the number of words in Text; a Chinese or Japanese character counts as one.
	Words int
	// HasCode says that HTML holds highlighted code, so that the page needs Stylesheet.
	HasCode bool
	// Problems are those of the rules "link", "raw-html" and "syntax", sorted: warnings, but an
	// error for a text that could only be shown as written, and an info for a picture on another site.
	Problems source.Problems
}

// InlineOptions say how a text field is shown. The zero value is good.
type InlineOptions struct {
	// Link and Term are those of Options.
	Link func(Reference) (destination string, ok bool)
	Term func(path string, at source.Place) (html, href string, ok bool)
	// At is the place of the text; problems and hooks get it, since a field's text may be written in
	// many ways (quoted, folded) and offsets in it do not tell places.
	At source.Place
	// Spelt says that the plain form of a text has the address of a link to another site behind its words, for where
	// nothing can be clicked.
	Spelt bool
}

// Render turns the Markdown in f.Text[start:end] into a page. Places are those of f. It never fails: what
// it cannot show as meant it shows as text, with a problem.
func Render(f *source.File, start, end int, opts Options) Page {
	if end-start > maxText {
		return refuse(f, start, end, "this text is longer than 1 MB, so it is shown as written")
	}

	src, shifts := clean(f.Text[start:end])
	place := func(from, to int) source.Place {
		return f.Place(start+written(shifts, from), start+written(shifts, to))
	}

	r := render(src, place, opts)
	if r.tangled {
		balanced, anchors, ok := balance(r.page.HTML)
		if !ok {
			return refuse(f, start, end, "the HTML in this text cannot be untangled, so it is shown as written")
		}
		r.page.HTML, r.page.Anchors = balanced, anchors
	}

	r.page.Problems.Sort()

	return r.page
}

// render renders cleaned text.
func render(src []byte, place func(int, int) source.Place, opts Options) *renderer {
	r := &renderer{src: src, place: place, opts: opts, hookLink: opts.Link, hookTerm: opts.Term, outline: outlineOf(opts.HeadingBase)}
	r.ids = newIDs(opts.IDPrefix, opts.Taken)
	r.out = make([]byte, 0, len(src)+len(src)/2)

	pc := parser.NewContext()
	root := bodyParser().Parse(text.NewReader(src), parser.WithContext(pc))
	if at := meterOf(pc).refusedAt; at >= 0 {
		r.warn(place(at, at+1), "syntax", "from here on there are more marks, levels or columns than one text may have; they are shown as written", "split the text")
	}

	r.nameHeadings(root)
	r.blocks(root)
	r.footnotes()
	r.report()
	r.reportLost(pc)

	r.page.HTML = string(r.out)
	r.page.Text = string(r.text)
	r.page.Words = countWords(r.page.Text)

	return r
}

// refuse shows a text as it is written.
func refuse(f *source.File, start, end int, why string) Page {
	body := strings.ToValidUTF8(strings.ReplaceAll(f.Text[start:end], "\r", ""), "\ufffd")
	body = strings.Map(character, body)

	return Page{
		HTML: `<pre class="code" tabindex="0"><code>` + escape(body) + "</code></pre>\n",
		Text: body,
		Problems: source.Problems{{
			At: f.Place(start, start+1), Severity: source.Error, Rule: "syntax", Message: why, Hint: "split it into several pages",
		}},
	}
}

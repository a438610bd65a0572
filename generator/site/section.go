package site

import (
	"fmt"
	"html"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// A section is what a larger document holds of a plan: the SLA, the loop and the numbers in focus, in full,
// as text that can be pasted. How work changes hands stays in the plan.
type section struct {
	Title string
	// Lines say what it is a section of, and what is signed.
	Lines []string
	Parts []panel
}

// sectionOf gathers the section of a plan.
func (s *Site) sectionOf(p *plan.Plan) *section {
	pg := s.byPath[p.ID+"/"+sheetName].With(nil)
	pg.full = true
	of := sheetOf(pg)

	out := &section{Title: p.Title}
	if in := p.EmbeddedIn; in != nil && in.Section != "" {
		out.Title = in.Section + " " + p.Title
		if in.Document != "" {
			out.Lines = append(out.Lines, fmt.Sprintf("Section %s of %s.", in.Section, in.Document))
		}
	}

	if of.Org != "" {
		out.Lines = append(out.Lines, of.Org+".")
	}

	for _, line := range of.Stamp {
		out.Lines = append(out.Lines, (&page{}).Capital(line.plain())+".")
	}

	out.Lines = append(out.Lines, of.AsOf.plain()+".", of.Address.plain()+".")
	out.Parts = append(out.Parts, pg.purposeParts()...)
	out.Parts = append(out.Parts, of.MQL, of.SQL)
	out.Parts = append(out.Parts, of.Sides...)
	out.Parts = append(out.Parts, pg.salesParts()...)
	out.Parts = append(out.Parts, of.Breaks)
	out.Parts = append(out.Parts, pg.guidelineParts()...)
	out.Parts = append(out.Parts, of.Loop, of.Metrics)

	return out
}

// purposeParts say what an agreement is for, and who is responsible for what.
func (p *page) purposeParts() []panel {
	if p.Plan.SLA == nil {
		return nil
	}

	terms := agreementOf(p, p.Plan.SLA).Terms
	purpose := panel{Title: "What the two sides agree on"}
	if terms.Purpose != "" {
		purpose.Blocks = append(purpose.Blocks, block{Text: plainly(p.Plain(terms.Purpose))})
	}

	var duties block
	for _, party := range p.Plan.SLA.Parties {
		var words []string
		for _, what := range responsibilities(terms, party) {
			words = append(words, p.Plain(what))
		}

		if len(words) > 0 {
			duties.Pairs = append(duties.Pairs, pair{Name: plainly(party.String()), Text: plainly(strings.Join(words, "; "))})
		}
	}

	if len(duties.Pairs) > 0 {
		purpose.Blocks = append(purpose.Blocks, duties)
	}

	if len(purpose.Blocks) == 0 {
		return nil
	}

	return []panel{purpose}
}

// salesParts say how Sales follows up, and for which reasons it rejects a lead.
func (p *page) salesParts() []panel {
	if p.Plan.SLA == nil {
		return nil
	}

	c := agreementOf(p, p.Plan.SLA).Terms.SalesCommitment
	if c == nil {
		return nil
	}

	var parts []panel
	add := func(title string, b block) {
		if len(b.Pairs) > 0 {
			parts = append(parts, panel{Title: title, Blocks: []block{b}})
		}
	}

	var attempts block
	for _, a := range c.FollowUpCadence {
		by := make([]string, len(a.Channels))
		for i, channel := range a.Channels {
			by[i] = plan.Words(channel)
		}

		text := "after " + a.After.String()
		if len(by) > 0 {
			text += ", by " + strings.ToLower(join(by, "or"))
		}

		attempts.Pairs = append(attempts.Pairs, pair{Name: plainly(fmt.Sprintf("Attempt %d", a.Attempt)), Text: plainly(text)})
	}

	add("How Sales follows up", attempts)
	if c.Disposition != nil {
		var reasons block
		for _, reason := range c.Disposition.Reasons {
			reasons.Pairs = append(reasons.Pairs, pair{Text: plainly(p.Plain(reason))})
		}

		add("Reasons for rejecting a lead", reasons)
	}

	return parts
}

// guidelineParts say where feedback goes, and how soon it is answered.
func (p *page) guidelineParts() []panel {
	if p.Plan.SLA == nil {
		return nil
	}

	g := agreementOf(p, p.Plan.SLA).Terms.FeedbackGuidelines
	if g == nil {
		return nil
	}

	var b block
	channels := make([]string, len(g.Channels))
	for i, channel := range g.Channels {
		channels[i] = p.Plain(channel)
	}

	if len(channels) > 0 {
		b.Pairs = append(b.Pairs, pair{Name: plainly("Where"), Text: plainly(strings.Join(channels, "; "))})
	}

	if len(g.Recipients) > 0 {
		names := make([]string, len(g.Recipients))
		for i, party := range g.Recipients {
			names[i] = p.called(string(party))
		}

		b.Pairs = append(b.Pairs, pair{Name: plainly("To whom"), Text: plainly(join(names, "and"))})
	}

	if !g.RespondWithin.IsZero() {
		b.Pairs = append(b.Pairs, pair{Name: plainly("Answered within"), Text: plainly(g.RespondWithin.String())})
	}

	return []panel{{Title: "How feedback travels", Blocks: []block{b}}}
}

// plain returns the text of a passage.
func (of passage) plain() string {
	var b strings.Builder
	for _, s := range of {
		b.WriteString(s.Text)
	}

	return b.String()
}

// A writer of sections knows one language: Markdown or HTML.
type sectionWriter struct {
	strings.Builder
	html bool
}

func (s *section) markdown() string {
	w := &sectionWriter{}
	s.write(w)

	return strings.TrimRight(w.String(), "\n") + "\n"
}

func (s *section) html() string {
	w := &sectionWriter{html: true}
	title := html.EscapeString(s.Title)
	w.WriteString("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" + title + "</title></head>\n<body>\n")
	s.write(w)
	w.WriteString("</body>\n</html>\n")

	return w.String()
}

func (s *section) write(w *sectionWriter) {
	w.heading(2, s.Title)
	w.paragraph(plainly(strings.Join(s.Lines, " ")))
	for _, p := range s.Parts {
		w.heading(3, p.Title)
		if p.ID == "metrics" && len(p.Blocks) > 0 && p.Blocks[0].Head != nil {
			w.metrics(p.Blocks)
			continue
		}

		for _, b := range p.Blocks {
			w.block(b)
		}
	}
}

func (w *sectionWriter) heading(level int, text string) {
	if w.html {
		fmt.Fprintf(w, "<h%d>%s</h%d>\n", level, html.EscapeString(text), level)
		return
	}

	fmt.Fprintf(w, "%s %s\n\n", strings.Repeat("#", level), escapeMarkdown(text))
}

func (w *sectionWriter) paragraph(of passage) {
	if w.html {
		w.WriteString("<p>" + w.spans(of) + "</p>\n")
		return
	}

	w.WriteString(w.spans(of) + "\n\n")
}

// block writes paragraphs as such, pairs as a list, promises as a table.
func (w *sectionWriter) block(b block) {
	switch {
	case len(b.Rows) > 0:
		rows := make([][]passage, len(b.Rows))
		for i, row := range b.Rows {
			rows[i] = []passage{row.Name, row.Text, row.Note}
		}

		w.table([]string{"Promise", "How much, or by when", "How it counts"}, rows)
	case len(b.Pairs) > 0:
		w.list(b.Pairs)
	default:
		w.paragraph(b.Text)
	}
}

func (w *sectionWriter) list(pairs []pair) {
	if w.html {
		w.WriteString("<ul>\n")
	}

	for _, p := range pairs {
		name := ""
		if text := p.Name.plain(); text != "" {
			name = w.spans(boldly(text+":")) + " "
		}

		if w.html {
			w.WriteString("<li>" + name + w.spans(p.Text) + "</li>\n")
		} else {
			w.WriteString("- " + name + w.spans(p.Text) + "\n")
		}
	}

	if w.html {
		w.WriteString("</ul>\n")
	} else {
		w.WriteByte('\n')
	}
}

// metrics writes the numbers in focus as a table, and what is missing below it.
func (w *sectionWriter) metrics(blocks []block) {
	header := []string{"Metric", "Now and target", "Owner"}
	for _, f := range plan.Functions {
		header = append(header, f.String())
	}

	var rows [][]passage
	for _, b := range blocks {
		if b.Head == nil {
			continue
		}

		owner := passage{}
		if len(b.Lines) > 1 {
			owner = b.Lines[1]
		}

		row := []passage{b.Head, b.Lines[0], plainly(strings.TrimPrefix(owner.plain(), "owned by "))}
		for _, note := range b.Notes {
			row = append(row, note.Text)
		}

		rows = append(rows, row)
	}

	w.table(header, rows)
	for _, b := range blocks {
		if b.Head == nil {
			w.paragraph(b.Text)
		}
	}
}

func (w *sectionWriter) table(header []string, rows [][]passage) {
	if !w.html {
		fmt.Fprintf(w, "| %s |\n|%s\n", strings.Join(header, " | "), strings.Repeat(" --- |", len(header)))
		for _, row := range rows {
			cells := make([]string, len(row))
			for i, cell := range row {
				cells[i] = w.spans(cell)
			}

			fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | "))
		}

		w.WriteByte('\n')

		return
	}

	w.WriteString("<table>\n<thead><tr>")
	for _, cell := range header {
		w.WriteString("<th>" + html.EscapeString(cell) + "</th>")
	}

	w.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range rows {
		w.WriteString("<tr>")
		for _, cell := range row {
			w.WriteString("<td>" + w.spans(cell) + "</td>")
		}

		w.WriteString("</tr>\n")
	}

	w.WriteString("</tbody>\n</table>\n")
}

func (w *sectionWriter) spans(of passage) string {
	var b strings.Builder
	for _, s := range of {
		switch {
		case w.html && s.Bold:
			b.WriteString("<strong>" + html.EscapeString(s.Text) + "</strong>")
		case w.html:
			b.WriteString(html.EscapeString(s.Text))
		case s.Bold:
			b.WriteString("**" + escapeMarkdown(s.Text) + "**")
		default:
			b.WriteString(escapeMarkdown(s.Text))
		}
	}

	return b.String()
}

// escapeMarkdown escapes what would be read as markup anywhere in a line.
func escapeMarkdown(text string) string {
	return markdownMarks.Replace(text)
}

var markdownMarks = strings.NewReplacer("\n", " ", `\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "|", `\|`, "#", `\#`, "~", `\~`, "&", `\&`)

package main

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lockstep-docs/lockstep/generator"
	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

func (p *program) evidenceCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "evidence [plan]",
		Short: "Say which promises were kept, by the exports of the CRM",
		Long: `evidence holds every commitment against the exports that a plan names under data: what was promised, what
happened, out of how many. A lead is judged by the revision that was in force when its clock started.

It exits with 1 if an export cannot be read.`,
		Example: "  lockstep evidence\n  lockstep evidence acme --format json",
		Args:    wantArgs(0, 1, "at most one plan"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := p.oneOf("text", "json"); err != nil {
				return err
			}

			return p.evidence(strings.Join(args, ""))
		},
	}
}

func (p *program) evidence(id string) error {
	o, done, err := p.options()
	if err != nil {
		return err
	}
	defer done()

	result, err := generator.Check(o)
	if err != nil {
		return err
	}

	set := result.Set.Whole()
	plans := set.Plans
	if id != "" || p.format == "json" {
		one, err := choose(set, id, "say which behind the command")
		if err != nil {
			return err
		}

		plans = []*plan.Plan{one}
	}

	ours := aboutData(result.Problems, plans, result.Evidence)
	if err := source.Text(p.stderr, ours, source.Style{Color: p.color(p.stderr)}); err != nil {
		return err
	}

	for i, one := range plans {
		if err := p.writeEvidence(one, result, i > 0); err != nil {
			return err
		}
	}

	if ours.Count(source.Error) > 0 {
		return errProblems
	}

	return nil
}

// aboutData returns the problems of the exports of some plans, also of those that are not there.
func aboutData(problems source.Problems, plans []*plan.Plan, all *evidence.Evidence) source.Problems {
	return slices.DeleteFunc(slices.Clone(problems), func(one source.Problem) bool {
		lost := one.Rule == "link" && strings.HasPrefix(one.Path, "/data/")
		about := one.Rule == "data-quality" || one.Rule == "privacy" || lost

		return !about || !slices.ContainsFunc(plans, func(p *plan.Plan) bool { return all.Report(p.ID).Has(one) })
	})
}

func (p *program) writeEvidence(one *plan.Plan, result *generator.Result, more bool) error {
	report := result.Evidence.Report(one.ID)
	if p.format == "json" {
		text, err := report.JSON()
		if err == nil {
			_, err = p.stdout.Write(text)
		}

		return err
	}

	w := &evidenceWriter{program: p, plan: one, report: report}
	if more {
		w.line("")
	}

	w.write()
	_, err := io.WriteString(p.stdout, w.String())

	return err
}

// An evidenceWriter puts the evidence of a plan into words.
type evidenceWriter struct {
	*program
	strings.Builder
	plan   *plan.Plan
	report *evidence.Report
}

func (w *evidenceWriter) line(format string, args ...any) {
	w.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

const minute = "2006-01-02 15:04"

func (w *evidenceWriter) write() {
	if d := w.plan.Data; d != nil && d.Leads != "" && !w.report.HasData() {
		w.line("%s: none of the exports could be read", w.plan.Heading())
		return
	}

	if !w.report.HasData() {
		w.line("%s: there are no exports; name them under data, like data: {leads: data/leads.csv, exported_at: 2026-11-24}", w.plan.Heading())
		return
	}

	w.line("%s, as of %s", w.paint(w.stdout, bold, w.plan.Heading()), w.report.AsOf.Format(minute))
	if !w.report.ExportedAt.IsZero() {
		w.line("%s", w.paint(w.stdout, dim, "exported "+w.report.ExportedAt.In(w.report.AsOf.Location()).Format(minute)+", from "+w.files()))
	}

	for _, s := range w.report.SLAs {
		w.line("")
		w.agreement(s)
	}

	w.star()
}

// files lists the exports with their digests.
func (w *evidenceWriter) files() string {
	var names []string
	for _, f := range w.report.Files {
		names = append(names, path.Base(f.Name)+" ("+f.Digest()+")")
	}

	return listed(names)
}

func (w *evidenceWriter) agreement(s *evidence.SLA) {
	sla := w.plan.SLAByID(s.ID)
	heading := w.paint(w.stdout, bold, sla.Heading())
	if len(s.Clauses) > 0 {
		heading += fmt.Sprintf(", revision %d", s.Clauses[0].Revision)
	}

	w.line("%s", heading)
	if len(s.Clauses) == 0 {
		w.line("  no revision is in force")
	}

	var rows [][]string
	for _, c := range s.Clauses {
		rows = append(rows, []string{clauseName(sla, c), w.actual(c), w.promised(c), w.sample(c)})
	}

	for i, row := range table(rows) {
		w.line("  %s  %s", w.verdict(s.Clauses[i].Verdict), row)
	}

	w.rows(s.Rows)
	w.months(s)
	if d := s.Disposition; d != nil && len(d.Reasons) > 0 {
		w.line("  rejected for: %s", reasons(d.Reasons))
	}

	if s.Conversion == nil {
		return
	}

	for _, day := range s.Conversion.Changed {
		w.line("  what an MQL or SQL is changed on %s: rates before and after do not compare", day)
	}
}

// The marks of verdicts, of one width, with their words.
var verdictWords = map[evidence.Verdict]struct{ mark, word, color string }{
	evidence.Met:        {"✓", "met", green},
	evidence.Missed:     {"✕", "missed", red},
	evidence.Pending:    {"…", "pending", ""},
	evidence.InProgress: {"◔", "in progress", ""},
	evidence.NotEnough:  {"·", "too few", ""},
	evidence.NoData:     {"–", "no data", ""},
}

func (w *evidenceWriter) verdict(v evidence.Verdict) string {
	words := verdictWords[v]
	return w.paint(w.stdout, words.color, fmt.Sprintf("%s %-11s", words.mark, words.word))
}

// clauseName returns what a commitment is called.
func clauseName(s *plan.SLA, c evidence.Clause) string {
	id := c.Path[strings.LastIndexByte(c.Path, '.')+1:]
	if more, _ := s.Terms.MoreCommitments.Get(id); more != nil && strings.HasPrefix(c.Path, "more_commitments.") {
		return more.Heading()
	}

	if id == "quality" {
		return "MQLs that become SQLs"
	}

	return strings.Replace(plan.Words(id), "MQL volume", "MQLs", 1)
}

func (w *evidenceWriter) actual(c evidence.Clause) string {
	switch {
	case !c.Actual.IsSet():
		return "–"
	case c.Unit == "percent":
		return c.Actual.String() + " %"
	}

	return c.Actual.String()
}

func (w *evidenceWriter) promised(c evidence.Clause) string {
	switch {
	case !c.Promised.IsSet():
		return ""
	case c.Unit == "percent":
		return "of " + c.Promised.String() + " %"
	}

	return "of " + c.Promised.String()
}

// sample says how many cases there are, and of which time.
func (w *evidenceWriter) sample(c evidence.Clause) string {
	text := fmt.Sprintf("%d of %d", c.Numerator, c.Denominator)
	if c.Unit != "percent" {
		text = w.pace(c)
	}

	if c.Waiting > 0 {
		text += fmt.Sprintf(", %d waiting", c.Waiting)
	}

	if c.Denominator == 0 && c.Waiting == 0 && (c.Unit == "percent" || c.Verdict == evidence.NoData) {
		return ""
	}

	if c.From == c.To {
		return text
	}

	return text + fmt.Sprintf(", %s to %s", c.From, c.To)
}

// pace says what a volume should have been by now.
func (w *evidenceWriter) pace(c evidence.Clause) string {
	for _, s := range w.report.SLAs {
		if s.Volume == nil {
			continue
		}

		for _, p := range s.Volume.Periods {
			if p.Period.First == c.From {
				return p.Pace.String() + " by now"
			}
		}
	}

	return ""
}

// rows says what became of the rows.
func (w *evidenceWriter) rows(r evidence.Rows) {
	if r.Read == 0 {
		return
	}

	text := count(r.Read, "row")
	for _, part := range []struct {
		n    int
		what string
	}{
		{r.Used, "used"}, {r.NoSLA, "before the first revision"}, {r.Duplicate, "repeated"}, {r.MissingMQLAt, "without a start"},
		{r.Future, "in the future"}, {r.Unparseable, "unreadable"}, {r.Anomaly, "with an outreach before the start"}, {r.Ambiguous, "at a change of clocks"},
		{r.NotStarted, "whose clock has not started"},
	} {
		if part.n > 0 {
			text += fmt.Sprintf(", %d %s", part.n, part.what)
		}
	}

	w.line("  %s", text)
}

// months shows how each month went.
func (w *evidenceWriter) months(s *evidence.SLA) {
	if s.FirstOutreach == nil || len(s.FirstOutreach.ByMonth) == 0 {
		return
	}

	w.line("")
	rows := [][]string{{"first outreach", "in time", "promised", "cases", "median", "9 of 10 within"}}
	verdicts := []evidence.Verdict{""}
	months := s.FirstOutreach.ByMonth
	varied := evidence.Varied(months)
	for _, g := range months {
		rows = append(rows, []string{g.Key, orDash(g.Compliance(), " %"), promise(g, varied), cases(g.Cases()), orDash(g.Median, " min"), orDash(g.P90, " min")})
		verdicts = append(verdicts, g.Verdict)
		if !g.Stepped() {
			continue
		}

		for _, part := range g.Parts {
			rows = append(rows, []string{fmt.Sprintf("  revision %d", part.Revision), orDash(part.Compliance(), " %"), terms(part), cases(part.Cases), "", ""})
			verdicts = append(verdicts, part.Verdict)
		}
	}

	for i, row := range table(rows) {
		mark := " "
		if words, ok := verdictWords[verdicts[i]]; ok {
			mark = w.paint(w.stdout, words.color, words.mark)
		}

		w.line("  %s %s", mark, row)
	}

	for _, step := range evidence.Steps(months) {
		w.line("  the promise changed on %s, from %s to %s", dayOf(step.To), terms(step.From), terms(step.To))
	}

	w.line("")
}

// promise says what was promised to a group: "95 %", with its time limits where it is not the same in all months, or
// "changed on 15 Sep" where its parts tell it.
func promise(g evidence.Group, varied bool) string {
	switch {
	case !g.Stepped() && varied && len(g.Parts) > 0:
		return terms(g.Parts[0])
	case !g.Stepped():
		return orDash(g.Promised, " %")
	}

	var days []string
	for _, part := range g.Parts[1:] {
		days = append(days, dayOf(part))
	}

	return "changed on " + listed(days)
}

// dayOf is the day from which a part holds: "15 Sep".
func dayOf(part evidence.Part) string {
	return fmt.Sprintf("%d %s", part.From.Day, part.From.Month.String()[:3])
}

// terms says what a part promises: "90 % within 4 business hours".
func terms(part evidence.Part) string {
	if part.Within() == "" {
		return part.Promised.String() + " %"
	}

	return part.Promised.String() + " % within " + part.Within()
}

func cases(c evidence.Cases) string { return fmt.Sprintf("%d of %d", c.Met, c.Judged()) }

func orDash(v evidence.Value, unit string) string {
	if !v.IsSet() {
		return "–"
	}

	return v.String() + unit
}

// reasons lists reasons with how often they were given.
func reasons(counts []evidence.Count) string {
	var all []string
	for _, c := range counts {
		all = append(all, fmt.Sprintf("%s %d", cmp.Or(c.Name, "no reason"), c.Count))
	}

	return listed(all)
}

// star says how the last period of the north star went.
func (w *evidenceWriter) star() {
	star := w.report.NorthStar
	if star == nil {
		return
	}

	last := star.Periods[len(star.Periods)-1]
	w.line("")
	w.line("%s", w.paint(w.stdout, bold, star.Name))
	w.line("  %s  %s: %s %s of %s in %d days, %s a day", w.verdict(last.Verdict), last.Period, last.Actual.Round(2), star.Unit, last.Promised.Round(2), last.Days, last.PerDay.Round(2))
}

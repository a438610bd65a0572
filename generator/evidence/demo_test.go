package evidence_test

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

const content = "../../content"

// TestDemo holds the exports of the demo against the company that is made up here, and what they say against
// a golden. With -update both are written.
func TestDemo(t *testing.T) {
	set, _, err := plan.Load(os.DirFS(content), "content/")
	if err != nil {
		t.Fatal(err)
	}

	larkmere := invent(t, set.Plans[0])
	size := 0
	for name, text := range larkmere {
		size += len(text)
		golden(t, filepath.Join(content, "larkmere", filepath.FromSlash(name)), []byte(text))
	}

	if size > 1<<20 {
		t.Errorf("the exports have %d bytes, which is much for a demo", size)
	}

	asOf := time.Date(2026, 11, 24, 12, 0, 0, 0, set.Site.Zone())
	h, _, err := history.Read(set, "", asOf, history.Options{})
	if err != nil {
		t.Fatal(err)
	}

	e, problems, err := evidence.Measure(set, h, evidence.Options{Content: os.DirFS(content), Prefix: "content/", AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}

	if problems.Count(source.Error)+problems.Count(source.Warning) > 0 {
		t.Errorf("the demo is not clean: %v", problems)
	}

	text, err := e.Reports[0].JSON()
	if err != nil {
		t.Fatal(err)
	}

	golden(t, "testdata/larkmere.json", text)
	leaks(t, os.DirFS(content), text)
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(name)
	if err == nil && bytes.Equal(want, got) {
		return
	}

	if !*update {
		t.Errorf("%s is not what it should be; go test -update writes it", name)
		return
	}

	if err := os.WriteFile(name, got, 0o666); err != nil {
		t.Fatal(err)
	}
}

// leaks looks for every name, address and telephone number of the leads.
func leaks(t *testing.T, content fs.FS, text []byte) {
	t.Helper()
	export, err := fs.ReadFile(content, "larkmere/data/leads.csv")
	if err != nil {
		t.Fatal(err)
	}

	seen := 0
	for line := range strings.Lines(string(export)) {
		for _, cell := range strings.Split(line, ",")[1:6] {
			seen++
			if bytes.Contains(text, []byte(cell)) {
				t.Errorf("%q is in the evidence", cell)
			}
		}
	}

	if seen < 1000 {
		t.Errorf("only %d cells were looked for", seen)
	}
}

// A company is Larkmere in 2026, made of numbers that a seed decides.
type company struct {
	*rand.Rand
	calendar *worktime.Calendar
	zone     *time.Location
	leads    []*prospect
}

// A prospect is a lead from its first visit to the last thing that happened.
type prospect struct {
	id                                 int
	created, mql, assigned, reached    time.Time
	attempts                           []touch
	source, tier, owner                string
	status, reason                     string
	decided, sold                      time.Time
	first, last, company, mail, number string
}

// A touch is an attempt to reach a prospect.
type touch struct {
	at               time.Time
	channel, source  string
	logged, automate bool
}

var exported = time.Date(2026, 11, 24, 14, 30, 0, 0, time.UTC)

// invent makes up the exports.
func invent(t *testing.T, p *plan.Plan) map[string]string {
	t.Helper()
	calendar, ok := p.CalendarOf(p.SLA).Business()
	if !ok {
		t.Fatal("the demo has no calendar")
	}

	c := &company{Rand: rand.New(rand.NewPCG(2026, 11)), calendar: calendar, zone: calendar.Zone()}
	// How many leads qualified in each month, and how many of them became SQLs. August was a bad month: one of
	// the two reps was on holiday, and the budget for ads too.
	months := []struct{ leads, sold int }{
		{29, 3}, {28, 3}, {31, 4}, {30, 4}, {33, 5}, {31, 4}, {32, 5}, {22, 3}, {34, 6}, {37, 7}, {29, 3},
	}
	for i, m := range months {
		c.month(time.Month(i+1), m.leads, m.sold)
	}

	slices.SortStableFunc(c.leads, func(a, b *prospect) int { return a.created.Compare(b.created) })
	for i, l := range c.leads {
		l.id = 48211 + 7*i
	}

	return map[string]string{"data/leads.csv": c.leadRows(), "data/attempts.csv": c.attemptRows(), "data/deals.csv": c.dealRows()}
}

// month invents the leads of a month. Most come in office hours, one in four does not.
func (c *company) month(month time.Month, leads, sold int) {
	first := time.Date(2026, month, 1, 0, 0, 0, 0, c.zone)
	days := first.AddDate(0, 1, -1).Day()
	if month == time.November {
		days = 23
	}

	for i := range leads {
		day := first.AddDate(0, 0, c.IntN(days))
		for c.IntN(10) > 0 && !c.calendar.IsBusinessDay(worktime.DateOf(day)) {
			day = first.AddDate(0, 0, c.IntN(days))
		}

		minutes := 8*60 + c.IntN(10*60)
		if c.IntN(4) == 0 {
			minutes = 7*60 + c.IntN(15*60)
		}

		l := &prospect{mql: day.Add(time.Duration(minutes) * time.Minute)}
		l.source = c.pick("Organic search", "Organic search", "Paid social", "Webinar", "Referral", "Direct traffic")
		if c.IntN(5) == 0 || month == time.October && i < 4 {
			l.tier = "demo-request"
		}

		// On Friday the 16th of October four requests came in late in the afternoon.
		if month == time.October && i < 4 {
			l.mql = time.Date(2026, 10, 16, 16, 10+i*30, 0, 0, c.zone)
		}

		c.live(l, i < sold && i < leads)
		c.leads = append(c.leads, l)
	}
}

func (c *company) pick(words ...string) string { return words[c.IntN(len(words))] }

// business returns when so many business minutes have gone by.
func (c *company) business(from time.Time, minutes int) time.Time {
	due, _ := c.calendar.Due(from, worktime.Of(int64(max(minutes, 1)), worktime.BusinessMinutes))
	return due
}

// live invents what became of a lead.
func (c *company) live(l *prospect, sold bool) {
	l.created = l.mql.Add(-time.Duration(c.IntN(20*24*60)+3) * time.Minute)
	l.assigned = l.mql.Add(time.Duration(c.IntN(4)+1) * time.Minute)
	l.owner = c.pick("Caleb Stone", "Noor Haddad")
	l.reached = c.business(l.mql, c.patience(l))
	if c.IntN(3) == 0 {
		l.attempts = append(l.attempts, touch{l.mql.Add(2 * time.Minute), "email", "HubSpot", true, true})
	}

	c.decide(l, sold)
	steps := []int{0, 1, 3, 6, 10}
	most := 1 + c.IntN(5)
	for n, days := range steps[:most] {
		at := l.reached
		if n > 0 {
			at = c.business(l.reached, days*540+c.IntN(200)-150)
		}

		if n > 0 && !l.decided.IsZero() && at.After(l.decided) || at.After(exported) {
			break
		}

		c.touch(l, at, n)
	}

	l.first, l.last = c.nonsense(2), c.nonsense(3)
	l.company = c.nonsense(2) + " Software"
	l.mail = strings.ToLower(l.first+"."+l.last) + "@made-up.example"
	l.number = fmt.Sprintf("+1 555 01%d %04d", c.IntN(9), c.IntN(10000))
}

// touch notes an attempt. Calls are made with a telephone that writes a record of its own; nearly all of them
// and of the e-mails are in the CRM.
func (c *company) touch(l *prospect, at time.Time, n int) {
	at = at.Truncate(time.Minute)
	channel := c.pick("call", "call", "email")
	if n == 2 || n == 4 {
		channel = "email"
	}

	known := c.IntN(100) < 97
	l.attempts = append(l.attempts, touch{at, channel, map[string]string{"call": "Aircall", "email": "Mailbox"}[channel], false, false})
	if known {
		l.attempts = append(l.attempts, touch{at, channel, "HubSpot", true, false})
	}
}

// patience returns after how many business minutes a lead hears from a person.
func (c *company) patience(l *prospect) int {
	revised := time.Date(2026, 11, 16, 0, 0, 0, 0, c.zone)
	middle, late := 84.0, 6
	switch {
	case l.mql.Month() == time.August:
		middle, late = 130, 26
	case !l.mql.Before(revised):
		middle, late = 38, 4
	}

	if c.IntN(100) < late {
		return 250 + c.IntN(700)
	}

	if l.tier != "" {
		middle /= 2.6
	}

	minutes := int(middle * math.Exp(c.NormFloat64()*0.55))
	if !l.mql.Before(revised) {
		return min(minutes, 115)
	}

	return min(minutes, 235)
}

// decide invents what Sales made of a lead: so many became SQLs, of the others most were rejected.
func (c *company) decide(l *prospect, sold bool) {
	at := c.business(l.reached, 200+c.IntN(1400))
	if c.IntN(3) == 0 {
		at = c.business(l.mql, 2300+c.IntN(380))
	}

	if !l.mql.Before(time.Date(2026, 11, 16, 0, 0, 0, 0, c.zone)) {
		at = c.business(l.mql, 300+c.IntN(1000))
	}

	if c.IntN(25) == 0 {
		at = c.business(l.mql, 2900+c.IntN(1500))
	}

	if sold {
		at = c.business(l.reached, 120+c.IntN(1500))
	}

	l.status = "OPEN"
	if at.After(exported) {
		return
	}

	switch n := c.IntN(100); {
	case sold:
		l.status, l.decided, l.sold = "OPEN_DEAL", at, at
	case n < 78:
		l.status, l.decided = "UNQUALIFIED", at
		l.reason = c.pick("Wrong contact", "Wrong contact", "Wrong contact", "Wrong contact", "Wrong contact", "Wrong contact", "No need", "No budget", "Wrong company", "Not this year", "Cannot be reached", "Uses a competitor")
		if l.mql.Month() < 10 && c.IntN(14) == 0 {
			l.reason = ""
		}
	case n < 90:
		l.status, l.decided = "BAD_TIMING", at
	default:
		l.status = "IN_PROGRESS"
	}
}

var syllables = []string{"zor", "quil", "vex", "ull", "bran", "tix", "mog", "fen", "dru", "wix", "yol", "kep"}

// nonsense returns a word that is nobody's name.
func (c *company) nonsense(n int) string {
	word := ""
	for range n {
		word += syllables[c.IntN(len(syllables))]
	}

	return strings.ToUpper(word[:1]) + word[1:]
}

// local writes a time as HubSpot does.
func (c *company) local(t time.Time) string {
	if t.IsZero() || t.After(exported) {
		return ""
	}

	return t.In(c.zone).Format("2006-01-02 15:04")
}

func (c *company) leadRows() string {
	var out strings.Builder
	out.WriteString("Record ID,First Name,Last Name,Email,Phone Number,Company name,Contact owner,Original Source,Lead tier,Create Date,Became a Marketing Qualified Lead Date,Owner Assigned Date,Lead Status,Disqualification reason,Disposition date,Became a Sales Qualified Lead Date\n")
	for _, l := range c.leads {
		fmt.Fprintln(&out, strings.Join([]string{
			fmt.Sprint(l.id), l.first, l.last, l.mail, l.number, l.company, l.owner, l.source, l.tier, c.local(l.created), c.local(l.mql), c.local(l.assigned),
			l.status, l.reason, c.local(l.decided), c.local(l.sold),
		}, ","))
	}

	return out.String()
}

func (c *company) attemptRows() string {
	type row struct {
		touch
		lead int
	}

	var rows []row
	for _, l := range c.leads {
		for _, t := range l.attempts {
			if !t.at.After(exported) {
				rows = append(rows, row{t, l.id})
			}
		}
	}

	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.lead, b.lead)) })
	var out strings.Builder
	out.WriteString("lead_id,at,channel,source,automated\n")
	for _, r := range rows {
		automated := ""
		if r.automate {
			automated = "true"
		}

		fmt.Fprintf(&out, "%d,%s,%s,%s,%s\n", r.lead, r.at.In(c.zone).Format(time.RFC3339), strings.ToUpper(r.channel), r.source, automated)
	}

	return out.String()
}

// dealRows are the customers won, as Salesforce would write them. Documents have times since November only.
func (c *company) dealRows() string {
	var out strings.Builder
	out.WriteString("Id,Name,StageName,Amount,CurrencyIsoCode,Closed_Won_At__c,Document_Complete_At__c,Kickoff_At__c\n")
	n := 0
	row := func(won, document, kickoff time.Time) {
		n++
		stamp := func(t time.Time) string {
			if t.IsZero() || t.After(exported) {
				return ""
			}

			return t.UTC().Format("2006-01-02T15:04:05.000Z")
		}

		fmt.Fprintf(&out, "006Xx%010dAAA,%s Software,Closed Won,%d,USD,%s,%s,%s\n", 4100+13*n, c.nonsense(2), 240+10*c.IntN(9), stamp(won), stamp(document), stamp(kickoff))
	}

	at := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, c.zone)
	}

	for month := time.January; month <= time.October; month++ {
		for range 2 {
			won := at(month, 1+c.IntN(27), 10+c.IntN(7), c.IntN(60))
			row(won, time.Time{}, c.business(won, 2000+c.IntN(3000)))
		}
	}

	row(at(11, 4, 15, 20), time.Time{}, at(11, 12, 10, 0))
	row(at(11, 10, 11, 5), at(11, 11, 16, 40), at(11, 17, 14, 0))
	row(at(11, 13, 16, 30), at(11, 16, 12, 15), at(11, 19, 10, 30))
	row(at(11, 17, 9, 50), at(11, 20, 10, 5), at(11, 24, 9, 0))
	row(at(11, 20, 14, 10), at(11, 23, 17, 30), time.Time{})
	row(at(11, 23, 15, 45), time.Time{}, time.Time{})

	return out.String()
}

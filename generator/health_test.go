package generator

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"testing"
)

// judgedSite is a site of one plan as of 24 Nov 2026: what else its front matter holds is given, and so is its SLA.
func judgedSite(status, sla, more string) map[string]string {
	return map[string]string{
		"index.md": `---
kind: site
title: Acme
timezone: Europe/Berlin
as_of: 2026-11-24
people: {dana: {name: Dana Reed, function: marketing}, sam: {name: Sam Ortiz, function: sales}, kim: {name: Kim Lane, function: sales}}
roles: {cro: {title: CRO, function: sales, held_by: sam}}
calendars: {hq: {timezone: Europe/Berlin, hours: [{days: mon-fri, open: "09:00", close: "18:00"}]}}
lint: {parts-missing: "off", missing: "off", not-agreed: "off", pressure-test: "off", one-way-sla: "off", unused: "off", open-loop: "off", escalation-evidence: "off"}
---
`,
		"acme/plan.md": "---\nkind: plan\ntitle: Acme plan\nowner: dana\nstatus: " + status + "\n" + sla + more + "---\n",
	}
}

// signedBy are approvals of both sides on a day.
func signedBy(day, with string) string {
	return "[{person: dana, on: " + day + ", " + with + "}, {person: sam, on: " + day + ", " + with + "}]"
}

const elsewhere = `elsewhere: "https://a.example/1"`

// says holds what pages of a site say, and what they do not.
func says(t *testing.T, site siteTree, path string, said, not []string) {
	t.Helper()
	page, there := site[path]
	if !there {
		t.Errorf("there is no page %s", path)
		return
	}

	text := strings.Join(strings.Fields(html.UnescapeString(textOf(bytes.ReplaceAll(bytes.ReplaceAll(page, []byte("<wbr>"), nil), []byte("<"), []byte(" <"))))), " ")
	for _, mark := range []string{",", ".", ";", ":"} {
		text = strings.ReplaceAll(text, " "+mark, mark)
	}

	for _, words := range said {
		if !strings.Contains(text, words) {
			t.Errorf("%s does not say %q:\n%s", path, words, text)
		}
	}

	for _, words := range not {
		if strings.Contains(text, words) {
			t.Errorf("%s says %q:\n%s", path, words, text)
		}
	}
}

// TestTermsUnreadable tells one story of a revision in force whose terms nobody can read here: who signed it and who
// has read it stand in the file.
func TestTermsUnreadable(t *testing.T) {
	sla := `sla:
  revision: 2
  terms: {sales_commitment: {first_outreach: {limit: 2 hours}}, review: {cadence: monthly, by: [dana, sam]}}
  revisions:
    - {revision: 2, effective_from: 2026-12-01, reason: Faster, approvals: []}
    - {revision: 1, effective_from: 2026-07-01, approvals: ` + signedBy("2026-06-22", "digest: 4688213df4f3") + `}
  acknowledge: {by: [sales], within: 5 business days}
`
	site := render(t, made(judgedSite("proposed", sla, "")))
	says(t, site, "index.html", []string{"SLA revision 1, in force since 1 Jul 2026"}, []string{"nobody has signed"})
	says(t, site, "acme/index.html", []string{"SLA revision 1, in force since 1 Jul 2026", "signed by Dana Reed and Sam Ortiz", "The terms of revision 2 are not in force", "Those of revision 1, which is, are not here", "1 person has not read revision 1"}, []string{"next review"})
	says(t, site, "acme/one-page.html", []string{"SLA revision 1, in force since 1 Jul 2026", "signed by Dana Reed on 22 Jun 2026 and Sam Ortiz on 22 Jun 2026", "these are those of revision 2"}, nil)
	says(t, site, "acme/document.html", []string{"Revision 1 is in force since 1 Jul 2026, signed by Dana Reed"}, nil)
	says(t, site, "health.html", []string{"1 person has not read revision 1"}, []string{"review was due"})
	says(t, site, "acme/sla/marketing-sales.html", []string{"1 of 2 have not read revision 1 yet", "Sam Ortiz: signed on 22 Jun 2026", "Kim Lane: 139 days overdue"}, nil)
	says(t, site, "acme/people/kim.html", []string{"To read: revision 1 of the SLA", "in force since 1 Jul 2026", "revision 2, not in force"}, []string{"not signed yet"})
}

// TestSignedToCome shows a revision that is signed and will hold where people look for what holds.
func TestSignedToCome(t *testing.T) {
	o := made(threeRevisions(true))
	o.AsOf = "2026-11-24"
	content := threeRevisions(true)
	content["acme/plan.md"] = strings.Replace(content["acme/plan.md"], "sla:\n", "sla:\n  acknowledge: {by: [sales], within: 7 days}\n", 1)
	content["index.md"] = strings.Replace(content["index.md"], "people: {", "people: {kim: {name: Kim, function: sales}, ", 1)
	o.Content = mapFS(content)
	site := render(t, o)
	says(t, site, "acme/people/sam.html", nil, []string{"To read"})
	says(t, site, "acme/one-page.html", []string{"SLA revision 1, in force since 2 Mar 2026", "revision 2 signed, holds from 1 Feb 2027", "revision 3 signed, holds from 1 Jun 2027"}, nil)
	says(t, site, "acme/people/kim.html", []string{"To read: revision 1 of the SLA of Marketing and Sales, in force since 2 Mar 2026", "To read: revision 2 of the SLA of Marketing and Sales, signed, holds from 1 Feb 2027"}, nil)
}

// TestReviewOverdue says on every page that a review is overdue, whoever has signed the next revision since.
func TestReviewOverdue(t *testing.T) {
	sla := `sla:
  revision: 2
  terms: {review: {cadence: monthly, by: [dana, cro]}}
  revisions:
    - {revision: 2, effective_from: 2026-12-01, reason: Faster, approvals: [{person: dana, on: 2026-11-16, digest: abc000000000}]}
    - {revision: 1, effective_from: 2026-07-01, approvals: ` + signedBy("2026-06-22", elsewhere) + `}
`
	content := judgedSite("proposed", sla, "")
	content["acme/revisions/r1.md"] = "---\nkind: sla_revision\nsla: marketing-sales\nrevision: 1\neffective_from: 2026-07-01\nparties: [marketing, sales]\nterms: {review: {cadence: monthly, by: [dana, cro]}}\n---\n"
	site := render(t, made(content))
	says(t, site, "acme/index.html", []string{"next review 125 days overdue"}, nil)
	says(t, site, "acme/people/cro.html", []string{"125 days overdue"}, nil)
	says(t, site, "health.html", []string{"its monthly review was due on"}, nil)
}

// TestOneLight says the same of one state on the site's first page, on the plan's, and on the page of its health.
func TestOneLight(t *testing.T) {
	sla := `sla:
  revision: 1
  terms: {escalation: {covers: [lead_quality], to: cro, resolve_within: 5 business days}, review: {cadence: quarterly, by: [dana, cro]}}
  revisions:
    - {revision: 1, effective_from: 2026-10-01, approvals: ` + signedBy("2026-10-01", elsewhere) + `}
`
	raised := func(on string) string {
		return "escalations: {late: {title: Late calls, raised_on: " + on + ", raised_by: dana, claim: lead_quality, status: open}}\n"
	}
	question := "open_questions: {cover: {question: Who covers lunch?, owner: sam, due: 2026-11-20}}\n"
	metrics := "metrics:\n"
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		metrics += "  " + id + ": {name: Number " + strings.ToUpper(id) + ", owner_function: sales, current: {value: 3, basis: measured, as_of: 2026-09-0" + string(id[0]-'a'+'1') + "}}\n"
	}

	for name, test := range map[string]struct {
		status, more string
		// light is what all three say, whole what health says beyond it; rows stand on the plan's first page and on health.
		light, whole string
		rows         []string
	}{
		"nothing":            {"agreed", "", "all is well", "", nil},
		"an open escalation": {"agreed", raised("2026-11-23"), "1 thing needs someone", "", []string{"this week Late calls is to be decided CRO (Sam Ortiz)"}},
		"an overdue one":     {"agreed", raised("2026-11-02"), "1 thing overdue", "", []string{"15 days overdue Late calls is to be decided CRO (Sam Ortiz)"}},
		"both":               {"agreed", raised("2026-11-23") + question, "1 thing overdue", ", 2 things need someone in all", []string{"Late calls is to be decided", "4 days overdue Who covers lunch? Sam Ortiz"}},
		"much of one kind":   {"agreed", question + metrics, "6 things overdue", "", []string{"Who covers lunch?"}},
		"retired":            {"retired", raised("2026-11-02") + question + metrics, "", "all is well", nil},
	} {
		t.Run(name, func(t *testing.T) {
			site := render(t, made(judgedSite(test.status, sla, test.more)))
			says(t, site, "index.html", []string{test.light}, nil)
			says(t, site, "acme/index.html", append([]string{test.light}, test.rows...), nil)
			says(t, site, "health.html", append([]string{test.light + test.whole}, test.rows...), []string{"was to be resolved"})
			if test.light == "" {
				for _, page := range []string{"index.html", "acme/index.html"} {
					says(t, site, page, nil, []string{"overdue", "needs someone", "Needs someone", "next review"})
				}
			}
		})
	}
}

// TestNeedsSomeone puts what people owe before what the rules found, tells of much of one kind in one row, and says days
// as people do.
func TestNeedsSomeone(t *testing.T) {
	more := "open_questions: {cover: {question: Who covers lunch?, owner: sam, due: 2026-11-20}}\nmetrics:\n"
	for i := range 9 {
		more += "  m" + string(rune('1'+i)) + ": {name: Number " + string(rune('1'+i)) + ", current: {value: 3, basis: measured, as_of: 2026-09-0" + string(rune('1'+i)) + "}}\n"
	}

	content := judgedSite("agreed", "", more+"feedback_loops: {lost: {title: Lost deals, owner: sam, cadence: monthly, starts_on: 2026-07-01, runs: [{on: 2026-08-10}]}}\n")
	content["acme/metrics/tenth.md"] = "---\nkind: metric\nname: Tenth\ncurrent: {value: 3, basis: measured, as_of: 2026-08-01}\n---\n"
	site := render(t, made(content))
	says(t, site, "acme/index.html", []string{
		"Needs someone 4 days overdue Who covers lunch? Sam Ortiz 75 days overdue",
		"70 days overdue 10 numbers were last looked at more than 45 days ago",
		`75 days overdue The monthly loop "Lost deals" last ran on 10 Aug 2026 and was due on 10 Sep 2026. Sam Ortiz`,
	}, []string{"2026-0", "Number 3 was", `metric "m`})
	says(t, site, "health.html", []string{`The metric "Tenth" was last looked at on 1 Aug 2026`, "content/acme/metrics/tenth.md:4", "they become links"}, []string{"2026-08"})
}

// TestMoreThanHealthHolds gives a site more that will be out of date than the page of health lists: it says so from the
// day of the first that it leaves out.
func TestMoreThanHealthHolds(t *testing.T) {
	var plan strings.Builder
	plan.WriteString("---\nkind: plan\ntitle: Acme plan\nstatus: agreed\nenablement:\n")
	for i := range 1003 { // 200 a month, from December on
		fmt.Fprintf(&plan, "  a%d: {title: The deck, updated_on: 2026-11-20, review_every: %d months}\n", i, 1+i/200)
	}

	files := judgedSite("agreed", "", "")
	files["index.md"] = strings.Replace(files["index.md"], "as_of: 2026-11-24\n", "", 1)
	files["acme/plan.md"] = plan.String() + "---\n"
	page := string(render(t, made(files))["health.html"])
	if n := strings.Count(page, "was last updated on"); n != 1000 {
		t.Errorf("%d are listed", n)
	}

	if want := `<p hidden data-from="2027-05-21">There is more by now: <code>lockstep check</code> lists it all.</p>`; !strings.Contains(page, want) {
		t.Errorf("it does not say that there is more:\n%.3000s", page[strings.Index(page, "<main"):])
	}
}

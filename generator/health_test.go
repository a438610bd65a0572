package generator

import (
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
people: {dana: {name: Dana Reed, function: marketing}, sam: {name: Sam Ortiz, function: sales}}
roles: {cro: {title: CRO, function: sales, held_by: sam}}
calendars: {hq: {timezone: Europe/Berlin, hours: [{days: mon-fri, open: "09:00", close: "18:00"}]}}
lint: {parts-missing: "off", missing: "off", not-agreed: "off", pressure-test: "off", one-way-sla: "off", unused: "off"}
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

	text := strings.Join(strings.Fields(textOf(page)), " ")
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
	says(t, site, "acme/sla/marketing-sales.html", []string{"1 of 1 have not read revision 1 yet", "Sam Ortiz: not yet"}, nil)
	says(t, site, "acme/people/sam.html", []string{"To read: revision 1 of the SLA", "in force since 1 Jul 2026", "revision 2, not in force"}, []string{"not signed yet"})
}

// TestSignedToCome shows a revision that is signed and will hold where people look for what holds.
func TestSignedToCome(t *testing.T) {
	o := made(threeRevisions(true))
	o.AsOf = "2026-11-24"
	content := threeRevisions(true)
	content["acme/plan.md"] = strings.Replace(content["acme/plan.md"], "sla:\n", "sla:\n  acknowledge: {by: [sales], within: 7 days}\n", 1)
	o.Content = mapFS(content)
	site := render(t, o)
	says(t, site, "acme/one-page.html", []string{"SLA revision 1, in force since 2 Mar 2026", "revision 2 signed, holds from 1 Feb 2027", "revision 3 signed, holds from 1 Jun 2027"}, nil)
	says(t, site, "acme/people/sam.html", []string{"To read: revision 1 of the SLA of Marketing and Sales, in force since 2 Mar 2026", "To read: revision 2 of the SLA of Marketing and Sales, signed, holds from 1 Feb 2027"}, nil)
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

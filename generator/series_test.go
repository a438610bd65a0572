package generator

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// TestHistories looks at what pages show of the past of numbers: what is said where somebody points, in the wide
// drawing of each line.
func TestHistories(t *testing.T) {
	content := fstest.MapFS{
		"index.md": {Data: []byte("---\nkind: site\ntitle: Acme\ntimezone: UTC\nfiscal_year_start_month: 4\n---\n")},
		"acme/plan.md": {Data: []byte(`---
kind: plan
title: Acme
calendars:
  hq: {timezone: UTC, hours: [{days: mon-fri, open: "09:00", close: "17:00"}], holidays: {2026-01-01: New Year}}
north_star: {name: Revenue, target: {value: 300, currency: USD}, per: day, day_basis: business, series: data/revenue.csv}
metrics:
  rate:
    name: Rate
    definition: What is counted.
    unit: percent
    target: {value: 25, quarter: 2027-Q2}
    series: data/rate.csv
  visits:
    name: Visits
    definition: Days without the New Year and a weekend, then two that nobody counted.
    unit: count
    series: data/visits.csv
  answers:
    name: Answers
    definition: How fast we are.
    components:
      chat:
        name: In the chat
        unit: minutes
        series:
          - {period: 2026-Q4, value: 12}
          - {period: 2027-Q1, value: 9, basis: estimate}
          - {period: 2027-Q2, value: 7}
---
`)},
		"acme/data/revenue.csv": {Data: []byte("period;value\r\n2026-W01;1200\r\n2026-W02;1500,5\r\n")},
		"acme/data/visits.csv":  {Data: []byte("period,value\n2025-12-31,5\n2026-01-02,6\n2026-01-05,7\n2026-01-08,8\n")},
		"acme/data/rate.csv":    {Data: []byte("\ufeffperiod,value,target\n2026-04,12,20\n2026-01,11,18\n2026-02,,18\n")},
	}
	options := demo()
	options.Content, options.Dir, options.AsOf = content, "", "2026-05-20"
	folder := t.TempDir()
	result, err := Build(options, folder)
	if err != nil || result.Failed(false) {
		t.Fatalf("%v %v", err, result.Problems)
	}

	page, err := os.ReadFile(filepath.Join(folder, "acme", "metrics.html"))
	if err != nil {
		t.Fatal(err)
	}

	wide := regexp.MustCompile(`(?s)<svg class="fig-wide".*?</svg>`)
	said := regexp.MustCompile(`<rect class="fig-hit"[^>]*><title>([^<]*)`)
	var got []string
	for _, drawing := range wide.FindAllString(string(page), -1) {
		for _, part := range said.FindAllStringSubmatch(drawing, -1) {
			got = append(got, html.UnescapeString(part[1]))
		}
	}

	// Week 1 has New Year and four business days. Of the rate March is missing and nobody knows February; the
	// target of the next fiscal quarter is not yet in force.
	want := `week 1 of 2026: $300, target $300
week 2 of 2026: $300.10, target $300
Jan 2026: 11%, target 18%
Feb 2026: no data, target 18%
Mar 2026: no data, target 18%
Apr 2026: 12%, target 20%
31 Dec 2025: 5
2 Jan 2026: 6
5 Jan 2026: 7
6 Jan 2026: no data
7 Jan 2026: no data
8 Jan 2026: 8
Q4 2026: 12 minutes
Q1 2027: 9 minutes, estimate
Q2 2027: 7 minutes, forecast`
	if strings.Join(got, "\n") != want {
		t.Errorf("the page says\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}

	if !strings.Contains(string(page), "Target 25%") || !strings.Contains(string(page), "<td>no data</td>") {
		t.Error("the target to come, or the month without a number, is not shown")
	}
}
